"""List what the site is made with and under which licence, as SPDX names it.

    python -m site_machinery.licences

writes LICENSE-dependencies.md anew, from constraints.txt, from what installed packages say of
themselves, and from the table of files from elsewhere. A package that is for other systems is
not installed here: it keeps the licence that the list has; a new one is to be looked up.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE = "LICENSE-dependencies.md"
UNKNOWN = "NOASSERTION"  # as SPDX says it

_HEAD = """\
# What the site is made with

Each package of `constraints.txt` and each file from elsewhere, with its licence as an SPDX
expression; `NOASSERTION` stands for one that states none.

Written by `python -m site_machinery.licences`.

| package | version | licence |
| --- | --- | --- |
"""
_PIN = re.compile(r"^([a-z0-9-]+)==([\w.]+)", re.M)
_ROW = re.compile(r"^\| (\S.*?) \| (\S+) \| (\S.*?) \|", re.M)
_VENDORED = "site_machinery/vendor/README.md"
# What packages write that state no SPDX expression, in the field or as a classifier.
_SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_IS_SPDX = re.compile(r"Apache-2\.0|BSD-[23]-Clause|ISC|MIT|MPL-2\.0|PSF-2\.0")
_THIRD_CLAUSE = re.compile("endorse or promote")


def licence_of(package: metadata.Distribution) -> str:
    """Return the licence that an installed package states, as an SPDX expression."""
    fields = package.metadata
    if expression := fields.get("License-Expression"):
        return expression
    stated = [fields.get("License") or "", *(fields.get_all("Classifier") or ())]
    for words in (text.rpartition(" :: ")[2] for text in stated):
        if words in _SPDX or _IS_SPDX.fullmatch(words):
            return _SPDX.get(words, words)
    text = _text_of(package)
    if text and any("BSD" in words for words in stated):  # which one, only its text says
        return "BSD-3-Clause" if _THIRD_CLAUSE.search(text) else "BSD-2-Clause"
    return UNKNOWN


def _text_of(package: metadata.Distribution) -> str:
    files = [file for file in package.files or () if re.search("LICEN[CS]E|COPYING", file.name)]
    texts = [file.locate().read_text(encoding="utf-8", errors="replace") for file in files]
    return " ".join("\n".join([*texts, package.metadata.get("License") or ""]).split())


def pins(root: Path) -> list[tuple[str, str]]:
    """Return each package of constraints.txt with each of its versions."""
    return _PIN.findall((root / "constraints.txt").read_text(encoding="utf-8"))


def listed(root: Path) -> dict[tuple[str, str], str]:
    """Return the licence of each (package, version) that the list has."""
    file = root / FILE
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    rows = _ROW.findall(text.partition("| --- |")[2])
    return {(name, version): licence for name, version, licence in rows}


def vendored(root: Path) -> Iterator[tuple[str, str, str]]:
    """Give the name, version and licence of what lies in the repository from elsewhere."""
    text = (root / _VENDORED).read_text(encoding="utf-8").partition("| --- |")[2]
    for name, version, licence in _ROW.findall(text):
        yield name, version, licence.partition(" (")[0]


def table(root: Path) -> str:
    """Return the list as it must be."""
    known = {name: licence for (name, _), licence in listed(root).items()}
    rows = []
    for name, version in pins(root):
        try:
            licence = licence_of(metadata.distribution(name))
        except metadata.PackageNotFoundError:  # it is for other systems
            licence = UNKNOWN
        rows.append(
            (name, version, known.get(name, UNKNOWN) if licence == UNKNOWN else licence)
        )
    rows += vendored(root)
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main() -> None:
    """Write the list, and name what has to be looked up."""
    text = table(ROOT)
    (ROOT / FILE).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.writelines(
        f"look up the licence of {name} {version}, and write it into {FILE}\n"
        for (name, version), licence in listed(ROOT).items()
        if licence == UNKNOWN
    )


if __name__ == "__main__":
    main()
