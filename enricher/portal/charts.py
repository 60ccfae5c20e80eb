"""Charts as SVG, made here: each says in words what it shows, and has its numbers as a table.

Colours and lines are classes (styles/charts.css), so that a chart follows light and dark; a line
differs from another by its dashes and marks too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from markupsafe import Markup

WIDTH, HEIGHT = 380, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 40
LARGEST = 10  # radius of the dot that stands for half of all entities

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """Points that belong together, in the order in which they are joined."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from the left to the right, or from the bottom up."""

    name: str
    ticks: Sequence[float]

    def place(self, value: float) -> float:
        """Where a value lies, from 0 to 1."""
        low, high = self.ticks[0], self.ticks[-1]
        return (value - low) / (high - low) if high > low else 0.5


@dataclass(frozen=True, slots=True)
class Columns:
    """Counts that belong together, one for each place of the x axis."""

    name: str
    counts: Sequence[int]


SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


def line_chart(
    title: str,
    described: str,
    x: Axis,
    y: Axis,
    series: Sequence[Series],
    mark: float | None = None,
    marked: str = "",
) -> Markup:
    """Lines over an axis.

    Args:
        described: what it shows, in a sentence, for those who do not see it.
        mark: a value of the x axis that is marked, and called `marked`.
    """
    parts = [_axes(x, y)]
    if mark is not None:
        at = _x(x, mark)
        parts.append(
            Markup(
                '<line class="mark-line" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/>'
                '<text class="mark-name" x="{3}" y="{4}" text-anchor="{5}">{6}</text>'
            ).format(
                at, TOP, HEIGHT - BOTTOM, at + (-5 if x.place(mark) > 0.5 else 5), TOP + 12,
                "end" if x.place(mark) > 0.5 else "start", marked,
            )
        )  # fmt: skip
    for number, one in enumerate(series):
        places = [(_x(x, a), _y(y, b)) for a, b in one.points]
        drawn = " ".join(f"{a},{b}" for a, b in places)
        parts.append(Markup('<polyline class="line s{}" points="{}"/>').format(number, drawn))
        if len(places) <= 12:
            parts += [_dot(a, b, number, 3.5) for a, b in places]
    rows = sorted({a for one in series for a, _ in one.points})
    values = [dict(one.points) for one in series]
    table = [
        [f"{row:g}", *(f"{each[row]:.3f}" if row in each else "" for each in values)]
        for row in rows
    ]
    names = [one.name for one in series]
    legend = _legend(names) if len(series) > 1 else Markup()
    return _figure(title, described, parts, legend, [x.name, *names], table)


def reliability_chart(
    title: str, described: str, series: Sequence[tuple[str, Sequence[tuple[float, float, int]]]]
) -> Markup:
    """How sure entities were against how many of them were right, beside the diagonal.

    Args:
        series: by name, for each tenth of the scale mean confidence, share of right ones, number.
    """
    x, y = Axis("confidence", SHARES), Axis("share that is right", SHARES)
    parts = [
        _axes(x, y),
        Markup('<line class="diagonal" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
            _x(x, 0), _y(y, 0), _x(x, 1), _y(y, 1)
        ),
    ]
    for number, (_, bins) in enumerate(series):
        total = sum(size for _, _, size in bins) or 1
        parts += [
            _dot(_x(x, sure), _y(y, right), number, max(3, LARGEST * (2 * size / total) ** 0.5))
            for sure, right, size in bins
        ]
    table = [
        [name, f"{sure:.2f}", f"{right:.2f}", f"{size:,}"]
        for name, bins in series
        for sure, right, size in bins
    ]
    legend = _legend([name for name, _ in series], dots=True)
    heads = ["", "mean confidence", "share that is right", "entities"]
    return _figure(title, described, parts, legend, heads, table)


def column_chart(
    title: str, described: str, across: str, places: Sequence[str], series: Sequence[Columns]
) -> Markup:
    """Columns side by side, of each series one at each place.

    Args:
        described: what it shows, in a sentence, for those who do not see it.
        across: what the places are; every third of them is named.
    """
    y = Axis("", steps(max((*(each for one in series for each in one.counts), 1))))
    x = Axis(across, (0, len(places)))
    parts = [_axes(Axis(across, ()), y)]
    width = (WIDTH - LEFT - RIGHT) / len(places) / (len(series) + 1)
    for place, name in enumerate(places):
        left = _x(x, place)
        for number, one in enumerate(series):
            top = _y(y, one.counts[place])
            parts.append(
                Markup(
                    '<rect class="column s{}" x="{:.1f}" y="{}" width="{:.1f}" height="{:.1f}"/>'
                ).format(number, left + number * width, top, width, HEIGHT - BOTTOM - top)
            )
        if place % 3 == 0:
            parts.append(
                Markup('<text x="{}" y="{}">{}</text>').format(left, HEIGHT - BOTTOM + 16, name)
            )
    table = [
        [name, *(f"{one.counts[place]:,}" for one in series)] for place, name in enumerate(places)
    ]
    names = [one.name for one in series]
    return _figure(title, described, parts, _legend(names, dots=True), [across, *names], table)


def bar(share: float, number: int = 0) -> Markup:
    """A bar for a cell of a table that has the number beside it."""
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-ground" width="100" height="8" rx="2"/>'
        '<rect class="bar-fill s{}" width="{:.1f}" height="8" rx="2"/></svg>'
    ).format(number, 100 * min(1.0, max(0.0, share)))


def steps(most: float) -> tuple[float, ...]:
    """Round ticks from 0 to what holds `most`."""
    size = next(
        step
        for power in range(-4, 10)
        for step in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)
        if step * 4 >= most
    )
    return tuple(round(size * number, 6) for number in range(5))


def _figure(
    title: str,
    described: str,
    parts: Iterable[Markup],
    legend: Markup,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> Markup:
    number = crc32(f"{title} {described}".encode())  # the same chart has the same name
    return Markup(
        '<figure class="chart"><figcaption>{title}</figcaption>'
        '<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="chart{n}t" aria-describedby="chart{n}d">'
        '<title id="chart{n}t">{title}</title><desc id="chart{n}d">{described}</desc>{parts}</svg>'
        "{legend}<details><summary>Numbers<span class=\"hidden-visually\"> of {title}</span>"
        '</summary><div class="scroll" tabindex="0" role="region" aria-label="Numbers of {title}">'
        "<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
        "</figure>"
    ).format(
        title=title,
        described=described,
        width=WIDTH,
        height=HEIGHT,
        n=number,
        parts=Markup().join(parts),
        legend=legend,
        heads=Markup().join(Markup('<th scope="col">{}</th>').format(one) for one in heads),
        rows=Markup().join(_row(row) for row in rows),
    )  # fmt: skip


def _row(cells: Sequence[str]) -> Markup:
    first, *others = cells
    rest = Markup().join(Markup('<td class="number">{}</td>').format(one) for one in others)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(first, rest)


def _legend(names: Sequence[str], *, dots: bool = False) -> Markup:
    items = []
    for number, name in enumerate(names):
        line = Markup('<line class="line s{}" x1="0" y1="6" x2="28" y2="6"/>').format(number)
        items.append(
            Markup('<li><svg viewBox="0 0 28 12" aria-hidden="true">{}{}</svg>{}</li>').format(
                Markup() if dots else line, _dot(14, 6, number, 4), name
            )
        )
    return Markup('<ul class="legend">{}</ul>').format(Markup().join(items))


def _axes(x: Axis, y: Axis) -> Markup:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = []
    for tick in y.ticks:
        at = _y(y, tick)
        parts.append(
            Markup(
                '<line class="grid" x1="{}" y1="{}" x2="{}" y2="{}"/>'
                '<text x="{}" y="{}" text-anchor="end">{:g}</text>'
            ).format(LEFT, at, right, at, LEFT - 6, at + 4, tick)
        )
    for tick in x.ticks:
        parts.append(
            Markup('<text x="{}" y="{}" text-anchor="middle">{:g}</text>').format(
                _x(x, tick), bottom + 16, tick
            )
        )
    middle = (TOP + bottom) / 2
    parts.append(
        Markup(
            '<text class="axis" x="{}" y="{}" text-anchor="middle">{}</text>'
            '<text class="axis" x="11" y="{m}" text-anchor="middle" transform="rotate(-90 11 {m})">{}</text>'
        ).format((LEFT + right) / 2, HEIGHT - 6, x.name, y.name, m=middle)
    )
    return Markup().join(parts)


def _dot(x: float, y: float, number: int, radius: float) -> Markup:
    """Series differ by the shape of their marks: a disc, a ring, a square."""
    if number == 2:
        side = 2 * radius
        return Markup(
            '<rect class="dot s2" x="{:.1f}" y="{:.1f}" width="{s:.1f}" height="{s:.1f}"/>'
        ).format(x - radius, y - radius, s=side)
    return Markup('<circle class="dot s{}" cx="{}" cy="{}" r="{:.1f}"/>').format(
        number, x, y, radius
    )


def _x(axis: Axis, value: float) -> float:
    return round(LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT), 1)


def _y(axis: Axis, value: float) -> float:
    return round(HEIGHT - BOTTOM - axis.place(value) * (HEIGHT - TOP - BOTTOM), 1)
