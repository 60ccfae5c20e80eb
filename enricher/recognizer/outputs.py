"""What the numbers of a model stand for, word by word: tags of entities, then passages.

[words, tags | passages] --+-- best sequence of tags (decode) ------+
                           +-- statements that are sure (passages) -+-- Spans in text order
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from enricher.entities import Span
from enricher.errors import ModelError
from enricher.recognizer.decode import decode_tokens, tag_names
from enricher.recognizer.passages import find_passages
from enricher.recognizer.windows import FloatArray, Tokens


@dataclass(frozen=True, slots=True)
class Outputs:
    """The numbers that a model gives each word.

    Attributes:
        tagged: categories with two tags each; see `enricher.recognizer.decode`.
        passages: categories with one number each, behind the tags: the log-odds of the word being in
            a passage of it.
        joined: those of the passages that may be several statements in a row.
    """

    tagged: tuple[str, ...]
    passages: tuple[str, ...] = ()
    joined: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, categories: Sequence[str], passages: Collection[str], joined: Iterable[str] = ()
    ) -> Outputs:
        return cls(
            tuple(name for name in categories if name not in passages),
            tuple(name for name in categories if name in passages),
            frozenset(joined),
        )

    @property
    def categories(self) -> tuple[str, ...]:
        return (*self.tagged, *self.passages)

    @property
    def tags(self) -> int:
        return len(tag_names(self.tagged))

    @property
    def width(self) -> int:
        return self.tags + len(self.passages)

    def decode(self, logits: FloatArray, tokens: Tokens, text: str, touching: float) -> list[Span]:
        """Turn the logits of a text's words, [words, width], into spans in the order of the text.

        Args:
            touching: see `enricher.recognizer.decode.decode`.

        Raises:
            ModelError: there are more or fewer logits than outputs.
        """
        if logits.shape[1:] != (self.width,):
            raise ModelError(f"the model gives {logits.shape[1:]} numbers a word, not {self.width}")
        spans = decode_tokens(logits[:, : self.tags], tokens, self.tagged, touching)
        if not self.passages:
            return spans
        of_passages = logits[:, self.tags :]
        spans += find_passages(of_passages, tokens, text, self.passages, self.joined)
        return sorted(spans, key=lambda span: (span.start, span.end))
