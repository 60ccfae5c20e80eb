"""The ledger of a home: one database, and the tables over it. `schema.sql` says what rows are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from connectors.ledger.accounts import Accounts
from connectors.ledger.alerts import AlertTable
from connectors.ledger.arrivals import ArrivalTable
from connectors.ledger.assignments import AssignmentTable
from connectors.ledger.audits import AuditTable
from connectors.ledger.collections import CollectionTable
from connectors.ledger.comments import CommentTable
from connectors.ledger.corrections import CorrectionTable
from connectors.ledger.database import Database, Schema
from connectors.ledger.deadlines import DeadlineTable
from connectors.ledger.debts import OwedTable
from connectors.ledger.derivations import DerivationTable, Derive
from connectors.ledger.documents import DocumentTable
from connectors.ledger.facts import FactTable
from connectors.ledger.files import FileTable
from connectors.ledger.finding_log import FindingLogTable
from connectors.ledger.findings import FindingTable
from connectors.ledger.history import HistoryTable
from connectors.ledger.index_log import IndexLogTable
from connectors.ledger.looks import LookTable
from connectors.ledger.mappings import MappingTable
from connectors.ledger.owners import hand_back, this_process
from connectors.ledger.parties import PartyTable
from connectors.ledger.party_decisions import PartyDecisions
from connectors.ledger.passages import PassageTable
from connectors.ledger.policy_files import PolicyFileTable
from connectors.ledger.reenrichment import ReenrichmentTable
from connectors.ledger.reminders import ReminderTable
from connectors.ledger.roots import RootTable
from connectors.ledger.saved_searches import SavedSearchTable
from connectors.ledger.sessions import SessionTable
from connectors.ledger.trainings import TrainingTable
from connectors.ledger.users import UserTable
from enricher.documents.corrections import Correct
from enricher.files.versions import LEDGER_VERSION

_SCHEMA = Schema(
    "ledger",
    Path(__file__).with_name("schema.sql"),
    application_id=0x656E4C47,  # "enLG"
    version=LEDGER_VERSION,
    damaged=(
        "stop enricher and restore a copy of it (docs/deployment.md, Backup). Without a copy move it"
        " away and ingest again: documents are read again, but corrections, merged parties, accepted"
        " findings, saved searches and the history are in this file alone, so keep it"
    ),
    unknown=(
        "leave it where it is and ingest the documents into a new home (`enricher --home NEW ingest"
        " FOLDER`). What people decided in it (corrections, merged parties, accepted findings, saved"
        " searches, the history) is not carried over: the version that made it still shows it"
        " (`enricher corrections list --json`)"
    ),
)


def open_ledger(path: Path) -> Database:
    """Open the ledger of a home, making it where there is none."""
    return Database(path, _SCHEMA)


@dataclass(frozen=True)
class Ledger:
    """What a home remembers.

    Attributes:
        settle_seconds: a file younger than this is still being written.
        correct: lays corrections over a stored text.
        derive: makes the derived fields of a stored text anew.
    """

    database: Database
    settle_seconds: float
    correct: Correct
    derive: Derive

    @cached_property
    def roots(self) -> RootTable:
        return RootTable(self.database)

    @cached_property
    def collections(self) -> CollectionTable:
        return CollectionTable(self.database)

    @cached_property
    def mappings(self) -> MappingTable:
        return MappingTable(self.database)

    @cached_property
    def files(self) -> FileTable:
        return FileTable(self.database, self.correct, settle_seconds=self.settle_seconds)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.database, settle_seconds=self.settle_seconds)

    @cached_property
    def documents(self) -> DocumentTable:
        return DocumentTable(self.database, self.correct)

    @cached_property
    def owed(self) -> OwedTable:
        return OwedTable(self.database, self.correct)

    @cached_property
    def passages(self) -> PassageTable:
        return PassageTable(self.database)

    @cached_property
    def corrections(self) -> CorrectionTable:
        return CorrectionTable(self.database, self.correct)

    @cached_property
    def facts(self) -> FactTable:
        return FactTable(self.database)

    @cached_property
    def derivations(self) -> DerivationTable:
        return DerivationTable(self.database, self.derive, self.correct)

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

    @cached_property
    def policy_files(self) -> PolicyFileTable:
        return PolicyFileTable(self.database)

    @cached_property
    def deadlines(self) -> DeadlineTable:
        return DeadlineTable(self.database)

    @cached_property
    def reminders(self) -> ReminderTable:
        return ReminderTable(self.database)

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
    def trainings(self) -> TrainingTable:
        return TrainingTable(self.database)

    @cached_property
    def history(self) -> HistoryTable:
        return HistoryTable(self.database)

    @cached_property
    def searches(self) -> SavedSearchTable:
        return SavedSearchTable(self.database)

    @cached_property
    def arrivals(self) -> ArrivalTable:
        return ArrivalTable(self.database)

    @cached_property
    def alerts(self) -> AlertTable:
        return AlertTable(self.database)

    @cached_property
    def looks(self) -> LookTable:
        return LookTable(self.database)

    @cached_property
    def sessions(self) -> SessionTable:
        return SessionTable(self.database)

    @cached_property
    def users(self) -> UserTable:
        return UserTable(self.database)

    @cached_property
    def assignments(self) -> AssignmentTable:
        return AssignmentTable(self.database)

    @cached_property
    def comments(self) -> CommentTable:
        return CommentTable(self.database)

    def hand_back(self) -> None:
        """Free what this process has taken, and what those had that are no more."""
        hand_back(self.database, also=this_process())

    def hand_back_of_the_dead(self) -> None:
        """Free what processes had taken that are no more."""
        hand_back(self.database)
