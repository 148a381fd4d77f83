"""site_machinery.programs: what a copy button gives is whole, runs alone and holds no more."""

from pathlib import Path

import pytest

from site_machinery.programs import ProgramError, program_of, shown

MODULE = '''"""Shapes."""

# --8<-- [start:area]
import math
from fractions import Fraction, gcd_like

from snippets.units import to_metres

FACTOR = 2  # sides of a square


def area(side: float) -> float:
    """Return the area."""
    return _scaled(to_metres(side)) ** FACTOR


# --8<-- [end:area]
# Scaling is kept apart.
def _scaled(side: float) -> float:
    return side * math.pi


def unused() -> Fraction:
    return Fraction(1, 2)


class Box:
    """A box."""

    # --8<-- [start:method]
    def volume(self) -> float:
        return area(1.0)

    # --8<-- [end:method]
'''

UNITS = '''"""Units."""

METRE = 100


def to_metres(centimetres: float) -> float:
    return centimetres / METRE
'''

EXAMPLE = '''"""An example."""

# --8<-- [start:first]
from snippets.shapes import area

sides = [1.0, 2.0]
print(area(sides[0]))
# --8<-- [end:first]

# --8<-- [start:second]
sides.append(3.0)
total = 0
for side in sides:
    total += side
print(total)
# --8<-- [end:second]

# --8<-- [start:third]
print(len(sides))
# --8<-- [end:third]
'''


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "snippets").mkdir()
    for name, text in {"shapes": MODULE, "units": UNITS, "example": EXAMPLE}.items():
        (tmp_path / "snippets" / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_part_brings_what_it_needs_and_nothing_else(root: Path) -> None:
    assert program_of(root, "snippets/shapes.py:area") == (
        "import math\n"
        "\n"
        "METRE = 100\n"
        "\n\n"
        "def to_metres(centimetres: float) -> float:\n"
        "    return centimetres / METRE\n"
        "\n\n"
        "FACTOR = 2  # sides of a square\n"
        "\n\n"
        "def area(side: float) -> float:\n"
        '    """Return the area."""\n'
        "    return _scaled(to_metres(side)) ** FACTOR\n"
        "\n\n"
        "# Scaling is kept apart.\n"
        "def _scaled(side: float) -> float:\n"
        "    return side * math.pi\n"
    )


def test_a_method_brings_its_class(root: Path) -> None:
    program = program_of(root, "snippets/shapes.py:method")
    assert '"""A box."""' in program
    assert program.index("def area") < program.index("class Box")


def test_a_usage_brings_earlier_effects_but_not_earlier_prints(root: Path) -> None:
    program = program_of(root, "snippets/example.py:third")
    assert program == "sides = [1.0, 2.0]\n\nsides.append(3.0)\n\nprint(len(sides))\n"


def test_a_later_section_does_not_reach_into_an_earlier_one(root: Path) -> None:
    assert "append" not in program_of(root, "snippets/example.py:first")


def test_the_programs_run(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(program_of(root, "snippets/example.py:first"), {})
    exec(program_of(root, "snippets/example.py:second"), {})
    # area(1 cm) = (0.01 * pi)^2; 1 + 2 + 3
    assert capsys.readouterr().out == "0.0009869604401089359\n6.0\n"


def test_a_name_that_hides_a_builtin_is_brought_along(root: Path) -> None:
    text = (
        "def sum(values):\n    return -1\n\n\n"
        "# --8<-- [start:end]\nprint(sum([1]))\n# --8<-- [end:end]\n"
    )
    (root / "snippets" / "hides.py").write_text(text, encoding="utf-8")
    assert "def sum" in program_of(root, "snippets/hides.py:end")


def test_a_store_into_an_object_is_an_effect(root: Path) -> None:
    text = (
        "box = {}\nbox['a'], other = 1, 2\n"
        "# --8<-- [start:end]\nprint(box)\n# --8<-- [end:end]\n"
    )
    (root / "snippets" / "stores.py").write_text(text, encoding="utf-8")
    assert "box['a'], other = 1, 2" in program_of(root, "snippets/stores.py:end")


def test_the_variable_of_a_comprehension_is_nobodys_name(root: Path) -> None:
    text = (
        "side = 7\n"
        "squares = {side: side**2 for side in range(3)}\n"
        "# --8<-- [start:end]\n"
        "print([side for side in squares])\n"
        "# --8<-- [end:end]\n"
    )
    (root / "snippets" / "loops.py").write_text(text, encoding="utf-8")
    assert program_of(root, "snippets/loops.py:end") == (
        "squares = {side: side**2 for side in range(3)}\n\nprint([side for side in squares])\n"
    )


def test_a_section_that_needs_nothing_is_copied_as_it_is_shown(root: Path) -> None:
    code = "import math\nx = math.pi\n\n\n\nprint(x)\n"
    text = f"# --8<-- [start:all]\n{code}# --8<-- [end:all]\n"
    (root / "snippets" / "plain.py").write_text(text, encoding="utf-8")
    reference = "snippets/plain.py:all"
    assert program_of(root, reference) == shown(root, reference) == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = missing\n", r"snippets/wrong\.py: nothing binds missing"),
        (
            "from snippets.units import nothing\nx = nothing\n",
            r"snippets/wrong\.py:2: snippets/units\.py does not define nothing",
        ),
        ("from snippets.gone import f\nx = f\n", r"snippets/gone\.py does not exist"),
        (
            "from snippets.units import METRE as M\nx = M\n",
            r"snippets/wrong\.py:2: METRE is renamed on import",
        ),
        (
            "from snippets.units import to_metres\nMETRE = 1\nx = to_metres(METRE)\n",
            r"snippets/units\.py and snippets/wrong\.py both define METRE",
        ),
        ("from .units import METRE\nx = METRE\n", r"snippets/wrong\.py:2: import by full name"),
        ("from __future__ import annotations\nx = 1\n", "nothing from __future__"),
        ("from math import *\nx = pi\n", "nothing binds pi"),
        ("import snippets.units\nx = snippets\n", "write 'from module import name' instead"),
        (
            "from snippets.shapes import area\nimport cmath as math\nx = area(math.pi)\n",
            "math also means",
        ),
    ],
    ids=[
        "unbound",
        "undefined",
        "no-module",
        "renamed",
        "two-owners",
        "relative",
        "future",
        "star",
        "module",
        "two-imports",
    ],
)
def test_rejects(root: Path, text: str, message: str) -> None:
    text = f"# --8<-- [start:all]\n{text}# --8<-- [end:all]\n"
    (root / "snippets" / "wrong.py").write_text(text, encoding="utf-8")
    with pytest.raises(ProgramError, match=message):
        program_of(root, "snippets/wrong.py:all")


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("snippets/gone.py:x", r"snippets/gone\.py does not exist"),
        ("snippets/example.py:x", r"no section 'x' \(it has: first, second, third\)"),
    ],
)
def test_rejects_a_reference(root: Path, reference: str, message: str) -> None:
    with pytest.raises(ProgramError, match=message):
        program_of(root, reference)


def test_a_program_follows_a_change_of_what_it_is_made_from(root: Path) -> None:
    reference = "snippets/shapes.py:area"
    first = program_of(root, reference)
    assert program_of(root, reference) == first
    (root / "snippets/units.py").write_text(UNITS.replace("100", "1000"), encoding="utf-8")
    assert program_of(root, reference) == first.replace("METRE = 100", "METRE = 1000")
    (root / "snippets/units.py").unlink()
    with pytest.raises(ProgramError, match="does not exist"):
        program_of(root, reference)
