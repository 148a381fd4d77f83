"""Pixel shuffle: turn channels into pixels, and back.

Source: Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient
Sub-Pixel Convolutional Neural Network", CVPR 2016, https://arxiv.org/abs/1609.05158. The order
of the channels is that of torch.nn.functional.pixel_shuffle.
Shown on docs/terms/convolution/pixel-shuffle.md.
"""

# --8<-- [start:pixel_shuffle]
from torch import Tensor

from snippets.convolution.convolution_arguments import check_at_least


def pixel_shuffle(input: Tensor, upscale_factor: int) -> Tensor:
    """Lay every r*r channels of a pixel out as a square of r*r pixels.

    y[c, h*r + i, w*r + j] = x[c*r*r + i*r + j, h, w], with r the upscale_factor.

    Args:
        input: (*, C*r*r, H, W), any dtype; * is any number of axes.
        upscale_factor: r >= 1, output pixels for each input pixel along an axis.

    Returns:
        (*, C, H*r, W*r), dtype and device of input: the same numbers in another order.

    Raises:
        ValueError: input has no channel axis, r*r does not divide its channels, or r < 1.
    """
    check_at_least(1, upscale_factor=upscale_factor)
    r = upscale_factor
    if input.ndim < 3 or input.shape[-3] % r**2:
        raise ValueError(f"input must be (*, C*{r}*{r}, H, W), got shape {tuple(input.shape)}")
    squares = input.unflatten(-3, (-1, r, r))  # (*, C, i, j, H, W)
    *batch, channels, _, _, height, width = squares.shape
    in_place = squares.movedim((-4, -3), (-3, -1))  # (*, C, H, i, W, j)
    return in_place.reshape(*batch, channels, height * r, width * r)


# --8<-- [end:pixel_shuffle]


# --8<-- [start:pixel_unshuffle]
def pixel_unshuffle(input: Tensor, downscale_factor: int) -> Tensor:
    """Stack every square of r*r pixels into r*r channels; the inverse of pixel_shuffle.

    Args:
        input: (*, C, H*r, W*r), any dtype; * is any number of axes.
        downscale_factor: r >= 1.

    Returns:
        (*, C*r*r, H, W), dtype and device of input.

    Raises:
        ValueError: input has no channel axis, r does not divide H or W, or r < 1.
    """
    check_at_least(1, downscale_factor=downscale_factor)
    r = downscale_factor
    if input.ndim < 3 or input.shape[-2] % r or input.shape[-1] % r:
        raise ValueError(f"input must be (*, C, H*{r}, W*{r}), got shape {tuple(input.shape)}")
    in_place = input.unflatten(-1, (-1, r)).unflatten(-3, (-1, r))  # (*, C, H, i, W, j)
    return in_place.movedim((-3, -1), (-4, -3)).flatten(-5, -3)  # (*, C*r*r, H, W)


# --8<-- [end:pixel_unshuffle]
