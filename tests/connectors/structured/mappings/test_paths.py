from __future__ import annotations

import json
from decimal import Decimal

import pytest

from connectors.structured.mappings.paths import leaves, parse_path, shown

VALUE = json.loads('{"a": {"b.c": [{"d": 1}, {"d": 2}]}, "e": [[3], [4]]}')


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", [VALUE]),
        ("", [VALUE]),
        ("a['b.c'][*].d", [1, 2]),
        ('$.a["b.c"][-1].d', [2]),
        ("e[*][0]", [3, 4]),
        ("e[7]", []),
        ("a.x.y", []),
        ("e.d", []),
        ("a[*][0].d", [1]),
    ],
)
def test_paths_lead_to_values(path: str, found: list[object]) -> None:
    assert parse_path(path).select(VALUE) == found


@pytest.mark.parametrize("path", ["a..b", "a[", "a[b]", "$..a", "a[?(@.b)]", "a[1:2]"])
def test_what_is_no_path_is_told_with_what_one_is(path: str) -> None:
    with pytest.raises(ValueError, match="write names with dots between them"):
        parse_path(path)


def test_leaves_have_the_names_that_lead_to_them() -> None:
    assert list(leaves({"a": [{"b": Decimal("1.50")}, {"b": True}], "c": None})) == [
        ("a.b", "1.50"),
        ("a.b", "true"),
    ]


def test_a_number_of_any_size_is_shown() -> None:
    assert shown(Decimal("1e900000000")) == "1E+900000000"
