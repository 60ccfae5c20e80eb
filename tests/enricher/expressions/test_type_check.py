"""Expressions that combine values of unlike kinds are refused with what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enricher.errors import ExpressionError
from enricher.expressions import compile_expression
from enricher.expressions.library import Context, compile
from enricher.expressions.schema_file import parse_schema
from enricher.expressions.syntax import (
    Call,
    Chain,
    Choice,
    Constant,
    Index,
    Key,
    ListOf,
    MapOf,
    Method,
    Name,
    Node,
    Path,
    Prefix,
    parse,
)
from enricher.schema import EntitySchema
from enricher.values import BOOLEAN, DATE, DURATION, NUMBER, PARTY, ValueType

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
                ("Notice", "duration", "one"),
                ("Terms", "duration", "many"),
                ("Loan", "money", "one"),
                ("Rate", "percent", "one"),
                ("Rates", "percent", "many"),
                ("Governing Law", "jurisdiction", "one"),
                ("Signed", "boolean", "one"),
            )
        }
    },
    "schema",
)


def refusal(text: str, kind: ValueType = BOOLEAN, many: bool = False) -> ExpressionError:
    with pytest.raises(ExpressionError) as error:
        compile_expression(text, SCHEMA, kind, many=many)
    return error.value


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ('fields.Term == "3 years"', "fields.Term.months == 36.0"),
        ('fields.Term != "90 days"', "fields.Term.days != 90.0"),
        ('"3 years" == fields.Term', "fields.Term.months == 36.0"),
        ('"3 years" < fields.Term', 'longer(fields.Term, "3 years")'),
        ('fields.Term >= "three (3) years"', '!shorter(fields.Term, "3 years")'),
        ('fields.Term <= "P18M"', '!longer(fields.Term, "18 months")'),
        ("fields.Term == fields.Notice", "months(fields.Term) == months(fields.Notice)"),
        ("fields.Term > fields.Notice", "longer(fields.Term, fields.Notice)"),
        ("fields.Term > 5", "fields.Term.years > 5.0"),
        (
            'fields.Term in ["3 years", "1 year"]',
            "fields.Term.months == 36.0 || fields.Term.months == 12.0",
        ),
        ('"1 year" in fields.Terms', "fields.Terms.exists(t, t.months == 12.0)"),
        (
            "fields.Term in fields.Terms",
            "fields.Terms.exists(t, months(t) == months(fields.Term))",
        ),
        ('fields.Day == "2025-03-03"', 'fields.Day == timestamp("2025-03-03T00:00:00Z")'),
        ('fields.Day < "1 March 2025"', 'fields.Day < timestamp("2025-03-01T00:00:00Z")'),
        ('fields.Day in ["2025-03-03"]', 'fields.Day == timestamp("2025-03-03T00:00:00Z")'),
        ("fields.Day > 90", "days_since(fields.Day) > 90"),
        ("fields.Day + fields.Term < today", "plus(fields.Day, fields.Term)"),
        ('fields.Day - "90 days" < today', 'minus(fields.Day, "90 days")'),
        ("today - fields.Day > 90", "days_since(date)"),
        ('fields.Party == "X"', 'fields.Party.exists(p, p == "X")'),
        ('fields.Party != "X"', 'fields.Party.all(p, p != "X")'),
        ('fields.Party in ["X", "Y"]', 'fields.Party.exists(p, p in ["X", "Y"])'),
        ('fields.Party.contains("X")', 'fields.Party.exists(x, x.contains("X"))'),
        ('on_list(fields.Party, "blocked")', 'fields.Party.exists(x, on_list(x, "blocked"))'),
        ('"X" in fields["Governing Law"]', 'fields["Governing Law"].contains("X")'),
        (
            'total(fields.Amounts, "USD") != fields.Amounts',
            'fields.Amounts.all(a, a != total(fields.Amounts, "USD"))',
        ),
        ('fields.Loan > "1,000 USD"', 'above(fields.Loan, "1000 USD")'),
        ("fields.Loan >= 1000", '!below(fields.Loan, "1000 USD")'),
        ("fields.Amounts > 5.0", 'fields.Amounts.exists(a, above(a, "5 USD"))'),
        (
            'fields.Amounts == "1m EUR"',
            'fields.Amounts.exists(a, a.amount == 1000000.0 && a.currency == "EUR")',
        ),
        ('total(fields.Amounts, "USD") > fields.Loan', "above(total(fields.Amounts, "),
        ('fields.Rate > "5%"', "fields.Rate > 5.0"),
        ('fields.Rates.exists(r, r == "7.5%")', "r == 7.5"),
        ('fields.Signed == "true"', "fields.Signed"),
        ('fields.Signed != "true"', "!fields.Signed"),
        ('fields.Party.size() == "2"', "fields.Party.size() == 2"),
        ('entities.exists(e, e.page == "3")', "e.page == 3"),
        ("confidence.Term < 60", "0.6 for 60 %"),
        ("document.coverage < 95.0", "0.95 for 95.0 %"),
        ("entities.all(e, e.confidence > 80)", "0.8 for 80 %"),
        ('fields["Governing Law"] == "State of New York"', '"New York"'),
        ('"Kalifornien" != fields["Governing Law"]', '"California"'),
        ('fields["Governing Law"] in ["Texas", "State of Delaware"]', '"Delaware"'),
        ('fields.Amounts.exists(m, m.currency == "usd")', '"USD"'),
        ('fields.Amounts.exists(m, m.currency in ["EUR", "Dollars"])', 'a code such as "USD"'),
        ('fields.Loan.text == "1,000 USD"', '"1000.00 USD"'),
        ('fields.Term.text == "three (3) years"', '"3 years"'),
        ('document.language == "English"', 'a code such as "en"'),
        ('entities.exists(e, e.category == "party")', '"Party"'),
        ("days_since(fields.Day) / 365.0 > 2.0", "double(days_since(fields.Day))"),
    ],
)
def test_what_can_never_be_right_is_refused_with_what_to_write(text: str, instead: str) -> None:
    assert f"; write {instead}" in str(refusal(text)).replace(": one at a time, ", "; write ")


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("fields.Signed == 1", 1, "fields.Signed is true or false, and 1 is a number"),
        ("true && fields.Party == 'X'", 9, "fields.Party may have several values, and 'X' is"),
        ("fields.Party.exists(p, p == 5)", 24, "p is a text, and 5 is a number"),
        ("fields.Party.map(p, p.size()).exists(n, n == 'x')", 41, "n is a number, and 'x' is"),
        ("fields.Party.filter(p, p).size() > 1", 24, "what is true or false is needed"),
        ("!fields.Party", 2, "what is true or false is needed"),
        ("-fields.Party[0] == 1", 1, "'-' needs a number"),
        ("['a', 5].exists(x, x == 'a')", 1, "they are to be of one kind"),
        ("(fields.Signed ? 'a' : 5) == 'a'", 2, "they are to be of one kind"),
        ("fields.Day ? true : false", 1, "fields.Day is a date, and what is true or false"),
        ("fields.Party.exists(p, true) && p == 'x'", 33, "only inside its macro"),
        ("fields.Amounts.amount > 5.0", 1, "fields.Amounts.exists(x, x.amount …)"),
        ("fields.Loan.value > 1.0", 1, "which has amount, currency, text"),
        ("fields.Loan['value'] > 1.0", 1, "which has amount, currency, text"),
        ("entities.exists(e, e.name == 'x')", 20, "which has category, text, value"),
        ("fields.Party['x'] == 'a'", 14, "write a place, as [0]"),
        ("fields.Day.contains('2020')", 1, "fields.Day is a date, and has no .contains()"),
        ("fields.Party[0].contains(5)", 26, ".contains() needs a text, and 5 is a number"),
        ("fields.Party.getFullYear() == 2020", 1, "has no .getFullYear()"),
        ("fields.Rate.exists(x, true)", 1, ".exists() needs a list"),
        ("longer(fields.Party, '5 years')", 1, "longer() needs a length of time, and"),
        ("days_since(fields.Term) > 5", 1, "days_since() needs a date, and fields.Term is"),
        ("above(total(fields.Terms, 'USD'), '5 USD')", 7, "total() needs amounts of money"),
        ("size(currencies(fields.Party[0])) > 'x'", 1, "is a number, and 'x' is a text"),
        ("b'abc' == 'abc'", 1, "b'abc' is bytes, and 'abc' is a text"),
        ("string(fields.Loan) == ''", 1, "string() needs"),
        ("entities.exists(e, e.category == 'Prty')", 34, "'Prty' is no category; there are: Party"),
        ("missing(fields.Day) || fields.Day < timestamp('2025-03-03')", 37, "is no moment; write"),
        ("today < fields.Day + duration('90 days')", 22, "is no time between two dates; write"),
        ("fields.Party.exists(p, p.matches('['))", 34, "'[' is no regular expression"),
        ("bool('true')", 1, "there is no function 'bool'"),
    ],
)
def test_unlike_kinds_are_told_with_their_place(text: str, column: int, message: str) -> None:
    error = refusal(text)
    assert (error.line, error.column) == (1, column)
    assert message in str(error)


@pytest.mark.parametrize(
    ("text", "kind", "many"),
    [
        ("months(fields.Term)", DATE, False),
        ("fields.Party", PARTY, False),
        ("fields.Amounts", PARTY, True),
        ("fields.Day - today", DURATION, False),
        ("fields.Signed ? fields.Term : 'none'", DURATION, False),
    ],
)
def test_field_takes_no_value_of_another_kind(text: str, kind: ValueType, many: bool) -> None:
    refusal(text, kind, many)


@pytest.mark.parametrize(
    ("text", "kind", "many"),
    [
        ("fields.Party", PARTY, True),
        ("fields.Party.map(p, p + ' (party)')", PARTY, True),
        ("fields.Signed ? fields.Term : null", DURATION, False),
        ("fields.Signed ? 1 : 2.5", NUMBER, False),
        ("fields.Amounts.map(a, a.currency) == ['USD']", BOOLEAN, False),
        ("fields.Loan == total(fields.Amounts, 'USD')", BOOLEAN, False),
        ("{'New York': 5, 'Sample': 9}[fields['Governing Law']] > 3", BOOLEAN, False),
        ("fields['Governing Law'] in {'New York': true}", BOOLEAN, False),
        ("today - fields.Day > duration('24h')", BOOLEAN, False),
        ("fields.Day + duration('24h') < today", BOOLEAN, False),
        ("fields.Days.exists(d, d.getFullYear() == 2020)", BOOLEAN, False),
        ("fields.Rate > 5 && 5.0 < fields.Rate", BOOLEAN, False),
        ("!!fields.Signed == true", BOOLEAN, False),
        (
            "fields.Amounts.exists(m, m.currency != '' && m.text == '5.00 USD')",
            BOOLEAN,
            False,
        ),
        ("fields['Governing Law'] in ['New York', 'Mars']", BOOLEAN, False),
        ("fields.Term.text == 'until terminated'", BOOLEAN, False),
        ("document.language in ['en', 'de', '']", BOOLEAN, False),
        ("entities.exists(e, e.category == 'Party')", BOOLEAN, False),
        ("(fields.Party + ['X']).exists(p, p in ['X'])", BOOLEAN, False),
        ("currencies(fields.Amounts).exists(c, c == 'USD')", BOOLEAN, False),
        (
            "document.paths.exists(p, p.startsWith('a')) && document.pages > 3",
            BOOLEAN,
            False,
        ),
        ("!" * 3_000 + "true", BOOLEAN, False),
        ("true" + " || true" * 480, BOOLEAN, False),
        ("true ? true : " * 80 + "true", BOOLEAN, False),
    ],
)
def test_like_kinds_pass(text: str, kind: ValueType, many: bool) -> None:
    assert compile_expression(text, SCHEMA, kind, many=many).text == text


_FIELDS = [
    "fields.Party",
    "fields.Amounts",
    "fields.Day",
    "fields.Days",
    "fields.Term",
    "fields.Terms",
    "fields.Loan",
    "fields.Rate",
    "fields.Signed",
    'fields["Governing Law"]',
    'total(fields.Amounts, "USD")',
    "fields.Party.size()",
    "today",
    "5",
    "2.5",
    '"3 years"',
    '"2025-03-03"',
    '"1000 EUR"',
    '"true"',
    '["3 years"]',
    "[5]",
    '["2025-03-03", "2025-03-04"]',
]


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(_FIELDS),
    st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in"]),
    st.sampled_from(_FIELDS),
)
def test_what_is_said_to_write_can_be_written(left: str, operator: str, right: str) -> None:
    try:
        compile_expression(f"{left} {operator} {right}", SCHEMA, BOOLEAN)
    except ExpressionError as error:
        _, is_told, written = str(error).partition("; write ")
        if is_told and "days_since(date)" not in written:
            written = written.partition(", or .months")[0]
            assert compile_expression(written, SCHEMA, BOOLEAN).text == written


def bracketed(node: Node, text: str) -> str:
    """The expression with brackets around all that belongs together."""

    def of(one: Node) -> str:
        return bracketed(one, text)

    match node:
        case Constant():
            return node.token.text
        case Name():
            return node.name
        case Prefix():
            marks = text[node.start : node.operand.start].count(node.mark)
            return f"({node.mark * marks}{of(node.operand)})"
        case Choice():
            made = of(node.results[-1])
            for condition, result in list(zip(node.conditions, node.results[:-1], strict=True))[
                ::-1
            ]:
                made = f"({of(condition)} ? {of(result)} : {made})"
            return made
        case Chain():
            made = of(node.operands[0])
            for operator, operand in zip(node.operators, node.operands[1:], strict=True):
                made = f"({made} {operator} {of(operand)})"
            return made
        case ListOf():
            return f"[{', '.join(map(of, node.items))}]"
        case MapOf():
            pairs = zip(node.keys, node.values, strict=True)
            return f"{{{', '.join(f'{of(key)}: {of(value)}' for key, value in pairs)}}}"
        case Call():
            return f"{node.name}({', '.join(map(of, node.arguments))})"
        case Path():
            made = of(node.base)
            for step in node.steps:
                match step:
                    case Key():
                        made += f".{step.name}"
                    case Index():
                        made += f"[{of(step.at)}]"
                    case Method():
                        made += f".{step.name}({', '.join(map(of, step.arguments))})"
            return made
    raise AssertionError(node)


_ATOMS = st.sampled_from(["true", "a", "b", "1", "2", "3", "7", "'x'", "[1, 2]", "[true]"])


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(
        [
            "||",
            "&&",
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "in",
            "+",
            "-",
            "*",
            "/",
            "%",
        ]  # those of all levels
    )
    return st.one_of(
        st.builds("{} {} {}".format, inner, operators, inner),
        st.builds("{} ? {} : {}".format, inner, inner, inner),
        st.builds("({})".format, inner),
        st.builds("!({})".format, inner),
        st.builds("-({})".format, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("[{}].exists(x, {} == x)".format, inner, inner),
    )


@settings(max_examples=500, deadline=None)
@given(st.recursive(_ATOMS, _joined, max_leaves=8))
def test_tree_groups_as_the_library_does(text: str) -> None:
    def made(source: str) -> object:
        try:
            value = compile(source).execute(Context({"a": True, "b": False}, {}))
        except (ValueError, TypeError, RuntimeError, ArithmeticError, LookupError) as error:
            return type(error)
        return repr(value)

    try:
        tree = parse(text)
    except ExpressionError:
        assert made(text) is ValueError
    else:
        assert made(bracketed(tree, text)) == made(text)
