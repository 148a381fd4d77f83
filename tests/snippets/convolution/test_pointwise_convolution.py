"""Pointwise convolution against arithmetic, a linear layer at each pixel and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.pointwise_convolution import pointwise_conv2d
from tests.snippets.rejections import rejects


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_by_hand() -> None:
    x = torch.tensor([[[1.0, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]])[None]
    weight = torch.tensor([[1.0, 2], [3, -1], [-2, 1]])[:, :, None, None]
    y = pointwise_conv2d(x, weight, torch.tensor([1.0, 0, -1]))
    # row 0, column 1: 1*2 + 2*1 + 1, 3*2 - 1*1 + 0, -2*2 + 1*1 - 1
    assert y[0, :, 0, 1].tolist() == [5, 5, -4]
    assert y[0].tolist() == [
        [[2, 5, 5], [6, 6, 5]],
        [[3, 5, -2], [8, 1, 5]],
        [[-3, -4, 1], [-6, -1, -4]],
    ]


@pytest.mark.parametrize("stride", [1, 2, (3, 2)], ids=str)
@pytest.mark.parametrize("with_bias", [False, True], ids=["plain", "bias"])
def test_equals_torch(device, stride, with_bias: bool) -> None:
    x, weight = sample(0, 2, 3, 7, 8).to(device), sample(1, 5, 3, 1, 1).to(device)
    bias = sample(2, 5).to(device) if with_bias else None
    assert_close(pointwise_conv2d(x, weight, bias, stride), F.conv2d(x, weight, bias, stride))


def test_defaults_are_those_of_torch() -> None:
    x, weight = sample(0, 2, 3, 4, 5), sample(1, 5, 3, 1, 1)
    assert_close(pointwise_conv2d(x, weight), F.conv2d(x, weight))


def test_is_a_linear_layer_at_each_pixel() -> None:
    x, weight, bias = sample(0, 2, 3, 4, 5), sample(1, 6, 3, 1, 1), sample(2, 6)
    layer = nn.Linear(3, 6, dtype=torch.float64)
    layer.load_state_dict({"weight": weight[:, :, 0, 0], "bias": bias})
    y = pointwise_conv2d(x, weight, bias)
    for n in range(2):
        for i in range(4):
            for j in range(5):
                assert_close(y[n, :, i, j], layer(x[n, :, i, j]))


@given(row=st.integers(0, 3), column=st.integers(0, 4))
def test_a_pixel_reaches_only_itself(row: int, column: int) -> None:
    x, weight = sample(0, 1, 3, 4, 5), sample(1, 6, 3, 1, 1)
    changed = x.clone()
    changed[:, :, row, column] += 1
    moved = (pointwise_conv2d(changed, weight) != pointwise_conv2d(x, weight)).any(1)[0]
    assert moved.nonzero().tolist() == [[row, column]]


def test_shuffling_the_pixels_shuffles_the_output_alike() -> None:
    x, weight = sample(0, 1, 3, 4, 5), sample(1, 6, 3, 1, 1)
    order = torch.randperm(20, generator=torch.Generator().manual_seed(3))
    shuffled = x.flatten(2)[:, :, order].unflatten(2, (4, 5))
    expected = pointwise_conv2d(x, weight).flatten(2)[:, :, order].unflatten(2, (4, 5))
    assert_close(pointwise_conv2d(shuffled, weight), expected)


def test_with_one_channel_it_only_scales() -> None:
    x, weight = sample(0, 2, 1, 4, 5), torch.full((1, 1, 1, 1), 3.0).double()
    assert_close(pointwise_conv2d(x, weight), 3 * x)


def test_two_in_a_row_are_one_whose_matrix_is_the_product() -> None:
    x = sample(0, 2, 8, 4, 5)
    first, second = sample(1, 3, 8, 1, 1), sample(2, 6, 3, 1, 1)
    product = second.flatten(1) @ first.flatten(1)
    expected = pointwise_conv2d(pointwise_conv2d(x, first), second)
    assert_close(pointwise_conv2d(x, product[:, :, None, None]), expected)
    assert torch.linalg.matrix_rank(product) == 3  # the channels in between
    bent = pointwise_conv2d(pointwise_conv2d(x, first).relu(), second)
    assert not torch.allclose(bent, expected)


def test_before_a_larger_kernel_it_makes_one_convolution_of_low_rank() -> None:
    x, first, second = sample(0, 1, 8, 5, 6), sample(1, 3, 8, 1, 1), sample(2, 6, 3, 2, 3)
    merged = torch.einsum("omuv,mc->ocuv", second, first.flatten(1))
    expected = F.conv2d(pointwise_conv2d(x, first), second)
    assert_close(F.conv2d(x, merged), expected)
    assert torch.linalg.matrix_rank(merged.movedim(1, 0).flatten(1)) == 3


def test_a_linear_layer_on_the_whole_tensor_mixes_columns_not_channels() -> None:
    x, weight = sample(0, 1, 3, 3, 3), sample(1, 3, 3, 1, 1)  # W = C: nothing complains
    wrong = F.linear(x, weight.flatten(1))
    right = pointwise_conv2d(x, weight)
    assert wrong.shape == right.shape
    assert not torch.allclose(wrong, right)
    assert_close(F.linear(x.transpose(1, 3), weight.flatten(1)).transpose(1, 3), right)


def test_padding_adds_a_frame_that_holds_nothing_but_the_bias() -> None:
    x, weight, bias = sample(0, 1, 3, 5, 5), sample(1, 4, 3, 1, 1), sample(2, 4)
    y = F.conv2d(x, weight, bias, padding=1)
    assert y.shape == (1, 4, 7, 7)
    assert_close(y[:, :, 1:-1, 1:-1], pointwise_conv2d(x, weight, bias))
    frame = y - bias[:, None, None]
    frame[:, :, 1:-1, 1:-1] = 0
    assert torch.count_nonzero(frame) == 0


def test_stride_two_reads_a_quarter_of_the_pixels() -> None:
    x = sample(0, 1, 3, 8, 8).requires_grad_()
    pointwise_conv2d(x, sample(1, 4, 3, 1, 1), stride=2).sum().backward()
    read = (x.grad != 0).any(1)
    assert read.sum() == 64 // 4
    assert read[:, ::2, ::2].all()


def test_gradient() -> None:
    tensors = sample(0, 1, 2, 3, 3), sample(1, 3, 2, 1, 1), sample(2, 3)
    assert gradcheck(
        lambda *t: pointwise_conv2d(*t, stride=(2, 1)),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


SHAPE = "weight must be (C_out, 3, 1, 1) for an input of 3 channels, got shape"
REJECTED = [
    ((3, 5, 5), (4, 3, 1, 1), 1, "input must be (N, C_in, H, W), got shape (3, 5, 5)"),
    ((1, 3, 5, 5), (4, 3), 1, "weight must be (C_out, C_in, 1, 1), got shape (4, 3)"),
    ((1, 3, 5, 5), (4, 1, 1, 1), 1, f"{SHAPE} (4, 1, 1, 1)"),
    ((1, 3, 5, 5), (4, 3, 1, 2), 1, f"{SHAPE} (4, 3, 1, 2)"),
    (
        (1, 3, 5, 5),
        (4, 3, 1, 1),
        0,
        "stride must be an int >= 1 or a pair of them, got 0",
    ),
]


@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "stride", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects(input_shape, weight_shape, stride, message) -> None:
    with rejects(message):
        pointwise_conv2d(torch.ones(input_shape), torch.ones(weight_shape), None, stride)


def test_rejects_a_bias_that_would_broadcast() -> None:
    with rejects("bias must have shape (4,), got (1,)"):
        pointwise_conv2d(torch.ones(1, 3, 5, 5), torch.ones(4, 3, 1, 1), torch.ones(1))


@pytest.mark.parametrize("position", [0, 1, 2])
def test_rejects_integers_and_mixed_dtypes(position: int) -> None:
    names = ("input", "weight", "bias")
    tensors = [torch.ones(1, 3, 5, 5), torch.ones(4, 3, 1, 1), torch.ones(4)]
    for dtype, message in [
        (torch.int64, f"{names[position]} must be floating point, got torch.int64"),
        (torch.float64, "dtypes must be equal, got input ... weight ... bias"),
    ]:
        mixed = list(tensors)
        mixed[position] = mixed[position].to(dtype)
        with rejects(message):
            pointwise_conv2d(*mixed)
