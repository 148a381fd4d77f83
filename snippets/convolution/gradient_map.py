"""The receptive field measured: the gradient of one output, pixel by pixel.

Source: Luo, Li, Urtasun and Zemel, "Understanding the Effective Receptive Field in Deep
Convolutional Neural Networks", NIPS 2016, https://arxiv.org/abs/1701.04128.
Shown on docs/terms/convolution/receptive-field.md.
"""

# --8<-- [start:gradient_map]
from collections.abc import Callable

import torch
from torch import Tensor


def gradient_map(
    network: Callable[[Tensor], Tensor], input: Tensor, position: tuple[int, int]
) -> Tensor:
    """Return how strongly each pixel acts on one output position.

    sum over channels of |d sum_o network(input)[0, o, i, j] / d input[0, c, h, w]|

    Args:
        network: from (1, C, H, W) to (1, C_out, H_out, W_out), differentiable.
        input: (1, C, H, W), floating point.
        position: (i, j) in the output.

    Returns:
        (H, W), dtype of input; 0 where a pixel does not act.

    Raises:
        ValueError: input is not (1, C, H, W).
    """
    if input.ndim != 4 or input.shape[0] != 1:
        raise ValueError(f"input must be (1, C, H, W), got shape {tuple(input.shape)}")
    x = input.detach().requires_grad_()
    output = network(x)[0, :, position[0], position[1]].sum()
    (gradient,) = torch.autograd.grad(output, x)
    return gradient[0].abs().sum(dim=0)  # (H, W)


# --8<-- [end:gradient_map]
