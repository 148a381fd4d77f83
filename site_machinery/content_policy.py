"""The Content-Security-Policy: a page runs, shows and sends to nothing but files of the site.

A host of static files sets no headers, so the policy is a `<meta>` in each head, before all
that it governs. It is the same on every page, and has to be: with instant navigation the policy
of the first page holds for the whole visit, and one that differed would come on top of it. So
what an inline script needs to know of its page stands in an attribute, not in its text.

What a `<meta>` cannot hold are `frame-ancestors`, `report-to` and `sandbox`; a host that can
set headers may add `frame-ancestors 'none'`.

A preview has the policy, too, and its script is a file. MkDocs' own server writes one into the
page that no hash can name, so there a page shows, but does not follow changes.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

# The templates whose scripts stand in the page: they have to run before it is drawn.
_INLINE = (
    "base",
    "shared_search",
    "palette",
    "content",
    "ask_at_once",
    "from_disk",
    "load_scripts",
)

# Strict for elements, but not for attributes: KaTeX sizes each piece of a formula by one, in
# some 500 ways. Their hashes would be 27 kB on every page; classes in their place would need a
# style sheet of the whole site, without which no page shows a formula, be it saved, sent, or
# built by another generator. `style-src` is for attributes, and for browsers from before 2022.
_STYLE = "style-src 'self' 'unsafe-inline'; style-src-elem 'self'"

# A script, and not a block of data such as <script type="application/json">.
_SCRIPT = re.compile(r"<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)


def content_policy(script_sources: Iterable[str] = ()) -> str:
    """Return the policy.

    Args:
        script_sources: what may run beside the site's files, such as `'sha256-...'`.
    """
    scripts = " ".join(["'self'", *dict.fromkeys(script_sources)])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            _STYLE,
            "img-src 'self' data:",  # the theme's icons are masks in its style sheet
            "worker-src 'self'",  # the search: `script-src` would decide, with all its hashes
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def sources_of_inline_scripts(html: str) -> list[str]:
    """Return the hash of each script that stands in a page, as a policy names it."""
    return [_source(script) for script in _SCRIPT.findall(html)]


def theme_policy(env: "Environment", config: "MkDocsConfig") -> str:
    """Return the policy under which the scripts in the theme's templates may run.

    Args:
        env: the theme's templates.
        config: of the build, which the templates read.
    """
    context = {"config": config, "features": config.theme.get("features"), "page": None}
    templates = [env.get_template(f"partials/javascripts/{name}.html") for name in _INLINE]
    rendered = "".join(template.render(context, base_url=".") for template in templates)
    return content_policy(sources_of_inline_scripts(rendered))


def _source(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
