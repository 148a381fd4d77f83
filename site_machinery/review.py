"""Keep prose from drifting away from code: remember what it was last checked against.

A page's front matter holds `reviewed`, a hash of the programs and display formulas that the
page shows. When one of them changes, the page is marked 待复核 until somebody has read the
prose again and confirmed it:

    python3 -m site_machinery review                                    which pages are due
    python3 -m site_machinery review docs/terms/losses/huber-loss.md    this one has been read
"""

import argparse
import re
import sys
from pathlib import Path

from site_machinery.ledger import digest
from site_machinery.pages import UNVERIFIED, Page, read_page
from site_machinery.programs import program_of

KEY = "reviewed"
ROOT = Path(__file__).parent.parent


def fingerprint(root: Path, page: Page) -> str:
    """Return a short hash of what a page's prose speaks about: its programs and formulas."""
    programs = [program_of(root, fence.include) for fence in page.fences if fence.include]
    formulas = [formula.tex for formula in page.formulas if formula.display]
    return digest("\0".join([*programs, "", *formulas]))[:12]


def is_due(root: Path, page: Page) -> bool:
    """Say whether code or a formula has changed since the page's prose was confirmed."""
    reviewed = page.meta.get(KEY)
    return reviewed is not None and str(reviewed) != fingerprint(root, page)


def confirm(root: Path, file: Path) -> None:
    """Write into a page's front matter that its prose fits what it shows now.

    A page that said it is unverified says so no longer; the checks then ask for all that they
    ask of every page.

    Raises:
        ValueError: the file has no front matter.
    """
    text = file.read_text(encoding="utf-8")
    line = f'{KEY}: "{fingerprint(root, read_page(file))}"\n'
    head = re.match(r"---\n.*?^---\n", text, re.S | re.M)
    if head is None:
        raise ValueError(f"{file} has no front matter")
    kept = re.sub(rf"^(?:{KEY}|{UNVERIFIED}):.*\n", "", head[0], flags=re.M)
    written = kept.removesuffix("---\n") + line + "---\n" + text[head.end() :]
    file.write_text(written, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """List the pages that are due, or confirm the given ones."""
    parser = argparse.ArgumentParser(
        prog="python3 -m site_machinery review",
        description="Name the pages whose code or formulas have changed since their prose was "
        "checked, or confirm pages that have been read again.",
    )
    parser.add_argument("page", nargs="*", type=Path, help="a page that has been read again")
    pages = parser.parse_args(arguments).page
    for file in pages:
        if not file.is_file():
            parser.error(f"{file} does not exist")
        confirm(ROOT, file)
        sys.stdout.write(f"confirmed {file}\n")
    if pages:
        return 0
    pages = {file: read_page(file) for file in sorted((ROOT / "docs").rglob("*.md"))}
    due = [file for file, page in pages.items() if is_due(ROOT, page)]
    unverified = [file for file, page in pages.items() if page.is_unverified]
    for files, what in ((due, "is due"), (unverified, "has never been checked")):
        sys.stdout.writelines(f"{f.relative_to(ROOT).as_posix()} {what}\n" for f in files)
    return 1 if due else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
