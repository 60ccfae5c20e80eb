"""Agreements in German and French: confidentiality, loans, services and leases."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.agreements.closing import number_clauses, signatures
from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.cast.facts import Duration
from training.corpus.markup import Block, Paragraph, SampleDocument, mark
from training.corpus.words import Topic, Words

WORDS = Words("agreements/foreign")

_UNITS = {"de": WORDS.table("units.de"), "fr": WORDS.table("units.fr")}
_DURATIONS = (
    *((years, "year") for years in (1, 2, 3, 5, 10)),
    *((months, "month") for months in (6, 12, 18, 24, 36)),
)
_NUMBERS = {
    "de": {2: "zwei", 3: "drei", 5: "fünf", 6: "sechs", 10: "zehn", 12: "zwölf", 18: "achtzehn"},
    "fr": {1: "un", 2: "deux", 3: "trois", 5: "cinq", 6: "six", 12: "douze", 18: "dix-huit"},
}


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of agreement in one language."""

    titles: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    openings: tuple[str, ...]
    topics: tuple[Topic, ...]
    term: Topic
    law: Topic
    persons: float = 0.05


_GERMAN_GENERAL = WORDS.topics("german_general")
_GERMAN_FORMS = WORDS.records(Form, "german_forms")
_FRENCH_GENERAL = WORDS.topics("french_general")
_FRENCH_FORMS = WORDS.records(Form, "french_forms")


def _duration(draft: Draft, *, dative: bool = False) -> str:
    assert draft.term is not None
    count, language = draft.term.count, draft.language
    unit = _UNITS[language][draft.term.unit][count != 1]
    word = _NUMBERS[language].get(count, str(count))
    if language == "de" and count == 1:
        word = "einem" if dative else "ein" if draft.term.unit == "year" else "einen"
    elif dative:
        unit += "n"
    text = draft.rng.choice((f"{count} {unit}", f"{word} {unit}", f"{word} ({count}) {unit}"))
    return mark("Term", text, draft.term.display)


def write_foreign(kind: str, rng: Random) -> SampleDocument:
    """An agreement in another language; `kind` is german or french."""
    language = {"german": "de", "french": "fr"}[kind]
    form = rng.choice(_GERMAN_FORMS if language == "de" else _FRENCH_FORMS)
    country = rng.choice((language, language, language, "ch"))
    first = names.any_party(rng, country, persons=form.persons, language=language)
    second = names.any_party(rng, country, persons=0.15 + form.persons, language=language)
    while names.alike(first, second):
        second = names.company_party(rng, country, language)
    roles = rng.choice(form.roles)
    article = "der " if language == "de" else ""
    count, unit = rng.choice(_DURATIONS)
    draft = Draft(
        rng,
        country,
        (first, second),
        (article + roles[0], article + roles[1]),
        facts.random_date(rng),
        None if rng.random() < 0.12 else draw_law(rng, country, language),
        Duration(count, unit) if rng.random() < 0.75 else None,
        rng.choice(form.titles),
        language,
    )
    draft.state_sum("principal", 700, 900_000)
    draft.more |= {
        "ra": lambda: roles[0],
        "rb": lambda: roles[1],
        "term": lambda: _duration(draft),
        "termdative": lambda: _duration(draft, dative=True),
    }
    clauses = [topic.write(draft) for topic in form.topics]
    if draft.term:
        clauses.insert(rng.randint(1, len(clauses)), form.term.write(draft))
    general = _GERMAN_GENERAL if language == "de" else _FRENCH_GENERAL
    clauses += [topic.write(draft) for topic in rng.sample(general, rng.randint(1, len(general)))]
    if draft.law:
        clauses.insert(len(clauses) - rng.randint(0, 1), form.law.write(draft))
    blocks: list[Block] = [Paragraph(draft.pick(form.openings)), *number_clauses(draft, clauses)]
    if draft.chance(0.5):
        blocks += draft.blocks(WORDS.lines(f"end.{language}"))
    blocks += signatures(draft)
    title = draft.title[0].upper() + draft.title[1:]
    return SampleDocument(
        kind, title.upper() if draft.chance(0.3) else title, tuple(blocks), language=language
    )
