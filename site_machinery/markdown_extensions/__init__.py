"""The site's own Python-Markdown extensions, for any generator that reads Python-Markdown.

They stand beside pymdownx.snippets, superfences and arithmatex, which do the parsing.
"""
