"""The colours of readers without scripts.

The theme shows its dark colours by writing their name into the page, by script. A style sheet
for those who run none has the same rules, under the condition that their system is dark.
"""

import re
from collections.abc import Iterable

STYLE_SHEET = "assets/stylesheets/without-scripts.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK = re.compile(r"""\[data-md-color-scheme=["']?slate["']?\]""")
_LIGHT = '[data-md-color-scheme="default"]'  # which stands in each page as it is built
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def dark_colours(style_sheets: Iterable[str]) -> str:
    """Return the rules for the dark scheme, as such for the light scheme on a dark system.

    Args:
        style_sheets: in the order in which pages load them.
    """
    rules = [
        f"{_DARK.sub(_LIGHT, selector.strip())} {{{declarations}}}"
        for sheet in style_sheets
        for selector, declarations in _RULE.findall(_COMMENT.sub("", sheet))
        if _DARK.match(selector.strip())
    ]
    body = "\n".join(rules)
    return f"@media screen and (prefers-color-scheme: dark) {{\n{body}\n}}\n"
