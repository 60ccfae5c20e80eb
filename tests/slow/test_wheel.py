"""The wheel: built, installed into an empty environment without the checkout, and run there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.checkout import DOCS, ROOT

MOST_MEGABYTES = 30
"""Most of it is the model that ships; what comes on top should be a decision."""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that knows nothing of the checkout or its environment."""
    foreign = ("PYTHONPATH", "VIRTUAL_ENV", "ENRICHER_")
    environment = {n: value for n, value in os.environ.items() if not n.startswith(foreign)}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | {"PYTHONNOUSERSITE": "1"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


UV = Path(sys.executable).with_name("uv")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(UV, "build", "--wheel", "--out-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment that has the packages of the lock and the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    run(UV, "venv", "--python", sys.executable, folder / "venv", cwd=folder)
    scripts = folder / "venv" / "bin"
    python = ("--python", scripts / "python")
    packages = ("--require-hashes", "-r", ROOT / "requirements" / "serving.txt")
    run(UV, "pip", "install", *python, *packages, cwd=folder)
    run(UV, "pip", "install", *python, "--no-deps", wheel, cwd=folder)
    return scripts


def test_wheel_holds_the_product_alone_and_is_as_large_as_said(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {name.split("/")[0] for name in names}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {
        "enricher",
        "connectors",
        "training",
    }
    assert not [n for n in names if n.startswith(("training/corpus", "training/experiments"))]
    megabytes = wheel.stat().st_size / 1_000_000
    assert megabytes < MOST_MEGABYTES
    (said,) = re.findall(r"the wheel is (\d+) MB", (DOCS / "deployment.md").read_text("utf-8"))
    assert abs(int(said) - megabytes) < 1


def test_demonstration_runs_from_the_wheel(scripts: Path, tmp_path: Path) -> None:
    where = run(scripts / "python", "-c", "import enricher; print(enricher.__file__)", cwd=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(scripts.parent)
    done = run(scripts / "enricher", "demo", cwd=tmp_path)
    assert re.search(r"56 files: 5[123] indexed, 1 encrypted", done.stdout), done.stdout


@pytest.mark.parametrize("command", ["train", "evaluate", "compare"])
def test_commands_that_need_torch_explain_themselves_without_it(
    scripts: Path, tmp_path: Path, command: str
) -> None:
    assert (
        f"enricher {command}" in run(scripts / "enricher", command, "--help", cwd=tmp_path).stdout
    )


def test_what_trains_needs_neither_corpus_nor_experiments(wheel: Path, tmp_path: Path) -> None:
    """Every module of the wheel's `training` is imported, with the packages of this environment."""
    inside = tmp_path / "inside"
    zipfile.ZipFile(wheel).extractall(inside)
    modules = sorted(
        path.relative_to(inside).with_suffix("").as_posix().replace("/", ".")
        for path in (inside / "training").rglob("*.py")
        if path.stem != "__init__"
    )
    assert len(modules) > 20
    code = (
        "import sys, importlib; sys.path[:0] = [sys.argv[1]];"
        "[importlib.import_module(name) for name in sys.argv[2:]];"
        "import training; print(training.__file__);"
        "print([name for name in sys.modules if name.startswith(('training.corpus', 'training.experiments'))])"
    )
    done = run(sys.executable, "-c", code, inside, *modules, cwd=tmp_path)
    place, foreign = done.stdout.splitlines()
    assert Path(place).is_relative_to(inside)
    assert foreign == "[]"
