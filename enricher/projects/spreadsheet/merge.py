"""Labels from a register beside those that a document has: what people labelled comes first."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from enricher.ledger.labels import Label, LabeledDocument, LabelSource, in_order
from enricher.recognizer.occurrences.cues import nearest_name
from enricher.schema import EntitySchema


def with_register_labels(
    document: LabeledDocument,
    found: Iterable[Label],
    columns: Collection[str],
    complete: Collection[str],
    schema: EntitySchema,
) -> LabeledDocument:
    """A document with labels found by values instead of those that were found so before.

    A category of which a value was not found does not count as tagged: its absence elsewhere in
    the text says nothing. Unless a person labelled it here.

    Args:
        document: as the project has it, or new and without labels.
        found: of the categories in `columns`; see `without_overlaps`.
        columns: the categories that the register has.
        complete: those of them all of whose values were found.
        schema: the categories that the project had before.
    """
    kept = [label for label in document.labels if not _is_former(label, columns)]
    labels = in_order([*kept, *found])
    by_people = {label.category for label in kept if label.source is LabelSource.HUMAN}
    before = document.tagged
    if before is None:
        before = schema.names if by_people else ()
    still = [name for name in before if name not in columns or name in by_people]
    tagged = tuple(dict.fromkeys([*still, *(name for name in columns if name in complete)]))
    return replace(document, labels=labels, tagged=tagged)


def without_overlaps(
    found: Iterable[Label], document: LabeledDocument, columns: Collection[str]
) -> list[Label]:
    """Labels that share no text with a label of a person, nor with a longer one.

    What several categories have at the very same place goes to the one whose name stands nearest.
    """
    kept = [label for label in document.labels if not _is_former(label, columns)]
    claims: dict[tuple[int, int], list[str]] = defaultdict(list)
    for label in set(found):
        claims[label.start, label.end].append(label.category)
    taken: list[tuple[int, int]] = []  # in order, and apart from each other
    labels = []
    for start, end in sorted(claims, key=lambda place: (place[0] - place[1], place)):
        index = bisect_left(taken, (start, end))
        follows = index == 0 or taken[index - 1][1] <= start
        precedes = index == len(taken) or end <= taken[index][0]
        if not (follows and precedes) or any(one.start < end and start < one.end for one in kept):
            continue
        taken.insert(index, (start, end))
        names = sorted(claims[start, end])
        if len(names) > 1:
            names = nearest_name(document.text, (start, end), names)
        labels += [Label(start, end, name, LabelSource.REGISTER) for name in names]
    return labels


def _is_former(label: Label, columns: Collection[str]) -> bool:
    return label.source is LabelSource.REGISTER and label.category in columns
