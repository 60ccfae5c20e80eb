"""Documents made up for training, their entities known exactly.

document = generate("loan", seed=7)      # structured content; document.text, document.spans
examples = labeled_texts(2000, seed=1)   # texts as readers lay them out, with their labels
provided = provision_texts(300, seed=1)  # contracts, their clauses labelled too
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from training.corpus.agreements.deals import write_amendment, write_term_sheet
from training.corpus.agreements.excerpts import excerpt_of, write_sentences
from training.corpus.agreements.foreign import write_foreign
from training.corpus.agreements.leases import write_lease
from training.corpus.agreements.loans import write_loan
from training.corpus.agreements.ndas import write_nda
from training.corpus.agreements.notes import write_note
from training.corpus.agreements.services import write_service
from training.corpus.agreements.tongues import write_tongues
from training.corpus.layout import lay_out
from training.corpus.letters.deeds import write_resolution
from training.corpus.letters.letters import write_letter
from training.corpus.longform import provisions
from training.corpus.longform.contract import KINDS as LONGFORM
from training.corpus.longform.contract import write_longform
from training.corpus.markup import LEARNED, SampleDocument
from training.corpus.templates import write_templated
from training.corpus.trade.accounts import write_invoice, write_statement
from training.corpus.trade.forms import write_form
from training.corpus.trade.orders import write_order
from training.corpus.trade.receipts import write_receipt

Example = tuple[str, list[tuple[int, int, str]]]
"""A text, and its labels as `(start, end, category)`."""

_WRITERS: dict[str, Callable[[str, Random], SampleDocument]] = {
    "mutual_nda": write_nda,
    "one_way_nda": write_nda,
    "letter_nda": write_nda,
    "employee_nda": write_nda,
    "loan": write_loan,
    "note": write_note,
    "service": write_service,
    "msa": write_service,
    "sow": write_service,
    "commercial_lease": write_lease,
    "residential_lease": write_lease,
    "invoice": write_invoice,
    "statement": write_statement,
    "term_sheet": write_term_sheet,
    "amendment": write_amendment,
    "german": write_foreign,
    "french": write_foreign,
    "announcement": write_templated,
    "memo": write_templated,
    "policy": write_templated,
    "report": write_templated,
    "scrap": write_templated,
    "tongues": write_tongues,
    "order": write_order,
    "form": write_form,
    "receipt": write_receipt,
    "letter": write_letter,
    "resolution": write_resolution,
    **dict.fromkeys(LONGFORM, write_longform),
}
_CONTRACTS = [
    (kind, _WRITERS[kind])
    for kind in ("mutual_nda", "one_way_nda", "loan", "service", "msa", "commercial_lease", "supply",
                 "licence", "employment", "amendment", "note", "resolution")
]  # fmt: skip
_WRITERS |= {
    "sentences": write_sentences,
    "paragraph": write_sentences,
    "opening": excerpt_of(_CONTRACTS),
    "excerpt": excerpt_of(_CONTRACTS),
}
KINDS = tuple(_WRITERS)


def generate(kind: str, seed: int) -> SampleDocument:
    """Write the document of that kind, one of `KINDS`, and seed; the same each time."""
    # A string seeds by its SHA-512, the same on every platform and for every hash seed.
    return _WRITERS[kind](kind, Random(f"{kind}:{seed}"))


def labeled_texts(count: int, seed: int, categories: tuple[str, ...] = LEARNED) -> list[Example]:
    """Texts of documents of all kinds in turn, each with the labels `(start, end, category)`."""
    kinds = [KINDS[place % len(KINDS)] for place in range(count)]
    return [
        (text, [label for label in labels if label[2] in categories])
        for text, labels in _laid_out(map(generate, kinds, _numbers(count, seed)), count, seed)
    ]


def provision_texts(count: int, seed: int) -> list[Example]:
    """Texts of contracts with the labels of their clauses, `provisions.categories`, and of fields."""
    known = {*provisions.categories(), *LEARNED}
    documents = (
        provisions.write_provisions(provisions.KIND, Random(f"{provisions.KIND}:{number}"))
        for number in _numbers(count, seed)
    )
    return [
        (
            text,
            [
                (start, end, category)
                for start, end, name in labels
                for category in name.split(provisions.JOINT)
                if category in known
            ],
        )
        for text, labels in _laid_out(documents, count, seed)
    ]


def _numbers(count: int, seed: int) -> range:
    return range(seed * 1_000_003, seed * 1_000_003 + count)


def _laid_out(documents: Iterable[SampleDocument], count: int, seed: int) -> Iterator[Example]:
    for document, number in zip(documents, _numbers(count, seed), strict=True):
        text, golds = lay_out(document, Random(f"layout:{number}"))
        yield text, [(gold.start, gold.end, gold.category) for gold in golds]
