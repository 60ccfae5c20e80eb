"""Forms that are laid out in ways of their own: a page each, and what is filled in."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from reportlab.lib.colors import Color, black, grey
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Rows = list[tuple[str, str]]

_HIGH = A4[1]
_BLUE = Color(0.1, 0.1, 0.6)


def _say(
    canvas: Canvas, x: float, y: float, text: str, font: str = "Helvetica", size: float = 9
) -> float:
    canvas.setFont(font, size)
    canvas.drawString(x, _HIGH - y, text)
    return float(x + canvas.stringWidth(text, font, size))


def _fill(
    canvas: Canvas, x: float, y: float, text: str, font: str = "Helvetica", size: float = 10
) -> None:
    canvas.setFillColor(_BLUE)
    _say(canvas, x, y, text, font, size)
    canvas.setFillColor(black)


def _box(canvas: Canvas, x: float, y: float, *, on: bool, size: float = 9) -> None:
    canvas.rect(x, _HIGH - y - 1, size, size)
    if on:
        canvas.line(x + 1.5, _HIGH - y + 3, x + 3.5, _HIGH - y + 0.5)
        canvas.line(x + 3.5, _HIGH - y + 0.5, x + 8, _HIGH - y + 7)


def _field(
    canvas: Canvas, x: float, y: float, width: float, value: str, name: str = "", **more: Any
) -> None:
    canvas.acroForm.textfield(
        value=value,
        x=x,
        y=_HIGH - y,
        width=width,
        height=15,
        fontSize=9,
        borderWidth=0.5,
        name=name or f"t{x:.0f}{y:.0f}",
        maxlen=300,
        **more,
    )


def cards(canvas: Canvas) -> Rows:
    """A small grey label above each value, three to a row, in one font and without lines."""
    _say(canvas, 50, 60, "Change of contact details", "Helvetica-Bold", 15)
    rows = [
        ("Customer number", "88214-7"),
        ("Full name", "Oliver Stanton"),
        ("Date", "3 June 2025"),
        ("New address", "12 Tower Court"),
        ("Town", "Leeds"),
        ("Postcode", "LS2 8JT"),
        ("Telephone", "0113 496 0101"),
        ("E-mail address", "ostanton@example.com"),
        ("Branch", "Headrow"),
    ]
    for at, (label, value) in enumerate(rows):
        x, y = 50 + 170 * (at % 3), 110 + 44 * (at // 3)
        canvas.setFillColor(grey)
        _say(canvas, x, y, label, size=7.5)
        canvas.setFillColor(black)
        _say(canvas, x, y + 14, value, size=10.5)
    return rows


def right_labels(canvas: Canvas) -> Rows:
    """Labels that end where the values begin, in one font, without colons and lines."""
    _say(canvas, 50, 60, "Kontoeröffnungsantrag", "Helvetica-Bold", 14)
    rows = [
        ("Anrede", "Frau"),
        ("Vorname", "Mechthild"),
        ("Nachname", "Osterkamp"),
        ("Geburtsdatum", "02.08.1957"),
        ("Geburtsort", "Soest"),
        ("Straße", "Am Markt 3"),
        ("PLZ", "59494"),
        ("Wohnort", "Soest"),
        ("Staatsangehörigkeit", "deutsch"),
        ("Steuer-Identifikationsnummer", "12 345 678 901"),
        ("Telefon", "02921 555 120"),
    ]
    for at, (label, value) in enumerate(rows):
        canvas.setFont("Helvetica", 9)
        canvas.drawRightString(200, _HIGH - 110 - 20 * at, label)
        canvas.drawString(212, _HIGH - 110 - 20 * at, value)
    return rows


def split_dates(canvas: Canvas) -> Rows:
    """Fillable: a date in three fields, an amount behind its currency, hints below fields."""
    _say(canvas, 50, 60, "Standing order", "Helvetica-Bold", 14)
    _say(canvas, 50, 110, "Account to be debited")
    _field(canvas, 200, 114, 200, "40112233")
    _say(canvas, 50, 150, "First payment on")
    for x, value, hint in ((200, "01", "DD"), (232, "07", "MM"), (264, "2025", "YYYY")):
        _field(canvas, x, 154, 40 if len(value) > 2 else 24, value)
        canvas.setFillColor(grey)
        _say(canvas, x + 2, 163, hint, size=6)
        canvas.setFillColor(black)
    _say(canvas, 50, 190, "Amount of each payment")
    _say(canvas, 190, 190, "£")
    _field(canvas, 200, 194, 90, "125.00")
    _say(canvas, 50, 230, "Name of the payee")
    _field(canvas, 200, 234, 200, "Allotment Society", tooltip="Who is paid")
    _say(canvas, 50, 270, "Reference")
    _field(canvas, 200, 274, 200, "")
    return [
        ("Account to be debited", "40112233"),
        ("First payment on", "01 07 2025"),
        ("Amount of each payment", "125.00"),
        ("Name of the payee", "Allotment Society"),
    ]


def boxes_behind(canvas: Canvas) -> Rows:
    """Boxes right of their texts, and yes or no at the end of long questions."""
    _say(canvas, 50, 60, "Customer due diligence questionnaire", "Helvetica-Bold", 14)
    _say(canvas, 50, 100, "Company name:")
    _fill(canvas, 150, 100, "Brightwater Fisheries Ltd")
    _say(canvas, 50, 120, "Country of incorporation:")
    _fill(canvas, 180, 120, "Ireland")
    _say(canvas, 50, 145, "Annual turnover")
    x = 180.0
    for text, on in (("below 1m", False), ("1m to 10m", True), ("above 10m", False)):
        x = _say(canvas, x, 145, text) + 5
        _box(canvas, x, 145, on=on)
        x += 34
    rows = [
        ("Company name", "Brightwater Fisheries Ltd"),
        ("Country of incorporation", "Ireland"),
        ("Annual turnover", "1m to 10m"),
    ]
    y = 175
    for text, answer in (
        ("Is the company listed on a stock exchange?", "No"),
        ("Does any owner hold a public office?", "No"),
        ("Are accounts kept in other countries?", "Yes"),
    ):
        _say(canvas, 50, y, text)
        for x, option in ((400, "Yes"), (460, "No")):
            _box(canvas, x, y, on=option == answer)
            _say(canvas, x + 13, y, option)
        rows.append((text, answer))
        y += 22
    return rows


def long_consents(canvas: Canvas) -> Rows:
    """Sentences of several lines beside boxes."""
    _say(canvas, 50, 60, "Autorisation de prélèvement", "Helvetica-Bold", 14)
    rows = [
        ("Titulaire du compte", "Hugo Marchetti"),
        ("IBAN", "FR76 3000 4000 0312 3456 7890 143"),
        ("Téléphone", "06 12 34 56 78"),
    ]
    y = 100
    for label, value in rows:
        _say(canvas, 50, y, label)
        canvas.line(160, _HIGH - y - 2, 480, _HIGH - y - 2)
        _fill(canvas, 164, y, value, "Courier")
        y += 24
    for lines, on in (
        (
            (
                "J'autorise le créancier à envoyer des instructions à ma banque pour",
                "débiter mon compte, et ma banque à le débiter",
            ),
            True,
        ),
        (
            (
                "J'accepte de recevoir la lettre d'information trimestrielle et les offres",
                "des partenaires de la société",
            ),
            False,
        ),
    ):
        y += 10
        _box(canvas, 50, y, on=on)
        for line in lines:
            _say(canvas, 66, y, line)
            y += 11
        if on:
            rows.append((" ".join(lines), "true"))
    return rows


def bilingual(canvas: Canvas) -> Rows:
    """Cells with labels in two languages above the value."""
    _say(canvas, 50, 60, "Ouverture de compte / Rekening openen", "Helvetica-Bold", 13)
    rows = [
        ("Nom / Naam", "De Smedt"),
        ("Prénom / Voornaam", "Katrien"),
        ("Rue et numéro / Straat en nummer", "Kerkstraat 88"),
        ("Code postal / Postcode", "9000"),
        ("Localité / Plaats", "Gent"),
        ("Date de naissance / Geboortedatum", "30/11/1990"),
        ("Profession / Beroep", "Verpleegkundige"),
        ("Numéro national / Rijksregisternummer", "90.11.30-000.05"),
    ]
    for at, (label, value) in enumerate(rows):
        x, top = 50 + 250 * (at % 2), 90 + 32 * (at // 2)
        canvas.rect(x, _HIGH - top - 32, 250, 32)
        _say(canvas, x + 4, top + 10, label, "Helvetica-Oblique", 7)
        _say(canvas, x + 4, top + 25, value, "Helvetica", 10)
    return rows


def open_combs(canvas: Canvas) -> Rows:
    """Letters between short strokes that stand on a line, labels above them."""
    _say(canvas, 50, 60, "SEPA direct debit mandate", "Helvetica-Bold", 14)
    rows = [
        ("Account holder", "LIAM DOYLE"),
        ("IBAN", "IE29AIBK93115212345678"),
        ("BIC", "AIBKIE2D"),
        ("Postal code", "D02 X285"),
    ]
    y = 105
    for label, value in rows:
        _say(canvas, 50, y - 16, label, size=8)
        canvas.line(50, _HIGH - y - 4, 50 + 24 * 14, _HIGH - y - 4)
        for at in range(25):
            canvas.line(50 + 14 * at, _HIGH - y - 4, 50 + 14 * at, _HIGH - y + 4)
        for at, letter in enumerate(value):
            _say(canvas, 50 + 14 * at + 4, y, letter, "Courier", 10)
        y += 42
    return rows


def ruled_paragraph(canvas: Canvas) -> Rows:
    """An answer of several lines on ruled paper below its question."""
    _say(canvas, 50, 60, "Schadenmeldung Hausrat", "Helvetica-Bold", 14)
    rows = [
        ("Versicherungsnehmer", "Gisela Knopp"),
        ("Versicherungsnummer", "HR 5510-88"),
        ("Schadentag", "11.01.2025"),
    ]
    y = 100
    for label, value in rows:
        _say(canvas, 50, y, label + ":")
        canvas.line(170, _HIGH - y - 2, 500, _HIGH - y - 2)
        _fill(canvas, 174, y, value)
        y += 22
    _say(canvas, 50, y + 6, "Schildern Sie den Hergang:")
    lines = (
        "Nach dem Sturm drang Wasser durch das Dach und",
        "hat den Teppich im Wohnzimmer durchnässt, auch das",
        "Sofa ist nicht mehr zu gebrauchen.",
    )
    for number, line in enumerate(lines):
        at = y + 26 + 20 * number
        canvas.line(50, _HIGH - at - 2, 500, _HIGH - at - 2)
        _fill(canvas, 54, at, line)
    rows.append(("Schildern Sie den Hergang", " ".join(lines)))
    return rows


def fillable_wrapped(canvas: Canvas) -> Rows:
    """Fillable: labels of two lines, options below each other, a long text, a label below its field."""
    form = canvas.acroForm
    _say(canvas, 50, 60, "Richiesta di finanziamento", "Helvetica-Bold", 14)
    _say(canvas, 50, 100, "Importo richiesto per")
    _say(canvas, 50, 110, "la ristrutturazione")
    _field(canvas, 190, 110, 120, "15.000,00")
    _say(canvas, 50, 140, "Durata del piano")
    _field(canvas, 190, 144, 120, "60 mesi")
    _say(canvas, 50, 175, "Situazione abitativa")
    for at, (text, on) in enumerate(
        (("Casa di proprietà", True), ("In affitto", False), ("Presso i genitori", False))
    ):
        form.radio(
            name="home", value=f"v{at}", selected=on, x=190, y=_HIGH - 177 - 16 * at, size=10
        )
        _say(canvas, 206, 175 + 16 * at, text)
    _say(canvas, 50, 235, "Note", size=9)
    form.textfield(
        name="notes",
        value="Lavori di bagno e cucina, inizio previsto in aprile",
        fieldFlags="multiline",
        x=50,
        y=_HIGH - 290,
        width=440,
        height=50,
        fontSize=9,
        maxlen=500,
    )
    _field(canvas, 50, 330, 200, "Bergamo, 3 marzo 2025")
    _say(canvas, 50, 340, "Luogo e data", size=7)
    _field(canvas, 290, 330, 200, "Ottavia Brambilla")
    _say(canvas, 290, 340, "Nome del richiedente", size=7)
    return [
        ("Importo richiesto per la ristrutturazione", "15.000,00"),
        ("Durata del piano", "60 mesi"),
        ("Situazione abitativa", "Casa di proprietà"),
        ("Note", "Lavori di bagno e cucina, inizio previsto in aprile"),
        ("Luogo e data", "Bergamo, 3 marzo 2025"),
        ("Nome del richiedente", "Ottavia Brambilla"),
    ]


def sideways(canvas: Canvas) -> Rows:
    """Fillable, on a page that is turned by a quarter to be read."""
    canvas.setPageRotation(90)
    canvas.saveState()
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    rows = [
        ("Naam", "Joris Bakker"),
        ("Woonplaats", "Zwolle"),
        ("Polisnummer", "7781-22"),
        ("Telefoon", "038 555 0199"),
    ]
    for at, (label, _) in enumerate(rows):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, A4[0] - 100 - 30 * at, label)
    canvas.restoreState()
    for at, (_, value) in enumerate(rows):
        canvas.acroForm.textfield(
            name=f"f{at}",
            value=value,
            x=95 + 30 * at - 6,
            y=160,
            width=15,
            height=220,
            fontSize=9,
            maxlen=90,
        )
    return rows


def tight_table(canvas: Canvas) -> Rows:
    """A table of lines without boxes: label and value, label and value."""
    _say(canvas, 50, 60, "Formulario de alta de cliente", "Helvetica-Bold", 14)
    pairs = [
        (("Nombre", "Beatriz"), ("Apellidos", "Quintana Rey")),
        (("NIF", "00000014Z"), ("Nacionalidad", "Española")),
        (("Domicilio", "Rúa Nova 7"), ("Código postal", "15001")),
        (("Teléfono", "981 555 012"), ("Profesión", "Arquitecta")),
    ]
    rows: Rows = []
    for number, pair in enumerate(pairs):
        y = 110 + 20 * number
        canvas.line(50, _HIGH - y - 6, 530, _HIGH - y - 6)
        for x, (label, value) in zip((54, 300), pair, strict=True):
            _say(canvas, x, y, label, "Helvetica-Bold", 9)
            _say(canvas, x + 90, y, value, "Helvetica", 9)
            rows.append((label, value))
    canvas.line(50, _HIGH - 96, 530, _HIGH - 96)
    for x in (50, 140, 296, 386, 530):
        canvas.line(x, _HIGH - 96, x, _HIGH - 176)
    return rows


PAGES: tuple[Callable[[Canvas], Rows], ...] = (
    cards,
    right_labels,
    split_dates,
    boxes_behind,
    long_consents,
    bilingual,
    open_combs,
    ruled_paragraph,
    fillable_wrapped,
    sideways,
    tight_table,
)


def draw(page: Callable[[Canvas], Rows]) -> tuple[bytes, Rows]:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setLineWidth(0.6)
    rows = page(canvas)
    canvas.save()
    return buffer.getvalue(), rows
