"""What the command line and the API have in common: each is one function with the same meaning."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from enricher.documents import MEMBER_MARK, EnrichedText, IndexedDocument, display_path
from enricher.enrichment.extraction import Extraction, extract_files
from enricher.errors import InputError, NotFoundError
from enricher.history.events import Act
from enricher.ingestion.accounts import DEFAULT_DEPLOYMENT, Collection
from enricher.ingestion.jobs import NEXT_STEPS
from enricher.ingestion.worker import Pool
from enricher.models.registry import Registry, merge_schemas
from enricher.parties.identities import ask_for_shown, read_name
from enricher.projects.names import check_name
from enricher.schema import EntitySchema
from enricher.search.grammar import parse_query, parse_where
from enricher.search.nodes import ATTRIBUTES, And, Node, SearchPage, SearchRequest, Sort
from enricher.settings import Settings
from enricher.wiring.home import Home
from enricher.wiring.ingestion import build_sweeper
from enricher.wiring.readers import find_files


def search(
    home: Home,
    query: str = "",
    *,
    where: Sequence[str] = (),
    facets: Sequence[str] = (),
    facet_size: int = 20,
    sort: str = "relevance",
    size: int = 10,
    offset: int = 0,
) -> SearchPage:
    """Search an index with what a person wrote.

    Args:
        where: filters, which all must hold.
        sort: `relevance`, `date` (newest first) or a category, with `:asc` or `:desc` behind it.

    Raises:
        QueryError: the query or a filter cannot be read; it has the place of the fault.
        InputError: there is no such category to count or to sort by.
    """
    schema = home.schema()
    return home.index.search(
        replace(
            read_search(home, query, where=where, sort=sort),
            facets=tuple(dict.fromkeys(known_name(one, schema, "count") for one in facets)),
            facet_size=facet_size,
            size=size,
            offset=offset,
        )
    )


def read_search(
    home: Home, query: str = "", *, where: Sequence[str] = (), sort: str = "relevance"
) -> SearchRequest:
    """What a person wrote, as an index is asked; raises what `search` raises."""
    schema = home.schema()
    asked, filters = _read_words(home, schema, query, where)
    return SearchRequest(query=asked, where=filters, sort=_parse_sort(sort, schema))


def find_ids(home: Home, query: str, where: Sequence[str], most: int) -> tuple[list[str], int]:
    """The ids of what a search finds, `most` at most, and how many there are.

    Without scores and snippets, which of ten thousand hits would take seconds.

    Raises what `search` raises.
    """
    read = _read_words(home, home.schema(), query, where)
    nodes = tuple(node for node in read if node is not None)
    page = home.index.search(SearchRequest(where=And(nodes) if nodes else None, size=most))
    return [hit.id for hit in page.hits], page.total


def _read_words(
    home: Home, schema: EntitySchema, query: str, where: Sequence[str]
) -> tuple[Node | None, Node | None]:
    """What a person wrote, parties asked for by the names that are shown."""
    types = {category.name: category.type for category in schema.categories}
    today = datetime.now().astimezone().date()

    def ask(node: Node | None) -> Node | None:
        return node and ask_for_shown(
            node, types, lambda name: home.ledger.parties.shown(read_name(name)[1])
        )

    return ask(parse_query(query, types, today)), ask(parse_where(where, types, today))


def _parse_sort(text: str, schema: EntitySchema) -> Sort:
    name, _, direction = text.partition(":")
    if direction not in ("", "asc", "desc"):
        raise InputError(f"sort {text!r}: what follows the colon is asc or desc")
    if name == "relevance":
        return Sort()
    if name == "date":
        return Sort("date", descending=direction != "asc")
    return Sort(
        known_name(name, schema, "sort by", attributes=False), descending=direction == "desc"
    )


def known_name(name: str, schema: EntitySchema, act: str, *, attributes: bool = True) -> str:
    """The name as the schema writes it, whatever case it was given in."""
    names: tuple[str, ...] = schema.names + (ATTRIBUTES if attributes else ())
    for one in names:
        if one.casefold() == name.casefold():
            return one
    raise InputError(f"there is no category {name!r} to {act}; there are: {', '.join(names)}")


@dataclass(frozen=True, slots=True)
class Version:
    """A content that a document had, and since when."""

    sha256: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """All that is known of a document.

    Attributes:
        state: `pending`, `enriched` (read, not yet searchable), `searchable` (its entities are
            still being looked for), `indexed` or `failed`.
        indexed: what was found in it; None while nothing was.
        versions: oldest first; the last is the present one.
    """

    id: str
    sha256: str
    state: str
    kind: str
    reason: str
    paths: tuple[str, ...]
    versions: tuple[Version, ...]
    members: tuple[str, ...]
    parents: tuple[str, ...]
    indexed: IndexedDocument | None

    @property
    def title(self) -> str:
        if self.indexed is not None:
            return self.indexed.title
        return self.paths[0].rsplit("/", 1)[-1] if self.paths else self.id

    @property
    def enriched(self) -> EnrichedText | None:
        return None if self.indexed is None else self.indexed.enriched

    @property
    def next_step(self) -> str:
        return NEXT_STEPS.get(self.kind, "") if self.state == "failed" else ""

    @property
    def since(self) -> str:
        return f"{self.versions[-1].seen_at:%Y-%m-%d %H:%M}"


def show(home: Home, identity: str) -> Document:
    """Look a document up by its id, or the start of it.

    Raises:
        NotFoundError: there is none.
        InputError: several ids start so.
    """
    whole = find_id(home, identity)
    known = home.ledger.accounts.explain(whole)
    if known is None:
        raise NotFoundError(f"there is no document {identity}")
    return Document(
        id=known["id"],
        sha256=known["sha256"],
        state=known["state"],
        kind=known["kind"],
        reason=known["reason"],
        paths=tuple(known["paths"]),
        versions=tuple(
            Version(one["sha256"], datetime.fromtimestamp(one["seen_at"], UTC))
            for one in known["versions"]
        ),
        members=tuple(known["members"]),
        parents=tuple(known["parents"]),
        indexed=home.ledger.documents.read(whole),
    )


def find_id(home: Home, start: str) -> str:
    """Complete the start of an id.

    Raises:
        NotFoundError: no id starts so.
        InputError: several do.
    """
    ids = home.ledger.accounts.ids_from(start) if start else []
    if not ids:
        raise NotFoundError(f"there is no document {start}; a search shows ids")
    if len(ids) > 1 and start not in ids:
        raise InputError(f"{len(ids)} or more ids start with {start}; write more of it")
    return start if start in ids else ids[0]


def find_document(home: Home, named: str) -> str:
    """The id of the document at a path (`archive.zip!/member.pdf` for members), or of that id.

    Raises:
        NotFoundError: there is none.
        InputError: several ids start so.
    """
    file, _, member = named.partition(MEMBER_MARK)
    is_path = "\0" not in file  # which no system has in one, and Python refuses to look for
    at = home.ledger.accounts.id_at(Path(os.path.realpath(file)), member) if is_path else None
    return at or find_id(home, named)


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
