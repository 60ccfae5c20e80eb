"""Every command of docs/corrections.md, then of docs/history.md, works on the samples that ship."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from enricher.shipped.samples import documents_folder
from tests.slow.guides.pages import commands, reader_environment, run


def test_commands_of_the_guide_work(tmp_path: Path) -> None:
    shutil.copytree(documents_folder() / "nda", tmp_path / "contracts")
    environment = reader_environment(tmp_path)
    printed = {
        command: run(command, tmp_path, environment)
        for page in ("corrections.md", "history.md")
        for command in commands(page)
    }
    listed = printed["enricher corrections list"]
    assert re.findall(r"^(\d) +(\w+)", listed, re.MULTILINE) == [
        ("5", "suppress"),
        ("4", "none"),
        ("3", "tag"),
        ("2", "tag"),
        ("1", "reject"),
    ]
    assert printed["enricher reenrich"] == "all documents were read by the deployed models\n"
    assert printed["enricher corrections labels contracts"].startswith(
        "1 labels; 1 documents added"
    )
    told = printed["enricher history ~/contracts/mutual-nda.pdf"]
    assert [line.split("  ")[2][:22] for line in told.splitlines()] == [
        "undid: tagged “nine (9",
        "marked Jurisdiction as",
        "tagged “March 11 1998”",
        "tagged “nine (9) month",
        "rejected “NMG Partners",
    ]
