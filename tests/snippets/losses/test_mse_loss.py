"""snippets.losses.mse_loss; errors and reductions are in test_reduction, for all losses."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.mse_loss import mse_loss


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


Y = tensor(3, 1, 6, 0)
Y_HAT = tensor(2, 3, 3, 6)  # residuals y - y_hat: 1, -2, 3, -6


def test_by_hand() -> None:
    assert mse_loss(Y_HAT, Y, reduction="none").tolist() == [1.0, 4.0, 9.0, 36.0]
    assert mse_loss(Y_HAT, Y).item() == 12.5  # 50 / 4


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_equals_torch(device: str, reduction: str) -> None:
    generator = torch.Generator().manual_seed(0)
    input, target = torch.randn(2, 3, 5, generator=generator, dtype=torch.float64).to(device)
    expected = F.mse_loss(input, target, reduction=reduction)
    assert_close(mse_loss(input, target, reduction=reduction), expected)


def test_the_mean_of_the_targets_has_the_least_loss_which_is_their_variance() -> None:
    mean = Y.mean().expand(4)
    assert_close(mse_loss(mean, Y), Y.var(correction=0))
    assert mse_loss(mean + 0.1, Y) > mse_loss(mean, Y) < mse_loss(mean - 0.1, Y)


@given(scale=st.floats(0.1, 10))
def test_scaling_the_data_scales_the_loss_by_the_square(scale: float) -> None:
    assert_close(mse_loss(scale * Y_HAT, scale * Y), scale**2 * mse_loss(Y_HAT, Y))


def test_gradient_is_twice_the_residual_whatever_its_size() -> None:
    input = Y_HAT.clone().requires_grad_()
    mse_loss(input, Y, reduction="sum").backward()
    assert input.grad.tolist() == [-2.0, 4.0, -6.0, 12.0]  # -2 * (1, -2, 3, -6)
    assert gradcheck(lambda a: mse_loss(a, Y), Y_HAT.clone().requires_grad_())
