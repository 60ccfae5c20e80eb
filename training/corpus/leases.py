"""Commercial and residential leases."""

from __future__ import annotations

from random import Random

from training.corpus import facts, names
from training.corpus.clauses import Topic, boilerplate, opening, with_law
from training.corpus.closing import number_clauses, signatures
from training.corpus.draft import Draft, draw_law
from training.corpus.durations import with_other_periods
from training.corpus.markup import Block, Paragraph, SampleDocument, Table

PREMISES = Topic(
    ("Premises", "The Property", "Demise", "Letting", "Leased space"),
    (
        "{Ca} [lets|leases] to {b} the [premises|property] at {place}, [with a floor area of {number}00 square feet|as shown on the plan of {otherdate}].",
        "The subject of this {title} is {unit} at {place}, [formerly occupied by {otherco}|together with the use of the yard].",
        "{Cb} takes on lease {unit} in the building known as {place}[; the common parts are shared with {otherco}|].",
        "In return for the rent {b} may [use|occupy] {unit} at {place} [as its {use}|for its own purposes] and for no other purpose.",
    ),
)
RENT = Topic(
    ("Rent", "Rent and charges", "Base Rent", "Payments"),
    (
        "The rent is {rent} [a month|per month], payable in advance on the first of each month to [{a}|the agents, {otherco}].",
        "{Cb} pays {rent} monthly, plus {othermoney} for heating and water. Sums more than {days} late bear {percent}.",
        "Monthly rent of {rent} falls due by the third working day; it rises by {percent} on {otherdate}.",
        "A rent of {rent} is owed for each calendar month, the first payment, for part of a month, being {othermoney}.",
    ),
)
TERM = Topic(
    ("Term", "Lease Term", "Duration", "Length of the tenancy", "Term and renewal"),
    (
        "The term of this {title} is {term}[, commencing on the date first stated|]. [If {b} stays on, the tenancy goes on from month to month|{Cb} may renew once on {days} notice].",
        "The [tenancy|lease] is granted for {term}[ and ends without notice|]. Keys are handed over on {otherdate}.",
        "{Cb} holds the premises for a [fixed period|term] of {term} from the commencement; a break is possible after {months} on {days} notice.",
        "This {title} lasts {term}. It may be ended sooner if the building is [sold to {otherco}|destroyed].",
        "This is the {termlong} lease that the parties agreed on, [without|with no] right to leave it early save on {days} notice after a fire.",
        "[For|During] {term} {a} leaves the use of the premises to {b}; thereafter either party may give notice of {days}.",
    ),
)
OPEN_TERM = Topic(
    ("Term", "Notice to quit"),
    (
        "The tenancy [runs|continues] from month to month until one party gives {days} notice.",
        "The lease is for an unlimited time. Notice of {days} ends it, but not before {otherdate}.",
    ),
)
CLAUSES = (
    Topic(
        ("Deposit", "Security Deposit"),
        (
            "{Cb} deposits {othermoney}, which {a} [keeps with {otherco}|returns] within {days} after the end, less the cost of damage.",
            "A bank guarantee of {othermoney} by {otherco} serves as security.",
            "The deposit paid under the earlier lease of {otherdate} is carried over.",
        ),
    ),
    Topic(
        ("Repairs", "Maintenance", "Upkeep"),
        (
            "{Ca} keeps the roof and walls, {b} the inside in repair.",
            "{Cb} reports defects at once; {a} mends them within {days}.",
            "Small repairs up to {othermoney} are borne by {b}.",
        ),
    ),
    Topic(
        ("Use", "Conduct", "Quiet enjoyment"),
        (
            "The premises serve as {use}; [noise after ten is to be avoided|no hazardous goods are stored].",
            "{Ca} lets {b} hold the premises in peace.",
            "Pets, [other than fish|except one cat], need consent.",
        ),
    ),
    Topic(
        ("Subletting", "Assignment of lease"),
        (
            "{Cb} may not sublet. [The licence given to {otherco} on {otherdate} stays|].",
            "Subletting to {otherco} has been allowed for {months}.",
            "{Ca} may refuse a subtenant only for good cause, within {days} of being asked.",
        ),
    ),
    Topic(
        ("Insurance", "Risk"),
        (
            "{Cb} insures its goods; {a} insures the building with {otherco} for {othermoney}.",
            "Proof of liability cover of {othermoney} is given each year.",
            "Neither side claims from the other what an insurer pays.",
        ),
    ),
    Topic(
        ("Default", "Remedies", "Re-entry"),
        (
            "If rent is {days} late {a} may end the lease and re-enter.",
            "On breach {a} gives {days} to cure before going to court.",
            "Goods left behind for {days} may be sold.",
        ),
    ),
    Topic(
        ("Alterations", "Signs", "Fit-out"),
        (
            "No wall is moved without consent; fixtures stay.",
            "{Cb} may [put up a sign|fit shelves] at its cost and removes them at the end.",
            "{Ca} pays {othermoney} toward the fit-out planned by {otherperson}.",
        ),
    ),
    Topic(
        ("Access", "Entry", "Inspection"),
        (
            "{Ca} may enter on one day's notice, in an emergency at once.",
            "During the last {months} the premises may be shown to others.",
            "The agent, {otherperson} of {otherco}, holds a key.",
        ),
    ),
    Topic(
        ("Purchase Option", "Mortgage", "Sale"),
        (
            "{Cb} may buy the building for {othermoney} until {otherdate}.",
            "This {title} ranks behind the mortgage of {otherco} dated {otherdate}.",
            "Should {a} sell, the buyer steps into this {title}.",
        ),
    ),
)
_LEASE_COUNTRIES = ("us",) * 6 + ("uk",) * 3 + ("ie", "ca", "de", "ch", "nl", "au", "sg")


def write_lease(kind: str, rng: Random) -> SampleDocument:
    """A lease; `kind` is commercial_lease or residential_lease."""
    home = kind == "residential_lease"
    country = rng.choice(_LEASE_COUNTRIES)
    owner = names.any_party(rng, country, persons=0.45 if home else 0.15)
    tenant = (
        names.person_party(rng, country) if home else names.any_party(rng, country, persons=0.08)
    )
    while tenant.short.lower() in owner.name.lower() or owner.short.lower() in tenant.name.lower():
        tenant = names.person_party(rng, country) if home else names.company_party(rng, country)
    roles = (
        ("the Landlord", "the Tenant"),
        ("Lessor", "Lessee"),
        ("the Owner", "the Tenant"),
        ("Landlord", "Tenant"),
    )
    titles = (
        (
            "Residential Lease",
            "Tenancy Agreement",
            "Apartment Lease",
            "House Rental Agreement",
            "Rental Agreement",
        )
        if home
        else (
            "Lease Agreement",
            "Commercial Lease",
            "Office Lease",
            "Warehouse Lease",
            "Lease of Business Premises",
            "Shop Lease",
        )
    )
    draft = Draft(
        rng,
        country,
        (owner, tenant),
        rng.choice(roles),
        None if rng.random() < 0.05 else facts.random_date(rng),
        None if rng.random() < 0.25 else draw_law(rng, country),
        facts.random_term(rng) if rng.random() < 0.8 else None,
        rng.choice(titles),
        quotes=rng.choice(("“”", '""')),
    )
    amount, currency = (
        facts.round_sum(rng, 600, 3_500 if home else 45_000),
        facts.currency_of(country),
    )
    place = names.address(rng, country)
    draft.more = {
        "place": lambda: place,
        "unit": lambda: draft.pick(
            ("[flat|apartment] {number}", "the house", "a furnished room")
            if home
            else ("unit {number}", "the [ground|third] floor", "hall {number}", "suite {number}0")
        ),
        "use": lambda: draft.pick(
            ("a [private|family] home", "a dwelling")
            if home
            else ("[an office|a shop|a workshop|a warehouse]", "a [bakery|dental practice|studio]")
        ),
        "rent": lambda: facts.mark_money(
            facts.write_money(rng, amount, currency), amount, currency
        ),
        "othercounsel": lambda: names.person(rng, country),
    }
    blocks: list[Block] = [*opening(draft)]
    if draft.chance(0.25):
        rows = [
            ("Premises", place),
            ("Rent", draft.say("{rent}")),
            ("Deposit", draft.say("{othermoney}")),
        ]
        if draft.term:
            rows.insert(
                rng.randint(0, 3), (rng.choice(("Term", "Lease term")), draft.say("{term}"))
            )
        blocks.append(Table(tuple(rows)))
    topics = [PREMISES, RENT, *rng.sample(CLAUSES, rng.randint(4, 7))]
    topics.insert(rng.randint(1, 3), TERM if draft.term else OPEN_TERM)
    clauses = with_other_periods(draft, [topic.write(draft) for topic in topics], 0.35)
    blocks += number_clauses(draft, with_law(draft, clauses + boilerplate(draft, 0, 3)))
    if draft.chance(0.2):
        blocks.append(
            Paragraph(
                draft.say(
                    "Inventory taken on {otherdate} by {otherperson}: [two sets of keys, one carpet|walls painted, meter at {ref}|nothing to note]."
                )
            )
        )
    blocks += signatures(draft)
    return SampleDocument(
        kind, draft.title.upper() if draft.chance(0.5) else draft.title, tuple(blocks)
    )
