"""Labelled texts become what a model is trained on, cut anew for each epoch.

LabeledText -> Example -> windows -> Batch
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from enricher.recognizer.layout import LAYOUT_INPUTS, NEIGHBOURS, shifted
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.windows import INPUTS, BoolArray, Inputs, IntArray, tokenize
from training.dataset.tags import LabeledText, open_tags, tag_pieces, tag_words, words_outside
from training.loop.config import TrainingConfig
from training.loop.passage_targets import NO_PASSAGES, PassageBatch, PassageTargets

logger = logging.getLogger(__name__)

IGNORED = -100  # the target that cross entropy skips


@dataclass(frozen=True, slots=True)
class Example:
    """A text or a window of one, tokenized.

    Attributes:
        inputs: what the model is given, each [tokens].
        targets: the tags that it should say: [tokens].
        open: [tags], those that a word without a label may have; see `dataset.open_tags`.
    """

    inputs: Inputs
    targets: IntArray
    open: BoolArray
    passages: PassageTargets = NO_PASSAGES

    def part(self, start: int, end: int) -> Example:
        part = slice(start, end)
        inputs = {name: array[part] for name, array in self.inputs.items()}
        for name in NEIGHBOURS & inputs.keys():
            inputs[name] = shifted(inputs[name], start, min(end, len(self.targets)))
        return Example(inputs, self.targets[part], self.open, self.passages.part(start, end))

    @property
    def held(self) -> frozenset[int]:
        """The numbers of the categories that have a label here, those of passages below zero."""
        tags = self.targets[self.targets > 0]
        return frozenset(((tags - 1) // 2).tolist()) | {~one for one in self.passages.held}


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to the longest of them.

    Attributes:
        inputs: each [windows, tokens].
        targets: [windows, tokens].
        mask: [windows, tokens], 0 where a window is padded.
        open: [windows, tags], or None where all categories were looked for in each window.
        passages: None where no category is of passages.
    """

    inputs: Mapping[str, Tensor]
    targets: Tensor
    mask: Tensor
    open: Tensor | None
    passages: PassageBatch | None = None


def as_example(
    text: LabeledText, tokenizer: Tokenizer, outputs: Outputs, *, with_layout: bool = False
) -> Example:
    """A text as a model learns from it.

    Args:
        with_layout: the model is told where words stand.
    """
    tokens = tokenize(text.text, tokenizer)
    labels = [label for label in text.labels if label.category not in outputs.passages]
    tagged = tag_words(tokens, labels, outputs.tagged)
    if tagged.refused:
        logger.warning("labels refused document=%s count=%d", text.name, len(tagged.refused))
    inputs = {name: getattr(tokens, name) for name in INPUTS}
    if with_layout:
        layout = tokens.laid_out(text.boxes).layout
        inputs |= {name: getattr(layout, name) for name in LAYOUT_INPUTS}
    unseen = words_outside(tokens, text.regions) & (tagged.tags == 0)
    tags = np.where(unseen, IGNORED, tagged.tags)
    return Example(
        inputs,
        tag_pieces(tokens, tags, IGNORED),
        open_tags(text, outputs.tagged),
        PassageTargets.of(text, tokens, outputs.passages),
    )


def cut(
    examples: Sequence[Example], size: int, config: TrainingConfig, random: np.random.Generator
) -> list[Example]:
    """Cut texts into windows of up to `size` tokens, from a random place on.

    Dropped are most of those without a label, and of those whose labels are all of frequent categories
    as many as there are too many.
    """
    labeled: list[Example] = []
    empty: list[Example] = []
    for example in examples:
        tokens = len(example.targets)
        start = -int(random.integers(size)) if tokens > size else 0
        for begin in range(start, tokens, size):
            window = example.part(max(0, begin), begin + size)
            if window.held:
                labeled.append(window)
            elif (window.targets != IGNORED).any():
                empty.append(window)
    if config.most_windows:
        labeled = _even(labeled, config.most_windows, random)
    count = min(len(empty), math.ceil(config.empty_share * max(1, len(labeled))))
    chosen: list[int] = []
    if count:
        chosen = random.choice(len(empty), size=count, replace=False).tolist()
    return [*labeled, *(empty[index] for index in chosen)]


def _even(windows: Sequence[Example], most: int, random: np.random.Generator) -> list[Example]:
    """Of the windows of each category about `most`; one that has a rarer one as well stays for that."""
    held = [one.held for one in windows]
    counts = Counter(category for categories in held for category in categories)
    shares = [max(most / counts[category] for category in categories) for categories in held]
    drawn = random.random(len(windows)) < np.array(shares)
    return [one for one, is_drawn in zip(windows, drawn, strict=True) if is_drawn]


def deal(
    examples: Sequence[Example], size: int, config: TrainingConfig, random: np.random.Generator
) -> list[list[Example]]:
    """The windows of one epoch, by batch.

    They are views of the examples: the padded batches of all epochs would hold what is learned
    from once more for each epoch.
    """
    windows = cut(examples, size, config, random)
    # Windows of like length go together: attention that has to skip padding takes twice as long.
    order = random.permutation(len(windows))
    lengths = np.array([len(window.targets) for window in windows])
    order = order[np.argsort(lengths[order], kind="stable")]
    starts = random.permutation(np.arange(0, len(order), config.batch_windows))
    return [
        [windows[index] for index in order[start : start + config.batch_windows]]
        for start in starts.tolist()
    ]


def as_batch(
    windows: Sequence[Example], special: tuple[tuple[int, ...], tuple[int, ...]], padding: int
) -> Batch:
    before, after = special
    length = max(len(window.targets) for window in windows) + len(before) + len(after)
    inputs = {
        name: np.zeros((len(windows), length, *array.shape[1:]), dtype=np.int64)
        for name, array in windows[0].inputs.items()
    }
    inputs["ids"][:] = padding
    targets = np.full_like(inputs["ids"], IGNORED)
    mask = np.zeros_like(targets)
    for row, window in enumerate(windows):
        inner = slice(len(before), len(before) + len(window.targets))
        end = inner.stop + len(after)
        for name, array in window.inputs.items():
            if name in NEIGHBOURS:
                array = np.where(array > 0, array + len(before), 0)
            inputs[name][row, inner] = array
        inputs["ids"][row, : inner.start] = before
        inputs["ids"][row, inner.stop : end] = after
        targets[row, inner] = window.targets
        mask[row, :end] = 1
    open_ = np.stack([window.open for window in windows])
    return Batch(
        {name: torch.from_numpy(array) for name, array in inputs.items()},
        torch.from_numpy(targets),
        torch.from_numpy(mask),
        torch.from_numpy(open_) if open_[:, 1:].any() else None,
        PassageBatch.of([window.passages for window in windows], len(before), length),
    )
