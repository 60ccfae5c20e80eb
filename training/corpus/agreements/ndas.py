"""Confidentiality agreements: mutual, one-way, as a letter, and of employees."""

from __future__ import annotations

from random import Random

from training.corpus.agreements.clauses import boilerplate, opening, purpose, with_law
from training.corpus.agreements.closing import number_clauses, signatures
from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.markup import Block, Paragraph, SampleDocument
from training.corpus.words import Words

WORDS = Words("agreements/ndas")

DEFINITION = WORDS.topic("definition")
DUTY = WORDS.topic("duty")
EXCEPTIONS = WORDS.topic("exceptions")
RETURN = WORDS.topic("return")
TERM = WORDS.topic("term")
NO_TERM = WORDS.topic("no_term")
REMEDY = WORDS.topic("remedy")
NO_LICENSE = WORDS.topic("no_license")
STANDSTILL = WORDS.topic("standstill")
WORK = WORDS.topic("work")
AIMS = WORDS.lines("aims")
THINGS = WORDS.lines("things")


def _draft(rng: Random, kind: str) -> Draft:
    country = rng.choice(("us",) * 12 + WORDS.lines("draft.country"))
    other = country if rng.random() < 0.75 else rng.choice(tuple(names.COUNTRIES))
    persons = {"employee_nda": 1.0, "one_way_nda": 0.2, "letter_nda": 0.25}.get(kind, 0.06)
    first = names.any_party(rng, country, persons=0.03)
    second = names.any_party(rng, other, persons=persons)
    while names.alike(second, first):
        second = names.any_party(rng, other, persons=persons)
    aliases = rng.choice(WORDS.rows(f"draft.roles.{kind}"))
    if rng.random() < 0.3 and kind != "letter_nda":
        aliases = (first.short, second.short)
    draft = Draft(
        rng,
        country,
        (first, second),
        aliases,
        None if rng.random() < 0.12 else facts.random_date(rng),
        None if rng.random() < 0.08 else draw_law(rng, country),
        facts.random_term(rng) if rng.random() < 0.62 else None,
        rng.choice(WORDS.lines(f"draft.titles.{kind}")),
        quotes=rng.choice(("“”", '""')),
    )
    draft.more = {
        "aim": lambda: draft.pick(AIMS),
        "thing": lambda: draft.pick(THINGS),
        "othercounsel": lambda: names.person(rng, "us"),
        "project": lambda: names.choose(rng, "Lantern|Osprey|Blue Door|Tangent|Meadow"),
    }
    return draft


def _body(draft: Draft, kind: str) -> list[tuple[str, str]]:
    rng = draft.rng
    topics = [DEFINITION, DUTY]
    rest = [EXCEPTIONS, RETURN, REMEDY, NO_LICENSE]
    rest += [WORK, WORK] if kind == "employee_nda" else [STANDSTILL]
    topics += rng.sample(rest, rng.randint(2, len(rest)))
    if draft.term:
        topics.append(TERM)
    elif draft.chance(0.5):
        topics.append(NO_TERM)
    head, tail = topics[:2], topics[2:]
    rng.shuffle(tail)
    clauses: list[tuple[str, str]] = []
    for topic in head + tail:
        heading, text = topic.write(draft)
        if text not in [known for _, known in clauses]:
            clauses.append((heading, text))
    return with_law(draft, clauses + boilerplate(draft, 1, 5))


def write_nda(kind: str, rng: Random) -> SampleDocument:
    """A confidentiality agreement; `kind` is mutual_nda, one_way_nda, letter_nda or employee_nda."""
    draft = _draft(rng, kind)
    if kind == "letter_nda":
        return _write_letter(draft)
    blocks: list[Block] = [*opening(draft)]
    if draft.chance(0.7):
        blocks += purpose(draft)
    if kind == "mutual_nda":
        blocks.append(Paragraph(draft.pick(_BOTH_WAYS)))
    blocks += number_clauses(draft, _body(draft, kind))
    blocks += signatures(draft)
    return SampleDocument(kind, draft.headline(0.5), tuple(blocks))


_BOTH_WAYS = WORDS.lines("both_ways")
_LETTER_STARTS = WORDS.lines("letter_starts")
_LETTER_ENDS = WORDS.lines("letter_ends")


def _write_letter(draft: Draft) -> SampleDocument:
    rng = draft.rng
    first, second = draft.parties
    draft.date = draft.date or facts.random_date(rng)
    head = draft.blocks([f"{'>' if draft.chance(0.5) else '-'} {{A}}", "- {Aaddress}"])
    to = draft.blocks(["- {B}", "- {Baddress}"])
    if not second.is_person and draft.chance(0.6):
        to.append(Paragraph(f"Attention: {second.signatory}", "line"))
    day: list[Block] = [Paragraph(draft.say("{date}"), "right" if draft.chance(0.4) else "line")]
    blocks = [*day, *to] if draft.chance(0.3) else [*head, *day, *to]
    if draft.chance(0.5):
        blocks += draft.blocks(WORDS.lines("letter.re"))
    surname = second.signatory.replace(", Jr.", "").split()[-1]
    salutations = (
        f"Dear {rng.choice(('Mr.', 'Ms.'))} {surname}:",
        "Ladies and Gentlemen:",
        f"Dear {second.signatory.split()[0]},",
        "Dear Sirs,",
    )
    blocks.append(Paragraph(rng.choice(salutations), "line"))
    blocks.append(Paragraph(draft.pick(_LETTER_STARTS)))
    blocks += number_clauses(draft, _body(draft, "letter_nda"))
    blocks.append(Paragraph(draft.pick(_LETTER_ENDS)))
    lines = [
        rng.choice(WORDS.lines("letter.very")),
        first.mark(),
        f"By: {'_' * rng.randint(10, 24)}",
    ]
    if first.is_person:
        lines.append(draft.signer(0))
    else:
        lines.append(f"{first.signatory}, {rng.choice(names.TITLES)}")
    blocks += [Paragraph(line, "line") for line in lines]
    blocks += draft.blocks(WORDS.lines("letter.accepted"))
    last = f"By: {'_' * 18}" if second.is_person else f"Name: {second.signatory}"
    return SampleDocument("letter_nda", "", (*blocks, Paragraph(last, "line")))
