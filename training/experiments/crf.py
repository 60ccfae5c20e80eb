"""A linear-chain CRF: steps from tag to tag are learned, instead of fixed as in `decode`.

    scores of words (frozen) + gold tags -> greatest conditional likelihood -> Chain -> best tags

I follows only B or I of its own category, as in `enricher.recognizer.decode`; what the other steps
cost is learned. Texts go through the recursions side by side, so that a pass over a million words
takes seconds.

Source: Lafferty, McCallum, Pereira 2001; the scaled recursions of Rabiner 1989, section V.A.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from enricher.recognizer.decode import IMPOSSIBLE
from enricher.recognizer.windows import BoolArray, IntArray

Floats = NDArray[np.float64]

PRIOR = 0.1  # of the squares of the weights: a step that is never seen would else cost ever more
PASSES = 60


@dataclass(frozen=True, slots=True)
class Chain:
    """What a sequence of tags gains beside the scores of its words.

    Attributes:
        starts: [tags], by the tag of the first word.
        ends: [tags], by that of the last.
        steps: [kinds, tags, tags], by the kind of a word, the tag before and its own.
    """

    starts: Floats
    ends: Floats
    steps: Floats


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text to learn from: scores [words, tags], tags [words], kinds [words]."""

    scores: Floats
    tags: IntArray
    kinds: IntArray


def possible(tags: int) -> tuple[BoolArray, BoolArray]:
    """Which tags may begin a text, [tags], and follow another, [tags, tags]."""
    inside = np.arange(tags) % 2 == 0
    inside[0] = False
    starts = ~inside
    steps = np.broadcast_to(starts, (tags, tags)).copy()
    for tag in np.flatnonzero(inside).tolist():
        steps[[tag - 1, tag], tag] = True
    return starts, steps


def best_path(scores: Floats, kinds: IntArray, chain: Chain) -> IntArray:
    """The sequence of tags, [words], with the greatest sum."""
    words, tags = scores.shape
    path = np.zeros(words, dtype=np.int64)
    if not words:
        return path
    came_from = np.zeros((words, tags), dtype=np.int64)
    every = np.arange(tags)
    total = chain.starts + scores[0]
    for word in range(1, words):
        through = total[:, np.newaxis] + chain.steps[kinds[word]]
        came_from[word] = through.argmax(axis=0)
        total = through[came_from[word], every] + scores[word]
    path[-1] = int((total + chain.ends).argmax())
    for word in range(words - 1, 0, -1):
        path[word - 1] = came_from[word, path[word]]
    return path


def fit_chain(sequences: Sequence[Tagged], kinds: int = 1) -> Chain:
    """The chain that makes the tags of texts most likely, given the scores of their words.

    Args:
        sequences: with well-formed tags.
        kinds: how many kinds of words there are.
    """
    packed = _Packed(sequences, kinds)
    tags = packed.tags
    starts, steps = possible(tags)
    free = np.concatenate((starts, np.ones(tags, dtype=bool), np.tile(steps.ravel(), kinds)))
    weights = torch.zeros(int(free.sum()), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=PASSES, line_search_fn="strong_wolfe")

    def chain() -> Chain:
        every = np.full(len(free), IMPOSSIBLE)
        every[free] = weights.detach().numpy()
        return Chain(
            every[:tags], every[tags : 2 * tags], every[2 * tags :].reshape(kinds, tags, tags)
        )

    def closure() -> float:
        loss, slope = packed.loss(chain())
        own = weights.detach()
        flat = np.concatenate((slope.starts, slope.ends, slope.steps.ravel()))[free]
        # By word, so that the steps of the optimizer are of a like size for few texts and many.
        weights.grad = (torch.from_numpy(flat) + PRIOR * own) / packed.words
        return (loss + PRIOR / 2 * float(own @ own)) / packed.words

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return chain()


def chain_loss(sequences: Sequence[Tagged], chain: Chain) -> tuple[float, Chain]:
    """The negative log-likelihood of the tags, and its slope by each weight of the chain."""
    return _Packed(sequences, len(chain.steps)).loss(chain)


class _Packed:
    """Texts side by side, the longest first: row `begins[t] + n` is word t of text n."""

    def __init__(self, sequences: Sequence[Tagged], kinds: int) -> None:
        ordered = sorted(
            (one for one in sequences if len(one.tags)), key=lambda one: -len(one.tags)
        )
        lengths = np.array([len(one.tags) for one in ordered])
        # active[t] texts have a word t.
        self.active = np.searchsorted(-lengths, -np.arange(1, lengths[0] + 1), side="right")
        self.begins = np.concatenate(([0], np.cumsum(self.active)))
        self.words = int(lengths.sum())
        self.tags = ordered[0].scores.shape[1]
        self.kinds = np.zeros(self.words, dtype=np.int64)
        self.likely = np.zeros((self.words, self.tags))
        gold = np.zeros(self.words, dtype=np.int64)
        self.of_gold = 0.0
        self.seen = _zero_chain(self.tags, kinds)
        for number, one in enumerate(ordered):
            rows = self.begins[: len(one.tags)] + number
            self.likely[rows] = np.exp(one.scores)
            self.kinds[rows] = one.kinds
            gold[rows] = one.tags
            self.of_gold += float(one.scores[np.arange(len(one.tags)), one.tags].sum())
            self.seen.starts[one.tags[0]] += 1
            self.seen.ends[one.tags[-1]] += 1
            np.add.at(self.seen.steps, (one.kinds[1:], one.tags[:-1], one.tags[1:]), 1)

    def loss(self, chain: Chain) -> tuple[float, Chain]:
        starts, ends, steps = np.exp(chain.starts), np.exp(chain.ends), np.exp(chain.steps)
        ahead, log_all = self._ahead(starts, ends, steps)
        slope = _zero_chain(self.tags, len(steps))
        behind = self._behind(ahead, ends, steps, slope)
        slope.starts[:] += (ahead[: self.active[0]] * behind[: self.active[0]]).sum(axis=0)
        slope.starts[:] -= self.seen.starts
        slope.ends[:] -= self.seen.ends
        slope.steps[:] -= self.seen.steps
        of_gold = self.of_gold + sum(
            float((seen * weights)[seen > 0].sum())
            for seen, weights in (
                (self.seen.starts, chain.starts),
                (self.seen.ends, chain.ends),
                (self.seen.steps, chain.steps),
            )
        )
        return log_all - of_gold, slope

    def _rows(self, step: int) -> slice:
        return slice(int(self.begins[step]), int(self.begins[step + 1]))

    def _ahead(self, starts: Floats, ends: Floats, steps: Floats) -> tuple[Floats, float]:
        """What leads to each tag of each word, scaled to a sum of 1; and the log of all paths."""
        ahead = np.zeros_like(self.likely)
        self.scale = np.zeros(self.words)
        before = np.broadcast_to(starts, (int(self.active[0]), self.tags))
        log_all = 0.0
        for step, count in enumerate(self.active.tolist()):
            rows = self._rows(step)
            reached = self._step(before[:count], steps, rows) if step else before
            reached = reached * self.likely[rows]
            self.scale[rows] = reached.sum(axis=1)
            ahead[rows] = before = reached / self.scale[rows, np.newaxis]
        finished = ahead[self._last_rows()] @ ends
        log_all = float(np.log(self.scale).sum() + np.log(finished).sum())
        return ahead, log_all

    def _step(self, before: Floats, steps: Floats, rows: slice) -> Floats:
        reached: Floats = before @ steps[0]
        for kind in range(1, len(steps)):
            of_kind = self.kinds[rows] == kind
            reached[of_kind] = before[of_kind] @ steps[kind]
        return reached

    def _behind(self, ahead: Floats, ends: Floats, steps: Floats, slope: Chain) -> Floats:
        """What follows on each tag of each word, so that `ahead * behind` is its probability.

        Adds the expected steps and ends to `slope`.
        """
        behind = np.zeros_like(ahead)
        following = 0
        for step in range(len(self.active) - 1, -1, -1):
            rows, count = self._rows(step), int(self.active[step])
            own = behind[rows]
            if following:
                next_rows = self._rows(step + 1)
                scaled = self.likely[next_rows] * behind[next_rows]
                scaled /= self.scale[next_rows, np.newaxis]
                for kind in range(len(steps)):
                    of_kind = np.flatnonzero(self.kinds[next_rows] == kind)
                    if len(of_kind):
                        own[of_kind] = scaled[of_kind] @ steps[kind].T
                        at = ahead[rows][of_kind].T @ scaled[of_kind]
                        slope.steps[kind] += at * steps[kind]
            if following < count:
                last = ahead[rows][following:]
                own[following:] = ends / (last @ ends)[:, np.newaxis]
                slope.ends[:] += (last * own[following:]).sum(axis=0)
            following = count
        return behind

    def _last_rows(self) -> IntArray:
        """The row of the last word of each text."""
        ended = np.diff(np.append(self.active, 0)) < 0
        rows = [
            np.arange(
                self.begins[step] + (self.active[step + 1] if step + 1 < len(self.active) else 0),
                self.begins[step + 1],
            )
            for step in np.flatnonzero(ended).tolist()
        ]
        return np.concatenate(rows)


def _zero_chain(tags: int, kinds: int) -> Chain:
    return Chain(np.zeros(tags), np.zeros(tags), np.zeros((kinds, tags, tags)))
