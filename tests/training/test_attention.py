"""Attention by matrix products gives what torch's fused attention gives, forward and backward."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor
from transformers import AutoConfig, AutoModel

from tests.tiny_model import CATEGORIES, CONFIG, tiny_texts
from training.loop.attention import attend_by_products, attend_fused
from training.loop.model import TokenTagger, new_checkpoint
from training.loop.trainer import train


def _logits_and_gradient(model: TokenTagger, mask: Tensor | None) -> tuple[Tensor, Tensor]:
    ids = torch.arange(3 * 20).reshape(3, 20) % 50
    none = torch.zeros_like(ids)
    model.zero_grad()
    logits = model(ids, none, none, none, mask=mask)
    if mask is not None:
        logits = logits[mask.bool()]
    logits.square().sum().backward()
    gradient = next(p.grad for name, p in model.named_parameters() if "query.weight" in name)
    assert gradient is not None
    return logits.detach(), gradient.clone()


@pytest.mark.parametrize("padded", [False, True])
def test_both_ways_agree(backbone: Path, padded: bool) -> None:
    model = new_checkpoint(str(backbone), CATEGORIES, replace(CONFIG, dropout=0.0)).model.eval()
    mask = torch.ones(3, 20, dtype=torch.int64)
    mask[1, 12:] = 0
    fused = _logits_and_gradient(model, mask if padded else None)
    attend_by_products(model.encoder)
    by_products = _logits_and_gradient(model, mask if padded else None)
    assert model.encoder.config._attn_implementation == "enricher_products"
    for one, other in zip(fused, by_products, strict=True):
        assert one.abs().max() > 0
        torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)


def test_a_trained_model_attends_as_torch_does(backbone: Path) -> None:
    trained = train(tiny_texts(2), CATEGORIES, str(backbone), replace(CONFIG, epochs=1))
    assert trained.model.encoder.config._attn_implementation == "sdpa"


def test_an_encoder_whose_heads_share_keys_stays_as_it_is() -> None:
    config = AutoConfig.for_model(
        "llama", hidden_size=32, num_attention_heads=4, num_key_value_heads=2,
        num_hidden_layers=1, intermediate_size=32, vocab_size=60,
    )  # fmt: skip
    encoder = AutoModel.from_config(config)
    before = encoder.config._attn_implementation
    attend_by_products(encoder)
    attend_fused(encoder)
    assert encoder.config._attn_implementation == before != "enricher_products"
