from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enricher.entities import EntitySource, Span
from enricher.recognizer.overlap import resolve_overlaps
from enricher.values import DATE, DURATION, IDENTIFIER, PARTY, PASSAGE, TEXT
from tests.clocks import processor_at_most

TYPES = {
    "EffectiveDate": DATE,
    "Date": DATE,
    "Party": PARTY,
    "Duration": DURATION,
    "Clause": TEXT,
    "PolicyNumber": IDENTIFIER,
    "CapOnLiability": PASSAGE,
    "Renewal": PASSAGE,
}


def span(
    start: int,
    end: int,
    category: str = "Date",
    source: EntitySource = EntitySource.DETECTOR,
    confidence: float = 1.0,
) -> Span:
    return Span(start, end, category, confidence, source)


def test_learned_and_detected_categories_may_coincide() -> None:
    both = [span(0, 5, "EffectiveDate", EntitySource.MODEL, 0.9), span(0, 5, "Date")]
    assert set(resolve_overlaps(both, TYPES)) == set(both)


def test_surer_source_wins_within_a_category() -> None:
    sources = [
        EntitySource.HUMAN,
        EntitySource.LIST,
        EntitySource.PATTERN,
        EntitySource.DETECTOR,
        EntitySource.MODEL,
    ]
    for index, surer in enumerate(sources):
        for other in sources[index + 1 :]:
            sure = 1.0 if surer is EntitySource.DETECTOR else 0.5
            kept = span(4, 6, "Party", surer, sure)
            assert resolve_overlaps([span(0, 9, "Party", other), kept], TYPES) == (kept,)


def test_detector_that_verifies_nothing_is_no_surer_than_a_model() -> None:
    learned = span(0, 9, "Date", EntitySource.MODEL, 0.6)
    shorter, surer = span(4, 9, confidence=0.8), span(0, 9, confidence=0.8)
    assert resolve_overlaps([shorter, learned], TYPES) == (learned,)
    assert resolve_overlaps([surer, learned], TYPES) == (surer,)
    equal = span(0, 9, confidence=0.6)
    for spans in ([equal, learned], [learned, equal]):
        assert resolve_overlaps(spans, TYPES) == (equal,)


def test_longer_wins_then_the_more_confident() -> None:
    long = span(0, 9, "Party", EntitySource.MODEL, 0.6)
    short = span(2, 6, "Party", EntitySource.MODEL, 0.9)
    assert resolve_overlaps([short, long], TYPES) == (long,)
    sure = span(4, 13, "Party", EntitySource.MODEL, 0.9)
    assert resolve_overlaps([long, sure], TYPES) == (sure,)


def test_span_beaten_by_a_beaten_one_stays() -> None:
    first = span(0, 4, "Party", EntitySource.MODEL)
    middle = span(3, 9, "Party", EntitySource.MODEL)
    listed = span(8, 10, "Party", EntitySource.LIST)
    assert resolve_overlaps([first, middle, listed], TYPES) == (first, listed)


def test_adjacent_spans_do_not_overlap() -> None:
    pair = (span(0, 5), span(5, 9))
    assert resolve_overlaps(pair, TYPES) == pair


def test_detected_value_inside_a_name_is_dropped() -> None:
    name = span(0, 20, "Party", EntitySource.MODEL, 0.8)
    assert resolve_overlaps([name, span(0, 7, "Duration")], TYPES) == (name,)
    number = span(0, 14, "PolicyNumber", EntitySource.PATTERN)
    assert resolve_overlaps([number, span(4, 14)], TYPES) == (number,)


def test_detected_value_that_is_no_part_of_the_name_stays() -> None:
    name = span(0, 10, "Party", EntitySource.MODEL, 0.8)
    same = span(0, 10, "Duration")
    across = span(8, 15, "Date")
    assert set(resolve_overlaps([name, same, across], TYPES)) == {name, same, across}


def test_clause_keeps_what_it_says() -> None:
    clause = span(0, 90, "Clause", EntitySource.MODEL)
    assert resolve_overlaps([clause, span(5, 9)], TYPES) == (clause, span(5, 9))


def test_passages_share_words_with_each_other_and_with_all_else() -> None:
    whole = span(0, 900, "CapOnLiability", EntitySource.MODEL, 0.4)
    across = span(850, 990, "Renewal", EntitySource.MODEL, 0.9)
    same = span(0, 900, "Renewal", EntitySource.MODEL, 0.3)
    party = span(880, 910, "Party", EntitySource.MODEL, 0.9)
    kept = resolve_overlaps([whole, across, same, party, span(5, 9)], TYPES)
    assert set(kept) == {whole, across, party, span(5, 9)}  # `same` shares words with `across`


def test_surer_passage_wins_over_a_longer_one() -> None:
    long = span(0, 90, "Renewal", EntitySource.MODEL, 0.6)
    sure = span(20, 60, "Renewal", EntitySource.MODEL, 0.9)
    assert resolve_overlaps([long, sure], TYPES) == (sure,)
    as_sure = span(20, 60, "Renewal", EntitySource.MODEL, 0.6)
    assert resolve_overlaps([as_sure, long], TYPES) == (long,)


def test_learned_value_inside_a_name_stays() -> None:
    name = span(0, 20, "Party", EntitySource.MODEL)
    learned = span(3, 9, "EffectiveDate", EntitySource.MODEL)
    assert resolve_overlaps([name, learned], TYPES) == (name, learned)


SPANS = st.builds(
    lambda start, length, category, source, confidence: span(
        start, start + length, category, source, confidence
    ),
    st.integers(0, 40),
    st.integers(1, 12),
    st.sampled_from(sorted(TYPES)),
    st.sampled_from(EntitySource),
    st.sampled_from([0.2, 0.9, 1.0]),
)


@given(st.lists(SPANS, max_size=25))
def test_result_is_sorted_apart_and_the_same_for_every_order(spans: list[Span]) -> None:
    kept = resolve_overlaps(spans, TYPES)
    assert list(kept) == sorted(kept, key=lambda s: (s.start, -s.end, s.category))
    for index, one in enumerate(kept):
        for other in kept[index + 1 :]:
            assert one.category != other.category or not one.overlaps(other)
    assert resolve_overlaps(reversed(spans), TYPES) == kept
    assert resolve_overlaps(kept, TYPES) == kept
    assert set(kept) <= set(spans)


def test_many_spans_take_little_time() -> None:
    spans = [span(start, start + 3) for start in range(0, 400_000, 2)]
    with processor_at_most(10):
        assert resolve_overlaps(spans, TYPES)
