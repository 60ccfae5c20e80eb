"""The mappings of a home, read anew when one of their files changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from connectors.structured.mappings.definition import SUFFIXES, Mapping, load_mapping
from enricher.errors import InputError
from enricher.ledger.mappings import SeenMapping


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A file of a mapping; `mapping` is None where it cannot be used."""

    path: Path
    seen: SeenMapping
    mapping: Mapping | None


def read_mapping_file(path: Path) -> MappingFile:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        mapping = load_mapping(path)
    except (InputError, OSError) as error:
        digest = "" if isinstance(error, OSError) else digest
        seen = SeenMapping(path.name, digest, _patterns(path), str(error))
        return MappingFile(path, seen, None)
    return MappingFile(path, SeenMapping(path.name, digest, mapping.files), mapping)


class MappingFolder:
    """The files of a folder, which need not exist."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._signature: list[tuple[str, int, int]] | None = None
        self._files: tuple[MappingFile, ...] = ()

    def files(self) -> Sequence[MappingFile]:
        """All of them in the order of their names."""
        paths, signature = [], []
        for path in sorted(self._path.glob("*")):
            if path.suffix in SUFFIXES and not path.name.startswith("."):
                try:
                    stat = path.stat()
                except OSError:
                    continue  # it went meanwhile, or is a link to nothing
                paths.append(path)
                signature.append((path.name, stat.st_mtime_ns, stat.st_size))
        if signature != self._signature:
            self._files = tuple(map(read_mapping_file, paths))
            self._signature = signature
        return self._files

    def of(self, path: Path, name: str) -> Sequence[MappingFile]:
        """Those that are for a file: one, but where two disagree."""
        return [one for one in self.files() if one.seen.covers(path, name)]


def _patterns(path: Path) -> tuple[str, ...]:
    """What a mapping that cannot be used is for, as far as can be told."""
    try:
        keys: Any = YAML(typ="safe").load(path)
        files = keys["files"] if isinstance(keys, dict) else ()
    except (YAMLError, OSError, RecursionError, ValueError, KeyError):
        return ()
    named = files if isinstance(files, list) else [files]
    return tuple(one for one in named if isinstance(one, str) and one)
