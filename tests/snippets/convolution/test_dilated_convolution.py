"""Dilated convolution against arithmetic, the kernel with zeros inserted and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.dilated_convolution import (
    dilate_kernel,
    dilated_conv2d,
    effective_kernel_size,
)
from tests.snippets.rejections import rejects

CASES = [  # stride, padding, dilation
    pytest.param(1, 0, 1, id="ordinary"),
    pytest.param(1, 0, 2, id="dilation-2"),
    pytest.param((2, 1), (1, 3), (3, 2), id="everything"),
    pytest.param((1, 3), (2, 0), (1, 3), id="stride-equals-dilation"),
]


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def worked_example() -> tuple[Tensor, Tensor]:
    x = torch.tensor([[1.0, 2, 0, 3], [4, 1, 2, 1], [2, 3, 1, 2]])
    return x[None, None], torch.tensor([[1.0, 2], [3, -1]])[None, None]


def test_by_hand() -> None:
    # 1*1 + 2*0 + 3*2 - 1*1 | 1*2 + 2*3 + 3*3 - 1*2
    assert dilated_conv2d(*worked_example(), dilation=2).tolist() == [[[[6, 15]]]]


def test_bias_by_hand() -> None:
    y = dilated_conv2d(*worked_example(), torch.tensor([100.0]), dilation=2)
    assert y.tolist() == [[[[106, 115]]]]


def test_kernel_with_zeros_by_hand() -> None:
    spread = dilate_kernel(torch.tensor([[[[1, 2], [3, -1]]]]), (2, 3))
    assert spread.tolist() == [[[[1, 0, 0, 2], [0, 0, 0, 0], [3, 0, 0, -1]]]]


@pytest.mark.parametrize(
    ("kernel_size", "dilation", "span"),
    [(3, 1, 3), (3, 2, 5), (3, 6, 13), (2, 4, 5), (1, 9, 1)],
)
def test_effective_kernel_size_by_hand(kernel_size: int, dilation: int, span: int) -> None:
    assert effective_kernel_size(kernel_size, dilation) == span


@pytest.mark.parametrize(("stride", "padding", "dilation"), CASES)
@pytest.mark.parametrize("with_bias", [False, True], ids=["plain", "bias"])
def test_equals_torch(device, stride, padding, dilation, with_bias: bool) -> None:
    x, weight = sample(0, 2, 3, 8, 9).to(device), sample(1, 5, 3, 2, 3).to(device)
    bias = sample(2, 5).to(device) if with_bias else None
    assert_close(
        dilated_conv2d(x, weight, bias, stride, padding, dilation),
        F.conv2d(x, weight, bias, stride, padding, dilation),
    )


def test_defaults_are_those_of_torch() -> None:
    x, weight = sample(0, 2, 3, 8, 9), sample(1, 5, 3, 2, 3)
    assert_close(dilated_conv2d(x, weight), F.conv2d(x, weight))


@pytest.mark.parametrize(("stride", "padding", "dilation"), CASES)
def test_equals_the_ordinary_convolution_with_zeros_in_the_kernel(
    stride, padding, dilation
) -> None:
    x, weight = sample(0, 2, 3, 8, 9), sample(1, 5, 3, 2, 3)
    spread = dilate_kernel(weight, dilation)
    assert_close(
        dilated_conv2d(x, weight, None, stride, padding, dilation),
        F.conv2d(x, spread, None, stride, padding),
    )
    assert (spread != 0).sum() == weight.numel()


def test_the_kernel_with_zeros_passes_gradients_to_the_weights_only() -> None:
    weight = sample(0, 2, 1, 2, 3).requires_grad_()
    dilate_kernel(weight, (3, 2)).square().sum().backward()
    assert_close(weight.grad, 2 * weight.detach())


def test_equals_its_matrix() -> None:
    x, weight = sample(0, 1, 2, 5, 6), sample(1, 3, 2, 2, 3)
    matrix = convolution_matrix(weight, (5, 6), (2, 1), (1, 0), (3, 2))
    expected = matrix @ x.flatten()
    assert_close(dilated_conv2d(x, weight, None, (2, 1), (1, 0), (3, 2)).flatten(), expected)


def test_dilation_splits_the_image_into_ordinary_convolutions() -> None:
    """With stride 1, the pixels of each remainder of dilation are convolved by themselves."""
    x, weight = sample(0, 2, 3, 8, 8), sample(1, 5, 3, 2, 2)
    whole = dilated_conv2d(x, weight, dilation=2)
    for row in range(2):
        for column in range(2):
            part = F.conv2d(x[:, :, row::2, column::2], weight)
            assert_close(whole[:, :, row::2, column::2], part)


@given(
    half=st.integers(0, 2),
    dilation=st.integers(1, 3),
    height=st.integers(1, 6),
    width=st.integers(1, 6),
)
def test_padding_by_half_the_span_keeps_the_size(half, dilation, height, width) -> None:
    weight = sample(1, 3, 2, 2 * half + 1, 2 * half + 1)
    padding = (effective_kernel_size(2 * half + 1, dilation) - 1) // 2
    y = dilated_conv2d(sample(0, 1, 2, height, width), weight, None, 1, padding, dilation)
    assert y.shape == (1, 3, height, width)


@given(size=st.integers(20, 30), kernel_size=st.integers(1, 5), dilation=st.integers(1, 4))
def test_output_size_is_that_of_the_kernel_with_zeros(size, kernel_size, dilation) -> None:
    span = effective_kernel_size(kernel_size, dilation)
    assert conv_output_size(size, kernel_size, 2, 1, dilation) == conv_output_size(
        size, span, 2, 1
    )


def test_dilation_as_large_as_the_map_leaves_the_centre_weight_only() -> None:
    x, weight = sample(0, 1, 2, 7, 7), sample(1, 3, 2, 3, 3)
    y = dilated_conv2d(x, weight, None, 1, 7, 7)
    assert_close(y, F.conv2d(x, weight[:, :, 1:2, 1:2]))
    before = dilated_conv2d(x, weight, None, 1, 6, 6)
    assert not torch.allclose(before, y)


def test_gradient() -> None:
    tensors = sample(0, 1, 2, 4, 3), sample(1, 2, 2, 2, 1), sample(2, 2)
    assert gradcheck(
        lambda *t: dilated_conv2d(*t, stride=(2, 1), padding=(1, 0), dilation=(3, 2)),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


REJECTED = [
    ((3, 5, 5), (4, 3, 2, 2), {}, "input must be (N, C_in, H, W), got shape (3, 5, 5)"),
    ((1, 3, 5, 5), (3, 2, 2), {}, "weight must be (C_out, C_in, kH, kW), got shape (3, 2, 2)"),
    ((1, 3, 5, 5), (4, 1, 2, 2), {}, "weight takes 1 channels, got input of 3"),
    ((1, 3, 5, 5), (4, 3, 2, 2), {"stride": 0}, "stride must be an int >= 1 ... got 0"),
    ((1, 3, 5, 5), (4, 3, 2, 2), {"padding": "same"}, "padding must be ... >= 0 ... 'same'"),
    ((1, 3, 5, 5), (4, 3, 2, 2), {"padding": -1}, "padding must be an int >= 0 ... got -1"),
    ((1, 3, 5, 5), (4, 3, 2, 2), {"dilation": 0}, "dilation must be an int >= 1 ... got 0"),
    (
        (1, 3, 5, 6),
        (4, 3, 2, 2),
        {"dilation": 5},
        "the kernel spans 6 pixels but the padded input has 5",
    ),
]


@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "options", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects(input_shape, weight_shape, options, message) -> None:
    with rejects(message):
        dilated_conv2d(torch.ones(input_shape), torch.ones(weight_shape), **options)


def test_rejects_a_bias_that_would_broadcast() -> None:
    with rejects("bias must have shape (4,), got (1,)"):
        dilated_conv2d(torch.ones(1, 3, 5, 5), torch.ones(4, 3, 2, 2), torch.ones(1))


@pytest.mark.parametrize("position", [0, 1, 2])
def test_rejects_integers_and_mixed_dtypes(position: int) -> None:
    names = ("input", "weight", "bias")
    tensors = [torch.ones(1, 3, 5, 5), torch.ones(4, 3, 2, 2), torch.ones(4)]
    for dtype, message in [
        (torch.int64, f"{names[position]} must be floating point, got torch.int64"),
        (torch.float64, "dtypes must be equal, got input ... weight ... bias"),
    ]:
        mixed = list(tensors)
        mixed[position] = mixed[position].to(dtype)
        with rejects(message):
            dilated_conv2d(*mixed)


def test_the_kernel_with_zeros_is_refused_its_bad_input() -> None:
    with rejects("weight must be (C_out, C_in/groups, kH, kW), got shape (2, 2)"):
        dilate_kernel(torch.ones(2, 2), 2)
    with rejects("dilation must be an int >= 1 or a pair of them, got 0"):
        dilate_kernel(torch.ones(1, 1, 2, 2), 0)
    with rejects("kernel_size must be an int >= 1, got 0"):
        effective_kernel_size(0, 2)
    with rejects("dilation must be an int >= 1, got 0"):
        effective_kernel_size(3, 0)
