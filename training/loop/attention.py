"""Attention as matrix products, for trainings on processors.

torch's fused attention saves memory and is the fastest way forward, but takes twice as long backward
in bfloat16: a training step as a whole takes 1.2 times as long with it. Windows are short enough
for their matrices of attention, 25 MB a layer, to be kept.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface, PreTrainedModel
from transformers.masking_utils import sdpa_mask

NAME = "enricher_products"


def attend_by_products(encoder: PreTrainedModel) -> None:
    """Let an encoder attend so from now on; one that attends in a way of its own stays as it is."""
    own_way = hasattr(encoder.config, "num_key_value_heads")  # several heads share their keys
    if own_way or not getattr(encoder, "_supports_attention_backend", False):
        return
    AttentionInterface.register(NAME, _attend)
    AttentionMaskInterface.register(NAME, sdpa_mask)
    encoder.set_attn_implementation(NAME)


def attend_fused(encoder: PreTrainedModel) -> None:
    if encoder.config._attn_implementation == NAME:
        encoder.set_attn_implementation("sdpa")


def _attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float,
    **_: Any,
) -> tuple[Tensor, None]:
    """As transformers calls it: [batch, heads, tokens, size] -> [batch, tokens, heads, size]."""
    scores = torch.matmul(query * scaling, key.transpose(-1, -2))
    if attention_mask is not None:
        scores = scores.masked_fill(~attention_mask, -torch.inf)
    return torch.matmul(scores.softmax(-1), value).transpose(1, 2).contiguous(), None
