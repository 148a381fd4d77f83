"""Gram matrices of features, and the style loss that compares them.

Source: Leon A. Gatys, Alexander S. Ecker and Matthias Bethge, "A Neural Algorithm of Artistic
Style", 2015, https://arxiv.org/abs/1508.06576. The paper does not normalise the matrix, but the
loss; see `style_loss`.
Shown on docs/terms/gan/gram-matrix.md.
"""

# --8<-- [start:gram_matrix]
from torch import Tensor


def gram_matrix(features: Tensor) -> Tensor:
    """Return the products of every two channels, summed over positions, divided by C*H*W.

    G[n, a, b] = sum over (i, j) of x[n, a, i, j] * x[n, b, i, j], divided by C*H*W.

    Args:
        features: (N, C, H, W), floating point, not empty.

    Returns:
        (N, C, C), symmetric, dtype and device of features, unit of features squared.

    Raises:
        ValueError: features are not floating point, not of four axes, or empty.
    """
    if features.ndim != 4 or features.numel() == 0 or not features.is_floating_point():
        raise ValueError(
            "features must be (N, C, H, W), floating point and not empty, "
            f"got {features.dtype} of shape {tuple(features.shape)}"
        )
    flat = features.flatten(2)  # (N, C, H*W)
    return flat @ flat.transpose(1, 2) / flat[0].numel()  # (N, C, C)


# --8<-- [end:gram_matrix]


# --8<-- [start:style_loss]
def style_loss(features: Tensor, style: Tensor) -> Tensor:
    """Return the style loss of one layer: a quarter of the squared distance of Gram matrices.

    This is the paper's sum of (G - A)**2 / (4 * C**2 * (H*W)**2), G and A without divisor.

    Args:
        features: (N, C, H, W), floating point: of the pictures that are to change.
        style: (N, C, H', W'), of the pictures whose style they are to take; H' and W' are free.

    Returns:
        A scalar >= 0, the mean over the N pairs.

    Raises:
        ValueError: N or C differ, or one of the two is not fit for gram_matrix.
    """
    if features.shape[:2] != style.shape[:2]:
        raise ValueError(
            "features and style must have one N and one C, "
            f"got shapes {tuple(features.shape)} and {tuple(style.shape)}"
        )
    difference = gram_matrix(features) - gram_matrix(style)
    return difference.square().sum(dim=(1, 2)).mean() / 4


# --8<-- [end:style_loss]
