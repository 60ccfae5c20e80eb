"""Short pieces of contracts: an opening with a clause or two, or a contract of a few sentences.

Most short texts among the samples bind nobody. These do: a model must not learn that brevity tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from training.corpus import facts, names
from training.corpus.bodies import rare_party
from training.corpus.draft import Draft, draw_law
from training.corpus.markup import (
    Block,
    Heading,
    Paragraph,
    SampleDocument,
    block_strings,
    read_marks,
)

Writer = Callable[[str, Random], SampleDocument]

_TITLES = (
    "Agreement",
    "Non-Disclosure Agreement",
    "Confidentiality Agreement",
    "Services Agreement",
    "Supply Agreement",
    "License Agreement",
    "Lease",
    "Consulting Agreement",
    "Loan Agreement",
    "Contract",
)
_OPENINGS = (
    "This {title} [is made|is entered into|is dated] as of {date} [by and |]between {A}[, a {form}|] and {B}[, a {form}|].",
    "This {title} [(this “Agreement”) |]is made as of {date} by and between {A}, a {form}, and {B}.",
    "This {title} is made between {A}, a {form}, and {B}, a {form}[, as of {date}|, effective {date}].",
    "On {date}, {A} and {B} [agreed|have agreed] [as follows|on the following terms].",
    "{A} [{Acall} |]and {B} [{Bcall} |][enter|hereby enter] into this {title} [on|as of|with effect from] {date}.",
    "{TITLE} [dated|of] {date} between {A} and {B}",
    "Between {A} of the one part and {B} of the other part, [made|signed] {date}.",
    "Parties: {A}; {B}. Date: {date}.",
    "Parties: 1. {A} 2. {B}. Date: {date}.",
    "(1) {A} and (2) {B} [conclude|make] this {title} on {date}.",
    "This {title} is made on {date} between {A} and {B}.",
    "On {date} {A} [signed|concluded] this {title} with {B}.",
    "{A}, [having its office in|of] {town}, and {B}, [having its office in|of] {town}, conclude this {title} on {date}.",
    "Effective {date}, {A} [will|shall] [supply|serve|advise|license its software to] {B} on the terms below.",
    "THIS {TITLE} is [made and |]entered into [this|on] {date}, by {A} [(“{a}”)|] and {B}[ (“{b}”)|].",
)
_LAWS = (
    "[This {title}|It] [is|shall be] governed by the laws of {law}[, without regard to its conflict of laws principles|].",
    "The laws of {law} [apply|govern].",
    "Governing law: {barelaw}.",
    "[This {title}|The agreement] shall be construed in accordance with the laws of {law}.",
)
_TERMS = (
    "[This {title}|It] [shall terminate|ends|expires] {term} after the date [first written |]above.",
    "The term [is|shall be] {term}[ from the date above|].",
    "It [lasts|runs|remains in force] for {term}[, unless ended on {days} notice|].",
    "Term: {term}.",
    "It is made for an initial period of {term}.",
    "It expires after {term}[, while secrets are kept for {years} more|].",
    "[Period of work|Duration|Contract period]: {term}.",
    "It is [concluded|valid] for as long as {term} from its date.",
)
_SECRECY_TERMS = (
    "The duty of confidence [lasts|survives] for {term}.",
    "The recipient keeps what it learns secret for {term}.",
)
"""Terms of contracts on secrecy alone; in others the duty outlasts the contract."""
_FILLERS = (
    "[Each party|The recipient] keeps [what it learns|the information] secret[ and returns it on request|].",
    "Payment is due within {days}.",
    "Notices go to the addresses above, with a copy to {otherco}.",
    "No waiver of a right is a waiver of another.",
    "Changes need writing.",
    "[Work|Deliveries] may be subcontracted to {otherco}.",
    "[Invoices are paid|Sums fall due] within {days}; claims lapse after {years}.",
    "The guarantee is {months}[ from delivery|].",
)
_OUTLASTING = (
    "The duty of confidence [survives|outlasts] the end of this {title} by {years}.",
    "Secrets are kept for {years} after the last [delivery|payment].",
    "Clauses on liability survive for {months}.",
)
_FORMS = (
    "Delaware corporation",
    "Texas limited liability company",
    "New York corporation",
    "Nevada corporation",
    "company incorporated in England and Wales",
    "limited liability company",
    "corporation",
    "California limited partnership",
    "company organized under the laws of Ireland",
)


def write_sentences(kind: str, rng: Random) -> SampleDocument:
    """A contract of one to five sentences; `kind` is sentences or paragraph."""
    country = rng.choice(("us",) * 6 + ("uk", "uk", "ie", "ca", "in", "sg", "au", "de", "nl"))
    draw = rare_party if rng.random() < 0.3 else names.any_party
    first, second = draw(rng, country), names.any_party(rng, country)
    while second.short.lower() in first.name.lower() or first.short.lower() in second.name.lower():
        second = names.any_party(rng, country)
    draft = Draft(
        rng,
        country,
        (first, second),
        (first.short, second.short),
        facts.random_date(rng),
        draw_law(rng, country) if rng.random() < 0.75 else None,
        facts.random_term(rng) if rng.random() < 0.7 else None,
        rng.choice(_TITLES),
        quotes=rng.choice(("“”", '""')),
    )
    draft.more["form"] = lambda: rng.choice(_FORMS)
    sentences = [draft.pick(_FILLERS) for _ in range(rng.randint(0, 2))]
    if draft.law:
        sentences.append(draft.pick(_LAWS))
    if draft.term:
        is_secrecy = "Disclosure" in draft.title or "Confidentiality" in draft.title
        sentences.append(draft.pick((*_TERMS, *_SECRECY_TERMS) if is_secrecy else _TERMS))
        if not is_secrecy and draft.chance(0.5):
            sentences.append(draft.pick(_OUTLASTING))
    rng.shuffle(sentences)
    sentences.insert(0, draft.pick(_OPENINGS))
    joined = [" ".join(sentences)] if kind == "paragraph" else sentences
    title = draft.say("[{title}|{TITLE}]") if rng.random() < 0.5 else ""
    return SampleDocument(kind, title, tuple(Paragraph(each) for each in joined))


def excerpt_of(writers: Sequence[tuple[str, Writer]]) -> Writer:
    """A writer of pieces of the documents that others write; its kind is opening or excerpt."""

    def write(kind: str, rng: Random) -> SampleDocument:
        whole_kind, writer = rng.choice(writers)
        whole = writer(whole_kind, rng)
        blocks = [block for block in whole.blocks if not isinstance(block, Heading)]
        opening = 1
        while opening < min(6, len(blocks)) and len(_named(blocks[:opening])) < 2:
            opening += 1
        rest: list[Block] = []
        if kind == "excerpt":
            rest = [block for block in blocks[opening:] if isinstance(block, Paragraph)]
        telling = [block for block in rest if {"Term", "Jurisdiction"} & _categories(block)]
        other = [block for block in rest if not _categories(block)]
        kept = rng.sample(telling, min(len(telling), rng.randint(0, 2)))
        kept += rng.sample(other, min(len(other), rng.randint(0, 2)))
        following = (block for block in rest if block in kept)
        return SampleDocument(
            kind, whole.title, (*blocks[:opening], *following), language=whole.language
        )

    return write


def _named(blocks: Sequence[Block]) -> set[str]:
    golds = [
        gold for block in blocks for each in block_strings(block) for gold in read_marks(each)[1]
    ]
    return {gold.display for gold in golds if gold.category == "Party"}


def _categories(block: Block) -> set[str]:
    return {gold.category for each in block_strings(block) for gold in read_marks(each)[1]}
