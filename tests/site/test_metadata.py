"""What machines read of the built site: heads, structured data, feed, sitemap, pictures."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from site_machinery.catalogue import AUTHORS_CLOCK
from site_machinery.evidence_pages import passed_tests
from site_machinery.page_facts import files_shown
from site_machinery.structured_data import as_json
from tests.site.conftest import REPOSITORY
from tests.site.sources import CATALOGUE, ROOT
from tests.site.test_built_pages import elements_of
from tests.site.tours import pages_of

SITE = "https://example.org"
SCHEMAS = Path(__file__).parent / "schemas"
VOCABULARY = json.loads((SCHEMAS / "schema-org.json").read_text(encoding="utf-8"))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@dataclass(frozen=True)
class Head:
    """What a page's head says."""

    title: str
    named: dict[str, str]
    links: dict[str, str]
    data: dict[str, dict[str, Any]]  # things of schema.org by type


@cache
def heads(site: Path) -> dict[str, Head]:
    """Return the head of each page by its address, but for the error page."""
    return {path: head(site, path) for path in pages_of(site) if path != "/404.html"}


def head(site: Path, path: str) -> Head:
    text = (site / path[1:] / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
    found = elements_of(site / path[1:] / "index.html").found
    metas = [a for tag, a in found if tag == "meta"]
    named = [(a.get("property") or a.get("name", ""), a.get("content", "")) for a in metas]
    assert max(Counter(name for name, _ in named if name).values()) == 1, f"{path}: twice"
    written = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert len(written) <= 1
    graph = json.loads(written[0]) if written else {"@context": "https://schema.org"}
    assert graph.pop("@context") == "https://schema.org"
    return Head(
        re.search("<title>(.*?)</title>", text)[1],
        dict(named),
        {a["rel"]: a["href"] for tag, a in found if tag == "link"},
        {thing["@type"]: thing for thing in graph.get("@graph", [])},
    )


def test_every_page_says_what_it_is_and_where(site: Path) -> None:
    for path, found in heads(site).items():
        named = found.named
        assert found.links["canonical"] == named["og:url"] == SITE + path
        assert named["description"] == named["og:description"]
        assert found.title.startswith(named["og:title"]), path
        assert named["og:locale"] == "zh_CN"
        assert named["og:site_name"] == "深度学习周报与术语"
        is_article = bool({"BlogPosting", "Article", "DefinedTerm"} & found.data.keys())
        assert named["og:type"] == ("article" if is_article else "website"), path
        assert named["twitter:card"] == "summary_large_image"
    for file in site.rglob("*.html"):
        assert ("html", "zh-Hans") in [(t, a.get("lang")) for t, a in elements_of(file).found]


def test_no_two_pages_have_one_title_or_description(site: Path) -> None:
    for kind in (lambda h: h.title, lambda h: h.named["description"]):
        said = Counter(map(kind, heads(site).values()))
        assert [text for text, count in said.items() if count > 1] == []


def test_every_page_has_a_picture_and_no_picture_is_left_over(site: Path) -> None:
    named = {found.named["og:image"] for found in heads(site).values()}
    files = {f"{SITE}/{f.relative_to(site).as_posix()}": f for f in site.glob("assets/cards/*")}
    assert named == files.keys()
    for file in files.values():
        with Image.open(file) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert file.stat().st_size < 30_000
    # Each page of its own has its own; evidence and lists share that of the site.
    own = [*(n.address for n in CATALOGUE.notes), *(t.address for t in CATALOGUE.terms)]
    pictures = {files[heads(site)[path].named["og:image"]].read_bytes() for path in own}
    assert len(pictures) == len(own)


# Structured data

REQUIRED = {
    "WebSite": {"name", "url"},
    "BlogPosting": {"headline", "image", "datePublished", "url", "inLanguage", "description"},
    "Article": {"headline", "image", "url", "inLanguage", "description"},
    "DefinedTerm": {"name", "alternateName", "image", "description", "inDefinedTermSet", "url"},
    "DefinedTermSet": {"name", "description", "url"},
    "BreadcrumbList": {"itemListElement"},
}


def faults(thing: dict[str, Any]) -> Iterator[str]:
    """Tell what schema.org's vocabulary does not know of a thing, and of those inside."""
    kind = thing["@type"]
    if kind not in VOCABULARY["types"]:
        yield f"no type {kind}"
        return
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        known = VOCABULARY["properties"].get(name)
        if known is None or kind not in known["of"]:
            yield f"{kind} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from faults(one)
                if not set(VOCABULARY["types"][one["@type"]]) & set(known["takes"]):
                    yield f"{kind}.{name} takes no {one['@type']}"
            elif not any(is_a(one, wanted) for wanted in known["takes"]):
                yield f"{kind}.{name} takes {known['takes']}, not {one!r}"


def is_a(value: object, wanted: str) -> bool:
    if isinstance(value, int):
        return wanted in ("Integer", "Number")
    if wanted in ("Date", "DateTime"):
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", value))
    if wanted in ("Text", "Language"):
        return bool(value.strip())
    # A thing that is described elsewhere is named by its address.
    return value.startswith(f"{SITE}/")


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        ({"@type": "Weblog"}, "no type Weblog"),
        ({"@type": "DefinedTerm", "headline": "x"}, "DefinedTerm has no headline"),
        ({"@type": "Article", "datePublished": "2021"}, "not '2021'"),
        ({"@type": "Article", "image": "/a.png"}, "not '/a.png'"),
        ({"@type": "Article", "author": {"@type": "ListItem"}}, "author takes no ListItem"),
    ],
    ids=["type", "property", "date", "address", "thing"],
)
def test_a_fault_against_the_vocabulary_is_found(thing: dict[str, Any], fault: str) -> None:
    assert any(fault in found for found in faults(thing))


def test_structured_data_is_of_the_vocabulary_and_about_its_page(site: Path) -> None:
    for path, found in heads(site).items():
        for kind, thing in found.data.items():
            assert list(faults(thing)) == [], path
            assert thing.keys() >= REQUIRED[kind], path
            if kind == "BreadcrumbList":
                steps = thing["itemListElement"]
                assert [step["position"] for step in steps] == [1, 2, 3]
                assert [step["item"] for step in steps][::2] == [f"{SITE}/", SITE + path]
                assert steps[1]["item"].removeprefix(SITE) in heads(site)
            else:
                assert thing["url"] == thing["@id"] == SITE + path
                assert thing["description"] == found.named["description"]
            if "image" in thing:
                assert thing["image"] == found.named["og:image"]


def test_notes_and_terms_say_what_they_are(site: Path) -> None:
    for note in CATALOGUE.notes:
        found = heads(site)[note.address]
        post = found.data["BlogPosting"]
        assert post["headline"] == note.title
        assert post["datePublished"] == note.published.isoformat()
        assert found.named["article:published_time"] == note.published.isoformat()
    terms = heads(site)["/terms/"].data["DefinedTermSet"]
    for term in CATALOGUE.terms:
        found = heads(site)[term.address].data["DefinedTerm"]
        assert [found["name"], *found["alternateName"]] == term.all_names
        assert found["inDefinedTermSet"] == terms
    assert heads(site)["/"].data.keys() == {"WebSite"}
    labs = [found.data for path, found in heads(site).items() if path.startswith("/lab/")]
    assert labs
    assert all(data.keys() == {"Article"} for data in labs)


def test_structured_data_cannot_end_its_element() -> None:
    assert "<" not in as_json([{"@type": "Article", "headline": "</script><b>"}])


# When a page last changed


def last_change(*files: str) -> str | None:
    """Return the newest time of these files, asked of git one by one."""

    def git(*arguments: str) -> str:
        asked = ["git", "-C", str(ROOT), *arguments]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()

    times = [git("log", "-1", "--format=%at", "--", file) for file in files]
    is_cut_off = git("rev-parse", "--is-shallow-repository") != "false"
    if is_cut_off or not all(times) or git("diff", "--name-only", "HEAD", "--", *files):
        return None
    return datetime.fromtimestamp(max(map(int, times)), AUTHORS_CLOCK).isoformat()


def test_a_page_is_made_of_its_text_its_code_and_its_figures() -> None:
    (term,) = (
        term for term in CATALOGUE.terms if term.key == "normalization/layer-normalization"
    )
    assert files_shown(term) == {
        "docs/terms/normalization/layer-normalization.md",
        "docs/assets/figures/layer-normalization.svg",
        "snippets/normalization/layer_normalization.py",
        "snippets/normalization/layer_normalization_example.py",
    }


def test_a_page_tells_when_what_it_shows_last_changed(site: Path) -> None:
    listed = dict(dates_of_sitemap(site))
    for path, files in {
        "/week-post-2026-11-23/": ["docs/notes/posts/2026-11-23.md"],
        "/terms/normalization/layer-normalization/": [
            "docs/terms/normalization/layer-normalization.md",
            "snippets/normalization/layer_normalization.py",
        ],
        "/lab/toy-gan/": ["docs/lab/toy-gan.ipynb"],
        "/evidence/losses/l1_loss/": [
            "snippets/losses/l1_loss.py",
            *passed_tests(ROOT, "snippets/losses/l1_loss.py"),
        ],
    }.items():
        date = last_change(*files)
        assert listed[SITE + path] == (date and date[:10]), path
        text = (site / path[1:] / "index.html").read_text(encoding="utf-8")
        assert date is None or f'<time datetime="{date}">{date[:10]}</time> 更新' in text
        for thing in heads(site)[path].data.values():
            assert thing.get("dateModified", date) == date
    notes = [f"docs/{note.path}" for note in CATALOGUE.notes]
    date = last_change(*notes)
    assert listed[f"{SITE}/notes/"] == (date and date[:10])


# Feed and sitemap


def dates_of_sitemap(site: Path) -> list[tuple[str, str | None]]:
    sitemap = etree.parse(site / "sitemap.xml")
    return [
        (
            url.findtext("s:loc", namespaces=SITEMAP),
            url.findtext("s:lastmod", namespaces=SITEMAP),
        )
        for url in sitemap.getroot()
    ]


def test_the_sitemap_is_valid_and_has_every_page_once(site: Path) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    schema.assertValid(etree.parse(site / "sitemap.xml"))
    listed = Counter(address for address, _ in dates_of_sitemap(site))
    assert listed == Counter(SITE + path for path in heads(site))
    robots = (site / "robots.txt").read_text(encoding="utf-8")
    assert f"\nSitemap: {SITE}/sitemap.xml" in robots
    assert "Disallow" not in robots


def test_the_feed_is_valid_and_lists_the_notes(site: Path) -> None:
    feed = etree.parse(site / "feed.xml")
    etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng")).assertValid(feed)
    (own,) = feed.findall("a:link[@rel='self']", ATOM)
    assert own.get("href") == f"{SITE}/feed.xml"
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == len(CATALOGUE.notes)
    updated = []
    for entry, note in zip(entries, CATALOGUE.notes, strict=True):
        address = SITE + note.address
        (link,) = entry.findall("a:link", ATOM)
        assert (link.get("rel"), link.get("href")) == ("alternate", address)
        text = {name: entry.findtext(f"a:{name}", namespaces=ATOM) for name in NAMES}
        assert text["id"] == address
        assert text["title"] == note.title
        assert text["summary"] == note.page.meta["description"]
        assert text["published"] == note.published.isoformat()
        changed = heads(site)[note.address].data["BlogPosting"].get("dateModified", "")
        assert text["updated"] == max(changed, text["published"])
        updated.append(text["updated"])
    assert feed.findtext("a:updated", namespaces=ATOM) == max(updated)


NAMES = ("id", "title", "summary", "published", "updated")


def test_every_page_leads_to_the_feed(site: Path) -> None:
    for file in site.rglob("*.html"):
        links = [a for tag, a in elements_of(file).found if tag == "link"]
        feeds = [a["href"] for a in links if a.get("type") == "application/atom+xml"]
        if file.name == "404.html":
            assert feeds == ["/feed.xml"]
        elif b'http-equiv="refresh"' not in file.read_bytes():
            (href,) = feeds
            assert (file.parent / href).resolve() == site.resolve() / "feed.xml"


# What stands on the page


def test_a_note_leads_to_the_next_and_the_one_before(site: Path) -> None:
    newest_first = CATALOGUE.notes
    for newer, note, older in zip(
        [None, *newest_first], newest_first, [*newest_first[1:], None], strict=False
    ):
        footer = footer_of(site, note.address)
        for word, other in (("上一篇", older), ("下一篇", newer)):
            assert (word in footer) == (other is not None)
            if other is not None:
                assert f'href="..{other.address}"' in footer
                assert f'aria-label="{word}: {other.title}"' in footer


def test_a_term_leads_to_its_neighbours_in_the_navigation(site: Path) -> None:
    footer = footer_of(site, "/terms/losses/l1-loss/")
    hrefs = re.findall(r'<a href="([^"]*)" class="md-footer__link', footer)
    assert hrefs == ["../mse-loss/", "../huber-loss/"]


def footer_of(site: Path, path: str) -> str:
    text = (site / path[1:] / "index.html").read_text(encoding="utf-8")
    return text[text.index('<footer class="md-footer">') :]


def byline_of(site: Path, path: str) -> str:
    text = (site / path[1:] / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<p class="byline">(.*?)</p>', text)
    assert len(found) <= 1
    return "".join(found)


def test_notes_terms_and_notebooks_say_how_long_they_take(site: Path) -> None:
    for path, found in heads(site).items():
        minutes = re.findall(r"约 (\d+) 分钟读完", byline_of(site, path))
        assert len(minutes) == (found.named["og:type"] == "article"), path
    assert "约 12 分钟读完" in byline_of(site, "/terms/convolution/convolution/")


def test_a_page_leads_to_its_source(site: Path) -> None:
    sources = {
        "/week-post-2021-02-23/": "docs/notes/posts/2021-02-23.md",
        "/terms/losses/l1-loss/": "docs/terms/losses/l1-loss.md",
        "/lab/toy-gan/": "docs/lab/toy-gan.ipynb",
        "/tags/": "docs/tags.md",
        "/evidence/losses/l1_loss/": "snippets/losses/l1_loss.py",
    }
    for path, source in sources.items():
        href = f'href="{REPOSITORY}/edit/main/{source}" rel="edit"'
        assert href in byline_of(site, path), path
    for path in heads(site):
        edited = re.findall(rf'href="{REPOSITORY}/edit/main/([^"]*)"', byline_of(site, path))
        assert all((ROOT / source).is_file() for source in edited), path


def test_the_link_to_the_repository_asks_its_host_for_nothing(site: Path) -> None:
    """The theme's script asks for stars and forks where it finds this component."""
    text = (site / "index.html").read_text(encoding="utf-8")
    assert f'<a href="{REPOSITORY}"' in text
    assert 'data-md-component="source"' not in text
