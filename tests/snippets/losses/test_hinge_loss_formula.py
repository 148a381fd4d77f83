"""The formulas of the hinge loss page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import hinge_loss_formula as formula
from snippets.losses.hinge_loss import hinge_loss, multi_margin_loss

FORMULAS = formula.FORMULAS


def test_binary() -> None:
    labels, scores = torch.tensor([[1, -1, -1], [0.5, -2, 3]], dtype=torch.float64)
    values = {formula.y[n + 1]: labels[n].item() for n in range(3)}
    values |= {formula.s[n + 1]: scores[n].item() for n in range(3)}
    mean = FORMULAS["binary"].rhs.subs(formula.N, 3).doit().subs(values)
    assert float(mean) == pytest.approx(hinge_loss(scores, labels).item())


@pytest.mark.parametrize("z", [-2.5, 0.5, 1, 4])
def test_slope_and_square(z: float) -> None:
    product = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    loss = hinge_loss(product, torch.ones_like(product))
    loss.backward()
    assert float(FORMULAS["slope"].rhs.subs(formula.z, z)) == product.grad.item()
    squared = float(FORMULAS["squared"].rhs.subs(formula.z, z).doit())
    assert squared == pytest.approx(loss.item() ** 2)


@pytest.mark.parametrize("right", [1, 2, 3])
def test_classes(right: int) -> None:
    scores = torch.tensor([[0.5, 1, -0.3]], dtype=torch.float64)
    reading = FORMULAS["classes"].rhs.subs({formula.K: 3, formula.t: right}).doit()
    values = {formula.s[n + 1]: scores[0, n].item() for n in range(3)}
    expected = multi_margin_loss(scores, torch.tensor([right - 1])).item()
    assert float(reading.subs(values)) == pytest.approx(expected)
