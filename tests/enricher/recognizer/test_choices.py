"""What a document is, by the model that ships, and by a chooser of three examples."""

from __future__ import annotations

import numpy as np
import pytest

from enricher.errors import ModelError
from enricher.expressions.schema_file import load_schema
from enricher.models.registry import SHIPPED_CHOICES
from enricher.recognizer.choices import (
    BUCKETS,
    OTHER,
    Chooser,
    features_of,
    read_choosers,
    write_choosers,
)
from enricher.recognizer.project import ProjectRecognizer
from enricher.schema import Category, EntitySchema
from enricher.values import CHOICE

SCHEMA = load_schema(SHIPPED_CHOICES.parents[1] / "schema.toml")
(SHIPPED,) = read_choosers(SHIPPED_CHOICES.read_bytes())

PARTIES = "is made as of May 1, 2009 by and between Alder Ltd and Birch Ltd."
TEXTS = [
    (f"Exhibit 10.3\nSUPPLY AGREEMENT\nThis Supply Agreement {PARTIES}", "supply"),
    (f"MUTUAL NON-DISCLOSURE AGREEMENT\nThis Agreement {PARTIES}", "nda"),
    (f"Amendment No. 2 to Office Lease\nThis Amendment {PARTIES}", "amendment"),
    (f"Statement of Work No. 4\nunder the Master Services Agreement. {PARTIES}", "statement of work"),
    (f"Master Franchise Agreement\n{PARTIES}", "franchise"),
    ("Alder Ltd\nINVOICE\nInvoice number 12\nBill to: Birch Ltd\nTotal due 12.00\nDue date 1 May", "invoice"),
    ("Kontoauszug\nKontoinhaber Birke\nAnfangssaldo 12,00\nEndsaldo 13,00\nBuchungstag", "bank statement"),
    ("Mietvertrag\nzwischen dem Vermieter Birke und dem Mieter Erle über die Miete", "lease"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TEXTS)
def test_a_document_is_what_its_title_says(text: str, wanted: str) -> None:
    choice = SHIPPED.choose(text, SHIPPED.choices, None)
    assert choice is not None
    assert choice.name == wanted
    assert choice.confidence > 0.5


def test_the_schema_that_ships_offers_what_the_model_knows() -> None:
    assert SCHEMA["DocumentType"].choices == SHIPPED.choices
    assert OTHER in SHIPPED.choices


def test_a_choice_is_a_span_of_the_line_that_says_it() -> None:
    text = "Exhibit 10.3\nFRANCHISE AGREEMENT\nbetween Alder Ltd and Birch Ltd"
    schema = EntitySchema((SCHEMA["DocumentType"],))
    (span,) = ProjectRecognizer(schema, None, choosers=[SHIPPED]).recognize(text, 1000).spans
    assert (span.category, span.choice) == ("DocumentType", "franchise")
    assert text[span.start : span.end] == "FRANCHISE AGREEMENT"


def test_a_category_without_choices_is_left_alone() -> None:
    schema = EntitySchema((Category("Word", CHOICE, words=("lease",)),))
    spans = ProjectRecognizer(schema, None, choosers=[SHIPPED]).recognize("A lease", 100).spans
    assert [span.category for span in spans] == ["Word"]


def test_only_choices_of_the_schema_are_chosen() -> None:
    text = TEXTS[0][0]
    choice = SHIPPED.choose(text, ["lease", "loan"], None)
    assert choice is not None
    assert choice.name in ("lease", "loan")
    assert SHIPPED.choose(text, ["side letter"], None) is None


def test_what_is_too_unsure_is_other_or_nothing() -> None:
    chooser = Chooser(
        "Kind",
        ("a", "b", OTHER),
        np.ones(BUCKETS, np.float32),
        np.zeros((BUCKETS, 3), np.float32),
        np.array([1.0, 0.9, 0.0], np.float32),
        threshold=0.6,
    )
    choice = chooser.choose("words", chooser.choices, None)
    assert choice is not None
    assert choice.name == OTHER
    assert choice.confidence == pytest.approx(1 - np.exp(1) / (np.exp([1, 0.9, 0]).sum()), abs=1e-5)
    assert chooser.choose("words", ("a", "b"), None) is None
    certain = chooser.choose("words", chooser.choices, 0.0)
    assert certain is not None
    assert certain.name == "a"


@pytest.mark.parametrize("text", ["", "   \n", "12\n", "\x00" * 50])
def test_a_text_without_words_is_nothing(text: str) -> None:
    assert SHIPPED.choose(text, SHIPPED.choices, None) is None


def test_a_file_of_choosers_is_read_as_it_was_written() -> None:
    (again,) = read_choosers(write_choosers([SHIPPED]))
    assert again.choices == SHIPPED.choices
    assert np.array_equal(again.weights, SHIPPED.weights)
    features = features_of(TEXTS[0][0])
    assert np.array_equal(again.scores(features), SHIPPED.scores(features))


@pytest.mark.parametrize("content", [b"", b"no archive", write_choosers([SHIPPED])[:1000]])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError, match="choices"):
        read_choosers(content)
