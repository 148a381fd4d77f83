"""Convolution over several channels against arithmetic, its matrices and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close
from torch.utils.flop_counter import FlopCounterMode

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.multi_channel_convolution import (
    conv2d,
    conv2d_by_matrix_product,
    conv2d_parameters,
)
from snippets.convolution.separable_convolution_cost import conv2d_cost
from tests.snippets.rejections import rejects

BOTH = pytest.mark.parametrize("operation", [conv2d, conv2d_by_matrix_product])
CASES = [  # stride, padding, dilation
    pytest.param(1, 0, 1, id="plain"),
    pytest.param((2, 3), (1, 2), 1, id="stride-and-padding"),
    pytest.param((2, 1), (3, 1), (2, 3), id="everything"),
]


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def worked_example() -> tuple[Tensor, Tensor, Tensor]:
    x = torch.tensor([[[1.0, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]])[None]
    weight = torch.tensor(
        [
            [[[1.0, 2], [3, 4]], [[2, 1], [1, 3]]],
            [[[0, 1], [-1, 2]], [[1, 0], [2, -1]]],
            [[[1, 0], [0, 1]], [[0, -1], [2, 0]]],
        ]
    )
    return x, weight, torch.tensor([1.0, -2, 10])


@BOTH
def test_by_hand(operation) -> None:
    # channel 0 + channel 1 + bias: 18 + 8 + 1 | 13 + 9 + 1; 1 + 0 - 2 | 3 + 4 - 2; ...
    expected = [[[[27, 23]], [[-1, 5]], [[2 + 1 + 10, 4 + 2 + 10]]]]
    assert operation(*worked_example()).tolist() == expected


def test_parameters_by_hand() -> None:
    assert conv2d_parameters(2, 3, 2) == 3 * (2 * 4 + 1) == 27
    assert conv2d_parameters(2, 3, (2, 5), bias=False) == 60


def test_windows_are_the_columns_by_hand() -> None:
    x, weight, _ = worked_example()
    columns = F.unfold(x, (2, 2))[0].T.tolist()
    assert columns == [[1, 2, 3, 1, 0, 1, 1, 2], [2, 0, 1, 2, 1, 2, 2, 1]]
    assert weight.flatten(1)[0].tolist() == [1, 2, 3, 4, 2, 1, 1, 3]


@BOTH
@pytest.mark.parametrize(("stride", "padding", "dilation"), CASES)
@pytest.mark.parametrize("with_bias", [False, True], ids=["plain", "bias"])
def test_equals_torch(device, operation, stride, padding, dilation, with_bias) -> None:
    x, weight = sample(0, 2, 3, 7, 8).to(device), sample(1, 4, 3, 2, 3).to(device)
    bias = sample(2, 4).to(device) if with_bias else None
    assert_close(
        operation(x, weight, bias, stride, padding, dilation),
        F.conv2d(x, weight, bias, stride, padding, dilation),
    )


@BOTH
def test_defaults_are_those_of_torch(operation) -> None:
    x, weight = sample(0, 2, 3, 5, 6), sample(1, 4, 3, 2, 3)
    assert_close(operation(x, weight), F.conv2d(x, weight))


def test_equals_its_matrix() -> None:
    x, weight = sample(0, 1, 2, 5, 6), sample(1, 3, 2, 2, 3)
    matrix = convolution_matrix(weight, (5, 6), (2, 1), (1, 0), (1, 2))
    y = conv2d(x, weight, None, (2, 1), (1, 0), (1, 2))
    assert_close(y.flatten(), matrix @ x.flatten())


@BOTH
def test_output_channels_do_not_touch_each_other(operation) -> None:
    x, weight, bias = sample(0, 1, 3, 5, 6), sample(1, 4, 3, 2, 3), sample(2, 4)
    alone = [operation(x, weight[o : o + 1], bias[o : o + 1]) for o in range(4)]
    assert_close(operation(x, weight, bias), torch.cat(alone, dim=1))


@BOTH
def test_input_channels_add_up(operation) -> None:
    x, weight, bias = sample(0, 1, 3, 5, 6), sample(1, 4, 3, 2, 3), sample(2, 4)
    parts = [operation(x[:, c : c + 1], weight[:, c : c + 1]) for c in range(3)]
    assert_close(operation(x, weight, bias), sum(parts) + bias[:, None, None])


SIDES = st.integers(1, 4)


@given(channels=SIDES, filters=SIDES, height=SIDES, width=SIDES, bias=st.booleans())
def test_parameters_are_those_of_the_layer(channels, filters, height, width, bias) -> None:
    layer = nn.Conv2d(channels, filters, (height, width), bias=bias)
    count = sum(parameter.numel() for parameter in layer.parameters())
    assert conv2d_parameters(channels, filters, (height, width), bias=bias) == count


@given(size=st.tuples(st.integers(3, 6), st.integers(3, 6)), stride=st.integers(1, 2))
def test_torch_counts_two_operations_for_a_multiply_add(size, stride) -> None:
    x, weight = torch.ones(1, 3, *size), torch.ones(4, 3, 2, 3)
    with FlopCounterMode(display=False) as counter:
        y = F.conv2d(x, weight, stride=stride, padding=1)
    cost = conv2d_cost(3, 4, (2, 3), tuple(y.shape[2:]))
    assert counter.get_total_flops() == 2 * cost


def test_twice_the_channels_on_both_sides_is_four_times_the_weights() -> None:
    weights = conv2d_parameters(3, 5, 3, bias=False)
    assert conv2d_parameters(6, 10, 3, bias=False) == 4 * weights
    assert conv2d_parameters(6, 5, 3, bias=False) == 2 * weights


def test_batch_normalisation_cancels_the_bias_in_training() -> None:
    x, weight, bias = sample(0, 4, 3, 5, 6), sample(1, 4, 3, 2, 3), sample(2, 4)
    plain, shifted = conv2d(x, weight), conv2d(x, weight, bias)
    assert not torch.allclose(plain, shifted)
    batch_norm = nn.BatchNorm2d(4, dtype=torch.float64).train()
    assert_close(batch_norm(plain), batch_norm(shifted))


def test_a_reshape_of_height_width_channels_runs_and_mixes_colours_up() -> None:
    picture = torch.arange(24.0).reshape(2, 4, 3)  # (H, W, C)
    weight = torch.tensor([1.0, 0, 0])[None, :, None, None]  # picks channel 0
    red = conv2d(picture.permute(2, 0, 1)[None], weight)[0, 0]
    mixed = conv2d(picture.reshape(1, 3, 2, 4), weight)[0, 0]
    assert red.tolist() == [[0, 3, 6, 9], [12, 15, 18, 21]]
    assert mixed.tolist() == [[0, 1, 2, 3], [4, 5, 6, 7]]


@BOTH
def test_gradient(operation) -> None:
    tensors = sample(0, 1, 2, 4, 3), sample(1, 2, 2, 2, 1), sample(2, 2)
    assert gradcheck(
        lambda *t: operation(*t, stride=(2, 1), padding=(1, 0), dilation=(3, 2)),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


PAIR = "must be an int >= 1 or a pair of them, got 0"
REJECTED = [
    ((3, 5, 5), (4, 3, 2, 2), {}, "input must be (N, C_in, H, W), got shape (3, 5, 5)"),
    ((1, 3, 5, 5), (4, 2, 2), {}, "weight must be (C_out, C_in, kH, kW), got shape (4, 2, 2)"),
    ((1, 3, 5, 5), (4, 1, 2, 2), {}, "weight takes 1 channels, got input of 3"),
    ((0, 3, 5, 5), (4, 3, 2, 2), {}, "got 0 images and 4 kernels, need one of each"),
    ((1, 3, 5, 5), (0, 3, 2, 2), {}, "got 1 images and 0 kernels, need one of each"),
    ((1, 3, 5, 5), (4, 3, 2, 2), {"stride": 0}, f"stride {PAIR}"),
    (
        (1, 3, 5, 5),
        (4, 3, 2, 2),
        {"padding": -1},
        "padding must be an int >= 0 or a pair of them, got -1",
    ),
    ((1, 3, 5, 5), (4, 3, 2, 2), {"dilation": 0}, f"dilation {PAIR}"),
    (
        (1, 3, 5, 6),
        (4, 3, 2, 2),
        {"dilation": 5},
        "the kernel spans 6 pixels but the padded input has 5",
    ),
]


@BOTH
@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "options", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects(operation, input_shape, weight_shape, options, message) -> None:
    with rejects(message):
        operation(torch.ones(input_shape), torch.ones(weight_shape), **options)


@BOTH
def test_rejects_a_bias_that_would_broadcast(operation) -> None:
    with rejects("bias must have shape (4,), got (1,)"):
        operation(torch.ones(1, 3, 5, 5), torch.ones(4, 3, 2, 2), torch.ones(1))


@BOTH
@pytest.mark.parametrize("position", [0, 1, 2])
def test_rejects_integers_and_mixed_dtypes(operation, position: int) -> None:
    names = ("input", "weight", "bias")
    tensors = [torch.ones(1, 3, 5, 5), torch.ones(4, 3, 2, 2), torch.ones(4)]
    for dtype, message in [
        (torch.int64, f"{names[position]} must be floating point, got torch.int64"),
        (torch.float64, "dtypes must be equal, got input ... weight ... bias"),
    ]:
        mixed = list(tensors)
        mixed[position] = mixed[position].to(dtype)
        with rejects(message):
            operation(*mixed)


def test_rejects_sizes_that_are_no_counts() -> None:
    with rejects("in_channels must be an int >= 1, got 0"):
        conv2d_parameters(0, 3, 2)
    with rejects("out_channels must be an int >= 1, got 2.0"):
        conv2d_parameters(3, 2.0, 2)
    with rejects("kernel_size must be an int >= 1 or a pair of them, got 0"):
        conv2d_parameters(3, 2, 0)
    assert conv2d_parameters(1, 1, 1) == 2
