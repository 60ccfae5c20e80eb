"""Tests of enricher.expressions: what expressions say of documents, and which are refused."""

from __future__ import annotations

import pickle
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enricher.entities import Fact
from enricher.errors import ExpressionError
from enricher.expressions import Inputs, compile_expression, known_of
from enricher.expressions.samples import DOCUMENT
from enricher.expressions.schema_file import parse_schema
from enricher.policies.lists import Amount
from enricher.schema import EntitySchema
from enricher.values import BOOLEAN

TODAY = date(2026, 3, 1)
SCHEMA: EntitySchema = parse_schema(
    {
        "categories": {
            name: {"type": kind, "cardinality": cardinality, "learned": True}
            for name, kind, cardinality in (
                ("Party", "party", "many"),
                ("Amounts", "money", "many"),
                ("Day", "date", "one"),
                ("Days", "date", "many"),
                ("Term", "duration", "one"),
                ("Loan", "money", "one"),
                ("Rate", "percent", "one"),
                ("Governing Law", "jurisdiction", "one"),
                ("Signed", "boolean", "one"),
            )
        }
    },
    "schema",
)
LEASE = {
    "Party": ["Acme Inc.", "Globex LLC"],
    "Amounts": ["100.10 USD", "0.20 USD", "7.00 EUR"],
    "Day": ["2020-01-31"],
    "Term": ["72 months"],
    "Loan": ["1000000.00 USD"],
    "Rate": ["7.5%"],
    "Governing Law": ["New York"],
    "Signed": ["true"],
}


class Listed:
    """A list of exact names, and of some that are near them."""

    def __init__(self, names: set[str], near: dict[str, str]) -> None:
        self.names, self.near_names = names, near

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def near(self, name: str) -> tuple[tuple[str, str], ...]:
        return ((self.near_names[name], "one letter"),) if name in self.near_names else ()

    def amounts(self, name: str) -> list[Amount]:
        return [*AMOUNTS] if name in self.names else []


AMOUNTS = (Amount("100 USD", Decimal(100), "USD"),)


LISTS = {"watched": Listed({"Initech"}, {"Globex LLC": "Globexx LLC"})}


def inputs_of(values: dict[str, list[str]], **more: Any) -> Inputs:
    facts = {name: tuple(Fact(one, 0.8) for one in found) for name, found in values.items()}
    known = known_of(facts, SCHEMA, SCHEMA.names)
    return Inputs(
        known.fields, TODAY, known.reasons, known.confidence, document=DOCUMENT, lists=LISTS, **more
    )


def said(text: str, values: dict[str, list[str]] | None = None) -> Any:
    outcome = compile_expression(text, SCHEMA, BOOLEAN).evaluate(
        inputs_of(LEASE if values is None else values)
    )
    return outcome.value if outcome.decided else outcome.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('longer(fields.Term, "5 years")', True),
        ('longer(fields.Term, "6 years")', False),
        ('shorter(fields.Term, "2191 days")', False),
        ('shorter(fields.Term, "2192 days")', True),
        ("fields.Term.years > 5.0", True),
        ("fields.Term.text == '72 months'", True),
        ("months(fields.Term) == 72.0", True),
        ('above(fields.Loan, "999999.99 USD")', True),
        ('above(fields.Loan, "1000000 USD")', False),
        ('below(fields.Loan, "1000000.01 USD")', True),
        ('above(total(fields.Amounts, "USD"), "100.29 USD")', True),
        ('above(total(fields.Amounts, "USD"), "100.30 USD")', False),
        ("fields.Rate >= 7.5", True),
        ("fields.Signed", True),
        ('fields["Governing Law"] in ["New York", "Delaware"]', True),
        ('plus(fields.Day, "1 month") == timestamp("2020-02-29T00:00:00Z")', True),
        ("plus(fields.Day, fields.Term) < today", True),
        ("days_since(plus(fields.Day, fields.Term)) == 29", True),
        ('days_until(plus(fields.Day, "10 years")) > 365 * 3', True),
        ('fields.Party.exists(p, p.startsWith("Glob"))', True),
        ("fields.Party.all(p, fields.Party.exists_one(q, p == q))", True),
        ("missing(fields.Days) && present(fields.Day)", True),
        ("confidence.Day < 0.9 && confidence.Days == 0.0", True),
        ('document.language == "en" && document.collections.size() == 1', True),
        ("entities.size() == 0", True),
        ('fields.Party.exists(p, on_list(p, "watched"))', False),
        ('// a remark with fields.Typo\nfields.Signed && "fields.Typo" != ""', True),
    ],
)
def test_expressions_say_of_a_lease(text: str, expected: bool) -> None:
    assert said(text) is expected


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ('longer(fields.Term, "5 years")', {}, "Term is missing"),
        ('fields["Governing Law"] != "Delaware"', {}, "Governing Law is missing"),
        ("!fields.Signed", {}, "Signed is missing"),
        ("fields.Day < today", {"Day": ["2012-03"]}, "Day is only known as 2012-03"),
        ("missing(fields.Day)", {"Day": ["2012-03"]}, False),
        ("missing(fields.Days)", {"Days": ["2012-03"]}, False),
        ("fields.Days.size() == 1", {"Days": ["2012-03", "2012-03-04"]}, True),
        ("present(fields.Term) && longer(fields.Term, '1 year')", {}, False),
        ("fields.Signed || present(fields.Day)", {"Day": ["2020-01-31"]}, True),
        (
            'above(fields.Loan, "5 USD")',
            {"Loan": ["7.00 EUR"]},
            "7.00 is in EUR and cannot be compared with 5 USD",
        ),
        (
            'above(fields.Loan, "5 USD")',
            {"Loan": ["7.00"]},
            "7.00 names no currency and cannot be compared with 5 USD",
        ),
        ('above(total(fields.Amounts, "GBP"), "5 GBP")', LEASE, "there is no amount in GBP"),
        (
            'plus(fields.Day, "9000 years") > today',
            LEASE,
            "there is no day 9000 years from 2020-01-31",
        ),
        ('fields.Party.exists(p, on_list(p, "none"))', LEASE, "there is no list 'none'"),
    ],
)
def test_what_is_missing_is_told_and_never_taken_for_an_answer(
    text: str, values: dict[str, list[str]], expected: object
) -> None:
    assert said(text, values) == expected


@pytest.mark.parametrize(
    ("text", "perpetual", "until_terminated"),
    [
        ('longer(fields.Term, "5 years")', True, "a term until terminated has no length"),
        ('shorter(fields.Term, "5 years")', False, "a term until terminated has no length"),
        ("missing(fields.Term)", False, False),
        ("fields.Term.open_ended", True, True),
        ('fields.Term.text == "perpetual"', True, False),
        ("fields.Term.years > 1000.0", True, "a term until terminated has no length"),
        ("months(fields.Term) > 12.0", True, "a term until terminated has no length"),
        ("plus(fields.Day, fields.Term) > today", True, True),
        ("minus(plus(fields.Day, fields.Term), '90 days') < today", False, False),
        ("days_until(plus(fields.Day, fields.Term)) < 90", False, False),
        (
            "minus(fields.Day, fields.Term) < today",
            "a term that is perpetual has no day on which it ends",
            "a term until terminated has no day on which it ends",
        ),
    ],
)
def test_term_without_a_length_is_a_term(
    text: str, perpetual: bool | str, until_terminated: bool | str
) -> None:
    assert said(text, LEASE | {"Term": ["perpetual"]}) == perpetual
    assert said(text, LEASE | {"Term": ["until terminated"]}) == until_terminated
    assert said("fields.Term.open_ended") is False


def test_comparing_with_a_term_without_a_length_is_refused_with_what_to_write() -> None:
    for text, remedy in (
        ('fields.Term == "perpetual"', 'fields.Term.text == "perpetual"'),
        ('fields.Term > "in perpetuity"', "fields.Term.open_ended"),
        ('longer(fields.Term, "perpetual")', "fields.NAME.open_ended"),
    ):
        with pytest.raises(ExpressionError, match=re.escape(remedy)):
            compile_expression(text, SCHEMA, BOOLEAN)


def test_near_name_is_no_hit_and_is_told() -> None:
    expression = compile_expression(
        'fields.Party.exists(p, on_list(p, "watched"))', SCHEMA, BOOLEAN
    )
    strict = expression.evaluate(inputs_of(LEASE))
    near = ("Globex LLC", "watched", ("Globexx LLC",), ("one letter",))
    assert (strict.value, strict.near) == (False, (near,))
    assert expression.evaluate(inputs_of(LEASE), near_counts=True).value is True
    assert expression.lists == ("watched",)


def test_total_and_partial_dates_say_what_they_leave_out() -> None:
    expression = compile_expression(
        'above(total(fields.Amounts, "USD"), "5 USD") || fields.Days.size() > 9',
        SCHEMA,
        BOOLEAN,
    )
    outcome = expression.evaluate(inputs_of({**LEASE, "Days": ["2012"]}))
    assert outcome.notes == (
        "Days: only known as 2012 is left out",
        "the total in USD leaves out amounts in EUR",
    )


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("fields.Typo == 1", 1, 8, "there is no category 'Typo'"),
        ('true &&\n  fields["Typo"] == 1', 2, 10, "there is no category 'Typo'"),
        ("field_.Day == today", 1, 1, "there is no variable 'field_'"),
        ("document.owner == ''", 1, 10, "there is no key 'owner'"),
        ("fields.exists(f, true)", 1, 1, "one at a time"),
        ("size(fields) > 1", 1, 6, "one at a time"),
        ("fields[document.title] == 1", 1, 1, "one at a time"),
        ("confidence.Typo < 0.5", 1, 12, "there is no category 'Typo'"),
        ("now() > today", 1, 1, "there is no function 'now'"),
        ("fields.Party.sort().size() > 1", 1, 14, "there is no .sort()"),
        ('fields.Day.plus("1 day") > today', 1, 12, "write plus(date, duration)"),
        ("missing(fields.Term.text)", 1, 9, "take a whole field"),
        ("missing(fields.Term, 1)", 1, 1, "write missing(value)"),
        ("fields.Term == null", 1, 16, "missing(fields.NAME)"),
        ("fields.Party.exists(today, today == '')", 1, 21, "is reserved"),
        ('longer(fields.Term, "5 yaers")', 1, 21, "is not a duration"),
        ('above(fields.Loan, "1 Mio")', 1, 20, "is not an amount"),
        ('above(total(fields.Amounts, "USX"), "5 USD")', 1, 29, "is not a currency"),
        ("on_list(fields.Party[0], document.title)", 1, 26, "write the name itself"),
        ("fields.Term > 5", 1, 1, "fields.Term is a length of time, and 5 is a number"),
        ("fields.Amounts > 5.0", 1, 1, "Amounts may have several"),
        (
            'above(fields.Term, "5 USD")',
            1,
            1,
            "above() needs an amount of money, and fields.Term is",
        ),
        ('on_list(fields.Party, "watched")', 1, 1, "one at a time"),
        ("fields.Term", 1, 1, "the result must be true or false, and fields.Term"),
        ("fields.Signed &&", 1, 17, "unexpected end"),
        ("fields.Signed && (", 1, 19, "unexpected end"),
        ("fields.Signed = true", 1, 15, "write == to compare"),
        ("fields.Rate => 5.0", 1, 13, "write >= in place of =>"),
        ("fields.Rate === 5.0", 1, 13, "write == in place of ==="),
        ("fields.Rate <> 5.0", 1, 13, "write != in place of <>"),
        ("fields.Signed & true", 1, 15, "write && in place of &"),
        ("fields.Signed and (true)", 1, 15, "write && in place of and"),
        ("not (fields.Signed)", 1, 1, "write ! in place of not"),
        ("fields.Party.exists(p, p == \u201cX\u201d)", 1, 29, "write straight quotes"),
        ("fields.Signed == 'x", 1, 18, "no closing quote"),
        ("", 1, 1, "unexpected end"),
        ("(" * 31 + "true" + ")" * 31, 1, 31, "brackets go more than 30 deep"),
        ("true" + " " * 4_000, 1, 1, "4,004 characters"),
        ("||".join(["'a'.matches('b')"] * 11), 1, 185, "10 times"),
        (
            "fields.Party.all(a, fields.Party.all(b, fields.Party.all(c, a == c)))",
            1,
            54,
            "at most 2 deep",
        ),
    ],
)
def test_faults_are_told_with_their_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(ExpressionError) as error:
        compile_expression(text, SCHEMA, BOOLEAN)
    assert (error.value.line, error.value.column) == (line, column)
    assert message in str(error.value)


def test_all_faults_are_told_in_the_order_of_the_text() -> None:
    for text, columns in {
        "fields.Typo == 1 && now() && fields.Trem = 2": [8, 21, 37, 42],
        'fields.Term == "x" &&\n  fields.Party == "X" || !fields.Day': [1, 3, 27],
    }.items():
        with pytest.raises(ExpressionError) as error:
            compile_expression(text, SCHEMA, BOOLEAN)
        assert [one.column for one in (error.value, *error.value.others)] == columns


def test_variables_that_are_not_allowed_are_unknown() -> None:
    with pytest.raises(ExpressionError, match="there is no variable 'today'; there are: fields"):
        compile_expression("fields.Day < today", SCHEMA, BOOLEAN, ("fields",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fields.Day < today", True),
        ("days_until(fields.Day) < 3", True),
        ('fields["Governing Law"] == "today"', False),
        ('plus(fields.Day, "1 day") == fields.Day', False),
    ],
)
def test_expressions_that_a_new_day_may_change_are_known(text: str, expected: bool) -> None:
    assert compile_expression(text, SCHEMA, BOOLEAN).is_day_dependent is expected


WORDS = (
    """fields . Party Typo ( ) [ ] " ' exists p , missing && ! == 1 true null // ? : { } é r -"""
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(), "\n", "\\"]), max_size=25))
def test_any_text_is_compiled_or_refused_in_one_way(words: list[str]) -> None:
    try:
        expression = compile_expression(" ".join(words), SCHEMA, BOOLEAN)
    except ExpressionError as error:
        refused = error
        assert refused.line <= words.count("\n") + 1
    else:
        outcome = expression.evaluate(inputs_of({}))
        assert outcome.decided != bool(outcome.reason)


def test_expression_that_may_take_long_is_not_tried_when_it_is_compiled() -> None:
    numbers = f"[{','.join('0' * 600)}]"
    for text in (
        f"{numbers}.all(a, {numbers}.all(b, 'x'.matches('(?i)(\\\\w{{60}}){{3}}')))",
        f"{numbers}.exists(a, 'x'.matches('(?i)(\\\\w{{60}}){{3}}'))",
        "['x']" + ".map(x, x + x)" * 60 + ".size() > 5",
    ):
        assert compile_expression(text, SCHEMA, BOOLEAN).text == text


def test_expression_says_the_same_however_it_is_written_down() -> None:
    def words(text: str) -> list[str]:
        return compile_expression(text, SCHEMA, BOOLEAN).words

    plain = words('longer(fields.Term,"5 years")&&missing(fields.Amounts)')
    assert plain == words(
        """// as the board wants it
        longer( fields.Term, '5 years' )
            && missing(fields.Amounts) // "6 years" until 2020
        """
    )
    assert plain != words('longer(fields.Term, "5  years") && missing(fields.Amounts)')
    assert plain != words('longer(fields.Term, "6 years") && missing(fields.Amounts)')
    assert plain != words('longer(fields.Term, "5 years") || missing(fields.Amounts)')


def test_expression_travels_to_another_process() -> None:
    text = 'longer(fields.Term, "5 years")'
    travelled = pickle.loads(pickle.dumps(compile_expression(text, SCHEMA, BOOLEAN)))
    assert travelled.evaluate(inputs_of(LEASE)).value is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("amount_on_list('Initech', 'USD', 'watched') == 100.0", True),
        ("amount_on_list('Initech', 'EUR', 'watched') > 1.0", "not an amount in EUR"),
        ("amount_on_list('Hooli', 'USD', 'watched') > 1.0", "has no amount for Hooli"),
        ("amount_on_list('Initech', 'USD', 'others') > 1.0", "there is no list"),
    ],
)
def test_an_amount_of_a_list_is_in_the_currency_that_is_asked_for(
    text: str, expected: bool | str
) -> None:
    outcome = compile_expression(text, SCHEMA, BOOLEAN).evaluate(inputs_of(LEASE))
    if isinstance(expected, str):
        assert expected in outcome.reason
    else:
        assert outcome.value is expected
