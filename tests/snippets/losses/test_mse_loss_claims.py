"""What the mean squared error page says of likelihood, broadcasting, reduction and RMSE."""

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.losses.mse_loss import mse_loss
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


Y = tensor(3, 1, 6, 0)
Y_HAT = tensor(2, 3, 3, 6)  # residuals y - y_hat: 1, -2, 3, -6


def error_after_ten_steps(reduction: str, step: float = 0.3) -> float:
    """Return how far a constant that starts at 0 is from the mean of the targets."""
    m = torch.zeros((), dtype=torch.float64)
    for _ in range(10):
        m.requires_grad_()
        (slope,) = torch.autograd.grad(mse_loss(m.expand(4), Y, reduction=reduction), m)
        m = (m - step * slope).detach()
    return (m - Y.mean()).abs().item()


def test_unequal_shapes_broadcast_to_all_pairs_in_torch_and_raise_here() -> None:
    column, row = tensor(1, 2, 3)[:, None], tensor(1, 2, 3)
    with pytest.warns(UserWarning, match="different to the input size"):
        loss = F.mse_loss(column, row)
    assert loss.item() == pytest.approx(12 / 9)  # 4 pairs differ by 1, 2 by 2, 3 by 0
    with rejects("input and target must have one shape, got (3, 1) and (3,)"):
        mse_loss(column, row)


def test_with_a_sum_the_step_grows_with_the_number_of_samples() -> None:
    assert error_after_ten_steps("mean") == pytest.approx(2.5 * 0.4**10)  # 1 - 2 * 0.3
    assert error_after_ten_steps("sum") == pytest.approx(2.5 * 1.4**10)  # 1 - 2 * 4 * 0.3


def test_the_mean_of_two_rmse_is_not_the_rmse_of_both() -> None:
    halves = [mse_loss(Y_HAT[part], Y[part]) for part in (slice(0, 2), slice(2, 4))]
    assert [half.item() for half in halves] == [2.5, 22.5]  # 5 / 2 and 45 / 2
    roots = sum(half.sqrt().item() for half in halves) / 2
    assert roots == pytest.approx((2.5**0.5 + 22.5**0.5) / 2)
    assert roots < mse_loss(Y_HAT, Y).sqrt().item() == 12.5**0.5


def test_the_root_has_no_gradient_where_all_residuals_are_0() -> None:
    input = Y.clone().requires_grad_()
    mse_loss(input, Y).sqrt().backward()
    assert input.grad.isnan().all()


def test_one_large_residual_has_most_of_the_loss() -> None:
    losses = mse_loss(Y_HAT, Y, reduction="none")
    assert (losses[3] / losses.sum()).item() == pytest.approx(0.72)  # 36 / 50


@pytest.mark.parametrize("sigma", [0.5, 2])
def test_normal_noise_of_any_fixed_size_has_its_likelihood_greatest_at_the_least_loss(
    sigma: float,
) -> None:
    other, variance = Y_HAT + tensor(1, -1, 0.5, -2), torch.full_like(Y, sigma**2)
    gap = F.gaussian_nll_loss(Y_HAT, Y, variance) - F.gaussian_nll_loss(other, Y, variance)
    expected = (mse_loss(Y_HAT, Y) - mse_loss(other, Y)) / (2 * sigma**2)
    torch.testing.assert_close(gap, expected)
