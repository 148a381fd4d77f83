"""Find where running text names a term, link it there, and know which pages mention which.

The names in the front matter of the term pages decide. At each place the longest name counts,
whoever's it is, so 卷积 is not found in 转置卷积. Chinese has no gaps between words: a name of
two characters counts only where it stands alone, since what touches it would make it another
word (图卷积). What holds a name and does not mean the term is listed as `unlinked` in the front
matter of the term's page.

A link stands at the first mention in a section, unless the section has one that is written. No
link stands in headings, code, formulas, links, captions or notes, nor in lists of links.
"""

import posixpath
import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from site_machinery import pages
from site_machinery.kept import Kept
from site_machinery.ledger import digest
from site_machinery.pages import CODE_SPAN, INLINE_FORMULA, Page, parse_page

if TYPE_CHECKING:
    from site_machinery.catalogue import Document, Term

# The class of the links that are made here.
CLASS = "mention"
# The last says where a link leads.
_MADE_BY = (Path(__file__), Path(pages.__file__), Path(__file__).with_name("catalogue.py"))
# The ids of the sections that are lists of links already.
LISTS = {"related", "references", "mentions"}

_MASKED = re.compile(
    r"(?=[`$!\[<{h《])(?:"  # for speed: what any of them begins with
    + "|".join(
        [
            CODE_SPAN.pattern,
            INLINE_FORMULA.pattern,
            r"!?\[(?:[^\[\]]|\[[^\]]*\])*\](?:\([^)]*\)|\[[^\]]*\])",  # links and images
            r"\[\^[^\]]+\]",
            r"</?[a-zA-Z][^>]*>",
            r"https?://[^\s>）)]+",
            r"\{[:#. ][^}]*\}",
            r"《[^》\n]*》",
        ]
    )
    + ")",
    re.S,
)
# Lines that are no running text: titles of admonitions and marks by themselves, notes and HTML
# up to an empty line.
_APART = re.compile(r"\s*(?:(?P<alone>!!!|\?\?\?|===|///)|\[[^\]]+\]:|</?[a-zA-Z])")

_LATIN = re.compile("[a-z0-9_à-öø-ÿ]")
_LATIN_OR_HYPHEN = re.compile(f"[{_LATIN.pattern[1:-1]}-]")
_HAN = "[\u3400-\u9fff]"
_SHORT = re.compile(f"{_HAN}{{1,2}}")
_WORD = re.compile(f"{_HAN}|{_LATIN.pattern}|\0")
# What may touch a short name: words that make no other word of it.
_BEFORE = (
    "的了是和与或及把被让给用以由从到在对为做作叫称即就才也都还又再先后每各这那其该某此个次步"
    "层遍种有无不没会要能可比跟同而但若等时使经过来去算求于"
)
_AFTER = (
    "的了是和与或及把被让给用以由从到在对为做作叫称即就才也都还又再先后每各这那其该某此之里内外"
    "中上下前有无不没会要能可比跟同而但若等时使经过来去得本只两一沿将所"
)


@dataclass(frozen=True)
class Mention:
    """Where running text names a term: a line, counted from 1, and the place in it."""

    line: int
    start: int
    end: int
    term: str  # the path of its page in docs


class Names:
    """The names by which running text mentions terms.

    Names of code are not among them: text shows those as code.

    Args:
        terms: the pages whose front matter lists the names.
    """

    def __init__(self, terms: "Iterable[Term]") -> None:
        self._known: dict[str, tuple[str, str]] = {}  # in lower case -> as written, the page
        unlinked = []
        for term in terms:
            single = [term.name(kind) for kind in ("zh", "en", "abbr")]
            for name in filter(None, [*single, *term.names("also")]):
                self._known[name.lower()] = name, term.path
            unlinked += term.unlinked
        self._known |= {text.lower(): (text, "") for text in unlinked}
        # Two characters -> the lengths of the names that begin with them, longest first.
        self._lengths: dict[str, list[int]] = {}
        for length in sorted({len(name) for name in self._known}, reverse=True):
            for start in {name[:2] for name in self._known if len(name) == length}:
                self._lengths.setdefault(start, []).append(length)
        first, second = ({re.escape(start[at]) for start in self._lengths} for at in (0, 1))
        in_a_word = f"(?<!{_LATIN_OR_HYPHEN.pattern}{_LATIN.pattern})"
        self._start = re.compile(f"[{''.join(first)}]{in_a_word}(?=[{''.join(second)}])")

    @cached_property
    def digest(self) -> str:
        """What tells these names from others."""
        return digest(repr(sorted(self._known.items())))

    def mentions(self, document: "Document") -> list[Mention]:
        """Return the mentions in a page that a link belongs to, in their order."""
        page = document.page
        lines = list(_running(page))
        text = "\n".join(line for _, line in lines)
        starts = list(accumulate((len(line) + 1 for _, line in lines), initial=0))
        sections = [heading for heading in page.headings if heading.level <= 2]
        first_lines = [heading.line for heading in sections]
        linked = {(bisect(first_lines, line), path) for line, path in written_links(document)}
        found = []
        for start, end, path in self._found(text):
            at = bisect(starts, start) - 1
            line = lines[at][0]
            section = bisect(first_lines, line)
            is_list = section > 0 and sections[section - 1].id in LISTS
            if path == document.path or (section, path) in linked or is_list:
                continue
            linked.add((section, path))
            found.append(Mention(line, start - starts[at], end - starts[at], path))
        return found

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where a text names terms, start and end, and the paths of their pages."""
        text = _MASKED.sub(lambda match: "\0" * len(match[0]), text).replace("İ", "I")
        lower, end = text.lower(), 0
        for match in self._start.finditer(lower):
            start = match.start()
            if start < end:
                continue  # in the one before
            for length in self._lengths.get(lower[start : start + 2], ()):
                name = lower[start : start + length]
                if name in self._known and _stands_alone(lower, start, start + length):
                    end = start + length
                    written, path = self._known[name]
                    # Capitals count where there are no others: "in" is no IN.
                    if path and (written != written.upper() or text[start:end] == written):
                        yield start, end, path
                    break


@dataclass(frozen=True)
class Backlink:
    """A page that mentions a term, and the numbers of the headings under which it does."""

    document: "Document"
    headings: list[int]  # -1 for what stands before the first

    @property
    def places(self) -> list[tuple[str, str]]:
        """The sections, as (id, heading); what stands above the first is left out."""
        page, ids = self.document.page, self.document.ids
        return [
            (ids[number], page.headings[number].text)
            for number in self.headings
            if number >= 0 and page.headings[number].level > 1
        ]


class Mentions:
    """Which pages mention which terms, in text that names them and in links that are written.

    Args:
        texts: the pages, in the order in which they are to be listed.
        names: the names of the terms.
    """

    def __init__(self, texts: "Iterable[Document]", names: Names) -> None:
        self._texts = {document.path: document for document in texts}
        self._names = names
        self._found: dict[str, list[Mention]] = {}

    def find(self, root: Path) -> None:
        """Find the mentions in all pages now, and keep them for the next build.

        Args:
            root: the repository.
        """
        kept = Kept(root, "mentions", _MADE_BY)
        for document in self._texts.values():
            key = digest("\n".join((document.path, self._names.digest, *document.page.lines)))
            if key not in kept:
                kept[key] = list(map(astuple, self._names.mentions(document)))
            self._found[document.path] = [Mention(*parts) for parts in kept[key]]
        kept.save()

    def within(self, document: "Document") -> list[Mention]:
        """Return the mentions in a page that are linked."""
        if document.path not in self._found:
            self._found[document.path] = self._names.mentions(document)
        return self._found[document.path]

    def linked(self, path: str, markdown: str) -> str:
        """Return the Markdown of a page with a link at each mention.

        Args:
            path: of the page in docs; that of a list is returned as it is.
            markdown: of the page, without its front matter.
        """
        document = self._texts.get(path)
        if document is None:
            return markdown
        lines = markdown.splitlines()
        head = len(document.page.lines) - len(lines)  # the front matter
        if head >= 0 and document.page.lines[head:] == lines:
            found = self.within(document)
        else:  # a notebook with what its cells print
            head, found = 0, self._names.mentions(replace(document, page=parse_page(markdown)))
        folder = posixpath.dirname(path) or "."
        for mention in reversed(found):
            number = mention.line - 1 - head
            line, target = lines[number], _relative(mention.term, folder)
            link = f"[{line[mention.start : mention.end]}]({target}){{ .{CLASS} }}"
            lines[number] = line[: mention.start] + link + line[mention.end :]
        return "\n".join(lines)

    def of(self, path: str) -> list[Backlink]:
        """Return the pages that mention the term whose page has a path."""
        return list(self._backlinks.get(path, {}).values())

    def places(self, page: str, term: str) -> int:
        """Return in how many sections a page mentions a term; both are paths."""
        link = self._backlinks.get(term, {}).get(page)
        return len(link.headings) if link else 0

    @cached_property
    def _backlinks(self) -> dict[str, dict[str, Backlink]]:
        found: dict[str, dict[str, Backlink]] = {}
        for document in self._texts.values():
            first_lines = [heading.line for heading in document.page.headings]
            places: dict[str, set[int]] = {}
            named = [(mention.line, mention.term) for mention in self.within(document)]
            for line, path in [*named, *written_links(document)]:
                if path != document.path:
                    places.setdefault(path, set()).add(bisect(first_lines, line) - 1)
            for path, headings in places.items():
                link = Backlink(document, sorted(headings))
                found.setdefault(path, {})[document.path] = link
        return found


def written_links(document: "Document") -> Iterator[tuple[int, str]]:
    """Yield the line of each link of a page, and the path in docs that it leads to."""
    for link in document.page.links:
        if not link.is_image and "://" not in link.target:
            yield link.line, document.resolve(link.target)[0]


_relative = cache(posixpath.relpath)


def _running(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the lines of running text with their numbers."""
    last, apart = 0, False
    for prose in page.prose:
        mark = _APART.match(prose.text)
        apart = (apart and prose.line == last + 1) or (mark is not None and not mark["alone"])
        last = prose.line
        if not apart and not mark:
            yield prose.line, prose.text


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether what touches a name in a text in lower case leaves it the word that it is.

    That it starts a Latin word is known.
    """
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if _LATIN.match(text[end - 1]) and _LATIN_OR_HYPHEN.match(after):
        return False
    if not _SHORT.fullmatch(text, start, end):
        return True
    before, after = before.rstrip(" ")[-1:], after.lstrip(" ")[:1]
    return not (
        (_WORD.match(before) and before not in _BEFORE)
        or (_WORD.match(after) and after not in _AFTER)
    )
