"""The models of a project of a home, and what trains them."""

from __future__ import annotations

import threading
from functools import partial

from enricher.models.deployments import ProjectModels
from enricher.models.runner import TrainingRunner
from enricher.wiring.home import Home
from enricher.wiring.trainings import training_process


def project_models(home: Home, project: str, who: str) -> ProjectModels:
    """Models that `who` may let serve or remove, which the history then tells."""
    noting = partial(home.ledger.history.noting, who, "project", project)
    return ProjectModels(home.registry, project, noting)


def training_runner(home: Home, stop: threading.Event) -> TrainingRunner:
    return TrainingRunner(home.ledger.trainings, partial(training_process, home), stop)
