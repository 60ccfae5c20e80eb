"""Contracts that are forms: a summary box says who, from when, how long; general terms follow."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.agreements.closing import number_clauses
from training.corpus.agreements.signing import sign_in_blocks
from training.corpus.cast.draft import Draft
from training.corpus.markup import Block, Heading, Paragraph, SampleDocument
from training.corpus.trade.parts import (
    GENERAL,
    key_values,
    letterhead,
    lines_of,
    pick_rows,
    say_law,
    side_by_side,
    sign_lines,
    trade_draft,
)
from training.corpus.words import Words

WORDS = Words("trade/forms")


@dataclass(frozen=True, slots=True)
class _Form:
    """A sort of contract: its titles, the keys of its two parties, its term and its own rows."""

    titles: str
    first: str
    second: str
    term: str
    rows: tuple[tuple[str, str], ...]


_FORMS = WORDS.records(_Form, "forms")
_DAYS = WORDS.lines("days")
_OWN_DAYS = ("Date", "Contract date", "Date of agreement", "Dated", "Agreement date", "Signed on")
_OTHER_ROWS = WORDS.rows("other_rows")
_BOXES = WORDS.lines("boxes")
_TERMS_HEADINGS = ("General Terms", "Terms and Conditions", "Part B", "Small print", "Conditions")
_INTROS = WORDS.lines("intros")
_TERM_CLAUSES = WORDS.lines("term_clauses")
_BLANK_DAYS = ("____________", "on signature", "see last page", "to be agreed", "n/a")


def write_form(kind: str, rng: Random) -> SampleDocument:
    """A form of any sort of contract, its facts stated as rows."""
    form = rng.choice(_FORMS)
    first, second = rng.choice(form.first.split("|")), rng.choice(form.second.split("|"))
    roles: tuple[tuple[str, str], ...] = ((f"the {first}", f"the {second}"), (first, second))
    if first == "We" or second in ("You", "Name", "Account name", "Name of member", "Booked by"):
        roles = (("the Company", "the Customer"),)
    draft = trade_draft(
        rng,
        roles,
        persons="B" if rng.random() < 0.15 or "Employ" in form.titles else "",
        no_term=0.18,
    )
    draft.title = rng.choice(form.titles.split("|"))
    rows, law_stated = _rows(draft, form, first, second)
    blocks = _box(draft, rows)
    heads: list[Block] = []
    if draft.chance(0.2):
        heads = [*letterhead(draft, 0)]
    if draft.chance(0.4):
        heads.append(Heading(draft.pick(_BOXES)))
    blocks = [*heads, *blocks]
    if draft.chance(0.15):  # The box may come last.
        blocks = [*_terms(draft, law_stated=law_stated), *blocks]
    else:
        blocks += _terms(draft, law_stated=law_stated)
    if draft.chance(0.55):
        blocks += _signatures(draft, first, second)
    return SampleDocument(kind, draft.headline(0.4), tuple(blocks))


def _rows(draft: Draft, form: _Form, first: str, second: str) -> tuple[list[tuple[str, str]], bool]:
    """The rows of the box, and whether one states the law."""
    rng = draft.rng
    sides: list[tuple[str, str]] = []
    for key, name, index in ((first, "A", 0), (second, "B", 1)):
        value = draft.say(f"{{{name}}}")
        style = rng.random()
        if style < 0.3:
            value = draft.line_of(index)
        elif style < 0.45:
            value += f", {draft.parties[index].address}"
        sides.append((key, value))
        if style > 0.7:
            sides.append(
                (draft.say("[Address|Registered office|Seat|of]"), draft.parties[index].address)
            )
    if draft.chance(0.2):
        sides = [*sides[1:], sides[0]] if len(sides) == 2 else sides
    own = pick_rows(draft, form.rows, 1, len(form.rows))
    own += pick_rows(draft, _OTHER_ROWS, 1, 6)
    if draft.date:
        key = draft.pick(_DAYS if draft.chance(0.75) else _OWN_DAYS)
        own.append((key, draft.say("{date}")))
        if key not in _OWN_DAYS and draft.chance(0.35):
            own.append((draft.pick(_OWN_DAYS), draft.say("[{otherdate}|{signdate}]")))
    elif draft.chance(0.5):
        own.append((draft.pick(_DAYS), rng.choice(_BLANK_DAYS)))
    if draft.term:
        value = draft.say(WORDS.line("rows.term"))
        own.append((rng.choice(form.term.split("|")), value))
    rng.shuffle(own)
    law_stated = draft.law is not None and draft.chance(0.65)
    if law_stated:
        (law,) = draft.rows(WORDS.rows("rows.law"))
        own.insert(rng.randint(len(own) // 2, len(own)), law)
    place = 0 if draft.chance(0.65) else rng.randint(0, len(own))
    rows = [*own[:place], *sides, *own[place:]]
    if draft.chance(0.2):
        rows = [(f"{number}. {key}", value) for number, (key, value) in enumerate(rows, 1)]
    return rows, law_stated


def _box(draft: Draft, rows: list[tuple[str, str]]) -> list[Block]:
    """One column of rows, or two that stand side by side."""
    if draft.chance(0.8):
        return key_values(draft, rows)
    half = (len(rows) + 1) // 2
    sep = draft.rng.choice((": ", " ", "  "))
    left, right = (
        [f"{key}{sep}{value}" for key, value in part] for part in (rows[:half], rows[half:])
    )
    return side_by_side(draft, left, right)


def _terms(draft: Draft, *, law_stated: bool) -> list[Block]:
    rng = draft.rng
    blocks: list[Block] = [Paragraph(draft.pick(_INTROS))] if draft.chance(0.5) else []
    clauses = [topic.write(draft) for topic in rng.sample(GENERAL, rng.randint(0, 6))]
    if draft.term and draft.chance(0.3):
        clauses.insert(
            rng.randint(0, len(clauses)),
            (draft.say("[Duration|Term|End]"), draft.pick(_TERM_CLAUSES)),
        )
    if draft.law and (not law_stated or draft.chance(0.3)):
        clauses.append((draft.say("[Law|Disputes|Final clause]"), say_law(draft)))
    if not clauses:
        return blocks
    if draft.chance(0.4):
        blocks.append(Heading(rng.choice(_TERMS_HEADINGS)))
    return blocks + number_clauses(draft, clauses)


def _signatures(draft: Draft, first: str, second: str) -> list[Block]:
    """Often rules only, without the names."""
    if draft.chance(0.3):
        return sign_in_blocks(draft, list(zip(draft.parties, draft.aliases, strict=True)))
    if draft.chance(0.4):
        rule = "_" * draft.rng.randint(10, 20)
        return lines_of([f"{first}: {rule}", f"{second}: {rule}"])
    return [*sign_lines(draft, 0, "[For|Signed for|]"), *sign_lines(draft, 1, "[For|Signed for|]")]
