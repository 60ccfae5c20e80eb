"""Promissory notes and acknowledgements of debt."""

from __future__ import annotations

from random import Random

from training.corpus.agreements.clauses import boilerplate, with_law
from training.corpus.agreements.closing import number_clauses, signatures
from training.corpus.agreements.loans import draw_loan, draw_loan_term
from training.corpus.cast import facts
from training.corpus.markup import Block, Paragraph, SampleDocument
from training.corpus.words import Words

WORDS = Words("agreements/notes")

NOTE_PROMISES = WORDS.lines("note_promises")
NOTE_DATES = WORDS.lines("note_dates")
NOTE_TERM = WORDS.topic("note_term")
NOTE_CLAUSES = WORDS.topics("note_clauses")


def write_note(kind: str, rng: Random) -> SampleDocument:
    country = rng.choice(("us",) * 6 + ("uk", "uk", "ie", "ca", "in", "sg"))
    draft = draw_loan(rng, country, WORDS.rows("note.draft"), persons=0.4)
    draft.title = rng.choice(WORDS.lines("note.title"))
    draft.state_sum("principal", 2_000, 4_000_000)
    draft.term = draw_loan_term(rng) if rng.random() < 0.5 else None
    draft.date = draft.date or facts.random_date(rng)
    lines: list[Block] = [
        Paragraph(draft.say("{principal}"), "line"),
        Paragraph(draft.pick(NOTE_DATES), rng.choice(("line", "right"))),
    ]
    if draft.chance(0.4):
        lines = lines[1:]
    blocks = [*lines, Paragraph(draft.pick(NOTE_PROMISES))]
    topics = rng.sample(NOTE_CLAUSES, rng.randint(3, 6))
    if draft.term:
        topics.insert(rng.randint(0, 1), NOTE_TERM)
    clauses = [topic.write(draft) for topic in topics]
    blocks += number_clauses(draft, with_law(draft, clauses + boilerplate(draft, 0, 3)))
    signed = (
        signatures(draft)
        if draft.chance(0.3)
        else [
            Paragraph(draft.say("[Maker|Borrower|Signed]: {B}"), "line"),
            Paragraph(
                f"{'_' * 20} {'' if draft.parties[1].is_person else draft.parties[1].signatory}".strip(),
                "line",
            ),
        ]
    )
    return SampleDocument(kind, draft.headline(0.6), (*blocks, *signed))
