"""Have another process do something meanwhile."""

import gc
import multiprocessing
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

# A forked process has all that this one has, at once. On macOS system libraries do not outlive
# a fork, and Windows has none: there a process has to be sent what it needs.
CAN_FORK = sys.platform == "linux"
CONTEXT = multiprocessing.get_context("fork" if CAN_FORK else "spawn")

_Result = TypeVar("_Result")


class Meanwhile(Generic[_Result]):
    """A function that another process calls, which ends with this one.

    There is no thread on this side, so that further processes can be forked.

    Args:
        function: what to call; unless forks are possible, it has to be one of a module.
        given: what to call it with; unless forks are possible, it is pickled.
    """

    def __init__(self, function: Callable[..., _Result], *given: object) -> None:
        gc.freeze()  # else the collector there would touch, and so copy, all that both have
        self._answer, theirs = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=_call, args=(theirs, function, given), daemon=True)
        process.start()
        theirs.close()

    def result(self) -> _Result:
        """Wait for the function, and return what it returns.

        Raises:
            RuntimeError: it has raised something, which the message tells, or was killed.
        """
        try:
            result, failure = self._answer.recv()
        except EOFError:
            failure = "it was killed: is there enough memory?"
        if failure:
            raise RuntimeError(f"another process of the build has failed:\n{failure}")
        return result


def _call(answer: Connection, function: Callable[..., object], given: tuple) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends it
    try:
        answer.send((function(*given), ""))
    except Exception:
        answer.send((None, traceback.format_exc()))
