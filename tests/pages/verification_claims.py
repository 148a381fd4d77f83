"""The numbers on the page about verification."""

from importlib import metadata

from tests.pages.claims import computed

PAGE = "verification.md"
CLAIMS = [computed("上的 PyTorch <> 为准", metadata.version("torch").partition("+")[0])]
