"""What the process of a training does, in this one; `test_serving` starts it for real."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from enricher.ledger.trainings import TrainingRequest
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.tiny_model import tiny_documents
from training.loop.trainer import StoppedError
from training.worker import do


def test_a_request_is_done_and_said_line_by_line(tmp_path: Path, backbone: Path) -> None:
    create_project(tmp_path, "letters")
    said: list[dict[str, Any]] = []
    with open_project(tmp_path, "letters") as project:
        import_documents(project, [*tiny_documents(4), *tiny_documents(2, 7, "test")])
        trained = do(
            project, TrainingRequest(epochs=2, backbone=str(backbone)), said.append, lambda: False
        )
        kinds = [set(one) & {"labels", "epoch", "forecast"} for one in said]
        assert kinds == [{"labels"}, {"epoch"}, {"forecast"}, {"epoch"}]
        assert trained["model"] == "m1"
        measured = do(project, TrainingRequest("evaluate", model="m1"), said.append, lambda: False)
        assert measured["evaluation"] == trained["evaluation"]
        assert len(said) == 4
        with pytest.raises(StoppedError):
            do(project, TrainingRequest(), said.append, lambda: True)
