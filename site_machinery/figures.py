"""Write every figure that a `snippets/**/*_figure.py` declares to docs/assets/figures."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "assets" / "figures"


def drawn() -> Iterator[tuple[Path, str]]:
    """Yield each figure's file and the text that its script draws for it."""
    for script in sorted((ROOT / "snippets").rglob("*_figure.py")):
        name = ".".join(script.relative_to(ROOT).with_suffix("").parts)
        for stem, draw in importlib.import_module(name).FIGURES.items():
            yield FOLDER / f"{stem}.svg", draw().to_string()


def main() -> None:
    """Write the figures and name those that changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, text in drawn():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {file.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
