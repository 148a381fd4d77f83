"""Settings shared by all tests, and the recorder of what they prove."""

import os

import pytest
from hypothesis import settings

from tests.recorder import Recorder

settings.register_profile("repo", deadline=None, derandomize=True)
settings.load_profile("repo")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer what `serve` runs when a module is saved."""
    parser.addoption(
        "--renew",
        action="append",
        default=[],
        metavar="MODULE",
        help="of the tests of blocks, run those of this module of snippets; if all pass, renew "
        "what the ledger says about it (may be given several times)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Watch the run from before the first import of snippets, unless those are mutants."""
    if "MUTANT_UNDER_TEST" in os.environ:
        return
    recorder = Recorder()
    config.pluginmanager.register(recorder)
    recorder.start(config)
