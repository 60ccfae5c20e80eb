"""The log of the index answers as the index does: the same documents for the same question."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.ledger.log_query import LogQuery
from connectors.tantivy.index import TantivyIndex
from enricher.documents import IndexedDocument
from enricher.documents.families import Family, Relative
from enricher.documents.references import Kind
from enricher.entities import Value
from enricher.errors import QueryError
from enricher.ledger.snapshots import PastDocument, PastFinding, dump_entry, entry_of, load_entry
from enricher.query.grammar import parse_where
from enricher.query.nodes import ATTRIBUTES, And, Condition, Node, Not, Or, SearchRequest, Words
from enricher.values import DATE, JURISDICTION, MONEY, PARTY, PERCENT, TEXT
from tests.build import date_value, make_document, money_value, number_value

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
TYPES = {
    "Party": PARTY,
    "Law Name": JURISDICTION,
    "EffectiveDate": DATE,
    "Money": MONEY,
    "Percent": PERCENT,
    "severity": TEXT,
    "language": TEXT,
}
PARTIES = ("Acme Inc.", "ACME INC.", "Café GmbH", "Cafe\u0301 GmbH", "x" * 450, "ﬁne Ltd", "")
DATES = ("2019", "2020", "2020-05", "2020-05-31", "2020-06-01", "2021-12-31")
AMOUNTS = ("-5", "0", "0.00", "250.00", "999999.99", "1e6", "1000000", "12345678901234567890.5")
CURRENCIES = ("USD", "EUR", "usd", None)
FOLDERS = ("/data/a/", "/data/a/b/", "/data/", "/archive.zip!/")


def some_relatives(chance: random.Random, kind: Kind | None) -> tuple[Relative, ...]:
    return tuple(
        Relative(one, one, kind)
        for one in chance.sample(("d01", "d02", "d03"), chance.choice((0, 0, 1, 2)))
    )


def documents() -> list[IndexedDocument]:
    """Forty documents of every kind of value, several values each.

    `severity` is a category of some, and so no attribute; `language` is one, since none has such a
    value.
    """
    chance = random.Random(7)

    def some(values: list[Value]) -> list[Value]:
        return chance.sample(values, min(len(values), chance.choice((0, 0, 1, 1, 2, 3))))

    made = []
    for number in range(40):
        fields: dict[str, list[Value]] = {
            "Party": some([Value("party", one, None, {}) for one in PARTIES]),
            "Law Name": some([Value("jurisdiction", "New York", None, {})]),
            "EffectiveDate": some([date_value(one) for one in DATES]),
            "Money": some(
                [money_value(one, code) for one in AMOUNTS if one != "1e6" for code in CURRENCIES]
            ),
            "Percent": some([number_value(one, PERCENT) for one in ("5", "7.25")]),
            "severity": some([Value("text", "high", None, {})]) if number % 3 == 0 else [],
        }
        made.append(
            make_document(
                f"d{number:02}",
                f"text {number % 30}",
                fields,
                paths=[
                    f"{chance.choice(FOLDERS)}f{number}.txt" for _ in range(chance.randint(1, 2))
                ],
                collections=chance.sample(("a", "b"), chance.randint(1, 2)),
                language=chance.choice(("en", "de", "")),
                parents=chance.sample(("d01", "d02"), chance.randint(0, 1)),
                family=Family(
                    masters=some_relatives(chance, Kind.AMENDS),
                    changes=some_relatives(chance, Kind.UNDER),
                    copies=some_relatives(chance, None),
                ),
                findings=chance.sample(
                    (("term-missing", "low"), ("large", "high")), chance.randint(0, 2)
                ),
            )
        )
    return made


def past(document: IndexedDocument) -> PastDocument:
    """What the log has of a document, through the text that it is kept as."""
    entry = load_entry(dump_entry(entry_of(document, (), {}, NOW)))
    found = tuple(
        PastFinding(number, "contracts", policy, "open", "finding", severity, "", NOW, "", "")
        for number, (policy, severity) in enumerate(document.findings)
    )
    return PastDocument(document.id, NOW, entry, found)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyIndex]:
    opened = TantivyIndex(tmp_path_factory.mktemp("log") / "index")
    writer = opened.open_writer()
    assert writer.write(documents(), []) == {}
    writer.close()
    yield opened
    opened.close()


LOGGED = [past(one) for one in documents()]


def by_log(node: Node) -> list[str]:
    query = LogQuery(TYPES, lambda name: any(one.entry.fields.get(name) for one in LOGGED))
    meets = query.compile(node)
    return [one.id for one in LOGGED if meets(one)]


def by_index(index: TantivyIndex, node: Node) -> list[str]:
    return sorted(one.id for one in index.search(SearchRequest(where=node, size=1000)).hits)


ENDS = ("2019", "2020", "2020-05", "2020-05-31", "today-5y", "today-70m")
NUMBERS = ("0", "-5", "250", "1000000", "999999.99", "12345678901234567890.5")


def conditions() -> st.SearchStrategy[str]:
    def ranges(ends: tuple[str, ...]) -> st.SearchStrategy[str]:
        return st.tuples(st.sampled_from(ends), st.sampled_from(ends)).map(
            lambda one: "..".join(one)
        )

    compared = st.sampled_from(("=", "!=", "<", "<=", ">", ">="))
    dates = st.tuples(compared, st.sampled_from(ENDS)).map(
        lambda one: "EffectiveDate" + "".join(one)
    )
    amounts = st.tuples(compared, st.sampled_from(NUMBERS), st.sampled_from(("", " USD", " EUR")))
    attributes = {
        "collection": ("a", "b", "A"),
        "language": ("en", "DE"),
        "path": (
            "/data/",
            "/data/a/",
            "/data/a/f3.txt",
            "/archive.zip!/",
            "a",
            "F3.txt",
            "a/f3.txt",
        ),
        "folder": ("/data/", "/data/a", "A", "data/a/", "f3.txt"),
        "parent": ("d01",),
        "policy": ("large", "none"),
        "severity": ("high", "low"),
        "amends": ("d01",),
        "amended_by": ("d01", "d02"),
        "near_copy": ("d03",),
        "media_type": ("text/plain",),
        "sha256": (LOGGED[3].entry.sha256,),
    }
    named = [
        f"{name}{sign}{value}"
        for name, values in attributes.items()
        for value in values
        for sign in ("=", "!=")
    ]
    names = (*TYPES, *ATTRIBUTES)
    return st.one_of(
        dates,
        amounts.map(lambda one: "Money" + "".join(one)),
        ranges(ENDS).map(lambda one: f"EffectiveDate={one}"),
        ranges(NUMBERS).map(lambda one: f"Money={one} USD"),
        st.sampled_from(("Percent>5", "Percent=7.25%", "Percent!=5", 'Money="250.00 USD"')),
        st.sampled_from(PARTIES[:-1]).map(lambda one: f'Party="{one}"'),
        st.sampled_from(PARTIES[:-1]).map(lambda one: f'Party!="{one}"'),
        st.sampled_from(("Law Name=NY", "Law Name=new york", "Law Name=Ohio")),
        st.sampled_from(named),
        st.tuples(st.sampled_from(names), st.sampled_from((":missing", ":present"))).map("".join),
    )


def questions() -> st.SearchStrategy[str]:
    return st.recursive(
        conditions(),
        lambda inner: st.tuples(inner, st.sampled_from((" and ", " or ")), inner).map(
            lambda one: f"({one[0]}{one[1]}{one[2]})"
        ),
        max_leaves=6,
    )


@settings(deadline=None, max_examples=400)
@given(questions())
def test_log_answers_as_the_index_does(index: TantivyIndex, text: str) -> None:
    try:
        node = parse_where([text], TYPES, date(2026, 3, 31))
    except QueryError:
        return  # a range whose lower end is above
    assert node is not None
    assert by_log(node) == by_index(index, node), text


@pytest.mark.parametrize("number", range(len(LOGGED)))
def test_each_document_is_told_from_all_others_by_its_content(
    index: TantivyIndex, number: int
) -> None:
    node = Condition("sha256", "=", LOGGED[number].entry.sha256)
    assert LOGGED[number].id in by_log(node) == by_index(index, node)


def test_questions_of_the_test_find_some_and_not_all(index: TantivyIndex) -> None:
    """What finds nothing, or all, would agree for free."""
    for text in ("EffectiveDate>=2020", "Money>=250 USD", 'Party="acme inc."', "policy=large",
                 "path=/data/a/", "severity=high", "language=en", "Money:missing"):  # fmt: skip
        node = parse_where([text], TYPES, date(2026, 3, 31))
        assert node is not None
        assert 0 < len(by_log(node)) < len(LOGGED), text


@pytest.mark.parametrize(
    "node",
    [
        Words(("loan",)),
        And((Condition("Party", "present"), Or((Not(Words(("loan", "agreement"))),)))),
    ],
)
def test_words_are_refused_with_what_to_do(node: Node) -> None:
    with pytest.raises(QueryError, match="ask for fields with --where, or as of today"):
        by_log(node)


def test_what_has_no_order_is_refused_as_the_index_refuses_it(index: TantivyIndex) -> None:
    for node in (Condition("language", ">", "en"), Condition("Money", ">", "soon")):
        with pytest.raises(QueryError) as said:
            by_index(index, node)
        with pytest.raises(QueryError) as logged:
            by_log(node)
        assert str(logged.value) == str(said.value)
