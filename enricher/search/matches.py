"""Where in a document stand the words that it was searched for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from enricher.query.nodes import Node, Or, SearchRequest, Words
from enricher.query.parser import join_nodes
from enricher.query.questions import QuestionReading
from enricher.search.hybrid import Mode, is_asked

Place = tuple[int, int]
"""Characters of a text, `[start, end)`."""


class FindWords(Protocol):
    """Finds the words of a query in a text, in all forms that the index counts as one word."""

    def __call__(self, text: str, query: Node | None) -> Sequence[Place]: ...


def find_matches(
    text: str,
    words: str,
    mode: Mode,
    *,
    read: Callable[[str], SearchRequest],
    ask: Callable[[str], QuestionReading],
    find: FindWords,
) -> Sequence[Place]:
    """The places of a text to mark, in order: of a question those of its words that mean something.

    Args:
        words: what a person searched for.
        read: words in the syntax of queries.
        ask: words of a question.

    Raises:
        QueryError: the words cannot be read.
    """
    if not is_asked(words, mode):
        return find(text, read(words).query)
    meant = [Words((one,)) for one in ask(words).words]
    return find(text, join_nodes(Or, meant)) if meant else ()
