"""Pictures as pages that people look at."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from connectors.files.pdf_pages import Look, look
from connectors.files.picture_pages import is_picture, picture_page, picture_sizes
from enricher.errors import ExtractionError, NotFoundError
from enricher.text.page_places import DrawnPage


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def shown(content: bytes, number: int = 0, width: int = 100) -> Image.Image:
    return Image.open(io.BytesIO(picture_page(content, number, width)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_a_picture_is_one_page(kind: str) -> None:
    content = saved(Image.new("RGB", (200, 100), "red"), kind)
    assert is_picture(content)
    assert picture_sizes(content) == ((200, 100),)
    made = shown(content)
    assert made.size == (100, 50)
    assert isinstance(pixel := made.getpixel((50, 25)), tuple)
    assert pixel[0] > 200 > 100 > pixel[1]


def test_frames_of_a_tiff_are_pages_but_for_thumbnails() -> None:
    frames = [Image.new("L", (80, 120), shade) for shade in (0, 255)]
    content = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert picture_sizes(content) == ((80, 120), (80, 120))
    assert shown(content, 1, 80).getpixel((5, 5)) == (255, 255, 255)
    with pytest.raises(NotFoundError, match="no page 3"):
        picture_page(content, 2, 80)


def test_a_photograph_is_upright_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    content = saved(Image.new("RGB", (200, 100), "blue"), "JPEG", exif=exif)
    assert picture_sizes(content) == ((100, 200),)
    assert shown(content, width=50).size == (50, 100)


def test_what_is_transparent_is_white_and_deep_grey_is_seen() -> None:
    clear = saved(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG")
    assert shown(clear, width=10).getpixel((5, 5)) == (255, 255, 255)
    deep = saved(Image.new("I;16", (10, 10), 0x8000), "PNG")
    assert shown(deep, width=10).getpixel((5, 5)) == (128, 128, 128)


def test_a_small_picture_is_not_blown_up_and_a_damaged_one_is_told() -> None:
    assert shown(saved(Image.new("L", (20, 10)), "PNG"), width=2400).size == (20, 10)
    whole = saved(Image.effect_noise((300, 300), 90), "PNG")
    with pytest.raises(ExtractionError, match="damaged"):
        picture_page(whole[: len(whole) // 2], 0, 100)
    with pytest.raises(ExtractionError, match="no picture"):
        picture_sizes(b"\x89PNG and nothing else")


def test_it_is_looked_at_like_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(saved(Image.new("L", (200, 100)), "PNG"))
    assert look(Look(path, "sizes")) == ((200, 100),)
    assert look(Look(path, "characters")) == DrawnPage("", ())
    assert isinstance(look(Look(path, "picture", 0, 100)), bytes)
