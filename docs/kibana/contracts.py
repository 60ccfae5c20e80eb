"""What the dashboard of the project `contracts` shows, and its saved searches.

For a project of your own, change the categories here. A name that is no letter, digit or underscore
is written as docs/elasticsearch.md says.
"""

from __future__ import annotations

from dataclasses import dataclass

from docs.kibana import lens
from docs.kibana.lens import Chart, Json

WIDTH = 48
"""Columns of a dashboard."""

FIVE_YEARS = 1827
"""Days that five years have at most; a term of five years is 1,826.25 (docs/query.md)."""

CURRENCIES = ("EUR", "USD", "GBP", "CHF")


@dataclass(frozen=True, slots=True)
class Names:
    """How the fields of an index are called.

    Attributes:
        index: the index, alias or pattern; each has saved objects of its own.
        prefix: what `enricher elasticsearch enrich --prefix` was, "" for an index of enricher's.
        title: the field that names a document.
        place: the field that says where it lies.
    """

    index: str = "enricher"
    prefix: str = ""
    title: str = "title"
    place: str = "paths"

    def field(self, name: str) -> str:
        return f"{self.prefix}.{name}" if self.prefix else name

    def id(self, name: str) -> str:
        return f"enricher-{self.index.replace('*', '-')}-{name}"

    @property
    def data_view(self) -> str:
        return self.id("documents")


@dataclass(frozen=True, slots=True)
class Search:
    """A saved search: which documents, and what Discover shows of them."""

    name: str
    title: str
    description: str
    filters: tuple[Json, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A place on the dashboard, and a chart, a saved search or a text for it."""

    name: str
    title: str
    width: int
    height: int
    shows: Chart | Search | str
    description: str = ""


def searches(names: Names) -> list[Search]:
    party, law, term = names.field("fields.Party"), names.field("fields.Jurisdiction"), "Term"
    day, money = names.field("dates.EffectiveDate"), names.field("numbers.Money")
    days, shown_term = names.field(f"numbers.{term}"), names.field(f"fields.{term}")
    coverage, warnings = names.field("coverage"), names.field("warnings")
    language = names.field("language")
    usual = (names.title, party, day, law, shown_term)
    return [
        Search(
            "no-governing-law",
            "No governing law",
            "Documents in which no law or jurisdiction was found.",
            (lens.filtered("no governing law", _exists(law), negated=True),),
            (names.title, party, day, shown_term, names.place),
        ),
        Search(
            "no-effective-date",
            "No effective date",
            "Documents that are in no chart by date.",
            (lens.filtered("no effective date", _exists(day), negated=True),),
            (names.title, party, law, shown_term, names.place),
        ),
        Search(
            "term-above-five-years",
            "Term above five years",
            "Longer than five years, however the term was written.",
            (lens.filtered("term above five years", {"range": {days: {"gt": FIVE_YEARS}}}),),
            usual,
        ),
        Search(
            "a-million-or-more",
            "A million or more",
            "Documents that name an amount of at least a million, in any currency.",
            (lens.filtered("a million or more", {"range": {money: {"gte": 1_000_000}}}),),
            (names.title, party, day, names.field("fields.Money")),
        ),
        Search(
            "not-read-whole",
            "Not read whole",
            "Part of the text was not read for entities: what is missing may be there.",
            (lens.filtered("not read whole", {"range": {coverage: {"lt": 1}}}),),
            (names.title, coverage, warnings, names.place),
        ),
        Search(
            "with-warnings",
            "With warnings",
            "Something is to be known about how they were read.",
            (lens.filtered("with warnings", _exists(warnings)),),
            (names.title, warnings, coverage, names.place),
        ),
        Search(
            "not-in-english",
            "Not in English",
            "Parties and terms are found less surely in them.",
            (
                lens.filtered("language known", _exists(language)),
                lens.filtered("in English", {"term": {language: "en"}}, negated=True),
            ),
            (names.title, language, *usual[1:]),
        ),
        Search(
            "with-bank-details",
            "With bank details",
            "They hold an IBAN or a BIC whose form was verified.",
            (lens.filtered("an IBAN or a BIC", _any_of(names, "fields.IBAN", "fields.BIC")),),
            (names.title, party, names.field("fields.IBAN"), names.field("fields.BIC")),
        ),
    ]


def panels(names: Names) -> list[Panel]:
    """The dashboard, row by row: a row ends where the next panel has no room."""
    by_name = {one.name: one for one in searches(names)}
    party, law = names.field("fields.Party"), names.field("fields.Jurisdiction")
    day, days = names.field("dates.EffectiveDate"), names.field("numbers.Term")
    amounts, currencies = names.field("numbers.Money"), names.field("currencies.Money")
    documents = lens.count("Documents")
    return [
        _tile("documents", lens.count("Documents")),
        _tile("parties", lens.unique("Parties", party)),
        _tile("lawless", lens.count("Without a governing law", f"NOT _exists_:{law}")),
        _tile("undated", lens.count("Without an effective date", f"NOT _exists_:{day}")),
        _tile("long", lens.count("Term above five years", f"{days}:>{FIVE_YEARS}")),
        _tile("unread", lens.count("Not read whole", f"{names.field('coverage')}:<1")),
        Panel(
            "years",
            "Agreements by effective date",
            24,
            11,
            lens.bars(lens.years("Year", day), documents),
            "A document has one effective date at most; one without is not in here.",
        ),
        Panel(
            "laws",
            "Governing law",
            24,
            11,
            lens.bars(
                lens.top("Governing law", law, 9, "number", with_missing=True),
                documents,
                lying=True,
            ),
            "The missing value is a document without one.",
        ),
        Panel(
            "top-parties",
            "Top parties",
            24,
            12,
            lens.bars(lens.top("Party", party, 12, "number"), documents, lying=True),
            "A party that is written in several ways counts as one.",
        ),
        Panel(
            "terms",
            "How long they last",
            24,
            12,
            lens.bars(lens.ranges("Term", days, _TERMS), documents, lying=True),
            "Terms in days, however they were written; two years are 730.5.",
        ),
        Panel(
            "amounts",
            "Amounts by currency",
            24,
            9,
            lens.table(
                lens.groups(
                    "Currency", {f"{one} alone": _alone(currencies, one) for one in CURRENCIES}
                ),
                {
                    "number": documents,
                    "median": lens.median("Median amount", amounts),
                    "largest": lens.largest("Largest amount", amounts),
                },
            ),
            "Documents whose amounts are all of one currency: the index does not say which amount"
            " of a document is of which.",
        ),
        Panel(
            "currencies",
            "Currencies",
            12,
            9,
            lens.ring(lens.top("Currency", currencies, 8, "number"), documents),
            "A document with several counts for each.",
        ),
        Panel(
            "languages",
            "Languages",
            12,
            9,
            lens.ring(lens.top("Language", names.field("language"), 8, "number"), documents),
        ),
        Panel(
            "warnings",
            "What was hard to read",
            24,
            11,
            lens.table(
                lens.top("Warning", names.field("warnings"), 10, "number"), {"number": documents}
            ),
        ),
        Panel("unread-list", "Not read whole", 24, 11, by_name["not-read-whole"]),
        Panel("lawless-list", "No governing law", WIDTH, 12, by_name["no-governing-law"]),
        Panel("note", "", WIDTH, 4, _NOTE),
    ]


_TERMS = [
    (0, 365, "under 1 year"),
    (365, 730, "1 year"),
    (730, 1095, "2 years"),
    (1095, 1825, "3 to 4 years"),
    (1825, 3650, "5 to 9 years"),
    (3650, None, "10 years and more"),
]
_NOTE = (
    "A document is a file, or a member of a mail or an archive. What was not found may be there all"
    " the same: open the document before you rely on a gap. Amounts, dates and durations are compared"
    " as values; `fields.*` hold them as they are shown."
)


def _tile(name: str, column: Json) -> Panel:
    return Panel(name, "", 8, 5, lens.number(column))


def _exists(field: str) -> Json:
    return {"exists": {"field": field}}


def _any_of(names: Names, *fields: str) -> Json:
    return {
        "bool": {
            "should": [_exists(names.field(one)) for one in fields],
            "minimum_should_match": 1,
        }
    }


def _alone(field: str, currency: str) -> str:
    """Lucene's query for documents that name this currency and no other; a code has three letters."""
    a, b, c = list(currency)
    return f"{field}:{currency} AND NOT {field}:/[^{a}]..|{a}[^{b}].|{a}{b}[^{c}]/"


def labels(names: Names) -> dict[str, str]:
    """What Kibana calls fields whose own names say less."""
    shown = {
        "fields.Party": "Party",
        "fields.Jurisdiction": "Governing law",
        "fields.Term": "Term",
        "fields.Money": "Amounts",
        "dates.EffectiveDate": "Effective date",
        "numbers.Term": "Term in days",
        "coverage": "Share read",
        "warnings": "Warnings",
        "language": "Language",
    }
    own = {names.title: "Title", names.place: "Where it lies"}
    return own | {names.field(field): label for field, label in shown.items()}


def formats(names: Names) -> dict[str, Json]:
    """A day is a day in every time zone; a number of days has no fraction."""
    day = {"id": "date", "params": {"pattern": "YYYY-MM-DD", "timezone": "UTC"}}
    days = {"id": "number", "params": {"pattern": "0,0"}}
    shown = {
        "dates.EffectiveDate": day,
        "dates.Date": day,
        "numbers.Term": days,
        "numbers.Duration": days,
        "coverage": {"id": "percent", "params": {"pattern": "0.[00]%"}},
    }
    return {names.field(field): format for field, format in shown.items()}


CONTROLS = (
    ("party", "optionsListControl", "Party", "fields.Party"),
    ("law", "optionsListControl", "Governing law", "fields.Jurisdiction"),
    ("language", "optionsListControl", "Language", "language"),
    ("term", "rangeSliderControl", "Term in days", "numbers.Term"),
)
"""What stands above the panels and narrows all of them down: its id, kind, title and field."""
