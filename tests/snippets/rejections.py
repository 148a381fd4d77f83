"""What the tests of bad input share."""

import re

import pytest


def rejects(message: str) -> pytest.RaisesExc[ValueError]:
    """Expect a ValueError that says `message`, in which ... stands for any text."""
    pattern = ".*".join(map(re.escape, message.split("...")))
    return pytest.raises(ValueError, match=pattern)
