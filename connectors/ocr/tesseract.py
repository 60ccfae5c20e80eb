"""Tesseract as a program: one picture in, the words of one page out."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from PIL import Image

from connectors.ocr.languages import NO_LANGUAGES
from connectors.ocr.text import PageText, to_page_text
from connectors.sandbox.environment import child_environment

# Lists its languages in a blink; a program that hangs at that reads nothing either.
LISTING_SECONDS = 20.0
# Full page segmentation. Measured against 1 (which detects the orientation of every page, 0.2 s
# each), 4 and 6: the fewest wrong characters.
_SEGMENTATION = "3"
# Sparse text, in no order: finds figures that stand alone, of which the above leaves out one in fifty.
_SPARSE = "11"
_ORIENTATION_ONLY = "0"
# Below this Tesseract's own detection is a guess; pages of text have 10 and more.
MIN_ORIENTATION_CONFIDENCE = 2.0
MIN_SCRIPT_CONFIDENCE = 1.0
_FIELD = re.compile(r"^(Rotate|Orientation confidence|Script|Script confidence): (.+)$", re.M)


class TesseractError(Exception):
    """Tesseract did not read a picture; the message says why."""


class TesseractTimeoutError(TesseractError):
    """It took too long and was killed."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """How a page lies.

    Attributes:
        turn: degrees by which to turn it clockwise to have it upright; None: not known.
        script: as Tesseract names it, "" where it is not known.
    """

    turn: int | None = None
    script: str = ""


class Tesseract:
    """Runs the program that is found on the PATH, on one thread."""

    @cached_property
    def installed(self) -> tuple[str, ...]:
        """The names of all its data; empty where it is not installed or does not run."""
        program = shutil.which("tesseract")
        if program is None:
            return ()
        try:
            listing = subprocess.run(
                [program, "--list-langs"],
                capture_output=True,
                text=True,
                timeout=LISTING_SECONDS,
                check=True,
                env=child_environment(),
            )
        except (OSError, subprocess.SubprocessError):
            return ()
        # The first line says where they are.
        return tuple(listing.stdout.split("\n", 1)[-1].split())

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(name for name in self.installed if name not in NO_LANGUAGES)

    @property
    def detects_orientation(self) -> bool:
        return "osd" in self.installed

    def read(
        self, picture: Image.Image, languages: Sequence[str], dpi: int, seconds: float
    ) -> PageText:
        """Read an upright page.

        Args:
            dpi: its resolution; 0: not known.

        Raises:
            TesseractTimeoutError: it took more than `seconds`.
            TesseractError: it failed.
        """
        return self._read(picture, languages, dpi, seconds, _SEGMENTATION)

    def read_sparse(
        self, picture: Image.Image, languages: Sequence[str], dpi: int, seconds: float
    ) -> PageText:
        """Read an upright page word by word; see `read`."""
        return self._read(picture, languages, dpi, seconds, _SPARSE)

    def _read(
        self,
        picture: Image.Image,
        languages: Sequence[str],
        dpi: int,
        seconds: float,
        segmentation: str,
    ) -> PageText:
        options = ["-l", "+".join(languages), "--psm", segmentation]
        options += ["-c", "tessedit_create_tsv=1"]
        return to_page_text(self._run(picture, options, dpi, seconds))

    def orientation(self, picture: Image.Image, dpi: int, seconds: float) -> Orientation:
        """How a page lies; nothing is known of one with little text, or without the data `osd`."""
        if not self.detects_orientation:
            return Orientation()
        try:
            answer = self._run(picture, ["--psm", _ORIENTATION_ONLY], dpi, seconds)
        except TesseractTimeoutError:
            raise
        except TesseractError:  # it fails on pages with few letters
            return Orientation()
        found = dict(_FIELD.findall(answer))
        sure = float(found.get("Orientation confidence", 0)) >= MIN_ORIENTATION_CONFIDENCE
        named = float(found.get("Script confidence", 0)) >= MIN_SCRIPT_CONFIDENCE
        return Orientation(
            turn=int(found["Rotate"]) if sure and "Rotate" in found else None,
            script=found.get("Script", "") if named else "",
        )

    def _run(self, picture: Image.Image, options: Sequence[str], dpi: int, seconds: float) -> str:
        content = BytesIO()
        picture.save(content, "PPM")
        resolution = ["--dpi", str(dpi)] if dpi else []
        try:
            done = subprocess.run(
                ["tesseract", "stdin", "stdout", *resolution, *options],
                input=content.getbuffer(),
                capture_output=True,
                timeout=seconds,
                check=False,
                # The documents are read in parallel already.
                env=child_environment() | {"OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired:
            raise TesseractTimeoutError(f"Tesseract took more than {seconds:.0f} s") from None
        except OSError as error:
            raise TesseractError(f"Tesseract does not run: {error.strerror}") from error
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            last = lines[-1] if lines else f"exit code {done.returncode}"
            raise TesseractError(f"Tesseract failed: {last}")
        return done.stdout.decode("utf-8", "replace")
