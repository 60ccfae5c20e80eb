"""Policy files: YAML, one policy each, read with the place of whatever is wrong.

    ID.yaml of the project  ┐
    ID.yaml that ships      ┴─> keys with their places -> checked -> Policy

A file of the project overrides the shipped one of the same name, key by key: one that says
`enabled: false` and nothing else turns the shipped policy off.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from enricher.entities import ValueType
from enricher.errors import ExpressionError, PolicyError, Problem, QueryError
from enricher.expressions import compile_expression
from enricher.expressions.samples import DOCUMENT, ENTITY
from enricher.policies.policy import PLACEHOLDER, Example, Policy, Severity, Verdict
from enricher.query import parse_query
from enricher.schema import EntitySchema

SUFFIX = ".yaml"
MAX_BYTES = 64_000  # the parser takes a second for as much of the worst
_DEEPEST = 100  # brackets: for thousands of them the parser takes a quarter of a minute
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SOME_DAY = date(2020, 1, 15)


def _as_written(value: object) -> object:
    """YAML makes numbers, dates and truths of what people write; here it is text again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float | date) else value


def _several(value: object) -> object:
    return value if isinstance(value, list) else [value]


_Written = Annotated[str, BeforeValidator(_as_written)]
_Texts = Annotated[list[_Written], BeforeValidator(_several)]
_Line = Annotated[str, Field(max_length=500)]


class _ExampleFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    expect: Verdict
    name: _Line = ""
    fields: dict[str, _Texts] = Field(default_factory=dict)
    confidence: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    document: dict[str, Any] = Field(default_factory=dict)
    entities: list[dict[str, Any]] = Field(default_factory=list)
    lists: dict[str, _Texts] = Field(default_factory=dict)
    today: date | None = None


class _PolicyFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: _Line
    title: Annotated[str, Field(min_length=1, max_length=200)]
    severity: Severity
    condition: Annotated[str, Field(min_length=1)]
    message: Annotated[str, Field(min_length=1, max_length=1_000)]
    remedy: Annotated[str, Field(max_length=2_000)] = ""
    description: Annotated[str, Field(max_length=4_000)] = ""
    scope: Annotated[str, Field(max_length=2_000)] = ""
    enabled: bool = True
    examples: list[_ExampleFile] = Field(default_factory=list, max_length=100)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as YAML has it."""

    path: Path
    text: str
    keys: CommentedMap
    digest: str


def read_policy(paths: Sequence[Path], schema: EntitySchema) -> Policy:
    """Read a policy from the files of its name, the one that overrides the others first.

    Raises:
        PolicyError: with the first thing that is wrong.
    """
    sources = [_load(path) for path in paths]
    merged: dict[str, Any] = {}
    for source in reversed(sources):
        merged |= source.keys
    merged.setdefault("id", paths[0].stem)
    try:
        read = _PolicyFile.model_validate(merged)
    except ValidationError as error:
        first = error.errors()[0]
        raise _wrong(sources, first["loc"], _said(first["loc"], first["msg"])) from error
    if read.id != paths[0].stem or not ID.fullmatch(read.id):
        raise _wrong(
            sources,
            ("id",),
            f"id is {read.id!r} in a file called {paths[0].name}; both are to be one name of"
            " small letters, digits and hyphens",
        )
    for name in PLACEHOLDER.findall(read.message):
        if name not in schema:
            known = ", ".join(schema.names)
            message = f"message: there is no category {name!r}; there are: {known}"
            raise _wrong(sources, ("message",), message)
    scope_moves = _check_scope(read.scope, schema, sources)
    return Policy(
        id=read.id,
        title=read.title,
        severity=read.severity,
        condition=_compile(read.condition, schema, sources),
        message=read.message.strip(),
        remedy=read.remedy.strip(),
        description=read.description.strip(),
        scope=read.scope.strip(),
        scope_moves=scope_moves,
        enabled=read.enabled,
        examples=tuple(
            _example(one, number, schema, sources) for number, one in enumerate(read.examples)
        ),
        files=tuple(paths),
        digest=hashlib.sha256("".join(one.digest for one in sources).encode()).hexdigest()[:16],
    )


def _load(path: Path) -> _Source:
    try:
        content = path.read_bytes()
        if len(content) > MAX_BYTES:
            raise _problem(path, None, f"it has {len(content):,} bytes; {MAX_BYTES:,} are the most")
        text = content.decode("utf-8-sig")
        if _depth(text) > _DEEPEST:
            raise _problem(path, None, "it is nested too deep")
        keys = YAML(typ="rt").load(StringIO(text))
    except OSError as error:
        raise _problem(path, None, f"it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _problem(path, None, "it is not UTF-8 text; save it as UTF-8") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise _problem(path, line, f"it is not YAML: {error.problem}".splitlines()[0]) from error
    except YAMLError as error:
        raise _problem(path, None, f"it is not YAML: {str(error).splitlines()[0]}") from error
    except RecursionError as error:
        raise _problem(path, None, "it is nested too deep") from error
    if not isinstance(keys, CommentedMap):
        raise _problem(path, 1, "it has no keys; write title:, severity:, condition:, message:")
    return _Source(path, text, keys, hashlib.sha256(content).hexdigest())


def _check_scope(scope: str, schema: EntitySchema, sources: Sequence[_Source]) -> bool:
    """Read a scope; tell whether another day makes another query of it."""
    types = {category.name: category.type for category in schema.categories}
    try:
        return parse_query(scope, types, _SOME_DAY) != parse_query(
            scope, types, _SOME_DAY + timedelta(days=400)
        )
    except QueryError as error:
        raise _wrong(sources, ("scope",), f"scope: {error}") from error


def _compile(text: str, schema: EntitySchema, sources: Sequence[_Source]) -> Any:
    try:
        return compile_expression(text, schema, ValueType.BOOLEAN)
    except ExpressionError as error:
        source = _source_of(sources, "condition")
        line, column = _place(source, text, error)
        raise _problem(source.path, line, f"condition: {column}: {error}") from error


def _place(source: _Source, condition: str, error: ExpressionError) -> tuple[int, str]:
    """Where in a file the fault of a condition is: the line, and the column in words."""
    is_block = isinstance(source.keys["condition"], LiteralScalarString)
    line = source.keys.lc.key("condition")[0] + (error.line if is_block else 0)
    written = condition.splitlines()[error.line - 1] if condition else ""
    indent = source.text.splitlines()[line].find(written)
    if indent < 0:  # folded, or with characters that were escaped
        return line + 1, f"column {error.column} of the condition"
    return line + 1, f"column {indent + error.column}"


def _depth(text: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth += 1 if mark in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _example(
    read: _ExampleFile, number: int, schema: EntitySchema, sources: Sequence[_Source]
) -> Example:
    known: Sequence[tuple[str, Mapping[str, Any], Sequence[str]]] = (
        ("fields", read.fields, schema.names),
        ("confidence", read.confidence, schema.names),
        ("document", read.document, list(DOCUMENT)),
        *(("entities", one, list(ENTITY)) for one in read.entities),
    )
    for what, given, names in known:
        for name in given:
            if name not in names:
                message = f"examples: {what} has no {name!r}; there are: {', '.join(names)}"
                raise _wrong(sources, ("examples", number, what), message)
    if read.expect is Verdict.STOPPED:
        raise _wrong(sources, ("examples", number, "expect"), "examples: nobody expects `stopped`")
    return Example(
        expect=read.expect,
        name=read.name,
        fields={name: tuple(values) for name, values in read.fields.items()},
        confidence=read.confidence,
        document=read.document,
        entities=tuple(read.entities),
        lists={name: tuple(values) for name, values in read.lists.items()},
        today=read.today,
        line=_line(_source_of(sources, "examples").keys, ("examples", number)),
    )


def _said(place: Sequence[int | str], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if message == "Field required":
        return f"{place[-1]}: is missing" + (f" in {place[0]}" if len(place) > 1 else "")
    if message == "Extra inputs are not permitted":
        keys = (_PolicyFile if len(place) == 1 else _ExampleFile).model_fields
        return f"there is no key {str(place[-1])!r}; there are: {', '.join(keys)}"
    return f"{'.'.join(str(one) for one in place)}: {message}"


def _wrong(sources: Sequence[_Source], place: Sequence[int | str], message: str) -> PolicyError:
    source = _source_of(sources, str(place[0]))
    return _problem(source.path, _line(source.keys, place), message)


def _source_of(sources: Sequence[_Source], key: str) -> _Source:
    return next((one for one in sources if key in one.keys), sources[-1])


def _line(keys: CommentedMap, place: Sequence[int | str]) -> int:
    """The line of the deepest part of a place that the file has."""
    node: Any = keys
    line = 1
    for part in place:
        if isinstance(node, CommentedMap) and part in node:
            line = node.lc.key(part)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            line = node.lc.item(part)[0] + 1
        else:
            break
        node = node[part]
    return line


def _problem(path: Path, line: int | None, message: str) -> PolicyError:
    problem = Problem(str(path), message, line, "InvalidPolicy")
    return PolicyError(str(problem), [problem])
