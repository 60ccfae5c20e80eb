from __future__ import annotations

import io

from PIL import Image

from enricher.review.snippets import MAX_HEIGHT_PIXELS, cut
from enricher.text.page_places import Rectangle


def blank_page() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (1000, 1400), "white").save(written, "PNG")
    return written.getvalue()


def test_lines_around_the_words_are_cut_out_and_the_words_marked() -> None:
    png = cut(blank_page(), [Rectangle(0.1, 0.5, 0.3, 0.51), Rectangle(0.1, 0.515, 0.2, 0.525)])
    snippet = Image.open(io.BytesIO(png)).convert("RGB")
    assert (snippet.width, snippet.height) == (1000, 145)
    coloured = [
        (x, y)
        for x in range(1000)
        for y in range(snippet.height)
        if snippet.getpixel((x, y)) != (255, 255, 255)
    ]
    assert min(x for x, _ in coloured) == 98
    assert 300 <= max(x for x, _ in coloured) <= 303
    assert 50 <= min(y for _, y in coloured) <= 55


def test_words_over_a_whole_page_are_cut_off() -> None:
    png = cut(blank_page(), [Rectangle(0, 0, 1, 1)])
    assert Image.open(io.BytesIO(png)).height == MAX_HEIGHT_PIXELS
