"""What is asked of parties, by the names that are shown for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from enricher.query.nodes import And, Condition, Node, Not, Or
from enricher.values import PARTY, ValueType
from enricher.values.names.identities import read_name


def ask_for_shown(
    node: Node, types: Mapping[str, ValueType], shown: Callable[[str], str | None]
) -> Node:
    """The same question with each party under the name that is shown for it.

    Args:
        types: of the categories.
        shown: the name that is shown for a party's key, None where it is not known.
    """
    match node:
        case Condition(category, "=" | "!=", str() as value):
            if types.get(category) is PARTY:
                return replace(node, value=shown(read_name(value)[1]) or value)
            return node
        case Not():
            return Not(ask_for_shown(node.node, types, shown))
        case And():
            return And(tuple(ask_for_shown(one, types, shown) for one in node.nodes))
        case Or():
            return Or(tuple(ask_for_shown(one, types, shown) for one in node.nodes))
        case _:
            return node
