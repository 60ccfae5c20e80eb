"""Headings of a form's sections: alone on their lines, and set to stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from connectors.layout.forms.boxes import Box, Rulings
from connectors.layout.forms.labels import has_letters, is_prose
from connectors.layout.forms.phrases import Phrase
from enricher.documents.layout import Ink

_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_LARGER = 1.25
_ALONE = 0.75  # of the phrases that are set alike
_NEAR = 6.0  # points between a line and the label below it


def is_bold(ink: Ink | None) -> bool:
    return ink is not None and any(one in ink.font.lower() for one in _BOLD)


def headings_of(
    phrases: Sequence[Phrase], options: Sequence[Phrase], rulings: Rulings
) -> list[Phrase]:
    """The headings among the phrases of a page."""
    inks = Counter(_key(one.ink) for one in phrases)
    if not inks:
        return []
    usual = inks.most_common(1)[0][0]
    claimed = {one.line for one in options}
    crowd = Counter(one.line for one in phrases)
    alone = [one for one in phrases if crowd[one.line] == 1 and one.line not in claimed]
    share = Counter(_key(one.ink) for one in alone)
    return [
        one
        for one in alone
        if _key(one.ink) != usual
        and share[_key(one.ink)] >= _ALONE * inks[_key(one.ink)]
        and has_letters(one.text)
        and not one.text.endswith((":", "?", "."))
        and not one.is_comb
        and not is_prose(one.text)
        and _stands_out(one, usual, phrases, rulings)
    ]


def _key(ink: Ink | None) -> tuple[str, int, float]:
    return (ink.font, ink.color, round(ink.size)) if ink else ("", 0, 0.0)


def _stands_out(
    one: Phrase, usual: tuple[str, int, float], phrases: Sequence[Phrase], rulings: Rulings
) -> bool:
    ink = one.ink
    if ink is None:
        return False
    if any(shade.holds(one.box) for shade in rulings.shades):
        return True
    line = rulings.line_below(one.box)
    if line is not None and any(
        -2 <= other.box.top - line.middle < _NEAR and abs(other.box.left - one.box.left) < 8
        for other in phrases
    ):
        return False  # a value, and the label below its line
    cell = rulings.cell(one.box)
    if cell is not None and _is_small_cell(cell, phrases):
        return False
    if is_bold(ink):
        return ink.size >= 0.95 * usual[2]
    return ink.size >= _LARGER * usual[2] and line is None and cell is None


def _is_small_cell(cell: Box, phrases: Sequence[Phrase]) -> bool:
    """Whether a cell is narrower than what is written on the page."""
    left = min(one.box.left for one in phrases)
    right = max(one.box.right for one in phrases)
    return cell.width < 0.8 * (right - left)
