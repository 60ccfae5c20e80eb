from __future__ import annotations

from enricher.documents.boxes import WordBoxes
from enricher.documents.layout import Word
from enricher.projects.tagging.word_sheets import word_sheets


def test_each_page_has_its_words_between_margins() -> None:
    boxes = WordBoxes.of(
        [
            ((0, 4), 0, Word("Name", 36, 36, 60, 48)),
            ((5, 9), 0, Word("Anna", 100, 36, 164, 48)),
            ((10, 13), 2, Word("end", 36, 36, 64, 64)),
        ]
    )
    first, last = word_sheets(boxes)
    assert (first.number, first.width, first.height) == (1, 200, 84)
    assert [(one.start, one.end) for one in first.words] == [(0, 4), (5, 9)]
    (place,) = first.words[1].rectangles
    assert (place.left, place.right) == (0.5, 0.82)
    assert (last.number, last.width, last.height) == (3, 100, 100)


def test_what_stands_beyond_the_edge_of_its_page_is_on_it() -> None:
    (sheet,) = word_sheets(WordBoxes.of([((0, 4), 0, Word("Name", -64, 36, -36, 48))]))
    (place,) = sheet.words[0].rectangles
    assert 0 < place.left < place.right <= 1


def test_nothing_is_known_of_a_text() -> None:
    assert word_sheets(None) == ()
    assert word_sheets(WordBoxes.of([])) == ()
