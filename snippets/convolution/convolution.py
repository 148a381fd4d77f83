"""Cross-correlation and convolution of one image with one kernel, window by window.

Sources: Goodfellow, Bengio and Courville, "Deep Learning", MIT Press, 2016, section 9.1,
https://www.deeplearningbook.org/contents/convnets.html; PyTorch, torch.nn.Conv2d, which calls
the first of the two functions below convolution. Stride, padding and dilation are torch's.
Shown on docs/terms/convolution/convolution.md.
"""

# --8<-- [start:cross_correlate2d]
import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import IntOrPair, check_dtypes, pair_of
from snippets.convolution.convolution_sizes import conv_output_size


def cross_correlate2d(
    input: Tensor,
    weight: Tensor,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Lay the kernel on each window of the image and add up the products, as conv2d does.

    y[i, j] = sum over u, v of weight[u, v] * input[i*stride + u*dilation - padding, ...]

    Args:
        input: (H, W), floating point; 0 outside.
        weight: (kH, kW), dtype of input.
        stride: >= 1, pixels from one window to the next.
        padding: >= 0, zeros around the input.
        dilation: >= 1, pixels from one weight to the next.

    Returns:
        (H_out, W_out), dtype and device of input, sizes as conv_output_size says.

    Raises:
        ValueError: a tensor is no matrix or empty, dtypes differ or are not floating point, a
            number is out of range, or the kernel spans more than the padded input.
    """
    for name, matrix in (("input", input), ("weight", weight)):
        if matrix.ndim != 2 or matrix.numel() == 0:
            raise ValueError(f"{name} must be (rows, columns), got shape {tuple(matrix.shape)}")
    check_dtypes(input=input, weight=weight)
    down, right = steps = pair_of("stride", stride, 1)
    top, left = margins = pair_of("padding", padding, 0)
    gaps = pair_of("dilation", dilation, 1)
    rows, columns = map(conv_output_size, input.shape, weight.shape, steps, margins, gaps)

    height, width = weight.shape
    padded = F.pad(input, (left, left, top, top))
    sums = []
    for i in range(0, rows * down, down):
        for j in range(0, columns * right, right):
            window = padded[i :: gaps[0], j :: gaps[1]][:height, :width]  # (kH, kW)
            sums.append((weight * window).sum())
    return torch.stack(sums).reshape(rows, columns)


# --8<-- [end:cross_correlate2d]


# --8<-- [start:convolve2d]
def convolve2d(
    input: Tensor,
    weight: Tensor,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Return the convolution of mathematics: the cross-correlation with the kernel turned.

    With padding=(kH - 1, kW - 1) and stride 1: y[i, j] = sum of weight[u, v] * input[i-u, j-v]

    Arguments, result and errors are those of cross_correlate2d.
    """
    turned = weight.flip(tuple(range(weight.ndim)))  # by 180 degrees: both axes
    return cross_correlate2d(input, turned, stride, padding, dilation)


# --8<-- [end:convolve2d]
