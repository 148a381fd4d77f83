"""Compare a built site with the one that is deployed: what would a deployment change?

The build writes `manifest.json` into the site: every file with its digest. So a deployed site
says itself what it holds.
"""

import hashlib
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

MANIFEST = "manifest.json"
_LEADS_ELSEWHERE = b'<meta http-equiv="refresh"'


class NoManifest(ValueError):
    """A site cannot be compared; the message says why and what to do."""


@dataclass(frozen=True)
class Changes:
    """What a deployment would do to the addresses of pages, and to other files."""

    added: list[str]
    changed: list[str]
    redirected: list[str]
    lost: list[str]
    other_files: int  # added, changed or removed


def manifest(site: Path) -> dict[str, str]:
    """Return the digest of every file of a built site, by its path there."""
    files = sorted(file for file in site.rglob("*") if file.is_file())
    names = {file.relative_to(site).as_posix(): file for file in files}
    return {
        name: hashlib.sha256(file.read_bytes()).hexdigest()
        for name, file in names.items()
        if name != MANIFEST
    }


def write_manifest(site: Path) -> None:
    """Write a site's manifest into it."""
    text = json.dumps({"files": manifest(site)}, indent=1, sort_keys=True)
    (site / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(place: str) -> dict[str, str]:
    """Return the manifest of a site that was deployed before.

    Args:
        place: a manifest, a folder that has one, or the address of either.

    An address at which nothing is found is that of a site yet to be deployed: it is empty.

    Raises:
        NoManifest: there is none.
    """
    if not place:
        raise NoManifest("name the deployed site with --against, or in the variable SITE_URL")
    try:
        if place.startswith(("http://", "https://")):
            if not place.endswith(".json"):
                place = f"{place.rstrip('/')}/{MANIFEST}"
            with urllib.request.urlopen(place, timeout=30) as answer:
                text = answer.read().decode("utf-8")
        else:
            path = Path(place)
            text = (path / MANIFEST if path.is_dir() else path).read_text(encoding="utf-8")
        files = json.loads(text)["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, urllib.error.HTTPError) and error.code == HTTPStatus.NOT_FOUND:
            return {}
        raise NoManifest(
            f"{place} is no manifest of a site ({error}); name another with --against"
        ) from error


def compare(before: dict[str, str], site: Path) -> Changes:
    """Return what deploying a site changes.

    Args:
        before: the manifest of the deployed site.
        site: the folder of the built one.
    """
    after = manifest(site)
    if not any(name.endswith(".html") for name in after):
        raise NoManifest(f"{site} holds no page; run python3 -m site_machinery build first")
    pages = sorted(name for name in before.keys() | after.keys() if name.endswith(".html"))
    changed = [p for p in pages if p in before and p in after and before[p] != after[p]]
    redirected = [p for p in changed if _LEADS_ELSEWHERE in (site / p).read_bytes()]
    others = {n for n in before.keys() | after.keys() if not n.endswith(".html")}
    return Changes(
        added=[address(page) for page in pages if page not in before],
        changed=[address(page) for page in changed if page not in redirected],
        redirected=[address(page) for page in redirected],
        lost=[address(page) for page in pages if page not in after],
        other_files=sum(before.get(name) != after.get(name) for name in others),
    )


def address(page: str) -> str:
    """Return the address of a file: "a/index.html" stands at /a/."""
    return "/" + (page.removesuffix("index.html") if page.endswith("index.html") else page)


def told(changes: Changes) -> str:
    """Return what changes, a line each."""
    kinds = {
        "added": changes.added,
        "changed": changes.changed,
        "redirected": changes.redirected,
        "lost": changes.lost,
    }
    lines = [f"{kind:10} {page}" for kind, pages in kinds.items() for page in pages]
    counts = [f"{len(pages)} {kind}" for kind, pages in kinds.items()]
    lines.append(f"pages: {', '.join(counts)}; other files: {changes.other_files} differ")
    return "\n".join(lines) + "\n"
