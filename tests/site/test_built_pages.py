"""The built site as files: addresses, ids, formulas, lists."""

import itertools
import json
import posixpath
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from site_machinery.cards import main_formula
from site_machinery.catalogue import Document
from site_machinery.evidence_pages import evidence_pages
from site_machinery.ledger import IMPORTED, read_ledger
from site_machinery.neighbours import neighbours
from site_machinery.redirects import file_of, redirects
from site_machinery.slugs import slugify
from tests.site.sources import CATALOGUE, ROOT

(NOTE,) = (note for note in CATALOGUE.notes if note.slug == "week-post-2021-02-23")


AROUND_NO_MENTION = {*(f"h{n}" for n in range(1, 7)), "a", "code", "pre", "figcaption", "math"}


class Elements(HTMLParser):
    """Collect (tag, attributes) of every element, and where the links at mentions stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.mentions: list[tuple[str, set[str]]] = []  # address, the tags around
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.found.append((tag, attributes))
        if attributes.get("class") == "mention":
            self.mentions.append((attributes["href"], set(self._open)))
        if tag in AROUND_NO_MENTION:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in AROUND_NO_MENTION:
            self._open.remove(tag)

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [a for _, a in self.found if name in a.get("class", "").split()]


@cache
def elements_of(file: Path) -> Elements:
    return Elements(file.read_text(encoding="utf-8"))


def elements(site: Path, address: str) -> Elements:
    return elements_of(site / address / "index.html")


def without_languages(text: str) -> str:
    """Return HTML without what says that a piece of its text is English."""
    return re.sub(r'<span lang="en">([^<]*)</span>', r"\1", text).replace(' lang="en"', "")


def address_of(path: str) -> str:
    return path.removesuffix(".md").removesuffix("index").removesuffix("/")


def test_pages_stand_at_their_addresses(site: Path) -> None:
    built = {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}
    assert built == {
        ".",
        *(f"lab/{notebook.stem}" for notebook in (ROOT / "docs/lab").glob("*.ipynb")),
        "notes",
        "tags",
        "terms",
        "verification",
        *(note.slug for note in CATALOGUE.notes),
        *(f"notes/archive/{note.date.year}" for note in CATALOGUE.notes),
        *(
            f"notes/category/{slugify(category)}"
            for note in CATALOGUE.notes
            for category in note.page.meta["categories"]
        ),
        *(address_of(term.path) for term in CATALOGUE.terms),
        *(address_of(path) for path in evidence_pages(ROOT)),
        *(
            file_of(old).removesuffix("index.html").strip("/")
            for old in redirects(CATALOGUE)
            if not old.endswith(".html")
        ),
    }
    assert (site / "404.html").is_file()


def test_ids_and_addresses_are_ascii_and_ids_are_unique(site: Path) -> None:
    for file in site.rglob("*.html"):
        attributes = [a for _, a in elements_of(file).found]
        ids = [a["id"] for a in attributes if "id" in a]
        assert all(id_.isascii() and id_ for id_ in ids), file
        assert len(ids) == len(set(ids)), file
        path = file.relative_to(site).as_posix()
        assert path.isascii() or path in map(file_of, redirects(CATALOGUE))


def test_every_formula_of_every_source_is_rendered(site: Path) -> None:
    for document in CATALOGUE.documents:
        slug = document.page.meta.get("slug")
        page = elements(site, slug or address_of(document.path))
        rendered = page.with_class("katex")
        assert len(rendered) == len(document.page.formulas), document.path
        assert sum(tag == "math" for tag, _ in page.found) == len(rendered)
        assert not page.with_class("katex-error")


def test_every_code_block_comes_from_a_tested_source(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = elements_of(file)
        blocks = page.with_class("highlight")
        for block in blocks:
            # Without a button: what code prints, and the tests on an evidence page.
            has_button = "no-copy" not in block["class"].split()
            assert has_button == ("data-copy" in block), f"{file}: {block}"
            text_only = {"output", "unverified"} & set(block["class"].split())
            assert has_button or text_only or "evidence" in file.parts
        assert sum(tag == "pre" for tag, _ in page.found) == len(blocks), (
            f"{file}: a bare <pre>"
        )


def test_every_block_with_a_button_has_a_badge_that_leads_to_its_evidence(site: Path) -> None:
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        page = elements_of(file)
        buttons = sum("data-copy" in block for block in page.with_class("highlight"))
        badges = len(page.with_class("proved")) + len(page.with_class("unproved"))
        texts = len(page.with_class("unverified"))
        whole_modules = "evidence" in file.parts
        assert badges == buttons + texts - whole_modules, file
        references = [
            b["data-section"] for b in page.with_class("highlight") if "data-copy" in b
        ]
        shown = re.findall(r"已验证 · (\d+) 项测试", text)
        ledger = read_ledger(ROOT)
        found = [(r, ledger.evidence(ROOT, r)) for r in references if ":" in r]
        proofs = [e for r, e in found if not (r.startswith(IMPORTED) and e.only_runs)]
        assert list(map(int, shown)) == [proof.cases for proof in proofs]
        assert len(page.with_class("unproved")) == texts + len(found) - len(proofs)


def test_figures_are_inline_with_their_finding(site: Path) -> None:
    for term in CATALOGUE.terms:
        page = elements(site, address_of(term.path))
        drawings = [a for tag, a in page.found if tag == "svg" and a.get("class") == "figure"]
        findings = [link.text for link in term.page.links if link.is_image]
        assert [a["aria-label"] for a in drawings] == findings
        assert findings, f"{term.path} has no figure"


def test_every_picture_says_what_is_to_be_seen(site: Path) -> None:
    for file in site.rglob("*.html"):
        for tag, attributes in elements_of(file).found:
            said = {"img": attributes.get("alt")}.get(tag)
            if attributes.get("role") == "img":
                said = attributes.get("aria-label", "")
            if said is not None:
                assert len(re.findall("[\u4e00-\u9fff]", said)) >= 8, f"{file}: {said!r}"
            assert tag != "img" or said, f"{file}: a picture without words"


def test_headings_go_down_one_level_at_a_time(site: Path) -> None:
    for file in site.rglob("*.html"):
        tags = [tag for tag, _ in elements_of(file).found]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        if not levels:
            assert "refresh" in file.read_text(encoding="utf-8")  # it leads elsewhere
            continue
        assert levels.count(1) == 1, file
        steps = [below - above for above, below in itertools.pairwise(levels)]
        assert max(steps, default=0) <= 1, file


def address_of_document(document: Document) -> str:
    """Return the address of a page without slashes at its ends."""
    return document.address.strip("/")


def test_the_names_of_terms_are_linked_where_running_text_has_them(site: Path) -> None:
    """The links are those that the source lets expect, in their order, and in running text."""
    for document in CATALOGUE.texts:
        here = address_of_document(document)
        linked = elements(site, here).mentions
        targets = [f"{posixpath.normpath(posixpath.join(here, href))}.md" for href, _ in linked]
        assert targets == [m.term for m in CATALOGUE.mentions.within(document)], document.path
        for href, around in linked:
            assert not around, f"{document.path}: {href} in {around}"


def test_a_term_lists_the_pages_that_mention_it(site: Path) -> None:
    """Those on which a link to it stands, written or not, among what is no list of links."""
    linking: dict[str, set[str]] = {}
    for document in CATALOGUE.texts:
        here = address_of_document(document)
        text = (site / here / "index.html").read_text(encoding="utf-8")
        article = text[text.index("<article") :].partition("</article>")[0]
        written = re.sub(r"<figure><svg.*?</figure>", "", article).partition('id="mentions"')[0]
        for href in re.findall(r'<a [^>]*href="([^"#]*)', written):
            target = posixpath.normpath(posixpath.join(here, href))
            if target != here:
                linking.setdefault(target, set()).add(here)
    for term in CATALOGUE.terms:
        here = address_of(term.path)
        text = (site / here / "index.html").read_text(encoding="utf-8")
        section = text[text.index('id="mentions"') :].partition("</article>")[0]
        listed = re.findall(r'href="(\.\./[^"#]*)', section)
        assert {
            posixpath.normpath(posixpath.join(here, href)) for href in listed
        } == linking.get(here, set()), term.path


def test_a_term_has_a_drawing_of_its_neighbours(site: Path) -> None:
    for term in CATALOGUE.terms:
        text = (site / address_of(term.path) / "index.html").read_text(encoding="utf-8")
        found = re.search(r'<svg class="neighbours".*?</svg>', text)[0]
        drawn = ElementTree.fromstring(found.replace("xlink:href", "href"))
        width, height = map(float, drawn.get("viewBox").split()[2:])
        addresses = {
            neighbour.term.name("zh"): address_of(neighbour.term.path)
            for neighbour in neighbours(CATALOGUE, term)
        }
        boxes = []
        for link in drawn.iter("a"):
            box = [float(link.find("rect").get(k)) for k in ("x", "y", "width", "height")]
            boxes.append(box)
            address = addresses[link.get("aria-label").partition("：")[0]]
            assert posixpath.relpath(address, address_of(term.path)) + "/" == link.get("href")
            assert 0 <= box[0] <= width - box[2]
            assert 0 <= box[1] <= height - box[3]
        assert 1 <= len(boxes) <= 12
        for one, other in itertools.combinations(boxes, 2):
            apart = [
                abs(one[axis] - other[axis]) >= min(one[axis + 2], other[axis + 2])
                for axis in (0, 1)
            ]
            assert any(apart), f"{term.path}: {one} lies over {other}"


def test_every_term_has_a_card(site: Path) -> None:
    for term in CATALOGUE.terms:
        text = (site / address_of(term.path) / "card.json").read_text(encoding="utf-8")
        card = json.loads(text)
        assert card["name"] == term.name("zh")
        assert card["definition"] == term.page.meta["description"]
        assert re.match(r"已验证 · \d+ 段代码 · \d+ 项测试 · torch \d", card["evidence"])
        has_formula = main_formula(term.page) is not None
        assert ('class="katex-html"' in card["formula"]) == has_formula
        assert "<math" not in card["formula"]


def test_the_start_page_has_an_item_for_every_term_and_the_newest_notes(site: Path) -> None:
    text = without_languages((site / "index.html").read_text(encoding="utf-8"))
    items = [item.partition("</li>")[0] for item in text.split("<li>")]
    listed = [(f"{address_of(term.path)}/", term) for term in CATALOGUE.terms]
    listed += [(f"{note.slug}/", note) for note in CATALOGUE.notes[:5]]
    for href, document in listed:
        (item,) = [i for i in items if f'<a href="{href}">{document.title}</a>' in i]
        assert item.count("<a ") == 1
        assert document.page.meta["description"] in item


def test_the_index_leads_to_every_term(site: Path) -> None:
    text = (site / "terms" / "index.html").read_text(encoding="utf-8")
    for term in CATALOGUE.terms:
        assert f'<td><a href="{term.key}/">{term.name("zh")}</a></td>' in text


def test_the_index_has_every_name_of_every_term(site: Path) -> None:
    text = without_languages((site / "terms" / "index.html").read_text(encoding="utf-8"))
    for term in CATALOGUE.terms:
        for name in term.all_names:
            assert name in text


def test_the_list_of_notes_shows_the_lead_and_not_the_rest(site: Path) -> None:
    text = (site / "notes" / "index.html").read_text(encoding="utf-8")
    assert NOTE.title in text
    assert "2021-02-23" in text
    assert 'href="../week-post-2021-02-23/"' in text
    assert "data-copy" not in text


def test_a_note_shows_its_date_tag_category_and_abstract(site: Path) -> None:
    text = (site / "week-post-2021-02-23" / "index.html").read_text(encoding="utf-8")
    assert f"<h1>{NOTE.title}</h1>" in re.sub(r'<h1 id="[^"]*">', "<h1>", text)
    assert re.search(r"<time[^>]*>2021-02-23</time>", text)
    assert "category/zhou-bao/" in text
    assert 'href="../tags/#tag:zhou-bao"' in text
    assert f'<meta name="description" content="{NOTE.page.meta["description"]}">' in text
    assert f'<p class="abstract">{NOTE.page.meta["description"]}</p>' in text


def test_every_local_address_on_every_page_leads_somewhere(site: Path) -> None:
    pages = {file: elements_of(file).found for file in site.rglob("*.html")}
    ids = {file: {a["id"] for _, a in found if "id" in a} for file, found in pages.items()}
    for file, found in pages.items():
        for _, attributes in found:
            for address in (attributes.get("href"), attributes.get("src")):
                if not address or re.match(r"[a-z]+:|#", address):
                    continue
                path, _, fragment = address.partition("#")
                path = path.partition("?")[0]
                start = site if path.startswith("/") else file.parent
                target = (start / path.lstrip("/")).resolve()
                if target.is_dir():
                    target /= "index.html"
                assert target.is_file(), f"{file}: {address}"
                if fragment and target.suffix == ".html":
                    assert fragment in ids[target], f"{file}: {address}"
