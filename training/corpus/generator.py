"""Documents made up for training, their entities known exactly.

document = generate("loan", seed=7)      # structured content; document.text, document.spans
examples = labeled_texts(2000, seed=1)   # texts as readers lay them out, with their labels
provided = provision_texts(300, seed=1)  # contracts, their clauses labelled too
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
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
# No kind of document: only `provision_texts` asks for it.
_WRITERS[provisions.KIND] = provisions.write_provisions


def generate(kind: str, seed: int) -> SampleDocument:
    """Write the document of that kind, one of `KINDS`, and seed; the same each time."""
    # A string seeds by its SHA-512, the same on every platform and for every hash seed.
    return _WRITERS[kind](kind, Random(f"{kind}:{seed}"))


def labeled_texts(count: int, seed: int, categories: tuple[str, ...] = LEARNED) -> list[Example]:
    """Texts of documents of all kinds in turn, each with the labels `(start, end, category)`."""
    return _examples([KINDS[place % len(KINDS)] for place in range(count)], seed, categories)


def provision_texts(count: int, seed: int) -> list[Example]:
    """Texts of contracts with the labels of their clauses, `provisions.categories`, and of fields."""
    return _examples([provisions.KIND] * count, seed, (*LEARNED, *provisions.categories()))


def _examples(kinds: Iterable[str], seed: int, categories: Collection[str]) -> list[Example]:
    examples = []
    for number, kind in enumerate(kinds, seed * 1_000_003):
        text, golds = lay_out(generate(kind, number), Random(f"layout:{number}"))
        labels = [
            (gold.start, gold.end, category)
            for gold in golds
            for category in gold.category.split(provisions.JOINT)
            if category in categories
        ]
        examples.append((text, labels))
    return examples
