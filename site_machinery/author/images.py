"""Fetch the images of old notes into docs/assets/imported, as far as they can be had."""

import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit

from site_machinery.checks import IMPORTED_IMAGES
from site_machinery.slugs import slugify

# What a file that is an image begins with. Text, an error page or a script is none.
_KINDS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
_LARGEST = 20_000_000
_PATIENCE = 15  # seconds

Fetch = Callable[[str], bytes]


def fetch(address: str) -> bytes:
    """Return what stands at an http address.

    Raises:
        OSError: it cannot be had.
    """
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0"})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            data = answer.read(_LARGEST + 1)
    except (HTTPException, ValueError) as error:
        raise OSError(str(error)) from error
    if len(data) > _LARGEST:
        raise OSError("more than 20 MB")
    return data


class Patient:
    """Fetches, but asks no host again that once did not answer: there may be hundreds.

    Args:
        fetch: gives the bytes at an http address.
    """

    def __init__(self, fetch: Fetch = fetch) -> None:
        self._fetch = fetch
        self._silent: set[str] = set()

    def __call__(self, address: str) -> bytes:
        """Return what stands at an address, as `fetch` does."""
        host = urlsplit(address).netloc
        if host in self._silent:
            raise OSError(f"{host} does not answer")
        try:
            return self._fetch(address)
        except HTTPError:
            raise
        except OSError:
            self._silent.add(host)
            raise


class Images:
    """Gives the images of one note a place below docs.

    Args:
        note: the file of the note; a relative address starts there.
        slug: of its page, which names the folder of its images.
        fetch: gives the bytes at an http address.
    """

    def __init__(self, note: Path, slug: str, fetch: Fetch = fetch) -> None:
        self._note, self._slug, self._fetch = note, slug, fetch
        self.files: dict[str, bytes] = {}  # below the repository
        self._places: dict[str, tuple[str, str]] = {}

    def place(self, target: str) -> tuple[str, str]:
        """Return the path below docs at which an image will lie, and why there is none."""
        if target not in self._places:
            self._places[target] = self._find(target)
        return self._places[target]

    def _find(self, target: str) -> tuple[str, str]:
        try:
            data = self._data(target)
        except OSError as error:
            return "", str(error) or type(error).__name__
        endings = [end for end, starts in _KINDS.items() if data.startswith(starts)]
        if not endings:
            return "", "what stands there is no PNG, JPEG, GIF or WebP"
        stem = slugify(unquote(PurePosixPath(urlsplit(target).path).stem))[:40].strip("-")
        name = f"{len(self.files) + 1}-{stem}" if stem else str(len(self.files) + 1)
        place = f"{IMPORTED_IMAGES}{self._slug}/{name}{endings[0]}"
        self.files[f"docs/{place}"] = data
        return place, ""

    def _data(self, target: str) -> bytes:
        if target.startswith("//"):
            target = f"https:{target}"
        if target.startswith(("http://", "https://")):
            return self._fetch(target)
        if ":" in target.partition("/")[0]:
            raise OSError("it has no address that can be asked")
        inside = unquote(target.partition("?")[0]).lstrip("/")
        folders = [self._note.parent, self._note.with_suffix(""), *self._note.parent.parents]
        for folder in folders[: 2 if not target.startswith("/") else 5]:
            if inside and (folder / inside).is_file():
                return (folder / inside).read_bytes()
        raise OSError("no such file beside the note")
