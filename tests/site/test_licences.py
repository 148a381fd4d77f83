"""The licences of all that the site is made with are listed, and the list is up to date."""

import re
from email.message import Message
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from site_machinery.licences import FILE, UNKNOWN, licence_of, listed, pins, table, vendored
from tests.site.sources import ROOT

SPDX = re.compile(
    r"(?:0BSD|Apache-2\.0|BSD-[23]-Clause|BSL-1\.0|CC0-1\.0|ISC|LLVM-exception|MIT|MIT-0|MIT-CMU|MPL-2\.0"
    r"|OFL-1\.1|PSF-2\.0|Zlib|LicenseRef-NVIDIA-Proprietary)"
)
STATES_NONE = {"cuda-toolkit"}  # a package without content, but for what it depends on


def test_the_list_is_what_the_command_writes() -> None:
    """If not: python -m site_machinery.licences."""
    assert (ROOT / FILE).read_text(encoding="utf-8") == table(ROOT)


def test_every_package_and_file_from_elsewhere_has_a_licence_by_its_spdx_name() -> None:
    licences = listed(ROOT)
    from_elsewhere = [(name, version) for name, version, _ in vendored(ROOT)]
    assert ("KaTeX", "0.19.1") in from_elsewhere
    assert len(pins(ROOT)) > 100
    assert list(licences) == [*pins(ROOT), *from_elsewhere]
    assert {
        name for (name, _), licence in licences.items() if licence == UNKNOWN
    } == STATES_NONE
    for licence in set(licences.values()) - {UNKNOWN}:
        terms = re.split(" (?:AND|OR|WITH) ", licence)
        assert [term for term in terms if not SPDX.fullmatch(term)] == [], licence


class _Package(Distribution):
    """A package of which only these fields are known, with no text of its licence."""

    def __init__(self, **fields: str) -> None:
        self._fields = Message()
        for name, value in fields.items():
            self._fields[name.replace("_", "-")] = value

    @property
    def metadata(self) -> Message:
        return self._fields

    def read_text(self, filename: str) -> None:
        return None

    def locate_file(self, path: str) -> Path:
        return Path(path)


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License_Expression": "MIT OR Apache-2.0", "License": "BSD"}, "MIT OR Apache-2.0"),
        ({"License": "Apache 2.0"}, "Apache-2.0"),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        (
            {"License": "BSD 3-Clause\n\nmay not be used to\n   endorse or promote"},
            "BSD-3-Clause",
        ),
        ({"License": "BSD: redistribution is permitted"}, "BSD-2-Clause"),
        ({"License": "as you like"}, UNKNOWN),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_the_licence_is_what_a_package_states(fields: dict[str, str], licence: str) -> None:
    assert licence_of(_Package(**fields)) == licence


def test_a_package_for_another_system_keeps_its_licence_and_a_new_one_has_none(
    tmp_path: Path,
) -> None:
    (tmp_path / "site_machinery/vendor").mkdir(parents=True)
    (tmp_path / "site_machinery/vendor/README.md").write_text("", encoding="utf-8")
    pinned = "not-here==2.0 ; sys_platform == 'x'\n    # via y\nnew-there==1.0\n"
    (tmp_path / "constraints.txt").write_text(pinned, encoding="utf-8")
    old = "| --- | --- | --- |\n| not-here | 1.0 | ISC |\n"
    (tmp_path / FILE).write_text(old, encoding="utf-8")
    assert table(tmp_path).endswith(
        f"| not-here | 2.0 | ISC |\n| new-there | 1.0 | {UNKNOWN} |\n"
    )
