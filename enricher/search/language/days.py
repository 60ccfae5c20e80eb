"""Days and spans of days in a question: `before 2005`, `last year`, `ending within 90 days`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from enricher.recognizer.detectors import find_dates
from enricher.schema import EntitySchema
from enricher.search.language.fields import Cue, day_field
from enricher.search.language.lexicon import PAPERS, STOP_WORDS, asks_what_is_said
from enricher.search.language.mention import Mention, name_of
from enricher.values import DATE, normalize_text

_YEAR = re.compile(
    r"(?<![\w.,/$\u20ac\u00a3#-])(?:19[5-9]\d|20[0-6]\d)(?![\w%/]|[.,]\d|-\d|\s+(?:shares?|units?|days?|hours?|employees|dollars|euros|pounds|usd|eur|gbp|pages|words)\b)"
)
_NO_YEAR = re.compile(
    r"(?:section|clause|article|no|nr|number|page|room|suite|form|act|code|model|version|series|fiscal\s+year|over|under|than|above|below|least|most|for)\.?\s*$",
    re.I,
)
_OF_IT = r"\s+of\s+(?:the|its|their|this|our|an?|each|every)\b"  # `the last year of the term`
_RELATIVE = re.compile(
    r"\b(?:(?P<which>last|past|previous|this|current|next|coming|following)\s+(?:calendar\s+)?(?P<unit>week|month|quarter|year)"
    r"|(?P<day>today|yesterday|tomorrow|now))\b(?!\s*['\u2019]s|-)"
    rf"(?!{_OF_IT})",
    re.I,
)
_STRETCH = re.compile(
    r"\b(?P<lead>(?:with)?in|during|over|for)?\s*(?:the\s+)?(?P<way>last|past|previous|next|coming|following)\s+"
    r"(?P<count>\d{1,4}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few)?\s*-?(?P<unit>days?|weeks?|months?|years?)\b"
    rf"(?!{_OF_IT})",
    re.I,
)
_LASTING = re.compile(
    r"\b(?:that|which|who|to|it|they|does|do|did|will|would|shall|should|may|must|can|could|not|agreements?|contracts?|deals?|leases?|ndas?|licen[cs]es?)\s*$",
    re.I,
)
"""Behind which `last` is what documents do."""
_WITHIN = re.compile(
    r"\b(?:within|in\s+less\s+than|in|less\s+than)\s+(?P<count>\d{1,4}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|sixty|ninety)\s+"
    r"(?P<unit>days?|weeks?|months?|years?)\b(?!\s+(?:of|after|from|following|before|prior)\b)",
    re.I,
)
_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?P<unit>days?|weeks?|months?|years?)\s+ago\b",
    re.I,
)
_ENDED = re.compile(
    r"\b(?:(?:(?:already|have|has|are|is|were)\s+)+(?:expired|ended|lapsed|run\s+out)|expired(?=\s+\w)|no\s+longer\s+in\s+force)\b"
    r"(?!\s+(?:in|on|at|before|after|last|this|since|by|until|between|during|within|prior|\d))",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"\b(?:still\s+(?:in\s+force|running|active|in\s+effect)|not\s+(?:yet\s+)?expired|currently\s+(?:in\s+force|active|running))\b",
    re.IGNORECASE,
)
_ENDLESS = re.compile(
    r"\b(?:(?:perpetual|evergreen)(?=\s+(?:agreements?|contracts?|deals?|leases?|ndas?)\b)|(?:agreements?|contracts?|deals?|leases?|ndas?|that)\s+never\s+(?:ends?|expires?))\b",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"(?:\b(?:once|after|until|till|before|unless|if|while|whether|upon|even|(?:as|so)\s+(?:soon|long)\s+as)|(?<!^)\bwhen)\s[^,;:?]*$",
    re.IGNORECASE,
)
"""Behind which something is said of any document: `what is due once the lease has ended`."""
_WHETHER = re.compile(r"\s*(?:is|are|was|were|has|have|does|do|did)\b", re.IGNORECASE)
_ANY = re.compile(r"\b(?:any|there|that|which|(?:we|you|they|i)\s+have)\b", re.IGNORECASE)
"""Whether one is so is asked, and not which are: `has the lease expired yet`."""
_PAPER_BEFORE = re.compile(
    rf"(?<![\w-])(?i:{PAPERS})(?:\s+(?:with|of|between|by|and|the|&|[A-Z]\S*)){{0,8}}\s*$"
)
_PAPER_BEHIND = re.compile(
    rf"(?:\s+(?!(?:under|in|of|with|by|for|to|from|on|at)\b)[\w&.'\u2019-]+){{0,3}}?\s+{PAPERS}\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\s*(?:can|may|must|shall|should|could|will|would)\b", re.IGNORECASE)
_THING_BEHIND = re.compile(rf"\s+(?!{PAPERS}\b)([a-z]+)\b")
_COUNTS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "few": 3, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
_SIGNS = (
    (
        "<=",
        r"(?:on\s+or\s+before|until|till|up\s+to|through|by|no\s+later\s+than|not\s+later\s+than|by\s+the\s+end\s+of|up\s+until|to)",
    ),
    (
        ">=",
        r"(?:on\s+or\s+after|since|starting|beginning|as\s+of|not\s+before|no\s+earlier\s+than)",
    ),
    ("<", r"(?:before|prior\s+to|earlier\s+than|older\s+than|pre)"),
    (">", r"(?:after|later\s+than|newer\s+than|past|following|post)"),
    ("=", r"(?:in|from|during|of|on|dated|throughout|as\s+at)"),
)
_SIGN = re.compile(
    r"(?<![\w'\u2019])(?:"
    + "|".join(f"(?P<s{n}>{words})" for n, (_, words) in enumerate(_SIGNS))
    + r")\s*(?:(?:the\s+)?(?:end|start|beginning)\s+of\s+)?(?:the\s+|year\s+)?[\s-]*$",
    re.I,
)
_BETWEEN = re.compile(r"\b(?:between|from|in)\s+(?:the\s+years?\s+)?$", re.I)
_TO = re.compile(
    r"\s*(?:\band\b|\bto\b|\buntil\b|\btill\b|\bthrough\b|[-\u2013])\s*(?:the\s+)?", re.I
)
_ONWARD = re.compile(r"\s+(?:on(?:wards?)?|forward)\b", re.IGNORECASE)
_OR_BEYOND = re.compile(
    r"\s+(?:or|and)\s+(?:(?P<later>later|after(?:wards)?|onwards?|newer)|earlier|before|older)\b(?!\s+(?:the|\d))",
    re.IGNORECASE,
)
_AROUND = 34  # characters before a day in which its preposition stands


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of a text, and the days that it names, as ISO dates or parts of one."""

    start: int
    end: int
    low: str
    high: str
    is_year: bool = False
    is_now: bool = False

    @property
    def value(self) -> str:
        return self.low if self.low == self.high else f"{self.low}..{self.high}"


def find_days(text: str, schema: EntitySchema, today: date) -> Iterator[Mention]:
    """What a text says of days, as far as the schema has a field for it."""
    if not any(one.type.order == "day" for one in schema.categories):
        return
    found = [*_from_now(text, schema, today), *_states(text, schema)]
    yield from found
    spans = [
        one
        for one in _spans(text, today)
        if not any(each.overlaps(one.start, one.end) for each in found)
    ]
    at = 0
    while at < len(spans):
        one = spans[at]
        other = spans[at + 1] if at + 1 < len(spans) else None
        if other is not None and (both := _between(text, one, other)) is not None:
            cue = _field(schema, text, *both[:2], one, today)
            at += 2
            if cue is not None:
                yield _mention(cue, *both, text)
            continue
        at += 1
        bound = _bound(text, one)
        if bound is None:
            continue
        start, end, condition = bound
        cue = _field(schema, text, start, end, one, today)
        if cue is not None:
            weight = 1.0 if start == one.start and one.is_year else 0.0
            yield _mention(cue, start, end, condition, text, weight)


def _field(
    schema: EntitySchema, text: str, start: int, end: int, day: _Span, today: date
) -> Cue | None:
    """The field that a day at [start, end) is of; None where it is said of what documents speak of.

    Without a word that tells (`signed`), it is that of documents that are asked for: `NDAs of 2010`.
    """
    cue = day_field(schema, text, start, end)
    is_ahead = day.low > today.isoformat()
    if cue is None or cue.place:
        return None if is_ahead and _MAY.match(text) else cue
    behind = text[end:]
    is_beside = bool(_PAPER_BEFORE.search(text[:start]) or _PAPER_BEHIND.match(behind))
    thing = _THING_BEHIND.match(behind)
    is_of_thing = start == day.start and thing is not None and thing[1] not in STOP_WORDS
    if day.is_now or (not is_beside and (asks_what_is_said(text) or is_of_thing)):
        return None
    if not is_ahead:
        return cue
    is_for_documents = is_beside and not asks_what_is_said(text)
    return Cue("ExpiryDate") if is_for_documents and "ExpiryDate" in schema else None


def _mention(
    cue: Cue, start: int, end: int, condition: str, text: str, weight: float = 0.0
) -> Mention:
    """With the word that says which field it is of, where that stands beside it."""
    if (
        cue.place
        and start - 12 <= cue.place[1] <= start
        and not text[cue.place[1] : start].strip(" ,-")
    ):
        start = cue.place[0]
    return Mention(start, end, cue.category, f"{name_of(cue.category)}{condition}", weight)


def _between(text: str, one: _Span, other: _Span) -> tuple[int, int, str] | None:
    if not _TO.fullmatch(text[one.end : other.start]):
        return None
    lead = _BETWEEN.search(text[: one.start])
    is_dash = text[one.end : other.start].strip() in ("-", "\u2013")
    if lead is None and not is_dash:
        return None
    start = lead.start() if lead else one.start
    low, high = sorted((one, other), key=lambda each: each.low)
    return start, other.end, f"={low.low}..{high.high}"


def _bound(text: str, one: _Span) -> tuple[int, int, str] | None:
    """The stretch of a day with its preposition, and the condition; None for what is no day."""
    before = text[max(0, one.start - _AROUND) : one.start]
    sign = _SIGN.search(before)
    if sign is None:
        if one.is_year and _NO_YEAR.search(before):
            return None
        return one.start, one.end, f"={one.value}"
    start = one.start - len(before) + sign.start()
    if sign[0].lower().startswith("from") and (onward := _ONWARD.match(text, one.end)):
        return start, onward.end(), f">={one.low}"
    if later := _OR_BEYOND.match(text, one.end):
        bound = f">={one.low}" if later["later"] else f"<={one.high}"
        return start, later.end(), bound
    operator = next(mark for n, (mark, _) in enumerate(_SIGNS) if sign[f"s{n}"])
    if operator == "=":
        return start, one.end, f"={one.value}"
    return start, one.end, f"{operator}{one.low if operator in ('<', '>=') else one.high}"


def _spans(text: str, today: date) -> list[_Span]:
    found: list[_Span] = []
    for start, end in find_dates(text, "en"):
        value = normalize_text(DATE, text[start:end]).value
        if value is None or not isinstance(value.order, str):
            continue
        if value.detail.get("precision") in ("quarter", "half"):
            months = 3 if value.detail["precision"] == "quarter" else 6
            first = int(value.order[5:7])
            low, high = value.order, f"{value.order[:4]}-{first + months - 1:02}"
            found.append(_Span(start, end, low, high))
        else:
            found.append(_Span(start, end, value.order, value.order))
    for match in _YEAR.finditer(text):
        found.append(_Span(match.start(), match.end(), match[0], match[0], True))
    for match in _RELATIVE.finditer(text):
        low, high = _relative(match, today)
        is_now = bool(match["day"])
        found.append(_Span(match.start(), match.end(), low, high, is_now=is_now))
    for match in _AGO.finditer(text):
        day = _shift(today, -_count(match["count"]), match["unit"])
        known = {"y": 4, "m": 7}.get(match["unit"][0].lower(), 10)  # of the ISO form
        shown = day.isoformat()[:known]
        found.append(_Span(match.start(), match.end(), shown, shown))
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[_Span] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _relative(match: re.Match[str], today: date) -> tuple[str, str]:
    if match["day"]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(match["day"].lower(), 0)
        day = (today + timedelta(days=shift)).isoformat()
        return day, day
    which = match["which"].lower()
    step = (
        0 if which in ("this", "current") else 1 if which in ("next", "coming", "following") else -1
    )
    match match["unit"].lower():
        case "year":
            return (f"{today.year + step}",) * 2
        case "quarter":
            quarter = today.year * 4 + (today.month - 1) // 3 + step
            year, number = divmod(quarter, 4)
            return f"{year}-{number * 3 + 1:02}", f"{year}-{number * 3 + 3:02}"
        case "month":
            year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
            return (f"{year}-{month + 1:02}",) * 2
        case _:
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
            return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def _from_now(text: str, schema: EntitySchema, today: date) -> Iterator[Mention]:
    """Stretches that begin or end today: `in the last 12 months`, `ending within 90 days`."""
    for match in _STRETCH.finditer(text):
        if not match["count"] and match["unit"].lower() in ("year", "month", "week", "day"):
            continue  # `last year`
        if match["way"].lower() == "last" and _LASTING.search(text[: match.start("way")]):
            continue
        count, unit = _count(match["count"] or "few"), match["unit"][0].lower()
        is_past = match["way"].lower() in ("last", "past", "previous")
        condition = f"=today-{count}{unit}..today" if is_past else f"=today..today+{count}{unit}"
        cue = day_field(schema, text, match.start(), match.end())
        is_told = cue is not None and (cue.place or (is_past and not asks_what_is_said(text)))
        if cue is None or not is_told:
            continue
        yield _mention(cue, match.start(), match.end(), condition, text)
    for match in _WITHIN.finditer(text):
        cue = day_field(schema, text, match.start(), match.start() + 1)
        if cue is None or not cue.place or cue.category not in ("ExpiryDate", "NoticeDeadline"):
            continue
        if text[cue.place[1] : match.start()].strip(" ,"):
            continue  # `terminate the contract within 30 days`
        if re.fullmatch(r"(?:terminate|end|renew)", text[cue.place[0] : cue.place[1]], re.I):
            continue  # what somebody does
        condition = f"=today..today+{_count(match['count'])}{match['unit'][0].lower()}"
        yield _mention(cue, match.start(), match.end(), condition, text)


def _states(text: str, schema: EntitySchema) -> Iterator[Mention]:
    if "ExpiryDate" not in schema:
        return
    if _WHETHER.match(text) and not _ANY.search(text):
        return
    for pattern, condition in ((_ENDED, "<today"), (_RUNNING, ">=today"), (_ENDLESS, "=perpetual")):
        for match in pattern.finditer(text):
            if not _ONCE.search(text[: match.start()]):
                filter = f"ExpiryDate{condition}"
                yield Mention(match.start(), match.end(), "ExpiryDate", filter, 0.5)


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else _COUNTS[text.lower()]


def _shift(day: date, count: int, unit: str) -> date:
    match unit[0].lower():
        case "d" | "w" as kind:
            return day + timedelta(days=count * (7 if kind == "w" else 1))
        case kind:
            year, month = divmod(
                day.year * 12 + day.month - 1 + count * (12 if kind == "y" else 1), 12
            )
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
