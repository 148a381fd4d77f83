"""Give each code block the program that its copy button copies.

A fence that includes a section of `snippets` gets the attribute `data-copy`, which the theme's
button prefers to the text shown. Printed output gets no button.
"""

import html
import re
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from site_machinery.pages import Fence, fence_opening
from site_machinery.programs import program_of, shown

_REFERENCE = re.compile(r'(?P<before><[^>]*) data-program="(?P<reference>[^"]+)"')
_OPTION = re.compile(r'\w+="[^"]*"')


class _MarkFences(Preprocessor):
    """Write a fence's reference into its header, before the include is replaced by the code."""

    def run(self, lines: list[str]) -> list[str]:
        marked = list(lines)
        opened: tuple[int, re.Match[str]] | None = None
        for number, line in enumerate(lines):
            fence = fence_opening(line)
            if not fence:
                continue
            if opened is None:
                opened = number, fence
            elif fence["ticks"].startswith(opened[1]["ticks"]) and not fence["info"].strip():
                start, opening = opened
                body = "\n".join(lines[start + 1 : number])
                marked[start] = self._header(opening, body)
                opened = None
        return marked

    @staticmethod
    def _header(opening: re.Match[str], body: str) -> str:
        fence = Fence(0, opening["info"].strip(), body)
        start = opening["pad"] + opening["ticks"]
        if fence.is_output:
            return f"{start}{{ .text .output .no-copy }}"
        if fence.language == "python" and fence.include:
            options = "".join(f" {option}" for option in _OPTION.findall(fence.info))
            return f'{start}{{ .python data-program="{fence.include}"{options} }}'
        return opening[0]


class _AttachPrograms(Postprocessor):
    """Replace the reference by the program itself."""

    def __init__(self, md: Markdown, root: Path) -> None:
        super().__init__(md)
        self._root = root

    def run(self, text: str) -> str:
        return _REFERENCE.sub(self._attach, text)

    def _attach(self, match: re.Match[str]) -> str:
        reference = html.unescape(match["reference"])
        program = program_of(self._root, reference)
        more = "" if program == shown(self._root, reference) else " data-copies-more"
        escaped = html.escape(program).replace("\n", "&#10;")
        return f'{match["before"]} data-section="{reference}"{more} data-copy="{escaped}"'


class CodeExtension(Extension):
    """Attach programs to code blocks; needs superfences and attr_list.

    Args:
        root: the folder that holds `snippets`.
    """

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step before the snippets (32) and the one after the raw HTML (30)."""
        md.preprocessors.register(_MarkFences(md), "mark-fences", 33)
        md.postprocessors.register(_AttachPrograms(md, self._root), "attach-programs", 5)
