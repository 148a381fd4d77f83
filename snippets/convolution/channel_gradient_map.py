"""Which input channels an output channel depends on, measured by its gradient.

Source of the question: Zhang, Zhou, Lin and Sun, "ShuffleNet: An Extremely Efficient
Convolutional Neural Network for Mobile Devices", CVPR 2018, https://arxiv.org/abs/1707.01083.
Shown on docs/terms/convolution/shuffled-grouped-convolution.md.
"""

# --8<-- [start:channel_gradient_map]
from collections.abc import Callable

import torch
from torch import Tensor


def channel_gradient_map(network: Callable[[Tensor], Tensor], input: Tensor) -> Tensor:
    """Return how strongly each input channel acts on each output channel.

    sum over h, w of |d sum_ij network(input)[0, o, i, j] / d input[0, c, h, w]|

    Args:
        network: from (1, C_in, H, W) to (1, C_out, H_out, W_out), differentiable.
        input: (1, C_in, H, W), floating point.

    Returns:
        (C_out, C_in), dtype of input; 0 where a channel does not act.

    Raises:
        ValueError: input is not (1, C_in, H, W).
    """
    if input.ndim != 4 or input.shape[0] != 1:
        raise ValueError(f"input must be (1, C_in, H, W), got shape {tuple(input.shape)}")
    x = input.detach().requires_grad_()
    sums = network(x)[0].sum(dim=(1, 2))  # (C_out,)
    rows = [torch.autograd.grad(total, x, retain_graph=True)[0] for total in sums]
    return torch.cat(rows).abs().sum(dim=(2, 3))  # (C_out, C_in)


# --8<-- [end:channel_gradient_map]
