"""What a model learns of where words stand: see `enricher.recognizer.layout` for what it is told."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from enricher.recognizer.layout import KINDS


class LayoutEmbedding(nn.Module):
    """What is told of a token, as the encoder takes it in: beside the token's own word.

    Of forms in two columns whose text has all labels first, learned from ten, this finds what adding
    the same to the outputs finds of some alone: what is told at the bottom goes through all layers.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = nn.Linear(size, size, bias=False)
        self.above = nn.Linear(size, size, bias=False)
        self.marks = nn.Embedding(KINDS, size, padding_idx=0)
        for weight in self.parameters():
            # From zero, so that training starts from the encoder as it was.
            nn.init.zeros_(weight)

    def forward(self, words: Tensor, marks: Tensor, left: Tensor, above: Tensor) -> Tensor:
        """Compute what is added.

        Args:
            words: [windows, tokens, size], the tokens as the encoder's table has them.
            marks, left, above: [windows, tokens, ...], see `enricher.recognizer.layout.Layout`.
        """
        padded = nn.functional.pad(words, (0, 0, 1, 0))
        found: Tensor = (
            self.left(_mean(padded, left))
            + self.above(_mean(padded, above))
            + self.marks(marks).sum(dim=2)
        )
        return found


def _mean(padded: Tensor, tokens: Tensor) -> Tensor:
    """The mean of some tokens each, counted from 1; zeros where there are none."""
    windows, length, size = padded.shape
    first = torch.arange(windows, device=tokens.device)[:, None, None] * length
    found = nn.functional.embedding(tokens + first, padded.reshape(-1, size)).sum(dim=2)
    return found / (tokens > 0).sum(dim=2, keepdim=True).clamp(min=1)
