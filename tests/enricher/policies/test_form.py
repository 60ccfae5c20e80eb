"""Policies as a form has them: written into their file and read back, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from enricher.errors import InputError
from enricher.expressions import compile_expression
from enricher.expressions.schema_file import load_schema
from enricher.policies.condition_reader import read_conditions
from enricher.policies.conditions import (
    ConditionKind,
    FormCondition,
    Joined,
    kinds_for,
    write_conditions,
)
from enricher.policies.form import PolicyForm, read_form, write_form
from enricher.policies.form_scope import FormScope, read_scope, write_scope
from enricher.values import BOOLEAN
from tests.checkout import ROOT
from tests.enricher.policies.writing import SCHEMA

PROJECTS = ROOT / "enricher/shipped/projects"
SHIPPED = sorted(PROJECTS.glob("*/policies/*.yaml"))
TEXT = """# Agreed with the board.

title: A long term   # said in a line
# How bad it is
severity: low
condition: |  # asked of lawyers
  missing(fields.Term)
# What people read
message: 'The term: {Term}'
examples:
  # made up
  - expect: finding
  - {fields: {Term: 3 years}, expect: none}
# the end
"""
LAWS = ("New York", "Delaware", "Texas")

_words = some.text(
    some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")),
    min_size=1,
    max_size=12,
)
_texts = some.lists(_words, min_size=1, max_size=3).map(" ".join)
_numbers = some.decimals(-10_000, 10_000, places=2).map(lambda one: f"{one.normalize():f}")
_values = {
    "date": some.dates().map(lambda one: one.isoformat()),
    "duration": some.sampled_from(["5 years", "90 days", "18 months"]),
    "money": some.sampled_from(["1000 USD", "2500000.50 EUR"]),
    "percent": _numbers,
    "jurisdiction": some.sampled_from(LAWS),
    "party": _words,
}
_days = some.integers(0, 5_000).map(str)


@some.composite
def conditions(draw: some.DrawFn) -> FormCondition:
    names = (
        "Term",
        "EffectiveDate",
        "Date",
        "Money",
        "Percent",
        "Jurisdiction",
        "Party",
        "Duration",
    )
    category = SCHEMA[draw(some.sampled_from(names))]
    kind = draw(some.sampled_from(kinds_for(category)))
    if kind in (ConditionKind.MISSING, ConditionKind.PRESENT):
        return FormCondition(kind, category.name)
    values = _values[category.type.name]
    if kind in (ConditionKind.WITHIN, ConditionKind.AGO):
        values = _days
    if kind in (ConditionKind.ON_LIST, ConditionKind.NOT_ON_LIST):
        values = some.sampled_from(["blocked-parties", "accepted-jurisdictions"])
    if kind in (ConditionKind.ONE_OF, ConditionKind.NONE_OF):
        return FormCondition(
            kind, category.name, tuple(draw(some.lists(values, min_size=1, max_size=3)))
        )
    return FormCondition(kind, category.name, (draw(values),))


@given(some.lists(conditions(), min_size=1, max_size=4), some.sampled_from(["all", "any"]))
def test_conditions_are_valid_and_read_back(given: list[FormCondition], joined: Joined) -> None:
    text = write_conditions(given, joined, SCHEMA)
    compile_expression(text, SCHEMA, BOOLEAN)
    read = read_conditions(text, SCHEMA)
    assert read is not None
    assert read[0] == tuple(given)
    assert read[1] == joined or len(given) == 1


def test_wordings_are_asked_of_passages_alone() -> None:
    schema = load_schema(PROJECTS / "clauses" / "schema.toml")
    wordings = [ConditionKind.OTHER_WORDING, ConditionKind.CHANGED_WORDING]
    assert set(wordings) <= set(kinds_for(schema["GoverningLaw"]))
    assert set(wordings).isdisjoint(kinds_for(schema["CapAmount"]))
    given = [FormCondition(kind, "GoverningLaw") for kind in wordings]
    text = write_conditions(given, "any", schema)
    assert text == (
        'playbook.GoverningLaw == "other" ||\nplaybook.GoverningLaw in ["close", "other"]'
    )
    assert read_conditions(text.replace('"', "'"), schema) == (tuple(given), "any")
    with pytest.raises(InputError, match="cannot be asked whether it is other-wording"):
        write_conditions([FormCondition(wordings[0], "CapAmount")], "all", schema)


@given(_texts, _texts, some.booleans(), some.lists(conditions(), min_size=1, max_size=3))
def test_form_is_written_and_read_back_and_comments_stay(
    title: str, message: str, enabled: bool, given: list[FormCondition]
) -> None:
    form = read_form(TEXT, "", SCHEMA)
    assert form is not None
    wanted = replace(form, title=title, message=message, enabled=enabled, conditions=tuple(given))
    text = write_form(wanted, TEXT, "", SCHEMA)
    assert read_form(text, "", SCHEMA) == wanted
    for line in TEXT.splitlines():
        if "#" in line:
            assert line[line.index("#") :] in text
    assert text.endswith(TEXT[TEXT.index("examples:") :])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda one: one.stem)
def test_form_of_a_shipped_policy_changes_no_more_than_it_says(path: Path) -> None:
    schema = load_schema(path.parent.parent / "schema.toml")
    text = path.read_text()
    form = read_form(text, "", schema)
    assert form is not None
    assert write_form(form, text, "", schema) == text
    changed = replace(form, severity="critical" if form.severity != "critical" else "low")
    written = write_form(changed, text, "", schema)
    pairs = zip(text.splitlines(), written.splitlines(), strict=True)
    assert len([one for one, other in pairs if one != other]) == 1


def test_most_shipped_policies_fit_the_form() -> None:
    forms = [
        read_form(one.read_text(), "", load_schema(one.parent.parent / "schema.toml"))
        for one in SHIPPED
    ]
    # 34 of 57: what compares with the amounts of a list, rows or sums is written as an expression.
    assert sum(one is not None and one.conditions is not None for one in forms) >= 0.59 * len(forms)


@pytest.mark.parametrize(
    "condition",
    [
        "fields.Term.text != 'until terminated' && longer(fields.Term, '5 years')",
        "missing(fields.Term) && present(fields.Party) || missing(fields.Money)",
        "missing(fields.Term) // the lawyers said so",
        "fields.Party.size() < 2",
        "!(missing(fields.Term))",
        "fields.Party.exists(p, on_list(p, 'a') && on_list(p, 'b'))",
        "confidence.Term < 0.5",
    ],
)
def test_what_a_form_cannot_say_is_told_and_stays(condition: str) -> None:
    text = f"title: x\nseverity: low\ncondition: |\n  {condition}\nmessage: m\n"
    form = read_form(text, "", SCHEMA)
    assert form is not None
    assert form.conditions is None
    assert form.unsaid
    assert write_form(replace(form, title="y"), text, "", SCHEMA) == text.replace(
        "title: x", "title: y"
    )


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (FormCondition(ConditionKind.OVER, "Term"), "Term: a value is missing"),
        (FormCondition(ConditionKind.OVER, "Percent", ("many",)), "'many' is not a number"),
        (FormCondition(ConditionKind.BEFORE, "Date", ("May",)), "'May' is not a day"),
        (FormCondition(ConditionKind.WITHIN, "Date", ("-1",)), "not a number of days"),
        (FormCondition(ConditionKind.OVER, "Party", ("a",)), "Party is a party"),
        (FormCondition(ConditionKind.MISSING, "Nothing"), "no category 'Nothing'"),
    ],
)
def test_incomplete_condition_is_refused(condition: FormCondition, message: str) -> None:
    with pytest.raises(InputError, match=message):
        write_conditions([condition], "all", SCHEMA)


def test_new_policy_is_written_in_the_usual_order() -> None:
    form = PolicyForm(
        title="A large amount",
        severity="high",
        message="{Money} is large.",
        scope=FormScope(("loan", "bank statement"), ("leases",), "audit OR review"),
        conditions=(
            FormCondition(ConditionKind.OVER, "Money", ("1000 USD",)),
            FormCondition(ConditionKind.MISSING, "Term"),
        ),
    )
    assert write_form(form, "", "", SCHEMA) == (
        "title: A large amount\n"
        "severity: high\n"
        'scope: (DocumentType:loan OR DocumentType:"bank statement") collection=leases (audit OR review)\n'
        "condition: |\n"
        '  fields.Money.exists(x, x.currency == "USD" && above(x, "1000 USD")) &&\n'
        "  missing(fields.Term)\n"
        "message: '{Money} is large.'\n"
    )


def test_file_over_a_shipped_policy_gets_the_changed_keys_alone() -> None:
    shipped = (PROJECTS / "contracts/policies/term-missing.yaml").read_text()
    form = read_form("enabled: false\n", shipped, SCHEMA)
    assert form is not None
    assert not form.enabled
    assert form.title
    text = write_form(replace(form, severity="high"), "enabled: false\n", shipped, SCHEMA)
    assert text == "severity: high\nenabled: false\n"


@pytest.mark.parametrize("text", ["title: [", "- a\n- b\n", "{title: x, severity: low}\n"])
def test_what_is_no_such_yaml_is_not_changed(text: str) -> None:
    with pytest.raises(InputError, match="change it as YAML"):
        write_form(PolicyForm(title="y", severity="low"), text, "", SCHEMA)


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        ("", FormScope()),
        ("DocumentType:loan", FormScope(("loan",))),
        ('(DocumentType:loan OR DocumentType:"a b")', FormScope(("loan", "a b"))),
        ("collection=leases Party:present", FormScope((), ("leases",), "Party:present")),
        ("DocumentType:loan (a OR b)", FormScope(("loan",), (), "a OR b")),
        ("DocumentType:loan OR audit", FormScope(search="DocumentType:loan OR audit")),
        ("audit DocumentType:loan", FormScope(search="audit DocumentType:loan")),
        (
            "GoverningLaw:present (DocumentType:a OR DocumentType:b)",
            FormScope(search="GoverningLaw:present (DocumentType:a OR DocumentType:b)"),
        ),
    ],
)
def test_scope_is_read_and_written_back(query: str, scope: FormScope) -> None:
    assert read_scope(query) == scope
    assert write_scope(scope) == query
