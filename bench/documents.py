"""What the benchmarks read: real agreements where there are some, samples, and synthetic texts."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from connectors.tika.embedded import EmbeddedTika
from enricher.shipped.samples import documents_folder

_PER_FOLDER = 1000
_AGE_SECONDS = 3600  # a file that was just written would be waited for
# A byte more at the end makes another document of these, and does no harm.
_COPIED = (".pdf", ".txt", ".html", ".rtf")
_ONE_TEXT = (*_COPIED, ".docx", ".odt", ".xlsx")
_WITHOUT_TEXT = ("locked-loan.pdf", "scanned-lease.pdf")

_NAMES = ("Alpine", "Birch", "Cobalt", "Delta", "Ember", "Falcon", "Garnet", "Harbor", "Iris",
          "Juniper", "Keystone", "Lumen", "Meridian", "Northgate", "Orchard", "Pioneer")  # fmt: skip
_TRADES = ("Systems", "Holdings", "Pharma", "Partners", "Networks", "Foods", "Energy", "Capital")
_FORMS = (", Inc.", " LLC", " Corporation", " Ltd.")
_STATES = ("New York", "Delaware", "Texas", "Ohio", "California", "Nevada")
_MONTHS = ("January", "March", "May", "July", "October", "December")
_SENTENCES = (
    "The recipient keeps the information secret and uses it for the purpose only.",
    "No waiver of a right is a waiver of another.",
    "Notices go to the addresses below, with a copy to counsel.",
    "Each party bears its own costs of these negotiations.",
    "Neither party may assign this agreement without the consent of the other.",
    "What is public without a breach is not confidential.",
)


def real_files() -> tuple[list[Path], str]:
    """Documents that people wrote, and what to call them; the samples where there are no others."""
    root = Path(__file__).parents[1]
    data = Path(os.environ.get("ENRICHER_TEST_DATA", root.parent / "shared" / "data"))
    agreements = sorted((data / "nda" / "documents").glob("*.pdf"))
    if agreements:
        return agreements, "non-disclosure agreements filed with the SEC, PDF"
    samples = sorted(
        path
        for path in documents_folder().rglob("*")
        if path.suffix in _ONE_TEXT and path.name not in _WITHOUT_TEXT
    )
    return samples, "shipped samples, some of them several times"


def write_real_files(folder: Path, count: int) -> str:
    """Put `count` different documents into a folder; returns what they are."""
    files, described = real_files()
    repeated = [path for path in files if path.suffix in _COPIED]
    for number in range(count):
        round_, place = divmod(number, len(files))
        origin = files[place] if not round_ else repeated[number % len(repeated)]
        target = folder / f"{number:05}{origin.suffix}"
        shutil.copyfile(origin, target)
        if round_:
            with target.open("ab") as file:
                file.write(b"\n" * round_ + b" " * place)
        make_older(target)
    return described


def read_texts(count: int) -> tuple[list[str], str]:
    """The texts of `count` documents; fewer files than that are read again from the first."""
    files, described = real_files()
    tika = EmbeddedTika(ocr=False)
    texts = [tika.read(path, path.name).text for path in files[:count]]
    return [texts[number % len(texts)] for number in range(count)], described


def write_synthetic_files(folder: Path, numbers: Sequence[int]) -> None:
    """One small text per number, the same text for the same number."""
    for number in numbers:
        below = folder / f"{number // _PER_FOLDER:04}"
        below.mkdir(parents=True, exist_ok=True)
        target = below / f"{number:06}.txt"
        target.write_text(synthetic_text(number), encoding="utf-8")
        make_older(target)


def synthetic_text(number: int) -> str:
    """An agreement of about 600 characters."""
    dice = random.Random(number)
    party, other = _party(dice), _party(dice)
    date = f"{dice.choice(_MONTHS)} {dice.randint(1, 28)}, {dice.randint(1998, 2024)}"
    body = " ".join(dice.sample(_SENTENCES, 4))
    return (
        f"CONFIDENTIALITY AGREEMENT No. {number}\n\n"
        f"This agreement is made as of {date} between {party} and {other}.\n\n{body}\n\n"
        f"A breach costs ${dice.randint(1, 900) * 1000:,}. It is governed by the laws of the State"
        f" of {dice.choice(_STATES)} and remains in force for {dice.randint(1, 9)} years.\n\n"
        f"Signed: {party}\nSigned: {other}\n"
    )


def _party(dice: random.Random) -> str:
    return f"{dice.choice(_NAMES)} {dice.choice(_TRADES)}{dice.choice(_FORMS)}"


def make_older(path: Path) -> None:
    then = time.time() - _AGE_SECONDS
    os.utime(path, (then, then))
