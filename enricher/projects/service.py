"""The projects of a home: made and deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from enricher.errors import ConflictError
from enricher.ledger.accounts import Collection
from enricher.ledger.events import Act, History
from enricher.ledger.routes import deployments_of
from enricher.models.registry import Registry
from enricher.projects.project import create_project, create_project_of


@dataclass(frozen=True, slots=True)
class Projects:
    """Makes and deletes projects.

    Attributes:
        forget_trainings: of a project; raises ConflictError while one of them waits or runs.
    """

    home: Path
    registry: Registry
    collections: Callable[[], Sequence[Collection]]
    forget_trainings: Callable[[str], object]
    history: History

    def create(self, name: str, schema: Path | str | None, who: str) -> Path:
        """Make a project, as `create_project` does with a file and `create_project_of` with its text."""
        with self.history.noting(who, "project", name) as note:
            if isinstance(schema, Path):
                path = create_project(self.home, name, schema)
            else:
                path = create_project_of(self.home, name, schema)
            note(Act.CREATE_PROJECT)
            return path

    def delete(self, name: str, who: str) -> None:
        """Delete a project, its labels and its models.

        Raises:
            NotFoundError: there is none of that name.
            InputError: it ships with enricher.
            ConflictError: a collection is read by it, or a training of it waits or runs.
        """
        for collection in self.collections():
            served = deployments_of(one for one in collection.serve if one.project == name)
            if served:
                raise ConflictError(
                    f"collection {collection.name} is read by {', '.join(served)}; assign another"
                    f" deployment to it first (`enricher collections`)"
                )
        # No training begins meanwhile: the ledger is written by one at a time.
        with self.history.noting(who, "project", name) as note:
            self.forget_trainings(name)
            self.registry.delete(name)
            note(Act.DELETE_PROJECT)
