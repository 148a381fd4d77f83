"""Depthwise convolution against arithmetic, one channel at a time and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.depthwise_convolution import depthwise_conv2d
from snippets.convolution.grouped_convolution import block_diagonal_weight
from tests.snippets.rejections import rejects


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_by_hand() -> None:
    x = torch.tensor([[1.0, 2, 0], [3, 1, 2]])[None, :, None]
    weight = torch.tensor([[1.0, 2], [3, -1], [2, 1], [-1, 2]])[:, None, None]
    assert depthwise_conv2d(x, weight)[0, :, 0].tolist() == [
        [5, 2],  # 1*1 + 2*2, 2*1 + 0*2
        [1, 6],  # 1*3 - 2*1, 2*3 - 0*1
        [7, 4],  # 3*2 + 1*1, 1*2 + 2*1
        [-1, 3],  # -3*1 + 1*2, -1*1 + 2*2
    ]


@pytest.mark.parametrize("m", [1, 2, 3])
@pytest.mark.parametrize("with_bias", [False, True], ids=["plain", "bias"])
@pytest.mark.parametrize(
    "arguments",
    [(1, 0, 1), (2, 1, 1), ((2, 1), (1, 3), (3, 2)), ((1, 3), (2, 0), (1, 2))],
    ids=str,
)
def test_equals_torch(device, arguments, with_bias: bool, m: int) -> None:
    x, weight = sample(0, 2, 3, 8, 9).to(device), sample(1, 3 * m, 1, 3, 2).to(device)
    bias = sample(2, 3 * m).to(device) if with_bias else None
    expected = F.conv2d(x, weight, bias, *arguments, groups=3)
    assert_close(depthwise_conv2d(x, weight, bias, *arguments), expected)


def test_defaults_are_those_of_torch() -> None:
    x, weight = sample(0, 2, 3, 5, 6), sample(1, 6, 1, 3, 2)
    assert_close(depthwise_conv2d(x, weight), F.conv2d(x, weight, groups=3))


def test_is_an_ordinary_convolution_of_one_channel_for_each_filter() -> None:
    x, weight = sample(0, 2, 3, 5, 6), sample(1, 6, 1, 3, 2)
    y = depthwise_conv2d(x, weight)
    for e in range(6):
        c = e // 2
        assert_close(y[:, e : e + 1], F.conv2d(x[:, c : c + 1], weight[e : e + 1]))


def test_equals_the_dense_kernel_that_is_zero_off_the_diagonal() -> None:
    x, weight = sample(0, 1, 3, 5, 6), sample(1, 6, 1, 3, 2)
    dense = block_diagonal_weight(weight, 3)
    assert_close(F.conv2d(x, dense), depthwise_conv2d(x, weight))
    assert torch.count_nonzero(dense) == weight.numel()


@given(channel=st.integers(0, 3))
def test_a_channel_reaches_only_its_own_filters(channel: int) -> None:
    x, weight = sample(0, 1, 4, 5, 4), sample(1, 8, 1, 2, 3)
    changed = x.clone()
    changed[:, channel] += 1
    moved = (depthwise_conv2d(changed, weight) != depthwise_conv2d(x, weight)).any((0, 2, 3))
    assert moved.nonzero().flatten().tolist() == [2 * channel, 2 * channel + 1]


def test_ten_layers_do_not_mix_the_channels() -> None:
    x = sample(0, 1, 4, 3, 3).requires_grad_()
    y = x
    for seed in range(10):
        y = depthwise_conv2d(y, sample(seed, 4, 1, 3, 3), padding=1)
    y[:, 1].sum().backward()
    seen = (x.grad != 0).any(3).any(2)[0]
    assert seen.tolist() == [False, True, False, False]


def test_weights_of_tensorflow_need_the_channel_before_the_multiplier() -> None:
    # tf.nn.depthwise_conv2d: filter (kH, kW, C, m); output channel c*m + q
    x, theirs = sample(0, 1, 3, 5, 6), sample(1, 3, 2, 3, 2)
    right = theirs.permute(2, 3, 0, 1).reshape(6, 1, 3, 2)
    wrong = theirs.permute(3, 2, 0, 1).reshape(6, 1, 3, 2)
    y, other = depthwise_conv2d(x, right), depthwise_conv2d(x, wrong)
    for c in range(3):
        for q in range(2):
            kernel = theirs[:, :, c, q][None, None]
            assert_close(y[:, c * 2 + q], F.conv2d(x[:, c : c + 1], kernel)[:, 0])
    equal = [torch.allclose(y[:, e], other[:, e]) for e in range(6)]
    assert equal == [True, False, False, False, False, True]


def test_torch_refuses_outputs_that_are_no_multiple() -> None:
    with rejects("out_channels must be divisible by groups"):
        nn.Conv2d(4, 6, 3, groups=4)


def test_forgetting_groups_gives_the_same_shape() -> None:
    x = torch.ones(1, 8, 5, 5)
    assert nn.Conv2d(8, 8, 3)(x).shape == nn.Conv2d(8, 8, 3, groups=8)(x).shape


def test_an_empty_batch_stays_empty() -> None:
    assert depthwise_conv2d(torch.ones(0, 2, 4, 5), torch.ones(4, 1, 3, 2)).shape == (
        *(0, 4, 2, 4),
    )


def test_gradient() -> None:
    tensors = sample(0, 1, 2, 3, 3), sample(1, 4, 1, 2, 1), sample(2, 4)
    assert gradcheck(
        lambda *t: depthwise_conv2d(*t, stride=(2, 1), padding=(1, 0)),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


RULE = "weight must be (C*m, 1, kH, kW) with C=3 of input, got shape"
REJECTED = [
    ((3, 5, 5), (3, 1, 2, 2), {}, "input must be (N, C, H, W), got shape (3, 5, 5)"),
    ((1, 3, 5, 5), (3, 2, 2), {}, "weight must be (C*m, 1, kH, kW), got shape (3, 2, 2)"),
    ((1, 3, 5, 5), (3, 3, 2, 2), {}, f"{RULE} (3, 3, 2, 2)"),
    ((1, 3, 5, 5), (4, 1, 2, 2), {}, f"{RULE} (4, 1, 2, 2)"),
    ((1, 3, 5, 5), (0, 1, 2, 2), {}, f"{RULE} (0, 1, 2, 2)"),
    (
        *((1, 3, 5, 5), (3, 1, 2, 2), {"stride": 0}),
        "stride must be an int >= 1 or a pair of them, got 0",
    ),
    (
        *((1, 3, 5, 5), (3, 1, 2, 2), {"padding": -1}),
        "padding must be an int >= 0 or a pair of them, got -1",
    ),
    (
        *((1, 3, 5, 5), (3, 1, 2, 2), {"dilation": 0}),
        "dilation must be an int >= 1 or a pair of them, got 0",
    ),
    ((1, 3, 5, 5), (3, 1, 6, 2), {}, "the kernel spans 6 pixels but the padded input has 5"),
]


@pytest.mark.parametrize(
    ("input_shape", "weight_shape", "arguments", "message"),
    REJECTED,
    ids=[row[-1] for row in REJECTED],
)
def test_rejects(input_shape, weight_shape, arguments, message) -> None:
    with rejects(message):
        depthwise_conv2d(torch.ones(input_shape), torch.ones(weight_shape), **arguments)


def test_rejects_a_bias_that_would_broadcast() -> None:
    with rejects("bias must have shape (6,), got (1,)"):
        depthwise_conv2d(torch.ones(1, 3, 5, 5), torch.ones(6, 1, 2, 2), torch.ones(1))


@pytest.mark.parametrize("position", [0, 1, 2])
def test_rejects_integers_and_mixed_dtypes(position: int) -> None:
    names = ("input", "weight", "bias")
    tensors = [torch.ones(1, 3, 5, 5), torch.ones(3, 1, 2, 2), torch.ones(3)]
    for dtype, message in [
        (torch.int64, f"{names[position]} must be floating point, got torch.int64"),
        (torch.float64, "dtypes must be equal, got input ... weight ... bias"),
    ]:
        mixed = list(tensors)
        mixed[position] = mixed[position].to(dtype)
        with rejects(message):
            depthwise_conv2d(*mixed)
