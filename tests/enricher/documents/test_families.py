"""What tells relatives: days, stages, keys; and the families of 408 real contracts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from enricher.documents.families import (
    Kinship,
    Member,
    Stage,
    are_copies,
    choose_master,
    days_of,
    keys_of,
    kinship_of,
    stage_of,
)
from enricher.documents.records import dump_kinship, load_kinship
from enricher.entities import FieldValue
from enricher.values.party import parse_party
from tests.build import date_value

AMENDMENT = (
    "AMENDMENT NO. 1\n\nThis Amendment of June 1, 2019 amends the Supply Agreement dated as of March 1, 2015 between"
    " Orion Labs Inc. and Vega LLC."
)

# A change of one of CUAD's contracts -> the contract, as reading them shows.
MASTERS = {
    "4952c790acd5": "d3e12d0129e9",
    "4e6f3efdb136": "85e61b8f061e",
    "62318cf2700d": "e6eda6e6a12c",
    "718c0a834d29": "949be1f4ab00",
    "8bf961db36b0": "f79391dcb2e7",
    "944681b7ea34": "0416add6d3bb",
    "9a72dae464a3": "4fc6290aa023",
    "9d8c91ebea40": "cb5956b395ea",
    "a262ac269458": "85e61b8f061e",
    "a2cf494abdf6": "d3e12d0129e9",
    "a8373eae4988": "4fc6290aa023",
    "a848365b66a4": "85e61b8f061e",
    "e44612c5623e": "4fc6290aa023",
    "e8505c3038cf": "f79391dcb2e7",
}


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("SERVICES AGREEMENT\n\nBy: /s/ Ada Miller", Stage.SIGNED),
        ("By: /S/Ada Miller", Stage.SIGNED),
        ("By: /s/ ______", None),
        ("see http://example.com/s/a", None),
        ("By: ____________", None),
        ("DRAFT 3 May 2020\nSERVICES AGREEMENT", Stage.DRAFT),
        ("Confidential DRAFT\nSERVICES AGREEMENT", Stage.DRAFT),
        ("SERVICES AGREEMENT\nEach party may draft a plan.", None),
        (f"SERVICES AGREEMENT\n{'A clause. ' * 100}\nDRAFT", None),
    ],
)
def test_stage_is_told_where_the_text_shows_it(text: str, stage: Stage | None) -> None:
    assert stage_of(text) is stage


def test_days_are_those_of_fields_and_opening_and_not_the_master_s() -> None:
    fields = {
        "EffectiveDate": (FieldValue(date_value("2019-07-01"), 0.9),),
        "AgreementDate": (FieldValue(date_value("2015-03-01"), 0.9),),
        "ExpiryDate": (FieldValue(date_value("2022-01-01"), 0.9),),
    }
    assert days_of(AMENDMENT, fields) == ("2019-07-01", "2019-06-01")


def test_kinship_is_kept_as_it_is() -> None:
    kinship = kinship_of(f"{AMENDMENT}\nBy: /s/ Ada Miller", "Amendment")
    assert kinship.reference is not None
    assert kinship.stage is Stage.SIGNED
    assert load_kinship(dump_kinship(kinship), kinship.sketch) == kinship


def test_keys_are_few_whatever_a_document_holds() -> None:
    many = {f"fund {number} inc": f"Fund {number} Inc." for number in range(50)}
    kinship = Kinship(
        titles=("Services Agreement", "Agreement"), sketch=kinship_of(AMENDMENT, "").sketch
    )
    keys = keys_of(Member("a", 1, kinship, ("2015-03-01",), many))
    assert len(keys.offered) == 1 + 8 * 7 // 2
    assert len(keys.shared) == 16
    assert keys.asked == frozenset()


def test_near_copies_have_the_same_parties_and_a_date_in_common() -> None:
    kinship = kinship_of("one two three four five six seven", "")
    one = Member("a", 1, kinship, ("2015-03-01",), {"orion inc": "", "vega llc": ""})
    assert are_copies(one, replace(one, id="b")) == 1.0
    assert are_copies(one, replace(one, id="b", days=())) == 1.0
    assert are_copies(one, replace(one, id="b", days=("2016-03-01",))) is None
    assert are_copies(one, replace(one, id="b", parties={"orion inc": ""})) is None


def test_masters_of_real_contracts_are_found_and_no_other(test_data: Path) -> None:
    members = []
    for number, line in enumerate(
        (test_data / "cuad" / "labels.jsonl").read_text("utf-8").splitlines()
    ):
        contract = json.loads(line)
        text = (test_data / "cuad" / "texts" / f"{contract['id']}.txt").read_text("utf-8")
        named = re.sub(r"\(.*?\)", "", contract["answers"].get("Parties", "")).split(";")
        values = (parse_party(one).value for one in named if one.strip())
        keys = {str(one.detail["key"]) for one in values if one is not None}
        kinship, days = kinship_of(text[:30_000], ""), days_of(text, {})
        members.append(Member(contract["id"], number, kinship, days, {key: key for key in keys}))
    changes = [one for one in members if one.kinship.reference is not None]
    masters = {one.id: master.id for one in changes if (master := choose_master(one, members))}
    assert masters.items() <= MASTERS.items()
    assert len(masters) >= 12
    assert len(changes) >= 23
