"""Models such as training leaves, whose weights are none: they are listed and deployed, and read nothing."""

from __future__ import annotations

from enricher.models.deployments import MEASURED, Model, ProjectModels
from enricher.recognizer.bundle import ModelDescription, write_bundle

SCHEMA = '[categories.Who]\ntype = "party"\nlearned = true\n'


def add_weightless(models: ProjectModels, name: str, f1: float = 0.5, tested_on: str = "") -> Model:
    """A model such as training leaves; its weights are none."""
    description = ModelDescription(
        models.project, name, ("Who",), 64, 16, metrics={MEASURED: f1}, test_fingerprint=tested_on
    )
    unplaced = models.folder(f"{name} {f1}")
    bundle = write_bundle(unplaced, description, b"weights", "{}")
    models.add(write_bundle(models.folder(bundle.version.version), description, b"weights", "{}"))
    return models.find(bundle.version.version)
