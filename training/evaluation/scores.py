"""How good a model is, measured through the recognizer that serves it.

Two measures: entities by seqeval in strict mode (right category, first and last word), and the
values of a document's fields, which is what people search by. Passages count as found exactly, as
entities do, and by overlap: whoever reads one needs no more than most of its words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from seqeval.scheme import IOB2, Entities
from tokenizers import Tokenizer

from enricher.documents.boxes import WordBoxes
from enricher.enrichment.pipeline import find_entities
from enricher.entities import FieldValue, Span
from enricher.models.memory import serve_bundle
from enricher.models.scores import Scores
from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.decode import tag_names
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.windows import Tokens, tokenize
from enricher.schema import EntitySchema
from enricher.text.language import detect_language
from enricher.values import DURATION, PARTY, ValueType
from enricher.values.lengths.length import read_length
from enricher.values.lengths.open_terms import PERPETUAL
from enricher.values.party import party_key
from training.dataset.tags import LabeledText, tag_words
from training.evaluation.passage_overlap import passage_places, score_places

Fields = Mapping[str, tuple[str, ...]]


class Tagger(Protocol):
    """What is evaluated: a served model, an exported one alone, or spans kept from a fold."""

    @property
    def categories(self) -> tuple[str, ...]: ...

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]: ...


class ServedTagger:
    """A bundle that answers with the entities that documents are indexed with."""

    def __init__(self, bundle: ModelBundle, schema: EntitySchema) -> None:
        self._served = serve_bundle(bundle, schema)
        self._categories = bundle.description.categories

    @property
    def categories(self) -> tuple[str, ...]:
        return self._categories

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        found = find_entities(text, self._served, max_characters, detect_language(text), boxes)
        spans = [entity.span for entity in found.entities]
        return [span for span in spans if span.category in self._categories]


@dataclass(frozen=True, slots=True)
class KeptSpans:
    """A tagger that answers from what another one found, by text."""

    categories: tuple[str, ...]
    spans: Mapping[str, list[Span]]

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        return self.spans[text]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores per category; `micro` pools them.

    Attributes:
        overlap: of categories of passages, the scores if half of the words in common are enough.
    """

    categories: Mapping[str, Scores]
    overlap: Mapping[str, Scores] = field(default_factory=dict)

    @property
    def micro(self) -> Scores:
        return sum(self.categories.values(), Scores())

    @property
    def found(self) -> Evaluation:
        """The same with passages by overlap: what models are chosen and held against floors by."""
        return Evaluation({**self.categories, **self.overlap}, self.overlap)

    @property
    def macro(self) -> tuple[float, float, float]:
        """Precision, recall and F1, each the mean over the categories that there are to find."""
        there = [scores for scores in self.categories.values() if scores.support]
        count = max(1, len(there))
        return (
            sum(scores.precision for scores in there) / count,
            sum(scores.recall for scores in there) / count,
            sum(scores.f1 for scores in there) / count,
        )

    def as_json(self) -> dict[str, Any]:
        names = ("precision", "recall", "f1")
        return {
            "micro": self.micro.as_json(),
            "macro": {name: round(value, 4) for name, value in zip(names, self.macro, strict=True)},
            "categories": {
                category: {
                    **scores.as_json(),
                    "support": scores.support,
                    "tp": scores.tp,
                    "fp": scores.fp,
                    "fn": scores.fn,
                    **_overlap_json(self.overlap.get(category)),
                }
                for category, scores in self.categories.items()
            },
        }

    def as_metrics(self, prefix: str) -> dict[str, float]:
        """Flat numbers for a model's manifest."""
        named = {"micro": self.micro, **self.categories}
        exact = {f"{prefix}.{name}.f1": round(scores.f1, 4) for name, scores in named.items()}
        return exact | {
            f"{prefix}.{name}.overlap_f1": round(scores.f1, 4)
            for name, scores in self.overlap.items()
        }


def _overlap_json(scores: Scores | None) -> dict[str, Any]:
    return {"overlap": scores.as_json()} if scores else {}


def evaluate_entities(
    texts: Iterable[LabeledText],
    tagger: Tagger,
    tokenizer: Tokenizer,
    passages: Collection[str] = (),
) -> Evaluation:
    """Score a tagger's spans against labels.

    Args:
        texts: what it should find.
        tagger: what finds it.
        tokenizer: splits the texts into the words by which spans are compared.
        passages: those of the categories that overlap others.
    """
    outputs = Outputs.of(tagger.categories, passages)
    names = tag_names(outputs.tagged)
    exact = dict.fromkeys(outputs.passages, Scores())
    overlap = dict(exact)
    right: list[list[str]] = []
    found: list[list[str]] = []
    for text in texts:
        tokens = tokenize(text.text, tokenizer)
        spans = text.judgeable(tagger.tag(text.text, len(text.text), text.boxes))
        right.append(_tags(tokens, text.labels, outputs.tagged, names))
        found.append(_tags(tokens, spans, outputs.tagged, names))
        wanted, given = (
            passage_places(tokens, of, outputs.passages) for of in (text.labels, spans)
        )
        for name in outputs.passages:
            exact[name] += score_places(wanted[name], given[name], least=1.0)
            overlap[name] += score_places(wanted[name], given[name])
    entities = score_tags(right, found, outputs.tagged).categories
    scores = {**entities, **exact}
    return Evaluation({name: scores[name] for name in tagger.categories}, overlap)


def score_tags(
    right: Sequence[Sequence[str]], found: Sequence[Sequence[str]], categories: Sequence[str]
) -> Evaluation:
    """Count entities in sequences of BIO tags, as seqeval's strict mode does."""
    scores = {category: Scores() for category in categories}
    pairs = zip(_entities(right), _entities(found), strict=True)
    for wanted, given in pairs:
        for category in categories:
            of_wanted = {entity for entity in wanted if entity[2] == category}
            of_given = {entity for entity in given if entity[2] == category}
            both = len(of_wanted & of_given)
            scores[category] += Scores(both, len(of_given) - both, len(of_wanted) - both)
    return Evaluation(scores)


def displayed(fields: Mapping[str, Sequence[FieldValue]]) -> Fields:
    """The values of a document's fields as they are shown and compared."""
    return {
        category: tuple(value.value.display for value in values)
        for category, values in fields.items()
    }


def score_fields(expected: Sequence[Fields], found: Sequence[Fields]) -> Evaluation:
    """Score the values of documents, compared without regard to case and to kinds of blanks."""
    scores: dict[str, Scores] = {}
    for wanted, given in zip(expected, found, strict=True):
        for category in wanted:
            right = {comparable(value) for value in wanted[category]}
            values = {comparable(value) for value in given.get(category, ())}
            both = len(right & values)
            scores[category] = scores.get(category, Scores()) + Scores(
                both, len(values) - both, len(right) - both
            )
    return Evaluation(scores)


def comparable(value: str) -> str:
    """The measure of the NDA set: upper case, underscores for blanks and colons."""
    return "_".join(value.replace(":", " ").replace("_", " ").split()).upper()


def compared_as(type_: ValueType, value: str, *, as_written: bool = False) -> str:
    """What two writings of a value share that need no look where one is wanted and one is found.

    A name counts as it does among the parties of documents, `Papa Murphy\u2019s` is `Papa Murphy's`, and
    a length by how long it is: 12 months are a year, and what has no end has none however it says so.
    The measure of the NDA set, `comparable`, takes these for two values.
    """
    if type_ is PARTY and not as_written:
        return party_key(value)
    if type_ is DURATION and not as_written and (length := read_length(value.casefold())):
        return PERPETUAL if length.is_open else str(length.order)
    return comparable(value)


def _tags(
    tokens: Tokens, spans: Sequence[Span], categories: Sequence[str], names: Sequence[str]
) -> list[str]:
    tagged = [span for span in spans if span.category in categories]
    return [names[tag] for tag in tag_words(tokens, tagged, categories).tags.tolist()]


def _entities(sequences: Sequence[Sequence[str]]) -> list[set[tuple[int, int, str]]]:
    per_sequence = Entities([list(tags) for tags in sequences], IOB2).entities
    return [
        {(entity.start, entity.end, entity.tag) for entity in entities} for entities in per_sequence
    ]
