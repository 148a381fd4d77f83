"""Weekly notes in any number, of about 8 kB each, out of what the site's own pages say.

Half of the clauses are stitched from two others and each note has words of its own, so pairs of
characters and words become more as notes do, as they would if somebody wrote them. Each has
six formulas and four blocks of code; the numbers in the formulas are its own.
"""

import random
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from site_machinery.catalogue import Catalogue
from site_machinery.search.passages import plain

_CLAUSE = re.compile(r"[^，。；：！？（）\n\[\]]{6,40}")  # no half of a link
_SECTIONS, _PARAGRAPHS, _SENTENCES = 5, 3, 4
_BLOCKS, _DISPLAYED, _INLINE = 4, 2, 4


def site_with_notes(root: Path, target: Path, count: int) -> Path:
    """Copy a site's docs to a folder, add so many notes there, and return it."""
    docs = shutil.copytree(root / "docs", target / "docs")
    catalogue = Catalogue(docs)
    prose = (line.text for document in catalogue.documents for line in document.page.prose)
    clauses = sorted({clause for text in prose for clause in _CLAUSE.findall(plain(text))})
    subjects = [name for term in catalogue.terms for name in (term.name("zh"), term.name("en"))]
    subjects = [name for name in subjects if name]
    pages = [document.page for document in catalogue.terms]
    blocks = [
        f"```python\n{fence.body}\n```\n"
        for page in pages
        for fence in page.fences
        if fence.include
    ]
    for number in range(count):
        day = date(1900, 1, 1) + timedelta(days=7 * number)
        text = _note(day, clauses, subjects, blocks, random.Random(number))
        (docs / f"notes/posts/{day}.md").write_text(text, encoding="utf-8")
    return docs


def _note(
    day: date, clauses: list[str], subjects: list[str], blocks: list[str], rng: random.Random
) -> str:
    own_words = ["".join(rng.choices("abcdeiklmnorstu", k=rng.randint(5, 9))) for _ in range(3)]

    def clause() -> str:
        one, other = rng.choices(clauses, k=2)
        return rng.choice((one, one[: len(one) // 2] + other[len(other) // 2 :]))

    def sentence() -> str:
        return "，".join(clause() for _ in range(rng.randint(2, 4))) + "。"

    def paragraph() -> str:
        return "".join(sentence() for _ in range(_SENTENCES)) + rng.choice(own_words) + "。\n"

    def title() -> str:
        return f"{rng.choice(subjects)}：{clause()[:12]}".replace('"', "")

    def formula() -> str:
        a, b, c = rng.choices(range(2, 100), k=3)
        return rf"y_{{i}} = \frac{{{a} x_{{i}} + {b}}}{{\sqrt{{\delta^2 + {c}}}}}"

    said = clause().replace('"', "")
    parts = [
        f'---\ntitle: "{title()}"\ndescription: "{said}"\ndate: {day}\n',
        f"slug: week-post-{day}\ntags: [周报]\ncategories: [周报]\n---\n\n",
        f"{sentence()}\n\n<!-- more -->\n",
    ]
    body = []
    for number in range(_SECTIONS):
        body.append(f"\n## {clause()} {{#part-{number}}}\n")
        body += [f"\n{paragraph()}" for _ in range(_PARAGRAPHS)]
    extra = [f"\n{block}" for block in rng.sample(blocks, _BLOCKS)]
    extra += [
        f"\n<!-- formula: none 生成的 -->\n\n$$\n{formula()}\n$$\n" for _ in range(_DISPLAYED)
    ]
    extra += [f"\n其中 ${formula()}$，{clause()}。\n" for _ in range(_INLINE)]
    for piece in extra:
        body.insert(rng.randint(1, len(body)), piece)
    return "".join([*parts, *body])
