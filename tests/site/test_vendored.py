"""Files from elsewhere are the bytes that were taken in, of the version that is named."""

import hashlib
import re

from tests.site.sources import ROOT

LISTED = dict(
    reversed(line.split("  "))
    for line in (ROOT / "site_machinery/vendor/SHA256SUMS").read_text().splitlines()
)


def test_checksums() -> None:
    for file, checksum in LISTED.items():
        assert hashlib.sha256((ROOT / file).read_bytes()).hexdigest() == checksum, file


def test_every_vendored_file_is_listed() -> None:
    vendored = [ROOT / "site_machinery/vendor", ROOT / "tests/site/vendor"]
    files = [file for folder in vendored for file in folder.glob("*/*")]
    files += (ROOT / "docs/assets/katex").rglob("*")
    names = {path.relative_to(ROOT).as_posix() for path in files if path.is_file()}
    assert names == set(LISTED)


def test_style_and_script_are_of_the_version_that_the_readme_names() -> None:
    script = (ROOT / "site_machinery/vendor/katex/katex.min.js").read_text(encoding="utf-8")
    style = (ROOT / "docs/assets/katex/katex.min.css").read_text(encoding="utf-8")
    readme = (ROOT / "site_machinery/vendor/README.md").read_text(encoding="utf-8")
    (version,) = re.findall(r"\| KaTeX \| ([\d.]+) \|", readme)
    assert f'"{version}"' in script
    assert f'content:"{version}"' in style


def test_axe_is_of_the_version_that_the_readme_names() -> None:
    script = (ROOT / "tests/site/vendor/axe-core/axe.min.js").read_text(encoding="utf-8")
    readme = (ROOT / "site_machinery/vendor/README.md").read_text(encoding="utf-8")
    (version,) = re.findall(r"\| axe-core \| ([\d.]+) \|", readme)
    assert script.startswith(f"/*! axe v{version}\n")


def test_every_font_that_the_style_asks_for_first_is_here() -> None:
    style = (ROOT / "docs/assets/katex/katex.min.css").read_text(encoding="utf-8")
    wanted = set(re.findall(r"src:url\(fonts/([^)]+)\)", style))
    assert wanted == {path.name for path in (ROOT / "docs/assets/katex/fonts").iterdir()}
