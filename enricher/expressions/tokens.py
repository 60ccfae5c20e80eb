"""The words of a CEL expression with their places, for checks that the library does not make.

Whether they make a sentence is the library's question; this needs to agree with it only on where
strings, comments and names begin and end.

Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from enricher.errors import ExpressionError

Kind = Literal["name", "string", "number", "mark"]

_STRING = "|".join(
    rf"(?:[bB]?[rR]|[rR]?[bB]){quote}(?:(?!{quote}).|\n)*?{quote}"
    rf"|[bB]?{quote}(?:\\.|(?!{quote})[^\\])*?{quote}"
    for quote in ('"""', "'''", '"', "'")
)
_TOKEN = re.compile(
    rf"(?P<blank>\s+|//[^\n]*)|(?P<string>{_STRING})|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<number>0[xX][0-9a-fA-F]+[uU]?|(?:\d+\.)?\d+(?:[eE][+-]?\d+)?[uU]?|\.\d+)"
    r"|(?P<mark>&&|\|\||[=!<>]=|[^\w\s])",
    re.DOTALL | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def string(self) -> str | None:
        """What a string says; None for another token, and for strings that are bytes or escape."""
        if self.kind != "string":
            return None
        if self.text[0] not in "\"'" or "\\" in self.text:
            return None
        quotes = 3 if len(self.text) >= 6 and self.text[:3] == self.text[0] * 3 else 1
        return self.text[quotes:-quotes]


def tokens_of(text: str) -> list[Token]:
    """Raises ExpressionError at the first character that begins no word."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise error_at(text, position, f"{text[position]!r} is unexpected here")
        if match.lastgroup != "blank":
            kind: Kind = match.lastgroup  # type: ignore[assignment]  # a group of _TOKEN
            if kind == "mark" and match.group() in "\"'":
                raise error_at(text, position, "this string has no closing quote")
            found.append(Token(kind, match.group(), position))
        position = match.end()
    return found


def words_of(text: str) -> list[str]:
    """What an expression says, whatever its blanks, comments, line ends and kinds of quotes."""
    tokens = tokens_of(text)
    return [one.text if one.string is None else repr(one.string) for one in tokens]


def error_at(text: str, position: int, message: str) -> ExpressionError:
    before = text[:position]
    line = before.count("\n") + 1
    return ExpressionError(message, line, position - (before.rfind("\n") + 1) + 1)


def raise_all(faults: Sequence[ExpressionError]) -> None:
    """Raise the first of some faults with the others; nothing where there is none."""
    if faults:
        first, *others = sorted(faults, key=lambda one: (one.line, one.column))
        first.others = tuple(others)
        raise first
