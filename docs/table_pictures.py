"""Draws documents with their tables, fields and proofs upon them: `python docs/table_pictures.py`.

A sample of each kind -> docs/pictures/table-KIND.png
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

import enricher
from enricher.documents.extraction import Extraction
from enricher.documents.proofs import Proof, prove_amounts, prove_table
from enricher.documents.tables import Cell, Table
from enricher.shipped.samples import documents_folder

FOLDER = Path(__file__).parent / "pictures"
BOOKS = documents_folder() / "books"
PICTURES = {
    "statement": "two-accounts.pdf",
    "invoice": "invoice-2041.pdf",
    "form": "lastschriftmandat.pdf",
    "receipt": "receipt.png",
}
WIDTH = 1100  # pixels of a page; the docs show it at half of that
NARROW = 620  # of a receipt
MARGIN = 24
ROOM = 330  # to the right of the page, for what is proven
LINE = 19  # pixels from one note to the next
PER_POINT = 2  # units of the boxes of words
COLORS = ("#0b6bcb", "#8a4baf", "#b3541e", "#1d7a6b", "#9c2f5e")
FIELD, RIGHT, WRONG = "#5f6b7a", "#1a7f37", "#c4232c"

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Canvas:
    """A page, and what is drawn upon it."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    scale: float

    def outline(self, box: Box, color: str, *, is_filled: bool = True) -> None:
        left, top, right, bottom = box
        frame = (left - 4, top - 3, right + 4, bottom + 3)
        wash = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
        fill = (*_rgb(color), 46) if is_filled else None
        ImageDraw.Draw(wash).rectangle(frame, fill=fill, outline=(*_rgb(color), 255), width=2)
        self.image.paste(Image.alpha_composite(self.image, wash))

    def tag(self, text: str, box: Box, color: str, words: Sequence[Box]) -> None:
        """What a box is: behind it, or above where words stand behind it."""
        font = ImageFont.load_default(13)
        width = self.draw.textlength(text, font)
        x, bottom = box[2] + 4, box[3] + 3
        behind = (x, box[1], x + width, box[3])
        if any(_overlap(behind, one) for one in words):
            x, bottom = box[0] - 4, box[1] - 3
        self.draw.rectangle((x, bottom - 17, x + width + 8, bottom), fill=color)
        self.draw.text((x + 4, bottom - 16), text, fill="white", font=font)

    def note(self, text: str, y: float, color: str) -> None:
        """A line in the room beside the page, at the height of what it is about."""
        font = ImageFont.load_default(15)
        x = self.image.width - ROOM + 56
        self.draw.ellipse((x, y + 3, x + 11, y + 14), fill=color)
        self.draw.text((x + 18, y), text, fill=color, font=font)


class Places:
    """Where stretches of the text stand on the picture of the first page."""

    def __init__(self, found: Extraction, scale: float) -> None:
        boxes = found.enriched.extracted.boxes
        self._rows = [] if boxes is None else [row for row in boxes.rows.tolist() if row[2] == 0]
        self._scale = scale / PER_POINT

    def box(self, start: int, end: int) -> Box | None:
        """Around the words of [start, end); None where they are not on the page."""
        words = [row[3:7] for row in self._rows if row[0] < end and row[1] > start]
        if not words or end <= start:
            return None
        lefts, tops, rights, bottoms = zip(*words, strict=True)
        return self._scaled([min(lefts), min(tops), max(rights), max(bottoms)])

    def _scaled(self, edges: Sequence[int]) -> Box:
        left, top, right, bottom = (edge * self._scale for edge in edges)
        return left, top, right, bottom

    @property
    def words(self) -> list[Box]:
        return [self._scaled(row[3:7]) for row in self._rows]

    def of(self, cells: Sequence[Cell | None]) -> Iterator[tuple[int, Box]]:
        for column, cell in enumerate(cells):
            box = None if cell is None else self.box(cell.start, cell.end)
            if box is not None:
                yield column, box


def draw(path: Path) -> Image.Image:
    """The first page of a document, its tables, fields and proofs upon it."""
    (found,) = enricher.extract(path, project="financial")
    page, scale = _page(path)
    image = Image.new("RGBA", (page.width + ROOM, page.height), "white")
    image.paste(page.convert("RGBA"))
    canvas = Canvas(image, ImageDraw.Draw(image), scale)
    places = Places(found, scale)
    used = [_draw_table(canvas, places, table) for table in found.enriched.extracted.tables]
    used.append(_draw_fields(canvas, places, found))
    bottom = min(image.height, int(max(used)) + MARGIN)
    return canvas.image.crop((0, 0, image.width, bottom)).convert("RGB").quantize(64)


def _page(path: Path) -> tuple[Image.Image, float]:
    """The picture of the first page, and its pixels in a point."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            document.init_forms()
            scale = WIDTH / document[0].get_size()[0]
            return document[0].render(scale=scale).to_pil(), scale
    picture = Image.open(path).convert("L")
    dots_per_inch = float(picture.info.get("dpi", (72, 72))[0])
    scale = NARROW / picture.width
    return picture.resize((NARROW, round(picture.height * scale))), scale * dots_per_inch / 72


def _draw_table(canvas: Canvas, places: Places, table: Table) -> float:
    """Cells in the color of their column, and beside rows what their balance proves."""
    proofs = {one.row: one for one in prove_table(table)}
    boxes: dict[Box, int] = {}
    for number, row in enumerate(table.rows):
        cells = list(places.of(row))
        boxes.update({box: column for column, box in cells})
        if number in proofs and cells:
            _note(canvas, proofs[number], cells[-1][1])
    for box, column in boxes.items():
        canvas.outline(box, COLORS[column % len(COLORS)])
    if not boxes:
        return 0.0
    names = sorted(set(boxes.values()))
    top = min(box[1] for box in boxes) - LINE * len(names)
    for at, column in enumerate(names):
        name = table.columns[column].name.replace("_", " ")
        canvas.note(name, top + LINE * at, COLORS[column % len(COLORS)])
    bottom = max(box[3] for box in boxes)
    if None in proofs:
        _note(canvas, proofs[None], (0, bottom + 8, 0, bottom + 32))
        bottom += 36
    return bottom


def _note(canvas: Canvas, proof: Proof, box: Box) -> None:
    y = (box[1] + box[3]) / 2 - 9
    name = proof.figure.replace("_", " ")
    if proof.holds:
        canvas.note(f"{name} {proof.stated:,.2f} proven", y, RIGHT)
    else:
        canvas.note(f"{name}: rows make {proof.computed:,.2f}", y, WRONG)


def _draw_fields(canvas: Canvas, places: Places, found: Extraction) -> float:
    """What the document says of itself: green where sums or check digits prove it."""
    bottom, drawn = 0.0, set[tuple[str, str]]()
    enriched = found.enriched
    wrong = {
        proof.stated
        for table in enriched.extracted.tables
        for proof in prove_table(table)
        if not proof.holds
    }
    proofs = {
        _FIGURES[one.figure]: one
        for one in prove_amounts(enriched.extracted.tables, enriched.fields)
    }
    for entity in enriched.entities:
        span = entity.span
        box = places.box(span.start, span.end)
        if box is None or (span.category, entity.text) in drawn:
            continue
        drawn.add((span.category, entity.text))
        color = RIGHT if span.confidence == 1.0 else FIELD
        if entity.value is not None and entity.value.order in wrong:
            color = WRONG
        canvas.outline(box, color, is_filled=False)
        canvas.tag(span.category, box, color, places.words)
        bottom = max(bottom, box[3])
        if span.category in proofs:
            _note(canvas, proofs.pop(span.category), box)
    return bottom


_FIGURES = {"net_amount": "NetAmount", "total_amount": "TotalAmount"}


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0 and down > 0.3 * (one[3] - one[1])


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def main() -> None:
    for kind, name in PICTURES.items():
        path = FOLDER / f"table-{kind}.png"
        draw(BOOKS / name).save(path, optimize=True)
        print(f"{path.name}: {path.stat().st_size // 1024} KB")  # noqa: T201


if __name__ == "__main__":
    main()
