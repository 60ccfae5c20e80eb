"""The alias that is searched and written, and the index behind it.

    <name> (alias) -> <name>-v1-3       made by the template <name>-v1

An index is emptied by another that takes its place in one step, and each has its own uuid: the
generation. Its mapping says which format it has and which home fills it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from connectors.elasticsearch.client import reason
from connectors.elasticsearch.mapping import build_template
from enricher.errors import SettingsError, UnavailableError
from enricher.files.versions import ELASTICSEARCH_VERSION

logger = logging.getLogger(__name__)

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_PRIORITY = 300  # above those that a server comes with, at most 200


@dataclass(frozen=True, slots=True)
class Behind:
    """The index behind the alias.

    Attributes:
        rows: of an index of documents, the uuid of the one that has their rows; "" while none does.
    """

    index: str
    uuid: str
    format: int
    owner: str
    rows: str = ""


class Alias:
    """Every call may raise the client's errors; whoever calls translates them.

    Args:
        name: the alias.
        shards: of indexes that are made here.
        template: of these; shards and whether the server knows English make one.

    Raises:
        SettingsError: the server would not take the name.
    """

    def __init__(
        self,
        client: Elasticsearch,
        name: str,
        shards: int,
        template: Callable[[int, bool], dict[str, Any]] = build_template,
    ) -> None:
        if not _NAME.fullmatch(name):
            raise SettingsError(
                f"elasticsearch_index is {name!r}; it takes small letters, digits, - _ and ."
            )
        self._client = client
        self.name = name
        self._shards = shards
        self._template = template

    def find(self) -> Behind | None:
        """Raises UnavailableError when something else has the alias' name."""
        try:
            found = self._client.indices.get(
                index=self.name, filter_path="*.aliases,*.mappings._meta,*.settings.index.uuid"
            ).body
        except NotFoundError:
            return None
        if self.name in found:
            raise UnavailableError(
                f"{self.name} is an index of its own and no alias of enricher's;"
                " set elasticsearch_index to another name"
            )
        if len(found) != 1:
            raise UnavailableError(
                f"the alias {self.name} stands for {', '.join(sorted(found))}; leave it the one"
                " that enricher filled last"
            )
        ((index, facts),) = found.items()
        meta: dict[str, Any] = facts.get("mappings", {}).get("_meta", {}).get("enricher", {})
        uuid = facts["settings"]["index"]["uuid"]
        format, owner, rows = (meta.get(name) for name in ("format", "owner", "rows"))
        return Behind(index, uuid, int(format or 0), str(owner or ""), str(rows or ""))

    def make(self, owner: str) -> None:
        """Make the first index, unless another process is faster."""
        self._put_template()
        try:
            self._create(f"{self._stem}-1", owner, {self.name: {"is_write_index": True}})
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise

    def replace(self, behind: Behind, owner: str, *, keep: bool) -> None:
        """Put an empty index in the place of the one that is there.

        Args:
            keep: leave the other, without its alias, for a person to delete.
        """
        self._put_template()
        match = re.fullmatch(re.escape(self._stem) + r"-(\d+)", behind.index)
        index = f"{self._stem}-{int(match[1]) + 1 if match else 1}"
        # One that was made and never took its place, when a process was killed in between.
        self._client.indices.delete(index=index, ignore_unavailable=True)
        self._create(index, owner, {})
        leave = {"remove": {"index": behind.index, "alias": self.name}}
        self._client.indices.update_aliases(
            actions=[
                leave if keep else {"remove_index": {"index": behind.index}},
                {"add": {"index": index, "alias": self.name, "is_write_index": True}},
            ]
        )
        if keep:
            logger.warning(
                "index put aside index=%s instead=%s; it can be deleted", behind.index, index
            )

    def remove(self, behind: Behind) -> None:
        """Delete the index and with it the alias."""
        self._client.indices.delete(index=behind.index, ignore_unavailable=True)

    def note_rows(self, behind: Behind, rows: str) -> None:
        """Say in an index of documents which index has their rows."""
        meta = _meta(behind.owner) | {"rows": rows}
        self._client.indices.put_mapping(index=behind.index, meta={"enricher": meta})

    @property
    def _stem(self) -> str:
        return f"{self.name}-v{ELASTICSEARCH_VERSION}"

    def _create(self, index: str, owner: str, aliases: dict[str, Any]) -> None:
        meta = {"enricher": _meta(owner)}
        self._client.indices.create(index=index, mappings={"_meta": meta}, aliases=aliases)

    def _put_template(self) -> None:
        try:
            self._put(english=True)
        except BadRequestError as error:
            if "english" not in reason(error):
                raise
            self._put(english=False)

    def _put(self, *, english: bool) -> None:
        self._client.indices.put_index_template(
            name=self._stem,
            index_patterns=[f"{self._stem}-*"],
            template=self._template(self._shards, english),
            priority=_PRIORITY,
            version=ELASTICSEARCH_VERSION,
            meta={"made_by": "enricher"},
        )


def _meta(owner: str) -> dict[str, Any]:
    return {"format": ELASTICSEARCH_VERSION, "owner": owner}
