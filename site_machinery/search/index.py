"""Write what can be found as files, and the worker that reads them.

    engine.js         the scripts that search
    names.json        pages with their names, headings, symbols; how to load the rest
    notes.json        the notes' titles and addresses: there are many, and each has no more
    sounds.json       which characters sound alike, for queries that nothing else fits
    terms/N.json      term -> the passages it stands in, the terms of one shard
    passages/N.json   the passages of one block, for the teasers

All are below search/<digest>/; the worker, search/<digest>/worker.js, knows only where it lies
itself. What a page weighs does not grow with the site: nothing but the worker is loaded before
the first letter is typed, and then only the engine and the names.
"""

import atexit
import hashlib
import json
import math
import operator
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from site_machinery.catalogue import Catalogue, Note
from site_machinery.kept import Kept
from site_machinery.ledger import digest
from site_machinery.mentions import LISTS
from site_machinery.search import readings
from site_machinery.search.entries import Entry, entries
from site_machinery.search.passages import Passage

_HERE = Path(__file__).parent
_TEXT = _HERE / "text.js"
_ENGINE = ("text.js", "names.js", "finder.js", "full_text.js", "search.js")

_SHARD = 48_000  # characters of JSON in a shard of terms
_BLOCK = 32_000  # characters of text in a block of passages
# A word in a heading or a name says more about a passage than one in its text.
_WEIGHTS = {"heading": 4, "text": 1, "code": 0.5}
# Lists of links say nothing themselves; where they lead is found by its own text.
_OF_LINKS = 0.25
_LEVELS = 60  # weights are whole numbers up to this
# BM25's: how soon a repeated word adds nothing, and how much a long passage is held against it.
_SATURATION, _LENGTH = 1.2, 0.6

_AT_ONCE = 200  # passages that are weighed in one call: V8 is slow with a large heap

Weighed = tuple[float, str]  # a weight, and the terms that weigh so much, a space between them


def index_files(root: Path, catalogue: Catalogue) -> dict[str, str]:
    """Return the files of the search, path below the site -> content.

    The first is the worker, the second its engine. The same sources give the same files; the
    folder's name is a digest of their content, so that an old page never reads a new index.
    """
    found = entries(root, catalogue)
    weights = Kept(root, "weights-of-passages", [_TEXT, Path(__file__)])
    read = Kept(root, "readings-of-names", readings.MADE_BY)
    contents = {name: _json(data) for name, data in _data(found, weights, read).items()}
    weights.save()
    read.save()
    worker = (_HERE / "worker.js").read_text(encoding="utf-8")
    engine = "\n".join((_HERE / script).read_text(encoding="utf-8") for script in _ENGINE)
    together = "\0".join([worker, engine, *contents.values()])
    digest = hashlib.sha256(together.encode()).hexdigest()[:12]
    files = {f"search/{digest}/worker.js": worker, f"search/{digest}/engine.js": engine}
    return files | {f"search/{digest}/{name}.json": text for name, text in contents.items()}


def _data(found: list[Entry], weights: Kept, read: Kept) -> dict[str, Any]:
    pages = [entry for entry in found if not isinstance(entry.document, Note)]
    notes = [entry for entry in found if isinstance(entry.document, Note)]
    everything = [passage for entry in found for passage in entry.passages]
    shards, blocks = _shards(_lists(everything, weights)), _blocks(everything)
    names = [name for entry in found for name in _all_names(entry)]
    spoken = readings.readings(names, read)
    data: dict[str, Any] = {
        "names": {
            "simplified": readings.traditional(
                "".join([*names, *(p.text for p in everything)])
            ),
            "readings": spoken,
            "pages": [_page(entry) for entry in pages],
            "text": {"starts": [min(shard) for shard in shards], "blocks": list(blocks)},
        },
        "notes": {
            "titles": [entry.document.title for entry in notes],
            "addresses": [_at(entry) for entry in notes],
            "passages": [len(entry.passages) for entry in notes],
        },
        "sounds": readings.sounds(spoken),
    }
    data |= {f"terms/{number}": shard for number, shard in enumerate(shards)}
    return data | {f"passages/{n}": block for n, block in enumerate(blocks.values())}


def _all_names(entry: Entry) -> list[str]:
    names = [
        name
        for found in entry.names().values()
        for name in ([found] if isinstance(found, str) else found)
    ]
    return [entry.document.title, *names, *entry.topics, *(text for _, text in entry.headings)]


def _at(entry: Entry) -> str:
    """Return the address as the theme wants it: below that of the site."""
    return entry.document.address.removeprefix("/")


def _page(entry: Entry) -> dict[str, Any]:
    page = {
        "kind": entry.kind,
        "at": _at(entry),
        "title": entry.document.title,
        "teaser": entry.teaser,
        "names": entry.names(),
        "topics": entry.topics,
        "symbols": entry.symbols,
        "headings": entry.headings,
        "blocks": list(entry.blocks.items()),
        "passages": len(entry.passages),
    }
    return {key: value for key, value in page.items() if value}


def _lists(everything: list[Passage], kept: Kept) -> dict[str, list[int]]:
    """Return term -> [difference to the passage before, weight, ...]."""
    weighed = _weigh(everything, kept)
    lengths = [sum(w * (terms.count(" ") + 1) for w, terms in groups) for groups in weighed]
    mean = sum(lengths) / max(len(lengths), 1)
    lists: dict[str, list[int]] = defaultdict(list)
    for number, (passage, groups) in enumerate(zip(everything, weighed, strict=True)):
        length = 1 - _LENGTH + _LENGTH * lengths[number] / mean
        most = _LEVELS * (_OF_LINKS if passage.id in LISTS else 1)
        for weight, terms in groups:
            found = number, math.ceil(most * weight / (weight + _SATURATION * length))
            for term in terms.split(" "):
                lists[term] += found
    for found in lists.values():
        found[2::2] = map(operator.sub, found[2::2], found[:-2:2])
    return lists


def _weigh(everything: list[Passage], kept: Kept) -> list[list[Weighed]]:
    """Return for each passage how much it says about each of its terms."""
    parts = [[(getattr(p, part), w) for part, w in _WEIGHTS.items()] for p in everything]
    keys = [digest("\0".join(text for text, _ in texts)) for texts in parts]
    new = {key: texts for key, texts in zip(keys, parts, strict=True) if key not in kept}
    for key, groups in zip(new, weighed_terms(list(new.values())), strict=True):
        kept[key] = groups
    return [kept[key] for key in keys]


def _shards(lists: dict[str, list[int]]) -> list[dict[str, list[int]]]:
    """Return the lists in the order in which JavaScript sorts their terms, cut into shards."""
    shards: list[dict[str, list[int]]] = []
    room = 0
    for term in sorted(lists, key=lambda term: term.encode("utf-16-be")):
        if room <= 0:
            shards.append({})
            room = _SHARD
        shards[-1][term] = lists[term]
        room -= len(term) + 6 + 3 * len(lists[term])
    return shards


def _blocks(everything: list[Passage]) -> dict[int, list[tuple[str, str, str]]]:
    """Return number of the first passage -> passages, cut into blocks."""
    blocks: dict[int, list[tuple[str, str, str]]] = {}
    room = 0
    for number, passage in enumerate(everything):
        if room <= 0:
            block = blocks[number] = []
            room = _BLOCK
        block.append((passage.id, passage.heading, passage.text))
        room -= len(passage.text) + 40
    return blocks


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    atexit.register(engine.close)
    engine.eval(_TEXT.read_text(encoding="utf-8"))
    return engine


def weighed_terms(passages: list[list[tuple[str, float]]]) -> list[list[Weighed]]:
    """Return the terms of passages by what they weigh, by the script that the browser runs.

    Args:
        passages: each as its texts, with what a term weighs there.
    """
    found: list[list[Weighed]] = []
    for start in range(0, len(passages), _AT_ONCE):
        some = json.dumps(passages[start : start + _AT_ONCE])
        found += json.loads(_engine().eval(f"JSON.stringify({some}.map(weighedTerms))"))
    return found
