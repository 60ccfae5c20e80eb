"""The policies of the projects of a home, and the process in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from connectors.sandbox.pool import Sandbox
from enricher.audit.guard import read_policies
from enricher.enrichment.field_texts import read_fields
from enricher.errors import InputError
from enricher.models.registry import Registry
from enricher.policies.auditor import MEGABYTES, MOST_STOPS, SECONDS, Auditor, start_auditing
from enricher.policies.list_tables import Table
from enricher.policies.sets import PolicySet
from enricher.wiring.apart import read_sheet_apart

_IDLE_SECONDS = 60.0


def project_policies(home: Path, project: str) -> PolicySet:
    """As `enricher.audit.guard.read_policies`."""
    return read_policies(Registry(home.absolute()), project)


def read_table_apart(path: Path) -> Table:
    """Read a workbook, a CSV file or a text with a name per line, whoever sent it.

    Raises:
        InputError: it cannot be read, or not within the limits; paths are told as names.
    """
    try:
        if path.suffix.lower() == ".txt":
            lines = path.read_bytes().decode("utf-8-sig").splitlines()
            kept = [(at, one) for at, one in enumerate(lines, 1) if one.strip()]
            return Table(tuple((at, (one,)) for at, one in kept if not one.startswith("#")))
        sheet = read_sheet_apart(path)
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8 text; save it as UTF-8") from error
    except InputError as error:
        raise InputError(str(error).replace(f"{path.parent}/", "")) from error
    rows = ((row.number, tuple(cell.text for cell in row.cells)) for row in sheet.rows)
    return Table(((1, sheet.headings), *rows))


@contextmanager
def open_auditor(
    policies: PolicySet,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    most_stops: int = MOST_STOPS,
) -> Iterator[Auditor]:
    """Ask policies in a process of its own, which is started when the first is asked."""
    start = partial(start_auditing, policies, read_fields, megabytes)
    sandbox = Sandbox(start, 1, seconds, megabytes, 1_000_000, _IDLE_SECONDS)
    with sandbox:
        yield Auditor(policies, sandbox, most_stops)
