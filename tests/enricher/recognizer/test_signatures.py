"""The date of the last signature, and where it counts."""

from __future__ import annotations

import pytest

from enricher.documents.boxes import WordBoxes
from enricher.enrichment.fields import resolve
from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.detectors import DETECTORS, SURENESS
from enricher.recognizer.project import ProjectRecognizer
from enricher.values import normalize_spans

SIGNED = "By: /s/ Ann Lee\nName: Ann Lee\nDate: March 3, 2020\n\nBy: /s/ Bo Ray\nDate: {}\n"
SCHEMA = parse_schema(
    {
        "categories": {
            "Signed": {
                "type": "date",
                "cardinality": "one",
                "learned": True,
                "detectors": ["signature_date"],
            }
        }
    },
    "schema",
)


class Tagger:
    """Finds what stands behind "dated as of"."""

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        start = text.find("dated as of ") + len("dated as of ")
        return [Span(start, start + 10, "Signed", 0.4)] if "dated as of " in text else []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (SIGNED.format("March 5, 2020"), "March 5, 2020"),
        (SIGNED.format("2/5/2020"), "March 3, 2020"),
        (SIGNED.format("________"), "March 3, 2020"),
        ("Berlin, May 2, 2012\n\n/s/ Ann Lee\nAnn Lee", "May 2, 2012"),
        ("Dated: 4/8/2020\nYA II PN, Ltd.\nBy: /s/ Troy", "4/8/2020"),
        ("Date: March 3, 2020\nInvoice 17\nAmount due", None),  # nobody signs
        ("The parties met in Paris, May 2, 2012, and By: mail", None),
        (SIGNED.format("____") + "x\n" * 2000 + SIGNED.format("May 1, 2021"), "March 3, 2020"),
    ],
)
def test_latest_date_of_the_first_signatures_is_found(text: str, date: str | None) -> None:
    assert [text[start:end] for start, end in DETECTORS["signature_date"](text, "en")] == (
        [date] if date else []
    )


def signed(text: str) -> list[tuple[str, float]]:
    spans = ProjectRecognizer(SCHEMA, Tagger()).recognize(text, len(text)).spans
    fields = resolve(normalize_spans(spans, text, SCHEMA.types), SCHEMA).fields
    return [(one.value.display, one.confidence) for one in fields.get("Signed", ())]


def test_any_other_date_of_the_document_goes_before_that_of_its_signatures() -> None:
    signatures = SIGNED.format("March 5, 2020")
    assert signed(signatures) == [("2020-03-05", SURENESS["signature_date"])]
    assert signed(f"This Agreement, dated as of 2019-12-01, is made.\n{signatures}") == [
        ("2019-12-01", 0.4)
    ]
