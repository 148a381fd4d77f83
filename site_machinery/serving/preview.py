"""Follow what an author saves: a page at once, the whole site and tests in the background."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from site_machinery.ledger import FILE
from site_machinery.serving.proving import TESTS, Proof, in_question
from site_machinery.serving.workers import Worker

WATCHED = ("docs", "snippets", "site_machinery", TESTS.rstrip("/"), FILE, "mkdocs.yml")
# Polling sees changes on every file system, those of containers and networks among them.
_EVERY = 0.2  # seconds
_TOGETHER = 0.05  # seconds within which an editor's writes are one change


@dataclass
class Shown:
    """What readers of the preview get; whoever changes it notifies `changed`."""

    folder: Path | None = None  # of the built site; None before the first
    problems: list[str] = field(default_factory=list)
    assets: int = 0  # grows when something other than a page has changed
    changed: threading.Condition = field(default_factory=threading.Condition)


class Preview:
    """The loop behind the server.

    Args:
        root: the repository.
        address: where the site is served.
        shown: is kept up to date.
        say: takes a line for the terminal.
    """

    def __init__(
        self, root: Path, address: str, shown: Shown, say: Callable[[str], None]
    ) -> None:
        self._root, self._address, self._shown, self._say = root, address, shown, say
        self._events: queue.Queue[Callable[[], None]] = queue.Queue()
        self._saved: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._current: Worker | None = None
        self._next: Worker | None = None
        self._before: Worker | None = None  # its folder may still be read
        self._since: set[str] = set()  # changed since the next site's build began
        self._proof: Proof | None = None
        self._wrong: dict[str, list[str]] = {}  # in which step -> what

    def run(self) -> None:
        """Build, watch and follow until interrupted; then leave nothing behind."""
        observer = PollingObserver(timeout=_EVERY)
        handler = _Saved(self._root, self._on_saved)
        for name in WATCHED:
            if (self._root / name).exists():
                observer.schedule(handler, str(self._root / name), recursive=True)
        observer.start()
        try:
            self._build()
            while True:
                # With a limit, because Windows delivers Ctrl-C only between two waits.
                with contextlib.suppress(queue.Empty):
                    self._events.get(timeout=0.5)()
        finally:
            observer.stop()
            for worker in (self._current, self._next, self._before):
                if worker:
                    worker.remove()
            if self._proof:
                self._proof.end()

    def _on_saved(self, file: str) -> None:
        """Take note of a change; called by the watching thread."""
        self._saved.put(file)
        self._events.put(self._follow)

    def _follow(self) -> None:
        if self._saved.empty():
            return  # has been dealt with together with an earlier one
        time.sleep(_TOGETHER)
        saved = set()
        while not self._saved.empty():
            saved.add(self._saved.get())
        self._since |= saved
        self._say(f"saved: {', '.join(sorted(saved))}")
        if self._current:
            # What a build found in these files is found again, if it is still there.
            self._wrong["build"] = [
                problem
                for problem in self._wrong.get("build", [])
                if not problem.startswith(tuple(f"{file}:" for file in saved))
            ]
            self._refresh(saved)
        if modules := in_question(self._root, saved):
            self._prove(modules)
        if not self._next:
            self._build()

    def _refresh(self, changed: set[str]) -> None:
        started = time.perf_counter()
        self._wrong["refresh"] = self._current.refresh(changed)
        self._show()
        if not self._wrong["refresh"]:
            self._say(f"shown after {time.perf_counter() - started:.2f} s")

    def _build(self) -> None:
        """Begin to build the whole site anew."""
        started = time.perf_counter()
        worker = self._next = Worker(self._root, self._address)
        self._since = set()

        def wait() -> None:
            problems = worker.wait()
            self._events.put(lambda: self._on_built(worker, problems, started))

        threading.Thread(target=wait, daemon=True).start()

    def _on_built(self, worker: Worker, problems: list[str], started: float) -> None:
        self._next = None
        since, self._since = self._since, set()
        self._wrong["build"] = problems if not since else []  # else the next one will say
        if problems:
            worker.remove()
        else:
            self._say(f"the whole site is built, {time.perf_counter() - started:.1f} s")
            if self._before:
                self._before.remove()
            if self._current:
                self._current.end()
            self._before, self._current = self._current, worker
            self._shown.assets += any(not file.endswith((".md", ".py")) for file in since)
            self._wrong["refresh"] = worker.refresh(since)
        self._show()
        if since:
            self._build()

    def _prove(self, modules: set[str]) -> None:
        """Begin to run the tests of modules, together with those whose run this breaks off."""
        if self._proof:
            modules = modules | self._proof.modules
            self._proof.end()
        self._say(f"testing {', '.join(sorted(modules))}")
        proof = self._proof = Proof(self._root, modules)

        def wait() -> None:
            failures, printed = proof.wait()
            self._events.put(lambda: self._on_proved(proof, failures, printed))

        threading.Thread(target=wait, daemon=True).start()

    def _on_proved(self, proof: Proof, failures: list[str], printed: str) -> None:
        if proof is not self._proof:
            return  # was broken off
        self._proof = None
        self._wrong["tests"] = failures
        self._say(printed.strip() if failures else "the tests pass")
        if self._current:
            self._refresh(proof.modules)

    def _show(self) -> None:
        found = [problem for step in self._wrong.values() for problem in step]
        problems = list(dict.fromkeys(found))
        if problems and problems != self._shown.problems:
            self._say("\n".join([f"{len(problems)} to mend:", *problems]))
        with self._shown.changed:
            self._shown.problems = problems
            if self._current:
                self._shown.folder = self._current.folder
            self._shown.changed.notify_all()


class _Saved(FileSystemEventHandler):
    """Passes on the changed files, relative to the repository, but those of editors and Python.

    Args:
        root: the repository.
        note: takes a file.
    """

    def __init__(self, root: Path, note: Callable[[str], None]) -> None:
        self._root, self._note = root, note

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory or event.event_type not in (
            "created",
            "modified",
            "moved",
            "deleted",
        ):
            return
        for path in filter(None, (event.src_path, event.dest_path)):
            file = Path(path).relative_to(self._root)
            hidden = any(part.startswith((".", "__pycache__")) for part in file.parts)
            if not hidden and not file.name.endswith(("~", ".tmp", ".swp")):
                self._note(file.as_posix())
