"""Old addresses: a page names those that led to it before, and the build leaves a way there.

    redirect_from: [/2021/02/23/week-post/, /old.html]

in the front matter makes a small page at each of them. A host of static files can do no more.
"""

import html
import re

from site_machinery.catalogue import Catalogue
from site_machinery.content_policy import content_policy

FROM = "redirect_from"
_ADDRESS = re.compile(r"/(?:[^/?#%\\\s]+/)*(?:[^/?#%\\\s]+\.html)?")


def file_of(address: object) -> str:
    """Return the file below the site at which an address stands; "" if it is malformed."""
    if not isinstance(address, str) or not _ADDRESS.fullmatch(address) or ".." in address:
        return ""
    inside = address.removeprefix("/")
    return inside if inside.endswith(".html") else f"{inside}index.html"


def redirects(catalogue: Catalogue) -> dict[str, str]:
    """Return each old address with the address that holds its content now."""
    return {
        str(old): document.address
        for document in catalogue.documents
        for old in document.page.meta.get(FROM) or ()
        if file_of(old)
    }


def page(old: str, new: str) -> str:
    """Return the HTML that leads from one address to another, both from the site's root."""
    target = html.escape("../" * (file_of(old).count("/")) + new.removeprefix("/") or "./")
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{content_policy()}">\n'
        '<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<link rel="canonical" href="{target}">\n<title>页面已移动</title>\n</head>\n'
        f'<body><p>这一页移到了<a href="{target}">新的地址</a>。</p></body>\n</html>\n'
    )
