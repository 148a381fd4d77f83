"""site_machinery.sections: markers are read, and every malformed one is named with its line."""

import pytest

from site_machinery.sections import Section, SectionError, sections


def test_sections_are_counted_from_one_without_their_markers() -> None:
    source = "a\n# --8<-- [start:x]\nb\nc\n# --8<-- [end:x]\n"
    assert sections(source) == {"x": Section("x", 3, 4)}


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("# --8<-- [start:x]\na\n", 1, "section 'x' is never closed"),
        ("a\n# --8<-- [end:x]\n", 2, "section 'x' is closed but not open"),
        ("# --8<-- [start:x]\n# --8<-- [end:x]\n", 2, "section 'x' is empty"),
        (
            "# --8<-- [start:x]\na\n# --8<-- [end:x]\n# --8<-- [start:x]\n",
            4,
            "section 'x' is opened a second time",
        ),
        ("# -8<- [start:x]\n", 1, "malformed marker"),
        ("# --8<-- [start:Two Words]\n", 1, "malformed marker"),
    ],
    ids=["unclosed", "unopened", "empty", "twice", "short-marker", "bad-name"],
)
def test_rejects(source: str, line: int, message: str) -> None:
    with pytest.raises(SectionError, match=message) as caught:
        sections(source)
    assert caught.value.line == line
