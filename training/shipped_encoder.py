"""The encoder that ships, as what the model of a project of one's own begins with.

It has learned from hundreds of contracts how they speak; of what a project calls by the same name, but
for case, blanks and hyphens, it brings what it knows: `Governing Law` begins as `GoverningLaw`.
"""

from __future__ import annotations

from enricher.errors import ModelError
from enricher.models.registry import Registry
from enricher.recognizer.bundle import open_bundle
from training.export.restoration import restore_checkpoint
from training.loop.config import TrainingConfig
from training.loop.model import Checkpoint
from training.loop.transfer import begin_from

PROJECT = "contracts"


def begin_shipped(
    registry: Registry,
    categories: tuple[str, ...],
    passages: tuple[str, ...],
    config: TrainingConfig,
    *,
    layout: bool = False,
) -> Checkpoint | None:
    """A checkpoint of a project's categories; None where enricher is installed without its weights.

    Args:
        layout: it is told where words stand, which the one that ships is not.
    """
    folder = registry.shipped_model(PROJECT)
    if folder is None:
        return None
    try:
        bundle = open_bundle(folder)
    except ModelError:
        return None
    known = restore_checkpoint(bundle, config)
    names = {_key(name): name for name in known.categories}
    like = {name: names[_key(name)] for name in categories if _key(name) in names}
    return begin_from(known, categories, config, like, passages, layout=layout)


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
