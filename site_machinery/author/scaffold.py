"""Make a new note or a new term page: the page, its code and its tests, from templates/.

All of it passes as it is: the code is a small worked example, tested in every way that a page
here is tested. A new term page says that the example is the template's own until somebody has
read the page and confirmed it (`review`).
"""

import datetime
import json
import re
import string
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from site_machinery.author.files import Refused, front_matter, replace, tidy, write_new
from site_machinery.catalogue import NOTES, TERMS, Catalogue, Term
from site_machinery.pages import UNVERIFIED
from site_machinery.redirects import redirects
from site_machinery.slugs import VALID_SLUG, slugify

_TEMPLATES = Path(__file__).parent / "templates"
_NUMBER = re.compile(r"\d")
_PART = 36  # characters of a text in one line of a file; a Chinese one is two columns wide
_OWN_WORDS = "the author's own words; no code gives it"
# Words that Python does not take as the name of a module.
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


class _Template(string.Template):
    delimiter = "§"  # the pages are full of dollars


@dataclass(frozen=True)
class NewNote:
    """What a new note says."""

    day: datetime.date
    title: str
    description: str
    lead: str = ""
    tags: tuple[str, ...] = ("周报",)
    terms: tuple[str, ...] = ()
    with_code: bool = True


@dataclass(frozen=True)
class NewTerm:
    """What a new term page says."""

    field: str
    zh: str
    en: str
    description: str
    slug: str = ""
    abbr: str = ""
    also: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    field_name: str = ""


@dataclass
class Made:
    """What a command has made, and what is left to the author."""

    page: str
    address: str
    files: list[str] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)


def title_of_week(day: datetime.date) -> str:
    """Return the title that a note of a day has unless its author has a better one."""
    year, week, _ = day.isocalendar()
    return f"{year} 年第 {week} 周的学习记录"


def new_note(root: Path, note: NewNote) -> Made:
    """Make a note, with a small piece of tested code of its own if wished.

    Raises:
        Refused: a text is empty, a term does not exist, or a file is in the way.
    """
    for name in ("title", "description"):
        _need_a_line(name, getattr(note, name))
    catalogue = Catalogue(root / "docs")
    slug, stem = _free_slug(root, catalogue, f"week-post-{note.day}"), str(note.day)
    stem += slug.removeprefix(f"week-post-{note.day}")
    page, name = f"{NOTES}/{stem}.md", slug.replace("-", "_")
    lead = note.lead.strip() or note.description.strip()
    values = {
        "slug": slug,
        "name": name,
        "page": page,
        "where": f"the note at /{slug}/",
        "lead": lead,
        "terms": _links(catalogue, note.terms),
        "meta": front_matter(
            {
                "title": note.title.strip(),
                "date": note.day,
                "slug": slug,
                "tags": list(note.tags),
                "categories": ["周报"],
                "description": note.description.strip(),
            }
        ),
    }
    values["code"] = _filled("note/code", values) if note.with_code else ""
    files = {f"docs/{page}": _filled("note/page", values)}
    if note.with_code:
        files |= _package(root, "snippets/notes", "Code of weekly notes.")
        files[f"snippets/notes/{name}.py"] = _filled("note/module", values)
        files[f"tests/snippets/notes/test_{name}.py"] = _filled("note/test", values)
    own_words = [
        line
        for text in dict.fromkeys([note.description.strip(), lead])
        for line in text.splitlines()
    ]
    values["claims"] = _stated(own_words)
    if values["claims"]:
        files[f"tests/pages/{name}_claims.py"] = _filled("claims", values)
    return _write(root, Made(f"docs/{page}", f"/{slug}/"), files)


def new_term(root: Path, term: NewTerm) -> Made:
    """Make a term page with everything that belongs to it, and put it into the navigation.

    Raises:
        Refused: a text is empty, a name or an address is taken, or a file is in the way.
    """
    for what in ("zh", "en", "description"):
        _need_a_line(what, getattr(term, what))
    slug, name = _slug_of(term)
    catalogue = Catalogue(root / "docs")
    _need_free_names(catalogue, term)
    page = f"{TERMS}/{term.field}/{slug}.md"
    fields = dict(catalogue.fields)
    field_name = fields.get(term.field) or term.field_name.strip()
    if not field_name:
        known = ", ".join(fields)
        raise Refused(f"{term.field!r} is a new field (there are: {known}); give --field-name")
    names = {"zh": term.zh.strip(), "en": term.en.strip()}
    names |= {"abbr": term.abbr.strip()} if term.abbr.strip() else {}
    names |= {"also": list(term.also)} if term.also else {}
    names |= {"code": list(term.code)} if term.code else {}
    stated = _stated([term.description.strip(), f"# {term.zh.strip()}（{term.en.strip()}）"])
    values = {
        "field": term.field,
        "slug": slug,
        "name": name,
        "zh": term.zh.strip(),
        "en": term.en.strip(),
        "title": f"{term.zh.strip()}（{term.en.strip()}）",
        "description": term.description.strip(),
        "claims": stated,
        "stated": ", stated" if stated else "",
        "meta": front_matter(
            {
                "description": term.description.strip(),
                "names": names,
                "tags": [field_name],
                UNVERIFIED: "template",
            }
        ),
    }
    code, tests = f"snippets/{term.field}/{name}", f"tests/snippets/{term.field}/test_{name}"
    files = _package(root, f"snippets/{term.field}", f"{term.field.capitalize()}.") | {
        f"docs/{page}": _filled("term/page", values),
        f"{code}.py": _filled("term/module", values),
        f"{code}_example.py": _filled("term/example", values),
        f"{code}_formula.py": _filled("term/formula", values),
        f"{code}_figure.py": _filled("term/figure", values),
        f"{tests}.py": _filled("term/test", values),
        f"{tests}_formula.py": _filled("term/formula_test", values),
        f"{tests}_figure.py": _filled("term/figure_test", values),
        f"tests/pages/{name}_claims.py": _filled("term/claims", values),
        f"docs/assets/figures/{slug}.svg": (_TEMPLATES / "term/figure.svg").read_text("utf-8"),
    }
    made = _write(root, Made(f"docs/{page}", f"/{page.removesuffix('.md')}/"), files)
    if term.field not in fields:
        _add_field(root, made, term.field, field_name)
    _add_to_navigation(root, made, page, field_name)
    return made


def _write(root: Path, made: Made, files: dict[str, str]) -> Made:
    write_new(root, files)
    made.files = list(files)
    tidy(root, [file for file in files if file.endswith(".py")])
    return made


def _filled(template: str, values: dict[str, str]) -> str:
    text = (_TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
    return _Template(text).substitute(values)


def _package(root: Path, folder: str, docstring: str) -> dict[str, str]:
    file = f"{folder}/__init__.py"
    return {} if (root / file).exists() else {file: f'"""{docstring}"""\n'}


def _need_a_line(name: str, text: str) -> None:
    if not text.strip() or len(text.strip().splitlines()) > 1:
        raise Refused(f"{name} must be one line of text, got {text!r}; write one")


def _stated(lines: list[str]) -> str:
    """Return claims for the lines that have numbers; only the author vouches for those."""
    return "".join(
        f"    stated({_quoted(line)}, {json.dumps(_OWN_WORDS)}),\n"
        for line in lines
        if _NUMBER.search(line)
    )


def _quoted(text: str) -> str:
    """Return a text as Python strings that are short enough for a line."""
    parts = [text[start : start + _PART] for start in range(0, len(text), _PART)]
    return "".join(f"\n        {json.dumps(part, ensure_ascii=False)}" for part in parts)


def _free_slug(root: Path, catalogue: Catalogue, wanted: str) -> str:
    """Return a slug whose address, page and module are all free."""
    taken = {note.slug for note in catalogue.notes}
    taken |= {old.strip("/") for old in redirects(catalogue)}
    number, slug = 1, wanted
    while (
        slug in taken
        or (root / f"docs/{NOTES}/{slug.removeprefix('week-post-')}.md").exists()
        or (root / f"snippets/notes/{slug.replace('-', '_')}.py").exists()
    ):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _links(catalogue: Catalogue, keys: tuple[str, ...]) -> str:
    by_key = {term.key: term for term in catalogue.terms}
    missing = [key for key in keys if key not in by_key]
    if missing:
        known = ", ".join(sorted(by_key))
        raise Refused(f"there is no term {missing[0]!r} (there are: {known}); name one of them")
    links = "、".join(f"[{by_key[k].name('zh')}](../../{by_key[k].path})" for k in keys)
    return f"\n用到的术语：{links}。\n" if links else ""


def _slug_of(term: NewTerm) -> tuple[str, str]:
    """Return the slug of a term and the name of its module."""
    slug = term.slug.strip() or slugify(term.en)
    if not VALID_SLUG.fullmatch(slug) or not _IDENTIFIER.fullmatch(slug.replace("-", "_")):
        raise Refused(f"the slug {slug!r} is no name of a-z, 0-9 and hyphens; give another")
    if not re.fullmatch(r"[a-z][a-z0-9]*", term.field):
        raise Refused(f"the field {term.field!r} is no name of a-z and 0-9; give another")
    return slug, slug.replace("-", "_")


def _need_free_names(catalogue: Catalogue, term: NewTerm) -> None:
    owners: dict[str, Term] = {n.casefold(): t for t in catalogue.terms for n in t.all_names}
    for name in (term.zh, term.en, term.abbr, *term.also, *term.code):
        owner = owners.get(name.strip().casefold())
        if owner:
            raise Refused(f"the name {name!r} is that of docs/{owner.path}; give another")


def _add_field(root: Path, made: Made, key: str, name: str) -> None:
    """Name a new field in the term index."""
    file = f"docs/{TERMS}/index.md"
    text = (root / file).read_text(encoding="utf-8")
    line = f"  {key}: {name}\n"
    found = re.search(r"^fields:[ ]*\n(?:  .*\n)*", text, re.M)
    if found:
        replace(root, file, text[: found.end()] + line + text[found.end() :])
        made.files.append(file)
    else:
        made.to_do.append(f"{file}: add under 'fields:': {line.strip()}")


def _add_to_navigation(root: Path, made: Made, page: str, field_name: str) -> None:
    """Put a page behind the last one of its field in mkdocs.yml, and touch nothing else."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    changed = with_navigation(text, page, field_name)
    if changed:
        replace(root, "mkdocs.yml", changed)
        made.files.append("mkdocs.yml")
    else:
        made.to_do.append(f"mkdocs.yml: add under 'nav:', in {field_name}: - {page}")


def with_navigation(text: str, page: str, field_name: str) -> str:
    """Return mkdocs.yml with one more page; "" if no place for it can be found.

    Args:
        text: the file. Its comments and its layout stay.
        page: below docs: "terms/losses/x.md". It goes behind the last of its folder; the first
            of a folder gets a heading of its own, behind the last term.
        field_name: the text of that heading.
    """
    lines = text.splitlines(keepends=True)
    folder = page.rpartition("/")[0]

    def last(pattern: str) -> int | None:
        found = [n for n, line in enumerate(lines) if re.match(pattern, line)]
        return found[-1] if found else None

    place = last(rf" *- {re.escape(folder)}/[\w-]+\.md\b")
    new = []
    if place is None:
        place = last(rf" *- {TERMS}/[\w-]+/[\w-]+\.md\b")
        if place is None:
            return ""
        indent = re.match(" *", lines[place])[0]
        new = [f"{indent[4:]}- {json.dumps(field_name, ensure_ascii=False)}:\n"]
        if re.fullmatch(r"\w+", field_name):
            new = [f"{indent[4:]}- {field_name}:\n"]
    indent = re.match(" *", lines[place])[0]
    new.append(f"{indent}- {page}\n")
    if not lines[place].endswith("\n"):
        lines[place] += "\n"
    changed = "".join(lines[: place + 1] + new + lines[place + 1 :])
    return changed if _adds_only(text, changed, page) else ""


def _adds_only(before: str, after: str, page: str) -> bool:
    """Say whether two mkdocs.yml differ in one page of the navigation and in nothing else."""
    old, new = (yaml.compose(text, yaml.SafeLoader) for text in (before, after))
    leaves = [_leaves(tree) for tree in (old, new)]
    return sorted(leaves[1]) == sorted([*leaves[0], page]) or (
        len(leaves[1]) == len(leaves[0]) + 2 and page in leaves[1]
    )


def _leaves(node: yaml.Node) -> list[str]:
    """Return the values of all scalars; the file has tags that only MkDocs understands."""
    if isinstance(node, yaml.ScalarNode):
        return [node.value]
    pairs = (part if isinstance(part, tuple) else (part,) for part in node.value)
    return [leaf for pair in pairs for part in pair for leaf in _leaves(part)]
