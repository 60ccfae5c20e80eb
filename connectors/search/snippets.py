"""Places of a long text that show why it was found, without analyzing all of it.

Stemming changes the ends of words, rarely their beginnings: occurrences of a beginning are looked
for in the plain text, and only the words found there go through the analyzer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tantivy import TextAnalyzer

from connectors.search.terms import searchable
from enricher.query.nodes import And, Condition, Hit, Node, Or, Words

Phrase = tuple[str, ...]
"""Analyzed words that stand side by side."""

MAX_SNIPPETS = 3
BEFORE_CHARACTERS = 70
AFTER_CHARACTERS = 130
MAX_CANDIDATES = 500  # per piece and phrase; bounds the time for `a*` in a text full of `a`
MAX_PHRASES = 20  # of a query
_IRREGULAR_LETTERS = 3  # of `die`, `lie` and `tie`, the stems that forms do not begin with
_OVERLAP = 300  # of neighbouring pieces, so that a phrase over their seam is found

_ACCENTED_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")


def wanted_phrases(query: Node | None, analyzer: TextAnalyzer) -> list[Phrase]:
    """What snippets are to show of a query; nothing of what it excludes."""
    phrases = (
        _phrase(" ".join(one.words), analyzer) for one in _wanted(query) if isinstance(one, Words)
    )
    return [phrase for phrase in dict.fromkeys(phrases) if phrase][:MAX_PHRASES]


def _wanted(node: Node | None) -> Iterator[Words | Condition]:
    match node:
        case Words() | Condition():
            yield node
        case And() | Or():
            for part in node.nodes:
                yield from _wanted(part)


def _phrase(text: str, analyzer: TextAnalyzer) -> Phrase:
    return tuple(analyzer.analyze(searchable(text)))


def show_passages(hits: Iterable[Hit], query: Node | None, analyzer: TextAnalyzer) -> Iterator[Hit]:
    """The hits, those passages in their snippets that were asked for by their words."""
    wanted: dict[str, list[Phrase]] = {}
    for node in _wanted(query):
        if not isinstance(node, Condition) or node.operator != "holds":
            continue
        if phrase := _phrase(str(node.value), analyzer):
            wanted.setdefault(node.category, []).append(phrase)
    for hit in hits:
        of_passages = [
            snippet
            for category, phrases in wanted.items()
            for passage in hit.fields.get(category, ())
            for snippet in make_snippets([passage], phrases, analyzer)
        ]
        snippets = tuple(dict.fromkeys((*of_passages, *hit.snippets)))[:MAX_SNIPPETS]
        yield replace(hit, snippets=snippets) if of_passages else hit


def make_snippets(
    pieces: Iterable[str], phrases: Sequence[Phrase], analyzer: TextAnalyzer
) -> tuple[str, ...]:
    """Up to three stretches of the text, one for each phrase that is not in an earlier one.

    Args:
        pieces: the text, read no further than needed.
        analyzer: what the index was built with.

    Returns:
        Plain text, blanks collapsed, what matched between `**`, cut ends marked by `…`.
    """
    wanted = list(dict.fromkeys(phrases))
    snippets: list[str] = []
    for window in _windows(pieces):
        lowered = _lower(window)
        for phrase in tuple(wanted):
            if phrase not in wanted:  # it stands in a snippet of this round
                continue
            place = _find(phrase, window, lowered, analyzer)
            if place is None:
                continue
            snippet, found = _mark(_cut(window, place), phrases, analyzer)
            snippets.append(snippet)
            wanted = [one for one in wanted if one != phrase and one not in found]
        if not wanted or len(snippets) >= MAX_SNIPPETS:
            break
    return tuple(snippets[:MAX_SNIPPETS])


def _windows(pieces: Iterable[str]) -> Iterator[str]:
    tail = ""
    for piece in pieces:
        yield tail + piece
        tail = piece[-_OVERLAP:]


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _find(phrase: Phrase, window: str, lowered: str, analyzer: TextAnalyzer) -> int | None:
    reach = 40 * len(phrase)
    others = [_beginning(word) for word in phrase[1:] if len(word) > _IRREGULAR_LETTERS]
    for tried, place in enumerate(_candidates(phrase[0], window, lowered)):
        if tried >= MAX_CANDIDATES:
            break
        stretch = lowered[place : place + reach]
        if stretch.isascii() and not all(beginning in stretch for beginning in others):
            continue  # what takes a fiftieth of the analyzer's time
        if tuple(analyzer.analyze(window[place : place + reach])[: len(phrase)]) == phrase:
            return place
    return None


def _candidates(word: str, window: str, lowered: str) -> Iterator[int]:
    beginning = _beginning(word)
    place = lowered.find(beginning)
    while place >= 0:
        if place == 0 or not lowered[place].isascii() or not lowered[place - 1].isalnum():
            yield place
        place = lowered.find(beginning, place + 1)
    if beginning.isascii() and not window.isascii():
        for match in _ACCENTED_WORD.finditer(window):
            yield match.start()


def _beginning(word: str) -> str:
    """What an analyzed word shares with its forms in a text."""
    return word[: max(len(word) - 1, min(len(word), 2))]


def _cut(window: str, place: int) -> str:
    start = max(place - BEFORE_CHARACTERS, 0)
    end = min(place + AFTER_CHARACTERS, len(window))
    if start > 0:
        blank = window.find(" ", start, place)
        start = blank + 1 if blank >= 0 else start
    if end < len(window):
        blank = window.rfind(" ", place + AFTER_CHARACTERS // 2, end)
        end = blank if blank >= 0 else end
    before = "…" if start > 0 else ""
    after = "…" if end < len(window) else ""
    return before + " ".join(window[start:end].split()) + after


def _mark(
    snippet: str, phrases: Sequence[Phrase], analyzer: TextAnalyzer
) -> tuple[str, set[Phrase]]:
    """The snippet with its matches marked, and the phrases that are among them."""
    tokens = analyzer.pre_tokenize(snippet).tokens
    words = tuple(token.text for token in tokens)
    firsts = {phrase[0] for phrase in phrases}
    found: set[Phrase] = set()
    marked: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        longest = 0
        if words[place] in firsts:
            for phrase in phrases:
                if words[place : place + len(phrase)] == phrase:
                    found.add(phrase)
                    longest = max(longest, len(phrase))
        if longest:
            last = tokens[place + longest - 1]
            marked.append((tokens[place].char_offset_from, last.char_offset_to))
        place += longest or 1
    for start, end in reversed(marked):
        snippet = f"{snippet[:start]}**{snippet[start:end]}**{snippet[end:]}"
    return snippet, found
