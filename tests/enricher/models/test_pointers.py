from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from enricher.errors import InputError, ModelError, NotFoundError
from enricher.models.pointers import (
    change_pointers,
    pointed,
    read_pointers,
    rolled_back,
    swapped,
    write_pointers,
)


def test_a_name_remembers_what_it_pointed_to(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "deployments.json"
    pointers = pointed(pointed(read_pointers(path), "production", "v1"), "production", "v2")
    write_pointers(path, pointers)
    assert read_pointers(path) == {"production": ("v2", "v1")}
    assert rolled_back(read_pointers(path), "production") == {"production": ("v1",)}


def test_pointing_to_the_same_again_changes_nothing() -> None:
    assert pointed({"production": ("v1",)}, "production", "v1") == {"production": ("v1",)}


def test_swapped_names_can_be_swapped_back_and_rolled_back() -> None:
    pointers = {"production": ("v1",), "staging": ("v2",)}
    once = swapped(pointers, "production", "staging")
    assert {name: one[0] for name, one in once.items()} == {"production": "v2", "staging": "v1"}
    assert rolled_back(once, "production")["production"] == ("v1",)
    twice = swapped(once, "staging", "production")
    assert {name: one[0] for name, one in twice.items()} == {"production": "v1", "staging": "v2"}


def test_what_cannot_be_is_refused_by_name() -> None:
    with pytest.raises(NotFoundError, match=r"no deployment 'staging' .* there are: production"):
        swapped({"production": ("v1",)}, "production", "staging")
    with pytest.raises(InputError, match="production has no previous model"):
        rolled_back({"production": ("v1",)}, "production")


def test_a_version_alone_is_a_list_of_one(tmp_path: Path) -> None:
    path = tmp_path / "deployments.json"
    path.write_text('{"production": "v1", "staging": []}')
    assert read_pointers(path) == {"production": ("v1",)}


@pytest.mark.parametrize("text", ["", "[]", '{"production": 1}', '{"production": ["v1"'])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "deployments.json"
    path.write_text(text)
    with pytest.raises(ModelError, match=r"deployments\.json is damaged"):
        read_pointers(path)


def test_of_changes_at_the_same_time_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "models" / "names.json"

    def add(number: int) -> None:
        change_pointers(path, lambda names: pointed(names, f"m{number}", "v"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(40)))
    assert len(read_pointers(path)) == 40
