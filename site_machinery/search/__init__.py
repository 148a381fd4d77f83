"""The search: what can be found, written as files; and the worker that finds it.

`entries` takes names, headings and symbols from the sources, `passages` their text, `readings`
what pinyin and traditional characters the names have, and `index` makes files of it all. The
scripts beside them are the worker, one file in the site.
"""
