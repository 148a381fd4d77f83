"""Kernels that are a column times a row, and the convolution in two passes that they allow.

Source: Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture
for Computer Vision", CVPR 2016, https://arxiv.org/abs/1512.00567, for the learnt n x 1 and
1 x n layers of the example; the rank-1 kernel is the classical special case.
Shown on docs/terms/convolution/spatially-separable-convolution.md.
"""

# --8<-- [start:separable_cross_correlate2d]
import torch
from torch import Tensor

from snippets.convolution.convolution import cross_correlate2d
from snippets.convolution.convolution_arguments import IntOrPair, pair_of


def separable_cross_correlate2d(
    input: Tensor,
    column: Tensor,
    row: Tensor,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Cross-correlate with column[u] * row[v] in two passes: down, then across.

    Args:
        input: (H, W), floating point; 0 outside.
        column: (kH,), dtype of input.
        row: (kW,), dtype of input.
        stride: >= 1, pixels from one window to the next: (rows, columns).
        padding: >= 0, zeros around the input.
        dilation: >= 1, pixels from one weight to the next.

    Returns:
        (H_out, W_out), dtype and device of input.

    Raises:
        ValueError: column or row is no vector, or cross_correlate2d rejects the rest.
    """
    for name, vector in (("column", column), ("row", row)):
        if vector.ndim != 1:
            raise ValueError(f"{name} must be a vector, got shape {tuple(vector.shape)}")
    down, right = pair_of("stride", stride, 1)
    top, left = pair_of("padding", padding, 0)
    below, beside = pair_of("dilation", dilation, 1)
    passed = cross_correlate2d(input, column[:, None], (down, 1), (top, 0), (below, 1))
    return cross_correlate2d(passed, row[None], (1, right), (0, left), (1, beside))


# --8<-- [end:separable_cross_correlate2d]


# --8<-- [start:separate]
def separate(weight: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the column and the row nearest to a kernel, and the share of it that they miss.

    The share is 1 - sigma_1**2 / (sum of sigma_r**2) of the singular values; 0 means rank 1.

    Args:
        weight: (kH, kW), floating point, not all 0.

    Returns:
        (kH,), (kW,) and a number from 0 to 1.

    Raises:
        ValueError: weight is no matrix, or all 0.
    """
    if weight.ndim != 2 or not weight.any():
        raise ValueError(f"weight must be a matrix and not all 0, got {weight.tolist()}")
    left, values, right = torch.linalg.svd(weight)
    root = values[0].sqrt()
    energy = values.square()  # largest first
    return left[:, 0] * root, right[0] * root, energy[1:].sum() / energy.sum()


# --8<-- [end:separate]
