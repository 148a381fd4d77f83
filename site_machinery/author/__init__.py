"""The author's side: new pages, old notes, the mistakes, what a deployment would change.

Each command is a thin layer of Click over functions that know no terminal:

    new       scaffold.py   pages with their code and tests, from templates/
    import    importing.py  old notes: old_note.py reads, body.py and fences.py turn over
    check     reports.py    the problems of site_machinery.checks, for people and for programs
    publish   publishing.py a built site against the one that is deployed
"""
