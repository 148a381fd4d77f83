"""What a card tells of a term: its names, its definition, its main formula, its evidence.

Each stands in a file beside the term's page, which a script of ours fetches when a reader
points at a link to the page. It is JSON, so that nobody takes it for a page.
"""

import json
import re
from pathlib import Path

from site_machinery import katex
from site_machinery.catalogue import Catalogue, Term
from site_machinery.kept import Kept
from site_machinery.ledger import read_ledger
from site_machinery.pages import Formula, Page

# The key of a term page's front matter that names its main formula, if that is not the first:
# what stands behind the colon where the formula is bound, or "none".
FORMULA = "formula"

# For screen readers, which are not given the formula of a card: it would be read as one word.
_MATHML = re.compile(r'<span class="katex-mathml">.*?</math></span>', re.S)


def cards(root: Path, catalogue: Catalogue) -> dict[str, str]:
    """Return the card of each term, by its path in docs."""
    rendered = Kept(root, "cards", [*katex.MADE_BY, Path(__file__)])
    found = {
        f"{term.path.removesuffix('.md')}/card.json": _card(root, term, rendered)
        for term in catalogue.terms
    }
    rendered.save()
    return found


def _card(root: Path, term: Term, rendered: Kept) -> str:
    formula = main_formula(term.page)
    tex = formula.tex if formula else ""
    if tex not in rendered:
        rendered[tex] = _MATHML.sub("", katex.render(tex, display=True)) if tex else ""
    data = {
        "name": term.name("zh"),
        "english": " · ".join(filter(None, [term.name("en"), term.name("abbr")])),
        "definition": str(term.page.meta.get("description", "")),
        "formula": rendered[tex],
        "evidence": _evidence(root, term.page),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def main_formula(page: Page) -> Formula | None:
    """Return the formula that a term's card shows; None if the page has none, or wants none.

    Raises:
        ValueError: the front matter names a formula that the page does not have.
    """
    wanted = page.meta.get(FORMULA)
    displayed = [formula for formula in page.formulas if formula.display]
    if wanted == "none" or not displayed:
        return None
    if wanted is None:
        return displayed[0]
    named = {(formula.reading or "").rpartition(":")[2]: formula for formula in displayed}
    if wanted not in named:
        known = ", ".join(filter(None, named))
        raise ValueError(f"the page binds no formula {wanted!r} (it has: {known}, or none)")
    return named[wanted]


def _evidence(root: Path, page: Page) -> str:
    """Return one line on what vouches for the code of a page."""
    references = [fence.include for fence in page.fences if fence.include]
    if not references:
        return ""
    found = [read_ledger(root).evidence(root, reference) for reference in references]
    if page.is_unverified or not all(found):
        return "待验证：有代码或文字还没有核对"
    cases: dict[tuple[str, str], int] = {}
    for evidence in found:
        for file, tests in evidence.tests.items():
            for test, count in tests.items():
                cases[file, test] = max(count, cases.get((file, test), 0))
    return (
        f"已验证 · {len(references)} 段代码 · {sum(cases.values())} 项测试 · "
        f"torch {found[0].torch}"
    )
