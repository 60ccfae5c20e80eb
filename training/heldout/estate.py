"""Leases, purchases, and what changes or ends a contract."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

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
from training.heldout.pages import Block, Lines
from training.heldout.prose import deals, detailed, finance, general


def write_commercial_lease(rng: Random) -> list[Block]:
    """Long, with prescribed particulars or an opening in words."""
    region = draw_region(rng)
    roles = rng.choice((("Landlord", "Tenant"), ("Lessor", "Lessee")))
    term = Length(rng.choice((3, 5, 10, 15, 20)), "year") if rng.random() < 0.9 else None
    story = draw_story(rng, region, two_firms(rng, region), roles, term, short_names=0)
    title = rng.choice(("LEASE", "Office Lease", "Commercial Lease Agreement"))
    rows = [
        (story.names[0], "{Aline}"),
        (story.names[1], "{Bline}"),
        ("Premises", "{address}"),
        ("Former tenant", "{co}"),
        ("Annual rent", "{money:24000-900000}"),
        ("Deposit", "{money:5000-90000}"),
        ("Rent-free period", "{span:3,6 month}"),
        ("Managing agent", "{co}, {email}"),
    ]
    if story.day:
        rows.insert(
            rng.randint(0, 4),
            (rng.choice(("Commencement date", "Date of lease", "Lease date")), "{date}"),
        )
    if term:
        rows.insert(
            rng.randint(2, 6), (rng.choice(("Term", "Contractual term", "Lease term")), "{term}")
        )
    chosen = [
        *clauses(story, deals.COMMERCIAL, 10, 14),
        *clauses(story, detailed.CLAUSES, 0, 8),
        *clauses(story, general.CLAUSES, 12, 22),
    ]
    if story.likely(0.65):
        head = key_terms(story, title, [("BASIC LEASE INFORMATION", ""), *rows])
    else:
        head = opening(story, title)
        if term:
            chosen.insert(
                1,
                (
                    "Term",
                    "<The lease is for|The premises are let for> a term of {term}, beginning on <the date above|completion of the works of {co}>.",
                ),
            )
    return [*head, *body(story, chosen + law_clause(story)), *signatures(story)]  # fmt: skip


def write_tenancy(rng: Random) -> list[Block]:
    """A flat."""
    region = draw_region(rng)
    landlord = cast.person(rng, region) if rng.random() < 0.5 else cast.firm(rng, region)
    tenant = cast.person(rng, region)
    while tenant.short == landlord.short:
        tenant = cast.person(rng, region)
    term = rng.choice((Length(6, "month"), Length(12, "month"), Length(1, "year"), None))
    story = draw_story(rng, region, (landlord, tenant), ("Landlord", "Tenant"), term, ruled=0.5)
    title = rng.choice(
        ("Assured Shorthold Tenancy Agreement", "Residential Lease", "House Rental Contract")
    )
    chosen = clauses(story, deals.RESIDENTIAL, 6, 9)
    if term:
        chosen.insert(
            0,
            (
                "Term",
                "<The tenancy is for a fixed term of {term}.|{Ua} lets the property for {term}, after which it goes on from month to month.|This is a {adjterm} tenancy.>",
            ),
        )
    return [
        *opening(story, title),
        *body(story, chosen + clauses(story, general.CLAUSES, 0, 3) + law_clause(story)),
        *signatures(story),
    ]  # fmt: skip


def write_share_purchase(rng: Random) -> list[Block]:
    """Long; the firm that is sold is no party."""
    region = draw_region(rng)
    seller, buyer = two_firms(rng, region)
    if rng.random() < 0.3:
        seller = cast.person(rng, region)
    roles = rng.choice((("Seller", "Buyer"), ("Vendor", "Purchaser")))
    story = draw_story(rng, region, (seller, buyer), roles, None, short_names=0)
    title = rng.choice(("Share Purchase Agreement", "Stock Purchase Agreement"))
    chosen = [
        *clauses(story, deals.PURCHASE, 9, 12),
        *clauses(story, detailed.CLAUSES, 8, 16),
        *clauses(story, general.CLAUSES, 16, 28),
    ]
    head = (
        [*cover(story, title), *listed_parties(story)]
        if story.likely(0.5)
        else opening(story, title)
    )
    return [
        *head,
        "DEFINITIONS",
        *(story.tell(each) for each in rng.sample(finance.DEFINITIONS, rng.randint(6, 12))),
        *body(story, chosen + law_clause(story)),
        *signatures(story),
    ]


def write_asset_purchase(rng: Random) -> list[Block]:
    """A bill of sale of one page."""
    region = draw_region(rng)
    parties = two_firms(rng, region)
    story = draw_story(
        rng, region, parties, ("Transferor", "Transferee"), None, ruled=0.6, short_names=0.3
    )
    return [
        rng.choice(("BILL OF SALE", "Asset Transfer Agreement", "PURCHASE CONTRACT")),
        story.tell("For {money:5000-800000}, receipt of which is acknowledged, {A}, {Ahome} (“{Aname}”), sells and delivers to {B}, {Bhome} (“{Bname}”), the following, bought from {co} on {on:-2000,-200}:"),
        *(story.tell(each) for each in (
            "– a press made by {co}, serial number {ref};",
            "– stock at {town} as counted by {person} on {on:-20,-1};",
            "– claims against {co} of {money:2000-60000} with interest at {pct:300-800}.",
        )),
        *([story.tell("<This bill of sale is effective on|The transfer takes effect on> {date}.")] if story.day else []),
        story.tell("{Ua} warrants for {span:6,12,24 month} that the goods are free from liens, other than that of {bank}."),
        *body(story, clauses(story, general.CLAUSES, 2, 5) + law_clause(story)),
        *signatures(story),
    ]  # fmt: skip


def write_amendment(rng: Random) -> list[Block]:
    """The day of the contract that is changed is not the day of the change."""
    region = draw_region(rng)
    lender = cast.bank(rng, region)
    borrower = cast.firm(rng, region)
    while borrower.short == lender.short:
        borrower = cast.firm(rng, region)
    story = draw_story(
        rng, region, (lender, borrower), ("Lender", "Borrower"), None, ruled=0.7, short_names=0
    )
    number = rng.choice(("FIRST", "SECOND", "THIRD", "FOURTH"))
    start = "as of {date}" if story.day else "on the date of the last signature"
    return [
        f"{number} AMENDMENT TO {rng.choice(('LOAN', 'CREDIT', 'FACILITY'))} AGREEMENT",
        story.tell(f"This amendment is entered into {start} between {{Aline}} (“{{Aname}}”) and {{Bline}} (“{{Bname}}”)."),
        "WITNESSETH:",
        story.tell("WHEREAS, the parties made a loan agreement on {on:-1500,-300}, amended on {on:-290,-100} (the “Agreement”), under which {money:500000-9000000} was lent; and"),
        story.tell("WHEREAS, {co}, formerly the guarantor, was released by a letter of {on:-99,-10};"),
        story.tell("NOW, THEREFORE, {A} and {B} agree:"),
        *body(
            story,
            [
                ("Amendments", "In the definition of Termination Date “{on:200,700}” is replaced by “{on:800,1400}”. The Margin becomes {pct:150-400} instead of {pct:150-500}. The words “{span:30 day}” in the clause on notices become “{span:45,60 day}”."),
                ("Fee", "{Ub} pays an amendment fee of {money:2000-60000} within {span:3,5 business day}."),
                ("Confirmation", "Otherwise the Agreement is unchanged. The consent of {bank} was received on {on:-9,-1}."),
                *clauses(story, general.CLAUSES, 2, 6),
                *law_clause(story),
            ],
        ),
        *signatures(story),
    ]  # fmt: skip


def write_settlement(rng: Random) -> list[Block]:
    """Two parties end a dispute; the court and the lawyers are named."""
    region = draw_region(rng)
    first, second = two_firms(rng, region)
    story = draw_story(
        rng, region, (first, second), ("Claimant", "Defendant"), None, short_names=0.4
    )
    return [
        *opening(story, rng.choice(("Settlement Agreement", "Compromise and Release"))),
        *body(
            story,
            [
                ("Payment", "{Ub} pays {money:20000-2000000} to the client account of {co} within {span:7,14,21 day}; a part of {money:5000-15000} was paid on {on:-15,-1}. Late sums bear {pct:400-1000}."),
                ("Release", "On payment {a} releases {b} and {co} from all claims out of the contract of {on:-2500,-400} and the action filed in {place} on {on:-390,-40}."),
                ("Dismissal", "Within {span:5,10 day} the parties file a notice of dismissal signed by {person} of {co}."),
                *clauses(story, general.CLAUSES, 4, 9),
                *law_clause(story),
            ],
        ),
        Lines(("Approved as to form:", story.tell("{co}, counsel"))),
        *signatures(story),
    ]  # fmt: skip
