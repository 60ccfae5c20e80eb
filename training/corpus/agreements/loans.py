"""Loan agreements, between companies or with a bank."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.corpus.agreements.clauses import boilerplate, opening, with_law
from training.corpus.agreements.closing import number_clauses, signatures
from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.cast.facts import Duration
from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.words import Topic, Words

WORDS = Words("agreements/loans")

AMOUNT = WORDS.topic("amount")
INTEREST = WORDS.topic("interest")
REPAYMENT = WORDS.topic("repayment")
REPAYMENT_DATE = WORDS.topic("repayment_date")
SECURITY = WORDS.topic("security")
DEFAULT = WORDS.topic("default")
COVENANTS = WORDS.topic("covenants")
WARRANTIES = WORDS.topic("warranties")


def draw_loan(
    rng: Random, country: str, roles: tuple[tuple[str, str], ...], *, persons: float
) -> Draft:
    """Lender and borrower, the day and the law; `persons` is how often either is a person."""
    lender = (
        names.named_party(rng, names.bank(rng, country), country)
        if rng.random() < 0.5
        else names.any_party(rng, country, persons=persons)
    )
    borrower = names.any_party(
        rng, country if rng.random() < 0.8 else rng.choice(tuple(names.COUNTRIES)), persons=persons
    )
    while names.alike(borrower, lender):
        borrower = names.any_party(rng, country, persons=persons)
    aliases = rng.choice(roles) if rng.random() < 0.8 else (lender.short, borrower.short)
    day: date | None = None if rng.random() < 0.06 else facts.random_date(rng)
    return Draft(
        rng,
        country,
        (lender, borrower),
        aliases,
        day,
        None if rng.random() < 0.1 else draw_law(rng, country),
        None,
        quotes=rng.choice(("“”", '""')),
    )


def draw_loan_term(rng: Random) -> Duration:
    """Longer than other agreements' terms."""
    if rng.random() < 0.5:
        return Duration(rng.choice((1, 2, 3, 4, 5, 5, 6, 7, 8, 10, 12, 15, 20, 25)), "year")
    return Duration(rng.choice((6, 9, 12, 18, 24, 36, 48, 60, 72, 84, 120)), "month")


def write_loan(kind: str, rng: Random) -> SampleDocument:
    country = rng.choice(("us",) * 5 + ("uk",) * 3 + WORDS.lines("loan.country"))
    draft = draw_loan(rng, country, WORDS.rows("loan.draft"), persons=0.12)
    draft.title = rng.choice(WORDS.lines("loan.title"))
    principal = draft.state_sum("principal", 20_000, 90_000_000)
    draft.term = draw_loan_term(rng) if rng.random() < 0.75 else None
    blocks: list[Block] = [*opening(draft)]
    if draft.chance(0.35):
        rows = draft.rows(WORDS.rows("loan.rows"))
        if draft.term:
            rows.insert(
                rng.randint(0, 3),
                (rng.choice(("Term", "Tenor", "Loan period")), draft.say("{term}")),
            )
        rng.shuffle(rows)
        blocks.append(Table((("Key terms", ""), *rows), has_names=True))
    topics = [AMOUNT, INTEREST, REPAYMENT if draft.term else REPAYMENT_DATE]
    topics += rng.sample(
        (SECURITY, DEFAULT, COVENANTS, WARRANTIES, DEFAULT, COVENANTS), rng.randint(2, 5)
    )
    clauses = _distinct(draft, topics)
    blocks += number_clauses(draft, with_law(draft, clauses + boilerplate(draft, 2, 6)))
    blocks += signatures(draft)
    if draft.chance(0.3):
        blocks += _schedule(draft, principal)
    return SampleDocument(kind, draft.headline(0.5), tuple(blocks))


def _distinct(draft: Draft, topics: list[Topic]) -> list[tuple[str, str]]:
    clauses: list[tuple[str, str]] = []
    for topic in topics:
        heading, text = topic.write(draft)
        if heading not in [known for known, _ in clauses]:
            clauses.append((heading, text))
    return clauses


def _schedule(draft: Draft, principal: Decimal) -> list[Block]:
    """A table of instalments: many dates and sums, none of them the document's own."""
    rng, day = draft.rng, draft.date or facts.random_date(draft.rng)
    count = rng.randint(3, 8)
    part = facts.group_digits(principal / count, ",", ".")
    rows = [("No.", "Due", f"Instalment ({facts.currency_of(draft.country)})")]
    for number in range(1, count + 1):
        day += timedelta(days=rng.randint(80, 200))
        rows.append((str(number), facts.write_date(rng, day, draft.country), part))
    return [
        Paragraph(rng.choice(WORDS.lines("schedule.schedule")), "bold"),
        Table(tuple(rows), has_names=True),
    ]
