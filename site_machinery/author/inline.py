"""Turn over what stands inside a paragraph: formulas, links, images, HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from site_machinery.author.old_note import Gap
from site_machinery.checks import EXPIRES
from site_machinery.slugs import slugify

# Control characters, which no note has, keep tokens apart from text.
FENCE_TOKEN = re.compile("\x02fence(\\d+)\x03")
IMAGE_TOKEN = re.compile("\x02image(\\d+)\x03")
_HELD = re.compile("\x02held(\\d+)\x03")
_CODE = re.compile(r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.S)
_BRACKETED = re.compile(r"\\\((?P<tex>.+?)\\\)|\\\[(?P<display>.+?)\\\]", re.S)
_DOUBLED = re.compile(r"(?<!\\)\$\$(?P<tex>[^$]+?)\$\$")
_DOLLARS = re.compile(r"(?<![\\$])\$(?!\$)(?P<tex>(?:\\.|[^\\$])+?)\$(?!\$)", re.S)
_LOOKS_LIKE_TEX = re.compile(r"[\\^_{}=+<>|]|^ *[A-Za-z] *$")
_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\(\s*(?P<target><[^>]*>|(?:\([^()\s]*\)|[^()\s])+)"
    r"(?:\s+(?P<title>\"[^\"]*\"|'[^']*'|=[\dx%]+))?\s*\)(?P<attributes>\{[^}]*\})?"
)
_LINKED_IMAGE = re.compile(rf"\[\s*(?P<image>{_IMAGE.pattern})\s*\]\((?P<around>[^()\s]+)\)")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\(\s*(?P<target><[^>]*>|(?:\([^()\s]*\)|[^()\s])*)(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_AUTOLINK = re.compile(r"<(?:https?|mailto):[^\s<>]+>")
_BARE = re.compile(r"(?<![\w/<(\"'=])https?://[\w\-.~:/?#@!$&*+,;=%()]*[\w/#=&]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]: *(?P<target>\S+).*$", re.M)
_TAG = re.compile(r"</?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:\s[^<>]*)?)/?>")
_IMG = re.compile(r"<img\b(?P<attributes>[^<>]*)/?>", re.I)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_INLINE_TAGS = set(
    "a abbr b br cite code del em i ins kbd mark q s small strong sub sup u".split()
)
_PLAIN_TAGS = _INLINE_TAGS | set(
    "blockquote caption col dd dl dt li ol p table tbody td tfoot th thead tr ul".split()
)
_LAYOUT_TAGS = set("center div figcaption figure font p section span article".split())
_PLAIN_ATTRIBUTES = set("alt align colspan rowspan href title start lang".split())


@dataclass(frozen=True)
class OldImage:
    """An image of an old note."""

    line: int
    alt: str
    target: str


def fence_token(number: int) -> str:
    """Return what stands for a fence until it is known what becomes of it."""
    return f"\x02fence{number}\x03"


def is_plain_html(block: str) -> bool:
    """Say whether a block of HTML may stand on a page as it is."""
    tags = list(_TAG.finditer(block))
    return bool(tags) and all(
        tag["name"].lower() in _PLAIN_TAGS
        and all(
            name.lower() in _PLAIN_ATTRIBUTES for name, *_ in _attributes(tag["attributes"])
        )
        and not EXPIRES.search(tag["attributes"])
        for tag in tags
    )


def without_wrappers(block: str) -> tuple[str, str] | None:
    """Return what stands inside tags that only lay out, and those tags; None for others."""
    names = {tag["name"].lower() for tag in _TAG.finditer(block)}
    if not names <= _LAYOUT_TAGS | _INLINE_TAGS | {"img"}:
        return None
    left_out: list[str] = []

    def drop(tag: re.Match[str]) -> str:
        if tag["name"].lower() not in _LAYOUT_TAGS:
            return tag[0]
        left_out.append(tag[0])
        return ""

    return _TAG.sub(drop, block).strip("\n "), " ".join(left_out)


class Inline:
    """Turns paragraphs over, and collects their images and gaps.

    Args:
        images: where the images go.
        gaps: where the gaps go.
        page_of: gives the page that a link to another note leads to here, if there is one.
        ids: of the headings of the same note.
    """

    def __init__(
        self,
        images: list[OldImage],
        gaps: list[Gap],
        page_of: Callable[[str], str | None],
        ids: set[str],
    ) -> None:
        self.formulas = 0
        self._images, self._gaps, self._page_of, self._ids = images, gaps, page_of, ids
        self._held: list[str] = []
        self._text, self._first = "", 1

    def turn_over(self, text: str, first: int) -> str:
        """Return a paragraph turned over.

        Args:
            text: the paragraph.
            first: the line of the file on which it starts.
        """
        self._text, self._first, self._held = text, first, []
        text = _CODE.sub(lambda m: self._hold(m[0]), text)
        text = _BRACKETED.sub(lambda m: self._formula(m["tex"] or m["display"]), text)
        text = _DOUBLED.sub(lambda m: self._formula(m["tex"]), text)
        text = _DOLLARS.sub(self._dollars, text)
        text = text.replace(r"\$", "$")
        text = re.sub(r"\$+(?:\d[\d.,]*\d|\d)?", lambda m: self._hold(f"`{m[0]}`"), text)
        text = _IMG.sub(self._tag_of_image, text)
        text = _LINKED_IMAGE.sub(self._linked_image, text)
        text = _IMAGE.sub(self._image, text)
        text = _DEFINITION.sub(self._definition, text)
        text = _AUTOLINK.sub(self._autolink, text)
        text = _LINK.sub(self._link, text)
        text = _BARE.sub(self._bare, text)
        text = _TAG.sub(self._tag, text)
        while _HELD.search(text):
            text = _HELD.sub(lambda m: self._held[int(m[1])], text)
        return text

    def _hold(self, text: str) -> str:
        """Put a part aside, so that nothing else is found in it."""
        self._held.append(text)
        return f"\x02held{len(self._held) - 1}\x03"

    def _line(self, words: str) -> int:
        position = self._text.find(words)
        return self._first + (self._text.count("\n", 0, position) if position > 0 else 0)

    def _gap(self, words: str, what: str) -> None:
        while _HELD.search(what):
            what = _HELD.sub(lambda m: self._held[int(m[1])], what)
        self._gaps.append(Gap(self._line(words), what))

    def _formula(self, tex: str) -> str:
        self.formulas += 1
        return self._hold(f"${' '.join(tex.split())}$")

    def _dollars(self, match: re.Match[str]) -> str:
        tex = match["tex"]
        tight = tex == tex.strip()
        if "\n\n" in tex or not (_LOOKS_LIKE_TEX.search(tex) or (tight and len(tex) < 9)):
            return match[0]
        return self._formula(tex)

    def _image(self, match: re.Match[str]) -> str:
        target = match["target"].strip("<>")
        title = (match["title"] or "").strip("\"'")
        for what in (match["attributes"], title and f"the title {title!r}"):
            if what:
                self._gap(target, f"left out of an image: {what}")
        return self._add_image(match["alt"], target)

    def _add_image(self, alt: str, target: str) -> str:
        self._images.append(OldImage(self._line(target), " ".join(alt.split()), target))
        return f"\x02image{len(self._images) - 1}\x03"

    def _linked_image(self, match: re.Match[str]) -> str:
        image = self._image(_IMAGE.fullmatch(match["image"]))
        around = match["around"]
        if EXPIRES.search(around):
            self._gap(around, f"the link of an image expires and is left out: {around}")
            return image
        self._gap(around, f"the link of an image stands beside it now: {around}")
        return f"{image} {self._hold(f'<{around}>') if '://' in around else around}"

    def _tag_of_image(self, match: re.Match[str]) -> str:
        given = {name.lower(): value for name, value in _attributes(match["attributes"])}
        target = given.pop("src", "") or given.pop("data-src", "")
        alt = given.pop("alt", "")
        if given:
            what = " ".join(f'{name}="{value}"' for name, value in given.items())
            self._gap(match[0], f"left out of an image: {what}")
        return self._add_image(alt, target)

    def _link(self, match: re.Match[str]) -> str:
        text, target, title = match["text"], match["target"].strip("<>"), match["title"] or ""
        if EXPIRES.search(target):
            self._gap(target, f"this link expires and became plain text: {target}")
            return text
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
            return self._hold(f"[{text}]({target}{title})") if text.strip() else target
        if target.startswith("//"):
            return self._hold(f"[{text}](https:{target}{title})")
        file, _, anchor = target.partition("#")
        if not file and (id_ := slugify(unquote(anchor))) in self._ids:
            return self._hold(f"[{text}](#{id_}{title})")
        page = self._page_of(unquote(file)) if file else None
        if page is None:
            self._gap(target, f"this link leads nowhere here and became plain text: {target}")
            return text
        if anchor:
            self._gap(target, f"a link leads to the top of its page now: {target}")
        return self._hold(f"[{text}]({page}{title})")

    def _autolink(self, match: re.Match[str]) -> str:
        address = match[0].strip("<>")
        if EXPIRES.search(address):
            self._gap(address, f"this link expires: {address}")
            return self._hold(f"`{address}`")
        return self._hold(match[0])

    def _bare(self, match: re.Match[str]) -> str:
        return self._autolink(re.fullmatch(".*", f"<{match[0]}>"))

    def _definition(self, match: re.Match[str]) -> str:
        if EXPIRES.search(match["target"]):
            self._gap(match["target"], f"this link expires: {match['target']}")
        return self._hold(match[0])

    def _tag(self, match: re.Match[str]) -> str:
        name = match["name"].lower()
        if name in _INLINE_TAGS and is_plain_html(match[0]):
            return self._hold(match[0])
        if name in _LAYOUT_TAGS | _INLINE_TAGS:
            self._gap(match[0], f"a tag is left out: {match[0]}")
            return ""
        self._gap(match[0], f"a tag is shown as text: {match[0]}")
        return self._hold(f"`{match[0]}`")


def _attributes(text: str) -> list[tuple[str, str]]:
    return [(m[1], m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(text)]
