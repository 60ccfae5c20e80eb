"""Scraps of 1 to 200 words, empty forms and contract templates in which nothing is filled in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from training.corpus.markup import Block, Paragraph, SampleDocument
from training.corpus.notices import Scene
from training.corpus.words import Words

WORDS = Words("notices_scrap")

_LINES = WORDS.lines("lines")
_FILES = WORDS.lines("files")
_LOGS = WORDS.lines("logs")
_WORDS = WORDS.lines("words")
_FORM = WORDS.lines("form")
_TEMPLATE = WORDS.lines("template")
_SIGN = WORDS.lines("sign")
_BLANKS = (
    WORDS.table("blanks.1"),
    WORDS.table("blanks.2"),
    WORDS.table("blanks.3"),
    WORDS.table("blanks.4"),
    WORDS.table("blanks.5"),
    WORDS.table("blanks.6"),
)


def _several(scene: Scene, pool: tuple[str, ...], low: int, high: int) -> list[Block]:
    count = min(scene.rng.randint(low, high), len(pool))
    return [Paragraph(scene.say(line), "line") for line in scene.rng.sample(pool, count)]


def _words(scene: Scene) -> list[Block]:
    joint = scene.rng.choice((" ", ", ", "\n", "; ", " / "))
    pool = _WORDS
    chosen = [scene.say(scene.rng.choice(pool)) for _ in range(scene.rng.choice((1, 2, 5, 12, 40)))]
    return [Paragraph(joint.join(chosen))]


def _template(scene: Scene) -> list[Block]:
    """A contract to be filled in: all that would be an entity is a blank."""
    blanks = scene.rng.choice(_BLANKS)
    kept = {name: scene.rng.choice(ways) for name, ways in blanks.items()}
    for name, way in kept.items():
        scene.more[name] = lambda way=way: scene.say(way)  # type: ignore[misc]
    low = scene.rng.choice((1, 1, 3, 6))
    blocks = scene.paragraphs(_TEMPLATE, scene.rng.randint(low, low + 4), 1, 2)
    if scene.chance(0.5):
        chosen = scene.rng.sample(_SIGN, 2)
        blocks += [Paragraph(line) for text in chosen for line in scene.say(text).split("\n")]
    if scene.chance(0.5):
        blocks.insert(
            0,
            Paragraph(
                scene.say(
                    "[{othercontract} (template)|MODEL CONTRACT|Sample {othercontract}|Standard form {ref}|{othercontract}]"
                )
            ),
        )
    return blocks


_WRITERS: tuple[Callable[[Scene], list[Block]], ...] = (
    *(lambda scene: _several(scene, _LINES, 1, 1),) * 3,
    lambda scene: _several(scene, _LINES, 2, 9),
    lambda scene: _several(scene, _FILES, 1, 6),
    lambda scene: _several(scene, _LOGS, 1, 8),
    lambda scene: _several(scene, _FORM, 3, 16),
    lambda scene: _several(scene, (*_LINES, *_FORM, *_FILES), 2, 8),
    _words,
    *(_template,) * 5,
)


def write_scrap(kind: str, rng: Random) -> SampleDocument:
    """Next to nothing, and nothing to mark."""
    scene = Scene(rng)
    scene.more = {
        "low": lambda: scene.fact("s1").lower().replace(" ", "-"),
        "low2": lambda: scene.fact("s2").lower().replace(" ", "-"),
        "iso": lambda: f"{scene.date:%Y-%m-%d}",
    }
    return SampleDocument(kind, "", tuple(rng.choice(_WRITERS)(scene)))
