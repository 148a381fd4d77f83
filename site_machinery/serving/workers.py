"""Processes that build, as the server's process sees them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

# Ctrl-C in a terminal reaches all processes of its group; the server ends these itself.
_APART = (
    {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    if sys.platform == "win32"
    else {"start_new_session": True}
)


class Worker:
    """A process that builds the site in a folder of its own, see `builder`.

    Args:
        root: the repository.
        address: where the site is served.
    """

    def __init__(self, root: Path, address: str) -> None:
        self._scratch = Path(tempfile.mkdtemp(prefix="site_"))
        self.folder = self._scratch / "site"
        # What the build puts into temporary folders goes with it.
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self._scratch))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "site_machinery.serving.builder", self.folder, address],
            cwd=root,
            env=os.environ | temporary,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            **_APART,
        )

    def wait(self) -> list[str]:
        """Return what is wrong with the site, once it is built; empty if nothing is."""
        line = self._process.stdout.readline()
        if not line:
            return [f"the build broke off (exit code {self._process.wait()}), see the terminal"]
        return json.loads(line)

    def refresh(self, changed: set[str]) -> list[str]:
        """Have the pages of changed files rendered again; return what is wrong then."""
        try:
            self._process.stdin.write(json.dumps(sorted(changed)) + "\n")
            self._process.stdin.flush()
        except OSError:
            pass  # it is gone, and the next line says so
        return self.wait()

    def end(self) -> None:
        """Stop the process and what it started; its site remains."""
        if self._process.poll() is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def remove(self) -> None:
        """Stop the process and delete its site."""
        self.end()
        shutil.rmtree(self._scratch, ignore_errors=True)
