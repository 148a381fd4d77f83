"""The code that the site shows: one module a concept, tested under tests/snippets."""
