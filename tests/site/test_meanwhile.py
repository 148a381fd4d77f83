"""site_machinery.meanwhile and shared_pages: two processes, nothing lost between them."""

import logging
import os
import signal
from types import SimpleNamespace

import pytest

from site_machinery import meanwhile, shared_pages
from site_machinery.meanwhile import Meanwhile
from site_machinery.shared_pages import SharedPages, write_unless_taken

needs_forks = pytest.mark.skipif(not meanwhile.CAN_FORK, reason="no process can be forked here")


def fail() -> None:
    raise LookupError("of this sort")


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_another_process_returns_arrives() -> None:
    answer = Meanwhile(divmod, 7, 2)
    other = Meanwhile(os.getpid)
    assert answer.result() == (3, 1)
    assert other.result() != os.getpid()


def test_what_it_raises_arrives_with_its_place() -> None:
    with pytest.raises(RuntimeError, match=r"in fail\n(.*\n)*LookupError: of this sort"):
        Meanwhile(fail).result()


@needs_forks
def test_that_it_was_killed_is_said() -> None:
    with pytest.raises(RuntimeError, match="it was killed: is there enough memory"):
        Meanwhile(be_killed).result()


PAGES = [SimpleNamespace(name=str(number)) for number in range(40)]


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> SharedPages:
    """Pages whose writing says which process does it, as a warning."""

    def write(page: SimpleNamespace, *_: object) -> None:
        logging.getLogger("mkdocs.test").warning("%s %s", page.name, os.getpid())

    monkeypatch.setattr(shared_pages, "_build_page", write)
    files = SimpleNamespace(
        documentation_pages=lambda: [SimpleNamespace(page=p) for p in PAGES]
    )
    return SharedPages(SimpleNamespace(), files, None)


def written(shared: SharedPages, caplog: pytest.LogCaptureFixture) -> dict[str, str]:
    """Have the first process write what is left; return page -> the process that wrote it."""
    config = SimpleNamespace(extra={"shared_pages": shared})
    for page in PAGES:
        write_unless_taken(page, config)
    shared.join()
    said = [record.getMessage().split() for record in caplog.records]
    assert sorted(int(name) for name, _ in said) == list(range(len(PAGES)))  # each of them once
    return dict(said)


@needs_forks
def test_each_page_is_written_once_and_every_warning_is_said(
    shared: SharedPages, caplog: pytest.LogCaptureFixture
) -> None:
    shared.write(None)
    by = written(shared, caplog)
    first = [name for name, process in by.items() if process == str(os.getpid())]
    assert first == [page.name for page in PAGES[: len(first)]]


@needs_forks
def test_what_the_second_process_has_taken_is_not_written_again(
    shared: SharedPages, caplog: pytest.LogCaptureFixture
) -> None:
    shared.write(None)
    while shared._ends._end.value:  # until it has taken all
        pass
    assert str(os.getpid()) not in written(shared, caplog).values()


def test_one_process_writes_all_where_none_can_be_forked(
    shared: SharedPages, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meanwhile, "CAN_FORK", False)
    shared.write(None)
    assert set(written(shared, caplog).values()) == {str(os.getpid())}


@needs_forks
def test_a_page_that_cannot_be_written_ends_the_build(
    shared: SharedPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_pages, "_build_page", lambda *_: fail())
    shared.write(None)
    with pytest.raises(RuntimeError, match="LookupError: of this sort"):
        shared.join()
