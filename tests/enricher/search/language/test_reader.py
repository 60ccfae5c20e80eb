from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from enricher.errors import QueryError
from enricher.expressions.schema_file import load_schema
from enricher.query.grammar import parse_where
from enricher.query.nodes import Condition, Not, Words
from enricher.query.parties import ask_for_shown
from enricher.query.questions import QuestionReading, Topic
from enricher.schema import merge_schemas
from enricher.search.language.lexicon import common_words
from enricher.search.language.reader import Reader
from enricher.values.party import party_key
from tests.tables import rows

CASES = rows(Path(__file__).with_name("questions.tsv"))
TODAY = date(2026, 12, 1)
PROJECTS = Path(__file__).parents[4] / "enricher" / "shipped" / "projects"
SCHEMA = merge_schemas(
    [(name, load_schema(PROJECTS / name / "schema.toml")) for name in ("contracts", "clauses")]
)
NAMES = (
    "3M Co.",
    "Acme Corp.",
    "Apple Inc.",
    "Bank of America N.A.",
    "Company",
    "Delaware Trust Co.",
    "General Electric Co.",
    "Harbor Bank Inc.",
    "Hertz Technologies Inc.",
    "Hewlett-Packard Co.",
    "Jane Roe",
    "Johnson and Johnson",
    "JPMorgan Chase Bank N.A.",
    "May Department Stores Co.",
    "Müller GmbH",
    "Nike Europe BV",
    "Nike Inc.",
    "Nokia Corporation",
    "Orion Labs Inc.",
    "Shell plc",
    "Target Corp.",
    "Vega LLC",
    "Washington Mutual Inc.",
)


class KnownParties:
    """The names of a small home."""

    def __init__(self, names: Sequence[str] = NAMES) -> None:
        self._names = {party_key(name): name for name in names}

    def shown(self, key: str) -> str | None:
        return self._names.get(key)

    def keys(self) -> dict[str, str]:
        return self._names

    def having(self, word: str, limit: int) -> list[str]:
        return [name for key, name in self._names.items() if f" {word} " in key + " "][:limit]

    def beginning(self, key: str, limit: int) -> list[str]:
        found = [name for one, name in self._names.items() if (one + " ").startswith(key + " ")]
        return found[:limit]


def counts(words: Sequence[str]) -> list[int]:
    known = {word for name in NAMES for word in party_key(name).split()} | common_words()
    return [int(word.casefold() in known) for word in words]


READER = Reader(lambda: SCHEMA, KnownParties(), counts, lambda: TODAY)


def chips_of(reading: QuestionReading) -> list[str]:
    return [f"{reading.text[one.start : one.end]} => {one.filter}" for one in reading.chips]


@pytest.mark.parametrize(("question", "chips", "topics", "respelled"), CASES)
def test_questions_are_read(question: str, chips: str, topics: str, respelled: str) -> None:
    reading = READER.read(question)
    assert chips_of(reading) == [one for one in chips.split("; ") if one]
    assert [one.category for one in reading.topics] == [one for one in topics.split(", ") if one]
    assert reading.respelled == (respelled or question)


def test_table_has_enough_questions_and_near_misses() -> None:
    assert len(CASES) >= 150
    assert sum(not chips for _, chips, _, _ in CASES) >= 40


@pytest.mark.parametrize("question", [one[0] for one in CASES])
def test_chips_say_what_where_reads(question: str) -> None:
    for chip in READER.read(question).chips:
        node = parse_where([chip.filter], SCHEMA.types, TODAY, choices=SCHEMA.choices)
        assert node is not None
        assert chip.node == ask_for_shown(node, SCHEMA.types, KnownParties().shown)


def test_signs_are_conditions_that_all_documents_meet() -> None:
    reading = READER.read('Party:nokia -draft "best efforts" leases')
    assert reading.where is not None
    assert [one.filter for one in reading.chips] == ['DocumentType="lease"']
    assert set(reading.words) == {"best", "efforts", "leases"}
    asked = READER.read("-draft").where
    assert asked == Not(Words(("draft",)))
    assert READER.read("ExpiryDate<2027 leases").where == Condition("ExpiryDate", "<", "2027-01-01")


def test_sign_of_a_field_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(QueryError, match="expected"):
        READER.read("EffectiveDate:banana leases")
    assert READER.read("regarding: banana").where is None


def test_words_are_taken_as_they_are_where_a_person_says_so() -> None:
    reading = READER.read("Nokai NDAs", respell=False)
    assert reading.respellings == ()
    assert [one.filter for one in reading.chips] == ['DocumentType="nda"']
    (respelling,) = READER.read("Nokai NDAs").respellings
    assert (respelling.start, respelling.end, respelling.word) == (0, 5, "Nokia")


def test_chip_that_is_not_meant_leaves_its_words() -> None:
    reading = READER.read("leases with Nike", ['DocumentType="lease"'])
    assert [one.category for one in reading.chips] == ["Party"]
    assert reading.words["leases"] == 1.0


def test_names_weigh_more_than_words_and_stop_words_nothing() -> None:
    words = READER.read("Who owns what Acme invents under the agreement?").words
    assert "Who" not in words
    assert words["Acme"] > words["owns"] > words["agreement"]


def test_question_of_stop_words_alone_is_looked_for_by_all_of_them() -> None:
    assert set(READER.read("who is it").words) == {"who", "is", "it"}


def test_topics_of_a_model_stand_beside_those_of_wordings() -> None:
    def topics(text: str) -> tuple[Topic, ...]:
        return (Topic("Insurance", 0.95), Topic("Unknown", 0.99))

    reader = Reader(lambda: SCHEMA, KnownParties(), counts, lambda: TODAY, topics)
    found = [one.category for one in reader.read("does Acme have audit rights").topics]
    assert found == ["Insurance", "AuditRights"]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    ["when ", "how long ", "$1 ", "in 2019 ", "Nike ", "under the laws of ", "notice ", "- "],
)
def test_text_that_is_no_question_is_read_as_far_as_one_goes(text: str) -> None:
    reading = READER.read(text * (9_000 // len(text)))
    assert len(reading.chips) <= 20
    assert len(reading.text) == len(reading.respelled)


def test_words_behind_what_is_read_for_names_are_looked_for() -> None:
    assert "zebra" in READER.read("the tenant pays rent " * 60 + "zebra").words


@pytest.mark.parametrize(
    ("text", "subject", "words"),
    [
        (
            "can Nokia hand the contract to others",
            "can hand the contract to others",
            "hand contract",
        ),
        ("who owns Acme's inventions", "who owns inventions", "owns inventions"),
        ("who must return Confidential Information", "", "return Confidential Information"),
        ("when does the Zworkl deal end", "when does the contract end", "end"),
        (
            "is Nokia told of fairs in Germany",
            "is told of fairs in Germany",
            "told fairs Germany",
        ),
        (
            "who sends Nokia's papers to the SEC in March",
            "who sends papers to the SEC in March",
            "sends papers SEC March",
        ),
        ("Nokia", "Nokia", "Nokia"),
        ("Nike Inc.", "", "Nike Inc"),
    ],
)
def test_subject_is_what_is_asked_less_names(text: str, subject: str, words: str) -> None:
    reading = READER.read(text, respell=False)
    assert reading.subject == (subject or text)
    assert list(reading.subject_words) == words.split()


def test_model_is_asked_without_what_tells_which_document_is_meant() -> None:
    asked: list[str] = []

    def topics(question: str) -> tuple[Topic, ...]:
        asked.append(question)
        return ()

    reader = Reader(lambda: SCHEMA, KnownParties(), counts, lambda: TODAY, topics)
    reading = reader.read("who pays for repairs under the supply agreement of Nokia and Vega")
    assert asked == ["who pays for repairs"]
    assert len(reading.chips) == 3
    reader.read("who are the parties to the contract between Nokia and Vega")
    assert asked[1:] == ["who are the parties to the contract"]
    reader.read("Nike Inc.")
    assert len(asked) == 2


def test_wordings_are_looked_for_in_the_whole_question() -> None:
    reading = READER.read("what is the agreement date of the Nokia deal")
    assert [one.category for one in reading.topics] == ["AgreementDate"]
