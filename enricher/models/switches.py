"""Who lets which model serve: deployments and models of a project, changed and noted in the history.

Models --enricher.models--> deployments.json
'--> what serves otherwise than before --> history, in the transaction of the change
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from enricher.history.events import Act
from enricher.models.deployments import Model, ProjectModels
from enricher.wiring.home import Home


def deploy(
    home: Home, models: ProjectModels, model: Model, name: str, who: str, *, force: bool = False
) -> None:
    """Let a model serve under a name, as `ProjectModels.deploy` does."""
    _change(home, models, who, Act.DEPLOY, lambda: models.deploy(model, name, force=force))


def swap(home: Home, models: ProjectModels, first: str, second: str, who: str) -> None:
    """Exchange what two deployments serve, as `ProjectModels.swap` does."""
    _change(home, models, who, Act.SWAP, lambda: models.swap(first, second))


def roll_back(home: Home, models: ProjectModels, name: str, who: str) -> None:
    """Let a deployment serve what it served before, as `ProjectModels.rollback` does."""
    _change(home, models, who, Act.ROLLBACK, lambda: models.rollback(name))


def delete_model(home: Home, models: ProjectModels, model: Model, who: str) -> None:
    """Remove a model, as `ProjectModels.delete` does."""
    with home.ledger.history.noting(who, "project", models.project) as note:
        models.delete(model)
        note(Act.DELETE_MODEL, model=model.name, version=model.version)


def _change(
    home: Home, models: ProjectModels, who: str, act: Act, change: Callable[[], None]
) -> None:
    with home.ledger.history.noting(who, "project", models.project) as note:
        before = _serving(models.deployments())
        change()
        after = _serving(models.deployments())
        changed = {name: one for name, one in after.items() if before.get(name) != one}
        if changed:
            former = {name: before[name] for name in changed if name in before}
            note(act, serving=changed, before=former)


def _serving(deployments: Mapping[str, Model]) -> dict[str, tuple[str, str]]:
    return {name: (model.name, model.version) for name, model in deployments.items()}
