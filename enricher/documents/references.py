"""What a text says of the document that it belongs to: "Amendment No. 2 to the Services Agreement dated …".

opening --> its kind, by its title and what it calls itself ("This First Amendment")
        --> titles that it names, each with the date behind it ("that certain Supply Agreement dated …")
        --> Reference: the one that its title is about, else the first that has a date

Only the opening is read: a contract names many others further on. What is not clear is no reference.
"""

# ruff: noqa: RUF001 - texts are written with typographic quotes and dashes

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from enricher.text.titles import Title, agreement_of_titles, find_titles, is_bare
from enricher.values import DATE, normalize_text
from enricher.values.dates.months import MONTHS

_OPENING = 5_000  # characters in which titles, parties and recitals stand
_DATED = 2_500  # in which the dates stand that a text is known by
_HEAD = 1_200  # in which a text names itself
_LINES = 10
_BEFORE = 90
_BEHIND = 320  # characters behind a title in which its date stands, behind the names of parties


class Kind(StrEnum):
    """How a document relates to its master."""

    AMENDS = "amends"
    RESTATES = "restates"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Reference:
    """The master that a text names.

    Attributes:
        title: as it stands in the text.
        days: its date as ISO writes it; several where the text has several readings.
    """

    kind: Kind
    title: str
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening of a text says of it.

    Attributes:
        titles: that it calls itself by; () where it is only a change of another document.
        days: its dates, less those that are said of other documents.
    """

    reference: Reference | None
    titles: tuple[str, ...]
    days: tuple[str, ...]


_ORDINAL = (
    r"(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\d{1,2}(?:st|nd|rd|th|\.)|further|omnibus|form\ of|letter)\s+)*"
)
_NUMBER = r"(?:\s*(?:no\.?|nr\.?|number|n\s?[°º]|\#)?\s*(?:\d{1,3}|[IVX]{1,4}|one|two|three|four|five)\b)?"
_CHANGE = (
    r"(?:amendment|addendum|amending\s+(?:agreement|deed|letter)|supplement(?:al\s+(?:agreement|deed|lease|indenture))?"
    r"|modification|extension|renewal|(?:deed\s+of\s+)?variation|waiver|side\s+letter|nachtrag)"
)
_ORDER = (
    r"(?:statement\s+of\s+work|sow|(?:work|task|service|purchase|change|call-off)\s+order|order\s+form"
    r"|(?:[A-Z][\w-]+\s+){0,3}schedule|exhibit|appendix|annex|attachment)"
)
_RESTATED = r"(?:\w+\s+)?(?:amended\s+(?:and|&)\s+restated|restated)"
_WORK_ORDER = (
    r"(?:statement\s+of\s+work|sow|(?:work|task|service|change|call-off)\s+order|order\s+form)"
)
_HEADER = r"(?:exhibit\s+[\w.()-]+\s+|re:\s*|subject:\s*)?"

_LINE_SIGNS = (
    (
        Kind.AMENDS,
        re.compile(
            rf"{_HEADER}{_ORDINAL}(?:(?-i:[A-Z])[\w'’-]+\s+){{0,3}}?{_CHANGE}{_NUMBER}\s*"
            r"(?:$|(?:to|of|and|zu[mr]?|dated|agreement|effective)\b|[(–-])",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.UNDER,
        re.compile(
            rf"{_HEADER}(?:{_WORK_ORDER}{_NUMBER}\s*(?:$|[(–-])|{_ORDER}{_NUMBER}\s*(?:[A-Z]\s+)?(?:to|under)\b)",
            re.IGNORECASE,
        ),
    ),
    (Kind.RESTATES, re.compile(rf"{_HEADER}{_RESTATED}\b", re.IGNORECASE)),
)
"""How a line begins that is the title of one, or such a line and the next one."""
_THIS_SIGNS = (
    (
        Kind.AMENDS,
        re.compile(
            rf"this\s+(?:is\s+(?:the|an?)\s+)?[“\"]?{_ORDINAL}(?:[\w.#°-]+\s+){{0,2}}?"
            rf"(?=(?-i:[A-Z]|amendment|addendum)){_CHANGE}\b",
            re.IGNORECASE,
        ),
    ),
    (Kind.RESTATES, re.compile(rf"this\s+{_RESTATED}\b", re.IGNORECASE)),
    (
        Kind.UNDER,
        # Not "portions of this exhibit have been omitted".
        re.compile(
            rf"(?<!\bof )(?<!\bfrom )(?<!\bin )this\s+[“\"]?(?-i:(?=[A-Z])){_ORDER}\b",
            re.IGNORECASE,
        ),
    ),
    (
        None,
        re.compile(
            r"(?:This|THIS|this)\s+[“\"]?(?:[A-Z][\w,&'’/-]*\s+|of\s+|and\s+|for\s+){0,9}?"
            r"(?:Agreement|AGREEMENT|Contract|CONTRACT|Lease|LEASE)\b"
        ),
    ),
)
"""How a sentence calls its own document; the first one holds, and None is a document of its own."""

_NAMES_MASTER = re.compile(
    r"""(?:
      certain|amend(?:s|ing|ed)?|restat(?:es?|ing|ed)(?:\s+in\s+(?:its|their)\s+entirety)?|supersed(?:es?|ing)
    | replac(?:es?|ing)|extend(?:s|ing)?|renew(?:s|ing)?|modif(?:y|ies)|supplements?|pursuant\s+to|under|governed\s+by|subject\s+to
    | incorporat\w+\s+(?:by\s+reference\s+)?(?:in)?to|part\s+of|attached\s+to|accordance\s+with|enter(?:ed)?\s+into
    | executed|part(?:y|ies)\s+to|reference\s+is\s+(?:hereby\s+)?made\s+to|refer(?:s|red|ring)?\s+to|respect\s+of
    | relat(?:es?|ing)\s+to|terms\s+(?:and\s+conditions\s+)?of|connection\s+with|zu[mr]|gemäß
    ),?(?:\s+[“"]?(?:the|that|certain|an?|their|its|fully|executed|original|existing|said|dem|der|des)\b)*\s*[“"]?$""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_CHANGE = re.compile(
    rf"(?:{_CHANGE}|{_ORDER}(?!.*\sof\s)){_NUMBER}\s*(?:and\s+\w+\s+|(?-i:[A-Z])\s+|,?\s*dated\s+[\w\s,]{{4,30}})?"
    r"(?:\([^)]{1,80}\)\s*)?(?:to|of|under|zu[mr])\s+(?:the\s+|that\s+|certain\s+|[“\"])*$",
    re.IGNORECASE,
)
_SELF = re.compile(r"\bthis\b", re.IGNORECASE)
_THIS = re.compile(r"\bthis\s+[“\"]?$", re.IGNORECASE)
_IS_RESTATED = re.compile(rf"^{_RESTATED}\b", re.IGNORECASE)

_MONTH = "|".join(sorted((re.escape(one) for one in MONTHS), key=len, reverse=True))
_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\d)|(?<=[./-])\d\d(?!\w)")
_DATE = re.compile(
    rf"""(?<!\w)(?:
      (?:{_MONTH})\.?\s+\d{{1,2}}(?:\s?(?:st|nd|rd|t\s?h))?\s*,?\s*\d{{4}}
    | \d{{1,2}}(?:\s?(?:st|nd|rd|th|er|º)|\.)?(?:\s+day)?(?:\s+(?:of|de|d'))?\s+(?:{_MONTH})\.?,?(?:\s+de)?\s+\d{{4}}
    | \d{{4}}-\d\d-\d\d
    | \d{{1,2}}([./-])\d{{1,2}}\1(?:\d{{4}}|\d\d)
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_DATE = 45
_DATE_CUE = re.compile(
    r"\b(?:(?:dated|date|made|effective|executed|entered\s+into|signed|as\s+of|on)\b[\s\w:,]{0,30}?[(\[“\"]?\s*"
    r"(?:the\s+)?|(?:of|from|vom)\s+)$",
    re.IGNORECASE,
)
# From here on it is about the text itself, or about a third document.
_ELSEWHERE = re.compile(
    rf"\b(?:this|hereby|hereof|whereas|witnesseth|recitals?|is|are|shall|as\s+(?:\w+\s+)?(?:amended|supplemented|modified)|{_CHANGE})\b|;",
    re.IGNORECASE,
)
_OPEN_QUOTE = re.compile(r"[(“\"][^)”\"]*$")
# "Second Amendment to Services Agreement, dated March 1, 2016 (this "Amendment")": the amendment's date.
_CALLED_A_CHANGE = re.compile(
    r"[\s,]*\(\s*(?:the\s+|this\s+)?[“\"'‘]?[\w\s.#]{0,40}?(?:amendment|addendum|supplement|modification|extension|sow|order|schedule|exhibit)\b",
    re.IGNORECASE,
)


@lru_cache(2)  # asked for several things in a row
def read_opening(text: str) -> Opening:
    """What a text says of itself and its master."""
    opening = " ".join(text[: 2 * _OPENING].split())[:_OPENING]
    titles = find_titles(opening)
    own = _own_titles(opening, titles)
    kind = _kind(text, opening)
    reference = _find_master(opening, titles, own, kind) if kind is not None else None
    days = [day for match in _find_dates(opening[:_DATED]) for day in _days(match.group())]
    of_others = {
        day
        for number, title in enumerate(titles)
        if title not in own and title.start < _DATED
        for day in _date_of(opening, title, titles[number + 1 :])[0]
    }
    named = tuple(dict.fromkeys(one.text for one in own if not one.text[0].islower()))
    return Opening(
        reference,
        () if kind is Kind.AMENDS else tuple(one for one in named if not is_bare(one)) or named[:1],
        tuple(day for day in dict.fromkeys(days) if day not in of_others),
    )


def _kind(text: str, opening: str) -> Kind | None:
    lines = [
        flat
        for line in text[:_HEAD].splitlines()
        if (flat := " ".join(line.split()).strip(" *_-–—"))
    ]
    for line, following in pairwise([*lines[:_LINES], ""]):
        for of_line, pattern in _LINE_SIGNS:
            if pattern.match(line) or pattern.match(f"{line} {following}"):
                return of_line
    for this in _SELF.finditer(opening):
        for kind, pattern in _THIS_SIGNS:
            if pattern.match(opening, this.start()):
                return kind
    return None


def _own_titles(opening: str, titles: Sequence[Title]) -> list[Title]:
    """What it calls itself by: the first title, where it names no master, and those behind "this"."""
    found = []
    for number, title in enumerate(titles):
        before = opening[max(0, title.start - _BEFORE) : title.start]
        is_heading = number == 0 and title.end < _HEAD and not _names_master(before)
        is_restated = title.end < _HEAD and bool(_IS_RESTATED.match(title.text))
        if is_heading or _THIS.search(before) or (is_restated and not _names_master(before)):
            found.append(title)
    return found


def _names_master(before: str) -> bool:
    return bool(_NAMES_MASTER.search(before) or _AFTER_CHANGE.search(before))


def _find_master(
    opening: str, titles: Sequence[Title], own: Sequence[Title], kind: Kind
) -> Reference | None:
    heading: Title | None = own[0] if own and kind is Kind.RESTATES else None
    named: list[tuple[Title, tuple[str, ...], bool]] = []
    for number, title in enumerate(titles):
        before = opening[max(0, title.start - _BEFORE) : title.start]
        if (title in own and not _AFTER_CHANGE.search(before)) or not _names_master(before):
            continue
        after_change = bool(_AFTER_CHANGE.search(before))
        if after_change and heading is None and not is_bare(title.text):
            heading = title
        days, is_sure = _date_of(opening, title, titles[number + 1 :])
        named.append((title, days, is_sure and not (after_change and opening[title.end] == ",")))
    if heading is not None:
        named = [one for one in named if agreement_of_titles(one[0].text, heading.text)]
    dated = [one for one in named if one[1]]
    for title, days, _ in sorted(dated, key=lambda one: not one[2])[:1]:
        telling = heading if heading is not None and is_bare(title.text) else title
        return Reference(kind, telling.text, days)
    undated = [heading] if heading else [title for title, _, _ in named if not is_bare(title.text)]
    return Reference(kind, _IS_RESTATED.sub("", undated[0].text).strip()) if undated else None


def _date_of(opening: str, title: Title, later: Sequence[Title]) -> tuple[tuple[str, ...], bool]:
    """The date that is said of a title, and whether it cannot be that of the text itself."""
    behind = opening[title.end : title.end + _BEHIND]
    end = elsewhere.start() if (elsewhere := _ELSEWHERE.search(behind)) else len(behind)
    for other in later:
        if (start := other.start - title.end) >= end:
            break
        if not _OPEN_QUOTE.search(behind[:start]):  # it is no short name of the same
            end = start
            break
    for match in _find_dates(behind[:end]):
        if _DATE_CUE.search(behind[: match.start()]) and (days := _days(match.group())):
            return days, not _CALLED_A_CHANGE.match(behind[match.end() :])
    return (), True


def _find_dates(text: str) -> Iterator[re.Match[str]]:
    """Dates with a year, by their years: there are few of them."""
    for year in _YEAR.finditer(text):
        if match := _DATE.search(text, max(0, year.start() - _LONGEST_DATE), year.end()):
            yield match


def _days(text: str) -> tuple[str, ...]:
    found = normalize_text(DATE, text)
    values = [found.value] if found.value else list(found.readings)
    return tuple(one.display for one in values if len(one.display) == len("2015-03-01"))
