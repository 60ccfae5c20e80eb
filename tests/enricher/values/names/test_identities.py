from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from enricher import values
from enricher.entities import FieldValue
from enricher.values import JURISDICTION, PARTY, TEXT, ValueType, normalize_text
from enricher.values.names.identities import (
    choose_name,
    key_rule,
    read_name,
    rename_parties,
)
from enricher.values.party import party_keys


def field(text: str, type: ValueType = PARTY, confidence: float = 0.9) -> FieldValue:
    value = normalize_text(type, text).value
    assert value is not None
    return FieldValue(value, confidence)


@pytest.mark.parametrize(
    ("documents", "chosen"),
    [
        ({"NIKE Inc.": 1}, "NIKE Inc."),
        ({"NIKE Inc.": 1, "Nike Inc.": 1}, "Nike Inc."),
        ({"NIKE Inc.": 3, "Nike Inc.": 2}, "Nike Inc."),  # nearly as often, and better written
        ({"NIKE Inc.": 4, "Nike Inc.": 2}, "NIKE Inc."),  # twice as often
        ({"nike inc.": 1, "NIKE Inc.": 1}, "NIKE Inc."),
        ({"Ebay Inc.": 3, "eBay Inc.": 40}, "eBay Inc."),
        ({"Intel Corp.": 1, "Intel Corporation": 1}, "Intel Corporation"),
        ({"Acme-North": 1, "Acme North": 1}, "Acme North"),
    ],
)
def test_name_that_is_shown_is_the_most_used_or_the_better_written(
    documents: dict[str, int], chosen: str
) -> None:
    assert choose_name(documents) == chosen
    assert choose_name(dict(reversed(documents.items()))) == chosen


def test_documents_that_come_in_seldom_change_the_name_that_is_shown() -> None:
    dice = random.Random(3)
    documents = {"ACME BANK": 0, "Acme Bank": 0}
    rewritten, shown = 0, ""
    for _ in range(20_000):
        documents[dice.choice(list(documents))] += 1
        chosen = choose_name({name: count for name, count in documents.items() if count})
        if chosen != shown:
            rewritten += sum(documents.values())
            shown = chosen
    assert rewritten < 2 * 20_000


def test_fields_get_the_shown_name_once_with_the_best_confidence() -> None:
    fields = {
        "Buyer": (
            field("NIKE, INC", confidence=0.5),
            field("Vega LLC"),
            field("Nike", confidence=0.8),
        ),
        "Jurisdiction": (field("Delaware", JURISDICTION),),
        "Note": (field("Nike", TEXT),),
    }
    renamed = rename_parties(fields, {"NIKE Inc.": "Nike Inc.", "Nike": "Nike Inc."})
    buyers = [(found.value.display, found.confidence) for found in renamed["Buyer"]]
    assert buyers == [("Nike Inc.", 0.8), ("Vega LLC", 0.9)]
    assert renamed["Buyer"][0].value.detail["name"] == "Nike Inc."
    assert renamed["Jurisdiction"] == fields["Jurisdiction"]
    assert renamed["Note"] == fields["Note"]


def test_keys_come_from_fields_of_type_party_alone() -> None:
    fields = {
        "Guarantor": (field("NIKE, INC"),),
        "Note": (field("Vega LLC", TEXT),),
    }
    assert party_keys(fields) == {"NIKE Inc.": "nike inc"}


def test_names_are_read_as_documents_are() -> None:
    assert read_name("Nike, Incorporated") == ("Nike Inc.", "nike inc")
    assert read_name("____") == ("____", "____")


def test_any_change_of_the_code_that_makes_keys_is_another_rule(tmp_path: Path) -> None:
    folder = tmp_path / "values"
    shutil.copytree(Path(values.__file__).parent, folder)
    assert key_rule(folder) == key_rule()
    (folder / "names" / "legal_forms.py").write_text("LEGAL_FORMS = {}")
    assert key_rule(folder) != key_rule()
