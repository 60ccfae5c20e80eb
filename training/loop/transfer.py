"""A model that knows some categories, as the begin of one that learns others beside them."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import nn

from training.loop.config import TrainingConfig
from training.loop.model import Checkpoint, TokenTagger

SPREAD = 0.02  # of the first weights of what is new
UNLIKELY = -2.0  # log-odds, about, of a tag that is new: few words have it


def begin_from(
    known: Checkpoint,
    categories: tuple[str, ...],
    config: TrainingConfig,
    like: Mapping[str, str] | None = None,
) -> Checkpoint:
    """A checkpoint of other categories with what one knows: its encoder, and the tags of both.

    Args:
        known: its encoder becomes that of the new one.
        categories: in the order of the tags; those that are not known begin untrained.
        config: of the training to come; its seed decides what is new.
        like: new categories that begin as known ones, as one date begins as another.
    """
    torch.manual_seed(config.seed)
    model = TokenTagger(known.model.encoder, 1 + 2 * len(categories), config.dropout)
    model.load_state_dict(
        {
            name: tensor
            for name, tensor in known.model.state_dict().items()
            if not name.startswith("head.")
        },
        strict=False,
    )
    _take_tags(model.head, known.model.head, categories, known.categories, like or {})
    return Checkpoint(model, known.tokenizer_json, categories, config)


@torch.no_grad()
def _take_tags(
    head: nn.Linear,
    known: nn.Linear,
    categories: tuple[str, ...],
    known_categories: tuple[str, ...],
    like: Mapping[str, str],
) -> None:
    nn.init.normal_(head.weight, std=SPREAD)
    nn.init.constant_(head.bias, UNLIKELY)
    pairs = [(0, 0)]
    for number, category in enumerate(categories):
        name = like.get(category, category)
        if name in known_categories:
            of = known_categories.index(name)
            pairs += [(1 + 2 * number, 1 + 2 * of), (2 + 2 * number, 2 + 2 * of)]
    for new, old in pairs:
        head.weight[new] = known.weight[old]
        head.bias[new] = known.bias[old]
