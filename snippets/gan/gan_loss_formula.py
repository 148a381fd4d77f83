r"""The formulas of docs/terms/gan/gan-loss.md as SymPy objects.

Symbols: p real and q generated distribution on n points, d what the discriminator says of each;
x logits of N real samples, z of M generated ones.
"""

import sympy
from sympy import Add, Basic, Eq, IndexedBase, Mul, Sum, exp, log, symbols

I, J, POINTS, REAL, FAKE = symbols("i j n N M", integer=True, positive=True)  # noqa: E741
P, Q, D, REAL_LOGIT, FAKE_LOGIT = (IndexedBase(name) for name in "pqdxz")
BEST = IndexedBase("d^{*}")
VALUE = sympy.Function("V")
DIVERGENCE = sympy.Symbol(r"\mathrm{JSD}")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _mean(term: Basic, index: Basic, count: Basic) -> Mul:
    return _mul(1 / count, Sum(term, (index, 1, count)))


def _softplus(logit: Basic) -> Basic:
    return log(_add(1, exp(logit)), evaluate=False)


def _part(mass: Basic) -> Mul:
    """Return a point's share of the divergence of one distribution from their mean."""
    return _mul(mass, log(2 * mass / (P[I] + Q[I]), evaluate=False))


_TERM = _add(_mul(P[I], log(D[I])), _mul(Q[I], log(_add(1, -D[I]))))
_OF_REAL = _mean(_softplus(-REAL_LOGIT[I]), I, REAL)
_OF_FAKE = _mean(_softplus(FAKE_LOGIT[J]), J, FAKE)

FORMULAS = {
    "value": Eq(VALUE(sympy.Symbol("d")), Sum(_TERM, (I, 1, POINTS)), evaluate=False),
    "optimum": Eq(BEST[I], P[I] / (P[I] + Q[I]), evaluate=False),
    "at_optimum": Eq(
        VALUE(sympy.Symbol("d^{*}")),
        _add(_mul(2, DIVERGENCE), _mul(-1, log(4, evaluate=False))),
        evaluate=False,
    ),
    "divergence": Eq(
        DIVERGENCE,
        _mul(
            sympy.Rational(1, 2),
            Sum(_add(_part(P[I]), _part(Q[I])), (I, 1, POINTS)),
        ),
        evaluate=False,
    ),
    "discriminator": Eq(sympy.Symbol("J_D"), _add(_OF_REAL, _OF_FAKE), evaluate=False),
    "minimax": Eq(
        sympy.Symbol(r"J_G^{\mathrm{minimax}}"),
        _mul(-1 / FAKE, Sum(_softplus(FAKE_LOGIT[J]), (J, 1, FAKE))),
        evaluate=False,
    ),
    "non_saturating": Eq(
        sympy.Symbol(r"J_G^{\mathrm{ns}}"),
        _mean(_softplus(-FAKE_LOGIT[J]), J, FAKE),
        evaluate=False,
    ),
}
