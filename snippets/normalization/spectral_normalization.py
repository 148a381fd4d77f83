"""Spectral normalization: divide a weight by an estimate of its largest singular value.

Source: Takeru Miyato, Toshiki Kataoka, Masanori Koyama and Yuichi Yoshida, "Spectral
Normalization for Generative Adversarial Networks", ICLR 2018, https://arxiv.org/abs/1802.05957.
Order of the two steps, names and defaults as in torch.nn.utils.parametrizations.spectral_norm.
Shown on docs/terms/normalization/spectral-normalization.md.
"""

# --8<-- [start:spectral_norm]
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import normalize


class SpectralNorm(NamedTuple):
    """A weight divided by sigma, and the vectors from which the next call goes on."""

    weight: Tensor
    sigma: Tensor
    u: Tensor
    v: Tensor


def spectral_norm(
    weight: Tensor, u: Tensor, v: Tensor, n_power_iterations: int = 1, dim: int = 0
) -> SpectralNorm:
    """Divide a weight by sigma = u @ W @ v, after steps of the power iteration.

    A step: u = W @ v / |W @ v|, then v = W.T @ u / |W.T @ u|; no gradient goes through it.

    Args:
        weight: floating point, two axes or more.
        u: (H,), unit vector, H = weight.shape[dim].
        v: (weight.numel() / H,), unit vector.
        n_power_iterations: >= 0; 1 in training, 0 in evaluation.
        dim: the axis of the outputs: 0, but 1 for a transposed convolution.

    Returns:
        The weight, with |W| = 1 once u and v have converged, sigma > 0, u and v.

    Raises:
        ValueError: a shape, dtype or number breaks these rules.
    """
    matrix = _matrix_of(weight, dim)
    _check_vectors(matrix, u, v, n_power_iterations)
    with torch.no_grad():
        for _ in range(n_power_iterations):
            u = normalize(matrix @ v, dim=0)
            v = normalize(matrix.T @ u, dim=0)
    sigma = u @ matrix @ v
    return SpectralNorm(weight / sigma, sigma, u, v)


# --8<-- [end:spectral_norm]


# --8<-- [start:checks]
def _matrix_of(weight: Tensor, dim: int) -> Tensor:
    if weight.dim() < 2 or not weight.is_floating_point():
        raise ValueError(
            "weight must be floating point with two axes or more, "
            f"got {weight.dtype} of shape {tuple(weight.shape)}"
        )
    if not 0 <= dim < weight.dim():
        raise ValueError(f"dim must be in 0..{weight.dim() - 1}, got {dim}")
    return weight.movedim(dim, 0).flatten(1)


def _check_vectors(matrix: Tensor, u: Tensor, v: Tensor, n_power_iterations: int) -> None:
    if (*u.shape, *v.shape) != tuple(matrix.shape):
        raise ValueError(
            f"u and v must be of lengths {tuple(matrix.shape)}, "
            f"got shapes {tuple(u.shape)} and {tuple(v.shape)}"
        )
    if n_power_iterations < 0:
        raise ValueError(f"n_power_iterations must be >= 0, got {n_power_iterations}")


# --8<-- [end:checks]
