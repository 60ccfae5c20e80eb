"""What a home keeps, opened, and what ingests into it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.files.intake import FileIntake
from connectors.files.sweep import Sweeper
from connectors.ledger.accounts import Accounts
from connectors.ledger.audits import AuditTable
from connectors.ledger.collections import list_collections, set_serving
from connectors.ledger.corrections import CorrectionTable
from connectors.ledger.database import Database
from connectors.ledger.deadlines import DeadlineTable
from connectors.ledger.derivations import DerivationTable
from connectors.ledger.documents import DocumentTable
from connectors.ledger.facts import FactTable
from connectors.ledger.files import FileTable
from connectors.ledger.finding_log import FindingLogTable
from connectors.ledger.findings import FindingTable
from connectors.ledger.history import HistoryTable
from connectors.ledger.index_log import IndexLogTable
from connectors.ledger.ledger import hand_back, open_ledger, this_process
from connectors.ledger.owed import OwedTable
from connectors.ledger.parties import PartyTable
from connectors.ledger.party_decisions import PartyDecisions
from connectors.ledger.policy_files import SHIPPED, PolicyFileTable
from connectors.ledger.reenrichment import ReenrichmentTable
from connectors.ledger.reminders import ReminderTable
from connectors.ledger.roots import add_root, list_roots, root_above
from connectors.ledger.saved_searches import SavedSearchTable
from connectors.ledger.sessions import SessionTable
from connectors.ledger.trainings import TrainingTable
from connectors.ledger.uploads import admit
from enricher.enrichment.corrections import Correct, Corrected, Correction
from enricher.errors import SettingsError
from enricher.ingestion.accounts import DEFAULT_DEPLOYMENT, Collection, Root
from enricher.ingestion.indexer import FollowedIndex, Indexer
from enricher.ingestion.worker import Lane, Worker
from enricher.models.registry import Registry, merge_schemas
from enricher.parties.identities import key_rule, read_name
from enricher.schema import EntitySchema
from enricher.search.index import SearchIndex
from enricher.settings import Settings, load_settings
from enricher.wiring.readers import catching_up, reading

if TYPE_CHECKING:
    from connectors.files.watcher import Watcher
    from enricher.ingestion.stored_texts import Deriver


_INDEX = "index"


@dataclass(frozen=True)
class Store:
    """What a home keeps, opened."""

    home: Path
    settings: Settings
    database: Database

    @cached_property
    def index(self) -> SearchIndex:
        """Opened when first needed; accounts are told without it."""
        if self.settings.uses_elasticsearch:
            from enricher.wiring.elasticsearch import build_index

            return build_index(self.home, self.settings)
        from connectors.tantivy.index import TantivyIndex

        return FollowedIndex(TantivyIndex(self.home / _INDEX), self.documents)

    def index_damage(self) -> str:
        """What is damaged in the embedded index, "" when it is whole; nothing is mended.

        Raises:
            UnavailableError: it cannot be read now.
        """
        if self.settings.uses_elasticsearch:
            return ""
        from connectors.tantivy.folder import examine_folder

        return examine_folder(self.home / _INDEX)

    @cached_property
    def files(self) -> FileTable:
        return FileTable(
            self.database,
            self.correct,
            settle_seconds=self.settings.settle_seconds,
        )

    @cached_property
    def sweeper(self) -> Sweeper:
        return Sweeper(
            self.database,
            self.files,
            home=Path(os.path.realpath(self.home)),
            settle_seconds=self.settings.settle_seconds,
            guard=self.settings.removal_guard,
            ignore=self.settings.ignore,
        )

    def roots(self) -> list[Root]:
        return list_roots(self.database)

    def root_above(self, path: Path) -> Root | None:
        return root_above(self.database, path)

    def add_root(self, path: Path, collection: str | None) -> Root:
        return add_root(self.database, path, collection)

    def collections(self) -> list[Collection]:
        return list_collections(self.database)

    def set_serving(self, collection: str, serve: Sequence[str]) -> int:
        return set_serving(self.database, collection, serve)

    def admit(self, path: Path, root: Root, sha256: str) -> str | None:
        return admit(self.database, self.sweeper, self.files, path, root, sha256)

    @cached_property
    def documents(self) -> DocumentTable:
        return DocumentTable(self.database, self.correct)

    @cached_property
    def owed(self) -> OwedTable:
        return OwedTable(self.database, self.correct)

    @cached_property
    def corrections(self) -> CorrectionTable:
        return CorrectionTable(self.database, self.correct)

    def correct(self, body: bytes, corrections: Sequence[Correction]) -> Corrected:
        """Lay corrections over a stored text; what that needs is loaded when it is first asked."""
        return self._corrector(body, corrections)

    @cached_property
    def _corrector(self) -> Correct:
        from enricher.ingestion.stored_texts import Corrector

        return Corrector(self.registry)

    @cached_property
    def deriver(self) -> Deriver:
        """Loaded when a text is first derived anew."""
        from enricher.ingestion.stored_texts import Deriver

        return Deriver(self.registry)

    @cached_property
    def derivations(self) -> DerivationTable:
        return DerivationTable(self.database, lambda body: self.deriver(body), self.correct)

    @cached_property
    def facts(self) -> FactTable:
        return FactTable(self.database, self.correct)

    @cached_property
    def findings(self) -> FindingTable:
        return FindingTable(self.database)

    @cached_property
    def finding_log(self) -> FindingLogTable:
        return FindingLogTable(self.database)

    @cached_property
    def index_log(self) -> IndexLogTable:
        return IndexLogTable(self.database)

    @cached_property
    def audits(self) -> AuditTable:
        return AuditTable(self.database)

    def see_policies(self, project: str) -> int:
        """Tell the history of edits of policies and lists; returns how many were seen."""
        from enricher.policies.files import policy_files

        own, shipped = self.registry.policy_folders(project)
        files = {
            prefix + str(path.relative_to(folder)): _sha256(path)
            for folder, prefix in ((shipped, SHIPPED), (own, ""))
            for path in policy_files(folder)
        }
        return self.policy_files.see(project, files)

    @cached_property
    def policy_files(self) -> PolicyFileTable:
        return PolicyFileTable(self.database)

    @cached_property
    def deadlines(self) -> DeadlineTable:
        return DeadlineTable(self.database)

    @cached_property
    def reminders(self) -> ReminderTable:
        return ReminderTable(self.database)

    def hand_back_of_the_dead(self) -> None:
        """Free what processes had taken that are no more."""
        hand_back(self.database)

    @cached_property
    def reenrichment(self) -> ReenrichmentTable:
        return ReenrichmentTable(self.database)

    @cached_property
    def parties(self) -> PartyTable:
        return PartyTable(self.database)

    @cached_property
    def party_decisions(self) -> PartyDecisions:
        return PartyDecisions(self.database)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.database, settle_seconds=self.settings.settle_seconds)

    @cached_property
    def trainings(self) -> TrainingTable:
        return TrainingTable(self.database)

    @cached_property
    def history(self) -> HistoryTable:
        return HistoryTable(self.database)

    @cached_property
    def searches(self) -> SavedSearchTable:
        return SavedSearchTable(self.database)

    @cached_property
    def sessions(self) -> SessionTable:
        return SessionTable(self.database)

    @cached_property
    def registry(self) -> Registry:
        return Registry(self.home)

    def schema(self) -> EntitySchema:
        """The categories of all that reads any collection; what queries may name."""
        deployments = {one for known in self.collections() for one in known.serve}
        names = sorted(deployments | {DEFAULT_DEPLOYMENT})
        return merge_schemas([(name, self.registry.schema(name)) for name in names])


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


@contextmanager
def open_store(home: Path, settings: Settings | None = None) -> Iterator[Store]:
    """Open a home, making it where needed, for this user alone.

    Raises:
        SettingsError: the home cannot be made or a setting is wrong.
    """
    home = home.absolute()
    settings = settings or load_settings(home)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        home.mkdir(mode=0o700, exist_ok=True)  # contracts are for whoever reads them here, alone
    except OSError as error:
        raise SettingsError(f"home {home} cannot be made: {error.strerror}") from error
    database = open_ledger(home / "ledger.db")
    store = Store(home, settings, database)
    try:
        store.parties.follow_rule(key_rule(), lambda name: read_name(name)[1])
        yield store
    finally:
        if "index" in vars(store):
            store.index.close()
        database.close()


@dataclass(frozen=True, slots=True)
class Ingestion:
    """A worker and an indexer at work on one home."""

    store: Store
    worker: Worker
    indexer: Indexer

    def hand_back_of_the_dead(self) -> None:
        hand_back(self.store.database)


@contextmanager
def ingesting(store: Store) -> Iterator[Ingestion]:
    """Start reading and indexing; at the end what is in flight is finished or handed back."""
    settings = store.settings
    hand_back(store.database)
    store.corrections.follow()
    intake = FileIntake(store.files, settings.ignore)
    try:
        with (
            reading(store.home, settings) as readers,
            catching_up(store.home, settings) as late_readers,
            Indexer(store.documents, store.index, settings.commit_seconds) as indexer,
        ):
            retries = settings.attempts, settings.retry_seconds
            count = settings.worker_count
            lanes = (
                Lane(store.documents, readers, 2 * count, *retries),
                Lane(store.owed, late_readers, count, *retries),
            )
            yield Ingestion(store, Worker(intake, lanes), indexer)
    finally:
        hand_back(store.database, also=this_process())


class _NoFiles:
    """Satisfies `enricher.ingestion.backlog.Intake` where no file is to be taken."""

    def step(self, limit: int) -> int:
        return 0


@contextmanager
def reenriching(store: Store) -> Iterator[Ingestion]:
    """Start to read texts that owe entities, and nothing else: files are left alone."""
    settings = store.settings
    hand_back(store.database)
    store.corrections.follow()
    try:
        with (
            reading(store.home, settings) as readers,
            Indexer(store.documents, store.index, settings.commit_seconds) as indexer,
        ):
            lane = Lane(
                store.owed,
                readers,
                2 * settings.worker_count,
                settings.attempts,
                settings.retry_seconds,
            )
            yield Ingestion(store, Worker(_NoFiles(), [lane]), indexer)
    finally:
        hand_back(store.database, also=this_process())


def watching(store: Store, roots: Sequence[Root]) -> Watcher:
    """What keeps the ledger in step with folders, not yet started."""
    from connectors.files.watcher import Watcher

    return Watcher(store.sweeper, roots, store.settings.sweep_seconds)
