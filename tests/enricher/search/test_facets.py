from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from connectors.tantivy.index import TantivyIndex
from enricher.query.grammar import parse_where
from enricher.query.nodes import Condition, Node
from enricher.search.address import Asked
from enricher.search.facets import Facet, count_facets, list_values, part_passages
from enricher.search.histograms import count_amounts, count_dates
from enricher.search.question import Question
from enricher.values import DATE, MONEY, PARTY, PASSAGE, TEXT
from tests.build import date_value, make_document, money_value, value_of

TYPES = {
    "Party": PARTY,
    "Law": TEXT,
    "Signed": DATE,
    "Price": MONEY,
    "Cap": PASSAGE,
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyIndex]:
    folder: Path = tmp_path_factory.mktemp("facets")
    index = TantivyIndex(folder)
    writer = index.open_writer()
    rows = [
        ("a", ["Acme", "Beta"], "Ohio", "2019-03-01", ["150", "4000"]),
        ("b", ["Acme"], "Utah", "2020", ["1000"]),
        ("c", ["Beta"], "Ohio", "2021-12-31", ["999.99"]),
        ("d", ["Gamma"], "Iowa", "1066-10-14", ["2000000000"]),
    ]
    writer.write(
        [
            make_document(
                name,
                "words",
                {
                    "Party": parties,
                    "Law": [law],
                    "Signed": [date_value(day)],
                    "Price": [money_value(one) for one in prices],
                    "Cap": [value_of(PASSAGE, f"{law} caps it.")] if law == "Ohio" else [],
                },
            )
            for name, parties, law, day, prices in rows
        ],
        [],
    )
    writer.close()
    yield index
    index.close()


def ask(index: TantivyIndex, **filters: Node) -> Question:
    return Question(TYPES, None, filters, index.search)


def equal(category: str, value: str) -> Condition:
    return Condition(category, "=", value)


def counts(facet: Facet) -> dict[str, int]:
    return {one.value: one.count for one in facet.values}


def test_facet_counts_what_choosing_another_of_its_values_would_find(index: TantivyIndex) -> None:
    asked = Asked(chosen=(("Law", "Ohio"),))
    question = ask(index, Law=equal("Law", "Ohio"))
    facets = {one.name: one for one in count_facets(question, asked, {})}
    assert counts(facets["Law"]) == {"Ohio": 2, "Iowa": 1, "Utah": 1}
    assert counts(facets["Party"]) == {"Beta": 2, "Acme": 1}
    assert "language" not in facets  # all are English: it tells nothing apart


def test_chosen_value_stays_in_sight_without_documents(index: TantivyIndex) -> None:
    asked = Asked(chosen=(("Law", "Texas"),))
    question = ask(index, Law=equal("Law", "Texas"), Party=equal("Party", "Acme"))
    (law,) = [one for one in count_facets(question, asked, {}) if one.name == "Law"]
    assert counts(law) == {"Ohio": 1, "Utah": 1, "Texas": 0}


def test_values_are_found_by_letters(index: TantivyIndex) -> None:
    assert [one.value for one in list_values(ask(index), "Party", "et")] == ["Beta"]


def test_bars_count_documents_and_ask_for_what_they_count(index: TantivyIndex) -> None:
    question = ask(index)
    histogram = count_amounts(question, "Price")
    assert [(bar.low, bar.high, bar.count) for bar in histogram.bars] == [
        ("100", "999.99", 2),
        ("1000", "9999.99", 2),
        ("10000", "99999.99", 0),
        ("100000", "999999.99", 0),
        ("1000000", "9999999.99", 0),
        ("10000000", "99999999.99", 0),
        ("100000000", "999999999.99", 0),
        ("1000000000", "", 1),
    ]
    assert (histogram.currency, histogram.currencies) == ("USD", ("USD",))
    assert histogram.bars[0].ends == "100..999.99 USD"
    assert histogram.bars[-1].ends == "1000000000 USD.."


def test_few_amounts_are_told_apart_finer(index: TantivyIndex) -> None:
    below = Condition("Law", "!=", "Iowa")
    bars = count_amounts(ask(index, Law=below), "Price").bars
    assert [(bar.low, bar.count) for bar in bars] == [
        ("100", 1), ("200", 0), ("500", 1), ("1000", 1), ("2000", 1), ("5000", 0),
    ]  # fmt: skip


def test_bars_of_dates_are_equal_spans_and_a_misread_year_spoils_them_not(
    index: TantivyIndex,
) -> None:
    bars = count_dates(ask(index), "Signed").bars
    assert len(bars) <= 12
    assert sum(bar.count for bar in bars) == 4
    assert (bars[0].low, bars[0].count) == ("", 1)
    later = count_dates(ask(index, Law=Condition("Law", "!=", "Iowa")), "Signed")
    assert [(bar.ends, bar.count) for bar in later.bars][:1] == [("2019-01..2019-03", 1)]
    assert sum(bar.count for bar in later.bars) == 3
    assert later.step == "Each bar is a quarter."


def test_own_filter_of_a_histogram_leaves_its_bars(index: TantivyIndex) -> None:
    price = Condition("Price", "between", Decimal(100), "USD", Decimal(200))
    bars = count_amounts(ask(index, Price=price), "Price").bars
    assert sum(bar.count for bar in bars) == 5


@pytest.mark.parametrize(
    ("price", "chosen"),
    [
        (Condition("Price", "between", Decimal(100), "USD", Decimal("9999.99")), ["wholly"] * 2),
        (Condition("Price", "between", Decimal(200), None, Decimal(5000)), ["partly"] * 2),
        (Condition("Price", "<=", Decimal("999.99"), "USD"), ["wholly"]),
        (Condition("Price", ">=", Decimal(100), "EUR"), []),
        (Condition("Price", "present"), []),
    ],
)
def test_bars_in_a_chosen_range_are_chosen(
    index: TantivyIndex, price: Condition, chosen: list[str]
) -> None:
    bars = count_amounts(ask(index, Price=price), "Price").bars
    assert [bar.chosen for bar in bars if bar.chosen] == chosen
    years = Condition("Signed", "between", "2019-01-01", None, "2019-12-31")
    found = count_dates(ask(index, Law=Condition("Law", "!=", "Iowa"), Signed=years), "Signed")
    assert {bar.low[:4] for bar in found.bars if bar.chosen == "wholly"} == {"2019"}


def test_passages_are_counted_as_present_or_missing(index: TantivyIndex) -> None:
    def shown(asked: Asked, **filters: Node) -> list[tuple[str, int]]:
        facets = {one.name: one for one in count_facets(ask(index, **filters), asked, {})}
        return [(one.value, one.count) for one in facets["Cap"].values]

    assert shown(Asked()) == [("present", 2), ("missing", 2)]
    assert shown(Asked(), Law=Condition("Law", "=", "Utah")) == [("missing", 1)]
    chosen = Asked(chosen=(("Cap", "missing"),))
    where = parse_where(chosen.where(), TYPES, date(2026, 1, 1))
    assert where == Condition("Cap", "missing")
    assert shown(chosen, Cap=where) == [("present", 2), ("missing", 2)]
    assert [one.value for one in list_values(ask(index), "Cap", "")] == ["present", "missing"]


def test_passages_are_facets_of_their_own_where_a_document_has_one(index: TantivyIndex) -> None:
    def passages(asked: Asked, **filters: Node) -> list[str]:
        counted = count_facets(ask(index, **filters), asked, {})
        fields, passages = part_passages(counted)
        assert {one.name for one in fields} >= {"Party", "Law"}
        return [one.name for one in passages]

    assert passages(Asked()) == ["Cap"]
    assert passages(Asked(chosen=(("Law", "Utah"),)), Law=equal("Law", "Utah")) == []
