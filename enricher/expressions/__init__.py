"""Expressions: CEL over the fields of a document, for the conditions of policies and derived fields.

values -> CEL values -> Expression.evaluate -> a value, or the reason why there is none
"""

from enricher.expressions.expression import (
    VARIABLES,
    Expression,
    Inputs,
    Outcome,
    compile_expression,
)
from enricher.expressions.functions import FUNCTIONS, NearName
from enricher.expressions.inputs import entity_maps, facts_from, known_of, row_maps
from enricher.expressions.values import to_value
from enricher.values.value_type import Unreadable

__all__ = [
    "FUNCTIONS",
    "VARIABLES",
    "Expression",
    "Inputs",
    "NearName",
    "Outcome",
    "Unreadable",
    "compile_expression",
    "entity_maps",
    "facts_from",
    "known_of",
    "row_maps",
    "to_value",
]
