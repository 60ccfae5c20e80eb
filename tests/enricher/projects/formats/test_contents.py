"""Files of labels are read in bounds, whatever is in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from enricher.errors import LabelError
from enricher.projects.formats import folder_texts, read_labels
from enricher.projects.formats.contents import MOST_PARTS
from tests.enricher.homes import environment

HOSTILE = {
    "lists.json": '{"assets":[' + "[]," * MOST_PARTS + "1]}",
    "labels.json": '[{"text":"a","label":[' + '[0,1,"A"],' * (MOST_PARTS // 4) + "1]}]",
    "lines.jsonl": '{"text":"a","label":[]}\n' * (MOST_PARTS // 4),
    "tokens.conll": "a O\n" * (MOST_PARTS + 1),
    "open.json": '["' + '\\"' * 5_000_000,
}

_READ_ALL = """
import resource, sys
from pathlib import Path
from enricher.errors import LabelError
from enricher.projects.formats import read_labels
resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
for path in map(Path, sys.argv[1:]):
    try:
        print(path.name, len(read_labels(path).documents))
    except LabelError as error:
        print(str(error).splitlines()[0])
"""


def test_small_file_that_is_vast_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """In a process that may have 600 MB: of 200 MB they would become 10 GB."""
    paths = [tmp_path / name for name in HOSTILE]
    for path in paths:
        path.write_text(HOSTILE[path.name])
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment(),
    )
    assert done.returncode == 0, done.stderr
    *vast, endless = done.stdout.splitlines()
    for path, line in zip(paths[:-1], vast, strict=True):
        assert line == (
            f"{path}: holds more than 2,000,000 values or lines; split it into several files"
        )
    assert "open.json" in endless


def test_commas_of_a_text_are_no_values(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    text = 'a, [b], {c}: \\"d\\", ' * 400_000
    path.write_text(f'{{"text": "{text}", "label": [[0, 1, "A"]]}}\n')
    (document,) = read_labels(path).documents
    assert document.text.count(",") > MOST_PARTS // 2
    assert len(document.labels) == 1


def test_brat_of_too_many_labels_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    with (tmp_path / "a.ann").open("wb") as file:
        file.truncate(30_000_001)
    with pytest.raises(LabelError, match="holds more than 30 MB of labels"):
        read_labels(tmp_path, folder_texts(tmp_path))
