"""Promissory notes and acknowledgements of debt."""

from __future__ import annotations

from random import Random

from training.corpus import facts, names
from training.corpus.clauses import Topic, boilerplate, with_law
from training.corpus.closing import number_clauses, signatures
from training.corpus.loans import draw_loan, draw_loan_term, mark_principal
from training.corpus.markup import Block, Paragraph, SampleDocument

NOTE_PROMISES = (
    "FOR VALUE RECEIVED, {Bline} {Bcall}, [hereby |]promises to pay to the order of {Aline} {Acall} the principal sum of {principal}, with interest at {percent}.",
    "On or before {otherdate}, {B} {Bcall} [will|shall] pay {A} {Acall}, at {Aaddress} or wherever the holder directs, {principal} together with interest of {percent}.",
    "The undersigned, {Bline}, owes {A} {principal} for [goods delivered|money lent|services], and [unconditionally |]promises to pay that sum in [equal monthly parts|one payment on {otherdate}].",
    "I, {B}, have borrowed {principal} from {Aline} {Acall} and will pay it back with {percent} interest.",
    "{Bline} {Bcall} hereby [unconditionally |]undertakes in favour of {A} {Acall} to pay the amount of {principal} [without deduction|free of set-off].",
)
NOTE_DATES = (
    "Date: {date}",
    "{date}",
    "Dated: {date}",
    "Issued on {date} at {town}",
    "{town}, {date}",
    "Effective Date: {date}",
)
NOTE_TERM = Topic(
    ("Term", "Payment", "When due", "Maturity"),
    (
        "This note [has a term of|runs for] {term}; [all|whatever] remains unpaid then is due at once.",
        "Payments of {othermoney} [fall due|are made] monthly over {term}, beginning on {otherdate}.",
        "The [debt|balance] shall be [discharged|paid off] within {term} after the date above.",
    ),
)
NOTE_CLAUSES = (
    Topic(
        ("Prepayment", "Early payment"),
        (
            "The maker may prepay [all or part|any amount] [without penalty|against a charge of {percent}].",
            "Sums paid early go first to costs, then to interest, then to principal.",
            "{Cb} may pay early on {days} notice, in amounts of {othermoney} or more.",
        ),
    ),
    Topic(
        ("Default", "Acceleration", "Late payment"),
        (
            "If an instalment is more than {days} late, the holder may declare the whole due.",
            "A late charge of {percent} applies to whatever is overdue for {days}.",
            "Bankruptcy of {b}, or a sale of its business to {otherco}, makes this note payable at once.",
        ),
    ),
    Topic(
        ("Waivers", "Presentment"),
        (
            "{Cb} waives presentment, protest and notice of dishonour.",
            "The holder's delay [is|shall be] no waiver.",
            "All endorsers, {otherperson} among them, waive demand and consent to extensions of time.",
        ),
    ),
    Topic(
        ("Security", "Collateral"),
        (
            "This note is secured by a pledge of [shares in {otherco}|a delivery van|equipment at {town}].",
            "A deed of trust on land in {otherstate}, recorded on {otherdate}, secures payment.",
            "This is an unsecured note.",
        ),
    ),
    Topic(
        ("Subordination", "Transfer"),
        (
            "The debt ranks after that owed to {otherco} under the loan of {otherdate}.",
            "The holder may negotiate this note; {b} may not transfer its duty.",
            "{Ca} may sell the note to [an accredited investor|{otherco}] only.",
        ),
    ),
    Topic(
        ("Costs", "Collection"),
        (
            "{Cb} pays the costs of collection, including lawyers' fees up to {othermoney}.",
            "Whoever loses a suit on this note bears its costs.",
        ),
    ),
)


def write_note(kind: str, rng: Random) -> SampleDocument:
    country = rng.choice(("us",) * 6 + ("uk", "uk", "ie", "ca", "in", "sg"))
    draft = draw_loan(
        rng,
        country,
        (
            ("the Holder", "the Maker"),
            ("Payee", "Borrower"),
            ("the Lender", "the Undersigned"),
            ("Holder", "Maker"),
        ),
        persons=0.4,
    )
    draft.title = rng.choice(
        (
            "Promissory Note",
            "Note",
            "Convertible Promissory Note",
            "Secured Promissory Note",
            "Demand Note",
            "Acknowledgement of Debt",
        )
    )
    draft.more["othercounsel"] = lambda: names.person(rng, country)
    mark_principal(draft, 2_000, 4_000_000)
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
    return SampleDocument(
        kind, draft.title.upper() if draft.chance(0.6) else draft.title, (*blocks, *signed)
    )
