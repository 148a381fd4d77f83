"""Depthwise separable convolution against arithmetic, a dense kernel and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.autograd.functional import jacobian
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.depthwise_separable_convolution import (
    DepthwiseSeparableConv2d,
    depthwise_separable_conv2d,
)
from tests.snippets.rejections import rejects

CASES = [  # depth multiplier, stride, padding, dilation
    pytest.param(1, 1, 0, 1, id="defaults"),
    pytest.param(1, (2, 1), 0, 1, id="stride-2x1"),
    pytest.param(2, (1, 3), (2, 1), 1, id="multiplier-2-padding-2x1"),
    pytest.param(3, (2, 1), (1, 2), (1, 2), id="multiplier-3-everything"),
]


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def weights(multiplier: int = 1) -> tuple[Tensor, Tensor]:
    """Return random weights for 3 channels in and 5 out, kernel 2x3."""
    return sample(1, 3 * multiplier, 1, 2, 3), sample(2, 5, 3 * multiplier, 1, 1)


def worked_example() -> tuple[Tensor, Tensor, Tensor]:
    x = torch.tensor([[[[1.0, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]]])
    depthwise = torch.tensor([[[[1.0, 2], [3, 4]]], [[[2, 1], [1, 3]]]])
    return x, depthwise, torch.tensor([[1.0, 2], [3, -1], [-2, 1]])[:, :, None, None]


def dense_kernel(depthwise: Tensor, pointwise: Tensor) -> Tensor:
    """Return the kernel (C_out, C, kH, kW) of one convolution that does both stages."""
    per_channel = depthwise.unflatten(0, (3, -1))[:, :, 0]  # (C, m, kH, kW)
    mix = pointwise[:, :, 0, 0].unflatten(1, (3, -1))  # (C_out, C, m)
    return torch.einsum("ocm,cmuv->ocuv", mix, per_channel)


def test_depthwise_stage_by_hand() -> None:
    x, depthwise, _ = worked_example()
    copy = torch.eye(2)[:, :, None, None]  # a pointwise stage that only copies
    expected = [
        [[18, 13]],  # 1*1+2*2+3*3+1*4 | 2*1+0*2+1*3+2*4
        [[8, 9]],  # 0*2+1*1+1*1+2*3 | 1*2+2*1+2*1+1*3
    ]
    assert depthwise_separable_conv2d(x, depthwise, copy)[0].tolist() == expected


def test_both_stages_by_hand() -> None:
    expected = [
        [[34, 31]],  # 1*18 + 2*8 | 1*13 + 2*9
        [[46, 30]],  # 3*18 - 8 | 3*13 - 9
        [[-28, -17]],  # -2*18 + 8 | -2*13 + 9
    ]
    assert depthwise_separable_conv2d(*worked_example())[0].tolist() == expected


def test_bias_by_hand() -> None:
    x, depthwise, pointwise = worked_example()
    y = depthwise_separable_conv2d(x, depthwise, pointwise, torch.tensor([1.0, 10, 100]))
    assert y[0].tolist() == [[[35, 32]], [[56, 40]], [[72, 83]]]


@pytest.mark.parametrize(("multiplier", "stride", "padding", "dilation"), CASES)
def test_equals_one_dense_convolution_with_the_product_kernel(
    device, multiplier, stride, padding, dilation
) -> None:
    x, bias = sample(0, 2, 3, 5, 8).to(device), sample(3, 5).to(device)
    depthwise, pointwise = (weight.to(device) for weight in weights(multiplier))
    expected = F.conv2d(x, dense_kernel(depthwise, pointwise), bias, stride, padding, dilation)
    actual = depthwise_separable_conv2d(
        x, depthwise, pointwise, bias, stride, padding, dilation
    )
    assert_close(actual, expected)


def test_product_kernel_has_rank_one_for_each_input_channel() -> None:
    for multiplier in (1, 2):
        kernel = dense_kernel(*weights(multiplier))  # (5, 3, 2, 3)
        for channel in range(3):
            across = kernel[:, channel].flatten(1)  # (C_out, kH*kW): of rank 5 in general
            assert torch.linalg.matrix_rank(across) == multiplier


def test_each_depthwise_filter_sees_one_channel_only() -> None:
    x, (depthwise, _) = sample(0, 1, 3, 2, 3), weights(2)
    copy = torch.eye(6, dtype=torch.float64)[:, :, None, None]
    sees = jacobian(lambda x: depthwise_separable_conv2d(x, depthwise, copy).flatten(), x)
    assert sees.shape == (6, 1, 3, 2, 3)
    reached = sees[:, 0].abs().amax(dim=(2, 3)) > 0  # (filter, channel)
    assert reached.nonzero().tolist() == [[f, f // 2] for f in range(6)]


def test_a_bias_between_the_stages_is_one_after_them() -> None:
    x, between = sample(0, 2, 3, 5, 6), sample(4, 3)
    depthwise, pointwise = weights()
    filtered = F.conv2d(x, depthwise, between, padding=1, groups=3)
    expected = F.conv2d(filtered, pointwise)
    moved = pointwise[:, :, 0, 0] @ between
    assert_close(
        depthwise_separable_conv2d(x, depthwise, pointwise, moved, padding=1), expected
    )


@given(
    half=st.integers(0, 2),
    dilation=st.integers(1, 2),
    height=st.integers(1, 6),
    width=st.integers(1, 6),
)
def test_half_padding_keeps_the_size(half, dilation, height, width) -> None:
    size = 2 * half + 1
    y = depthwise_separable_conv2d(
        sample(0, 1, 2, height, width),
        sample(1, 2, 1, size, size),
        sample(2, 3, 2, 1, 1),
        padding=dilation * half,
        dilation=dilation,
    )
    assert y.shape == (1, 3, height, width)


def test_gradient() -> None:
    tensors = (
        sample(0, 1, 2, 3, 2),
        sample(1, 2, 1, 2, 1),
        sample(2, 3, 2, 1, 1),
        sample(3, 3),
    )
    assert gradcheck(
        lambda *t: depthwise_separable_conv2d(*t, stride=(2, 1), padding=(1, 0)),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


@pytest.mark.parametrize("bias", [True, False])
def test_layer_equals_two_torch_layers(bias: bool) -> None:
    options = {"stride": (2, 1), "padding": (1, 2), "dilation": (1, 2)}
    layer = DepthwiseSeparableConv2d(3, 5, (2, 3), **options, bias=bias, depth_multiplier=2)
    stages = nn.Sequential(
        nn.Conv2d(3, 6, (2, 3), **options, groups=3, bias=False), nn.Conv2d(6, 5, 1, bias=bias)
    )
    stages[0].load_state_dict(layer.depthwise.state_dict())
    stages[1].load_state_dict(layer.pointwise.state_dict())
    x = sample(0, 2, 3, 5, 8).float()
    assert_close(layer(x), stages(x))


def test_layer_parameters() -> None:
    layer = DepthwiseSeparableConv2d(3, 5, (2, 4), depth_multiplier=2)
    shapes = {name: tuple(parameter.shape) for name, parameter in layer.named_parameters()}
    assert shapes == {
        "depthwise.weight": (6, 1, 2, 4),
        "pointwise.weight": (5, 6, 1, 1),
        "pointwise.bias": (5,),
    }


def test_layer_gradient_reaches_every_parameter() -> None:
    layer = DepthwiseSeparableConv2d(2, 3, 2)
    layer(sample(0, 1, 2, 3, 4).float()).square().sum().backward()
    assert all(parameter.grad.abs().sum() > 0 for parameter in layer.parameters())


def test_default_padding_costs_a_3x3_layer_two_pixels_each_way() -> None:
    x = torch.zeros(1, 3, 32, 32)
    assert DepthwiseSeparableConv2d(3, 8, 3)(x).shape == (1, 8, 30, 30)
    assert DepthwiseSeparableConv2d(3, 8, 3, padding=1)(x).shape == (1, 8, 32, 32)


def test_padding_after_the_stages_restores_the_size_with_a_border_that_sees_nothing() -> None:
    # The residual block of the code that the note copied: no padding here, and then a 1x1
    # convolution with padding 1, whose border is its bias whatever the image.
    depthwise, pointwise, last = sample(1, 3, 1, 3, 3), sample(2, 5, 3, 1, 1), sample(3, 4, 5)
    bias = sample(4, 4)

    def block(x: Tensor) -> Tensor:
        smaller = depthwise_separable_conv2d(x, depthwise, pointwise)
        return F.conv2d(smaller, last[:, :, None, None], bias, padding=1)

    y = block(sample(0, 2, 3, 6, 5))
    assert y.shape == (2, 4, 6, 5)
    border = torch.ones(6, 5, dtype=torch.bool)
    border[1:-1, 1:-1] = False
    assert border.sum() == 18
    assert_close(y[..., border], bias[:, None].expand(2, 4, 18))
    other = block(sample(9, 2, 3, 6, 5))
    assert ((y - other).abs() > 1e-6)[..., ~border].all()
    padded = [
        depthwise_separable_conv2d(sample(seed, 2, 3, 6, 5), depthwise, pointwise, padding=1)
        for seed in (0, 9)
    ]
    assert ((padded[0] - padded[1]).abs() > 1e-6)[..., border].all()


def test_ten_unpadded_3x3_layers_cost_twenty_pixels() -> None:
    x = torch.zeros(1, 1, 32, 32)
    for _ in range(10):
        x = DepthwiseSeparableConv2d(1, 1, 3)(x)
    assert x.shape == (1, 1, 12, 12)


REJECTED = [
    (
        (3, 5, 5),
        (3, 1, 2, 2),
        (5, 3, 1, 1),
        {},
        "input must be (N, C, H, W), got shape (3, 5, 5)",
    ),
    ((1, 3, 0, 5), (3, 1, 2, 2), (5, 3, 1, 1), {}, "input must not be empty"),
    (
        (1, 3, 5, 5),
        (3, 2, 2),
        (5, 3, 1, 1),
        {},
        "depthwise_weight must be (C*m, 1, kH, kW), got shape (3, 2, 2)",
    ),
    (
        (1, 3, 5, 5),
        (3, 1, 2, 2),
        (5, 3),
        {},
        "pointwise_weight must be (C_out, C*m, 1, 1), got shape (5, 3)",
    ),
    ((1, 3, 5, 5), (4, 1, 2, 2), (5, 4, 1, 1), {}, "C=3 of input, got ...(4, 1, 2, 2)"),
    ((1, 3, 5, 5), (0, 1, 2, 2), (5, 3, 1, 1), {}, "C=3 of input, got ...(0, 1, 2, 2)"),
    ((1, 3, 5, 5), (3, 3, 2, 2), (5, 3, 1, 1), {}, "C=3 of input, got ...(3, 3, 2, 2)"),
    ((1, 3, 5, 5), (3, 1, 2, 2), (5, 2, 1, 1), {}, "(C_out, 3, 1, 1) after 3 ...(5, 2,"),
    ((1, 3, 5, 5), (3, 1, 2, 2), (5, 3, 1, 2), {}, "got shape (5, 3, 1, 2)"),
    ((1, 3, 5, 5), (3, 1, 2, 2), (5, 3, 1, 1), {"stride": 0}, "stride must be ... got 0"),
    (
        (1, 3, 5, 5),
        (3, 1, 2, 2),
        (5, 3, 1, 1),
        {"padding": "same"},
        "padding ... got 'same'",
    ),
    ((1, 3, 5, 5), (3, 1, 2, 2), (5, 3, 1, 1), {"dilation": (1,)}, "dilation ... (1,)"),
    ((1, 3, 5, 2), (3, 1, 2, 3), (5, 3, 1, 1), {}, "spans 3 pixels but ... input has 2"),
    ((1, 3, 3, 3), (3, 1, 2, 2), (5, 3, 1, 1), {"dilation": 3}, "spans 4 pixels but ... has 3"),
]


@pytest.mark.parametrize(
    ("input_shape", "depthwise_shape", "pointwise_shape", "options", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects(input_shape, depthwise_shape, pointwise_shape, options, message) -> None:
    with rejects(message):
        depthwise_separable_conv2d(
            torch.ones(input_shape),
            torch.ones(depthwise_shape),
            torch.ones(pointwise_shape),
            **options,
        )


def test_rejects_a_bias_that_would_broadcast() -> None:
    with rejects("bias must have shape (3,), got (1,)"):
        depthwise_separable_conv2d(*worked_example(), torch.ones(1))


@pytest.mark.parametrize("position", [0, 1, 2, 3])
def test_rejects_integers_and_mixed_dtypes(position: int) -> None:
    tensors = [*worked_example(), torch.ones(3)]
    for dtype, message in [(torch.int64, "floating point, got"), (torch.float64, "be equal")]:
        mixed = list(tensors)
        mixed[position] = mixed[position].to(dtype)
        with rejects(message):
            depthwise_separable_conv2d(*mixed)


REJECTED_BY_LAYER = [
    ((0, 5, 3), {}, "in_channels must be an int >= 1, got 0"),
    ((3, 0, 3), {}, "out_channels must be an int >= 1, got 0"),
    ((3, 5, 0), {}, "kernel_size must be an int >= 1 or a pair of them, got 0"),
    ((3, 5, 3, 0), {}, "stride must be an int >= 1 or a pair of them, got 0"),
    ((3, 5, 3, 1, -1), {}, "padding must be an int >= 0 or a pair of them, got -1"),
    ((3, 5, 3, 1, 0, 0), {}, "dilation must be an int >= 1 or a pair of them, got 0"),
    ((3, 5, 3), {"depth_multiplier": 0}, "depth_multiplier must be an int >= 1, got 0"),
]


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    REJECTED_BY_LAYER,
    ids=[row[-1] for row in REJECTED_BY_LAYER],
)
def test_layer_rejects(arguments, options, message) -> None:
    with rejects(message):
        DepthwiseSeparableConv2d(*arguments, **options)
