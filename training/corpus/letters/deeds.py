"""Short deeds: resolutions, powers of attorney, affidavits, releases, assignments, settlements.

A is who resolves, grants, declares or releases; B is in whose favour or with whom.
"""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.agreements.closing import number_clauses
from training.corpus.cast import names
from training.corpus.cast.draft import Draft, capital
from training.corpus.markup import Block, Paragraph, SampleDocument
from training.corpus.trade.parts import (
    datable,
    key_values,
    letterhead,
    lines_of,
    say_law,
    sign_lines,
    trade_draft,
)
from training.corpus.words import Lines, Rows, Words

WORDS = Words("letters/deeds")


@dataclass(frozen=True, slots=True)
class Deed:
    """A sort of short deed.

    Attributes:
        keys: what rows before the text call the parties.
        short: what follows such rows.
        first: the operative sentence.
        clauses: sets of wordings, of which some are drawn.
        leads: words that begin each paragraph, as "RESOLVED, that".
        persons: which parties are natural persons, as in `trade_draft`.
        of_a: whether the deed is that of A alone, so that title or head may name A.
        board: whether directors may sign in place of A.
        both: how often B signs.
    """

    titles: Lines
    roles: Rows
    keys: Rows
    openings: Lines
    undated: Lines
    short: Lines
    first: Lines
    clauses: tuple[Lines, ...]
    things: Lines
    term: Lines = ()
    leads: Lines = ("",)
    persons: str = ""
    of_a: bool = False
    board: bool = False
    both: float = 0.8
    no_law: float = 0.5
    no_term: float = 0.5


DEEDS = tuple(
    WORDS.record(Deed, name)
    for name in ("board", "power", "affidavit", "release", "assignment", "ending")
)
_WITNESSES = WORDS.lines("witnesses")
_LAST_WORDS = WORDS.lines("last_words")


def write_resolution(kind: str, rng: Random) -> SampleDocument:
    """A short deed of any sort."""
    deed = rng.choice(DEEDS)
    draft = trade_draft(
        rng,
        deed.roles,
        persons=deed.persons,
        no_law=deed.no_law,
        no_term=deed.no_term if deed.term else 1.0,
    )
    draft.title = rng.choice(deed.titles)
    thing = draft.pick(deed.things)
    draft.more |= {"thing": lambda: thing, "Cthing": lambda: capital(thing)}
    blocks = _opening(draft, deed)
    blocks += _body(draft, deed)
    if draft.chance(0.6):
        blocks.append(Paragraph(draft.pick(_LAST_WORDS)))
    blocks += _signed(draft, deed)
    title = draft.headline(0.55)
    if deed.of_a and draft.chance(0.35):
        of = draft.parties[0].mark(upper=title.isupper())
        joiner = rng.choice((" of ", " OF " if title.isupper() else " of ", "\n", " – "))
        # Not the document's title: page ends would repeat that without its label.
        blocks.insert(0, Paragraph(f"{title}{joiner}{of}", "bold"))
        title = ""
    return SampleDocument(kind, title, tuple(blocks))


def _opening(draft: Draft, deed: Deed) -> list[Block]:
    """A sentence, or the day and the names as rows before the text."""
    style = draft.rng.choice(("sentence",) * 4 + ("rows", "day", "head"))
    keys = draft.rng.choice(deed.keys)
    if style == "rows":
        rows = [(keys[0], draft.say("[{A}|{Aline}]")), (keys[1], draft.say("[{B}|{Bline}]"))]
        if draft.date:
            rows.insert(
                draft.rng.choice((0, 2)),
                (draft.say("[Date|Dated|Effective|Made on]"), draft.say("{date}")),
            )
        if draft.chance(0.4):
            rows.append((draft.say("[Re|Matter|File|Concerning]"), draft.say("{thing}")))
        return [*key_values(draft, rows), Paragraph(draft.pick(deed.short))]
    undated = [Paragraph(draft.pick(deed.undated))]
    if draft.date is None:
        return [*undated]
    if style == "day":
        day = Paragraph(
            draft.say("[{date}|{town}, {date}|Dated {date}|Date: {date}]"),
            draft.rng.choice(("right", "center", "line")),
        )
        return [day, *undated]
    sentence = Paragraph(draft.pick(datable(draft, deed.openings)))
    if style == "head" and deed.of_a:
        return [*letterhead(draft, 0), sentence]
    return [sentence]


def _body(draft: Draft, deed: Deed) -> list[Block]:
    rng = draft.rng
    texts = [
        draft.pick(wordings)
        for wordings in rng.sample(deed.clauses, rng.randint(2, min(5, len(deed.clauses))))
    ]
    if deed.first:
        texts.insert(0, draft.pick(deed.first))
    if draft.term:
        texts.insert(rng.randint(min(1, len(texts)), len(texts)), draft.pick(deed.term))
    law = say_law(draft)
    if law:
        texts.insert(rng.randint(max(1, len(texts) - 2), len(texts)), law)
    if draft.chance(0.45):
        leads = rng.choice(deed.leads)
        if leads:
            texts = [f"{draft.say(leads)} {_within(text)}" for text in texts]
        return [Paragraph(text) for text in texts]
    if draft.chance(0.5):
        return [Paragraph(" ".join(texts))]
    heads = rng.sample(WORDS.lines("body.heads"), 9)
    return number_clauses(draft, list(zip(heads, texts, strict=False)))


def _within(text: str) -> str:
    """A sentence as it stands after "that"; one that begins with a name keeps its capital."""
    first = text.split(maxsplit=1)[0]
    return text[0].lower() + text[1:] if first in _SMALL_WORDS else text


_SMALL_WORDS = frozenset(WORDS.lines("small_words"))


def _signed(draft: Draft, deed: Deed) -> list[Block]:
    blocks: list[Block] = []
    if deed.board and draft.chance(0.6):  # Directors sign for themselves, not as parties.
        for _ in range(draft.rng.randint(1, 4)):
            blocks += lines_of(
                [
                    "_" * draft.rng.randint(8, 20),
                    draft.say("{otherperson}, [Director|Chair|Member|Secretary|Trustee]"),
                ]
            )
    elif draft.chance(0.9):
        blocks += sign_lines(draft, 0, draft.rng.choice(("", "", "Signed for", "For")))
    if draft.chance(deed.both):
        blocks += sign_lines(draft, 1, draft.rng.choice(("", "", "For", "Accepted:")))
    if draft.chance(0.3):
        blocks.append(Paragraph(draft.pick(_WITNESSES), "line"))
    if draft.chance(0.1):
        office = "[translator|notary|recording officer]"
        blocks += draft.blocks([f"- {names.person(draft.rng, draft.country)}, {office}"])
    return blocks
