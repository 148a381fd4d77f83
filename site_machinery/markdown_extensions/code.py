"""Give each code block the program that its copy button copies, and the evidence for it.

A fence that includes a section of `snippets` gets the attribute `data-copy`, which the theme's
button prefers to the text shown, and a line below it: whether tests vouch for the block as it
is, how many, and where to read them. Printed output gets no button.
"""

import html
import re
from functools import cache
from importlib import metadata
from pathlib import Path
from urllib.parse import urljoin

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from site_machinery.evidence_pages import evidence_page
from site_machinery.ledger import IMPORTED, read_ledger
from site_machinery.markdown_extensions.rendered_page import rendered_page
from site_machinery.pages import Fence, fence_opening
from site_machinery.programs import program_of, shown
from site_machinery.slugs import block_id

_REFERENCE = re.compile(r' data-program="(?P<reference>[^"]+)"')
_PART = re.compile(r' data-part="(?P<reference>[^"]+)"')
_ROOT = Path(__file__).parents[2]
_MADE_WITH = f"torch {metadata.version('torch').partition('+')[0]}, MIT licence"
_NOBODY_RAN_IT = "待验证：来自旧笔记，没有运行过，所以没有复制按钮"
_UNPROVED = '{ .evidence .unproved data-search-exclude="" }'
_OPTION = re.compile(r'\w+="[^"]*"')


class _MarkFences(Preprocessor):
    """Write a fence's reference into its header, before the include is replaced by the code."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self._root = root

    def run(self, lines: list[str]) -> list[str]:
        marked: list[str] = []
        opened: tuple[int, re.Match[str]] | None = None
        for line in lines:
            marked.append(line)
            fence = fence_opening(line)
            if not fence:
                continue
            if opened is None:
                opened = len(marked) - 1, fence
            elif fence["ticks"].startswith(opened[1]["ticks"]) and not fence["info"].strip():
                start, opening = opened
                block = Fence(0, opening["info"].strip(), "\n".join(marked[start + 1 : -1]))
                marked[start] = self._header(opening, block)
                reference = self._reference(block)
                if reference and ":" in reference:  # a whole module stands among its evidence
                    badge = self._badge(reference)
                    marked += ["", *(opening["pad"] + line for line in badge), ""]
                if block.is_unverified:
                    badge = [_NOBODY_RAN_IT, _UNPROVED]
                    marked += ["", *(opening["pad"] + line for line in badge), ""]
                opened = None
        return marked

    @staticmethod
    def _reference(block: Fence) -> str | None:
        """Return what a block's program is made from, if it has one."""
        if block.language != "python" or block.is_unverified:
            return None
        named = re.search(r'data-program="([^"]+)"', block.info)
        return named[1] if named else block.include

    def _header(self, opening: re.Match[str], block: Fence) -> str:
        start = opening["pad"] + opening["ticks"]
        if block.is_output:
            return f"{start}{{ .text .output .no-copy }}"
        if block.is_unverified:
            return f"{start}{{ .{block.language} .unverified .no-copy }}"
        if block.language == "python" and block.include:
            options = "".join(f" {option}" for option in _OPTION.findall(block.info))
            id_ = block_id(block.include)
            return f'{start}{{ .python #{id_} data-program="{block.include}"{options} }}'
        return opening[0]

    def _badge(self, reference: str) -> list[str]:
        """Return the lines of a paragraph that says what vouches for a block."""
        evidence = read_ledger(self._root).evidence(self._root, reference)
        kind, text = "unproved", "待验证：这段代码在测试之后改过"
        if reference.startswith(IMPORTED) and (evidence is None or evidence.only_runs):
            text = (
                f"待验证：来自旧笔记，只知道它能单独运行 · [代码](/{evidence_page(reference)})"
            )
        elif evidence:
            kind = "proved"
            text = (
                f"已验证 · {evidence.cases} 项测试 · torch {evidence.torch} · "
                f"Python {evidence.python} · [证据](/{evidence_page(reference)})"
            )
        if program_of(self._root, reference) != shown(self._root, reference):
            text += (
                "<br>复制可运行代码：含这里没有显示的导入和定义。"
                f'<button type="button" data-part="{reference}">只复制显示的部分</button>'
            )
        return [text, f'{{ .evidence .{kind} data-search-exclude="" }}']


class _AttachPrograms(Postprocessor):
    """Replace the references by what the buttons copy: a head line and the program, or a part.

    No sooner: Markdown would take brackets and backticks in an attribute for its own.
    """

    def __init__(self, md: Markdown, root: Path, site: str) -> None:
        super().__init__(md)
        self._root, self._site = root, site

    def run(self, text: str) -> str:
        return _PART.sub(self._attach_part, _REFERENCE.sub(self._attach, text))

    def _attach(self, match: re.Match[str]) -> str:
        text, place = match.string, match.start()
        if text.rfind("<", 0, place) < text.rfind(">", 0, place):
            return match[0]  # in no tag: the page tells of it
        reference = html.unescape(match["reference"])
        rendered = rendered_page(self.md)
        head = head_line(self._site, rendered.url if rendered else "")
        copied = _escaped(f"{head}\n") + _escaped(program_of(self._root, reference))
        return f' data-section="{reference}" data-copy="{copied}"'

    def _attach_part(self, match: re.Match[str]) -> str:
        part = shown(self._root, html.unescape(match["reference"])).rstrip()
        return f' data-clipboard-text="{_escaped(part)}"'


def head_line(site: str, url: str) -> str:
    """Return the first line of all that is copied on a page.

    Args:
        site: the address of the site.
        url: where the page stands below it.
    """
    return f"# {urljoin(site.rstrip('/') + '/', url)}, {_MADE_WITH}"


@cache  # notes and terms show the same code
def _escaped(code: str) -> str:
    return html.escape(code).replace("\n", "&#10;")


class CodeExtension(Extension):
    """Attach programs to code blocks; needs superfences and attr_list.

    Args:
        root: the folder that holds `snippets`.
        site: the address of the site, which the copied programs name.
    """

    def __init__(self, root: Path = _ROOT, site: str = "") -> None:
        super().__init__()
        self._root, self._site = root, site

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step before the snippets (32) and the one after the raw HTML (30)."""
        programs = _AttachPrograms(md, self._root, self._site)
        md.preprocessors.register(_MarkFences(md, self._root), "mark-fences", 33)
        md.postprocessors.register(programs, "attach-programs", 5)


NAME = f"{CodeExtension.__module__}:{CodeExtension.__name__}"  # in mkdocs.yml
