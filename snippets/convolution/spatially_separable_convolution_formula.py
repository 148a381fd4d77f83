r"""The formulas of docs/terms/convolution/spatially-separable-convolution.md in SymPy.

Symbols: x input, 0 outside; w kernel, a its column, b its row; y output; s stride, p padding,
d dilation; \rho ratio of multiply-adds; E share missed; \sigma singular values, from 1 on.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, Sum, symbols

K_H, K_W, S, D, P = symbols("k_H k_W s d p", integer=True, positive=True)
I, J, U, V, R = symbols("i j u v r", integer=True)  # noqa: E741
INPUT, WEIGHT, COLUMN, ROW, OUTPUT = map(IndexedBase, "xwaby")
VALUE = IndexedBase(r"\sigma")
RATIO, SHARE = symbols(r"\rho E", positive=True)
RANKS = symbols("n", integer=True, positive=True)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_PLACE = (_add(_mul(S, I), _mul(D, U), -P), _add(_mul(S, J), _mul(D, V), -P))

FORMULAS = {
    "kernel": Eq(WEIGHT[U, V], _mul(COLUMN[U], ROW[V]), evaluate=False),
    "passes": Eq(
        OUTPUT[I, J],
        Sum(
            _mul(ROW[V], Sum(_mul(COLUMN[U], INPUT[_PLACE]), (U, 0, _add(K_H, -1)))),
            (V, 0, _add(K_W, -1)),
        ),
        evaluate=False,
    ),
    "ratio": Eq(RATIO, _add(Pow(K_H, -1), Pow(K_W, -1)), evaluate=False),
    "share": Eq(
        SHARE,
        _add(1, -_mul(VALUE[1] ** 2, Pow(Sum(VALUE[R] ** 2, (R, 1, RANKS)), -1))),
        evaluate=False,
    ),
}
