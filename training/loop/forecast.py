"""How long a training will take, told by its first batches."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

WARM_UP = 2  # batches, for which torch compiles
TIMED = 6  # batches behind them
READING = 0.3  # of what learning from a token takes, for reading one that is held back


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a training is to take at most: it may end early.

    Attributes:
        seconds: from its first batch to its last epoch; the model is exported and measured behind it.
    """

    epochs: int
    seconds: float

    def as_json(self) -> dict[str, dict[str, float]]:
        return {"forecast": {"epochs": self.epochs, "seconds": round(self.seconds, 1)}}


Foretold = Callable[[Forecast], None]


class Pace:
    """Times the first batches, and tells once what all will take."""

    def __init__(self, epochs: int, learned: int, read: int, tell: Foretold) -> None:
        """Begin to count.

        Args:
            learned: tokens of all epochs.
            read: tokens that are held back, and read once an epoch.
        """
        self._epochs = epochs
        self._tokens = learned + epochs * READING * read
        self._tell = tell
        self._batches = self._timed = 0
        self._begun = 0.0

    def add(self, tokens: int) -> None:
        """Count a batch that was learned from."""
        self._batches += 1
        if self._batches == WARM_UP:
            self._begun = time.monotonic()
        elif WARM_UP < self._batches <= WARM_UP + TIMED:
            self._timed += tokens
            if self._batches == WARM_UP + TIMED:
                each = (time.monotonic() - self._begun) / self._timed
                self._tell(Forecast(self._epochs, each * self._tokens))
