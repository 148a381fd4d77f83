"""Measure the build of this site with many notes added, and stock Material's beside it.

    python -m tests.benchmarks.build                      # 300 and 1,000 notes
    python -m tests.benchmarks.build --notes 3000 --no-stock

Each note has about 8 kB with 6 formulas and 4 blocks. Cold: nothing is kept of an earlier
build, but for the runs of the notebooks; warm: the same again. Stock renders no formulas, runs
nothing and has no evidence; it leaves out the notebooks and the start page. Times are those of
whole processes; quiet machines give true ones, on which nobody has just deleted many files.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from site_machinery.notebooks import markdown_of
from tests.benchmarks.notes import site_with_notes

ROOT = Path(__file__).parents[2]
COPIED = ("snippets", "site_machinery", "tests")
STOCK = """\
site_name: stock
theme: {name: material, language: zh, font: false, features: [navigation.tabs]}
plugins:
  - search
  - blog: {blog_dir: notes, post_url_format: "../{slug}", post_readtime: false, authors: false}
  - tags
exclude_docs: |
  *.ipynb
  /index.md
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.snippets: {base_path: [.], dedent_subsections: true}
  - pymdownx.superfences
"""


def seconds(root: Path, config: str) -> float:
    """Return how long a build takes, from the start of its process to the end."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--no-strict", "-f", config]
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"the build failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - started


def repository(folder: Path, count: int) -> Path:
    """Copy what a build needs to a folder, with so many notes, and return it."""
    site_with_notes(ROOT, folder, count)
    for name in COPIED:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("mkdocs.yml", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    (folder / "stock.yml").write_text(STOCK, encoding="utf-8")
    for notebook in sorted((ROOT / "docs/lab").glob("*.ipynb")):
        markdown_of(ROOT, notebook)
    shutil.copytree(ROOT / ".cache/notebooks", folder / ".cache/notebooks")
    return folder


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--notes", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--no-stock", action="store_true", help="only this site's build")
    given = parser.parse_args()
    sys.stdout.write(
        "| notes added | cold, s | warm, s | stock, s |\n| --- | --- | --- | --- |\n"
    )
    # Deleted at the end: for minutes after, ext4 is slow to make new files.
    with tempfile.TemporaryDirectory() as folder:
        for count in given.notes:
            root = repository(Path(folder, str(count)), count)
            cold, warm = seconds(root, "mkdocs.yml"), seconds(root, "mkdocs.yml")
            stock = "" if given.no_stock else f"{seconds(root, 'stock.yml'):.1f}"
            sys.stdout.write(f"| {count:,} | {cold:.1f} | {warm:.1f} | {stock} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
