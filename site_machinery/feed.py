"""Write the feed of the notes, newest first, as RSS 2.0."""

from html import escape

from site_machinery.catalogue import Catalogue, Note

FILE = "feed.xml"


def feed(catalogue: Catalogue, site: str, title: str, description: str) -> str:
    """Return the feed.

    Args:
        catalogue: has the notes.
        site: the address of the site, with a slash at the end.
        title: the name of the site.
        description: what it is about.
    """
    items = "".join(_item(note, site) for note in catalogue.notes)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        "  <channel>\n"
        f"    <title>{escape(title)}</title>\n"
        f"    <link>{escape(site)}</link>\n"
        f"    <description>{escape(description)}</description>\n"
        "    <language>zh-cn</language>\n"
        f'    <atom:link href="{escape(site)}{FILE}" rel="self" type="application/rss+xml"/>\n'
        f"{items}"
        "  </channel>\n"
        "</rss>\n"
    )


def _item(note: Note, site: str) -> str:
    description = escape(str(note.page.meta.get("description", "")))
    address = escape(site + note.address.removeprefix("/"))
    categories = "".join(
        f"      <category>{escape(str(category))}</category>\n"
        for category in note.page.meta.get("categories") or ()
    )
    return (
        "    <item>\n"
        f"      <title>{escape(note.title)}</title>\n"
        f"      <link>{address}</link>\n"
        f'      <guid isPermaLink="true">{address}</guid>\n'
        f"      <pubDate>{note.published_for_feeds}</pubDate>\n"
        f"{categories}"
        f"      <description>{description}</description>\n"
        "    </item>\n"
    )
