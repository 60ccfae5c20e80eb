"""What documents are, as people said: examples for what tells it (`training.choices`).

corrections of a category with choices --> the latest word on each document --> its text and choice
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from enricher.documents import IndexedDocument
from enricher.documents.corrections import Act, Correction
from enricher.schema import EntitySchema


@dataclass(frozen=True, slots=True)
class ChoiceExample:
    """A document, and what it is by a category."""

    document: str
    text: str
    category: str
    choice: str


def choice_examples(
    corrections: Sequence[Correction],
    read: Callable[[str], IndexedDocument | None],
    project: str,
    schema: EntitySchema,
) -> list[ChoiceExample]:
    """The documents of a project of which people said what they are, in order.

    Args:
        corrections: what people said, the latest first.
        read: a document, as it was read.
    """
    said: dict[tuple[str, str], str] = {}
    for one in corrections:
        category, value = one.said.category, one.said.value
        if category in schema and schema[category].choices and one.document:
            is_choice = one.said.act is Act.TAG and value is not None
            said.setdefault((one.document, category), value.display if is_choice and value else "")
    examples = []
    for (identity, category), choice in sorted(said.items()):
        if choice not in schema[category].choices:
            continue
        document = read(identity)
        if document is None or project not in {one.project for one in document.enriched.models}:
            continue
        text = document.enriched.extracted.text
        examples.append(ChoiceExample(identity, text, category, choice))
    return examples
