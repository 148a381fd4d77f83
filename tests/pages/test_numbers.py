"""Every number in the prose of a page is what the code gives, or has a reason to be there."""

import importlib
from pathlib import Path

import nbformat
import pytest

from tests.pages.claims import NUMBER, Claim, computed, faults, prose, stated
from tests.site.sources import CATALOGUE, ROOT

MODULES = [
    importlib.import_module(f"tests.pages.{file.stem}")
    for file in sorted(Path(__file__).parent.glob("*_claims.py"))
]
CLAIMS: dict[str, list[Claim]] = {module.PAGE: module.CLAIMS for module in MODULES}
# An old note that says that nobody has checked it yet makes no claims.
PAGES = [d.path for d in CATALOGUE.documents if not d.page.is_imported]
PAGES += [f"lab/{file.name}" for file in sorted((ROOT / "docs/lab").glob("*.ipynb"))]


def test_every_module_of_claims_is_of_a_page_of_its_own() -> None:
    assert len(CLAIMS) == len(MODULES)
    assert set(CLAIMS) <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_the_numbers_of_a_page_are_claimed_and_true(page: str) -> None:
    found = faults(prose(ROOT / "docs" / page), CLAIMS.get(page, []))
    assert [f"docs/{page}:{line}: {message}" for line, message in found] == []


@pytest.mark.parametrize("page", CLAIMS)
def test_a_number_changed_in_the_prose_is_noticed_at_its_line(page: str) -> None:
    text = prose(ROOT / "docs" / page)
    for number in NUMBER.finditer(text):
        changed = f"{text[: number.start()]}7{number[0]}{text[number.end() :]}"
        lines = [line for line, _ in faults(changed, CLAIMS[page])]
        assert text.count("\n", 0, number.start()) + 1 in lines, number


def test_a_claim_binds_its_values_and_nothing_else() -> None:
    claim = computed("取 <> 得 <>", 2, -0.5)
    text = "先 2。取 2 得 −0.5；再 0.5"
    assert claim.text == "取 2 得 −0.5"
    assert [text[a:b] for a, b in claim.bound(text)] == ["2", "−0.5"]
    assert list(claim.bound("取 3 得 −0.5")) == []
    assert [text[a:b] for a, b in stated("再 0.5", "an example").bound(text)] == ["再 0.5"]


def test_what_is_wrong_is_said_at_its_line() -> None:
    text = "\n取 2 得\n又 9\n"
    assert list(faults(text, [computed("又 <>", 8), stated("第 1 版", "an edition")])) == [
        (3, "the code gives '又 8'; the page says '又 9'"),
        (1, "the claim is '第 1 版'; the page has nothing like it"),
        (2, "nothing binds 2 in '\\n取 2 得\\n又 9\\n'; claim it in tests/pages"),
        (3, "nothing binds 9 in '\\n取 2 得\\n又 9\\n'; claim it in tests/pages"),
    ]
    (twice,) = faults("\n取 2\n取 2", [computed("取 <>", 2)])
    assert twice == (2, "quote more around '取 2'")


def test_a_claim_writes_a_minus_as_its_surroundings_do() -> None:
    assert computed("$(<>, a)$ 与 <>", -1, -2).text == "$(-1, a)$ 与 −2"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: computed("取 2 得 <>", 1), "write <> for each number"),
        (lambda: computed("取 <> 得 <>", 1), "2 places for 1 values"),
        (lambda: computed("没有", *()), "0 places for 0 values"),
        (lambda: computed("得 <>", None), "pass an int, a float or a text, got None"),
        (lambda: stated("没有数字", "why"), "quote a number"),
        (lambda: stated("取 2", ""), "give the reason"),
    ],
)
def test_a_claim_that_binds_nothing_is_refused(make, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_prose_is_what_a_reader_reads(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "---\ndate: 2021\ndescription: 有 1 句\n---\n# 标题 {#t-2}\n\n"
        "[图 3](a4.md) <!-- formula: 5 -->\n\n```python\n6\n```\n\n$$\n7\n$$\n\n"
        "10. $x = 8$ 与 `p=9`\n",
        encoding="utf-8",
    )
    text = prose(page)
    assert [number[0] for number in NUMBER.finditer(text)] == ["1", "3", "8", "9"]
    assert len(text) == len(page.read_text(encoding="utf-8"))


def test_prose_of_a_notebook_stands_on_the_lines_of_its_file(tmp_path: Path) -> None:
    cells = [nbformat.v4.new_markdown_cell("有 1 句\n$x = 2$"), nbformat.v4.new_code_cell("3")]
    page = tmp_path / "n.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), page)
    file = page.read_text(encoding="utf-8").splitlines()
    found = {n: line for n, line in enumerate(prose(page).splitlines()) if line}
    assert list(found.values()) == ["有 1 句", "$x = 2$"]
    assert all(line in file[n] for n, line in found.items())
