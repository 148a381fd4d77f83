"""The site's own Python-Markdown extensions, for any generator that reads Python-Markdown.

They stand beside pymdownx.snippets, superfences and arithmatex, which do the parsing.
"""

from site_machinery.deferred import defer

# MkDocs loads its plugins after these. That for notebooks would bring half a second of what
# converts them, which is never asked for: `notebooks` makes their pages.
defer("jupytext")
defer("mkdocs_jupyter.convert")
