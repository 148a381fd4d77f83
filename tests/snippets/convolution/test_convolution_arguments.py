"""The shared argument rules; what each function rejects stands beside its own tests.

By hand and errors only: the rules compute nothing that could have a reference or a gradient.
"""

import pytest
import torch

from snippets.convolution.convolution_arguments import (
    check_at_least,
    check_bias,
    check_dtypes,
    check_four_axes,
    pair_of,
)
from tests.snippets.rejections import rejects


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2, (2, 2)), ((2, 5), (2, 5)), ([5, 2], (5, 2)), (torch.Size([3, 4]), (3, 4))],
    ids=str,
)
def test_pair_keeps_rows_before_columns(value: object, expected: tuple[int, int]) -> None:
    assert pair_of("stride", value, 1) == expected


def test_the_least_value_is_allowed() -> None:
    assert pair_of("padding", 0, 0) == (0, 0)
    check_at_least(1, groups=1)


@pytest.mark.parametrize(
    "value",
    [0, (1, 0), (2,), (1, 2, 3), 1.0, (1, 2.0), "same", True, (1, True), None],
    ids=repr,
)
def test_pair_rejects(value: object) -> None:
    with rejects("stride must be an int >= 1 or a pair of them") as e:
        pair_of("stride", value, 1)
    assert str(e.value).endswith(f"got {value!r}")


@pytest.mark.parametrize("value", [0, -1, 2.0, True, (1, 1)], ids=repr)
def test_number_rejects(value: object) -> None:
    with rejects("groups must be an int >= 1, got ") as e:
        check_at_least(1, size=3, groups=value)
    assert str(e.value).endswith(repr(value))


def test_an_empty_batch_is_allowed_but_no_other_empty_axis() -> None:
    check_four_axes("input", torch.zeros(0, 1, 2, 2), "(N, C, H, W)")
    for shape in [(1, 0, 2, 2), (1, 1, 0, 2), (1, 1, 2, 0)]:
        with rejects("input must not be empty, got shape"):
            check_four_axes("input", torch.zeros(shape), "(N, C, H, W)")


def test_absent_tensors_have_no_dtype_to_check() -> None:
    check_dtypes(input=torch.zeros(1), bias=None)
    check_bias(None, 3)


@pytest.mark.parametrize("dtype", [torch.int64, torch.bool, torch.complex64], ids=str)
def test_dtype_must_be_floating_point(dtype: torch.dtype) -> None:
    with rejects(f"bias must be floating point, got {dtype}"):
        check_dtypes(input=torch.zeros(1), bias=torch.zeros(1, dtype=dtype))


def test_unequal_dtypes_are_not_promoted() -> None:
    with rejects("input torch.float32, weight torch.float64"):
        check_dtypes(input=torch.zeros(1), weight=torch.zeros(1).double())


@pytest.mark.parametrize("shape", [(1,), (2,), (3, 1), ()], ids=str)
def test_bias_does_not_broadcast(shape: tuple[int, ...]) -> None:
    with rejects("bias must have shape (3,), got (") as e:
        check_bias(torch.zeros(shape), 3)
    assert str(e.value).endswith(str(shape))
