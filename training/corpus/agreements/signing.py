"""Where parties sign: names above, below and beside rules, stacked or in columns.

Columns stand one, two or more blanks apart, as readers of PDF leave them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from training.corpus.cast import names
from training.corpus.cast.draft import Draft, capital
from training.corpus.cast.names import Party
from training.corpus.markup import Block, Paragraph, Table, plain
from training.corpus.words import Words

WORDS = Words("agreements/signing")

_FOR = WORDS.lines("for")
_SHAPES = WORDS.lines("shapes")
_GAPS = (" ", " ", "  ", "  ", "    ", "          ", "\t", "table")


def rule_for(draft: Draft) -> str:
    return draft.rng.choice(("_", "_", "_", ".", "-")) * draft.rng.randint(8, 30)


def sign_in_blocks(
    draft: Draft, sides: Sequence[tuple[Party, str]], *, upper: bool = False
) -> list[Block]:
    """The parties with what the text calls them ("" for no name), all in one manner."""
    rng = draft.rng
    shape, rule = rng.choice(_SHAPES), rule_for(draft)
    few = rng.randint(0, 3)
    columns = [
        _column(draft, party, alias, shape, rule, few, upper=upper) for party, alias in sides
    ]
    if len(columns) != 2 or draft.chance(0.4):
        return [Paragraph(line, "line") for column in columns for line in column]
    gap = rng.choice(_GAPS)
    rows = tuple(zip_longest(*columns, fillvalue=""))
    if gap == "table":
        return [Table(rows)]
    width = max(len(plain(cell)) for cell in columns[0]) if draft.chance(0.4) else 0
    return [
        Paragraph((left + " " * (width - len(plain(left))) + gap + right).rstrip(), "line")
        for left, right in rows
    ]


def _column(
    draft: Draft, party: Party, alias: str, shape: str, rule: str, few: int, *, upper: bool
) -> list[str]:
    """The lines of one party; `few` of those that say who signs."""
    rng, name = draft.rng, party.mark(upper=upper)
    role = capital(alias.removeprefix("the ")) if alias.startswith("the ") else ""
    who = [] if party.is_person else [f"Name: {party.signatory}"]
    who += [f"Title: {rng.choice(names.TITLES)}" if who else "In person", "Date: ____________"]
    who = who[:few]
    if shape == "rule above":
        return [rule, name, *(line.partition(": ")[2] or line for line in who[:2])]
    if shape == "rule below":
        return [name, rule, *who]
    if shape == "beside":
        return [rng.choice((f"{name} {rule}", f"{name}: {rule}", f"{rule} {name}"))]
    if shape == "role" and role:
        return [role.upper() + rng.choice((":", "")), name, f"Signature: {rule}", *who]
    if shape == "bare":
        return [name, f"/s/ {party.signatory}" if not party.is_person else rule]
    if party.is_person:
        return [f"Signed by {name}", rule]
    if shape == "for":
        return [rng.choice(_FOR), name, rng.choice((rule, f"By: {rule}")), *who]
    if shape == "for in line":
        return [f"{rng.choice(_FOR)} {name}", f"By: {rule}", *who]
    return [name, f"By: {rule}", *who]
