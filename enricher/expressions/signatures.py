"""What operators and functions of expressions take, and what they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from enricher.expressions.kinds import list_of
from enricher.values.kinds import DATE, MONEY, NUMBER, SPAN, TEXT, TRUTH, WHOLE, Kind, Sort

SUMS: Mapping[tuple[Sort, str, Sort], Kind] = {
    **{(Sort.WHOLE, mark, Sort.WHOLE): WHOLE for mark in "+-*/%"},
    **{(Sort.NUMBER, mark, Sort.NUMBER): NUMBER for mark in "+-*/"},
    (Sort.TEXT, "+", Sort.TEXT): TEXT,
    (Sort.DATE, "-", Sort.DATE): SPAN,
    (Sort.DATE, "+", Sort.SPAN): DATE,
    (Sort.SPAN, "+", Sort.DATE): DATE,
    (Sort.DATE, "-", Sort.SPAN): DATE,
    (Sort.SPAN, "+", Sort.SPAN): SPAN,
    (Sort.SPAN, "-", Sort.SPAN): SPAN,
}
DATES, LENGTHS = frozenset({Sort.DATE}), frozenset({Sort.LENGTH, Sort.TEXT})
AMOUNTS = frozenset({Sort.MONEY, Sort.TEXT})
TEXTS = frozenset({Sort.TEXT})
TAKEN: Mapping[str, Sequence[frozenset[Sort]]] = {
    "plus": (DATES, LENGTHS),
    "minus": (DATES, LENGTHS),
    "months": (LENGTHS,),
    "longer": (LENGTHS, LENGTHS),
    "shorter": (LENGTHS, LENGTHS),
    "above": (AMOUNTS, AMOUNTS),
    "below": (AMOUNTS, AMOUNTS),
    "days_until": (DATES,),
    "days_since": (DATES,),
    "on_list": (TEXTS, TEXTS),
    "amount_on_list": (TEXTS, TEXTS, TEXTS),
    "size": (frozenset({Sort.TEXT, Sort.LIST, Sort.MAP, Sort.BYTES}),),
    "string": (frozenset({Sort.TEXT, Sort.WHOLE, Sort.NUMBER, Sort.DATE, Sort.SPAN, Sort.BYTES}),),
    "int": (frozenset({Sort.TEXT, Sort.WHOLE, Sort.NUMBER}),),
    "double": (frozenset({Sort.TEXT, Sort.WHOLE, Sort.NUMBER}),),
    "timestamp": (TEXTS,),
    "duration": (TEXTS,),
}
MADE: Mapping[str, Kind] = {
    "missing": TRUTH,
    "present": TRUTH,
    "plus": DATE,
    "minus": DATE,
    "months": NUMBER,
    "longer": TRUTH,
    "shorter": TRUTH,
    "above": TRUTH,
    "below": TRUTH,
    "total": MONEY,
    "totals": list_of(MONEY),
    "currencies": list_of(TEXT),
    "days_until": WHOLE,
    "days_since": WHOLE,
    "on_list": TRUTH,
    "amount_on_list": NUMBER,
    "size": WHOLE,
    "string": TEXT,
    "int": WHOLE,
    "double": NUMBER,
    "timestamp": DATE,
    "duration": SPAN,
}
OF_AMOUNTS = frozenset({"total", "totals", "currencies"})
