"""docs/extending.md, done literally in a copy of the checkout."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.checkout import ROOT
from tests.slow.guides.pages import commands, read_page, reader_environment, run_in_shell

_BLOCK = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.DOTALL | re.MULTILINE)


def test_a_value_type_a_detector_and_an_extractor_are_added_as_the_page_says(
    tmp_path: Path,
) -> None:
    for package in ("enricher", "connectors", "tests"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "schema.md", tmp_path / "docs")
    for language, title, content in _BLOCK.findall(read_page("extending.md")):
        file = tmp_path / title
        if language == "diff":
            file.write_text(inserted(file.read_text("utf-8"), content), encoding="utf-8")
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(content, encoding="utf-8")
    environment = reader_environment(tmp_path) | {
        "PYTHONPATH": str(tmp_path),
        "ENRICHER_HOME": str(tmp_path / "home"),
    }
    checked, created, extracted, _, ingested, found = (
        run_in_shell(command, tmp_path, environment) for command in commands("extending.md")
    )
    assert re.search(r"\d+ passed", checked)
    assert "leverage" in created
    assert "3.5:1" in extracted
    assert "-->" not in extracted
    assert "indexed" in ingested
    assert "covenants" in found
    assert "3.5:1" in found
    more = run_in_shell("enricher search --where 'Leverage>4:1'", tmp_path, environment)
    assert "covenants" not in more


def inserted(text: str, change: str) -> str:
    """The text with the lines marked `+` behind the marked line or lines above them."""
    above: list[str] = []
    for line in change.splitlines():
        if line.startswith("+"):
            behind = "".join(f"{one}\n" for one in above)
            assert text.count(behind) == 1, behind
            text = text.replace(behind, f"{behind}{line[1:]}\n")
            above = []
        else:
            above.append(line[1:])
    return text
