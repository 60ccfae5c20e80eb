"""The parts that contracts of all kinds are put together from: covers, openings, clauses, signatures."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from training.heldout import cast
from training.heldout.cast import Party
from training.heldout.figures import CLOSE, OPEN, Length
from training.heldout.pages import Block, Grid, Lines, Sides
from training.heldout.prose import general
from training.heldout.prose.general import Clause
from training.heldout.story import Story, draw_law

_SENTENCE_END = re.compile(rf"(?<=[a-z){CLOSE}]\.) (?=[A-Z{OPEN}])")
_FIRST_DAY = date(2003, 2, 1)


def draw_story(
    rng: Random,
    region: str,
    parties: tuple[Party, ...],
    roles: tuple[str, ...],
    term: Length | None,
    *,
    dated: float = 0.95,
    ruled: float = 0.9,
    short_names: float = 0.15,
) -> Story:
    """Decide the day and the law of a document, and what it calls its parties.

    Args:
        rng: of the document.
        region: where the parties are.
        parties: they must differ in the first word of their names.
        roles: what they are to each other.
        term: its length, if it states one.
        dated: how often it has a day.
        ruled: how often it says whose law governs.
        short_names: how often the text calls parties by the first word of their names.
    """
    by_name = rng.random() < short_names and not any(each.is_person for each in parties)
    return Story(
        rng,
        region,
        parties,
        tuple(each.short for each in parties) if by_name else roles,
        _FIRST_DAY + timedelta(days=rng.randrange(8000)) if rng.random() < dated else None,
        draw_law(rng, region) if rng.random() < ruled else None,
        term,
    )


def draw_region(rng: Random) -> str:
    return rng.choices(cast.REGIONS, (45, 30, 15, 10))[0]


def two_firms(rng: Random, region: str) -> tuple[Party, Party]:
    first = cast.firm(rng, region)
    while True:
        second = cast.firm(rng, region if rng.random() < 0.8 else draw_region(rng))
        if second.short != first.short:
            return first, second


def cover(story: Story, title: str) -> list[Block]:
    """A front page: day, parties, title."""
    day = story.tell("<DATED|Dated> {date}") if story.day else "DATED ____________ 20__"
    names = [
        line
        for index in range(len(story.parties))
        for line in (
            story.party(index, capitals=story.likely(0.5)),
            f"({index + 1})" if story.likely(0.5) else f"as {story.names[index]}",
        )
    ]
    return [Lines((day,)), Lines(tuple(names)), Lines((title.upper(),))]


def listed_parties(story: Story) -> list[Block]:
    """Parties one below the other, numbered."""
    blocks: list[Block] = [story.tell("<PARTIES|Parties|THE PARTIES:|BETWEEN>")]
    for index in range(len(story.parties)):
        last = index == len(story.parties) - 1
        number = story.rng.choice((f"({index + 1})", f"{index + 1}."))
        blocks.append(
            f"{number} {story.line(index)} (“{story.names[index]}”){'.' if last else '; and'}"
        )
    return blocks


def opening(story: Story, title: str) -> list[Block]:
    """One of several ways to begin."""
    dated = "{date}" if story.day else "the date of the last signature below"
    ways: list[list[Block]] = [
        [
            title.upper(),
            story.tell(
                f"THIS {title.upper()} is <made|entered into> as of {dated} by and between:"
            ),
            story.tell("{Aline}, hereinafter called “{Aname}”,"),
            "and",
            story.tell("{Bline}, hereinafter called “{Bname}”."),
        ],
        [
            title,
            story.tell("RECITALS"),
            story.tell("A. {Aline} (“{Aname}”), has discussed the matter with {co} and {co}."),
            story.tell("B. {Bline} (“{Bname}”), answered by its letter of {on:-120,-3}."),
            story.tell(
                f"NOW, THEREFORE, {{A}} and {{B}}, intending to be bound as of {dated}, agree:"
            ),
        ],
        [
            title.upper(),
            story.tell(f"<Date|Date of agreement|Dated>: {dated}"),
            *listed_parties(story),
            story.tell("<IT IS AGREED|AGREED TERMS|The parties agree as follows>:"),
        ],
        [
            *cover(story, title),
            *listed_parties(story),
            story.tell("BACKGROUND"),
            story.tell("(A) By heads of terms of {on:-150,-10} {co} was to take the place of {b}."),
            story.tell("(B) {co} withdrew, and the parties deal with each other directly."),
        ],
    ]
    if story.day:
        ways += [
            [
                title,
                story.tell(
                    "This document, signed on {on:-40,-2}, takes effect on {date} (the “Commencement"
                    " Date”) between {Aline} (“{Aname}”) and {Bline} (“{Bname}”)."
                ),
            ],
            [
                title,
                story.tell(
                    "Made this {solemn} between {A}, {Ahome} (“{Aname}”), of the one part, and {B},"
                    " {Bhome} (“{Bname}”), of the other part."
                ),
            ],
        ]
    return story.rng.choice(ways)


def clauses(story: Story, bank: Sequence[Clause], low: int, high: int) -> list[Clause]:
    """So many clauses of a bank, in an order of their own."""
    return story.rng.sample(bank, min(len(bank), story.rng.randint(low, high)))


def law_clause(story: Story) -> list[Clause]:
    return [story.rng.choice(general.LAW)] if story.law else []


def body(story: Story, chosen: Sequence[Clause]) -> list[Block]:
    """Number clauses in the manner of this document and write them."""
    style = story.rng.randrange(4)
    blocks: list[Block] = []
    for number, (heading, text) in enumerate(chosen, 1):
        written = story.tell(text)
        written = written[0].upper() + written[1:]
        if style == 0:
            blocks += [f"{number}. {heading.upper()}", f"{number}.1 {written}"]
        elif style == 1:
            blocks.append(f"{number}. {heading}. {written}")
        elif style == 2:
            blocks += [f"Article {number} – {heading}", *_sentences(number, written)]
        else:
            blocks += [heading, written]
    return blocks


def _sentences(number: int, text: str) -> list[Block]:
    """A clause with a paragraph for each sentence."""
    parts = _SENTENCE_END.split(text)
    return [f"{number}.{place} {part}" for place, part in enumerate(parts, 1)]


def key_terms(story: Story, title: str, rows: Sequence[tuple[str, str]]) -> list[Block]:
    """A table of the terms that matter, in the order given or nearly."""
    told = [(label, story.tell(text)) for label, text in rows]
    if story.likely(0.3):
        return [title, *(f"{label}: {text}" for label, text in told)]
    return [title, Grid(tuple(told))]


def signatures(story: Story) -> list[Block]:
    """One of four ways to sign; persons are parties where they sign for themselves."""
    lead = story.tell(
        "<IN WITNESS WHEREOF the parties have signed below.|Executed by the parties as set out below.|SIGNATURES|Signed:>"
    )
    blocks = [_signer(story, index) for index in range(len(story.parties))]
    way = story.rng.randrange(4)
    if way == 0 and len(blocks) == 2:
        return [lead, Sides(tuple(blocks[0]), tuple(blocks[1]))]
    if way == 1:
        signed = [
            story.tell(f"SIGNED by {_hand(story, index)} for and on behalf of {story.party(index)}")
            if not each.is_person
            else f"SIGNED by {story.party(index)}"
            for index, each in enumerate(story.parties)
        ]
        return [
            lead,
            *(Lines((line, "in the presence of:", story.strange_person())) for line in signed),
        ]
    if way == 2 and len(blocks) == 2:
        return [lead, Grid(tuple(zip(blocks[0], blocks[1], strict=False)))]
    return [lead, *(Lines(tuple(block)) for block in blocks)]


def _hand(story: Story, index: int) -> str:
    each = story.parties[index]
    return f"{each.signer}, {each.role}," if each.role else each.signer


def _signer(story: Story, index: int) -> list[str]:
    each = story.parties[index]
    name = story.party(index, capitals=story.likely(0.4))
    if each.is_person:
        return [story.names[index].upper(), "", "_____________________", name, "Date: ____________"]
    return [name, "", "By: _________________", f"Name: {each.signer}", f"Title: {each.role}"]
