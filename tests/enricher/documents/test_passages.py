from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enricher.documents.passages import PassageVectors, pack_passages, unpack_passages
from enricher.errors import DamagedError


@st.composite
def some_passages(draw: st.DrawFn) -> PassageVectors:
    ends = sorted(draw(st.sets(st.integers(0, 2**31 - 1), max_size=20)))
    places = tuple(zip(ends[::2], ends[1::2], strict=False))
    width = draw(st.integers(1, 8))
    rows = draw(st.binary(min_size=width * len(places), max_size=width * len(places)))
    return PassageVectors("encoder", places, rows)


@given(some_passages())
def test_packed_passages_give_back_what_was_packed(passages: PassageVectors) -> None:
    unpacked = unpack_passages(pack_passages(passages))
    assert unpacked == passages
    assert len(unpacked.matrix) == len(passages.places)


def test_damaged_passages_are_told() -> None:
    packed = pack_passages(PassageVectors("encoder", ((0, 5), (6, 9)), bytes(range(8))))
    with pytest.raises(DamagedError, match="passages"):
        unpack_passages(replace(packed, rows=packed.rows[:-1]))
