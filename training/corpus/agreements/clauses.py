"""Clauses that many families of documents draw on: law, courts, notices and other boilerplate.

A topic is the headings it may bear and the wordings it may have.
"""

from __future__ import annotations

from collections.abc import Sequence

from training.corpus.cast.draft import DOUBLE_STOP, Draft
from training.corpus.markup import Block, Paragraph, Table
from training.corpus.words import Words

WORDS = Words("agreements/clauses")

LAW = WORDS.topic("law")
SHORT_LAW = WORDS.lines("short_law")
NOTICES = WORDS.topic("notices")
ENTIRE = WORDS.topic("entire")
ASSIGNMENT = WORDS.topic("assignment")
SEVERANCE = WORDS.topic("severance")
COUNTERPARTS = WORDS.topic("counterparts")
WAIVER = WORDS.topic("waiver")
FORCE = WORDS.topic("force")
EXPENSES = WORDS.topic("expenses")
RELATION = WORDS.topic("relation")
BOILERPLATE = (
    *(NOTICES, ENTIRE, ASSIGNMENT, SEVERANCE, COUNTERPARTS, WAIVER, FORCE, EXPENSES, RELATION),
)


def law_clause(draft: Draft) -> tuple[str, str] | None:
    """The clause that names the law, or None for a document that names none."""
    if draft.law is None:
        return None
    heading, text = LAW.write(draft)
    return (heading, draft.pick(SHORT_LAW)) if draft.chance(0.18) else (heading, text)


def boilerplate(draft: Draft, low: int, high: int) -> list[tuple[str, str]]:
    """Between `low` and `high` common clauses; one document in seven says all there is to say."""
    if draft.chance(0.15):
        return [
            (
                draft.pick(topic.headings),
                " ".join(map(draft.say, draft.rng.sample(topic.wordings, 2))),
            )
            for topic in draft.rng.sample(BOILERPLATE, len(BOILERPLATE))
        ]
    topics = draft.rng.sample(BOILERPLATE, draft.rng.randint(low, high))
    return [topic.write(draft) for topic in topics]


def with_law(draft: Draft, clauses: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The clauses with the one on the law among the last of them."""
    law = law_clause(draft)
    placed = list(clauses)
    if law:
        placed.insert(len(placed) - draft.rng.randint(0, min(4, len(placed))), law)
    return placed


OPENINGS = WORDS.lines("openings")
UNDATED_OPENINGS = WORDS.lines("undated_openings")
PURPOSES = WORDS.lines("purposes")


_BARE_OPENINGS = WORDS.lines("bare_openings")
"""Openings in which names stand at the end of a sentence."""


def _varied_opening(draft: Draft) -> list[Block]:
    """Names before a stop, or in a list whose markers are not part of them."""
    if draft.chance(0.5):
        return [Paragraph(draft.pick(_BARE_OPENINGS))]
    marker = draft.rng.choice(WORDS.lines("varied_opening.marker"))
    end = draft.rng.choice(("", ".", ";", ""))
    return [
        Paragraph(draft.say("[This {title} is dated|Dated|Date:] {date}"), "line"),
        Paragraph(draft.rng.choice(("PARTIES", "BETWEEN", "The parties:")), "line"),
        *(
            Paragraph(
                DOUBLE_STOP.sub(
                    r".\1", marker.format(place) + draft.say(draft.rng.choice(side)) + end
                ),
                "line",
            )
            for place, side in enumerate(
                (("{A}", "{Aline} {Acall}"), ("{B}", "{Bline} {Bcall}")), 1
            )
        ),
    ]


def opening(draft: Draft) -> list[Block]:
    """How the parties and the day are introduced: a sentence, a numbered list, a table or a title page."""
    if draft.date and draft.chance(0.2):
        return _varied_opening(draft)
    if draft.date is None:
        return [Paragraph(draft.pick(UNDATED_OPENINGS))]
    style = draft.rng.choice(("sentence",) * 6 + ("numbered", "table", "title page", "lines"))
    if style == "sentence":
        return [Paragraph(draft.pick(OPENINGS))]
    if style == "table":
        return _opening_table(draft)
    return draft.blocks(WORDS.lines(f"opening.{style}"))


def _opening_table(draft: Draft) -> list[Block]:
    rows = draft.rows(WORDS.rows("opening.table"))
    if draft.chance(0.5):
        rows = [*rows[1:], rows[0]]
    if draft.chance(0.4):
        rows += draft.rows(WORDS.rows("opening.reference"))
    agreed = draft.say("The persons named above [agree|have agreed] as follows.")
    return [Table(tuple(rows)), Paragraph(agreed)]


def purpose(draft: Draft) -> list[Block]:
    return [Paragraph(draft.pick(PURPOSES))]
