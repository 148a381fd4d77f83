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


def faces(style: str) -> dict[str, list[str]]:
    """Return what a style sheet says of each font, but for its file -> its files."""
    found: dict[str, list[str]] = {}
    text = (ROOT / "docs/assets/katex" / style).read_text(encoding="utf-8")
    for about, file in re.findall(r"@font-face\{([^}]*?);src:url\(fonts/([^)]+)\)", text):
        found.setdefault(about, []).append(file)
    return found


def test_every_font_of_katex_is_here_whole_or_in_two_parts() -> None:
    whole, ours = faces("katex.min.css"), faces("fonts.css")
    assert ours.keys() == whole.keys()
    for about, (name,) in whole.items():
        part = f"formulas-{name.removeprefix('KaTeX_').removesuffix('.woff2').lower()}"
        assert ours[about] in ([name], [f"{part}-1.woff2", f"{part}-2.woff2"])
    listed = sorted(file for files in ours.values() for file in files)
    assert listed == sorted(p.name for p in (ROOT / "docs/assets/katex/fonts").iterdir())
