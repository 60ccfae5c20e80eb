from __future__ import annotations

from connectors.layout.forms.answers import Answer, Answers
from connectors.layout.forms.boxes import Box
from connectors.layout.forms.furniture import without_furniture


def page(number: int, *answers: tuple[str, str]) -> Answers:
    made = tuple(Answer(number, Box(0, 0, 1, 1), label, (), value) for label, value in answers)
    return Answers(number, made, None, 0)


def rows(pages: list[Answers]) -> list[list[tuple[str, str]]]:
    return [[(one.label, one.value) for one in each.answers] for each in pages]


def test_what_every_page_says_is_an_answer_once_and_its_number_none() -> None:
    pages = [
        page(number, ("Policy no.", "AB 1"), (f"Page {number + 1} of", "3"), ("Name", name))
        for number, name in enumerate(("Ada", "Ben", "Cora"))
    ]
    assert rows(without_furniture(pages)) == [
        [("Policy no.", "AB 1"), ("Name", "Ada")],
        [("Name", "Ben")],
        [("Name", "Cora")],
    ]


def test_the_same_answer_on_two_pages_or_twice_on_one_stays() -> None:
    pages = [
        page(0, ("Smoker", "no"), ("Smoker", "no"), ("Country", "Ireland")),
        page(1, ("Smoker", "no"), ("Country", "Ireland")),
    ]
    assert rows(without_furniture(pages)) == rows(pages)
