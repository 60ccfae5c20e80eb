"""What documents are: learned from real documents and from made-up ones, and measured.

CUAD, NDAs, receipts  --folds-->  four fifths, and all that is made up  --fit_chooser-->  the other fifth,
                                                                                 and what none learns from

CUAD's folders say what its contracts are; cuad_types.toml says which type a folder is, and which contracts
are something else when one reads them. Near copies are in one fold.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

import numpy as np

from enricher.recognizer.choices import OTHER, Chooser, Floats, Hashed, features_of
from enricher.settings import Settings
from enricher.wiring.readers import build_extractor
from training.choices.fit import Example, fit_chooser, fit_sharpness, sharpened
from training.choices.written import read_words, titled, worded
from training.corpus.generator import generate
from training.corpus.heldout import held_out_documents
from training.corpus.layout import lay_out
from training.dataset.split import split_folds
from training.experiments.cuad import copy_groups
from training.experiments.nda import read_ndas
from training.experiments.scans import extract

CATEGORY: Final = "DocumentType"
FOLDS: Final = 5
THRESHOLD: Final = 0.25  # ten times what chance would give each of the forty types

MAP = Path(__file__).with_name("cuad_types.toml")
_MOST_CHARACTERS = 60_000  # more than features are made of

# The generator's kinds that are always of one type; what others are, their titles say.
_GENERATED: Final = {
    "mutual_nda": "nda", "one_way_nda": "nda", "letter_nda": "nda", "employee_nda": "nda",
    "loan": "loan", "note": "loan", "msa": "services", "sow": "statement of work",
    "commercial_lease": "lease", "residential_lease": "lease", "invoice": "invoice",
    "statement": "bank statement", "term_sheet": "term sheet", "amendment": "amendment",
    "policy": "policy", "report": OTHER, "scrap": OTHER, "tongues": OTHER, "form": "form",
    "letter": "letter", "supply": "supply", "acquisition": "acquisition", "licence": "licence",
    "employment": "employment", "guaranty": "guarantee", "construction": "construction",
}  # fmt: skip
_TITLED: Final = (
    "service", "german", "french", "announcement", "memo", "order", "receipt", "resolution",
)  # fmt: skip
_PAPERS: Final = (
    "invoice", "statement", "order", "receipt", "form", "letter", "memo", "announcement", "policy",
    "resolution", "employment",
)  # fmt: skip
_HELD_OUT: Final = {
    "credit agreement": "loan", "facility letter": "loan", "personal loan": "loan",
    "guarantee": "guarantee", "master services": "services", "work order": "statement of work",
    "consulting": "consulting", "employment": "employment", "licence": "licence",
    "distribution": "distribution", "commercial lease": "lease", "tenancy": "lease",
    "share purchase": "acquisition", "asset purchase": "acquisition", "amendment": "amendment",
    "settlement": "settlement", "invoice": "invoice", "statement": "bank statement",
    "purchase order": "purchase order", "press release": "press release", "file note": "memo",
}  # fmt: skip
_FINANCIAL: Final = {"statements": "bank statement", "invoices": "invoice", "forms": "form"}
_WEIGHTS: Final = {"nda": 0.3, "receipts": 0.3}
_OTHER_WEIGHT: Final = 0.3  # of what is made up: there is more of it than of any type


@dataclass(frozen=True, slots=True)
class Document:
    """A document whose type is known.

    Attributes:
        published: the type of the folder that it was published in, where another was read.
    """

    source: str
    name: str
    text: str
    type: str
    published: str = ""
    features: Hashed = field(default_factory=dict)

    @property
    def example(self) -> Example:
        weight = _WEIGHTS.get(self.source, 1.0)
        if self.type == OTHER and self.source == "made up":
            weight = _OTHER_WEIGHT
        return Example(self.name, self.features, self.type, weight)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was chosen for documents that were not learned from."""

    documents: Sequence[Document]
    scores: Floats


def document_types() -> tuple[str, ...]:
    """The types that ship, in the order of their titles' file."""
    return tuple(read_words("titles"))


def read_real(data: Path, work: Path) -> list[Document]:
    """Contracts, agreements and receipts that nobody here wrote, to be learned from in folds."""
    receipts = _read_texts(data / "financial" / "receipts" / "documents", work)
    return [
        *read_unscanned(data, work),
        *(_document("receipts", name, text, "receipt") for name, text in receipts),
    ]


def read_unscanned(data: Path, work: Path) -> list[Document]:
    """Those of the real documents whose text takes no OCR."""
    known = tomllib.loads(MAP.read_text(encoding="utf-8"))
    documents = []
    for line in (data / "cuad" / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = known["folders"][row["kind"]]
        type_ = known["read"].get(row["id"], published)
        text = (data / "cuad" / "texts" / f"{row['id']}.txt").read_bytes().decode("utf-8")
        documents.append(_document("cuad", row["id"], text, type_, published))
    for nda in read_ndas(data / "nda", work / "texts"):
        documents.append(_document("nda", nda.file, nda.text, "nda"))
    return documents


def read_unseen(data: Path, work: Path) -> list[Document]:
    """Documents of which nothing is learned."""
    documents = [
        _document("held out", one.name, one.text, _HELD_OUT[one.kind])
        for one in held_out_documents()
    ]
    for folder, type_ in _FINANCIAL.items():
        for name, text in _read_texts(data / "financial" / folder / "documents", work):
            documents.append(_document("financial", name, text, type_))
    for path in sorted((data / "loan-agreements").glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        documents.append(_document("loan agreements", path.name, text, "loan"))
    return documents


def read_scanned(data: Path, work: Path, documents: Sequence[Document]) -> list[Document]:
    """The contracts of CUAD once more, as they come out of their PDF."""
    texts = dict(_read_texts(data / "cuad" / "documents", work))
    return [
        _document(
            "cuad as PDF", one.name, texts.get(f"{one.name}.pdf", one.text), one.type, one.published
        )
        for one in documents
        if one.source == "cuad"
    ]


def make_up(bodies: Sequence[str]) -> list[Document]:
    """Documents of every type: the generator's, and those of titles and phrases."""
    texts = [*_generated((*_GENERATED, *_TITLED), 10, 1), *_generated(_PAPERS, 40, 2)]
    middles = [text for text, _ in texts if len(text) > 1_500] + list(bodies)
    texts += [*titled(3, 3, middles), *worded(25, 5)]
    return [
        _document("made up", f"made-up-{at}", text, type_) for at, (text, type_) in enumerate(texts)
    ]


def cross_validate(
    real: Sequence[Document],
    again: Sequence[Document],
    unseen: Sequence[Document],
    made_up: Sequence[Document],
) -> list[Measured]:
    """Measure each real document by what was fitted without it and its near copies.

    Args:
        again: other readings of some of the real ones, scored by the same folds.
        unseen: scored by the mean of all folds.
    """
    types = document_types()
    folds = deal_folds(real)
    fold_of = {one.name: fold for one, fold in zip(real, folds, strict=True)}
    sets: list[Sequence[Document]] = [real, again, unseen]
    scores = [np.zeros((len(one), len(types)), np.float32) for one in sets]
    for fold in range(FOLDS):
        seen = [one.example for one, of in zip(real, folds, strict=True) if of != fold]
        chooser = fit_chooser([*seen, *(one.example for one in made_up)], types, CATEGORY)
        for documents, scored in zip(sets, scores, strict=True):
            for at, one in enumerate(documents):
                if fold_of.get(one.name, fold) == fold:
                    share = 1 if one.name in fold_of else FOLDS
                    scored[at] += chooser.scores(one.features) / share
    return [Measured(documents, scored) for documents, scored in zip(sets, scores, strict=True)]


def build_chooser(
    real: Sequence[Document], made_up: Sequence[Document], measured: Measured
) -> Chooser:
    """The chooser that ships, learned from all; how sure it is comes from the cross-validation."""
    types = document_types()
    examples = [one.example for one in (*real, *made_up)]
    columns = np.array([types.index(one.type) for one in measured.documents])
    chooser = fit_chooser(examples, types, CATEGORY)
    return sharpened(chooser, fit_sharpness(measured.scores, columns), THRESHOLD)


def mistakes(measured: Measured) -> Iterator[tuple[Document, str]]:
    """The documents for which another type was chosen, and which."""
    types = document_types()
    for one, best in zip(measured.documents, measured.scores.argmax(1), strict=True):
        if types[best] != one.type:
            yield one, types[best]


def accuracies(measured: Measured) -> Mapping[str, tuple[int, int, int]]:
    """By source: documents, those that are right, and those that are or agree with their folder."""
    total, right, agreed = Counter[str](), Counter[str](), Counter[str]()
    wrong = {one.name: chosen for one, chosen in mistakes(measured)}
    for one in measured.documents:
        chosen = wrong.get(one.name, one.type)
        total[one.source] += 1
        right[one.source] += chosen == one.type
        agreed[one.source] += chosen in (one.type, one.published)
    return {source: (total[source], right[source], agreed[source]) for source in total}


def _document(source: str, name: str, text: str, type_: str, published: str = "") -> Document:
    return Document(source, name, text[:_MOST_CHARACTERS], type_, published, features_of(text))


def _generated(kinds: Sequence[str], each: int, seed: int) -> Iterator[tuple[str, str]]:
    types = {title.casefold(): type_ for type_, of in read_words("titles").items() for title in of}
    for kind in kinds:
        for number in range(each):
            made = generate(kind, seed * 1_000 + number)
            type_ = _GENERATED.get(kind) or _named_in(made.title.casefold(), types)
            if type_:
                yield lay_out(made, Random(f"types:{seed}:{kind}:{number}"))[0], type_


def _named_in(title: str, types: Mapping[str, str]) -> str | None:
    """The type of the longest title within a title."""
    words = f" {title} "
    return max(
        ((len(known), type_) for known, type_ in types.items() if f" {known} " in words),
        default=(0, None),
    )[1]


def _read_texts(folder: Path, work: Path) -> Iterator[tuple[str, str]]:
    """The texts of the files of a folder, as what serves reads them; kept from run to run."""
    kept = work / "types" / folder.parent.name
    kept.mkdir(parents=True, exist_ok=True)
    extractor = build_extractor(Settings())
    for path in sorted(folder.iterdir()):
        text = kept / f"{path.name}.txt"
        if not text.exists():
            text.write_bytes(
                extract(extractor, path).text[:_MOST_CHARACTERS].encode("utf-8", "replace")
            )
        yield path.name, text.read_bytes().decode("utf-8")


def deal_folds(documents: Sequence[Document]) -> list[int]:
    """The fold of each document; near copies are in one."""
    groups = copy_groups([document.text for document in documents])
    dealt = split_folds(map(str, sorted(set(groups))), FOLDS)
    number = {name: fold for fold, names in enumerate(dealt) for name in names}
    return [number[str(one)] for one in groups]
