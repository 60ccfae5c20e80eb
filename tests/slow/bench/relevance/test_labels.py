from __future__ import annotations

from pathlib import Path

import pytest

from bench.relevance.labels import make_questions
from bench.relevance.questions import LABELLED, WRITTEN, read_questions
from bench.relevance.texts import data_folder, read_texts, write_texts


def test_kept_questions_are_those_that_the_labels_make(tmp_path: Path) -> None:
    data = data_folder()
    if data is None:
        pytest.skip("no contracts; ENRICHER_TEST_DATA says where they are")
    write_texts(data, tmp_path)
    texts = read_texts(tmp_path)
    assert make_questions(data, texts) == read_questions(LABELLED)
    for one in read_questions(WRITTEN):
        for name, places in one.passages.items():
            for start, end in places:
                assert texts[name][start:end].strip() == texts[name][start:end] != "", one.text
