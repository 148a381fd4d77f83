"""Three passes against arithmetic, torch, and the kernels that they stand for."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.flattened_convolution import flattened_conv2d, rank_one_weight
from snippets.convolution.flattened_layer import flattened_layer
from tests.snippets.rejections import rejects


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def vectors() -> tuple[Tensor, Tensor, Tensor]:
    """Four filters over three channels, two rows, three columns."""
    return sample(1, 4, 3), sample(2, 4, 2), sample(3, 4, 3)


def product(lateral: Tensor, vertical: Tensor, horizontal: Tensor) -> Tensor:
    """The kernels as the definition writes them, independent of the code."""
    return lateral[:, :, None, None] * vertical[:, None, :, None] * horizontal[:, None, None]


def test_by_hand() -> None:
    x = torch.tensor([[[[1.0, 2, 0], [0, 1, 3]], [[1, 1, 2], [2, 0, 1]]]])
    weights = torch.tensor([[2.0, 1]]), torch.tensor([[1.0, 2]]), torch.tensor([[-1.0, 1]])
    # channels: 2*1 + 1, 2*2 + 1, 0 + 2 / 0 + 2, 2*1 + 0, 2*3 + 1
    # rows: 3 + 2*2, 5 + 2*2, 2 + 2*7; columns: -7 + 9, -9 + 16
    assert flattened_conv2d(x, *weights).tolist() == [[[[2, 7]]]]
    assert rank_one_weight(*weights).tolist() == [[[[-2, 2], [-4, 4]], [[-1, 1], [-2, 2]]]]


@pytest.mark.parametrize(
    ("stride", "padding", "dilation"),
    [
        pytest.param(1, 0, 1, id="plain"),
        pytest.param((2, 3), (1, 2), 1, id="stride-and-padding"),
        pytest.param((2, 1), (3, 1), (2, 3), id="everything"),
        pytest.param((1, 2), (0, 4), (3, 2), id="everything-the-other-way"),
        pytest.param((2, 3), 1, (8, 5), id="as-large-as-the-padded-input"),
    ],
)
def test_equals_torch_with_the_rank_one_kernel(device, stride, padding, dilation) -> None:
    x, bias = sample(0, 2, 3, 7, 9).to(device), sample(4, 4).to(device)
    weights = tuple(weight.to(device) for weight in vectors())
    expected = F.conv2d(x, product(*weights), bias, stride, padding, dilation)
    found = flattened_conv2d(x, *weights, bias, stride, padding, dilation)
    assert_close(found, expected)
    assert_close(
        F.conv2d(x, rank_one_weight(*weights), bias, stride, padding, dilation), expected
    )


def test_defaults_are_those_of_torch() -> None:
    x = sample(0, 2, 3, 5, 6)
    assert_close(flattened_conv2d(x, *vectors()), F.conv2d(x, product(*vectors())))


def test_the_layers_are_the_function() -> None:
    x = torch.randn(2, 3, 6, 7, generator=torch.Generator().manual_seed(0))
    layer = flattened_layer(3, 4, 5)
    lateral, vertical, horizontal = (weight.flatten(1) for weight in layer.parameters())
    found = flattened_conv2d(x, lateral, vertical, horizontal, None, 1, 2)
    assert found.shape == (2, 4, 6, 7)
    assert torch.allclose(layer(x), found, atol=1e-6)  # float32: the module's default


def test_channels_last_gives_the_same_from_twelve_maps_instead_of_four() -> None:
    x, (lateral, vertical, horizontal) = sample(0, 2, 3, 5, 6), vectors()
    maps = x.repeat(1, 4, 1, 1)  # (N, F * C, H, W): each filter its own copy of the channels
    rows = vertical.repeat_interleave(3, 0)[:, None, :, None]
    columns = horizontal.repeat_interleave(3, 0)[:, None, None]
    passed = F.conv2d(F.conv2d(maps, rows, groups=12), columns, groups=12)
    mixed = F.conv2d(passed, lateral[:, :, None, None], groups=4)
    assert_close(mixed, flattened_conv2d(x, lateral, vertical, horizontal))


def test_across_before_down_gives_the_same() -> None:
    x, (lateral, vertical, horizontal) = sample(0, 2, 3, 5, 6), vectors()
    turned = flattened_conv2d(x.mT, lateral, horizontal, vertical).mT
    assert_close(flattened_conv2d(x, lateral, vertical, horizontal), turned)


def test_two_separable_channels_need_two_flattened_filters() -> None:
    smooth, slope = torch.tensor([1.0, 2, 1]), torch.tensor([-1.0, 0, 1])
    kernel = torch.stack([torch.outer(smooth, slope), torch.outer(slope, smooth)])
    assert [int(torch.linalg.matrix_rank(channel)) for channel in kernel] == [1, 1]
    assert int(torch.linalg.matrix_rank(kernel.flatten(1))) == 2
    two = torch.eye(2), torch.stack([smooth, slope]), torch.stack([slope, smooth])
    x = torch.arange(60.0).reshape(1, 2, 5, 6).square() % 7
    summed = flattened_conv2d(x, *two).sum(1, keepdim=True)
    assert torch.equal(summed, F.conv2d(x, kernel[None]))


def test_every_unfolding_of_a_flattened_filter_has_rank_one() -> None:
    for kernel in rank_one_weight(*vectors()):
        for axis in range(3):
            assert int(torch.linalg.matrix_rank(kernel.movedim(axis, 0).flatten(1))) == 1


def test_a_bias_after_each_pass_is_one_bias_only_away_from_the_padding() -> None:
    layer = nn.Sequential(
        nn.Conv2d(2, 1, 1),
        nn.Conv2d(1, 1, (3, 1), padding=(1, 0)),
        nn.Conv2d(1, 1, (1, 3), padding=(0, 1)),
    )
    for parameter in layer.parameters():
        nn.init.ones_(parameter)
    y = layer(torch.zeros(1, 2, 4, 5))[0, 0].tolist()
    # down: 2 + 1 at the border, 3 + 1 inside; across: 2 or 3 times that, + 1
    edge, inside = [7, 10, 10, 10, 7], [9, 13, 13, 13, 9]
    assert y == [edge, inside, inside, edge]


def test_flatten_makes_a_vector() -> None:
    assert nn.Flatten()(torch.ones(1, 8, 5, 5)).shape == (1, 200)
    filters = torch.ones(8, 8), torch.ones(8, 3), torch.ones(8, 3)
    assert flattened_conv2d(torch.ones(1, 8, 5, 5), *filters).shape == (1, 8, 3, 3)


@given(factor=st.floats(0.25, 4))
def test_a_factor_may_move_from_one_vector_to_another(factor) -> None:
    x, (lateral, vertical, horizontal) = sample(0, 1, 3, 4, 4), vectors()
    moved = flattened_conv2d(x, lateral * factor, vertical, horizontal / factor)
    assert_close(moved, flattened_conv2d(x, lateral, vertical, horizontal))


def test_gradient() -> None:
    tensors = sample(0, 1, 2, 3, 3), sample(1, 1, 2), sample(2, 1, 2), sample(3, 1, 2)
    assert gradcheck(
        lambda *t: flattened_conv2d(*t, (1, 2), (0, 1)),
        (*(tensor.requires_grad_() for tensor in tensors), sample(4, 1).requires_grad_()),
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"input": torch.ones(2, 4, 5)}, "input must be (N, C, H, W), got shape (2, 4, 5)"),
        (
            {"input": torch.ones(1, 3, 4, 5)},
            "input must have 2 channels, got 3",
        ),
        (
            {"input": torch.ones(1, 2, 4, 5).double()},
            "dtypes must be equal, got input torch.float64, lateral torch.float32, "
            "vertical torch.float32, horizontal torch.float32",
        ),
        (
            {"bias": torch.ones(3).double()},
            "dtypes must be equal, got ... horizontal torch.float32, bias torch.float64",
        ),
        ({"bias": torch.ones(2)}, "bias must have shape (3,), got (2,)"),
        (
            {"lateral": torch.ones(2)},
            "lateral must be a matrix, one row for each filter, got lateral (2,), "
            "vertical (3, 2), horizontal (3, 3)",
        ),
        (
            {"vertical": torch.ones(2, 2)},
            "vertical must be a matrix, one row for each filter, got lateral (3, 2), "
            "vertical (2, 2), horizontal (3, 3)",
        ),
        (
            {"horizontal": torch.ones(3, 0)},
            "horizontal must be a matrix, one row for each filter, got lateral (3, 2), "
            "vertical (3, 2), horizontal (3, 0)",
        ),
        ({"stride": 0}, "stride must be an int >= 1 or a pair of them, got 0"),
        ({"padding": -1}, "padding must be an int >= 0 or a pair of them, got -1"),
        ({"dilation": 0}, "dilation must be an int >= 1 or a pair of them, got 0"),
        ({"dilation": (4, 1)}, "the kernel spans 5 pixels but the padded input has 4"),
        ({"dilation": (1, 3)}, "the kernel spans 7 pixels but the padded input has 5"),
    ],
    ids=(
        "rank channels dtype bias-dtype bias vector filters empty stride padding dilation "
        "too-tall too-wide"
    ).split(),
)
def test_rejects(change, message) -> None:
    good = {
        "input": torch.ones(1, 2, 4, 5),
        "lateral": torch.ones(3, 2),
        "vertical": torch.ones(3, 2),
        "horizontal": torch.ones(3, 3),
    }
    with rejects(message):
        flattened_conv2d(**(good | change))


def test_the_product_rejects_filters_that_do_not_match() -> None:
    with rejects("vertical must be a matrix, one row for each filter, got lateral (3, 2), ..."):
        rank_one_weight(torch.ones(3, 2), torch.ones(1, 2), torch.ones(3, 3))


def test_the_layer_rejects_what_would_change_the_size() -> None:
    assert flattened_layer(1, 1, 1)(torch.ones(1, 1, 2, 3)).shape == (1, 1, 2, 3)
    with rejects("kernel_size must be odd, got 4"):
        flattened_layer(1, 1, 4)
    with rejects("in_channels must be an int >= 1, got 0"):
        flattened_layer(0, 1, 3)
    with rejects("out_channels must be an int >= 1, got 0"):
        flattened_layer(1, 0, 3)
    with rejects("kernel_size must be an int >= 1, got -1"):
        flattened_layer(1, 1, -1)
