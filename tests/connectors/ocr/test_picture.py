from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from connectors.ocr.picture import (
    MARKS_SHARE,
    MAX_PIXELS,
    WHITE_SHARE,
    PictureError,
    ink_outside,
    ink_share,
    looks_like_page,
    measure_skew,
    open_frames,
    to_grey,
    turn,
)
from tests.connectors.scanned import SIZE, page, photograph, white


@pytest.mark.parametrize("skew", [0.0, 0.5, 1.0, -1.3, 3.0, -5.0])
def test_skew_is_measured_and_undone(skew: float) -> None:
    angle, is_sideways = measure_skew(turn(page(), -skew))
    assert angle == pytest.approx(skew, abs=0.15)
    assert not is_sideways


@pytest.mark.parametrize(
    ("quarter", "is_sideways"), [(0, False), (90, True), (180, False), (270, True)]
)
def test_lines_from_top_to_bottom_are_told(quarter: int, is_sideways: bool) -> None:
    angle, sideways = measure_skew(turn(turn(page(), 1.0), quarter))
    assert sideways == is_sideways
    assert angle == pytest.approx(-1.0, abs=0.15)


def test_turns_are_clockwise() -> None:
    corner = Image.fromarray(np.array([[0, 1], [3, 2]], dtype=np.uint8))
    assert np.asarray(turn(corner, 90)).tolist() == [[3, 0], [2, 1]]
    assert np.asarray(turn(corner, 270)).tolist() == [[1, 2], [0, 3]]
    assert turn(corner, 0) is corner


def test_noise_is_no_ink_and_a_line_is() -> None:
    assert ink_share(white()) < WHITE_SHARE
    assert measure_skew(white()) == (0.0, False)
    line = ink_share(page("A single line"))
    assert WHITE_SHARE < line < MARKS_SHARE
    assert ink_share(page()) > MARKS_SHARE
    assert ink_share(Image.eval(page(), lambda grey: 255 - grey)) > MARKS_SHARE
    assert ink_share(Image.new("L", (3, 3))) == 0.0


def test_a_photograph_and_a_logo_are_no_pages() -> None:
    assert looks_like_page(page())
    assert not looks_like_page(photograph())
    assert not looks_like_page(page().resize((300, 400)))


def test_every_kind_of_pixel_becomes_grey_on_white() -> None:
    clear = Image.new("RGBA", (2, 2), (0, 0, 0, 0))
    assert to_grey(clear).getpixel((0, 0)) == 255
    assert to_grey(Image.new("1", (2, 2), 1)).getpixel((0, 0)) == 255
    deep = Image.fromarray(np.array([[0, 65535]], dtype=np.uint16))
    assert [to_grey(deep).getpixel((x, 0)) for x in (0, 1)] == [0, 255]


def test_frames_of_a_tiff_without_its_thumbnail(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [page().convert("1"), page()]
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(150, 150))
    assert [(one.size, dpi) for one, dpi in open_frames(path)] == [(SIZE, 150), (SIZE, 150)]
    small = Image.new("L", (80, 100))
    small.save(path, tiffinfo={254: 1})
    assert list(open_frames(path)) == []


def test_a_photographed_page_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top is on the right
    turn(page(), 270).save(tmp_path / "a.jpg", exif=exif)
    ((picture, dpi),) = open_frames(tmp_path / "a.jpg")
    assert (picture.size, dpi) == (SIZE, 0)
    assert not measure_skew(picture)[1]


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    Image.new("1", (6000, 8000), 1).save(tmp_path / "a.png", dpi=(1200, 1200))
    ((picture, dpi),) = open_frames(tmp_path / "a.png")
    assert picture.width * picture.height <= MAX_PIXELS
    assert dpi == 600


def test_a_bomb_and_damage_are_refused(tmp_path: Path) -> None:
    Image.new("1", (14_000, 14_000)).save(tmp_path / "bomb.png")
    with pytest.raises(PictureError, match="too_large"):
        list(open_frames(tmp_path / "bomb.png"))
    page().save(tmp_path / "cut.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "cut.png").read_bytes()[:5000])
    for name in ("cut.png", "none.jpg"):
        (tmp_path / "none.jpg").write_bytes(b"\xff\xd8\xff\xe0 nonsense")
        with pytest.raises(PictureError, match="picture_closed"):
            list(open_frames(tmp_path / name))


def test_ink_that_no_word_covers_is_told_from_shadows() -> None:
    picture = page()
    width, height = picture.size
    assert ink_outside(picture, [(0, 0, width, height)]) == 0.0
    assert ink_outside(picture, []) == 1.0
    left = [(0, 0, width // 4, height)]
    half = ink_outside(picture, left)
    assert 0.05 < half < 0.95
    shade = np.linspace(0, 80, width, dtype=np.int16)
    shadow = Image.fromarray((np.asarray(picture, dtype=np.int16) - shade).clip(0).astype(np.uint8))
    assert ink_outside(shadow, left) == pytest.approx(half, abs=0.05)
    assert ink_outside(white(), []) in (0.0, 1.0)
