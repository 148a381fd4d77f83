"""Write new files, all or none, and never over one that is there."""

import os
import subprocess
import sys
from pathlib import Path

import yaml


class Refused(ValueError):
    """A command will not do what it was asked for; the message says why and what to do."""


def write_new(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files by their paths below `root`.

    Raises:
        Refused: one of them exists; then none is written.
    """
    there = [file for file in files if os.path.lexists(root / file)]
    if there:
        raise Refused(f"{there[0]} is there already; nothing was written")
    written: list[Path] = []
    try:
        for file, content in files.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as stream:  # x: another program may have been faster
                written.append(path)
                stream.write(content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        for path in written:
            path.unlink()
        raise Refused(f"{error.filename}: {error.strerror}; nothing was written") from error


def replace(root: Path, file: str, text: str) -> None:
    """Write a file that is there anew, in one step."""
    path = root / file
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)


def front_matter(values: dict, *, lines: bool = False) -> str:
    """Return the lines of a front matter, in the order given.

    Args:
        values: by key.
        lines: give each item of a list a line of its own.
    """
    return yaml.dump(
        values,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10**9,
        default_flow_style=False if lines else None,
    )


class _Dumper(yaml.SafeDumper):
    """Writes a text that stands twice twice: aliases are for programs."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def tidy(root: Path, files: list[str]) -> None:
    """Sort the imports of Python files and lay them out, as the style check asks."""
    if not files:
        return
    for step in (["check", "--fix-only"], ["format"]):
        command = [sys.executable, "-m", "ruff", *step, "--quiet", "--no-cache", *files]
        subprocess.run(command, cwd=root, check=True)
