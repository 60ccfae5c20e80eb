from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from enricher.documents import EnrichedText
from enricher.entities import Span
from enricher.query.nodes import And, Hit, HitPassage, SearchRequest, Words
from enricher.query.parser import join_nodes
from enricher.query.questions import Chip, QuestionReading, Topic
from enricher.schema import EntitySchema, merge_schemas
from enricher.search.answers import Answer, find_answers
from enricher.search.language.reader import Reader
from enricher.search.language.spelling import counts_of
from enricher.search.reasons import reasons_of
from enricher.wiring.home import Home, open_home
from tests.enricher.here import ingest
from tests.enricher.homes import FURTHER_SCHEMA, SCHEMA, make_home, write_texts

READING = QuestionReading("q", "q", {})
RULES = (
    SCHEMA
    + FURTHER_SCHEMA.replace(
        "patterns = ['ends on ([A-Z][a-z]+ \\d{1,2}, \\d{4})']",
        "patterns = ['ends on ([A-Z][a-z]+ \\d{1,2}, \\d{4})']\n"
        'derived = "plus(fields.EffectiveDate, fields.Term)"',
    )
    + r"""
[categories.Insurance]
type = "passage"
patterns = ['[A-Z][^.]*carry[^.]*insurance[^.]*\.']
"""
)
TEXTS = {
    "acme": "LEASE\n\nMade as of May 20, 2014 between Acme Inc. and Vega LLC. It ends on June 30, 2027."
    " The tenant shall carry fire insurance. It is governed by the laws of Delaware.\n",
    "second": "LEASE\n\nMade as of March 1, 2020 between Acme Inc. and Harbor Inc., for a term of"
    " three (3) years. It is governed by the laws of New York.\n",
    "orion": "SUPPLY AGREEMENT\n\nMade as of May 5, 2019 between Orion Labs Inc. and Quarry LLC."
    " Orion returns all papers of Quarry within ten days.\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("answers")
    texts = write_texts(folder / "texts", TEXTS)
    with open_home(make_home(folder / "home", RULES)) as opened:
        ingest(opened, texts)
        yield opened


def read(home: Home, id: str) -> EnrichedText | None:
    found = home.ledger.documents.read(id)
    return found.enriched if found else None


def ask(home: Home, text: str) -> tuple[Answer, ...]:
    """The answers to a question, with the documents that meet its chips as its hits."""
    schema = home.schema()
    find = home.index.search
    reader = Reader(home.schema, home.ledger.parties, counts_of(find), lambda: date(2026, 12, 1))
    question = reader.read(text)
    where = [chip.node for chip in question.chips]
    page = find(SearchRequest(where=join_nodes(And, where) if where else None, size=10))
    hits = [passaged(home, hit, tuple(chip.filter for chip in question.chips)) for hit in page.hits]

    def schema_of(enriched: EnrichedText) -> EntitySchema:
        projects = {one.project for one in enriched.models}
        return merge_schemas([(one, home.registry.project_schema(one)) for one in projects])

    return find_answers(question, hits, lambda id: read(home, id), schema, schema_of)


def passaged(home: Home, hit: Hit, meets: tuple[str, ...]) -> Hit:
    """A hit with its text as its one passage."""
    enriched = read(home, hit.id)
    assert enriched is not None
    text = enriched.extracted.text.strip()
    passage = HitPassage(0, len(text), None, text, 1.0, ("Insurance",))
    return Hit(
        hit.id, hit.score, hit.title, hit.paths, hit.fields, passages=(passage,), meets=meets
    )


def shown(answers: tuple[Answer, ...]) -> set[tuple[str, str, str]]:
    """What is said of each: its kind, the value, and the words where it stands."""
    return {(one.kind, one.value, one.evidence.text if one.evidence else "") for one in answers}


def test_field_is_answered_for_each_document_with_its_evidence(home: Home) -> None:
    answers = ask(home, "when does the contract of Acme end")
    assert shown(answers) == {
        ("value", "2027-06-30", "June 30, 2027"),
        ("value", "2023-03-01", "March 1, 2020"),  # derived of it
    }
    derived = next(one for one in answers if one.inputs)
    assert [one.category for one in derived.inputs] == ["EffectiveDate", "Term"]
    for one in answers:
        enriched = read(home, one.document)
        assert enriched is not None
        assert one.evidence is not None
        text = enriched.extracted.text
        assert text[one.evidence.start : one.evidence.end] == one.evidence.text
        sentence = one.evidence.sentence
        assert text[sentence.start :].startswith(sentence.text)
        assert one.confidence is not None
        assert 0 < one.confidence <= 1


def test_clause_is_answered_by_its_passage_and_what_has_none_is_told(home: Home) -> None:
    answers = ask(home, "does Acme have to carry insurance")
    assert shown(answers) == {
        ("passage", "", "The tenant shall carry fire insurance."),
        ("not_stated", "", ""),
    }
    assert {one.category for one in answers} == {"Insurance"}
    assert {one.coverage for one in answers} == {1.0}


def test_several_values_of_a_document_are_answers_each(home: Home) -> None:
    answers = ask(home, "who are the parties to the contract of Quarry LLC")
    assert {one.value for one in answers} == {"Orion Labs Inc.", "Quarry LLC"}


def test_question_that_asks_for_no_field_is_answered_by_the_best_passage(home: Home) -> None:
    (answer,) = ask(home, "who gives back the papers of Quarry LLC")
    assert answer.kind == "passage"
    assert answer.category == ""
    assert answer.confidence is None
    assert answer.evidence is not None
    assert answer.evidence.text == "Orion returns all papers of Quarry within ten days."
    assert answer.evidence.sentence.text.startswith("SUPPLY AGREEMENT")


def test_document_that_nobody_named_is_not_said_to_lack_something(home: Home) -> None:
    answers = ask(home, "what is the notice period")
    assert {one.kind for one in answers} == {"passage"}
    (told,) = ask(home, "what is the notice period of the contract of Quarry LLC")
    assert (told.kind, told.category) == ("not_stated", "NoticePeriod")


def test_condition_is_not_answered(home: Home) -> None:
    assert ask(home, "contracts ending in 2027") == ()


def test_clause_that_a_model_saw_and_did_not_take_is_told_as_unsure(home: Home) -> None:
    hit = next(
        one for one in home.index.search(SearchRequest(size=9)).hits if "second" in one.paths[0]
    )
    enriched = read(home, hit.id)
    assert enriched is not None
    start = enriched.extracted.text.index("It is governed")
    question = replace(READING, chips=(Chip(0, 1, "Term", "x", Words(("x",))),))
    schema = home.schema()

    def told(confidence: float, sureness: float = 0.9) -> list[tuple[str, float]]:
        span = Span(start, start + 14, "Insurance", confidence)
        seen = replace(enriched, spans=((span,),))
        asked = passaged(home, hit, ("x",))
        about = replace(question, topics=(Topic("Insurance", sureness),))
        answers = find_answers(about, [asked], lambda _: seen, schema, lambda _: schema)
        return [(one.kind, round(one.confidence or 0, 2)) for one in answers]

    assert told(0.3) == [("passage", 0.27)]
    assert told(0.15) == []
    assert told(0.05) == [("not_stated", 0.85)]
    assert told(0.05, sureness=0.85) == []  # something else may be asked for


def test_evidence_stands_in_the_text_or_there_is_no_answer(home: Home) -> None:
    hit = home.index.search(SearchRequest(size=1)).hits[0]
    stale = Hit(
        hit.id, 1.0, hit.title, hit.paths, {}, passages=(HitPassage(0, 5, None, "other", 1.0),)
    )
    question = Reader(
        home.schema, home.ledger.parties, counts_of(home.index.search), lambda: date(2026, 12, 1)
    ).read("who returns it")
    schema = home.schema()
    read_one = lambda id: read(home, id)  # noqa: E731
    assert find_answers(question, [stale], read_one, schema, lambda _: schema) == ()
    with pytest.raises(ValueError, match="evidence"):
        Answer("value", "id", "title", "Term", "2 years")


def test_reasons_tell_what_a_hit_has_and_what_it_lacks(home: Home) -> None:
    reader = Reader(
        home.schema, home.ledger.parties, counts_of(home.index.search), lambda: date(2026, 12, 1)
    )
    question = reader.read("insurance of Acme leases signed before 2010")
    hit = next(
        passaged(home, one, (question.chips[0].filter,))
        for one in home.index.search(SearchRequest(size=10)).hits
        if "acme" in one.paths[0]
    )
    reasons = reasons_of(question, hit, lambda word: word.lower().removesuffix("s"))
    (met,) = reasons.meets
    assert met.filter.startswith('Party="Acme Inc." or Bank="Acme Inc." or ')
    assert [one.category for one in reasons.lacks] == ["AgreementDate"]
    assert reasons.words == ("Acme", "insurance", "leases")
    assert reasons.topics == ("Insurance",)
