"""A home whose vectors another encoder makes: changed, changed back, and asked meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.commands.server import serve
from enricher.errors import ModelError
from enricher.ingestion.indexer import write_out
from enricher.models.search_model import shipped_search
from enricher.recognizer.sentence_folder import open_sentence_folder
from enricher.wiring.encoders import check_encoder, encoder_source
from enricher.wiring.home import Home, makes_vectors, open_home
from enricher.wiring.ingestion import ingesting
from enricher.wiring.readers import build_recorder
from enricher.wiring.search import hybrid_search
from tests.enricher.here import ingest, recording
from tests.enricher.homes import SETTINGS, make_home, write_documents, write_texts
from tests.sentence_folder import DIMENSIONS, write_sentence_folder

QUESTION = "who keeps confidential information secret"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A home with documents whose vectors the encoder makes that ships."""
    home = make_home(tmp_path / "home", vectors=True)
    with open_home(home) as opened:
        ingest(opened, write_documents(tmp_path / "documents"))
        catch_up(opened)
    return home


def name_encoder(home: Path, encoder: str) -> None:
    settings = f'{SETTINGS}search_encoder = "{encoder}"\n' if encoder else SETTINGS
    (home / "enricher.toml").write_text(settings)


@contextmanager
def opened_by(home: Path, encoder: str = "") -> Iterator[Home]:
    """The home once what ingests has started, and stopped before anything was embedded."""
    name_encoder(home, encoder)
    with open_home(home) as opened:
        with ingesting(opened, recording, recording):
            pass
        yield opened


def catch_up(home: Home) -> None:
    read = build_recorder(home.path, home.settings)
    while tasks := home.ledger.passages.take(10):
        for task in tasks:
            home.ledger.passages.record(task, read(task))
    write_out(home.ledger.documents, home.index)


def encoders(home: Home) -> set[str]:
    rows = home.ledger.database.connection.execute("SELECT encoder FROM passages").fetchall()
    return {encoder for (encoder,) in rows}


def with_vectors(home: Home) -> int:
    """How many documents have vectors that the encoder of now made."""
    assert home.encoder is not None
    near = home.index.nearest(home.encoder.question(QUESTION), home.encoder.name, None, 1000)
    return len({one.document for one in near})


def test_encoder_is_changed_and_changed_back(path: Path, tmp_path: Path) -> None:
    folder = write_sentence_folder(tmp_path / "encoder")
    named = open_sentence_folder(folder).name
    with open_home(path) as home:
        shipped = shipped_search(home.registry)
        assert shipped is not None
        assert encoders(home) == {shipped.name}
        total = home.ledger.accounts.status().embedded
        assert (found := with_vectors(home)) > 2
    with opened_by(path, str(folder)) as home:
        assert home.ledger.accounts.status().semantic() == f"0 of {total} documents ready"
        catch_up(home)
        assert home.ledger.accounts.status().embedded == total
        assert encoders(home) == {named}
        assert with_vectors(home) == found
    with opened_by(path) as home:
        assert home.ledger.accounts.status().unembedded == total
        catch_up(home)
        assert encoders(home) == {shipped.name}
        assert with_vectors(home) == found


def test_questions_are_answered_while_some_have_the_vectors_of_before(
    path: Path, tmp_path: Path
) -> None:
    folder = write_sentence_folder(tmp_path / "encoder")
    with opened_by(path, str(folder)) as home:
        before = hybrid_search(home).find(QUESTION, "hybrid")
        assert with_vectors(home) == 0
        assert before.page.hits[0].passages
        read = build_recorder(home.path, home.settings)
        for task in home.ledger.passages.take(2):
            home.ledger.passages.record(task, read(task))
        write_out(home.ledger.documents, home.index)
        assert with_vectors(home) in (1, 2)  # one may be an archive, which has no text of its own
        meanwhile = hybrid_search(home).find(QUESTION, "hybrid")
        assert {one.id for one in meanwhile.page.hits} >= {one.id for one in before.page.hits}
    with opened_by(path, str(folder)) as home:  # as after a restart
        status = home.ledger.accounts.status()
        assert status.embedded == 2
        assert status.unembedded > 1


def test_new_documents_get_the_vectors_of_the_named_encoder(path: Path, tmp_path: Path) -> None:
    folder = write_sentence_folder(tmp_path / "home" / "models" / "encoder")
    name_encoder(path, "models/encoder")  # below the home
    new = write_texts(tmp_path / "more", {"new": "The tenant pays rent every month."})
    with open_home(path) as home:
        ingest(home, new)
        assert open_sentence_folder(folder).name in encoders(home)
        (row,) = home.ledger.database.connection.execute(
            "SELECT count(*) FROM passages JOIN files USING (document)"
            " WHERE CAST(path AS TEXT) LIKE '%new.txt' AND encoder = ?",
            (open_sentence_folder(folder).name,),
        ).fetchone()
        assert row == 1


def test_topics_and_reranking_stay_those_that_ship(path: Path, tmp_path: Path) -> None:
    name_encoder(path, str(write_sentence_folder(tmp_path / "encoder")))
    with open_home(path) as home:
        assert home.topics is not None
        assert home.signs.rerank is not None
        assert home.signs.encoder is home.encoder
        found = hybrid_search(home).find("which law governs the agreement?", "hybrid")
        assert found.question is not None
        assert "Jurisdiction" in {one.category for one in found.question.topics}


def test_damaged_encoder_stops_the_start_and_no_document(path: Path, tmp_path: Path) -> None:
    folder = write_sentence_folder(tmp_path / "encoder")
    name_encoder(path, str(folder))
    (folder / "onnx" / "model.onnx").write_bytes(b"no model")
    new = write_texts(tmp_path / "more", {"new": "The tenant pays rent every month."})
    done = CliRunner().invoke(cli, ["ingest", str(new), "--home", str(path)])
    assert done.exit_code == 1
    assert "setting search_encoder" in done.output
    assert str(folder) in done.output
    with open_home(path) as home:
        status = home.ledger.accounts.status()
        assert (status.failed, status.unembeddable) == (1, 0)  # broken.pdf, from before
        with pytest.raises(ModelError, match="setting search_encoder"):
            serve(home, "127.0.0.1", 0, stop=threading.Event())
        with pytest.raises(ModelError, match="cannot be loaded"):
            hybrid_search(home).find(QUESTION, "hybrid")
        assert hybrid_search(home).find("confidential", "words").page.total > 0


def test_vectors_that_are_switched_off_need_no_encoder(path: Path) -> None:
    (path / "enricher.toml").write_text('search_vectors = false\nsearch_encoder = "nowhere"\n')
    with open_home(path) as home:
        assert encoder_source(path, home.registry, home.settings) is None
        assert not makes_vectors(home)
        assert check_encoder(path, home.settings) == 0
        assert home.encoder is None


def test_encoder_that_works_tells_its_dimensions(path: Path, tmp_path: Path) -> None:
    name_encoder(path, str(write_sentence_folder(tmp_path / "encoder")))
    with open_home(path) as home:
        assert check_encoder(path, home.settings) == DIMENSIONS
