"""The tables that are kept in code for the sake of start-up time, held against CLDR (babel)."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global

from enricher.values.codes.iso import COUNTRY_CODES, IBAN_LENGTHS
from enricher.values.currencies.signs import CODES
from enricher.values.dates.months import MONTHS, WEEKDAYS


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_months_are_those_of_cldr(language: str, width: str) -> None:
    for context in ("format", "stand-alone"):
        for number, name in Locale(language).months[context][width].items():
            assert MONTHS[name.rstrip(".").casefold()] == number


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl"])
def test_weekdays_are_those_of_cldr(language: str) -> None:
    names = Locale(language).days["format"]["wide"].values()
    assert {name.casefold() for name in names} <= WEEKDAYS


def test_currencies_are_those_of_cldr() -> None:
    assert set(Locale("en").currencies) >= CODES


def test_tender_of_every_country_is_known() -> None:
    tender = {
        currency
        for periods in get_global("territory_currencies").values()
        for currency, start, end, is_tender in periods
        if is_tender and end is None and start is not None
    }
    assert tender - CODES <= {
        "ZWG",
        "ANG",
        "XCG",
        "XXX",
        "XDR",
        "USN",
        "CHE",
        "CHW",
        "SLL",
        "VED",
        "CUC",
        "BYR",
        "BGN",
        "HRK",
        "ZWL",
    }


def test_countries_are_those_of_cldr() -> None:
    assert set(Locale("en").territories) >= COUNTRY_CODES
    assert len(COUNTRY_CODES) == 250


def test_every_iban_country_exists() -> None:
    assert set(IBAN_LENGTHS) <= COUNTRY_CODES
