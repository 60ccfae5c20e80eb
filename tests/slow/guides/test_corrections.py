"""Every command of docs/corrections.md, then of docs/history.md, works on the samples that ship."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from enricher.shipped.samples import documents_folder
from tests.checkout import DOCS
from tests.enricher.homes import environment

GUIDE = "\n".join(
    (DOCS / page).read_text(encoding="utf-8") for page in ("corrections.md", "history.md")
)


def test_commands_of_the_guide_work(tmp_path: Path) -> None:
    shutil.copytree(documents_folder() / "nda", tmp_path / "contracts")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "enricher").write_text(f'#!/bin/sh\nexec {sys.executable} -m enricher "$@"\n')
    (programs / "enricher").chmod(0o755)
    environment_ = environment(
        HOME=str(tmp_path),
        PATH=f"{programs}{os.pathsep}{os.environ['PATH']}",
        ENRICHER_WORKERS="1",
        ENRICHER_SETTLE_SECONDS="0",
    )
    blocks = re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    printed = {}
    for command in (line for block in blocks for line in block.splitlines()):
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment_, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        assert done.stdout, command
        printed[command] = done.stdout
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
        "took back: said that “",
        "said that there is no ",
        "said that “March 11 19",
        "said that “nine (9) mo",
        "said that “NMG Partner",
    ]
