"""What a question asks in signs, as a query does: `"a phrase"`, `Party:acme`, `-draft`, `Term>=2y`.

It is taken out of the question, and every document has to meet it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from enricher.query.grammar import parse_query, parse_where
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
    for match in pattern.finditer(text):
        node = _node(match, types, choices, today)
        if node is None:
            continue
        nodes.append(node)
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    where = join_nodes(And, nodes) if nodes else None
    return Signs("".join(rest), where, tuple(_words_of(where)))


@cache
def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    """What a part in signs may be: a condition on one of these names, a phrase, a word with a minus."""
    named = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?<!\S)(?P<not>-(?=[\w{QUOTES}]))?"
        rf"(?:(?P<name>(?:{named})|[{QUOTES}](?:{named})[{QUOTES}])(?P<sign>:|\s*(?:[<>]=?|!?=)\s*)"
        rf"(?P<value>{_QUOTED}|[^\s{QUOTES}()<>=!]+)(?P<currency>\s(?-i:[A-Z]{{3}})\b)?"
        rf"|(?P<phrase>{_QUOTED})|(?P<word>[^\s{QUOTES}()]+))",
        re.IGNORECASE,
    )


def _node(
    match: re.Match[str],
    types: Mapping[str, ValueType],
    choices: Mapping[str, Sequence[str]],
    today: date,
) -> Node | None:
    """None for what is a part of the plain question."""
    text = match[0]
    if match["name"]:
        if match["sign"] == ":":
            end = match.start("currency") if match["currency"] else match.end()
            return parse_query(match.string[match.start() : end], types, today, choices)
        asked = text[1:] if match["not"] else text
        node = parse_where([asked], types, today, choices=choices)
        return Not(node) if match["not"] and node else node
    if match["phrase"] is not None:
        has_words = any(one.isalnum() for one in text)
        return parse_query(text, types, today, choices) if has_words else None
    if match["not"]:
        return parse_query(text, types, today, choices)
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
