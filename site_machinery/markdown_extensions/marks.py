"""Say on a page that its prose is not checked, or is due because its code has changed."""

from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from site_machinery.markdown_extensions.rendered_page import rendered_page
from site_machinery.pages import UNVERIFIED, Page, read_page
from site_machinery.review import is_due

_ROOT = Path(__file__).parents[2]
_MORE = "<!-- more -->"
_UNVERIFIED = {
    "import": """
!!! warning "待验证"
    这篇周报由旧笔记导入，文字、数字和公式还没有核对，代码还没有写测试。
""",
    "template": """
!!! warning "待验证"
    这一页刚由模板建立：公式、代码和图是模板自带的例子（均方），还没有换成这个术语自己的内容。
""",
}
_GAPS = """
    原笔记里有 {count} 处没有照原样搬过来，逐条列在这一页源文件的开头。
"""
_DUE = """
!!! warning "待复核"
    这一页的代码或公式在文字核对之后改动过，文字还没有重新核对。
"""


def mark_of(root: Path, page: Page) -> str:
    """Return what a page must say about itself, as Markdown; "" if it is checked."""
    mark = _UNVERIFIED.get(str(page.meta.get(UNVERIFIED)), "")
    if gaps := page.meta.get("gaps"):
        mark += _GAPS.format(count=len(gaps))
    return mark + (_DUE if is_due(root, page) else "")


class _Mark(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        page = rendered_page(self.md)
        mark = mark_of(_ROOT, read_page(page.source)) if page and page.source else ""
        if not mark:
            return lines
        place = _place(lines)
        return [*lines[:place], *mark.splitlines(), "", *lines[place:]]


def _place(lines: list[str]) -> int:
    """Return before which line a mark goes: below `more`, as lists show what stands above."""
    titles = (n for n, line in enumerate(lines[:1], 1) if line.startswith("# "))
    return next((n for n, line in enumerate(lines, 1) if _MORE in line), next(titles, 0))


class MarkExtension(Extension):
    """Put the mark of a page below its title, or below `more`; needs admonition."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step before all others."""
        md.preprocessors.register(_Mark(md), "marks", 34)
