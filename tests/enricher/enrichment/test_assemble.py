from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from enricher.documents import EnrichedText, ExtractedText, ModelVersion, Reading
from enricher.documents.boxes import WordBoxes
from enricher.documents.corrections import (
    NOWHERE,
    OF_TABLES,
    WAITING,
    Act,
    Correction,
    Said,
    words_key,
)
from enricher.documents.notices import in_words
from enricher.documents.records import from_record, to_record
from enricher.enrichment.assemble import assemble
from enricher.enrichment.evidence import identity_of
from enricher.enrichment.overlay import GONE, apply_corrections
from enricher.enrichment.parts import Parts, Rules, ServedModel
from enricher.enrichment.pipeline import enrich_text
from enricher.enrichment.stored_texts import Corrector
from enricher.entities import Entity, EntitySource, Notice, Recognition, Span
from enricher.expressions.schema_file import parse_schema
from enricher.models.memory import ModelMemory
from enricher.models.registry import Registry
from enricher.recognizer.confidence import FEATURES, Confidence, EntityModel, EvidenceModel
from enricher.recognizer.overlap import resolve_overlaps
from enricher.schema import EntitySchema
from enricher.text.anchors import Anchor, anchor_at, find_anchor, find_words
from enricher.values import normalize_spans, normalize_text
from tests.checkout import ROOT

TEXT = (
    "This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC. Signed on"
    " June 1, 2014 by 30 Days Media LLC for Vega LLC, governed by the laws of Delaware."
)
SCHEMA = parse_schema(
    {
        "categories": {
            "Party": {"type": "party", "learned": True},
            "Signed": {"type": "date", "cardinality": "one", "learned": True},
            "Law": {"type": "jurisdiction", "cardinality": "one", "learned": True},
            "Date": {"type": "date", "detectors": ["date"]},
            "Duration": {"type": "duration", "detectors": ["duration"]},
        }
    },
    "test",
)
TYPES = {category.name: category.type for category in SCHEMA.categories}
MODEL = ModelVersion("test", "m1", "1")
CONFIDENCE = Confidence(
    evidence={
        "Party": EvidenceModel(0.0, {"best": 1.0, "mass": 0.5}, threshold=0.4),
        "Signed": EvidenceModel(-0.5, {"best": 1.0}, threshold=0.3),
    },
    entities={"Party": EntityModel(0.1, 0.8, 0.4)},
    thresholds={"Party": 0.5, "Signed": 0.5},
)
numbers = count(1)


def span(words: str, category: str, confidence: float = 0.9, occurrence: int = 1) -> Span:
    start, end = find_words(TEXT, words)[occurrence - 1]
    return Span(start, end, category, confidence)


SPANS = (
    span("May 20, 2014", "Signed", 0.8),
    span("Orion Labs Inc.", "Party", 0.95),
    span("Vega LLC", "Party", 0.7),
    span("June 1, 2014", "Signed", 0.45),
    replace(span("30 Days", "Duration", 1.0), source=EntitySource.DETECTOR),
    span("Vega LLC", "Party", 0.6, occurrence=2),
    span("Delaware", "Law", 0.9),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A recognizer that finds what it is told to."""

    spans: tuple[Span, ...]

    def recognize(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Recognition:
        return Recognition(self.spans, len(text))


def enriched() -> EnrichedText:
    return read_by_a_model(TEXT, SPANS, CONFIDENCE)


def read_by_a_model(text: str, spans: tuple[Span, ...], confidence: Confidence) -> EnrichedText:
    served = ServedModel("test/production", MODEL, SCHEMA, Found(spans), confidence)
    extracted = ExtractedText.of(
        Reading("text/plain", text), "", hashlib.sha256(text.encode()).hexdigest(), len(text)
    )
    return enrich_text(extracted, Parts(extractor=None, models=(served,), max_characters=10_000))  # type: ignore[arg-type]


RULES = [Rules(SCHEMA, CONFIDENCE)]


def say(
    words: str,
    category: str,
    act: Act = Act.TAG,
    *,
    occurrence: int = 1,
    every: bool = False,
    value: str | None = None,
    instead_of: str | None = None,
) -> Correction:
    start, end = find_words(TEXT, words)[occurrence - 1]
    anchor = anchor_at(TEXT, start, end)
    return Correction(
        id=next(numbers),
        document="" if act is Act.SUPPRESS else "d1",
        said=Said(
            act,
            category,
            replace(anchor, occurrence=None) if every else anchor,
            normalize_text(TYPES[category], value).value if value else None,
            value or "",
            instead_of,
        ),
        who="ada",
        at=datetime.now(UTC),
    )


def corrected(*corrections: Correction) -> EnrichedText:
    found, unmet = assemble(enriched(), RULES, corrections)
    assert unmet == {}
    return found


def values(found: EnrichedText, category: str) -> list[str]:
    return [one.value.display for one in found.fields.get(category, ())]


def entities(found: EnrichedText, category: str) -> list[tuple[str, str]]:
    return [
        (one.text, one.span.source.value) for one in found.entities if one.span.category == category
    ]


def test_nothing_said_changes_nothing() -> None:
    before = enriched()
    assert assemble(before, RULES, ()) == (before, {})


def test_an_entity_that_the_model_missed_is_added() -> None:
    found = corrected(say("30 Days Media LLC", "Party"))
    assert values(found, "Party") == ["Orion Labs Inc.", "Vega LLC", "30 Days Media LLC"]
    (human,) = [one for one in found.entities if one.span.source is EntitySource.HUMAN]
    assert human.span.confidence == 1.0
    assert entities(found, "Duration") == [], "the 30 days are a part of the name"
    assert values(found, "Signed") == values(enriched(), "Signed")


def test_a_rejected_place_goes_and_its_value_stays_while_another_place_has_it() -> None:
    found = corrected(say("Vega LLC", "Party", Act.REJECT))
    assert entities(found, "Party") == [("Orion Labs Inc.", "model"), ("Vega LLC", "model")]
    found = corrected(say("Vega LLC", "Party", Act.REJECT, every=True))
    assert values(found, "Party") == ["Orion Labs Inc."]


def test_every_place_of_a_name_is_not_that_within_a_longer_name() -> None:
    found = corrected(say("Orion", "Party", Act.REJECT, every=True))
    assert values(found, "Party") == ["Orion Labs Inc.", "Vega LLC"]
    found = corrected(say("Orion", "Party", every=True))
    assert values(found, "Party") == ["Orion Labs Inc.", "Vega LLC"]


def test_a_name_that_a_person_adds_removes_no_other() -> None:
    two_lead = EvidenceModel(-1.0, {"leading": 2.0, "rank": -1.0}, threshold=0.5)
    confidence = Confidence(evidence={"Party": two_lead})
    before = read_by_a_model(TEXT, SPANS, confidence)
    assert values(before, "Party") == ["Orion Labs Inc.", "Vega LLC"]
    tags = [say("30 Days Media LLC", "Party"), say("Vega LLC", "Party", Act.REJECT)]
    for said in (tags[:1], tags):
        after, _ = assemble(before, [Rules(SCHEMA, confidence)], said)
        added = {"30 days media llc": 1.0}
        assert weighed(after, "Party") == weighed(before, "Party") | added


def test_a_rejected_value_gives_way_to_the_next_best_one() -> None:
    assert values(enriched(), "Signed") == ["2014-05-20"]
    assert "June 1, 2014" not in [one.text for one in enriched().entities]
    found = corrected(say("May 20, 2014", "Signed", Act.REJECT))
    assert values(found, "Signed") == ["2014-06-01"], "the model had seen it and been less sure"


def test_a_span_is_mended_and_its_value_follows() -> None:
    found = corrected(say("Orion Labs", "Party"))
    assert entities(found, "Party")[0] == ("Orion Labs", "human")
    assert values(found, "Party")[0] == "Orion Labs"


def test_words_are_of_another_category() -> None:
    found = corrected(say("Vega LLC", "Law", value="New York", instead_of="Party"))
    assert [text for text, _ in entities(found, "Party")] == ["Orion Labs Inc.", "Vega LLC"]
    assert values(found, "Law") == ["New York"], "of one value it is a person's that counts"


def test_a_confirmed_entity_is_sure() -> None:
    found = corrected(say("June 1, 2014", "Signed"))
    assert entities(found, "Signed") == [("May 20, 2014", "model"), ("June 1, 2014", "human")]
    (field,) = found.fields["Signed"]
    assert (field.value.display, field.confidence) == ("2014-06-01", 1.0)


def test_a_value_is_given_where_the_words_do_not_say_it() -> None:
    found = corrected(say("the laws", "Signed", value="3 July 2015"))
    assert values(found, "Signed") == ["2015-07-03"]


def test_a_value_follows_the_type_of_its_category() -> None:
    said = say("Orion Labs Inc.", "Party", value="2 years")
    renamed = replace(said, said=replace(said.said, category="Duration"))
    assert values(corrected(renamed), "Duration") == ["2 years", "30 days"]
    wrong = replace(said, said=replace(said.said, category="Signed"))
    found, unmet = assemble(enriched(), RULES, [wrong])
    assert (unmet, values(found, "Signed")) == ({}, ["2014-05-20"])
    (human,) = [one for one in found.entities if one.span.source is EntitySource.HUMAN]
    assert (human.value, human.warnings[-1]) == (
        None,
        Notice("given_value", {"text": "2 years", "type": "date"}),
    )


def test_words_are_suppressed_but_where_a_person_tagged_them() -> None:
    suppressed = replace(say("Vega LLC", "Party", Act.SUPPRESS))
    suppressed = replace(suppressed, said=replace(suppressed.said, anchor=Anchor("vega  llc")))
    assert values(corrected(suppressed), "Party") == ["Orion Labs Inc."]
    found = corrected(suppressed, say("Vega LLC", "Party", occurrence=2))
    assert values(found, "Party") == ["Orion Labs Inc.", "Vega LLC"]
    assert entities(found, "Party")[-1] == ("Vega LLC", "human")


def test_where_there_is_none_only_what_a_person_tagged_since_is_left() -> None:
    none = say("Vega LLC", "Party", Act.NONE)
    none = replace(none, said=replace(none.said, anchor=NOWHERE))
    found = corrected(say("Labs Inc.", "Party"), none)
    assert (values(found, "Party"), entities(found, "Party")) == ([], [])
    assert found.fields["Law"] == enriched().fields["Law"]
    tag = say("30 Days Media LLC", "Party")
    assert entities(corrected(none, tag), "Party") == [("30 Days Media LLC", "human")]
    moved = say("Vega LLC", "Law", instead_of="Party")
    assert values(corrected(none, moved), "Party") == []
    owed = replace(none, said=replace(none.said, category="Lender"))
    assert assemble(enriched(), RULES, [owed])[1] == {
        none.id: Notice("category_gone", {"category": "Lender"})
    }


def test_the_latest_word_counts() -> None:
    tag, reject = say("Orion Labs", "Party"), say("Orion Labs Inc.", "Party", Act.REJECT)
    assert values(corrected(tag, reject), "Party") == ["Vega LLC"]
    assert values(corrected(reject, tag), "Party")[0] == "Orion Labs"
    again = say("Labs Inc.", "Party")
    assert values(corrected(tag, again), "Party")[0] == "Labs Inc."


def test_what_has_no_place_is_told_and_left_out() -> None:
    tag = say("Orion Labs Inc.", "Party")
    gone = replace(tag, said=replace(tag.said, anchor=Anchor("Ursa Inc.", "of ", " here")))
    other = replace(tag, id=next(numbers), said=replace(tag.said, category="Lender"))
    found, unmet = assemble(enriched(), RULES, [gone, other])
    assert unmet == {gone.id: GONE, other.id: Notice("category_gone", {"category": "Lender"})}
    assert (found.entities, found.fields) == (enriched().entities, enriched().fields)
    assert in_words(found.warnings[-1]).startswith("2 corrections do not apply;")


def test_reason_is_that_of_the_model_that_knows_the_category() -> None:
    one = enriched()
    both = replace(one, models=(MODEL, replace(MODEL, project="other")), spans=(*one.spans, ()))
    tag = say("Orion Labs Inc.", "Party")
    gone = replace(tag, said=replace(tag.said, anchor=Anchor("Ursa Inc.", "of ", " here")))
    laws = Rules(EntitySchema((SCHEMA["Law"],)), None)
    for rules in ([*RULES, laws], [laws, *RULES]):
        _, unmet = assemble(both, rules, [gone])
        assert unmet == {gone.id: GONE}


def test_what_is_owed_waits() -> None:
    owing = replace(enriched(), owed=True)
    tag = say("Orion Labs Inc.", "Party")
    assert assemble(owing, RULES, [tag]) == (owing, {tag.id: WAITING})


def test_of_a_model_that_is_gone_other_categories_stay() -> None:
    tag = say("30 Days Media LLC", "Party")
    found, _ = assemble(enriched(), [Rules(SCHEMA, None)], [tag])
    assert found.fields["Signed"] == enriched().fields["Signed"]
    assert values(found, "Party") == ["Orion Labs Inc.", "Vega LLC", "30 Days Media LLC"]


def test_of_a_project_that_is_gone_what_it_found_stays() -> None:
    of_another = replace(enriched(), models=(replace(MODEL, project="gone"),))
    tag = say("30 Days Media LLC", "Party")
    found, unmet = assemble(of_another, [None], [tag])
    assert found.fields == of_another.fields
    assert unmet[tag.id] == Notice("project_gone", {"project": "gone"})


def test_two_models_that_know_a_category_show_a_persons_entity_once() -> None:
    one = enriched()
    both = replace(one, models=(MODEL, MODEL), spans=(*one.spans, *one.spans))
    found, _ = assemble(both, RULES * 2, [say("30 Days Media LLC", "Party")])
    assert entities(found, "Party").count(("30 Days Media LLC", "human")) == 1


TYPED = parse_schema(
    {
        "categories": {
            "DocumentType": {
                "type": "choice",
                "cardinality": "one",
                "choices": ["lease", "invoice"],
            },
            "Signed": {
                "type": "date",
                "cardinality": "one",
                "learned": True,
                "absent_from": ["invoice"],
            },
            "Deadline": {
                "type": "date",
                "cardinality": "one",
                "derived": "fields.Signed",
                "absent_from": ["invoice"],
            },
        }
    },
    "typed",
)


def read_as(choice: str, source: EntitySource) -> EnrichedText:
    said = Span(0, 4, "DocumentType", 0.9, source, choice)
    served = ServedModel("test/production", MODEL, TYPED, Found((said, SPANS[0])), CONFIDENCE)
    return enrich_text(
        ExtractedText.of_text(TEXT),
        Parts(extractor=None, models=(served,), max_characters=10_000),  # type: ignore[arg-type]
    )


def test_types_that_are_certain_have_none_of_what_is_absent_from_them() -> None:
    assert values(read_as("invoice", EntitySource.FILE), "Signed") == []
    assert values(read_as("lease", EntitySource.FILE), "Signed") == ["2014-05-20"]
    (derived,) = read_as("lease", EntitySource.FILE).derived
    assert derived.category == "Deadline"
    assert read_as("invoice", EntitySource.FILE).derived == (), "nothing is said to be missing"
    guessed = read_as("invoice", EntitySource.MODEL)
    assert values(guessed, "Signed") == ["2014-05-20"], "a model may be wrong"


def test_what_a_person_says_of_the_type_or_the_category_goes_before_it() -> None:
    before = read_as("invoice", EntitySource.FILE)
    rules = [Rules(TYPED, CONFIDENCE)]
    place = anchor_at(TEXT, 0, 4)
    lease = normalize_text(TYPED["DocumentType"].type, "lease").value
    said = Said(Act.TAG, "DocumentType", place, lease, "lease")
    is_lease = Correction(next(numbers), "d1", said, "ada", datetime.now(UTC))
    found, _ = assemble(before, rules, [is_lease])
    assert (values(found, "DocumentType"), values(found, "Signed")) == (["lease"], ["2014-05-20"])
    tagged, _ = assemble(before, rules, [say("June 1, 2014", "Signed")])
    assert values(tagged, "Signed") == ["2014-06-01"]
    assert assemble(tagged, rules, ()).text == before, "taken back, it is as it was"


PLACES = ["May 20, 2014", "Orion Labs Inc.", "Orion", "Labs Inc. and Vega", "30 Days Media LLC"]
ACTS = st.builds(
    say,
    st.sampled_from(PLACES),
    st.sampled_from(["Party", "Signed", "Law", "Date"]),
    st.sampled_from([one for one in Act if one not in OF_TABLES]),
    every=st.booleans(),
    instead_of=st.sampled_from([None, "Duration"]),
)


@settings(deadline=None)
@given(st.lists(ACTS, max_size=6))
def test_persons_win_every_overlap_and_nothing_rejected_comes_back(said: list[Correction]) -> None:
    applied = apply_corrections(SPANS, TEXT, said, TYPES)
    spans = applied.spans
    assert list(spans) == sorted(spans, key=lambda one: (one.start, -one.end, one.category))
    for number, one in enumerate(spans):
        for other in spans[number + 1 :]:
            assert one.category != other.category or not one.overlaps(other)
    human = [one for one in spans if one.source is EntitySource.HUMAN]
    assert set(human) == set(applied.human)
    for correction in (
        one for one in said[-1:] if one.document and one.said.anchor.occurrence == 0
    ):
        place = next(iter(find_words(TEXT, correction.said.anchor.words)))
        there = {
            one.source
            for one in spans
            if one.category == correction.said.category and one.start < place[1]
            if place[0] < one.end
        }
        assert there == ({EntitySource.HUMAN} if correction.said.act is Act.TAG else set())
    assert assemble(enriched(), RULES, ())[0] == enriched(), "the models' own word is untouched"


WORDY = "Ann Bo, Ann Bo Co. and Bo owe Ann; 01/02/2020 is no 25/02/2020. Ann Bo signs. Bo Co."
DAYS = ("01/02/2020", "25/02/2020")
WORD_PLACES = [match.start() for match in re.finditer(r"\b\w", WORDY)]
STRETCHES = st.tuples(st.sampled_from(WORD_PLACES), st.integers(2, 14)).map(
    lambda one: (one[0], min(one[0] + one[1], len(WORDY)))
)
FOUND = st.builds(
    lambda place, category, confidence: Span(place[0], place[1], category, confidence),
    STRETCHES,
    st.sampled_from(["Party", "Signed", "Date"]),
    st.sampled_from([0.3, 0.6, 0.9]),
)


def said_anchor(place: tuple[int, int], every: bool) -> Anchor:
    anchor = anchor_at(WORDY, *place)
    return replace(anchor, occurrence=None) if every else anchor


SAID = st.builds(
    lambda act, category, place, instead_of, every: Said(
        act,
        category,
        said_anchor(place, every),
        instead_of=instead_of,
    ),
    st.sampled_from([one for one in Act if one not in OF_TABLES]),
    st.sampled_from(["Party", "Signed", "Date"]),
    STRETCHES,
    st.sampled_from([None, "Date", "Party"]),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(FOUND, max_size=12), st.lists(SAID, max_size=6))
def test_corrections_come_one_after_the_other_however_they_are_laid_over(
    spans: list[Span], said: list[Said]
) -> None:
    corrections = [
        Correction(number, "d1", one, "ada", datetime.now(UTC)) for number, one in enumerate(said)
    ]
    applied = apply_corrections(spans, WORDY, corrections, TYPES)
    kept, human = one_by_one(spans, corrections)
    assert applied.human == human
    assert applied.spans == resolve_overlaps([*kept, *human], TYPES)


def one_by_one(
    spans: list[Span], corrections: list[Correction]
) -> tuple[list[Span], dict[Span, Correction]]:
    """The plain way: each correction looks at each span."""
    kept = [one for one in spans if one.category in TYPES]
    human: dict[Span, Correction] = {}
    for correction in corrections:
        said = correction.said
        words = words_key(said.anchor.words)
        if said.act is Act.SUPPRESS:
            kept = [
                one
                for one in kept
                if (one.category, words_key(WORDY[one.start : one.end])) != (said.category, words)
            ]
            continue
        if said.act is Act.NONE:
            kept = [one for one in kept if one.category != said.category]
            human = {one: of for one, of in human.items() if one.category != said.category}
            continue
        gone = {said.category, said.instead_of}
        there = [one for one in (*spans, *human) if one.category in gone]
        for start, end in find_anchor(WORDY, said.anchor):
            longer = [one for one in there if one.end - one.start > end - start]
            held = any(one.start <= start and end <= one.end for one in longer)
            if said.anchor.occurrence is None and held:
                continue
            place = Span(start, end, said.category, 1.0, EntitySource.HUMAN)
            human = {
                one: of
                for one, of in human.items()
                if one.category not in gone or not one.overlaps(place)
            }
            struck = {said.instead_of} if said.act is Act.TAG else gone
            kept = [one for one in kept if one.category not in struck or not one.overlaps(place)]
            if said.act is Act.TAG:
                human[place] = correction
    return kept, human


WEIGHTS = st.dictionaries(st.sampled_from(FEATURES), st.floats(-3, 3), max_size=6)
EVIDENCE = st.builds(EvidenceModel, st.floats(-2, 2), WEIGHTS, st.sampled_from([0.1, 0.5, 0.9]))
BELIEVED = st.builds(
    lambda evidence, entities, thresholds: Confidence({}, evidence, entities, thresholds),
    st.dictionaries(st.sampled_from(["Party", "Signed", "Date"]), EVIDENCE),
    st.dictionaries(
        st.sampled_from(["Party", "Signed"]),
        st.builds(EntityModel, st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1)),
    ),
    st.dictionaries(st.sampled_from(["Party", "Signed", "Date"]), st.floats(0, 0.7)),
)


@settings(deadline=None)
@given(st.lists(FOUND, max_size=12), st.lists(SAID, max_size=4), BELIEVED, st.booleans())
@example(
    spans=[Span(*find_words(WORDY, day)[0], "Date") for day in DAYS],
    said=[Said(Act.REJECT, "Date", anchor_at(WORDY, *find_words(WORDY, DAYS[1])[0]))],
    confidence=Confidence(),
    is_gone=False,
)
@example(  # the date that tells how the other is read is too unsure to be shown
    spans=[
        Span(*find_words(WORDY, DAYS[0])[0], "Signed", 0.6),
        Span(*find_words(WORDY, DAYS[1])[0], "Date", 0.3),
    ],
    said=[Said(Act.SUPPRESS, "Signed", Anchor("Ann Bo"))],
    confidence=Confidence(thresholds={"Date": 0.5}),
    is_gone=True,
)
def test_what_a_person_says_of_one_value_moves_no_other(
    spans: list[Span], said: list[Said], confidence: Confidence, is_gone: bool
) -> None:
    recognized = resolve_overlaps(spans, TYPES)
    before = read_by_a_model(WORDY, recognized, confidence)
    corrections = [
        Correction(number, "d1", one, "ada", datetime.now(UTC)) for number, one in enumerate(said)
    ]
    after, _ = assemble(before, [Rules(SCHEMA, None if is_gone else confidence)], corrections)
    seen = [one.span for one in before.entities] if is_gone else list(recognized)
    places = {
        (one.start, one.end, one.category)
        for one in apply_corrections(seen, WORDY, corrections, TYPES).spans
        if one.source is EntitySource.MODEL
    }
    of_model = [
        one
        for one in normalize_spans(recognized, WORDY, SCHEMA.types)
        if (one.span.start, one.span.end, one.span.category) in places
    ]
    of_people = [one for one in after.entities if one.span.source is EntitySource.HUMAN]
    for category in ("Party", "Date", "Signed"):
        had, has = weighed(before, category), weighed(after, category)
        left = identities(of_model, category)
        given_by_people = identities(of_people, category)
        if category == "Signed":
            if not given_by_people and had.keys() & left:
                assert has == had
        else:
            kept = (had.keys() & left) - given_by_people
            assert has.keys() == kept | given_by_people
            if is_gone or category in confidence.evidence:
                assert {one: has[one] for one in kept} == {one: had[one] for one in kept}


def weighed(found: EnrichedText, category: str) -> dict[str, float]:
    return {identity_of(one.value): one.confidence for one in found.fields.get(category, ())}


def identities(found: Iterable[Entity], category: str) -> set[str]:
    return {identity_of(one.value) for one in found if one.value and one.span.category == category}


@settings(deadline=None)
@given(st.lists(FOUND, max_size=12), st.lists(FOUND, max_size=12))
def test_what_is_known_of_a_text_and_what_is_read_anew_are_the_same(
    before: list[Span], after: list[Span]
) -> None:
    known_entities = normalize_spans(before, WORDY, SCHEMA.types)
    anew = normalize_spans([*after, *before], WORDY, SCHEMA.types)
    assert normalize_spans([*after, *before], WORDY, SCHEMA.types, known=known_entities) == anew


def test_a_date_is_read_again_where_the_date_went_that_showed_how() -> None:
    ambiguous, telling = (Span(*find_words(WORDY, one)[0], "Date") for one in DAYS)
    known_entities = normalize_spans([ambiguous, telling], WORDY, SCHEMA.types)
    assert known_entities[0].value is not None
    (alone,) = normalize_spans([ambiguous], WORDY, SCHEMA.types, known=known_entities)
    assert alone.value is None


def test_what_the_model_that_ships_found_is_resolved_again_to_the_bit(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    served = ModelMemory(registry).load("contracts")
    parts = Parts(extractor=None, models=(served,), max_characters=100_000)  # type: ignore[arg-type]
    text = (ROOT / "enricher/shipped/samples/documents/loans/demand-note.txt").read_text(
        encoding="utf-8"
    )
    extracted = ExtractedText.of(Reading("text/plain", text), "", "0" * 64, len(text))
    body = to_record(enrich_text(extracted, parts)).body
    assert len(from_record(body).fields) >= 4
    nothing = Said(Act.SUPPRESS, "Party", Anchor("words that stand nowhere"))
    said = Correction(1, "", nothing, "ada", datetime.now(UTC))
    assert Corrector(registry)(body, [said]).body is None


def test_a_body_is_left_alone_where_corrections_change_nothing(tmp_path: Path) -> None:
    project = tmp_path / "projects" / "test"
    project.mkdir(parents=True)
    (project / "schema.toml").write_text(
        '[categories.Fee]\ntype = "money"\ndetectors = ["money"]\n'
    )
    served = ModelMemory(Registry(tmp_path)).load("test")
    extracted = ExtractedText.of(Reading("text/plain", "A fee of $5.00."), "", "0" * 64, 15)
    body = to_record(
        enrich_text(extracted, Parts(extractor=None, models=(served,), max_characters=99))  # type: ignore[arg-type]
    ).body
    correct = Corrector(Registry(tmp_path))
    start, end = find_words(extracted.text, "$5.00")[0]
    suppress = Said(Act.SUPPRESS, "Fee", Anchor("$7.00"))
    reject = Said(Act.REJECT, "Fee", anchor_at(extracted.text, start, end))
    made = [
        Correction(number, document, said, "ada", datetime.now(UTC))
        for number, (document, said) in enumerate([("", suppress), ("d1", reject)])
    ]
    assert correct(body, made[:1]).body is None
    rejected = correct(body, made).body
    assert rejected is not None
    assert from_record(rejected).entities == ()
