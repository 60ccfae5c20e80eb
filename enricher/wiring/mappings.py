"""The mappings of a home: read, followed, and tried on a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from enricher.documents import Reading, display_path
from enricher.errors import InputError, NotFoundError
from enricher.files.atomic import write_whole
from enricher.ingestion.mappings import FollowedMappings
from enricher.ledger.mappings import FOLDER, SeenMapping
from enricher.wiring.home import Home


def home_mappings(home: Path) -> Sequence[SeenMapping]:
    """The mappings of a home, which need not exist."""
    from connectors.structured.mappings.folder import MappingFolder

    return [one.seen for one in MappingFolder(home / FOLDER).files()]


def followed_mappings(home: Home) -> FollowedMappings:
    from connectors.structured.mappings.folder import MappingFolder

    folder = MappingFolder(home.path / FOLDER)
    return FollowedMappings(home.ledger.mappings, lambda: [one.seen for one in folder.files()])


def add_mapping(home: Path, file: Path) -> Path:
    """Put a mapping into a home; returns where it lies there.

    Raises:
        InputError: it cannot be used, or its name does not end as that of a mapping.
    """
    from connectors.structured.mappings.definition import SUFFIXES, load_mapping

    load_mapping(file)
    if file.suffix not in SUFFIXES:
        raise InputError(f"{display_path(file)}: the name of a mapping ends in {SUFFIXES[0]}")
    place = home / FOLDER / file.name
    write_whole(place, file.read_bytes())
    return place


def try_mapping(home: Path, mapping: str, file: Path) -> Reading:
    """What a mapping finds in a file.

    Args:
        mapping: the path of its file, or the name of one of the home.

    Raises:
        NotFoundError: there is no such mapping.
        InputError: it cannot be used, or the file has not what it names.
    """
    from connectors.structured.mappings.definition import SUFFIXES, load_mapping
    from connectors.structured.mappings.reader import read_mapped
    from connectors.structured.mappings.records import UnmetError

    names = (mapping, *(f"{mapping}{suffix}" for suffix in SUFFIXES))
    places = [Path(mapping), *(home / FOLDER / name for name in names)]
    path = next((one for one in places if one.is_file()), None)
    if path is None:
        raise NotFoundError(
            f"there is no mapping {mapping}: name its file, or one of {display_path(home / FOLDER)}"
        )
    try:
        return read_mapped(file, load_mapping(path))
    except UnmetError as error:
        raise InputError(
            f"the mapping {path.name} does not fit {display_path(file)}: {error}"
        ) from error
    except OSError as error:
        raise InputError(f"{display_path(file)} cannot be read: {error.strerror}") from error
