r"""The formulas of docs/terms/convolution/im2col.md in SymPy.

Symbols: x image, 0 outside; U matrix of windows, its rows and columns written as what they
stand for; x' the image put together again; s stride, d dilation, p padding; M memory ratio.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, symbols

from snippets.formula import Indicator
from snippets.nested_sum import NestedSum

H, W, K_H, K_W, S, D, P = symbols("H W k_H k_W s d p", integer=True, positive=True)
H_OUT, W_OUT = symbols(r"H_{\mathrm{out}} W_{\mathrm{out}}", integer=True, positive=True)
N, C, I, J, U, V, Q, T = symbols("n c i j u v q t", integer=True)  # noqa: E741
RATIO = symbols("M", positive=True)
IMAGE, WINDOWS, BACK = IndexedBase("x"), IndexedBase("U"), IndexedBase("x'")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_ROW = _add(_mul(_add(_mul(C, K_H), U), K_W), V)
_COLUMN = _add(_mul(I, W_OUT), J)
_PLACE = _add(_mul(S, I), _mul(D, U), -P), _add(_mul(S, J), _mul(D, V), -P)

FORMULAS = {
    "unfold": Eq(WINDOWS[N, _ROW, _COLUMN], IMAGE[(N, C, *_PLACE)], evaluate=False),
    "fold": Eq(
        BACK[N, C, Q, T],
        NestedSum(
            _mul(
                WINDOWS[N, _ROW, _COLUMN],
                Indicator(Eq(_PLACE[0], Q, evaluate=False)),
                Indicator(Eq(_PLACE[1], T, evaluate=False)),
            ),
            (U, 0, _add(K_H, -1)),
            (V, 0, _add(K_W, -1)),
            (I, 0, _add(H_OUT, -1)),
            (J, 0, _add(W_OUT, -1)),
        ),
        evaluate=False,
    ),
    "memory": Eq(RATIO, _mul(K_H, K_W, H_OUT, W_OUT, Pow(_mul(H, W), -1)), evaluate=False),
}
