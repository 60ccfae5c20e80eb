"""What a table as a whole is recognised by in another reading of its document.

It is the table that says the same: next month's statement of the same account is another table. Where
none does, and the text is the same, a reader of another version may have read it in another way: then it
is the one of the same number, as long as there are as many of its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from enricher.documents.tables import Table


@dataclass(frozen=True, slots=True)
class TableAnchor:
    """A table, said so that it is found again.

    Attributes:
        text: digest of the text that it was read from.
        content: digest of its facts and rows, as they were read.
        of: how many tables of its name there were.
        mark: of a table that a person added, which is known by that alone; "" of any other.
    """

    text: str = ""
    content: str = ""
    of: int = 0
    mark: str = ""


def anchor_table(table: Table, among: Sequence[Table], text: str) -> TableAnchor:
    """What a table is recognised by.

    Args:
        among: all of its name, as they were read, and itself.
        text: digest of the text that they were read from.
    """
    return TableAnchor(text, _content(table), len(among))


def find_table(anchor: TableAnchor, number: int, among: Sequence[Table], text: str) -> int | None:
    """Which of the tables of its name it is, None where it is none or cannot be told from others.

    Args:
        number: which it was.
        among: all of its name, as they are read now.
        text: digest of the text that they are read from.
    """
    same = [at for at, one in enumerate(among) if _content(one) == anchor.content]
    if number in same:
        return number
    if len(same) == 1:
        return same[0]
    is_same_text = anchor.text == text and anchor.of == len(among)
    return number if is_same_text and not same else None


def _content(table: Table) -> str:
    said = (sorted(table.facts.items()), table.records())
    return sha256(msgspec.json.encode(said)).hexdigest()
