"""A clean project of small loans, into which tests plant what is wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from tokenizers import Tokenizer

from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from enricher.ledger.labels import DataSet, Label, LabeledDocument, in_order
from enricher.models.registry import Registry
from enricher.projects.quality import check_labels
from enricher.projects.quality.flaws import Flaw
from enricher.projects.quality.unseen import Unseen, keep_unseen, read_unseen
from enricher.recognizer.bundle import TOKENIZER_FILE
from enricher.recognizer.windows import open_tokenizer
from enricher.schema import EntitySchema

SCHEMA = parse_schema(
    {
        "categories": {
            "Lender": {"type": "party", "learned": True},
            "Signed": {"type": "date", "learned": True},
            "Sum": {"type": "money", "learned": True},
            "City": {"type": "text", "learned": True},
        }
    },
    "loans",
)
_FIRST = ("Orion", "Vega", "Harbor", "Linden", "Quarry", "Meridian", "Tallow", "Brook", "Cobalt")
_SECOND = ("Labs", "Bank", "Trust", "Capital", "Savings", "Credit", "Lending")
_CITIES = ("Austin", "Boston", "Chicago", "Denver", "El Paso", "Fresno", "Golden", "Houston",
           "Irvine", "Joliet", "Kenosha", "Laredo", "Mobile")  # fmt: skip
_MONTHS = ("January", "March", "May", "July", "October", "December")
_OPENINGS = (
    "This loan of [Signed|{date}] was made between [Lender|{lender}] and its customer.",
    "On [Signed|{date}] the borrower turned to [Lender|{lender}] for money.",
    "Dated [Signed|{date}]. The lender is [Lender|{lender}], as its books show.",
)
_MIDDLES = (
    "It lends [Sum|${sum}.00] and pays them out in [City|{city}] at noon.",
    "The sum of [Sum|${sum}.00] lies ready in [City|{city}] for whoever asks.",
    "In [City|{city}] the borrower received [Sum|${sum}.00] in old notes.",
)
_FILLERS = (
    "Interest runs from the first day and is due at the end of each quarter.",
    "Whoever pays late pays a fine, whoever pays early pays none.",
    "The books of the lender prove what is owed until somebody proves otherwise.",
    "Notices are sent by letter and count as read on the third day.",
    "No change of these words holds unless both have signed it.",
    "Securities are given back when all is paid, and not a day before.",
)


def clean(count: int = 24, test: int = 6) -> list[LabeledDocument]:
    """Loans with all that is in them tagged, the last few to test; all different."""
    dice = random.Random(7)
    lenders = dice.sample([f"{one} {two} Inc." for one in _FIRST for two in _SECOND], count)
    documents = []
    for number, lender in enumerate(lenders):
        values = {
            "lender": lender,
            "date": f"{dice.choice(_MONTHS)} {dice.randint(1, 28)}, {2000 + number}",
            "sum": f"{dice.randrange(10, 900)},{dice.randrange(100, 999)}",
            "city": _CITIES[number % len(_CITIES)],
        }
        sentences = (
            dice.choice(_OPENINGS), dice.choice(_MIDDLES), *dice.sample(_FILLERS, 4)
        )  # fmt: skip
        is_test = number >= count - test
        documents.append(
            marked(
                f"{number:02}.txt",
                " ".join(sentences).format(**values),
                "test" if is_test else "train",
            )
        )
    return documents


def marked(name: str, text: str, dataset: DataSet | None = "train") -> LabeledDocument:
    """A document of a text in which `[Category|words]` are labels."""
    plain, labels = "", []
    for number, part in enumerate(re.split(r"\[(\w+\|[^\]]*)\]", text)):
        if number % 2:
            category, _, words = part.partition("|")
            labels.append(Label(len(plain), len(plain) + len(words), category))
            part = words
        plain += part
    return LabeledDocument(name, plain, in_order(labels), dataset)


def moved(
    document: LabeledDocument, category: str, start: int = 0, end: int = 0
) -> LabeledDocument:
    """The document with the labels of a category moved at either end, in characters."""
    return replace(
        document,
        labels=in_order(
            replace(one, start=one.start + start, end=one.end + end)
            if one.category == category
            else one
            for one in document.labels
        ),
    )


def without(document: LabeledDocument, category: str) -> LabeledDocument:
    kept = tuple(one for one in document.labels if one.category != category)
    return replace(document, labels=kept)


def found_as_labelled(documents: Sequence[LabeledDocument], folder: Path) -> Unseen:
    """A cross-validation that finds what is labelled, kept and read again."""
    return found(documents, {}, folder)


def found(
    documents: Sequence[LabeledDocument], others: dict[str, list[Span]], folder: Path
) -> Unseen:
    """A cross-validation that finds what is labelled, but in some documents other spans."""
    spans = {
        one.text: others.get(
            one.name, [Span(label.start, label.end, label.category, 0.99) for label in one.labels]
        )
        for one in documents
    }
    keep_unseen(folder, 5, documents, spans)
    unseen = read_unseen(folder)
    assert unseen is not None
    return unseen


def check(
    documents: Sequence[LabeledDocument],
    folder: Path,
    unseen: Unseen | None = None,
    schema: EntitySchema = SCHEMA,
) -> list[Flaw]:
    """The flaws of documents; a cross-validation finds what is labelled where none is given."""
    unseen = unseen or found_as_labelled(documents, folder)
    return check_labels(documents, schema, shipped_tokenizer(), unseen, "loans")


@cache
def shipped_tokenizer() -> Tokenizer:
    folder = Registry(Path("nowhere")).shipped_model("contracts")
    assert folder is not None
    return open_tokenizer((folder / TOKENIZER_FILE).read_text(encoding="utf-8"))
