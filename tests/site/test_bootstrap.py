"""The ground: the commands on a bare machine, the pins, and what CI runs.

Nothing is downloaded: a stand-in plays the processes, and the one real installation is of a
wheel made here.
"""

import ast
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from site_machinery import __main__ as commands

ROOT = Path(__file__).parents[2]
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8"))
STEPS_OF_WORKFLOW = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]

VERB = ["python3", "-m", "site_machinery"]
CPU_PIN = ["--no-deps", "torch==2.13.0+cpu"]
CPU_INDEX = [
    *["--no-deps", "--index-url", "https://download.pytorch.org/whl/cpu", "--retries", "2"],
    "torch==2.13.0",
]
REQUIREMENTS = ["-r", "requirements.txt"]


# What an old Python must understand


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_python_3_6_can_read_what_says_that_it_is_too_old(name: str) -> None:
    text = (ROOT / "site_machinery" / name).read_text(encoding="utf-8")
    tree = ast.parse(text, name, feature_version=(3, 6))
    # `list[str]` parses, but fails in Python 3.8 when the module is loaded.
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            annotations = [node.returns, *(argument.annotation for argument in node.args.args)]
            assert not any(isinstance(part, ast.Subscript | ast.BinOp) for part in annotations)


def test_the_commands_import_nothing_that_is_not_in_every_python() -> None:
    tree = ast.parse((ROOT / "site_machinery/__main__.py").read_text(encoding="utf-8"))
    names = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [node.names[0].name]
        )
    }
    assert names <= sys.stdlib_module_names


# What is said where something is missing


@pytest.mark.parametrize(
    ("version", "implementation", "is_64_bit", "message"),
    [
        ((3, 11, 0), "CPython", True, ""),
        ((3, 13, 9), "CPython", True, ""),
        ((3, 9, 2), "CPython", True, "Python 3.11 to 3.13 is needed, this is 3.9.2."),
        ((3, 14, 0), "CPython", True, "Python 3.11 to 3.13 is needed, this is 3.14.0."),
        ((3, 11, 9), "PyPy", True, "CPython is needed, this is PyPy."),
        (
            *((3, 11, 9), "CPython", False),
            "A 64-bit Python is needed, this is a 32-bit one: torch has no build for it.",
        ),
    ],
)
def test_an_unfit_python_is_told_what_is_needed(
    version: tuple[int, ...], implementation: str, is_64_bit: bool, message: str
) -> None:
    assert commands.unfit(version, implementation, is_64_bit) == message


@pytest.mark.parametrize(
    ("system", "machine"),
    [("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64"), ("Windows", "AMD64")],
)
def test_a_machine_that_torch_has_a_build_for_is_taken(system: str, machine: str) -> None:
    assert commands.without_torch(system, machine) == ""


def test_a_machine_that_torch_has_no_build_for_is_told_so() -> None:
    assert commands.without_torch("Darwin", "x86_64") == (
        "torch has no build for Darwin x86_64 "
        "(it has them for Linux x86_64, aarch64; Darwin arm64; Windows AMD64)."
    )


def test_an_unfit_python_ends_the_command_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(commands, "another_python", lambda _: "Call another.")
    with pytest.raises(SystemExit, match=r"(?s)this is 3\.9\.2\..*Call another\."):
        commands.main(["serve"])


def test_an_unfit_machine_ends_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "unfit", lambda *_: "")
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(SystemExit, match=r"torch has no build for .* riscv64"):
        commands.main(["serve"])


def pretend_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "unfit", lambda *_: "")
    monkeypatch.setattr(commands, "without_torch", lambda *_: "")


def test_another_python_that_is_here_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name)
    # 3.13 is only a version manager's stand-in: it is found, but does not run.
    monkeypatch.setattr(subprocess, "call", lambda command, **_: command[0] != "python3.12")
    advice = commands.another_python(["serve", "-a", "127.0.0.1:8001"])
    assert advice.endswith("call: python3.12 -m site_machinery serve -a 127.0.0.1:8001")


def test_without_another_python_the_place_to_get_one_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "https://www.python.org/downloads/" in commands.another_python(["test"])


def test_a_missing_module_is_named_with_the_package_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commands, "unfit", lambda *_: "")
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name[0] == "e" else name
    )
    package = "python{}.{}-venv".format(*sys.version_info)
    with pytest.raises(
        SystemExit, match=f"(?s)lacks the module ensurepip.*apt install {package}"
    ):
        commands.check(["serve"])


def test_an_incomplete_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_fit(monkeypatch)
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match=r"mkdocs\.yml is missing"):
        commands.main(["serve"])


@pytest.mark.parametrize(("arguments", "code"), [(["--help"], 0), ([], 2), (["sevre"], 2)])
def test_usage_is_shown_on_request_and_on_a_wrong_verb(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(arguments) == code
    shown = capsys.readouterr()
    assert (shown.err if code else shown.out) == commands.USAGE


# What is installed, and when


class Machine:
    """Plays the processes that the commands start, and keeps what they were."""

    def __init__(self, root: Path) -> None:
        self.log: list[list[str]] = []
        self.fails: list[list[str]] = []  # arguments of pip that fail
        self.stopped_at: list[str] = []  # where the user presses Ctrl-C
        self.python = (
            root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        )

    def call(self, command: list[str], **_: object) -> int:
        program, flag, *arguments = command
        if flag == "-c":  # does it run, with the right version and pip?
            return 0 if Path(program).is_file() else 1
        assert flag == "-m"
        if arguments[0] == "venv":
            assert program == sys.executable
            self.log.append(["venv"])
            self.python.parent.mkdir(parents=True)
            self.python.touch()
            return self._end()
        assert (program, arguments[:2]) == (str(self.python), ["pip", "install"])
        self.log.append([part for part in arguments[2:] if "version-check" not in part])
        return self._end()

    def _end(self) -> int:
        if self.log[-1] == self.stopped_at:
            raise KeyboardInterrupt
        return int(self.log[-1] in self.fails)

    def take_log(self) -> list[list[str]]:
        """Return what ran since the last call."""
        log, self.log = self.log, []
        return log


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A checkout with two requirements, on Linux, with nothing installed."""
    (tmp_path / "requirements.txt").write_text("-c constraints.txt\ntorch==2.13.0  # CPU\n")
    (tmp_path / "constraints.txt").write_text("torch==2.13.0\n")
    (tmp_path / "mkdocs.yml").touch()
    played = Machine(tmp_path)
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    monkeypatch.setattr(subprocess, "call", played.call)
    monkeypatch.setattr("platform.system", lambda: "Linux")
    return played


def test_the_first_call_installs_and_the_second_does_not(machine: Machine) -> None:
    assert commands.prepare() == str(machine.python)
    assert machine.take_log() == [["venv"], CPU_PIN, REQUIREMENTS]
    assert commands.prepare() == str(machine.python)
    assert machine.take_log() == []


@pytest.mark.parametrize("name", ["requirements.txt", "constraints.txt"])
def test_a_changed_file_is_installed_into_the_same_environment(
    machine: Machine, tmp_path: Path, name: str
) -> None:
    commands.prepare()
    machine.take_log()
    with (tmp_path / name).open("a") as file:
        file.write("ruff==0.17.6\n")
    commands.prepare()
    assert machine.take_log() == [CPU_PIN, REQUIREMENTS]


def test_another_version_of_python_installs_again(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.prepare()
    machine.take_log()
    monkeypatch.setattr(sys, "version_info", (3, 12, 99))
    commands.prepare()
    assert machine.take_log()[-1] == REQUIREMENTS


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    commands.prepare()
    machine.take_log()
    machine.python.unlink()
    commands.prepare()
    assert machine.take_log() == [["venv"], CPU_PIN, REQUIREMENTS]


@pytest.mark.parametrize("is_update", [False, True], ids=["first", "update"])
@pytest.mark.parametrize("stage", [["venv"], CPU_PIN, REQUIREMENTS], ids=lambda s: s[-1])
def test_an_installation_that_was_stopped_is_begun_anew(
    machine: Machine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stage: list[str],
    is_update: bool,
) -> None:
    pretend_fit(monkeypatch)
    if is_update:
        commands.prepare()
        (tmp_path / "constraints.txt").write_text("torch==2.13.0\nruff==0.17.6\n")
    if is_update and stage == ["venv"]:
        machine.python.unlink()
    machine.stopped_at = stage
    assert commands.main(["serve"]) == 130
    half_written = tmp_path / ".venv" / "half-written"
    half_written.touch()
    machine.take_log()

    machine.stopped_at = []
    commands.prepare()
    assert machine.take_log() == [["venv"], CPU_PIN, REQUIREMENTS]
    assert not half_written.exists()


def test_an_installation_that_failed_is_begun_anew(machine: Machine) -> None:
    machine.fails = [REQUIREMENTS]
    with pytest.raises(SystemExit, match="The installation failed"):
        commands.prepare()
    machine.take_log()

    machine.fails = []
    commands.prepare()
    assert machine.take_log() == [["venv"], CPU_PIN, REQUIREMENTS]


def test_an_environment_made_by_hand_is_kept(machine: Machine, tmp_path: Path) -> None:
    machine.python.parent.mkdir(parents=True)
    machine.python.touch()
    own = tmp_path / ".venv" / "own"
    own.touch()
    commands.prepare()
    assert machine.take_log() == [CPU_PIN, REQUIREMENTS]
    assert own.exists()


def test_the_cpu_build_of_torch_comes_from_pytorch_where_pip_knows_none(
    machine: Machine,
) -> None:
    machine.fails = [CPU_PIN]
    commands.prepare()
    assert machine.take_log() == [["venv"], CPU_PIN, CPU_INDEX, REQUIREMENTS]


def test_without_any_cpu_build_the_size_of_the_other_is_said(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.fails = [CPU_PIN, CPU_INDEX]
    commands.prepare()
    assert machine.take_log() == [["venv"], CPU_PIN, CPU_INDEX, REQUIREMENTS]
    assert (
        "Taking PyPI's, which brings CUDA: about 3 GB to download." in capsys.readouterr().out
    )


def test_outside_linux_pypi_has_no_cuda_to_avoid(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    commands.prepare()
    assert machine.take_log() == [["venv"], REQUIREMENTS]


# What is run


@pytest.mark.parametrize(
    ("verb", "options", "expected"),
    [
        ("serve", ["-a", "127.0.0.1:8001"], ["site_machinery.serving -a 127.0.0.1:8001"]),
        ("build", [], ["mkdocs build --strict"]),
        ("new", ["note"], ["site_machinery.author new note"]),
        ("import", ["a.md"], ["site_machinery.author import a.md"]),
        ("check", ["--format", "json"], ["site_machinery.author check --format json"]),
        ("publish", ["--dry-run"], ["site_machinery.author publish --dry-run"]),
        ("review", [], ["site_machinery.review"]),
        (
            *("test", []),
            [
                *("ruff check", "ruff format --check"),
                "pytest tests/snippets tests/site/test_blocks.py tests/pages "
                "-n=logical --dist=loadfile",
                "pytest tests/site --ignore=tests/site/test_blocks.py "
                "-n=logical --dist=loadfile --no-loadscope-reorder",
            ],
        ),
        ("test", ["-k", "huber"], ["pytest -k huber"]),
    ],
)
def test_a_verb_runs_its_programs(verb: str, options: list[str], expected: list[str]) -> None:
    assert [" ".join(step) for step in commands.steps(verb, options)] == expected


@pytest.mark.parametrize(
    ("codes", "expected"), [([0, 0, 0, 0], 0), ([1, 0, 0, 0], 1), ([0, 1, 5, 0], 1)]
)
def test_all_steps_run_and_the_first_failure_is_the_exit_code(
    codes: list[int], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran, remaining = [], iter(codes)

    def hand_over(command: list[str]) -> int:
        ran.append(command[2])
        return next(remaining)

    monkeypatch.setattr(commands, "check", lambda _: None)
    monkeypatch.setattr(commands, "prepare", lambda: "python")
    monkeypatch.setattr(commands, "hand_over", hand_over)
    assert commands.main(["test"]) == expected
    assert ran == ["ruff", "ruff", "pytest", "pytest"]


# The whole way, with a real environment, and a small program in the place of MkDocs

MKDOCS = """
import sys, time
try:
    print("mkdocs was given", *sys.argv[1:], flush=True)
    if "--wait" not in sys.argv:
        sys.exit(7)
    time.sleep(60)
except KeyboardInterrupt:
    print("Shutting down")
"""
# A shell that starts the tests in the background has them ignore Ctrl-C; undo that.
START = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("site_machinery", run_name="__main__")
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the commands alone, whose only requirement is the small program."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "site_machinery").mkdir()
    for name in ["__init__.py", "__main__.py"]:
        shutil.copy(ROOT / "site_machinery" / name, root / "site_machinery")
    wheel = "mkdocs-0-py3-none-any.whl"
    about = {
        "METADATA": "Metadata-Version: 2.1\nName: mkdocs\nVersion: 0\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "mkdocs/__main__.py,,\n",
    }
    with zipfile.ZipFile(root / wheel, "w") as archive:
        archive.writestr("mkdocs/__main__.py", MKDOCS)
        for name, text in about.items():
            archive.writestr(f"mkdocs-0.dist-info/{name}", text)
    (root / "requirements.txt").write_text(f"./{wheel}\n")
    (root / "constraints.txt").touch()
    (root / "mkdocs.yml").touch()
    return root


def start(checkout: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, *arguments],
        cwd=checkout,
        env=os.environ | {"PIP_NO_INDEX": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # its own group, as in a terminal of its own
    )


def test_a_bare_checkout_installs_runs_and_passes_the_exit_code_on(checkout: Path) -> None:
    with start(checkout, "build", "--dirty") as first:
        output = first.communicate(timeout=60)[0]
    assert "Installing requirements.txt in .venv" in output
    assert "Successfully installed mkdocs-0" in output
    assert output.endswith("mkdocs was given build --strict --dirty\n")
    assert first.returncode == 7

    with start(checkout, "build") as second:
        output = second.communicate(timeout=60)[0]
    assert output == "$ mkdocs build --strict\nmkdocs was given build --strict\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send to a group")
def test_ctrl_c_ends_a_command_in_its_own_way(checkout: Path) -> None:
    with start(checkout, "build", "--wait") as process:
        read_until(process, "mkdocs was given")
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=20)[0] == "Shutting down\n"
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to pass on")
def test_termination_reaches_a_command(checkout: Path) -> None:
    with start(checkout, "build", "--wait") as process:
        read_until(process, "mkdocs was given")
        process.terminate()
        process.communicate(timeout=20)  # the command holds the pipe open as long as it lives
    assert process.returncode == 128 + signal.SIGTERM


def read_until(process: subprocess.Popen[str], words: str) -> None:
    for line in process.stdout:
        if words in line:
            return
    pytest.fail(f"the process ended without {words!r}")


# The pins


def pins(name: str) -> list[str]:
    """Return the requirements of a file, without comments and options."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    kept = (re.sub(r"\s*#.*", "", line) for line in lines)
    return [line for line in kept if line and not line.startswith("-")]


PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)( ?; .+)?")


@pytest.mark.parametrize("name", ["requirements.txt", "constraints.txt"])
def test_every_requirement_is_pinned_and_comes_from_no_named_place(name: str) -> None:
    assert [line for line in pins(name) if not PIN.fullmatch(line)] == []


def test_the_lock_has_every_direct_dependency_at_its_version() -> None:
    def versions(name: str) -> set[tuple[str, str]]:
        return {(pin["name"], pin["version"]) for pin in map(PIN.fullmatch, pins(name))}

    assert versions("requirements.txt") <= versions("constraints.txt")
    assert "-c constraints.txt" in (ROOT / "requirements.txt").read_text("utf-8").splitlines()


def test_the_lock_is_made_for_the_oldest_python() -> None:
    head = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()[1]
    assert "--universal --python-version {}.{} ".format(*commands.OLDEST) in head


# What CI runs


def test_ci_tries_the_oldest_and_the_newest_python() -> None:
    versions = WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert versions == ["{}.{}".format(*v) for v in (commands.OLDEST, commands.NEWEST)]


def test_every_command_of_the_workflow_exists() -> None:
    lines = [
        shlex.split(line, comments=True)
        for s in STEPS_OF_WORKFLOW
        for line in s.get("run", "").splitlines()
    ]
    assert ["bash", ".ci/run"] in lines
    for line in lines:
        if line[0] == "bash":
            assert (ROOT / line[1]).is_file()
        else:
            assert line[:3] == VERB
            assert line[3] in commands.STEPS


def test_the_workflow_uses_actions_at_a_commit() -> None:
    text = (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", text)
    assert len(used) == sum("uses" in step for step in STEPS_OF_WORKFLOW)
    assert [
        u for u in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v[\d.]+", u)
    ] == []


def test_a_pull_request_gets_annotations_a_preview_and_what_would_change() -> None:
    jobs = WORKFLOW["jobs"]
    commands_of = {
        name: [step.get("run", step.get("uses", "")) for step in job["steps"]]
        for name, job in jobs.items()
    }
    assert "python3 -m site_machinery check --format github" in commands_of["check"]
    for name in ("preview", "build"):
        assert jobs[name]["needs"] == "test"
        assert "python3 -m site_machinery publish --dry-run" in commands_of[name]
    assert any("actions/upload-artifact@" in step for step in commands_of["preview"])
    for name in ("check", "preview"):
        assert jobs[name]["if"] == "github.event_name == 'pull_request'"


def test_only_a_push_to_main_may_publish() -> None:
    on = WORKFLOW[True]  # YAML 1.1 reads the key `on` as true
    assert on["push"] == {"branches": ["main"]}
    assert WORKFLOW["permissions"] == {}
    jobs = WORKFLOW["jobs"]
    assert jobs["build"]["if"] == "github.event_name == 'push'"
    assert jobs["deploy"]["needs"] == "build"


def test_a_job_may_do_no_more_than_it_needs() -> None:
    """What runs the repository's code may write nowhere and keeps no token in its clone."""
    reads = {"contents": "read"}
    assert {name: job["permissions"] for name, job in WORKFLOW["jobs"].items()} == {
        "test": reads,
        "check": reads,
        "preview": reads | {"pages": "read"},
        "build": reads | {"pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    for job in WORKFLOW["jobs"].values():
        assert "secrets" not in str(job)
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                # Pages tell when they last changed: what is deployed needs the history.
                deep = {"fetch-depth": 0} if "site_machinery build" in str(job) else {}
                assert step["with"] == {"persist-credentials": False} | deep
    deploy = WORKFLOW["jobs"]["deploy"]["steps"]
    assert [list(step) for step in deploy] == [["uses", "id"]]  # it runs nothing of ours
    assert "pull_request_target" not in WORKFLOW[True]


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_the_script_of_ci_can_be_read_by_bash() -> None:
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)
