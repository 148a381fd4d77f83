"""The author's commands: write notes, serve the site, test it, build it.

    python3 -m site_machinery serve

They start from CPython alone: make `.venv` in the repository, install requirements.txt there,
and hand over to MkDocs, to ruff and pytest, or to another module of this folder. Standard
library only, and no syntax that is newer than Python 3.6: an old Python must be able to read
this file to say which one is needed.
"""

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

USAGE = """\
usage: python3 -m site_machinery VERB [OPTIONS]

  new     new note, new term: make a page with its code and tests; --help says what it asks
  import  bring old notes in: import ../blog/_posts --dry-run
  check   name the mistakes in all sources, with file, line and mend, in a second
  serve   show the site on http://127.0.0.1:8000/ and follow every change; Ctrl-C ends it
  test    check the style, run all tests; with OPTIONS: only pytest, with these
  build   write the site to site/, and fail on any warning
  zensical  write plain sources to .cache/plain, and build them there with Zensical
  mutate  change snippets bit by bit and see whether their tests notice; with OPTIONS: only
          these files, else all whose score is out of date (some minutes)
  review  name the pages whose prose is due; with OPTIONS: these have been read again
  publish --dry-run: say which pages and addresses a deployment would add, change or lose

OPTIONS go to the verb, to `pytest` or to `mkdocs build`: serve -a 127.0.0.1:8001
The first call makes the folder .venv and installs requirements.txt in it; later ones do so
only when that file, constraints.txt or the version of Python has changed.
"""

EVIDENCE = ["tests/snippets", "tests/site/test_blocks.py"]

ON_ALL_CORES = ["-n=logical", "--dist=loadfile"]
# The order is that of tests/site/conftest.py: the longest files first.
IN_ORDER = "--no-loadscope-reorder"

STEPS = {
    "serve": [["site_machinery.serving"]],
    # The tests that vouch for code come first and write the ledger, which the build reads.
    "test": [
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["pytest", *EVIDENCE, "tests/pages", *ON_ALL_CORES],
        ["pytest", "tests/site", f"--ignore={EVIDENCE[-1]}", *ON_ALL_CORES, IN_ORDER],
    ],
    "build": [["mkdocs", "build", "--strict"]],
    "zensical": [
        ["site_machinery.plain"],
        ["zensical", "build", "--strict", "--clean", "-f", ".cache/plain/mkdocs.yml"],
    ],
    "mutate": [["site_machinery.mutation"]],
    "review": [["site_machinery.review"]],
    **{
        verb: [["site_machinery.author", verb]]
        for verb in ["new", "import", "check", "publish"]
    },
}

OLDEST, NEWEST = (3, 11), (3, 13)  # as in constraints.txt
BUILDS_OF_TORCH = {"Linux": ["x86_64", "aarch64"], "Darwin": ["arm64"], "Windows": ["AMD64"]}
CPU_BUILDS = "https://download.pytorch.org/whl/cpu"

UNFINISHED = "unfinished"


def steps(verb: str, options: list) -> list:
    """Return the modules to run for a verb, each with its arguments."""
    if verb == "test" and options:
        return [["pytest", *options]]
    *first, last = STEPS[verb]
    return [*first, [*last, *options]]


def unfit(version: tuple, implementation: str, is_64_bit: bool) -> str:
    """Say why a Python cannot run the site; empty if it can."""
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        return "Python {}.{} to {}.{} is needed, this is {}.".format(
            *OLDEST, *NEWEST, ".".join(str(part) for part in version[:3])
        )
    if implementation != "CPython":
        return f"CPython is needed, this is {implementation}."
    if not is_64_bit:
        return "A 64-bit Python is needed, this is a 32-bit one: torch has no build for it."
    return ""


def without_torch(system: str, machine: str) -> str:
    """Say that torch has no build for a machine; empty if it has one."""
    if machine in BUILDS_OF_TORCH.get(system, []):
        return ""
    known = "; ".join(f"{name} {', '.join(on)}" for name, on in BUILDS_OF_TORCH.items())
    return f"torch has no build for {system} {machine} (it has them for {known})."


def another_python(arguments: list) -> str:
    """Say how to call the same command with a Python that is fit."""
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    for call in [f"python3.{minor}" for minor in minors] + [
        f"py -3.{minor}" for minor in minors
    ]:
        # Being on the PATH is not enough: version managers leave stand-ins there.
        probe = [*call.split(), "-c", ""]
        if shutil.which(probe[0]) and _succeeds(probe):
            return (
                f"One is here, so call: {call} -m site_machinery {' '.join(arguments)}".strip()
            )
    return (
        "Install one (https://www.python.org/downloads/) and call, for example: "
        f"python3.{NEWEST[1] - 1} -m site_machinery {' '.join(arguments)}"
    ).strip()


def check(arguments: list) -> None:
    """Leave with a plain sentence if something that must be there is not."""
    is_64_bit = sys.maxsize > 2**32
    problem = unfit(sys.version_info, platform.python_implementation(), is_64_bit)
    if problem:
        sys.exit(f"{problem}\nIt was called as {sys.executable}. {another_python(arguments)}")
    problem = without_torch(platform.system(), platform.machine())
    if problem:
        sys.exit(problem)
    for module in ["venv", "ensurepip"]:
        if importlib.util.find_spec(module) is None:
            sys.exit(
                f"This Python ({sys.executable}) lacks the module {module}, so it can make no "
                "environment.\nOn Debian and Ubuntu: "
                "sudo apt install python{}.{}-venv".format(*sys.version_info)
            )
    for name in ["mkdocs.yml", "requirements.txt", "constraints.txt"]:
        if not (ROOT / name).is_file():
            sys.exit(f"{ROOT} is not the whole repository: {name} is missing. Clone it anew.")


def prepare() -> str:
    """Return the path of `.venv`'s Python, after bringing `.venv` up to date if needed."""
    venv = ROOT / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = venv / "site_machinery.txt"
    wanted = fingerprint()
    found = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
    usable = _is_usable(python)
    if usable and found == wanted:
        return str(python)

    say(
        "Installing requirements.txt in .venv: the first time about 380 MB to download and "
        "1.5 GB on disk; this takes some minutes."
    )
    if not usable or found == UNFINISHED:
        if venv.exists():
            say("The .venv that is there is of another Python or unfinished: making it anew.")
            shutil.rmtree(str(venv))
        venv.mkdir()
        stamp.write_text(UNFINISHED, encoding="utf-8")  # before anything can be interrupted
        _must_succeed([sys.executable, "-m", "venv", str(venv)])
    stamp.write_text(UNFINISHED, encoding="utf-8")
    install(str(python))
    stamp.write_text(wanted, encoding="utf-8")
    return str(python)


def fingerprint() -> str:
    """Return a text that changes with all that decides what is to be installed."""
    parts = [(ROOT / name).read_bytes() for name in ["requirements.txt", "constraints.txt"]]
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    return "Python {}.{}.{} {}\n".format(*sys.version_info[:3], digest)


def install(python: str) -> None:
    """Install requirements.txt, with the CPU build of torch where a CUDA one would come."""
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    if platform.system() == "Linux":
        install_cpu_torch(pip)
    _must_succeed([*pip, "-r", "requirements.txt"])


def install_cpu_torch(pip: list) -> None:
    """Install torch alone from where its CPU builds are.

    PyPI's torch for Linux brings CUDA along; a CPU build, once in, satisfies the same pin.
    """
    pin = re.search(r"^torch==[\w.]+", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    if pin is None:
        return
    say("Looking for the CPU build of torch, first where pip is set up to look.")
    if _succeeds([*pip, "--no-deps", pin.group() + "+cpu"]):
        return
    source = ["--index-url", CPU_BUILDS, "--retries", "2"]
    if subprocess.call([*pip, "--no-deps", *source, pin.group()], cwd=str(ROOT)):
        say(
            f"{CPU_BUILDS} gave no CPU build of torch (see above). Taking PyPI's, which brings "
            "CUDA: about 3 GB to download. Ctrl-C stops this; the next call tries again."
        )


def hand_over(command: list) -> int:
    """Run a command that is stopped by the signals that stop us, and return its exit code."""
    environment = dict(
        os.environ,
        PYTHONUTF8="1",  # also where the system's encoding is another (Windows)
        NO_MKDOCS_2_WARNING="1",  # the theme's notice on the future of MkDocs, at every start
    )
    process = subprocess.Popen(command, cwd=str(ROOT), env=environment)
    before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue  # the terminal has sent it to the command too, which ends in its own way
        signal.signal(signal.SIGTERM, before)
        return code if code >= 0 else 128 - code


def say(text: str) -> None:
    """Write a line before anything that a command started later writes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _is_usable(python: Path) -> bool:
    probe = f"import pip, sys; sys.exit(sys.version_info[:3] != {sys.version_info[:3]!r})"
    return _succeeds([str(python), "-c", probe])


def _succeeds(command: list) -> bool:
    quiet = subprocess.DEVNULL
    try:
        return subprocess.call(command, cwd=str(ROOT), stdout=quiet, stderr=quiet) == 0
    except OSError:
        return False


def _must_succeed(command: list) -> None:
    if subprocess.call(command, cwd=str(ROOT)):
        sys.exit("The installation failed, see above. The same command tries again.")


def main(arguments: list) -> int:
    """Carry out the verb and return the exit code."""
    if not arguments or arguments[0] not in STEPS:
        asked = arguments[:1] in (["-h"], ["--help"])
        (sys.stdout if asked else sys.stderr).write(USAGE)
        return 0 if asked else 2
    check(arguments)
    try:
        python = prepare()
    except KeyboardInterrupt:
        say("\nStopped; the next call begins the installation anew.")
        return 130
    codes = []
    for step in steps(arguments[0], arguments[1:]):
        if not step[0].startswith("site_machinery"):  # of ours, programs read what it writes
            say("$ " + " ".join(step))
        codes.append(hand_over([python, "-m", *step]))
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
