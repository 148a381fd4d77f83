"""A notebook's page is a page like the others, and a notebook that fails says where."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from site_machinery import notebooks
from site_machinery.notebooks import NotebookError, line_in_file, markdown_of
from tests.site.sources import ROOT

NOTEBOOKS = sorted((ROOT / "docs/lab").glob("*.ipynb"))
# How the findings begin that a drawing states for readers who cannot see it.
FINDINGS = {
    "robust-line-fit": "31 个点中右端 4 个是离群点",
    "toy-gan": "六种做法都是先铺开、再连成圆环",
    "checkerboard-artifacts": "均匀的图经过随机权重",
}
of_each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda n: n.stem)


def write(folder: Path, *sources: str) -> Path:
    """Write a notebook of code cells and return its path."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    file = folder / "docs" / "n.ipynb"
    file.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, file)
    return file


@of_each_notebook
def test_the_page_weighs_what_a_markdown_page_weighs(site: Path, notebook: Path) -> None:
    weight = (site / f"lab/{notebook.stem}/index.html").stat().st_size
    markdown = (site / "terms/losses/huber-loss/index.html").stat().st_size
    assert weight <= 3 * markdown
    assert weight < 300_000  # stock output is 634 kB for one cell


@of_each_notebook
def test_cells_become_blocks_with_their_output_and_figure(site: Path, notebook: Path) -> None:
    text = (site / f"lab/{notebook.stem}/index.html").read_text(encoding="utf-8")
    cells = nbformat.read(notebook, as_version=4).cells
    for cell in (cell for cell in cells if cell.cell_type == "code"):
        assert f'data-section="docs/lab/{notebook.name}:{cell.id}"' in text
    assert text.count('<div class="output') >= 3
    assert re.search(r'<svg style="width:[\d.]+rem" xmlns="[^"]+" class="figure"', text)
    assert f'aria-label="{FINDINGS[notebook.stem]}' in text
    assert 'id="conclusion"' in text


def test_output_stands_under_its_cell(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    file = write(tmp_path, "x = 2\nprint(x)", "x * 21")
    first, printed, second, value = markdown_of(tmp_path, file).split("\n\n")
    assert first.endswith("x = 2\nprint(x)\n```")
    assert printed == "```{ .text .output }\n2\n```"
    assert second.endswith("x * 21\n```")
    assert value == "```{ .text .output }\n42\n```"


def test_a_run_is_kept_until_the_notebook_or_a_snippet_of_its_own_changes(
    tmp_path: Path,
) -> None:
    used, other = (tmp_path / "snippets" / name for name in ("x.py", "y.py"))
    used.parent.mkdir()
    used.write_text("X = 1\n", encoding="utf-8")
    other.write_text("Y = 1\n", encoding="utf-8")
    runs = tmp_path / "runs"
    count = f"with open({str(runs)!r}, 'a') as file:\n    print('run', file=file)"
    file = write(tmp_path, count, "from snippets.x import X\nprint('seen', X)")
    first = markdown_of(tmp_path, file)
    other.write_text("Y = 2\n", encoding="utf-8")
    assert markdown_of(tmp_path, file) == first
    assert runs.read_text(encoding="utf-8").count("run") == 1
    used.write_text("X = 2\n", encoding="utf-8")
    assert "seen 2" in markdown_of(tmp_path, file)
    write(tmp_path, count, "print('heard')")
    assert "heard" in markdown_of(tmp_path, file)
    assert runs.read_text(encoding="utf-8").count("run") == 3


def test_who_asks_at_the_same_time_waits_for_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []

    def run(*_: object) -> None:
        runs.append("run")
        time.sleep(0.3)

    monkeypatch.setattr(notebooks, "_run", run)
    file = write(tmp_path, "x = 2")
    with ThreadPoolExecutor(2) as two:
        first, second = two.map(lambda _: markdown_of(tmp_path, file), range(2))
    assert runs == ["run"]
    assert first == second


def test_a_failing_cell_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    file = write(tmp_path, "x = 2", "y = 1 / 0")
    with pytest.raises(NotebookError, match="cell 2 fails with ZeroDivisionError") as caught:
        markdown_of(tmp_path, file)
    assert "y = 1 / 0" in file.read_text().splitlines()[caught.value.line - 1]


def test_what_a_page_cannot_show_is_refused(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    file = write(tmp_path, "import sys\nprint('odd', file=sys.stderr)")
    with pytest.raises(NotebookError, match="a page cannot show: odd"):
        markdown_of(tmp_path, file)


def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    (tmp_path / "n.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(NotebookError, match="not a notebook"):
        markdown_of(tmp_path, tmp_path / "n.ipynb")


def test_a_line_of_a_cell_is_found_in_the_file() -> None:
    assert line_in_file('{\n "source": [\n  "a\\n",\n  "b"\n ]\n}', "a\nb", 2) == 4
