"""Service contracts: master agreements, single services, statements of work."""

from __future__ import annotations

from random import Random

from training.corpus.agreements.clauses import boilerplate, opening, purpose, with_law
from training.corpus.agreements.closing import number_clauses, signatures
from training.corpus.agreements.durations import PLAIN_TERMS, with_other_periods
from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.words import Words

WORDS = Words("agreements/services")

SCOPE = WORDS.topic("scope")
WORKS = WORDS.lines("works")
FEES = WORDS.topic("fees")
TERM = WORDS.topic("term")
OPEN_TERM = WORDS.topic("open_term")
DUTIES = WORDS.topics("duties")


def _draft(kind: str, rng: Random) -> Draft:
    country = rng.choice(("us",) * 5 + ("uk",) * 3 + WORDS.lines("draft.country"))
    first = names.any_party(rng, country, persons=0.12)
    second = names.any_party(
        rng, country if rng.random() < 0.8 else rng.choice(tuple(names.COUNTRIES)), persons=0.02
    )
    while names.alike(second, first):
        second = names.any_party(rng, country, persons=0.02)
    roles = WORDS.rows("draft.roles")
    draft = Draft(
        rng,
        country,
        (first, second),
        rng.choice(roles) if rng.random() < 0.75 else (first.short, second.short),
        None if rng.random() < 0.07 else facts.random_date(rng, 2000),
        None if rng.random() < 0.12 else draw_law(rng, country),
        facts.random_term(rng) if rng.random() < 0.75 else None,
        rng.choice(WORDS.lines(f"draft.titles.{kind}")),
        quotes=rng.choice(("“”", '""')),
    )
    draft.state_sum("fee", 3_000, 2_000_000)
    draft.more |= {
        "work": lambda: draft.pick(WORKS),
        "aim": lambda: draft.pick(WORDS.lines("draft.aim")),
        "thing": lambda: draft.pick(("experience in {work}", "the staff and tools for {work}")),
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
    return SampleDocument(kind, draft.headline(0.45), tuple(blocks))


_UNDER_MASTER = WORDS.lines("under_master")


def _rates(draft: Draft) -> list[Block]:
    rng = draft.rng
    roles = rng.sample(WORDS.lines("rates.roles"), rng.randint(3, 5))
    rows = [("Role", "Person", "Daily rate", "Until")]
    rows += [
        (role, draft.say("{otherperson}"), draft.say("{othermoney}"), draft.say("{otherdate}"))
        for role in roles
    ]
    return [
        Paragraph(rng.choice(WORDS.lines("rates.schedule")), "bold"),
        Table(tuple(rows), has_names=True),
    ]
