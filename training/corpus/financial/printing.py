"""Pages of HTML printed by a browser, and scans of them: pictures, a little turned and specked."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from PIL import Image, ImageFilter

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
_DOTS_PER_INCH = 170


class Printer:
    """A browser that prints; open it with `open_printer`."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def pdf(self, html: str) -> bytes:
        self._page.set_content(html)
        printed: bytes = self._page.pdf(prefer_css_page_size=True, print_background=True)
        return printed


@contextmanager
def open_printer() -> Iterator[Printer]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM or None)
        try:
            yield Printer(browser.new_page())
        finally:
            browser.close()


def scan(pdf: bytes, rng: Random) -> bytes:
    """The pages as a flatbed would see them: grey, turned by up to a degree, with noise."""
    import pypdfium2

    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=_DOTS_PER_INCH / 72).to_pil().convert("L")
        picture = picture.rotate(rng.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=248)
        noise = Image.effect_noise(picture.size, rng.uniform(14, 26))
        picture = Image.blend(picture, noise, 0.08)
        pages.append(picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.7))))
    buffer = io.BytesIO()
    pages[0].save(
        buffer,
        "PDF",
        resolution=_DOTS_PER_INCH,
        save_all=True,
        append_images=pages[1:],
        quality=70,
    )
    return buffer.getvalue()
