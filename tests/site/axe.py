"""Ask axe-core what on a page stands in the way of readers with a disability."""

from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
# WCAG 2.0 to 2.2, A and AA, and what axe-core holds for good practice. No rule is left out.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a rule says of these is not so: axe-core reads no MathML. A head of a table that is a
# formula has a label, and screen readers read both.
_MISJUDGED = {"empty-table-header": "th[aria-label]:has(math)"}
_RUN = """async ([runOnly, misjudged]) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], runOnly });
  return violations.flatMap(({ id, nodes }) => nodes
    .map(({ target, failureSummary }) => [id, target.join(" "), failureSummary])
    .filter(([, target]) => !document.querySelector(target).matches(misjudged[id] ?? "none")));
}"""


def violations(page: Page) -> list[tuple[str, str, str]]:
    """Return (rule, selector, what is wrong) for each element that breaks a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    return [tuple(found) for found in page.evaluate(_RUN, [_RULES, _MISJUDGED])]
