"""Bring old notes in: plan what becomes of each, write it, and say what is not as it was.

A page that came in so says `unverified: import` until somebody has checked it (`review` takes
the line out), and what was not taken over stands in its front matter under `gaps`.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from site_machinery.author.body import Body, OldFence, turn_over
from site_machinery.author.fences import Code, module_of
from site_machinery.author.files import Refused, front_matter, write_new
from site_machinery.author.images import Fetch, Images, Patient, fetch
from site_machinery.author.old_note import BadNote, Gap, OldNote, read_old_note
from site_machinery.author.rendering import fault_of
from site_machinery.catalogue import NOTES, Catalogue
from site_machinery.checks import EXPIRES
from site_machinery.ledger import IMPORTED
from site_machinery.pages import UNVERIFIED
from site_machinery.redirects import FROM, file_of, redirects
from site_machinery.running import Ran, run_forked
from site_machinery.slugs import VALID_SLUG, slugify

KEY = "imported"
# What a description has no place for: tokens, formulas, marks, targets of links, tags.
_MARKUP = re.compile(r"\x02.*?\x03|\$.*?\$|[*`_]|\]\([^)]*\)|[\[\]]|<[^>]*>")
_NOT_OURS = {"readme.md", "index.md", "license.md"}
_TEST = '''"""The code of the note at /{slug}/ runs, which is all that is known of it.

Write real tests below, under names of their own: then its badge says so.
"""

from site_machinery.programs import program_of
from tests.site.sources import ROOT, import_apart, run_alone


def test_only_runs() -> None:
    import_apart("snippets.imported.{name}")
    run_alone(program_of(ROOT, "snippets/imported/{name}.py"))
'''


@dataclass
class Taken:
    """What becomes of one old note."""

    file: Path
    page: str = ""  # below the repository
    address: str = ""
    there: bool = False  # it came in before, and nothing is done
    bad: Gap | None = None  # why it does not come in
    gaps: list[Gap] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    files: dict[str, str | bytes] = field(default_factory=dict)


def notes_in(paths: Iterable[Path]) -> list[Path]:
    """Return the Markdown files that paths name, those in folders by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*.md") if file.is_file())
            found += [
                file
                for file in inside
                if file.name.lower() not in _NOT_OURS
                and not any(p[0] == "." for p in file.relative_to(path).parts)
                and "node_modules" not in file.parts
            ]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


class Importer:
    """Takes old notes into a repository.

    Args:
        root: the repository.
        fetch: gives what stands at an address; None: nothing is asked for.
        run: runs a program.
    """

    def __init__(
        self,
        root: Path,
        fetch: Fetch | None = fetch,
        run: Callable[[str], Ran] = run_forked,
    ) -> None:
        self._root, self._run = root, run
        self._fetch = Patient(fetch) if fetch else _unasked
        catalogue = Catalogue(root / "docs")
        self._slugs = {n.slug: f"docs/{n.path}" for n in catalogue.notes}
        self._slugs |= {d.path.partition("/")[0]: f"docs/{d.path}" for d in catalogue.documents}
        self._slugs |= dict.fromkeys(("assets", "evidence", "search"), "the site itself")
        self._old = {
            o.strip("/"): f"the redirect to {n}" for o, n in redirects(catalogue).items()
        }
        self._stems = {Path(note.path).stem for note in catalogue.notes}
        self._there: dict[str, str] = {}  # digest of an old note -> its page
        self._names: dict[str, str] = {}  # name of an old note's file -> its page
        self._pages: dict[str, str] = {}  # what a link to an old note may say -> its page
        for note in catalogue.notes:
            self._pages[note.slug] = Path(note.path).name
            came_from = note.page.meta.get(KEY)
            if isinstance(came_from, dict):
                self._there[str(came_from.get("sha256"))] = f"docs/{note.path}"
                self._names[str(came_from.get("file"))] = f"docs/{note.path}"
                self._pages[_stem(str(came_from.get("file")))] = Path(note.path).name

    def take(self, files: list[Path], tell: Callable[[], None] = lambda: None) -> list[Taken]:
        """Return what becomes of each file; nothing is written.

        Args:
            files: the old notes.
            tell: called when one is done.
        """
        read = [self._read(file) for file in files]
        taken = []
        for outcome, note in read:
            if note is not None:
                try:
                    self._turn_over(outcome, note)
                except BadNote as error:
                    outcome.bad, outcome.files = Gap(error.line, str(error)), {}
                    del self._there[_digest(note.file)]
            taken.append(outcome)
            tell()
        return taken

    def write(self, taken: Taken) -> None:
        """Write the files of one note, all or none."""
        package = f"{IMPORTED}__init__.py"
        if any(file.startswith(IMPORTED) for file in taken.files):
            if not (self._root / package).exists():
                write_new(self._root, {package: '"""Code of old notes: it runs, no more."""\n'})
        try:
            write_new(self._root, taken.files)
        except Refused as error:
            taken.bad, taken.files = Gap(1, str(error)), {}

    def _read(self, file: Path) -> tuple[Taken, OldNote | None]:
        """Read a note and settle its address, so that other notes can link to it."""
        outcome = Taken(file)
        try:
            note = read_old_note(file)
            digest = _digest(file)
            if digest in self._there:
                outcome.page, outcome.there = self._there[digest], True
                return outcome, None
            if file.name in self._names:
                page = self._names[file.name]
                raise BadNote(1, f"another version came in as {page}; that is left as it is")
            slug, moved = self._slug(note)
        except BadNote as error:
            outcome.bad = Gap(error.line, str(error))
            return outcome, None
        stem, number = str(note.day), 1
        while stem in self._stems:
            number += 1
            stem = f"{note.day}-{number}"
        self._stems.add(stem)
        self._slugs[slug] = file.name
        self._there[digest] = outcome.page = f"docs/{NOTES}/{stem}.md"
        for name in {slug, _stem(file.name), (moved or slug).strip("/")}:
            self._pages.setdefault(name, f"{stem}.md")
        outcome.address = f"/{slug}/"
        if moved:
            self._old[moved.strip("/")] = file.name
            outcome.gaps.append(Gap(note.permalink_line, f"{moved} leads to /{slug}/ now"))
        note.permalink = moved
        return outcome, note

    def _slug(self, note: OldNote) -> tuple[str, str]:
        """Return a note's slug, and its old address where that is another one."""
        if not note.permalink:
            wanted = slug = slugify(note.file.stem) or f"week-post-{note.day}"
            number = 1
            while slug in self._slugs or slug in self._old:
                number += 1
                slug = f"{wanted}-{number}"
            what = f"no permalink: the address /{slug}/ is made from the name of the file"
            note.gaps.append(Gap(1, what))
            return slug, ""
        inside = unquote(urlsplit(note.permalink).path).strip("/").removesuffix("/index.html")
        moved, slug = "", inside
        if not VALID_SLUG.fullmatch(inside):
            slug = slugify(inside.removesuffix(".html"))
            moved = f"/{inside}" + ("" if inside.endswith(".html") else "/")
            if not slug or not file_of(moved) or re.search(r":\w", inside):
                raise BadNote(
                    note.permalink_line,
                    f"the permalink {note.permalink!r} is no address; write "
                    f"'permalink: week-post-{note.day}'",
                )
        for address in {slug, inside}:
            owner = self._slugs.get(address) or self._old.get(address)
            if owner:
                raise BadNote(
                    note.permalink_line,
                    f"the address /{address}/ is that of {owner}; give this note another",
                )
        return slug, moved

    def _page_of(self, target: str) -> str | None:
        """Return the page that a link to an old note leads to."""
        path = target.strip("/").removesuffix("/index.html")
        return self._pages.get(path) or self._pages.get(_stem(path))

    def _turn_over(self, outcome: Taken, note: OldNote) -> None:
        slug = outcome.address.strip("/")
        name = slug.replace("-", "_")
        name = name if name.isidentifier() else f"note_{name}"
        body = turn_over(note, self._page_of)
        code = module_of(body.fences, name, outcome.page.removeprefix("docs/"), self._run)
        images = Images(note.file, slug, self._fetch)
        gaps = [*outcome.gaps, *note.gaps, *body.gaps]
        gaps += [
            Gap(fence.line, f"Python that is shown as text, because {reason}")
            for fence, reason in code.reasons.items()
        ]
        shown = [self._image(body, number, images, gaps) for number in range(len(body.images))]
        text = body.text(lambda fence: _fence(fence, code, name), shown.__getitem__)
        if fault := fault_of(text, note):
            raise fault
        outcome.gaps = sorted(set(gaps))
        outcome.counts = {
            "formulas": body.formulas,
            "blocks": len(body.fences),
            "of them run": len(code.sections),
            "images": len(body.images),
            "of them fetched": sum(bool(images.place(i.target)[0]) for i in body.images),
        }
        outcome.files = {outcome.page: f"---\n{self._meta(outcome, note, body)}---\n\n{text}"}
        if code.text:
            outcome.files[f"{IMPORTED}{name}.py"] = code.text
            test = f"tests/{IMPORTED}test_{name}.py"
            outcome.files[test] = _TEST.format(slug=slug, name=name)
        outcome.files |= images.files

    def _meta(self, outcome: Taken, note: OldNote, body: Body) -> str:
        description = note.description
        if not description:
            description = _first_sentence(body) or note.title
            outcome.gaps.append(Gap(1, f"no abstract: the description is {description!r}"))
        values = {
            "title": note.title,
            "date": note.date,
            "slug": outcome.address.strip("/"),
            "tags": note.tags,
            "categories": note.categories,
            "description": description,
            UNVERIFIED: "import",
            KEY: {"file": note.file.name, "sha256": _digest(note.file)},
        }
        if note.permalink:
            values[FROM] = [note.permalink]
        gaps = [str(gap) for gap in outcome.gaps]
        return front_matter(values) + (front_matter({"gaps": gaps}, lines=True) if gaps else "")

    def _image(self, body: Body, number: int, images: Images, gaps: list[Gap]) -> str:
        """Return what stands for an image, and note the gap if it cannot be had."""
        image = body.images[number]
        alt = image.alt.replace("]", "）").replace("[", "（")
        place, why = images.place(image.target)
        if place:
            if not alt:
                gaps.append(Gap(image.line, f"an image without a text: {image.target}"))
            return f"![{alt or '原笔记没有说明这张图'}](../../{place})"
        gaps.append(Gap(image.line, f"an image is missing ({why}): {image.target}"))
        words = f"缺图：{alt or '原笔记没有说明'}"
        if image.target.startswith(("http://", "https://")) and not EXPIRES.search(
            image.target
        ):
            return f"[{words}]({image.target})"
        return f"（{words}）"


def _fence(fence: OldFence, code: Code, name: str) -> list[str]:
    """Return the lines of a page that show a block."""
    if fence in code.sections:
        include = f'--8<-- "{IMPORTED}{name}.py:{code.sections[fence]}"'
        lines = ["```python", include, "```"]
        if fence in code.printed:
            printed = code.printed[fence].splitlines()
            lines += ["", "```{ .text .output }", *printed, "```"]
        return lines
    runs = max((len(run) for run in re.findall(r"`{3,}", fence.body)), default=2)
    ticks = "`" * (runs + 1)
    language = re.sub(r"[^\w+-]", "", fence.language.lower()) or "text"
    head = f"{ticks}{{ .{language} .unverified .no-copy }}"
    lines = [head, *fence.body.split("\n")[:-1], ticks]
    # In a quotation the build puts no badge below.
    return [*lines, "", "（待验证：来自旧笔记，没有运行过）"] if fence.quoted else lines


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md").removesuffix(".html")


def _first_sentence(body: Body) -> str:
    """Return the first sentence of the prose, without its marks."""
    in_formula = False
    for line in body.lines:
        in_formula ^= line.strip() == "$$"
        if in_formula or line.startswith(("#", "!!!", "???")):
            continue
        plain = _MARKUP.sub("", line).strip()
        if re.match(r"\w", plain):
            return re.match(r".*?(?:[。！？]|$)", plain)[0]
    return ""


def _unasked(address: str) -> bytes:
    raise OSError("not asked for")
