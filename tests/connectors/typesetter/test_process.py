"""Files that are set in a process of their own, and a server that is asked for many of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from connectors.typesetter.process import Typesetter
from enricher.errors import InputError

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
TEMPLATE = '#set document(title: "t"); #let texts = json(bytes(sys.inputs.texts))\n#texts.words #texts.made'


@pytest.fixture
def typesetter() -> Iterator[Typesetter]:
    with Typesetter() as opened:
        yield opened


def test_what_shows_the_same_is_made_once(typesetter: Typesetter) -> None:
    first = typesetter.typeset(TEMPLATE, {"words": "a", "made": "12:00"}, NOON)
    later = NOON + timedelta(minutes=1)
    assert typesetter.typeset(TEMPLATE, {"words": "a", "made": "12:01"}, later) is first
    other = typesetter.typeset(TEMPLATE, {"words": "b", "made": "12:01"}, later)
    assert other.content != first.content
    assert first.content.startswith(b"%PDF")


def test_the_last_files_alone_are_kept(typesetter: Typesetter) -> None:
    def made(words: str) -> bytes:
        return typesetter.typeset(TEMPLATE, {"words": words, "made": ""}, NOON).content

    first = made("a")
    assert made("a") is first
    for number in range(8):
        made(f"{number}")
    assert made("a") is not first


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_made() -> None:
    endless = "#for a in range(100000) { for b in range(100000) { let c = a * b } }"
    with Typesetter(seconds=4) as typesetter:
        with pytest.raises(InputError, match=r"it took more than 4 s .* choose a shorter period"):
            typesetter.typeset(endless, {}, NOON)
        assert typesetter.typeset(TEMPLATE, {"words": "a", "made": ""}, NOON).content


def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    with (
        Typesetter(megabytes=60) as small,
        pytest.raises(InputError, match="needed more than 60 MB"),
    ):
        small.typeset(TEMPLATE, {"words": "a" * 1_000_000, "made": ""}, NOON)
