"""Trainings of one project at the same time, each a process of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from enricher.models.deployments import ProjectModels
from enricher.models.registry import Registry
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.enricher.homes import enricher_command, environment
from tests.tiny_model import tiny_documents


def test_trainings_at_the_same_time_keep_each_their_model(tmp_path: Path, backbone: Path) -> None:
    create_project(tmp_path, "letters")
    with open_project(tmp_path, "letters") as project:
        import_documents(project, [*tiny_documents(4), *tiny_documents(2, 7, "test")])
    command = enricher_command("train", "letters", "--home", str(tmp_path), "--json")
    command += ["--epochs", "1", "--replace", "--backbone", str(backbone)]
    seeds = ("1", "2")
    running = [
        subprocess.Popen(
            [*command, "--model", "same", "--seed", seed],
            env=environment(OMP_NUM_THREADS="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for seed in seeds
    ]
    versions = []
    for process in running:
        stdout, stderr = process.communicate(timeout=600)
        assert process.returncode == 0, stderr
        versions.append(json.loads(stdout.splitlines()[-1])["version"])
    assert len(set(versions)) == 2
    models = ProjectModels(Registry(tmp_path), "letters")
    assert {one.version for one in models.list()} == set(versions)
    assert [(one.name, one.superseded) for one in models.list()] == [
        ("same", False),
        ("same", True),
    ]
    folder = tmp_path / "projects" / "letters" / "models"
    assert {path.name for path in folder.iterdir() if path.is_dir()} == set(versions)
