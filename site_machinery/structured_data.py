"""What a page is in the words of schema.org, as JSON-LD for machines that read the site."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from site_machinery.catalogue import Term

Thing = dict[str, Any]
LANGUAGE = "zh-Hans"


@dataclass(frozen=True)
class Site:
    """The site; the author is "" if it names none."""

    name: str
    url: str
    author: str


@dataclass(frozen=True)
class Described:
    """What is said of every page; the addresses are absolute."""

    url: str
    title: str
    description: str
    picture: str


def as_json(things: Sequence[Thing]) -> str:
    """Return things as the content of a script element, or "" if there are none."""
    if not things:
        return ""
    graph = {"@context": "https://schema.org", "@graph": things}
    # Nothing in it can end the element.
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def website(site: Site, start: Described) -> Thing:
    """Return the site itself; `start` is its start page."""
    return {
        "@type": "WebSite",
        "@id": site.url,
        "url": site.url,
        "name": site.name,
        "description": start.description,
        "inLanguage": LANGUAGE,
    }


def article(
    site: Site,
    page: Described,
    *,
    kind: str,
    published: datetime | None,
    changed: datetime | None,
) -> Thing:
    """Return a page that is read from beginning to end; `kind` is schema.org's name for it."""
    dates = {"datePublished": published, "dateModified": changed}
    found: Thing = {
        "@type": kind,
        "@id": page.url,
        "url": page.url,
        "mainEntityOfPage": page.url,
        "headline": page.title,
        "description": page.description,
        "image": page.picture,
        "inLanguage": LANGUAGE,
        "isPartOf": {"@type": "WebSite", "@id": site.url, "url": site.url, "name": site.name},
        **{name: date.isoformat() for name, date in dates.items() if date},
    }
    if site.author:
        found["author"] = {"@type": "Person", "name": site.author}
    return found


def defined_term(page: Described, term: Term, terms: Described) -> Thing:
    """Return a term; `terms` is the page that lists them all."""
    others = [term.name("en"), term.name("abbr"), *term.names("also"), *term.names("code")]
    return {
        "@type": "DefinedTerm",
        "@id": page.url,
        "url": page.url,
        "mainEntityOfPage": page.url,
        "name": term.name("zh"),
        "alternateName": [name for name in others if name],
        "description": page.description,
        "image": page.picture,
        "inDefinedTermSet": defined_terms(terms),
    }


def defined_terms(page: Described) -> Thing:
    """Return the set of all terms."""
    return {
        "@type": "DefinedTermSet",
        "@id": page.url,
        "url": page.url,
        "name": page.title,
        "description": page.description,
        "inLanguage": LANGUAGE,
    }


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Thing:
    """Return the way to a page as (title, address) from the start page on."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": address}
            for place, (title, address) in enumerate(steps, start=1)
        ],
    }
