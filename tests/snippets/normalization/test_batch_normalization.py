"""snippets.normalization.batch_normalization against arithmetic by hand and torch."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.normalization.batch_normalization import (
    batch_norm_eval,
    batch_norm_train,
    update_running_statistics,
)
from tests.snippets.normalization.samples import sample
from tests.snippets.rejections import rejects

BY_HAND = torch.tensor(
    [[[1, 1], [10, 16]], [[5, 5], [16, 10]]], dtype=torch.float64
)  # means 3 and 13, variances 4 and 9


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


# By hand


def test_training_by_hand() -> None:
    expected = tensor(-1, -1, -1, 1, 1, 1, 1, -1).reshape(2, 2, 2)
    assert_close(batch_norm_train(BY_HAND, eps=1e-12), expected)
    weight, bias = tensor(10, 100), tensor(1, 2)
    found = batch_norm_train(BY_HAND, weight, bias, eps=1e-12)
    assert_close(found[0], tensor(-9, -9, -98, 102).reshape(2, 2))


def test_running_statistics_by_hand() -> None:
    mean, var = update_running_statistics(BY_HAND, tensor(0, 0), tensor(1, 1))
    assert_close(mean, tensor(0.3, 1.3))  # 0.1 * 3, 0.1 * 13
    assert_close(var, tensor(0.9 + 1.6 / 3, 0.9 + 1.2))  # 0.1 * 4 * 4/3, 0.1 * 9 * 4/3
    mean, var = update_running_statistics(BY_HAND, mean, var, momentum=0.5)
    assert_close(mean, tensor(1.65, 7.15))
    assert_close(var[1].item(), 2.1 / 2 + 6)


def test_evaluation_by_hand() -> None:
    y = batch_norm_eval(
        BY_HAND, tensor(1, 10), tensor(4, 9), tensor(2, 3), tensor(0, 1), eps=1e-12
    )
    # (5 - 1) / 2 * 2; (16 - 10) / 3 * 3 + 1
    assert_close(y[1], tensor(4, 4, 7, 1).reshape(2, 2))


# Reference


@pytest.mark.parametrize("shape", [(6, 3), (2, 3, 4), (2, 3, 4, 5)])
@pytest.mark.parametrize("momentum", [0.1, 0.7])
def test_two_steps_and_an_evaluation_equal_torch(
    device: str, shape: tuple[int, ...], momentum: float
) -> None:
    mean, var = torch.zeros(3).double().to(device), torch.ones(3).double().to(device)
    weight, bias = (
        sample(1, 3, seed=3, device=device)[0],
        sample(1, 3, seed=4, device=device)[0],
    )
    of_torch = mean.clone(), var.clone()
    for seed in (0, 1):
        x = sample(*shape, seed=seed, device=device)
        expected = F.batch_norm(x, *of_torch, weight, bias, True, momentum, 1e-3)
        assert_close(batch_norm_train(x, weight, bias, eps=1e-3), expected)
        mean, var = update_running_statistics(x, mean, var, momentum=momentum)
        assert_close((mean, var), of_torch)
    expected = F.batch_norm(x, *of_torch, weight, bias, False, momentum, 1e-3)
    assert_close(batch_norm_eval(x, mean, var, weight, bias, eps=1e-3), expected)


def test_the_defaults_are_those_of_the_layer() -> None:
    layer, x = nn.BatchNorm1d(3).double(), sample(5, 3)
    assert_close(batch_norm_train(x), layer(x))
    mean, var = update_running_statistics(x, torch.zeros(3).double(), torch.ones(3).double())
    assert_close((mean, var), (layer.running_mean, layer.running_var))
    assert_close(batch_norm_eval(x, mean, var), layer.eval()(x))


# Limits and identities


def test_the_running_variance_is_that_of_the_batch_times_n_by_n_less_1() -> None:
    x = sample(4, 3, 2)  # 8 numbers a channel
    _, var = update_running_statistics(x, tensor(0, 0, 0), tensor(1, 1, 1), momentum=1)
    assert_close(var, x.var(dim=(0, 2), correction=0) * 8 / 7)


def test_two_tutorials_keep_three_quarters_of_what_torch_keeps_of_four_numbers() -> None:
    # d2l (batch_norm) and labml (exp_var) average the biased variance that they normalise by.
    x = torch.tensor([[1.0], [1.0], [5.0], [5.0]], dtype=torch.float64)  # mean 3, squares 4
    _, kept = update_running_statistics(x, tensor(0), tensor(1), momentum=1)
    theirs = (x - x.mean()).square().mean()
    layer = nn.BatchNorm1d(1, momentum=1).double()
    layer(x)
    assert layer.running_var.item() == pytest.approx(16 / 3)
    assert_close(kept, layer.running_var)
    assert theirs.item() == 4  # 3/4 of 16/3


def test_a_bias_before_it_makes_no_difference() -> None:
    x = sample(4, 3, 2)
    assert_close(batch_norm_train(x + tensor(5, -3, 100)[:, None]), batch_norm_train(x))


def test_a_sample_depends_on_its_batch_only_in_training() -> None:
    x, other = sample(2, 3, 4), sample(2, 3, 4, seed=1) * 3
    together = torch.cat([x, other])
    assert (batch_norm_train(together)[:2] - batch_norm_train(x)).abs().max() > 0.1
    mean, var = tensor(1, 2, 3), tensor(4, 5, 6)
    assert_close(batch_norm_eval(together, mean, var)[:2], batch_norm_eval(x, mean, var))


def test_float32_survives_a_mean_far_from_zero() -> None:
    x = torch.tensor([[4096.0], [4097.0], [4098.0], [4099.0]])
    y = batch_norm_train(x)
    assert_close(y, batch_norm_train(x - 4096), rtol=1e-5, atol=1e-5)  # rounding of the mean
    by_squares = (x**2).mean() - x.mean() ** 2  # the variance is 1.25
    assert abs(by_squares.item() - 1.25) > 0.2


def test_momentum_0_forgets_the_batch_and_1_the_past() -> None:
    x, mean, var = sample(4, 3), tensor(1, 2, 3), tensor(4, 5, 6)
    assert_close(update_running_statistics(x, mean, var, momentum=0), (mean, var))
    found = update_running_statistics(x, mean, var, momentum=1)
    assert_close(found, (x.mean(0), x.var(0)))


# Property


@given(scale=st.floats(0.5, 50), shift=st.floats(-50, 50))
def test_forgets_scale_and_shift_of_a_channel(scale: float, shift: float) -> None:
    x = sample(4, 2, 3)
    assert_close(batch_norm_train(scale * x + shift, eps=1e-12), batch_norm_train(x, eps=1e-12))


# Gradient


def test_gradient() -> None:
    x = sample(3, 2, 2).requires_grad_()
    assert gradcheck(lambda x: batch_norm_train(x, tensor(2, 3), eps=0.1), x)
    assert gradcheck(lambda x: batch_norm_eval(x, tensor(1, 2), tensor(4, 9)), x)
    (gradient,) = torch.autograd.grad(batch_norm_train(x).sum(), x)
    assert_close(gradient, torch.zeros_like(gradient))  # the sum is always 0


# Errors: those of the input are in test_standardize


@pytest.mark.parametrize("momentum", [-0.1, 1.1, math.nan])
def test_rejects_a_momentum(momentum: float) -> None:
    with rejects(f"momentum must be from 0 to 1, got {momentum}"):
        update_running_statistics(BY_HAND, tensor(0, 0), tensor(1, 1), momentum=momentum)


def test_rejects_one_number_a_channel() -> None:
    with rejects("one number has no variance: shape (1, 3), axes (0,)"):
        batch_norm_train(torch.zeros(1, 3))
    with rejects("one number has no variance: shape (1, 3)"):
        update_running_statistics(torch.zeros(1, 3), torch.zeros(3), torch.ones(3))
    zeros = update_running_statistics(torch.zeros(2, 3), torch.zeros(3), torch.zeros(3))
    assert_close(zeros, (torch.zeros(3), torch.zeros(3)))
