"""Reliability plots: how sure answers were against how many of them were right, as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from training.evaluation.reliability import Bools, Floats, calibration_error, reliability

SIZE = 150  # pixels of a plot's side
GAP = 64
MARGIN = 64
TOP = 40
LARGEST = 9  # radius of the dot that stands for half of all answers

Rows = Mapping[str, Mapping[str, tuple[Floats, Bools]]]


def draw_reliability(rows: Rows, path: Path) -> None:
    """Draw a plot per category and row.

    A dot is a tenth of [0, 1]: right of the diagonal the answers were surer than they should have
    been; its area grows with the number of answers.

    Args:
        rows: by title and category, how sure answers were and which were right.
        path: of the SVG file.
    """
    columns = max(len(categories) for categories in rows.values())
    width = MARGIN + columns * (SIZE + GAP)
    height = TOP + len(rows) * (SIZE + GAP + 14)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' aria-label="Reliability plots" font-family="sans-serif" font-size="11" fill="#333">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for row, (title, categories) in enumerate(rows.items()):
        top = TOP + row * (SIZE + GAP + 14)
        middle = top + SIZE / 2
        parts.append(
            f'<text x="18" y="{middle}" text-anchor="middle" font-weight="bold"'
            f' transform="rotate(-90 18 {middle})">{escape(title)}: share right</text>'
        )
        for column, (category, judged) in enumerate(categories.items()):
            parts.extend(_plot(category, *judged, MARGIN + column * (SIZE + GAP), top))
    path.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")


def _plot(category: str, found: Floats, right: Bools, left: float, top: float) -> list[str]:
    bottom = top + SIZE
    error = calibration_error(found, right)
    parts = [
        f'<text x="{left}" y="{top - 8}"><tspan font-weight="bold">{escape(category)}</tspan>'
        f"  error {error:.3f} of {len(found)}</text>",
        f'<rect x="{left}" y="{top}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#bbb"/>',
        f'<line x1="{left}" y1="{bottom}" x2="{left + SIZE}" y2="{top}" stroke="#bbb"'
        ' stroke-dasharray="4 3"/>',
        *(
            f'<text x="{left + SIZE * share}" y="{bottom + 14}" text-anchor="middle">{share:g}</text>'
            f'<text x="{left - 5}" y="{bottom - SIZE * share + 4}" text-anchor="end">{share:g}</text>'
            for share in (0.0, 0.5, 1.0)
        ),
        f'<text x="{left + SIZE / 2}" y="{bottom + 27}" text-anchor="middle">confidence</text>',
    ]
    for sure, share, count in reliability(found, right):
        radius = max(2.0, LARGEST * (2 * count / len(found)) ** 0.5)
        parts.append(
            f'<circle cx="{left + SIZE * sure:.1f}" cy="{bottom - SIZE * share:.1f}"'
            f' r="{radius:.1f}" fill="#1f6feb" fill-opacity="0.75"/>'
        )
    return parts
