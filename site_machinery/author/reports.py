"""Write problems down for people, for editors and for GitHub."""

import json
from collections.abc import Callable, Iterable

from site_machinery.checks import Problem


def text(problems: list[Problem]) -> str:
    """Return two lines a problem: where and what, as compilers write it; the text itself."""
    lines = []
    for problem in problems:
        lines.append(f"{problem.file}:{problem.line}:{problem.column}: {problem.message}\n")
        if problem.text:
            lines.append(f"    {problem.text}\n")
    return "".join(lines) + f"{_count(problems)}\n"


def github(problems: list[Problem]) -> str:
    """Return the workflow commands that put each problem beside its line of a pull request."""
    return "".join(
        f"::error file={_property(p.file)},line={p.line},col={p.column},"
        f"title={_property(p.what)}::{_data(p.message)}\n"
        for p in problems
    )


def as_json(problems: list[Problem]) -> str:
    """Return a JSON list of objects with the same keys for every problem."""
    keys = ("file", "line", "column", "text", "message", "what", "mend")
    found = [{key: getattr(problem, key) for key in keys} for problem in problems]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[list[Problem]], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
}


def report(problems: Iterable[Problem], format_: str) -> str:
    """Return problems in one of FORMATS."""
    return FORMATS[format_](list(problems))


def _count(problems: list[Problem]) -> str:
    return {0: "no problem", 1: "1 problem"}.get(len(problems), f"{len(problems)} problems")


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
