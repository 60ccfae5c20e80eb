"""Forms as PDFs: fillable ones, and flat ones of many layouts, with what stands on them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import Color, black, grey, lightgrey, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.form_texts import Form, Question

_LEFT, _RIGHT = 48.0, 547.0
_INK = Color(0.08, 0.12, 0.5)


@dataclass
class Sheet:
    """A page in the making; `y` counts down from its top.

    Attributes:
        typed: font, size and colour of what is filled in.
        names: whether fields have names that say what they hold.
        ticks: `cross` (drawn), `glyph` (a letter of a font), `text` ([x]), `circle`, `fill`.
    """

    canvas: Canvas
    y: float = 0.0
    typed: tuple[str, float, Color] = ("Helvetica", 10, black)
    label: tuple[str, float, Color] = ("Helvetica", 9, black)
    ticks: str = "cross"
    names: bool = True
    fields: int = 0

    def text(self, x: float, y: float, text: str, style: tuple[str, float, Color]) -> float:
        font, size, color = style
        self.canvas.setFillColor(color)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, A4[1] - y, text)
        self.canvas.setFillColor(black)
        return float(x + self.canvas.stringWidth(text, font, size))

    def write(self, x: float, y: float, text: str) -> float:
        return self.text(x, y, text, self.typed)

    def say(self, x: float, y: float, text: str) -> float:
        return self.text(x, y, text, self.label)

    def rule(self, left: float, y: float, right: float) -> None:
        self.canvas.line(left, A4[1] - y, right, A4[1] - y)

    def box(
        self, left: float, top: float, width: float, height: float, fill: Color | None = None
    ) -> None:
        if fill is not None:
            self.canvas.setFillColor(fill)
        self.canvas.rect(left, A4[1] - top - height, width, height, fill=int(fill is not None))
        self.canvas.setFillColor(black)

    def name(self, label: str) -> str:
        self.fields += 1
        return label.title().replace(" ", "")[:20] if self.names else f"f1_{self.fields:02}"

    def tick(self, x: float, y: float, *, on: bool) -> float:
        """A box or circle whose lower left corner is at a point; where it ends."""
        canvas, at = self.canvas, A4[1] - y
        if self.ticks == "text":
            return self.say(x, y, "[x]" if on else "[ ]")
        if self.ticks == "glyph":
            return self.text(x, y, "\u2714" if on else "\u274f", ("ZapfDingbats", 10, black))
        if self.ticks == "circle":
            canvas.circle(x + 4, at + 3, 4)
            if on:
                canvas.circle(x + 4, at + 3, 2.2, fill=1)
            return x + 8
        canvas.rect(x, at - 1, 8.5, 8.5)
        if on and self.ticks == "fill":
            canvas.rect(x + 1.5, at + 0.5, 5.5, 5.5, fill=1, stroke=0)
        elif on and self.ticks == "letter":
            self.text(x + 1.5, y - 0.5, "X", ("Helvetica-Bold", 8, _INK))
        elif on:
            canvas.line(x + 1, at, x + 7.5, at + 6.5)
            canvas.line(x + 1, at + 6.5, x + 7.5, at)
        return x + 8.5

    def options(self, x: float, y: float, question: Question, step: float = 18) -> float:
        for option in question.options:
            x = self.tick(x, y, on=option in question.value.split("; ")) + 4
            x = self.say(x, y, option) + step
        return x

    def consent(self, y: float, question: Question) -> None:
        x = self.tick(_LEFT + 4, y, on=question.value == "true") + 5
        self.say(x, y, question.label)


Layout = Callable[[Sheet, str, tuple[Question, ...]], None]


def _heading(sheet: Sheet, text: str) -> None:
    sheet.y += 22
    sheet.text(_LEFT, sheet.y, text, ("Helvetica-Bold", 11, black))
    sheet.y += 6


def _is_open(question: Question) -> bool:
    return question.kind in ("text", "list")


def lined(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """Label, and behind it a line on which the value stands."""
    _heading(sheet, heading)
    for one in questions:
        sheet.y += 20
        if one.kind == "tick":
            sheet.consent(sheet.y, one)
            continue
        x = sheet.say(_LEFT, sheet.y, one.label + ":") + 6
        if _is_open(one):
            sheet.write(x + 5, sheet.y, one.value)
            sheet.rule(x, sheet.y + 2, _RIGHT)
        else:
            sheet.options(x + 4, sheet.y, one)


def below(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """The label below the line on which the value stands, two to a row."""
    _heading(sheet, heading)
    column = 0
    for one in questions:
        if _is_open(one):
            left = _LEFT + 256 * column
            if column == 0:
                sheet.y += 34
            sheet.write(left + 3, sheet.y - 3, one.value)
            sheet.rule(left, sheet.y, left + 240)
            sheet.text(left, sheet.y + 9, one.label, ("Helvetica", 7, black))
            column = 1 - column
            continue
        column = 0
        sheet.y += 30
        if one.kind == "tick":
            sheet.consent(sheet.y, one)
        else:
            sheet.options(sheet.say(_LEFT, sheet.y, one.label) + 12, sheet.y, one)


def combed(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """Values in boxes of one letter each, behind their labels."""
    _heading(sheet, heading)
    for one in questions:
        sheet.y += 24
        if one.kind == "tick":
            sheet.consent(sheet.y, one)
            continue
        sheet.say(_LEFT, sheet.y, one.label)
        left, width = _LEFT + 215, 11.5
        if not _is_open(one):
            sheet.options(left, sheet.y, one)
            continue
        for at in range(25):
            sheet.canvas.rect(left + at * width, A4[1] - sheet.y - 4, width, 16)
        for at, letter in enumerate(one.value[:25]):
            sheet.write(left + at * width + 2.5, sheet.y, letter.upper())


def celled(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """Cells with a small label at the top and the value below it, two to a row."""
    sheet.y += 14
    sheet.box(_LEFT, sheet.y, _RIGHT - _LEFT, 14, lightgrey)
    sheet.text(_LEFT + 4, sheet.y + 10, heading, ("Helvetica-Bold", 9, black))
    sheet.y += 14
    height, half = 27.0, (_RIGHT - _LEFT) / 2
    column = 0
    for number, one in enumerate(questions):
        follows = questions[number + 1] if number + 1 < len(questions) else None
        is_half = _is_open(one) and (column == 1 or (follows is not None and _is_open(follows)))
        left = _LEFT + half * column
        sheet.box(left, sheet.y, half if is_half else _RIGHT - _LEFT, height)
        if one.kind == "tick":
            sheet.consent(sheet.y + 17, one)
        else:
            sheet.text(left + 4, sheet.y + 9, one.label, ("Helvetica", 6.5, black))
            if _is_open(one):
                sheet.write(left + 4, sheet.y + 22, one.value)
            else:
                sheet.options(left + 6, sheet.y + 21, one)
        column = 1 - column if is_half else 0
        sheet.y += 0 if column else height


def gridded(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """A cell for the label, and one for the value."""
    _heading(sheet, heading)
    sheet.y += 4
    for one in questions:
        sheet.box(_LEFT, sheet.y, 225, 20)
        sheet.box(_LEFT + 225, sheet.y, _RIGHT - _LEFT - 225, 20)
        y = sheet.y + 13
        if one.kind == "tick":
            sheet.tick(_LEFT + 233, y, on=one.value == "true")
            sheet.say(_LEFT + 5, y, one.label)
        else:
            sheet.say(_LEFT + 5, y, one.label)
            if _is_open(one):
                sheet.write(_LEFT + 231, y, one.value)
            else:
                sheet.options(_LEFT + 231, y, one)
        sheet.y += 20


def spaced(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """Labels with a colon and values in two columns, without any line."""
    _heading(sheet, heading)
    for one in questions:
        sheet.y += 17
        if one.kind == "tick":
            sheet.consent(sheet.y, one)
            continue
        sheet.say(_LEFT, sheet.y, one.label + ":")
        if _is_open(one):
            sheet.write(_LEFT + 216, sheet.y, one.value)
        else:
            sheet.options(_LEFT + 216, sheet.y, one)


def inline(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """`Label: value` right behind each other, two to a line where there is room."""
    _heading(sheet, heading)
    x = _RIGHT
    for one in questions:
        if x > 280 or not _is_open(one):
            x = _LEFT
            sheet.y += 18
        else:
            x = 310
        if one.kind == "tick":
            sheet.consent(sheet.y, one)
            x = _RIGHT
            continue
        x = sheet.say(x, sheet.y, one.label + ": ") + 1
        if _is_open(one):
            x = sheet.write(x, sheet.y, one.value)
        else:
            x = sheet.options(x + 4, sheet.y, one) + _RIGHT


def dotted(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """Values typed over dots that follow the label."""
    _heading(sheet, heading)
    for one in questions:
        sheet.y += 21
        if one.kind == "tick":
            sheet.consent(sheet.y, one)
            continue
        x = sheet.say(_LEFT, sheet.y, one.label + " ")
        if not _is_open(one):
            sheet.options(x + 10, sheet.y, one)
            continue
        dots = int((_RIGHT - x) / sheet.canvas.stringWidth(".", "Helvetica", 9))
        sheet.say(x, sheet.y, "." * dots)
        sheet.write(x + 14, sheet.y - 2, one.value)


def stacked(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """The label above a box with the value; options below each other."""
    _heading(sheet, heading)
    sheet.y += 8
    for one in questions:
        if one.kind == "tick":
            sheet.y += 16
            sheet.consent(sheet.y, one)
            continue
        sheet.y += 14
        sheet.say(_LEFT, sheet.y, one.label)
        if _is_open(one):
            sheet.box(_LEFT, sheet.y + 3, 300, 18)
            sheet.write(_LEFT + 5, sheet.y + 15, one.value)
            sheet.y += 22
            continue
        for option in one.options:
            sheet.y += 14
            x = sheet.tick(_LEFT + 8, sheet.y, on=option in one.value.split("; ")) + 5
            sheet.say(x, sheet.y, option)
        sheet.y += 6


def _widget(sheet: Sheet, question: Question, x: float, top: float, width: float) -> None:
    form = sheet.canvas.acroForm
    common: dict[str, Any] = {
        "name": sheet.name(question.label),
        "x": x,
        "y": A4[1] - top - 16,
        "width": width,
        "height": 16,
        "fontSize": 9,
        "borderWidth": 0.5,
    }
    if question.kind == "list":
        options = [(one, f"code{at}") for at, one in enumerate(question.options)]
        chosen = f"code{question.options.index(question.value)}"
        form.choice(options=options, value=chosen, **common)
    elif len(question.value) > 30:
        form.textfield(value=question.value, fieldFlags="multiline", maxlen=400, **common)
    elif len(question.value) == 11 and sheet.fields % 2:
        form.textfield(value=question.value, fieldFlags="comb", maxlen=11, **common)
    else:
        form.textfield(value=question.value, maxlen=200, **common)


def _buttons(sheet: Sheet, question: Question, x: float, y: float) -> None:
    """Radio buttons for one choice, check boxes for several; texts right of them."""
    form = sheet.canvas.acroForm
    group = sheet.name(question.label)
    for at, option in enumerate(question.options):
        on = option in question.value.split("; ")
        place = {"x": x, "y": A4[1] - y - 1, "size": 10, "borderWidth": 0.5}
        if question.kind == "one":
            form.radio(name=group, value=str(at), selected=on, **place)
        else:
            form.checkbox(name=sheet.name(option), checked=on, **place)
        x = sheet.say(x + 14, y, option) + 16


def _box(sheet: Sheet, question: Question, y: float) -> None:
    sheet.canvas.acroForm.checkbox(
        name=sheet.name(question.label[:12]),
        checked=question.value == "true",
        x=_LEFT + 2,
        y=A4[1] - y - 1,
        size=10,
        borderWidth=0.5,
    )
    sheet.say(_LEFT + 17, y, question.label)


def fillable_above(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """Fields below their labels, two to a row."""
    _heading(sheet, heading)
    column = 0
    for one in questions:
        if _is_open(one):
            if column == 0:
                sheet.y += 36
            left = _LEFT + 256 * column
            sheet.say(left, sheet.y - 17, one.label)
            _widget(sheet, one, left, sheet.y - 14, 240)
            column = 1 - column
            continue
        column = 0
        sheet.y += 24 if one.kind == "tick" else 34
        if one.kind == "tick":
            _box(sheet, one, sheet.y)
        else:
            sheet.say(_LEFT, sheet.y - 14, one.label)
            _buttons(sheet, one, _LEFT, sheet.y)


def fillable_left(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """Fields behind their labels."""
    _heading(sheet, heading)
    for one in questions:
        sheet.y += 24
        if one.kind == "tick":
            _box(sheet, one, sheet.y)
            continue
        sheet.say(_LEFT, sheet.y, one.label)
        if _is_open(one):
            _widget(sheet, one, _LEFT + 190, sheet.y - 11, 290)
        else:
            _buttons(sheet, one, _LEFT + 190, sheet.y)


def fillable_cells(sheet: Sheet, heading: str, questions: tuple[Question, ...]) -> None:
    """Numbered cells with a small label at the top and a field that fills the rest."""
    _heading(sheet, heading)
    sheet.y += 3
    for one in questions:
        sheet.box(_LEFT, sheet.y, _RIGHT - _LEFT, 29)
        if one.kind == "tick":
            _box(sheet, one, sheet.y + 18)
        else:
            sheet.text(_LEFT + 3, sheet.y + 8, one.label, ("Helvetica", 7, black))
            if _is_open(one):
                _widget(sheet, one, _LEFT + 3, sheet.y + 11, _RIGHT - _LEFT - 6)
            else:
                _buttons(sheet, one, _LEFT + 6, sheet.y + 22)
        sheet.y += 29


COURIER = ("Courier", 10, black)
BLUE = ("Helvetica", 10, _INK)
SCRIPT = ("Times-Italic", 12, _INK)
PLAIN = ("Helvetica", 9, black)
BOLD = ("Helvetica-Bold", 9, black)


@dataclass(frozen=True)
class Look:
    """A layout with how values and ticks are set."""

    name: str
    layout: Layout
    typed: tuple[str, float, Color] = COURIER
    ticks: str = "cross"
    names: bool = False
    label: tuple[str, float, Color] = PLAIN

    @property
    def is_fillable(self) -> bool:
        return self.name.startswith("fillable")


LOOKS = (
    Look("lined", lined, COURIER),
    Look("lined-plain", lined, PLAIN, "fill"),
    Look("below", below, SCRIPT, "letter"),
    Look("below-plain", below, ("Helvetica", 10, black), "circle"),
    Look("combed", combed, COURIER),
    Look("combed-blue", combed, BLUE, "letter"),
    Look("celled", celled, BLUE),
    Look("celled-plain", celled, ("Helvetica", 9, black), "glyph"),
    Look("gridded", gridded, PLAIN),
    Look("gridded-bold", gridded, PLAIN, "fill", label=BOLD),
    Look("spaced", spaced, PLAIN, "text"),
    Look("spaced-courier", spaced, COURIER, "circle"),
    Look("inline", inline, BOLD, "text"),
    Look("inline-plain", inline, PLAIN, "glyph"),
    Look("dotted", dotted, COURIER, "letter"),
    Look("stacked", stacked, BLUE),
    Look("stacked-plain", stacked, PLAIN, "glyph"),
    Look("fillable-above", fillable_above),
    Look("fillable-left", fillable_left, names=True),
    Look("fillable-cells", fillable_cells),
)


def write(look: Look, form: Form) -> tuple[bytes, dict[str, Any]]:
    """A form of one layout, and what stands on it."""
    if look.is_fillable:
        form = _without_euro(form)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setTitle(form.title)
    sheet = Sheet(canvas, 50, look.typed, look.label, look.ticks, look.names)
    sheet.text(_LEFT, 50, form.company, ("Helvetica-Bold", 13, black))
    sheet.text(330, 50, form.title, ("Helvetica-Bold", 12, grey))
    canvas.setStrokeColor(black)
    canvas.setLineWidth(0.6)
    for heading, questions in form.sections:
        look.layout(sheet, heading, questions)
    sheet.y += 26
    sheet.text(_LEFT, sheet.y, form.note, ("Helvetica", 7, black))
    sheet.y += 44
    for x, label, value in ((_LEFT, form.signature[0], ""), (330, form.signature[1], form.signed)):
        sheet.rule(x, sheet.y, x + 190)
        sheet.text(x + 8, sheet.y - 4, value, ("Times-Italic", 14, _INK))
        sheet.text(x, sheet.y + 10, label, ("Helvetica", 7.5, black))
    canvas.setFillColor(white)
    canvas.save()
    return buffer.getvalue(), gold_of(look, form)


def _without_euro(form: Form) -> Form:
    """Reportlab writes no euro sign into a field."""
    return replace(
        form,
        sections=tuple(
            (heading, tuple(replace(one, value=one.value.replace("€", "EUR")) for one in questions))
            for heading, questions in form.sections
        ),
    )


def gold_of(look: Look, form: Form) -> dict[str, Any]:
    """As `../shared/data/financial/README.md` has it."""
    rows = [
        {
            "section": heading,
            "label": one.label,
            "value": one.value[:25].strip().upper()
            if look.layout is combed and _is_open(one)
            else one.value,
            "kind": "text" if one.kind == "list" and not look.is_fillable else one.kind,
            "options": list(one.options),
        }
        for heading, questions in form.sections
        for one in questions
        if one.value
    ]
    return {
        "file": f"{look.name}-{form.name}.pdf",
        "form": form.name,
        "fillable": look.is_fillable,
        "rows": rows,
        "ignore_labels": list(form.signature),
    }
