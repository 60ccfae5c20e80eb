"""Short pieces of contracts: an opening with a clause or two, or a contract of a few sentences.

Most short texts among the samples bind nobody. These do: a model must not learn that brevity tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from training.corpus.cast import facts, names
from training.corpus.cast.bodies import rare_party
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.markup import (
    Block,
    Heading,
    Paragraph,
    SampleDocument,
    block_strings,
    read_marks,
)
from training.corpus.words import Words

WORDS = Words("agreements/excerpts")

Writer = Callable[[str, Random], SampleDocument]

_TITLES = WORDS.lines("titles")
_OPENINGS = WORDS.lines("openings")
_LAWS = WORDS.lines("laws")
_TERMS = WORDS.lines("terms")
_SECRECY_TERMS = WORDS.lines("secrecy_terms")
"""Terms of contracts on secrecy alone; in others the duty outlasts the contract."""
_FILLERS = WORDS.lines("fillers")
_OUTLASTING = WORDS.lines("outlasting")
_FORMS = WORDS.lines("forms")


def write_sentences(kind: str, rng: Random) -> SampleDocument:
    """A contract of one to five sentences; `kind` is sentences or paragraph."""
    country = rng.choice(("us",) * 6 + ("uk", "uk", "ie", "ca", "in", "sg", "au", "de", "nl"))
    draw = rare_party if rng.random() < 0.3 else names.any_party
    first, second = draw(rng, country), names.any_party(rng, country)
    while names.alike(second, first):
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
