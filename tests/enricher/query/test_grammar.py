from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.tantivy.index import TantivyIndex
from enricher.errors import QueryError
from enricher.query.grammar import parse_query, parse_where
from enricher.query.nodes import And, Condition, Node, Not, Or, SearchRequest, Words
from enricher.values import (
    BOOLEAN,
    CHOICE,
    DATE,
    DURATION,
    JURISDICTION,
    MONEY,
    NUMBER,
    PARTY,
    PASSAGE,
    PERCENT,
    TEXT,
    ValueType,
    normalize_text,
)
from tests.checkout import DOCS, ROOT

TODAY = date(2024, 2, 29)
CATEGORIES = {
    "Party": PARTY,
    "EffectiveDate": DATE,
    "ExpiryDate": DATE,
    "Jurisdiction": JURISDICTION,
    "Term": DURATION,
    "Money": MONEY,
    "Percent": PERCENT,
    "Pages": NUMBER,
    "Signed": BOOLEAN,
    "Place of Work": TEXT,
    "Terms and Conditions": TEXT,
    "case": TEXT,
    "CASE": TEXT,
    "DocumentType": CHOICE,
    "AuditRights": PASSAGE,
    "CapOnLiability": PASSAGE,
}
CASES = {one.stem: one for one in (ROOT / "tests/enricher/values/cases").glob("*.tsv")}
ORDERED = (
    DATE,
    MONEY,
    NUMBER,
    PERCENT,
    DURATION,
)
QUERY_PAGE = DOCS / "query.md"


def query(text: str) -> Node | None:
    return parse_query(text, CATEGORIES, TODAY)


def where(*texts: str) -> Node | None:
    return parse_where(texts, CATEGORIES, TODAY)


def word(*words: str) -> Words:
    return Words(words)


def equal(category: str, value: str | Decimal) -> Condition:
    return Condition(category, "=", value)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", None),
        (" \t\n", None),
        ("loan", word("loan")),
        ("loan agreement", And((word("loan"), word("agreement")))),
        ("loan AND agreement", And((word("loan"), word("agreement")))),
        ('"governing  law"', word("governing", "law")),
        ("“governing law”", word("governing", "law")),
        (r'"say \"law\""', word("say", '"law"')),
        ("a OR b c OR d", Or((word("a"), And((word("b"), word("c"))), word("d")))),
        ("a or b", And((word("a"), word("or"), word("b")))),
        ("(a OR b) c", And((Or((word("a"), word("b"))), word("c")))),
        ("a -b", And((word("a"), Not(word("b"))))),
        ("NOT b", Not(word("b"))),
        ("--b", Not(Not(word("b")))),
        ('-"a b"', Not(word("a", "b"))),
        ("-(a b)", Not(And((word("a"), word("b"))))),
        ("non-compete", word("non-compete")),
        ("Smith & Sons - Ltd", And((word("Smith"), word("Sons"), word("Ltd")))),
        ("Party:Acme", equal("Party", "Acme")),
        ("party:Acme", equal("Party", "Acme")),
        ('Jurisdiction:"New York"', equal("Jurisdiction", "New York")),
        ('"Place of Work":Rome', equal("Place of Work", "Rome")),
        ("-Party:missing", Not(Condition("Party", "missing"))),
        ("Party:missingness", equal("Party", "missingness")),
        ('case:"missing"', equal("case", "missing")),
        ("EffectiveDate:2020", Condition("EffectiveDate", "within", "2020")),
        ("Term:24m", equal("Term", Decimal("730.5"))),
        ("Term>3 years", Condition("Term", ">", Decimal("1095.75"))),
        (
            "term > 3 years signed",
            And((Condition("Term", ">", Decimal("1095.75")), word("signed"))),
        ),
        (
            "loan Money>=1.5m USD",
            And((word("loan"), Condition("Money", ">=", Decimal(1_500_000), "USD"))),
        ),
        ('-Money<"1,000 USD"', Not(Condition("Money", "<", Decimal(1000), "USD"))),
        ("Term>1 year OR lease", Or((Condition("Term", ">", Decimal("365.25")), word("lease")))),
        ("(Term>1 year) lease", And((Condition("Term", ">", Decimal("365.25")), word("lease")))),
        ("Party=Acme Holdings", And((equal("Party", "Acme"), word("Holdings")))),
        ("Party!=Acme", Condition("Party", "!=", "Acme")),
        (
            "EffectiveDate>=2020 Party:Acme",
            And((Condition("EffectiveDate", ">=", "2020-01-01"), equal("Party", "Acme"))),
        ),
        (
            "EffectiveDate<today - 5y draft",
            And((Condition("EffectiveDate", "<", "2019-02-28"), word("draft"))),
        ),
        (
            "EffectiveDate>2020 Term>1 year",
            And(
                (
                    Condition("EffectiveDate", ">", "2020-12-31"),
                    Condition("Term", ">", Decimal("365.25")),
                )
            ),
        ),
        ('"Place of Work"=Rome', equal("Place of Work", "Rome")),
        ("a>b", word("a>b")),
        ('Term:"24 months"', equal("Term", Decimal("730.5"))),
        ("Term:perpetual", equal("Term", "perpetual")),
        ('Term:"in perpetuity"', equal("Term", "perpetual")),
        ('Term:"until terminated"', equal("Term", "until terminated")),
        ("collection:leases", equal("collection", "leases")),
    ],
)
def test_query_is_read(text: str, node: Node | None) -> None:
    assert query(text) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("Party=Acme", equal("Party", "Acme")),
        ("  Party  =  Acme  ", equal("Party", "Acme")),
        ("Term=perpetual", equal("Term", "perpetual")),
        ('Term="perpetual"', equal("Term", "perpetual")),
        ("Term=until terminated", equal("Term", "until terminated")),
        ("Term!=Perpetual", Condition("Term", "!=", "perpetual")),
        ("Party!=Acme", Condition("Party", "!=", "Acme")),
        ("Place of Work=New York", equal("Place of Work", "New York")),
        ("Terms and Conditions=x", equal("Terms and Conditions", "x")),
        ('"Terms and Conditions"=x', equal("Terms and Conditions", "x")),
        ("Place of Work=Acme (UK) Ltd", equal("Place of Work", "Acme (UK) Ltd")),
        ("Term:missing", Condition("Term", "missing")),
        ("Term : PRESENT", Condition("Term", "present")),
        (
            'Jurisdiction=Delaware or Jurisdiction="New York"',
            Or((equal("Jurisdiction", "Delaware"), equal("Jurisdiction", "New York"))),
        ),
        (
            "Term:missing OR Party=a AND Party=b",
            Or((Condition("Term", "missing"), And((equal("Party", "a"), equal("Party", "b"))))),
        ),
        (
            "(Term:missing or Party=a) and Party=b",
            And((Or((Condition("Term", "missing"), equal("Party", "a"))), equal("Party", "b"))),
        ),
        ("Jurisdiction=ny", Or((equal("Jurisdiction", "ny"), equal("Jurisdiction", "New York")))),
        ("Money>=100000", Condition("Money", ">=", Decimal(100000))),
        ("Money>=100,000.50", Condition("Money", ">=", Decimal("100000.50"))),
        ("Money>=1.5m USD", Condition("Money", ">=", Decimal(1500000), "USD")),
        ("Money<€5", Condition("Money", "<", Decimal(5), "EUR")),
        ("Money<-5", Condition("Money", "<", Decimal(-5))),
        ("Money=$1,000", Or((equal("Money", "$1,000"), equal("Money", "1000.00 USD")))),
        ("Money=1000", equal("Money", Decimal(1000))),
        ("Money=1.5m", equal("Money", Decimal(1_500_000))),
        ("Money=5 usd", Or((equal("Money", "5 USD"), equal("Money", "5.00 USD")))),
        ("Money>=1.5m usd", Condition("Money", ">=", Decimal(1500000), "USD")),
        ("Money>=1,5 Mio. €", Condition("Money", ">=", Decimal(1500000), "EUR")),
        (
            "Money!=$1,000",
            Not(Or((equal("Money", "$1,000"), equal("Money", "1000.00 USD")))),
        ),
        ("Percent>5", Condition("Percent", ">", Decimal(5))),
        ("Percent>5%", Condition("Percent", ">", Decimal(5))),
        ("Pages<=1,000", Condition("Pages", "<=", Decimal(1000))),
        ("Term>2 years", Condition("Term", ">", Decimal("730.5"))),
        ("Term=2 years", equal("Term", Decimal("730.5"))),
        ("Term=24 months", equal("Term", Decimal("730.5"))),
        ("Term=two (2) years", equal("Term", Decimal("730.5"))),
        ("Term=24m", equal("Term", Decimal("730.5"))),
        ("Term!=2y", Condition("Term", "!=", Decimal("730.5"))),
        ("Term=1y..24m", Condition("Term", "between", Decimal("365.25"), None, Decimal("730.5"))),
        ('Term="24 months"', equal("Term", "24 months")),
        ("Percent=7 1/4 %", equal("Percent", Decimal("7.25"))),
        ("Term>=18 months", Condition("Term", ">=", Decimal("547.875"))),
        ("Term>=18m", Condition("Term", ">=", Decimal("547.875"))),
        ("EffectiveDate>=2020", Condition("EffectiveDate", ">=", "2020-01-01")),
        ("EffectiveDate>2020", Condition("EffectiveDate", ">", "2020-12-31")),
        ("EffectiveDate<2020", Condition("EffectiveDate", "<", "2020-01-01")),
        ("EffectiveDate<=2020", Condition("EffectiveDate", "<=", "2020-12-31")),
        ("EffectiveDate<=2024-2", Condition("EffectiveDate", "<=", "2024-02-29")),
        ("EffectiveDate=2020", Condition("EffectiveDate", "within", "2020")),
        ("EffectiveDate!=2020-05", Not(Condition("EffectiveDate", "within", "2020-05"))),
        (
            "EffectiveDate=2019..2021-06",
            Condition("EffectiveDate", "between", "2019-01-01", None, "2021-06-30"),
        ),
        ("EffectiveDate=..2021", Condition("EffectiveDate", "<=", "2021-12-31")),
        ("Money=0..5m USD", Condition("Money", "between", Decimal(0), "USD", Decimal(5_000_000))),
        ("Money=0 USD..", Condition("Money", ">=", Decimal(0), "USD")),
        ("EffectiveDate=2020-05-31", equal("EffectiveDate", "2020-05-31")),
        ("EffectiveDate=31 May 2020", equal("EffectiveDate", "2020-05-31")),
        ('EffectiveDate="2020-05"', equal("EffectiveDate", "2020-05")),
        ("EffectiveDate=today", equal("EffectiveDate", "2024-02-29")),
        ("EffectiveDate<today-5y", Condition("EffectiveDate", "<", "2019-02-28")),
        ("EffectiveDate>TODAY + 1m - 1d", Condition("EffectiveDate", ">", "2024-03-28")),
        ("EffectiveDate>today+2w", Condition("EffectiveDate", ">", "2024-03-14")),
        ("EffectiveDate>today-2m", Condition("EffectiveDate", ">", "2023-12-29")),
        ("language=DE", equal("language", "de")),
        ("path=/Data/x/", equal("path", "/Data/x/")),
    ],
)
def test_where_is_read(text: str, node: Node) -> None:
    assert where(text) == node


@pytest.mark.parametrize(
    ("category", "texts"),
    [
        (
            "Money",
            "US$1.5 million|1,5 Mio. €|T€ 500|1000 US dollars|two million dollars ($2,000,000)"
            "|1,5 millions d'euros|1,5 millones de euros|5 lakh rupees|CHF 1 Mio|500k|nil USD"
            "|50 cents|10 thousand|USD 5 and 50 cents|Rs. 5,000|30,000 Deutsche Mark",
        ),
        (
            "Term",
            "two years|two (2) years|2 years and 6 months|two and a half years|2 Jahre|18 mois"
            "|P2Y|PT36H|net 30|30 calendar days|six-month|a decade|2 años y 6 meses|1.5 years|6 mo",
        ),
        ("Percent", "7.5%|7 1/4 %|five per cent|five percent (5%)|150 basis points|7,5 Prozent"),
        ("Pages", "five|1.5 million|a dozen|1,000|one hundred and five"),
    ],
)
def test_words_of_a_value_are_understood(category: str, texts: str) -> None:
    for text in texts.split("|"):
        assert where(f'{category}>="{text}"') is not None


def test_several_texts_must_all_hold() -> None:
    assert where() is None
    assert where("Party=a", "Term:missing or Party=b") == And(
        (equal("Party", "a"), Or((Condition("Term", "missing"), equal("Party", "b"))))
    )


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("&", 0, "a word, a phrase"),
        ("()", 1, "a word, a phrase"),
        ("(a", 0, "no matching"),
        ("a)", 1, "no matching"),
        ('a "b', 2, "quote is not closed"),
        ('""', 0, "no letters or digits"),
        ("a OR", 4, "a word, a phrase"),
        ("OR a", 0, "a word, a phrase"),
        ("a AND", 5, "after AND"),
        ("a -", 3, "after -"),
        ("NOT", 3, "after NOT"),
        ("a -&", 3, "letters or digits"),
        ("a Partei:x", 2, "similar names: Party"),
        ("x 12:30", 2, "quote it"),
        ("Party:", 6, "a value is missing after 'Party:'"),
        ("Party: x", 6, "a value is missing"),
        ('Party:""', 6, "empty"),
        ("Case:x", 0, "can be case or CASE"),
        ("Money>=", 7, "a value is missing after '>='"),
        ("Money>=lots", 7, "an amount"),
        ("Term>5 loan", 5, "with its unit"),
        ("Party>a", 6, "cannot be compared"),
        ("EffectiveDate:2020-02-30", 14, "not a date of the calendar"),
        (
            'Money:">=1m USD"',
            6,
            "write Money:USD1000000.., which includes its end, or Money>=1m USD",
        ),
        ("Money:>=1m", 6, "write Money:1000000.., "),
        ("Money:<1m", 6, "write Money:..1000000, "),
        ('Money:"1m USD.."', 6, "a range cannot be quoted; write USD1000000.."),
        ('Money:"=5 USD"', 6, "write the value without ="),
        ('Money:"!=5 USD"', 6, "write -Money:USD5, or Money!=5 USD"),
        ('Money:">=lots"', 6, "expected an amount"),
        ('Money:"lots"', 6, "expected an amount"),
        ("EffectiveDate:>2020", 14, "write EffectiveDate:2020.., "),
        ('EffectiveDate:">= today - 5y"', 14, "write EffectiveDate:today-5y.., "),
        ('EffectiveDate:"soon"', 14, "expected a date"),
        ('Term:">5 years"', 5, 'write Term:"5 years..", '),
        ('Percent:">5%"', 8, "write Percent:5.., "),
        ("(" * 60 + "a" + ")" * 60, 51, "levels"),
        ("-" * 60 + "a", 51, "levels"),
        ("a " * 1000, 1001, "more than 500"),
        ("a" * 100_000, 10_000, "at most 10000"),
    ],
)
def test_fault_of_a_query_is_located(text: str, position: int, expected: str) -> None:
    _check_fault(lambda: query(text), text, position, expected)


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("", 0, "expected a category"),
        ("=x", 0, "expected a category"),
        ("Term>", 5, "a value is missing after '>'"),
        ("Term >= ", 8, "a value is missing after '>='"),
        ("Term> or Party=x", 6, "a value is missing after '>'"),
        ("Term", 4, "expected a comparison"),
        ("Term 5", 6, "expected a comparison"),
        ("Term:", 5, "missing, present or ambiguous"),
        ("Term:5", 5, "missing, present or ambiguous"),
        ("Term!5", 4, "expected = !="),
        ("Term>5", 5, "with its unit"),
        ("Jurisdicton=x", 0, "similar names: Jurisdiction"),
        ("Party=x and Jurisdicton=x", 12, "similar names: Jurisdiction"),
        ("Jurisdiction=Delaware or New York", 33, "expected a comparison"),
        ("Delaware or Jurisdiction=Utah", 8, "expected a comparison"),
        ("Party=a and", 11, "expected a category"),
        ("Party=a Term=b", 12, "join conditions with 'and'"),
        ("Party==a", 6, "unexpected '='"),
        ('Party="a', 6, "not closed"),
        ('Party="a" b', 10, "'and', 'or' or the end"),
        ('Party=""', 6, "empty"),
        ("Party>a", 6, "cannot be compared"),
        ("language<=a", 10, "cannot be compared"),
        ("(Party=a", 0, "no matching"),
        ("Party=a)", 7, "no matching"),
        ("Money>lots", 6, "an amount"),
        ("Money>=1.5m ABC", 7, "'ABC' was not understood; expected an amount"),
        ("Money>=USDX 5", 7, "'USDX' was not understood"),
        ("Money=50 apples", 6, "'apples' was not understood"),
        ("Money=1m..5m XYZ", 6, "'XYZ' was not understood"),
        ("Money>=5 " + "a" * 900, 7, "was not understood"),
        ("Term>2 years maybe", 5, "'maybe' was not understood; expected a duration"),
        ("Term>1 y 6 m", 5, "'m' was not understood"),
        ("Term=24", 5, "with its unit"),
        ("Percent>5 apples", 8, "a percentage"),
        ("Percent>5% apples", 8, "'apples' was not understood"),
        ("Pages>5 blah foo", 6, "'blah', 'foo' were not understood"),
        ("Percent>many", 8, "a percentage"),
        ("Pages>many", 6, "a number"),
        ("EffectiveDate>soon", 14, "a date"),
        ('Money=">=1m USD"', 6, "or Money>=1m USD"),
        ('Money!="1m USD..2m USD"', 7, "write USD1000000..USD2000000"),
        ('Money="lots"', 6, "expected an amount"),
        ("EffectiveDate=..", 14, "needs at least one end"),
        ("EffectiveDate=2021..2019", 14, "put the lower end first"),
        ("Money=1 EUR..2 USD", 6, "the same currency"),
        ("EffectiveDate>2020-13", 14, "not a date of the calendar"),
        ("EffectiveDate>0000", 14, "not a date of the calendar"),
        ("EffectiveDate<03/04/2021", 14, "2021-03-04 or 2021-04-03"),
        ("EffectiveDate<today-9999y", 14, "outside the years"),
        ("EffectiveDate<today+999999w", 14, "outside the years"),
        ("(" * 60 + "Party=a", 51, "levels"),
        ("Party=a or " * 600 + "Party=a", None, "more than 500"),
        ("Party=" + "a" * 100_000, 10_000, "at most 10000"),
    ],
)
def test_fault_of_a_condition_is_located(text: str, position: int | None, expected: str) -> None:
    _check_fault(lambda: where("Party=fine", text), text, position, expected)


@pytest.mark.parametrize("type", ORDERED)
def test_every_value_that_is_shown_can_be_asked_for(type: ValueType) -> None:
    shown: set[str] = set()
    for text in CASES[type.name].read_text("utf-8").replace("\t", "\n").splitlines():
        found = normalize_text(type, text)
        shown.update(one.display for one in (found.value, *found.readings) if one is not None)
    assert len(shown) > 100
    for text in shown:
        assert parse_where([f'Value = "{text}"'], {"Value": type}, TODAY) is not None


def _check_fault(read: object, text: str, position: int | None, expected: str) -> None:
    assert callable(read)
    with pytest.raises(QueryError) as caught:
        read()
    message = str(caught.value)
    assert expected in message
    assert caught.value.text == text
    assert position is None or caught.value.position == position
    assert message.endswith(f"(character {caught.value.position})")
    assert len(message) < 400
    assert message.isprintable()


def test_endless_conditions_are_refused() -> None:
    with pytest.raises(QueryError):
        where(*["Party=a"] * 100_000)


SIGNS = ["=", "!=", ">=", "<", ":", '"', "“", "(", ")", " ", "-", "\\", "&", "\x00", "\ud800"]
WORDS = ["or", "OR", "and", "NOT", "today", "+5y", "2020", "-13", "1.5m USD", "5%", "missing", "x"]
PIECES = st.sampled_from([*CATEGORIES, *SIGNS, *WORDS])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=15).map("".join))


@given(TEXTS)
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (query, where):
        try:
            read(text)
        except QueryError as error:
            assert error.position is not None  # noqa: PT017 - both outcomes are fine
            assert 0 <= error.position <= len(text)  # noqa: PT017


def _rows(heading: str) -> list[list[str]]:
    section = QUERY_PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [re.findall(r"`((?:[^`])+)`", row) for row in rows]


def test_examples_of_the_documentation_work(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    queries, conditions = _rows("Queries"), _rows("Filters")
    assert len(queries) >= 10
    assert len(conditions) >= 20
    for text, *_ in queries:
        index.search(SearchRequest(query=query(text)))
    for text, *_ in conditions:
        index.search(SearchRequest(where=where(text)))
    index.close()


def test_passages_are_asked_for_by_presence_and_by_words() -> None:
    months = Condition("CapOnLiability", "holds", "twelve months")
    assert query('CapOnLiability:"twelve months"') == months
    assert where("CapOnLiability=twelve months") == months
    assert where("CapOnLiability!=twelve months") == Not(months)
    assert query("CapOnLiability:present") == Condition("CapOnLiability", "present")
    assert where('CapOnLiability="missing"') == Condition("CapOnLiability", "missing")
    for text in ("CapOnLiability=--", "CapOnLiability>x"):
        with pytest.raises(QueryError, match=r"no letters or digits|cannot be compared"):
            where(text)


@pytest.mark.parametrize(("text", "message"), _rows("Errors"))
def test_message_is_as_documented(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        where(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kind:leese", "there is no Kind 'leese'; similar names: lease"),
        ("Kind:purchase", "there is no Kind 'purchase'; similar names: purchase order"),
        ("loan -Kind:xyz", "there is no Kind 'xyz'; there are lease, loan, purchase order"),
    ],
)
def test_what_no_document_can_be_is_told_with_what_it_can_be(text: str, said: str) -> None:
    kinds, choices = {"Kind": CHOICE}, {"Kind": ("lease", "loan", "purchase order")}
    with pytest.raises(QueryError, match=re.escape(said)):
        parse_query(text, kinds, TODAY, choices=choices)
    with pytest.raises(QueryError, match=re.escape("there is no Kind 'purchase'")):
        parse_where(["Kind=purchase"], kinds, TODAY, choices=choices)
    # What a document was once is shown in quotes, by facets too.
    for known in ("Kind:LEASE", 'Kind:"purchase order"', 'Kind:"gone"', "Kind:ambiguous"):
        assert parse_query(known, kinds, TODAY, choices=choices) is not None
