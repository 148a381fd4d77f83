"""Settings shared by all tests, and the recorder of what they prove."""

import os

import pytest
from hypothesis import settings

from tests.recorder import Recorder

settings.register_profile("repo", deadline=None, derandomize=True)
settings.load_profile("repo")


def pytest_configure(config: pytest.Config) -> None:
    """Watch the run from before the first import of snippets, unless those are mutants."""
    if "MUTANT_UNDER_TEST" in os.environ:
        return
    recorder = Recorder()
    config.pluginmanager.register(recorder)
    recorder.start(config)
