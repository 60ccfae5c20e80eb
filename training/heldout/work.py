"""Services, consulting, employment, licences, supply."""

from __future__ import annotations

from random import Random

from training.heldout import cast
from training.heldout.figures import Length
from training.heldout.frame import (
    body,
    clauses,
    cover,
    draw_region,
    draw_story,
    key_terms,
    law_clause,
    listed_parties,
    opening,
    signatures,
    two_firms,
)
from training.heldout.pages import Block, Grid, Lines
from training.heldout.prose import detailed, general, trade
from training.heldout.story import Story

_TERM = (
    ("Term", "This contract <continues|remains in force> for {term} and then from year to year until ended on {span:60,90 day} notice."),
    ("Commencement and duration", "It starts on the date stated at its head and, unless ended sooner, expires after {term}. Work orders then running are completed within {span:30,60,90 day}."),
    ("Initial period", "There is an initial <period|term> of {term}, followed by renewal periods of {span:12 month} each unless a party objects {span:30,60 day} before."),
)  # fmt: skip


def _term(rng: Random, share: float) -> Length | None:
    if rng.random() > share:
        return None
    return rng.choice(
        (Length(1, "year"), Length(2, "year"), Length(3, "year"), Length(5, "year"),
         Length(18, "month"), Length(24, "month"), Length(36, "month"))
    )  # fmt: skip


def _services(rng: Random) -> Story:
    region = draw_region(rng)
    first, second = two_firms(rng, region)
    if rng.random() < 0.15:
        first = cast.public_body(rng, region)
    roles = rng.choice(
        (
            ("Client", "Contractor"),
            ("Customer", "Service Provider"),
            ("Buyer", "Vendor"),
            ("Company", "Agency"),
        )
    )
    return draw_story(rng, region, (first, second), roles, _term(rng, 0.7), short_names=0.25)


def _with_term(story: Story, chosen: list[tuple[str, str]]) -> list[tuple[str, str]]:
    if story.term:
        chosen.insert(story.rng.randint(1, len(chosen)), story.rng.choice(_TERM))
    return chosen


def write_master_services(rng: Random) -> list[Block]:
    """Long, headed by a table of key terms."""
    story = _services(rng)
    rows = [
        ("Client / Customer", "{A} (“{Aname}”)"),
        ("Supplier", "{B} (“{Bname}”)"),
        ("Purpose", "Services as ordered from time to time, replacing those of {co}"),
        ("Cap on liability", "{money:250000-5000000}"),
        ("Payment", "{span:30,45 day} net"),
        ("Notices", "{email}; {person}"),
    ]
    if story.day:
        rows.insert(
            rng.randint(0, 3), (rng.choice(("Effective date", "Start", "Commencement")), "{date}")
        )
    if story.term:
        rows.insert(rng.randint(1, 5), (rng.choice(("Term", "Initial term", "Duration")), "{term}"))
    if story.law:
        rows.append((rng.choice(("Governing law", "Law")), "{law}"))
    title = rng.choice(("MASTER SERVICES AGREEMENT", "Framework Agreement for Services"))
    heads = key_terms(story, title, rows)
    if story.likely(0.4):
        heads += ["GENERAL TERMS", story.tell("These terms apply between {A} and {B}.")]
    chosen = [
        *clauses(story, trade.SERVICES, 10, 14),
        *clauses(story, detailed.CLAUSES, 4, 16),
        *clauses(story, general.CLAUSES, 15, 28),
    ]
    return [
        *heads,
        *body(story, _with_term(story, chosen) + law_clause(story)),
        "RATE CARD",
        Grid(
            (
                ("Role", "Rate per hour"),
                *(
                    (role, story.tell("{money:60-420}"))
                    for role in ("Principal", "Senior", "Junior")
                ),
            )
        ),
        *signatures(story),
    ]


def write_work_order(rng: Random) -> list[Block]:
    """Under a master agreement of another day."""
    story = _services(rng)
    story.names = rng.choice((("Client", "Consultant"), ("Customer", "Provider")))
    story.term = Length(rng.choice((4, 6, 9, 14)), "month") if story.term else None
    number = rng.randint(1, 14)
    head = [
        f"{rng.choice(('STATEMENT OF WORK', 'Work Order', 'Order Form'))} No. {number}",
        story.tell("Issued under the Master Services Agreement dated {on:-1200,-60} (the “Master”) between {A} (“{Aname}”) and {B} (“{Bname}”). Capitalised words are used as in the Master."),
    ]  # fmt: skip
    rows = [("Project", "Migration of the {town} site from {co}"), ("Lead", "{person}")]
    if story.day:
        rows.insert(0, (rng.choice(("Effective", "Order date", "Start date")), "{date}"))
    if story.term:
        rows.append((rng.choice(("Duration", "Period of work")), "{term}"))
    rows += [("Fixed fee", "{money:8000-700000}"), ("Invoices to", "{email}")]
    milestones = [("Milestone", "Due", "Share")]
    milestones += [
        (name, story.tell("{on:20,300}"), story.tell("{pct:1000-4000}"))
        for name in ("Design", "Build", "Pilot", "Go-live")[: rng.randint(2, 4)]
    ]
    return [
        *head,
        *key_terms(story, "Summary", rows),
        Grid(tuple(milestones)),
        *body(story, clauses(story, trade.SERVICES, 2, 5)),
        *signatures(story),
    ]


def write_consulting(rng: Random) -> list[Block]:
    """A firm and a person."""
    region = draw_region(rng)
    roles = rng.choice(
        (("Company", "Consultant"), ("Client", "Adviser"), ("Principal", "Independent Contractor"))
    )
    story = draw_story(
        rng, region, (cast.firm(rng, region), cast.person(rng, region)), roles, _term(rng, 0.7), short_names=0
    )  # fmt: skip
    chosen = clauses(story, trade.SERVICES, 5, 9) + clauses(story, general.CLAUSES, 5, 11)
    title = rng.choice(
        ("Consulting Agreement", "Independent Contractor Agreement", "Advisory Agreement")
    )
    return [
        *opening(story, title),
        *body(story, _with_term(story, chosen) + law_clause(story)),
        *signatures(story),
    ]


def write_employment(rng: Random) -> list[Block]:
    """A contract, or a letter that offers one."""
    region = draw_region(rng)
    term = _term(rng, 0.25)
    story = draw_story(
        rng, region, (cast.firm(rng, region), cast.person(rng, region)), ("Employer", "Employee"), term, short_names=0
    )  # fmt: skip
    story.own["role"] = rng.choice(("Plant Manager", "Actuary", "Head of Sales", "Chemist", "Cook"))
    chosen = clauses(story, trade.EMPLOYMENT, 7, 11) + clauses(story, general.CLAUSES, 2, 6)
    if term:
        chosen.insert(
            1,
            ("Fixed term", "The employment is for a fixed term of {term} and ends without notice."),
        )
    chosen += law_clause(story)
    if story.likely(0.5) and story.day:
        return [
            Lines((story.party(0), story.parties[0].home)),
            Lines((story.tell("{date}"), story.party(1), story.parties[1].home)),
            story.tell("Dear {person}," if story.likely(0.1) else "Dear colleague,"),
            story.tell("On behalf of {A} (the “Employer”) I am pleased to offer you ({B}, the “Employee”) the post of {role}. You would begin on {on:10,60}, once {co} has confirmed your references."),
            *body(story, chosen),
            Lines((story.parties[0].signer, story.parties[0].role, story.party(0))),
            Lines((story.tell("I accept."), "____________________", story.party(1))),
        ]  # fmt: skip
    return [
        *opening(story, rng.choice(("Contract of Employment", "Service Contract", "Executive Employment Agreement"))),
        *body(story, chosen),
        *signatures(story),
    ]  # fmt: skip


def write_licence(rng: Random) -> list[Block]:
    """Software or a trade mark, with a box of key facts or a cover."""
    region = draw_region(rng)
    story = draw_story(
        rng, region, two_firms(rng, region), ("Licensor", "Licensee"), _term(rng, 0.75)
    )
    rows = [
        ("Licensor", "{A}"),
        ("Licensee", "{B}"),
        ("Fee", "{money:5000-400000}"),
        ("Reseller", "{co}"),
    ]
    if story.day:
        rows.append(("Effective from", "{date}"))
    if story.term:
        rows.append(("Licence period", "{term}"))
    rng.shuffle(rows)
    title = rng.choice(("Software Licence", "Licence Agreement", "TRADE MARK LICENCE"))
    head: list[Block]
    if story.likely(0.5):
        head = [title, *key_terms(story, "Key Facts", rows)]
    else:
        head = [*cover(story, title), *listed_parties(story), "AGREED TERMS"]
    chosen = clauses(story, trade.LICENCE, 6, 8) + clauses(story, general.CLAUSES, 7, 14)
    return [
        *head,
        *body(story, _with_term(story, chosen) + law_clause(story)),
        *signatures(story),
    ]


def write_distribution(rng: Random) -> list[Block]:
    """A maker and who sells for it."""
    region = draw_region(rng)
    roles = rng.choice(
        (("Manufacturer", "Distributor"), ("Supplier", "Dealer"), ("Seller", "Buyer"))
    )
    story = draw_story(rng, region, two_firms(rng, region), roles, _term(rng, 0.8), short_names=0.3)
    title = rng.choice(("Distribution Agreement", "Supply Agreement", "Dealership Contract"))
    chosen = clauses(story, trade.SUPPLY, 6, 8) + clauses(story, general.CLAUSES, 10, 20)
    return [
        *opening(story, title),
        *body(story, _with_term(story, chosen) + law_clause(story)),
        *signatures(story),
    ]
