"""Mend the theme's search worker, which drops the last word of a Chinese query.

Its segmenter never tries a slice that ends at the query's last character, so 转置卷积 searches
for 转置 alone. The two comparisons below are off by one in Material 9.8.1.
"""

from pathlib import Path

_MENDS = {
    "o<t.length;o++)t.slice(s,o)in e": "o<=t.length;o++)t.slice(s,o)in e",
    "n[a]&&a<t.length-1&&": "n[a]&&a<t.length&&",
}


def mend(script: str) -> str:
    """Return the worker's script with both comparisons right.

    Raises:
        ValueError: the script is not the one that is known to need this; look whether the
            theme's new version still does.
    """
    for wrong, right in _MENDS.items():
        if script.count(wrong) != 1:
            raise ValueError(f"the theme's search worker has changed: no {wrong!r} in it")
        script = script.replace(wrong, right)
    return script


def mend_built(site: Path) -> None:
    """Mend the worker of a built site in place."""
    (worker,) = (site / "assets/javascripts/workers").glob("search.*.min.js")
    worker.write_text(mend(worker.read_text(encoding="utf-8")), encoding="utf-8")
