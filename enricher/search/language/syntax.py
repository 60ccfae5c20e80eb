"""What a question asks in signs, as a query does: `"a phrase"`, `Party:acme`, `-draft`, `Term>=2y`.

It is taken out of the question, and every document has to meet it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from enricher.query.grammar import parse_comparison, parse_query
from enricher.query.nodes import ATTRIBUTES, And, Node, Not, Or, Words
from enricher.query.parser import QUOTES, join_nodes
from enricher.values import ValueType

_QUOTED = rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]"
_JOINT = re.compile(r"(?<!\S)(?:OR|AND|NOT)(?!\S)")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a question asks in signs.

    Attributes:
        rest: the question with blanks in their place.
        where: None where it has none.
        words: that documents must have.
    """

    rest: str
    where: Node | None = None
    words: tuple[str, ...] = ()


def read_signs(
    text: str,
    types: Mapping[str, ValueType],
    choices: Mapping[str, Sequence[str]],
    today: date,
) -> Signs:
    """Part a question.

    Raises:
        QueryError: a part names a field that there is, and cannot be read.
    """
    if _JOINT.search(text) and not text.isupper():
        node = parse_query(text, types, today, choices)
        return Signs(" " * len(text), node, tuple(_words_of(node)))
    pattern = _pattern((*types, *(one for one in ATTRIBUTES if one not in types)))
    nodes: list[Node] = []
    rest = list(text)
    end = 0
    for match in pattern.finditer(text):
        if match.start() < end:  # words of a value, such as "years"
            continue
        part = _part(match, types, choices, today)
        if part is None:
            continue
        node, end = part
        nodes.append(node)
        rest[match.start() : end] = " " * (end - match.start())
    where = join_nodes(And, nodes) if nodes else None
    return Signs("".join(rest), where, tuple(_words_of(where)))


@cache
def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    """What a part in signs may be: a condition on one of these names, a phrase, a word with a minus."""
    named = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?<!\S)(?P<not>-(?=[\w{QUOTES}]))?"
        rf"(?:(?P<name>(?:{named})|[{QUOTES}](?:{named})[{QUOTES}])(?P<sign>:|\s*(?:[<>]=?|!?=)\s*)"
        rf"(?P<value>{_QUOTED}|[^\s{QUOTES}()<>=!]+)"
        rf"|(?P<phrase>{_QUOTED})|(?P<word>[^\s{QUOTES}()]+))",
        re.IGNORECASE,
    )


def _part(
    match: re.Match[str],
    types: Mapping[str, ValueType],
    choices: Mapping[str, Sequence[str]],
    today: date,
) -> tuple[Node, int] | None:
    """What is asked in signs, and where it ends; None for what belongs to the plain question."""
    text = match[0]
    if match["name"] and match["sign"] != ":":
        node, end = parse_comparison(match.string, match.start("name"), types, today, choices)
        return (Not(node) if match["not"] else node), end
    if match["name"] or match["not"] or any(one.isalnum() for one in match["phrase"] or ""):
        asked = parse_query(text, types, today, choices)
        return (asked, match.end()) if asked else None
    return None


def _words_of(node: Node | None) -> Iterator[str]:
    match node:
        case Words(words):
            yield from words
        case And(nodes) | Or(nodes):
            for one in nodes:
                yield from _words_of(one)
        case _:
            return
