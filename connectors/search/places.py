"""What `folder:` and `path:` ask for: a folder or a file, by its whole path or by the end of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from connectors.search.terms import folders, shown_form

_WHOLE = re.compile(r"/|[A-Za-z]:[/\\]")


@dataclass(frozen=True, slots=True)
class AskedPlaces:
    """Where a document has to be: below the folder, or at the path.

    Attributes:
        folder: with its closing slash; "" when none is asked for.
        path: of a file; "" when none is asked for.
        is_whole: they are whole paths, compared as they are; else ends of paths, which begin with a
            whole name and are compared without regard to case.
    """

    folder: str
    path: str
    is_whole: bool

    def hold(self, paths: Iterable[str]) -> bool:
        """Whether a document with these paths is there."""
        known = list(paths)
        return any(self._is(one, self.path) for one in known if self.path) or any(
            self._is(one, self.folder) for one in folders(known) if self.folder
        )

    def _is(self, path: str, place: str) -> bool:
        path, place = shown_form(path), shown_form(place)
        if self.is_whole:
            return path == place
        return f"/{path}".casefold().endswith(f"/{place}".casefold())


def asked_places(attribute: str, value: str) -> AskedPlaces:
    """What a value of `folder` or of `path` means.

    A path that ends with a slash is a folder, and one that is not whole may be either: `path:nda`
    finds what is below a folder of this name, and a file of this name.
    """
    is_whole = bool(_WHOLE.match(value))
    is_folder = attribute == "folder" or value.endswith("/")
    folder = value if value.endswith("/") else f"{value}/"
    if is_folder:
        return AskedPlaces(folder, "", is_whole)
    return AskedPlaces("" if is_whole else folder, value, is_whole)
