"""site_machinery.running: a program runs apart, whatever it asks, starts, prints or breaks."""

import pytest

from site_machinery.running import Ran, run_forked, run_fresh


@pytest.mark.parametrize("run", [run_forked, run_fresh])
def test_what_a_program_does_stays_with_it(run) -> None:
    assert run("print(1)\n") == Ran(0, "1\n", "")
    assert run("import sys\nsys.stderr.write('e')\nsys.exit(3)\n") == Ran(3, "", "e")
    assert run("import os\nos.write(1, bytes([255]))\n").printed == "\ufffd"
    asking = run("x = input()\n")  # nobody is there to answer
    assert (asking.code, "EOFError" in asking.errors) == (1, True)
    starting = "import os\nprint('a', flush=True)\nos.system('echo b')\nprint('c')\n"
    assert run(starting) == Ran(0, "a\nb\nc\n", "")
    assert run("import os\nprint(os.listdir())\n") == run("print(['copied.py'])\n")


def test_after_a_program_that_breaks_the_next_one_runs() -> None:
    assert run_forked("import os\nos._exit(9)\n").code == 9
    assert run_forked("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n").code == -9
    assert run_forked("print(2)\n").printed == "2\n"
