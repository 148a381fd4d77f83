"""Run programs, each in a fork of an interpreter that has torch loaded and nothing of ours.

Reads one program a line (a JSON string) and answers with one line: [exit code, stdout, stderr].
A program that takes longer than a minute is ended.
"""

import json
import os
import runpy
import signal
import sys
import tempfile
import traceback
from pathlib import Path

import torch

_LONGEST = 60  # seconds
torch.set_num_threads(1)  # a pool of threads would not survive the fork


def run(program: str) -> tuple[int, str, str]:
    """Run a program in an empty folder and return its exit code and what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        file, out, err = (Path(folder, name) for name in ("alone/copied.py", "out", "err"))
        file.parent.mkdir()
        file.write_text(program, encoding="utf-8")
        child = os.fork()
        if child == 0:
            os._exit(_be_the_program(file, out, err))
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        written = (part.read_text(encoding="utf-8", errors="replace") for part in (out, err))
        return code, *written


def _be_the_program(file: Path, out: Path, err: Path) -> int:
    os.chdir(file.parent)
    signal.alarm(_LONGEST)
    # The descriptors themselves: what a program asks or starts must not reach our own pipes.
    for descriptor, path in enumerate((Path(os.devnull), out, err)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, descriptor)
        os.close(opened)
    code = 0
    with (
        open(0, encoding="utf-8", closefd=False) as sys.stdin,
        open(1, "w", encoding="utf-8", closefd=False) as sys.stdout,
        open(2, "w", encoding="utf-8", closefd=False) as sys.stderr,
    ):
        try:
            runpy.run_path(str(file), run_name="__main__")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            traceback.print_exc()
            code = 1
    return code


if __name__ == "__main__":
    answers = sys.stdout
    for line in sys.stdin:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()
