"""Tokens a second: our recognizer against transformers' pipeline, same weights, same texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from typing import Any

import torch
from transformers import pipeline

from bench.measuring import cores, processor_flags, take_turns, wall_seconds
from bench.models import Pair
from bench.results import Cell, Result, Table
from bench.tagging import open_taggers, tag_all
from bench.workspace import Workspace
from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.windows import open_tokenizer, tokenize

BATCHES = (1, 4, 16)
_TRIAL_TEXTS = 3

OURS = "enricher, int8, a process per core"
FLOAT32 = "transformers pipeline, float32"
BFLOAT16 = "transformers pipeline, bfloat16"


def run(work: Workspace) -> Result:
    texts, described = work.texts
    pair = work.pair
    tokens = _count_tokens(pair, texts)
    pipelines = {FLOAT32: _open_pipeline(pair, torch.float32)}
    if processor_flags() & {"avx512_bf16", "amx_bf16"}:
        pipelines[BFLOAT16] = _open_pipeline(pair, torch.bfloat16)
    # The default, which most people use, and the best that tuning finds.
    others = {f"{FLOAT32}, its default": (pipelines[FLOAT32], 1)} | {
        f"{name}, its best batch": (opened, _best_batch(opened, texts))
        for name, opened in pipelines.items()
    }
    with open_taggers(pair.bundle, cores()) as pool:
        tag_all(pool, texts[:1] * 2 * cores())  # every process has loaded its model now

        def ours() -> float:
            return wall_seconds(lambda: tag_all(pool, texts))

        def theirs(opened: Any, batch: int) -> Callable[[], float]:
            return lambda: wall_seconds(lambda: list(opened(texts, batch_size=batch)))

        contestants = {OURS: ours, **{name: theirs(*other) for name, other in others.items()}}
        measured = take_turns(contestants, work.sizes.rounds)
    seconds = {name: median(values) for name, values in measured.items()}
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            str(others[name][1]) if name in others else "none",
            round(tokens / seconds[name]),
            seconds[name] / seconds[OURS],
        )
        for name in contestants
    ]
    table = Table(
        "Recognition alone",
        ("what", "batch", "tokens/s", "times our seconds"),
        tuple(rows),
        (
            f"{len(texts)} texts, {tokens:,} tokens: {described}.",
            "MiniLM-L6 with an untrained head in both (speed does not depend on the weights),"
            f" windows of {pair.config.window_tokens} tokens that overlap by"
            f" {pair.config.overlap_tokens} in both.",
            f"Medians of {work.sizes.rounds} rounds, the contestants taking turns; the pipeline's"
            f" batch is the best of {', '.join(map(str, BATCHES))}; models loaded before.",
        ),
    )
    figures = {f"ratio to {name}": seconds[name] / seconds[OURS] for name in others}
    return Result("ner", (table,), {"tokens_per_second": tokens / seconds[OURS], **figures})


def _open_pipeline(pair: Pair, precision: torch.dtype) -> Any:
    torch.set_num_threads(cores())
    return pipeline(
        "token-classification",
        model=str(pair.transformers),
        dtype=precision,
        aggregation_strategy="simple",
        stride=pair.config.overlap_tokens,
    )


def _best_batch(opened: Any, texts: Sequence[str]) -> int:
    """The batch size with which a few texts take the least time."""
    trial = list(texts[:_TRIAL_TEXTS])
    opened(trial[:1])
    seconds = {size: wall_seconds(partial(opened, trial, batch_size=size)) for size in BATCHES}
    return min(seconds, key=lambda size: seconds[size])


def _count_tokens(pair: Pair, texts: Sequence[str]) -> int:
    serialized = open_bundle(pair.bundle).tokenizer_path.read_text(encoding="utf-8")
    tokenizer = open_tokenizer(serialized)
    return sum(len(tokenize(text, tokenizer).ids) for text in texts)
