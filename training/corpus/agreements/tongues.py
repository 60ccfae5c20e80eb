"""Notes, letters and news in sixteen languages, and contracts in two languages side by side."""

from __future__ import annotations

from random import Random

from training.corpus.agreements.closing import signatures
from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.cast.scene import Scene
from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.words import Words

WORDS = Words("agreements/tongues")

TONGUES = WORDS.table("tongues")
"""Nothing in these is an entity: they are about others, or about nothing that binds."""

MIRRORED = WORDS.table("mirrored")
"""Clauses beside the English ones of a bilingual contract: its parties are marked here as well."""

_TERMS = WORDS.lines("terms")
_LAWS = WORDS.lines("laws")
_HEADS = WORDS.lines("heads")


def _foreign(scene: Scene) -> list[Block]:
    rng = scene.rng
    languages = rng.sample(tuple(TONGUES), rng.choice((1, 1, 1, 1, 2, 3)))
    pool = [sentence for language in languages for sentence in TONGUES[language]]
    if rng.random() < 0.4:
        lines = rng.sample(pool, rng.randint(1, min(9, len(pool))))
        return [Paragraph(scene.say(line), "line") for line in lines]
    return scene.paragraphs(pool, rng.choice((1, 1, 2, 4)), 2, 6)


def _bilingual(kind: str, rng: Random) -> SampleDocument:
    """An English contract beside what a foreign text says of the same parties."""
    country = rng.choice(WORDS.lines("bilingual.country"))
    first = names.company_party(rng, country)
    second = names.any_party(rng, country, persons=0.2)
    while names.alike(second, first):
        second = names.any_party(rng, country, persons=0.2)
    draft = Draft(
        rng,
        country,
        (first, second),
        rng.choice((*WORDS.rows("bilingual.roles"), (first.short, second.short))),
        facts.random_date(rng, 2000),
        draw_law(rng, country),
        facts.random_term(rng),
        rng.choice(WORDS.lines("bilingual.draft")),
    )
    english = [draft.pick(_HEADS)]
    if draft.chance(0.8):
        english.append(draft.pick(_TERMS))
    if draft.chance(0.8):
        english.append(draft.pick(_LAWS))
    english.append(draft.pick(WORDS.lines("bilingual.changes")))
    language = rng.choice(tuple(MIRRORED))
    foreign = [draft.say(sentence) for sentence in MIRRORED[language]][: len(english)]
    foreign += [""] * (len(english) - len(foreign))
    if draft.chance(0.4):
        blocks: list[Block] = [Table(tuple(zip(english, foreign, strict=True)))]
    elif draft.chance(0.5):
        pairs = zip(english, foreign, strict=True)
        blocks = [Paragraph(text) for pair in pairs for text in pair if text]
    else:
        blocks = [Paragraph(text) for text in (*foreign, *english) if text]
    if draft.chance(0.6):
        blocks += signatures(draft)
    return SampleDocument(kind, draft.title if draft.chance(0.6) else "", tuple(blocks))


def write_tongues(kind: str, rng: Random) -> SampleDocument:
    """Foreign words that are no parties; in one of six documents, a bilingual contract."""
    if rng.random() < 0.16:
        return _bilingual(kind, rng)
    scene = Scene(rng)
    blocks = _foreign(scene)
    return SampleDocument(kind, "", tuple(blocks))
