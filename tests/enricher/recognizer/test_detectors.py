from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enricher.recognizer.detectors import DETECTORS
from tests.clocks import processor_at_most

MONEY = [
    ("a fee of $1,234.50 is due", ["$1,234.50"]),
    ("$ 1,234", ["$ 1,234"]),
    ("US$1.5 million.", ["US$1.5 million"]),
    ("pay EUR 12.500,00, then 1.471,60 €", ["EUR 12.500,00", "1.471,60 €"]),
    ("12 500,00 EUR", ["12 500,00 EUR"]),
    ("12\u202f500,00\u00a0€", ["12\u202f500,00\u00a0€"]),
    ("1,5 Mio. EUR", ["1,5 Mio. EUR"]),
    ("CHF 12'000.- per year", ["CHF 12'000.-"]),
    ("Rs. 2,50,000/-", ["Rs. 2,50,000/-"]),
    ("INR 5 crore", ["INR 5 crore"]),
    ("loss of $(1,234.50)", ["$(1,234.50)"]),
    ("-$50.00", ["-$50.00"]),
    ("£3bn and 250,000 pounds sterling", ["£3bn", "250,000 pounds sterling"]),
    ("ten thousand dollars", ["ten thousand dollars"]),
    (
        "of six hundred twenty-three thousand four hundred\nsixty-three Dollars ($623,463.00) in",
        ["six hundred twenty-three thousand four hundred\nsixty-three Dollars ($623,463.00)"],
    ),
    ("One Hundred and no/100 Dollars ($100.00)", ["One Hundred and no/100 Dollars ($100.00)"]),
    ("Five Hundred Thousand (500,000) Dollars", ["Five Hundred Thousand (500,000) Dollars"]),
    ("five dollars and fifty cents", ["five dollars and fifty cents"]),
    ("$5-7 million", ["$5-7 million"]),
    ("TRY 1,500.00 but TRY 5 times; TOP 10", ["TRY 1,500.00"]),
    ("$1,2345", []),
    ("US$ and EUR", []),
    # A currency between two numbers belongs to one of them.
    ("drawn May 5, 2020 $510,000", ["$510,000"]),
    ("20-Nov-2019\nEUR 550,000 and 2021-01-24 £800", ["EUR 550,000", "£800"]),
    ("Pump 5 $20.00 $100.00", ["$20.00", "$100.00"]),
    ("Pump 2 CHF 12'000.-", ["CHF 12'000.-"]),
    ("10 000 € 20 000 €", ["10 000 €", "20 000 €"]),
    ("100 EUR 200 EUR; EUR 5 EUR 6", ["100 EUR", "200 EUR", "EUR 5", "EUR 6"]),
    ("pay 5 € 3 times", ["5 €"]),
    ("$4,000 EUR 5,000", ["$4,000", "EUR 5,000"]),
    # A code beside a sign says whose dollars they are.
    ("AUD$4,000, AUD $4,000, GBP£5", ["AUD$4,000", "AUD $4,000", "GBP£5"]),
    ("$4,000 CAD, $4,000 (CAD) or $5,000 ALL parties", ["$4,000 CAD", "$4,000 (CAD)", "$5,000"]),
    ("Euro 10,000 or US dollars 5,000.00", ["Euro 10,000", "US dollars 5,000.00"]),
    ("owed in dollars 5 days later", []),
    ("$1,000-$2,000", ["$1,000", "$2,000"]),
    ("3 million and two hundred dollars", ["two hundred dollars"]),
    ("50 pounds of sugar", []),
    ("A1EUR 5", []),
]

PERCENTS = [
    ("interest of 7.5% per annum", ["7.5%"]),
    ("five percent (5%)", ["five percent (5%)"]),
    ("150 basis points", ["150 basis points"]),
    ("7,5 %", ["7,5 %"]),
    ("4 1/2%", ["4 1/2%"]),
    ("one-half of one percent (0.5%)", ["one-half of one percent (0.5%)"]),
    ("three and one-half percent", ["three and one-half percent"]),
    ("5-7%", ["5-7%"]),
    ("a 10% percent ownership", ["10% percent"]),
    ("foo%20bar a%2", []),
    ("plus .5%, ½% or 1/2%", [".5%", "½%", "1/2%"]),
    ("0.25 of 1%, 1/2 of one percent", ["0.25 of 1%", "1/2 of one percent"]),
    ("one-half of 1%", ["one-half of 1%"]),
    ("$3 million and five per cent (5%)", ["five per cent (5%)"]),
    ("percent of", []),
]

DATES = [
    ("dated May 20, 2014 between", ["May 20, 2014"]),
    ("MAY 20,\n2014", ["MAY 20,\n2014"]),
    ("the 20th day of May, 2014", ["20th day of May, 2014"]),
    ("this 20t h day of May, 2014", ["20t h day of May, 2014"]),
    ("Hamburg, November 19t h, 2012", ["November 19t h, 2012"]),
    (
        "this 3rd day of March in the year two thousand and four, by",
        ["3rd day of March in the year two thousand and four"],
    ),
    ("the twenty-first day of June, 2010", ["twenty-first day of June, 2010"]),
    ("20/05/2014 or 5/20/14 or 2014-05-20", ["20/05/2014", "5/20/14", "2014-05-20"]),
    ("20.05.2014", ["20.05.2014"]),
    ("20-May-2014", ["20-May-2014"]),
    ("in March 2012 and Q3 2021", ["March 2012", "Q3 2021"]),
    ("third quarter of 2021", ["third quarter of 2021"]),
    ("99/99/2020, 2014-13-01", []),
    ("v1.2.3 of 10.12.13", []),
    ("he may 3 times", []),
    ("three years ago 2014", []),
    ("1/2/20145", []),
]

DURATIONS = [
    ("for three (3) years after", ["three (3) years"]),
    ("36 months", ["36 months"]),
    ("a two-year period", ["two-year"]),
    ("3 (three) years", ["3 (three) years"]),
    ("two (2) years and six (6) months", ["two (2) years and six (6) months"]),
    ("ten (10) business days", ["ten (10) business days"]),
    ("twelve (12) full calendar months", ["twelve (12) full calendar months"]),
    ("one hundred and eighty\n(180)\u00a0days", ["one hundred and eighty\n(180)\u00a0days"]),
    ("six or nine months", ["six or nine months"]),
    ("65 years old; 18 years of age", []),
    ("the 2014 year", []),
    ("Section 2 an agreement", []),
    ("the years", []),
    ("3 years, 2 months and 5 days", ["3 years, 2 months and 5 days"]),
    ("30 days and 60 days, 90 days", ["30 days", "60 days", "90 days"]),
    ("thirty- (30-) day period", ["thirty- (30-) day"]),
    ("1½ years; 30 clear days", ["1½ years", "30 clear days"]),
    ("$5 million and three years", ["three years"]),
    ("13.2 Hours of access", []),
]

FOREIGN = [
    ("fr", "money", "soit 2 millions d'euros", ["2 millions d'euros"]),
    ("fr", "duration", "trois (3) ans", ["trois (3) ans"]),
    (
        "fr",
        "date",
        "le 1er mars 2021, premier trimestre 2021",
        ["1er mars 2021", "premier trimestre 2021"],
    ),
    ("fr", "percent", "dix pour cent (10 %)", ["dix pour cent (10 %)"]),
    ("es", "money", "1,5 millones de euros", ["1,5 millones de euros"]),
    ("es", "duration", "30 d\u00edas h\u00e1biles", ["30 d\u00edas h\u00e1biles"]),
    ("it", "money", "milleduecentocinquanta euro", ["milleduecentocinquanta euro"]),
    ("it", "date", "il 5 gen. 2020", ["5 gen. 2020"]),
    ("nl", "money", "\u20ac 1.000,- of 1,5 miljoen euro", ["\u20ac 1.000,-", "1,5 miljoen euro"]),
    ("nl", "duration", "vijf (5) jaar", ["vijf (5) jaar"]),
    ("en", "money", "Rupees Two Lakh Fifty Thousand only", ["Rupees Two Lakh Fifty Thousand"]),
    ("de", "duration", "Abs. 2 an 3 Tagen", ["3 Tagen"]),
    ("de", "date", "am 1. März 2010 in Bonn", ["1. März 2010"]),
    ("de", "date", "20.05.14", ["20.05.14"]),
    ("de", "duration", "drei Jahre und sechs Monate", ["drei Jahre und sechs Monate"]),
    ("de", "duration", "zwölf (12) Monaten", ["zwölf (12) Monaten"]),
    ("de", "money", "zweihundertfünfzigtausend Euro", ["zweihundertfünfzigtausend Euro"]),
    ("de", "money", "500 TEUR", ["500 TEUR"]),
    ("de", "percent", "fünf Prozent", ["fünf Prozent"]),
]

IDENTIFIERS = [
    ("iban", "IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF", ["DE89 3704 0044 0532 0130 00"]),
    ("iban", "GB29NWBK60161331926819.", ["GB29NWBK60161331926819"]),
    ("iban", "DE89 3704 0044 0532 0130 01", []),
    ("iban", "DE89 3704 0044 0532 0130 000", []),
    ("iban", "to DE89 3704\n0044 0532 0130 00 of", ["DE89 3704\n0044 0532 0130 00"]),
    ("iban", "DE89\r\n3704 0044 0532 0130 \n 00", ["DE89\r\n3704 0044 0532 0130 \n 00"]),
    ("iban", "DE89 3704\n\n0044 0532 0130 00; DE89 3704  0044 0532 0130 00", []),
    ("iban", "XX89 3704 0044 0532 0130 00", []),
    ("bic", "BIC: COBADEFF", ["COBADEFF"]),
    ("bic", "SWIFT code DEUTDEFF500", ["DEUTDEFF500"]),
    ("bic", "DEUTDEFFXXX", ["DEUTDEFFXXX"]),
    ("bic", "THE DOCUMENT AND BUSINESS", []),
    ("bic", "BIC: COBAXXFF", []),
    ("lei", "LEI 5493001KJTIIGC8Y1R12", ["5493001KJTIIGC8Y1R12"]),
    ("lei", "LEI 5493001KJTIIGC8Y1R13", []),
    ("isin", "ISIN US0378331005,", ["US0378331005"]),
    ("isin", "US0378331006", []),
    ("email", "mail foo.bar@example.co.uk.", ["foo.bar@example.co.uk"]),
    ("email", "<foo@example.com>", ["foo@example.com"]),
    ("email", "foo@localhost a..b@example.com @x.y", []),
]


def found(detector: str, text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in DETECTORS[detector](text, language)]


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money(text: str, expected: list[str]) -> None:
    assert found("money", text) == expected


@pytest.mark.parametrize(("text", "expected"), PERCENTS)
def test_percents(text: str, expected: list[str]) -> None:
    assert found("percent", text) == expected


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: list[str]) -> None:
    assert found("date", text) == expected


@pytest.mark.parametrize(("text", "expected"), DURATIONS)
def test_durations(text: str, expected: list[str]) -> None:
    assert found("duration", text) == expected


@pytest.mark.parametrize(("detector", "text", "expected"), IDENTIFIERS)
def test_identifiers_are_verified(detector: str, text: str, expected: list[str]) -> None:
    assert found(detector, text) == expected


@pytest.mark.parametrize(("language", "detector", "text", "expected"), FOREIGN)
def test_words_of_the_documents_language_are_known(
    language: str, detector: str, text: str, expected: list[str]
) -> None:
    assert found(detector, text, language) == expected


SAMPLE = "€ 5 or May 20, 2014, 7% for two years; IBAN DE89370400440532013000, a@b.org, US0378331005"
AROUND = st.text(
    st.sampled_from("aZ 5.,\n\r\t\u00a0é\u0301ß\U0001f600\U0001f1e9\u05d0\u0627\u200f\ud800\u4e2d"),
    max_size=30,
)


@settings(max_examples=80, deadline=None)
@given(AROUND, AROUND, st.sampled_from(["en", "de", ""]))
def test_offsets_are_characters_whatever_stands_around(
    before: str, after: str, language: str
) -> None:
    text = f"{before} \n{SAMPLE} \n{after}"
    start_of_sample = len(before) + 2
    for name, detect in DETECTORS.items():
        expected = [
            (start + start_of_sample, end + start_of_sample)
            for start, end in detect(SAMPLE, language)
        ]
        assert set(expected) <= set(detect(text, language)), name


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["en", "fr", "it"]))
def test_stretches_are_within_the_text_and_apart(text: str, language: str) -> None:
    for detect in DETECTORS.values():
        last_end = 0
        for start, end in detect(text, language):
            assert last_end <= start < end <= len(text)
            last_end = end


@pytest.mark.parametrize("detector", DETECTORS)
@pytest.mark.parametrize(
    "piece",
    [
        ".",
        "1",
        "1.",
        "1,111",
        "one ",
        "$1 ",
        "DE11 ",
        "5\u00a0",
        "May 1 ",
        "a@a.",
        "ABCDEFGH ",
        "(",
    ],
)
def test_time_grows_with_the_text_and_no_faster(detector: str, piece: str) -> None:
    text = piece * (200_000 // len(piece))
    list(DETECTORS[detector](piece, "en"))  # compiled before the clock starts
    with processor_at_most(5):  # 0.5 s is what the slowest takes here; quadratic time is minutes
        for _ in DETECTORS[detector](text, "en"):
            pass
