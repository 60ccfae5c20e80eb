from __future__ import annotations

from collections.abc import Sequence

from enricher.search.language.spelling import Spelling, counts_of
from enricher.search.language.tokens import split_tokens
from enricher.wiring.home import Home
from enricher.wiring.search import search


def test_index_says_in_how_many_documents_words_stand(ingested_home: Home) -> None:
    counts = counts_of(search(ingested_home).find)
    (agreement, none) = counts(["agreement", "agreemnet"])
    assert agreement > 0
    assert none == 0


def test_word_that_no_document_has_is_respelled_as_one_that_some_have() -> None:
    asked: list[list[str]] = []

    def counts(words: Sequence[str]) -> list[int]:
        asked.append(list(words))
        return [int(word in ("termination", "lease")) for word in words]

    spelling = Spelling(counts, lambda: ["nokia"])
    tokens = split_tokens("Nokai terminatoin lease the xyzzy")
    found = list(spelling.respell(tokens, ()))
    assert [(one.start, one.end, one.word) for one in found] == [
        (0, 5, "Nokia"),
        (6, 17, "termination"),
    ]
    assert asked[0] == ["Nokai", "terminatoin", "xyzzy"]  # what everybody writes is not asked for
    assert list(spelling.respell(split_tokens("the floors"), ())) == []
