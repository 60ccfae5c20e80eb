"""Contracts whose clauses are known: what each provides is marked, and near misses are not.

A section of the words is named for the categories that its wordings have, `A+B` for both, and
`A.near` holds what only looks like one. Clauses that belong to no category surround them.
"""

from __future__ import annotations

import re
from functools import cache
from random import Random

from training.corpus.cast.draft import capital
from training.corpus.cast.facts import Duration
from training.corpus.longform.contract import KINDS, Clause, draw_kind, numbered
from training.corpus.longform.deal import Deal
from training.corpus.longform.ending import signatures
from training.corpus.longform.opening import parties_block, recitals
from training.corpus.longform.terms import law_clause, term_clause
from training.corpus.markup import Block, Paragraph, SampleDocument, mark
from training.corpus.words import Topic, Words

KIND = "provisions"
JOINT = "+"  # between the categories that one wording has

STATED = ("GoverningLaw", "Expiration", "Renewal", "RenewalNotice")
"""Categories that clauses on the term and the law have, which are not marked for them."""

_BLANKS = re.compile(r" (?=[ .,;:])")
_FILES = ("restrictions", "money", "property")
_NEUTRAL = "neutral"
_NEAR = ".near"
_NEAR_SHARE = 0.28
_DAYS_SHARE = 0.12  # of the terms
_PLAIN_SHARE = 0.3  # of the documents number sentences and have no headings


@cache
def _provisions() -> dict[str, tuple[tuple[str, Topic], ...]]:
    """By category, the sections that have it and what they say."""
    found: dict[str, list[tuple[str, Topic]]] = {}
    for file in _FILES:
        words = Words(f"provisions/{file}")
        for section in words.sections:
            for name in section.removesuffix(_NEAR).split(JOINT):
                found.setdefault(name, []).extend(
                    (section, topic) for topic in words.topics(section)
                )
    return {name: tuple(topics) for name, topics in found.items()}


@cache
def _neutral() -> tuple[Topic, ...]:
    return Words(f"provisions/{_NEUTRAL}").topics(_NEUTRAL)


def categories() -> tuple[str, ...]:
    """What is looked for in such a contract; each word without a mark belongs to none of them."""
    return tuple(name for name in _provisions() if name not in STATED)


def write_provisions(kind: str, rng: Random) -> SampleDocument:
    """A contract of 3 to 14 clauses or near misses; a mark names all categories of its words."""
    spec, deal = draw_kind(rng.choice(KINDS), rng)
    if deal.draft.term and rng.random() < _DAYS_SHARE:
        deal.draft.term = Duration(rng.choice((30, 45, 60, 90, 120, 150, 180, 270)), "day")
    opening = parties_block(deal)
    if rng.random() < 0.4:
        opening += recitals(deal, spec.recitals)
    clauses = _clauses(deal)
    plain = rng.random() < _PLAIN_SHARE
    body = _sentences(deal, clauses) if plain else numbered(deal, clauses)
    return SampleDocument(kind, deal.draft.headline(0.5), (*opening, *body, *signatures(deal)))


def _clauses(deal: Deal) -> list[Clause]:
    rng = deal.rng
    wanted = rng.sample(categories(), rng.choice((3, 5, 8, 11, 14)))
    clauses = [_provision(deal, name) for name in wanted]
    clauses += [
        _said(deal, topic, rng.randint(1, 2))
        for topic in rng.sample(_neutral(), rng.choice((2, 4, 7, 10)))
    ]
    rng.shuffle(clauses)
    if deal.draft.term:
        clauses.insert(rng.randint(0, 2), term_clause(deal))
    law = law_clause(deal)
    return [*clauses, law] if law else clauses


def _provision(deal: Deal, category: str) -> Clause:
    """A clause of the category, or what looks like it; at times with a stranger's sentence."""
    rng = deal.rng
    topics = _provisions()[category]
    near = [one for one in topics if one[0].endswith(_NEAR)]
    having = [one for one in topics if not one[0].endswith(_NEAR)]
    section, topic = rng.choice(near if near and rng.random() < _NEAR_SHARE else having)
    heading, texts = _said(deal, topic, 2 if rng.random() < 0.15 else 1)
    if not section.endswith(_NEAR):
        texts = [mark(section, text) for text in texts]
    if rng.random() < 0.3:
        other = rng.choice(near)[1] if near and rng.random() < 0.5 else rng.choice(_neutral())
        texts.insert(rng.randint(0, len(texts)), _said(deal, other, 1)[1][0])
    return heading, texts


def _said(deal: Deal, topic: Topic, count: int) -> Clause:
    draft = deal.draft
    wordings = deal.rng.sample(topic.wordings, min(count, len(topic.wordings)))
    return draft.pick(topic.headings), [sentence(deal, wording) for wording in wordings]


def sentence(deal: Deal, wording: str) -> str:
    """A wording as one of its choices says it; a choice of nothing leaves no blank behind."""
    return capital(_BLANKS.sub("", deal.draft.say(wording)))


def _sentences(deal: Deal, clauses: list[Clause]) -> list[Block]:
    number = deal.rng.choice(("{n}. ", "{n}) ", "({n}) ", "- ", ""))
    texts = [text for _, said in clauses for text in said]
    return [Paragraph(number.format(n=place) + text) for place, text in enumerate(texts, 1)]
