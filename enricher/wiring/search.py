"""What searches a home; its index is opened when first asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from enricher.documents import EnrichedText
from enricher.ingestion.indexer import write_out
from enricher.query.nodes import Hit
from enricher.query.questions import QuestionReading, Topic
from enricher.schema import EntitySchema, merge_schemas
from enricher.search.rows import RowSearch
from enricher.search.saved_searches import SavedSearches, describe
from enricher.search.service import Search
from enricher.settings import Settings, secret_value
from enricher.wiring.home import Home

if TYPE_CHECKING:
    from connectors.answer_server.chat_completions import AnswerServer
    from enricher.ledger.alerts import Alert
    from enricher.ledger.looks import Look
    from enricher.ledger.searches import SavedSearch
    from enricher.search.alerts import SearchAlerts
    from enricher.search.answers import Answer
    from enricher.search.hybrid import HybridSearch, Mode, Write
    from enricher.search.language.reader import Reader
    from enricher.search.looks import SearchLooks

_WEEK = timedelta(days=7)


def search(home: Home) -> Search:
    return Search(
        find=lambda request: home.index.search(request),
        scan=lambda request: home.index.scan(request),
        parties=home.ledger.parties,
        schema=home.schema,
    )


def row_search(home: Home) -> RowSearch:
    return RowSearch(
        lambda: home.index.row_index,
        home.ledger.parties,
        home.schema,
        home.ledger.corrections.list,
    )


def hybrid_search(home: Home) -> HybridSearch:
    from enricher.search.hybrid import HybridSearch  # what searches by words does without NumPy

    return HybridSearch(
        index=home.index,
        search=search(home),
        read=lambda text, without: question_reader(home).read(text, without),
        signs=lambda: home.signs,
        answers=lambda question, hits: _answers(home, question, hits),
        write=_write(home.settings),
    )


def answer_server(settings: Settings) -> AnswerServer | None:
    """What writes answers; None where it is not set up, as it is not by default."""
    if not settings.answer_server_url:
        return None
    from connectors.answer_server.chat_completions import AnswerServer

    return AnswerServer(
        settings.answer_server_url,
        settings.answer_server_model,
        secret_value(settings.answer_server_key),
        settings.answer_server_seconds,
    )


def matches(home: Home, text: str, words: str, mode: Mode) -> Sequence[tuple[int, int]]:
    """Where in a text stand words that were searched for; raises QueryError."""
    from connectors.search.matches import find_matches as find_words
    from enricher.search.matches import find_matches

    return find_matches(
        text,
        words,
        mode,
        read=search(home).read,
        ask=lambda question: question_reader(home).read(question, ()),
        find=find_words,
    )


def _write(settings: Settings) -> Write | None:
    server = answer_server(settings)
    if server is None:
        return None
    from enricher.search.citations import write_answer

    most = settings.answer_server_characters
    return lambda question, hits, answers: write_answer(question, hits, answers, server, most)


def _answers(home: Home, question: QuestionReading, hits: Sequence[Hit]) -> tuple[Answer, ...]:
    from enricher.search.answers import find_answers

    known = home.schema()
    projects = set(home.registry.projects())

    def read(id: str) -> EnrichedText | None:
        document = home.ledger.documents.read(id)
        return document.enriched if document else None

    def schema_of(enriched: EnrichedText) -> EntitySchema:
        """Of a project that is there no more, nobody can say what it looked for."""
        read_by = sorted({one.project for one in enriched.models} & projects)
        return merge_schemas([(one, home.registry.project_schema(one)) for one in read_by])

    return find_answers(question, hits, read, known, schema_of)


def question_reader(home: Home) -> Reader:
    from enricher.search.language.reader import Reader
    from enricher.search.language.spelling import counts_of

    def topics(question: str) -> tuple[Topic, ...]:
        model = home.topics
        return model.topics(question, home.schema()) if model else ()

    return Reader(
        schema=home.schema,
        parties=home.ledger.parties,
        counts=counts_of(lambda request: home.index.search(request)),
        today=lambda: datetime.now().astimezone().date(),
        topics=topics if home.search_model else None,
    )


def saved_searches(home: Home) -> SavedSearches:
    def taken() -> Collection[str]:
        from enricher.wiring.audit import build_queries  # searching does without

        return build_queries(home).shipped()

    return SavedSearches(home.ledger.searches.add, search(home), taken)


def search_alerts(home: Home) -> SearchAlerts:
    from enricher.search.alerts import SearchAlerts

    settings = home.settings
    has_recipients = bool(settings.reminder_webhook or settings.reminder_mail_to)
    return SearchAlerts(home.ledger.alerts, home.ledger.searches.all, search(home), has_recipients)


def search_looks(home: Home) -> SearchLooks:
    from enricher.search.looks import SearchLooks

    return SearchLooks(home.ledger.looks, home.ledger.searches.all, search(home))


def searches_looked_at(
    home: Home, who: str | None
) -> list[tuple[SavedSearch, Alert | None, Look | None]]:
    """All saved searches, by name, with their alerts and when a user looked at them last.

    Args:
        who: None is everybody who does not sign in by name.
    """
    alerts = {one.search.id: one for one in home.ledger.alerts.all()}
    looks = home.ledger.looks.of(who)
    return [(one, alerts.get(one.id), looks.get(one.id)) for one in home.ledger.searches.all()]


def described_searches(home: Home, now: datetime, who: str | None = None) -> list[dict[str, Any]]:
    """As `searches_looked_at` has them, with how much their alerts found in the week before `now`."""
    new = home.ledger.alerts.new_since(now - _WEEK)
    found = searches_looked_at(home, who)
    return [describe(one, alert, new.get(one.id, 0), look) for one, alert, look in found]


def publisher(home: Home) -> Callable[[], int]:
    """What returns when the index has all that the ledger has."""
    return lambda: write_out(home.ledger.documents, home.index)
