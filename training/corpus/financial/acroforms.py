"""Forms drawn with ReportLab, fillable (AcroForm) or flat: a field a place on the grid of its section."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from training.corpus.financial.questions import Question, Section

_MARGIN = 48


def draw_form(head: dict[str, Any], sections: list[Section]) -> bytes:
    """A PDF of the form; `style` of its head says where labels stand (above, left, inside, below)."""
    return _Drawing(head).draw(sections)


class _Drawing:
    def __init__(self, head: dict[str, Any]) -> None:
        self._head = head
        self._size = LETTER if head.get("page") == "letter" else A4
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=self._size, invariant=1, pageCompression=0)
        self._font = head.get("font", "Helvetica")
        self._style = head.get("style", "above")
        self._colour = HexColor(head.get("colour", "#1c3f5f"))
        self._fields = 0
        self._top = self._size[1] - _MARGIN

    def draw(self, sections: list[Section]) -> bytes:
        self._title()
        for section in sections:
            self._section(section)
        self._end()
        self._canvas.save()
        return self._buffer.getvalue()

    def _title(self) -> None:
        canvas = self._canvas
        canvas.setFillColor(self._colour)
        canvas.setFont(f"{_bold(self._font)}", 15)
        canvas.drawString(_MARGIN, self._top - 10, self._head["title"])
        canvas.setFont(self._font, 9)
        canvas.drawRightString(
            self._size[0] - _MARGIN, self._top - 10, self._head.get("issuer", "")
        )
        self._top -= 34
        canvas.setFillColor(black)
        for line in self._head.get("notes", ()):
            canvas.setFont(self._font, 7.5)
            canvas.drawString(_MARGIN, self._top, line)
            self._top -= 10
        self._top -= 6

    def _section(self, section: Section) -> None:
        canvas, width = self._canvas, self._size[0] - 2 * _MARGIN
        self._room(70)
        if section.title:
            canvas.setFillColor(self._colour)
            if self._head.get("bars"):
                canvas.rect(_MARGIN, self._top - 4, width, 14, stroke=0, fill=1)
                canvas.setFillColor(white)
            canvas.setFont(_bold(self._font), 10)
            canvas.drawString(_MARGIN + 3, self._top, section.title)
            canvas.setFillColor(black)
            self._top -= 20
        for row in _grid(section):
            self._room(40)
            height = max(self._height(question) for question in row)
            step = width / section.columns
            for place, question in enumerate(row):
                span = width if _is_wide(question) else step - 12
                self._question(question, _MARGIN + place * step, span)
            self._top -= height
        self._top -= 8

    def _height(self, question: Question) -> float:
        if question.kind == "tick":
            return 20
        if question.kind in ("one", "some") and self._head.get("stacked"):
            return 20 + 14 * len(question.options)
        return 36 if self._style in ("above", "inside", "below") else 24

    def _room(self, height: float) -> None:
        if self._top < _MARGIN + height:
            self._canvas.showPage()
            self._top = self._size[1] - _MARGIN

    def _question(self, question: Question, x: float, width: float) -> None:
        if question.kind == "tick":
            self._box(question.value == "true", x, self._top - 2, question.label, "check")
            self._text(question.label, x + 16, self._top, 8.5)
        elif question.kind in ("one", "some"):
            self._choices(question, x, width)
        else:
            left, low, room = self._label(question, x, width)
            self._answer(question, left, low, room)

    def _label(self, question: Question, x: float, width: float) -> tuple[float, float, float]:
        """Draws the label; gives where the answer stands: left, lower edge, width."""
        if self._style == "left":
            share = self._head.get("share", 0.42)
            self._text(question.label + self._head.get("colon", ""), x, self._top, 8.5)
            return x + width * share, self._top - 5, width * (1 - share)
        if self._style == "below":
            self._text(question.label, x, self._top - 20, 6.5)
            return x, self._top - 11, width
        if self._style == "inside":
            self._canvas.rect(x, self._top - 20, width, 30)
            self._text(question.label, x + 2, self._top + 3, 6)
            return x + 2, self._top - 18, width - 4
        self._text(question.label, x, self._top, 7)
        return x, self._top - 19, width

    def _answer(self, question: Question, x: float, low: float, width: float) -> None:
        if self._head.get("fillable"):
            self._field(question, x, low, width)
            return
        canvas = self._canvas
        if question.kind == "comb":
            for place, letter in enumerate(question.value.replace(" ", "")):
                canvas.rect(x + place * 13, low, 13, 15)
                canvas.setFont("Courier", 10)
                canvas.drawCentredString(x + place * 13 + 6.5, low + 4, letter)
            return
        canvas.setFont(self._head.get("hand", "Courier"), 9.5)
        canvas.drawString(x + 2, low + 4, question.value)
        if self._style != "inside":
            canvas.setLineWidth(0.4)
            canvas.line(x, low, x + width, low)

    def _field(self, question: Question, x: float, low: float, width: float) -> None:
        form, name = self._canvas.acroForm, self._name(question.label)
        place = {"x": x, "y": low, "width": width, "height": 16, "fontSize": 9, "borderWidth": 0.5}
        tip = question.label if self._head.get("names") == "good" else None
        if question.kind == "list":
            form.choice(
                name=name,
                value=question.value,
                options=list(question.options),
                tooltip=tip,
                **place,
            )
            return
        comb = {}
        if question.kind == "comb":
            comb = {"fieldFlags": "comb", "maxlen": max(1, len(question.value.replace(" ", "")))}
        value = question.value.replace(" ", "") if comb else question.value
        form.textfield(name=name, value=value, tooltip=tip, **place, **comb)

    def _choices(self, question: Question, x: float, width: float) -> None:
        self._text(question.label, x, self._top, 8.5 if self._style == "left" else 7)
        names = self._name(question.label)
        stacked = self._head.get("stacked")
        left = x + (width * 0.3 if self._style == "left" else 0)
        low = self._top - (2 if self._style == "left" else 16)
        for option in question.options:
            on = option in question.chosen
            if self._head.get("fillable") and question.kind == "one":
                self._canvas.acroForm.radio(
                    name=names,
                    value=option if self._head.get("names") == "good" else f"{self._fields}",
                    selected=on,
                    x=left,
                    y=low,
                    size=11,
                    buttonStyle="circle",
                    borderWidth=0.8,
                )
                self._fields += 1
            else:
                self._box(on, left, low, f"{question.label} {option}", "check")
            self._text(option, left + 16, low + 2, 8.5)
            if stacked:
                low -= 14
            else:
                left += 30 + self._canvas.stringWidth(option, self._font, 8.5)

    def _box(self, on: bool, x: float, low: float, name: str, mark: str) -> None:
        canvas = self._canvas
        if self._head.get("fillable"):
            canvas.acroForm.checkbox(
                name=self._name(name),
                checked=on,
                x=x,
                y=low,
                size=11,
                buttonStyle=mark,
                borderWidth=0.8,
            )
            return
        canvas.rect(x, low, 9, 9)
        if on:
            canvas.setLineWidth(1.1)
            canvas.line(x + 1.5, low + 1.5, x + 7.5, low + 7.5)
            canvas.line(x + 1.5, low + 7.5, x + 7.5, low + 1.5)
            canvas.setLineWidth(0.6)

    def _name(self, label: str) -> str:
        self._fields += 1
        if self._head.get("names") == "good":
            return re.sub(r"\W+", "_", label).strip("_") + f"_{self._fields}"
        return f"{self._head.get('stem', 'Text')}{self._fields}"

    def _text(self, text: str, x: float, y: float, size: float) -> None:
        self._canvas.setFont(self._font, size)
        self._canvas.drawString(x, y, text)

    def _end(self) -> None:
        canvas, width = self._canvas, self._size[0]
        for place, label in enumerate(self._head.get("ignore_labels", ())):
            left = _MARGIN + place * width / 2.4
            canvas.line(left, self._top - 26, left + 170, self._top - 26)
            self._text(label, left, self._top - 35, 7)
        self._text(self._head.get("foot", ""), _MARGIN, 26, 6.5)


def _bold(font: str) -> str:
    return {"Times-Roman": "Times-Bold"}.get(font, f"{font}-Bold")


def _is_wide(question: Question) -> bool:
    return question.kind in ("one", "some", "comb") or question.label.endswith("…")


def _grid(section: Section) -> Iterator[list[Question]]:
    """Questions by line: as many as there are columns, wide ones by themselves."""
    row: list[Question] = []
    for question in section.questions:
        if _is_wide(question):
            if row:
                yield row
            yield [question]
            row = []
            continue
        row.append(question)
        if len(row) == section.columns:
            yield row
            row = []
    if row:
        yield row
