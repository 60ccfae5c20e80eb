"""Policies, handbooks, manuals, privacy notices, questions and answers, retention schedules."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus.markup import Block, Heading, Paragraph, SampleDocument, Table
from training.corpus.notices import Scene
from training.corpus.words import Words

WORDS = Words("notices_policy")

_CONDUCT = WORDS.lines("conduct")
_PRIVACY = WORDS.lines("privacy")
_QUESTIONS = WORDS.rows("questions")
_STEPS = WORDS.lines("steps")
_RECORDS = WORDS.lines("records")
_HEADS = WORDS.lines("heads")
_DATED = WORDS.lines("dated")


def _dated(scene: Scene) -> list[Block]:
    # The bars between facts are no choice: `vary` chooses between brackets only.
    return [Paragraph(scene.pick(_DATED), scene.rng.choice(("line", "body", "center")))]


def _policy(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Travel Policy|Code of Conduct|Gifts and Hospitality Policy|Employee Handbook|Contract Management Policy|Anti-Bribery Policy|Supplier Code|House Rules|Signature Policy|Whistleblowing Policy|Working from Home]"
    )
    if scene.chance(0.4):
        head += scene.say("[ of {co1}| – {co1}|, {s1} Group]")
    pool, count = (*_CONDUCT, *_STEPS[1:4]), scene.rng.choice((2, 4, 7, 12))
    return head, scene.sections(_HEADS, pool, count) if count > 2 else scene.paragraphs(pool, count)


def _privacy(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Privacy Notice|Data Protection Notice|Privacy Policy|How we use your data|Cookie Policy|Information for applicants]"
    )
    count = scene.rng.choice((2, 4, 6, 9))
    if scene.chance(0.5):
        return head, scene.sections(_HEADS, _PRIVACY, count)
    return head, scene.paragraphs(_PRIVACY, count)


def _questions(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Frequently Asked Questions|FAQ|Questions and answers|Terms explained|Help: orders and contracts]"
    )
    blocks: list[Block] = []
    letters = scene.chance(0.4)
    for question, answer in scene.rng.sample(_QUESTIONS, scene.rng.randint(2, len(_QUESTIONS))):
        asked = scene.say(question)
        blocks.append(Paragraph(f"Q: {asked}") if letters else Heading(asked))
        blocks.append(Paragraph(("A: " if letters else "") + scene.say(answer)))
    return head, blocks


def _manual(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Procedure {ref}|Operating manual|Work instruction {num}|How to register a contract|Checklist|Quick guide]"
    )
    steps = scene.rng.sample(_STEPS, scene.rng.randint(3, len(_STEPS)))
    number = scene.rng.choice(("{}. ", "Step {}: ", "{}) ", "□ ", "- "))
    return head, [Paragraph(number.format(n) + scene.say(step)) for n, step in enumerate(steps, 1)]


def _retention(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Records Retention Schedule|Retention periods|Archive plan of {co1}|Storage periods]"
    )
    rows = [("Record", scene.say("[Period|Keep for|Term]"), scene.say("[Basis|Law]"), "Owner")]
    kinds = _RECORDS
    for record in scene.rng.sample(kinds, scene.rng.randint(4, len(kinds))):
        period = scene.say(
            "[{term}|{term}|{term}|{days}|permanent|until {day}|{term} after end of contract]"
        )
        rows.append(
            (
                scene.say(record),
                period,
                scene.say("[{law}|{land}|contract|–|tax law]"),
                scene.say("{dept}"),
            )
        )
    blocks: list[Block] = [Table(tuple(rows), has_names=True)]
    if scene.chance(0.5):
        blocks = [*scene.paragraphs((*_PRIVACY[2:4], *_CONDUCT[2:6]), 1), *blocks]
    return head, blocks


def write_policy(kind: str, rng: Random) -> SampleDocument:
    """Rules or instructions of one house, which no other side signs."""
    scene = Scene(rng)
    title, blocks = rng.choice(
        (_policy,) * 4 + (_privacy,) * 2 + (_questions, _manual, _retention)
    )(scene)
    if scene.chance(0.7):
        dated = _dated(scene)
        blocks = [*blocks, *dated] if scene.chance(0.25) else [*dated, *blocks]
    return SampleDocument(kind, title, tuple(blocks))
