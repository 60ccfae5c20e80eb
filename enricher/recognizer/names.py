"""A name is one span: joined where a line breaks it, parted where two stand side by side.

A model reads words. A name that goes on in the next line of a sentence looks to it like two that
stand below each other, `Kim Gold Mines, Inc. Sho Silver Mining LLC` like one, and the initial in
`Mark G. Morrison` like an end. What is meant shows in the text around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from enricher.entities import Span
from enricher.values.party import has_legal_form

_LINE_BREAK: Final = re.compile(r"[^\S\n]*\n[^\S\n]*")
_AMPERSAND: Final = re.compile(r"\s*\s&\s+")
# The last word before a name that stands in a sentence: `between`, `und`, `of`.
_SENTENCE_BEFORE: Final = re.compile(r"(?:^|[^\w])(?P<word>[^\W\d_]+)[^\S\n]+$")
_WORD_CHARACTERS: Final = 60
_LINE_GOES_ON: Final = re.compile(r"[^\S\n]*\S")
# Forms that end a name; `Company` and `Limited` may be followed by another one.
_END: Final = re.compile(
    r"\b(?i:Inc|LLC|L\.L\.C|Ltd|Corp|GmbH|L\.P|LLP)\b\.?(?P<blank>\s+)(?=[^\W\d_a-z])"
)
_LAST_INITIAL: Final = re.compile(r"(?<!\S)[A-Z](?P<stop>\.?)$")
_CAPITALIZED: Final = re.compile(r"[^\S\n]+(?P<name>[^\W\d_](?:[^\W\d_]|['\u2019-](?=[^\W\d_]))+)")
# What stands by itself between the lines of two names, as on a cover: `and`, `&`, `- and -`.
_LINE_BETWEEN: Final = re.compile(
    r"\s*\n\s*[-\u2013\u2014]*\s*(?:&|(?i:and|und|et))\s*[-\u2013\u2014]*\s*\n\s*"
)
# `Baidu Online Network Technology (Beijing) Co., Ltd.`, `Sierra Mountain Minerals, Inc.`
_FORM_BEHIND: Final = re.compile(
    r"(?:\s*\([^\W\d_][^()\n]{1,28}\)(?:\s+(?:Co\b\.?|CO\b\.?|Company)(?=\s*,))?)?,?\s+(?i:Inc|LLC|Ltd|Limited|Corp|GmbH)\b\.?"
)
# The form that ends a name at the end of a line, above an address.
_FORM_ABOVE: Final = re.compile(
    r"\b(?:(?i:Inc|LLC|Ltd|Corp|GmbH|L\.P|LLP|PLC|N\.V|B\.V|S\.A)|AG)\b\.?(?P<rest>[^\S\n]*\n\s*(?=[^\W_a-z]))"
)
# A mark or a conjunction behind a name, or the sentence's full stop behind that of `Inc.`.
_TAIL: Final = re.compile(r"(?:[\s,;:&]|(?<=\.)\.|(?<=\s)(?i:and|und|et)$)+$")
# `with Keefe, Bruyette & Woods, Inc.`: a name of several has a mark before its first one. `However, ` has none.
_PARTNERS: Final = re.compile(r"[^\W\d_]+\s+&\s+[^\W\d_]")
_PARTNER_BEFORE: Final = re.compile(
    r"(?:(?<=[^\W\d_A-Z]\s)|(?P<line>(?<=\n)|^))(?P<name>[A-Z][^\W\d_]+),[^\S\n]+$"
)
_OPENING_WORDS = (
    "all an any as at by each for he if in it no on or she such the there this to we you"
)
_OPENINGS: Final = frozenset(_OPENING_WORDS.split())


def whole_names(spans: Sequence[Span], names: Iterable[str], text: str) -> list[Span]:
    """Join, part, complete and trim the names among the spans of a model.

    Args:
        spans: in the order of the text.
        names: the categories that hold names of people or companies.
        text: the document's.

    Returns:
        Spans in the order of the text. One that was joined is as sure as the less sure of its parts.
    """
    categories = frozenset(names)
    found: list[Span] = []
    for span in spans:
        if span.category not in categories:
            found.append(span)
            continue
        span = _trimmed(span, text)
        before = found[-1] if found else None
        if before and before.category == span.category and _is_one_name(before, span, text):
            sure = min(before.confidence, span.confidence)
            found[-1] = replace(before, end=span.end, confidence=sure)
        else:
            for line in _lines(span, text):
                whole = _with_partner(_with_form(_with_surname(line, text), text), text)
                found.extend(_parts(whole, text))
    return found


def _trimmed(span: Span, text: str) -> Span:
    tail = _TAIL.search(text, span.start, span.end)
    return replace(span, end=tail.start()) if tail and tail.start() > span.start else span


def _is_one_name(first: Span, second: Span, text: str) -> bool:
    """Whether two spans are a name that a line break or an ampersand parts."""
    name, rest = text[first.start : first.end], text[second.start : second.end]
    if has_legal_form(name.split()[-1]):
        return False
    between = text[first.end : second.start]
    if _LINE_BETWEEN.fullmatch(between):
        return False
    if _AMPERSAND.fullmatch(between):
        return has_legal_form(rest.split()[-1])
    if not _LINE_BREAK.fullmatch(between) or not _LINE_GOES_ON.match(text, second.end):
        return False
    line = text[max(0, first.start - _WORD_CHARACTERS) : first.start].rpartition("\n")[2]
    sentence = _SENTENCE_BEFORE.search(line)
    return sentence is not None and sentence["word"].islower()


def _lines(span: Span, text: str) -> Iterator[Span]:
    """The names that a conjunction on a line of its own parts."""
    start = span.start
    for between in _LINE_BETWEEN.finditer(text, span.start, span.end):
        if start < between.start() and between.end() < span.end:
            yield replace(span, start=start, end=between.start())
            start = between.end()
    yield replace(span, start=start)


def _with_form(span: Span, text: str) -> Span:
    """A name with the legal form behind it, without the address below that."""
    above = _FORM_ABOVE.search(text, span.start, span.end)
    if above and not has_legal_form(text[above.end() : span.end]):
        return replace(span, end=above.start("rest"))
    if has_legal_form(text[span.start : span.end].split()[-1]):
        return span
    behind = _FORM_BEHIND.match(text, span.end)
    return replace(span, end=behind.end()) if behind else span


def _with_partner(span: Span, text: str) -> Span:
    """A name of several people with the first of them, which a comma parts from the others."""
    if not _PARTNERS.match(text, span.start, span.end):
        return span
    begin = max(0, span.start - _WORD_CHARACTERS)
    first = _PARTNER_BEFORE.search(text[begin : span.start])
    if first is None or (first["line"] is not None and _LINE_GOES_ON.match(text, span.end)):
        return span
    return replace(span, start=begin + first.start("name"))


def _with_surname(span: Span, text: str) -> Span:
    """A span that ends with an initial, up to the surname behind it."""
    initial = _LAST_INITIAL.search(text, span.start, span.end)
    if initial is None:
        return span
    end = span.end
    if not initial["stop"]:
        if text[end : end + 1] != ".":
            return span
        end += 1
    surname = _surname(text, end)
    if surname and initial.start() == span.start:  # `J. Patrick Mulcahy`
        surname = _surname(text, surname.end()) or surname
    return replace(span, end=surname.end()) if surname else span


def _surname(text: str, start: int) -> re.Match[str] | None:
    """The next word, if it is in capitals or has one, and begins no sentence."""
    word = _CAPITALIZED.match(text, start)
    if word is None or not word["name"][0].isupper() or word["name"].casefold() in _OPENINGS:
        return None
    return word


def _parts(span: Span, text: str) -> Iterator[Span]:
    """The names that stand side by side in a span, each with a legal form at its end."""
    start = span.start
    if has_legal_form(text[span.start : span.end].split()[-1]):
        for form in _END.finditer(text, span.start, span.end):
            if not _is_form_alone(text[form.end() : span.end]):
                yield replace(span, start=start, end=form.start("blank"))
                start = form.end()
    yield replace(span, start=start)


def _is_form_alone(name: str) -> bool:
    return all(has_legal_form(word) for word in name.split())
