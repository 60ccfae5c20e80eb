"""Places of a long text that show why it was found, without analyzing all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tantivy import TextAnalyzer

from connectors.search.occurrences import Phrase, find_occurrences, lower
from connectors.search.terms import searchable
from enricher.query.nodes import And, Condition, Hit, Node, Or, Words

MAX_SNIPPETS = 3
BEFORE_CHARACTERS = 70
AFTER_CHARACTERS = 130
MAX_CANDIDATES = 500  # per piece and phrase; bounds the time for a word that begins like thousands
MAX_PHRASES = 20  # of a query
_OVERLAP = 300  # of neighbouring pieces, so that a phrase over their seam is found


def wanted_phrases(query: Node | None, analyzer: TextAnalyzer) -> list[Phrase]:
    """What snippets are to show of a query; nothing of what it excludes."""
    phrases = (
        _phrase(" ".join(one.words), analyzer) for one in _wanted(query) if isinstance(one, Words)
    )
    return [phrase for phrase in dict.fromkeys(phrases) if phrase][:MAX_PHRASES]


def asked_phrases(query: Node | None, analyzer: TextAnalyzer) -> list[Phrase]:
    """The same, and the words that a passage is to hold."""
    held = (phrase for _, phrase in _held(query, analyzer))
    return list(dict.fromkeys((*wanted_phrases(query, analyzer), *held)))


def _held(query: Node | None, analyzer: TextAnalyzer) -> Iterator[tuple[str, Phrase]]:
    """The category and the words of each passage that is asked for by its words."""
    for one in _wanted(query):
        if not isinstance(one, Condition) or one.operator != "holds":
            continue
        if phrase := _phrase(str(one.value), analyzer):
            yield one.category, phrase


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
    for category, phrase in _held(query, analyzer):
        wanted.setdefault(category, []).append(phrase)
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
        lowered = lower(window)
        for phrase in tuple(wanted):
            if phrase not in wanted:  # it stands in a snippet of this round
                continue
            places = find_occurrences(phrase, window, lowered, analyzer, MAX_CANDIDATES)
            place = next(places, None)
            if place is None:
                continue
            snippet, found = _mark(_cut(window, place.start), phrases, analyzer)
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
