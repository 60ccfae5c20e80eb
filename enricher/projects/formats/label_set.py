"""What a file of labels holds, whatever its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from enricher.errors import Problem
from enricher.ledger.labels import Label, LabeledDocument

Texts = Callable[[str], str]
"""The text of a document by its name in the file; a LabelError says why there is none."""

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Labelled documents, and what their file says of the project.

    Attributes:
        documents: at least one, in the file's order, each name once.
        categories: in the file's order; those without labels among them, where the format has
            a list.
        project: its name, or "".
        language: of documents that have none of their own; None when nobody said.
        settings: what else the file says of the project, in its words (Azure: `settings`,
            `multilingual`, `storageInputContainerName`); written back where there is room.
        extras: document -> what else the file says of it (doccano: `id`, `Comments`; Label
            Studio: the other keys of `data`), likewise.
        passages: those of the categories whose labels are kept aside where the format has no room.
        aside: document -> labels of passages that the format cannot hold: they go into its note.
        warnings: what was read, but not as it may have been meant.
        misnamed: what is wrong with names of categories, which they cannot keep.
    """

    documents: tuple[LabeledDocument, ...]
    categories: tuple[str, ...]
    project: str = ""
    language: str | None = None
    description: str = ""
    settings: Json = field(default_factory=dict)
    extras: Mapping[str, Json] = field(default_factory=dict)
    passages: frozenset[str] = field(default=frozenset(), compare=False)
    aside: Mapping[str, tuple[Label, ...]] = field(default_factory=dict, compare=False)
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
    misnamed: tuple[Problem, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if not self.documents:
            raise ValueError("a set of labels has at least one document")
        for what, names in (
            ("document", [document.name for document in self.documents]),
            ("category", list(self.categories)),
        ):
            name, times = Counter(names).most_common(1)[0] if names else ("", 0)
            if times > 1:
                raise ValueError(f"{what} {name!r} is listed {times} times")
        known = set(self.categories)
        for document in self.documents:
            if unknown := (document.categories | set(document.tagged or ())) - known:
                raise ValueError(f"{document.name}: unknown category {min(unknown)!r}")
