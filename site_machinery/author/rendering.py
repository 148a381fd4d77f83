"""Render a page that is about to be written, and look for what a reader must not see."""

from functools import cache
from pathlib import Path

import yaml
from markdown import Markdown

from site_machinery import katex
from site_machinery.author.old_note import BadNote, OldNote
from site_machinery.markdown_extensions.code import CodeExtension
from site_machinery.markdown_extensions.formulas import FormulaExtension
from site_machinery.pages import parse_page
from site_machinery.rendered import faults
from site_machinery.slugs import slugify

_ROOT = Path(__file__).parents[2]
# What a page includes is not written yet, and of the site's own extensions two are enough.
_NOT_HERE = ("pymdownx.snippets", "site_machinery.")


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose tags only the generators understand."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: "")
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)


def fault_of(text: str, note: OldNote) -> BadNote | None:
    """Return the first thing on a new page that the checks or the build would refuse."""
    page = parse_page(text)
    for formula in page.formulas:
        try:
            katex.render(formula.tex, display=formula.display)
        except katex.FormulaError as error:
            message = f"KaTeX cannot read this formula: {error}; mend the TeX"
            return BadNote(_line_of(formula.tex, note), message)
    for fault in page.faults:
        return BadNote(_line_of(page.lines[fault.line - 1], note), fault.message)
    for words, message in faults(_html(text)):
        return BadNote(_line_of(words, note), f"{words!r} {message}")
    return None


def _html(text: str) -> str:
    markdown = _markdown()
    markdown.reset()
    return markdown.convert(text)


@cache
def _markdown() -> Markdown:
    """Return a renderer with the site's own extensions and settings."""
    settings = yaml.load((_ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
    names, configs = [], {}
    for entry in settings["markdown_extensions"]:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        if not name.startswith(_NOT_HERE):
            names.append(name)
            configs[name] = config or {}
    configs["toc"]["slugify"] = slugify
    return Markdown(
        extensions=[*names, _Code(_ROOT), FormulaExtension()], extension_configs=configs
    )


class _Code(CodeExtension):
    """Marks the blocks; the programs that buttons copy are not there yet."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the first of its two steps, and have it look nothing up."""
        super().extendMarkdown(md)
        md.postprocessors.deregister("attach-programs")
        step = md.preprocessors["mark-fences"]
        step._badge = lambda reference: []
        step._header = lambda opening, block: (
            f"{opening['pad']}{opening['ticks']}{{ .text .no-copy }}"
        )


def _line_of(words: str, note: OldNote) -> int:
    """Return the line of the old note on which words stand that were found on its page."""
    wanted = words.strip().partition("\n")[0]
    for length in (len(wanted), 24, 12, 6):
        for number, line in enumerate(note.lines):
            if wanted[:length] and wanted[:length] in line:
                return note.first + number
    return note.first
