"""What a text says at its start of what it is: its first lines, and what it calls itself.

What a filing, a printer or a translator puts there is no title: "Exhibit 10.3", "Execution Version",
"Page 2 of 60", the sentence about what was redacted.
"""

# ruff: noqa: RUF001 - titles are written with typographic quotes and dashes

from __future__ import annotations

import re

Place = tuple[int, int]

_LOOKED_AT = 8_000  # characters in which title and opening stand
_SHORT_LINE = 300
_NAMINGS = 16

_LINE = re.compile(r"[^\r\n\f]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NO_TITLE = re.compile(
    r"\W*(?:source:.*|(?:page\s*)?[-–\s]*\d+(?:\s*(?:of|/)\s*\d+)?[-–\s]*|this\s+is\s+a\s+translation.*)\W*",
    re.IGNORECASE,
)
_BEFORE_TITLE = re.compile(
    r"""(?:\W*(?:
      (?:exhibit|ex|anlage|annex|appendix|schedule)\b[\s.:#-]*(?:no\W*)?
        [\[(]?(?:\d[\w.()\]-]*|[‘'"]?[A-Z][’'"]?(?=\s|$))
    | page\s+\d+\s+of\s+\d+
    | execution\s+(?:version|copy)|final\s+(?:version|execution(?:\s+version)?)|conformed\s+copy|draft\b
    | case\s[\w-]+\sdoc\s[\w-]+\sfiled\s[\d/]+
    | last\s+updated:?\s+\w+\s+\d+,\s+\d+
    | confidential\b(?!ity)|\[\*+\]
    | [^.\n]{0,250}(?:confidential\s+treatment|portions?\s+of\s+this\s+(?:exhibit|document)|redacted
        |securities\s+and\s+exchange\s+commission)[^.\n]{0,250}(?:\.|$)
    | [^.\n]{0,100}omitted[^.\n]{0,200}(?:commission|filed|disclosed)[^.\n]{0,100}(?:\.|$)
    | contract\s+no\.?:?\s*[\w\s]*\d{3,}
    ))+[\s.:-]*""",
    re.IGNORECASE | re.VERBOSE,
)
_THINGS = (
    "Agreement|Contract|Lease|Note|Guaranty|Guarantee|Guarantees|Deed|Policy|Letter|Amendment|Addendum"
    "|Statement|Invoice|Order|License|Licence|Release|Sheet|Resolution|Memorandum|Certificate|Schedule"
)
_THING = rf"(?:{_THINGS}|{_THINGS.upper()})\b"
_NAME = r"[A-Z][\w'’&/-]*,?"
# "Software License, Customization and Maintenance Agreement", but not "Agreement Number".
_NAMING = re.compile(
    rf"\b(?:(?:{_NAME}|of|and|for|to|the|&|No\.|#?\d+)\s+){{0,8}}?{_THING}(?:\s+{_THING})*"
    rf"(?:(?:,|\s+and|\s+&)(?:\s+(?:{_NAME}|and|&)){{1,5}}?\s+{_THING})*"
    r"(?!\s*(?:No\b|Number|\#|NO\b|NUMBER))"
)
_SAYS_NOTHING = frozenset(
    [
        "this",
        "the",
        "a",
        "an",
        "agreement",
        "contract",
        "of",
        "and",
        "to",
        "for",
        "in",
        "such",
        "any",
        "each",
        "form",
        "said",
        "original",
    ]
)


def words_of(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def opening_lines(text: str) -> list[Place]:
    """The lines at the start of a text that may say what it is, without what stands before a title."""
    places = []
    for match in _LINE.finditer(text, 0, _LOOKED_AT):
        start, end = match.span()
        if before := _BEFORE_TITLE.match(text, start, end):
            start = before.end()
        line = text[start:end]
        if not _LETTERS.search(line) or (len(line) < _SHORT_LINE and _NO_TITLE.fullmatch(line)):
            continue
        start += len(line) - len(line.lstrip())
        places.append((start, start + len(line.strip())))
    return places


def namings(text: str) -> list[list[str]]:
    """What a text calls itself and others, as words: ["software", "license", "agreement"]."""
    named = []
    for number, match in enumerate(_NAMING.finditer(text)):
        if number == _NAMINGS:
            break
        words = words_of(match.group())
        if not _SAYS_NOTHING.issuperset(words):
            named.append(words)
    return named
