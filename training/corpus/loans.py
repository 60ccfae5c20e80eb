"""Loan agreements, between companies or with a bank."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.corpus import facts, names
from training.corpus.clauses import Topic, boilerplate, opening, with_law
from training.corpus.closing import number_clauses, signatures
from training.corpus.draft import Draft, draw_law
from training.corpus.facts import Duration
from training.corpus.markup import Block, Paragraph, SampleDocument, Table

AMOUNT = Topic(
    ("The Loan", "Loan", "Amount and Purpose", "Facility", "Commitment", "Advance"),
    (
        "{Ca} [agrees to lend|will lend|lends] to {b} the [principal |]sum of {principal} (the “Loan”), to be used for [the purchase of machinery from {otherco}|working capital|the building at {town}] and for nothing else.",
        "Subject to [these terms|the conditions below], {a} makes available a [term loan|facility] of {principal}. [It is drawn in one sum|Drawings are made in slices of at least {othermoney}] after {days} notice.",
        "{Cb} acknowledges having received {principal} from {a} [on {otherdate}|by bank transfer] as a loan.",
        "The principal amount is {principal}. {Ca} shall pay it to the account of {b} with {otherco} within {days} after signing.",
        "{Ca} shall advance to {b} an aggregate amount not exceeding {principal}, of which {othermoney} is held back until [the mortgage is registered|{otherco} has released its lien].",
    ),
)
INTEREST = Topic(
    ("Interest", "Interest rate", "Rate", "Interest and Default Interest"),
    (
        "The Loan bears interest at [a fixed rate of |]{percent}[ a year|], [computed on a year of 360 days|payable quarterly in arrear]. Sums overdue bear {percent} more.",
        "Interest [accrues|runs] from the day of drawing at {percent} above the [base rate of {otherco}|reference rate]; unpaid interest is added to principal every {months}.",
        "No interest is charged if {b} repays on time; otherwise {percent} is due on the arrears.",
        "{Cb} shall pay interest at {percent} on the last business day of each [month|quarter], for the first time on {otherdate}.",
    ),
)
REPAYMENT = Topic(
    ("Term and Repayment", "Repayment", "Term", "Maturity", "Duration of the Loan"),
    (
        "The Loan has a term of {term} and is repaid in equal [monthly|quarterly] instalments of {othermoney}, the first falling due on {otherdate}.",
        "The [facility|loan] [runs|is granted] for {term} from [the date of this {title}|drawdown]; what is then outstanding is payable in one sum.",
        "{Cb} shall repay the whole within {term} of [the Effective Date|receiving it]. Early repayment is allowed on {days} notice against a fee of {percent}.",
        "Principal is due and payable at the end of {term}, unless {a} [accelerates|calls it] under this {title} before.",
        "The period of the loan is {term}; no repayment is due in the first {months}.",
    ),
)
REPAYMENT_DATE = Topic(
    ("Repayment", "Maturity Date", "Payments"),
    (
        "The Loan is repaid [in full |]on {otherdate} (the “Maturity Date”).",
        "Repayment takes place on demand, {days} after {a} asks for it.",
        "{Cb} repays {othermoney} on each [1 March and 1 September|quarter day] until nothing is owed.",
    ),
)
SECURITY = Topic(
    ("Security", "Collateral", "Guarantee", "Pledge"),
    (
        "As security {b} [pledges|assigns] its [shares in {otherco}|claims against customers|stock held at {town}] to {a}.",
        "{otherperson} will give a personal guarantee limited to {othermoney} in a separate deed.",
        "A [first|second] mortgage on land in {otherstate} secures all that is owed under this {title}; it ranks behind the charge of {otherco} dated {otherdate}.",
        "The Loan is unsecured. {Cb} shall not [grant|create] a lien in favour of anyone else, save for liens existing on {otherdate}.",
    ),
)
DEFAULT = Topic(
    ("Events of Default", "Default", "Acceleration", "Termination for cause"),
    (
        "{Ca} may demand the whole at once if {b} [is late by more than {days}|misses a payment for {days}], becomes insolvent, or [is in default to|defaults on its debt of {othermoney} to] {otherco}.",
        "An event of default [occurs|exists] when a statement of {b} proves false, a judgment above {othermoney} stays unpaid for {days}, or control passes to {otherco}.",
        "If {b} breaks a promise in this {title} and does not cure that within {days}, the commitment ends and all sums fall due.",
    ),
)
COVENANTS = Topic(
    ("Covenants", "Undertakings", "Information", "Financial covenants"),
    (
        "{Cb} shall send audited accounts within {days} after each year's end, and keep [equity above {othermoney}|its net debt below three times earnings].",
        "While anything is owed {b} will not [merge|sell its main assets], pay dividends beyond {percent} of profit, or change its auditors, now {otherco}.",
        "{Cb} keeps its [plant|buildings] insured with {otherco} or an insurer of like standing, and lets {a} inspect the books on {days} notice.",
    ),
)
WARRANTIES = Topic(
    ("Representations", "Conditions precedent", "Warranties"),
    (
        "{Cb} represents that it is [validly existing|in good standing in {otherstate}], that its accounts of {otherdate} are true, and that no lawsuit threatens it.",
        "No drawing is made before {a} has got the board's resolution, the opinion of {otherco} and evidence that fees of {othermoney} are paid.",
        "The signing of this {title} breaks no other contract of {b}, in particular not the credit agreement with {otherco} of {otherdate}.",
    ),
)


def mark_principal(draft: Draft, low: int, high: int) -> tuple[str, str]:
    """Give the draft its fact `principal`; returns the currency and the amount."""
    rng = draft.rng
    amount = facts.round_sum(rng, low, high)
    currency = facts.currency_of(draft.country)

    def write() -> str:
        return facts.mark_money(
            facts.write_money(rng, amount, currency, draft.language), amount, currency
        )

    draft.more["principal"] = write
    return currency, f"{amount:.2f}"


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
    while (
        borrower.short.lower() in lender.name.lower()
        or lender.short.lower() in borrower.name.lower()
    ):
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
    country = rng.choice(
        ("us",) * 5 + ("uk",) * 3 + ("de", "fr", "ch", "nl", "ie", "in", "sg", "ca", "it", "es")
    )
    draft = draw_loan(
        rng,
        country,
        (
            ("the Lender", "the Borrower"),
            ("the Bank", "the Company"),
            ("Lender", "Borrower"),
            ("the Creditor", "the Debtor"),
        ),
        persons=0.12,
    )
    draft.title = rng.choice(
        (
            "Loan Agreement",
            "Term Loan Agreement",
            "Credit Agreement",
            "Facility Agreement",
            "Bridge Loan Agreement",
            "Shareholder Loan Agreement",
            "Loan and Security Agreement",
            "Secured Loan Contract",
        )
    )
    draft.more["othercounsel"] = lambda: names.person(rng, country)
    currency, amount = mark_principal(draft, 20_000, 90_000_000)
    draft.term = draw_loan_term(rng) if rng.random() < 0.75 else None
    blocks: list[Block] = [*opening(draft)]
    if draft.chance(0.35):
        rows = [
            ("Principal", draft.say("{principal}")),
            ("Interest", draft.say("{percent}")),
            ("First payment", draft.say("{otherdate}")),
        ]
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
        blocks += _schedule(draft, currency, amount)
    return SampleDocument(
        kind, draft.title.upper() if draft.chance(0.5) else draft.title, tuple(blocks)
    )


def _distinct(draft: Draft, topics: list[Topic]) -> list[tuple[str, str]]:
    clauses: list[tuple[str, str]] = []
    for topic in topics:
        heading, text = topic.write(draft)
        if heading not in [known for known, _ in clauses]:
            clauses.append((heading, text))
    return clauses


def _schedule(draft: Draft, currency: str, amount: str) -> list[Block]:
    """A table of instalments: many dates and sums, none of them the document's own."""
    rng, day = draft.rng, draft.date or facts.random_date(draft.rng)
    count = rng.randint(3, 8)
    part = facts.group_digits(Decimal(amount) / count, ",", ".")
    rows = [("No.", "Due", f"Instalment ({currency})")]
    for number in range(1, count + 1):
        day += timedelta(days=rng.randint(80, 200))
        rows.append((str(number), facts.write_date(rng, day, draft.country), part))
    return [
        Paragraph(
            rng.choice(("Schedule 1: Repayment", "Annex A", "EXHIBIT A – PAYMENT PLAN")), "bold"
        ),
        Table(tuple(rows), has_names=True),
    ]
