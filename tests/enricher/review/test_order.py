"""Which fields need review: from facts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from enricher.documents import EnrichedText, ExtractedText, Reading
from enricher.documents.facts import (
    Facts,
    StoredFacts,
    dump_facts,
    facts_of,
    load_facts,
    review_facts,
)
from enricher.entities import Entity, EntitySource, Fact, FieldValue, Span
from enricher.review.order import Survey, row_of, survey
from enricher.review.queue import reviewed_categories
from enricher.schema import Category, EntitySchema
from enricher.values import DATE, DURATION, PARTY, PASSAGE
from tests.build import text_value

CATEGORIES = ("Party", "Term")
Values = Mapping[str, Sequence[tuple[Any, ...]]]


def stored(
    document: str, values: Values, denied: tuple[str, ...] = (), **left_out: float
) -> StoredFacts:
    facts = Facts(
        {name: tuple(Fact(*each) for each in found) for name, found in values.items()},
        left_out,
        denied,
    )
    return StoredFacts(document, f"sha of {document}", "p/m/1", dump_facts(facts))


def surveyed(*documents: StoredFacts, precision: float = 0.98) -> Survey:
    return survey(documents, lambda models: CATEGORIES, precision)


def term(document: str, *confidences: float) -> StoredFacts:
    values = {"Term": [(f"{number} years", one) for number, one in enumerate(confidences)]}
    return stored(document, {**values, "Party": [("Acme", 1.0)]})


def test_as_many_are_sure_as_keep_the_mean_at_the_precision() -> None:
    made = surveyed(term("a", 0.99), term("b", 0.97), term("c", 0.5), precision=0.97)
    # 1, 1, 1 and .99 and .97: all but the last, whose mean would be 5.46 / 6
    assert (made.sure, made.unsure) == (5, 1)
    assert made.expected == pytest.approx(4.96 / 5)
    assert made.doubtful == ("c",)
    assert made.others == ("a", "b")
    assert surveyed(term("c", 0.5), precision=0.5).unsure == 0


def test_fields_that_are_equally_sure_stay_together() -> None:
    made = surveyed(*(term(name, 0.9) for name in "abcdefgh"), precision=0.98)
    # With some of the eight the mean would still be .98; who could say with which?
    assert (made.sure, made.unsure) == (8, 8)


def test_the_least_sure_document_comes_first() -> None:
    made = surveyed(term("a", 0.8), term("b", 0.95, 0.2), term("c", 0.6), precision=1.0)
    assert made.doubtful == ("b", "c", "a")


def test_a_lack_wants_an_eye_where_most_documents_have_a_value() -> None:
    lacking = stored("d", {"Party": [("Acme", 1.0)]}, Term=0.7)
    made = surveyed(term("a", 1.0), term("b", 1.0), term("c", 1.0), lacking)
    assert made.categories["Term"].share == 0.75
    assert made.doubtful == ("d",)
    (cell,) = [one for one in cells(lacking, made) if one.category == "Term"]
    assert (cell.value, cell.state, cell.confidence) == (None, "doubtful", pytest.approx(0.25))
    nearly = stored("d", {"Party": [("Acme", 1.0)]}, Term=0.9)
    assert cells(nearly, made)[1].confidence == pytest.approx(0.1)  # the model nearly saw one
    alone = surveyed(lacking, stored("e", {"Party": [("Acme", 1.0)]}))
    assert alone.doubtful == ()
    assert cells(lacking, alone)[1].state == "unexpected"


def test_what_a_person_said_is_reviewed_and_dilutes_nothing() -> None:
    human = stored("h", {"Term": [("2 years", 1.0, True)], "Party": [("Acme", 0.97)]})
    made = surveyed(human, human)
    assert (made.reviewed, made.sure, made.unsure) == (2, 0, 2)
    lacking = stored("d", {"Party": [("Acme", 1.0)]}, denied=("Term",))
    said = surveyed(term("a", 1.0), term("b", 1.0), lacking)
    assert (said.reviewed, said.doubtful) == (1, ())
    assert cells(lacking, said)[1].state == "reviewed"


def test_documents_of_other_projects_lack_nothing() -> None:
    other = StoredFacts("o", "sha", "q/m/1", dump_facts(Facts()))
    made = survey([term("a", 1.0), other], lambda models: CATEGORIES if models == "p/m/1" else ())
    assert made.categories["Term"].share == 1.0
    assert made.doubtful == ()


def test_nothing_gives_nothing() -> None:
    made = surveyed()
    assert (made.unreviewed, made.doubtful, made.others) == (0, (), ())


def cells(one: StoredFacts, made: Survey) -> Any:
    return row_of(one, CATEGORIES, made.standard).cells


TEXT = "Acme and Bolt agree for 2 years or 3 years. IBAN, BIC."


def enriched(*spans: Span, owed: bool = False, text: str = TEXT) -> EnrichedText:
    entities = tuple(
        Entity(one, TEXT[one.start : one.end], text_value(TEXT[one.start : one.end]))
        for one in spans
    )
    fields: dict[str, list[FieldValue]] = {}
    for entity in entities:
        assert entity.value is not None
        found = fields.setdefault(entity.span.category, [])
        if entity.value not in [one.value for one in found]:
            found.append(FieldValue(entity.value, entity.span.confidence))
    left = (Span(24, 31, "Term", 0.4), Span(35, 42, "Term", 0.6), Span(0, 4, "Party", 0.3))
    return EnrichedText(
        ExtractedText.of(Reading("text/plain", text), "", "0" * 64, 1),
        "en",
        1.0,
        (),
        entities,
        {name: tuple(found) for name, found in fields.items()},
        owed=owed,
        spans=(left,),
    )


def test_facts_say_who_found_a_value_and_what_was_left_out() -> None:
    found = facts_of(
        enriched(
            Span(0, 4, "Party", 0.9),
            Span(9, 13, "Party", 1.0, EntitySource.HUMAN),
            Span(44, 48, "Code", 1.0, EntitySource.DETECTOR),
            Span(50, 53, "Code", 1.0, EntitySource.DETECTOR),
        )
    )
    assert found.values["Party"] == (Fact("Acme", 0.9), Fact("Bolt", 1.0, True))
    assert found.values["Code"] == (Fact("IBAN", 1.0),)  # one stands for all that is verified
    assert found.left_out == {"Term": 0.6}
    assert load_facts(dump_facts(found)) == found


def test_words_that_a_person_denied_are_not_left_out() -> None:
    found = facts_of(enriched(), {("Term", "3 years")})
    assert found.left_out == {"Term": 0.4, "Party": 0.3}
    none = facts_of(enriched(), {("Term", None)})
    assert (none.left_out, none.denied) == ({"Party": 0.3}, ("Term",))
    assert load_facts(dump_facts(none)) == none


def test_a_text_that_owes_its_entities_has_no_facts_yet() -> None:
    assert review_facts(enriched(owed=True)) is None
    assert review_facts(enriched(text=" \n")) == ""


def test_what_a_model_learns_is_reviewed_but_for_passages() -> None:
    schema = EntitySchema(
        (
            Category("Lender", PARTY, learned=True),
            Category("Cap", PASSAGE, learned=True),
            Category("Signed", DATE, "one", patterns=("signed (.*)",)),
            Category("End", DATE, "one", derived="fields.Signed"),
            Category("Duration", DURATION, detectors=("duration",)),
        )
    )
    assert reviewed_categories(schema) == ("Lender", "Signed")
