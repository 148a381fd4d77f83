"""snippets.gan.gram_matrix against arithmetic by hand, a loop and the paper."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.testing import assert_close

from snippets.gan.gram_matrix import gram_matrix, style_loss
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


STRIPES = tensor(2, 0, 2, 0).reshape(2, 2)
PICTURE = torch.stack([STRIPES, tensor(0, 4, 4, 0).reshape(2, 2)])[None]
OTHER = torch.stack([STRIPES, tensor(4, 0, 4, 0).reshape(2, 2)])[None]


# By hand


def test_two_channels_by_hand() -> None:
    # (4 + 4) / 8, (2 * 4) / 8, (16 + 16) / 8
    assert gram_matrix(PICTURE).tolist() == [[[1, 1], [1, 4]]]
    assert gram_matrix(OTHER).tolist() == [[[1, 2], [2, 4]]]
    assert style_loss(OTHER, PICTURE).item() == 0.5  # (1 + 1) / 4
    assert style_loss(torch.cat([OTHER, PICTURE]), PICTURE.expand(2, -1, -1, -1)).item() == 0.25


# Reference


def test_equals_a_loop_over_channels_and_positions(device: str) -> None:
    x = sample(2, 3, 4, 5).to(device)
    for n in range(2):
        for a in range(3):
            for b in range(3):
                expected = (x[n, a] * x[n, b]).sum() / (3 * 4 * 5)
                assert_close(gram_matrix(x)[n, a, b], expected)


def test_the_loss_is_that_of_the_paper_whose_matrix_has_no_divisor() -> None:
    x, y = sample(1, 3, 4, 5), sample(1, 3, 4, 5, seed=1)
    of_x, of_y = (z[0].flatten(1) @ z[0].flatten(1).T for z in (x, y))
    expected = (of_x - of_y).square().sum() / (4 * 3**2 * 20**2)
    assert_close(style_loss(x, y), expected)


# Limits and identities


def test_does_not_know_where_anything_is() -> None:
    x = sample(2, 3, 4, 5)
    order = torch.randperm(20, generator=torch.Generator().manual_seed(2))
    shuffled = x.flatten(2)[:, :, order].reshape(2, 3, 4, 5)
    assert_close(gram_matrix(shuffled), gram_matrix(x))
    assert (style_loss(shuffled, x) < 1e-24).item()


def test_a_picture_of_another_size_with_the_same_texture_has_the_same_matrix() -> None:
    x = sample(1, 3, 4, 5)
    assert_close(gram_matrix(x.repeat(1, 1, 2, 3)), gram_matrix(x))


def test_the_trace_is_the_mean_square() -> None:
    x = sample(2, 3, 4, 5)
    trace = gram_matrix(x).diagonal(dim1=1, dim2=2).sum(1)
    assert_close(trace, x.square().mean(dim=(1, 2, 3)))


def test_few_positions_give_a_matrix_of_low_rank() -> None:
    assert torch.linalg.matrix_rank(gram_matrix(sample(1, 6, 1, 2))).item() == 2


# Property


@given(scale=st.floats(-10, 10))
def test_is_symmetric_without_negative_eigenvalues_and_grows_with_the_square(
    scale: float,
) -> None:
    x = sample(1, 3, 2, 2)
    matrix = gram_matrix(x)
    assert_close(matrix, matrix.transpose(1, 2))
    assert torch.linalg.eigvalsh(matrix).min() > -1e-12
    assert_close(gram_matrix(scale * x), scale**2 * matrix)


# Gradient


def test_gradient() -> None:
    x = sample(1, 2, 2, 2).requires_grad_()
    assert gradcheck(lambda x: style_loss(x, sample(1, 2, 3, 3, seed=1)), x)


def test_the_first_step_leads_to_the_style_by_hand() -> None:
    # Both off-diagonal entries are 1 too high: slope 2 * (2 - 1) / 4 * 2 * x / 8 by the other.
    x = OTHER.clone().requires_grad_()
    (slope,) = torch.autograd.grad(style_loss(x, PICTURE), x)
    assert slope[0, 0].tolist() == [[0.5, 0], [0.5, 0]]
    assert slope[0, 1].tolist() == [[0.25, 0], [0.25, 0]]


# Errors


@pytest.mark.parametrize(
    ("shape", "dtype"),
    [((3, 4, 5), torch.float32), ((1, 3, 0, 5), torch.float32), ((1, 3, 4, 5), torch.int64)],
)
def test_rejects_features(shape: tuple[int, ...], dtype: torch.dtype) -> None:
    with rejects(
        "features must be (N, C, H, W), floating point and not empty, "
        f"got {dtype} of shape {shape}"
    ):
        gram_matrix(torch.zeros(shape, dtype=dtype))


@pytest.mark.parametrize("shape", [(1, 4, 2, 2), (2, 3, 2, 2)])
def test_rejects_a_style_that_does_not_fit(shape: tuple[int, ...]) -> None:
    with rejects(
        f"features and style must have one N and one C, got shapes (1, 3, 2, 2) and {shape}"
    ):
        style_loss(torch.zeros(1, 3, 2, 2), torch.zeros(shape))
