"""The worker and the indexer over a real ledger, with a pool and an index made of a few lines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from enricher.documents import IndexedDocument
from enricher.documents.passages import PassageVectors
from enricher.documents.records import Record, from_record, to_record
from enricher.errors import IndexBusyError, ModelError, ScanError, UnavailableError
from enricher.ingestion.indexer import Indexer
from enricher.ingestion.worker import Lane, Worker
from enricher.ledger.backlog import Job, OwedPassages, Task
from enricher.query.index import IndexWriter
from tests.connectors.ledger_home import LedgerHome, enriched


class InlinePool:
    """Reads at once, in this thread."""

    def __init__(self, read: Callable[[Job], list[Record]]) -> None:
        self._read = read

    def submit(self, task: Task) -> Future[list[Record]]:
        future: Future[list[Record]] = Future()
        try:
            assert isinstance(task, Job)
            future.set_result(self._read(task))
        except Exception as error:  # noqa: BLE001  as a pool does
            future.set_exception(error)
        return future


class DictIndex:
    """An index in a dict; `trouble` is raised by the next writes."""

    def __init__(self) -> None:
        self.generation = "first"
        self.documents: dict[str, IndexedDocument] = {}
        self.trouble: list[Exception] = []
        self.refused: dict[str, str] = {}

    def open_writer(self) -> IndexWriter:
        return self

    @property
    def is_usable(self) -> bool:
        return True

    @property
    def count(self) -> int:
        return len(self.documents)

    def write(
        self, documents: Sequence[IndexedDocument], removed: Sequence[str]
    ) -> Mapping[str, str]:
        if self.trouble:
            raise self.trouble.pop()
        self.documents.update({one.id: one for one in documents if one.id not in self.refused})
        for identity in removed:
            self.documents.pop(identity, None)
        return {one.id: self.refused[one.id] for one in documents if one.id in self.refused}

    def clear(self) -> None:
        self.documents.clear()

    def close(self) -> None:
        pass


def read_file(job: Job) -> list[Record]:
    return [to_record(enriched(job.path.read_text(), job.sha256))]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[LedgerHome]:
    folder = tmp_path / "in"
    folder.mkdir()
    home = LedgerHome(folder, tmp_path / "home")
    yield home
    home.database.close()


def make_worker(home: LedgerHome, read: Callable[[Job], list[Record]]) -> Worker:
    pool = InlinePool(read)
    lanes = (
        Lane(home.documents, pool, 4, attempts=3, retry_seconds=0.01),
        Lane(home.owed, pool, 2, attempts=3, retry_seconds=0.01),
    )
    return Worker(home.intake, lanes)


def ingest(home: LedgerHome, index: DictIndex, worker: Worker, seconds: float = 10) -> None:
    home.sweeper.sweep(home.root)
    end = time.monotonic() + seconds
    with Indexer(home.documents, index, commit_seconds=0.01) as indexer:
        worker.run(lambda: home.accounts.is_settled() or time.monotonic() > end)
        assert indexer.crash is None


class LatePool:
    """Embeds when it is told to: one character is one passage, of one number."""

    def __init__(self) -> None:
        self.running: list[tuple[OwedPassages, Future[list[Record]]]] = []

    def submit(self, task: Task) -> Future[list[Record]]:
        assert isinstance(task, OwedPassages)
        self.running.append((task, Future()))
        return self.running[-1][1]

    def finish(self) -> None:
        task, future = self.running.pop(0)
        read = from_record(task.body)
        passages = PassageVectors("e1", ((0, 1),), bytes((len(read.extracted.text),)))
        future.set_result([to_record(replace(read, passages=passages))])


def test_passages_are_embedded_while_there_is_nothing_else_to_do(home: LedgerHome) -> None:
    for name in ("a", "b", "c"):
        (home.folder / name).write_text(f"text {name}")
    home.sweeper.sweep(home.root)
    pool = LatePool()
    late = Lane(home.passages, pool, 2, attempts=3, retry_seconds=0.01)
    lanes = (Lane(home.documents, InlinePool(read_file), 1, attempts=3, retry_seconds=0.01),)
    worker = Worker(home.intake, lanes, late)
    while home.accounts.status().pending:
        worker.step()
        home.work()
    assert pool.running == []
    worker.step()
    assert len(pool.running) == 2, "no more than there is room for"
    (home.folder / "d").write_text("text d")
    home.sweeper.sweep(home.root)
    while home.accounts.status().pending:
        worker.step()
        home.work()
    assert home.accounts.status().unembedded == 4
    while pool.running:
        pool.finish()
        worker.step()
    assert home.accounts.status().embedded == 4
    home.work()
    assert all(one.passages is not None for one in home.index.values())


def test_everything_is_read_and_written(home: LedgerHome) -> None:
    for number in range(300):
        (home.folder / f"{number}").write_text(f"text {number}")
    index = DictIndex()
    ingest(home, index, make_worker(home, read_file))
    assert len(index.documents) == 300
    assert home.accounts.status().indexed == 300


def test_system_that_is_down_for_a_while_is_tried_again(home: LedgerHome) -> None:
    (home.folder / "a").write_text("text")
    answers = [UnavailableError("Tika is away"), UnavailableError("Tika is away")]

    def read(job: Job) -> list[Record]:
        if answers:
            raise answers.pop()
        return read_file(job)

    index = DictIndex()
    ingest(home, index, make_worker(home, read))
    assert len(index.documents) == 1


def test_scan_fails_at_once_with_its_remedy(home: LedgerHome) -> None:
    (home.folder / "a").write_text("text")

    def read(job: Job) -> list[Record]:
        raise ScanError("it is a picture")

    ingest(home, DictIndex(), make_worker(home, read))
    (failed,) = home.accounts.failed()
    assert failed.kind == "scan"
    assert "Tesseract" in failed.next_step


def test_broken_model_stops_the_work_and_blames_no_document(home: LedgerHome) -> None:
    (home.folder / "a").write_text("text")

    def read(job: Job) -> list[Record]:
        raise ModelError("model.onnx is damaged")

    with pytest.raises(ModelError, match="damaged"):
        ingest(home, DictIndex(), make_worker(home, read))
    assert home.accounts.status().pending == 1


def test_index_that_is_down_keeps_the_backlog(home: LedgerHome) -> None:
    (home.folder / "a").write_text("text")
    index = DictIndex()
    index.trouble = [UnavailableError("down"), IndexBusyError("busy")]
    ingest(home, index, make_worker(home, read_file))
    assert len(index.documents) == 1
    assert home.accounts.status().indexed == 1


def test_refused_document_fails_alone(home: LedgerHome) -> None:
    for name in "abc":
        (home.folder / name).write_text(name)
    home.sweeper.sweep(home.root)
    while home.intake.step(10):
        pass
    jobs = home.documents.take(10)
    for job in jobs:
        home.documents.record(job, read_file(job))
    index = DictIndex()
    index.refused = {jobs[1].document: "too large"}
    ingest(home, index, make_worker(home, read_file))
    assert len(index.documents) == 2
    (failed,) = home.accounts.failed()
    assert "too large" in failed.reason
    assert home.accounts.status().failed == 1


def test_new_index_is_filled_from_the_ledger(home: LedgerHome) -> None:
    for number in range(5):
        (home.folder / f"{number}").write_text(f"text {number}")
    ingest(home, DictIndex(), make_worker(home, read_file))
    fresh = DictIndex()
    fresh.generation = "second"

    def read(job: Job) -> list[Record]:
        raise AssertionError("nothing has to be read again")

    with Indexer(home.documents, fresh, commit_seconds=0.01):
        end = time.monotonic() + 5
        while len(fresh.documents) < 5 and time.monotonic() < end:
            time.sleep(0.01)
    assert len(fresh.documents) == 5


def test_file_that_changes_while_it_is_read_is_read_again(home: LedgerHome) -> None:
    path = home.folder / "a"
    path.write_text("one")

    def read(job: Job) -> list[Record]:
        if path.read_text() == "one":
            path.write_text("two")
        from hashlib import sha256

        content = path.read_text()
        return [to_record(enriched(content, sha256(content.encode()).hexdigest()))]

    index = DictIndex()
    home.sweeper.sweep(home.root)
    worker = make_worker(home, read)
    ingest(home, index, worker)
    assert [one.enriched.extracted.text for one in index.documents.values()] == ["two"]


def test_what_a_dead_process_had_taken_is_handed_back(home: LedgerHome) -> None:
    from connectors.ledger.owners import hand_back

    (home.folder / "a").write_text("text")
    home.sweeper.sweep(home.root)
    while home.intake.step(10):
        pass
    assert len(home.documents.take(10)) == 1
    home.database.connection.execute("UPDATE documents SET taken_by = '999999:1.0'")
    assert home.documents.take(10) == []
    assert hand_back(home.database) == 1
    assert len(home.documents.take(10)) == 1
