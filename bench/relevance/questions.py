"""Questions with what answers them rightly, as they are kept: one line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent
WRITTEN = FOLDER / "questions.jsonl"
"""Written by people who read the documents: `free` asks for a passage, `filter` for documents."""
LABELLED = FOLDER / "label_questions.jsonl"
"""Made of labels (`bench.relevance.labels`); a test keeps it to what that module makes."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the measure.

    Attributes:
        kind: `free`, `filter` or `label`.
        documents: the right ones, each as its set and its name there: `cuad/0092a0054736`.
        passages: [start, end) of the right passages in the texts of right documents; none for `filter`.
        asks: for what, the category or field of a `label`.
    """

    text: str
    kind: str
    documents: tuple[str, ...]
    passages: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    asks: str = ""

    def __post_init__(self) -> None:
        if not self.documents:
            raise ValueError(f"question {self.text!r} has no right document")
        if not set(self.passages) <= set(self.documents):
            raise ValueError(f"question {self.text!r} has passages of other documents")


def read_questions(path: Path) -> list[Question]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_from_row(json.loads(line)) for line in lines]


def write_questions(path: Path, questions: Iterable[Question]) -> None:
    lines = [json.dumps(_to_row(one), ensure_ascii=False) + "\n" for one in questions]
    path.write_text("".join(lines), encoding="utf-8")


def _from_row(row: dict[str, object]) -> Question:
    documents, passages = row["documents"], row.get("passages", {})
    assert isinstance(documents, list)
    assert isinstance(passages, dict)
    return Question(
        text=str(row["text"]),
        kind=str(row["kind"]),
        documents=tuple(documents),
        passages={
            document: tuple((start, end) for start, end in places)
            for document, places in passages.items()
        },
        asks=str(row.get("asks", "")),
    )


def _to_row(question: Question) -> dict[str, object]:
    row: dict[str, object] = {"text": question.text, "kind": question.kind}
    if question.asks:
        row["asks"] = question.asks
    row["documents"] = list(question.documents)
    if question.passages:
        row["passages"] = {name: list(places) for name, places in question.passages.items()}
    return row
