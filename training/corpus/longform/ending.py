"""How a long contract ends: schedules that list strangers, and signatures in many forms."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from datetime import timedelta

from training.corpus.agreements.signing import sign_in_blocks
from training.corpus.cast import facts, names
from training.corpus.cast.draft import capital
from training.corpus.cast.names import Party
from training.corpus.longform.deal import Deal
from training.corpus.markup import Block, Paragraph, Table
from training.corpus.words import Words

WORDS = Words("longform/ending")

_WITNESS = WORDS.lines("witness")


def signatures(deal: Deal) -> list[Block]:
    draft, rng = deal.draft, deal.rng
    blocks: list[Block] = []
    if rng.random() < 0.75:
        blocks.append(Paragraph(draft.pick(_WITNESS)))
    style = rng.choice(WORDS.lines("signatures.style"))
    upper = rng.random() < 0.4
    if rng.random() < 0.4:
        return blocks + sign_in_blocks(draft, deal.sides, upper=upper)
    if style == "columns" and len(deal.sides) == 2:
        return [*blocks, *_columns(deal, upper=upper)]
    for party, alias in deal.sides:
        if style == "sentence":
            lines = [_sentence(deal, party, upper=upper)]
        elif party.is_person:
            lines = _person(deal, party, alias, upper=upper)
        elif style == "deed":
            lines = _deed(deal, party, upper=upper)
        elif style == "witnessed":
            lines = _witnessed(deal, party, upper=upper)
        else:
            lines = _block(deal, party, alias, upper=upper)
        blocks += [Paragraph(line, "line") for line in lines]
    return blocks


def _rule(deal: Deal) -> str:
    return deal.rng.choice(("_", ".", "_")) * deal.rng.randint(10, 30)


def _day(deal: Deal) -> str:
    """A day of signing beside the effective date."""
    if deal.draft.date is None or deal.rng.random() < 0.5:
        return "Date: __________"
    day = deal.draft.date + timedelta(days=deal.rng.randint(1, 20))
    return f"Date: {facts.write_date(deal.rng, day, deal.draft.country)}"


def _block(deal: Deal, party: Party, alias: str, *, upper: bool) -> list[str]:
    rng, name = deal.rng, party.mark(upper=upper)
    role = capital(alias.removeprefix("the "))
    first = rng.choice(
        (name, name, f"For and on behalf of {name}", f"FOR AND ON BEHALF OF\n{name}")
        + ((f"{role}: {name}", f"{role.upper()}\n{name}") if alias.startswith("the ") else ())
    )
    lines = first.split("\n")
    if rng.random() < 0.14:
        partner = deal.stranger(party.country)
        lines.append(rng.choice(WORDS.lines("block.partner")).format(partner=partner))
    lines.append(f"By: {rng.choice((_rule(deal), f'/s/ {party.signatory}'))}")
    if rng.random() < 0.85:
        lines.append(f"Name: {party.signatory}")
    if rng.random() < 0.7:
        lines.append(f"{rng.choice(('Title', 'Its', 'Position'))}: {rng.choice(names.TITLES)}")
    return [*lines, _day(deal)] if rng.random() < 0.35 else lines


def _person(deal: Deal, party: Party, alias: str, *, upper: bool) -> list[str]:
    rng, name = deal.rng, party.mark(upper=upper)
    if rng.random() < 0.4:
        return [f"SIGNED by {name}", *map(deal.draft.say, WORDS.lines("person.witnessed"))]
    lines = [_rule(deal), name] if rng.random() < 0.6 else [name, f"Signature: {_rule(deal)}"]
    return [*lines, capital(alias.removeprefix("the "))] if rng.random() < 0.3 else lines


def _deed(deal: Deal, party: Party, *, upper: bool) -> list[str]:
    name = party.mark(upper=upper)
    text = deal.draft.pick(WORDS.lines("deed.text"))
    # The name's facts are written after the choice so that its mark is not drawn from.
    return text.replace("\x00", name).replace("\x01", party.signatory).split("\n")


def _witnessed(deal: Deal, party: Party, *, upper: bool) -> list[str]:
    text = deal.draft.pick(WORDS.lines("witnessed.text"))
    name = party.mark(upper=upper)
    return text.replace("\x00", name).replace("\x01", party.signatory).split("\n")


def _sentence(deal: Deal, party: Party, *, upper: bool) -> str:
    name = party.mark(upper=upper)
    if party.is_person:
        return deal.draft.say("[Signed|Agreed] by ") + f"{name}: {_rule(deal)}"
    text = deal.draft.pick(WORDS.lines("sentence.text"))
    return text.replace("\x00", name).replace("\x01", party.signatory)


def _columns(deal: Deal, *, upper: bool) -> list[Block]:
    """Both signatories side by side, as a table or as lines whose columns blanks divide."""
    rng = deal.rng
    cells = []
    lead = rng.random() < 0.3
    for party, alias in deal.sides:
        column = [capital(alias.removeprefix("the ")) + ":"] if lead else []
        column.append(party.mark(upper=upper))
        column.append(f"By: {'_' * 14}")
        column.append(f"Name: {party.signatory}" if not party.is_person else "(signature)")
        column.append(f"Title: {rng.choice(names.TITLES)}" if not party.is_person else "In person")
        cells.append(column[: rng.choice((5, 5, 4)) + lead])
    if len(cells[0]) != len(cells[1]):
        cells = [column[: min(map(len, cells))] for column in cells]
    rows = tuple(zip(*cells, strict=True))
    gap = rng.choice(WORDS.lines("columns.gap"))
    if gap == "table":
        return [Table(rows)]
    return [Paragraph(gap.join(row), "line") for row in rows]


def give_closing_facts(deal: Deal) -> None:
    """`{n}` and `{p}` hold the places of whoever signs."""
    deal.draft.more |= {"n": lambda: "\x00", "p": lambda: "\x01"}


_SCHEDULES = WORDS.terms("schedules")
"""Titles, each with the names of its columns and what stands in their cells."""


def schedules(deal: Deal) -> list[Block]:
    """Annexed tables; nothing in them is a party, a term or the law."""
    blocks: list[Block] = []
    word = deal.rng.choice(("Schedule", "Annex", "Exhibit", "Appendix", "SCHEDULE"))
    chosen = deal.rng.sample(_SCHEDULES, deal.rng.randint(1, 2))
    for place, (title, columns) in enumerate(chosen, 1):
        names_of_columns, cells = zip(*(column.split(" => ") for column in columns), strict=True)
        rows = [names_of_columns]
        for _ in range(deal.rng.randint(2, 5)):
            rows.append(tuple(map(deal.draft.say, cells)))
        blocks.append(Paragraph(f"{word} {place} – {deal.draft.say(title)}", "bold"))
        blocks.append(Table(tuple(rows), has_names=True))
    return blocks
