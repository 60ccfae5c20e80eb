"""Papers on money and cover: remittances, credit notes, receipts, reminders, bank letters, policies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.cast.draft import Draft
from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.trade.parts import (
    address_lines,
    datable,
    key_values,
    letterhead,
    lines_of,
    pick_rows,
    say_law,
    side_by_side,
    sign_lines,
    trade_draft,
)
from training.corpus.words import Words

WORDS = Words("trade/receipts")

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Paper:
    """A sort of paper: A issues it to B.

    Attributes:
        sentences: each names both parties.
        letter: what a letter to B says under the name of A.
        term: keys of the row that states the term; none for papers that have no term.
        term_says: sentences that state it.
    """

    titles: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    issuer: str
    addressee: str
    day: str
    sentences: tuple[str, ...]
    letter: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    term: tuple[str, ...] = ()
    term_says: tuple[str, ...] = ()


_BANK = WORDS.record(_Paper, "bank")
_POLICY = WORDS.record(_Paper, "policy")
_PAPERS = (
    *(WORDS.record(_Paper, name) for name in ("remittance", "credit", "receipt", "reminder")),
    *(_BANK, _POLICY, _POLICY),
)


def write_receipt(kind: str, rng: Random) -> SampleDocument:
    """A paper of one of the six sorts, issued by A to B."""
    paper = rng.choice(_PAPERS)
    draft = trade_draft(
        rng, paper.roles, no_law=0.6 if paper in (_BANK, _POLICY) else 0.88, no_term=0.3
    )
    if not paper.term:
        draft.term = None
    draft.more["month"] = lambda: rng.choice(("March", "May", "June", "October"))
    draft.title = draft.pick(paper.titles)
    rows = _rows(draft, paper)
    write = _letter if draft.chance(0.3) else _sheet
    blocks = write(draft, paper, rows)
    if draft.term and draft.chance(0.6):
        blocks.append(Paragraph(draft.pick(paper.term_says)))
    blocks += [
        Paragraph(draft.pick((note,))) for note in rng.sample(paper.notes, rng.randint(1, 3))
    ]
    law = say_law(draft) if draft.title else ""
    if law:
        blocks.append(Paragraph(law))
    if draft.chance(0.55):
        blocks += sign_lines(draft, 0, rng.choice(("", "For", "Issued by", "On behalf of")))
    return SampleDocument(kind, draft.headline(0.3), tuple(blocks))


def _rows(draft: Draft, paper: _Paper) -> list[Row]:
    """The facts other than the parties and, in a letter, the date."""
    rows = pick_rows(draft, paper.rows, 2, 7)
    if draft.term and draft.chance(0.7):
        value = draft.say("[{term}|{figures}][| from inception| fixed]")
        rows.insert(draft.rng.randint(0, len(rows)), (draft.rng.choice(paper.term), value))
    return rows


def _sheet(draft: Draft, paper: _Paper, rows: list[Row]) -> list[Block]:
    rng = draft.rng
    day = [(draft.say(paper.day), draft.say("{date}"))] if draft.date else []
    keys = (draft.say(paper.issuer), draft.say(paper.addressee))
    rows = [*rows]
    for row in day:
        rows.insert(rng.randint(0, min(3, len(rows))), row)
    style = rng.choice(("rows", "rows", "boxes", "head", "sentence", "grid"))
    if style == "rows":
        sides = [(keys[0], draft.say("{A}")), (keys[1], draft.say("{B}"))]
        rng.shuffle(sides)
        place = rng.randint(0, len(rows))
        return key_values(draft, [*rows[:place], *sides, *rows[place:]])
    if style == "boxes":
        boxes = [[keys[0], *address_lines(draft, 0)], [keys[1], *address_lines(draft, 1)]]
        rng.shuffle(boxes)
        return [*side_by_side(draft, *boxes), *key_values(draft, rows)]
    if style == "head":
        return [
            *letterhead(draft, 0),
            *lines_of([keys[1], *address_lines(draft, 1)]),
            *key_values(draft, rows),
        ]
    if style == "grid":  # One header row over one row of values.
        cells = [(keys[0], draft.say("{A}")), *day, (keys[1], draft.say("{B}"))]
        rest = [row for row in rows if row not in day]
        return [Table(tuple(zip(*cells, strict=True)), has_names=True), *key_values(draft, rest)]
    return [Paragraph(draft.pick(datable(draft, paper.sentences))), *key_values(draft, rows)]


def _letter(draft: Draft, paper: _Paper, rows: list[Row]) -> list[Block]:
    day: list[Block] = []
    if draft.date:
        text = draft.say("[{date}|{date}|{town}, {date}]")
        day = [Paragraph(text, draft.rng.choice(("right", "line")))]
    to = lines_of(address_lines(draft, 1))
    top = [*day, *to] if draft.chance(0.5) else [*to, *day]
    dear = draft.say("[Dear Sirs,|Dear Customer,|Dear Sir or Madam,|Good day,|]")
    return [
        *letterhead(draft, 0),
        *top,
        *lines_of([dear]),
        Paragraph(draft.pick(paper.letter)),
        *key_values(draft, rows),
    ]
