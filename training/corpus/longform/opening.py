"""How a long contract begins: cover page, contents, key terms, the parties, what came before."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from collections.abc import Sequence

from training.corpus.cast.draft import DOUBLE_STOP, capital
from training.corpus.cast.names import Party
from training.corpus.longform.deal import Deal
from training.corpus.markup import Block, Paragraph, Table
from training.corpus.words import Words

WORDS = Words("longform/opening")


def introduce(deal: Deal, party: Party) -> str:
    """A party with its nature and address, as far as this document gives them."""
    rng, parts = deal.rng, [party.mark()]
    if party.nature and rng.random() < 0.85:
        parts.append(party.nature)
    elif not party.is_person and rng.random() < 0.3:
        parts.append(deal.draft.say(WORDS.line("introduce.nature")))
    if rng.random() < 0.7:
        places = WORDS.lines(f"introduce.{'home' if party.is_person else 'seat'}")
        parts.append(f"{rng.choice(places)} {party.address}")
    if not party.is_person and rng.random() < 0.2:
        parts.append(deal.draft.say(WORDS.line("introduce.agent")))
    joint = rng.choice((", ", ", ", " "))
    return joint.join(parts[:2]) + "".join(f", {part}" for part in parts[2:])


def call(deal: Deal, alias: str) -> str:
    bare = alias.removeprefix("the ")
    the = "the " if alias.startswith("the ") and deal.rng.random() < 0.6 else ""
    return deal.draft.say(
        f"([{the}|{the}|hereinafter called {the}|in this document, {the}]“{bare}”"
        f"[||, which expression includes its successors| or “[Party|Company] {bare[0]}”])"
    )


def joined(deal: Deal, *, full: bool) -> str:
    """All parties in one run of text: "X, Y and Z"."""
    sides = [
        f"{introduce(deal, party)} {call(deal, alias)}" if full else party.mark()
        for party, alias in deal.sides
    ]
    comma = deal.rng.choice((", ", "; ")) if full else ", "
    last = deal.rng.choice((" and ", f"{comma}and "))
    return comma.join(sides[:-1]) + last + sides[-1]


def cover(deal: Deal) -> list[Block]:
    draft, rng = deal.draft, deal.rng
    lines: list[str] = []
    dated = "DATED {signed}|Dated {signed}|{signed}|Dated as of {signed}"
    day = draft.say(f"[{dated}]") if draft.date else "DATED ____________ 20__"
    if rng.random() < 0.75:
        lines.append(day)
    style = rng.choice(("lines", "lines", "numbered", "run", "among"))
    upper = rng.random() < 0.4
    marked = [party.mark(upper=upper) for party, _ in deal.sides]
    if style == "lines":
        for place, (name, (_, alias)) in enumerate(zip(marked, deal.sides, strict=True)):
            lines += [rng.choice(("and", "AND", "– and –", "- and -"))] if place else []
            lines.append(name)
            lines += [f"({alias})" if rng.random() < 0.4 else f"as {capital(alias)}"] * (
                rng.random() < 0.4
            )
    elif style == "numbered":
        joint = rng.choice(("\n", " and ", "\n"))
        numbered = joint.join(f"({place}) {name}" for place, name in enumerate(marked, 1))
        lines += numbered.split("\n")
    elif style == "run":
        lines.append(" – ".join(marked) if rng.random() < 0.3 else " and ".join(marked))
    else:
        lines += [rng.choice(("by and among", "BETWEEN", "entered into by")), ",\n".join(marked)]
    title = draft.title.upper() if rng.random() < 0.6 else draft.title
    lines.insert(rng.choice((0, 1, len(lines))), title)
    if rng.random() < 0.4:
        lines.append(draft.say(WORDS.line("cover.subject")))
    if rng.random() < 0.7:
        lines.append(draft.pick(WORDS.lines("cover.drafted")))
    return [Paragraph(line, rng.choice(("center", "line"))) for line in lines]


def contents(deal: Deal, headings: Sequence[str]) -> list[Block]:
    fill = deal.rng.choice((" .......... ", "\t", " ", " … "))
    page = 1
    lines = [deal.rng.choice(WORDS.lines("contents.lines"))]
    for place, heading in enumerate(headings, 1):
        page += deal.rng.random() < 0.5
        lines.append(f"{place}. {heading}{fill}{page}")
    return [Paragraph(line, "line") for line in lines]


_SENTENCES = WORDS.lines("sentences")
_SIGNED_SENTENCES = WORDS.lines("signed_sentences")
_UNDATED = WORDS.lines("undated")


def parties_block(deal: Deal) -> list[Block]:
    """The parties and the day from which they are bound."""
    draft, rng = deal.draft, deal.rng
    draft.more["all"] = lambda: joined(deal, full=True)
    draft.more["names"] = lambda: joined(deal, full=False)
    if rng.random() < 0.5:
        pool = _UNDATED if draft.date is None else _SIGNED_SENTENCES if deal.signing else _SENTENCES
        return [Paragraph(draft.pick(pool))]
    blocks: list[Block] = []
    if draft.date is None:
        blocks.append(Paragraph("Date: ______________", "line"))
    elif deal.signing:
        day = draft.pick(WORDS.lines("parties_block.day"))
        blocks += [Paragraph(line) for line in day.split("\n")]
    else:
        draft.more["INSTRUMENT"] = lambda: "DEED" if "Deed" in draft.title else "AGREEMENT"
        blocks.append(Paragraph(draft.pick(WORDS.lines("parties_block.dated"))))
    style = rng.choice(("numbered", "numbered", "between", "table", "roles"))
    if style == "numbered":
        blocks.append(Paragraph(rng.choice(("PARTIES", "BETWEEN:", "Parties", "AMONG:")), "bold"))
        marker = rng.choice(("({}) ", "({}) ", "{}. ", "{}) ", "Party {}: "))
        for place, (party, alias) in enumerate(deal.sides, 1):
            end = "." if place == len(deal.sides) else rng.choice((";", "; and", ""))
            side = party.mark() if rng.random() < 0.15 else introduce(deal, party)
            called = f" {call(deal, alias)}" if rng.random() < 0.85 else ""
            line = marker.format(place) + DOUBLE_STOP.sub(r".\1", side + called + end)
            blocks.append(Paragraph(line))
    elif style == "between":
        blocks.append(Paragraph(rng.choice(("BETWEEN:", "BY AND AMONG:", "by and between"))))
        for place, (party, alias) in enumerate(deal.sides):
            blocks += [Paragraph(rng.choice(("AND", "– and –", "and")), "center")] if place else []
            blocks.append(Paragraph(f"{introduce(deal, party)} {call(deal, alias)}"))
    elif style == "table":
        rows: list[tuple[str, ...]] = []
        for party, alias in deal.sides:
            rows.append((capital(alias), party.mark()))
            rows.append(("Address", party.address))
            if rng.random() < 0.3:
                rows.append(("Contact", draft.say("{otherperson}")))
        blocks.append(Table(tuple(rows)))
    else:
        for party, alias in deal.sides:
            line = f"{capital(alias.removeprefix('the '))}: {introduce(deal, party)}"
            blocks.append(Paragraph(line, "line"))
    return blocks


def recitals(deal: Deal, of_kind: Sequence[str]) -> list[Block]:
    """What led to the contract: stories with companies that are no parties."""
    rng = deal.rng
    said = [
        deal.draft.say(wording)
        for wording in rng.sample([*of_kind, *_COMMON_RECITALS], rng.randint(2, 5))
    ]
    style = rng.choice(("letters", "whereas", "roman", "run"))
    lead = rng.choice(WORDS.lines("recitals.lead"))
    agreed = deal.draft.pick(WORDS.lines("recitals.agreed"))
    if style == "whereas":
        blocks = [
            Paragraph(
                f"WHEREAS, {text[0].lower() if text.startswith(('The', 'By', 'In ', 'A ')) else text[0]}{text[1:-1]};"
            )
            for text in said
        ]
        return [*blocks, Paragraph(agreed)]
    if style == "run":
        lead = lead if lead != "WHEREAS:" else "Background"
        return [Paragraph(f"{lead}. {' '.join(said)} {agreed}")]
    numbers = (
        "ABCDEFGH" if style == "letters" else ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]
    )
    return [
        Paragraph(lead, "bold"),
        *(Paragraph(f"({number}) {text}") for number, text in zip(numbers, said, strict=False)),
        Paragraph(agreed),
    ]


_COMMON_RECITALS = WORDS.lines("common_recitals")
