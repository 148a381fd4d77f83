"""Cross-correlation and convolution against arithmetic, their definitions and torch."""

import pytest
import sympy
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.convolution import convolve2d, cross_correlate2d
from tests.snippets.rejections import rejects

X = torch.tensor([[1.0, 2, 0, 3], [4, 2, 1, 5]])
KERNEL = torch.tensor([[1.0, 2], [3, 4]])
CASES = [  # stride, padding, dilation
    pytest.param(1, 0, 1, id="plain"),
    pytest.param((2, 3), 0, 1, id="stride"),
    pytest.param(1, (1, 2), 1, id="padding"),
    pytest.param(1, 0, (3, 2), id="dilation"),
    pytest.param((2, 1), (3, 1), (2, 3), id="everything"),
]


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_cross_correlation_by_hand() -> None:
    # 1*1 + 2*2 + 3*4 + 4*2 | 1*2 + 2*0 + 3*2 + 4*1 | 1*0 + 2*3 + 3*1 + 4*5
    assert cross_correlate2d(X, KERNEL).tolist() == [[25, 12, 29]]


def test_convolution_by_hand() -> None:
    # 4*1 + 3*2 + 2*4 + 1*2 | 4*2 + 3*0 + 2*2 + 1*1 | 4*0 + 3*3 + 2*1 + 1*5
    assert convolve2d(X, KERNEL).tolist() == [[20, 13, 16]]


def test_stride_and_padding_by_hand() -> None:
    # corners of the kernel meet: 4*1, 3*2, 3*3 | 2*4, 1*2 + 2*1, 1*5
    y = cross_correlate2d(X, KERNEL, stride=2, padding=1)
    assert y.tolist() == [[4, 6, 9], [8, 4, 5]]


def test_polynomials_by_hand() -> None:
    # (1 + 2t + 3t^2)(4 + 5t) = 4 + (5 + 8)t + (10 + 12)t^2 + 15t^3
    a, b = torch.tensor([[1.0, 2, 3]]), torch.tensor([[4.0, 5]])
    assert convolve2d(a, b, padding=(0, 1)).tolist() == [[4, 13, 22, 15]]
    assert convolve2d(b, a, padding=(0, 2)).tolist() == [[4, 13, 22, 15]]


@pytest.mark.parametrize(("stride", "padding", "dilation"), CASES)
def test_cross_correlation_is_what_torch_calls_convolution(
    device, stride, padding, dilation
) -> None:
    x, weight = sample(0, 8, 9).to(device), sample(1, 2, 3).to(device)
    expected = F.conv2d(x[None, None], weight[None, None], None, stride, padding, dilation)
    assert_close(cross_correlate2d(x, weight, stride, padding, dilation), expected[0, 0])


@pytest.mark.parametrize(("stride", "padding", "dilation"), CASES)
def test_convolution_is_torch_with_the_kernel_turned(device, stride, padding, dilation) -> None:
    x, weight = sample(0, 8, 9).to(device), sample(1, 2, 3).to(device)
    turned = weight.rot90(2)[None, None]
    expected = F.conv2d(x[None, None], turned, None, stride, padding, dilation)
    assert_close(convolve2d(x, weight, stride, padding, dilation), expected[0, 0])


def test_full_convolution_is_the_product_of_polynomials_in_two_variables() -> None:
    """Coefficients by SymPy, which knows nothing of kernels."""
    s, t = sympy.symbols("s t")
    image = [[3, -1, 2, 5], [0, 4, -2, 1], [7, 1, 1, -3]]
    kernel = [[2, -3, 1], [5, 4, -1]]

    def polynomial(rows: list[list[int]]) -> sympy.Poly:
        terms = {(i, j): value for i, row in enumerate(rows) for j, value in enumerate(row)}
        return sympy.Poly.from_dict(terms, s, t)

    product = polynomial(image) * polynomial(kernel)
    expected = [[int(product.coeff_monomial(s**i * t**j)) for j in range(6)] for i in range(4)]
    y = convolve2d(torch.tensor(image).double(), torch.tensor(kernel).double(), 1, (1, 2))
    assert y.tolist() == expected


def test_one_bright_pixel_returns_the_kernel_and_the_kernel_turned() -> None:
    impulse = torch.zeros(5, 5)
    impulse[2, 2] = 1
    weight = torch.arange(1.0, 10).reshape(3, 3)
    assert convolve2d(impulse, weight).tolist() == weight.tolist()
    assert cross_correlate2d(impulse, weight).tolist() == weight.rot90(2).tolist()


def full(x: Tensor, weight: Tensor) -> Tensor:
    """Return the convolution wherever image and kernel overlap."""
    return convolve2d(x, weight, padding=(weight.shape[0] - 1, weight.shape[1] - 1))


SIZES = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(first=SIZES, second=SIZES)
def test_convolution_commutes_and_exchanging_turns_the_correlation(first, second) -> None:
    a, b = sample(0, *first), sample(1, *second)
    assert_close(full(a, b), full(b, a))
    margins, other = [(m - 1, n - 1) for m, n in (second, first)]
    there, back = (
        cross_correlate2d(a, b, padding=margins),
        cross_correlate2d(b, a, padding=other),
    )
    assert_close(there, back.rot90(2))


def test_convolution_is_associative_and_cross_correlation_is_not() -> None:
    x, a, b = sample(0, 7, 8), sample(1, 2, 3), sample(2, 3, 2)
    assert_close(convolve2d(convolve2d(x, a), b), convolve2d(x, full(a, b)))
    joined = cross_correlate2d(a, b, padding=(2, 1))
    twice = cross_correlate2d(cross_correlate2d(x, a), b)
    assert not torch.allclose(cross_correlate2d(x, joined), twice)
    assert_close(cross_correlate2d(x, full(a, b)), twice)


def test_a_shifted_image_gives_the_output_shifted_alike() -> None:
    x, weight = sample(0, 8, 9), sample(1, 2, 3)
    for operation in (cross_correlate2d, convolve2d):
        assert_close(operation(x[1:, 2:], weight), operation(x, weight)[1:, 2:])


def test_stride_two_follows_only_even_shifts() -> None:
    x, weight = sample(0, 9, 9), sample(1, 2, 2)
    whole = cross_correlate2d(x, weight, stride=2)
    assert_close(cross_correlate2d(x[:, 2:], weight, stride=2), whole[:, 1:])
    odd = cross_correlate2d(x[:, 1:], weight, stride=2)
    assert not any(torch.allclose(odd[:, j], whole[:, k]) for j in range(4) for k in range(4))


def test_both_learn_the_same_with_the_kernel_turned() -> None:
    """The gradients of turned kernels are turned, so training keeps them turned."""
    x, target = sample(0, 6, 7), sample(1, 5, 5)
    weight = sample(2, 2, 3).requires_grad_()
    turned = weight.detach().flip(0, 1).requires_grad_()
    (cross_correlate2d(x, weight) - target).square().sum().backward()
    (convolve2d(x, turned) - target).square().sum().backward()
    assert_close(turned.grad, weight.grad.flip(0, 1))


def test_a_kernel_that_a_half_turn_leaves_alone_gives_one_result() -> None:
    binomial = torch.tensor([1.0, 2, 1]).double()
    weight = binomial[:, None] * binomial
    x = sample(0, 5, 6)
    assert torch.equal(cross_correlate2d(x, weight), convolve2d(x, weight))


def test_transposing_or_flipping_one_axis_is_not_the_turn_by_180_degrees() -> None:
    assert cross_correlate2d(X, KERNEL.T).tolist() == [[23, 10, 31]]
    assert cross_correlate2d(X, KERNEL.flip(1)).tolist() == [[26, 15, 22]]


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning")
def test_no_padding_of_both_ends_keeps_the_size_for_an_even_kernel() -> None:
    x, weight = sample(0, 5, 5), sample(1, 4, 4)
    sizes = [cross_correlate2d(x, weight, padding=p).shape[0] for p in (0, 1, 2)]
    assert sizes == [2, 4, 6]
    same = F.conv2d(x[None, None], weight[None, None], padding="same")[0, 0]
    uneven = F.pad(x, (1, 2, 1, 2))  # one more zero on the right and below
    assert_close(same, cross_correlate2d(uneven, weight))


def test_a_stride_may_leave_the_last_column_unread() -> None:
    weight = sample(1, 3, 3)
    for width in (7, 8):
        x = sample(0, 7, width).requires_grad_()
        y = cross_correlate2d(x, weight, stride=2)
        assert y.shape == (3, 3)
        y.sum().backward()
        assert (x.grad[:, :7] != 0).all()
        assert (x.grad[:, 7:] == 0).all()


def test_gradient() -> None:
    x, weight = sample(0, 4, 5).requires_grad_(), sample(1, 2, 2).requires_grad_()
    for operation in (cross_correlate2d, convolve2d):
        assert gradcheck(lambda x, w, f=operation: f(x, w, (1, 2), (1, 0), 2), (x, weight))


REJECTED = [
    ((1, 5, 5), (2, 2), {}, "input must be (rows, columns), got shape (1, 5, 5)"),
    ((5, 5), (2,), {}, "weight must be (rows, columns), got shape (2,)"),
    ((5, 0), (2, 2), {}, "input must be (rows, columns), got shape (5, 0)"),
    ((5, 5), (2, 2), {"stride": 0}, "stride must be an int >= 1 or a pair of them, got 0"),
    ((5, 5), (2, 2), {"padding": -1}, "padding must be an int >= 0 or a pair of them, got -1"),
    ((5, 5), (2, 2), {"dilation": 0}, "dilation must be an int >= 1 or a pair of them, got 0"),
    ((5, 4), (2, 5), {}, "the kernel spans 5 pixels but the padded input has 4"),
]


@pytest.mark.parametrize("operation", [cross_correlate2d, convolve2d])
@pytest.mark.parametrize(
    ("size", "kernel_size", "options", "message"), REJECTED, ids=[row[-1] for row in REJECTED]
)
def test_rejects(operation, size, kernel_size, options, message) -> None:
    with rejects(message):
        operation(torch.ones(size), torch.ones(kernel_size), **options)


def test_rejects_integers_and_mixed_dtypes() -> None:
    image, weight = torch.ones(5, 5), torch.ones(2, 2)
    for operation in (cross_correlate2d, convolve2d):
        with rejects("input must be floating point, got torch.int64"):
            operation(image.long(), weight)
        with rejects("weight must be floating point, got torch.int64"):
            operation(image, weight.long())
        with rejects("dtypes must be equal, got input torch.float32, weight torch.float64"):
            operation(image, weight.double())
