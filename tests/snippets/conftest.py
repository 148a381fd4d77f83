"""Where the tests of values run: always on the CPU, and on a CUDA device where there is one.

Only runs on the CPU are evidence (see tests/recorder.py): one tree gives one ledger everywhere.
"""

import pytest
import torch


@pytest.fixture(params=["cpu", "cuda"] if torch.cuda.is_available() else ["cpu"])
def device(request: pytest.FixtureRequest) -> str:
    """The device on which a snippet is compared with torch."""
    return request.param
