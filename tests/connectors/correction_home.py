"""A home of the ledger whose files are read by rules, and what people say about them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from connectors.ledger.corrections import CorrectionTable
from connectors.ledger.reenrichment import ReenrichmentTable
from enricher.documents import EnrichedText, ExtractedText, Reading
from enricher.documents.corrections import NOWHERE, Act, Corrected, Correction, Said
from enricher.documents.records import from_record, to_record
from enricher.enrichment.parts import Parts
from enricher.enrichment.pipeline import enrich_owed, enrich_text
from enricher.enrichment.stored_texts import Corrector
from enricher.entities import Notice
from enricher.ledger.backlog import Job
from enricher.ledger.jobs import failure
from enricher.models.memory import ModelMemory
from enricher.models.registry import Registry
from enricher.text.anchors import Anchor, anchor_at, find_words
from tests.connectors.ledger_home import LedgerHome

SCHEMA = r"""
[categories.Buyer]
type = "party"
patterns = ['to ([A-Z]\w+ LLC)']

[categories.Year]
type = "date"
cardinality = "one"
patterns = ['in (\d{4})']
"""
SALE = "Sold to Vega LLC and to Orion LLC in 2019, paid in 2020."


class CorrectionHome(LedgerHome):
    """Files are read by rules; those that start with `zip:` have members as their names say."""

    def __init__(self, folder: Path, home: Path) -> None:
        project = home / "projects" / "contracts"
        if not project.exists():
            project.mkdir(parents=True)
            (project / "schema.toml").write_text(SCHEMA)
        folder.mkdir(exist_ok=True)
        served = ModelMemory(Registry(home)).load("contracts")
        self._parts = Parts(extractor=None, models=(served,), max_characters=10_000)  # type: ignore[arg-type]
        self._corrector = Corrector(Registry(home))
        super().__init__(folder, home)
        self.corrections = CorrectionTable(self.database, self._correct)
        self.reenrichment = ReenrichmentTable(self.database)

    def _correct(self, body: bytes, corrections: Sequence[Correction]) -> Corrected:
        return self._corrector(body, corrections)

    def write(self, **files: str) -> None:
        for name, content in files.items():
            (self.folder / name).write_text(content)
        self.sweep()

    def remove(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink()
        self.sweep(confirmed=True)

    def say(
        self, file: str, words: str, category: str, act: Act = Act.TAG, occurrence: int = 1
    ) -> Correction:
        identity = self.id_of(file)
        text = self.index[identity].enriched.extracted.text
        anchor = anchor_at(text, *find_words(text, words)[occurrence - 1])
        correction = self.corrections.say(identity, Said(act, category, anchor), "ada")
        self.work()
        return correction

    def say_none(self, file: str, category: str) -> Correction:
        said = Said(Act.NONE, category, NOWHERE)
        correction = self.corrections.say(self.id_of(file), said, "ada")
        self.work()
        return correction

    def suppress(self, words: str, category: str) -> Correction:
        said = Said(Act.SUPPRESS, category, Anchor(words))
        correction = self.corrections.suppress(said, "ada")
        self.corrections.follow()
        self.work()
        return correction

    def undo(self, correction: Correction) -> None:
        self.corrections.undo(correction.id, "bob")
        self.corrections.follow()
        self.work()

    def values(self, file: str, category: str) -> list[str]:
        """As the index has them."""
        found = self.index[self.id_of(file)].enriched.fields.get(category, ())
        return [one.value.display for one in found]

    def states(self) -> dict[str, str]:
        """Of every correction its words and state."""
        return {one.said.anchor.words: one.state for one in self.corrections.list(undone=True)}

    def _read(self, job: Job) -> None:
        self.read.append(job.path.name)
        content = job.path.read_text()
        if content.startswith("bad"):
            self.documents.fail(job, failure("failed", "it is bad"))
            return
        texts = [("", content)]
        if content.startswith("zip:"):
            parts = content.removeprefix("zip:").split("|")
            texts += [(f"m{number}", part) for number, part in enumerate(parts)]
        self.documents.record(
            job, [to_record(self._enrich(text, job.sha256, member)) for member, text in texts]
        )

    def _enrich(self, text: str, sha256: str, member: str) -> EnrichedText:
        extracted = ExtractedText.of(Reading("text/plain", text), member, sha256, len(text))
        if text.startswith("long"):
            return EnrichedText(extracted, "en", warnings=(Notice("entities_owed"),), owed=True)
        return enrich_text(extracted, self._parts)

    def pay(self) -> None:
        for task in self.owed.take(10):
            self.owed.record(task, [to_record(enrich_owed(from_record(task.body), self._parts))])
        self.work()
