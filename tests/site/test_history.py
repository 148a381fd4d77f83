"""Dates out of git: of the last change, and none where git cannot know it."""

import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from site_machinery.catalogue import AUTHORS_CLOCK
from site_machinery.history import History

MORNING = datetime(2021, 2, 23, 8, 0, tzinfo=AUTHORS_CLOCK)
NOBODY = {"NAME": "nobody", "EMAIL": "nobody@example.org"}


def git(folder: Path, *arguments: str, moment: datetime = MORNING) -> None:
    people = {f"GIT_{who}_{k}": v for who in ("AUTHOR", "COMMITTER") for k, v in NOBODY.items()}
    # The day on which a commit was moved elsewhere is not the day of the change.
    dates = {"GIT_AUTHOR_DATE": moment.isoformat(), "GIT_COMMITTER_DATE": "2030-01-01T00:00Z"}
    environment = os.environ | people | dates
    command = ["git", "-C", str(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True, env=environment)


def commit(folder: Path, day: int, **files: str) -> datetime:
    """Commit files, of which the names are given without their ending, on a day of February."""
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    moment = MORNING.replace(day=day)
    git(folder, "add", ".")
    git(folder, "commit", "-m", "x", moment=moment)
    return moment


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-b", "main")
    return folder


def test_a_file_has_the_day_of_its_last_commit(repository: Path) -> None:
    first = commit(repository, 1, a="1", 周报="1")
    second = commit(repository, 2, a="2", b="1")
    history = History(repository)
    assert history.changed(["a.md"]) == second
    assert history.changed(["周报.md"]) == first
    assert history.changed(["周报.md"]).utcoffset() == timedelta(hours=8)
    assert history.changed(["周报.md", "b.md"]) == second


def test_what_is_not_known_of_one_file_is_not_known_of_all(repository: Path) -> None:
    commit(repository, 1, a="1", b="1")
    (repository / "b.md").write_text("2", encoding="utf-8")  # and not committed
    (repository / "new.md").write_text("1", encoding="utf-8")
    history = History(repository)
    assert history.changed(["a.md"])
    for files in (["b.md"], ["new.md"], ["a.md", "b.md"], ["a.md", "absent.md"], []):
        assert history.changed(files) is None, files


def test_a_merge_is_the_change_of_what_it_mends_itself(repository: Path) -> None:
    commit(repository, 1, a="1", b="1")
    git(repository, "switch", "-c", "other")
    on_branch = commit(repository, 2, a="2", b="2")
    git(repository, "switch", "main")
    commit(repository, 3, a="3")
    git(repository, "merge", "--no-commit", "-X", "ours", "other")
    merged = commit(repository, 4, a="both")
    history = History(repository)
    assert history.changed(["a.md"]) == merged
    assert history.changed(["b.md"]) == on_branch


def test_paths_begin_at_the_site_and_not_at_the_repository(repository: Path) -> None:
    (repository / "site").mkdir()
    day = commit(repository, 1, **{"site/a": "1"})
    assert History(repository / "site").changed(["a.md"]) == day
    (repository / "site/a.md").write_text("2", encoding="utf-8")
    assert History(repository / "site").changed(["a.md"]) is None


def test_a_history_that_is_cut_off_gives_no_date(repository: Path, tmp_path: Path) -> None:
    commit(repository, 1, a="1")
    commit(repository, 2, b="1")
    for option, known in (("--depth=1", False), ("--no-local", True)):
        clone = tmp_path / option
        git(tmp_path, "clone", option, repository.as_uri(), str(clone))
        assert (History(clone).changed(["b.md"]) is not None) == known, option


def test_without_a_repository_or_git_there_is_no_date(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, 1, a="1")
    (tmp_path / "a.md").write_text("1", encoding="utf-8")
    assert History(tmp_path).changed(["a.md"]) is None
    monkeypatch.setenv("PATH", "")
    assert History(repository).changed(["a.md"]) is None
