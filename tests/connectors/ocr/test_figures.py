from __future__ import annotations

import pytest

from connectors.ocr.figures import has_figures, with_missed
from connectors.ocr.text import PageText, PictureWord, page_of


def word(text: str, left: int, line: int, confidence: float = 90.0) -> PictureWord:
    return PictureWord(text, confidence, (1, 1, line), left, 40 * line, 10 * len(text), 20)


FIRST = [word("Rent", 0, 1), word("1.200,00", 300, 1), word("Food", 0, 2), word("End", 0, 4)]


def merged(*sparse: PictureWord) -> PageText:
    return with_missed(page_of(FIRST), page_of(sparse))


def test_a_figure_that_was_left_out_stands_in_its_line() -> None:
    page = merged(word("Food", 0, 2), word("35,10", 330, 2))
    assert page.text == "Rent\t1.200,00\nFood\t35,10\nEnd"
    assert [one.text for one in page.words] == page.text.split()


def test_what_begins_a_line_or_has_none_is_put_in_too() -> None:
    assert merged(word("07", -60, 2)).text.splitlines()[1] == "07 Food"
    assert merged(word("Total", 0, 3)).text.splitlines()[-1] == "Total"


def test_what_was_read_stays_unless_the_other_reading_is_surer_of_a_figure() -> None:
    assert merged(word("1.280,00", 300, 1, 99)).text == page_of(FIRST).text
    unsure = [*FIRST[:1], word("ELTS", 300, 1, 40), *FIRST[2:]]
    page = with_missed(page_of(unsure), page_of([word("7.75", 300, 1, 90)]))
    assert page.text.splitlines()[0] == "Rent\t7.75"


def test_a_part_of_a_word_does_not_stand_for_all_of_it() -> None:
    glued = [*FIRST[:2], word("5991__35,10", 200, 2, 30)]
    page = with_missed(page_of(glued), page_of([word("5991", 200, 2, 95)]))
    assert page.text == page_of(glued).text


def test_dust_and_signs_are_not_put_in() -> None:
    assert merged(word("—", 200, 2), word("35,10", 330, 2, 30)).text == page_of(FIRST).text


def test_the_first_reading_says_how_sure_a_page_is() -> None:
    before = page_of([*FIRST, word("|", 500, 4, 0)])
    page = with_missed(before, page_of([word("35,10", 330, 2)]))
    assert page.confidence == before.confidence


@pytest.mark.parametrize(("count", "is_many"), [(4, False), (5, True)])
def test_pages_of_many_amounts_are_read_twice(count: int, is_many: bool) -> None:
    text = " 12.50 3/4 2025" + " 1,20" * (count - 1)
    assert has_figures(PageText(text)) is is_many
    assert not has_figures(PageText(text + " Section" * 200))
