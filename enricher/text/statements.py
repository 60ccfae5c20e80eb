"""The statements of a text: its sentences, headings and items of lists, as readers of PDFs give them.

Lines break anywhere, and an empty line may part a sentence where a page ends. Abbreviations,
initials and the numbers of sections end no sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSING = r"[\"'\u201d\u2019)\]]*"
_OPENING = r"[\"'\u201c\u2018(\[]*"

# Where a statement may end: behind a stop, or at the end of a line.
_BREAK = re.compile(rf"(?<=[.!?;]){_CLOSING}\s+|\s*[\r\n]\s*")
_BEGINS = re.compile(rf"{_OPENING}[^\W\d_a-z]|{_OPENING}\d|(?:(?:and/or|and|or)\s+)?\(\w{{1,4}}\)")
_LINE = re.compile(r"[^\r\n]*")
_STOPPED = re.compile(rf"[.!?;]{_CLOSING}\Z")
_ABBREVIATION = re.compile(
    r"(?:\b(?:inc|corp|co|ltd|no|nos|sec|secs|art|para|pp|vs|mr|mrs|ms|dr|st|jr|sr|messrs|esq|ave|blvd"
    r"|dept|approx|al|cf|e\.g|i\.e|viz|u\.s|u\.k|n\.v|b\.v|s\.a"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|(?:^|[\s.(])[a-z])\.\Z",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?:section|article|exhibit|schedule|clause|paragraph)\s+)?\(?(?:\d+(?:\.\d+)*|[A-Z]|[IVXL]+)\.",
    re.IGNORECASE,
)
# "as set out in Section" at the end of a line: the number on the next one begins nothing.
_REFERENCE = re.compile(
    r"(?:\b(?:sections?|articles?|clauses?|paragraphs?|exhibits?|schedules?|annex|appendix|and|or|to"
    r"|of|under|in|by|with|through)|[,\u2013-])\Z",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,5})\)\s"
    rf"|(?:\d{{1,2}}(?:\.\d{{1,3}})*\.?|[A-Z]\.|[IVXL]{{1,5}}\.)\s+{_OPENING}(?-i:[A-Z\[])"
    r"|(?:section|article)\s+[\dIVXL]+\b|[\u2022\u25cf\u00b7*]\s",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:page\s+)?[-\u2013\s]*(?:[A-Z]{1,2}-)?(?:\d{1,4}|[ivxl]{1,6})(?:\s+of\s+\d+)?[-\u2013\s.]*"
    r"|source:[^\r\n]*",
    re.IGNORECASE,
)
_NEAR = 24  # characters, within which an abbreviation or a reference stands


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of a text, without white space at its ends.

    Attributes:
        is_furniture: whether it is the number of a page, or says where the page was filed.
    """

    start: int
    end: int
    is_furniture: bool = False


def split_statements(text: str) -> list[Statement]:
    """All statements of a text in its order; what lies between them is blank."""
    found = []
    start = len(text) - len(text.lstrip())
    for match in _BREAK.finditer(text, start):
        if _parts(text, start, match):
            found.append(_statement(text, start, match.end()))
            start = match.end()
    if start < len(text):
        found.append(_statement(text, start, len(text)))
    return found


def _statement(text: str, start: int, end: int) -> Statement:
    words = text[start:end].rstrip()
    return Statement(start, start + len(words), _is_furniture(words))


def _is_furniture(words: str) -> bool:
    return _FURNITURE.fullmatch(words) is not None


def _parts(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the statement that begins at `start` ends at a stop or at the end of a line."""
    end = match.end() - len(match[0]) + len(match[0].rstrip())
    before = text[max(start, end - _NEAR) : end]
    if _STOPPED.search(before) and _BEGINS.match(text, match.end()):
        return not _goes_on(before, is_whole=end - start <= _NEAR)
    lines = match[0].count("\n") or match[0].count("\r")
    if not lines:
        return False
    line = text[start:end]
    following = _LINE.match(text, match.end())
    if _is_furniture(line) or (following and _is_furniture(following[0].strip())):
        return True
    if _ITEM.match(text, match.end()):
        return not _REFERENCE.search(before)
    return lines > 1 and not text[match.end() : match.end() + 1].islower()


def _goes_on(before: str, *, is_whole: bool) -> bool:
    """Whether a stop ends no sentence: that of an abbreviation, or of the number of a section."""
    if is_whole and _NUMBER.fullmatch(before):
        return True
    return _ABBREVIATION.search(before) is not None
