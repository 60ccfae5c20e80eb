"""Labels with offsets in UTF-16 units, and how entities compare with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enricher.entities import Entity, EntitySource, Span
from enricher.models.scores import Scores
from enricher.values import DATE, JURISDICTION, MONEY, PARTY, PERCENT, normalize_text
from training.experiments.loan_agreements import (
    LABELS_FILE,
    Comparison,
    LoanAgreement,
    compare,
    count_absent,
    read_loan_agreements,
)

TEXT = (
    "Date 6/29/2018\r\n\U0001f4c4 Parker McLean (Borrower), Dylan Williams (Lender), Nebraska,"
    " five Dollars ($5.00) at five percent (5%), a fine of $50"
)
LABELS = {
    "Date": ["6/29/2018"],
    "BorrowerName": ["Parker McLean"],
    "LenderName": ["Dylan Williams"],
    "BorrowerState": ["Nebraska"],
    "LoanAmountWords": ["five Dollars"],
    "LoanAmountNumbers": ["$5.00"],
    "Interest": ["5%"],
}
TYPES = {
    "Party": PARTY,
    "EffectiveDate": DATE,
    "Date": DATE,
    "Money": MONEY,
    "Percent": PERCENT,
    "Jurisdiction": JURISDICTION,
}


@pytest.fixture
def agreement(tmp_path: Path) -> LoanAgreement:
    (tmp_path / "01.txt").write_bytes(TEXT.encode())
    labels = [
        {
            "category": category,
            "offset": len(TEXT[: TEXT.index(text)].encode("utf-16-le")) // 2,
            "length": len(text),
        }
        for category, texts in LABELS.items()
        for text in texts
    ]
    document = {"location": "01.txt", "entities": [{"labels": labels}]}
    (tmp_path / LABELS_FILE).write_text(json.dumps({"assets": {"documents": [document]}}))
    (read,) = read_loan_agreements(tmp_path)
    return read


def entity(category: str, text: str) -> Entity:
    start = TEXT.index(text)
    span = Span(start, start + len(text), category, 1.0, EntitySource.MODEL)
    return Entity(span, text, normalize_text(TYPES[category], text).value)


def compared(agreement: LoanAgreement, *entities: Entity) -> dict[str, Comparison]:
    comparisons = compare({"01.txt": agreement}, {"01.txt": entities})
    return {each.correspondence.category: each for each in comparisons}


def test_offsets_are_of_utf16_units_and_line_ends_stay(agreement: LoanAgreement) -> None:
    assert agreement.text == TEXT
    texts = {label.name: [TEXT[label.start : label.end]] for label in agreement.labels}
    assert texts == LABELS


def test_an_entity_that_takes_in_the_label_is_right_where_labels_are_parts(
    agreement: LoanAgreement,
) -> None:
    found = compared(
        agreement,
        entity("Money", "five Dollars ($5.00)"),
        entity("Money", "$50"),
        entity("Percent", "five percent (5%)"),
    )
    assert found["Money"].places == Scores(tp=2)  # the fine has no label: no precision
    assert found["Money"].values == Scores(tp=1)
    assert found["Percent"].places == Scores(tp=1)
    assert found["Percent"].values == Scores(tp=1)


def test_names_and_dates_have_to_begin_and_end_where_the_labels_do(
    agreement: LoanAgreement,
) -> None:
    found = compared(
        agreement,
        entity("Party", "Parker McLean"),
        entity("Party", "Dylan Williams (Lender)"),
        entity("EffectiveDate", "6/29/2018"),
    )
    assert found["Party"].places == Scores(tp=1, fp=1, fn=1)
    assert found["EffectiveDate"].places == Scores(tp=1)
    assert found["EffectiveDate"].values == Scores(tp=1)
    assert found["Date"].places == Scores(fn=1)


def test_a_state_of_an_address_is_no_jurisdiction(agreement: LoanAgreement) -> None:
    assert count_absent({"01.txt": (entity("Jurisdiction", "Nebraska"),)}) == {
        "Jurisdiction": 1,
        "Term": 0,
    }
