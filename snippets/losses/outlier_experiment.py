"""One bad reading among good ones: where MSE, MAE and Huber loss put a constant and a line.

The best constant is the mean under MSE, the median under MAE and Huber's M-estimate under the
Huber loss (Huber 1964, https://doi.org/10.1214/aoms/1177703732). The data are small enough to
solve by hand; the solutions stand here, and the tests prove them.
Shown on docs/terms/losses/huber-loss.md.
"""

# --8<-- [start:minimise]
from collections.abc import Callable

import torch
from torch import Tensor


def minimise(
    objective: Callable[[Tensor], Tensor],
    start: Tensor,
    *,
    step: float = 0.2,
    steps: int = 2000,
) -> Tensor:
    """Return where gradient descent from `start` ends, its step shrinking linearly to 0.

    It shrinks for the sake of the absolute error, whose gradient does not: under a constant
    step the iterates would hop about the minimum for ever.
    """
    point = start
    for number in range(steps):
        point = point.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(objective(point), point)
        point = point - step * (1 - number / steps) * gradient
    return point.detach()


# --8<-- [end:minimise]


# --8<-- [start:fit]
Loss = Callable[[Tensor, Tensor], Tensor]


def fit_constant(loss: Loss, y: Tensor) -> Tensor:
    """Return the one number, shape (), that is the best prediction of all of y, shape (N,)."""
    return minimise(lambda m: loss(m.expand_as(y), y), y.new_zeros(()))


def fit_line(loss: Loss, x: Tensor, y: Tensor) -> Tensor:
    """Return (intercept, slope), shape (2,), of the best line; x and y are (N,), |x| <= 3.

    Steps of 0.2 settle under MSE as long as mean(x**2) < 5: its curvature is 2 * mean(x**2).
    """
    return minimise(lambda line: loss(line[0] + line[1] * x, y), y.new_zeros(2))


# --8<-- [end:fit]

# Five readings, the last mistyped (90 for 5), and the best constant for each loss.
READINGS = (1.0, 2.0, 3.0, 4.0, 90.0)
CONSTANTS = {"MSE": 20.0, "MAE": 3.0, "Huber": 3.5}  # Huber with delta = 4
# Huber's constant against delta: the median up to 2, (10 + delta) / 4 up to 70, then the mean.
CONSTANT_BY_DELTA = (
    (0.0, 3.0),
    (2.0, 3.0),
    (4.0, 3.5),
    (30.0, 10.0),
    (70.0, 20.0),
    (80.0, 20.0),
)

# Six points on y = x and one 14 above it, and (intercept, slope) of the best line.
LINE_X = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
LINE_Y = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 17.0)
LINES = {"MSE": (2.0, 2.5), "MAE": (0.0, 1.0), "Huber": (0.4, 1.3)}  # Huber with delta = 1.5
