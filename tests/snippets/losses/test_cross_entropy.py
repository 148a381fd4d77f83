"""snippets.losses.cross_entropy against arithmetic by hand and torch."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.binary_cross_entropy import binary_cross_entropy_with_logits
from snippets.losses.cross_entropy import cross_entropy, soft_cross_entropy
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(device: str = "cpu") -> tuple[Tensor, Tensor]:
    """Return logits of five samples and three classes, and classes."""
    generator = torch.Generator().manual_seed(0)
    logits = 4 * torch.randn(5, 3, generator=generator, dtype=torch.float64)
    return logits.to(device), torch.tensor([2, 0, 1, 1, 2], device=device)


BY_HAND = tensor(1, 2, 5).log()[None]  # softmax 1/8, 2/8, 5/8


# By hand


def test_eighths_by_hand() -> None:
    for right, share in ((0, 1 / 8), (1, 1 / 4), (2, 5 / 8)):
        loss = cross_entropy(BY_HAND, torch.tensor([right]))
        assert loss.item() == pytest.approx(-math.log(share))
    # 0.7 + 0.1 on the right class, 0.1 on each of the others
    smoothed = cross_entropy(BY_HAND, torch.tensor([1]), label_smoothing=0.3)
    expected = 0.1 * math.log(8) + 0.8 * math.log(4) + 0.1 * math.log(8 / 5)
    assert smoothed.item() == pytest.approx(expected)


# Reference


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
def test_equals_torch(device: str, smoothing: float, reduction: str) -> None:
    logits, target = sample(device)
    options = {"reduction": reduction, "label_smoothing": smoothing}
    expected = F.cross_entropy(logits, target, **options)
    assert_close(cross_entropy(logits, target, **options), expected)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_with_distributions_it_equals_torch(device: str, reduction: str) -> None:
    logits, _ = sample(device)
    target = logits.flip(0).softmax(dim=1)
    expected = F.cross_entropy(logits, target, reduction=reduction)
    assert_close(soft_cross_entropy(logits, target, reduction=reduction), expected)


# Limits and identities


def test_smoothing_is_a_mixture_with_the_uniform_distribution() -> None:
    logits, target = sample()
    mixed = 0.7 * F.one_hot(target, 3).double() + 0.3 / 3
    assert_close(
        cross_entropy(logits, target, label_smoothing=0.3), soft_cross_entropy(logits, mixed)
    )


def test_is_the_entropy_of_the_target_plus_its_divergence_from_the_softmax() -> None:
    logits, _ = sample()
    shares = tensor(*[[0.2, 0.7, 0.1]] * len(logits))
    entropy = -(shares[0] * shares[0].log()).sum()
    divergence = F.kl_div(logits.log_softmax(dim=1), shares, reduction="batchmean")
    assert_close(soft_cross_entropy(logits, shares), entropy + divergence)
    assert_close(soft_cross_entropy(shares.log(), shares), entropy)


def test_nll_loss_takes_logarithms_and_of_probabilities_gives_minus_one() -> None:
    sure = tensor([1, 0, 0])
    assert F.nll_loss(sure, torch.tensor([0])).item() == -1


def test_two_classes_are_binary_cross_entropy_of_the_difference() -> None:
    logits, target = sample()[0][:, :2], torch.tensor([0, 1, 1, 0, 1])
    lead = logits[:, 1] - logits[:, 0]
    assert_close(
        cross_entropy(logits, target), binary_cross_entropy_with_logits(lead, target.double())
    )


def test_large_logits_do_not_overflow() -> None:
    logits = torch.tensor([[1000.0, 0.0], [-1000.0, 0.0]])
    losses = cross_entropy(logits, torch.tensor([0, 0]), reduction="none")
    assert losses.tolist() == [0, 1000]
    assert logits.exp().sum(dim=1).log()[0].isinf()


def test_a_softmax_before_it_keeps_the_loss_from_falling() -> None:
    # Probabilities as logits: the best that three classes can reach is log(e + 2) - 1.
    sure = torch.tensor([[100.0, 0.0, 0.0]]).double().softmax(dim=1)
    assert cross_entropy(sure, torch.tensor([0])).item() == pytest.approx(
        math.log(math.e + 2) - 1
    )


def test_the_weighted_mean_of_torch_divides_by_the_weights() -> None:
    logits, target = sample()
    weight = tensor(1, 2, 10)
    losses = cross_entropy(logits, target, reduction="none") * weight[target]
    of_torch = F.cross_entropy(logits, target, weight=weight)
    assert_close(losses.sum() / weight[target].sum(), of_torch)
    assert abs(losses.mean() - of_torch) > 1


# Property


@given(
    shift=st.floats(-100, 100),
    smoothing=st.floats(0, 1),
    right=st.integers(0, 2),
)
def test_does_not_see_a_shift_of_all_logits(shift: float, smoothing: float, right: int) -> None:
    target = torch.tensor([right])
    here = cross_entropy(BY_HAND, target, label_smoothing=smoothing)
    assert_close(cross_entropy(BY_HAND + shift, target, label_smoothing=smoothing), here)


# Gradient


def test_the_slope_is_the_softmax_less_the_target_by_hand() -> None:
    logits = BY_HAND.clone().requires_grad_()
    (slope,) = torch.autograd.grad(cross_entropy(logits, torch.tensor([1])), logits)
    assert_close(slope, tensor(1 / 8, 2 / 8 - 1, 5 / 8)[None])
    loss = cross_entropy(logits, torch.tensor([1]), label_smoothing=0.3)
    (slope,) = torch.autograd.grad(loss, logits)
    assert_close(slope, tensor(0.025, -0.55, 0.525)[None])


def test_gradient_numerically() -> None:
    logits, target = sample()
    logits.requires_grad_()
    assert gradcheck(lambda x: cross_entropy(x, target, label_smoothing=0.2), logits)
    shares = logits.detach().flip(0).softmax(dim=1)
    assert gradcheck(lambda x: soft_cross_entropy(x, shares), logits)


# Errors


@pytest.mark.parametrize(
    ("shape", "dtype"),
    [
        *[((3,), torch.float32), ((2, 3, 4), torch.float32), ((2, 0), torch.float32)],
        ((2, 3), torch.int64),
    ],
)
def test_rejects_logits(shape: tuple[int, ...], dtype: torch.dtype) -> None:
    message = f"input must be (N, K), floating point and K >= 1, got {dtype} of shape {shape}"
    logits = torch.zeros(shape, dtype=dtype)
    with rejects(message):
        cross_entropy(logits, torch.tensor([0, 0]))
    with rejects(message):
        soft_cross_entropy(logits, logits)


def test_rejects_targets() -> None:
    logits = torch.zeros(2, 3)
    with rejects("target must be (2,) and int64, got torch.int64 of shape (3,)"):
        cross_entropy(logits, torch.tensor([0, 1, 2]))
    with rejects("target must be (2,) and int64, got torch.float32 of shape (2,)"):
        cross_entropy(logits, torch.zeros(2))
    for classes in ([0, 3], [-1, 2]):
        with rejects(f"classes must be from 0 to 2, got {classes}"):
            cross_entropy(logits, torch.tensor(classes))
    with rejects("input and target must have one shape, got (2, 3) and (2, 2)"):
        soft_cross_entropy(logits, torch.zeros(2, 2))
    assert cross_entropy(logits, torch.tensor([0, 2])).item() == pytest.approx(math.log(3))


@pytest.mark.parametrize("smoothing", [-0.1, 1.1, math.nan])
def test_rejects_a_smoothing(smoothing: float) -> None:
    with rejects(f"label_smoothing must be from 0 to 1, got {smoothing}"):
        cross_entropy(BY_HAND, torch.tensor([0]), label_smoothing=smoothing)


def test_rejects_a_reduction() -> None:
    with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
        cross_entropy(BY_HAND, torch.tensor([0]), reduction="max")
    with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
        soft_cross_entropy(BY_HAND, BY_HAND, reduction="max")
