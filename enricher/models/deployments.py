"""The models of a project and what serves under which name: list, deploy, swap, roll back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ledger.events import Act, Noting, unnoted
from enricher.ledger.names import PRODUCTION, check_name
from enricher.models.pointers import (
    Pointers,
    change_pointers,
    pointed,
    read_pointers,
    rolled_back,
    swapped,
)
from enricher.models.registry import Registry
from enricher.recognizer.bundle import MANIFEST_FILE, ModelBundle

MEASURED = "unseen.entities.micro.f1"
"""The metric by which models compare, where both were measured on one testing set."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model of a project that can be deployed.

    Attributes:
        categories: that it finds, of those of the project where others share it.
        superseded: another one was trained under its name later.
        deployments: the names under which it serves.
    """

    bundle: ModelBundle
    categories: tuple[str, ...]
    superseded: bool
    deployments: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.bundle.version.name

    @property
    def version(self) -> str:
        return self.bundle.version.version

    @property
    def is_calibrated(self) -> bool:
        """Whether its confidence was fitted on documents that it had not seen."""
        return bool(self.bundle.description.confidence.calibration)

    @property
    def f1(self) -> float | None:
        """On the testing set; None where it was not measured."""
        return self.bundle.description.metrics.get(MEASURED)

    @property
    def made_at(self) -> datetime:
        written = (self.bundle.folder / MANIFEST_FILE).stat().st_mtime
        return datetime.fromtimestamp(written, UTC)


class ProjectModels:
    """The models of a project, and which of them serve under which names.

    Args:
        noting: tells the history what serves otherwise than before, and what is removed.

    Raises:
        NotFoundError: there is no such project.
    """

    def __init__(self, registry: Registry, project: str, noting: Noting = unnoted) -> None:
        registry.schema_path(project)
        self._registry = registry
        self._noting = noting
        self.project = project
        folder = registry.own_folder(project)
        self._models = folder / "models"
        self._names = self._models / "names.json"
        self._deployments = folder / "deployments.json"
        self._shipped = registry.shipped_model(project)

    def folder(self, version: str) -> Path:
        return self._models / version

    def names(self) -> Pointers:
        return read_pointers(self._names)

    def deployments(self) -> Mapping[str, Model]:
        """What serves under which name, the shipped model among them."""
        found = {} if self._shipped is None else {PRODUCTION: self._shipped}
        found |= {name: self.folder(one[0]) for name, one in self._pointers().items()}
        return {name: self._open(path) for name, path in sorted(found.items())}

    def list(self) -> list[Model]:
        """All models of this home, by name, the latest of each name first."""
        return [
            self._open(self.folder(version))
            for _, versions in sorted(self.names().items())
            for version in versions
        ]

    def newest(self) -> Model | None:
        """The model that was trained last, under whatever name."""
        folder = self.newest_folder()
        return self._open(folder) if folder else None

    def newest_folder(self) -> Path | None:
        """Where the model lies that this home made last, None where it made none."""
        folders = [self.folder(versions[0]) for versions in self.names().values()]
        return max(
            (one for one in folders if (one / MANIFEST_FILE).exists()),
            key=lambda one: (one / MANIFEST_FILE).stat().st_mtime_ns,
            default=None,
        )

    def find(self, text: str) -> Model:
        """The model last trained under a name, or that whose version begins so.

        Raises:
            NotFoundError: there is none; the message lists those there are.
            InputError: several versions begin so.
        """
        names = self.names()
        if text in names:
            return self._open(self.folder(names[text][0]))
        versions = {one for some in names.values() for one in some if one.startswith(text)}
        if not versions:
            known = ", ".join(sorted(names)) or "none"
            raise NotFoundError(f"project {self.project} has no model {text!r}; it has: {known}")
        if len(versions) > 1:
            raise InputError(
                f"{len(versions)} versions begin with {text}; give more of its characters"
            )
        return self._open(self.folder(versions.pop()))

    def name_for(self, wanted: str | None, *, replace: bool = False) -> str:
        """What a new model is called: as somebody wants it, or by the next number.

        Raises:
            InputError: there is one of that name, which is not to be replaced.
        """
        names = self.names()
        if wanted is None:
            return next(
                name for number in range(1, len(names) + 2) if (name := f"m{number}") not in names
            )
        check_name(wanted, "model")
        if wanted in names and not replace:
            raise InputError(
                f"project {self.project} has a model {wanted}; choose another --model, or"
                " --replace it (the former version stays available)"
            )
        return wanted

    def add(self, bundle: ModelBundle) -> None:
        """Let a bundle in the models' folder be the latest of its name."""
        version = bundle.version
        change_pointers(self._names, lambda names: pointed(names, version.name, version.version))

    def deploy(self, model: Model, name: str = PRODUCTION, *, force: bool = False) -> None:
        """Let a model serve under a name; whoever reads documents notices within seconds.

        Raises:
            ConflictError: the one that serves is better on the same testing set, and it is not
                forced.
        """
        check_name(name, "deployment")
        with self._noted(Act.DEPLOY):
            current = self.deployments().get(name)
            if current is not None and not force:
                _check_not_worse(model, current, name)
            self._change(lambda pointers: pointed(pointers, name, model.version))

    def swap(self, first: str, second: str) -> None:
        """Exchange what two deployments serve, in one step.

        Raises:
            NotFoundError: one of them serves no model of this home.
        """
        with self._noted(Act.SWAP):
            self._change(lambda pointers: swapped(pointers, first, second))

    def rollback(self, name: str = PRODUCTION) -> None:
        """Return a deployment to its previous model.

        Raises:
            NotFoundError: it serves no model of this home.
            InputError: it served nothing before.
        """

        def change(pointers: Pointers) -> Pointers:
            is_first = len(pointers.get(name, ())) == 1
            if is_first and name == PRODUCTION and self._shipped is not None:
                return {one: pointers[one] for one in pointers if one != name}
            return rolled_back(pointers, name)

        with self._noted(Act.ROLLBACK):
            self._change(change)

    def own_deployments(self) -> tuple[str, ...]:
        """The names under which models of this home serve."""
        return tuple(sorted(self._pointers()))

    def former(self, name: str) -> Model | None:
        """What `rollback` lets a deployment serve; None where it cannot go back."""
        versions = self._pointers().get(name, ())
        if len(versions) > 1:
            return self._open(self.folder(versions[1]))
        if versions and name == PRODUCTION and self._shipped is not None:
            return self._open(self._shipped)
        return None

    def delete(self, model: Model) -> None:
        """Remove a model and all that is kept with it; its name is that of the one before, if any.

        Raises:
            ConflictError: it serves.
        """

        def forget(pointers: Pointers) -> Pointers:
            left = {
                name: tuple(one for one in versions if one != model.version)
                for name, versions in pointers.items()
            }
            return {name: versions for name, versions in left.items() if versions}

        def retire(pointers: Pointers) -> Pointers:
            serving = [name for name, one in pointers.items() if one[0] == model.version]
            if serving:
                raise ConflictError(
                    f"model {model.name} serves {', '.join(sorted(serving))}; deploy another one"
                    " there first"
                )
            return forget(pointers)

        with self._noting() as note:
            self._change(retire)
            change_pointers(self._names, forget)
            # Renamed first: a deletion that is interrupted leaves no model of which half is gone.
            gone = model.bundle.folder.with_name(f".{model.version}-deleted")
            model.bundle.folder.rename(gone)
            shutil.rmtree(gone)
            note(Act.DELETE_MODEL, model=model.name, version=model.version)

    def _pointers(self) -> Pointers:
        return read_pointers(self._deployments)

    @contextmanager
    def _noted(self, act: Act) -> Iterator[None]:
        with self._noting() as note:
            before = _serving(self.deployments())
            yield
            after = _serving(self.deployments())
            changed = {name: one for name, one in after.items() if before.get(name) != one}
            if changed:
                former = {name: before[name] for name in changed if name in before}
                note(act, serving=changed, before=former)

    def _change(self, change: Callable[[Pointers], Pointers]) -> None:
        change_pointers(self._deployments, change)

    def _open(self, path: Path) -> Model:
        bundle = self._registry.bundle(self.project, path)
        version = bundle.version
        latest = self.names().get(version.name, (version.version,))[0]
        serving = tuple(
            name for name, one in sorted(self._pointers().items()) if one[0] == version.version
        )
        if path == self._shipped and PRODUCTION not in self._pointers():
            serving = (PRODUCTION, *serving)
        return Model(bundle, self._categories(bundle), latest != version.version, serving)

    def _categories(self, bundle: ModelBundle) -> tuple[str, ...]:
        known = bundle.description.categories
        if bundle.folder != self._shipped:
            return known
        learned = self._registry.project_schema(self.project).learned
        return tuple(name for name in known if name in learned)


def _serving(deployments: Mapping[str, Model]) -> dict[str, tuple[str, str]]:
    return {name: (model.name, model.version) for name, model in deployments.items()}


def _check_not_worse(model: Model, current: Model, name: str) -> None:
    old, new = current.bundle.description, model.bundle.description
    same = old.test_fingerprint and old.test_fingerprint == new.test_fingerprint
    if not same or MEASURED not in old.metrics or MEASURED not in new.metrics:
        return
    before, now = old.metrics[MEASURED], new.metrics[MEASURED]
    if now < before:
        raise ConflictError(
            f"model {model.name} has F1 {now:.3f} on the testing set, {current.name}, which serves"
            f" {name}, has {before:.3f}; --force deploys it all the same"
        )
