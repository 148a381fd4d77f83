"""Write the pages that lay the evidence open: a module, its tests, and how they went."""

from pathlib import Path

from site_machinery import comparisons
from site_machinery.kept import Kept
from site_machinery.ledger import IMPORTED, digest, read_ledger
from site_machinery.mutation import current_score, mutated_modules, reasons
from site_machinery.programs import references
from site_machinery.sections import is_marker
from site_machinery.texts import text_of

FOLDER = "evidence"


def evidence_page(reference: str) -> str:
    """Return the page, relative to docs, on which the evidence for a block stands."""
    file = reference.partition(":")[0]
    if file.endswith(".ipynb"):
        return "verification.md#notebooks"
    return f"{FOLDER}/{file.removeprefix('snippets/').removesuffix('.py')}.md"


def module_of(page: str) -> str:
    """Return the module whose evidence stands on a page, relative to docs."""
    return f"snippets/{page.removeprefix(f'{FOLDER}/').removesuffix('.md')}.py"


def passed_tests(root: Path, module: str) -> dict[str, dict[str, int]]:
    """Return how many cases of which test passed for a module, by the file of the tests."""
    tests: dict[str, dict[str, int]] = {}
    for reference, block in read_ledger(root).data.get("blocks", {}).items():
        if reference.startswith(f"{module}:"):
            for file, counts in block["tests"].items():
                found = tests.setdefault(file, {})
                for test, count in counts.items():
                    found[test] = max(count, found.get(test, 0))
    return tests


def evidence_pages(root: Path) -> dict[str, str]:
    """Return the Markdown of every evidence page by its path in docs."""
    modules = dict.fromkeys(reference.partition(":")[0] for reference in references(root))
    mutated = mutated_modules(root)
    compared = Kept(root, "comparisons", [Path(comparisons.__file__)])
    pages = {
        evidence_page(module): _page(root, module, compared, is_mutated=module in mutated)
        for module in modules
        if module.endswith(".py")
    }
    compared.save()
    return pages


def _page(root: Path, module: str, compared: Kept, *, is_mutated: bool) -> str:
    tests = passed_tests(root, module)
    parts = [
        "---",
        f"title: 证据：{module}",
        f"description: {module} 的全文、测试全文、测试清单、覆盖率和变异分数。",
        "---",
        "",
        _coverage(read_ledger(root).data, module),
        "",
        *(_mutation(root, module) if is_mutated else []),
        "## 通过的测试 {#tests}",
        "",
        *_table(root, tests, compared),
        "",
        "## 模块全文 {#module}",
        "",
        _fence(root, module, f'data-program="{module}"'),
        "",
        "## 测试全文 {#test-sources}",
    ]
    for file in sorted(tests):
        # Without colours: they would make most of the site's bytes, and of its build.
        parts += ["", f"`{file}`", "", _fence(root, file, ".no-copy", ".text")]
    return "\n".join(parts) + "\n"


def _coverage(ledger: dict, module: str) -> str:
    if module.startswith(IMPORTED):
        return "来自旧笔记的代码：测试只确认它能单独运行，除非下面列出了别的测试。"
    measured = ledger.get("modules", {}).get(module)
    if measured is None:
        return "这是一个例子，作为完整的程序单独运行，打印的内容与页面上的逐字比较。"
    lines, branches = ("/".join(map(str, measured[key])) for key in ("lines", "branches"))
    return f"测试运行到的行：{lines}；分支：{branches}。"


def _mutation(root: Path, module: str) -> list[str]:
    """Return lines that say how many changes of the module its tests notice."""
    score = current_score(root, module)
    if score is None:
        return ["变异测试：代码或测试改动过，还没有重新测。", ""]
    lines = [f"变异测试：逐处改动代码 {score.total} 次，{score.killed} 次有测试失败。", ""]
    if score.survivors:
        why = reasons(root, module)
        lines[0] += "没有测试失败的，逐条说明如下。"
        lines += ["| 原来 | 改成 | 为什么没有测试失败 |", "| --- | --- | --- |"]
        lines += [
            f"| `{_cell(m.was)}` | `{_cell(m.now)}` | {why.get(m, '**还没有说明**')} |"
            for m in score.survivors
        ]
        lines.append("")
    return lines


def _cell(code: str) -> str:
    return code.replace("\n", " ").replace("|", "\\|")


def _table(root: Path, tests: dict[str, dict[str, int]], compared: Kept) -> list[str]:
    rows = ["| 测试 | 与什么比较 | 通过的用例 |", "| --- | --- | --- |"]
    for file, counts in sorted(tests.items()):
        text = text_of(root / file)
        key = digest(text)
        if key not in compared:
            compared[key] = comparisons.kinds(text)
        kinds = compared[key]
        rows += [f"| `{test}` | {kinds[test]} | {n} |" for test, n in sorted(counts.items())]
    return rows


def _fence(root: Path, file: str, option: str, language: str = ".python") -> str:
    lines = text_of(root / file).splitlines()
    code = "\n".join(line for line in lines if not is_marker(line))
    return f"``````{{ {language} {option} }}\n{code}\n``````"
