"""snippets.normalization.spectral_normalization against arithmetic by hand and torch."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.functional import conv2d, normalize
from torch.nn.utils.parametrizations import spectral_norm as torch_spectral_norm
from torch.testing import assert_close

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.normalization.spectral_normalization import spectral_norm
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def unit(seed: int, size: int) -> Tensor:
    return normalize(sample(seed, size), dim=0)


DIAGONAL = torch.diag(tensor(3, 1))
EVEN = tensor(1, 1) / math.sqrt(2)


# By hand


def test_a_step_by_hand() -> None:
    result = spectral_norm(DIAGONAL, EVEN, EVEN)
    assert_close(result.u, tensor(3, 1) / math.sqrt(10))
    assert_close(result.v, tensor(9, 1) / math.sqrt(82))
    assert result.sigma.item() == pytest.approx(82 / math.sqrt(820))
    assert_close(result.weight, DIAGONAL / result.sigma)


def test_a_matrix_of_rank_1_needs_one_step_by_hand() -> None:
    weight = torch.stack([tensor(3, 4), tensor(0, 0)])
    result = spectral_norm(weight, EVEN, EVEN)
    assert result.sigma.item() == pytest.approx(5)
    assert_close(result.weight, weight / 5)


# Reference


@pytest.mark.parametrize(
    ("layer", "dim"),
    [
        (nn.Linear(4, 3), 0),
        (nn.Conv2d(2, 3, 3), 0),
        (nn.ConvTranspose2d(2, 3, 3), 1),
    ],
    ids=["linear", "conv", "transposed"],
)
@pytest.mark.parametrize("training", [True, False])
def test_equals_torch(layer: nn.Module, dim: int, training: bool, device: str) -> None:
    layer = type(layer)(*(4, 3) if isinstance(layer, nn.Linear) else (2, 3, 3))
    layer = torch_spectral_norm(layer.to(device)).train(training)
    state = layer.parametrizations.weight[0]
    state._v.copy_(normalize(torch.ones_like(state._v), dim=0))  # far from converged
    original = layer.parametrizations.weight.original
    u, v = state._u.clone(), state._v.clone()
    result = spectral_norm(original, u, v, 1 if training else 0, dim)
    assert_close(result.weight, layer.weight)
    assert len(result.u) == 3  # the outputs, also of the transposed convolution
    if training:  # reading layer.weight has taken a step
        assert_close((result.u, result.v), (state._u, state._v))
    else:
        assert_close((state._u, state._v), (u, v))


def test_torch_takes_15_steps_at_the_start() -> None:
    torch.manual_seed(0)
    layer = nn.Linear(4, 3)
    state = torch.get_rng_state()
    torch_spectral_norm(layer)
    vectors = layer.parametrizations.weight[0]
    torch.set_rng_state(state)
    u = normalize(torch.empty(3).normal_(), dim=0)
    v = normalize(torch.empty(4).normal_(), dim=0)
    found = spectral_norm(layer.parametrizations.weight.original, u, v, 15)
    assert_close((found.u, found.v), (vectors._u, vectors._v))


# Limits and identities


@pytest.mark.parametrize("dim", [0, 1])
def test_many_steps_find_the_largest_singular_value(dim: int) -> None:
    weight = sample(0, 3, 4, 2)
    matrix = weight.flatten(1) if dim == 0 else weight.transpose(0, 1).reshape(4, 6)
    rows, columns = matrix.shape
    found = spectral_norm(weight, unit(1, rows), unit(2, columns), 300, dim)
    assert_close(found.sigma, torch.linalg.matrix_norm(matrix, 2))


def test_without_a_step_the_old_vectors_judge_the_new_weight() -> None:
    first = tensor(1, 0)
    found = spectral_norm(torch.diag(tensor(1, 3)), first, first, 0)
    assert found.sigma.item() == 1
    assert torch.linalg.matrix_norm(found.weight, 2).item() == pytest.approx(3)
    assert found.u is first
    assert found.v is first


def test_a_kernel_of_norm_1_is_no_convolution_of_norm_1() -> None:
    kernel = torch.ones(1, 1, 3, 3, dtype=torch.float64)
    found = spectral_norm(kernel, tensor(1), torch.full((9,), 1 / 3, dtype=torch.float64))
    assert found.sigma.item() == pytest.approx(3)
    operator = convolution_matrix(found.weight, 6, padding=1)
    # singular values of the ones on three diagonals: 1 + 2 cos(pi k / 7)
    norm = (1 + 2 * math.cos(math.pi / 7)) ** 2 / 3
    assert torch.linalg.matrix_norm(operator, 2).item() == pytest.approx(norm)
    wave = torch.sin(math.pi / 7 * torch.arange(1, 7, dtype=torch.float64))
    image = (wave[:, None] * wave)[None, None]
    ratio = conv2d(image, found.weight, padding=1).norm() / image.norm()
    assert ratio.item() == pytest.approx(norm)


def test_the_axis_of_the_outputs_matters() -> None:
    row = torch.ones(2, 1, 1, 1, dtype=torch.float64)  # two inputs, one output
    wide = torch.cat([row, 0 * row], 2)
    wide[1] = wide[1].flip(1)
    for dim, norm in ((0, 1), (1, math.sqrt(2))):
        found = spectral_norm(wide, unit(1, 2 - dim), unit(2, 2 + 2 * dim), 5, dim)
        assert found.sigma.item() == pytest.approx(norm)


# Property


@settings(max_examples=25)
@given(seed=st.integers(0, 999), steps=st.integers(0, 5))
def test_a_step_never_lowers_the_estimate_nor_passes_the_norm(seed: int, steps: int) -> None:
    weight, u, v = sample(seed, 3, 4), unit(seed + 1, 3), unit(seed + 2, 4)
    now = spectral_norm(weight, u, v, steps + 1)
    more = spectral_norm(weight, now.u, now.v)
    assert now.sigma <= more.sigma + 1e-9
    assert more.sigma <= torch.linalg.matrix_norm(weight, 2) + 1e-9


# Gradient


def test_sigma_is_differentiated_but_not_the_vectors() -> None:
    weight = sample(0, 3, 4).requires_grad_()
    factor = sample(3, 3, 4)
    found = spectral_norm(weight, unit(1, 3), unit(2, 4))
    assert not found.u.requires_grad
    assert not found.v.requires_grad
    (found.weight * factor).sum().backward()
    sigma = found.sigma.detach()
    inner = (found.weight.detach() * factor).sum()
    expected = (factor - inner * torch.outer(found.u, found.v)) / sigma
    assert_close(weight.grad, expected)
    # along the weight itself nothing changes
    assert (weight.grad * weight).sum().item() == pytest.approx(0, abs=1e-12)


# Errors


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"weight": torch.ones(2)},
            "weight must be floating point with two axes or more, got torch.float32 of "
            "shape (2,)",
        ),
        (
            {"weight": torch.ones(2, 2).int()},
            "weight must be floating point with two axes or more, got torch.int32 of "
            "shape (2, 2)",
        ),
        ({"dim": 2}, "dim must be in 0..1, got 2"),
        ({"dim": -1}, "dim must be in 0..1, got -1"),
        ({"u": tensor(1)}, "u and v must be of lengths (2, 2), got shapes (1,) and (2,)"),
        ({"v": tensor(1)}, "u and v must be of lengths (2, 2), got shapes (2,) and (1,)"),
        ({"n_power_iterations": -1}, "n_power_iterations must be >= 0, got -1"),
    ],
    ids=["one axis", "integers", "high dim", "low dim", "u", "v", "steps"],
)
def test_rejects(change: dict, message: str) -> None:
    with rejects(message):
        spectral_norm(**{"weight": DIAGONAL, "u": EVEN, "v": EVEN} | change)
