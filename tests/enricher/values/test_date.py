from __future__ import annotations

import pytest

from enricher.values import DATE, normalize_text
from tests.enricher.values import Expected, check

WORDED = [
    ("May 20, 2014", "2014-05-20"),
    ("MAY 20,\n2014", "2014-05-20"),
    ("May\u00a020,\u00a02014", "2014-05-20"),
    ("May 20 2014", "2014-05-20"),
    ("May 20th, 2014", "2014-05-20"),
    ("May 1st , 2012", "2012-05-01"),
    ("20 May 2014", "2014-05-20"),
    ("20th May, 2014", "2014-05-20"),
    ("20-May-2014", "2014-05-20"),
    ("20-May-14", "2014-05-20"),
    ("Sept. 3, 2009", "2009-09-03"),
    ("Dec. 31, 1999", "1999-12-31"),
    ("10th of January 1999", "1999-01-10"),
    ("the 20th day of May, 2014", "2014-05-20"),
    ("this 22nd day of April, 2013", "2013-04-22"),
    ("the 1 st day of June 2007", "2007-06-01"),
    ("11  DAY OF October, 2007", "2007-10-11"),
    ("as of this 3rd day of March in the year two thousand and four", "2004-03-03"),
    ("May twentieth, two thousand fourteen", "2014-05-20"),
    ("the twenty-first day of June, 2010", "2010-06-21"),
    ("the first day of January, nineteen hundred ninety-nine", "1999-01-01"),
    ("the thirty-first day of December, nineteen ninety-nine", "1999-12-31"),
    ("the 5th day of July, twenty twenty-one", "2021-07-05"),
    ("July fourth, 2016", "2016-07-04"),
    ("Wednesday, the 5th of March 2008", "2008-03-05"),
    ("effective as of March 15, 2007", "2007-03-15"),
    ("June 5, 2014 (the \u201cEffective Date\u201d)", "2014-06-05"),
    ("2014 May 20", "2014-05-20"),
    ("February 29, 2016", "2016-02-29"),
    ("March 4, A.D. 2004", "2004-03-04"),
    ("March 4 in the year of our Lord 2004", "2004-03-04"),
    ("May 20, 2014 and May 20, 2014", "2014-05-20"),
]

FIGURES = [
    ("2014-05-20", "2014-05-20"),
    ("2014-05-20T09:30:00Z", "2014-05-20"),
    ("2014/05/20", "2014-05-20"),
    ("2021/04/03", "2021-04-03"),
    ("20140520", "2014-05-20"),
    ("20/05/2014", "2014-05-20"),
    ("05/20/2014", "2014-05-20"),
    ("20.05.2014", "2014-05-20"),
    ("20. 05. 2014", "2014-05-20"),
    ("20-05-2014", "2014-05-20"),
    ("5/20/14", "2014-05-20"),
    ("5/20/99", "1999-05-20"),
    ("5/5/2014", "2014-05-05"),
]

PARTIAL = [
    ("March 2012", "2012-03"),
    ("March, 2012", "2012-03"),
    ("the month of March 2012", "2012-03"),
    ("____ day of May, 2014", "2014-05"),
    ("03/2012", "2012-03"),
    ("2012-03", "2012-03"),
    ("2012", "2012"),
    ("the year 2012", "2012"),
    ("fiscal year 2012", "2012"),
    ("nineteen ninety-nine", "1999"),
    ("Q3 2021", "2021-Q3"),
    ("3Q21", "2021-Q3"),
    ("Q3/2021", "2021-Q3"),
    ("2021 Q3", "2021-Q3"),
    ("2021-Q3", "2021-Q3"),
    ("third quarter of 2021", "2021-Q3"),
    ("the fourth quarter of fiscal 2021", "2021-Q4"),
    ("H1 2021", "2021-H1"),
    ("first half of 2021", "2021-H1"),
]

LOCALES = [
    ("03/04/2021", "en-US", "2021-03-04"),
    ("03/04/2021", "en-GB", "2021-04-03"),
    ("03/04/2021", "en-IN", "2021-04-03"),
    ("03/04/2021", "fr", "2021-04-03"),
    ("03-04-2021", "nl", "2021-04-03"),
    ("03/04/2021", "es", "2021-04-03"),
    ("03/04/2021", "it", "2021-04-03"),
    ("03.04.2021", "de", "2021-04-03"),
    ("3.4.2021", "de-CH", "2021-04-03"),
    ("03.04.2021", "en-GB", "2021-04-03"),
    ("3/4/21", "en-US", "2021-03-04"),
    ("20. Mai 2014", "de", "2014-05-20"),
    ("1. März 2010", "de", "2010-03-01"),
    ("den 3. Januar 2011", "de", "2011-01-03"),
    ("31. Dez. 2019", "de", "2019-12-31"),
    ("Jänner 2015", "de", "2015-01"),
    ("3. Quartal 2021", "de", "2021-Q3"),
    ("1er mars 2014", "fr", "2014-03-01"),
    ("le 14 juillet 1989", "fr", "1989-07-14"),
    ("31 d\u00e9cembre 2020", "fr", "2020-12-31"),
    ("T3 2021", "fr", "2021-Q3"),
    ("premier trimestre 2021", "fr", "2021-Q1"),
    ("tercer trimestre de 2021", "es", "2021-Q3"),
    ("vingt-cinq mai 2014", "fr", "2014-05-25"),
    ("cinco de mayo de 2014", "es", "2014-05-05"),
    ("le premier mai deux mille quatorze", "fr", "2014-05-01"),
    ("1. Halbjahr 2020", "de", "2020-H1"),
    ("20 de mayo de 2014", "es", "2014-05-20"),
    ("1 de enero del 2015", "es", "2015-01-01"),
    ("20 maggio 2014", "it", "2014-05-20"),
    ("1\u00b0 gennaio 2015", "it", "2015-01-01"),
    ("20 mei 2014", "nl", "2014-05-20"),
    ("1 maart 2015", "nl", "2015-03-01"),
]

AMBIGUOUS: list[tuple[str, str | None, Expected]] = [
    ("03/04/2021", None, ("2021-03-04", "2021-04-03")),
    ("03.04.2021", None, ("2021-03-04", "2021-04-03")),
    ("03-04-2021", None, ("2021-03-04", "2021-04-03")),
    ("3/4/21", None, ("2021-03-04", "2021-04-03")),
    ("03.04.2021", "en-US", ("2021-03-04", "2021-04-03")),
    ("January 1, 2014 to December 31, 2014", None, ("2014-01-01", "2014-12-31")),
]

IMPOSSIBLE = [
    "02/30/2015",
    "30/02/2015",
    "February 30, 2015",
    "February 29, 2015",
    "31 April 2012",
    "2015-02-30",
    "2015-13-01",
    "13/13/2020",
    "00/10/2020",
    "September 31, 2020",
    "the 31st day of June, 2011",
    "",
    "the Effective Date",
    "tomorrow",
    "May",
    "March 5",
    "12345",
    "1.2.3",
    "three days after May 1, 2020",
    "Q5 2020",
]


@pytest.mark.parametrize(("text", "expected"), WORDED + FIGURES + PARTIAL)
def test_dates_are_read_as_far_as_they_go(text: str, expected: str) -> None:
    check(DATE, text, expected)


@pytest.mark.parametrize(("text", "locale", "expected"), LOCALES)
def test_locale_settles_order_and_words(text: str, locale: str, expected: str) -> None:
    check(DATE, text, expected, locale)


@pytest.mark.parametrize(("text", "locale", "expected"), AMBIGUOUS)
def test_two_readings_are_never_settled_silently(
    text: str, locale: str | None, expected: Expected
) -> None:
    check(DATE, text, expected, locale)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_what_is_on_no_calendar_has_no_value(text: str) -> None:
    check(DATE, text, None)


def test_locale_does_not_make_a_day_of_a_thirteenth_month() -> None:
    check(DATE, "13/05/2014", "2014-05-13", "en-US")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Q3 2021", "2021-07"),
        ("H2 2021", "2021-07"),
        ("2012", "2012"),
        ("May 1, 2014", "2014-05-01"),
    ],
)
def test_dates_order_as_iso_strings(text: str, order: str) -> None:
    result = normalize_text(DATE, text)
    assert result.value is not None
    assert result.value.order == order


def test_two_digit_year_is_read_with_a_warning() -> None:
    assert normalize_text(DATE, "5/20/14").warnings


def test_letters_that_scanning_made_of_digits_are_read_and_told() -> None:
    result = normalize_text(DATE, "May 5th, 20l4")
    assert result.value is not None
    assert result.value.display == "2014-05-05"
    assert result.warnings
