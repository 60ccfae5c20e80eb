"""What a document is, out of the choices that its schema lists: an invoice, a lease, an NDA.

No words of the document are the value: what reads it says which of the choices they speak for.
"""

from __future__ import annotations

from enricher.entities import Normalization
from enricher.values.text import folded
from enricher.values.value_type import ValueType, in_any_language


def parse_choice(text: str) -> Normalization:
    """The choice on one line."""
    return folded("choice", " ".join(text.split()))


CHOICE = ValueType(
    "choice",
    "what the document is, one of the choices that you list",
    in_any_language(parse_choice),
)
