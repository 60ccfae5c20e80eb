"""How much worse scans are read than the documents they were made from.

    PDF ─► scanned PDF (pictures alone, crooked, noisy) ─► Tika + OCR ─► text ─┐
     └──────────────────────────────────────────────► Tika ─────────► text ─┤
                                                                model ─► fields ─► scores

Texts are kept, so that an interrupted run goes on, and another model costs no OCR.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from enricher.documents import ExtractedText, SourceFile
from enricher.enrichment.parts import ServedModel, TextExtractor
from enricher.enrichment.pipeline import find_entities
from enricher.files.atomic import write_whole
from enricher.settings import Settings
from enricher.text.language import detect_language
from enricher.wiring.readers import build_extractor
from training.evaluation.scores import Evaluation, Fields, displayed, score_fields

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 2_000_000
# A busy machine must not lower the scores; time is measured by the processor's.
PATIENCE_SECONDS = 7200


@dataclass(frozen=True, slots=True)
class Scanner:
    """What a scanner does to a page.

    Attributes:
        degrees: by which pages lie crooked, counterclockwise.
        noise: standard deviation of the grey noise, of 255.
        blur: radius in pixels.
    """

    dpi: int = 200
    degrees: float = 1.0
    noise: float = 12.0
    blur: float = 0.6
    jpeg_quality: int = 75
    seed: int = 0

    def scan(self, source: Path, target: Path) -> int:
        """Write a PDF of pictures of a PDF's pages; the same bytes for the same seed.

        Returns:
            How many pages there are.
        """
        dice = np.random.default_rng(self.seed)
        with pypdfium2.PdfDocument(source) as document:
            pages = [self._page(page, dice) for page in document]
        start = time.gmtime(0)
        pages[0].save(
            target,
            "PDF",
            save_all=True,
            append_images=pages[1:],
            resolution=self.dpi,
            quality=self.jpeg_quality,
            title=source.stem,
            creationDate=start,
            modDate=start,
        )
        return len(pages)

    def _page(self, page: pypdfium2.PdfPage, dice: np.random.Generator) -> Image.Image:
        picture: Image.Image = page.render(scale=self.dpi / 72, grayscale=True).to_pil()
        picture = picture.convert("L")
        crooked = picture.rotate(self.degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
        blurred = crooked.filter(ImageFilter.GaussianBlur(self.blur))
        # Neither paper nor ink reach the ends of the scale.
        grey = np.asarray(blurred, dtype=np.float32) * 0.9 + 10
        grey += dice.normal(0, self.noise, grey.shape)
        return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


@dataclass(frozen=True, slots=True)
class ReadScan:
    """The text of a scan, and what it took to read it.

    Attributes:
        cpu_seconds: of a core, Tesseract's included; making the scan does not count.
        unread: characters that are missing, by the reader's own estimate.
    """

    file: str
    text: str
    page_count: int
    cpu_seconds: float
    unread: int


@dataclass(frozen=True, slots=True)
class ScanScores:
    """Fields found in the same documents as they are and as scans."""

    documents: int
    pages: int
    pages_per_second: float
    wrong_characters: float
    unread_documents: int
    digital: Evaluation
    scanned: Evaluation


def compare(
    expected: Mapping[str, Fields],
    digital: Mapping[str, str],
    scanned: Sequence[ReadScan],
    served_of: Callable[[str], ServedModel],
) -> ScanScores:
    """Score a model on both kinds of text.

    Args:
        expected: the right fields, by file.
        digital: the text of each file as it is.
        served_of: what reads a file, by its name; in a cross-validation that of its fold.
    """
    names = [scan.file for scan in scanned]
    texts = {scan.file: scan.text for scan in scanned}
    right = [expected[name] for name in names]
    pages = sum(scan.page_count for scan in scanned)
    wrong = sum(edits(digital[scan.file], scan.text) for scan in scanned)

    def score(of: Mapping[str, str]) -> Evaluation:
        found = [find_fields(of[name], served_of(name)) for name in names]
        return score_fields(right, found)

    return ScanScores(
        documents=len(names),
        pages=pages,
        pages_per_second=pages / sum(scan.cpu_seconds for scan in scanned),
        wrong_characters=wrong / sum(len(squeeze(digital[name])) for name in names),
        unread_documents=sum(scan.unread > 0 for scan in scanned),
        digital=score(digital),
        scanned=score(texts),
    )


def find_fields(text: str, served: ServedModel) -> Fields:
    """The learned fields of a text, as the product finds them."""
    found = find_entities(text, served, MAX_CHARACTERS, detect_language(text))
    learned = served.schema.learned
    return {name: values for name, values in displayed(found.fields).items() if name in learned}


def choose_documents(files: Sequence[Path], count: int) -> list[Path]:
    """So many of the files, the same each time, evenly from the sorted list."""
    ordered = sorted(files)
    step = len(ordered) / min(count, len(ordered))
    return [ordered[int(number * step)] for number in range(min(count, len(ordered)))]


def read_digital(files: Sequence[Path], kept: Path) -> dict[str, str]:
    """The text of each file, by the reader that serves; kept in a folder."""
    extractor = build_extractor(Settings(ocr="off"))
    texts = {}
    for path in files:
        place = kept / f"{path.name}.json"
        if not place.exists():
            write_whole(place, json.dumps({"text": extract(extractor, path).text}))
        texts[path.name] = str(json.loads(place.read_text(encoding="utf-8"))["text"])
    return texts


def read_scans(files: Sequence[Path], scanner: Scanner, kept: Path) -> Iterator[ReadScan]:
    """Scan and read each file, or take what an earlier run has kept in a folder."""
    extractor = build_extractor(
        Settings(ocr="on", file_seconds=PATIENCE_SECONDS, ocr_page_seconds=PATIENCE_SECONDS)
    )
    kept.mkdir(parents=True, exist_ok=True)
    for path in files:
        place = kept / f"{path.name}.json"
        if not place.exists():
            scan = kept / f"{path.stem}.scan.pdf"
            page_count = scanner.scan(path, scan)
            started = _cpu_seconds()
            extracted = extract(extractor, scan)
            seconds = _cpu_seconds() - started
            scan.unlink()
            read = ReadScan(
                path.name,
                extracted.text,
                page_count,
                round(seconds, 2),
                extracted.characters_unreadable,
            )
            write_whole(place, json.dumps(asdict(read)))
            logger.info("read scan file=%s pages=%d cpu_s=%.1f", path.name, page_count, seconds)
        yield ReadScan(**{"file": path.name} | json.loads(place.read_text(encoding="utf-8")))


def extract(extractor: TextExtractor, path: Path) -> ExtractedText:
    status = path.stat()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return extractor.extract(SourceFile(path, status.st_size, status.st_mtime_ns, sha256))[0]


def squeeze(text: str) -> str:
    """A text with single blanks between words: line ends are a matter of layout."""
    return " ".join(text.split())


def edits(right: str, found: str) -> int:
    """How many characters have to be changed, put in or taken out (Levenshtein), blanks squeezed."""
    a = np.frombuffer(squeeze(right).encode("utf-32-le"), dtype=np.uint32)
    b = np.frombuffer(squeeze(found).encode("utf-32-le"), dtype=np.uint32)
    steps = np.arange(len(b) + 1, dtype=np.int32)
    row = steps.copy()
    for number, character in enumerate(a, start=1):
        following = np.empty_like(row)
        following[0] = number
        following[1:] = np.minimum(row[1:] + 1, row[:-1] + (b != character))
        # Insertions run along the row: the least of what stands before, plus the way from there.
        row = np.minimum.accumulate(following - steps) + steps
    return int(row[-1])


def _cpu_seconds() -> float:
    """Of this process and of those that it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
