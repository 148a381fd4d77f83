"""Instance normalisation: each channel of each sample by itself.

Source: Dmitry Ulyanov, Andrea Vedaldi and Victor Lempitsky, "Instance Normalization: The
Missing Ingredient for Fast Stylization", 2016, https://arxiv.org/abs/1607.08022.
Shown on docs/terms/normalization/instance-normalization.md.
"""

# --8<-- [start:instance_norm]
from torch import Tensor

from snippets.normalization.standardize import scale_channels, standardize


def instance_norm(
    input: Tensor,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    *,
    eps: float = 1e-5,
) -> Tensor:
    """Give each channel of each sample mean 0 and variance 1 over its positions.

    y = weight * (x - mean) / sqrt(var + eps) + bias, with var divided by n (biased).

    Args:
        input: (N, C, *), floating point; * is one or more axes of positions.
        weight: (C,), the factors; None for 1.
        bias: (C,), the shifts; None for 0.
        eps: > 0, keeps a constant channel from dividing by zero.

    Returns:
        (N, C, *), dtype and device of input.

    Raises:
        ValueError: input is not floating point or has one position, weight or bias is not
            (C,), or eps is not positive and finite.
    """
    dims = tuple(range(2, input.ndim))
    return scale_channels(standardize(input, dims, eps), weight, bias)


# --8<-- [end:instance_norm]
