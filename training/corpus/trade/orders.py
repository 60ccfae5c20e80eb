"""Orders: purchase orders, confirmations, accepted quotes, delivery notes, work orders.

Buyer (A) and supplier (B) are named perhaps once each; consignees and carriers are no parties.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.agreements.closing import number_clauses
from training.corpus.agreements.signing import sign_in_blocks
from training.corpus.cast.draft import Draft
from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.trade.parts import (
    GENERAL,
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

WORDS = Words("trade/orders")


@dataclass(frozen=True, slots=True)
class _Paper:
    """A sort of order: who issues it (0 buys, 1 supplies) and its own words."""

    issuer: int
    titles: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    buyer: str
    supplier: str
    day: str
    sentences: tuple[str, ...]
    terms: tuple[str, ...]


_PAPERS = WORDS.records(_Paper, "papers")
_ROWS = WORDS.rows("rows")
_GOODS = WORDS.lines("goods")
_BEFORE_SIGNING = WORDS.lines("before_signing")


def write_order(kind: str, rng: Random) -> SampleDocument:
    """An order of one of the five sorts."""
    paper = rng.choice(_PAPERS)
    draft = trade_draft(rng, paper.roles, no_law=0.6, no_term=0.6)
    draft.title = draft.pick(paper.titles)
    blocks = _head(draft, paper)
    blocks += _goods(draft)
    blocks += _terms(draft, paper)
    if draft.chance(0.25):
        blocks += sign_in_blocks(draft, list(zip(draft.parties, draft.aliases, strict=True)))
    elif draft.chance(0.6):
        blocks += sign_lines(
            draft, paper.issuer, draft.pick(_BEFORE_SIGNING) if draft.chance(0.5) else ""
        )
    if draft.chance(0.3):
        blocks += sign_lines(
            draft, 1 - paper.issuer, "[Accepted|Received|Order accepted|Confirmed][ for|:| by]"
        )
    return SampleDocument(
        kind, draft.title if draft.chance(0.6) else draft.title.upper(), tuple(blocks)
    )


def _rows(draft: Draft, paper: _Paper) -> list[tuple[str, str]]:
    """Keys and values other than the parties."""
    rows = pick_rows(draft, _ROWS, 2, 7)
    if draft.date:
        rows.insert(
            draft.rng.randint(0, min(2, len(rows))), (draft.say(paper.day), draft.say("{date}"))
        )
    if draft.term and draft.chance(0.75):
        value = draft.say("[{term}|{figures}|{figures}][| from acceptance| (fixed)|, no renewal]")
        rows.insert(draft.rng.randint(0, len(rows)), (draft.rng.choice(paper.terms), value))
    if draft.law and draft.chance(0.4):
        rows += draft.rows(WORDS.rows("rows.law"))
    return rows


def _head(draft: Draft, paper: _Paper) -> list[Block]:
    """Who deals with whom: in a sentence, in rows, in boxes or under a letterhead."""
    rng = draft.rng
    buyer, supplier = draft.say(paper.buyer), draft.say(paper.supplier)
    style = rng.choice((*WORDS.lines("head.style"), "grid", "grid"))
    rows = _rows(draft, paper)
    if style == "grid":
        return _grid(draft, [(buyer, draft.say("{A}")), (supplier, draft.say("{B}"))], rows)
    if style == "rows":
        names = [(buyer, draft.say("{A}")), (supplier, draft.say("{B}"))]
        if draft.chance(0.5):
            names = [
                (key, ", ".join(address_lines(draft, place)))
                for place, key in enumerate((buyer, supplier))
            ]
        rng.shuffle(names)
        place = rng.randint(0, len(rows))
        return key_values(draft, [*rows[:place], *names, *rows[place:]])
    if style == "boxes":
        columns = [[buyer, *address_lines(draft, 0)], [supplier, *address_lines(draft, 1)]]
        rng.shuffle(columns)
        if draft.chance(0.5):
            columns.append([draft.say(line) for line in WORDS.lines("head.third")])
        boxes = side_by_side(draft, *columns)
        return _around(draft, boxes, rows)
    if style == "head":
        other = 1 - paper.issuer
        to = [(supplier, buyer)[other == 0], *address_lines(draft, other)]
        beside = [draft.say(line) for line in WORDS.lines("head.beside")]
        under = side_by_side(draft, to, beside) if draft.chance(0.4) else lines_of(to)
        return [*letterhead(draft, paper.issuer), *under, *key_values(draft, rows)]
    sentence = Paragraph(draft.pick(datable(draft, paper.sentences)))
    if style == "short":
        day = [Paragraph(draft.say("{town}, {date}"), "right")] if draft.date else []
        return [*day, sentence]
    return _around(draft, [sentence], rows)


def _around(draft: Draft, blocks: list[Block], rows: list[tuple[str, str]]) -> list[Block]:
    """Rows behind or before other blocks."""
    if draft.chance(0.6):
        return [*blocks, *key_values(draft, rows)]
    return [*key_values(draft, rows), *blocks]


def _grid(draft: Draft, sides: list[tuple[str, str]], rows: list[tuple[str, str]]) -> list[Block]:
    """Names and facts in a row of a table below their keys, each party named once."""
    rng = draft.rng
    rng.shuffle(sides)
    beside = rng.sample(rows, min(len(rows), rng.randint(0, 3)))
    cells = [*sides, *beside]
    if draft.chance(0.5):
        rng.shuffle(cells)
    if draft.chance(0.3):
        cells.insert(0, (rng.choice(("No.", "Pos.", "#", "Line")), str(rng.randint(1, 30))))
    keys, values = zip(*cells, strict=True)
    gap = rng.choice(("table", "table", "table", "   ", " | ", "\t"))
    grid: list[Block] = [Table((keys, values), has_names=True)]
    if gap != "table":
        grid = lines_of([gap.join(keys), gap.join(values)])
    rest = [row for row in rows if row not in beside]
    return [*grid, *key_values(draft, rest)] if rest else grid


def _goods(draft: Draft) -> list[Block]:
    rng = draft.rng
    goods = rng.sample(_GOODS, rng.randint(1, 6))
    if draft.chance(0.2):
        return lines_of(
            [f"{rng.randint(1, 90)} x {item} @ {draft.say('{othermoney}')}" for item in goods]
        )
    rows = [rng.choice(WORDS.rows("goods.columns"))]
    for place, item in enumerate(goods, 1):
        count = str(rng.randint(1, 400))
        money = draft.say("{othermoney}")
        rows.append((str(place), item, money) if rows[0][0] == "Pos." else (item, count, money))
    if draft.chance(0.6):
        rows.append((draft.say("[Total|TOTAL|Order value]"), "", draft.say("{othermoney}")))
    return [Table(tuple(rows), has_names=True)]


_TERM_SENTENCES = WORDS.lines("term_sentences")
_NOTES = WORDS.lines("notes")


def _terms(draft: Draft, paper: _Paper) -> list[Block]:
    """Terms of the order; the term and the law are stated here if the rows did not."""
    rng = draft.rng
    texts = [draft.pick(_NOTES) for _ in range(rng.randint(0, 2))]
    if draft.term and draft.chance(0.55):
        texts.insert(0, draft.pick(_TERM_SENTENCES))
    if draft.law and draft.chance(0.7):
        texts.append(say_law(draft))
    topics = rng.sample(GENERAL, rng.randint(0, 5))
    if draft.aliases == ("you", "we"):  # Sentences of the third person do not suit these.
        topics = []
    clauses = [topic.write(draft) for topic in topics]
    if clauses and draft.chance(0.5):
        clauses += [("Order" if paper.issuer == 0 else "Sale", text) for text in texts]
        return number_clauses(draft, clauses)
    blocks: list[Block] = [Paragraph(text) for text in texts]
    if clauses:
        heading = rng.choice(WORDS.lines("terms.heading"))
        blocks += [Paragraph(heading, "bold"), *number_clauses(draft, clauses)]
    return blocks
