"""snippets.losses.hinge_loss against arithmetic by hand, torch and its margin."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.hinge_loss import hinge_loss, multi_margin_loss
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


LABELS, SCORES = tensor(1, 1, -1, -1), tensor(2, 0.5, -1, 3)
ROWS = torch.tensor([[3, 2.5, 0, 4], [0, 0.5, 2, -1]], dtype=torch.float64)
CLASSES = torch.tensor([0, 2])


def test_by_hand() -> None:
    # 1 - 2 < 0; 1 - 0.5; 1 - 1 = 0; 1 + 3
    assert hinge_loss(SCORES, LABELS, reduction="none").tolist() == [0, 0.5, 0, 4]
    assert hinge_loss(SCORES, LABELS).item() == 1.125  # 4.5 / 4
    assert hinge_loss(SCORES, LABELS, margin=2, reduction="sum").item() == 7.5  # 1.5 + 1 + 5


def test_classes_by_hand() -> None:
    # class 0 of 3: (1 - 3 + 2.5 = 0.5), (1 - 3 < 0), (1 - 3 + 4 = 2); 2.5 / 4
    assert multi_margin_loss(ROWS, CLASSES, reduction="none").tolist() == [0.625, 0]
    assert multi_margin_loss(ROWS, CLASSES).item() == 0.3125


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_equals_torch(device: str, reduction: str) -> None:
    generator = torch.Generator().manual_seed(0)
    scores = 2 * torch.randn(5, 3, generator=generator, dtype=torch.float64).to(device)
    classes = torch.tensor([0, 2, 1, 1, 0]).to(device)
    expected = F.multi_margin_loss(scores, classes, reduction=reduction)
    assert_close(multi_margin_loss(scores, classes, reduction=reduction), expected)
    labels = torch.where(scores.roll(1) > 0, 1.0, -1.0).double()
    expected = F.hinge_embedding_loss(
        labels * scores, -torch.ones_like(scores), margin=1.5, reduction=reduction
    )  # its label -1 means max(0, margin - x)
    assert_close(hinge_loss(scores, labels, margin=1.5, reduction=reduction), expected)


def test_torch_embedding_loss_means_a_distance_not_a_score() -> None:
    far, label = torch.tensor([5.0]), torch.tensor([1.0])
    assert F.hinge_embedding_loss(far, label).item() == 5  # label 1: the distance itself
    assert hinge_loss(far, label).item() == 0


def test_two_classes_are_half_the_binary_loss_of_the_difference() -> None:
    pairs, right = tensor(3, 2.5, 0, 4).reshape(2, 2), torch.tensor([0, 0])
    difference = pairs[:, 0] - pairs[:, 1]
    assert_close(
        multi_margin_loss(pairs, right), hinge_loss(difference, torch.ones_like(difference)) / 2
    )


@given(score=st.floats(-30, 30), label=st.sampled_from([-1, 1]))
def test_bounds_the_wrong_decisions_from_above(score: float, label: int) -> None:
    assert hinge_loss(tensor(score), tensor(label)).item() >= (label * score <= 0)


def test_labels_0_and_1_would_leave_half_the_samples_without_slope() -> None:
    scores = SCORES.clone().requires_grad_()
    (1 - (LABELS > 0) * scores).clamp(min=0).sum().backward()
    assert scores.grad[2:].tolist() == [0, 0]


def test_slopes_by_hand_and_numerically() -> None:
    scores = SCORES.clone().requires_grad_()
    hinge_loss(scores, LABELS).backward()
    assert scores.grad.tolist() == [0, -0.25, 0, 0.25]  # the third stands at the kink
    away = tensor(2, 0.5, -3, 3).requires_grad_()
    assert gradcheck(lambda a: hinge_loss(a, LABELS), away)
    assert gradcheck(lambda a: multi_margin_loss(a, CLASSES), ROWS.clone().requires_grad_())


def test_rejects() -> None:
    with rejects("target must hold -1 and 1 only, got [0.0, 1.0]"):
        hinge_loss(SCORES, tensor(0, 1, 1, 0))
    for margin in (0, -1):
        with rejects(f"margin must be > 0, got {margin}"):
            hinge_loss(SCORES, LABELS, margin=margin)
    with rejects("input and target must have one shape, got (4,) and (1,)"):
        hinge_loss(SCORES, tensor(1))
    with rejects("input must be (N, C) and target (N,), got (2, 4) and (3,)"):
        multi_margin_loss(ROWS, torch.tensor([0, 1, 2]))
    with rejects("input must be (N, C) and target (N,), got (4,) and (4,)"):
        multi_margin_loss(SCORES, torch.tensor([0, 1, 2, 0]))
    with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
        multi_margin_loss(ROWS, CLASSES, reduction="max")
