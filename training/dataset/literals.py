"""Which categories people tag otherwise than a detector would.

The recognizer stretches an entity to the date or the amount that it is a part of. Where people
tagged `6%` in `five percent (6%)`, or the words and the figures of an amount as two categories,
that would make each entity wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from enricher.recognizer.whole import whole_entities
from enricher.schema import EntitySchema
from enricher.text.language import detect_language
from training.dataset.tags import LabeledText

MOST_STRETCHED = 0.1  # of the labels: a few are slips of whoever tagged


def literal_categories(texts: Iterable[LabeledText], schema: EntitySchema) -> tuple[str, ...]:
    """The learned categories of which stretching would change more labels than a few."""
    types = {category.name: category.type for category in schema.categories}
    labels: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for text in texts:
        language = detect_language(text.text)
        for name in schema.learned:
            own = [label for label in text.labels if label.category == name]
            whole = whole_entities(own, types, text.text, language) if own else []
            labels[name] += len(own)
            changed[name] += len(set(own) - set(whole))
    return tuple(name for name in schema.learned if changed[name] > MOST_STRETCHED * labels[name])
