"""Whether a document may vary as widely as those to learn from do.

The shipped files keep to what they were first written with, so that they stay the same bytes
while the documents of training grow more varied.
"""

from __future__ import annotations

from random import Random


class TrainingRandom(Random):
    """The randomness of a document that is not shipped; it draws the same as `Random`."""


def is_varied(rng: Random) -> bool:
    return isinstance(rng, TrainingRandom)
