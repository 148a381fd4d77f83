"""Run a notebook and turn it into a Markdown page of ours.

A run is kept in .cache/notebooks under a digest of all that decides its result, so that a new
server does not train for a minute what the last one trained.

The page gets what every page has (formulas, copy buttons, heading ids, search) and none of the
half megabyte of style that a converted notebook brings along.
"""

import hashlib
import html
import json
import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbclient.exceptions import CellExecutionError
    from nbformat import NotebookNode

from filelock import FileLock

from site_machinery.kept import FOLDER, write_whole
from site_machinery.markdown_extensions import figures
from site_machinery.programs import ProgramError, program_of

_TIMEOUT = 120  # seconds a cell
_KEPT = Path(FOLDER, "notebooks")


class NotebookError(ValueError):
    """A notebook is malformed or one of its cells fails; `line` is a line of its file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def line_in_file(notebook: str, cell_source: str, line: int) -> int:
    """Return where line `line` of a cell stands in the notebook's JSON text, both from 1."""
    lines = cell_source.splitlines()[line - 1 :]
    wanted = json.dumps(lines[0], ensure_ascii=False)[1:-1] if lines else '"source"'
    for number, text in enumerate(notebook.splitlines(), start=1):
        if wanted in text:
            return number
    return 1


def markdown_of(root: Path, notebook: Path) -> str:
    """Run a notebook and return it as a page: its text, its code, and what the code gave.

    Args:
        root: the folder that holds `snippets`, from which the cells are run.
        notebook: the .ipynb file, below `root`.

    Raises:
        NotebookError: the file is no notebook, or a cell raises or writes to stderr.
    """
    reference = notebook.relative_to(root).as_posix()
    text = notebook.read_text(encoding="utf-8")
    page = read_notebook(text)
    kept = root / _KEPT / f"{_digest(root, reference, page)}.md"
    kept.parent.mkdir(parents=True, exist_ok=True)
    # Who asks at the same time waits; two kernels that start at once may also take one port.
    with FileLock(kept.parent / "running.lock"):
        if not kept.is_file():
            _run(page, root, text)
            parts = (part for cell in page.cells for part in _parts(cell, reference, text))
            write_whole(kept, "\n\n".join(parts))
    return kept.read_text(encoding="utf-8")


def _digest(root: Path, reference: str, page: "NotebookNode") -> str:
    """Return a digest of the text, of all code that the cells run, and of what runs it."""
    made_by = (Path(__file__), Path(figures.__file__))
    parts = [reference, *(file.read_text(encoding="utf-8") for file in made_by)]
    for cell in page.cells:
        parts += [cell.id, cell.source]
        if cell.cell_type == "code":
            try:
                parts.append(program_of(root, f"{reference}:{cell.id}"))
            except (ProgramError, SyntaxError):
                pass  # the run will say what is wrong with it
    parts += [metadata.version("torch"), platform.python_version(), platform.machine()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read_notebook(text: str) -> "NotebookNode":
    """Return the notebook that a file holds.

    Raises:
        NotebookError: the text is no notebook.
    """
    import nbformat  # with its validator it takes longer to load than most checks

    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("nbformat") != 4:  # older ones have no ids
            raise NotebookError(1, "not a notebook of format 4; save it anew with Jupyter")
        nbformat.validate(data)
    except json.JSONDecodeError as error:
        raise NotebookError(error.lineno, f"not a notebook: {error}") from error
    except nbformat.ValidationError as error:
        raise NotebookError(1, f"not a notebook: {error.message}") from error
    return nbformat.reads(text, as_version=4)


def description_of(text: str) -> str:
    """Return the description in the metadata of the notebook that a file holds, if any."""
    return str(json.loads(text)["metadata"].get("description") or "")


def _run(notebook: "NotebookNode", root: Path, text: str) -> None:
    from nbclient import NotebookClient  # only where a notebook is run, not where it is checked
    from nbclient.exceptions import CellExecutionError

    client = NotebookClient(
        notebook,
        timeout=_TIMEOUT,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],  # it warns of TCP on every start
        resources={"metadata": {"path": str(root)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise _failure(notebook, text, error) from error


def _failure(notebook: "NotebookNode", text: str, error: "CellExecutionError") -> NotebookError:
    cell = next(
        c for c in notebook.cells for o in c.get("outputs", ()) if o.output_type == "error"
    )
    number = notebook.cells.index(cell) + 1
    message = f"cell {number} fails with {error.ename}: {error.evalue}; mend the cell"
    return NotebookError(line_in_file(text, cell.source, 1), message)


def _parts(cell: "NotebookNode", reference: str, text: str) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield cell.source
    elif cell.cell_type == "code":
        yield f'```{{ .python data-program="{reference}:{cell.id}" }}\n{cell.source}\n```'
        for output in cell.outputs:
            yield _output(output, lambda: line_in_file(text, cell.source, 1))


def _output(output: "NotebookNode", line) -> str:
    if output.output_type == "stream" and output.name == "stdout":
        return _fence(output.text)
    data = output.get("data", {})
    if "image/svg+xml" in data:
        drawing = figures.sized(data["image/svg+xml"])
        return f'<figure><div class="drawing">{drawing}</div></figure>'
    if "text/plain" in data:
        return _fence(data["text/plain"])
    what = output.get("text") or output.output_type
    raise NotebookError(line(), f"a cell writes what a page cannot show: {html.escape(what)}")


def _fence(text: str) -> str:
    return f"```{{ .text .output }}\n{text.rstrip()}\n```"
