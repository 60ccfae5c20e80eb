"""What the command line and the API have in common: each is one function with the same meaning."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from enricher.documents import display_path
from enricher.enrichment.extraction import Extraction, extract_files
from enricher.errors import InputError, NotFoundError
from enricher.history.events import Act
from enricher.ingestion.accounts import DEFAULT_DEPLOYMENT, Collection
from enricher.ingestion.worker import Pool
from enricher.models.registry import Registry, merge_schemas
from enricher.projects.names import check_name
from enricher.schema import EntitySchema
from enricher.settings import Settings
from enricher.wiring.home import Home
from enricher.wiring.ingestion import build_sweeper
from enricher.wiring.readers import find_files


def add_collection(
    home: Home, name: str, path: Path, serve: str | None = None, who: str = ""
) -> tuple[Collection, int]:
    """Put a folder into a collection and say which deployments read it.

    Args:
        serve: names of deployments joined by commas; None leaves a known collection as it is.
        who: says so; "" is who runs this process.

    Returns:
        The collection, and how many of its documents will be read again.

    Raises:
        InputError: the name or the path will not do.
        NotFoundError: there is no such deployment.
        SettingsError: two of the deployments give one category different types.
    """
    check_name(name, "collection")
    place = Path(os.path.realpath(path))
    check_there(place)
    read_again = 0
    if serve is not None:
        wanted = [one.strip() for one in serve.split(",") if one]
        read_again = _serve(home, name, wanted, who)
    place_in_collection(home, place, name, who)
    return next(one for one in home.ledger.collections.all() if one.name == name), read_again


def check_there(path: Path) -> None:
    """Whether something lies at a path that somebody named.

    Raises:
        InputError: nothing does, or nobody can tell.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"{display_path(path)} does not exist") from error
    except OSError as error:
        raise InputError(
            f"{display_path(path)} cannot be reached: {error.strerror or error}; let this user"
            " enter the folders above it, or connect its drive"
        ) from error


def place_in_collection(opened: Home, place: Path, name: str | None, who: str) -> None:
    """Read a folder or file from now on, in a collection; None is that of the folder above it.

    Raises:
        InputError: it is the home itself, whose files are no documents.
    """
    home = Path(os.path.realpath(opened.path))
    if place == home:
        raise InputError(
            f"{display_path(place)} is the home, where enricher keeps its own files; name the folder"
            " that holds the documents"
        )
    with opened.ledger.database.transaction():
        before = {root.path: root.collection for root in opened.ledger.roots.all()}
        root = opened.ledger.roots.add(place, name)
        is_ours = place.is_relative_to(home)  # where uploads are kept
        if before.get(place) != root.collection and not is_ours:
            opened.ledger.history.note(
                who, Act.COLLECTION, "collection", root.collection, folder=display_path(place)
            )


def serve_collection(
    home: Home, name: str, serve: Sequence[str], who: str
) -> tuple[Collection, int]:
    """Say which deployments read a collection that there is.

    Returns:
        The collection, and how many of its documents will be read again.

    Raises:
        InputError: nothing would read it.
        NotFoundError: there is no such collection or deployment.
        SettingsError: two of the deployments give one category different types.
    """
    if name not in (known := [one.name for one in home.ledger.collections.all()]):
        raise NotFoundError(f"there is no collection {name}; there are: {', '.join(known)}")
    if not serve:
        raise InputError(f"collection {name} needs a deployment that reads it")
    read_again = _serve(home, name, serve, who)
    return next(one for one in home.ledger.collections.all() if one.name == name), read_again


def _serve(home: Home, name: str, serve: Sequence[str], who: str) -> int:
    deployments = [str(home.registry.resolve(one)) for one in serve]
    merge_schemas([(one, home.registry.schema(one)) for one in deployments])
    with home.ledger.database.transaction():
        before = next((one.serve for one in home.ledger.collections.all() if one.name == name), ())
        read_again = home.ledger.collections.serve(name, deployments)
        if list(before) != deployments:
            home.ledger.history.note(
                who, Act.COLLECTION, "collection", name, serve=deployments, before=before
            )
    return read_again


def list_deployments(home: Home) -> list[str]:
    """All deployments that could read a collection, as `project/name`."""
    registry = home.registry
    return [
        f"{project}/{name}"
        for project in registry.projects()
        for name in registry.deployment_names(project)
    ]


def confirm_removals(home: Home, folder: str, who: str) -> int:
    """A person says that what vanished from a folder is meant to be gone.

    Returns:
        How many files were removed.

    Raises:
        NotFoundError: nothing is held back in a folder of that name.
    """
    for root in home.ledger.roots.all():
        if root.held and folder == display_path(root.path):
            return build_sweeper(home).sweep(root, confirmed=True, who=who).removed
    raise NotFoundError(f"nothing is held back in {folder}")


def resolve_project(home: Path, project: str | None = None) -> tuple[str, EntitySchema]:
    """The whole name and the schema of the deployment that a project (and deployment) names.

    Raises:
        NotFoundError: there is no such project or deployment.
    """
    registry = Registry(home.absolute())
    deployment = str(registry.resolve(project or DEFAULT_DEPLOYMENT))
    return deployment, registry.schema(deployment)


def extract(
    pool: Pool, paths: Sequence[Path], settings: Settings, deployment: str
) -> Iterator[Extraction]:
    """What lies at and below some paths, in the order of the paths, then of names."""
    files = find_files(paths, settings.ignore)
    return extract_files(files, pool, (deployment,), ahead=4 * settings.worker_count)
