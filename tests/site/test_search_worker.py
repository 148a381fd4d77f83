"""site_machinery.search_worker: both comparisons of the installed worker are mended."""

from pathlib import Path

import material
import pytest

from site_machinery.search_worker import mend

FOLDER = Path(material.__file__).parent / "templates/assets/javascripts/workers"


def test_the_installed_worker_is_mended_in_two_places() -> None:
    (file,) = FOLDER.glob("search.*.min.js")
    worker = file.read_text(encoding="utf-8")
    mended = mend(worker)
    assert len(mended) == len(worker) + len("=") - len("-1")
    assert "o<=t.length" in mended


def test_another_worker_is_refused() -> None:
    with pytest.raises(ValueError, match="search worker has changed"):
        mend("function segment() {}")
