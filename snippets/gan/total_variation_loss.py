"""Total variation of images, in the two forms that go by this name.

Sources: for the isotropic one Leonid I. Rudin, Stanley Osher and Emad Fatemi, "Nonlinear total
variation based noise removal algorithms", Physica D 60, 1992,
https://doi.org/10.1016/0167-2789(92)90242-F; for the anisotropic one tf.image.total_variation.
Shown on docs/terms/gan/total-variation-loss.md.
"""

# --8<-- [start:total_variation]
from torch import Tensor
from torch.nn.functional import pad


def check_images(images: Tensor) -> None:
    """Raise ValueError unless images are (N, C, H, W) and floating point."""
    if images.ndim != 4 or not images.is_floating_point():
        raise ValueError(
            "images must be (N, C, H, W) and floating point, "
            f"got {images.dtype} of shape {tuple(images.shape)}"
        )


def total_variation(images: Tensor) -> Tensor:
    """Sum the absolute differences of vertical and of horizontal neighbours (anisotropic).

    Args:
        images: (N, C, H, W), floating point, in any unit u.

    Returns:
        (N,), one sum a sample over channels and positions, unit u.

    Raises:
        ValueError: images are not floating point or not of four axes.
    """
    check_images(images)
    steps = images.diff(dim=2).abs().sum(dim=(1, 2, 3))
    return steps + images.diff(dim=3).abs().sum(dim=(1, 2, 3))


# --8<-- [end:total_variation]


# --8<-- [start:isotropic]
def isotropic_total_variation(images: Tensor, *, eps: float = 1e-6) -> Tensor:
    """Sum the lengths of the gradients: sqrt(down**2 + right**2 + eps**2) at each pixel.

    A step that would leave the image counts as 0.

    Args:
        images: (N, C, H, W), floating point, in any unit u.
        eps: > 0, in u: keeps the slope finite where neighbours are equal.

    Returns:
        (N,), one sum a sample over channels and positions, unit u.

    Raises:
        ValueError: images are not floating point or not of four axes, or eps is not positive.
    """
    check_images(images)
    if not eps > 0:
        raise ValueError(f"eps must be > 0, got {eps}")
    down = pad(images.diff(dim=2), (0, 0, 0, 1))
    right = pad(images.diff(dim=3), (0, 1))
    return (down.square() + right.square() + eps**2).sqrt().sum(dim=(1, 2, 3))


# --8<-- [end:isotropic]
