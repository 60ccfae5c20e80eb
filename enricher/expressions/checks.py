"""What is checked of an expression before it runs: all names, how deep it goes, literal arguments.

text -> tokens -> Names of variables, categories, functions and lists; or the first fault's place
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from enricher.errors import ExpressionError
from enricher.expressions.functions import FUNCTIONS
from enricher.expressions.tokens import Token, error_at, raise_all, tokens_of

MAX_CHARACTERS = 4_000
MAX_DEPTH = 30  # brackets; the library's own limit is above 90
MAX_MACRO_DEPTH = 2
MAX_MATCHES = 10  # a pattern is compiled each time, in up to 0.1 s

MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})
GROWING = frozenset({"map", "filter"})
"""Macros that make lists: chained, they can make texts and lists of any size."""

_METHODS = frozenset(
    {"contains", "startsWith", "endsWith", "matches", "size", "getFullYear", "getMonth", "getDate"}
    | {"getDayOfMonth", "getDayOfWeek", "getDayOfYear"}
)
_BUILT_IN = frozenset({"size", "string", "int", "double", "timestamp", "duration"})
_LITERALS = frozenset({"true", "false", "null", "in"})
_WORDS = {"and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!"}
_CURLY = frozenset("\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb")
_BY_CATEGORY = ("fields", "confidence")
_KEYS = {"playbook": "category of passages"}
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")

ASKED = "field_"
"""Stands for `fields` in missing() and present(), where a field without a value is no error.

As long as `fields`, so that places in the text stay.
"""


@dataclass(slots=True)
class Names:
    """What an expression names, categories in the order of the text.

    Attributes:
        asked: categories that missing() or present() ask for.
        valued: categories whose values count.
        confidence, document: keys of these variables.
        compared: categories that are compared with the playbook.
        compiled: the text that CEL gets.
        macro_depth: how deep macros go.
        matches: how often a pattern is asked for.
    """

    compiled: str
    variables: set[str] = field(default_factory=set)
    categories: dict[str, None] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    valued: set[str] = field(default_factory=set)
    confidence: set[str] = field(default_factory=set)
    compared: dict[str, None] = field(default_factory=dict)
    document: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    macros: set[str] = field(default_factory=set)
    macro_depth: int = 0
    matches: int = 0
    lists: dict[str, None] = field(default_factory=dict)

    @property
    def is_quick(self) -> bool:
        """Whether it takes no time on a small document, whatever its author thought of."""
        is_plain = self.macros.isdisjoint(GROWING) and self.macro_depth < MAX_MACRO_DEPTH
        return is_plain and not (self.macros and self.matches)


def names_of(
    text: str, categories: Collection[str], variables: Mapping[str, Collection[str] | None]
) -> Names:
    """Check an expression and tell what it names.

    Args:
        categories: that it may name.
        variables: that it may name, and the keys of those that are maps; None where any will do.

    Raises:
        ExpressionError: with all faults.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(
            f"it has {len(text):,} characters; at most {MAX_CHARACTERS:,} are allowed: split it"
        )
    return _Reader(text, tokens_of(text), categories, variables).read()


class _Reader:
    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        categories: Collection[str],
        variables: Mapping[str, Collection[str] | None],
    ) -> None:
        self._text = text
        self._tokens = tokens
        self._categories = categories
        self._variables = variables
        self._names = Names(text)
        self._bound = {
            token.text
            for at, token in enumerate(tokens)
            if token.kind == "name" and self._is_macro(at - 2) and self._mark(at + 1) == ","
        }

    def read(self) -> Names:
        self._check_depth()
        for name in sorted(self._bound & {*self._variables, ASKED}):
            at = next(at for at, one in enumerate(self._tokens) if one.text == name)
            raise self._error(at, f"{name} is reserved; choose another name")
        for at, token in enumerate(self._tokens):
            if token.text in _CURLY:  # what is between them would be taken for names
                raise self._error(at, f"write straight quotes, \" or ', in place of {token.text}")
        faults = []
        for at in range(len(self._tokens)):
            try:
                self._read_token(at)
            except ExpressionError as fault:
                faults.append(fault)
        raise_all(faults)
        return self._names

    def _read_token(self, at: int) -> None:
        token = self._tokens[at]
        if token.kind == "mark":
            self._read_mark(at)
        elif token.text in _WORDS and self._mark(at + 1) not in (".", "["):
            if token.text not in self._bound and self._mark(at - 1) != ".":
                raise self._error(at, f"write {_WORDS[token.text]} in place of {token.text}")
        elif token.kind == "name" and token.text not in _LITERALS:
            self._read_name(at)
        if token.text == "null" and {self._mark(at - 1), self._mark(at + 1)} & {"==", "!="}:
            raise self._error(at, "use missing(fields.NAME) or present(fields.NAME)")

    def _read_mark(self, at: int) -> None:
        """Refuse what other languages write."""
        mark, after = self._mark(at), self._mark(at + 1)
        if mark == "=" and after in ("<", ">"):
            raise self._error(at, f"write {after}= in place of ={after}")
        if mark in ("==", "!=") and after == "=":
            raise self._error(at, f"write {mark} in place of {mark}=")
        if mark == "=" and self._mark(at - 1) not in ("==", "!="):
            raise self._error(at, "write == to compare; a single = has no meaning")
        if mark in ("&", "|"):
            raise self._error(at, f"write {mark * 2} in place of {mark}")
        if mark == "<" and after == ">":
            raise self._error(at, "write != in place of <>")

    def _read_name(self, at: int) -> None:
        name, is_called = self._tokens[at].text, self._mark(at + 1) == "("
        after_dot = self._mark(at - 1) == "."
        if after_dot and is_called:
            self._read_method(at)
        elif after_dot:
            if at < 2 or self._tokens[at - 2].text in {*"([{,?:&|=!<>+-*/%"}:
                raise self._error(at - 1, "expected a value before '.'")
        elif is_called:
            self._read_function(at)
        elif name in self._variables:
            self._read_variable(at)
        elif name not in self._bound:
            known = ", ".join(self._variables)
            raise self._error(at, f"there is no variable {name!r}; there are: {known}")

    def _read_method(self, at: int) -> None:
        name = self._tokens[at].text
        if name in MACROS:
            self._names.macros.add(name)
        elif name in FUNCTIONS:
            raise self._error(at, f"write {name}({FUNCTIONS[name].arguments})")
        elif name not in _METHODS:
            known = ", ".join(sorted(MACROS | _METHODS))
            raise self._error(at, f"there is no .{name}(); there are: {known}")
        self._names.matches += name == "matches"
        if self._names.matches > MAX_MATCHES:
            raise self._error(at, f"matches() may be used {MAX_MATCHES} times; split it")

    def _read_function(self, at: int) -> None:
        name = self._tokens[at].text
        if name not in FUNCTIONS and name not in _BUILT_IN:
            known = ", ".join([*FUNCTIONS, *sorted(_BUILT_IN)])
            raise self._error(at, f"there is no function {name!r}; there are: {known}")
        if name not in FUNCTIONS:
            return
        self._names.functions.add(name)
        function = FUNCTIONS[name]
        arguments = self._arguments(at + 1)
        wanted = function.arguments.count(",") + 1
        if len(arguments) != wanted:
            raise self._error(at, f"write {name}({function.arguments})")
        first, last = arguments[-1]
        said = self._tokens[first].string if first == last else None
        if function.literal and said is None:
            raise self._error(first, f"write the name itself: {name}({function.arguments})")
        if said is not None and function.check and (wrong := function.check(said)):
            raise self._error(first, wrong)
        if function.literal and said is not None:
            self._names.lists[said] = None

    def _read_variable(self, at: int) -> None:
        name = self._tokens[at].text
        self._names.variables.add(name)
        keys = self._variables[name]
        if name in _BY_CATEGORY:
            keys = self._categories
        if keys is None:
            return
        key, end = self._key(at)
        if key is None:
            example = next(iter(keys), "NAME")
            raise self._error(at, f"write {name}.{example} or {name}[{example!r}], one at a time")
        if key not in keys:
            known = ", ".join(keys) or "none"
            what = "category" if name in _BY_CATEGORY else _KEYS.get(name, "key")
            raise self._error(at + 2, f"there is no {what} {key!r}; there are: {known}")
        if name == "playbook":
            self._names.compared[key] = None
            self._names.categories[key] = None
            return
        if name not in _BY_CATEGORY:
            self._names.document.add(key)
            return
        if name == "confidence":
            self._names.confidence.add(key)
        self._names.categories[key] = None
        if name == "fields" and not self._is_asked(at):
            self._names.valued.add(key)
        elif name == "fields":
            if self._mark(end + 1) != ")":
                raise self._error(at, "missing() and present() take a whole field")
            self._names.asked.add(key)
            start = self._tokens[at].start
            compiled = self._names.compiled
            self._names.compiled = compiled[:start] + ASKED + compiled[start + len(ASKED) :]

    def _key(self, at: int) -> tuple[str | None, int]:
        """The key that follows a variable, and the index of its last token."""
        if self._mark(at + 1) == "." and self._mark(at + 3) != "(" and at + 2 < len(self._tokens):
            key = self._tokens[at + 2]
            return (key.text if key.kind == "name" else None), at + 2
        if self._mark(at + 1) == "[" and self._mark(at + 3) == "]":
            return self._tokens[at + 2].string, at + 3
        return None, at

    def _is_asked(self, at: int) -> bool:
        return (
            at >= 2
            and self._mark(at - 1) == "("
            and self._tokens[at - 2].text in {"missing", "present"}
        )

    def _arguments(self, opening: int) -> list[tuple[int, int]]:
        """The first and last token of each argument of a call."""
        depth, start = 0, opening + 1
        found: list[tuple[int, int]] = []
        for at in range(opening, len(self._tokens)):
            mark = self._mark(at)
            depth += (mark in _OPEN) - (mark in _CLOSE)
            if (depth == 1 and mark == ",") or depth == 0:
                if at > start:
                    found.append((start, at - 1))
                start = at + 1
            if depth == 0:
                break
        return found

    def _check_depth(self) -> None:
        macros: list[bool] = []
        for at, token in enumerate(self._tokens):
            if token.kind != "mark":
                continue
            if token.text in _OPEN:
                macros.append(self._is_macro(at - 1))
                if len(macros) > MAX_DEPTH:
                    raise self._error(at, f"brackets go more than {MAX_DEPTH} deep; split it")
                self._names.macro_depth = max(self._names.macro_depth, sum(macros))
                if sum(macros) > MAX_MACRO_DEPTH:
                    raise self._error(
                        at - 1, f"all, exists, map and filter go at most {MAX_MACRO_DEPTH} deep"
                    )
            elif token.text in _CLOSE and macros:
                macros.pop()

    def _is_macro(self, at: int) -> bool:
        """Whether the token is the name of a macro that is called."""
        return (
            1 <= at < len(self._tokens)
            and self._tokens[at].text in MACROS
            and self._mark(at - 1) == "."
            and self._mark(at + 1) == "("
        )

    def _mark(self, at: int) -> str:
        within = 0 <= at < len(self._tokens) and self._tokens[at].kind == "mark"
        return self._tokens[at].text if within else ""

    def _error(self, at: int, message: str) -> ExpressionError:
        return error_at(self._text, self._tokens[min(at, len(self._tokens) - 1)].start, message)
