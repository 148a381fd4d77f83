"""snippets.normalization.instance_normalization against arithmetic by hand and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.normalization.batch_normalization import batch_norm_train
from snippets.normalization.instance_normalization import instance_norm
from tests.snippets.normalization.samples import sample
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


# By hand


def test_each_channel_by_hand() -> None:
    x = tensor(0, 4, 4, 0, 10, 11, 11, 10).reshape(
        2, 1, 4
    )  # means 2 and 10.5, deviations 2, 0.5
    expected = tensor(-1, 1, 1, -1).expand(2, 1, 4)
    assert_close(instance_norm(x, eps=1e-12), expected)
    assert_close(instance_norm(x, tensor(3), tensor(10), eps=1e-12), 3 * expected + 10)


# Reference


@pytest.mark.parametrize("shape", [(2, 3, 7), (2, 3, 4, 5)])
def test_equals_torch(device: str, shape: tuple[int, ...]) -> None:
    x = sample(*shape, device=device)
    weight, bias = (
        sample(1, 3, seed=1, device=device)[0],
        sample(1, 3, seed=2, device=device)[0],
    )
    assert_close(instance_norm(x), F.instance_norm(x))
    expected = F.instance_norm(x, weight=weight, bias=bias, eps=1e-3)
    assert_close(instance_norm(x, weight, bias, eps=1e-3), expected)


# Limits and identities


def test_is_batch_normalization_of_each_sample() -> None:
    x = sample(4, 3, 5)
    assert_close(instance_norm(x), torch.cat([batch_norm_train(one[None]) for one in x]))


def test_a_channel_of_one_colour_becomes_0() -> None:
    # 0.7 less its rounded mean is not quite 0, and is divided by the square root of eps.
    assert_close(
        instance_norm(torch.full((1, 2, 3), 0.7)), torch.zeros(1, 2, 3), rtol=0, atol=1e-4
    )


def test_loses_the_channel_means_that_batch_normalization_keeps_apart() -> None:
    x = sample(4, 3, 5)
    x[0] += 50
    assert_close(instance_norm(x).mean(dim=2), torch.zeros(4, 3, dtype=torch.float64))
    assert batch_norm_train(x)[0].mean() > 1


# Property


@given(scale=st.floats(0.5, 50), shift=st.floats(-50, 50))
def test_forgets_contrast_and_brightness_of_each_sample(scale: float, shift: float) -> None:
    x = sample(2, 2, 3)
    changed = torch.stack([x[0], scale * x[1] + shift])
    assert_close(instance_norm(changed, eps=1e-12), instance_norm(x, eps=1e-12))


# Gradient


def test_gradient() -> None:
    x = sample(2, 2, 3).requires_grad_()
    assert gradcheck(lambda x: instance_norm(x, tensor(2, 3), eps=0.1), x)


# Errors: the others are in test_standardize


def test_rejects_a_single_position() -> None:
    with rejects("one number has no variance: shape (4, 3, 1, 1), axes (2, 3)"):
        instance_norm(torch.zeros(4, 3, 1, 1))
    with rejects("one number has no variance: shape (4, 3), axes ()"):
        instance_norm(torch.zeros(4, 3))
