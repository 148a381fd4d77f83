"""Make one style sheet of all that pages need: a first visit would wait for each apart.

Left out is what is for parts of the theme that mkdocs.yml does not turn on, and fonts that the
site does not ship. Settings decide this, and not what some pages hold: so the sheet does not
change with what is written.
"""

import hashlib
import posixpath
import re
from collections.abc import Collection, Iterator

import tinycss2
from mkdocs.config.defaults import MkDocsConfig
from tinycss2.ast import AtRule, Node, ParseError, QualifiedRule

FOLDER = "assets/stylesheets"

# What the theme's selectors name -> the features, Markdown extensions or `extra` settings that
# bring it onto a page.
_PARTS = {
    r"\.md-annotation": ("content.code.annotate",),
    r"\.md-author|\.md-profile": ("authors",),
    r"\.md-consent": ("consent",),
    r"\.md-feedback": ("analytics",),
    r"\.md-path": ("navigation.path",),
    r"\.md-progress": ("navigation.instant.progress",),
    r"\.md-select": ("alternate",),
    r"\.md-social": ("social",),
    r"\.md-(header__|nav__)?source": ("repo_url",),
    r"\.md-status": ("status",),
    r"\.md-tooltip": (
        "content.code.annotate",
        "content.footnote.tooltips",
        "content.tooltips",
        "navigation.instant.preview",
    ),
    r"\.md-version": ("version",),
    r"\.critic": ("pymdownx.critic",),
    r"\.keys|\.key-": ("pymdownx.keys",),
    r"\.tabbed-": ("pymdownx.tabbed",),
    r"\.task-list": ("pymdownx.tasklist",),
    r"\.twemoji|\.emojione|\.gemoji": ("pymdownx.emoji",),
    r"\[dir=rtl\]": ("rtl",),
}
# For these a browser styles the whole page anew whenever a class or an attribute of its body
# changes, as it does several times while the theme starts. The first has a change of scheme
# come at a blow; the others are for blocks in cells, and for what stands beside a table that
# the theme has no frame around yet.
_COSTLY = (r"\[data-md-color-switching\]", r"table:not(\+\*| t[dh]>:(first|last)-child)")
_INSIDE = re.compile(r"\([^()]*\)")
_RELATIVE = re.compile(r"url\((?!['\"]?(?:[a-z]+:|/|#))['\"]?([^)'\"]+)['\"]?\)")
_URL = re.compile(r"url\(([^)'\"]+)\)")
_SPACE = re.compile(r"/\*.*?\*/|\n\s*", re.S)
_ICON = re.compile(r"(--[\w-]+):\s*url\((['\"]).*?\2\);?")


def stylesheet(
    sheets: dict[str, str], config: MkDocsConfig, shipped: Collection[str]
) -> tuple[str, str]:
    """Return the address, below the site's, and the text of the one style sheet.

    Args:
        sheets: address -> text, in the order in which a page would load them.
        config: of the build, which says what is turned on.
        shipped: addresses of the files that the site holds: a font elsewhere is left out.
    """
    unused = _unused(config)
    rules = (
        rule
        for address, text in sheets.items()
        for rule in _kept(tinycss2.parse_stylesheet(_moved(text, address)), unused, shipped)
    )
    text = _without_unused_icons('@charset "UTF-8";' + "".join(rules))
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{FOLDER}/all.{digest}.css", text


def _unused(config: MkDocsConfig) -> re.Pattern[str]:
    """Return what finds a selector that the site has no use for."""
    on = {*config.theme["features"], *config.markdown_extensions, *config.extra}
    if config.repo_url:
        on.add("repo_url")
    parts = [part for part, brought_by in _PARTS.items() if not on & set(brought_by)]
    for kind in ("primary", "accent"):
        chosen = "|".join({palette[kind] for palette in config.theme["palette"]})
        parts.append(rf"\[data-md-color-{kind}=(?!(?:{chosen})\])")
    return re.compile("|".join([*parts, *_COSTLY]))


def _moved(text: str, address: str) -> str:
    """Return a sheet whose links are relative to the new one."""
    folder = posixpath.dirname(address)
    return _RELATIVE.sub(
        lambda link: f"url({posixpath.relpath(posixpath.join(folder, link[1]), FOLDER)})", text
    )


def _kept(
    rules: list[Node], unused: re.Pattern[str], shipped: Collection[str]
) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, ParseError):
            raise ValueError(f"line {rule.source_line}: {rule.message}")
        if isinstance(rule, QualifiedRule):
            selectors = [s for s in _selectors(rule) if not unused.search(_INSIDE.sub("", s))]
            if selectors:
                yield f"{','.join(selectors)}{{{_text(rule.content)}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports"):
            inner = "".join(_kept(tinycss2.parse_rule_list(rule.content), unused, shipped))
            if inner:
                yield f"@{rule.at_keyword} {_text(rule.prelude)}{{{inner}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword == "font-face":
            links = _URL.findall(tinycss2.serialize(rule.content))
            files = {posixpath.normpath(posixpath.join(FOLDER, link)) for link in links}
            if files <= set(shipped):
                yield f"@font-face{{{_text(rule.content)}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword != "charset":
            yield _SPACE.sub(" ", rule.serialize())


def _selectors(rule: QualifiedRule) -> list[str]:
    parts: list[list[Node]] = [[]]
    for token in rule.prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [_text(part) for part in parts]


def _text(tokens: list[Node]) -> str:
    return _SPACE.sub(" ", tinycss2.serialize(tokens)).strip()


def _without_unused_icons(text: str) -> str:
    """Drop the icons, which the theme defines all in one place, that no rule shows."""
    return _ICON.sub(lambda icon: icon[0] if f"var({icon[1]}" in text else "", text)
