"""When files last changed, out of git: the file system only knows when they were copied."""

import subprocess
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from site_machinery.catalogue import AUTHORS_CLOCK

_COMMIT = "\0"  # stands before the time of each, and in no file's name


class History:
    """The last change of every file of a repository, read in one call.

    Where git is absent, the folder is no repository or its history is cut off ("shallow"), no
    file has a date: none is better than a wrong one.

    Args:
        root: the repository, or a folder in it.
    """

    def __init__(self, root: Path) -> None:
        self._dates: dict[str, datetime] = {}
        if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
            return
        # A merge counts for the files that it changed itself ("-c").
        log = _git(root, "log", "--format=%x00%at", "--name-only", "-c", "--relative")
        for commit in log.split(_COMMIT)[1:]:  # newest first
            time, *files = commit.split("\n")
            date = datetime.fromtimestamp(int(time), AUTHORS_CLOCK)
            for file in filter(None, files):
                self._dates.setdefault(file, date)
        for file in _git(root, "diff", "--name-only", "--relative", "HEAD").splitlines():
            self._dates.pop(file, None)  # nobody knows yet when that will have been

    def changed(self, files: Iterable[str]) -> datetime | None:
        """Return when the last of some files changed, by the author's clock.

        Args:
            files: their paths below the root, with forward slashes.

        Returns:
            The time at which the commit was written; None if it is not known of every file.
        """
        dates = [self._dates.get(file) for file in files]
        return max(dates) if dates and all(dates) else None


def _git(root: Path, *arguments: str) -> str:
    """Return what git prints, or "" if it cannot answer."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:  # there is no git
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""
