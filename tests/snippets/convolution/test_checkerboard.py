"""snippets.convolution.checkerboard by hand and against the Fourier transform."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.testing import assert_close

from snippets.convolution.checkerboard import checkerboard_contrast
from tests.snippets.rejections import rejects


def sample(*shape: int, device: str = "cpu") -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(shape, generator=generator, dtype=torch.float64).to(device)


# By hand


def test_a_board_of_3_and_1() -> None:
    board = torch.tensor([[3.0, 1, 3, 1], [1, 3, 1, 3]])
    assert checkerboard_contrast(board, 2).item() == 1.0  # means 3 1 1 3, 1 away from 2


def test_only_the_means_count() -> None:
    # means of the four remainders: (0 + 6) / 2, (5 - 3) / 2, (1 + 1) / 2, (4 + 2) / 2
    image = torch.tensor([[0.0, 5, 6, -3], [1, 4, 1, 2]])
    assert checkerboard_contrast(image, 2).item() == 1.0


def test_stripes_are_seen_along_either_axis() -> None:
    rows = torch.tensor([[4.0, 4], [0, 0]])
    assert checkerboard_contrast(rows, 2).item() == 2.0
    assert checkerboard_contrast(rows.T, 2).item() == 2.0


def test_a_stride_of_1_sees_nothing() -> None:
    assert checkerboard_contrast(sample(3, 5), 1).item() == 0.0


# Reference: Parseval's theorem


@pytest.mark.parametrize(("stride", "size"), [(2, (6, 10)), (3, (6, 9)), (4, (8, 12))], ids=str)
def test_is_the_power_at_the_multiples_of_one_over_stride(
    device: str, stride: int, size: tuple[int, int]
) -> None:
    image = sample(2, 3, *size, device=device)
    height, width = size
    power = (torch.fft.fft2(image).abs() / (height * width)).square()
    at_stride = power[..., :: height // stride, :: width // stride].clone()
    at_stride[..., 0, 0] = 0  # the mean
    expected = at_stride.sum(dim=(-2, -1)).sqrt()
    assert expected.shape == (2, 3)
    assert_close(checkerboard_contrast(image, stride), expected)


# Property


@given(scale=st.floats(-5, 5), offset=st.floats(-100, 100))
def test_scales_with_the_image_and_ignores_its_mean(scale: float, offset: float) -> None:
    image = sample(4, 6)
    found = checkerboard_contrast(scale * image + offset, 2)
    assert_close(found, abs(scale) * checkerboard_contrast(image, 2))


def test_does_not_depend_on_where_the_board_begins() -> None:
    image = sample(4, 6)
    moved = image.roll((1, 3), dims=(0, 1))
    assert_close(checkerboard_contrast(moved, 2), checkerboard_contrast(image, 2))


# Gradient


def test_gradient() -> None:
    assert gradcheck(
        lambda image: checkerboard_contrast(image, 2), sample(4, 6).requires_grad_()
    )


# Errors


def test_rejects() -> None:
    for stride, message in (
        (0, "stride must be an int >= 1, got 0"),
        (2, "2 must divide H and W, got shape (3, 4, 5)"),
        (5, "5 must divide H and W, got shape (3, 4, 5)"),
    ):
        with rejects(message):
            checkerboard_contrast(sample(3, 4, 5), stride)
