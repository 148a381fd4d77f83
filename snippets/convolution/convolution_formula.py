r"""The formulas of docs/terms/convolution/convolution.md in SymPy.

Symbols: x image, 0 outside; w kernel, w' the kernel turned by 180 degrees; y cross-correlation,
z convolution; s stride, d dilation, p padding; a, b, c coefficients of polynomials in t.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, Sum, floor, symbols

from snippets.nested_sum import NestedSum

H_IN, H_OUT = symbols(r"H H_{\mathrm{out}}", integer=True, positive=True)
K, K_H, K_W, S, D, P, N = symbols("k k_H k_W s d p n", integer=True, positive=True)
I, J, U, V, T = symbols("i j u v t")  # noqa: E741
IMAGE, WEIGHT, CORRELATED, CONVOLVED, A, B, C = map(IndexedBase, "xwyzabc")
TURNED = IndexedBase("w'")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _over_kernel(pixel: Basic) -> NestedSum:
    ranges = (U, 0, _add(K_H, -1)), (V, 0, _add(K_W, -1))
    return NestedSum(_mul(WEIGHT[U, V], pixel), *ranges)


def _seen(output: Basic, weight: Basic) -> Add:
    return _add(_mul(S, output), _mul(D, weight), -P)


FORMULAS = {
    "cross_correlation": Eq(
        CORRELATED[I, J], _over_kernel(IMAGE[_seen(I, U), _seen(J, V)]), evaluate=False
    ),
    "convolution": Eq(
        CONVOLVED[I, J], _over_kernel(IMAGE[_add(I, -U), _add(J, -V)]), evaluate=False
    ),
    "turned": Eq(TURNED[U, V], WEIGHT[_add(K_H, -1, -U), _add(K_W, -1, -V)], evaluate=False),
    "output_size": Eq(
        H_OUT,
        _add(
            floor(
                _mul(
                    _add(H_IN, _mul(2, P), _mul(-1, D, _add(K, -1)), -1),
                    Pow(S, -1),
                ),
                evaluate=False,
            ),
            1,
        ),
        evaluate=False,
    ),
    "coefficient": Eq(
        C[I], Sum(_mul(B[U], A[_add(I, -U)]), (U, 0, _add(N, -1))), evaluate=False
    ),
}
