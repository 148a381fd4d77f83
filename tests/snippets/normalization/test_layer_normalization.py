"""snippets.normalization.layer_normalization against arithmetic by hand and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.normalization.layer_normalization import layer_norm, layer_norm_by_channel
from tests.snippets.normalization.samples import sample
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


# By hand


def test_over_one_axis_and_over_two_by_hand() -> None:
    x = tensor(1, 3, 5, 7).reshape(1, 2, 2)
    assert_close(layer_norm(x, (2,), eps=1e-12), tensor(-1, 1, -1, 1).reshape(1, 2, 2))
    # mean 4, variance (9 + 1 + 1 + 9) / 4 = 5
    expected = tensor(-3, -1, 1, 3).reshape(1, 2, 2) / 5**0.5
    assert_close(layer_norm(x, (2, 2), eps=1e-12), expected)
    assert_close(layer_norm_by_channel(x, eps=1e-12), expected)


# Reference


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_equals_torch(device: str, axes: int) -> None:
    x = sample(2, 3, 4, 5, device=device)
    shape = x.shape[-axes:]
    weight = sample(2, 3, 4, 5, seed=1, device=device)[(0,) * (4 - axes)]
    bias = sample(2, 3, 4, 5, seed=2, device=device)[(1,) * (4 - axes)]
    assert_close(layer_norm(x, shape), F.layer_norm(x, shape))
    expected = F.layer_norm(x, shape, weight, bias, 1e-3)
    assert_close(layer_norm(x, list(shape), weight, bias, eps=1e-3), expected)


def test_by_channel_equals_the_group_norm_of_torch_with_one_group(device: str) -> None:
    x = sample(2, 3, 4, 5, device=device)
    weight, bias = (
        sample(1, 3, seed=1, device=device)[0],
        sample(1, 3, seed=2, device=device)[0],
    )
    assert_close(layer_norm_by_channel(x), F.group_norm(x, 1))
    expected = F.group_norm(x, 1, weight, bias, 1e-3)
    assert_close(layer_norm_by_channel(x, weight, bias, eps=1e-3), expected)


# Limits and identities


def test_without_factors_both_are_one() -> None:
    x = sample(2, 3, 4, 5)
    assert_close(layer_norm_by_channel(x), layer_norm(x, (3, 4, 5)))


def test_a_sample_does_not_depend_on_its_batch() -> None:
    x = sample(4, 3, 5)
    assert_close(layer_norm(x, (3, 5))[1:2], layer_norm(x[1:2], (3, 5)))


def test_the_number_of_parameters_of_the_two() -> None:
    by_element, by_channel = torch.nn.LayerNorm((256, 64, 64)), torch.nn.GroupNorm(1, 256)
    count = [sum(p.numel() for p in layer.parameters()) for layer in (by_element, by_channel)]
    assert count == [2_097_152, 512]


# Property


@given(scale=st.floats(0.5, 50), shift=st.floats(-50, 50))
def test_forgets_scale_and_shift_of_a_whole_sample(scale: float, shift: float) -> None:
    x = sample(2, 2, 3)
    changed = layer_norm(scale * x + shift, (2, 3), eps=1e-12)
    assert_close(changed, layer_norm(x, (2, 3), eps=1e-12))


# Gradient


def test_gradient() -> None:
    x = sample(2, 2, 3).requires_grad_()
    assert gradcheck(lambda x: layer_norm(x, (3,), tensor(1, 2, 3), eps=0.1), x)
    assert gradcheck(lambda x: layer_norm_by_channel(x, tensor(2, 3), eps=0.1), x)


# Errors: the others are in test_standardize


def test_rejects_shapes() -> None:
    x = torch.zeros(2, 3, 4)
    with rejects("input must end in (3,), got shape (2, 3, 4)"):
        layer_norm(x, (3,))
    with rejects("input must end in (), got shape (2, 3, 4)"):
        layer_norm(x, ())
    with rejects("weight must be (3, 4), got shape (4,)"):
        layer_norm(x, (3, 4), torch.zeros(4))
    with rejects("bias must be (4,), got shape (3, 4)"):
        layer_norm(x, (4,), None, torch.zeros(3, 4))
