"""What is particular to the embedded index."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from connectors.search.field_names import encode_name
from connectors.tantivy.index import TantivyIndex
from enricher.errors import IndexBusyError, QueryError, UnavailableError
from enricher.files.versions import TANTIVY_VERSION
from enricher.query.nodes import Condition, SearchRequest, Sort, Words
from tests.build import make_document
from tests.checkout import ROOT


def total(index: TantivyIndex) -> int:
    return index.search(SearchRequest(size=0)).total


def filled(folder: Path, count: int = 3) -> str:
    index = TantivyIndex(folder)
    writer = index.open_writer()
    writer.write([make_document(f"d{number}", "some words") for number in range(count)], [])
    writer.close()
    generation = index.generation
    index.close()
    return generation


def test_index_survives_closing(tmp_path: Path) -> None:
    generation = filled(tmp_path / "index")
    index = TantivyIndex(tmp_path / "index")
    assert index.generation == generation
    assert total(index) == 3
    assert index.search(SearchRequest(query=Words(("words",)))).hits[0].snippets
    index.close()


def test_folder_is_made_with_its_parents_and_may_exist_empty(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    for folder in (tmp_path / "index", tmp_path / "a" / "b"):
        index = TantivyIndex(folder)
        assert total(index) == 0
        index.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "index"]


def test_processes_that_start_together_share_one_index(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from connectors.tantivy.index import TantivyIndex;"
        "index = TantivyIndex(Path(sys.argv[1])); print(index.generation)"
    )
    command = [sys.executable, "-W", "ignore", "-c", program, str(tmp_path / "index")]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    generations = {process.communicate()[0] for process in processes}
    assert len(generations) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_writer_is_free_again_after_closing(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    with pytest.raises(IndexBusyError, match="another process"):
        index.open_writer()
    writer.close()
    index.open_writer().close()
    index.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "index.json").write_text('{"format": 1, "generation": "x"}'),
        lambda folder: (folder / "index.json").write_text('{"format": 99, "generation": "x"}'),
        lambda folder: (folder / "index.json").write_text("not json"),
        lambda folder: (folder / "index.json").write_text("[]"),
        lambda folder: (folder / "index.json").unlink(),
        lambda folder: (folder / "tantivy" / "meta.json").unlink(),
        lambda folder: (folder / "tantivy" / "meta.json").write_text("{}"),
        lambda folder: [path.unlink() for path in (folder / "tantivy").glob("*.term")],
        lambda folder: [path.write_bytes(b"x") for path in (folder / "tantivy").glob("*.store")],
        lambda folder: (folder / "texts.sqlite").write_bytes(b"no database" * 1000),
    ],
)
def test_damaged_or_foreign_index_is_made_anew(
    tmp_path: Path, damage: object, caplog: pytest.LogCaptureFixture
) -> None:
    before = filled(tmp_path / "index")
    assert callable(damage)
    damage(tmp_path / "index")
    index = TantivyIndex(tmp_path / "index")
    assert "moved aside" in caplog.text
    assert index.generation != before
    assert total(index) == 0
    writer = index.open_writer()
    writer.write([make_document("new")], [])
    assert total(index) == 1
    writer.close()
    index.close()
    assert (tmp_path / "index.aside").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are limited by POSIX calls")
def test_index_is_not_taken_for_damaged_when_it_cannot_be_opened_now(tmp_path: Path) -> None:
    filled(tmp_path / "index")
    program = (
        "import resource, sys; from pathlib import Path;"
        "from connectors.tantivy.index import TantivyIndex;"
        "from enricher.errors import QueryError, UnavailableError;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[2]), 4096))\n"
        "try: TantivyIndex(Path(sys.argv[1]))\n"
        "except UnavailableError: pass"
    )
    for limit in (4, 5, 6, 9):
        command = [sys.executable, "-c", program, str(tmp_path / "index"), str(limit)]
        subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert not (tmp_path / "index.aside").exists()
    index = TantivyIndex(tmp_path / "index")
    assert total(index) == 3
    index.close()


def test_folder_without_state_but_with_files_is_reported(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "precious.txt").write_text("not ours")
    with pytest.raises(UnavailableError):
        TantivyIndex(tmp_path / "index")
    assert (tmp_path / "index" / "precious.txt").exists()


def test_reader_follows_an_index_made_anew(tmp_path: Path) -> None:
    filled(tmp_path / "index")
    reader = TantivyIndex(tmp_path / "index")
    assert total(reader) == 3
    (tmp_path / "index").rename(tmp_path / "gone")
    filled(tmp_path / "index", 5)
    assert total(reader) == 5
    reader.close()


def test_too_long_text_fails_alone_and_leaves_no_old_version(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index", max_text_characters=100)
    writer = index.open_writer()
    assert writer.write([make_document("a", "short"), make_document("b", "short")], []) == {}
    refused = writer.write([make_document("b", "long " * 100), make_document("c")], [])
    assert list(refused) == ["b"]
    assert "500 characters" in refused["b"]
    assert "100" in refused["b"]
    assert [hit.id for hit in index.search(SearchRequest()).hits] == ["a", "c"]
    writer.close()
    index.close()


def test_text_without_words_around_it_keeps_its_snippet_short(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    writer.write([make_document("a", "x" * 100_000 + " needle " + "y" * 100_000)], [])
    (hit,) = index.search(SearchRequest(query=Words(("needle",)))).hits
    assert "**needle**" in hit.snippets[0]
    assert len(hit.snippets[0]) < 300
    writer.close()
    index.close()


WRITE_FOREVER = """
import sys
from pathlib import Path
from connectors.tantivy.index import TantivyIndex
from tests.build import make_document
writer = TantivyIndex(Path(sys.argv[1])).open_writer()
for batch in range(10_000):
    names = [f"b{batch:05}-{number}" for number in range(7)]
    writer.write([make_document(name, "words " * 2000) for name in names], [])
    print(batch, flush=True)
"""


@pytest.mark.parametrize("batches", [1, 4, 9])
def test_killed_writer_loses_nothing_it_returned_from(tmp_path: Path, batches: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE_FOREVER, str(tmp_path / "index")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    done = -1
    while done < batches:
        done = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    done = max([done, *(int(line) for line in process.stdout.read().split("\n")[:-1])])
    process.wait()
    process.stdout.close()
    index = TantivyIndex(tmp_path / "index")
    found = {hit.id for hit in index.search(SearchRequest(size=100_000)).hits}
    acknowledged = {f"b{batch:05}-{number}" for batch in range(done + 1) for number in range(7)}
    assert acknowledged <= found
    assert len(found) % 7 == 0
    writer = index.open_writer()
    writer.write([make_document("after")], [])
    assert total(index) == len(found) + 1
    writer.close()
    index.close()


def test_searches_run_beside_writing_and_clearing(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    faults: list[BaseException] = []
    stop = threading.Event()

    def search() -> None:
        request = SearchRequest(query=Words(("words",)), facets=("Party",), sort=Sort("Party"))
        while not stop.is_set():
            try:
                page = index.search(request)
                assert sum(value.count for value in page.facets["Party"]) == page.total
            except BaseException as fault:  # noqa: BLE001 - handed to the test's thread
                faults.append(fault)
                return

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for round in range(15):
        documents = [
            make_document(f"d{number}", "words words", {"Party": [f"P{number % 3}"]})
            for number in range(round * 5)
        ]
        writer.write(documents, [])
        if round % 5 == 4:
            writer.clear()
    stop.set()
    for thread in threads:
        thread.join()
    writer.close()
    index.close()
    assert faults == []


def test_facet_of_very_many_values_is_exact(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    many = [f"v{number:06}" for number in range(70_000)]
    writer.write(
        [make_document("a", fields={"C": many}), make_document("b", fields={"C": many})], []
    )
    writer.write([make_document("c", fields={"C": ["v069999", "V000007"]})], [])
    page = index.search(SearchRequest(facets=("C",), facet_size=4))
    shown = [(value.value.casefold(), value.count) for value in page.facets["C"]]
    assert shown == [("v000007", 3), ("v069999", 3), ("v000000", 2), ("v000001", 2)]
    writer.close()
    index.close()


def test_sort_is_exact_beyond_the_limit_of_buckets(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    writer.write(
        [make_document(f"d{n:06}", "", {"C": [f"v{n * 7919 % 66_000:06}"]}) for n in range(66_000)],
        [],
    )
    page = index.search(SearchRequest(sort=Sort("C", descending=False), offset=1_000, size=3))
    assert [hit.fields["C"][0] for hit in page.hits] == ["v001000", "v001001", "v001002"]
    with pytest.raises(QueryError, match="narrow the search"):
        index.search(SearchRequest(sort=Sort("C"), offset=65_500))
    assert len(index.search(SearchRequest(sort=Sort("relevance"), offset=65_500)).hits) == 10
    writer.close()
    index.close()


def test_equality_finds_nothing_by_accident(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index")
    writer = index.open_writer()
    writer.write([make_document("a", fields={"C": ["Acme * Beta"]})], [])
    for value in ("Acme", "*", "acme beta", "Acme * Bet", '"', ") OR (", "acme*"):
        assert index.search(SearchRequest(where=Condition("C", "=", value))).total == 0
    writer.close()
    index.close()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("EffectiveDate", "EffectiveDate"),
        ("governing_law", "governing_law"),
        ("New York", "New_u20_York"),
        ("list_us", "list_u5f_us"),
        ("Größe", "Gr_uf6__udf_e"),
        ("_u20_", "_u5f_u20_"),
        (" u20_", "_u20_u20_"),
    ],
)
def test_names_of_fields(name: str, field: str) -> None:
    assert encode_name(name) == field
    read_back = re.sub(r"_u([0-9a-f]+)_", lambda match: chr(int(match[1], 16)), field)
    assert read_back == name  # so that no two names share a field


def test_state_file_is_as_documented(tmp_path: Path) -> None:
    filled(tmp_path / "index")
    state = json.loads((tmp_path / "index" / "index.json").read_text())
    assert state["format"] == TANTIVY_VERSION
    assert set(state) == {"format", "generation", "clearing"}


def test_clearing_that_was_killed_is_finished_by_the_next_writer(tmp_path: Path) -> None:
    before = filled(tmp_path / "index")
    state = {"format": TANTIVY_VERSION, "generation": "next", "clearing": True}
    (tmp_path / "index" / "index.json").write_text(json.dumps(state))
    index = TantivyIndex(tmp_path / "index")
    assert index.generation == "next" != before
    writer = index.open_writer()
    assert total(index) == 0
    assert index.generation == "next"
    writer.close()
    index.close()
