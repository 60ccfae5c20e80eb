"""Service contracts: master agreements, single services, statements of work."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus import facts, names
from training.corpus.clauses import Topic, boilerplate, opening, purpose, with_law
from training.corpus.closing import number_clauses, signatures
from training.corpus.draft import Draft, draw_law
from training.corpus.durations import PLAIN_TERMS, with_other_periods
from training.corpus.markup import Block, Paragraph, SampleDocument, Table

SCOPE = Topic(
    ("Services", "Scope", "Engagement", "Subject matter", "The Work"),
    (
        "{Ca} [provides|shall perform] {work} for {b}, as [further |]described in [Schedule 1|the order of {otherdate}].",
        "{Cb} [engages|hires] {a} to carry out {work}. [Work beyond that|Additional tasks] are ordered in writing and paid apart.",
        "The services consist of {work} at {b}'s site in {town}; parts may be subcontracted to {otherco}.",
        "{Ca} will supply {work} in line with the [service levels|standards] of the trade, reachable within {days} on faults of low and within an hour on faults of high urgency.",
    ),
)
WORKS = (
    "the [maintenance|monitoring] of [lifts|networks|refrigeration plants]",
    "[book-keeping and payroll|translation and proof-reading|cleaning of offices]",
    "the [design|development] of a [mobile application|web shop|data warehouse]",
    "[security|catering|courier] services",
    "[geological surveys|laboratory tests|energy audits]",
    "[training of staff|call-centre support|campaign planning]",
)
FEES = Topic(
    ("Fees", "Remuneration", "Charges and Payment", "Price", "Compensation"),
    (
        "The fee is {fee} [a year|in total], invoiced [monthly|quarterly] and payable within {days}.",
        "{Cb} pays {fee} on completion and [reimburses|bears] travel costs up to {othermoney}. Late sums bear {percent}.",
        "Time is charged at the rates in the schedule, up to a ceiling of {fee}; [rates rise by {percent} each January|invoices are due {days} after receipt].",
        "A retainer of {fee} is due on signing. Discounts of {percent} apply where {b} pays within {days}.",
    ),
)
TERM = Topic(
    ("Term", "Term and Termination", "Duration", "Contract period", "Commencement and term"),
    (
        "This {title} [starts on the Effective Date and |]runs for {term}[, after which it renews for periods of {months} unless ended on {days} notice|].",
        "The [initial |]term is {term}. Either party may terminate for cause if a breach is not cured within {days}.",
        "The contract is concluded for a fixed period of {term} [from its commencement|beginning on the date above]; notice to end it must be given {days} ahead.",
        "For a period of {term} {a} shall perform and {b} shall pay as agreed here, unless one of them terminates on {days} notice.",
        "The services are [rendered|provided] over the {termlong} period agreed between the parties; either party may leave after {months} on {days} notice.",
        "This {title} will [continue|stay in force] for {term}. Upon its end each party returns what it holds of the other within {days}.",
    ),
)
OPEN_TERM = Topic(
    ("Term", "Termination", "Ending the contract"),
    (
        "This {title} continues until [ended|terminated] by either party on {days} [written |]notice[ to the end of a quarter|].",
        "The contract ends when the work has been accepted. {Cb} may [cancel|withdraw] earlier against payment of {othermoney}.",
    ),
)
DUTIES = (
    Topic(
        ("Acceptance", "Delivery", "Deliverables"),
        (
            "Deliverables count as accepted {days} after delivery unless {b} objects in writing.",
            "{Cb} tests each part within {days}; defects are listed and [put right|repaired] by {a} free of charge.",
            "Milestones: a draft by {otherdate}, the final version by {otherdate}.",
        ),
    ),
    Topic(
        ("Warranty", "Quality", "Standard of care"),
        (
            "{Ca} warrants for {months} that the work [conforms|corresponds] to its description.",
            "The services are rendered [with reasonable skill|by qualified people]; {otherperson} leads the team.",
            "No warranty is given for goods made by {otherco}; its guarantee of {months} is passed on.",
        ),
    ),
    Topic(
        ("Liability", "Limitation of Liability", "Cap"),
        (
            "The liability of {a} is limited to [the fees of one year|{othermoney}].",
            "Neither party owes damages for lost profit. Claims lapse {months} after they become known.",
            "{Ca} carries liability insurance of {othermoney} with {otherco}.",
        ),
    ),
    Topic(
        ("Confidentiality", "Secrecy"),
        (
            "What the parties learn of each other stays secret, also for {years} after the end of this {title}.",
            "The non-disclosure agreement between the parties of {otherdate} applies.",
            "{Ca} tells no one, {otherco} least of all, about {b}'s plans.",
        ),
    ),
    Topic(
        ("Data Protection", "Personal Data"),
        (
            "{Ca} processes personal data on instruction only and reports breaches within {days}.",
            "Data are stored in {town} and deleted {months} after the contract ends.",
            "An agreement on data processing is annexed.",
        ),
    ),
    Topic(
        ("Intellectual Property", "Results", "Rights"),
        (
            "Rights in the results pass to {b} on [payment|creation].",
            "{Ca} keeps its tools and grants a [perpetual|non-exclusive] licence to use them with the results.",
            "Work of third persons, such as fonts licensed by {otherco}, is named in the documentation.",
        ),
    ),
    Topic(
        ("Staff", "Personnel", "Key persons"),
        (
            "{otherperson} and {otherperson} are the contacts; a change is announced {days} ahead.",
            "{Cb} will not hire staff of {a} during the contract and for {months} afterwards.",
            "{Ca} pays its people and the taxes on their wages.",
        ),
    ),
    Topic(
        ("Cooperation", "Customer duties"),
        (
            "{Cb} gives access to its premises and answers questions within {days}.",
            "Delay caused by {b} or its landlord {otherco} extends all deadlines.",
            "{Cb} names a project manager by {otherdate}.",
        ),
    ),
)


def _draft(kind: str, rng: Random) -> Draft:
    country = rng.choice(
        ("us",) * 5
        + ("uk",) * 3
        + ("de", "fr", "ch", "nl", "ie", "in", "sg", "ca", "it", "es", "se", "au")
    )
    first = names.any_party(rng, country, persons=0.12)
    second = names.any_party(
        rng, country if rng.random() < 0.8 else rng.choice(tuple(names.COUNTRIES)), persons=0.02
    )
    while second.short.lower() in first.name.lower() or first.short.lower() in second.name.lower():
        second = names.any_party(rng, country, persons=0.02)
    roles = (
        ("the Supplier", "the Customer"),
        ("the Contractor", "the Client"),
        ("the Provider", "the Customer"),
        ("Consultant", "Client"),
        ("the Service Provider", "the Company"),
    )
    titles = {
        "service": (
            "Service Agreement",
            "Services Contract",
            "Consulting Agreement",
            "Maintenance Agreement",
            "Agreement for Services",
            "Support Contract",
            "Independent Contractor Agreement",
        ),
        "msa": (
            "Master Services Agreement",
            "Framework Agreement",
            "Master Agreement",
            "General Services Agreement",
        ),
        "sow": ("Statement of Work", "Work Order", "Statement of Work No. 2", "Project Order"),
    }[kind]
    draft = Draft(
        rng,
        country,
        (first, second),
        rng.choice(roles) if rng.random() < 0.75 else (first.short, second.short),
        None if rng.random() < 0.07 else facts.random_date(rng, 2000),
        None if rng.random() < 0.12 else draw_law(rng, country),
        facts.random_term(rng) if rng.random() < 0.75 else None,
        rng.choice(titles),
        quotes=rng.choice(("“”", '""')),
    )
    amount, currency = facts.round_sum(rng, 3_000, 2_000_000), facts.currency_of(country)
    draft.more = {
        "work": lambda: draft.pick(WORKS),
        "aim": lambda: draft.pick(
            ("obtain {work}", "have {work} done by a specialist", "outsource {work}")
        ),
        "thing": lambda: draft.pick(("experience in {work}", "the staff and tools for {work}")),
        "fee": lambda: facts.mark_money(facts.write_money(rng, amount, currency), amount, currency),
        "othercounsel": lambda: names.person(rng, country),
    }
    return draft


def write_service(kind: str, rng: Random) -> SampleDocument:
    """A contract for services; `kind` is service, msa or sow."""
    draft = _draft(kind, rng)
    blocks: list[Block] = [*opening(draft)]
    if kind == "sow":
        blocks.append(Paragraph(draft.pick(_UNDER_MASTER)))
    elif draft.chance(0.5):
        blocks += purpose(draft)
    topics = [SCOPE, FEES, *rng.sample(DUTIES, rng.randint(3, 6) + (kind == "msa") * 2)]
    topics.insert(rng.randint(2, len(topics)), TERM if draft.term else OPEN_TERM)
    if draft.chance(0.4):
        topics[1], topics[2] = topics[2], topics[1]
    clauses = [topic.write(draft, PLAIN_TERMS if topic is TERM else ()) for topic in topics]
    clauses = with_other_periods(draft, clauses)
    low, high = (0, 2) if kind == "sow" else (2, 6)
    blocks += number_clauses(draft, with_law(draft, clauses + boilerplate(draft, low, high)))
    if kind == "sow" or draft.chance(0.25):
        blocks += _rates(draft)
    blocks += signatures(draft)
    return SampleDocument(
        kind, draft.title.upper() if draft.chance(0.45) else draft.title, tuple(blocks)
    )


_UNDER_MASTER = (
    "It is placed under the master agreement of the parties dated {otherdate}, whose terms apply where this {title} is silent.",
    "The framework contract No. {ref} of {otherdate} forms part of this {title}.",
    "This is the [second|third] order under the general terms signed on {otherdate}; [earlier orders are not affected|order No. {ref} of {otherdate} is closed].",
)


def _rates(draft: Draft) -> list[Block]:
    rng = draft.rng
    roles = rng.sample(
        (
            "Project manager",
            "Senior engineer",
            "Analyst",
            "Designer",
            "Tester",
            "Technician",
            "Trainer",
        ),
        rng.randint(3, 5),
    )
    rows = [("Role", "Person", "Daily rate", "Until")]
    rows += [
        (role, draft.say("{otherperson}"), draft.say("{othermoney}"), draft.say("{otherdate}"))
        for role in roles
    ]
    return [
        Paragraph(rng.choice(("Schedule of rates", "Annex 1 – Rates", "Rates and people")), "bold"),
        Table(tuple(rows), has_names=True),
    ]
