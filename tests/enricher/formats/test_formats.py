"""What every format owes: nothing lost on the way out and back, found out by what is in it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enricher.formats import FORMATS, LabelSet, read_labels, write_labels
from enricher.labels import Label, LabeledDocument, LabelSource, in_order, overlapping

CATEGORIES = ("Party", "Loan Amount", "Loan_Amount", "Größe", "a.b", "x-1", "Unused")

LETTERS = "ab1 .,#-'\"\\/\t\n\r\u00a0éß\u0301\u200d\ufeff\u2028\x00\x1c€中😀🇩\U00010000"
TEXTS = st.one_of(
    st.text(alphabet=LETTERS, max_size=40),
    st.lists(
        st.sampled_from(
            ["Acme", "Inc.", " ", "\r\n", "\n", "\n\n", "😀", "e\u0301", "-DOCSTART-", "#", "O"]
        ),
        max_size=12,
    ).map("".join),
)
NAMES = st.one_of(
    st.sampled_from(
        [
            "a.txt",
            "a",
            "A",
            "b/c.pdf",
            "b/c",
            "../up",
            "/abs",
            "x y.txt",
            '"q"',
            "ä.txt",
            "a.txt/b",
            " s ",
        ]
    ),
    st.text(alphabet='ab/. "\n\t#é😀', min_size=1, max_size=8),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda one: st.lists(one, max_size=2),
)
EXTRAS = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "meta",
            "text",
            "label",
            "entities",
            "enricher",
            "data",
            "Comments",
            "spans",
            "assets",
        ]
    ),
    VALUES,
    max_size=2,
)


@st.composite
def documents(draw: st.DrawFn, name: str) -> LabeledDocument:
    text = draw(TEXTS)
    labels = []
    if text:
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            source = draw(st.sampled_from(list(LabelSource)))
            labels.append(Label(start, end, draw(st.sampled_from(CATEGORIES[:-1])), source))
    regions = ()
    if text and draw(st.booleans()):
        first = draw(st.integers(0, len(text) - 1))
        regions = ((first, draw(st.integers(first + 1, len(text)))),)
    return LabeledDocument(
        name=name,
        text=text,
        labels=in_order(labels),
        dataset=draw(st.sampled_from([None, "train", "test"])),
        language=draw(st.sampled_from([None, "en", "en-us"])),
        tagged=draw(st.sampled_from([None, (), ("Party", "a.b")])),
        regions=regions,
    )


@st.composite
def label_sets(draw: st.DrawFn) -> LabelSet:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    texts = tuple(draw(documents(name)) for name in names)
    return LabelSet(
        documents=texts,
        categories=draw(st.permutations(CATEGORIES).map(tuple)),
        project=draw(st.sampled_from(["", "Loan Agreements"])),
        language=draw(st.sampled_from([None, "en"])),
        description=draw(st.sampled_from(["", "Two\nlines"])),
        settings=draw(st.sampled_from([{}, {"multilingual": False, "settings": {"a": 1}}])),
        extras={name: extras for name in names if (extras := draw(EXTRAS))},
    )


def separate(document: LabeledDocument) -> LabeledDocument:
    """The document without labels that overlap others."""
    labels: list[Label] = []
    for label in document.labels:
        if not overlapping([*labels, label]):
            labels.append(label)
    return replace(document, labels=tuple(labels))


def for_azure(document: LabeledDocument) -> LabeledDocument:
    document = separate(document)
    inside = [
        label
        for label in document.labels
        if not document.regions
        or any(start <= label.start and label.end <= end for start, end in document.regions)
    ]
    return replace(document, labels=tuple(inside))


def for_conll(document: LabeledDocument) -> LabeledDocument:
    labels = [one for one in document.labels if document.text[one.start : one.end].strip()]
    return separate(replace(document, labels=tuple(labels)))


def for_brat(document: LabeledDocument) -> LabeledDocument:
    text = document.text.replace("\0", "x").replace("\ufeff", "x")
    labels = [one for one in document.labels if text[one.start : one.end].strip("\r\n")]
    return replace(document, text=text, labels=tuple(labels))


HELD: Mapping[str, Callable[[LabeledDocument], LabeledDocument]] = {
    "azure": for_azure,
    "conll": for_conll,
    "brat": for_brat,
}
"""What of a document a format can hold, where it is not all."""


def through(labels: LabelSet, format: str, found_out: bool = True) -> LabelSet:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels"
        write_labels(labels, path, format)
        texts = {document.name: document.text for document in labels.documents}
        return read_labels(path, texts.__getitem__, None if found_out else format)


@pytest.mark.parametrize("format", list(FORMATS))
def test_what_is_written_is_read_again(format: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(label_sets())
    def check(labels: LabelSet) -> None:
        if format in HELD:
            held = tuple(HELD[format](document) for document in labels.documents)
            labels = replace(labels, documents=held)
        assert through(labels, format) == labels

    check()
