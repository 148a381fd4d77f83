"""snippets.convolution.unit_stride_convolution against torch: both operators agree."""

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.unit_stride_convolution import unit_stride_convolution
from tests.snippets.rejections import rejects

# By hand: 3 pixels with a zero between neighbours are 5; k - p - 1 = 1 zero at each end


def test_by_hand() -> None:
    assert unit_stride_convolution(3, 3, 2, 1) == (5, 1, 0, 5)
    assert unit_stride_convolution(3, 3, 2, 1, 1) == (5, 1, 1, 6)
    assert unit_stride_convolution(2, 3) == (2, 2, 0, 4)
    assert unit_stride_convolution(2, 3, dilation=2) == (2, 4, 0, 6)


# Reference and property


def convolved(
    row: Tensor, weight: Tensor, stride: int, dilation: int, **options: int
) -> Tensor:
    """Carry out the convolution that unit_stride_convolution describes."""
    plan = unit_stride_convolution(
        row.shape[-1], weight.shape[-1], stride, dilation=dilation, **options
    )
    stretched = row.new_zeros(1, 1, plan.stretched_size)
    stretched[..., ::stride] = row
    padded = F.pad(stretched, (plan.padding, plan.padding + plan.extra_padding))
    output = F.conv1d(padded, weight.flip(-1), dilation=dilation)
    assert output.shape[-1] == plan.output_size
    return output


@given(
    size=st.integers(2, 5),
    kernel_size=st.integers(1, 4),
    stride=st.integers(1, 3),
    padding=st.integers(0, 2),
    dilation=st.integers(1, 2),
    output_padding=st.integers(0, 2),
)
def test_gives_what_the_transposed_convolution_gives(
    size: int, kernel_size: int, stride: int, dilation: int, **options: int
) -> None:
    generator = torch.Generator().manual_seed(size)
    row = torch.randn(1, 1, size, generator=generator, dtype=torch.float64)
    weight = torch.randn(1, 1, kernel_size, generator=generator, dtype=torch.float64)
    try:
        expected = F.conv_transpose1d(row, weight, None, stride, dilation=dilation, **options)
    except RuntimeError:  # no pixel would be left, or output_padding is too large
        return
    assert_close(convolved(row, weight, stride, dilation, **options), expected)


# Errors; sizes have no gradient


def test_rejects() -> None:
    with rejects("output_padding must be smaller than stride or dilation, got ..."):
        unit_stride_convolution(3, 3, output_padding=1)
    with rejects("padding=3 leaves an output of size -2"):
        unit_stride_convolution(2, 3, padding=3)
