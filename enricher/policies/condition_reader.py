"""Expressions read as the conditions of a form, where a form can say them.

What is read is written again and compared word by word, so nothing is taken for less than it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from enricher.errors import ExpressionError, InputError
from enricher.expressions.tokens import Token, tokens_of
from enricher.policies.conditions import (
    BOUND,
    MARKS,
    MIDNIGHT,
    WRITERS,
    ConditionKind,
    FormCondition,
    Joined,
    depth_step,
    kinds_for,
    write_condition,
)
from enricher.schema import EntitySchema


def read_conditions(
    text: str, schema: EntitySchema
) -> tuple[tuple[FormCondition, ...], Joined] | None:
    """What an expression says, as a form has it; None where no form can say it."""
    try:
        tokens = tokens_of(text)
    except ExpressionError:
        return None
    split = _split(_bare(tokens))
    if split is None:
        return None
    parts, joined = split
    found: list[FormCondition] = []
    at = 0
    while at < len(parts):
        pair = _joined(parts[at : at + 2]) if joined == "all" and at + 1 < len(parts) else None
        if pair is not None and (condition := _read(pair, schema)):
            at += 2
        elif condition := _read(_bare(parts[at]), schema):
            at += 1
        else:
            return None
        found.append(condition)
    return tuple(found), joined


def _read(tokens: Sequence[Token], schema: EntitySchema) -> FormCondition | None:
    """The one condition that some words say."""
    category = _category(tokens)
    if category is None or category not in schema:
        return None
    words = _words(tokens)
    for kind in kinds_for(schema[category]):
        for values in _values(tokens, category, kind):
            condition = FormCondition(kind, category, values)
            try:
                written = write_condition(condition, schema)
            except InputError:
                continue
            if _words(tokens_of(written)) == words:
                return condition
    return None


def _category(tokens: Sequence[Token]) -> str | None:
    """What follows `fields`, or `playbook`, first."""
    for at, token in enumerate(tokens[:-2]):
        if token.text in ("fields", "playbook") and tokens[at + 1].text in (".", "["):
            key = tokens[at + 2]
            return key.text if key.kind == "name" else _string(key)
    return None


def _values(
    tokens: Sequence[Token], category: str, kind: ConditionKind
) -> Iterator[tuple[str, ...]]:
    """What a condition may compare with."""
    if WRITERS[kind].whole:
        yield ()
        return
    literals = []
    for at, token in enumerate(tokens):
        said = _string(token)
        if said is not None and not (said == category and tokens[at - 1].text == "["):
            literals.append(said.removesuffix(MIDNIGHT))
        elif token.kind == "number":
            sign = "-" if tokens[at - 1].text == "-" else ""
            literals.append(sign + token.text.removesuffix(".0"))
    if literals:
        yield tuple(literals) if WRITERS[kind].several else (literals[-1],)


def _words(tokens: Sequence[Token]) -> list[str]:
    """What is said, whatever the quotes and the name of a value in exists()."""
    bound = {
        tokens[at + 2].text
        for at, token in enumerate(tokens[:-2])
        if token.text == "exists" and tokens[at + 1].text == "("
    }
    return [
        repr(said)
        if (said := _string(one)) is not None
        else BOUND
        if one.text in bound
        else one.text
        for one in tokens
    ]


def _string(token: Token) -> str | None:
    if token.string is not None or token.kind != "string" or token.text[0] != '"':
        return token.string
    try:
        return str(json.loads(token.text))
    except ValueError:  # an escape that only CEL has
        return None


def _split(tokens: Sequence[Token]) -> tuple[list[list[Token]], Joined] | None:
    """The parts of a conjunction or disjunction; None of a mixture."""
    parts: list[list[Token]] = [[]]
    marks: set[str] = set()
    depth = 0
    for token in tokens:
        depth += depth_step(token)
        if depth == 0 and token.kind == "mark" and token.text in MARKS.values():
            marks.add(token.text)
            parts.append([])
        else:
            parts[-1].append(token)
    if len(marks) > 1 or not all(parts):
        return None
    return parts, "any" if "||" in marks else "all"


def _joined(parts: Sequence[Sequence[Token]]) -> list[Token]:
    first, second = parts
    return [*first, Token("mark", "&&", first[-1].end), *second]


def _bare(tokens: Sequence[Token]) -> list[Token]:
    """Without brackets around all of it."""
    found = list(tokens)
    while len(found) > 2 and found[0].text == "(" and _closing(found) == len(found) - 1:
        found = found[1:-1]
    return found


def _closing(tokens: Sequence[Token]) -> int:
    depth = 0
    for at, token in enumerate(tokens):
        depth += depth_step(token)
        if depth == 0:
            return at
    return -1
