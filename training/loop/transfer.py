"""A model that knows some categories, as the begin of one that learns others beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from torch import nn

from enricher.recognizer.outputs import Outputs
from training.loop.config import TrainingConfig
from training.loop.model import UNLIKELY_PASSAGE, Checkpoint, TokenTagger

SPREAD = 0.02  # of the first weights of what is new
UNLIKELY = -2.0  # log-odds, about, of a tag that is new: few words have it


def begin_from(
    known: Checkpoint,
    categories: tuple[str, ...],
    config: TrainingConfig,
    like: Mapping[str, str] | None = None,
    passages: tuple[str, ...] = (),
    *,
    layout: bool = False,
) -> Checkpoint:
    """A checkpoint of other categories with what one knows: its encoder, and the outputs of both.

    Args:
        known: its encoder becomes that of the new one.
        categories: in the order of the outputs; those that are not known begin untrained.
        config: of the training to come; its seed decides what is new.
        like: new categories that begin as known ones, as one date begins as another.
        passages: those of the categories that are found as passages.
        layout: the new one is told where words stand.
    """
    torch.manual_seed(config.seed)
    outputs = Outputs.of(categories, passages)
    model = TokenTagger(known.model.encoder, outputs.width, config.dropout, layout=layout)
    model.load_state_dict(
        {
            name: tensor
            for name, tensor in known.model.state_dict().items()
            if not name.startswith("head.")
        },
        strict=False,
    )
    nn.init.normal_(model.head.weight, std=SPREAD)
    with torch.no_grad():
        model.head.bias[: outputs.tags] = UNLIKELY
        model.head.bias[outputs.tags :] = UNLIKELY_PASSAGE
        for new, old in _same(outputs, known.outputs, like or {}):
            model.head.weight[new] = known.model.head.weight[old]
            model.head.bias[new] = known.model.head.bias[old]
    return Checkpoint(model, known.tokenizer_json, categories, config, outputs.passages)


def _same(new: Outputs, known: Outputs, like: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """The outputs of a new head that begin as those of a known one."""
    yield 0, 0
    for number, category in enumerate(new.tagged):
        name = like.get(category, category)
        if name in known.tagged:
            of = known.tagged.index(name)
            yield 1 + 2 * number, 1 + 2 * of
            yield 2 + 2 * number, 2 + 2 * of
    for number, category in enumerate(new.passages):
        name = like.get(category, category)
        if name in known.passages:
            yield new.tags + number, known.tags + known.passages.index(name)
