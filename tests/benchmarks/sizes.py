"""What the index weighs, and what of it must come before the first result."""

from dataclasses import dataclass

from tests.benchmarks.server import compressed


@dataclass(frozen=True)
class Weight:
    """Some files: their number, all their bytes, and those of the largest, as they are sent."""

    count: int
    raw: int
    gzip: int
    largest_gzip: int


def weigh(files: dict[str, str]) -> dict[str, Weight]:
    """Return part of the index -> its weight: worker, engine, names, notes and so on."""
    parts: dict[str, list[bytes]] = {}
    for path, text in files.items():
        parts.setdefault(path.split("/")[2].partition(".")[0], []).append(text.encode())
    return {part: _weight(contents) for part, contents in parts.items()}


def _weight(contents: list[bytes]) -> Weight:
    sent = [len(compressed(content)) for content in contents]
    return Weight(len(contents), sum(map(len, contents)), sum(sent), max(sent))
