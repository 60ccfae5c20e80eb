"""A document's fields are the values its entities speak for."""

from enricher.enrichment.fields import resolve
from enricher.entities import Entity, EntitySource, Span, Value
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.confidence import Confidence
from enricher.values import PARTY, normalize_text

SCHEMA = parse_schema(
    {
        "categories": {
            "Party": {"type": "party", "learned": True},
            "Term": {"type": "duration", "cardinality": "one", "learned": True},
        }
    },
    "test",
)


def entity(
    category: str,
    display: str | None,
    confidence: float = 0.9,
    source: EntitySource = EntitySource.MODEL,
) -> Entity:
    value = Value("text", display) if display else None
    return Entity(Span(0, 1, category, confidence, source), display or "?", value)


def displays(*entities: Entity) -> dict[str, list[str]]:
    fields = resolve(entities, SCHEMA).fields
    return {category: [value.value.display for value in fields[category]] for category in fields}


def test_many_values_come_in_the_order_of_the_text() -> None:
    found = displays(entity("Party", "Nike"), entity("Party", "Acme"), entity("Party", "Nike"))
    assert found == {"Party": ["Nike", "Acme"]}


def test_case_makes_no_other_value_and_the_first_writing_stays() -> None:
    found = displays(entity("Party", "Nike Inc."), entity("Party", "NIKE Inc."))
    assert found == {"Party": ["Nike Inc."]}


def party(text: str, source: EntitySource = EntitySource.MODEL) -> Entity:
    value = normalize_text(PARTY, text).value
    return Entity(Span(0, 1, "Party", 0.9, source), text, value)


def test_two_writings_of_a_party_are_one_value_that_is_well_written() -> None:
    found = displays(
        party("ACME WIDGETS CORP."), party("Zeta B.V."), party("Acme Widgets Corporation")
    )
    assert found == {"Party": ["Acme Widgets Corporation", "Zeta B.V."]}


def test_a_persons_writing_of_a_name_is_kept() -> None:
    found = displays(party("Nike, Inc."), party("NIKE, Inc.", EntitySource.HUMAN))
    assert found == {"Party": ["NIKE Inc."]}


def test_one_value_is_that_with_the_most_evidence() -> None:
    found = displays(
        entity("Term", "2 years", 0.9),
        entity("Term", "3 years", 0.6),
        entity("Term", "3 years", 0.6),
    )
    assert found == {"Term": ["3 years"]}


def test_first_of_equals_is_chosen() -> None:
    assert displays(entity("Term", "2 years"), entity("Term", "3 years")) == {"Term": ["2 years"]}


def test_word_of_a_person_outweighs_the_model() -> None:
    found = displays(
        entity("Term", "2 years", 1.0),
        entity("Term", "2 years", 1.0),
        entity("Term", "3 years", 1.0, EntitySource.HUMAN),
    )
    assert found == {"Term": ["3 years"]}


def test_confidence_is_that_of_the_best_evidence() -> None:
    fields = resolve([entity("Party", "Nike", 0.5), entity("Party", "Nike", 0.8)], SCHEMA).fields
    assert fields["Party"][0].confidence == 0.8


def test_entities_without_a_value_or_a_category_of_the_schema_count_for_nothing() -> None:
    assert displays(entity("Party", None), entity("Unknown", "x")) == {}


def test_what_is_less_sure_than_the_threshold_is_no_entity_and_counts_for_no_field() -> None:
    found = [entity("Party", "Nike", 0.5), entity("Party", "Acme", 0.2), entity("Term", "x", 0.2)]
    resolved = resolve(found, SCHEMA, confidence=Confidence(thresholds={"Party": 0.4}))
    assert [one.text for one in resolved.entities] == ["Nike", "x"]
    assert [value.value.display for value in resolved.fields["Party"]] == ["Nike"]


def test_threshold_of_the_schema_stands_for_that_of_the_model() -> None:
    schema = parse_schema(
        {"categories": {"Party": {"type": "party", "learned": True, "threshold": 0.1}}}, "test"
    )
    found = [entity("Party", "Nike", 0.2)]
    resolved = resolve(found, schema, confidence=Confidence(thresholds={"Party": 0.4}))
    assert list(resolved.entities) == found
