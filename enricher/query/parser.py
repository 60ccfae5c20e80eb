"""What the grammars of QUERY and `--where` share: a text, the place in it, names, quotes, errors."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches

from enricher.errors import QueryError
from enricher.query.conditions import Typed, UnreadableValueError, build_condition
from enricher.query.nodes import ATTRIBUTES, And, Node, Operator, Or
from enricher.values import ValueType
from enricher.values.lengths.open_terms import PERPETUAL
from enricher.values.marks import AMBIGUOUS

MAX_CHARACTERS = 10_000
MAX_DEPTH = 50  # of parentheses and negations inside each other; indexes compile recursively
MAX_PARTS = 500  # words and conditions of one text
SHOWN_CHARACTERS = 80  # of the text, in an error's message

QUOTES = '"“”„'
_BLANKS = re.compile(r"\s*")


class Parser(ABC):
    """The text, the place in it, and what both grammars share."""

    def __init__(
        self,
        text: str,
        categories: Mapping[str, ValueType],
        today: date,
        kind: str,
        attributes: Sequence[str] = ATTRIBUTES,
        choices: Mapping[str, Sequence[str]] = {},
    ) -> None:
        self._text = text
        self._categories = categories
        self._choices = choices
        self._attributes = attributes
        self._today = today
        self._kind = kind
        self._place = 0
        self._depth = 0
        self._parts = 0
        if len(text) > MAX_CHARACTERS:
            raise self._error(
                f"it has {len(text)} characters, at most {MAX_CHARACTERS} are allowed",
                MAX_CHARACTERS,
            )

    def parse(self) -> Node:
        node = self._either()
        if self._peek() == ")":
            raise self._error("this ')' has no matching '('", self._place)
        if self._place < len(self._text):
            raise self._error("expected 'and', 'or' or the end", self._place)
        return node

    @abstractmethod
    def _either(self) -> Node:
        """Read alternatives, as the grammar joins them."""

    @contextmanager
    def _level(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(f"nested more than {MAX_DEPTH} levels deep", self._place)
        yield
        self._depth -= 1

    def _parenthesis(self) -> Node:
        opening = self._place
        self._place += 1
        with self._level():
            node = self._either()
        if self._peek() != ")":
            raise self._error("this '(' has no matching ')'", opening)
        self._place += 1
        return node

    def _peek(self) -> str:
        """The next character that is no blank, "" at the end."""
        match = _BLANKS.match(self._text, self._place)
        self._place = match.end() if match else self._place
        return self._text[self._place : self._place + 1]

    def _quoted(self) -> str:
        opening = self._place
        characters: list[str] = []
        place = opening + 1
        while place < len(self._text):
            character = self._text[place]
            if character in QUOTES:
                self._place = place + 1
                return "".join(characters)
            if character == "\\" and self._text[place + 1 : place + 2] in ("\\", *QUOTES):
                place += 1
                character = self._text[place]
            characters.append(character)
            place += 1
        raise self._error("this quote is not closed", opening)

    def _count_part(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise self._error(f"more than {MAX_PARTS} words and conditions", self._place)

    def _knows(self, name: str) -> bool:
        folded = name.casefold()
        return any(folded == one.casefold() for one in (*self._categories, *self._attributes))

    def _resolve(self, name: str, place: int, hint: str = "") -> str:
        known = [*self._categories, *(a for a in self._attributes if a not in self._categories)]
        if name in known:
            return name
        folded = name.casefold()
        for names in (list(self._categories), known):
            same = [one for one in names if one.casefold() == folded]
            if len(same) == 1:
                return same[0]
            if same:
                raise self._error(
                    f"{name!r} can be {' or '.join(same)}; write the exact name", place
                )
        near = get_close_matches(folded, [one.casefold() for one in known], 3)
        names = [one for one in known if one.casefold() in near] or known[:8]
        what = "similar names:" if near else "there are"
        raise self._error(
            f"there is no category {abbreviate(name)!r}; {what} {', '.join(names)}{hint}", place
        )

    def _check_choice(self, category: str, typed: Typed, place: int) -> None:
        """Refuse what no document can be; a value in quotes may be one of choices that went."""
        choices = self._choices.get(category, ())
        folded = typed.text.casefold()
        if not choices or typed.quoted or folded in {AMBIGUOUS, *map(str.casefold, choices)}:
            return
        near = get_close_matches(folded, map(str.casefold, choices), 3)
        held = [one for one in choices if folded in one.casefold() or one.casefold() in near]
        what = "similar names:" if held else "there are"
        raise self._error(
            f"there is no {category} {abbreviate(typed.text)!r}; {what} {', '.join(held or choices)}",
            place,
        )

    def _may_be(self, category: str, word: str) -> bool:
        """Whether it may be asked of a name: an attribute is there or not, and nothing else."""
        type = self._categories.get(category)
        if word.lower() == PERPETUAL:
            return type is not None and type.may_be_perpetual
        return word.lower() in ("missing", "present") or type is not None

    def _condition(self, category: str, operator: Operator, typed: Typed, place: int) -> Node:
        self._count_part()
        if not typed.text:
            raise self._error("the value is empty; use :missing for documents without one", place)
        if operator in ("=", "!="):
            self._check_choice(category, typed, place)
        type = self._categories.get(category)
        try:
            return build_condition(category, type, operator, typed, self._today)
        except UnreadableValueError as fault:
            raise self._error(str(fault), place) from fault

    def _error(self, message: str, place: int) -> QueryError:
        shown = abbreviate(self._text, place)
        return QueryError(
            f'{self._kind} "{shown}": {" ".join(message.split())} (character {place})',
            self._text,
            place,
        )


def join_nodes(joint: type[And] | type[Or], nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else joint(tuple(nodes))


def abbreviate(text: str, place: int = 0) -> str:
    """One line of the text, around the place when it is long."""
    start = max(place - SHOWN_CHARACTERS // 2, 0) if len(text) > SHOWN_CHARACTERS else 0
    shown = text[start : start + SHOWN_CHARACTERS]
    before = "…" if start else ""
    after = "…" if start + SHOWN_CHARACTERS < len(text) else ""
    return before + "".join(c if c.isprintable() else " " for c in shown) + after
