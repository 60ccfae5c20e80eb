"""Documents that templates describe: what comes when, with words that are drawn.

templates/KIND.txt  --draw one, jinja2-->  lines of wordings  --Scene.say-->  lines  -->  blocks

A file holds several sorts of its kind, each below a line such as `=== 6 release`, of which the number
says how often it is drawn. Lines that begin with `%` are statements of jinja2; what stands above the
first sort belongs to all of them. The others are lines of the document as `markup` reads them, in
which `[this|that]` is a choice and `{co1}` a fact of the scene; `title: ` begins the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

from jinja2 import Environment, StrictUndefined, Template

from training.corpus.cast.scene import Scene
from training.corpus.markup import SampleDocument, read_blocks
from training.corpus.words import Words

FOLDER = Path(__file__).parent / "templates"
TITLE = "title: "
# Brackets of a text that was said already are no choice when its line is said.
_BRACKETS = str.maketrans("[]", "\ue010\ue011")
_UNBRACKETED = str.maketrans("\ue010\ue011", "[]")
_environment = Environment(
    line_statement_prefix="%", trim_blocks=True, undefined=StrictUndefined, autoescape=False
)


@cache
def _sorts(kind: str) -> tuple[list[Template], list[int]]:
    text = (FOLDER / f"{kind}.txt").read_bytes().decode()
    shared, *parts = re.split(r"^=== (\d+).*\n", text, flags=re.MULTILINE)
    templates = [_environment.from_string(shared + part) for part in parts[1::2]]
    return templates, [int(weight) for weight in parts[::2]]


@cache
def _words(name: str) -> Words:
    return Words(name)


def write_templated(kind: str, rng: Random) -> SampleDocument:
    """A document of one of the sorts that the templates of its kind describe."""
    templates, weights = _sorts(kind)
    (template,) = rng.choices(templates, weights)
    scene = Scene(rng)
    told = template.render(
        chance=scene.chance,
        number=rng.randint,
        choice=rng.choice,
        some=lambda pool, low, high: _some(rng, pool, low, high),
        say=lambda text: scene.say(text).translate(_BRACKETS),
        paragraphs=lambda pool, count, low=1, high=4: _paragraphs(rng, pool, count, low, high),
        sections=lambda heads, pool, count: _sections(scene, heads, pool, count),
        words=_words(kind),
        companies=_words("companies"),
        reported=_words("reported"),
    )
    lines = [scene.say(line).translate(_UNBRACKETED) for line in told.split("\n")]
    title = "".join(line.removeprefix(TITLE) for line in lines if line.startswith(TITLE))
    return SampleDocument(
        kind, title, read_blocks(line for line in lines if not line.startswith(TITLE))
    )


def _some(rng: Random, pool: Sequence[str], low: int, high: int) -> list[str]:
    """Between `low` and `high` of the pool, none of them twice."""
    return rng.sample(list(pool), min(rng.randint(low, high), len(pool)))


def _texts(rng: Random, pool: Sequence[str], count: int, low: int, high: int) -> list[str]:
    """Up to `count` texts of `low` to `high` sentences of the pool, none of them twice."""
    sentences = rng.sample(list(pool), len(pool))
    texts: list[str] = []
    while sentences and len(texts) < count:
        size = rng.randint(low, high)
        texts.append(" ".join(sentences[:size]))
        del sentences[:size]
    return texts


def _paragraphs(rng: Random, pool: Sequence[str], count: int, low: int, high: int) -> str:
    return "\n".join(f". {text}" for text in _texts(rng, pool, count, low, high))


def _sections(scene: Scene, heads: Sequence[str], pool: Sequence[str], count: int) -> str:
    """Headed paragraphs, numbered or not."""
    numbering = scene.rng.choice(("", "{}. ", "{}) ", "§ {} ", "{}.0 ", "Section {}: "))
    upper = scene.chance(0.25)
    texts = _texts(scene.rng, pool, count, 1, 4)
    lines: list[str] = []
    chosen = scene.rng.sample(list(heads), min(len(heads), len(texts)))
    for place, (head, text) in enumerate(zip(chosen, texts, strict=False), 1):
        said = scene.say(head).translate(_BRACKETS)
        lines += [f"# {numbering.format(place)}{said.upper() if upper else said}", f". {text}"]
    return "\n".join(lines)
