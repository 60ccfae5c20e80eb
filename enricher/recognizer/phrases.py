"""The expressions (RE2) by which detectors find amounts, percentages, dates and durations.

They are built from the tables that the normalizers read by, so that what is found can be read.
English is always looked for; the words of the document's language beside it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from enricher.values.currencies.signs import CODES, NAMES, SIGNS
from enricher.values.dates.months import MONTHS
from enricher.values.dates.periods import KINDS as PERIOD_KINDS
from enricher.values.dates.periods import ORDINALS as PERIOD_ORDINALS
from enricher.values.duration import ENGLISH_UNITS
from enricher.values.duration import UNITS as DURATION_UNITS
from enricher.values.numbers.figures import FIGURE, MAGNITUDE
from enricher.values.numbers.words import ORDINALS
from enricher.values.percent import UNITS as PERCENT_UNITS

_BLANK = r"[\s\x{a0}\x{2009}\x{202f}]"
_ON_LINE = r"[ \t\x{a0}\x{2009}\x{202f}]"
_GAP = rf"{_BLANK}{{1,3}}"
_MAY_GAP = rf"{_BLANK}{{0,3}}"
_HYPHEN = r"[-\x{2010}\x{2011}]"
_EDGE = r"\b"
_DASH = r"[-\x{2010}\x{2011}\x{2012}\x{2013}]"

# What number words are made of. German, Italian and Dutch write them without blanks.
_MORPHEMES: dict[str, str] = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty"
    " ninety hundred thousand million billion trillion",
    "de": "ein eins eine einen einem einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
    " sech sieb zwanzig dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert"
    " tausend million millionen milliarde milliarden anderthalb",
    "fr": "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    " seize vingt vingts trente quarante cinquante soixante cent cents mille million millions",
    "es": "un una uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"
    " quince dieciséis diecisiete dieciocho diecinueve veinte veintiún veintiuno veintidós"
    " veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta"
    " cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos trescientos"
    " cuatrocientos quinientos seiscientos setecientos ochocientos novecientos mil millón millones",
    "it": "un una uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici"
    " quattordici quindici sedici diciassette diciotto diciannove venti vent trenta trent quaranta"
    " quarant cinquanta cinquant sessanta settanta ottanta novanta cento mille mila milione milioni",
    "nl": "een één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"
    " vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig"
    " tachtig negentig honderd duizend miljoen",
}
_INNER = {"de": "und", "nl": "en|ën"}
_JOINERS = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "nl": "en"}

# Abbreviations that are words of other languages (`3 years ago`, `set 2014`).
_RISKY_MONTHS = frozenset({"ago", "set", "gen", "mag", "out", "dic", "mei", "lug", "ott", "mai"})

RISKY_CODES = frozenset({"ALL", "TOP", "TRY", "CUP", "PEN", "GEL", "SOS", "SIT", "BOB", "AMD"})
"""Currency codes that are words in capitals: only with a grouped or decimal amount."""

# RE2 writes a character by its code as \x{2019}, Python's re as \u2019.
NUMBER = "(?:" + FIGURE.replace(r"\u2019", r"\x{2019}") + ")"
_YEAR = r"(?:1[5-9]|20|21)\d\d"


def number_words(language: str) -> str:
    """Number words, in English and in the language, with what joins them."""
    return "|".join(_words(code) for code in dict.fromkeys(("en", language)) if code in _MORPHEMES)


def _words(language: str) -> str:
    morphemes = "|".join(sorted(_MORPHEMES[language].split(), key=len, reverse=True))
    inner = _INNER.get(language)
    word = rf"(?:{morphemes})(?:{morphemes}{'|' + inner if inner else ''})*"
    joiner = _JOINERS[language]
    separator = rf"(?:{_MAY_GAP}{_HYPHEN}{_MAY_GAP}|{_GAP}(?:{joiner}{_GAP})?)"
    return rf"(?:{word}(?:{separator}{word})*)"


def _either(number: str, words: str) -> str:
    """A number in figures, in words, or in both, one of them in parentheses."""
    # Hyphens that hang: `thirty- (30-) day period`.
    return (
        rf"(?:{number}(?:{_MAY_GAP}\({_MAY_GAP}(?:{words}){_MAY_GAP}\))?"
        rf"|(?:{words})(?:{_HYPHEN}?{_MAY_GAP}\({_MAY_GAP}{number}{_HYPHEN}?{_MAY_GAP}\))?)"
    )


_THOUSANDS = r"[Tk](?:€|EUR|USD|CHF)|M(?:€|EUR)|Mio€"
_SCALE = rf"(?:{_BLANK}?{_HYPHEN}?(?i:{MAGNITUDE})\b\.?)?"
_TAIL = r"(?:[.,][-\x{2013}\x{2014}]{1,2}|/-)?"
_AMOUNT = rf"[-\x{{2212}}]?{NUMBER}(?:{_DASH}{NUMBER})?{_TAIL}{_SCALE}"
_BRACKETED = rf"\({NUMBER}\)"
_CODES = "|".join(sorted(CODES))


@functools.cache
def money_pattern(language: str) -> str:
    """Amounts whose currency stands before the figures, or that are in words.

    `$1,234.50`, `AUD $5`, `five thousand Dollars ($5,000.00)`, `Rupees Two Lakh`.
    """
    signs = sorted(SIGNS, key=len, reverse=True)
    before = _literals(sign for sign in signs if sign not in {"zł", "Kč"})
    surely = "|".join(sorted(CODES - RISKY_CODES))
    leading = rf"(?:(?:\b(?:{surely}){_ON_LINE}?)?{before}|\b(?:{_CODES}|{_THOUSANDS}))"
    grouped = r"\d{1,3}(?:[,.'\x{2019}]\d{3})+(?:[.,]\d\d)?"
    names = rf"\b(?i:{NAMES})"
    figures = (
        rf"[-\x{{2212}}]?{leading}{_BLANK}{{0,2}}(?:{_AMOUNT}|{_BRACKETED})"
        rf"|{names}{_ON_LINE}{grouped}{_SCALE}"
    )
    words = rf"(?i:{number_words(language)})"
    indian = rf"(?i:lakhs?|lacs?|crores?)(?:{_GAP}(?i:and{_GAP})?{words})?"
    words = rf"{words}(?:{_GAP}{indian}){{0,3}}"
    cents = rf"(?:{_GAP}(?i:and){_GAP}(?:\d{{1,2}}|(?i:no|xx))/100(?:ths)?)?"
    more_cents = rf"(?:,?{_GAP}(?i:and){_GAP}(?:{words}|\d{{1,2}}){_GAP}(?i:cents)\b)?"
    repeated = (
        rf"(?:{_MAY_GAP}\({_MAY_GAP}(?:{leading}{_BLANK}{{0,2}})?{_AMOUNT}"
        rf"(?:{_after()})?{_MAY_GAP}\))?"
    )
    inside = rf"(?:{_MAY_GAP}\({_MAY_GAP}(?:{leading}{_BLANK}{{0,2}})?{_AMOUNT}{_MAY_GAP}\))?"
    spelled = (
        rf"\b{words}{cents}{inside}{_GAP}{_names()}\b{more_cents}{repeated}"
        rf"|\b{_names()}{_GAP}{words}\b{repeated}"
    )
    return rf"(?:{spelled}|{figures})"


@functools.cache
def trailing_money_pattern() -> str:
    """Amounts in figures whose currency stands after them: `1,5 Mio. EUR`, `1.471,60 €`."""
    return rf"(?:{_EDGE}{_AMOUNT}|{_BRACKETED})(?:{_after()})"


def _names() -> str:
    return rf"(?:(?i:de|di|d['\x{{2019}}]){_MAY_GAP})?\b(?i:{NAMES})"


def _after() -> str:
    """What of a currency stands after figures; a sign on the next line belongs to what follows it."""
    signs = sorted(SIGNS, key=len, reverse=True)
    after = _literals(sign for sign in signs if not sign.startswith(("Rs", "Fr", "A$")))
    return rf"{_ON_LINE}{{0,2}}{after}|{_BLANK}{{0,2}}(?:(?:{_CODES}|{_THOUSANDS})\b|{_names()}\b)"


@functools.cache
def percent_pattern(language: str) -> str:
    """`7.5%`, `five percent (5%)`, `150 basis points`."""
    units = "|".join(pattern for pattern, _ in PERCENT_UNITS.values())
    mixed = rf"(?:(?:\d{{1,3}}{_BLANK})?\d{{1,2}}/\d{{1,2}}|\d{{0,3}}{_BLANK}?[½¼¾⅓⅔⅛])"
    number = rf"[-\x{{2212}}+]?(?:{mixed}|(?:{NUMBER}{_MAY_GAP}{_DASH}{_MAY_GAP})?{NUMBER})"
    fraction = (
        r"(?:one|two|three|five|seven|an?)[\s-](?:half|thirds?|quarters?|fourths?|eighths?)|half"
    )
    words = rf"(?:(?:{number_words(language)})(?:{_GAP}and{_GAP}(?:{fraction}))?|{fraction})"
    of_one = rf"(?:{_GAP}of{_GAP}(?:one|1))?"
    repeated = rf"(?:{_MAY_GAP}\({_MAY_GAP}{number}{_MAY_GAP}(?:%|‰){_MAY_GAP}\))?"
    figures = (
        rf"(?:{_EDGE}{number}|[½¼¾⅓⅔⅛]|\({number}\))(?:{_GAP}of{_GAP}(?:one|1))?"
        rf"{_MAY_GAP}(?:%{_GAP}percent|{units})"
    )
    spelled = (
        rf"\b{words}{of_one}(?:{_MAY_GAP}\({_MAY_GAP}{number}%?{_MAY_GAP}\))?{_GAP}(?:{units})\b"
    )
    of_figure = rf"\b{words}{_GAP}of{_GAP}1{_MAY_GAP}%"
    return rf"(?i)(?:(?:{of_figure}|{spelled}|{figures}){repeated})"


@functools.cache
def date_pattern(language: str) -> str:
    """`May 20, 2014`, `the 20th day of May, 2014` (from `20th`), `20/05/2014`, `Q3 2021`."""
    risky = frozenset() if language in {"it", "es", "pt", "nl", "de", "fr"} else _RISKY_MONTHS
    month = "|".join(sorted((name for name in MONTHS if name not in risky), key=len, reverse=True))
    month = rf"\b(?:{month})\.?"
    ordinals = "|".join(sorted((_spaced(word) for word in ORDINALS), key=len, reverse=True))
    # Readers of PDF part what stands raised on the line: `1s t day`, `20t h day`.
    raised = rf"s{_BLANK}?t|n{_BLANK}?d|r{_BLANK}?d|t{_BLANK}?h|er|re|º|°|ª"
    day = rf"(?:\b\d{{1,2}}(?:{_BLANK}?(?:{raised}))?\.?|\b(?:{ordinals}))"
    of = r"(?:of|de|del|den)"
    spelled_year = rf"(?:{number_words('en')})"
    year = (
        rf"(?:(?:in{_GAP}the{_GAP}year(?:{_GAP}of{_GAP}our{_GAP}lord)?,?{_GAP})?"
        rf"(?:{_YEAR}|(?:nineteen|twenty|two{_GAP}thousand)(?:{_GAP}(?:and{_GAP})?|{_HYPHEN}){spelled_year}|two{_GAP}thousand))"
    )
    before_year = (
        rf"(?:{_MAY_GAP},{_MAY_GAP}|{_GAP}|{_MAY_GAP}{_HYPHEN}{_MAY_GAP}|{_GAP}{of}{_GAP})"
    )
    short = rf"(?:{_HYPHEN}\d\d|{_GAP}['\x{{2019}}]\d\d)"
    day_first = (
        rf"{day}(?:{_GAP}day)?(?:{_GAP}{of})?(?:{_MAY_GAP}|{_HYPHEN}){month}"
        rf"(?:{before_year}{year}|{short})"
    )
    month_first = rf"{month}{_MAY_GAP}(?:the{_GAP})?{day}(?:{_MAY_GAP},{_MAY_GAP}|{_GAP}){year}"
    month_only = rf"{month}{before_year}{_YEAR}"
    numeric = (
        r"\b(?:[12]\d{3}-\d{2}-\d{2}|[12]\d{3}/\d{1,2}/\d{1,2}|\d{1,2}/\d{1,2}/(?:[12]\d{3}|\d\d)"
        r"|\d{1,2}-\d{1,2}-[12]\d{3}|\d{1,2}\.[\x{a0} ]?\d{1,2}\.[\x{a0} ]?[12]\d{3}"
        + (r"|\d{2}\.\d{2}\.\d\d" if language not in {"en", ""} else "")
        + r")"
    )
    period = (
        rf"\b(?:[QH][1-4](?:{_BLANK}|/|-)?{_YEAR}|{_YEAR}[\s-]?[QH][1-4]|[1-4][QH]{_BLANK}?{_YEAR}"
        rf"|(?:{'|'.join(PERIOD_ORDINALS)}){_GAP}(?:{'|'.join(PERIOD_KINDS)})"
        rf"{_GAP}(?:(?:of|de|del|di|van){_GAP})?{_YEAR}"
        rf"|[1-4]\.{_GAP}(?:quartal|halbjahr){_GAP}{_YEAR})"
    )
    return rf"(?i)(?:{day_first}|{month_first}|{month_only}|{numeric}|{period})"


@functools.cache
def duration_pattern(language: str, *, joined: bool = True) -> str:
    """`three (3) years`, `36 months`; if `joined`, also `two years and six months` as one."""
    units = "|".join(DURATION_UNITS.values()) if language not in {"en", ""} else ENGLISH_UNITS
    if language != "fr":
        units = units.replace("|ans?|", "|")  # `2 an 3 Tagen`
    kind = r"(?:full|calendar|consecutive|additional|further|successive|whole|clear)"
    words = number_words(language)
    half = rf"(?:{_GAP}and{_GAP}(?:a|one)[\s-]half)?"
    number = _either(rf"(?:\d{{1,3}}{_BLANK}?[½¼¾]|{NUMBER})", words) + half
    span_of = rf"(?:{_EDGE}(?:{NUMBER}{_MAY_GAP}{_DASH}{_MAY_GAP}|(?:{NUMBER}|\b(?:{words})){_GAP}(?:to|or|bis|oder|à|ou){_GAP}))?"
    one = rf"{_EDGE}{number}(?:{_GAP}|{_MAY_GAP}{_HYPHEN}{_MAY_GAP})(?:{kind}[\s-]){{0,2}}(?:{units})\b"
    more = rf"(?:,?{_GAP}(?:(?:and|und|et|y|e|en){_GAP})?{one}){{0,2}}" if joined else ""
    return rf"(?i)(?:{span_of}{one}{more})"


def _literals(texts: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(text) for text in texts) + ")"


def _spaced(ordinal: str) -> str:
    """`twentyfirst` as it is written: `twenty-first`, `twenty first`."""
    for tens in ("twenty", "thirty"):
        if ordinal.startswith(tens) and ordinal != tens:
            return rf"{tens}[\s-]?{ordinal.removeprefix(tens)}"
    return ordinal
