"""Elasticsearch at the server of the settings: the index of a home, and those of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enricher.documents import EnrichedText
from enricher.errors import SettingsError
from enricher.ledger.routes import Route
from enricher.query.index import HomeIndex
from enricher.settings import Settings, secret_value

if TYPE_CHECKING:
    from connectors.elasticsearch.client import Access
    from enricher.ingestion.foreign.content import Content
    from enricher.query.foreign_index import ForeignIndex


def build_index(home: Path, settings: Settings) -> HomeIndex:
    from connectors.elasticsearch.index import ElasticsearchIndex

    return ElasticsearchIndex(
        _access(settings),
        home / "elasticsearch",
        settings.elasticsearch_index,
        shards=settings.elasticsearch_shards,
        bulk_bytes=settings.elasticsearch_bulk_megabytes << 20,
    )


def _access(settings: Settings) -> Access:
    from connectors.elasticsearch.client import Access

    return Access(
        url=settings.elasticsearch_url,
        cloud_id=settings.elasticsearch_cloud_id,
        user=settings.elasticsearch_user,
        password=secret_value(settings.elasticsearch_password),
        api_key=secret_value(settings.elasticsearch_api_key),
        ca=settings.elasticsearch_ca,
        certificate=settings.elasticsearch_certificate,
        key=settings.elasticsearch_key,
        seconds=settings.elasticsearch_seconds,
    )


@contextmanager
def open_foreign(
    settings: Settings,
    index: str,
    field: str,
    prefix: str,
    query: str = "",
    part: tuple[int, int] | None = None,
) -> Iterator[ForeignIndex]:
    """An index that somebody else fills, at the server of the settings.

    Raises:
        SettingsError: they name no server.
        InputError: what is asked for cannot be.
    """
    if not settings.uses_elasticsearch:
        raise SettingsError("no Elasticsearch: set elasticsearch_url (`enricher settings`)")
    from connectors.elasticsearch.foreign import ElasticsearchForeignIndex

    access = _access(settings)
    foreign = ElasticsearchForeignIndex(access, index, field, prefix, query, part)
    try:
        yield foreign
    finally:
        foreign.close()


@contextmanager
def foreign_content(
    served: tuple[Route, ...], *, is_file: bool, root: Path | None
) -> Iterator[Content]:
    """How the field of a foreign document is read.

    Args:
        is_file: it holds a file in base64, or with `root` the path of one below that folder.
    """
    from enricher.ingestion.foreign.content import AttachedContent, FileContent, TextContent

    if not is_file:
        yield TextContent(served)
    elif root is not None:
        yield FileContent(served, root)
    else:
        with AttachedContent(served) as content:
            yield content


def elasticsearch_role(settings: Settings, enriched: str | None = None) -> dict[str, Any]:
    """The role that the index of a home needs, or the one that enriching an index in place does."""
    from connectors.elasticsearch.role import role_to_enrich, role_to_index

    return role_to_enrich(enriched) if enriched else role_to_index(settings.elasticsearch_index)


def index_fields(
    enriched: EnrichedText, models: Sequence[str], *, with_text: bool = False
) -> dict[str, Any]:
    """What `enricher elasticsearch enrich` adds to a document, for those who add it themselves.

    Args:
        models: those that read it, or could not (`project/name/version`).
        with_text: the text goes in as well.
    """
    from connectors.elasticsearch.document import build_addition

    digest = enriched.extracted.sha256
    return build_addition(enriched, models, digest, datetime.now(UTC), with_text=with_text)
