"""The measurement of forms of one's own: what is drawn and what is tagged."""

from __future__ import annotations

import pytest

from enricher.documents.boxes import WordBoxes
from enricher.documents.layout import Word
from enricher.settings import Settings
from enricher.wiring.readers import build_extractor
from training.experiments.form_kinds import PAGE, Form, FormKind, Place, fill_in, form_kinds
from training.experiments.own_forms import TaggedForm, read_forms, tag

KINDS = form_kinds()
FORM = Form("a.pdf", b"", (Place("Holder", "Anna Adler", 50, 50, 110, 62),))


def word(text: str, part: str, left: float) -> tuple[tuple[int, int], int, Word]:
    start = text.index(part)
    return (start, start + len(part)), 0, Word(part, left, 51, left + 25, 61)


def tagged(text: str) -> TaggedForm:
    """A text whose names stand where the form has them."""
    words = [word(text, "Anna", 50), word(text, "Adler", 80), word(text, "Leeds", 200)]
    return tag(FORM, text, WordBoxes.of(sorted(words)))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_forms_are_the_same_for_a_seed_and_others_for_another(kind: FormKind) -> None:
    forms, again, others = (list(fill_in(kind, 2, seed)) for seed in ("a", "a", "b"))
    assert forms == again
    assert len({form.pdf for form in (*forms, *others)}) == 4


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_values_are_drawn_apart_and_on_the_page(kind: FormKind) -> None:
    categories = {one.category for row in kind.rows for one in row} - {""}
    forms = list(fill_in(kind, 20, "a"))
    assert {place.category for form in forms for place in form.places} == categories
    for form in forms:
        for place in form.places:
            assert 0 < place.left < place.right < PAGE[0]
            assert 0 < place.top < place.bottom < PAGE[1]
            assert not any(
                other.left < place.right and place.left < other.right
                and other.top < place.bottom and place.top < other.bottom
                for other in form.places if other is not place
            )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_what_was_drawn_is_labelled_in_the_text_that_is_read(kind: FormKind) -> None:
    (form,) = fill_in(kind, 1, "a")
    (read,) = read_forms(kind, 1, "a", build_extractor(Settings()))
    text = read.document.text
    labelled = {(one.category, text[one.start : one.end]) for one in read.document.labels}
    assert labelled == {(place.category, place.text) for place in form.places}


def test_a_value_is_labelled_from_its_first_word_to_its_last() -> None:
    (label,) = tagged("Leeds\nAnna Adler").document.labels
    assert (label.start, label.end, label.category) == (6, 16, "Holder")


def test_a_value_that_another_interrupts_has_no_label() -> None:
    assert tagged("Anna Leeds\nAdler").document.labels == ()
