"""What a model should say of passages, and how far off it is.

labels -> PassageTargets of a text -> those of its windows -> PassageBatch -> loss
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from enricher.recognizer.windows import BoolArray, IntArray, Tokens
from training.dataset.tags import LabeledText, passage_words, words_outside


@dataclass(frozen=True, slots=True)
class PassageTargets:
    """The passages of a text or of a window of one.

    Attributes:
        places: [labels, 3], the tokens [start, end) of a passage and the number of its category.
        looked_for: [categories], whether a word in no passage of it is known to be in none.
        judged: [tokens], those of words that somebody looked at.
    """

    places: IntArray
    looked_for: BoolArray
    judged: BoolArray

    @classmethod
    def of(cls, text: LabeledText, tokens: Tokens, passages: Sequence[str]) -> PassageTargets:
        if not passages:
            return NO_PASSAGES
        behind = np.append(tokens.first[1:], len(tokens.ids))[: len(tokens.first)]
        places = [
            (tokens.first[first], behind[last - 1], number)
            for first, last, number in passage_words(tokens, text.labels, passages)
        ]
        return cls(
            np.array(places, dtype=np.int64).reshape(-1, 3),
            np.array([text.is_tagged(name) for name in passages], dtype=np.bool_),
            np.repeat(~words_outside(tokens, text.regions), behind - tokens.first),
        )

    def part(self, start: int, end: int) -> PassageTargets:
        judged = self.judged[start:end]
        inside = (self.places[:, 0] < end) & (self.places[:, 1] > start)
        places = self.places[inside] - np.array([start, start, 0])
        places[:, :2] = places[:, :2].clip(0, len(judged))
        return PassageTargets(places, self.looked_for, judged)

    @property
    def held(self) -> frozenset[int]:
        """The numbers of the categories that have a passage here."""
        return frozenset(self.places[:, 2].tolist())


NO_PASSAGES = PassageTargets(
    np.zeros((0, 3), dtype=np.int64), np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_)
)


@dataclass(frozen=True, slots=True)
class PassageBatch:
    """The passages of windows that were padded.

    Attributes:
        inside: [windows, tokens, categories], 1 where a token is in a passage.
        judged: likewise, 1 where that is known.
    """

    inside: Tensor
    judged: Tensor

    @classmethod
    def of(cls, windows: Sequence[PassageTargets], before: int, length: int) -> PassageBatch | None:
        """Pad windows, each behind `before` special tokens; None where no category is of passages."""
        categories = len(windows[0].looked_for)
        if not categories:
            return None
        inside = np.zeros((len(windows), length, categories), dtype=np.float32)
        judged = np.zeros_like(inside)
        for row, window in enumerate(windows):
            inner = slice(before, before + len(window.judged))
            judged[row, inner] = window.judged[:, np.newaxis] & window.looked_for
            for start, end, number in window.places.tolist():
                inside[row, before + start : before + end, number] = 1
                judged[row, before + start : before + end, number] = 1
        return cls(torch.from_numpy(inside), torch.from_numpy(judged))

    def loss(self, logits: Tensor) -> Tensor:
        """Cross entropy of being in a passage, summed over categories, the mean over tokens.

        Args:
            logits: [windows, tokens, categories].
        """
        inside, judged = self.inside.to(logits.device), self.judged.to(logits.device)
        losses = nn.functional.binary_cross_entropy_with_logits(
            logits, inside, weight=judged, reduction="sum"
        )
        return losses / judged.amax(dim=-1).sum().clamp(min=1)
