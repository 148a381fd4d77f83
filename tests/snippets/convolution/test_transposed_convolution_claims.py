"""What is said about transposed convolution, put to the test on C and on torch's own layer.

The claims are those of the weekly note of 2021-02-23 and of the term page. Every number that
the page gives for them is an expected value here.
"""

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.transposed_convolution import (
    conv_transpose2d_by_matrix,
    conv_transpose2d_by_scatter,
    conv_transpose2d_by_zero_insertion,
)
from tests.snippets.rejections import rejects


def worked_example() -> tuple[Tensor, Tensor]:
    x = torch.tensor([[[[1.0, 2], [3, 4]]]], dtype=torch.float64)
    return x, torch.arange(1.0, 10, dtype=torch.float64).reshape(1, 1, 3, 3)


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_c_times_its_transpose_is_not_the_identity() -> None:
    matrix = convolution_matrix(worked_example()[1], 4)
    expected = [  # 285 = 1 + 4 + 9 + ... + 81; 186 = 1*2 + 2*3 + 4*5 + 5*6 + 7*8 + 8*9
        [285, 186, 154, 94],
        [186, 285, 106, 154],
        [154, 106, 285, 186],
        [94, 154, 186, 285],
    ]
    assert (matrix @ matrix.T).tolist() == expected


def test_the_transpose_times_c_has_rank_4_so_no_kernel_makes_it_the_identity() -> None:
    matrix = convolution_matrix(worked_example()[1], 4)
    gram = matrix.T @ matrix
    assert gram.shape == (16, 16)
    assert torch.linalg.matrix_rank(gram) == 4
    assert gram[0, :3].tolist() == [1, 2, 3]  # 1*1, 1*2, 1*3: off the diagonal it is not 0


def test_c_times_its_transpose_is_the_identity_only_for_orthonormal_rows() -> None:
    kernel = torch.zeros(1, 1, 3, 3)
    kernel[0, 0, 1, 2] = 1.0  # one weight 1: every output copies a pixel of its own
    matrix = convolution_matrix(kernel, 4)
    assert_close(matrix @ matrix.T, torch.eye(4))
    assert not (matrix.T @ matrix).equal(torch.eye(16))


def test_restores_the_shape_but_not_the_values() -> None:
    large, kernel = sample(0, 1, 1, 4, 4), worked_example()[1]
    back = conv_transpose2d_by_matrix(F.conv2d(large, kernel), kernel)
    assert back.shape == large.shape
    assert not torch.allclose(back, large, rtol=0.5, atol=0.5)


def test_convolving_the_result_does_not_give_the_input_back() -> None:
    x, kernel = worked_example()
    again = F.conv2d(conv_transpose2d_by_scatter(x, kernel), kernel)
    assert again[0, 0].tolist() == [[1495, 1690], [1965, 2100]]  # not [[1, 2], [3, 4]]


def test_the_matrix_depends_on_the_input_size_not_on_the_kernel_alone() -> None:
    kernel = worked_example()[1]  # 9 numbers
    assert convolution_matrix(kernel, 4).shape == (4, 16)
    assert convolution_matrix(kernel, 4).count_nonzero() == 36  # 4 outputs times 9 weights
    assert convolution_matrix(kernel, 5).shape == (9, 25)
    assert convolution_matrix(kernel, 5, stride=2).shape == (4, 25)


def test_convolution_is_c_times_large_reshaped() -> None:
    large, kernel = sample(0, 1, 1, 4, 4), worked_example()[1]
    small = convolution_matrix(kernel, 4) @ large.reshape(16, 1)  # (4, 1)
    assert_close(small.reshape(1, 1, 2, 2), F.conv2d(large, kernel))


@pytest.mark.parametrize(("stride", "padded_size", "output_size"), [(1, 6, 4), (2, 7, 5)])
def test_two_rings_of_zeros_belong_to_the_equivalent_convolution(
    stride: int, padded_size: int, output_size: int
) -> None:
    x, kernel = worked_example()
    stretched = torch.zeros(1, 1, stride + 1, stride + 1, dtype=torch.float64)
    stretched[..., ::stride, ::stride] = x  # stride - 1 zeros between neighbours
    padded = F.pad(stretched, (2, 2, 2, 2))
    assert padded.shape[2:] == (padded_size, padded_size)
    direct = F.conv2d(padded, kernel.flip(2, 3))  # at stride 1 in both cases
    assert direct.shape[2:] == (output_size, output_size)
    assert_close(direct, F.conv_transpose2d(x, kernel, stride=stride, padding=0))


def test_padding_2_in_the_layer_does_not_mean_two_rings_of_zeros() -> None:
    x, kernel = worked_example()
    with pytest.raises(RuntimeError, match="Output size is too small"):
        F.conv_transpose2d(x, kernel, padding=2)
    with rejects("padding=2 leaves an output of size 0"):
        conv_transpose2d_by_zero_insertion(x, kernel, padding=2)


def test_padding_cuts_off_the_border_of_the_output() -> None:
    x, kernel = worked_example()
    whole = conv_transpose2d_by_scatter(x, kernel)
    assert conv_transpose2d_by_scatter(x, kernel, padding=1).equal(whole[..., 1:3, 1:3])
    assert whole[0, 0, 1:3, 1:3].tolist() == [[23, 33], [53, 63]]


def test_without_the_flip_the_equivalent_convolution_is_wrong() -> None:
    x, kernel = worked_example()
    unflipped = F.conv2d(F.pad(x, (2, 2, 2, 2)), kernel)
    assert unflipped[0, 0, 0].tolist() == [9, 26, 23, 14]  # and not 1, 4, 7, 6
    assert conv_transpose2d_by_zero_insertion(x, kernel)[0, 0, 0].tolist() == [1, 4, 7, 6]


@pytest.mark.parametrize(
    ("stride", "padding", "output_size"),
    [(1, 0, 4), (2, 0, 5), (3, 0, 6), (1, 1, 2), (2, 1, 3)],
)
def test_stride_and_padding_choose_the_output_size(stride, padding, output_size) -> None:
    x, kernel = worked_example()
    output = conv_transpose2d_by_scatter(x, kernel, stride=stride, padding=padding)
    assert output.shape[2:] == (output_size, output_size)


def test_need_not_enlarge() -> None:
    x, kernel = sample(0, 1, 1, 4, 4), worked_example()[1]
    assert conv_transpose2d_by_scatter(x, kernel, padding=1).shape[2:] == (4, 4)
    assert conv_transpose2d_by_scatter(x, kernel, padding=2).shape[2:] == (2, 2)


def test_two_input_sizes_give_one_output_size_and_output_padding_tells_them_apart() -> None:
    kernel = worked_example()[1]
    for size, output_padding in [(5, 0), (6, 1)]:
        small = F.conv2d(sample(0, 1, 1, size, size), kernel, stride=2, padding=1)
        assert small.shape[2:] == (3, 3)
        back = conv_transpose2d_by_matrix(small, kernel, None, 2, 1, output_padding)
        assert back.shape[2:] == (size, size)


def test_output_padding_adds_zeros_where_no_stamp_reaches() -> None:
    x, kernel = worked_example()
    longer = conv_transpose2d_by_scatter(x, kernel, stride=2, output_padding=1)
    assert longer[..., :5, :5].equal(conv_transpose2d_by_scatter(x, kernel, stride=2))
    assert longer[0, 0, 5].tolist() == [0] * 6


def test_output_padding_shows_stamps_that_padding_had_cut_off() -> None:
    x, kernel = worked_example()
    whole = conv_transpose2d_by_scatter(x, kernel, stride=2)  # 5x5
    longer = conv_transpose2d_by_scatter(x, kernel, None, 2, padding=1, output_padding=1)
    assert longer.equal(whole[..., 1:, 1:])
    assert longer[0, 0, 3].tolist() == [24, 55, 32, 36]  # and not zeros


@pytest.mark.parametrize(
    ("kernel_size", "padding", "stamps"),
    [
        (3, 1, [[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
        (4, 1, [[4, 4, 4], [4, 4, 4], [4, 4, 4]]),
    ],
    ids=["kernel-3-is-uneven", "kernel-4-is-even"],
)
def test_stamps_overlap_unevenly_unless_the_stride_divides_the_kernel_size(
    kernel_size: int, padding: int, stamps: list[list[int]]
) -> None:
    ones = torch.ones(1, 1, 6, 6)  # of ones, the output counts the stamps on each pixel
    counts = conv_transpose2d_by_scatter(
        ones, torch.ones(1, 1, kernel_size, kernel_size), None, 2, padding
    )
    assert counts[0, 0, 2:5, 2:5].tolist() == stamps


def test_fixed_weights_make_it_bilinear_interpolation() -> None:
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0], dtype=torch.float64) / 4
    x = sample(0, 1, 1, 5, 6)
    enlarged = conv_transpose2d_by_scatter(x, torch.outer(taps, taps)[None, None], None, 2, 1)
    expected = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
    assert_close(enlarged[..., 1:-1, 1:-1], expected[..., 1:-1, 1:-1])  # borders differ


def test_the_layer_swaps_the_channel_axes_of_conv2d() -> None:
    assert nn.Conv2d(2, 5, 3).weight.shape == (5, 2, 3, 3)
    assert nn.ConvTranspose2d(2, 5, 3).weight.shape == (2, 5, 3, 3)
    layer, x = nn.ConvTranspose2d(2, 5, 3, stride=2, output_padding=1), torch.ones(1, 2, 4, 3)
    assert_close(layer(x), conv_transpose2d_by_matrix(x, layer.weight, layer.bias, 2, 0, 1))
