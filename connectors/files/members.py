"""One member of a mail or an archive as a file, unpacked again for a while.

    the file, the way to the member --container by container--> its bytes, in a folder of the caller's

What is found on the way is known by its digest alone: a member that is another one now is not given.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from connectors.files.mails import stage_attachments
from connectors.files.reader import Bounds, open_mail
from connectors.files.staging import Budget, Member, Staging
from connectors.files.unpack import container_kind, members, within_bounds
from enricher.documents import MEMBER_MARK
from enricher.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class MemberPlace:
    """Where a member is.

    Attributes:
        way: the names of the containers inside the file, and its own, as readers join them.
        sha256: of its bytes.
        bounds, ignore: those with which it was read: they decide how equal names are told apart.
        passwords: that may open what it is in.
    """

    way: str
    sha256: str
    bounds: Bounds
    ignore: tuple[str, ...] = ()
    passwords: tuple[str, ...] = field(default=(), repr=False)


def unpack_member(file: Path, place: MemberPlace, folder: Path) -> Path:
    """Put a member's bytes into a folder, which is the caller's to remove.

    Raises:
        NotFoundError: it is not there, or has changed.
    """
    budget = Budget.of(place.bounds.members, place.bounds.megabytes)
    for member in _along(file, file.name, place, budget, folder):
        if member.path is not None and member.sha256 == place.sha256:
            return member.path
    raise NotFoundError("the member that was read is not in its file any more")


def _along(
    path: Path, name: str, place: MemberPlace, budget: Budget, folder: Path, done: str = ""
) -> Iterator[Member]:
    """What stands at the end of the way; one name may begin another, so there may be several."""
    depth = done.count(MEMBER_MARK)
    if depth >= place.bounds.depth:
        return
    kind = container_kind(path, name)
    mail = open_mail(kind, path)
    if kind is None or (kind.is_mail and mail is None):
        return
    staging = Staging(Path(tempfile.mkdtemp(dir=folder)), budget, place.ignore, place.passwords)
    found = (
        within_bounds(stage_attachments(mail, staging), staging)
        if mail
        else members(kind, path, name, staging)
    )
    for member in found:
        way = done + member.name
        if way == place.way:
            yield member
        elif member.path is not None and place.way.startswith(way + MEMBER_MARK):
            inside = member.name.rsplit("/", 1)[-1]
            yield from _along(member.path, inside, place, budget, folder, way + MEMBER_MARK)
        if member.path is not None:
            member.path.unlink(missing_ok=True)
