"""Derived fields: what a schema may say, and what becomes of the values of a text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from enricher.api.bodies import to_json
from enricher.api.bodies.documents import InputBody
from enricher.documents import EnrichedText, ExtractedText, ModelVersion
from enricher.documents.corrections import NOWHERE, Act, Correction, Said
from enricher.documents.facts import facts_of
from enricher.documents.records import from_record, to_record
from enricher.enrichment.assemble import assemble
from enricher.enrichment.derived_fields import derive, key_of
from enricher.enrichment.fields import UNWEIGHED
from enricher.enrichment.parts import Parts, Rules, ServedModel
from enricher.enrichment.pipeline import enrich_text
from enricher.entities import Notice
from enricher.errors import SettingsError
from enricher.expressions.schema_file import parse_schema, read_schema
from enricher.policies.places import evidence_places
from enricher.policies.verdicts import Evidence
from enricher.projects.schema_text import replace_categories
from enricher.recognizer.project import ProjectRecognizer
from enricher.schema import EntitySchema, merge_schemas
from enricher.schema.entries import write_schema
from enricher.text.anchors import anchor_at

FOUND = {
    "Signed": {"type": "date", "cardinality": "one", "patterns": [r"dated ([\w ,]+\d{4})"]},
    "Term": {"type": "duration", "cardinality": "one", "patterns": [r"term of (\w+ \w+)"]},
    "Notice": {"type": "duration", "cardinality": "one", "patterns": [r"(\w+ \w+)' notice"]},
    "Money": {"type": "money", "detectors": ["money"]},
    "Party": {"type": "party", "words": ["Vega LLC", "Orion Inc."]},
}
EXPIRY = {
    "type": "date",
    "cardinality": "one",
    "derived": "plus(fields.Signed, fields.Term)",
}
TEXT = "An agreement dated May 20, 2014 with Vega LLC for a term of two years."


def schema_with(**derived: dict[str, Any]) -> EntitySchema:
    return parse_schema({"categories": {**FOUND, **derived}}, "schema.toml")


def read(text: str, *schemas: EntitySchema) -> EnrichedText:
    extracted = ExtractedText(
        member="",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        size_bytes=len(text),
        media_type="text/plain",
        text=text,
    )
    served = tuple(
        ServedModel(
            f"p{at}/production",
            ModelVersion(f"p{at}", "rules", "1"),
            one,
            ProjectRecognizer(one, None),
        )
        for at, one in enumerate(schemas)
    )

    class Nothing:
        def extract(self, source: object) -> list[ExtractedText]:
            return []

    return enrich_text(extracted, Parts(Nothing(), served, 100_000))


def shown(enriched: EnrichedText) -> dict[str, list[str]]:
    return {name: [one.value.display for one in found] for name, found in enriched.fields.items()}


def test_a_derived_value_has_its_evidence_and_the_weakest_confidence() -> None:
    found = read(TEXT, schema_with(ExpiryDate=EXPIRY))
    assert shown(found)["ExpiryDate"] == ["2016-05-20"]
    assert found.fields["ExpiryDate"][0].value.order == "2016-05-20"
    (derivation,) = found.derived
    assert derivation.sentence() == "2016-05-20 = 2014-05-20 (Signed) + 2 years (Term)"
    places = [(one.start, one.end) for each in derivation.inputs for one in each.places]
    assert [TEXT[start:end] for start, end in places] == ["May 20, 2014", "two years"]
    assert to_json(derivation.inputs[1], InputBody) == {
        "category": "Term",
        "value": "2 years",
        "confidence": 1.0,
        "places": [{"offset": TEXT.index("two years"), "length": 9, "page": None}],
    }
    unsure = {
        "Signed": tuple(replace(one, confidence=0.9) for one in found.fields["Signed"]),
        "Term": tuple(replace(one, confidence=0.7) for one in found.fields["Term"]),
    }
    again = derive(replace(found, fields=unsure), [schema_with(ExpiryDate=EXPIRY)])
    assert again.fields["ExpiryDate"][0].confidence == 0.7


@pytest.mark.parametrize(
    ("text", "reason", "inputs"),
    [
        ("An agreement dated May 20, 2014.", "Term is missing", ["Signed"]),
        ("For a term of two years.", "Signed is missing", ["Term"]),
        ("It is dated May 2014 for a term of two years.", "Signed is only known as 2014-05", None),
        ("Nothing.", "Signed is missing", []),
    ],
)
def test_a_value_that_cannot_be_derived_has_a_reason_and_no_warning(
    text: str, reason: str, inputs: list[str] | None
) -> None:
    found = read(text, schema_with(ExpiryDate=EXPIRY))
    assert "ExpiryDate" not in found.fields
    (derivation,) = found.derived
    assert (derivation.found, derivation.reason) == (None, reason)
    assert derivation.sentence() == reason
    if inputs is not None:
        assert [one.category for one in derivation.inputs] == inputs
    assert found.warnings == ()


def test_a_document_that_could_not_be_read_lacks_no_derived_value() -> None:
    found = read("", schema_with())
    failed = replace(found, extracted=replace(found.extracted, failure=Notice("file_encrypted")))
    assert derive(failed, [schema_with(ExpiryDate=EXPIRY)]) == failed


def test_derived_from_derived_comes_in_the_order_of_need() -> None:
    deadline = {**EXPIRY, "derived": "minus(fields.ExpiryDate, fields.Notice)"}
    schema = schema_with(Deadline=deadline, ExpiryDate=EXPIRY)  # the needed one stands behind
    found = read(f"{TEXT} It ends on three months' notice.", schema)
    assert shown(found)["Deadline"] == ["2016-02-20"]
    sentences = {one.category: one.sentence() for one in found.derived}
    assert sentences["Deadline"] == "2016-02-20 = 2016-05-20 (ExpiryDate) - 3 months (Notice)"
    lacking = read("It ends on three months' notice.", schema)
    reasons = {one.category: one.reason for one in lacking.derived}
    assert reasons == {"ExpiryDate": "Signed is missing", "Deadline": "ExpiryDate is missing"}


def test_amounts_add_up_by_currency_each_with_its_own_evidence() -> None:
    total = {"type": "money", "derived": "totals(fields.Money)"}
    text = "The price is $1,000.10, then $500.05 and $1,000.10 again; EUR 70 for the notary."
    found = read(text, schema_with(Total=total))
    assert shown(found)["Total"] == ["70.00 EUR", "1500.15 USD"]
    euros, dollars = found.derived
    assert [one.value for one in euros.inputs] == ["70.00 EUR"]
    assert [one.value for one in dollars.inputs] == ["1000.10 USD", "500.05 USD"]
    assert [len(one.places) for one in dollars.inputs] == [2, 1]
    assert dollars.sentence() == (
        "1500.15 USD = totals(fields.Money), with 1000.10 USD (Money), 500.05 USD (Money)"
    )
    assert read("No amount.", schema_with(Total=total)).derived[0].reason == "there is no amount"


def test_values_of_every_type_can_be_derived() -> None:
    schema = schema_with(
        Months={"type": "number", "cardinality": "one", "derived": "months(fields.Term)"},
        Long={"type": "boolean", "cardinality": "one", "derived": "longer(fields.Term, '1 year')"},
        Who={"type": "party", "derived": "fields.Party.filter(x, x.startsWith('Vega'))"},
        Total={"type": "money", "cardinality": "one", "derived": "total(fields.Money, 'USD')"},
        Kind={
            "type": "text",
            "cardinality": "one",
            "derived": "present(fields.Term) ? 'limited' : 'unlimited'",
        },
    )
    found = read(f"{TEXT} Orion Inc. pays $5 and EUR 3.", schema)
    derived = {name: shown(found).get(name) for name in ("Months", "Long", "Who", "Total", "Kind")}
    assert derived == {
        "Months": ["24"],
        "Long": ["true"],
        "Who": ["Vega LLC"],
        "Total": ["5.00 USD"],
        "Kind": ["limited"],
    }
    assert found.fields["Who"][0].value.detail == found.fields["Party"][0].value.detail
    (total,) = [one for one in found.derived if one.category == "Total"]
    assert total.notes == ("the total in USD leaves out amounts in EUR",)


def test_a_derivation_is_kept_as_it_is() -> None:
    found = read(TEXT, schema_with(ExpiryDate=EXPIRY))
    record = to_record(found)
    assert from_record(record.body) == found
    assert record.derived_by == found.derived_by == key_of([schema_with(ExpiryDate=EXPIRY)])
    assert to_record(read(TEXT, schema_with())).derived_by == ""


def test_deriving_again_follows_the_schema_and_nothing_else() -> None:
    found = read(TEXT, schema_with(ExpiryDate=EXPIRY))
    assert derive(found, [schema_with(ExpiryDate=EXPIRY)]) == found
    earlier = schema_with(ExpiryDate={**EXPIRY, "derived": "minus(fields.Signed, fields.Term)"})
    assert shown(derive(found, [earlier]))["ExpiryDate"] == ["2012-05-20"]
    assert derive(found, [schema_with()]) == read(TEXT, schema_with())
    assert shown(derive(found, [None])) == shown(found), "its project is gone"


def test_a_category_that_was_found_once_has_the_derived_value() -> None:
    found_once = schema_with(
        ExpiryDate={"type": "date", "cardinality": "one", "patterns": [r"ends (\w+ \d+, \d{4})"]}
    )
    before = read(f"{TEXT} It ends May 1, 2030.", found_once)
    assert shown(before)["ExpiryDate"] == ["2030-05-01"]
    after = derive(before, [schema_with(ExpiryDate=EXPIRY)])
    assert shown(after)["ExpiryDate"] == ["2016-05-20"]


def test_two_projects_derive_each_their_own() -> None:
    one = schema_with(ExpiryDate=EXPIRY)
    other = parse_schema(
        {
            "categories": {
                "Rent": {"type": "money", "detectors": ["money"]},
                "Sum": {"type": "money", "derived": "totals(fields.Rent)"},
            }
        },
        "other.toml",
    )
    found = read(f"{TEXT} The rent is $5.", one, other)
    assert shown(found)["ExpiryDate"] == ["2016-05-20"]
    assert shown(found)["Sum"] == ["5.00 USD"]
    otherwise = schema_with(ExpiryDate={**EXPIRY, "derived": "minus(fields.Signed, fields.Term)"})
    with pytest.raises(SettingsError, match=r"ExpiryDate is plus.* in a and minus.* in b"):
        merge_schemas([("a", one), ("b", otherwise)])


def test_what_one_project_finds_and_another_derives_where_nothing_is_found_is_served_by_both() -> (
    None
):
    found = {"type": "date", "cardinality": "one", "patterns": [r"from (\w+ \d+, \d{4})"]}
    plain = parse_schema({"categories": {"Begin": found}}, "plain.toml")
    fallback = schema_with(Begin={**found, "derived": "fields.Signed"})
    for order in ((("a", plain), ("b", fallback)), (("b", fallback), ("a", plain))):
        assert merge_schemas(list(order))["Begin"].derived == "fields.Signed"
    only = schema_with(Begin={"type": "date", "cardinality": "one", "derived": "fields.Signed"})
    with pytest.raises(
        SettingsError, match=r"Begin is found in the text in a and fields\.Signed in b"
    ):
        merge_schemas([("a", plain), ("b", only)])


@pytest.mark.parametrize(
    ("derived", "said"),
    [
        ("plus(fields.Signd, fields.Term)", r"character 13: there is no category 'Signd'"),
        ("plus(fields.Signed)", r"write plus\(date, duration\)"),
        ("add(fields.Signed, fields.Term)", "there is no function 'add'"),
        ("plus(fields.Signed, fields.Term", "character"),
        ("plus(fields.Term, fields.Signed)", r"plus\(\) needs a date, and fields.Term is"),
        ("months(fields.Term)", r"a date is needed, and months\(fields.Term\) is a number"),
        ("plus(fields.E, fields.Term)", "it depends on itself: E <- E"),
        ("today", "must not depend on the current day.*today"),
        (
            "plus(fields.Signed, string(days_since(fields.Signed)) + ' days')",
            "must not depend on the current day",
        ),
        ("on_list(fields.Party[0], 'bad') ? fields.Signed : fields.Signed", "a policy"),
        ("document.pages > 3 ? fields.Signed : fields.Signed", "use document in a policy"),
        ("timestamp('2020-01-01T00:00:00Z')", "uses no category"),
    ],
)
def test_a_schema_with_a_wrong_expression_is_refused(derived: str, said: str) -> None:
    entry = {"type": "date", "cardinality": "one", "derived": derived}
    with pytest.raises(SettingsError, match=rf"schema\.toml: category E: .*{said}"):
        schema_with(E=entry)


def test_a_circle_is_named() -> None:
    with pytest.raises(SettingsError, match="it depends on itself: A <- B <- C <- A"):
        schema_with(
            A={**EXPIRY, "derived": "plus(fields.B, fields.Term)"},
            B={**EXPIRY, "derived": "plus(fields.C, fields.Term)"},
            C={**EXPIRY, "derived": "plus(fields.A, fields.Term)"},
        )


def date_found(pattern: str, derived: str) -> dict[str, Any]:
    return {"type": "date", "cardinality": "one", "patterns": [pattern], "derived": derived}


DATES = {
    "Signed": date_found(r"dated ([\w ,/]+\d{4})", "fields.Binding"),
    "Binding": date_found(r"binds from ([\w ,/]+\d{4})", "fields.Signed"),
    "Ends": date_found(r"ends (?:on )?([\w ,]+)\.", "plus(fields.Binding, fields.Term)"),
    "Term": {"type": "duration", "cardinality": "one", "patterns": [r"term: ([\w ]+)\."]},
}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("It is dated May 20, 2014. It ends on June 1, 2015. term: two years.", "Ends 2015-06-01"),
        ("It is dated May 20, 2014. term: two years.", "Ends 2016-05-20, Binding 2014-05-20"),
        ("It binds from May 20, 2014. term: two years.", "Ends 2016-05-20, Signed 2014-05-20"),
        ("It is dated May 1, 2014. It binds from June 1, 2014.", "Binding 2014-06-01, Ends -"),
        ("It is dated May 2014. term: two years.", "Binding 2014-05, Ends -"),
        ("It is dated May 20, 2014. term: in perpetuity.", "Ends perpetual"),
        ("It ends when it is sold. term: until terminated.", "Ends perpetual, Signed -"),
        ("It ends in perpetuity. term: two years.", "Ends perpetual"),
        ("Nothing.", "Ends -, Signed -, Binding -"),
    ],
)
def test_what_is_not_found_follows_from_what_is(text: str, fields: str) -> None:
    found = read(text, parse_schema({"categories": DATES}, "schema.toml"))
    values = shown(found)
    for one in fields.split(", "):
        name, value = one.split()
        assert values.get(name, ["-"]) == [value]
    assert found.warnings == ()
    assert derive(found, [parse_schema({"categories": DATES}, "schema.toml")]) == found
    assert from_record(to_record(found).body) == found
    assert set(facts_of(found).derived) == {one.category for one in found.derived if one.found}


def test_what_follows_has_its_evidence_through_all_that_it_comes_from() -> None:
    text = "It is dated May 20, 2014. term: two years."
    found = read(text, parse_schema({"categories": DATES}, "schema.toml"))
    sentences = {one.category: one.sentence() for one in found.derived}
    assert sentences == {
        "Binding": "2014-05-20 = fields.Signed, with 2014-05-20 (Signed)",
        "Ends": "2016-05-20 = 2014-05-20 (Binding) + 2 years (Term)",
    }
    places = evidence_places([Evidence("Ends", "2016-05-20", 1.0)], found)
    assert [one.text for one in places] == ["May 20, 2014", "two years"]


def test_what_is_found_and_ambiguous_follows_from_nothing_else() -> None:
    schema = parse_schema({"categories": DATES}, "schema.toml")
    found = read("It is dated 11/8/2019. It binds from May 1, 2014. term: two years.", schema)
    assert found.stated["Signed"].words == "2019-11-08 or 2019-08-11"
    assert shown(found)["Ends"] == ["2016-05-01"]
    follows = read("It is dated 11/8/2019. term: two years.", schema)
    assert follows.stated["Binding"].words == "2019-11-08 or 2019-08-11"
    assert follows.stated["Ends"].words == "2021-11-08 or 2021-08-11"


def test_what_people_say_goes_before_what_follows() -> None:
    schema = parse_schema({"categories": DATES}, "schema.toml")
    text = "It is dated May 20, 2014, and of force as of June 1, 2014. term: two years."
    before = read(text, schema)
    rules = [Rules(schema, UNWEIGHED)]
    start = text.index("June 1, 2014")
    place = anchor_at(text, start, start + len("June 1, 2014"))
    tag = Correction(1, "d", Said(Act.TAG, "Binding", place), "ada", datetime.now(UTC))
    none = replace(tag, id=2, said=Said(Act.NONE, "Binding", NOWHERE))
    tagged = assemble(before, rules, [tag]).text
    assert shown(tagged)["Binding"] == ["2014-06-01"]
    assert shown(tagged)["Ends"] == ["2016-06-01"]
    denied = assemble(before, rules, [none]).text
    assert "Binding" not in denied.fields
    assert {one.category: one.reason for one in denied.derived} == {"Ends": "Binding is missing"}
    assert assemble(tagged, rules).text == before


def test_a_found_category_takes_the_place_of_a_derived_one_and_gives_it_back() -> None:
    schema = schema_with(ExpiryDate={**EXPIRY, "patterns": [r"ends (\w+ \d+, \d{4})"]})
    assert schema.found == (*FOUND, "ExpiryDate")
    found = read(f"{TEXT} It ends May 1, 2030.", schema)
    assert shown(found)["ExpiryDate"] == ["2030-05-01"]
    assert found.derived == ()
    assert shown(derive(found, [schema_with(ExpiryDate=EXPIRY)]))["ExpiryDate"] == ["2016-05-20"]
    older = read(TEXT, schema_with(ExpiryDate=EXPIRY))
    assert derive(older, [schema]).fields == older.fields


def test_what_nobody_finds_has_no_threshold() -> None:
    with pytest.raises(SettingsError, match="it is only derived; remove threshold"):
        schema_with(ExpiryDate={**EXPIRY, "threshold": 0.5})


def test_the_file_and_line_of_a_wrong_expression_are_named(tmp_path: Path) -> None:
    text = (
        '[categories.Signed]\ntype = "date"\ndetectors = ["date"]\n\n'
        '[categories.Ends]\ntype = "date"\nderived = "plus(fields.Signed, 5)"\n'
    )
    with pytest.raises(SettingsError, match=r"schema\.toml:7: category Ends: derived"):
        read_schema(text.encode(), str(tmp_path / "schema.toml"))


def test_a_derived_category_goes_through_files_and_bundles() -> None:
    schema = schema_with(ExpiryDate=EXPIRY)
    assert parse_schema(write_schema(schema), "again") == schema
    text = replace_categories("", schema.categories)
    assert read_schema(text.encode(), "file") == schema
    assert schema.found == tuple(FOUND)
    assert [one.name for one in schema.derived] == ["ExpiryDate"]
