"""The formulas of the batch normalisation page give the numbers that the code gives."""

import pytest
import torch

from snippets.normalization import batch_normalization_formula as formula
from snippets.normalization.batch_normalization import (
    batch_norm_train,
    update_running_statistics,
)
from tests.snippets.normalization.samples import sample

FORMULAS = formula.FORMULAS


def test_formulas() -> None:
    x = sample(2, 3, 2)
    weight, bias, mean, var = sample(4, 3, seed=1)
    y = batch_norm_train(x, weight, bias, eps=0.1)
    new_mean, new_var = update_running_statistics(x, mean, var, momentum=0.3)
    values = {
        formula.X[a + 1, b + 1, p + 1]: x[a, b, p].item()
        for a in range(2)
        for b in range(3)
        for p in range(2)
    }
    for channel in range(3):
        at = {formula.N: 2, formula.L: 2, formula.c: channel + 1}
        own = {
            formula.WEIGHT[channel + 1]: weight[channel].item(),
            formula.BIAS[channel + 1]: bias[channel].item(),
            formula.RUNNING_MEAN[channel + 1]: mean[channel].item(),
            formula.RUNNING_VARIANCE[channel + 1]: var[channel].item(),
            formula.EPSILON: 0.1,
            formula.m: 0.3,
        }

        def value(name: str, at: dict = at, own: dict = own) -> float:
            return float(FORMULAS[name].rhs.subs(at).doit().subs(values).subs(own))

        own[formula.MEAN[channel + 1]] = value("mean")
        own[formula.VARIANCE[channel + 1]] = value("variance")
        at |= {formula.n: 2, formula.l: 1}
        assert value("normalized") == pytest.approx(y[1, channel, 0].item())
        assert value("running_mean") == pytest.approx(new_mean[channel].item())
        assert value("running_variance") == pytest.approx(new_var[channel].item())
        torch.testing.assert_close(value("mean"), x[:, channel].mean().item())
