"""The convolution matrix against torch's conv2d, its Jacobian, and the 4x16 example."""

import pytest
import torch
from torch import Tensor
from torch.autograd import gradcheck
from torch.autograd.functional import jacobian
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.convolution_matrix import (
    convolution_matrix,
    sparse_convolution_matrix,
)
from tests.snippets.rejections import rejects

# weight shape, input size, stride, padding, dilation, groups
CASES = [
    pytest.param((3, 2, 2, 3), (5, 7), 1, 0, 1, 1, id="plain"),
    pytest.param((3, 2, 3, 2), (5, 7), (2, 1), 0, 1, 1, id="stride-2x1"),
    pytest.param((3, 2, 3, 2), (5, 7), (1, 3), (1, 2), 1, 1, id="padding-1x2"),
    pytest.param((3, 2, 2, 3), (6, 8), 1, 1, (3, 2), 1, id="dilation-3x2"),
    pytest.param((6, 2, 2, 3), (5, 4), (2, 1), (0, 1), 1, 3, id="groups-3"),
    pytest.param((4, 1, 3, 2), (6, 5), (1, 2), (2, 1), (2, 1), 2, id="depthwise-all"),
    pytest.param((2, 3, 1, 1), (3, 4), 1, (2, 1), 1, 1, id="padding-beyond-kernel"),
]


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def counting_kernel() -> Tensor:
    return torch.arange(1.0, 10.0, dtype=torch.float64).reshape(1, 1, 3, 3)


def test_the_4x16_matrix_by_hand() -> None:
    expected = [  # kernel rows 1 2 3, 4 5 6, 7 8 9 lie one input row (4 columns) apart
        [1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0, 0],  # output (0, 0)
        [0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0],  # (0, 1): one column on
        [0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0],  # (1, 0): one row on
        [0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9],
    ]
    assert convolution_matrix(counting_kernel(), 4).tolist() == expected


def test_rectangular_input_by_hand() -> None:
    weight = torch.tensor([[[[2.0, 5.0]]]])  # kH 1, kW 2 on H 2, W 3
    expected = [  # rows: outputs (0, 0), (0, 1), (1, 0), (1, 1)
        [2, 5, 0, 0, 0, 0],
        [0, 2, 5, 0, 0, 0],
        [0, 0, 0, 2, 5, 0],
        [0, 0, 0, 0, 2, 5],
    ]
    assert convolution_matrix(weight, (2, 3)).tolist() == expected


@pytest.mark.parametrize("matrix_of", [convolution_matrix, sparse_convolution_matrix])
@pytest.mark.parametrize(("shape", "size", "stride", "padding", "dilation", "groups"), CASES)
def test_times_the_flat_input_equals_torch(
    device, matrix_of, shape, size, stride, padding, dilation, groups
) -> None:
    weight = sample(0, *shape).to(device)
    x = sample(1, 1, shape[1] * groups, *size).to(device)
    matrix = matrix_of(weight, size, stride, padding, dilation, groups)
    expected = F.conv2d(x, weight, None, stride, padding, dilation, groups)
    assert_close(matrix @ x.flatten(), expected.flatten())


@pytest.mark.parametrize(("shape", "size", "stride", "padding", "dilation", "groups"), CASES)
def test_is_the_jacobian_of_the_convolution(
    shape, size, stride, padding, dilation, groups
) -> None:
    weight, x = sample(0, *shape), sample(1, 1, shape[1] * groups, *size)
    expected = jacobian(
        lambda flat: F.conv2d(
            flat.reshape(x.shape), weight, None, stride, padding, dilation, groups
        ).flatten(),
        x.flatten(),
    )
    matrix = convolution_matrix(weight, size, stride, padding, dilation, groups)
    assert_close(matrix, expected)


def test_stores_one_entry_for_each_multiplication_without_padding() -> None:
    sparse = sparse_convolution_matrix(sample(0, 3, 2, 2, 3), (5, 7))
    assert sparse.is_sparse
    assert sparse.is_coalesced()
    assert sparse._nnz() == 3 * 2 * 2 * 3 * (4 * 5)  # C_out C_in kH kW times positions


def test_dtype_follows_the_weight() -> None:
    assert convolution_matrix(torch.ones(1, 1, 1, 1), 1).dtype == torch.float32
    assert convolution_matrix(torch.ones(1, 1, 1, 1).double(), 1).dtype == torch.float64


def test_gradient_reaches_the_weight() -> None:
    weight = sample(0, 2, 1, 2, 1).requires_grad_()
    assert gradcheck(lambda w: convolution_matrix(w, (3, 2), (2, 1), (1, 0)), weight)


REJECTED = [
    ((3, 3), (4,), "weight must be (C_out, C_in/groups, kH, kW), got shape (3, 3)"),
    ((1, 1, 0, 3), (4,), "weight must not be empty, got shape (1, 1, 0, 3)"),
    ((3, 1, 2, 2), (4, 1, 0, 1, 2), "2 groups do not divide 3 output channels"),
    ((1, 1, 2, 2), (4, 1, 0, 1, 0), "groups must be an int >= 1, got 0"),
    ((1, 1, 2, 2), ((4, 4, 4),), "input_size must be ... got (4, 4, 4)"),
    ((1, 1, 2, 2), (0,), "input_size must be an int >= 1 or a pair of them, got 0"),
    ((1, 1, 2, 2), (4, 0), "stride must be an int >= 1 or a pair of them, got 0"),
    ((1, 1, 2, 2), (4, 1, -1), "padding must be an int >= 0 or a pair of them, got -1"),
    ((1, 1, 2, 2), (4, 1, 0, 0), "dilation must be an int >= 1 or a pair of them, got 0"),
    ((1, 1, 5, 2), (4,), "the kernel spans 5 pixels but the padded input has 4"),
]


@pytest.mark.parametrize(
    ("shape", "arguments", "message"), REJECTED, ids=[row[-1] for row in REJECTED]
)
def test_rejects(shape: tuple[int, ...], arguments: tuple, message: str) -> None:
    with rejects(message):
        convolution_matrix(torch.ones(shape), *arguments)


def test_rejects_integers() -> None:
    with rejects("weight must be floating point, got torch.int64"):
        convolution_matrix(torch.ones(1, 1, 2, 2, dtype=torch.int64), 4)
