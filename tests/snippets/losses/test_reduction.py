"""What the three regression losses share: one shape, one floating dtype, one reduction.

By hand, limits and gradients are each loss's own; this file holds the errors, the reductions
and the edges (empty, 0-d, low precision) for all three against torch.
"""

import inspect
import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from tests.snippets.rejections import rejects

Loss = Callable[..., Tensor]
PAIRS = [(huber_loss, F.huber_loss), (mse_loss, F.mse_loss), (l1_loss, F.l1_loss)]
LOSSES = [ours for ours, _ in PAIRS]
each_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda f: f.__name__)
each_pair = pytest.mark.parametrize(
    ("ours", "theirs"), PAIRS, ids=[ours.__name__ for ours in LOSSES]
)


def sample(*shape: int, seed: int = 0, dtype: torch.dtype = torch.float64) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return 3 * torch.randn(shape, generator=generator, dtype=dtype)


@each_pair
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (2, 3, 4)], ids=str)
def test_equals_torch(ours: Loss, theirs: Loss, shape: tuple[int, ...], reduction: str) -> None:
    input, target = sample(*shape, seed=1), sample(*shape, seed=2)
    assert_close(
        ours(input, target, reduction=reduction), theirs(input, target, reduction=reduction)
    )


@each_pair
def test_mean_is_the_default(ours: Loss, theirs: Loss) -> None:
    input, target = sample(2, 3, seed=1), sample(2, 3, seed=2)
    assert_close(ours(input, target), theirs(input, target))
    assert_close(
        ours(input, target), ours(input, target, reduction="sum") / 6
    )  # 2 * 3 elements


@each_pair
def test_names_order_and_defaults_are_those_of_torch(ours: Loss, theirs: Loss) -> None:
    left_out = {"size_average", "reduce", "weight"}  # two deprecated, one not offered here
    expected = [
        (p.name, p.default)
        for p in inspect.signature(theirs).parameters.values()
        if p.name not in left_out
    ]
    assert [
        (p.name, p.default) for p in inspect.signature(ours).parameters.values()
    ] == expected


@pytest.mark.parametrize("loss", [mse_loss, l1_loss], ids=lambda f: f.__name__)
def test_third_argument_is_by_name_because_torch_has_size_average_there(loss: Loss) -> None:
    with pytest.raises(TypeError, match="positional"):
        loss(sample(3), sample(3), "sum")


@each_pair
def test_nothing_to_average_gives_nan_and_nothing_to_sum_gives_zero(
    ours: Loss, theirs: Loss
) -> None:
    nothing = sample(0, 3)
    assert math.isnan(ours(nothing, nothing).item())
    assert math.isnan(theirs(nothing, nothing).item())
    assert ours(nothing, nothing, reduction="sum").item() == 0.0
    assert ours(nothing, nothing, reduction="none").shape == (0, 3)


@each_pair
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32], ids=str)
def test_dtype_follows_the_input(ours: Loss, theirs: Loss, dtype: torch.dtype) -> None:
    input, target = sample(4, seed=1, dtype=dtype), sample(4, seed=2, dtype=dtype)
    assert ours(input, target).dtype == dtype
    assert_close(ours(input, target), theirs(input, target))


@each_loss
def test_arguments_are_left_as_they_were(loss: Loss) -> None:
    input, target = sample(4, seed=1), sample(4, seed=2)
    before = input.clone(), target.clone()
    loss(input, target)
    assert torch.equal(input, before[0])
    assert torch.equal(target, before[1])


@pytest.mark.parametrize(
    "reference", [F.huber_loss, F.mse_loss, F.l1_loss], ids=lambda f: f.__name__
)
def test_torch_broadcasts_a_column_against_a_row_into_nine_pairs(reference: Loss) -> None:
    row = torch.tensor([1.0, 2.0, 3.0])
    with pytest.warns(UserWarning, match="different to the input size"):
        assert reference(row[:, None], row, reduction="none").shape == (3, 3)
    assert reference(row, row).item() == 0.0


def test_a_perfect_prediction_broadcast_by_torch_costs_five_ninths() -> None:
    row = torch.tensor([1.0, 2.0, 3.0])
    with pytest.warns(UserWarning, match="different to the input size"):
        loss = F.huber_loss(row[:, None], row)
    # differences: 0 three times, 1 four times (1/2 each), 2 twice (3/2 each), over 9 pairs
    assert_close(loss, torch.tensor((4 * 0.5 + 2 * 1.5) / 9))


@each_loss
@pytest.mark.parametrize(
    ("input", "target", "message"),
    [
        (sample(3, 1), sample(3), "one shape, got (3, 1) and (3,)"),
        (sample(3), sample(1), "one shape, got (3,) and (1,)"),
        (sample(3), sample(4), "one shape, got (3,) and (4,)"),
    ],
    ids=["column-row", "single", "lengths"],
)
def test_rejects_unequal_shapes(
    loss: Loss, input: Tensor, target: Tensor, message: str
) -> None:
    with rejects(message):
        loss(input, target)


@each_loss
@pytest.mark.parametrize(
    ("input", "target"),
    [
        (torch.int64, torch.int64),
        (torch.bool, torch.bool),
        (torch.complex64, torch.complex64),
        (torch.float32, torch.int64),
        (torch.int64, torch.float32),
        (torch.float32, torch.float64),
    ],
    ids=str,
)
def test_rejects_dtypes_that_differ_or_are_not_floating(
    loss: Loss, input: torch.dtype, target: torch.dtype
) -> None:
    message = f"one floating-point dtype, got {input} and {target}"
    with rejects(message):
        loss(torch.ones(2, dtype=input), torch.ones(2, dtype=target))


def test_torch_answers_mixed_dtypes_in_two_ways_so_they_raise_here() -> None:
    single, double = torch.ones(2), torch.zeros(2, dtype=torch.float64)
    assert F.huber_loss(single, double).dtype == torch.float32
    assert F.mse_loss(single, double).dtype == torch.float64


@each_loss
@pytest.mark.parametrize("reduction", ["Mean", "batchmean", "", None], ids=repr)
def test_rejects_unknown_reductions(loss: Loss, reduction: object) -> None:
    message = f"reduction must be 'mean', 'sum' or 'none', got {reduction!r}"
    with rejects(message):
        loss(sample(3), sample(3), reduction=reduction)
