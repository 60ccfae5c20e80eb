"""A project of people and cities, and models that know words by heart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from enricher.ledger.labels import DataSet, Label, LabeledDocument, in_order
from enricher.models.deployments import Model, ProjectModels
from enricher.wiring.projects import open_project
from tests.word_model import write_word_bundle

CATEGORIES = ("Person", "City")
LIVES = "[Person Ada Lovelace] lives in [City Florence]. [Person Turing] visits [City Bath]."
SAILS = "[Person Grace] sails the sea."
LEARNED = "[Person Grace] went to [City Bath] by train."
WORDS = {"Ada": "B-Person", "Lovelace": "I-Person", "Grace": "B-Person", "Bath": "B-City"}
WRONG = {**WORDS, "Florence": "B-Person", "Turing": "B-City"}
"""A city taken for a person, a person taken for a city."""
RIGHT = {**WORDS, "Florence": "B-City", "Turing": "B-Person"}


def document(name: str, marked: str, dataset: DataSet | None = None) -> LabeledDocument:
    """A document whose labels are marked in its text: `[Person Ada Lovelace] lives`."""
    text, labels = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        category, _, labelled = part[1:-1].partition(" ")
        piece = labelled if part.startswith("[") else part
        if piece != part:
            labels.append(Label(len(text), len(text) + len(piece), category))
        text += piece
    return LabeledDocument(name, text, in_order(labels), dataset)


TESTED = (document("lives.txt", LIVES, "test"), document("sails.txt", SAILS, "test"))
KNOWN = document("known.txt", LEARNED, "train")


def add(home: Path, name: str, words: Mapping[str, str], **said: Any) -> Model:
    texts = [one.text for one in (*TESTED, KNOWN)]
    with open_project(home, "people") as project:
        models = ProjectModels(project.registry, "people")
        bundle = write_word_bundle(
            project.folder / "models",
            words,
            texts,
            CATEGORIES,
            project="people",
            name=name,
            **{"learned_from": [KNOWN.text], **said},
        )
        models.add(bundle)
        return models.find(name)
