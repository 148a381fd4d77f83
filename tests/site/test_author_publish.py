"""publish --dry-run: what a deployment would change, and no address is lost unnoticed."""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_machinery.author.__main__ import main
from site_machinery.author.publishing import Changes, compare, manifest, write_manifest
from site_machinery.redirects import file_of, page


def make(site: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    write_manifest(site)
    return site


BEFORE = {
    "index.html": "1",
    "a/index.html": "1",
    "b/index.html": "1",
    "x.css": "1",
    "y.js": "1",
}


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return make(tmp_path / "before", BEFORE)


def publish(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["publish", *options], env={"SITE_URL": ""})
    return result.exit_code, result.output


def test_added_changed_and_redirected_pages_are_told(before: Path, tmp_path: Path) -> None:
    files = BEFORE | {
        "index.html": "2",
        "b/index.html": page("/b/", "/c/"),
        "c/index.html": "1",
        "x.css": "2",
    }
    after = make(tmp_path / "after", files)
    changes = compare(manifest(before), after)
    assert changes == Changes(["/c/"], ["/"], ["/b/"], [], 1)
    code, output = publish("--dry-run", "--against", str(before), "--site", str(after))
    assert code == 0
    assert output == (
        "added      /c/\nchanged    /\nredirected /b/\n"
        "pages: 1 added, 1 changed, 1 redirected, 0 lost; other files: 1 differ\n"
    )


def test_a_lost_address_is_an_error(before: Path, tmp_path: Path) -> None:
    after = make(tmp_path / "after", {k: v for k, v in BEFORE.items() if k != "a/index.html"})
    manifest_file = str(before / "manifest.json")
    code, output = publish("--dry-run", "--against", manifest_file, "--site", str(after))
    assert code == 1
    assert "lost       /a/\n" in output
    assert "/a/ would be lost; name it under redirect_from" in output
    make(after, {file_of("/a/"): page("/a/", "/b/")})
    assert publish("--dry-run", "--against", manifest_file, "--site", str(after))[0] == 0


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the log out of the test run."""


@pytest.fixture
def deployed(before: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(before))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_deployed_site_says_itself_what_it_holds(
    deployed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    after = make(tmp_path / "after", BEFORE | {"index.html": "2"})
    code, output = publish("--dry-run", "--against", deployed, "--site", str(after))
    assert (code, output.splitlines()[0]) == (0, "changed    /")
    code, output = publish("--dry-run", "--against", f"{deployed}/new/", "--site", str(after))
    assert code == 0  # nothing is deployed there yet
    assert "3 added, 0 changed" in output


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"files": 1}'])
def test_what_is_no_manifest_is_said(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    code, output = publish("--dry-run", "--against", str(tmp_path))
    assert code == 2
    assert "is no manifest of a site" in output


def test_without_anything_to_compare_it_says_what_is_needed(before: Path) -> None:
    assert "Pushing main deploys" in publish()[1]
    assert "name the deployed site with --against" in publish("--dry-run")[1]
    empty = str(before / "none")
    code, output = publish("--dry-run", "--against", str(before), "--site", empty)
    assert code == 2
    assert "run python3 -m site_machinery build first" in output


def test_the_build_writes_the_manifest(site: Path) -> None:
    assert json.loads((site / "manifest.json").read_text())["files"] == manifest(site)
