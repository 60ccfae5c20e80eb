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
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml.scalarstring import LiteralScalarString

from enricher.errors import ExpressionError, PolicyError, Problem, QueryError
from enricher.expressions import Expression, compile_expression
from enricher.expressions.samples import DOCUMENT, ENTITY, ROW
from enricher.files.yaml_text import line_of
from enricher.policies.policy import PLACEHOLDER, Example, Policy, Verdict
from enricher.policies.severity import Severity
from enricher.policies.source import Source, load_source, problem
from enricher.policies.standards import passages_of
from enricher.query.grammar import parse_query
from enricher.schema import EntitySchema
from enricher.values import BOOLEAN

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SOME_DAY = date(2020, 1, 15)
_YEAR = timedelta(days=400)


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
    rows: list[dict[str, Any]] = Field(default_factory=list)
    playbook: dict[str, _Written] = Field(default_factory=dict)
    lists: dict[str, dict[str, _Written] | _Texts] = Field(default_factory=dict)
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


def read_policy(paths: Sequence[Path], schema: EntitySchema, searched: EntitySchema) -> Policy:
    """Read a policy from the files of its name, the one that overrides the others first.

    Args:
        searched: what the scope may name.

    Raises:
        PolicyError: with all that is wrong.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            source = load_source(path)
            sources.append(source)
            problems += source.problems
        except PolicyError as error:
            problems += error.problems
    if len(sources) < len(paths):
        raise _error(problems)
    merged: dict[str, Any] = {}
    for source in reversed(sources):
        merged |= source.keys
    merged.setdefault("id", paths[0].stem)
    reader = _Reader(sources, schema, searched)
    read = reader.read(merged)
    problems += reader.problems
    if read is None or problems:
        raise _error(problems)
    condition = reader.condition
    assert condition is not None
    return Policy(
        id=read.id,
        title=read.title,
        severity=read.severity,
        condition=condition,
        message=read.message.strip(),
        remedy=read.remedy.strip(),
        description=read.description.strip(),
        scope=read.scope.strip(),
        scope_moves=reader.scope_moves,
        enabled=read.enabled,
        examples=tuple(reader.examples),
        files=tuple(paths),
        digest=hashlib.sha256("".join(one.digest for one in sources).encode()).hexdigest()[:16],
    )


def _error(problems: Sequence[Problem]) -> PolicyError:
    problems = sorted(dict.fromkeys(problems), key=lambda one: (one.file, one.line or 0))
    return PolicyError("\n".join(str(one) for one in problems), problems)


class _Reader:
    """Reads the keys of a policy and gathers what is wrong with them.

    Attributes:
        scope_moves: whether another day makes another query of the scope.
    """

    def __init__(
        self, sources: Sequence[Source], schema: EntitySchema, searched: EntitySchema
    ) -> None:
        self.problems: list[Problem] = []
        self.condition: Expression | None = None
        self.scope_moves = False
        self.examples: list[Example] = []
        self._sources = sources
        self._schema = schema
        self._searched = searched

    def read(self, keys: Mapping[str, Any]) -> _PolicyFile | None:
        """None where keys are missing, unknown or of another kind; the others are looked at, too."""
        read: _PolicyFile | None = None
        wrong: set[tuple[int | str, ...]] = set()
        try:
            read = _PolicyFile.model_validate(keys)
        except ValidationError as error:
            for one in error.errors():
                wrong.add(one["loc"][:2] if one["loc"][0] == "examples" else one["loc"][:1])
                self._add(one["loc"], _said(one["loc"], one["msg"]))
        texts = {
            name: value if (name,) not in wrong and isinstance(value, str) else ""
            for name, value in keys.items()
        }
        self._check_id(texts.get("id", ""))
        self._check_message(texts.get("message", ""))
        self._check_scope(texts.get("scope", ""))
        if condition := texts.get("condition"):
            self._compile(condition)
        written = keys.get("examples")
        for number, one in enumerate(written if isinstance(written, list) else ()):
            if ("examples",) not in wrong and ("examples", number) not in wrong:
                self._read_example(_ExampleFile.model_validate(one), number)
        return read

    def _add(self, place: Sequence[int | str], message: str) -> None:
        source = self._source_of(str(place[0]))
        self.problems.append(problem(source.path, line_of(source.keys, place), message))

    def _source_of(self, key: str) -> Source:
        return next((one for one in self._sources if key in one.keys), self._sources[-1])

    def _check_id(self, id: str) -> None:
        file = self._sources[0].path
        if id and (id != file.stem or not ID.fullmatch(id)):
            self._add(
                ("id",),
                f"id is {id!r} in a file called {file.name}; both must be the same name of"
                " lower-case letters, digits and hyphens",
            )

    def _check_message(self, message: str) -> None:
        for name in PLACEHOLDER.findall(message):
            if name not in self._schema:
                known = ", ".join(self._schema.names)
                self._add(
                    ("message",), f"message: there is no category {name!r}; there are: {known}"
                )

    def _check_scope(self, scope: str) -> None:
        # Another project's choices may be others in this home: no document is of one that it lacks.
        types, choices = self._searched.types, self._schema.choices
        try:
            this, next_year = (
                parse_query(scope, types, day, choices=choices)
                for day in (_SOME_DAY, _SOME_DAY + _YEAR)
            )
            self.scope_moves = this != next_year
        except QueryError as error:
            self._add(("scope",), f"scope: {error}")

    def _compile(self, text: str) -> None:
        try:
            self.condition = compile_expression(text, self._schema, BOOLEAN)
        except ExpressionError as error:
            source = self._source_of("condition")
            for one in (error, *error.others):
                line, column = _place(source, text, one)
                message = f"condition: {column}: {one}"
                self.problems.append(problem(source.path, line, message))

    def _read_example(self, read: _ExampleFile, number: int) -> None:
        known: Sequence[tuple[str, Mapping[str, Any], Sequence[str]]] = (
            ("fields", read.fields, self._schema.names),
            ("confidence", read.confidence, self._schema.names),
            ("document", read.document, list(DOCUMENT)),
            ("playbook", read.playbook, passages_of(self._schema)),
            *(("entities", one, list(ENTITY)) for one in read.entities),
            *(("rows", one, list(ROW)) for one in read.rows),
        )
        for what, given, names in known:
            for name in given:
                if name not in names:
                    there = ", ".join(names) or "none"
                    message = f"examples: {what} has no {name!r}; there are: {there}"
                    self._add(("examples", number, what, name), message)
        if read.expect is Verdict.STOPPED:
            self._add(("examples", number, "expect"), "examples: `stopped` cannot be expected")
        self.examples.append(
            Example(
                expect=read.expect,
                name=read.name,
                fields={name: tuple(values) for name, values in read.fields.items()},
                confidence=read.confidence,
                document=read.document,
                entities=tuple(read.entities),
                rows=tuple(read.rows),
                lists={name: tuple(values) for name, values in read.lists.items()},
                playbook=read.playbook,
                amounts={
                    name: values for name, values in read.lists.items() if isinstance(values, dict)
                },
                today=read.today,
                line=line_of(self._source_of("examples").keys, ("examples", number)),
            )
        )


def _place(source: Source, condition: str, error: ExpressionError) -> tuple[int, str]:
    """Where in a file the fault of a condition is: the line, and the column in words."""
    is_block = isinstance(source.keys["condition"], LiteralScalarString)
    line = source.keys.lc.key("condition")[0] + (error.line if is_block else 0)
    written = condition.splitlines()[error.line - 1] if condition else ""
    indent = source.text.splitlines()[line].find(written)
    if indent < 0:  # folded, or with characters that were escaped
        return line + 1, f"column {error.column} of the condition"
    return line + 1, f"column {indent + error.column}"


def _said(place: Sequence[int | str], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if message == "Field required":
        return f"{place[-1]}: is missing" + (f" in {place[0]}" if len(place) > 1 else "")
    if message == "Extra inputs are not permitted":
        keys = list((_PolicyFile if len(place) == 1 else _ExampleFile).model_fields)
        near = get_close_matches(str(place[-1]), keys, 1)
        meant = f", do you mean {near[0]!r}?" if near else ";"
        return f"there is no key {str(place[-1])!r}{meant} there are: {', '.join(keys)}"
    return f"{'.'.join(str(one) for one in place)}: {message}"
