"""site_machinery.deferred: what nobody asks for is not loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from site_machinery.deferred import defer
from tests.site.sources import ROOT


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with a module that says that it is loaded."""
    folder = tmp_path / "deferred_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "module.py").write_text("print('loaded')\nVALUE = 87\n")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("deferred_package", "deferred_package.module"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return folder


@pytest.mark.usefixtures("package")
def test_a_module_is_loaded_when_something_is_asked_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    defer("deferred_package.module")
    from deferred_package import module

    assert capsys.readouterr().out == ""
    assert module.VALUE == 87
    from deferred_package.module import VALUE

    assert VALUE == 87
    assert capsys.readouterr().out == "loaded\n"
    with pytest.raises(AttributeError, match="OTHER"):
        _ = module.OTHER


@pytest.mark.usefixtures("package")
def test_what_is_loaded_already_or_not_there_is_left_alone() -> None:
    from deferred_package import module

    for name in ("deferred_package.module", "deferred_package.absent", "absent.module"):
        defer(name)
    assert sys.modules["deferred_package.module"] is module
    assert "deferred_package.absent" not in sys.modules


def test_a_build_loads_nothing_that_converts_notebooks() -> None:
    program = (
        "from mkdocs.config import load_config; load_config(); import sys; print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "mkdocs_jupyter.plugin" in loaded
    assert not {"nbconvert", "jupytext.formats"} & set(loaded)
