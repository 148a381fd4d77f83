"""Measure the checkerboard that an upsampling layer leaves in an image.

Source of the question: Augustus Odena, Vincent Dumoulin and Chris Olah, "Deconvolution and
Checkerboard Artifacts", Distill, 2016, https://doi.org/10.23915/distill.00003. The measure is
ours.
Shown on docs/terms/convolution/resize-convolution.md.
"""

# --8<-- [start:checkerboard_contrast]
from torch import Tensor

from snippets.convolution.convolution_arguments import check_at_least


def checkerboard_contrast(image: Tensor, stride: int) -> Tensor:
    """Return by how much the pixels of some remainders are brighter than those of others.

    c = standard deviation of the stride**2 means m[a, b], each over all pixels image[i, j] with
    i % stride == a and j % stride == b. By Parseval's theorem c**2 is the power of the image at
    the multiples of 1/stride cycles per pixel, its mean left out; for stride 2, at the Nyquist
    frequency.

    Args:
        image: (*, H, W), floating point, in any unit; * is any number of axes.
        stride: >= 1, a divisor of H and of W.

    Returns:
        (*), dtype and unit of image; 0 where there is no checkerboard of this period.

    Raises:
        ValueError: stride < 1, or stride does not divide H or W.
    """
    check_at_least(1, stride=stride)
    if image.shape[-2] % stride or image.shape[-1] % stride:
        raise ValueError(f"{stride} must divide H and W, got shape {tuple(image.shape)}")
    squares = image.unflatten(-1, (-1, stride)).unflatten(-3, (-1, stride))  # (*, H', a, W', b)
    means = squares.mean(dim=(-4, -2)).flatten(-2)  # (*, stride**2)
    return means.std(dim=-1, correction=0)


# --8<-- [end:checkerboard_contrast]
