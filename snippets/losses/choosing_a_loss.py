"""The constant that is best under a loss: what a loss asks a prediction to be.

Source: Peter J. Huber, "Robust Estimation of a Location Parameter", The Annals of Mathematical
Statistics 35(1), 1964, https://doi.org/10.1214/aoms/1177703732 (M-estimates).
Shown on docs/terms/losses/choosing-a-loss.md.
"""

# --8<-- [start:best_constant]
from collections.abc import Callable

import torch
from torch import Tensor

HALVINGS = 60  # more than a float64 has bits


def best_constant(loss: Callable[[Tensor, Tensor], Tensor], readings: Tensor) -> float:
    """Return the number that is the best prediction of all readings; of several, the largest.

    The loss must be convex in the prediction: then its slope changes sign once, and halving
    the interval finds the place.

    Args:
        loss: gives a scalar from input and target, both of the shape of readings.
        readings: (N,), N >= 1, floating point and finite.

    Raises:
        ValueError: the readings are not as above.
    """
    if readings.ndim != 1 or not readings.numel() or not readings.is_floating_point():
        raise ValueError(
            "readings must be (N,), floating point and N >= 1, "
            f"got {readings.dtype} of shape {tuple(readings.shape)}"
        )
    if not readings.isfinite().all():
        raise ValueError(f"readings must be finite, got {readings.tolist()}")
    low, high = readings.min().detach(), readings.max().detach()
    for _ in range(HALVINGS):
        middle = ((low + high) / 2).requires_grad_()
        (slope,) = torch.autograd.grad(loss(middle.expand_as(readings), readings), middle)
        if slope <= 0:
            low = middle.detach()
        else:
            high = middle.detach()
    return high.item()


# --8<-- [end:best_constant]
