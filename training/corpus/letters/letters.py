"""Letters that bind: facilities, offers, engagements, intents, notices of termination, side letters.

The day stands alone above the salutation or at the right; the sender may be named in a head or
only where the letter is signed, the addressee only in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from training.corpus.agreements.closing import number_clauses
from training.corpus.cast.draft import Draft
from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.trade.parts import (
    address_lines,
    letterhead,
    lines_of,
    say_law,
    side_by_side,
    sign_lines,
    trade_draft,
)
from training.corpus.words import Lines, Rows, Terms, Words

WORDS = Words("letters/letters")


@dataclass(frozen=True, slots=True)
class Letter:
    """A sort of letter.

    Attributes:
        named: openings that name the sender in full.
        openings_we: openings in the first person; `openings` speak of both in the third.
        effects: sentences by which the letter takes effect on its date.
        countersigned: how often the addressee signs, too.
    """

    roles: Rows
    subjects: Lines
    named: Lines
    openings_we: Lines
    openings: Lines
    terms: Terms
    term: Lines
    effects: Lines = ("[This letter|It] takes effect on its date.", "It binds from today.")
    countersigned: float = 0.7
    no_law: float = 0.45
    no_term: float = 0.35


FACILITY = WORDS.record(Letter, "facility")
OFFER = WORDS.record(Letter, "offer")
MANDATE = WORDS.record(Letter, "mandate")
INTENT = WORDS.record(Letter, "intent")
TERMINATION = WORDS.record(Letter, "termination")
SIDE = WORDS.record(Letter, "side")


_LETTERS = (FACILITY, OFFER, MANDATE, INTENT, TERMINATION, SIDE)
_CLOSINGS = WORDS.lines("closings")
_LEADS = WORDS.lines("leads")
_ASKS = WORDS.lines("asks")
_COPIES = WORDS.lines("copies")


@dataclass(frozen=True, slots=True)
class _Style:
    """How the letter is laid out."""

    has_head: bool
    day_first: bool
    names_sender: bool


def write_letter(kind: str, rng: Random) -> SampleDocument:
    """A letter from A to B."""
    letter = rng.choice(_LETTERS)
    persons = "B" if letter is OFFER or (letter is MANDATE and rng.random() < 0.2) else ""
    draft = trade_draft(
        rng,
        letter.roles,
        persons=persons,
        no_date=0.05,
        no_law=letter.no_law,
        no_term=letter.no_term,
    )
    draft.title = rng.choice(("letter", "letter agreement", "Letter", "agreement"))
    if draft.chance(0.5):
        draft.aliases = ("we", "you")
    has_head = draft.chance(0.6)
    style = _Style(has_head, draft.chance(0.5), draft.chance(0.5))
    blocks = _top(draft, style)
    blocks += _salutation(draft, letter)
    blocks += _body(draft, letter, style)
    blocks += _bottom(draft, letter, style)
    return SampleDocument(kind, "", tuple(blocks))


def _top(draft: Draft, style: _Style) -> list[Block]:
    """Head, day, references and addressee, in one of their orders."""
    head = letterhead(draft, 0) if style.has_head else []
    if not style.has_head and draft.chance(0.4):
        head = lines_of([draft.parties[0].address])
    day: list[Block] = []
    if draft.date:
        text = draft.say("[{date}|{date}|{date}|{date}|Date: {date}|{town}, {date}|Dated {date}]")
        day = [Paragraph(text, draft.rng.choice(("right", "line", "body")))]
    refs: list[Block] = []
    if draft.chance(0.35):
        refs = draft.blocks(WORDS.lines("top.refs"))
    to = address_lines(draft, 1)
    if draft.parties[1].is_person and draft.chance(0.3):
        to[0] = draft.rng.choice(("Mr. ", "Ms. ", "Mrs. ", "To: ", "Herr ", "Mme ")) + to[0]
    elif not draft.parties[1].is_person and draft.chance(0.25):
        to.insert(draft.rng.randint(0, 1), f"{draft.parties[1].signatory}")
    if draft.chance(0.1):
        to.insert(0, draft.rng.choice(("To:", "TO", "The Directors", "The Manager")))
    if draft.date and draft.chance(0.12):  # The day in a row of references.
        keys = WORDS.lines("top.keys")
        values = ["{code}", "{date}", "[{otherdate}|{phone}]"]
        rows = tuple(tuple(draft.say(cell) for cell in row) for row in (keys, values))
        return [*head, *lines_of(to), Table(rows)]
    addressee = lines_of(to) if draft.chance(0.85) else [Paragraph(", ".join(to))]
    if draft.date and draft.chance(0.12):  # The day beside the address, as in two columns.
        return [*head, *side_by_side(draft, to, [draft.say("{date}")]), *refs]
    middle = [*day, *refs, *addressee] if style.day_first else [*addressee, *refs, *day]
    return [*head, *middle]


def _salutation(draft: Draft, letter: Letter) -> list[Block]:
    rng, addressee = draft.rng, draft.parties[1]
    last = (
        addressee.short if addressee.is_person else addressee.signatory.replace(",", "").split()[-1]
    )
    words: Sequence[str] = WORDS.lines("salutation.words")
    if addressee.is_person or draft.chance(0.5):
        words = [
            f"Dear {rng.choice(('Mr.', 'Ms.', 'Mrs.', 'Dr.'))} {last}{end}" for end in (",", ":")
        ]
    blocks: list[Block] = [Paragraph(rng.choice(words), "line")]
    if draft.chance(0.75):
        subject = draft.pick(letter.subjects)
        line = draft.rng.choice(("Re: ", "RE: ", "Subject: ", "", "Re ")) + subject
        at = 0 if draft.chance(0.5) else 1
        blocks.insert(
            at, Paragraph(line.upper() if "{" not in line and draft.chance(0.1) else line, "bold")
        )
    return blocks


def _body(draft: Draft, letter: Letter, style: _Style) -> list[Block]:
    """Opening sentence, terms, and one clause each on term and law where there is such."""
    rng = draft.rng
    we = draft.aliases == ("we", "you")
    # A letter without a head names its sender in the text or at least where it is signed.
    named = letter.named if style.names_sender else ()
    opening = draft.pick(named or (letter.openings_we if we else letter.openings))
    if draft.date and letter.effects and draft.chance(0.12):
        opening += " " + draft.pick(letter.effects)
    terms = rng.sample(letter.terms, rng.randint(2, min(6, len(letter.terms))))
    texts = [draft.pick(wordings) for _, wordings in terms]
    headings = [heading for heading, _ in terms]
    if draft.term:
        place = rng.randint(0, len(texts))
        texts.insert(place, draft.pick(letter.term))
        headings.insert(place, "Term")
    law = say_law(draft)
    if law:
        texts.append(law)
        headings.append("Law")
    blocks: list[Block] = [Paragraph(opening)]
    if draft.chance(0.45):
        return blocks + number_clauses(draft, list(zip(headings, texts, strict=True)))
    while texts:  # Plain prose: a few sentences a paragraph.
        count = rng.randint(1, 3)
        blocks.append(Paragraph(" ".join(texts[:count])))
        texts = texts[count:]
    return blocks


def _bottom(draft: Draft, letter: Letter, style: _Style) -> list[Block]:
    blocks: list[Block] = []
    if draft.chance(0.7):
        blocks.append(Paragraph(draft.pick(_ASKS)))
    blocks.append(Paragraph(draft.pick(_CLOSINGS), "line"))
    must_sign = not (style.has_head or style.names_sender)
    if must_sign or draft.chance(0.7):
        blocks += sign_lines(draft, 0, draft.rng.choice(("", "", "For and on behalf of", "For")))
    else:
        blocks += lines_of(["_" * 18, draft.signer(0)])
    if draft.chance(letter.countersigned):
        blocks += sign_lines(draft, 1, draft.pick(_LEADS))
    if draft.chance(0.3):
        blocks.append(Paragraph(draft.pick(_COPIES), "line"))
    return blocks
