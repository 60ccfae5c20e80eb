"""Term sheets, and amendments of earlier agreements."""

from __future__ import annotations

from random import Random

from training.corpus.agreements.clauses import boilerplate, with_law
from training.corpus.agreements.closing import number_clauses, signatures
from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.markup import Block, Heading, Paragraph, SampleDocument, Table
from training.corpus.words import Words

WORDS = Words("agreements/deals")

_SHEET_TITLES = WORDS.table("sheet_titles")
_SHEET_STARTS = WORDS.lines("sheet_starts")
_LOAN_ROWS = WORDS.rows("loan_rows")
_EQUITY_ROWS = WORDS.rows("equity_rows")
_TERM_ROW, _LAW_ROW = WORDS.rows("term_sheet.rows")


def write_term_sheet(kind: str, rng: Random) -> SampleDocument:
    country = rng.choice(("us",) * 5 + WORDS.lines("term_sheet.country"))
    is_loan = rng.random() < 0.5
    investor = (
        names.named_party(rng, names.bank(rng, country), country)
        if is_loan and rng.random() < 0.6
        else names.any_party(rng, country, persons=0.08)
    )
    target = names.company_party(rng, country)
    while names.alike(target, investor):
        target = names.company_party(rng, country)
    aliases = (
        ("the Lender", "the Borrower") if is_loan else rng.choice(WORDS.rows("term_sheet.aliases"))
    )
    draft = Draft(
        rng,
        country,
        (investor, target),
        aliases,
        facts.random_date(rng),
        None if rng.random() < 0.2 else draw_law(rng, country),
        facts.random_term(rng) if is_loan and rng.random() < 0.85 else None,
        rng.choice(_SHEET_TITLES["loan" if is_loan else "equity"]),
    )
    draft.state_sum("sum", 100_000, 80_000_000)
    draft.more |= {
        "deal": lambda: "lend to" if is_loan else draft.pick(("invest in", "buy shares in")),
        "year": lambda: str(rng.randint(1990, 2020)),
    }
    rows = [
        _row(draft, *pair)
        for pair in rng.sample(_LOAN_ROWS if is_loan else _EQUITY_ROWS, rng.randint(5, 8))
    ]
    if draft.term:
        rows.insert(rng.randint(0, 4), _row(draft, *_TERM_ROW))
    if draft.law:
        rows.insert(len(rows) - rng.randint(0, 2), _row(draft, *_LAW_ROW))
    starts_in_rows = draft.chance(0.45)
    blocks: list[Block] = [] if starts_in_rows else [Paragraph(draft.pick(_SHEET_STARTS))]
    if starts_in_rows:
        own = WORDS.rows(f"term_sheet.own.{'loan' if is_loan else 'equity'}")
        rows = [*(_row(draft, *pair) for pair in own), *rows]
    if draft.chance(0.6):
        blocks.append(Table(tuple(rows)))
    elif draft.chance(0.5):
        blocks += [Paragraph(f"{label}: {value}") for label, value in rows]
    else:
        for label, value in rows:
            blocks += [Heading(label), Paragraph(value)]
    if draft.chance(0.5):
        blocks.append(Paragraph(draft.pick(WORDS.lines("term_sheet.end"))))
    blocks += signatures(draft)
    return SampleDocument(kind, draft.title, tuple(blocks))


def _row(draft: Draft, labels: str, values: str) -> tuple[str, str]:
    # Alternatives are split outside brackets, so that an inner choice stays whole.
    depth, parts = 0, [""]
    for letter in values:
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return names.choose(draft.rng, labels), draft.pick(parts)


_AMENDMENT_OPENINGS = WORDS.lines("amendment_openings")
_CHANGES = WORDS.topics("changes")
_RATIFY = WORDS.topic("ratify")
_EXTENSION = WORDS.topic("extension")
_EARLIER = WORDS.lines("earlier")


def write_amendment(kind: str, rng: Random) -> SampleDocument:
    country = rng.choice(("us",) * 6 + WORDS.lines("amendment.country"))
    first, second = (
        names.any_party(rng, country, persons=0.05),
        names.any_party(rng, country, persons=0.15),
    )
    while names.alike(first, second):
        second = names.any_party(rng, country)
    by_name = (first.short, second.short)
    company, *others = WORDS.rows("amendment.roles")
    aliases = rng.choice((company, by_name, by_name, *others))
    title = rng.choice(WORDS.lines("amendment.title"))
    draft = Draft(
        rng,
        country,
        (first, second),
        aliases,
        facts.random_date(rng),
        None if rng.random() < 0.3 else draw_law(rng, country),
        facts.random_term(rng) if rng.random() < 0.5 else None,
        title,
        quotes=rng.choice(("“”", '""')),
    )
    earlier = rng.choice(_EARLIER)
    draft.more["earlier"] = lambda: earlier
    blocks: list[Block] = [Paragraph(draft.pick(_AMENDMENT_OPENINGS))]
    if draft.chance(0.4):
        blocks += draft.blocks(WORDS.lines("amendment.reasons"))
    topics = rng.sample(_CHANGES, rng.randint(3, 6))
    if draft.term:
        topics.insert(rng.randint(0, 2), _EXTENSION)
    clauses = [topic.write(draft) for topic in [*topics, _RATIFY]]
    blocks += number_clauses(draft, with_law(draft, clauses + boilerplate(draft, 0, 3)))
    blocks += signatures(draft)
    heading = f"{title} to {earlier}" if draft.chance(0.6) else title
    return SampleDocument(kind, heading.upper() if draft.chance(0.5) else heading, tuple(blocks))
