"""Projects, their models and deployments, on the disk: those of a home over those that ship.

<home>/projects/NAME/schema.toml          overrides the shipped schema of that name
<home>/projects/NAME/policies/            policies over the shipped ones, lists below them
<home>/projects/NAME/project.db           documents and labels
<home>/projects/NAME/choices.npz          what tells choices where rules find all else
<home>/projects/NAME/models/VERSION/      bundles
<home>/projects/NAME/models/names.json    which of them was trained under a name
<home>/projects/NAME/deployments.json     which of them serves under a name
"""

from __future__ import annotations

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from enricher.documents import ModelVersion
from enricher.errors import (
    ConflictError,
    InputError,
    ModelError,
    NotFoundError,
    SettingsError,
)
from enricher.expressions.schema_file import load_schema
from enricher.files.atomic import write_whole
from enricher.ledger.accounts import DEFAULT_ROUTES
from enricher.ledger.names import PRODUCTION, check_name
from enricher.ledger.routes import Route
from enricher.models.pointers import read_pointers
from enricher.recognizer.confidence import Confidence
from enricher.schema import EntitySchema, merge_schemas

if TYPE_CHECKING:
    from enricher.recognizer.bundle import ModelBundle

SCHEMA_FILE = "schema.toml"
POLICIES = "policies"
CHOICES_FILE = "choices.npz"
QUERIES_FILE = "queries.toml"
_SHIPPED = Path(str(files("enricher.shipped"))) / "projects"
SHIPPED_CHOICES = _SHIPPED / "contracts" / "model" / CHOICES_FILE
_MODELS_OF_OTHERS = {"clauses": "contracts"}
"""Projects that ship without a model of their own: that of another one finds their categories as well."""
RULES = "rules"
"""The name of what reads for a project that learns nothing."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """A name in a project that points to a model version.

    `model_path` is None for a project that learns nothing: detectors, patterns and lists read it, and
    what tells its choices lies at `choices_path`, unless that is what ships.
    """

    project: str
    name: str
    schema_path: Path
    model_path: Path | None
    choices_path: Path | None = None

    def __str__(self) -> str:
        return f"{self.project}/{self.name}"


class Registry:
    def __init__(self, home: Path, shipped: Path = _SHIPPED) -> None:
        self._own = home / "projects"
        self._shipped = shipped

    def resolve(self, text: str) -> Deployment:
        """Find `PROJECT` or `PROJECT/DEPLOYMENT`.

        Raises:
            NotFoundError: there is no such project or deployment; the message lists those there are.
            ModelError: the deployments file is damaged.
        """
        project, _, name = text.partition("/")
        name = name or PRODUCTION
        self._check_known(project)
        deployments = self._deployments(project)
        if name not in deployments:
            known = ", ".join(deployments) or "none"
            raise NotFoundError(f"project {project} has no deployment {name!r}; it has: {known}")
        model, schema = deployments[name], self._find(project, SCHEMA_FILE)
        choices = None if model else self.own_choices(project)
        return Deployment(project, name, schema, model, choices)

    def projects(self) -> list[str]:
        folders = (folder for base in (self._own, self._shipped) for folder in base.glob("*"))
        return sorted(
            {
                folder.name
                for folder in folders
                if not folder.name.startswith(".") and (folder / SCHEMA_FILE).exists()
            }
        )

    def deployments(self) -> list[str]:
        """All deployments that could read a collection, as `project/name`."""
        return [
            f"{project}/{name}"
            for project in self.projects()
            for name in self.deployment_names(project)
        ]

    def deployment_names(self, project: str) -> list[str]:
        return list(self._deployments(project))

    def own_folder(self, project: str) -> Path:
        """Where the home keeps what is its own of a project, shipped or not."""
        return self._own / project

    def own_choices(self, project: str) -> Path | None:
        """What tells choices in a project that learns nothing else; None where that is what ships."""
        path = self._own / project / CHOICES_FILE
        return path if path.exists() else None

    def write_choices(self, project: str, content: bytes) -> None:
        """Let a project that learns nothing else tell choices so from now on."""
        path = self._own / project / CHOICES_FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)

    def ships(self, project: str) -> bool:
        """Whether the project comes with enricher, whatever the home has of it."""
        return (self._shipped / project / SCHEMA_FILE).exists()

    def shipped_model(self, project: str) -> Path | None:
        if not self.ships(project):
            return None
        folder = self._shipped / _MODELS_OF_OTHERS.get(project, project) / "model"
        return folder if folder.exists() else None

    def bundle(self, project: str, folder: Path) -> ModelBundle:
        """Open a model of a project, which may be one that ships for several projects.

        Raises:
            ModelError: it is missing or damaged.
        """
        from enricher.recognizer.bundle import open_bundle

        bundle = open_bundle(folder)
        return replace(bundle, version=replace(bundle.version, project=project))

    def policy_folders(self, project: str) -> tuple[Path, Path]:
        """Where the policies of a project are: the home's own, which come first, and the shipped.

        Raises NotFoundError when there is no such project.
        """
        self._check_known(project)
        return self._own / project / POLICIES, self._shipped / project / POLICIES

    def queries_path(self, project: str) -> Path | None:
        """The audit queries that come with a project; None where it has none."""
        path = self._shipped / project / QUERIES_FILE
        return path if path.exists() else None

    def schema_path(self, project: str) -> Path:
        """Raises NotFoundError when there is no such project."""
        self._check_known(project)
        return self._find(project, SCHEMA_FILE)

    def create(self, project: str, schema: str) -> Path:
        """Make a project with the text of a schema file.

        Raises:
            ConflictError: there is one of that name.
            InputError: the name will not do.
        """
        check_name(project, "project")
        if project in self.projects():
            raise ConflictError(f"there is a project {project} already; choose another name")
        folder = self._own / project
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / SCHEMA_FILE, schema)
        return folder

    def delete(self, project: str) -> None:
        """Remove a project of this home, its labels and its models.

        Raises:
            NotFoundError: there is none of that name.
            InputError: it ships with enricher, and the home has nothing of its own of it.
        """
        self._check_known(project)
        folder = self._own / project
        if not folder.exists():
            raise InputError(f"project {project} ships with enricher and cannot be deleted")
        # Renamed first: a deletion that is interrupted leaves no project of which half is gone.
        gone = folder.with_name(f".{project}-deleted-{uuid.uuid4().hex[:8]}")
        folder.rename(gone)
        shutil.rmtree(gone)

    def _check_known(self, project: str) -> None:
        if project not in self.projects():
            known = ", ".join(self.projects())
            raise NotFoundError(f"there is no project {project!r}; there are: {known}")

    def schema(self, text: str) -> EntitySchema:
        return load_schema(self.resolve(text).schema_path)

    def merged_schema(self, deployments: Iterable[str]) -> EntitySchema:
        """The categories of all of them.

        Raises:
            SettingsError: two of them give one category different types.
        """
        return merge_schemas([(one, self.schema(one)) for one in deployments])

    def readers(self, project: str | None = None) -> tuple[Route, ...]:
        """What reads where somebody names a project (and deployment), or none.

        Raises:
            NotFoundError: there is no such project or deployment.
        """
        return (Route(str(self.resolve(project))),) if project else DEFAULT_ROUTES

    def project_schema(self, project: str) -> EntitySchema:
        """Raises NotFoundError when there is no such project."""
        return load_schema(self.schema_path(project))

    def searched_schema(self, project: str) -> EntitySchema:
        """The categories of a project, and of all others that a search can name beside them.

        Those of the other projects of the home are there, and what projects that ship have as they come.
        Of two categories of one name the project's own counts, else that of the first project.

        Raises NotFoundError when there is no such project.
        """
        known = {one.name: one for one in self.project_schema(project).categories}
        others = [
            base / one / SCHEMA_FILE
            for base in (self._own, self._shipped)
            for one in self.projects()
            if (base / one / SCHEMA_FILE).exists()
        ]
        for path in others:
            try:
                categories = load_schema(path).categories
            except SettingsError:
                continue  # said where that project is used
            for category in categories:
                known.setdefault(category.name, category)
        return EntitySchema(tuple(known.values()))

    def confidence(self, model: ModelVersion) -> Confidence | None:
        """How a model is to be believed, deployed or not; None when it is not there any more."""
        if model.name == RULES:
            return Confidence()
        folders = [self._own / model.project / "models" / model.version]
        if shipped := self.shipped_model(model.project):
            folders.append(shipped)
        for folder in folders:
            try:
                bundle = self.bundle(model.project, folder)
            except ModelError:
                continue
            if bundle.version == model:
                return bundle.description.confidence
        return None

    def deployed(self, text: str) -> ModelVersion:
        """What a deployment points to, as it says itself: for those who only compare.

        Raises:
            ModelError: the bundle is damaged.
        """
        deployment = self.resolve(text)
        if deployment.model_path is None:
            return _rules_version(deployment)
        path = deployment.model_path / "manifest.json"
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            return ModelVersion(deployment.project, said["name"], said["version"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"model {deployment.model_path} is damaged: {error}") from error

    def stamp(self, text: str) -> tuple[object, ...]:
        """What changes when a deployment or its schema does; cheaper than loading it."""
        deployment = self.resolve(text)
        found = deployment.schema_path.stat()
        choices = deployment.choices_path and deployment.choices_path.stat().st_mtime_ns
        return deployment.model_path, found.st_mtime_ns, found.st_size, choices

    def version(self, text: str) -> ModelVersion:
        """What a deployment points to, without loading it.

        Raises:
            ModelError: the bundle is damaged.
        """
        deployment = self.resolve(text)
        if deployment.model_path is None:
            return _rules_version(deployment)
        return self.bundle(deployment.project, deployment.model_path).version

    def _deployments(self, project: str) -> dict[str, Path | None]:
        found: dict[str, Path | None] = {}
        schema = load_schema(self._find(project, SCHEMA_FILE))
        if not schema.learned and (schema.categories or self.ships(project)):
            found[PRODUCTION] = None  # an empty schema over one that ships finds nothing
        if PRODUCTION not in found and (shipped := self.shipped_model(project)):
            found[PRODUCTION] = shipped
        folder = self._own / project
        pointers = read_pointers(folder / "deployments.json")
        found.update((name, folder / "models" / one[0]) for name, one in pointers.items())
        return found

    def _find(self, project: str, name: str) -> Path:
        own = self._own / project / name
        return own if own.exists() else self._shipped / project / name


def _rules_version(deployment: Deployment) -> ModelVersion:
    """A project without a model reads as its schema says."""
    digest = hashlib.sha256(deployment.schema_path.read_bytes())
    if deployment.choices_path is not None:
        digest.update(deployment.choices_path.read_bytes())
    return ModelVersion(deployment.project, RULES, digest.hexdigest()[:12])
