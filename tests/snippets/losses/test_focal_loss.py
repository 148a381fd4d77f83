"""snippets.losses.focal_loss against arithmetic by hand, its definition and cross-entropy."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.focal_loss import focal_loss
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(device: str = "cpu") -> tuple[Tensor, Tensor]:
    """Return logits and classes."""
    generator = torch.Generator().manual_seed(0)
    logits = 3 * torch.randn(4, 3, generator=generator, dtype=torch.float64)
    target = (torch.rand(4, 3, generator=generator) < 0.5).to(logits.dtype)
    return logits.to(device), target.to(device)


# By hand: the logit log(3) is the probability 3/4


def test_both_classes_by_hand() -> None:
    logits, target = tensor(3, 3).log(), tensor(1, 0)
    expected = tensor(math.log(4 / 3) / 16, math.log(4) * 9 / 16)
    found = focal_loss(logits, target, alpha=None, reduction="none")
    assert_close(found, expected)
    weighted = focal_loss(logits, target, reduction="none")
    assert_close(weighted, tensor(0.25, 0.75) * expected)
    assert_close(focal_loss(logits, target), (tensor(0.25, 0.75) * expected).mean())


# Reference: the definition, from probabilities


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_equals_the_definition(device: str, reduction: str) -> None:
    logits, target = sample(device)
    right = torch.where(target == 1, logits.sigmoid(), 1 - logits.sigmoid())
    weight = torch.where(target == 1, 0.3, 0.7)
    losses = -weight * (1 - right) ** 1.5 * right.log()
    expected = {"mean": losses.mean(), "sum": losses.sum(), "none": losses}[reduction]
    found = focal_loss(logits, target, gamma=1.5, alpha=0.3, reduction=reduction)
    assert_close(found, expected)


# Limits and identities


def test_a_gamma_of_0_without_weights_is_cross_entropy() -> None:
    logits, target = sample()
    expected = F.binary_cross_entropy_with_logits(logits, target)
    assert_close(focal_loss(logits, target, gamma=0, alpha=None), expected)
    assert_close(2 * focal_loss(logits, target, gamma=0, alpha=0.5), expected)


@pytest.mark.parametrize(
    ("probability", "factor"), [(0.9, 100), (1 - 1000**-0.5, 1000), (0.5, 4)]
)
def test_a_gamma_of_2_divides_the_loss_as_in_section_3_2(
    probability: float, factor: float
) -> None:
    logit, target = tensor(probability).logit(), tensor(1)
    entropy = focal_loss(logit, target, gamma=0, alpha=None)
    assert_close(factor * focal_loss(logit, target, alpha=None), entropy)


def test_the_weights_may_take_a_class_out() -> None:
    logits, target = tensor(0.3, -1), tensor(1, 0)
    assert focal_loss(logits, target, alpha=0, reduction="none")[0] == 0
    assert focal_loss(logits, target, alpha=1, reduction="none")[1] == 0


def test_what_is_certain_has_finite_losses_and_slopes() -> None:
    logits, target = tensor(1e4, -1e4, 1e4), tensor(1, 0, 0)
    logits.requires_grad_()
    losses = focal_loss(logits, target, gamma=0.5, alpha=None, reduction="none")
    assert losses.tolist() == [0, 0, 1e4]
    assert torch.autograd.grad(losses.sum(), logits)[0].tolist() == [0, 0, 1]


def test_one_weight_for_a_whole_batch_is_another_loss() -> None:
    # What code does that takes p from the mean of the cross-entropies.
    logits, target = tensor(3, 3).log(), tensor(1, 0)
    entropy = F.binary_cross_entropy_with_logits(logits, target)
    of_batch = (1 - (-entropy).exp()) ** 2 * entropy
    assert of_batch.item() == pytest.approx(0.26907, abs=1e-5)
    assert focal_loss(logits, target, alpha=None).item() == pytest.approx(0.39889, abs=1e-5)


def test_the_best_constant_is_nearer_to_one_half_than_the_frequency() -> None:
    shares = torch.arange(1, 1000, dtype=torch.float64) / 1000
    one, zero = (
        focal_loss(shares.logit(), torch.full_like(shares, y), alpha=None, reduction="none")
        for y in (1, 0)
    )
    assert shares[(0.1 * one + 0.9 * zero).argmin()].item() == pytest.approx(0.306)
    assert shares[(0.5 * one + 0.5 * zero).argmin()].item() == 0.5


# Property


@given(z=st.floats(-30, 30), gamma=st.floats(0, 5))
def test_never_more_than_cross_entropy_and_the_same_for_both_classes(
    z: float, gamma: float
) -> None:
    one = focal_loss(tensor(z), tensor(1), gamma=gamma, alpha=None)
    zero = focal_loss(tensor(-z), tensor(0), gamma=gamma, alpha=None)
    assert one == zero
    assert 0 <= one <= focal_loss(tensor(z), tensor(1), gamma=0, alpha=None)


# Gradient


def test_gradient_numerically() -> None:
    logits, target = sample()
    logits.requires_grad_()
    assert gradcheck(lambda x: focal_loss(x, target), logits)


# Errors


def test_rejects() -> None:
    x, y = tensor(0, 1), tensor(0, 1)
    with rejects("targets must be 0 or 1, got [0.0, 0.5]"):
        focal_loss(x, tensor(0, 0.5))
    with rejects("input and target must have one shape, got (2,) and (2, 1)"):
        focal_loss(x, y[:, None])
    with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
        focal_loss(x, y, reduction="max")


@pytest.mark.parametrize("gamma", [-1, math.inf, math.nan])
def test_rejects_a_gamma(gamma: float) -> None:
    with rejects(f"gamma must be finite and >= 0, got {gamma}"):
        focal_loss(tensor(0), tensor(1), gamma=gamma)


@pytest.mark.parametrize("alpha", [-0.5, 1.5, math.nan])
def test_rejects_an_alpha(alpha: float) -> None:
    with rejects(f"alpha must be from 0 to 1 or None, got {alpha}"):
        focal_loss(tensor(0), tensor(1), alpha=alpha)
