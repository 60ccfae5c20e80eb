"""A folder and its ledger, without a reader: a file's "text" is its content, its index a dict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from connectors.folders.intake import FileIntake
from connectors.folders.sweep import Sweep, Sweeper
from connectors.ledger.accounts import Accounts
from connectors.ledger.debts import OwedTable
from connectors.ledger.documents import DocumentTable
from connectors.ledger.files import FileTable
from connectors.ledger.ledger import open_ledger
from connectors.ledger.passages import PassageTable
from connectors.ledger.roots import RootTable
from enricher.documents import EnrichedText, ExtractedText, IndexedDocument, Reading
from enricher.documents.corrections import Corrected, Correction
from enricher.documents.passages import PassageVectors
from enricher.documents.records import to_record
from enricher.entities import Notice
from enricher.ledger.backlog import Job
from enricher.ledger.jobs import failure

IGNORE = (".*", "*.tmp")


class LedgerHome:
    """`content` starting with `bad` fails, `zip:a,b` has members a and b.

    Content (or the name of a member) that starts with `long` owes its entities. `embedded` are
    the texts that come with passages, each with its vector.
    """

    def __init__(self, folder: Path, home: Path, settle_seconds: float = 0.0) -> None:
        self.folder = folder
        self.database = open_ledger(home / "ledger.db")
        self.files = FileTable(self.database, self._correct, settle_seconds=settle_seconds)
        self.sweeper = Sweeper(
            self.database,
            self.files,
            home=home,
            settle_seconds=settle_seconds,
            guard=0.25,
            ignore=IGNORE,
        )
        self.intake = FileIntake(self.files, IGNORE)
        self.documents = DocumentTable(self.database, self._correct)
        self.owed = OwedTable(self.database, self._correct)
        self.passages = PassageTable(self.database)
        self.accounts = Accounts(self.database, settle_seconds=settle_seconds)
        self.root = RootTable(self.database).add(folder, None)
        self.index: dict[str, IndexedDocument] = {}
        self.embedded: dict[str, bytes] = {}
        self.read: list[str] = []
        """Names of the files that were opened to be read, in order."""

    def _correct(self, body: bytes, corrections: Sequence[Correction]) -> Corrected:
        raise AssertionError("nobody said anything")

    def sweep(self, *, confirmed: bool = False) -> Sweep:
        found = self.sweeper.sweep(self.root, confirmed=confirmed)
        self.work()
        return found

    def work(self) -> None:
        while self.intake.step(100):
            pass
        while jobs := self.documents.take(10):
            for job in jobs:
                self._read(job)
        self.files.forget_orphans()
        while batch := self.documents.batch(100):
            for document in batch.documents:
                self.index[document.id] = document
            for identity in batch.removed:
                self.index.pop(identity, None)
            self.documents.settle(batch, {})

    def _read(self, job: Job) -> None:
        self.read.append(job.path.name)
        content = job.path.read_text()
        if content.startswith("bad"):
            self.documents.fail(job, failure("failed", "it is bad"))
            return
        names = content[4:].split(",") if content.startswith("zip:") else []
        texts = [("", content), *((name, f"member {name}") for name in names)]
        records = [
            to_record(
                replace(
                    enriched(text, job.sha256, member, owed=(member or text).startswith("long")),
                    passages=self._passages(text),
                )
            )
            for member, text in texts
        ]
        self.documents.record(job, records)

    def _passages(self, text: str) -> PassageVectors | None:
        vector = self.embedded.get(text)
        return PassageVectors("e1", ((0, len(text)),), vector) if vector else None

    def contents(self) -> dict[str, str]:
        """Path (below the folder) -> text, as the index has it."""
        prefix = f"{self.folder}/"
        return {
            path.removeprefix(prefix): document.enriched.extracted.text
            for document in self.index.values()
            for path in document.paths
        }

    def id_of(self, name: str) -> str:
        path = f"{self.folder}/{name}"
        return next(one.id for one in self.index.values() if path in one.paths)


def enriched(text: str, sha256: str, member: str = "", *, owed: bool = False) -> EnrichedText:
    return EnrichedText(
        extracted=ExtractedText.of(Reading("text/plain", text), member, sha256, len(text)),
        language="en",
        coverage=1.0,
        models=(),
        entities=(),
        fields={},
        warnings=(Notice("entities_owed"),) if owed else (),
        owed=owed,
    )
