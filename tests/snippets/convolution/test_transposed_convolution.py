"""Three ways to a transposed convolution against torch, arithmetic and the definition."""

from collections.abc import Callable

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.autograd.functional import jacobian
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.transposed_convolution import (
    conv_transpose2d_by_matrix,
    conv_transpose2d_by_scatter,
    conv_transpose2d_by_zero_insertion,
)
from tests.snippets.rejections import rejects

Way = Callable[..., Tensor]
WAYS = [
    conv_transpose2d_by_zero_insertion,
    conv_transpose2d_by_scatter,
    conv_transpose2d_by_matrix,
]
each_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__[20:])

# input shape, weight shape, then stride, padding, output_padding, groups, dilation
CASES = [
    pytest.param((2, 3, 2, 4), (3, 5, 3, 2), (), id="defaults"),
    pytest.param((2, 3, 2, 4), (3, 5, 3, 2), (2,), id="stride-2"),
    pytest.param((2, 3, 2, 4), (3, 5, 3, 2), ((2, 3), 0, (1, 2)), id="stride-2x3"),
    pytest.param((2, 3, 3, 4), (3, 5, 3, 2), (1, (2, 1)), id="padding-2x1"),
    pytest.param((2, 3, 3, 4), (3, 2, 2, 3), (1, 0, 0, 1, (3, 2)), id="dilation-3x2"),
    pytest.param((2, 6, 3, 2), (6, 2, 2, 3), ((3, 1), (1, 0), (2, 0), 3), id="groups-3"),
    pytest.param((2, 4, 3, 2), (4, 1, 3, 2), (2, 1, 1, 4, (1, 2)), id="depthwise"),
    pytest.param((2, 2, 3, 4), (2, 3, 1, 2), (2, (1, 2), 1), id="padding-beyond-kernel-crops"),
    pytest.param((1, 2, 1, 3), (2, 3, 1, 1), (6, 2, 5), id="padding-beyond-the-pixel"),
    pytest.param(
        (2, 2, 2, 3), (2, 3, 3, 2), (1, 0, (1, 2), 1, (2, 3)), id="output-padding>=stride"
    ),
    pytest.param(
        (2, 2, 2, 3), (2, 3, 2, 3), ((1, 2), (1, 0), (2, 1), 1, (3, 1)), id="everything"
    ),
    pytest.param((0, 2, 2, 3), (2, 3, 3, 2), (2,), id="empty-batch"),
]


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def worked_example() -> tuple[Tensor, Tensor]:
    return torch.tensor([[[[1.0, 2], [3, 4]]]]), torch.arange(1.0, 10).reshape(1, 1, 3, 3)


@each_way
def test_2x2_to_4x4_by_hand(way: Way) -> None:
    expected = [
        [1, 4, 7, 6],  # 1*1 | 1*2 + 2*1 | 1*3 + 2*2 | 2*3
        [7, 23, 33, 24],  # 4 + 3 | 5 + 2*4 + 3*2 + 4*1 | 6 + 2*5 + 3*3 + 4*2 | 2*6 + 4*3
        [19, 53, 63, 42],  # 7 + 3*4 | 8 + 2*7 + 3*5 + 4*4 | 9 + 2*8 + 3*6 + 4*5 | 2*9 + 4*6
        [21, 52, 59, 36],  # 3*7 | 3*8 + 4*7 | 3*9 + 4*8 | 4*9
    ]
    assert way(*worked_example())[0, 0].tolist() == expected


@each_way
def test_2x2_stride_2_to_5x5_by_hand(way: Way) -> None:
    expected = [  # stamps of 1 and 2 start at columns 0 and 2 and share column 2
        [1, 2, 3 + 2 * 1, 2 * 2, 2 * 3],
        [4, 5, 6 + 2 * 4, 2 * 5, 2 * 6],
        [7 + 3, 8 + 3 * 2, 9 + 2 * 7 + 3 * 3 + 4, 2 * 8 + 4 * 2, 2 * 9 + 4 * 3],
        [3 * 4, 3 * 5, 3 * 6 + 4 * 4, 4 * 5, 4 * 6],
        [3 * 7, 3 * 8, 3 * 9 + 4 * 7, 4 * 8, 4 * 9],
    ]
    assert expected[2][2] == 36
    assert way(*worked_example(), stride=2)[0, 0].tolist() == expected


@each_way
def test_rectangle_by_hand(way: Way) -> None:
    x, weight = torch.tensor([[[[1.0], [2.0]]]]), torch.tensor([[[[3.0, 5.0]]]])  # 2x1, 1x2
    assert way(x, weight, stride=(2, 1))[0, 0].tolist() == [[3, 5], [0, 0], [6, 10]]


@each_way
@pytest.mark.parametrize(("input_shape", "weight_shape", "arguments"), CASES)
def test_equals_torch(device: str, way: Way, input_shape, weight_shape, arguments) -> None:
    groups = arguments[3] if len(arguments) > 3 else 1
    x, weight = sample(0, *input_shape).to(device), sample(1, *weight_shape).to(device)
    bias = None
    assert_close(
        way(x, weight, bias, *arguments), F.conv_transpose2d(x, weight, bias, *arguments)
    )
    bias = sample(2, weight_shape[1] * groups).to(device)
    assert_close(
        way(x, weight, bias, *arguments), F.conv_transpose2d(x, weight, bias, *arguments)
    )


@each_way
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_dtype_follows_the_input_and_arguments_stay(way: Way, dtype: torch.dtype) -> None:
    x, weight = (tensor.to(dtype) for tensor in worked_example())
    kept = x.clone(), weight.clone()
    assert way(x, weight, stride=2).dtype == dtype
    assert x.equal(kept[0])
    assert weight.equal(kept[1])


@each_way
@settings(max_examples=40)
@given(
    size=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    kernel=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    stride=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    padding=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    seed=st.integers(0, 99),
)
def test_is_the_adjoint_of_the_convolution(
    way: Way, size, kernel, stride, padding, seed
) -> None:
    assume(all(n + 2 * p >= k for n, k, p in zip(size, kernel, padding, strict=True)))
    weight, x = sample(seed, 3, 2, *kernel), sample(seed + 1, 1, 2, *size)
    convolved = F.conv2d(x, weight, None, stride, padding)
    y = sample(seed + 2, *convolved.shape)
    output_padding = tuple(
        (n + 2 * p - k) % s for n, k, s, p in zip(size, kernel, stride, padding, strict=True)
    )
    back = way(y, weight, None, stride, padding, output_padding)
    assert back.shape == x.shape
    assert_close((convolved * y).sum(), (x * back).sum())  # <conv(x), y> == <x, conv_t(y)>


@each_way
def test_is_the_gradient_of_the_convolution_with_respect_to_its_input(way: Way) -> None:
    x, weight = sample(0, 2, 2, 6, 5).requires_grad_(), sample(1, 4, 1, 3, 2)
    y = F.conv2d(x, weight, None, (2, 1), (1, 0), (1, 2), groups=2)
    upstream = sample(2, *y.shape)
    (gradient,) = torch.autograd.grad(y, x, upstream)
    output_padding = ((6 + 2 - 2 - 1) % 2, 0)
    assert_close(
        way(upstream, weight, None, (2, 1), (1, 0), output_padding, 2, (1, 2)), gradient
    )


@each_way
def test_its_jacobian_is_that_of_the_convolution_transposed(way: Way) -> None:
    weight = sample(0, 3, 2, 2, 3)
    height, width = (conv_output_size(n, k, 2) for n, k in [(4, 2), (5, 3)])
    forward = jacobian(
        lambda flat: F.conv2d(flat.reshape(1, 2, 4, 5), weight, stride=2).flatten(),
        sample(1, 2 * 4 * 5),
    )
    transposed = jacobian(
        lambda flat: way(flat.reshape(1, 3, height, width), weight, stride=2).flatten(),
        sample(2, 3 * height * width),
    )
    assert forward.shape == (3 * height * width, 2 * 4 * 5)
    assert_close(transposed, forward.T)


@each_way
def test_one_pixel_leaves_the_kernel_unflipped(way: Way) -> None:
    kernel = sample(0, 1, 1, 2, 3)
    assert_close(way(torch.ones(1, 1, 1, 1, dtype=torch.float64), kernel), kernel)


@each_way
def test_gradient(way: Way) -> None:
    x, weight, bias = sample(0, 1, 2, 2, 1), sample(1, 2, 1, 2, 3), sample(2, 1)
    arguments = tuple(tensor.requires_grad_() for tensor in (x, weight, bias))
    assert gradcheck(lambda *tensors: way(*tensors, (2, 1), (1, 0), (1, 0)), arguments)


REJECTED = [
    ((2, 2), (1, 1, 3, 3), {}, "input must be (N, C_in, H, W), got shape (2, 2)"),
    ((1, 2, 2), (1, 1, 3, 3), {}, "input must be ... got shape (1, 2, 2)"),
    ((1, 1, 0, 2), (1, 1, 3, 3), {}, "input must not be empty, got shape (1, 1, 0, 2)"),
    ((1, 1, 2, 2), (3, 3), {}, "weight must be (C_in, ... got shape (3, 3)"),
    ((1, 1, 2, 2), (1, 0, 3, 3), {}, "weight must not be empty, got shape (1, 0, 3, 3)"),
    ((1, 2, 2, 2), (1, 1, 3, 3), {}, "with C_in=2 of input, got shape (1, 1, 3, 3)"),
    ((1, 1, 2, 2), (2, 1, 3, 3), {}, "with C_in=1 of input, got shape (2, 1, 3, 3)"),
    ((1, 3, 2, 2), (3, 1, 3, 3), {"groups": 2}, "2 groups do not divide 3 input channels"),
    ((1, 1, 2, 2), (1, 1, 3, 3), {"groups": 0}, "groups must be an int >= 1, got 0"),
    ((1, 1, 2, 2), (1, 1, 3, 3), {"stride": 0}, "stride must be an int >= 1 ... got 0"),
    ((1, 1, 2, 2), (1, 1, 3, 3), {"stride": (2, -1)}, "stride must be ... got (2, -1)"),
    ((1, 1, 2, 2), (1, 1, 3, 3), {"stride": 1.5}, "stride must be an int ... got 1.5"),
    ((1, 1, 2, 2), (1, 1, 3, 3), {"padding": -1}, "padding must be an int >= 0 ... got -1"),
    ((1, 1, 2, 2), (1, 1, 3, 3), {"padding": 2}, "padding=2 leaves an output of size 0"),
    ((1, 1, 2, 2), (1, 1, 3, 3), {"dilation": 0}, "dilation must be an int >= 1 ... got 0"),
    (
        (1, 1, 2, 2),
        (1, 1, 3, 3),
        {"output_padding": -1},
        "output_padding ... >= 0 ... got -1",
    ),
    (
        (1, 1, 2, 2),
        (1, 1, 3, 3),
        {"output_padding": 1},
        "output_padding must be smaller than stride or dilation, "
        "got output_padding=1 stride=1 dilation=1",
    ),
    (
        (1, 1, 2, 2),
        (1, 1, 3, 3),
        {"stride": (3, 2), "output_padding": 2},
        "output_padding=2 stride=2 dilation=1",
    ),
]


@each_way
@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "options", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects_shapes_and_numbers(
    way: Way, input_shape, weight_shape, options, message
) -> None:
    with rejects(message):
        way(torch.ones(input_shape), torch.ones(weight_shape), **options)


@each_way
@pytest.mark.parametrize(
    ("dtypes", "message"),
    [
        ("int64 int64 int64", "input must be floating point, got torch.int64"),
        ("float32 int64 float32", "weight must be floating point, got torch.int64"),
        ("float32 float32 int64", "bias must be floating point, got torch.int64"),
        ("float32 float64 float32", "weight torch.float64, bias torch.float32"),
        ("float32 float32 float64", "weight torch.float32, bias torch.float64"),
    ],
)
def test_rejects_dtypes(way: Way, dtypes: str, message: str) -> None:
    tensors = zip((*worked_example(), torch.ones(1)), dtypes.split(), strict=True)
    converted = [tensor.to(getattr(torch, dtype)) for tensor, dtype in tensors]
    with rejects(message):
        way(*converted)


@each_way
@pytest.mark.parametrize("shape", [(1,), (5,), (6, 1)], ids=str)
def test_bias_needs_one_number_for_each_output_channel(way: Way, shape) -> None:
    with rejects("bias must have shape (6,), got "):
        way(torch.ones(1, 4, 2, 2), torch.ones(4, 3, 3, 3), torch.ones(shape), groups=2)
