"""Tell from a test's code what it compares the tested code with."""

import ast

BY_HAND = "手算"
TORCH = "PyTorch"
DEFINITION = "定义与恒等式"
PROPERTY = "性质（随机输入）"
GRADIENT = "梯度"
ERROR = "错误输入"
OUTPUT = "单独运行"


def kinds(source: str) -> dict[str, str]:
    """Return test name -> what it compares with, for the tests of a Python source.

    The first that fits: an expected exception; "by_hand" in the name; a derivative; generated
    input; one of torch's own operators; else the definition or an identity.
    """
    tests = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return {test.name: _kind(test) for test in tests if test.name.startswith("test_")}


def _kind(test: ast.FunctionDef) -> str:
    names = {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(test)
        if isinstance(node, ast.Name | ast.Attribute)
    }
    if "run_alone" in names:
        return OUTPUT
    if names & {"raises", "rejects"}:
        return ERROR
    if "by_hand" in test.name:
        return BY_HAND
    if names & {"gradcheck", "gradgradcheck", "grad", "backward", "jacobian", "requires_grad_"}:
        return GRADIENT
    if "given" in names:
        return PROPERTY
    if names & {"F", "nn"}:
        return TORCH
    return DEFINITION
