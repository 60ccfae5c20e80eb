"""A tiny real model: a BERT of 2 layers, trained for seconds on sentences written here.

It finds the learned categories of the `contracts` project in texts like those of `tiny_texts`,
and goes the whole way of a real one: training, export, quantization, bundle.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from enricher.ledger.labels import DataSet, Label, LabeledDocument, in_order
from training.dataset.tags import LabeledText
from training.loop.config import TrainingConfig
from training.loop.model import Checkpoint
from training.loop.trainer import train

CATEGORIES = ("Party", "EffectiveDate", "Jurisdiction", "Term")
SCHEMA = parse_schema(
    {
        "categories": {
            "Party": {"type": "party", "learned": True},
            "EffectiveDate": {"type": "date", "cardinality": "one", "learned": True},
            "Jurisdiction": {"type": "jurisdiction", "cardinality": "one", "learned": True},
            "Term": {"type": "duration", "cardinality": "one", "learned": True},
        }
    },
    "tiny",
)
CONFIG = TrainingConfig(
    epochs=14,
    batch_windows=4,
    window_tokens=64,
    overlap_tokens=16,
    learning_rate=2.5e-3,
    head_learning_rate=2.5e-3,
    layer_decay=1.0,
    dropout=0.0,
    train_words=True,
    average_decay=0.95,
)

_FIRST = ["Alpha", "Birch", "Cobalt", "Delta", "Ember", "Falcon", "Garnet", "Harbor"]
_SECOND = ["Systems", "Holdings", "Pharma", "Partners", "Networks", "Foods"]
_FORMS = [", Inc.", " LLC", " Corporation", " & Co."]
_MONTHS = ["January", "March", "May", "July", "October", "December"]
_STATES = ["New York", "Delaware", "Texas", "Ohio", "California"]
_TERMS = ["two (2) years", "three years", "18 months", "five (5) years"]
_OPENINGS = [
    "This Agreement is made as of {date} between {party} and {other}.",
    "{party} and {other} enter into this letter, dated {date}.",
    "On {date}, {party} (the “Company”) and {other} agree as follows.",
]
_LAWS = [
    "It is governed by the laws of the State of {law}.",
    "The law of {law} applies.",
]
_LASTING = ["It remains in force for {term}.", "The term is {term} from its date."]
_FILLERS = [
    "The recipient keeps the information secret and uses it for the purpose only.",
    "No waiver of a right is a waiver of another.",
    "Notices go to the addresses below, with a copy to counsel.",
]


def tiny_texts(count: int, seed: int = 0) -> list[LabeledText]:
    """Short agreements with all that is in them labelled."""
    random_ = random.Random(seed)
    return [_tiny_text(f"tiny-{seed}-{number}", random_) for number in range(count)]


def build_tiny_backbone(folder: Path) -> Path:
    """An encoder with random weights and a tokenizer that knows the words of `tiny_texts`."""
    tokenizer = BertWordPieceTokenizer(lowercase=True)
    tokenizer.train_from_iterator(
        (text.text for text in tiny_texts(60)), vocab_size=600, show_progress=False
    )
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer._tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
    ).save_pretrained(folder)
    return folder


def train_tiny(backbone: Path, epochs: int = CONFIG.epochs) -> Checkpoint:
    return train(tiny_texts(80), CATEGORIES, str(backbone), replace(CONFIG, epochs=epochs))


def _tiny_text(name: str, random_: random.Random) -> LabeledText:
    values = {
        "party": ("Party", _party(random_)),
        "other": ("Party", _party(random_)),
        "date": (
            "EffectiveDate",
            f"{random_.choice(_MONTHS)} {random_.randint(1, 28)}, {random_.randint(1998, 2024)}",
        ),
        "law": ("Jurisdiction", random_.choice(_STATES)),
        "term": ("Term", random_.choice(_TERMS)),
    }
    sentences = [
        random_.choice(_OPENINGS),
        *random_.sample(_FILLERS, 2),
        random_.choice(_LAWS),
        random_.choice(_LASTING),
        "Signed: {party}\nSigned: {other}",
    ]
    text = ""
    labels = []
    for part in random_.choice([" ", "\n", "\r\n\r\n"]).join(sentences).split("{"):
        key, closed, rest = part.partition("}")
        if not closed:
            text += part
            continue
        category, value = values[key]
        labels.append(Span(len(text), len(text) + len(value), category))
        text += value + rest
    return LabeledText(name, text, tuple(labels))


def _party(random_: random.Random) -> str:
    return f"{random_.choice(_FIRST)} {random_.choice(_SECOND)}{random_.choice(_FORMS)}"


def tiny_documents(
    count: int, seed: int = 0, dataset: DataSet | None = None
) -> list[LabeledDocument]:
    return [
        LabeledDocument(
            text.name,
            text.text,
            in_order(Label(one.start, one.end, one.category) for one in text.labels),
            dataset,
        )
        for text in tiny_texts(count, seed)
    ]
