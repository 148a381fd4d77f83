"""tests.recorder: a run writes the ledger, and every way to get round it is noticed.

A small repository stands in a temporary folder, and pytest runs there with the recorder.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_machinery.ledger import FILE, read_ledger
from tests.site.sources import ROOT

MODULE = """# --8<-- [start:sign]
def sign(x):
    if x < 0:
        return -1
    return 1


# --8<-- [end:sign]
"""
TESTS = """import pytest

from snippets.signs import sign


@pytest.mark.parametrize("x", [1, 2])
def test_positive(x):
    assert sign(x) == 1


def test_negative():
    assert sign(-3) == -1
"""
BLOCKS = """from pathlib import Path

import pytest

from site_machinery.programs import program_of, references

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("reference", references(ROOT))
def test_a_program_runs_alone(reference):
    exec(program_of(ROOT, reference), {})
"""
PYPROJECT = """[tool.pytest.ini_options]
pythonpath = ["."]
addopts = "--import-mode=importlib"

[tool.mutmut]
do_not_mutate = []
"""
SIGN = "snippets/signs.py:sign"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for file, text in {
        "snippets/signs.py": MODULE,
        "tests/snippets/test_signs.py": TESTS,
        "tests/site/test_blocks.py": BLOCKS,
        "constraints.txt": "torch==2.13.0\n",
        "pyproject.toml": PYPROJECT,
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    for file in ("tests/conftest.py", "tests/recorder.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    ignore = shutil.ignore_patterns("__pycache__", "vendor", "theme")
    shutil.copytree(ROOT / "site_machinery", tmp_path / "site_machinery", ignore=ignore)
    return tmp_path


def run(root: Path, *options: str, ci: bool = False) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    if ci:
        environment["CI"] = "true"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def test_a_run_writes_the_ledger_and_the_next_one_leaves_it(root: Path) -> None:
    done = run(root)
    assert done.returncode == 0, done.stdout
    assert f"{FILE}: written anew; commit it" in done.stdout
    assert "run `python3 -m site_machinery mutate` anew for snippets/signs.py" in done.stdout
    first = (root / FILE).read_bytes()
    evidence = read_ledger(root).evidence(root, SIGN)
    assert evidence.tests == {
        "tests/site/test_blocks.py": {"test_a_program_runs_alone": 1},
        "tests/snippets/test_signs.py": {"test_negative": 1, "test_positive": 2},
    }
    assert evidence.cases == 4
    again = run(root, ci=True)
    assert again.returncode == 0
    assert FILE not in again.stdout
    assert (root / FILE).read_bytes() == first


def test_a_changed_character_takes_the_evidence_away(root: Path) -> None:
    run(root)
    change(root, "snippets/signs.py", "return 1", "return 2")
    assert read_ledger(root).evidence(root, SIGN) is None
    assert read_ledger(root).unproved(root) == [SIGN]
    done = run(root)  # and its tests fail, so that it does not come back
    assert done.returncode == 1
    assert "left as it is, because tests that vouch did not pass" in done.stdout
    assert read_ledger(root).unproved(root) == [SIGN]


def test_a_ledger_edited_by_hand_is_noticed_and_put_right(root: Path) -> None:
    run(root)
    true = (root / FILE).read_bytes()
    change(root, FILE, '"test_negative": 1', '"test_negative": 7')
    done = run(root)
    assert done.returncode == 1
    assert "test_negative was not what the tests prove; was it edited by hand?" in done.stdout
    assert (root / FILE).read_bytes() == true


def test_a_ledger_with_the_marks_of_a_merge_proves_nothing_and_is_written_anew(
    root: Path,
) -> None:
    run(root)
    true = (root / FILE).read_bytes()
    (root / FILE).write_bytes(b"<<<<<<< ours\n" + true)
    assert read_ledger(root).unproved(root) == [SIGN]
    done = run(root)
    assert done.returncode == 0, done.stdout
    assert (root / FILE).read_bytes() == true


def test_a_ledger_that_is_out_of_date_fails_in_ci(root: Path) -> None:
    run(root)
    change(root, "tests/snippets/test_signs.py", "[1, 2]", "[1, 2, 3]")
    done = run(root, ci=True)
    assert done.returncode == 1
    assert f"{FILE}: is out of date; run the tests and commit it" in done.stdout


def test_a_deleted_test_is_named_and_its_line_no_longer_covered(root: Path) -> None:
    run(root)
    change(root, "tests/snippets/test_signs.py", "def test_negative", "def negative")
    done = run(root)
    assert done.returncode == 1
    assert "no longer vouches: tests/snippets/test_signs.py::test_negative" in done.stdout
    assert "snippets/signs.py: lines [3, 4], branches [1, 2] run" in done.stdout


def test_a_skipped_test_is_no_evidence(root: Path) -> None:
    run(root)
    change(
        root, "tests/snippets/test_signs.py", "def test_neg", "@pytest.mark.skip\ndef test_neg"
    )
    before = (root / FILE).read_bytes()
    done = run(root)
    assert done.returncode == 1
    assert "test_negative vouches for code and must not be skipped" in done.stdout
    assert (root / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "options", [("-k", "positive"), ("tests/snippets/test_signs.py",)], ids=["-k", "file"]
)
def test_a_part_of_the_tests_leaves_the_ledger_alone(root: Path, options) -> None:
    done = run(root, *options)
    assert done.returncode == 0, done.stdout
    assert not (root / FILE).exists()


def test_another_python_proves_the_same(root: Path) -> None:
    run(root)
    data = json.loads((root / FILE).read_text(encoding="utf-8"))
    change(root, FILE, f'"python": "{data["python"]}"', '"python": "3.99"')
    done = run(root, ci=True)
    assert done.returncode == 0, done.stdout
    assert '"python": "3.99"' in (root / FILE).read_text(encoding="utf-8")


def test_a_run_on_cuda_is_no_evidence_but_must_pass(root: Path) -> None:
    on_devices = "@pytest.mark.parametrize('device', {})\ndef test_negative(device"
    change(
        root, "tests/snippets/test_signs.py", "def test_negative(", on_devices.format(["cpu"])
    )
    run(root)
    file = root / "tests/snippets/test_signs.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("['cpu']", "['cpu', 'cuda']"), encoding="utf-8")
    on_cpu = read_ledger(root).evidence(root, SIGN)
    assert run(root).returncode == 0
    assert read_ledger(root).evidence(root, SIGN) == on_cpu
    change(
        root, "tests/snippets/test_signs.py", "sign(-3) ==", "device == 'cpu' and sign(-3) =="
    )
    assert run(root).returncode == 1


RENEW = (
    "--renew=snippets/signs.py",
    "tests/snippets/test_signs.py",
    "tests/site/test_blocks.py",
)


def test_a_saved_module_is_renewed_alone_and_the_next_whole_run_settles_it(root: Path) -> None:
    other = "snippets/others.py"
    (root / other).write_text(MODULE.replace("sign", "sine"), encoding="utf-8")
    tests = TESTS.replace("snippets.signs", "snippets.others").replace("sign", "sine")
    (root / "tests/snippets/test_others.py").write_text(tests, encoding="utf-8")
    run(root)
    before = json.loads((root / FILE).read_text(encoding="utf-8"))
    change(root, "snippets/signs.py", "return 1", "return 1.0")
    change(root, other, "return 1", "return 1.0")

    done = run(root, *RENEW)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout  # three cases, and one of the two blocks
    ledger = read_ledger(root)
    assert ledger.evidence(root, SIGN).cases == 4
    assert ledger.unproved(root) == [f"{other}:sine"]
    assert ledger.data["modules"][other] == before["modules"][other]

    whole = run(root, ci=True)
    assert f"{FILE}: is out of date" in whole.stdout
    assert read_ledger(root).unproved(root) == []
    assert run(root, ci=True).returncode == 0


def test_a_module_that_fails_is_not_renewed(root: Path) -> None:
    run(root)
    before = (root / FILE).read_bytes()
    change(root, "snippets/signs.py", "return 1", "return 2")
    assert run(root, *RENEW).returncode == 1
    assert (root / FILE).read_bytes() == before
