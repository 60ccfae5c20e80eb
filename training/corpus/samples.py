"""The documents that ship with enricher: written as text, rendered to files, and their gold.

documents/samples/FILE.txt  --read-->  Sample  --render-->  FILE, and a line of gold.jsonl
documents/books/...         --read_papers-->  books/FILE, and a line of gold.jsonl without values

A folder named as a mail or an archive becomes one that holds what is in it; `message` is the text of
the mail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from training.corpus.books.papers import read_papers
from training.corpus.markup import SampleDocument, read_document, read_marks
from training.corpus.rendering import office, pdf, text

FOLDER = Path(__file__).parent / "documents" / "samples"
PASSWORD = "only for the eyes of the parties"
BOOKS = "books"
IGNORED_FILE = ".DS_Store"
# What a Mac leaves in folders: the mark of its "buddy" file and no more.
_IGNORED = b"\0\0\0\1Bud1" + bytes(24)
_LOCKED = "pdf locked"
_FORMATS: Mapping[str, Callable[[SampleDocument], bytes]] = {
    "pdf": pdf.render_pdf,
    "pdf columns": partial(pdf.render_pdf, layout=pdf.COLUMNS),
    "pdf letter": partial(pdf.render_pdf, layout=pdf.LETTER),
    "pdf booklet": partial(pdf.render_pdf, layout=pdf.BOOKLET),
    "pdf form": partial(pdf.render_pdf, layout=pdf.FORM),
    "pdf typed": partial(pdf.render_pdf, layout=pdf.TYPED),
    _LOCKED: partial(pdf.render_pdf, password=PASSWORD),
    "scan": partial(pdf.render_scan, seed=1),
    "docx": office.render_docx,
    "odt": office.render_odt,
    "xlsx": office.render_xlsx,
    "rtf": text.render_rtf,
    "html": text.render_html,
    "html portal": partial(text.render_html, sheet="portal"),
    "txt": text.render_txt,
    "txt narrow": partial(text.render_txt, width=72),
    "txt latin-1": partial(text.render_txt, encoding="latin-1", width=90),
    "txt windows": partial(text.render_txt, encoding="utf-8-sig", newline="\r\n", width=78),
}
_MEDIA_TYPES = {".pdf": "application/pdf", ".odt": "application/vnd.oasis.opendocument.text"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A shipped document; `file` is its path, members of mails and archives as `file!/member`."""

    file: str
    format: str
    document: SampleDocument

    @property
    def is_readable(self) -> bool:
        return self.format != _LOCKED

    def render(self) -> bytes:
        return _FORMATS[self.format](self.document)

    @property
    def gold(self) -> dict[str, Any]:
        row: dict[str, Any] = {"file": self.file, "kind": self.document.kind}
        row |= {"fields": {}, "entities": []}
        if self.is_readable:
            row["fields"] = self.document.fields()
            for marked in (self.document.header, self.document.marked):
                said, golds = read_marks(marked)
                row["entities"] += [
                    {"category": gold.category, "text": said[gold.start : gold.end]}
                    for gold in golds
                ]
        return row


def read_samples(folder: Path = FOLDER) -> list[Sample]:
    samples = []
    for path in sorted(folder.rglob("*.txt")):
        document, named = read_document(path.read_bytes().decode())
        file = path.relative_to(folder).as_posix().removesuffix(".txt")
        holder = _holder(file)
        if holder:
            file = f"{holder}!/{file.removeprefix(holder + '/')}"
        samples.append(Sample(file, named["format"], document))
    return samples


def _holder(file: str) -> str:
    """The mail or archive that a document is a member of, "" for one that is not."""
    for parent in PurePosixPath(file).parents:
        if parent.suffix in (".eml", ".zip"):
            return parent.as_posix()
    return ""


def sample_files(samples: Sequence[Sample]) -> dict[str, bytes]:
    """Every file below the samples folder with its content, `gold.jsonl` among them."""
    files: dict[str, bytes] = {IGNORED_FILE: _IGNORED}
    members: dict[str, dict[str, bytes]] = {}
    for sample in samples:
        holder, _, member = sample.file.partition("!/")
        if member:
            members.setdefault(holder, {})[member] = sample.render()
        else:
            files[holder] = sample.render()
    for holder, inside in members.items():
        is_mail = holder.endswith(".eml")
        files[holder] = _mail(holder, inside) if is_mail else office.pack(inside, stored=True)
    papers = read_papers()
    files |= {f"{BOOKS}/{name}": content for name, (_, content) in papers.items()}
    kinds = {f"{BOOKS}/{name}": kind for name, (kind, _) in papers.items()}
    kinds |= {name: "mail" if name.endswith(".eml") else "archive" for name in members}
    placed = {f"documents/{name}": content for name, content in sorted(files.items())}
    return {**placed, "gold.jsonl": "".join(map(_line, _gold_rows(samples, kinds))).encode()}


def _mail(holder: str, inside: Mapping[str, bytes]) -> bytes:
    subject, _, body = (FOLDER / holder / "message").read_text("utf-8").partition("\n\n")
    ((name, content),) = inside.items()
    media_type = _MEDIA_TYPES[PurePosixPath(name).suffix]
    return text.render_mail(subject, body, (name, content), media_type, PurePosixPath(holder).stem)


def _gold_rows(samples: Iterable[Sample], others: Mapping[str, str]) -> list[dict[str, Any]]:
    """A row per document and member, in order; `others`, of these kinds, have no marks to count."""
    rows = [sample.gold for sample in samples]
    for file, kind in others.items():
        rows.append({"file": file, "kind": kind, "fields": {}, "entities": []})
    return sorted(rows, key=lambda row: str(row["file"]))


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def write_samples(folder: Path) -> list[Path]:
    """Write the files below `folder`; gives their paths."""
    written = []
    for name, content in sample_files(read_samples()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written
