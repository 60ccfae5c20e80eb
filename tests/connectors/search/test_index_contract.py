"""What every search index does, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enricher.documents.families import Family, Relative
from enricher.documents.references import Kind
from enricher.entities import Notice, Value
from enricher.errors import QueryError, UnavailableError
from enricher.query.grammar import parse_query, parse_where
from enricher.query.index import IndexWriter, SearchIndex
from enricher.query.nodes import (
    And,
    Condition,
    Node,
    Not,
    Or,
    SearchPage,
    SearchRequest,
    Sort,
    Words,
)
from enricher.values import DATE, DURATION, PASSAGE, PERCENT
from tests.build import date_value, make_document, money_value, number_value, text_value, value_of
from tests.connectors.search_indexes import SEARCH_INDEX_PARAMS, SEARCH_INDEXES, OpenIndex


@pytest.fixture(params=SEARCH_INDEX_PARAMS, scope="module")
def open_index(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[OpenIndex]:
    folder: Path = tmp_path_factory.mktemp(request.param)
    with SEARCH_INDEXES[request.param](folder) as opener:
        yield opener


@pytest.fixture(scope="module")
def module_index(open_index: OpenIndex) -> SearchIndex:
    return open_index()


@pytest.fixture(scope="module")
def module_writer(module_index: SearchIndex) -> Iterator[IndexWriter]:
    writer = module_index.open_writer()
    yield writer
    writer.close()


@pytest.fixture
def writer(module_writer: IndexWriter) -> IndexWriter:
    module_writer.clear()
    return module_writer


@pytest.fixture
def index(module_index: SearchIndex, writer: IndexWriter) -> SearchIndex:
    return module_index


def find(index: SearchIndex, query: Node | None = None, where: Node | None = None) -> list[str]:
    page = index.search(SearchRequest(query=query, where=where, size=100))
    assert page.total == len(page.hits)
    return sorted(hit.id for hit in page.hits)


def condition(category: str, operator: Any, value: Any = None, currency: Any = None) -> Condition:
    return Condition(category, operator, value, currency)


def test_written_document_is_found_at_once(index: SearchIndex, writer: IndexWriter) -> None:
    assert writer.write([make_document("a", "The agreement begins.")], []) == {}
    assert find(index, Words(("agreement",))) == ["a"]


def test_another_reader_sees_what_was_written(open_index: OpenIndex, writer: IndexWriter) -> None:
    reader = open_index()
    writer.write([make_document("a")], [])
    assert find(reader) == ["a"]
    writer.write([], ["a"])
    assert find(reader) == []


def test_writing_again_replaces_the_whole_document(index: SearchIndex, writer: IndexWriter) -> None:
    writer.write([make_document("a", "old words", {"Party": ["Acme"]})], [])
    for _ in range(2):
        writer.write([make_document("a", "new words", {"Issuer": ["Beta"]})], [])
    assert find(index) == ["a"]
    assert find(index, Words(("old",))) == []
    assert find(index, None, condition("Party", "present")) == []
    assert find(index, None, condition("Issuer", "=", "Beta")) == ["a"]


def test_value_under_another_name_counts_and_is_found_there_at_once(
    index: SearchIndex, writer: IndexWriter
) -> None:
    def parties() -> list[tuple[str, int]]:
        page = index.search(SearchRequest(facets=("Party",)))
        return [(one.value, one.count) for one in page.facets["Party"]]

    writer.write([make_document("a", "", {"Party": ["Nike"]})], [])
    writer.write([make_document("b", "", {"Party": ["Nike Inc."]})], [])
    assert parties() == [("Nike", 1), ("Nike Inc.", 1)]
    writer.write([make_document("a", "", {"Party": ["Nike Inc."]})], [])
    assert parties() == [("Nike Inc.", 2)]
    assert find(index, None, condition("Party", "=", "Nike")) == []
    assert find(index, None, condition("Party", "=", "Nike Inc.")) == ["a", "b"]


def test_same_id_twice_in_one_write_leaves_the_last(
    index: SearchIndex, writer: IndexWriter
) -> None:
    writer.write([make_document("a", "first"), make_document("a", "second")], [])
    assert find(index, Words(("second",))) == ["a"]
    assert find(index, Words(("first",))) == []


def test_removed_document_is_gone_and_removing_is_repeatable(
    index: SearchIndex, writer: IndexWriter
) -> None:
    writer.write([make_document("a"), make_document("b")], [])
    writer.write([], ["a", "never-there"])
    writer.write([], ["a"])
    assert find(index) == ["b"]


def test_cleared_index_is_empty_and_has_a_new_generation(
    index: SearchIndex, writer: IndexWriter
) -> None:
    writer.write([make_document("a")], [])
    before = index.generation
    writer.clear()
    assert find(index) == []
    assert index.generation != before
    writer.write([make_document("b")], [])
    assert find(index) == ["b"]


@pytest.mark.parametrize(
    ("category", "low", "high", "currency", "found"),
    [
        ("Money", Decimal(10), Decimal(20), None, ["ends", "inside"]),
        ("Money", Decimal(10), Decimal(20), "USD", ["ends"]),
        ("Money", Decimal(-5), Decimal(0), None, ["below"]),
        ("EffectiveDate", "2020-01-01", "2020-12-31", None, ["inside"]),
        ("EffectiveDate", "2020-02-01", "2021-03-04", None, ["ends", "inside"]),
    ],
)
def test_one_value_lies_between_two_ends(
    index: SearchIndex,
    writer: IndexWriter,
    category: str,
    low: Any,
    high: Any,
    currency: str | None,
    found: list[str],
) -> None:
    around = {
        "Money": [money_value("9.99"), money_value("20.01")],
        "EffectiveDate": [date_value("2019-12-31"), date_value("2022")],
    }
    inside = {"Money": [money_value("15", "EUR")], "EffectiveDate": [date_value("2020-02")]}
    ends = {"Money": [money_value("20")], "EffectiveDate": [date_value("2021-03-04")]}
    below = {"Money": [money_value("-1")]}
    documents = {"around": around, "inside": inside, "ends": ends, "below": below}
    writer.write([make_document(name, "", fields) for name, fields in documents.items()], [])
    assert find(index, None, Condition(category, "between", low, currency, high)) == found


def test_generation_survives_writing_and_opening(
    index: SearchIndex, writer: IndexWriter, open_index: OpenIndex
) -> None:
    before = index.generation
    writer.write([make_document("a")], [])
    assert index.generation == before == open_index().generation


def test_second_writer_is_refused(index: SearchIndex, open_index: OpenIndex) -> None:
    with pytest.raises(UnavailableError):
        open_index().open_writer()


def test_words_are_found_in_titles_as_well(index: SearchIndex, writer: IndexWriter) -> None:
    documents = [
        make_document("a", "Nothing of the kind.", title="Master Loan Agreement"),
        make_document("b", "An agreement about a loan.", title="Memo"),
        make_document("c", "None.", paths=["/x/loan_agreement-2020.pdf"]),
    ]
    writer.write(documents, [])
    assert find(index, Words(("loans",))) == ["a", "b", "c"]
    assert find(index, Words(("loan", "agreement"))) == ["a", "c"]
    assert find(index, And((Words(("master",)), Words(("nothing",))))) == ["a"]
    assert find(index, And((Words(("agreement",)), Not(Words(("master",)))))) == ["b", "c"]
    # A phrase does not begin in a title and end in its text.
    assert find(index, Words(("agreement", "nothing"))) == []
    page = index.search(SearchRequest(query=Words(("master",))))
    assert [hit.snippets for hit in page.hits] == [()]


def test_words_are_found_in_names_of_files_beside_the_title(
    index: SearchIndex, writer: IndexWriter
) -> None:
    paths = ["/leases/office_2024.pdf", "/copies/mail.zip!/second floor.pdf"]
    writer.write(
        [make_document("a", "None.", title="Commercial Lease", paths=paths), make_document("b")],
        [],
    )
    for words in (("office",), ("second", "floor"), ("commercial", "lease")):
        assert find(index, Words(words)) == ["a"]
    assert find(index, And((Words(("office",)), Words(("lease",))))) == ["a"]
    assert find(index, Words(("lease", "office"))) == []  # no phrase of two names
    assert find(index, Words(("pdf",))) == []
    assert find(index, Words(("leases",))) == ["a"]  # of the title, and not of the folder
    assert find(index, Words(("copies",))) == []


def test_hit_tells_the_warnings_of_its_document(index: SearchIndex, writer: IndexWriter) -> None:
    writer.write(
        [
            make_document("a", warnings=[Notice("characters_unread", {"count": 3})]),
            make_document("b"),
        ],
        [],
    )
    page = index.search(SearchRequest())
    assert [hit.warnings for hit in page.hits] == [("3 characters could not be read",), ()]


def test_hit_shows_title_paths_and_fields(index: SearchIndex, writer: IndexWriter) -> None:
    document = make_document(
        "a",
        "Money is due.",
        {"Party": ["Beta GmbH", "Acme, Inc."], "Price": [money_value("1000")]},
        title="Loan Agreement",
        paths=("/x/loan.pdf", "/y/copy of loan.pdf"),
    )
    writer.write([document], [])
    (hit,) = index.search(SearchRequest()).hits
    assert hit.title == "Loan Agreement"
    assert hit.paths == ("/x/loan.pdf", "/y/copy of loan.pdf")
    assert hit.fields == {"Party": ("Beta GmbH", "Acme, Inc."), "Price": ("1000.00 USD",)}
    assert hit.snippets == ()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Words(("agreement",)), ["a", "b"]),
        (Words(("AGREEMENTS",)), ["a", "b"]),
        (Words(("governing", "law")), ["a"]),
        (Words(("law", "governing")), []),
        (And((Words(("agreement",)), Words(("law",)))), ["a"]),
        (Or((Words(("law",)), Words(("banana",)))), ["a", "c"]),
        (And((Words(("agreement",)), Not(Words(("law",))))), ["b"]),
        (Not(Words(("agreement",))), ["c", "d"]),
        (Not(Not(Words(("banana",)))), ["c"]),
        (Words(("non-compete",)), ["b"]),
        (Words(("Muller",)), ["c"]),
        (Words(("Müller",)), ["c"]),
        (Words(("合同",)), ["d"]),
        (Words(("العقد",)), ["d"]),
        (Words(("1,000.00",)), ["b"]),
        (Words(("finance",)), ["c"]),
        (Words(("&",)), []),
    ],
)
def test_words_and_phrases(
    index: SearchIndex, writer: IndexWriter, query: Node, found: list[str]
) -> None:
    writer.write(
        [
            make_document("a", "This agreement has a governing law."),
            make_document("b", "Agreements without; non-compete for 1,000.00 USD."),
            make_document("c", "banana MÜLLER \N{LATIN SMALL LIGATURE FI}nance"),
            make_document("d", "本合同由双方签署 هذا العقد"),
        ],
        [],
    )
    assert find(index, query) == found


BETWEEN = [
    ("EffectiveDate", ">=", "2020-01-01", ["feb", "new", "two"]),
    ("EffectiveDate", ">", "2020-02-01", ["new", "two"]),
    ("EffectiveDate", "<=", "2020-02-01", ["feb", "old"]),
    ("EffectiveDate", "<", "2020-02-01", ["old"]),
    ("EffectiveDate", "within", "2020", ["feb"]),
    ("EffectiveDate", "within", "2020-02", ["feb"]),
    ("EffectiveDate", "within", "2020-03", []),
    ("EffectiveDate", "=", "2020-02", ["feb"]),
    ("EffectiveDate", "!=", "1400-01-01", ["feb", "new", "none", "two"]),
    ("EffectiveDate", "missing", None, ["none"]),
    ("EffectiveDate", "present", None, ["feb", "new", "old", "two"]),
    ("NoSuch", "missing", None, ["feb", "new", "none", "old", "two"]),
    ("NoSuch", "present", None, []),
    ("NoSuch", ">=", Decimal(1), []),
    ("Amount", ">=", Decimal("0.1"), ["new", "two"]),
    ("Amount", ">", Decimal("0.1"), ["two"]),
    ("Amount", "<", Decimal("0.1"), ["feb", "old"]),
    ("Amount", "<=", Decimal("-7.50"), ["old"]),
    ("Amount", "=", Decimal("0.10"), ["new"]),
    ("Amount", "!=", Decimal("0.10"), ["feb", "none", "old", "two"]),
]


@pytest.mark.parametrize(("category", "operator", "value", "found"), BETWEEN)
def test_conditions_on_typed_values(
    index: SearchIndex,
    writer: IndexWriter,
    category: str,
    operator: str,
    value: Any,
    found: list[str],
) -> None:
    huge = "123456789012345678901234567890.12"
    writer.write(
        [
            make_document(
                "old",
                fields={
                    "EffectiveDate": [date_value("1400-01-01")],
                    "Amount": [number_value("-7.5")],
                },
            ),
            make_document(
                "feb",
                fields={"EffectiveDate": [date_value("2020-02")], "Amount": [number_value("0")]},
            ),
            make_document(
                "new",
                fields={
                    "EffectiveDate": [date_value("3020-02-02")],
                    "Amount": [number_value("0.1")],
                },
            ),
            make_document(
                "two",
                fields={
                    "EffectiveDate": [date_value("2021-01-01"), date_value("2022-01-01")],
                    "Amount": [number_value(huge)],
                },
            ),
            make_document("none"),
        ],
        [],
    )
    assert find(index, None, condition(category, operator, value)) == found
    assert find(index, condition(category, operator, value)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Term=2 years", ["months", "years"]),
        ("Term=24m", ["months", "years"]),
        ("Term!=24 months", ["days", "hours"]),
        ("Term=24 hours", ["days", "hours"]),
        ('Term="24 months"', ["months"]),
        ('Term="2 years"', ["years"]),
    ],
)
def test_durations_are_equal_by_length_and_in_quotes_as_facets_show_them(
    index: SearchIndex, writer: IndexWriter, text: str, found: list[str]
) -> None:
    terms = {"years": "2 years", "months": "24 months", "days": "1 day", "hours": "24 hours"}
    written = [
        make_document(id, fields={"Term": [value_of(DURATION, term)]}) for id, term in terms.items()
    ]
    writer.write(written, [])
    types, today = {"Term": DURATION}, date(2024, 1, 1)
    assert find(index, None, parse_where([text], types, today)) == found
    assert find(index, parse_query('Term:"2 years"', types, today)) == ["months", "years"]
    rows = index.search(SearchRequest(facets=("Term",))).facets["Term"]
    assert {row.value: row.count for row in rows} == dict.fromkeys(terms.values(), 1)


def test_perpetual_term_is_longer_than_any_and_one_until_terminated_has_no_length(
    index: SearchIndex, writer: IndexWriter
) -> None:
    written = {"a": "2 years", "b": "in perpetuity", "c": "until terminated", "d": "900 years"}
    for name, text in written.items():
        term = value_of(DURATION, text)
        writer.write([make_document(name, "", {"Term": [term]})], [])
    writer.write([make_document("e")], [])

    def found(text: str) -> str:
        node = parse_where([text], {"Term": DURATION}, date(2024, 2, 29))
        return "".join(find(index, None, node))

    assert found("Term>5 years") == found("Term>=5 years") == found("Term=5 years..") == "bd"
    assert found("Term<=5 years") == "a"
    assert found("Term=1 year..1000 years") == "ad"
    assert found("Term=perpetual") == "b"
    assert found("Term=until terminated") == "c"
    assert found("Term!=perpetual") == "acde"
    assert (found("Term:missing"), found("Term:present")) == ("e", "abcd")
    for descending, order in ((False, "adbce"), (True, "bdace")):
        page = index.search(SearchRequest(sort=Sort("Term", descending=descending), size=10))
        assert "".join(hit.id for hit in page.hits) == order
    (facet,) = index.search(SearchRequest(facets=("Term",))).facets.values()
    assert {one.value for one in facet} == {"2 years", "perpetual", "until terminated", "900 years"}


def test_perpetual_end_is_later_than_every_day(index: SearchIndex, writer: IndexWriter) -> None:
    for name, day in {"a": "2031-05-01", "b": "perpetual", "c": "2025", "d": "9999-12-31"}.items():
        writer.write([make_document(name, "", {"End": [date_value(day)]})], [])
    writer.write([make_document("e")], [])

    def found(text: str) -> str:
        node = parse_where([text], {"End": DATE}, date(2024, 2, 29))
        return "".join(find(index, None, node))

    assert found("End>2030-01-01") == found("End>=2031") == found("End=2026..") == "abd"
    assert found("End<=9999-12-31") == found("End!=perpetual and End:present") == "acd"
    assert found("End<2030") == found("End=today..today+5y") == "c"
    assert found("End=perpetual") == found("End:perpetual") == "b"
    assert (found("End:missing"), found("End:present")) == ("e", "abcd")
    for descending, order in ((False, "cadbe"), (True, "bdace")):
        page = index.search(SearchRequest(sort=Sort("End", descending=descending), size=10))
        assert "".join(hit.id for hit in page.hits) == order
    (facet,) = index.search(SearchRequest(facets=("End",))).facets.values()
    assert "perpetual" in {one.value for one in facet}


def test_ambiguous_category_is_found_by_either_reading_and_never_sorted_by_one(
    index: SearchIndex, writer: IndexWriter
) -> None:
    days = [date_value("2019-11-08"), date_value("2019-08-11")]
    prices = [money_value("5", "USD"), money_value("7", "EUR")]
    documents = [
        make_document("a", fields={"EffectiveDate": [date_value("2019-09-01")]}),
        make_document("b", ambiguous={"EffectiveDate": days, "Price": prices}),
        make_document("c", fields={"EffectiveDate": [date_value("2019-11-08")]}),
        make_document("d", fields={"Price": [money_value("9")]}, ambiguous={"Price": prices}),
    ]
    writer.write(documents, [])

    def where(*of: Any) -> list[str]:
        return find(index, None, condition(*of))

    assert where("EffectiveDate", "=", "2019-11-08") == ["b", "c"]
    assert where("EffectiveDate", "=", "2019-08-11") == ["b"]
    assert where("EffectiveDate", "!=", "2019-11-08") == ["a", "d"]
    assert where("EffectiveDate", ">=", "2019-11-01") == ["b", "c"]
    assert where("EffectiveDate", "<", "2019-08-12") == ["b"]
    assert where("EffectiveDate", "within", "2019-08") == ["b"]
    assert where("EffectiveDate", "=", "2019-09-15") == []
    assert where("EffectiveDate", "=", "ambiguous") == ["b"]
    assert where("Price", "=", Decimal(7)) == ["b", "d"]
    assert where("Price", ">=", Decimal(6), "USD") == ["d"]
    assert where("Price", ">=", Decimal(6), "EUR") == ["b", "d"]
    assert where("Price", "=", "5.00 USD") == ["b", "d"]
    for descending, ids in ((True, ["c", "a", "b", "d"]), (False, ["a", "c", "b", "d"])):
        assert ids_in_order(index, Sort("EffectiveDate", descending)) == ids
    page = index.search(SearchRequest(facets=("EffectiveDate", "Price"), size=10))
    assert {one.value: one.count for one in page.facets["EffectiveDate"]} == {
        "2019-09-01": 1,
        "2019-11-08": 2,
        "2019-08-11": 1,
        "ambiguous": 1,
    }
    assert ("7.00 EUR", 2) in [(one.value, one.count) for one in page.facets["Price"]]
    marked = {
        hit.id: hit.stated["EffectiveDate"]
        for hit in page.hits
        if hit.stated and "EffectiveDate" in hit.stated
    }
    assert marked["b"].shown == "ambiguous: 2019-11-08 or 2019-08-11"
    assert set(marked) == {"b"}


def test_currency_and_amount_hold_for_the_same_value(
    index: SearchIndex, writer: IndexWriter
) -> None:
    writer.write(
        [
            make_document("a", fields={"Money": [money_value("5"), money_value("900", "EUR")]}),
            make_document("b", fields={"Money": [money_value("900")]}),
            make_document("c", fields={"Money": [money_value("900", None)]}),
        ],
        [],
    )
    assert find(index, None, condition("Money", ">=", Decimal(100), "USD")) == ["b"]
    assert find(index, None, condition("Money", ">=", Decimal(100), "eur")) == ["a"]
    assert find(index, None, condition("Money", ">=", Decimal(100), "GBP")) == []
    assert find(index, None, condition("Money", ">=", Decimal(100))) == ["a", "b", "c"]


def test_equality_disregards_case_and_facet_keeps_it(
    index: SearchIndex, writer: IndexWriter
) -> None:
    writer.write(
        [
            make_document("a", fields={"State": ["New York"]}),
            make_document("b", fields={"State": ["New York", "NEW YORK"]}),
            make_document("c", fields={"State": ["new york", "Delaware"]}),
        ],
        [],
    )
    assert find(index, None, condition("State", "=", "nEW yORK")) == ["a", "b", "c"]
    page = index.search(SearchRequest(facets=("State", "NoSuch")))
    counts = [(value.value, value.count) for value in page.facets["State"]]
    assert counts == [("New York", 3), ("Delaware", 1)]
    assert page.facets["NoSuch"] == ()


NAMES = [
    "Plain",
    "New York",
    "a_u20_b",
    "a b",
    "Größe",
    "5th",
    "_",
    "u_u",
    "日付",
    "a-b",
    "A;B{x}",
    "[a]>b",
    "a.b*",
]


def test_any_category_name_works_and_none_meets_another(
    index: SearchIndex, writer: IndexWriter
) -> None:
    writer.write(
        [
            make_document(
                f"d{number:02}",
                fields={name: [text_value("x"), number_value(str(number))]},
            )
            for number, name in enumerate(NAMES)
        ],
        [],
    )
    for number, name in enumerate(NAMES):
        id = f"d{number:02}"
        assert find(index, None, condition(name, "=", "x")) == [id]
        assert find(index, None, condition(name, ">=", Decimal(0))) == [id]
        assert find(index, None, condition(name, "present")) == [id]
        page = index.search(SearchRequest(facets=(name,), sort=Sort(name, descending=False)))
        assert page.hits[0].id == id
        assert {value.value for value in page.facets[name]} == {"x", str(number)}


def test_attributes_are_filters_and_facets(index: SearchIndex, writer: IndexWriter) -> None:
    writer.write(
        [
            make_document(
                "a",
                paths=("/data/x/one.zip!/in/a.txt", "/else/a.txt"),
                collections=("first", "second"),
                parents=("p1", "p2"),
                findings=(("large", "high"), ("late", "high")),
                family=Family(
                    masters=(Relative("b", "b", Kind.AMENDS),),
                    changes=(Relative("c", "c", Kind.UNDER), Relative("d", "d", Kind.AMENDS)),
                    copies=(Relative("e", "e", likeness=0.97),),
                ),
            ),
            make_document("b", paths=("/data/xy/b.txt",), collections=("second",), language="de"),
        ],
        [],
    )
    for category, value, found in [
        ("collection", "first", ["a"]),
        ("collection", "second", ["a", "b"]),
        ("collection", "Second", []),
        ("language", "de", ["b"]),
        ("media_type", "text/plain", ["a", "b"]),
        ("parent", "p2", ["a"]),
        ("path", "/else/a.txt", ["a"]),
        ("path", "/data/", ["a", "b"]),
        ("path", "/data/x/", ["a"]),
        ("path", "/data/x", []),
        ("path", "/data/x/one.zip!/", ["a"]),
        ("path", "xy", ["b"]),
        ("path", "XY", ["b"]),
        ("path", "x/", ["a"]),
        ("path", "y", []),
        ("path", "B.TXT", ["b"]),
        ("path", "b.t?t", []),
        ("path", "in/a.txt", ["a"]),
        ("path", "data/xy", ["b"]),
        ("path", "else/in", []),
        ("folder", "/data/x", ["a"]),
        ("folder", "/data/x/", ["a"]),
        ("folder", "/DATA/x/", []),
        ("folder", "one.zip!", ["a"]),
        ("folder", "a.txt", []),
        ("policy", "late", ["a"]),
        ("severity", "high", ["a"]),
        ("severity", "low", []),
        ("amends", "b", ["a"]),
        ("amended_by", "c", ["a"]),
        ("amended_by", "d", ["a"]),
        ("amended_by", "b", []),
        ("near_copy", "e", ["a"]),
    ]:
        assert find(index, None, condition(category, "=", value)) == found, (category, value)
    assert find(index, None, condition("collection", "!=", "first")) == ["b"]
    assert find(index, None, condition("parent", "missing")) == ["b"]
    assert find(index, None, condition("policy", "missing")) == ["b"]
    for name in ("amends", "amended_by", "near_copy"):
        assert find(index, None, condition(name, "present")) == ["a"]
        assert find(index, None, condition(name, "missing")) == ["b"]
    page = index.search(SearchRequest(facets=("collection", "path", "policy", "severity")))
    assert [(v.value, v.count) for v in page.facets["policy"]] == [("large", 1), ("late", 1)]
    assert [(v.value, v.count) for v in page.facets["severity"]] == [("high", 1)]
    assert [(v.value, v.count) for v in page.facets["collection"]] == [("second", 2), ("first", 1)]
    assert [v.count for v in page.facets["path"]] == [1, 1, 1]
    assert [
        (v.value, v.count) for v in index.search(SearchRequest(facets=("folder",))).facets["folder"]
    ] == [
        ("/", 2),
        ("/data/", 2),
        ("/data/x/", 1),
        ("/data/x/one.zip!/", 1),
        ("/data/x/one.zip!/in/", 1),
        ("/data/xy/", 1),
        ("/else/", 1),
    ]
    with pytest.raises(QueryError):
        index.search(SearchRequest(where=condition("language", ">", "a")))


def test_category_wins_over_an_attribute_of_its_name(
    index: SearchIndex, writer: IndexWriter
) -> None:
    writer.write([make_document("a", fields={"language": ["Latin"]}), make_document("b")], [])
    assert find(index, None, condition("language", "=", "latin")) == ["a"]
    assert find(index, None, condition("language", "=", "en")) == []


def ids_in_order(index: SearchIndex, sort: Sort, **request: Any) -> list[str]:
    page = index.search(SearchRequest(sort=sort, **{"size": 100, **request}))
    return [hit.id for hit in page.hits]


def test_sorting_puts_documents_without_value_last(index: SearchIndex, writer: IndexWriter) -> None:
    writer.write(
        [
            make_document("e"),
            make_document("d", fields={"EffectiveDate": [date_value("2020")], "Sum": []}),
            make_document(
                "c",
                fields={
                    "EffectiveDate": [date_value("2019-06-01"), date_value("2021-01-01")],
                    "Sum": [money_value("9")],
                    "Party": ["zeta"],
                },
            ),
            make_document(
                "b",
                fields={"EffectiveDate": [date_value("2020-01-01")], "Sum": [money_value("10")]},
            ),
            make_document("a", fields={"Sum": [money_value("-3")], "Party": ["Acme"]}),
        ],
        [],
    )
    assert ids_in_order(index, Sort("date")) == ["c", "b", "d", "a", "e"]
    assert ids_in_order(index, Sort("date", descending=False)) == ["c", "b", "d", "a", "e"]
    assert ids_in_order(index, Sort("Sum")) == ["b", "c", "a", "d", "e"]
    assert ids_in_order(index, Sort("Sum", descending=False)) == ["a", "c", "b", "d", "e"]
    assert ids_in_order(index, Sort("Party", descending=False)) == ["a", "c", "b", "d", "e"]
    assert ids_in_order(index, Sort("NoSuch")) == ["a", "b", "c", "d", "e"]
    assert ids_in_order(index, Sort()) == ["a", "b", "c", "d", "e"]
    assert ids_in_order(index, Sort("Sum"), size=2, offset=1) == ["c", "a"]
    assert ids_in_order(index, Sort("Sum"), size=2, offset=4) == ["e"]
    assert ids_in_order(index, Sort("Sum"), size=2, offset=9) == []
    assert ids_in_order(index, Sort("Sum"), size=0) == []


@pytest.mark.parametrize("by", ["relevance", "date", "Party", "Kind"])
@pytest.mark.parametrize("query", [None, Words(("word",))])
def test_pages_hold_each_document_once_however_deep(
    index: SearchIndex, writer: IndexWriter, by: str, query: Node | None
) -> None:
    def fields(number: int) -> dict[str, list[Value | str]]:
        if number % 7 == 0:
            return {}
        date = date_value(f"20{number % 50:02}-01-01")
        return {"EffectiveDate": [date], "Party": [f"P{number}"], "Kind": ["k"]}

    documents = [
        make_document(f"d{(number * 37) % 450:05}", "word " * (1 + number % 3), fields(number))
        for number in range(450)
    ]
    for start in range(0, 450, 150):
        writer.write(documents[start : start + 150], [])
    sort = Sort(by)
    whole = ids_in_order(index, sort, query=query, size=450)
    assert len(set(whole)) == 450
    paged: list[str] = []
    for offset in range(0, 450, 45):
        paged += ids_in_order(index, sort, query=query, size=45, offset=offset)
    assert paged == whole
    upwards = Sort(by, descending=False)
    for order in (sort, upwards):
        request = SearchRequest(query=query, sort=order, size=450)
        assert list(index.scan(request)) == list(index.search(request).hits)


def test_all_hits_are_those_of_when_they_were_asked_for(
    index: SearchIndex, writer: IndexWriter
) -> None:
    count = 2_010  # more than are read at once
    writer.write([make_document(f"d{number:04}") for number in range(count)], [])
    hits = index.scan(SearchRequest())
    assert next(hits).id == "d0000"
    writer.write([make_document("a"), make_document("z")], ["d2009"])
    assert [hit.id for hit in hits] == [f"d{number:04}" for number in range(1, count)]
    assert len(list(index.scan(SearchRequest()))) == count + 1


def test_all_hits_are_none_where_nothing_is_found(index: SearchIndex, writer: IndexWriter) -> None:
    writer.write([make_document("a")], [])
    assert list(index.scan(SearchRequest(query=Words(("word",)), sort=Sort("date")))) == []
    with pytest.raises(QueryError, match="cannot sort by language"):
        index.scan(SearchRequest(sort=Sort("language")))


def test_better_match_comes_first(index: SearchIndex, writer: IndexWriter) -> None:
    writer.write(
        [
            make_document("a", "loan " + "filler " * 200),
            make_document("b", "loan loan loan"),
            make_document("c", "nothing here"),
        ],
        [],
    )
    assert ids_in_order(index, Sort(), query=Words(("loan",))) == ["b", "a"]


def test_snippet_is_the_place_that_matched(index: SearchIndex, writer: IndexWriter) -> None:
    text = "Nothing to see. " * 20_000 + "The agreements are governed by\n the laws of Utah. "
    writer.write([make_document("a", text + "Nothing more. " * 20_000)], [])
    page = index.search(SearchRequest(query=Words(("agreement",))))
    (snippet,) = page.hits[0].snippets
    assert "**agreements** are governed by the laws of Utah." in snippet
    assert len(snippet) < 300
    page = index.search(SearchRequest(query=Words(("laws", "of", "utah"))))
    assert "**laws of Utah**" in page.hits[0].snippets[0]


CAP = "Neither party is liable for more than the fees\n of the last twelve months."
CARVE_OUT = "The cap does not hold for months of gross negligence."


def write_clauses(writer: IndexWriter) -> None:
    def clauses(*texts: str) -> dict[str, list[Value | str]]:
        return {"Cap": [value_of(PASSAGE, one) for one in texts]}

    long = "All of this. " * 3_000 + "Liability ends with gross misconduct."
    documents: dict[str, dict[str, list[Value | str]]] = {
        "both": clauses(CAP, CARVE_OUT),
        "long": clauses(long),
        "none": {"Renewal": [value_of(PASSAGE, CAP)]},
    }
    written = [make_document(id, CAP, fields) for id, fields in documents.items()]
    assert writer.write(written, []) == {}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Cap:present", ["both", "long"]),
        ("Cap:missing", ["none"]),
        ('Cap:"twelve months"', ["both"]),
        ("Cap:month", ["both"]),
        ('Cap:"TWELVE month"', ["both"]),
        ('Cap:"months twelve"', []),
        ('Cap:"twelve months the cap"', []),  # of two passages
        ('Cap:"gross misconduct"', ["long"]),
        ('-Cap:"twelve months"', ["long", "none"]),
        ('Renewal:"twelve months"', ["none"]),
        ("Cap:ambiguous", []),
    ],
)
def test_passages_are_there_or_not_and_found_by_their_words(
    index: SearchIndex, writer: IndexWriter, query: str, expected: list[str]
) -> None:
    write_clauses(writer)
    types = {"Cap": PASSAGE, "Renewal": PASSAGE}
    assert find(index, parse_query(query, types, date(2026, 1, 1))) == expected
    negated = query.startswith("-")
    name, _, value = query.removeprefix("-").partition(":")
    where = f"{name}:{value}" if value in ("present", "missing") else f"{name}={value}"
    if not negated:
        assert find(index, None, parse_where([where], types, date(2026, 1, 1))) == expected


def test_passages_are_counted_and_shown_whole(index: SearchIndex, writer: IndexWriter) -> None:
    write_clauses(writer)
    words = Condition("Cap", "holds", "gross negligence")
    page = index.search(SearchRequest(words, facets=("Cap",), sort=Sort("Cap")))
    assert [(one.value, one.count) for one in page.facets["Cap"]] == [("present", 1)]
    (hit,) = page.hits
    assert hit.fields["Cap"] == (" ".join(CAP.split()), CARVE_OUT)
    assert hit.snippets == ("The cap does not hold for months of **gross negligence**.",)
    assert [one.snippets for one in index.scan(SearchRequest(words))] == [hit.snippets]


def test_long_texts_and_long_words_are_searchable(index: SearchIndex, writer: IndexWriter) -> None:
    word = "x" * 5_000 + "y"
    writer.write([make_document("a", "filler word " * 200_000 + word + " end")], [])
    assert find(index, Words((word,))) == ["a"]
    assert find(index, Words(("end",))) == ["a"]


def test_hostile_values_do_no_harm(index: SearchIndex, writer: IndexWriter) -> None:
    values = [
        "",
        "\x00",
        "a\x00b",
        "\ud800",
        '"] OR *:*',
        "x" * 100_000,
        "2020-01-01T00:00:00Z",
        "ß",
    ]
    for number, value in enumerate(values):
        assert writer.write([make_document(f"d{number}", value, {"C": [value]})], []) == {}
    page = index.search(SearchRequest(facets=("C",), facet_size=50))
    assert page.total == len(values)
    for facet in page.facets["C"]:
        assert len(find(index, None, condition("C", "=", facet.value))) == facet.count
    for number, value in enumerate(values):
        assert f"d{number}" in find(index, None, condition("C", "=", value))


VALUES = st.sampled_from(
    ["Acme", "ACME", "acme", "Beta, Inc.", "beta, inc.", "Größe", "GRÖSSE", "x"]
)
NUMBERS = st.decimals("-1e6", "1e6", places=2).map(lambda number: number_value(str(number)))
DATES = st.dates().map(lambda date: date_value(date.isoformat()))
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "Party": st.lists(VALUES, max_size=4),
        "Number": st.lists(NUMBERS, max_size=3),
        "Date": st.lists(DATES, max_size=3),
    },
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(FIELDS, min_size=1, max_size=30), st.integers(1, 4), NUMBERS, DATES)
def test_facet_counts_equal_the_filtered_hits(
    module_index: SearchIndex,
    module_writer: IndexWriter,
    fields: list[dict[str, Any]],
    facet_size: int,
    number: Value,
    date: Value,
) -> None:
    module_writer.clear()
    documents = [make_document(f"d{place:03}", fields=one) for place, one in enumerate(fields)]
    module_writer.write(documents, [])
    for where in (
        None,
        condition("Number", ">=", number.order),
        condition("Date", "<", date.order),
    ):
        expected = {
            document.id
            for document in documents
            if where is None or _holds(where, document.enriched.fields)
        }
        request = SearchRequest(
            where=where, facets=("Party", "Number", "Date"), facet_size=facet_size, size=100
        )
        also = (condition("Number", ">=", number.order), condition("Date", "present"))
        page = module_index.search(replace(request, counts=also))
        assert {hit.id for hit in page.hits} == expected
        found_fields = [one.enriched.fields for one in documents if one.id in expected]
        assert page.counts == (
            sum(_holds(also[0], one) for one in found_fields),
            sum(bool(one.get("Date")) for one in found_fields),
        )
        for category, values in page.facets.items():
            counts = [value.count for value in values]
            assert counts == sorted(counts, reverse=True)
            folded: dict[str, set[str]] = {}
            for document in documents:
                for field in document.enriched.fields.get(category, ()):
                    if document.id in expected:
                        folded.setdefault(field.value.display.casefold(), set()).add(document.id)
            top = sorted(folded.items(), key=lambda item: (-len(item[1]), item[0]))[:facet_size]
            shown = [(value.value.casefold(), value.count) for value in values]
            assert shown == [(key, len(ids)) for key, ids in top]
            for value in values:
                equal = condition(category, "=", value.value)
                both = equal if where is None else And((where, equal))
                found: SearchPage = module_index.search(SearchRequest(where=both))
                assert found.total == value.count


def _holds(where: Condition, fields: Any) -> bool:
    orders = [value.value.order for value in fields.get(where.category, ())]
    if where.operator == ">=":
        return any(order >= where.value for order in orders)
    return any(order < where.value for order in orders)


def test_numbers_range_by_value_not_by_spelling(index: SearchIndex, writer: IndexWriter) -> None:
    spellings = ["-1e30", "-100", "-99.5", "-0.001", "0.00", "1e-20", "0.5", "7", "10.0", "9e99"]
    writer.write(
        [
            make_document(f"d{place}", fields={"N": [number_value(spelling, PERCENT)]})
            for place, spelling in enumerate(spellings)
        ],
        [],
    )
    for place, spelling in enumerate(spellings):
        above = find(index, None, condition("N", ">", Decimal(spelling)))
        assert above == [f"d{other}" for other in range(place + 1, len(spellings))]
