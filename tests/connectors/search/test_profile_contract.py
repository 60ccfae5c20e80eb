"""What the documents of a party come to, whatever index counts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from enricher.documents.families import Family, Relative
from enricher.entities import Value
from enricher.query.index import IndexWriter, SearchIndex
from enricher.query.nodes import FacetValue
from enricher.schema import Category, EntitySchema
from enricher.search.profiles import Profile, Profiles
from enricher.values import CHOICE, DATE, MONEY, NUMBER, PARTY, TEXT
from tests.build import date_value, make_document, money_value, number_value, text_value
from tests.connectors.search_indexes import SEARCH_INDEX_PARAMS, SEARCH_INDEXES

NAME = 'O\'Brien & "Søn" / Łódź 株式会社'
TODAY = date(2026, 12, 2)
SCHEMA = EntitySchema(
    (
        Category("DocumentType", CHOICE, "one", choices=("loan", "lease")),
        Category("Party", PARTY),
        Category("Vendor", PARTY, "one"),
        Category("Value", MONEY, "one"),
        Category("Money", MONEY),
        Category("Currency", TEXT, "one"),
        Category("TotalAmount", NUMBER, "one"),
        Category("ClosingBalance", NUMBER),
        Category("ExpiryDate", DATE, "one"),
    )
)
Fields = Mapping[str, Sequence[Value | str]]


@pytest.fixture(params=SEARCH_INDEX_PARAMS, scope="module")
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SearchIndex, IndexWriter]]:
    folder: Path = tmp_path_factory.mktemp(request.param)
    with SEARCH_INDEXES[request.param](folder) as open_index:
        index = open_index()
        writer = index.open_writer()
        yield index, writer
        writer.close()


@pytest.fixture
def writer(opened: tuple[SearchIndex, IndexWriter]) -> IndexWriter:
    opened[1].clear()
    return opened[1]


@pytest.fixture
def profiles(opened: tuple[SearchIndex, IndexWriter], writer: IndexWriter) -> Profiles:
    return Profiles(opened[0].search, lambda: SCHEMA, ("ExpiryDate",))


def write(writer: IndexWriter, **documents: Fields) -> None:
    made = [make_document(id, "", fields, title=id) for id, fields in documents.items()]
    assert writer.write(made, []) == {}


def sums(profile: Profile) -> dict[tuple[str, str], tuple[int, Decimal | None, Decimal]]:
    return {
        (one.category, one.currency): (one.documents, one.total, one.largest)
        for one in profile.exposures
    }


def test_amounts_are_added_by_field_and_currency(writer: IndexWriter, profiles: Profiles) -> None:
    write(
        writer,
        a={"Party": [NAME], "Value": [money_value("1000.10")]},
        b={"Party": [NAME], "Value": [money_value("1000.10")]},
        c={"Vendor": [NAME], "Value": [money_value("500", "EUR")]},
        d={"Party": ["Another"], "Value": [money_value("7")]},
        e={"Party": [NAME], "Value": [money_value("9", None)]},
    )
    profile = profiles.sum_up(NAME)
    assert profile.documents == 4
    assert profile.roles == (FacetValue("Party", 3), FacetValue("Vendor", 1))
    assert sums(profile) == {
        ("Value", "USD"): (2, Decimal("2000.20"), Decimal("1000.10")),
        ("Value", "EUR"): (1, Decimal("500.00"), Decimal("500.00")),
    }


def test_document_in_two_roles_counts_once(writer: IndexWriter, profiles: Profiles) -> None:
    write(writer, a={"Party": [NAME], "Vendor": [NAME], "Value": [money_value("5")]})
    profile = profiles.sum_up(NAME)
    assert (profile.documents, sums(profile)) == (
        1,
        {("Value", "USD"): (1, Decimal("5.00"), Decimal("5.00"))},
    )


def test_of_several_amounts_of_a_document_the_largest_is_told_and_no_sum(
    writer: IndexWriter, profiles: Profiles
) -> None:
    write(
        writer,
        a={"Party": [NAME], "Money": [money_value("100"), money_value("50")]},
        b={"Party": [NAME], "Money": [money_value("30"), money_value("900", "EUR")]},
    )
    assert sums(profiles.sum_up(NAME)) == {
        ("Money", "USD"): (2, None, Decimal("100.00")),
        ("Money", "EUR"): (1, None, Decimal("900.00")),
    }


def test_numbers_are_amounts_in_the_currency_of_their_document(
    writer: IndexWriter, profiles: Profiles
) -> None:
    def invoice(amount: str, currency: str) -> Fields:
        return {
            "Vendor": [NAME],
            "TotalAmount": [number_value(amount)],
            "Currency": [text_value(currency, TEXT)],
            "ClosingBalance": [number_value("77")],
        }

    write(writer, a=invoice("10.5", "EUR"), b=invoice("4", "EUR"), c=invoice("-3", "CHF"))
    assert sums(profiles.sum_up(NAME)) == {
        ("TotalAmount", "EUR"): (2, Decimal("14.5"), Decimal("10.5")),
        ("TotalAmount", "CHF"): (1, Decimal(-3), Decimal(-3)),
    }


def test_amount_with_two_readings_is_in_no_sum_and_told(
    writer: IndexWriter, profiles: Profiles
) -> None:
    readings = {"Value": [money_value("1"), money_value("1000")]}
    write(writer, a={"Party": [NAME], "Value": [money_value("1")]})
    doubtful = make_document("b", "", {"Party": [NAME]}, ambiguous=readings)
    assert writer.write([doubtful], []) == {}
    profile = profiles.sum_up(NAME)
    assert sums(profile) == {("Value", "USD"): (1, Decimal("1.00"), Decimal("1.00"))}
    assert (profile.documents, profile.ambiguous) == (2, 1)


def test_documents_that_make_up_an_exposure_come_with_their_amounts(
    writer: IndexWriter, profiles: Profiles
) -> None:
    write(
        writer,
        small={"Party": [NAME], "Money": [money_value("5"), money_value("99", "EUR")]},
        large={"Party": [NAME], "Money": [money_value("100"), money_value("50")]},
        other={"Party": ["Another"], "Money": [money_value("70")]},
    )
    (dollars,) = [one for one in profiles.sum_up(NAME).exposures if one.currency == "USD"]
    stated = profiles.stated(NAME, dollars, 10)
    assert [(one.title, one.amount) for one in stated] == [
        ("large", Decimal("100.00")),
        ("small", Decimal("5.00")),
    ]


def test_kinds_copies_and_amendments_are_counted(writer: IndexWriter, profiles: Profiles) -> None:
    relative = Relative("z", "Another document")
    loan: Fields = {"Party": [NAME], "DocumentType": [text_value("loan", CHOICE)]}
    first = make_document("a", "", loan, family=Family(copies=(relative,)))
    second = replace(make_document("b", "", loan), family=Family(masters=(relative,)))
    lease: Fields = {"Party": [NAME], "DocumentType": [text_value("lease", CHOICE)]}
    assert writer.write([first, second, make_document("c", "", lease)], []) == {}
    profile = profiles.sum_up(NAME)
    assert profile.kinds == (FacetValue("loan", 2), FacetValue("lease", 1))
    assert (profile.copies, profile.amending) == (1, 1)


def test_next_dates_come_first_and_past_ones_not_at_all(
    writer: IndexWriter, profiles: Profiles
) -> None:
    write(
        writer,
        late={"Party": [NAME], "ExpiryDate": [date_value("2030-01-31")]},
        soon={"Party": [NAME], "ExpiryDate": [date_value("2026-12-02")]},
        past={"Party": [NAME], "ExpiryDate": [date_value("2026-12-01")]},
        vague={"Party": [NAME], "ExpiryDate": [date_value("2031")]},
        other={"Party": ["Another"], "ExpiryDate": [date_value("2027-01-01")]},
    )
    found = profiles.near_dates(NAME, TODAY, 10)
    assert [(one.title, one.day) for one in found] == [("soon", TODAY), ("late", date(2030, 1, 31))]


def test_nobody_is_in_no_document(writer: IndexWriter, profiles: Profiles) -> None:
    assert profiles.sum_up("Nobody") == Profile("Nobody", 0)
