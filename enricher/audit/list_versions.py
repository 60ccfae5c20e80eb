"""Versions of a list: who made what of it, and which names came and went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enricher.audit.file_edits import kept_text
from enricher.errors import PolicyError
from enricher.ledger.events import Event
from enricher.policies.lists import parse_names

_COMPARED_BYTES = 1_000_000  # of two texts: larger ones are told without what changed
_TOLD = 100  # names of a version


@dataclass(frozen=True, slots=True)
class ListVersion:
    """What somebody made of the home's own file of a list.

    Attributes:
        sha256: of what it said from then on; None where it was removed.
        why: what they said of it; None where an edit of the file was merely seen.
        is_kept: whether it can be returned to.
        new, gone: how many names came and went; None where one of the two texts is not at hand.
        some_new, some_gone: the first of them.
    """

    at: datetime
    who: str
    sha256: str | None
    why: str | None
    is_kept: bool
    new: int | None = None
    gone: int | None = None
    some_new: tuple[str, ...] = ()
    some_gone: tuple[str, ...] = ()


def list_version(event: Event, folder: Path, *, is_compared: bool) -> ListVersion:
    """What an edit made of a list.

    Args:
        folder: of the home's own policies.
        is_compared: whether to tell what changed.
    """
    said = event.details
    after = kept_text(folder, said["file"], said["after"])
    version = ListVersion(event.at, event.who, said["after"], said.get("why"), after is not None)
    before = "" if said["before"] is None else kept_text(folder, said["file"], said["before"])
    after = "" if said["after"] is None else after
    if not is_compared or before is None or after is None:
        return version
    if len(before) + len(after) > _COMPARED_BYTES:
        return version
    try:
        old, new = (
            {one.name: None for one in parse_names(Path(said["file"]), text).rows}
            for text in (before, after)
        )
    except PolicyError:  # a file that was edited by hand
        return version
    came, went = [one for one in new if one not in old], [one for one in old if one not in new]
    return ListVersion(
        event.at,
        event.who,
        said["after"],
        said.get("why"),
        version.is_kept,
        len(came),
        len(went),
        tuple(came[:_TOLD]),
        tuple(went[:_TOLD]),
    )
