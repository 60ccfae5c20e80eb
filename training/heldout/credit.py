"""Loans, facilities, guarantees."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.heldout import cast
from training.heldout.cast import Party
from training.heldout.figures import Length
from training.heldout.frame import (
    body,
    clauses,
    cover,
    draw_region,
    draw_story,
    law_clause,
    listed_parties,
    opening,
    signatures,
)
from training.heldout.pages import Block, Grid, Lines
from training.heldout.prose import detailed, finance, general
from training.heldout.story import Story

_TERM = (
    ("Duration", "The loan is made for {term} from <the first drawing|the date of this document> and is then repaid in full, unless it is called before. An extension by {span:6,12 month} may be asked for once."),
    ("Final repayment", "Whatever is outstanding at the end of <the {adjterm} term|a term of {term}> falls due on that day."),
)  # fmt: skip


def _apart(rng: Random, region: str, first: Party, *, persons: float = 0.0) -> Party:
    """Another party, not of the same name."""
    while True:
        second = cast.person(rng, region) if rng.random() < persons else cast.firm(rng, region)
        if second.short != first.short:
            return second


def write_credit_agreement(rng: Random) -> list[Block]:
    """Long, with a definitions section and schedules."""
    region = draw_region(rng)
    lender = cast.bank(rng, region)
    borrower = _apart(rng, region, lender)
    guarantor = _apart(rng, region, borrower)
    parties: tuple[Party, ...] = (lender, borrower)
    if rng.random() < 0.5 and guarantor.short != lender.short:
        parties += (guarantor,)
    term = Length(rng.choice((3, 5, 7)), "year") if rng.random() < 0.5 else None
    story = draw_story(
        rng, region, parties, ("Lender", "Borrower", "Guarantor"), term, short_names=0
    )
    chosen = clauses(story, finance.CLAUSES, 17, 24)
    if term:
        chosen.insert(3, rng.choice(_TERM))
    chosen += clauses(story, detailed.CLAUSES, 4, 16) + clauses(story, general.CLAUSES, 15, 28)
    chosen += law_clause(story)
    definitions = [
        story.tell(each) for each in rng.sample(finance.DEFINITIONS, rng.randint(15, 24))
    ]
    title = rng.choice(("Term Facility Agreement", "Credit Agreement", "Senior Loan Agreement"))
    blocks = [*cover(story, title), f"{title.upper()}"]
    if story.day:
        blocks.append(story.tell("THIS AGREEMENT is dated {date} and made between:"))
    return [
        *blocks,
        *listed_parties(story)[1:],
        "IT IS AGREED as follows:",
        "DEFINITIONS",
        "In this document:",
        *definitions,
        *body(story, chosen),
        "SCHEDULE 1 – CONDITIONS PRECEDENT",
        *(
            story.tell(f"{number}. {each}")
            for number, each in enumerate(rng.sample(finance.CONDITIONS, rng.randint(5, 9)), 1)
        ),
        "SCHEDULE 2 – FORM OF REQUEST",
        story.tell("To: {A}. From: {B}. Dated: ____________"),
        story.tell("We wish to borrow on the following terms. Proposed date: ________. Amount: ________, or, if less, the undrawn balance. Please credit our account with {bank}."),
        "SCHEDULE 3 – REPAYMENT",
        Grid(
            (
                ("Date", "Instalment"),
                *((story.tell("{on:90,2000}"), story.tell("{money:10000-900000}")) for _ in range(rng.randint(3, 9))),
            )
        ),
        *signatures(story),
    ]  # fmt: skip


def write_facility_letter(rng: Random) -> list[Block]:
    """A bank writes to its customer."""
    region = draw_region(rng)
    lender = cast.bank(rng, region)
    borrower = _apart(rng, region, lender, persons=0.2)
    term = Length(rng.choice((12, 18, 36, 60)), "month") if rng.random() < 0.6 else None
    roles = rng.choice((("Bank", "Borrower"), ("Bank", "Customer"), ("Lender", "Company")))
    story = draw_story(rng, region, (lender, borrower), roles, term, short_names=0)
    duration = [story.tell("The facility is available for {term} from your acceptance, but is repayable on demand at any time.")] if term else []  # fmt: skip
    chosen = clauses(story, finance.CLAUSES, 6, 11) + clauses(story, general.CLAUSES, 3, 7)
    return [
        Lines((story.party(0), lender.home, story.tell("Tel. 555 0{num:100-199} {email}"))),
        Lines((story.party(1), borrower.home)),
        *([story.tell("{date}")] if story.day else []),
        story.tell("Dear <Sirs|Ms {person}|Directors>"),
        story.tell("<YOUR FACILITY|Banking facilities|Offer of a term loan> – REFERENCE {ref}"),
        story.tell(
            "We are pleased to confirm that {A} (“{Aname}”) is willing to make available to {B} (“{Bname}”)"
            " a facility of {money:50000-5000000}. It replaces the offer we made on {on:-90,-5}, and the"
            " facility granted by {bank} on {on:-1500,-100}, which is to be repaid from the first drawing."
        ),
        *duration,
        *body(story, chosen + law_clause(story)),
        story.tell("This offer lapses if we have not received the enclosed copy, signed, within {span:14,21,28,30 day}. A fee of {pct:50-200} is due on acceptance."),
        Lines((story.tell("Yours <faithfully|sincerely>,"), lender.signer, lender.role, story.tell("For and on behalf of {A}"))),
        Lines(("Accepted on the terms above:", borrower.signer if not borrower.is_person else story.party(1), *([story.tell("for {B}")] if not borrower.is_person else []))),
    ]  # fmt: skip


def write_personal_loan(rng: Random) -> list[Block]:
    """Short, between two persons or a firm and its owner."""
    region = draw_region(rng)
    lender = cast.person(rng, region)
    borrower = _apart(rng, region, lender, persons=0.6)
    term = Length(rng.choice((2, 3, 4, 6, 10)), "year") if rng.random() < 0.7 else None
    roles = rng.choice((("Lender", "Borrower"), ("Creditor", "Debtor"), ("Payee", "Maker")))
    story = draw_story(rng, region, (lender, borrower), roles, term, dated=0.9, ruled=0.7)
    lines = [
        "{Ua} lends {b} {money:1500-90000}, <in cash|by transfer to {bank}>, and {b} confirms having received {money:500-1400} of it on {on:-60,-2}.",
        "Interest is {pct:100-900} a year, payable <every {span:3,6 month}|with the last instalment>.",
        "{Ub} pays back {money:100-2500} on the 1st of each month, first on {on:20,60}." if not term else "The loan runs for {term}; {b} pays back {money:100-2500} each month.",
        "If a payment is {span:10,15,30 day} late, {a} may ask for everything at once and for a fee of {money:20-200}.",
        "{person}, of {address}, stands surety for half of the debt by separate letter.",
        "The car bought from {co} on {on:-30,-1} is pledged until the debt is paid.",
        "{Ub} may pay early without a charge. Any change needs both signatures.",
    ]  # fmt: skip
    rng.shuffle(lines)
    return [
        *opening(story, rng.choice(("Loan Agreement", "Private Loan", "Agreement to Lend"))),
        *(f"{number}. {story.tell(line)}" for number, line in enumerate(lines, 1)),
        *body(story, law_clause(story)),
        *signatures(story),
    ]


def write_guarantee(rng: Random) -> list[Block]:
    """One guarantees to a bank what a firm owes; the firm is named but does not sign."""
    region = draw_region(rng)
    bank = cast.bank(rng, region)
    guarantor = _apart(rng, region, bank, persons=0.4)
    story = draw_story(rng, region, (guarantor, bank), ("Guarantor", "Bank"), None, short_names=0)
    debtor = story.stranger()
    story.own["debtor"] = debtor
    return [
        rng.choice(("DEED OF GUARANTEE", "GUARANTEE AND INDEMNITY", "CONTINUING GUARANTY")),
        *([story.tell("Date of this deed: {date}")] if story.day else []),
        *_guarantee_parties(story),
        story.tell("By a facility letter of {on:-200,-3} the Bank agreed to lend {debtor} (the “Principal”) up to {money:100000-6000000}. It is a condition of that letter that this deed is given."),
        *body(
            story,
            [
                ("Guarantee", "{Ua} guarantees to {b} the payment on demand of all that {debtor} owes now or later. Its liability is limited to {money:50000-4000000} and interest at {pct:200-900} from demand."),
                ("Demand", "A demand may be made until {span:6,12 month} after {debtor} has paid everything, and is met within {span:3,5,10 business day}. {Ub} need not first sue {debtor} or {co}."),
                ("Continuing security", "This deed is not discharged by part payment, by time given to {debtor}, or by the release of {co}, co-surety under a deed of {on:-900,-30}."),
                ("Notice to end", "{Ua} may by {span:3,6 month} notice fix its liability at the amount then owed."),
                *clauses(story, general.CLAUSES, 4, 9),
                *law_clause(story),
            ],
        ),
        *_deed_ends(story),
    ]  # fmt: skip


def _guarantee_parties(story: Story) -> list[Block]:
    if story.likely(0.5):
        return listed_parties(story)
    return [story.tell("{Aline} (“{Aname}”) gives this deed in favour of {Bline} (“{Bname}”).")]


def _deed_ends(story: Story) -> list[Block]:
    """Only the guarantor signs a deed."""
    guarantor = story.parties[0]
    if guarantor.is_person:
        return [story.tell("SIGNED AS A DEED by {A} in the presence of {person}, {address}")]
    return [
        story.tell("EXECUTED AS A DEED by {A} acting by ")
        + f"{guarantor.signer}, {guarantor.role.lower()}"
    ]
