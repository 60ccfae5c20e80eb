"""Charts as SVG: each function fills a box, given its width and height, and returns its elements."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterator, Sequence
from html import escape

FONT = "Inter, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
COLORS = (
    *("#3b78b5", "#54b399", "#d6bf57", "#9170b8", "#da8b45", "#d36086", "#b9a888", "#aa6556"),
    "#98a2b3",
)
INK, DIM, LINE, PAPER, GROUND = "#1d2a3e", "#64748b", "#e3e8ef", "#ffffff", "#f4f6fa"

_CHARACTER = 0.55  # widths of a letter in sizes of the font, on average
_WIDE = frozenset("MWmw@%")
_NARROW = frozenset("iljtfrI.,:;'|()[] ")


def text(
    x: float,
    y: float,
    words: str,
    size: float = 12,
    color: str = INK,
    *,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{color}"'
        f' text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )


def rectangle(
    x: float, y: float, width: float, height: float, color: str, *, edge: str = "", round: float = 0
) -> str:
    stroke = f' stroke="{edge}"' if edge else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
        f' rx="{round:g}" fill="{color}"{stroke}/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, color: str = LINE) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{color}" fill="none"/>'


def width_of(words: str, size: float) -> float:
    return sum(
        size * (0.83 if one in _WIDE else 0.3 if one in _NARROW else _CHARACTER) for one in words
    ) + size * 0.08 * sum(map(str.isupper, words))


def fitted(words: str, width: float, size: float) -> str:
    """The words, cut where they are wider."""
    if width_of(words, size) <= width:
        return words
    while words and width_of(words + "…", size) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def number_text(number: float | None) -> str:
    return "-" if number is None else f"{number:,.0f}"


def tile(width: float, height: float, name: str, number: float | None) -> list[str]:
    return [
        text(14, 24, fitted(name, width - 28, 13), 13, DIM),
        text(width - 14, height - 16, number_text(number), 38, anchor="end", bold=True),
    ]


def standing_bars(
    width: float,
    height: float,
    bars: Sequence[tuple[str, float]],
    places: Sequence[float] | None = None,
) -> list[str]:
    """Bars with an axis.

    Args:
        places: where each stands in steps from the first, where they are on a scale.
    """
    if not bars:
        return _nothing(width, height)
    places = places or range(len(bars))
    left, right, top, bottom = 40, 14, 14, height - 26
    step = (width - left - right) / (max(places) + 1)
    most = max(number for _, number in bars)
    tick = _tick(most)
    scale = (bottom - top) / (math.ceil(most / tick) * tick or 1)
    parts = []
    for mark in range(0, math.ceil(most / tick) * tick + 1, tick):
        y = bottom - mark * scale
        parts += [
            line(left, y, width - right, y),
            text(left - 8, y + 4, f"{mark}", 11, DIM, anchor="end"),
        ]
    every = math.ceil(max(width_of(name, 11) for name, _ in bars) * 1.25 / step)
    for place, (name, number) in zip(places, bars, strict=True):
        x = left + place * step
        high = number * scale
        inset = min(step * 0.12, 14)
        parts.append(
            rectangle(x + inset, bottom - high, step - 2 * inset, high, COLORS[0], round=1.5)
        )
        if number:
            parts.append(
                text(x + step / 2, bottom - high - 4, f"{number:g}", 10, DIM, anchor="middle")
            )
        if place % every == 0:
            parts.append(text(x + step / 2, bottom + 17, name, 11, DIM, anchor="middle"))
    return parts


def lying_bars(width: float, height: float, bars: Sequence[tuple[str, float]]) -> list[str]:
    if not bars:
        return _nothing(width, height)
    names = min(max(width_of(name, 12) for name, _ in bars) + 6, width * 0.45)
    left, step = 14 + names + 8, min((height - 12) / len(bars), 30)
    scale = (width - left - 44) / max(number for _, number in bars)
    parts = []
    for place, (name, number) in enumerate(bars):
        middle = 4 + step * (place + 0.5)
        color = COLORS[-1] if name.startswith("(") or name == "Other" else COLORS[0]
        parts += [
            text(left - 8, middle + 4, fitted(name, names, 12), 12, anchor="end"),
            rectangle(left, middle - step * 0.34, number * scale, step * 0.68, color, round=1.5),
            text(left + number * scale + 6, middle + 4, f"{number:g}", 11, DIM),
        ]
    return parts


def ring(width: float, height: float, slices: Sequence[tuple[str, float]]) -> list[str]:
    if not slices:
        return _nothing(width, height)
    total = sum(number for _, number in slices)
    radius = min(height / 2 - 8, width * 0.26)
    x, y, turned = 16 + radius, height / 2 - 2, -math.pi / 2
    parts = []
    for place, (name, number) in enumerate(slices):
        color = COLORS[place % len(COLORS)]
        end = turned + 2 * math.pi * min(number / total, 0.9999)
        parts.append(_arc(x, y, radius, radius * 0.62, turned, end, color))
        row = y - (len(slices) - 1) * 10 + place * 20
        parts += [
            rectangle(x + radius + 20, row - 5, 9, 9, color, round=2),
            text(x + radius + 35, row + 4, name, 12),
            text(width - 16, row + 4, f"{number:g}", 12, DIM, anchor="end"),
        ]
        turned = end
    return parts


def table(
    width: float,
    height: float,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    numbers_from: int,
) -> list[str]:
    """Cells in lines, as many as there is room for.

    Args:
        shares: of the width, by column.
        numbers_from: the first column that is aligned to the right.
    """
    if not rows:
        return _nothing(width, height)
    inner = width - 28
    starts = [14 + inner * sum(shares[:place]) for place in range(len(shares))]
    room = [inner * share - 14 for share in shares]

    def row(y: float, cells: Sequence[str], color: str, *, bold: bool) -> list[str]:
        return [
            text(start + (space + 14 if place >= numbers_from else 0), y, fitted(cell, space, 12), 12,
                 color, anchor="end" if place >= numbers_from else "start", bold=bold)
            for place, (cell, start, space) in enumerate(zip(cells, starts, room, strict=True))
        ]  # fmt: skip

    parts = [*row(15, head, INK, bold=True), line(14, 24, width - 14, 24)]
    for place, cells in enumerate(rows[: max(int((height - 32) / 25), 1)]):
        y = 42 + 25 * place
        parts += [*row(y, cells, INK, bold=False), line(14, y + 8.5, width - 14, y + 8.5)]
    return parts


def paragraph(width: float, words: str) -> list[str]:
    lines = textwrap.wrap(words.replace("`", ""), int((width - 28) / (12 * 0.5)))
    return [text(14, 24 + 18 * place, one, 12, DIM) for place, one in enumerate(lines)]


def panel(
    x: float,
    y: float,
    width: float,
    height: float,
    title: str,
    fill: Callable[[float, float], list[str]],
) -> list[str]:
    """A box with its title, and what `fill` draws below that."""
    head = 34 if title else 0
    return [
        f'<g transform="translate({x:.1f} {y:.1f})">',
        rectangle(0, 0, width, height, PAPER, edge=LINE, round=5),
        *([text(14, 22, title, 13.5, bold=True)] if title else []),
        f'<g transform="translate(0 {head})">',
        *fill(width, height - head),
        "</g></g>",
    ]


def page(width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' font-family="{FONT}">\n'
        + "\n".join([rectangle(0, 0, width, height, GROUND), *parts])
        + "\n</svg>\n"
    )


def _arc(
    x: float, y: float, outer: float, inner: float, start: float, end: float, color: str
) -> str:
    large = int(end - start > math.pi)

    def at(radius: float, angle: float) -> str:
        return f"{x + radius * math.cos(angle):.1f} {y + radius * math.sin(angle):.1f}"

    return (
        f'<path d="M{at(outer, start)}A{outer:.1f} {outer:.1f} 0 {large} 1 {at(outer, end)}'
        f"L{at(inner, end)}A{inner:.1f} {inner:.1f} 0 {large} 0 {at(inner, start)}Z"
        f'" fill="{color}" stroke="{PAPER}"/>'
    )


def _tick(most: float) -> int:
    """The least round step of which six or fewer reach the highest bar."""
    steps: Iterator[int] = (digit * 10**power for power in range(12) for digit in (1, 2, 5))
    return next(step for step in steps if most / step <= 6)


def _nothing(width: float, height: float) -> list[str]:
    return [text(width / 2, height / 2 - 8, "No results found", 13, DIM, anchor="middle")]
