"""The tree of a CEL expression, for checks that the library does not make: it shows none.

    tokens --parse--> Node

Chains of operators and of `.steps` are flat, so that a long expression makes no deep tree.

Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enricher.errors import ExpressionError
from enricher.expressions.tokens import Token, error_at, tokens_of

_LEVELS: Sequence[frozenset[str]] = (
    frozenset({"||"}),
    frozenset({"&&"}),
    frozenset({"<", "<=", ">", ">=", "==", "!=", "in"}),
    frozenset({"+", "-"}),
    frozenset({"*", "/", "%"}),
)
"""Binary operators, those that bind least first; all of them group from the left."""

_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Node:
    """Part of an expression: `text[start:end]` of it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Constant(Node):
    token: Token


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Operands with operators of one level between them, `a + b - c`."""

    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix(Node):
    """`!` or `-`, once or more often, before an operand."""

    mark: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """`a ? x : b ? y : z`: a result for each condition, and one more."""

    conditions: tuple[Node, ...]
    results: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Key(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Index(Node):
    at: Node


@dataclass(frozen=True, slots=True)
class Method(Node):
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`base.key[0].method(x)`."""

    base: Node
    steps: tuple[Key | Index | Method, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapOf(Node):
    keys: tuple[Node, ...]
    values: tuple[Node, ...]


def parse(text: str) -> Node:
    """Read an expression whose brackets are known not to go too deep.

    Raises:
        ExpressionError: at the first word that makes no sense here.
    """
    return _Parser(text, tokens_of(text)).read()


class _Parser:
    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0

    def read(self) -> Node:
        node = self._expression()
        if self._at < len(self._tokens):
            raise self._unexpected()
        return node

    def _expression(self) -> Node:
        conditions, results = [], []
        node = self._binary(0)
        while self._take("?"):
            conditions.append(node)
            results.append(self._binary(0))
            self._expect(":")
            node = self._binary(0)
        if not conditions:
            return node
        return Choice(conditions[0].start, node.end, tuple(conditions), (*results, node))

    def _binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._prefix()
        operands, operators = [self._binary(level + 1)], []
        while self._peek() in _LEVELS[level]:
            operators.append(self._next().text)
            operands.append(self._binary(level + 1))
        if not operators:
            return operands[0]
        return Chain(operands[0].start, operands[-1].end, tuple(operands), tuple(operators))

    def _prefix(self) -> Node:
        mark = self._peek()
        if mark not in ("!", "-"):
            return self._member()
        start = self._next().start
        while self._peek() == mark:
            self._next()
        operand = self._member()
        return Prefix(start, operand.end, mark, operand)

    def _member(self) -> Node:
        base = self._primary()
        steps: list[Key | Index | Method] = []
        while (mark := self._peek()) in (".", "["):
            start = self._next().start
            if mark == "[":
                at = self._expression()
                steps.append(Index(start, self._expect("]").end, at))
                continue
            name = self._name()
            if self._peek() == "(":
                arguments, end = self._items("(")
                steps.append(Method(start, end, name.text, arguments))
            else:
                steps.append(Key(start, name.end, name.text))
        return Path(base.start, steps[-1].end, base, tuple(steps)) if steps else base

    def _primary(self) -> Node:
        start = self._at
        if start == len(self._tokens):
            raise self._unexpected()
        token = self._tokens[start]
        if token.kind in ("string", "number") or token.text in ("true", "false", "null"):
            self._next()
            return Constant(token.start, token.end, token)
        if token.kind == "name":
            name = self._name()
            if self._peek() == "(":
                arguments, end = self._items("(")
                return Call(name.start, end, name.text, arguments)
            return Name(name.start, name.end, name.text)
        if token.text == "(":
            self._next()
            inner = self._expression()
            self._expect(")")
            return inner
        if token.text == "[":
            items, end = self._items("[")
            return ListOf(token.start, end, items)
        if token.text == "{":
            return self._map()
        raise self._unexpected()

    def _map(self) -> Node:
        start = self._next().start
        keys, values = [], []
        while self._peek() != "}":
            keys.append(self._expression())
            self._expect(":")
            values.append(self._expression())
            if not self._take(","):
                break
        return MapOf(start, self._expect("}").end, tuple(keys), tuple(values))

    def _items(self, opening: str) -> tuple[tuple[Node, ...], int]:
        """What stands between brackets, and where these end."""
        closing = _CLOSING[opening]
        self._expect(opening)
        items: list[Node] = []
        while self._peek() != closing:
            items.append(self._expression())
            if not self._take(","):
                break
        return tuple(items), self._expect(closing).end

    def _name(self) -> Token:
        if self._at < len(self._tokens) and self._tokens[self._at].kind == "name":
            return self._next()
        raise self._unexpected()

    def _peek(self) -> str:
        """The next mark, or `in`; "" at the end and before other words."""
        if self._at == len(self._tokens):
            return ""
        token = self._tokens[self._at]
        return token.text if token.kind == "mark" or token.text == "in" else ""

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, mark: str) -> bool:
        taken = self._peek() == mark
        self._at += taken
        return taken

    def _expect(self, mark: str) -> Token:
        if self._peek() != mark:
            raise self._unexpected()
        return self._next()

    def _unexpected(self) -> ExpressionError:
        if self._at == len(self._tokens):
            return error_at(self._text, len(self._text), "unexpected end")
        token = self._tokens[self._at]
        return error_at(self._text, token.start, f"{token.text!r} is unexpected here")
