"""Corrections one after the other, of documents that one or two models read: no value goes with another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from enricher.documents import EnrichedText, ExtractedText, ModelVersion
from enricher.documents.boxes import WordBoxes
from enricher.documents.corrections import Act, Correction, Said, words_key
from enricher.enrichment.assemble import assemble
from enricher.enrichment.evidence import identity_of
from enricher.enrichment.parts import Parts, Rules, ServedModel
from enricher.enrichment.pipeline import enrich_text
from enricher.entities import EntitySource, Recognition, Span
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.confidence import FEATURES, Confidence, EvidenceModel
from enricher.text.anchors import anchor_at, find_anchor, find_words

NAMES = ["Orion Labs Inc.", "Vega LLC", "Lyra GmbH", "Draco Ltd.", "Corvus AG", "Hydra SA"]
TEXT = (
    f"Agreement between {', '.join(NAMES[:5])} and {NAMES[5]}. {NAMES[2]} pays {NAMES[0]} monthly."
    f" Signed by {NAMES[4]}, {NAMES[1]} and {NAMES[0]}."
)
SCHEMA = parse_schema({"categories": {"Party": {"type": "party", "learned": True}}}, "test")
PLACES = [place for name in NAMES for place in find_words(TEXT, name)]
STRETCHES = [*PLACES, *((one.start(), one.end()) for one in re.finditer(r"\b\w+ \w+\b", TEXT))]

Seen = list[tuple[tuple[int, int], float]]


@dataclass(frozen=True, slots=True)
class Told:
    """A recognizer that finds what it is told to."""

    spans: tuple[Span, ...]

    def recognize(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Recognition:
        return Recognition(self.spans, len(text))


def read(seen: list[Seen], confidence: Confidence) -> EnrichedText:
    """A text as models read it, each of which saw these places."""
    models = tuple(
        ServedModel(
            f"p{number}/production",
            ModelVersion(f"p{number}", "m1", "1"),
            SCHEMA,
            Told(
                tuple(Span(*place, "Party", sure) for place, sure in sorted(dict(places).items()))
            ),
            confidence,
        )
        for number, places in enumerate(seen)
    )
    parts = Parts(extractor=None, models=models, max_characters=10_000)  # type: ignore[arg-type]
    return enrich_text(ExtractedText.of_text(TEXT), parts)


def parties(found: EnrichedText) -> list[str]:
    return [one.value.display for one in found.fields.get("Party", ())]


def said_of(number: int, act: Act, place: tuple[int, int], every: bool = False) -> Correction:
    anchor = anchor_at(TEXT, *place)
    said = Said(act, "Party", replace(anchor, occurrence=None) if every else anchor)
    document = "" if act is Act.SUPPRESS else "d1"
    return Correction(number, document, said, "ada", datetime.now(UTC))


SEEN = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from([0.3, 0.6, 0.95])), max_size=9)
SAID = st.lists(
    st.tuples(
        st.sampled_from([Act.TAG, Act.REJECT, Act.SUPPRESS]),
        st.sampled_from(STRETCHES),
        st.booleans(),
    ),
    max_size=8,
)
BELIEVED = st.builds(
    lambda weights, least: Confidence(evidence={"Party": EvidenceModel(0.0, weights, least)}),
    st.dictionaries(st.sampled_from(FEATURES), st.floats(-3, 3), max_size=6),
    st.sampled_from([0.1, 0.5, 0.9]),
)


@settings(deadline=None)
@given(st.lists(SEEN, min_size=1, max_size=2), SAID, st.one_of(st.just(Confidence()), BELIEVED))
def test_no_correction_takes_away_a_party_that_it_does_not_touch(
    seen: list[Seen], said: list[tuple[Act, tuple[int, int], bool]], confidence: Confidence
) -> None:
    text = read(seen, confidence)
    rules = [Rules(SCHEMA, confidence)] * len(seen)
    corrections: list[Correction] = []
    before = text
    for number, (act, place, every) in enumerate(said):
        corrections.append(said_of(number, act, place, every))
        after = assemble(text, rules, corrections).text
        touched = touched_by(corrections[-1], before)
        had = {identity_of(one.value) for one in before.fields.get("Party", ())}
        has = {identity_of(one.value) for one in after.fields.get("Party", ())}
        assert had - touched <= has
        before = after
    assert assemble(before, rules, ()).text.fields == text.fields, "taken back, all is as it was"


def touched_by(correction: Correction, before: EnrichedText) -> set[str]:
    """The parties that lose a place by a correction."""
    words = words_key(correction.said.anchor.words)
    places = find_anchor(TEXT, correction.said.anchor)
    lost = {
        identity_of(entity.value)
        for entity in before.entities
        if entity.value is not None
        and (
            words_key(entity.text) == words
            if correction.said.act is Act.SUPPRESS
            else any(entity.span.start < end and start < entity.span.end for start, end in places)
        )
    }
    tagged = correction.said.act is Act.TAG
    # What is said anew of the very words of a party leaves it what it is.
    same = {
        identity_of(one.value)
        for one in before.entities
        if one.value is not None and words_key(one.text) == words
    }
    return lost - same if tagged else lost


def test_one_name_deleted_everywhere_and_another_tagged_leave_the_third() -> None:
    places = {name: find_words(TEXT, name) for name in NAMES}
    seen = [[(places[NAMES[0]][0], 0.9), (places[NAMES[1]][0], 0.9)], [(places[NAMES[2]][0], 0.9)]]
    text = read(seen, Confidence())
    assert parties(text) == NAMES[:3]
    corrections = [
        said_of(1, Act.REJECT, places[NAMES[0]][0], every=True),
        said_of(2, Act.TAG, places[NAMES[5]][0]),
    ]
    after = assemble(text, [Rules(SCHEMA, Confidence())] * 2, corrections).text
    assert parties(after) == [NAMES[1], NAMES[2], NAMES[5]]
    human = [one.text for one in after.entities if one.span.source is EntitySource.HUMAN]
    assert human == [NAMES[5]]


def test_of_a_party_that_two_models_found_the_surer_counts() -> None:
    place = find_words(TEXT, NAMES[1])[0]
    text = read([[(place, 0.6)], [(place, 0.9)], [(place, 0.3)]], Confidence())
    (party,) = text.fields["Party"]
    assert (party.value.display, party.confidence) == (NAMES[1], 0.9)


def test_of_a_category_with_one_value_the_last_model_decides() -> None:
    single = parse_schema(
        {"categories": {"Party": {"type": "party", "cardinality": "one", "learned": True}}}, "test"
    )
    text = read([[(PLACES[0], 0.9)], [(find_words(TEXT, NAMES[1])[0], 0.6)]], Confidence())
    found = assemble(text, [Rules(single, Confidence())] * 2, ()).text
    assert parties(found) == [NAMES[1]]
