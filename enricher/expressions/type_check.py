"""Refuses expressions that combine values of unlike kinds, and says what to write instead.

    text --parse--> tree --kinds of categories--> the kind of the value it makes, or what is wrong

To the library `fields.Term == "3 years"` is false, since a length of time is no text, and so a
policy would be silent about all documents. What cannot be told beforehand passes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from enricher.errors import ExpressionError
from enricher.expressions.functions import FUNCTIONS
from enricher.expressions.kinds import (
    are_alike,
    joined,
    kind_of_category,
    kind_of_key,
    kind_of_sample,
    list_of,
)
from enricher.expressions.library import Context, compile
from enricher.expressions.remedies import Operand, as_written, compared, within
from enricher.expressions.samples import DOCUMENT, ENTITY, ROW
from enricher.expressions.signatures import AMOUNTS, LENGTHS, MADE, OF_AMOUNTS, SUMS, TAKEN
from enricher.expressions.syntax import (
    Call,
    Chain,
    Choice,
    Constant,
    Index,
    Key,
    ListOf,
    MapOf,
    Method,
    Name,
    Node,
    Path,
    Prefix,
    parse,
)
from enricher.expressions.tokens import error_at, raise_all
from enricher.schema import EntitySchema
from enricher.text.nearest import State
from enricher.values import ValueType
from enricher.values.kinds import ANY, DATE, NULL, NUMBER, TEXT, TRUTH, WHOLE, Kind, Sort, Writing

_SHARE = re.compile(r"confidence\b.*|.+\.confidence|document\.coverage")
_WRITTEN = {
    "timestamp": 'moment; write timestamp("2025-03-03T00:00:00Z")',
    "duration": 'time between two dates; write duration("36h"), or a length such as "90 days" alone',
}
_MAPS = frozenset({"fields", "confidence", "document", "playbook"})
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_ORDERED = frozenset({Sort.TEXT, Sort.WHOLE, Sort.NUMBER, Sort.DATE, Sort.SPAN, Sort.TRUTH})
_TEXT_METHODS = frozenset({"contains", "startsWith", "endsWith", "matches"})
_MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})


def check_types(text: str, schema: EntitySchema, kind: ValueType, many: bool) -> None:
    """Check an expression that the library can compile and of which all names are known.

    Args:
        kind: of the value that it is to make.
        many: it may make a list of such values.

    Raises:
        ExpressionError: values of unlike kinds are combined, or it makes another kind of value; with
            all faults.
    """
    tree = parse(text)
    checker = _Checker(text, schema)
    made = checker.kind(tree, {})
    raise_all(checker.faults)
    wanted = kind.kind
    if many and made.sort is Sort.LIST:
        made = made.item
    if made.sort is not Sort.NULL and not are_alike(made, wanted):
        said = checker.described(tree, made)
        needed = (
            "the result must be true or false" if wanted is TRUTH else f"a {kind.name} is needed"
        )
        raise checker.error(tree, f"{needed}, and {said}")


class _Checker:
    """Tells the kind of each part of one expression; `bound` are the variables of its macros.

    What is wrong is in `faults`, and of any kind to what it is a part of.
    """

    def __init__(self, text: str, schema: EntitySchema) -> None:
        self.faults: list[ExpressionError] = []
        self._text = text
        self._schema = schema

    def kind(self, node: Node, bound: Mapping[str, Kind]) -> Kind:
        try:
            return self._kind(node, bound)
        except ExpressionError as fault:
            self.faults.append(fault)
            return ANY

    def _kind(self, node: Node, bound: Mapping[str, Kind]) -> Kind:
        match node:
            case Constant():
                return _constant(node)
            case Name():
                return self._name(node, bound)
            case Prefix():
                return self._prefix(node, bound)
            case Chain():
                return self._chain(node, bound)
            case Choice():
                return self._choice(node, bound)
            case Path():
                return self._path(node, bound)
            case Call():
                return self._call(node, bound)
            case ListOf():
                return list_of(self._alike(node, node.items, bound))
            case MapOf():
                for one in (*node.keys, *node.values):
                    self.kind(one, bound)
        return ANY

    def error(self, node: Node, message: str) -> ExpressionError:
        return error_at(self._text, node.start, message)

    def described(self, node: Node, kind: Kind) -> str:
        source = self._source(node)
        if kind.sort is Sort.LIST and source.startswith("fields"):
            return f"{source} may have several values"
        return f"{source} is {kind.words}"

    def _source(self, node: Node) -> str:
        source = " ".join(self._text[node.start : node.end].split())
        is_loose = isinstance(node, Choice) or (
            isinstance(node, Chain) and not {*node.operators} <= {*"+-*/%"}
        )
        return f"({source})" if is_loose else source

    def _operand(self, node: Node, kind: Kind) -> Operand:
        said = node.token.string if isinstance(node, Constant) else None
        return Operand(self._source(node), kind, said)

    def _name(self, node: Name, bound: Mapping[str, Kind]) -> Kind:
        if node.name in bound:
            return bound[node.name]
        if node.name == "today":
            return DATE
        if node.name == "entities":
            return list_of(kind_of_sample(ENTITY))
        if node.name == "rows":
            return list_of(kind_of_sample(ROW))
        if node.name in _MAPS:
            return ANY
        raise self.error(node, f"{node.name} is defined only inside its macro")

    def _prefix(self, node: Prefix, bound: Mapping[str, Kind]) -> Kind:
        kind = self.kind(node.operand, bound)
        if node.mark == "!":
            self._want_truth(node.operand, kind)
            return TRUTH
        if kind.sort is not Sort.ANY and not kind.is_number:
            raise self.error(node, f"{self.described(node.operand, kind)}, and '-' needs a number")
        return kind

    def _want_truth(self, node: Node, kind: Kind) -> None:
        if kind.sort in (Sort.TRUTH, Sort.ANY):
            return
        said = f"{self.described(node, kind)}, and what is true or false is needed"
        if kind.sort is Sort.LIST and kind.item.sort is Sort.TRUTH:
            said += f"; write {self._source(node)}.exists(x, x)"
        raise self.error(node, said)

    def _chain(self, node: Chain, bound: Mapping[str, Kind]) -> Kind:
        left = node.operands[0]
        kind = self.kind(left, bound)
        for operator, right in zip(node.operators, node.operands[1:], strict=True):
            other = self.kind(right, bound)
            if operator in ("&&", "||"):
                self._want_truth(left, kind)
                self._want_truth(right, other)
                kind = TRUTH
            elif operator == "in":
                self._check_within(left, kind, right, other)
                kind = TRUTH
            elif operator in _COMPARISONS:
                self._check_comparison(left, kind, operator, right, other)
                kind = TRUTH
            else:
                kind = self._sum(left, kind, operator, right, other)
            left = right if operator in ("&&", "||") else Node(node.start, right.end)
        return kind

    def _check_comparison(
        self, left: Node, kind: Kind, operator: str, right: Node, other: Kind
    ) -> None:
        if Sort.NULL in (kind.sort, other.sort):
            raise self.error(left, "there is no null; use missing(fields.NAME)")
        self._check_share(left, right)
        self._check_share(right, left)
        if operator in ("==", "!="):
            self._check_writing(left, kind, right)
            self._check_writing(right, other, left)
        alike = are_alike(kind, other)
        is_equality = operator in ("==", "!=")
        # Lengths are maps with what is shown: 24 months would not be 2 years.
        if alike and (
            Sort.ANY in (kind.sort, other.sort)
            or (kind.sort in _ORDERED)
            or (is_equality and kind.sort is not Sort.LENGTH and kind.item.sort is not Sort.LENGTH)
        ):
            return
        if alike:
            both = f"{self._source(left)} and {self._source(right)}"
            said = f"both {both} are {kind.words}, which {operator} does not compare"
        else:
            said = f"{self.described(left, kind)}, and {self.described(right, other)}"
        remedy = compared(self._operand(left, kind), operator, self._operand(right, other))
        raise self.error(left, f"{said}; {remedy}" if remedy else said)

    def _check_writing(self, node: Node, kind: Kind, constant: Node) -> None:
        """Refuse `m.currency == "usd"`: no amount has that currency."""
        if kind.writing is None or not isinstance(constant, Constant):
            return
        text = constant.token.string
        written = text and as_written(kind.writing, text, self._schema)
        if written is None and text is not None:
            example = {Writing.CURRENCY: "USD", Writing.LANGUAGE: "en"}.get(kind.writing)
            said = f'write a code such as "{example}"'
            if example is None:
                known = State if kind.writing is Writing.STATE else self._schema.names
                said = f"there are: {', '.join(known)}"
            raise self.error(constant, f"{text!r} is no {kind.writing.value}; {said}")
        if written != text:
            source = self._source(node)
            raise self.error(constant, f'{source} is never {text!r}; write "{written}"')

    def _check_share(self, share: Node, bound: Node) -> None:
        """Refuse `confidence.Term < 60`, which is true of every document."""
        if not isinstance(bound, Constant) or bound.token.kind != "number":
            return
        source, number = self._source(share), bound.token.text
        is_plain = number.replace(".", "", 1).isdecimal()
        if is_plain and float(number) > 1 and _SHARE.fullmatch(source):
            said = f"{source} goes from 0 to 1, and {number} is above"
            raise self.error(share, f"{said}; write {float(number) / 100:g} for {number} %")

    def _check_within(self, left: Node, kind: Kind, right: Node, other: Kind) -> None:
        if Sort.ANY in (kind.sort, other.sort) or other.sort is Sort.MAP:
            return
        is_list = other.sort is Sort.LIST
        if is_list and are_alike(kind, other.item) and kind.sort is not Sort.LENGTH:
            self._check_writing(right, other.item, left)
            for one in right.items if isinstance(right, ListOf) else ():
                self._check_writing(left, kind, one)
            return
        said = f"{self.described(left, kind)}, and "
        if is_list:
            said += f"each of {self._source(right)} is {other.item.words}"
        else:
            said += f"{self.described(right, other)}, not a list"
        items: tuple[Operand, ...] = ()
        if isinstance(right, ListOf):
            items = tuple(self._operand(one, other.item) for one in right.items)
        remedy = within(self._operand(left, kind), self._operand(right, other), items)
        raise self.error(left, f"{said}; {remedy}" if remedy else said)

    def _sum(self, left: Node, kind: Kind, operator: str, right: Node, other: Kind) -> Kind:
        sorts = kind.sort, other.sort
        if Sort.ANY in sorts:
            return ANY
        if operator == "+" and sorts == (Sort.LIST, Sort.LIST):
            return list_of(joined([kind.item, other.item]) or ANY)
        made = SUMS.get((kind.sort, operator, other.sort))
        if made is not None:
            return made
        said = f"{self.described(left, kind)}, and {self.described(right, other)}"
        if kind.is_number and other.is_number:
            whole, pointed = (left, right) if kind.sort is Sort.WHOLE else (right, left)
            source = self._source(whole)
            said = f"{source} is a whole number, and {self._source(pointed)} is none"
            point = f"{source}.0" if source.isdecimal() else f"double({source})"
            remedy = f"write {point} in place of {source}"
            if operator == "%":
                remedy = "% needs two whole numbers, as int() makes them"
        elif kind.sort is Sort.DATE and other.sort in (Sort.LENGTH, Sort.TEXT):
            name = "plus" if operator == "+" else "minus"
            remedy = f"write {name}({self._source(left)}, {self._source(right)})"
        elif Sort.MONEY in (kind.sort, kind.item.sort):
            remedy = 'write total([a, b], "USD")'
        else:
            remedy = f"they cannot be put together with {operator}"
        raise self.error(left, f"{said}; {remedy}")

    def _choice(self, node: Choice, bound: Mapping[str, Kind]) -> Kind:
        for one in node.conditions:
            self._want_truth(one, self.kind(one, bound))
        return self._alike(node, node.results, bound)

    def _alike(self, node: Node, parts: Sequence[Node], bound: Mapping[str, Kind]) -> Kind:
        """What parts are that are to be of one kind: items of a list, results of a choice."""
        kinds = [self.kind(one, bound) for one in parts]
        made = joined(kinds)
        if made is not None:
            return made
        pairs = list(zip(parts, kinds, strict=True))
        other = next(pair for pair in pairs if not are_alike(pair[1], kinds[0]))
        told = f"{self.described(*pairs[0])}, and {self.described(*other)}"
        raise self.error(node, f"{told}; they are to be of one kind")

    def _call(self, node: Call, bound: Mapping[str, Kind]) -> Kind:
        kinds = [self.kind(one, bound) for one in node.arguments]
        if node.name in OF_AMOUNTS:
            first, kind = node.arguments[0], kinds[0]
            of = kind.item if kind.sort is Sort.LIST else kind
            if of.sort not in (Sort.MONEY, Sort.TEXT, Sort.ANY):
                said = self.described(first, kind)
                raise self.error(node, f"{node.name}() needs amounts of money, and {said}")
        for argument, kind, taken in zip(
            node.arguments, kinds, TAKEN.get(node.name, ()), strict=False
        ):
            if kind.sort is not Sort.ANY and kind.sort not in taken:
                raise self._misused(node, argument, kind, taken)
        if node.name in _WRITTEN and isinstance(node.arguments[0], Constant):
            source = self._text[node.start : node.end]
            if not _is_understood(source):
                raise self.error(node, f"{source} is no {_WRITTEN[node.name]}")
        return MADE.get(node.name, ANY)

    def _misused(
        self, node: Call, argument: Node, kind: Kind, taken: frozenset[Sort]
    ) -> ExpressionError:
        wanted = {LENGTHS: Sort.LENGTH.value, AMOUNTS: Sort.MONEY.value}.get(
            taken, " or ".join(sorted(one.value for one in taken))
        )
        said = f"{node.name}() needs {wanted}, and {self.described(argument, kind)}"
        if kind.sort is Sort.LIST and node.name in FUNCTIONS and kind.item.sort in taken:
            source = self._source(argument)
            call = self._text[node.start : node.end].replace(source, "x", 1)
            said += f": one at a time, {source}.exists(x, {call})"
        return self.error(node, said)

    def _path(self, node: Path, bound: Mapping[str, Kind]) -> Kind:
        steps = list(node.steps)
        kind = self.kind(node.base, bound)
        end = node.base.end
        if isinstance(node.base, Name) and node.base.name not in bound:
            key = _key_of(steps[0])
            if node.base.name in _MAPS and key is not None:
                kind = self._variable(node.base.name, key)
                end = steps.pop(0).end
        for step in steps:
            before = Node(node.start, end)
            match step:
                case Key():
                    kind = self._keyed(before, kind, step)
                case Index():
                    kind = self._indexed(before, kind, step, bound)
                case Method():
                    kind = self._method(before, kind, step, bound)
            end = step.end
        return kind

    def _variable(self, name: str, key: str) -> Kind:
        if name == "fields":
            return kind_of_category(self._schema[key])
        if name == "playbook":
            return Kind(Sort.TEXT, writing=Writing.STATE)
        return NUMBER if name == "confidence" else kind_of_key(key, DOCUMENT)

    def _keyed(self, before: Node, kind: Kind, step: Key | Index, name: str = "") -> Kind:
        name = name or (step.name if isinstance(step, Key) else "")
        if kind.sort is Sort.ANY or (kind.sort is Sort.MAP and kind.keys is None):
            return ANY
        if kind.keys is None:
            said = f"{self.described(before, kind)}, and has no .{name}"
            if kind.sort is Sort.LIST and kind.item.keys:
                said += f": one at a time, {self._source(before)}.exists(x, x.{name} …)"
            raise self.error(before, said)
        if name not in kind.keys:
            known = ", ".join(kind.keys)
            raise self.error(before, f"{self.described(before, kind)}, which has {known}")
        return kind.keys[name]

    def _indexed(self, before: Node, kind: Kind, step: Index, bound: Mapping[str, Kind]) -> Kind:
        at = self.kind(step.at, bound)
        if kind.keys is not None and isinstance(step.at, Constant) and step.at.token.string:
            return self._keyed(before, kind, step, step.at.token.string)
        if kind.sort is Sort.LIST:
            if at.sort not in (Sort.WHOLE, Sort.ANY):
                raise self.error(step.at, f"{self.described(step.at, at)}; write a place, as [0]")
            return kind.item
        if kind.sort in (Sort.ANY, Sort.MAP) or kind.keys is not None:
            return ANY
        raise self.error(before, f"{self.described(before, kind)}, and not a list")

    def _method(self, before: Node, kind: Kind, step: Method, bound: Mapping[str, Kind]) -> Kind:
        if step.name in _MACROS:
            return self._macro(before, kind, step, bound)
        kinds = [self.kind(one, bound) for one in step.arguments]
        if kind.sort is Sort.ANY:
            return TRUTH if step.name in _TEXT_METHODS else ANY
        said = f"{self.described(before, kind)}, and has no .{step.name}()"
        if step.name == "size":
            if kind.sort not in (Sort.TEXT, Sort.LIST, Sort.MAP, Sort.BYTES):
                raise self.error(before, said)
            return WHOLE
        if step.name not in _TEXT_METHODS:
            if kind.sort not in (Sort.DATE, Sort.SPAN):
                raise self.error(before, said)
            return WHOLE
        if kind.sort is not Sort.TEXT:
            if kind.sort is Sort.LIST and kind.item.sort is Sort.TEXT:
                call = f"x{self._text[step.start : step.end]}"
                said += f"; write {self._source(before)}.exists(x, {call})"
            raise self.error(before, said)
        for argument, one in zip(step.arguments, kinds, strict=True):
            if one.sort not in (Sort.TEXT, Sort.ANY):
                told = self.described(argument, one)
                raise self.error(argument, f".{step.name}() needs a text, and {told}")
            source = self._source(argument)
            is_pattern = step.name == "matches" and isinstance(argument, Constant)
            if is_pattern and not _is_understood(f"''.matches({source})"):
                raise self.error(argument, f"{source} is no regular expression")
        return TRUTH

    def _macro(self, before: Node, kind: Kind, step: Method, bound: Mapping[str, Kind]) -> Kind:
        if kind.sort not in (Sort.LIST, Sort.MAP, Sort.ANY):
            said = f"{self.described(before, kind)}, and .{step.name}() needs a list"
            raise self.error(before, said)
        if len(step.arguments) < 2 or not isinstance(step.arguments[0], Name):
            raise self.error(step, f"write .{step.name}(x, …), with a name for each of them")
        item = kind.item if kind.sort is Sort.LIST else ANY
        inside = {**bound, step.arguments[0].name: item}
        kinds = [self.kind(one, inside) for one in step.arguments[1:]]
        asked = step.arguments[1:] if step.name != "map" else step.arguments[1:-1]
        for one, made in zip(asked, kinds, strict=False):
            self._want_truth(one, made)
        if step.name == "map":
            return list_of(kinds[-1])
        return kind if step.name == "filter" else TRUTH


def _is_understood(source: str) -> bool:
    """Whether the library can make something of an expression without names."""
    try:
        compile(source).execute(Context({}, {}))
    except (ValueError, RuntimeError):
        return False
    return True


def _key_of(step: Key | Index | Method) -> str | None:
    if isinstance(step, Key):
        return step.name
    if isinstance(step, Index) and isinstance(step.at, Constant):
        return step.at.token.string
    return None


def _constant(node: Constant) -> Kind:
    token = node.token
    if token.kind == "string":
        return Kind(Sort.BYTES) if "b" in token.text.lower().partition(token.text[-1])[0] else TEXT
    if token.kind == "number":
        text = token.text.lower()
        is_whole = text.startswith("0x") or not {*text} & {".", "e"}
        return WHOLE if is_whole else NUMBER
    return NULL if token.text == "null" else TRUTH
