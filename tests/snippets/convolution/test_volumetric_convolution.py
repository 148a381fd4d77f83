"""3D convolution against arithmetic, torch, and the 2D convolutions that it contains."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.separable_convolution_cost import conv2d_cost
from snippets.convolution.volumetric_arguments import triple_of
from snippets.convolution.volumetric_convolution import (
    conv3d,
    conv3d_cost,
    conv3d_parameters,
)
from tests.snippets.rejections import rejects

CASES = [  # stride, padding, dilation
    pytest.param(1, 0, 1, id="plain"),
    pytest.param((2, 1, 3), (1, 0, 2), 1, id="stride-and-padding"),
    pytest.param((3, 2, 1), (2, 3, 1), (3, 1, 2), id="everything"),
    pytest.param(2, 2, 2, id="numbers"),
]


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_by_hand() -> None:
    video = torch.tensor([[[1.0, 2, 0]], [[0, 1, 3]], [[2, 1, 1]]])[None, None]
    weight = torch.tensor([[[1.0, -1]], [[2, 1]]])[None, None]
    # slice 0 on frame 0 and slice 1 on frame 1; slice 0 on frame 1 and slice 1 on frame 2
    expected = [[[-1 + 1, 2 + 5]], [[-1 + 5, -2 + 3]]]
    assert conv3d(video, weight)[0, 0].tolist() == expected


def test_counts_by_hand() -> None:
    assert conv3d_parameters(2, 3, (2, 5, 7)) == 3 * (2 * 70 + 1)
    assert conv3d_parameters(2, 3, 2, bias=False) == 48
    assert conv3d_cost(2, 3, 2, (5, 7, 4)) == 48 * 140
    assert conv3d_cost(2, 3, (1, 2, 4), 3) == 48 * 27
    assert conv3d_parameters(1, 1, 1) == 2


@pytest.mark.parametrize(("stride", "padding", "dilation"), CASES)
@pytest.mark.parametrize("with_bias", [False, True], ids=["plain", "bias"])
def test_equals_torch(device, stride, padding, dilation, with_bias) -> None:
    x, weight = sample(0, 2, 3, 5, 6, 7).to(device), sample(1, 4, 3, 3, 2, 3).to(device)
    bias = sample(2, 4).to(device) if with_bias else None
    assert_close(
        conv3d(x, weight, bias, stride, padding, dilation),
        F.conv3d(x, weight, bias, stride, padding, dilation),
    )


def test_defaults_are_those_of_torch() -> None:
    x, weight = sample(0, 2, 3, 4, 5, 6), sample(1, 4, 3, 2, 3, 4)
    assert_close(conv3d(x, weight), F.conv3d(x, weight))


def test_a_kernel_of_depth_1_is_a_2d_convolution_of_each_frame() -> None:
    x, weight = sample(0, 2, 3, 4, 5, 6), sample(1, 4, 3, 1, 2, 3)
    frames = [F.conv2d(frame, weight[:, :, 0]) for frame in x.unbind(2)]
    assert_close(conv3d(x, weight), torch.stack(frames, 2))


def test_a_kernel_as_deep_as_the_video_is_a_2d_convolution_of_frames_as_channels() -> None:
    x, weight = sample(0, 2, 3, 4, 5, 6), sample(1, 5, 3, 4, 2, 3)
    flat = F.conv2d(x.flatten(1, 2), weight.flatten(1, 2))
    assert_close(conv3d(x, weight), flat[:, :, None])


def test_a_shift_in_time_shifts_the_output() -> None:
    x, weight = sample(0, 1, 2, 6, 4, 4), sample(1, 3, 2, 3, 2, 2)
    later = x.roll(1, dims=2)
    assert_close(conv3d(later, weight)[:, :, 1:], conv3d(x, weight)[:, :, :-1])


def test_padding_1_looks_one_frame_ahead_and_padding_in_front_does_not() -> None:
    x, weight = sample(0, 1, 2, 6, 4, 4), sample(1, 3, 2, 3, 2, 2)
    changed = x.clone()
    changed[:, :, 4] += 1
    causal = [conv3d(F.pad(v, (0, 0, 0, 0, 2, 0)), weight) for v in (x, changed)]
    centred = [conv3d(v, weight, padding=(1, 0, 0)) for v in (x, changed)]
    moved = [(b - a).abs().amax((0, 1, 3, 4)) > 1e-9 for a, b in (causal, centred)]
    assert moved[0].tolist() == [False] * 4 + [True] * 2
    assert moved[1].tolist() == [False] * 3 + [True] * 3


def test_one_number_for_the_stride_thins_the_frames_too() -> None:
    video = torch.ones(1, 1, 16, 8, 8)
    both = nn.Conv3d(1, 1, 3, stride=2, padding=1)(video)
    space = nn.Conv3d(1, 1, 3, stride=(1, 2, 2), padding=1)(video)
    assert tuple(both.shape[2:]) == (8, 4, 4)
    assert tuple(space.shape[2:]) == (16, 4, 4)


def test_time_before_channels_fails_unless_there_are_as_many_frames_as_channels() -> None:
    layer = nn.Conv3d(3, 4, 3)
    with pytest.raises(RuntimeError, match="to have 3 channels, but got 16 channels instead"):
        layer(torch.ones(1, 16, 3, 8, 8))
    video = sample(0, 1, 3, 3, 8, 8).float()
    wrong, right = layer(video), layer(video.transpose(1, 2))
    assert wrong.shape == right.shape
    assert not torch.allclose(wrong, right, atol=0.01)


SIDES = st.integers(1, 4)


@given(channels=SIDES, filters=SIDES, kernel=st.tuples(SIDES, SIDES, SIDES), bias=st.booleans())
def test_parameters_are_those_of_the_layer(channels, filters, kernel, bias) -> None:
    layer = nn.Conv3d(channels, filters, kernel, bias=bias)
    count = sum(parameter.numel() for parameter in layer.parameters())
    assert conv3d_parameters(channels, filters, kernel, bias=bias) == count


@given(depth=SIDES, frames=SIDES, side=SIDES)
def test_cost_is_the_kernels_depth_times_that_of_2d_on_each_frame(depth, frames, side) -> None:
    flat = frames * conv2d_cost(3, 5, (2, 3), (side, 7))
    assert conv3d_cost(3, 5, (depth, 2, 3), (frames, side, 7)) == depth * flat


def test_gradient() -> None:
    tensors = sample(0, 1, 2, 3, 2, 2), sample(1, 2, 2, 2, 1, 2), sample(2, 2)
    assert gradcheck(
        lambda *t: conv3d(*t, stride=(1, 2, 1), padding=(1, 0, 1), dilation=(2, 1, 1)),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


X, W = (1, 3, 5, 6, 7), (4, 3, 2, 2, 2)
INPUT = "input must be (N, C_in, D, H, W) and not empty, got shape"
WEIGHT = "weight must be (C_out, C_in, kD, kH, kW) and not empty, got shape"
REJECTED = [
    ((3, 5, 5, 5), W, {}, f"{INPUT} (3, 5, 5, 5)"),
    ((0, 3, 5, 5, 5), W, {}, f"{INPUT} (0, 3, 5, 5, 5)"),
    (X, (4, 3, 2, 2), {}, f"{WEIGHT} (4, 3, 2, 2)"),
    (X, (4, 3, 0, 2, 2), {}, f"{WEIGHT} (4, 3, 0, 2, 2)"),
    (X, (4, 1, 2, 2, 2), {}, "weight takes 1 channels, got input of 3"),
    (X, W, {"stride": 0}, "stride must be an int >= 1 or three of them, got 0"),
    (X, W, {"stride": (1, 2)}, "stride must be an int >= 1 or three of them, got (1, 2)"),
    (X, W, {"padding": -1}, "padding must be an int >= 0 or three of them, got -1"),
    (X, W, {"dilation": 0}, "dilation must be an int >= 1 or three of them, got 0"),
    (X, W, {"dilation": 5}, "the kernel spans 6 pixels but the padded input has 5"),
    (
        X,
        W,
        {"dilation": (1, 1, 7)},
        "the kernel spans 8 pixels but the padded input has 7",
    ),
]


@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "options", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects(input_shape, weight_shape, options, message) -> None:
    with rejects(message):
        conv3d(torch.ones(input_shape), torch.ones(weight_shape), **options)


def test_rejects_a_bias_that_would_broadcast() -> None:
    with rejects("bias must have shape (4,), got (1,)"):
        conv3d(torch.ones(X), torch.ones(W), torch.ones(1))


@pytest.mark.parametrize("position", [0, 1, 2])
def test_rejects_integers_and_mixed_dtypes(position: int) -> None:
    names = ("input", "weight", "bias")
    for dtype, message in [
        (torch.int64, f"{names[position]} must be floating point, got torch.int64"),
        (torch.float64, "dtypes must be equal, got input ... weight ... bias"),
    ]:
        mixed = [torch.ones(X), torch.ones(W), torch.ones(4)]
        mixed[position] = mixed[position].to(dtype)
        with rejects(message):
            conv3d(*mixed)


@pytest.mark.parametrize("value", [True, (1, 2, 3, 4), (1, 2.0, 3), "abc", 1.5], ids=repr)
def test_rejects_what_are_not_three_numbers(value) -> None:
    with rejects(f"size must be an int >= 1 or three of them, got {value!r}"):
        triple_of("size", value, 1)
    assert triple_of("size", [3, 1, 2], 1) == (3, 1, 2)


def test_rejects_sizes_that_are_no_counts() -> None:
    with rejects("in_channels must be an int >= 1, got 0"):
        conv3d_parameters(0, 3, 2)
    with rejects("out_channels must be an int >= 1, got 2.0"):
        conv3d_parameters(3, 2.0, 2)
    with rejects("kernel_size must be an int >= 1 or three of them, got 0"):
        conv3d_parameters(3, 2, 0)
    with rejects("output_size must be an int >= 1 or three of them, got 0"):
        conv3d_cost(3, 2, 1, 0)
    assert conv3d_cost(1, 1, 1, 1) == 1
