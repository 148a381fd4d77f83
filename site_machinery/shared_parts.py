"""Parts of pages that are the same on all pages of one depth, since only their links differ."""

from collections.abc import Callable


class SharedParts:
    """For the templates of such parts: what one gave before for a page of the same depth."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, name: str, base_url: str, caller: Callable[[], str]) -> str:
        """Return what a template gives, which must depend on no page.

        Args:
            name: of the part.
            base_url: how a page's links lead to the site's root.
            caller: renders it.
        """
        key = name, base_url
        if key not in self._known:
            self._known[key] = caller()
        return self._known[key]
