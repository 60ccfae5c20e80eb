"""Read QUERY and `--where` into search nodes; docs/query.md is their grammar for people.

Both are read from left to right by one hand-written parser. What a stretch of text means depends
on where it stands (a bare value of `--where` may hold blanks, a word of QUERY may not), and each
error has to say its place and what was expected there: a page of code, where a parser library
would need a grammar, its lexer states and its own error translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from enricher.errors import QueryError
from enricher.query.comparisons import COMPARISON, OPERATOR, value_ends
from enricher.query.conditions import Typed, UnreadableValueError, build_condition
from enricher.query.nodes import ATTRIBUTES, And, Condition, Node, Not, Operator, Or, Words
from enricher.query.parser import MAX_PARTS, QUOTES, Parser, abbreviate, join_nodes
from enricher.values import ValueType
from enricher.values.lengths.open_terms import PERPETUAL
from enricher.values.marks import AMBIGUOUS

_WORD = re.compile(rf"[^\s(){QUOTES}]+")
_OPERATOR = re.compile(r">=|<=|!=|=|<|>")
_CONDITION_START = re.compile(r"[=<>!:]")
_JOINT = re.compile(r"\s(and|or)(?=[\s(]|$)", re.IGNORECASE)
_LEADING_JOINT = re.compile(r"(?:and|or)(?=[\s(]|$)", re.IGNORECASE)
_NAME_END = re.compile(rf"[=<>!:(){QUOTES}]")
_VALUE_END = re.compile(rf"[()=<>!{QUOTES}]|\s(?:and|or)(?=[\s(]|$)", re.IGNORECASE)
_STATED = (AMBIGUOUS, PERPETUAL)
_PRESENCE = re.compile(rf"(missing|present|{'|'.join(_STATED)})(?![^\s()])", re.IGNORECASE)


def parse_query(
    text: str,
    categories: Mapping[str, ValueType],
    today: date,
    choices: Mapping[str, Sequence[str]] = {},
) -> Node | None:
    """Read a QUERY: words, "phrases", OR, -word, `Category:value`, parentheses.

    Args:
        choices: what documents can be, by category.

    Returns:
        None for a blank text, which matches everything.

    Raises:
        QueryError: the text is malformed, or names a category that does not exist.
    """
    if not text.strip():
        return None
    return QueryParser(text, categories, today, "query", ATTRIBUTES, choices).parse()


def parse_where(
    texts: Sequence[str],
    categories: Mapping[str, ValueType],
    today: date,
    attributes: Sequence[str] = ATTRIBUTES,
    choices: Mapping[str, Sequence[str]] = {},
) -> Node | None:
    """Read conditions; a document has to meet every text.

    Args:
        attributes: what can be asked for beside the categories.
        choices: what documents can be, by category.

    Raises:
        QueryError: a text is malformed, or names a category that does not exist.
    """
    if len(texts) > MAX_PARTS:
        raise QueryError(f"--where is given {len(texts)} times; at most {MAX_PARTS} are allowed")
    nodes = [
        _WhereParser(text, categories, today, "--where", attributes, choices).parse()
        for text in texts
    ]
    return join_nodes(And, nodes) if nodes else None


def parse_comparison(
    text: str,
    place: int,
    categories: Mapping[str, ValueType],
    today: date,
    choices: Mapping[str, Sequence[str]] = {},
) -> tuple[Node, int]:
    """Read the comparison that begins at a place of a text; also returns where it ends.

    Raises:
        QueryError: its value is missing, or cannot be read.
    """
    parser = QueryParser(text, categories, today, "query", ATTRIBUTES, choices)
    return parser.comparison_at(place)


class QueryParser(Parser):
    """QUERY: words, which are all asked for, `Category:value`, and comparisons."""

    def comparison_at(self, place: int) -> tuple[Node, int]:
        """See `parse_comparison`; a comparison has to stand there."""
        self._place = place
        node = self._phrase_or_condition() if self._peek() in QUOTES else self._word_or_condition()
        assert node is not None
        return node, self._place

    def _either(self) -> Node:
        nodes = [self._all()]
        while self._keyword("OR"):
            nodes.append(self._all())
        return join_nodes(Or, nodes)

    def _all(self) -> Node:
        first = self._peek()
        start = self._place
        nodes: list[Node] = []
        while first not in ("", ")") and not self._keyword("OR", take=False):
            if nodes and self._keyword("AND"):
                self._expect_item("after AND")
            node = self._item()
            if node is not None:
                nodes.append(node)
            first = self._peek()
        if not nodes:
            raise self._error("expected a word, a phrase or Category:value", start)
        return join_nodes(And, nodes)

    def _item(self) -> Node | None:
        """None for a word without letters and digits, such as a lone `&`."""
        character = self._peek()
        if character == "-":
            self._place += 1
            is_punctuation = self._text[self._place : self._place + 1].isspace()
            return None if is_punctuation else self._negated("-")
        if self._keyword("NOT"):
            return self._negated("NOT")
        if character == "(":
            return self._parenthesis()
        if character in QUOTES:
            return self._phrase_or_condition()
        return self._word_or_condition()

    def _negated(self, sign: str) -> Node:
        self._expect_item(f"after {sign}")
        place = self._place
        with self._level():
            node = self._item()
        if node is None:
            raise self._error("expected a word with letters or digits", place)
        return Not(node)

    def _expect_item(self, where: str) -> None:
        if self._peek() in ("", ")") or self._keyword("OR", take=False):
            raise self._error(f"expected a word, a phrase or Category:value {where}", self._place)

    def _phrase_or_condition(self) -> Node:
        place = self._place
        text = self._quoted()
        if self._text[self._place : self._place + 1] == ":":
            self._place += 1
            return self._category_value(self._resolve(text, place))
        sign = OPERATOR.match(self._text, self._place)
        if sign and self._knows(text):
            return self._comparison(text, sign)
        words = tuple(text.split())
        if not _is_searchable(text):
            raise self._error("no letters or digits between the quotes", place)
        self._count_part()
        return Words(words)

    def _word_or_condition(self) -> Node | None:
        comparison = COMPARISON.match(self._text, self._place)
        if comparison and self._is_compared(comparison["name"]):
            return self._comparison(comparison["name"], comparison)
        match = _WORD.match(self._text, self._place)
        word = match[0] if match else self._text[self._place]
        sign = _CONDITION_START.search(word)
        if sign and sign[0] == ":" and sign.start() > 0:
            name, place = word[: sign.start()], self._place
            if not any(character.isalpha() for character in name):
                raise self._error(
                    f"there is no category {name!r}; quote it to search for the words", place
                )
            category = self._resolve(name, place, "; quote it to search for the words")
            self._place += sign.end()
            return self._category_value(category)
        self._place += len(word)
        if not _is_searchable(word):
            return None
        self._count_part()
        return Words((word,))

    def _is_compared(self, name: str) -> bool:
        """Whether what stands before a sign is a name; else sign and all are words of the text."""
        return self._knows(name)

    def _comparison(self, name: str, match: re.Match[str]) -> Node:
        category = self._resolve(name, self._place, "; quote it to search for the words")
        operator = cast(Operator, match["operator"])
        self._place = place = match.end()
        if self._text[place : place + 1] and self._text[place] in QUOTES:
            return self._condition(category, operator, Typed(self._quoted(), False), place)
        ends = value_ends(self._text, place)
        if not ends:
            raise self._error(f"a value is missing after {operator!r}", place)
        type = self._categories.get(category)
        if type is None or not type.is_ordered:  # whatever follows would be readable
            ends = ends[-1:]
        longest = (
            end for end in ends[:-1] if self._is_readable(category, operator, self._text[place:end])
        )
        self._place = next(longest, ends[-1])
        typed = Typed(self._text[place : self._place], False)
        return self._condition(category, operator, typed, place)

    def _is_readable(self, category: str, operator: Operator, text: str) -> bool:
        type = self._categories.get(category)
        try:
            build_condition(category, type, operator, Typed(text, False), self._today)
        except UnreadableValueError:
            return False
        return True

    def _category_value(self, category: str) -> Node:
        place = self._place
        presence = _PRESENCE.match(self._text, place)
        if presence and self._may_be(category, presence[1]):
            self._count_part()
            self._place = presence.end()
            return _presence_of(category, presence[1])
        if self._text[place : place + 1] and self._text[place] in QUOTES:
            # No facet asks with a QUERY, and a length can hardly be written without a blank.
            type = self._categories.get(category)
            is_shown = not (type and type.needs_unit)
            return self._condition(category, "=", Typed(self._quoted(), is_shown), place)
        match = _WORD.match(self._text, place)
        if match is None:
            raise self._error(f"a value is missing after {category + ':'!r}", place)
        self._place = match.end()
        return self._condition(category, "=", Typed(match[0], False), place)

    def _keyword(self, keyword: str, *, take: bool = True) -> bool:
        self._peek()
        match = _WORD.match(self._text, self._place)
        if match is None or match[0] != keyword:
            return False
        if take:
            self._place = match.end()
        return True


class _WhereParser(Parser):
    def _either(self) -> Node:
        nodes = [self._all()]
        while self._joint("or"):
            nodes.append(self._all())
        return join_nodes(Or, nodes)

    def _all(self) -> Node:
        nodes = [self._item()]
        while self._joint("and"):
            nodes.append(self._item())
        return join_nodes(And, nodes)

    def _item(self) -> Node:
        if self._peek() == "(":
            return self._parenthesis()
        place = self._place
        category = self._category()
        if self._peek() == ":":
            return self._presence(category)
        match = _OPERATOR.match(self._text, self._place)
        if match is None:
            raise self._error("expected = != < <= > >= :missing or :present", self._place)
        self._place = match.end()
        operator = cast(Operator, match[0])
        if self._peek() and self._peek() in QUOTES:
            place = self._place
            return self._condition(category, operator, Typed(self._quoted(), True), place)
        place = self._place
        value = self._bare_value()
        if not value:
            raise self._error(f"a value is missing after {operator!r}", place)
        return self._condition(category, operator, Typed(value, False), place)

    def _category(self) -> str:
        place = self._place
        if self._peek() and self._peek() in QUOTES:
            return self._resolve(self._quoted(), place)
        end = _NAME_END.search(self._text, place)
        stop = end.start() if end else len(self._text)
        name = self._text[place:stop].rstrip()
        if not name:
            raise self._error("expected a category", place)
        joint = _JOINT.search(self._text, place, stop)
        if end is None or end[0] in "()" + QUOTES or (joint and not self._knows(name)):
            stop = joint.start() if joint else stop
            name = self._text[place:stop].rstrip()
            raise self._error(
                f"expected a comparison such as = after {abbreviate(name)!r}"
                " (a value that holds 'and' or 'or' needs quotes)",
                place + len(name),
            )
        self._place = stop
        return self._resolve(name, place)

    def _presence(self, category: str) -> Node:
        self._place += 1
        self._peek()
        match = _PRESENCE.match(self._text, self._place)
        if match is None or not self._may_be(category, match[1]):
            raise self._error(
                "expected missing, present or ambiguous after ':' (or = and a value)", self._place
            )
        self._count_part()
        self._place = match.end()
        return _presence_of(category, match[1])

    def _bare_value(self) -> str:
        """Up to `and`, `or`, a closing parenthesis or the end; holds balanced parentheses."""
        start = self._place
        if _LEADING_JOINT.match(self._text, start):
            return ""
        open_count = 0
        while (match := _VALUE_END.search(self._text, self._place)) is not None:
            if match[0] == "(":
                open_count += 1
            elif match[0] == ")" and open_count:
                open_count -= 1
            elif match[0] in "=<>!" + QUOTES:
                raise self._error(
                    f"unexpected {match[0]!r}; join conditions with 'and', or quote the value",
                    match.start(),
                )
            else:
                self._place = match.start()
                return self._text[start : self._place].strip()
            self._place = match.end()
        self._place = len(self._text)
        return self._text[start:].strip()

    def _joint(self, word: str) -> bool:
        self._peek()
        match = re.compile(rf"{word}(?=[\s(]|$)", re.IGNORECASE).match(self._text, self._place)
        if match is None:
            return False
        self._place = match.end()
        return True


def _presence_of(category: str, word: str) -> Condition:
    """What stands in place of a value is looked for like one."""
    word = word.lower()
    if word in _STATED:
        return Condition(category, "=", word)
    return Condition(category, cast(Operator, word))


def _is_searchable(text: str) -> bool:
    return any(character.isalnum() for character in text)
