"""Whether a document of the log meets a search node: the rules of the index, over what it said.

Values are compared as the terms that `connectors.search.terms` makes of them, as an index does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal

from connectors.search.places import asked_places
from connectors.search.terms import (
    BOUNDS,
    clean,
    folded_form,
    folders,
    order_key,
    shown_form,
)
from enricher.errors import QueryError
from enricher.ledger.snapshots import AUDIT_ATTRIBUTES, LoggedValue, PastDocument
from enricher.query.nodes import ATTRIBUTES, And, Condition, Node, Not, Or, Words

Matcher = Callable[[PastDocument], bool]


class LogQuery:
    """Makes matchers of nodes.

    Args:
        categories: of the schemas; one wins over an attribute of audits.
        has_category: whether any document has a value of it; one wins over any other attribute.
    """

    def __init__(self, categories: Collection[str], has_category: Callable[[str], bool]) -> None:
        self._categories = categories
        self._has_category = has_category

    def compile(self, node: Node) -> Matcher:
        """Raises QueryError for words, which the log does not keep, and for what has no order."""
        match node:
            case Words():
                words = " ".join(node.words)
                raise QueryError(
                    f"{words!r}: the words of texts are not kept as they were, so they cannot be"
                    " asked for as of a past date; ask for fields with --where, or as of today"
                )
            case Condition():
                return self._condition(node)
            case Not():
                inner = self.compile(node.node)
                return lambda document: not inner(document)
            case And():
                every = [self.compile(one) for one in node.nodes]
                return lambda document: all(one(document) for one in every)
            case Or():
                some = [self.compile(one) for one in node.nodes]
                return lambda document: any(one(document) for one in some)

    def _is_attribute(self, name: str) -> bool:
        if name in AUDIT_ATTRIBUTES:
            return name not in self._categories
        return name in ATTRIBUTES and not self._has_category(name)

    def _condition(self, condition: Condition) -> Matcher:
        name = condition.category
        is_attribute = self._is_attribute(name)
        match condition.operator:
            case "present" | "missing":
                wanted = condition.operator == "present"
                if is_attribute:
                    return lambda document: bool(attribute_values(document, name)) is wanted
                return lambda document: bool(document.entry.fields.get(name)) is wanted
            case "=" | "!=" if not isinstance(condition.value, Decimal):
                equal = self._equal(name, str(condition.value), is_attribute)
                wanted = condition.operator == "="
                return lambda document: equal(document) is wanted
            case "!=":
                inside = self._range(condition, is_attribute)
                return lambda document: not inside(document)
            case _:
                return self._range(condition, is_attribute)

    def _equal(self, name: str, value: str, is_attribute: bool) -> Matcher:
        if not is_attribute:
            folded = folded_form(value)
            return lambda document: any(
                folded_form(one.value) == folded for one in document.entry.fields.get(name, ())
            )
        if name in AUDIT_ATTRIBUTES:
            folded = folded_form(value)
            return lambda document: folded in map(folded_form, attribute_values(document, name))
        shown = shown_form(value)
        if name in ("folder", "path"):
            places = asked_places(name, value)
            return lambda document: places.hold(map(clean, document.entry.paths))
        return lambda document: shown in map(shown_form, attribute_values(document, name))

    def _range(self, condition: Condition, is_attribute: bool) -> Matcher:
        name, value = condition.category, condition.value
        if is_attribute:
            raise QueryError(
                f"{name} cannot be compared with {condition.operator}, only with = and !="
            )
        is_inside = _interval(condition)
        if is_inside is None:
            raise QueryError(f"{name}{condition.operator}{value}: not a date or a number")
        currency = condition.currency.upper() if condition.currency else ""

        def meets(one: LoggedValue) -> bool:
            key = order_key(one.order)
            return (
                key is not None
                and is_inside(key)
                and (not currency or one.currency.upper() == currency)
            )

        return lambda document: any(map(meets, document.entry.fields.get(name, ())))


def _interval(condition: Condition) -> Callable[[str], bool] | None:
    """Whether a sortable key lies where the condition wants it; None for what has no order."""
    key = order_key(condition.value)
    if key is None:
        return None
    first, last = BOUNDS["d" if key.startswith("d") else "n"]
    match condition.operator:
        case ">=":
            return lambda one: key <= one <= last
        case ">":
            return lambda one: key < one <= last
        case "<=":
            return lambda one: first <= one <= key
        case "<":
            return lambda one: first <= one < key
        case "within":
            end = order_key(condition.value, end=True) or key
            return lambda one: key <= one <= end
        case "between":
            upper = order_key(condition.upper)
            if upper is None or upper.startswith("d") != key.startswith("d"):
                return None
            return lambda one: key <= one <= upper
        case _:
            return lambda one: one == key


def attribute_values(document: PastDocument, name: str) -> tuple[str, ...]:
    """What a document has of an attribute, as an index writes it and as audits do."""
    entry = document.entry
    stood = [one for one in document.findings if one.state == "open"]
    match name:
        case "collection":
            values = entry.collections
        case "language":
            values = (entry.language,)
        case "media_type":
            values = (entry.media_type,)
        case "path":
            values = entry.paths
        case "folder":
            values = tuple(folders(map(clean, entry.paths)))
        case "parent":
            values = entry.parents
        case "sha256":
            values = (entry.sha256,)
        case "policy":
            values = tuple(one.policy for one in stood)
        case "severity":
            values = tuple(one.severity for one in stood)
        case "amends" | "amended_by" | "near_copy":
            values = entry.relatives.get(name, ())
        case "accepted":
            values = tuple(one.policy for one in document.findings if one.state == "accepted")
        case "undecided":
            values = tuple(one.rpartition("/")[2] for one in document.undecided)
        case "audited":
            day = document.audited and document.audited.astimezone().date().isoformat()
            values = (day or "",)
        case "corrected":
            values = document.corrected
        case _:
            raise QueryError(f"there is no attribute {name!r}")
    return tuple(one for one in values if one)
