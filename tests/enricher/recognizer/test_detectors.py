from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enricher.recognizer.detectors import DETECTORS
from tests.clocks import processor_at_most
from tests.tables import rows

# The language of a document, a detector, a text, and what is found in it, apart by bars.
DETECTED = Path(__file__).parent / "detected.tsv"


def found(detector: str, text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in DETECTORS[detector](text, language)]


@pytest.mark.parametrize("detector", sorted(DETECTORS.keys() - {"open_term", "signature_date"}))
def test_texts_have_what_the_table_says(detector: str) -> None:
    cases = [row for row in rows(DETECTED) if row[1] == detector]
    assert cases
    for language, _, text, expected in cases:
        there = found(detector, text, language)
        assert (text, " | ".join(there) or "-") == (text, expected)


SAMPLE = "€ 5 or May 20, 2014, 7% for two years; IBAN DE89370400440532013000, a@b.org, US0378331005"
AROUND = st.text(
    st.sampled_from("aZ 5.,\n\r\t\u00a0é\u0301ß\U0001f600\U0001f1e9\u05d0\u0627\u200f\ud800\u4e2d"),
    max_size=30,
)


@settings(max_examples=80, deadline=None)
@given(AROUND, AROUND, st.sampled_from(["en", "de", ""]))
def test_offsets_are_characters_whatever_stands_around(
    before: str, after: str, language: str
) -> None:
    text = f"{before} \n{SAMPLE} \n{after}"
    start_of_sample = len(before) + 2
    for name, detect in DETECTORS.items():
        expected = [
            (start + start_of_sample, end + start_of_sample)
            for start, end in detect(SAMPLE, language)
        ]
        assert set(expected) <= set(detect(text, language)), name


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["en", "fr", "it"]))
def test_stretches_are_within_the_text_and_apart(text: str, language: str) -> None:
    for detect in DETECTORS.values():
        last_end = 0
        for start, end in detect(text, language):
            assert last_end <= start < end <= len(text)
            last_end = end


@pytest.mark.parametrize("detector", DETECTORS)
@pytest.mark.parametrize(
    "piece",
    [
        ".",
        "1",
        "1.",
        "1,111",
        "one ",
        "$1 ",
        "DE11 ",
        "5\u00a0",
        "May 1 ",
        "a@a.",
        "ABCDEFGH ",
        "(",
    ],
)
def test_time_grows_with_the_text_and_no_faster(detector: str, piece: str) -> None:
    text = piece * (200_000 // len(piece))
    list(DETECTORS[detector](piece, "en"))  # compiled before the clock starts
    with processor_at_most(5):  # 0.5 s is what the slowest takes here; quadratic time is minutes
        for _ in DETECTORS[detector](text, "en"):
            pass
