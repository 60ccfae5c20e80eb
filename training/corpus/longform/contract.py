"""Long commercial contracts: supply, acquisition, licence, employment, guaranty, construction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from training.corpus.agreements.clauses import BOILERPLATE
from training.corpus.cast.draft import capital
from training.corpus.cast.facts import Duration
from training.corpus.longform.deal import Deal, draw_deal
from training.corpus.longform.ending import give_closing_facts, schedules, signatures
from training.corpus.longform.opening import contents, cover, parties_block, recitals
from training.corpus.longform.terms import (
    key_terms,
    law_clause,
    repeat_of_term,
    term_clause,
    termination_clause,
)
from training.corpus.markup import Block, Heading, Paragraph, SampleDocument, plain
from training.corpus.words import Lines, Rows, Topic, Words

WORDS = Words("longform/contract")

KINDS = ("supply", "acquisition", "licence", "employment", "guaranty", "construction")

Clause = tuple[str, list[str]]
"""A heading and what stands under it."""


COMMON = WORDS.topics("common.topics")
DEFINITIONS = WORDS.lines("common.definitions")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What sets one kind apart.

    Attributes:
        persons: how often the first and the second party are natural persons.
        term_share: of its documents state a duration.
        long_terms: years that such contracts often last.
    """

    titles: Lines
    roles: Rows
    extra_roles: Lines
    topics: tuple[Topic, ...]
    definitions: Lines
    recitals: Lines
    period: str
    persons: tuple[float, float]
    term_share: float
    long_terms: tuple[int, ...] = ()


def draw_kind(kind: str, rng: Random) -> tuple[_Kind, Deal]:
    """The kind's words, and a contract of it whose facts are drawn; `kind` is one of `KINDS`."""
    spec = WORDS.record(_Kind, kind)
    deal = draw_deal(
        rng,
        spec.titles,
        spec.roles,
        spec.extra_roles,
        spec.persons,
        spec.term_share,
        tuple(Duration(years, "year") for years in spec.long_terms),
    )
    give_closing_facts(deal)
    return spec, deal


def write_longform(kind: str, rng: Random) -> SampleDocument:
    """A long contract; `kind` is a record of the words."""
    spec, deal = draw_kind(kind, rng)
    draft = deal.draft
    target = rng.randint(6_000, 20_000)
    front: list[Block] = []
    covered = rng.random() < 0.4
    if covered:
        front += cover(deal)
    head: list[Block] = []
    if rng.random() < 0.3:
        head += key_terms(deal, spec.period)
    head = [*head, *parties_block(deal)] if rng.random() < 0.5 else [*parties_block(deal), *head]
    if rng.random() < 0.75:
        head += recitals(deal, spec.recitals)
    annexes = schedules(deal) if rng.random() < 0.5 else []
    fixed = _length([*front, *head, *annexes])
    clauses = _clauses(deal, spec, max(4_500, target - fixed - 600))
    if rng.random() < (0.4 if covered else 0.08):
        front += contents(deal, [heading for heading, _ in clauses])
    ending = signatures(deal)
    body = numbered(deal, clauses)
    after = [*annexes, *ending] if rng.random() < 0.4 else [*ending, *annexes]
    title = draft.title.upper() if rng.random() < 0.5 else draft.title
    header, footer = _page_lines(deal)
    # A cover page bears the title itself.
    return SampleDocument(
        kind,
        "" if covered and rng.random() < 0.6 else title,
        (*front, *head, *body, *after),
        header,
        footer,
    )


def _page_lines(deal: Deal) -> tuple[str, str]:
    draft, rng = deal.draft, deal.rng
    header = footer = ""
    if rng.random() < 0.15:
        header = draft.pick(WORDS.lines("page_lines.header"))
    if rng.random() < 0.25:
        footer = draft.pick(WORDS.lines("page_lines.footer"))
    return header, footer


def _length(blocks: Sequence[Block]) -> int:
    return len(plain(SampleDocument("", "", tuple(blocks)).marked))


def _clauses(deal: Deal, spec: _Kind, room: int) -> list[Clause]:
    """Between 15 and 35 clauses that together fill the room, as far as their number allows."""
    draft, rng = deal.draft, deal.rng
    own = rng.sample(spec.topics, rng.randint(min(6, len(spec.topics)), len(spec.topics)))
    common = rng.sample(COMMON, rng.randint(6, len(COMMON)))
    wished = min(30, max(15, round(room / rng.randint(330, 560))))
    topics = [*own, *common][:wished]
    while len(topics) < 15:
        topics.append(
            rng.choice([topic for topic in (*spec.topics, *COMMON) if topic not in topics])
        )
    if len(topics) < wished:
        rest = [topic for topic in (*spec.topics, *COMMON, *BOILERPLATE) if topic not in topics]
        topics += rng.sample(rest, min(len(rest), wished - len(topics)))
    if rng.random() < 0.3:
        rng.shuffle(topics)
    each = room / len(topics)
    clauses: list[Clause] = []
    for topic in topics:
        texts: list[str] = []
        for wording in rng.sample(topic.wordings, len(topic.wordings)):
            texts.append(capital(draft.say(wording)))
            if sum(map(len, texts)) > each * rng.uniform(0.5, 1.1):
                break
        clauses.append((draft.pick(topic.headings), texts))
    if draft.term and rng.random() < 0.3:
        rng.choice(clauses)[1].append(repeat_of_term(deal))
    if draft.term or rng.random() < 0.65:
        clauses.insert(
            rng.choice((1, 2, rng.randint(1, len(clauses)), len(clauses))), term_clause(deal)
        )
    if rng.random() < 0.4:
        clauses.insert(rng.randint(len(clauses) // 2, len(clauses)), termination_clause(deal))
    law = law_clause(deal)
    if law:
        place = len(clauses) - rng.randint(0, 3) if rng.random() < 0.75 else rng.randint(1, 6)
        clauses.insert(place, law)
    if rng.random() < 0.8:
        clauses.insert(0, _definitions(deal, spec))
    return clauses


def _definitions(deal: Deal, spec: _Kind) -> Clause:
    draft, rng = deal.draft, deal.rng
    taken = tuple(f"“{alias.removeprefix('the ')}”" for _, alias in deal.sides)
    pool = [text for text in (*spec.definitions, *DEFINITIONS) if not text.startswith(taken)]
    texts = sorted(draft.say(text) for text in rng.sample(pool, rng.randint(4, 10)))
    if draft.date and rng.random() < 0.15:
        texts.append(draft.say("“[Effective Date|Commencement Date]” means {date}."))
    if draft.term and rng.random() < 0.25:
        texts.append(draft.say(WORDS.line("definitions.term")))
    heading = draft.pick(WORDS.lines("definitions.heading"))
    return heading, [draft.pick(("In {agreement}:", "The following terms are used:")), *texts]


def numbered(deal: Deal, clauses: Sequence[Clause]) -> list[Block]:
    """Clauses and what is under them, in the one style the document keeps."""
    rng = deal.rng
    main = rng.choice(WORDS.lines("number.main"))
    sub = rng.choice(("{n}.{m}", "{n}.{m}", "({a})", "{m})", "", "run"))
    upper = rng.random() < 0.3
    blocks: list[Block] = []
    for place, (heading, texts) in enumerate(clauses, 1):
        number = main.format(n=place)
        head = f"{number} {heading.upper() if upper else heading}".strip()
        if sub == "run":
            blocks.append(Paragraph(f"{head}. {' '.join(texts)}"))
            continue
        blocks.append(Heading(head))
        for step, text in enumerate(texts, 1):
            label = sub.format(n=place, m=step, a=chr(96 + min(step, 26)))
            blocks.append(Paragraph(f"{label} {text}".strip()))
    return blocks
