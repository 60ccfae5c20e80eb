"""What commercial papers share: their facts, rows of keys and values, columns, general terms."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from random import Random

from training.corpus.cast import facts, names
from training.corpus.cast.bodies import are_distinct, natural_person, rare_pair, rare_party
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.cast.facts import Duration
from training.corpus.markup import Block, Paragraph, Table, mark, plain
from training.corpus.trade.dates import date_style
from training.corpus.words import Words

WORDS = Words("trade/parts")

COUNTRIES = WORDS.lines("countries")
_SHORT_TERMS = (
    *((weeks, "week") for weeks in (6, 8, 10, 26)),
    *((days, "day") for days in (45, 90, 180)),
)


def trade_draft(
    rng: Random,
    roles: Sequence[tuple[str, str]],
    *,
    persons: str = "",
    no_date: float = 0.1,
    no_law: float = 0.5,
    no_term: float = 0.5,
) -> Draft:
    """A draft whose parties are rare in half of all papers.

    Args:
        roles: what the text may call the parties; now and then they are called by their names.
        persons: "A", "B" or "AB" where those parties must be natural persons.
    """
    country = rng.choice(COUNTRIES)
    while True:
        first, second = rare_pair(rng, country)
        if "A" in persons:
            first = natural_person(rng, country)
        if "B" in persons:
            second = natural_person(rng, country)
        if are_distinct(first, second):
            break
    by_name = rng.random() < 0.2
    draft = Draft(
        rng,
        country,
        (first, second),
        (first.short, second.short) if by_name else rng.choice(roles),
        None if rng.random() < no_date else facts.random_date(rng, 1999),
        None if rng.random() < no_law else draw_law(rng, country),
        None if rng.random() < no_term else _draw_term(rng),
        quotes=rng.choice(("“”", '""')),
    )
    write = date_style(rng, country)

    def day_off(low: int, high: int) -> date:
        return (draft.date or facts.random_date(rng)) + timedelta(days=rng.randint(low, high))

    draft.more = {
        "date": lambda: draft.mark_date(write(draft.date)) if draft.date else "",
        "otherdate": lambda: write(day_off(-900, -2)),
        "laterdate": lambda: write(day_off(20, 1900)),
        "signdate": lambda: write(day_off(1, 14)),
        "otherco": lambda: other_company(draft),
        "weeks": lambda: Duration(rng.randint(2, 16), "week").write(rng),
        "figures": lambda: (
            mark("Term", draft.term.display, draft.term.display) if draft.term else ""
        ),
        "ao": lambda: "us" if draft.aliases[0] == "we" else draft.aliases[0],
        "code": lambda: (
            f"{rng.choice(('PO', 'A', 'W', 'SO', '45', 'K-', 'REF'))}{rng.choice(('-', '', '/'))}{rng.randint(1000, 999999)}"
        ),
        "phone": lambda: (
            f"+{rng.randint(20, 99)} {rng.randint(100, 999)} {rng.randint(1000, 99999)}"
        ),
    }
    return draft


def _draw_term(rng: Random) -> Duration:
    return Duration(*rng.choice(_SHORT_TERMS)) if rng.random() < 0.15 else facts.random_term(rng)


def other_company(draft: Draft) -> str:
    """Someone who is no party, often with as rare a name as a party may have."""
    if draft.chance(0.65):
        return draft.other_company()
    while True:
        party = rare_party(draft.rng, draft.country)
        if not party.is_person and all(are_distinct(party, taken) for taken in draft.parties):
            return party.name


def datable(draft: Draft, templates: Sequence[str]) -> Sequence[str]:
    """The templates that a paper with or without a date may use."""
    if draft.date:
        return templates
    return [text for text in templates if "{date}" not in text and "{solemn}" not in text]


Rows = Sequence[tuple[str, str]]


def pick_rows(
    draft: Draft, rows: Sequence[tuple[str, str]], low: int, high: int
) -> list[tuple[str, str]]:
    """Some of the rows, said."""
    chosen = draft.rng.sample(list(rows), draft.rng.randint(low, min(high, len(rows))))
    return draft.rows(chosen)


def key_values(draft: Draft, rows: Rows) -> list[Block]:
    """Rows of a form in one of the ways in which readers give back boxes, tabs and dots."""
    rng = draft.rng
    if rng.random() < 0.25:
        rows = [(key.upper(), value) for key, value in rows]
    style = rng.choice(("colon",) * 4 + WORDS.lines("key_values.style"))
    if style == "table":
        return [Table(tuple(rows))]
    if style == "pairs":
        cells = [f"{key}{rng.choice((':', ':', ''))}\t{value}" for key, value in rows]
        gap = rng.choice(("\t", "      ", " | ", "   "))
        lines = [
            gap.join(cell.replace("\t", " ") for cell in cells[place : place + 2])
            for place in range(0, len(cells), 2)
        ]
        return lines_of(lines)
    if style == "run":
        text = rng.choice(("; ", ", ", " / ")).join(f"{key}: {value}" for key, value in rows)
        return [Paragraph(text if plain(text).endswith(".") else f"{text}.")]
    if style == "below":
        return lines_of([part for row in rows for part in row])
    width = max(len(key) for key, _ in rows) + 2
    join: Callable[[str, str], str] = {
        "colon": lambda key, value: f"{key}: {value}",
        "blanks": lambda key, value: f"{key:<{width}}   {value}",
        "pipe": lambda key, value: f"| {key} | {value} |",
        "dots": lambda key, value: f"{key:.<{width + 6}} {value}",
        "dash": lambda key, value: f"{key} – {value}",
    }[style]
    return lines_of([join(key, value) for key, value in rows])


def side_by_side(draft: Draft, *columns: Sequence[str]) -> list[Block]:
    """Boxes that stand beside each other, read row by row or one after the other."""
    style = draft.rng.choice(("table", "table", "blanks", "stacked"))
    if style == "stacked":
        return lines_of([line for column in columns for line in column])
    rows = tuple(zip_longest(*columns, fillvalue=""))
    if style == "table":
        return [Table(rows)]
    width = max(len(plain(cell)) for row in rows for cell in row) + 3
    return lines_of(
        ["".join(cell + " " * (width - len(plain(cell))) for cell in row).rstrip() for row in rows]
    )


def lines_of(texts: Sequence[str]) -> list[Block]:
    return [Paragraph(text, "line") for text in texts if text]


def address_lines(draft: Draft, index: int) -> list[str]:
    """Name and address of a party, the address on one or several lines."""
    party = draft.parties[index]
    lines = [party.mark(upper=draft.chance(0.12))]
    if party.nature.startswith(("d/b/a", "trading as")):
        lines.append(party.nature)
    lines += party.address.split(", ", 1) if draft.chance(0.6) else [party.address]
    if draft.chance(0.3):
        lines.append(draft.say("[Attn:|Attention|Contact:|c/o] {otherperson}"))
    if draft.chance(0.2):
        lines.append(draft.say("[Tel.|Phone|T] {phone}"))
    return lines


def letterhead(draft: Draft, index: int) -> list[Block]:
    """A printed head: the name and perhaps address, telephone and bank."""
    party = draft.parties[index]
    lines = [party.mark(upper=draft.chance(0.4))]
    if draft.chance(0.7):
        lines.append(party.address)
    if draft.chance(0.3):
        lines.append(
            draft.say("[Tel. {phone}|Registered No. {ref}|VAT ID {ref}{ref}|Bankers: {otherco}]")
        )
    if draft.chance(0.15):
        return [Paragraph(draft.rng.choice((" · ", " | ", ", ")).join(lines), "center")]
    return [Paragraph(line, "center") for line in lines] if draft.chance(0.5) else lines_of(lines)


def sign_lines(draft: Draft, index: int, lead: str = "") -> list[Block]:
    """The end of a paper one side signs: rule, name, office, sometimes a day of signing."""
    party, rng = draft.parties[index], draft.rng
    rule = "_" * rng.randint(8, 26)
    if party.is_person and lead.split(" ")[0].rstrip(":") in ("For", "Signed", "Issued", "On"):
        lead = ""
    name = party.mark(upper=draft.chance(0.2))
    lines = [f"{draft.say(lead)} {name}" if lead else name]
    if party.is_person:
        lines = [rule, *lines] if draft.chance(0.5) else [*lines, rule]
    else:
        by = rng.choice((rule, f"/s/ {party.signatory}", f"sgd. {party.signatory}"))
        lines.append(rng.choice(("By: ", "", "Signature: ", "Per: ")) + by)
        if draft.chance(0.7):
            lines.append(f"{rng.choice(('Name: ', '', 'Printed name: '))}{party.signatory}")
        if draft.chance(0.5):
            lines.append(f"{rng.choice(('Title: ', '', 'Its: '))}{rng.choice(names.TITLES)}")
    if draft.chance(0.25):
        lines.append(draft.say("[Date: {signdate}|Date: ____________|Signed on {signdate}|Dated:]"))
    return lines_of(lines)


GENERAL = WORDS.topics("general")
"""General terms, none of which states the term, the date or a party of the paper."""


def say_law(draft: Draft) -> str:
    """A line on the law, or "" for a paper that names none."""
    return draft.pick(_LAW_LINES) if draft.law else ""


_LAW_LINES = WORDS.lines("law_lines")
