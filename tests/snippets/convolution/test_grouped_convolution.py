"""Grouped convolution against arithmetic, its block-diagonal weight and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.autograd.functional import jacobian
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.grouped_convolution import block_diagonal_weight, grouped_conv2d
from tests.snippets.rejections import rejects

CASES = [  # stride, padding, dilation
    pytest.param(1, 0, 1, id="defaults"),
    pytest.param((2, 1), (1, 3), (3, 2), id="everything"),
]


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def worked_example() -> tuple[Tensor, Tensor]:
    x = torch.tensor([[1.0, 2], [3, 0], [2, 1], [0, 4]])
    weight = torch.tensor([[[1.0, 2], [3, -1]], [[2, 1], [-1, 2]]])
    return x[None, :, None], weight[:, :, None]


def test_by_hand() -> None:
    # 1*1 + 2*2 + 3*3 - 1*0 | 2*2 + 1*1 - 1*0 + 2*4
    assert grouped_conv2d(*worked_example(), groups=2).flatten().tolist() == [14, 13]


def test_bias_by_hand() -> None:
    y = grouped_conv2d(*worked_example(), torch.tensor([10.0, 100]), groups=2)
    assert y.tolist() == [[[[24]], [[113]]]]


def test_block_diagonal_weight_by_hand() -> None:
    dense = block_diagonal_weight(worked_example()[1], 2)
    assert dense[:, :, 0].tolist() == [
        [[1, 2], [3, -1], [0, 0], [0, 0]],
        [[0, 0], [0, 0], [2, 1], [-1, 2]],
    ]


@pytest.mark.parametrize("groups", [1, 2, 3, 6])  # 6: depthwise
@pytest.mark.parametrize(("stride", "padding", "dilation"), CASES)
@pytest.mark.parametrize("with_bias", [False, True], ids=["plain", "bias"])
def test_equals_torch(device, groups, stride, padding, dilation, with_bias: bool) -> None:
    x, weight = sample(0, 2, 6, 8, 9).to(device), sample(1, 12, 6 // groups, 2, 3).to(device)
    bias = sample(2, 12).to(device) if with_bias else None
    assert_close(
        grouped_conv2d(x, weight, bias, stride, padding, dilation, groups),
        F.conv2d(x, weight, bias, stride, padding, dilation, groups),
    )


def test_defaults_are_those_of_torch() -> None:
    x, weight = sample(0, 2, 3, 5, 6), sample(1, 4, 3, 2, 3)
    assert_close(grouped_conv2d(x, weight), F.conv2d(x, weight))


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_equals_the_ordinary_convolution_with_the_block_diagonal_weight(groups: int) -> None:
    x, weight = sample(0, 2, 6, 5, 6), sample(1, 12, 6 // groups, 2, 3)
    dense = block_diagonal_weight(weight, groups)
    assert_close(grouped_conv2d(x, weight, groups=groups), F.conv2d(x, dense))
    assert dense.shape == (12, 6, 2, 3)
    assert torch.count_nonzero(dense) == weight.numel() == dense.numel() // groups


def test_equals_its_matrix() -> None:
    x, weight = sample(0, 1, 4, 3, 4), sample(1, 6, 2, 2, 3)
    matrix = convolution_matrix(weight, (3, 4), groups=2)
    assert_close(grouped_conv2d(x, weight, groups=2).flatten(), matrix @ x.flatten())


def test_an_output_channel_sees_the_input_channels_of_its_group_only() -> None:
    x, weight = sample(0, 1, 6, 2, 3), sample(1, 4, 3, 2, 3)
    sees = jacobian(lambda x: grouped_conv2d(x, weight, groups=2).flatten(), x)
    reached = sees[:, 0].abs().amax(dim=(2, 3)) > 0  # (output channel, input channel)
    assert reached.tolist() == [[o // 2 == c // 3 for c in range(6)] for o in range(4)]


def test_many_layers_still_do_not_mix_the_groups() -> None:
    x = sample(0, 1, 64).requires_grad_()
    y = x[:, :, None, None]
    for layer in range(10):
        y = grouped_conv2d(y, sample(layer, 64, 16, 1, 1), groups=4)
    y[0, 20].sum().backward()
    assert x.grad[0].nonzero().flatten().tolist() == list(range(16, 32))


@given(groups=st.integers(1, 4), inputs=st.integers(1, 3), outputs=st.integers(1, 3))
def test_relabelling_whole_groups_relabels_the_output(groups, inputs, outputs) -> None:
    x, weight = sample(0, 1, groups * inputs, 3, 2), sample(1, groups * outputs, inputs, 2, 1)
    y = grouped_conv2d(x, weight, groups=groups)
    turned = grouped_conv2d(x.roll(inputs, 1), weight.roll(outputs, 0), groups=groups)
    assert_close(turned, y.roll(outputs, 1))


def test_no_sample_gives_no_output() -> None:
    assert grouped_conv2d(sample(0, 0, 4, 3, 3), sample(1, 6, 2, 2, 2), groups=2).shape == (
        *(0, 6, 2, 2),
    )


def test_gradient() -> None:
    tensors = sample(0, 1, 4, 3, 2), sample(1, 2, 2, 2, 1), sample(2, 2)
    assert gradcheck(
        lambda *t: grouped_conv2d(*t, stride=(2, 1), padding=(1, 0), groups=2),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


def test_the_block_diagonal_weight_passes_gradients_to_the_weights_only() -> None:
    weight = sample(0, 4, 1, 2, 3).requires_grad_()
    block_diagonal_weight(weight, 2).square().sum().backward()
    assert_close(weight.grad, 2 * weight.detach())


def test_torch_refuses_groups_that_do_not_divide_either_side() -> None:
    with rejects("in_channels must be divisible by groups"):
        nn.Conv2d(6, 8, 3, groups=4)
    with rejects("out_channels must be divisible by groups"):
        nn.Conv2d(8, 6, 3, groups=4)


REJECTED = [
    ((4, 5, 5), (6, 2, 2, 2), {}, "input must be (N, C_in, H, W), got shape (4, 5, 5)"),
    (
        (1, 4, 5, 5),
        (2, 2, 2),
        {},
        "weight must be (C_out, C_in/groups, kH, kW), got ...(2, 2, 2)",
    ),
    ((1, 4, 5, 5), (5, 2, 2, 2), {}, "2 groups do not divide 5 output channels"),
    ((1, 4, 5, 5), (0, 2, 2, 2), {}, "2 groups do not divide 0 output channels"),
    ((1, 5, 5, 5), (6, 2, 2, 2), {}, "2 groups of 2 channels do not fit an input of 5"),
    ((1, 4, 5, 5), (6, 4, 2, 2), {}, "2 groups of 4 channels do not fit an input of 4"),
    ((1, 4, 5, 5), (6, 2, 2, 2), {"groups": 0}, "groups must be an int >= 1, got 0"),
    ((1, 4, 5, 5), (6, 2, 2, 2), {"stride": 0}, "stride must be an int >= 1 ... got 0"),
    ((1, 4, 5, 5), (6, 2, 2, 2), {"padding": -1}, "padding must be an int >= 0 ... got -1"),
    ((1, 4, 5, 5), (6, 2, 2, 2), {"dilation": 0}, "dilation must be an int >= 1 ... got 0"),
    (
        (1, 4, 5, 6),
        (6, 2, 2, 2),
        {"dilation": 5},
        "the kernel spans 6 pixels but the padded input has 5",
    ),
    ((1, 4, 3, 5), (6, 2, 4, 2), {}, "the kernel spans 4 pixels but the padded input has 3"),
]


@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "options", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects(input_shape, weight_shape, options, message) -> None:
    with rejects(message):
        grouped_conv2d(
            torch.ones(input_shape), torch.ones(weight_shape), **{"groups": 2, **options}
        )


def test_rejects_a_bias_that_would_broadcast() -> None:
    with rejects("bias must have shape (6,), got (1,)"):
        grouped_conv2d(torch.ones(1, 4, 5, 5), torch.ones(6, 2, 2, 2), torch.ones(1), groups=2)


@pytest.mark.parametrize("position", [0, 1, 2])
def test_rejects_integers_and_mixed_dtypes(position: int) -> None:
    names = ("input", "weight", "bias")
    tensors = [torch.ones(1, 4, 5, 5), torch.ones(6, 2, 2, 2), torch.ones(6)]
    for dtype, message in [
        (torch.int64, f"{names[position]} must be floating point, got torch.int64"),
        (torch.float64, "dtypes must be equal, got input ... weight ... bias"),
    ]:
        mixed = list(tensors)
        mixed[position] = mixed[position].to(dtype)
        with rejects(message):
            grouped_conv2d(*mixed, groups=2)


def test_the_block_diagonal_weight_is_refused_its_bad_input() -> None:
    with rejects("weight must be (C_out, C_in/groups, kH, kW), got shape (2, 2)"):
        block_diagonal_weight(torch.ones(2, 2), 2)
    with rejects("2 groups do not divide 3 output channels"):
        block_diagonal_weight(torch.ones(3, 2, 1, 1), 2)
    with rejects("groups must be an int >= 1, got 0"):
        block_diagonal_weight(torch.ones(3, 2, 1, 1), 0)
