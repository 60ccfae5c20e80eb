"""A home with account statements, whose rows are searched."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from enricher.ingestion.indexer import write_out
from enricher.wiring.home import Home
from enricher.wiring.ingestion import collections
from tests.enricher.here import ingest

Movement = tuple[str, str, str]
"""Day (YYMMDD), amount (`D25,03`, `C1200,00`), description."""

SHOP = "NL69INGB0123456789"
RENT = "DE89370400440532013000"
MARCH: tuple[Movement, ...] = (
    ("250303", "D25,03", "Bakery de Wit"),
    ("250310", "C12000,00", "Acme Holdings, invoice 12"),
)
APRIL: tuple[Movement, ...] = (
    ("250401", "D11000,00", "Cash withdrawal"),
    ("250402", "D25,03", "Bakery de Wit"),
)


def mt940(account: str, movements: Iterable[Movement], currency: str = "EUR") -> str:
    """A statement; its closing balance is left out, so that nothing need add up."""
    lines = [":20:STATEMENT", f":25:{account}{currency}", ":28C:60", f":60F:C250228{currency}0,00"]
    for day, amount, description in movements:
        lines += [f":61:{day}{day[2:]}{amount}NTRFNONREF", f":86:{description}"]
    return "\n".join([*lines, "-", ""])


def write_statements(folder: Path) -> Path:
    """Two statements of a shop in euros, one of a landlord in francs."""
    folder.mkdir(parents=True)
    (folder / "march.sta").write_text(mt940(SHOP, MARCH))
    (folder / "april.sta").write_text(mt940(SHOP, APRIL))
    rent = [("250305", "C900,50", "Rent of Acme Holdings")]
    (folder / "rent.sta").write_text(mt940(RENT, rent, "CHF"))
    return folder


def ingest_statements(home: Home, folder: Path, *, rows: bool = True) -> Path:
    """Read statements into the collection `statements`."""
    write_statements(folder)
    collections(home).add("statements", folder, ["financial"])
    collections(home).search_rows("statements", rows, "")
    ingest(home, folder)
    publish(home)
    return folder


def publish(home: Home) -> None:
    """Have the index hear of all that the ledger has."""
    write_out(home.ledger.documents, home.index)
