"""Documents of several origins as labelled texts of one schema."""

from __future__ import annotations

from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from training.dataset.tags import LabeledText
from training.experiments.contract_texts import (
    agreed_values,
    expected_values,
    labeled_contract,
    labeled_fields,
    labeled_nda,
    labeled_sample,
)
from training.experiments.cuad import Contract
from training.experiments.nda import Nda

DATES = parse_schema(
    {
        "categories": {
            name: {"type": "date", "cardinality": "one", "learned": True}
            for name in ("AgreementDate", "EffectiveDate", "ExpiryDate")
        }
    },
    "dates",
)
ONE_DATE = parse_schema(
    {"categories": {"EffectiveDate": {"type": "date", "cardinality": "one", "learned": True}}},
    "one date",
)
DATED = "This Agreement is dated as of May 2, 2014."
EFFECTIVE = "This Agreement is made as of May 2, 2014 (the \u201cEffective Date\u201d)."


def nda(text: str) -> Nda:
    expected = {"Party": (), "EffectiveDate": ("2014-05-02",), "Jurisdiction": (), "Term": ()}
    return Nda("a.pdf", text, expected)


def test_dates_of_agreements_are_told_apart_where_the_schema_does() -> None:
    for text, category in ((DATED, "AgreementDate"), (EFFECTIVE, "EffectiveDate")):
        labeled = labeled_nda(nda(text), DATES)
        assert [one.category for one in labeled.labels] == [category]
        assert labeled.is_tagged("AgreementDate")
        assert not labeled.is_tagged("ExpiryDate")
    assert [one.category for one in labeled_nda(nda(DATED), ONE_DATE).labels] == ["EffectiveDate"]


def test_agreement_is_expected_to_have_the_date_that_its_words_say() -> None:
    for text, dates in ((DATED, ["2014-05-02", None]), (EFFECTIVE, [None, "2014-05-02"])):
        values = agreed_values(nda(text), DATES)
        told = [values[name] for name in ("AgreementDate", "EffectiveDate")]
        assert told == [(day,) if day else () for day in dates]
        assert values["Term"] == ()
    assert agreed_values(nda(DATED), ONE_DATE)["EffectiveDate"] == ("2014-05-02",)


def test_length_without_an_answer_is_not_known_of_a_contract() -> None:
    text = "It renews for successive one-year terms."
    schema = parse_schema(
        {
            "categories": {
                name: {"type": "duration", "cardinality": "one", "learned": True}
                for name in ("Term", "RenewalTerm")
            }
        },
        "lengths",
    )
    contract = Contract("c1", text, (), marked=((0, len(text), "Renewal Term"),))
    labeled = labeled_contract(contract, schema)
    assert labeled.is_tagged("Term")
    assert not labeled.is_tagged("RenewalTerm")
    assert expected_values(contract, schema)["RenewalTerm"] == ()


def test_generated_documents_say_nothing_of_other_categories() -> None:
    text = LabeledText("s", DATED, (Span(30, 41, "EffectiveDate"),))
    sample = labeled_sample(text, DATES)
    assert labeled_fields(sample, DATES) == {
        "AgreementDate": ("2014-05-02",),
        "EffectiveDate": (),
    }


def test_contracts_have_the_labels_and_values_of_the_schema() -> None:
    text = f"{DATED} It ends on June 30, 2020."
    contract = Contract(
        "c",
        text,
        ("Acme Inc.",),
        answers={"Agreement Date": "5/2/14", "Expiration Date": "6/30/20"},
        marked=((len(DATED) + 1, len(text), "Expiration Date"),),
    )
    labeled = labeled_contract(contract, DATES)
    assert [one.category for one in labeled.labels] == ["AgreementDate", "ExpiryDate"]
    assert expected_values(contract, DATES) == {
        "AgreementDate": ("2014-05-02",),
        "EffectiveDate": (),
        "ExpiryDate": ("2020-06-30",),
    }
    assert labeled_contract(contract, ONE_DATE).labels == ()
