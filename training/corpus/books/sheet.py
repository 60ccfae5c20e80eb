"""A page on which texts are set at their places; the same bytes on each run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEFT, RIGHT = 56.0, 540.0
"""Edges of what is set, in points."""
_HEIGHT = A4[1]


class Sheet:
    """One page, written from above; `y` counts in points from its upper edge."""

    def __init__(self, title: str) -> None:
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4, invariant=1, pageCompression=0)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("enricher samples")
        self.y = 60.0

    def text(self, text: str, x: float = LEFT, size: float = 9.5, bold: bool = False) -> None:
        self._canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self._canvas.drawString(x, _HEIGHT - self.y, text)

    def right(self, text: str, x: float = RIGHT, size: float = 9.5, bold: bool = False) -> None:
        """The text, ending at `x`."""
        self._canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self._canvas.drawRightString(x, _HEIGHT - self.y, text)

    def rule(self, above: float = 3.0) -> None:
        self._canvas.setLineWidth(0.5)
        self._canvas.line(LEFT, _HEIGHT - self.y - above, RIGHT, _HEIGHT - self.y - above)

    def down(self, points: float) -> None:
        self.y += points

    def block(self, lines: Sequence[str], x: float = LEFT) -> None:
        """The lines of an address; what is set next stands below."""
        for line in lines:
            self.text(line, x)
            self.down(13)

    def facts(self, facts: Iterable[Sequence[str]], x: float = 320.0) -> None:
        """Labels and values, one below the other."""
        for label, value in facts:
            self.text(label, x)
            self.text(value, x + 100)
            self.down(13)

    def pdf(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()


def written(amount: object) -> str:
    """An amount as the papers of these people write it."""
    return f"{amount:,.2f}"
