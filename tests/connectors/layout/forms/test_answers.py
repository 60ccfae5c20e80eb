"""Pages that are no forms, whatever they look like."""

from __future__ import annotations

from connectors.layout.forms.answers import answers_of
from enricher.documents.layout import Shape, Word, WordPage


def test_a_drawing_is_left_alone() -> None:
    words = (Word("Name:", 50, 50, 80, 60), Word("Ada", 90, 50, 110, 60))
    page = WordPage(0, words)
    assert [(one.label, one.value) for one in answers_of(page, None).answers] == [("Name", "Ada")]
    drawing = WordPage(0, words, tuple(Shape("box", x, 100, x + 9, 109) for x in range(2_000)))
    assert answers_of(drawing, None).answers == ()
