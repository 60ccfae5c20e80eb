"""What stands on every page of a form: the number of the case, the page, where it was filed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from connectors.layout.forms.answers import Answer, Answers

_FEWEST_PAGES = 3
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[Answers]) -> list[Answers]:
    """The same pages; what stands on three of them or more is an answer on the first one alone.

    A number of pages, `Page 2 of 7`, is no answer on any.
    """
    seen: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for page in pages:
        for one in page.answers:
            if not one.is_field:
                seen[_likeness(one)].setdefault(page.page, one.label)
    dropped = {
        likeness: min(labels) if len(set(labels.values())) == 1 else -1
        for likeness, labels in seen.items()
        if len(labels) >= _FEWEST_PAGES
    }
    return [
        replace(
            page,
            answers=tuple(
                one
                for one in page.answers
                if one.is_field or dropped.get(_likeness(one), page.page) == page.page
            ),
        )
        for page in pages
    ]


def _likeness(answer: Answer) -> tuple[str, str]:
    return _DIGITS.sub("0", answer.label), answer.value
