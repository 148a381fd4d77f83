"""Pointwise grouped convolution against arithmetic, its block-diagonal matrix and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.channel_gradient_map import channel_gradient_map
from snippets.convolution.grouped_convolution import block_diagonal_weight, grouped_conv2d
from snippets.convolution.pointwise_convolution import pointwise_conv2d
from snippets.convolution.pointwise_grouped_convolution import pointwise_grouped_conv2d
from tests.snippets.rejections import rejects


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


PIXELS = torch.tensor([[1.0, 2, 3, 2, 1, 4], [2, 1, 1, 1, 3, 2]])
X = PIXELS.T[None, :, None]  # (1, 6, 1, 2)
WEIGHT = torch.tensor([[1.0, 2, -1], [2, 1, 3], [1, -2, 1], [3, 1, 2]])[..., None, None]


def test_by_hand() -> None:
    y = pointwise_grouped_conv2d(X, WEIGHT, groups=2)
    assert y[0, :, 0].T.tolist() == [
        [2, 13, 4, 15],  # 1 + 2*2 - 3, 2 + 2 + 3*3 | 2 - 2 + 4, 3*2 + 1 + 2*4
        [3, 8, -3, 10],  # 2 + 2 - 1, 2*2 + 1 + 3 | 1 - 2*3 + 2, 3 + 3 + 2*2
    ]


def test_bias_by_hand() -> None:
    y = pointwise_grouped_conv2d(X, WEIGHT, torch.tensor([10.0, 20, 30, 40]), groups=2)
    assert y[0, :, 0, 0].tolist() == [12, 33, 34, 55]


@pytest.mark.parametrize("groups", [1, 2, 3, 6])
@pytest.mark.parametrize("stride", [1, 2, (1, 3), (2, 1)], ids=str)
@pytest.mark.parametrize("with_bias", [False, True], ids=["plain", "bias"])
def test_equals_torch(device, groups: int, stride, with_bias: bool) -> None:
    x, weight = sample(0, 2, 6, 4, 7).to(device), sample(1, 12, 6 // groups, 1, 1).to(device)
    bias = sample(2, 12).to(device) if with_bias else None
    assert_close(
        pointwise_grouped_conv2d(x, weight, bias, stride, groups),
        F.conv2d(x, weight, bias, stride, groups=groups),
    )


def test_equals_the_grouped_convolution_with_a_kernel_of_1x1() -> None:
    x, weight, bias = sample(0, 2, 6, 4, 5), sample(1, 4, 3, 1, 1), sample(2, 4)
    expected = grouped_conv2d(x, weight, bias, stride=(2, 1), groups=2)
    assert_close(pointwise_grouped_conv2d(x, weight, bias, (2, 1), 2), expected)


def test_one_group_is_the_pointwise_convolution_and_the_default() -> None:
    x, weight, bias = sample(0, 2, 3, 4, 5), sample(1, 4, 3, 1, 1), sample(2, 4)
    assert_close(pointwise_grouped_conv2d(x, weight, bias), pointwise_conv2d(x, weight, bias))


@pytest.mark.parametrize("groups", [2, 3])
def test_is_one_block_diagonal_matrix_at_each_pixel(groups: int) -> None:
    x, weight = sample(0, 2, 6, 3, 4), sample(1, 12, 6 // groups, 1, 1)
    matrix = block_diagonal_weight(weight, groups)[:, :, 0, 0]
    y = pointwise_grouped_conv2d(x, weight, groups=groups)
    for n, i, j in torch.cartesian_prod(*map(torch.arange, (2, 3, 4))).tolist():
        assert_close(y[n, :, i, j], matrix @ x[n, :, i, j])
    assert_close(y, pointwise_conv2d(x, matrix[:, :, None, None]))


def test_as_many_groups_as_channels_scale_each_channel() -> None:
    x, weight = sample(0, 2, 3, 4, 5), sample(1, 3, 1, 1, 1)
    assert_close(pointwise_grouped_conv2d(x, weight, groups=3), x * weight[:, :, 0])


def test_two_layers_without_a_shuffle_are_one_layer() -> None:
    x, one, two = sample(0, 2, 6, 3, 4), sample(1, 9, 2, 1, 1), sample(2, 6, 3, 1, 1)
    both = pointwise_grouped_conv2d(pointwise_grouped_conv2d(x, one, groups=3), two, groups=3)
    blocks = two.view(3, 2, 3) @ one.view(3, 3, 2)  # (g, C_out/g, C_in/g)
    assert_close(both, pointwise_grouped_conv2d(x, blocks.view(6, 2, 1, 1), groups=3))


@given(pixel=st.integers(0, 3), group=st.integers(0, 2))
def test_a_change_stays_in_its_pixel_and_its_group(pixel: int, group: int) -> None:
    x, weight = sample(0, 1, 6, 1, 4), sample(1, 9, 2, 1, 1)
    changed = x.clone()
    changed[0, 2 * group, 0, pixel] += 1
    moved = pointwise_grouped_conv2d(changed, weight, groups=3) - pointwise_grouped_conv2d(
        x, weight, groups=3
    )
    expected = torch.zeros(1, 9, 1, 4, dtype=x.dtype)
    rows = slice(3 * group, 3 * group + 3)
    expected[0, rows, 0, pixel] = weight[rows, 0, 0, 0]
    assert_close(moved, expected)


def test_after_a_depthwise_layer_only_an_ungrouped_one_mixes_all_channels() -> None:
    depthwise, weight = sample(0, 64, 1, 3, 3), sample(1, 64, 8, 1, 1)
    x = sample(2, 1, 64, 3, 3)

    def grouped(x: Tensor) -> Tensor:
        return pointwise_grouped_conv2d(F.conv2d(x, depthwise, groups=64), weight, groups=8)

    def dense(x: Tensor) -> Tensor:
        return pointwise_conv2d(F.conv2d(x, depthwise, groups=64), sample(3, 64, 64, 1, 1))

    assert (channel_gradient_map(grouped, x) > 0).sum(1).tolist() == [8] * 64
    assert (channel_gradient_map(dense, x) > 0).sum(1).tolist() == [64] * 64


def test_no_sample_gives_no_output() -> None:
    weight = sample(1, 4, 3, 1, 1)
    assert pointwise_grouped_conv2d(sample(0, 0, 6, 2, 3), weight, groups=2).shape == (
        0,
        4,
        2,
        3,
    )


def test_gradient() -> None:
    tensors = sample(0, 1, 4, 2, 2), sample(1, 2, 2, 1, 1), sample(2, 2)
    assert gradcheck(
        lambda *t: pointwise_grouped_conv2d(*t, stride=(2, 1), groups=2),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


def test_torch_takes_24_channels_in_every_number_of_groups_of_the_paper() -> None:
    for groups, middle in [(2, 50), (3, 60), (4, 68), (8, 96)]:  # a quarter of table 1
        layer = nn.Conv2d(24, middle, 1, groups=groups)
        assert layer.weight.shape == (middle, 24 // groups, 1, 1)


KERNEL = "the kernel must be 1x1, got weight of shape"
REJECTED = [
    ((4, 5, 5), (6, 2, 1, 1), {}, "input must be (N, C_in, H, W), got shape (4, 5, 5)"),
    (
        *((1, 4, 5, 5), (6, 2, 1), {}),
        "weight must be (C_out, C_in/groups, kH, kW), got shape (6, 2, 1)",
    ),
    ((1, 4, 5, 5), (6, 2, 2, 1), {}, f"{KERNEL} (6, 2, 2, 1)"),
    ((1, 4, 5, 5), (6, 2, 1, 3), {}, f"{KERNEL} (6, 2, 1, 3)"),
    ((1, 4, 5, 5), (5, 2, 1, 1), {}, "2 groups do not divide 5 output channels"),
    ((1, 5, 5, 5), (6, 2, 1, 1), {}, "2 groups of 2 channels do not fit an input of 5"),
    ((1, 4, 5, 5), (6, 4, 1, 1), {}, "2 groups of 4 channels do not fit an input of 4"),
    ((1, 4, 5, 5), (6, 2, 1, 1), {"groups": 0}, "groups must be an int >= 1, got 0"),
    ((1, 4, 5, 5), (6, 2, 1, 1), {"stride": 0}, "stride must be an int >= 1 ... got 0"),
]


@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "options", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects(input_shape, weight_shape, options, message) -> None:
    with rejects(message):
        pointwise_grouped_conv2d(
            torch.ones(input_shape), torch.ones(weight_shape), **{"groups": 2, **options}
        )


def test_rejects_a_bias_that_would_broadcast() -> None:
    with rejects("bias must have shape (4,), got (1,)"):
        pointwise_grouped_conv2d(X, WEIGHT, torch.ones(1), groups=2)


@pytest.mark.parametrize("position", [0, 1, 2])
def test_rejects_integers_and_mixed_dtypes(position: int) -> None:
    names = ("input", "weight", "bias")
    for dtype, message in [
        (torch.int64, f"{names[position]} must be floating point, got torch.int64"),
        (torch.float64, "dtypes must be equal, got input ... weight ... bias"),
    ]:
        mixed = [X, WEIGHT, torch.ones(4)]
        mixed[position] = mixed[position].to(dtype)
        with rejects(message):
            pointwise_grouped_conv2d(*mixed, groups=2)
