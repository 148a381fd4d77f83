"""The runnable whole of a section: the program that a copy button gives.

A page shows a part: a function, a method, a usage. `program_of` adds what the part needs, found
from the code itself: the imports and module-level definitions it uses, however indirectly, in
source order, and nothing else. Imports from `snippets` are replaced by what they import, so the
program runs where this repository is not.
"""

import ast
import builtins
import hashlib
import json
import re
import symtable
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from site_machinery.sections import Section, is_marker, sections
from site_machinery.texts import text_of

_PACKAGE = "snippets"
_NAMED_MODULE = re.compile(rf"\b{_PACKAGE}(?:\.\w+)+")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Built-in functions that leave their arguments as they are.
_ONLY_READ = frozenset(
    "abs all any bool dict enumerate float format int isinstance len list max min range "
    "repr reversed round set sorted str sum tuple type zip".split()
)
# Names that Python binds in every module.
_GIVEN = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}


# (root, reference) -> what a program was made from when it was last made, and its text.
_made: dict[tuple[Path, str], tuple[tuple["_Source", ...], str]] = {}


class ProgramError(ValueError):
    """A section cannot be made to stand alone; the message names the file and the name."""


@dataclass(frozen=True)
class _Statement:
    node: ast.stmt
    first: int  # of the comment lines directly above it, if there are any
    last: int
    binds: frozenset[str]
    uses: frozenset[str]

    @property
    def only_defines(self) -> bool:
        """Whether it does nothing but bind names, so that only who uses them needs it."""
        if isinstance(self.node, ast.Assign):
            return all(_only_names(target) for target in self.node.targets)
        return isinstance(self.node, (*_DEFINITIONS, *_IMPORTS, ast.AnnAssign))

    @cached_property
    def changes(self) -> frozenset[str]:
        """The names whose objects it binds or may change."""
        return self.binds | _may_change(self.node)


@dataclass(frozen=True)
class _Source:
    """A Python source as its top-level statements and sections."""

    where: str
    lines: tuple[str, ...]
    sections: dict[str, Section]

    @cached_property
    def statements(self) -> tuple[_Statement, ...]:
        """All that stands at its top level; who only shows a section needs none of it."""
        return tuple(_statements(self.where, self.lines))

    def text(self, first: int, last: int) -> str:
        kept = [line for line in self.lines[first - 1 : last] if not is_marker(line)]
        return "\n".join(kept)


def shown(root: Path, reference: str) -> str:
    """Return the text that a page shows for a reference ("snippets/x.py:section")."""
    source, section = _resolve(root, reference)
    return source.text(section.first, section.last).strip("\n") + "\n"


def references(root: Path) -> list[str]:
    """Return the reference of every section of `snippets` and of every cell in docs/lab."""
    files = [*(root / "snippets").rglob("*.py"), *(root / "docs" / "lab").glob("*.ipynb")]
    names = sorted(file.relative_to(root).as_posix() for file in files)
    return [f"{name}:{section}" for name in names for section in _read(root, name).sections]


def lines_of(root: Path, reference: str) -> tuple[str, range]:
    """Return the file of a reference and the lines that the page shows, counted from 1."""
    source, section = _resolve(root, reference)
    return source.where, range(section.first, section.last + 1)


def program_of(root: Path, reference: str) -> str:
    """Return the program that runs the referenced section alone.

    Args:
        root: the folder that holds `snippets`.
        reference: "snippets/losses/huber_loss.py:huber_loss" for a section of a module, the
            same without ":huber_loss" for all of it, or "docs/lab/name.ipynb:cell-id" for a
            cell of a notebook.

    Raises:
        ProgramError: the file or the section does not exist, a name cannot be found, or two
            modules give different things the same name.
        SectionError: the file's section markers are wrong.
        SyntaxError: the file is not Python.
    """
    sources, text = _made.get((root, reference), ((), ""))
    if not sources or any(_read(root, source.where) is not source for source in sources):
        program, source, selected = _gather(root, reference)
        # If nothing is missing, the reader gets what the page shows.
        complete = not program.adds_to(source, selected)
        text = shown(root, reference) if complete else program.text()
        _made[root, reference] = program.sources, text
    return text


class Modules:
    """The texts of all modules of `snippets`, and what each of them depends on.

    Args:
        root: the folder that holds `snippets`.
    """

    def __init__(self, root: Path) -> None:
        self.texts: dict[str, str | None] = {}  # None: not UTF-8
        for path in sorted((root / _PACKAGE).rglob("*.py")):
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                text = None
            self.texts[path.relative_to(root).as_posix()] = text

    def needed_by(self, file: str) -> set[str]:
        """Return a module and all modules that its programs are made from."""
        needed, waiting = {file}, [file]
        while waiting:
            for name in set(_NAMED_MODULE.findall(self.texts.get(waiting.pop()) or "")):
                other = name.replace(".", "/") + ".py"
                if other not in needed:
                    needed.add(other)
                    waiting.append(other)
        return needed

    def that_need(self, files: set[str]) -> set[str]:
        """Return the modules whose programs are made from any of these, themselves included."""
        if files.isdisjoint(self.texts):
            return set()
        return {file for file in self.texts if self.needed_by(file) & files}

    def key(self, file: str) -> str:
        """Return a digest of a module and of all modules that its programs are made from."""
        digest = hashlib.sha256()
        for other in sorted(self.needed_by(file)):
            digest.update(f"{other}\0{self.texts.get(other, 'absent')}\0".encode())
        return digest.hexdigest()


def imported(program: str) -> set[str]:
    """Return the top-level packages that a program imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(program)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def _gather(root: Path, reference: str) -> tuple["_Program", _Source, set[int]]:
    """Return a reference's program, its source, and the statements that the section shows."""
    source, section = _resolve(root, reference)
    shown_statements = {
        index
        for index, statement in enumerate(source.statements)
        if statement.first <= section.last and statement.last >= section.first
    }
    program = _Program(root)
    program.add(source, set(shown_statements), before=max(shown_statements, default=-1))
    return program, source, shown_statements


def _resolve(root: Path, reference: str) -> tuple[_Source, Section]:
    file, _, name = reference.partition(":")
    source = _read(root, file)
    if not name:
        return source, Section("", 1, len(source.lines))
    if name not in source.sections:
        known = ", ".join(source.sections) or "none"
        raise ProgramError(f"{file} has no section {name!r} (it has: {known})")
    return source, source.sections[name]


def _read(root: Path, file: str) -> _Source:
    try:
        text = text_of(f"{root}/{file}")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise ProgramError(f"{file} does not exist") from error
    return _parse(file, text)


@cache
def _parse(file: str, text: str) -> _Source:
    if file.endswith(".ipynb"):
        text, parts = _join_cells(text)
    else:
        parts = sections(text)
    return _Source(file, tuple(text.splitlines()), parts)


def _join_cells(notebook: str) -> tuple[str, dict[str, Section]]:
    """Return a notebook's code as one source whose sections are the cells."""
    lines: list[str] = []
    parts = {}
    for cell in json.loads(notebook)["cells"]:
        if cell["cell_type"] == "code":
            code = "".join(cell["source"]).splitlines()
            parts[cell["id"]] = Section(cell["id"], len(lines) + 1, len(lines) + len(code))
            lines += [*code, ""]
    return "\n".join(lines), parts


def _statements(file: str, lines: tuple[str, ...]) -> Iterator[_Statement]:
    end_of_previous = 0
    for node in ast.parse("\n".join(lines), file).body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        code = "\n".join(lines[first - 1 : node.end_lineno])
        while (
            first - 1 > end_of_previous
            and lines[first - 2].startswith("#")
            and not is_marker(lines[first - 2])
        ):
            first -= 1
        table = symtable.symtable(code, file, "exec")
        own = _own_names(node)
        binds = own & {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_assigned() or symbol.is_imported()
        }
        uses = frozenset(_uses(table, own))
        if isinstance(node, ast.AugAssign):
            uses |= binds
        yield _Statement(node, first, node.end_lineno, binds, uses)
        end_of_previous = node.end_lineno


def _uses(table: symtable.SymbolTable, own: frozenset[str]) -> Iterator[str]:
    """Yield the module-level names that a statement reads, in whatever scope inside it."""
    for symbol in table.get_symbols():
        name = symbol.get_name()
        if symbol.is_referenced() and (
            name in own if table.get_type() == "module" else symbol.is_global()
        ):
            yield name
    for child in table.get_children():
        yield from _uses(child, own)


def _own_names(part: ast.AST) -> frozenset[str]:
    """Return the names that code mentions in its own scope, comprehensions looked through.

    From Python 3.12 on, symtable counts the variables of a comprehension to its surroundings.
    """
    if isinstance(part, ast.Name):
        return frozenset({part.id})
    if isinstance(part, ast.alias):
        return frozenset({part.asname or part.name.partition(".")[0]})
    inner: list[ast.AST] = list(ast.iter_child_nodes(part))
    bound: set[str] = set()
    if isinstance(part, _DEFINITIONS):
        bound.add(part.name)
        inner = [node for node in inner if not isinstance(node, ast.stmt)]
    elif isinstance(part, ast.Lambda):
        inner = [part.args]
    elif isinstance(part, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and part.name:
        bound.add(part.name)
    names = frozenset(bound).union(*map(_own_names, inner))
    if isinstance(part, _COMPREHENSIONS):
        names -= frozenset().union(*(_own_names(loop.target) for loop in part.generators))
    return names


def _may_change(node: ast.stmt) -> set[str]:
    """Return the names whose objects a statement may change: by a call or a store into them.

    An assignment from a call counts as reading its arguments: a call that changes them as well
    has to stand as a statement of its own.
    """
    changed = set()
    parts = [node]
    while parts:
        part = parts.pop()
        if isinstance(part, ast.Call):
            function = part.func.id if isinstance(part.func, ast.Name) else None
            if function == "print":  # what is computed only to be printed changes nothing
                continue
            if function not in _ONLY_READ:
                touched = [part.func, *part.args, *(keyword.value for keyword in part.keywords)]
                changed |= {_root(expression) for expression in touched}
        elif isinstance(part, ast.Attribute | ast.Subscript) and isinstance(
            part.ctx, ast.Store | ast.Del
        ):
            changed.add(_root(part))
        parts += ast.iter_child_nodes(part)
    return changed - {None}


def _only_names(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple | ast.List):
        return all(_only_names(element) for element in target.elts)
    return isinstance(target, ast.Name)


def _root(node: ast.expr) -> str | None:
    """Return the name at the start of `name.a[b].c`, if there is one."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _written(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


class _Program:
    """Statements gathered from several sources, and the imports they share."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._sources: dict[str, _Source] = {}
        self._plain: set[str] = set()  # import x [as y]
        self._from: dict[str, set[str]] = {}  # from x import y [as z]
        self._parts: list[str] = []
        self._given_by: dict[str, str] = {}  # name -> the source that defines it
        self._taken: set[tuple[str, int]] = set()  # (source, index of a statement)

    @property
    def sources(self) -> tuple[_Source, ...]:
        """All that it is made from."""
        return tuple(self._sources.values())

    def add(self, source: _Source, selected: set[int], before: int) -> None:
        """Add statements of a source and all that they need, dependencies first.

        Args:
            source: where they stand.
            selected: their indices in it.
            before: statements with effects count only up to this index.
        """
        self._sources[source.where] = source
        needed = self._close(source, selected, before)
        for index in sorted(selected):
            node = source.statements[index].node
            if isinstance(node, _IMPORTS):
                self._add_import(source, node, needed)
        self._add_code(source, sorted(selected))

    def _close(self, source: _Source, selected: set[int], before: int) -> set[str]:
        """Grow `selected` until all names that it uses are bound, and return those names."""
        while True:
            needed = {name for index in selected for name in source.statements[index].uses}
            new = {
                index
                for index, statement in enumerate(source.statements)
                if index not in selected and self._is_needed(statement, index, needed, before)
            }
            if not new:
                break
            selected |= new
        bound = {name for index in selected for name in source.statements[index].binds}
        if needed - bound - _GIVEN:
            names = ", ".join(sorted(needed - bound - _GIVEN))
            raise ProgramError(f"{source.where}: nothing binds {names}")
        return needed

    @staticmethod
    def _is_needed(statement: _Statement, index: int, needed: set[str], before: int) -> bool:
        if statement.only_defines:
            return bool(statement.binds & needed) and (
                index < before or not isinstance(statement.node, ast.Assign)
            )
        return index < before and bool(statement.changes & needed)

    def _add_import(
        self, source: _Source, node: ast.Import | ast.ImportFrom, needed: set[str]
    ) -> None:
        if isinstance(node, ast.ImportFrom) and (node.level or node.module == "__future__"):
            raise ProgramError(
                f"{source.where}:{node.lineno}: import by full name; nothing from __future__"
            )
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            if name not in needed:
                continue
            if isinstance(node, ast.Import) and alias.name.partition(".")[0] == _PACKAGE:
                raise ProgramError(
                    f"{source.where}:{node.lineno}: write 'from module import name' instead"
                )
            if isinstance(node, ast.Import) or node.module.partition(".")[0] != _PACKAGE:
                whence = f"{getattr(node, 'module', '')} import {_written(alias)}"
                if self._given_by.setdefault(name, whence) != whence:
                    raise ProgramError(
                        f"{source.where}:{node.lineno}: {name} also means "
                        f"{self._given_by[name]}; give one of them another name"
                    )
            if isinstance(node, ast.Import):
                self._plain.add(f"import {_written(alias)}")
            elif node.module.partition(".")[0] != _PACKAGE:
                self._from.setdefault(node.module, set()).add(_written(alias))
            elif alias.asname:
                raise ProgramError(
                    f"{source.where}:{node.lineno}: {alias.name} is renamed on import; "
                    f"import it from {_PACKAGE} under its own name"
                )
            else:
                self._add_definition(source, node, alias.name)

    def _add_definition(self, importer: _Source, node: ast.ImportFrom, name: str) -> None:
        source = _read(self._root, node.module.replace(".", "/") + ".py")
        selected = {i for i, s in enumerate(source.statements) if name in s.binds}
        if not selected:
            raise ProgramError(
                f"{importer.where}:{node.lineno}: {source.where} does not define {name}"
            )
        self.add(source, selected, before=len(source.statements))

    def _add_code(self, source: _Source, indices: list[int]) -> None:
        previous = None
        for index in indices:
            statement = source.statements[index]
            is_import = isinstance(statement.node, _IMPORTS)
            if (source.where, index) in self._taken:
                continue
            self._taken.add((source.where, index))
            if is_import:
                continue
            for name in statement.binds:
                owner = self._given_by.setdefault(name, source.where)
                if owner != source.where:
                    raise ProgramError(f"{owner} and {source.where} both define {name}")
            text = source.text(statement.first, statement.last)
            gap = "\n\n"
            if previous is None or isinstance(statement.node, _DEFINITIONS):
                gap = "\n\n\n"
            elif source.statements[previous].last + 1 == statement.first:
                gap = "\n"
            self._parts.append(gap + text)
            previous = index

    def adds_to(self, source: _Source, statements: set[int]) -> bool:
        """Say whether it holds more than these statements of one source."""
        return self._taken != {(source.where, index) for index in statements}

    def text(self) -> str:
        """Return the program: imports, definitions, the section's own statements."""
        imports = [(line.split()[1], line) for line in self._plain]
        imports += [
            (module, f"from {module} import {', '.join(sorted(names))}")
            for module, names in self._from.items()
        ]
        groups = ["", ""]
        for module, line in sorted(imports, key=lambda pair: (pair[1][0] == "f", pair[1])):
            standard = module.partition(".")[0] in sys.stdlib_module_names
            groups[0 if standard else 1] += line + "\n"
        head = "\n".join(group for group in groups if group)
        body = "".join(self._parts).lstrip("\n")
        gap = "\n\n" if body.startswith(("def ", "class ", "@")) else "\n"
        return (head + gap if head and body else head) + body + "\n" * bool(body)
