"""CEL expressions over the fields of a document: compiled once, evaluated for many.

    text --names_of--> Names --cel--> Expression --evaluate(Inputs)--> Outcome

A field without a value is an error to CEL, which goes through `||` and `&&` unless the other side
settles the answer: so an expression never takes a missing value for another one, and the outcome
says what was missing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from enricher.errors import ExpressionError
from enricher.expressions.checks import ASKED, Names, names_of
from enricher.expressions.functions import DAY_DEPENDENT, NO_LENGTH, Call, NameList, NearName
from enricher.expressions.library import Context, Program, compile
from enricher.expressions.samples import DOCUMENT, ENTITY, ROW, SAMPLE_DAY, NoNames, sample_of
from enricher.expressions.tokens import words_of
from enricher.expressions.type_check import check_types
from enricher.expressions.values import LENGTHS, to_value
from enricher.schema import EntitySchema
from enricher.text.nearest import Held, State
from enricher.values import ValueType
from enricher.values.date import midnight
from enricher.values.value_type import Unreadable

VARIABLES: Mapping[str, Collection[str] | None] = {
    "fields": (),
    "confidence": (),
    "today": None,
    "document": tuple(DOCUMENT),
    "playbook": (),
    "entities": None,
    "rows": None,
}
"""All that expressions may name, and the keys of maps.

Those of `fields` and `confidence` are the categories of the schema, of `playbook` those of passages.
"""

_PLACE = re.compile(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?([^\n]*)")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to say of a document.

    Attributes:
        fields: by category as `to_cel` makes them; lists where there may be several, empty ones
            where there is none; a category with one value is absent where it has none.
        reasons: of categories with values that are nothing to calculate with: why.
        confidence: the weakest by category, 1.0 where a person said so; absent is 0.0.
        today: given from outside, so that tomorrow's answer can be had today.
        document: `samples.DOCUMENT` has the keys.
        lists: by name.
        playbook: how passages compare with the standard wordings, of categories that have one.
    """

    fields: Mapping[str, Any]
    today: date
    reasons: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)
    entities: Sequence[Mapping[str, Any]] = ()
    lists: Mapping[str, NameList] = field(default_factory=dict)
    rows: Sequence[Mapping[str, Any]] = ()
    playbook: Mapping[str, Held] = field(default_factory=dict)


class Outcome(NamedTuple):
    """What an expression makes of a document: a value, or a reason why it cannot tell.

    Attributes:
        value: None where `reason` says why there is none, and where the expression says null.
        notes: sentences for people, such as what a total leaves out.
        near: names that are not on a list, but much like one that is.
        is_fault: the expression itself is wrong, whatever the document.
    """

    value: Any = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    near: tuple[NearName, ...] = ()
    is_fault: bool = False

    @property
    def decided(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    Attributes:
        kind: of the value that it makes.
        schema: whose categories it may name.
        names: all that it names.
        many: it may make a list of such values.
        categories: of the names, in the order of the text.
        lists: that it asks, in the order of the text.
    """

    text: str
    kind: ValueType
    schema: EntitySchema
    names: Names
    many: bool
    _program: Program

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to other processes as its text, because programs of the library do not."""
        return compile_expression, (self.text, self.schema, self.kind, tuple(VARIABLES), self.many)

    @property
    def words(self) -> list[str]:
        """The same for expressions that say the same, however they are written down."""
        return words_of(self.text)

    @property
    def variables(self) -> Collection[str]:
        return self.names.variables

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(self.names.categories)

    @property
    def lists(self) -> tuple[str, ...]:
        return tuple(self.names.lists)

    @property
    def compared(self) -> tuple[str, ...]:
        """The categories that it compares with the playbook, in the order of the text."""
        return tuple(self.names.compared)

    @property
    def is_day_dependent(self) -> bool:
        """Whether its answer may change when nothing changes but the day."""
        names = self.names
        return "today" in names.variables or not names.functions.isdisjoint(DAY_DEPENDENT)

    def evaluate(self, inputs: Inputs, near_counts: bool = False) -> Outcome:
        """Say what the expression makes of a document; no fault of either raises.

        Args:
            near_counts: whether `on_list` takes near names for the listed ones.
        """
        call = Call(inputs.today, inputs.lists, near_counts)
        notes = [
            f"{name} is {inputs.reasons[name]}"
            if name not in inputs.fields
            else f"{name}: {inputs.reasons[name]} is left out"
            for name in self.names.categories
            if name in inputs.reasons
        ]
        try:
            context = Context(self._values(inputs), call.functions(self.names.functions))
            value = self._program.execute(context)
        except KeyError as error:
            reason, is_fault = self._lacking(error, inputs)
        except RuntimeError as error:
            reason, is_fault = _reason_of(call, error)
        except (TypeError, ValueError, LookupError, ArithmeticError) as error:
            reason, is_fault = _fault(error), True
        else:
            return Outcome(value, "", (*notes, *call.notes), tuple(call.near))
        return Outcome(None, reason, (), tuple(call.near), is_fault)

    def _values(self, inputs: Inputs) -> dict[str, Any]:
        """The variables as CEL gets them, and of maps no more than the expression names."""
        names, values = self.names, dict[str, Any]()
        if "fields" in names.variables:
            fields = inputs.fields
            values["fields"] = {name: fields[name] for name in names.categories if name in fields}
        if names.asked:
            values[ASKED] = {name: _is_there(name, inputs) for name in names.asked}
        if names.confidence:
            sure = inputs.confidence
            values["confidence"] = {name: sure.get(name, 0.0) for name in names.confidence}
        if names.document:
            values["document"] = {name: inputs.document.get(name) for name in names.document}
        if names.compared:
            held = inputs.playbook
            values["playbook"] = {
                name: held[name].state.value for name in names.compared if name in held
            }
        if "today" in names.variables:
            values["today"] = midnight(inputs.today)
        if "entities" in names.variables:
            values["entities"] = list(inputs.entities)
        if "rows" in names.variables:
            values["rows"] = list(inputs.rows)
        return values

    def _lacking(self, error: KeyError, inputs: Inputs) -> tuple[str, bool]:
        name = str(error.args[0]) if error.args else ""
        if name in self.names.compared and name not in inputs.playbook:
            return f"the playbook has no standard wording of {name}", False
        if name in self.names.categories and name not in inputs.fields:
            return f"{name} is {inputs.reasons.get(name, 'missing')}", False
        if name in LENGTHS:
            return NO_LENGTH, False
        return f"nothing here has {name!r}", True


def compile_expression(
    text: str,
    schema: EntitySchema,
    kind: ValueType,
    variables: Collection[str] = tuple(VARIABLES),
    many: bool = False,
) -> Expression:
    """Check an expression and make it ready to be evaluated.

    Its types are checked, and it is tried on a made-up document with all fields, unless that could
    take long.

    Args:
        kind: of the value that it is to make; conditions make booleans.
        variables: those of `VARIABLES` that it may name.
        many: it may make a list of such values.

    Raises:
        ExpressionError: it is wrong; line and column count inside it.
    """
    allowed = {name: keys for name, keys in VARIABLES.items() if name in variables}
    if "playbook" in allowed:
        allowed["playbook"] = [one.name for one in schema.categories if one.type.is_passage]
    names = names_of(text, schema.names, allowed)
    try:
        program = compile(names.compiled)
    except ValueError as error:
        raise _syntax_error(error) from error
    check_types(text, schema, kind, many)
    expression = Expression(text, kind, schema, names, many, program)
    if names.is_quick:
        _try_out(expression, schema, kind)
    return expression


def _try_out(expression: Expression, schema: EntitySchema, kind: ValueType) -> None:
    fields = {name: sample_of(schema[name]) for name in expression.categories}
    lists = dict.fromkeys(expression.lists, NoNames())
    sample = Inputs(fields, SAMPLE_DAY, document=DOCUMENT, entities=(ENTITY,), lists=lists)
    held = dict.fromkeys(expression.compared, Held(State.SAME))
    inputs = replace(sample, rows=(ROW,), playbook=held)
    outcome = expression.evaluate(inputs)
    if outcome.is_fault:
        named = [f"{name} is a {schema[name].type.name}" for name in expression.categories]
        many = [name for name in expression.categories if schema[name].cardinality == "many"]
        told = [
            *named,
            *(f"{name} may have several values: write {name}.exists(x, ...)" for name in many),
        ]
        raise ExpressionError("; ".join([outcome.reason, *told]))
    made = outcome.value
    if outcome.decided and made is not None:
        try:
            for one in made if expression.many and isinstance(made, list) else [made]:
                to_value(one, kind)
        except Unreadable as error:
            raise ExpressionError(f"it results in {error}") from error


def _is_there(name: str, inputs: Inputs) -> bool | None:
    return True if inputs.fields.get(name, []) != [] or name in inputs.reasons else None


def _reason_of(call: Call, error: RuntimeError) -> tuple[str, bool]:
    if call.misused:
        return call.misused[-1], True
    if call.undecided:
        return "; ".join(dict.fromkeys(call.undecided)), False
    return _fault(error), True


def _fault(error: Exception) -> str:
    if isinstance(error, TypeError):
        return "values of different types are compared or combined (numbers need a point: 5.0)"
    if isinstance(error, ZeroDivisionError):
        return "division by zero"
    return str(error).split(". ")[0]


def _syntax_error(error: ValueError) -> ExpressionError:
    found = _PLACE.search(str(error))
    if found is None:
        return ExpressionError(str(error).splitlines()[0])
    said = found[3].split(" expecting ")[0]
    said = said.replace("mismatched input '<EOF>'", "unexpected end")
    return ExpressionError(said.replace("'<EOF>'", "the end"), int(found[1]), int(found[2]))
