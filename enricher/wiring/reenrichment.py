"""What finds the outdated documents of a home, and reads them again."""

from __future__ import annotations

from functools import partial

from enricher.documents import EnrichedText
from enricher.ingestion.worker import Pool
from enricher.projects.reenrichment.requests import Reenrichment
from enricher.projects.reenrichment.runs import Outdated, Runs
from enricher.projects.reenrichment.trials import Trials
from enricher.wiring.derivations import derivations
from enricher.wiring.home import Home
from enricher.wiring.ingestion import StartIngestion, reenriching
from enricher.wiring.readers import reading
from enricher.wiring.search import search


def outdated(home: Home) -> Outdated:
    return Outdated(home.ledger.reenrichment, home.registry, search(home), derivations(home))


def runs(home: Home, start: StartIngestion = reenriching) -> Runs:
    ledger = home.ledger
    return Runs(
        outdated(home),
        ledger.reenrichment,
        ledger.documents,
        ledger.accounts.place_of,
        start=partial(start, home),
    )


def trials(home: Home) -> Trials:
    ledger = home.ledger
    return Trials(
        ledger.reenrichment.stored,
        ledger.accounts.place_of,
        ledger.corrections.standing,
        ledger.correct,
        ledger.derive,
        open_pool=partial(reading, home.path, home.settings),
        ahead=2 * home.settings.worker_count,
    )


def reenrichment(home: Home, pool: Pool[EnrichedText]) -> Reenrichment:
    ledger = home.ledger
    return Reenrichment(outdated(home), trials(home), ledger.reenrichment, ledger.documents, pool)
