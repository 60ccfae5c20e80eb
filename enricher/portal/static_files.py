"""Styles, scripts and pictures, from the package; the styles as one sheet."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, HTTPException, Request, Response

router = APIRouter(include_in_schema=False)

SHEET = "portal.css"
_FIRST = "base.css"


@dataclass(frozen=True, slots=True)
class StaticFile:
    body: bytes
    media_type: str

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@cache
def static_files() -> dict[str, StaticFile]:
    """All of them by the name in their address."""
    root = files("enricher.portal").joinpath("static")
    found = {
        name: StaticFile(body, mimetypes.guess_type(name)[0] or "application/octet-stream")
        for name, body in _walk(root)
    }
    styles = [name for name in found if name.startswith("styles/")]
    ordered = sorted(styles, key=lambda name: (not name.endswith(_FIRST), name))
    sheet = b"\n".join(found.pop(name).body for name in ordered)
    return found | {SHEET: StaticFile(sheet, "text/css")}


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _walk(one, f"{prefix}{one.name}/")
        else:
            yield prefix + one.name, one.read_bytes()


@router.get("/static/{name:path}")
async def read_static(request: Request, name: str) -> Response:
    """Asked for anew each time, sent only when it has changed: modules name each other.

    A coroutine, as all is in memory: no page should wait for a thread to get its styles.
    """
    found = static_files().get(name)
    if found is None:
        raise HTTPException(404, f"there is no {name} here")
    headers = {"etag": found.etag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == found.etag:
        return Response(status_code=304, headers=headers)
    return Response(found.body, media_type=found.media_type, headers=headers)
