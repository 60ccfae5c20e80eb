"""Deals of others, as anything from a press release to a memorandum may report them."""

from __future__ import annotations

from training.corpus.markup import Table
from training.corpus.notices import Scene
from training.corpus.words import Words

WORDS = Words("notices_deals")

DEALS = WORDS.lines("deals")

QUOTED = WORDS.lines("quoted")
"""Words of other people's contracts, as those who discuss them quote them."""

SHEET = WORDS.rows("sheet")
"""A contract in the rows of a sheet about it."""

BACKGROUND = WORDS.lines("background")
"""What surrounds the deals."""


def sheet(scene: Scene) -> Table:
    """A contract of others as labels and values."""
    rows = scene.rng.sample(SHEET, scene.rng.randint(4, len(SHEET)))
    return Table(tuple((scene.say(label), scene.say(value)) for label, value in rows))
