"""Commercial and residential leases."""

from __future__ import annotations

from random import Random

from training.corpus.agreements.clauses import boilerplate, opening, with_law
from training.corpus.agreements.closing import number_clauses, signatures
from training.corpus.agreements.durations import with_other_periods
from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.markup import Block, SampleDocument, Table
from training.corpus.words import Words

WORDS = Words("agreements/leases")

PREMISES = WORDS.topic("premises")
RENT = WORDS.topic("rent")
TERM = WORDS.topic("term")
OPEN_TERM = WORDS.topic("open_term")
CLAUSES = WORDS.topics("clauses")
_LEASE_COUNTRIES = ("us",) * 6 + ("uk",) * 3 + ("ie", "ca", "de", "ch", "nl", "au", "sg")


def write_lease(kind: str, rng: Random) -> SampleDocument:
    """A lease; `kind` is commercial_lease or residential_lease."""
    home = kind == "residential_lease"
    country = rng.choice(_LEASE_COUNTRIES)
    owner = names.any_party(rng, country, persons=0.45 if home else 0.15)
    tenant = (
        names.person_party(rng, country) if home else names.any_party(rng, country, persons=0.08)
    )
    while names.alike(tenant, owner):
        tenant = names.person_party(rng, country) if home else names.company_party(rng, country)
    roles = WORDS.rows("lease.roles")
    titles = WORDS.lines("lease.titles") if home else WORDS.lines("lease.titles2")
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
    draft.state_sum("rent", 600, 3_500 if home else 45_000)
    place = names.address(rng, country)
    draft.more |= {
        "place": lambda: place,
        "unit": lambda: draft.pick(
            WORDS.lines("lease.unit") if home else WORDS.lines("lease.unit2")
        ),
        "use": lambda: draft.pick(
            ("a [private|family] home", "a dwelling") if home else WORDS.lines("lease.use")
        ),
    }
    blocks: list[Block] = [*opening(draft)]
    if draft.chance(0.25):
        rows = draft.rows(WORDS.rows("lease.rows"))
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
        blocks += draft.blocks(WORDS.lines("lease.inventory"))
    blocks += signatures(draft)
    return SampleDocument(kind, draft.headline(0.5), tuple(blocks))
