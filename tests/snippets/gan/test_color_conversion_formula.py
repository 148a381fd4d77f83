"""The formulas of the colour conversion page give the numbers that the code gives."""

import pytest
import torch

from snippets.gan import color_conversion_formula as formula
from snippets.gan.color_conversion import K_BLUE, K_RED, rgb_to_yuv

FORMULAS = formula.FORMULAS
WEIGHTS = {formula.K_R: K_RED, formula.K_B: K_BLUE}


@pytest.mark.parametrize("ranges", [(0.436, 0.615), (0.5, 0.4)], ids=str)
def test_both_directions(ranges: tuple[float, float]) -> None:
    colour = (0.9, 0.2, 0.6)
    image = torch.tensor(colour, dtype=torch.float64).reshape(1, 3, 1, 1)
    yuv = rgb_to_yuv(image, u_max=ranges[0], v_max=ranges[1]).flatten().tolist()
    known = dict(
        zip(
            (formula.R, formula.G, formula.B, formula.Y, formula.U, formula.V),
            (*colour, *yuv),
            strict=True,
        )
    )
    known |= WEIGHTS | dict(zip((formula.U_MAX, formula.V_MAX), ranges, strict=True))
    assert len(FORMULAS) == 6
    for reading in FORMULAS.values():
        assert float(reading.rhs.subs(known)) == pytest.approx(float(known[reading.lhs]))
