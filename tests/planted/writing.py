"""Agreements as files, and where in the text of a file the marked words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import NamedTuple

from tests.planted.agreements import Agreement
from training.corpus.markup import SampleDocument, block_strings, read_marks
from training.corpus.rendering.office import render_docx
from training.corpus.rendering.pdf import render_pdf
from training.corpus.rendering.text import render_html, render_txt


class Place(NamedTuple):
    """Words in a text and what they are."""

    category: str
    start: int
    end: int


def write_files(agreements: Iterable[Agreement], folder: Path) -> None:
    folder.mkdir(parents=True)
    for one in agreements:
        write = _FORMATS[one.name.rpartition(".")[2]]
        (folder / one.name).write_bytes(write(one.document))


def places_in(document: SampleDocument, text: str) -> list[Place]:
    """Where the marked words stand in what was read from the file, whatever blanks it has.

    They are looked for with the words around them: the same words may stand elsewhere.
    """
    return [
        place
        for block in document.blocks
        for marked in block_strings(block)
        for place in _places_of(marked, text)
    ]


def _places_of(marked: str, text: str) -> Iterator[Place]:
    plain, golds = read_marks(marked)
    for gold in golds:
        before = plain[: gold.start].split()[-4:]
        words, after = plain[gold.start : gold.end].split(), plain[gold.end :].split()[:3]
        pattern = rf"{_spaced(before)}\s*({_spaced(words)})\s*{_spaced(after)}"
        if len(plain) < gold.end - gold.start + 3:
            continue  # a line of its own, such as below a signature
        (match,) = re.finditer(pattern, text)
        yield Place(gold.category, *match.span(1))


def _spaced(words: Iterable[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _render_mail(document: SampleDocument) -> bytes:
    """A mail that is the agreement, sent as text."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Contracts Desk <desk@counsel.example>"
    mail["To"] = "Archive <archive@counsel.example>"
    mail["Subject"] = document.title.capitalize()
    mail.set_content(render_txt(document).decode(), cte="quoted-printable")
    return mail.as_bytes()


_FORMATS = {
    "pdf": render_pdf,
    "docx": render_docx,
    "html": render_html,
    "txt": render_txt,
    "eml": _render_mail,
}
