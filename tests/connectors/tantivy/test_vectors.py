"""Whatever happens to the files of vectors, the nearest are those that comparing all would find."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.search.passages import IndexedPassage
from connectors.tantivy.checks import find_damage
from connectors.tantivy.folder import examine_folder
from connectors.tantivy.index import TantivyIndex
from connectors.tantivy.texts import StoredText, TextStore
from connectors.tantivy.vectors import VectorFiles, document_key
from enricher.documents.passages import PassageVectors
from enricher.errors import UnavailableError
from tests.build import make_document
from tests.checkout import ROOT

IDS = ("a", "b", "c", "dé")
WIDTHS = {"one": 3, "two": 5}

numbers = st.integers(-127, 127)


@st.composite
def some_vectors(draw: st.DrawFn) -> PassageVectors | None:
    encoder = draw(st.sampled_from((*WIDTHS, "")))
    if not encoder:
        return None
    count = draw(st.integers(0, 4))
    size = count * WIDTHS[encoder]
    rows = np.array(draw(st.lists(numbers, min_size=size, max_size=size)), dtype=np.int8)
    return vectors_of(encoder, count, rows.tobytes())


def vectors_of(encoder: str, count: int, rows: bytes) -> PassageVectors:
    return PassageVectors(encoder, tuple((at, at + 1) for at in range(count)), rows)


def stored(vectors: PassageVectors | None) -> StoredText:
    places = vectors.places if vectors else ()
    return StoredText("abcdef", [IndexedPassage(*place, None, {}) for place in places], vectors)


batches = st.dictionaries(st.sampled_from(IDS), some_vectors(), min_size=1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), batches),
        st.tuples(st.just("torn"), batches),
        st.tuples(st.just("remove"), st.sets(st.sampled_from(IDS))),
        st.tuples(st.sampled_from(("reopen", "clear", "tidy")), st.none()),
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None)
@given(steps, st.lists(numbers, min_size=5, max_size=5), st.integers(1, 6))
def test_nearest_are_those_that_comparing_all_would_find(
    acts: list[tuple[str, object]], question: list[int], size: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.sqlite"
        writer, reader = TextStore(path, least_dead=0), TextStore(path)
        there: dict[str, PassageVectors | None] = {}
        for act, given_ in acts:
            writer = _do(act, given_, writer, path, there)
            for store in (reader, writer):
                _compare(store, there, question, size)
            for id, vectors in there.items():
                _compare_passages(reader, id, vectors)
        writer.close()
        reader.close()


def _do(
    act: str,
    given_: object,
    writer: TextStore,
    path: Path,
    there: dict[str, PassageVectors | None],
) -> TextStore:
    if act == "write" and isinstance(given_, dict):
        writer.replace({id: stored(vectors) for id, vectors in given_.items()})
        writer.tidy()
        there.update(given_)
    elif act == "torn" and isinstance(given_, dict):
        with suppress(ZeroDivisionError), writer._changing() as connection:
            writer._vectors.write(connection, given_)
            raise ZeroDivisionError
    elif act == "remove" and isinstance(given_, set):
        writer.remove(given_)
        for id in given_:
            there.pop(id, None)
    elif act == "clear":
        writer.clear()
        there.clear()
    elif act == "tidy":
        writer.tidy()
    elif act == "reopen":
        writer.close()
        return TextStore(path, least_dead=0)
    return writer


def _compare(
    store: TextStore,
    there: Mapping[str, PassageVectors | None],
    question: list[int],
    size: int,
) -> None:
    for allowed in (None, ("a", "dé"), ()):
        for encoder, width in WIDTHS.items():
            vector = np.array(question[:width], dtype=np.int8)
            expected = {
                (id, number): float(row.astype(int) @ vector.astype(int)) / 127**2
                for id, vectors in there.items()
                if vectors is not None and vectors.encoder == encoder and vectors.rows
                if allowed is None or id in allowed
                for number, row in enumerate(vectors.matrix)
            }
            keys = (
                None
                if allowed is None
                else np.array([*map(document_key, allowed)], dtype=np.uint64)
            )
            found = store.nearest(vector, encoder, keys, size)
            assert [one.likeness for one in found] == sorted(expected.values(), reverse=True)[:size]
            assert all(expected[one.id, one.number] == one.likeness for one in found)
            assert len({(one.id, one.number) for one in found}) == len(found)


def _compare_passages(store: TextStore, id: str, vectors: PassageVectors | None) -> None:
    found = store.passages([id])[id]
    assert [(one.start, one.end) for one in found] == list(vectors.places if vectors else ())
    rows = [one.vector.tolist() for one in found if one.vector is not None]
    assert rows == (vectors.matrix.tolist() if vectors and vectors.rows else [])


def test_filters_that_leave_much_or_little_find_the_same(tmp_path: Path) -> None:
    rows = np.random.default_rng(7).integers(-127, 127, (200, 40, 8)).astype(np.int8)
    store = TextStore(tmp_path / "texts.sqlite")
    written = {
        f"d{number}": vectors_of("one", 40, matrix.tobytes()) for number, matrix in enumerate(rows)
    }
    store.replace({id: stored(vectors) for id, vectors in written.items()})
    question = rows[3, 3]
    for few in (1, 10, 60, 199):
        allowed = np.array([document_key(f"d{number}") for number in range(few)], dtype=np.uint64)
        found = store.nearest(question, "one", allowed, 25)
        products = rows[:few].reshape(-1, 8).astype(int) @ question.astype(int)
        assert [round(one.likeness * 127**2) for one in found] == sorted(products)[::-1][:25]
    store.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from connectors.tantivy.index import TantivyIndex
from connectors.tantivy.texts import TextStore
from tests.build import make_document
from enricher.documents.passages import PassageVectors

def killed(self, connection, documents):
    written(self, connection, documents)
    os.kill(os.getpid(), signal.SIGKILL)

from connectors.tantivy import vectors
written = vectors.VectorFiles.write
writer = TantivyIndex(Path(sys.argv[1])).open_writer()
vectors.VectorFiles.write = killed
passages = PassageVectors("one", ((0, 1), (1, 2)), bytes(range(100, 106)))
writer.write([make_document("a", passages=passages)], [])
"""


def test_writer_killed_between_file_and_commit_leaves_what_was(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    first = PassageVectors("one", ((0, 1),), bytes((127, 0, 0)))
    writer.write([make_document("a", passages=first)], [])
    writer.close()
    generation = index.generation
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "index")], cwd=ROOT, check=False
    )
    assert done.returncode < 0
    question = np.array((127, 0, 0), dtype=np.int8)
    (file,) = (tmp_path / "index").glob("vectors-*")
    assert file.stat().st_size == 9, "of which three count"
    assert [tuple(one) for one in index.nearest(question, "one", None, 9)] == [("a", 0, 1.0)]
    writer = index.open_writer()
    assert index.generation == generation
    second = PassageVectors("one", ((0, 1), (1, 2)), bytes((0, 127, 0, 0, 0, 127)))
    writer.write([make_document("b", passages=second)], [])
    found = index.nearest(question, "one", None, 9)
    assert [tuple(one) for one in found] == [("a", 0, 1.0), ("b", 0, 0.0), ("b", 1, 0.0)]
    assert examine_folder(tmp_path / "index") == ""
    writer.close()
    index.close()


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[TantivyIndex]:
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    rows = bytes(number % 120 for number in range(40 * 30))
    writer.write([make_document("a", passages=vectors_of("one", 40, rows))], [])
    writer.close()
    yield index
    index.close()


def test_same_vectors_are_not_written_again(tmp_path: Path, filled: TantivyIndex) -> None:
    (file,) = (tmp_path / "index").glob("vectors-*")
    size = file.stat().st_size
    (before,) = filled.passages(["a"]).values()
    rows = b"".join(one.vector.tobytes() for one in before if one.vector is not None)
    writer = filled.open_writer()
    document = make_document("a", fields={"Party": ["Acme"]}, passages=vectors_of("one", 40, rows))
    writer.write([document], [])
    assert file.stat().st_size == size
    writer.close()


@pytest.mark.parametrize("size", [0, 1199])
def test_shortened_vectors_are_found_and_the_index_made_anew(
    tmp_path: Path, filled: TantivyIndex, size: int
) -> None:
    generation = filled.generation
    (file,) = (tmp_path / "index").glob("vectors-*")
    question = np.ones(30, dtype=np.int8)
    assert filled.nearest(question, "one", None, 1)
    os.truncate(file, size)
    assert "vectors-1 is too short" in find_damage(tmp_path / "index")
    with pytest.raises(UnavailableError, match="rebuilt"):
        filled.nearest(question, "one", None, 1)
    assert filled.nearest(question, "one", None, 1) == []
    assert filled.generation != generation


def test_missing_vectors_are_found_and_the_index_made_anew(
    tmp_path: Path, filled: TantivyIndex
) -> None:
    generation = filled.generation
    next((tmp_path / "index").glob("vectors-*")).unlink()
    assert find_damage(tmp_path / "index") == "vectors-1 is missing"
    writer = filled.open_writer()
    assert filled.generation != generation
    assert writer.count == 0
    writer.close()


def test_vector_that_is_not_what_was_written_is_found_where_all_is_read(
    tmp_path: Path, filled: TantivyIndex
) -> None:
    (file,) = (tmp_path / "index").glob("vectors-*")
    content = bytearray(file.read_bytes())
    content[777] ^= 4
    file.write_bytes(content)
    assert find_damage(tmp_path / "index") == ""
    assert examine_folder(tmp_path / "index") == "vectors-1 is not what was written"


def test_dead_vectors_are_given_up_and_who_reads_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "texts.sqlite"
    writer, reader = TextStore(path, least_dead=10), TextStore(path)
    question = np.array((127, 0), dtype=np.int8)
    for number in range(40):
        rows = bytes((number, 1)) * 4
        writer.replace({"a": stored(vectors_of("one", 4, rows))})
        writer.tidy()
        assert reader.nearest(question, "one", None, 1)[0].likeness == number / 127
    (file,) = tmp_path.glob("vectors-*")
    assert file.stat().st_size < 2 * 4 * 6
    reader.close()
    writer.close()


def test_file_that_nobody_knows_is_removed(tmp_path: Path) -> None:
    store = TextStore(tmp_path / "texts.sqlite")
    (tmp_path / "vectors-7").write_bytes(b"of a writer that was killed")
    store.tidy()
    assert not (tmp_path / "vectors-7").exists()
    assert VectorFiles(tmp_path).rows_of(store._connection, "a") is None
    store.close()
