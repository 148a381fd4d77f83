"""Show the site to its author, and follow what is saved.

One process watches and serves (`preview`, `server`), one holds a built site and renders single
pages of it again (`builder`); the next build of the whole is made beside them.
"""
