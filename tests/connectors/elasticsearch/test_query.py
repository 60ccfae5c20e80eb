from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connectors.elasticsearch.query import EVERYTHING, NOTHING, QueryCompiler
from connectors.search.terms import build_analyzer
from enricher.errors import QueryError
from enricher.query.nodes import And, Condition, Node, Not, Or, Sort, Words

LAW = {
    "bool": {
        "should": [{"match_phrase": {"title_words": "law"}}, {"match_phrase": {"words": "law"}}],
        "minimum_should_match": 1,
    }
}
PRESENT = {"exists": {"field": "folded.New_u20_York"}}


def compiler(*categories: str) -> QueryCompiler:
    return QueryCompiler(build_analyzer(), set(categories))


def either(bounds: dict[str, str], *, open_end: bool = False) -> dict[str, Any]:
    """Of days that the category D has, or can have where it is ambiguous; no end is later than all."""
    names = ("D", "D-readings")
    found: list[dict[str, Any]] = [{"range": {f"dates.{name}": bounds}} for name in names]
    if open_end:
        found += [{"term": {f"folded.{name}": "perpetual"}} for name in names]
    return {"bool": {"should": found, "minimum_should_match": 1}}


def settled(condition: Condition) -> list[dict[str, Any]]:
    """What a number of the category has to meet; that of what it can have is alike."""
    query = compiler().compile(condition, None)
    of_values, of_readings = (one["bool"]["must"] for one in query["bool"]["should"])
    own, other = f".{condition.category}", f".{condition.category}-readings"
    assert str(of_readings) == str(of_values).replace(own, other)
    return list(of_values)


@pytest.mark.parametrize(
    ("node", "query"),
    [
        (Words(("Laws",)), LAW),
        (Words(("&",)), NOTHING),
        (Not(Words(("law",))), {"bool": {"must_not": [LAW]}}),
        (And((Words(("law",)), Words(("law",)))), {"bool": {"must": [LAW, LAW]}}),
        (
            Or((Words(("law",)), Words(("law",)))),
            {"bool": {"should": [LAW, LAW], "minimum_should_match": 1}},
        ),
        (Condition("New York", "present"), PRESENT),
        (Condition("New York", "missing"), {"bool": {"must_not": [PRESENT]}}),
        (Condition("Party", "=", "ACME"), {"term": {"folded.Party": "acme"}}),
        (Condition("Party", "!=", "A"), {"bool": {"must_not": [{"term": {"folded.Party": "a"}}]}}),
        (Condition("path", "=", "/A/b.txt"), {"term": {"paths": "/A/b.txt"}}),
        (Condition("path", "=", "/A/"), {"term": {"folders": "/A/"}}),
        (Condition("language", "=", "EN"), {"term": {"language": "EN"}}),
        (Condition("D", ">", "2020"), either({"gt": "2020-01-01"}, open_end=True)),
        (Condition("D", "<=", "2020-02-03"), either({"lte": "2020-02-03"})),
        (
            Condition("D", "between", "2020-02-01", None, "2020-03-01"),
            either({"gte": "2020-02-01", "lte": "2020-03-01"}),
        ),
        (
            Condition("D", "within", "2020-02"),
            either({"gte": "2020-02-01", "lte": "2020-02-29"}),
        ),
    ],
)
def test_nodes_in_the_language_of_the_server(node: Node, query: dict[str, Any]) -> None:
    assert compiler().compile(node, None) == query
    assert compiler().compile(None, node) == {"bool": {"filter": [query]}}


def test_nothing_asked_is_everything() -> None:
    assert compiler().compile(None, None) == EVERYTHING


def test_numbers_are_found_by_their_doubles_and_compared_exactly() -> None:
    near, exact = settled(Condition("Price", ">", Decimal("0.10"), "usd"))
    assert near == {"range": {"numbers.Price": {"gte": 0.1}}}
    assert exact == {"range": {"amounts.Price": {"gt": "USD p050000001", "lte": "USD pz"}}}


def test_lower_bound_lets_in_a_perpetual_term_which_is_no_double() -> None:
    near = {"range": {"numbers.Term": {"gte": 1826.25}}}
    nearby, exact = settled(Condition("Term", ">", Decimal("1826.25")))
    assert nearby == {
        "bool": {
            "should": [near, {"term": {"folded.Term": "perpetual"}}],
            "minimum_should_match": 1,
        }
    }
    assert exact["range"]["orders.Term"]["lte"] == "pz"


def test_range_of_numbers_has_both_ends_by_double_and_exactly() -> None:
    near, exact = settled(Condition("Price", "between", Decimal(1), "usd", Decimal("2.50")))
    assert near == {"range": {"numbers.Price": {"gte": 1.0, "lte": 2.5}}}
    assert exact == {
        "range": {"amounts.Price": {"gte": "USD p050000011", "lte": "USD p0500000125"}}
    }


def test_category_wins_over_an_attribute_of_its_name() -> None:
    condition = Condition("language", "=", "LATIN")
    query = compiler("language").compile(condition, None)
    assert query == {"term": {"folded.language": "latin"}}


@pytest.mark.parametrize(
    "condition",
    [
        Condition("Party", "="),
        Condition("Party", ">", "word"),
        Condition("Party", ">", "2020-13-01"),
        Condition("Party", ">", Decimal("NaN")),
        Condition("language", ">", "a"),
        Condition("sha256", "within", "2020"),
    ],
)
def test_what_cannot_be_asked_is_told(condition: Condition) -> None:
    with pytest.raises(QueryError):
        compiler().compile(condition, None)


def test_order_never_leaves_two_documents_equal() -> None:
    by_party = {
        "orders.Party": {
            "order": "asc",
            "mode": "min",
            "missing": "_last",
            "unmapped_type": "keyword",
        }
    }
    for sort, query, order in [
        (Sort(), None, [{"id": "asc"}]),
        (Sort(), Words(("law",)), [{"_score": "desc"}, {"id": "asc"}]),
        (Sort("Party", descending=False), None, [by_party, {"id": "asc"}]),
    ]:
        assert compiler().sort(sort, query) == order
    with pytest.raises(QueryError, match="cannot sort by language"):
        compiler().sort(Sort("language"), None)
