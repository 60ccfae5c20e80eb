"""A folder whose files hold names of parties, and its ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from connectors.ledger.parties import PartyTable
from connectors.ledger.party_decisions import PartyDecisions
from enricher.documents.records import to_record
from enricher.entities import FieldValue
from enricher.ledger.backlog import Job
from enricher.values import PARTY, normalize_text
from enricher.values.names.identities import read_name
from tests.connectors.ledger_home import LedgerHome, enriched


class PartyHome(LedgerHome):
    """A file holds its own name, a bar and its parties, as in `a|Nike, Inc.; Guarantor:Vega LLC`."""

    def __init__(self, folder: Path, home: Path) -> None:
        folder.mkdir(exist_ok=True)
        super().__init__(folder, home)
        self.parties = PartyTable(self.database)
        self.decisions = PartyDecisions(self.database)
        self.parties.follow_rule("test", lambda name: read_name(name)[1])

    def write(self, **files: str) -> None:
        for name, content in files.items():
            (self.folder / name).write_text(f"{name}|{content}")
        self.sweep()

    def remove(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink()
        self.sweep(confirmed=True)

    def merge(self, *names: str, into: str | None = None) -> str:
        known = dict(read_name(name) for name in (*names, *([into] if into else ())))
        merged = self.decisions.merge(known, read_name(into)[0] if into else None, "ada")
        self.work()
        return merged

    def split(self, *names: str) -> list[str]:
        parts = self.decisions.split(dict(read_name(name) for name in names), "ada")
        self.work()
        return parts

    def fields(self, file: str, category: str = "Party") -> list[str]:
        """The parties of a document as the index has them."""
        found = self.index[self.id_of(file)].enriched.fields.get(category, ())
        return [one.value.display for one in found]

    def shown(self) -> dict[str, int]:
        """Every party and how many documents have it."""
        return {party.name: party.documents for party in self.parties.all()}

    def _read(self, job: Job) -> None:
        self.read.append(job.path.name)
        content = job.path.read_text()
        fields: dict[str, list[FieldValue]] = {}
        for text in filter(None, content.partition("|")[2].split("; ")):
            category, _, name = text.rpartition(":")
            value = normalize_text(PARTY, name).value
            assert value is not None
            fields.setdefault(category or "Party", []).append(FieldValue(value, 0.9))
        found = {category: tuple(values) for category, values in fields.items()}
        self.documents.record(
            job, [to_record(replace(enriched(content, job.sha256), fields=found))]
        )
