"""Real PDFs through pdfium: what stands under the rectangles, and what hostile ones can do."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from connectors.tika.embedded import EmbeddedTika
from enricher.errors import ExtractionError, NotFoundError
from enricher.text.page_places import Rectangle, find_rectangles
from enricher.wiring.pictures import Pictures
from tests.clocks import wall_at_most
from tests.form_pages import LOOKS, write
from tests.form_texts import ACCOUNT

SAMPLES = Path(str(files("enricher.shipped.samples"))) / "documents"
LEASE = SAMPLES / "leases" / "office-lease.pdf"


@pytest.fixture(scope="module")
def pictures() -> Iterator[Pictures]:
    with Pictures(1) as opened:
        yield opened


def form_bomb(path: Path, levels: int = 12) -> Path:
    """A page that draws a form, which draws another ten times, and so on: 10^levels drawings."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
        "/Resources<</XObject<</X 5 0 R>>>>>>",
        "<</Length 5>>stream\n/X Do\nendstream",
    ]
    for level in range(levels):
        body = "/X Do " * 10 if level + 1 < levels else "0 0 100 100 re f "
        objects.append(
            "<</Type/XObject/Subtype/Form/BBox[0 0 200 200]"
            f"/Resources<</XObject<</X {6 + level} 0 R>>>>/Length {len(body)}>>stream\n{body}\nendstream"
        )
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    written += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(written)}\n%%EOF"
    ).encode()
    path.write_bytes(written)
    return path


def read_under(path: Path, number: int, places: tuple[Rectangle, ...]) -> str:
    """What pdfium says stands under some rectangles, without blanks."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[number]
        left, bottom, right, top = page.get_bbox()
        across, down = right - left, top - bottom
        text = page.get_textpage()
        found = [
            text.get_text_bounded(
                left + one.left * across,
                top - one.bottom * down,
                left + one.right * across,
                top - one.top * down,
            )
            for one in places
        ]
    return "".join("".join(found).split())


@pytest.mark.parametrize(
    "name", ["leases/office-lease.pdf", "loans/darlehen.pdf", "nda/mutual-nda.pdf"]
)
def test_rectangles_lie_over_the_words(pictures: Pictures, name: str) -> None:
    path = SAMPLES / name
    reading = EmbeddedTika(ocr=False).read(path, path.name)
    placed = asked = 0
    for number, start in enumerate(reading.pages):
        text = reading.text[start : (*reading.pages, len(reading.text))[number + 1]]
        words = [
            (at, at + len(word))
            for word in set(text.split())
            if len(word) > 5
            for at in [text.index(word)]
        ]
        drawn = pictures.characters(path, name, number + 1)
        asked += len(words)
        for (first, last), found in zip(words, find_rectangles(text, words, drawn), strict=True):
            if found:
                placed += 1
                under = read_under(path, number, found)
                assert text[first:last].strip("-") in under or under in text[first:last]
    assert asked > 60
    assert placed > 0.97 * asked


def test_what_is_filled_into_a_form_stands_in_its_field(pictures: Pictures, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    (fillable,) = (one for one in LOOKS if one.name == "fillable-left")
    path.write_bytes(write(fillable, ACCOUNT)[0])
    text = EmbeddedTika(ocr=False).read(path, path.name).text
    drawn = pictures.characters(path, "form", 1)
    label, value = (text.index(one) for one in ("Forenames", "Iris Mabel"))
    (printed,), (filled,) = find_rectangles(
        text, [(label, label + len("Forenames")), (value, value + len("Iris Mabel"))], drawn
    )
    assert filled.left > printed.right
    assert filled.top < (printed.top + printed.bottom) / 2 < filled.bottom


def test_rectangles_turn_with_the_page(pictures: Pictures, tmp_path: Path) -> None:
    turned = tmp_path / "turned.pdf"
    with pypdfium2.PdfDocument(LEASE) as document:
        document[0].set_rotation(90)
        document.save(turned)
    upright, lying = (pictures.characters(one, one.name, 1) for one in (LEASE, turned))
    at = upright.text.index("COMMERCIAL")
    one, other = upright.boxes[at], lying.boxes[lying.text.index("COMMERCIAL")]
    assert one is not None
    assert other is not None
    expected = (1 - one.bottom, one.left, 1 - one.top, one.right)
    assert (other.left, other.top, other.right, other.bottom) == pytest.approx(expected, abs=0.001)


def test_picture_is_as_wide_as_asked_and_never_huge(pictures: Pictures, tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(pictures.picture(LEASE, "", 1, 900)))
    assert picture.format == "PNG"
    assert abs(picture.width - 900) <= 1
    long = tmp_path / "long.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(10, 14_000)
        document.save(long)
    narrow = Image.open(io.BytesIO(pictures.picture(long, "long", 1, 2400)))
    assert narrow.width * narrow.height <= 8_100_000


def test_page_that_hangs_costs_its_time_once_and_nothing_else(tmp_path: Path) -> None:
    bomb = form_bomb(tmp_path / "bomb.pdf")
    stopped = "took more than 3 s|needed more than 1000 MB"  # whichever a machine comes to first
    with Pictures(1, seconds=3) as pictures:
        with pytest.raises(ExtractionError, match=stopped):
            pictures.picture(bomb, "bomb", 1, 900)
        with wall_at_most(2.5), pytest.raises(ExtractionError, match=stopped):  # 3 if drawn again
            pictures.picture(bomb, "bomb", 1, 900)
        assert pictures.picture(LEASE, "", 1, 300).startswith(b"\x89PNG")


def test_what_is_no_pdf_says_so(pictures: Pictures, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4\nnothing of a document")
    with pytest.raises(ExtractionError, match="the page cannot be shown"):
        pictures.picture(broken, "broken", 1, 300)
    with pytest.raises(ExtractionError, match="the page cannot be shown"):
        pictures.sizes(broken, "broken")
    with pytest.raises(NotFoundError, match="no page 9"):
        pictures.picture(LEASE, "", 9, 300)
