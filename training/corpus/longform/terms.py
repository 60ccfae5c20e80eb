"""How long a long contract lasts and under what law: stated in many ways, or left unsaid."""

from __future__ import annotations

from training.corpus.cast.draft import capital
from training.corpus.longform.deal import Deal
from training.corpus.markup import Block, Paragraph, Table
from training.corpus.words import Words

WORDS = Words("longform/terms")

TERM = WORDS.topic("term")
_OPEN = WORDS.topic("open")
_END_ONLY = WORDS.topic("end_only")
_REPEATS = WORDS.lines("repeats")
LAW = WORDS.topic("law")
_NO_LAW = WORDS.topic("no_law")


def term_clause(deal: Deal) -> tuple[str, list[str]]:
    """What is said about the end: a duration, an open end, or defaults only."""
    draft = deal.draft
    if draft.term:
        return _upper_start(draft.pick(TERM.headings), draft.pick(TERM.wordings))
    topic = _OPEN if deal.rng.random() < 0.65 else _END_ONLY
    texts = [draft.say(text) for text in deal.rng.sample(topic.wordings, deal.rng.randint(1, 2))]
    return draft.pick(topic.headings), [capital(text) for text in texts]


def _upper_start(heading: str, text: str) -> tuple[str, list[str]]:
    return heading, [capital(text)]


def termination_clause(deal: Deal) -> tuple[str, list[str]]:
    topic = _END_ONLY
    texts = deal.rng.sample(topic.wordings, deal.rng.randint(1, 3))
    return deal.draft.pick(topic.headings), [capital(deal.draft.say(text)) for text in texts]


def repeat_of_term(deal: Deal) -> str:
    return capital(deal.draft.pick(_REPEATS))


def law_clause(deal: Deal) -> tuple[str, list[str]] | None:
    """The clause on the law; without one, at times a forum whose country is no chosen law."""
    draft = deal.draft
    if draft.law:
        return draft.pick(LAW.headings), [capital(draft.pick(LAW.wordings))]
    if deal.rng.random() < 0.7:
        return draft.pick(_NO_LAW.headings), [capital(draft.pick(_NO_LAW.wordings))]
    return None


_ROWS = WORDS.rows("rows")


def key_terms(deal: Deal, period_name: str) -> list[Block]:
    """Particulars in rows, the document's own among those that are not."""
    draft, rng = deal.draft, deal.rng
    rows = draft.rows(rng.sample(_ROWS, rng.randint(3, 7)))
    own: list[tuple[str, str]] = []
    if rng.random() < 0.6:
        own += [(capital(alias.removeprefix("the ")), party.mark()) for party, alias in deal.sides]
    if draft.date and rng.random() < 0.5:
        own += draft.rows(WORDS.rows("key_terms.day"))
        if deal.signing:
            rows.append(("Date of signature", draft.say("{signed}")))
    if draft.term:
        own.append((draft.say(period_name), draft.say("{term}[|| from commencement]")))
    if draft.law and rng.random() < 0.6:
        own += draft.rows(WORDS.rows("key_terms.law"))
    for row in own[len(deal.sides) :]:
        rows.insert(rng.randint(0, len(rows)), row)
    rows = [*own[: len(deal.sides)], *rows]
    lead = rng.choice(WORDS.lines("key_terms.lead"))
    return [Paragraph(lead, "bold"), Table(tuple(rows))]
