"""What holds of every test: it asserts, reads no clock, and its helpers have modules of their own.

And of the repository: nothing that a run leaves behind is kept in it, and nothing big.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.checkout import ROOT

MODULES = sorted((ROOT / "tests").rglob("*.py"))
TESTS = [path for path in MODULES if path.name.startswith("test_")]
CHECKS = ("check", "assert", "expect", "processor_at_most", "wall_at_most")
"""How the name of a helper begins that asserts."""


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_module_imports_a_module_of_tests() -> None:
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in TESTS}
    modules |= {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in MODULES
        if path.name == "conftest.py"
    }
    borrowed = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        for name in modules.intersection(imported(path))
    }
    assert not borrowed


def test_folders_alone_say_what_is_slow() -> None:
    marked = [path for path in TESTS if "pytest.mark.slow" in path.read_text(encoding="utf-8")]
    assert [path.name for path in marked] == ["test_house.py"]


def asserts(function: ast.FunctionDef, helpers: dict[str, ast.FunctionDef]) -> bool:
    """Whether a test asserts itself or calls what does: a helper of its module, or one named so."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert | ast.Raise):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name.lstrip("_").startswith(CHECKS) or name in ("raises", "warns", "fail"):
                return True
            helper = helpers.get(name)
            if helper and helper is not function and asserts(helper, helpers):
                return True
    return False


def silent_tests(path: Path) -> Iterator[str]:
    functions = [node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef)]
    helpers = {one.name: one for one in functions}
    for one in functions:
        if one.name.startswith("test_") and not asserts(one, helpers):
            yield f"{path.relative_to(ROOT)}:{one.lineno} {one.name}"


def test_every_test_asserts() -> None:
    assert [one for path in TESTS for one in silent_tests(path)] == []


def judges_a_clock(node: ast.AST) -> bool:
    """Whether an assertion says that no more than some time has gone by."""
    return isinstance(node, ast.Assert) and any(
        isinstance(part, ast.Compare)
        and isinstance(part.ops[0], ast.Lt | ast.LtE)
        and re.match(r"time\.\w+\(\) - ", ast.unparse(part.left))
        for part in ast.walk(node)
    )


def test_no_test_judges_a_clock_but_by_its_helpers() -> None:
    """tests/clocks.py measures the processor, and the wall with a margin."""
    judging = [
        f"{path.relative_to(ROOT)}: {ast.unparse(node)}"
        for path in TESTS
        for node in ast.walk(parse(path))
        if judges_a_clock(node)
    ]
    assert judging == []


def tracked(*options: str) -> list[Path]:
    answer = subprocess.run(
        ["git", "ls-files", "-z", *options], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in answer.stdout.split("\0") if name]


def test_nothing_that_runs_leave_behind_is_in_the_repository() -> None:
    assert not tracked("--cached", "--ignored", "--exclude-standard")


def test_only_what_ships_in_the_package_is_big() -> None:
    big = {path for path in tracked() if path.is_file() and path.stat().st_size > 1_000_000}
    assert {path.parent for path in big} <= {ROOT / "enricher/shipped/projects/contracts/model"}
