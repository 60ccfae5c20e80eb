"""Answers that a language model writes, over HTTP, on the command line and on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from enricher.commands.doctor import examine
from enricher.wiring.home import Home
from enricher.wiring.search import hybrid_search
from tests.answer_server import MODEL, ModelServer, model_server
from tests.enricher.api.clients import Connect
from tests.enricher.command_line import run, run_json
from tests.servers import find_free_port

QUESTION = "who keeps confidential information secret"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as served:
        yield served


@pytest.fixture
def asked_home(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """The environment of commands."""
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    return server


def ask(api: TestClient, **asked: Any) -> dict[str, Any]:
    parameters: dict[str, Any] = {"q": QUESTION, "written": True}
    answer = api.get("/api/search", params=parameters | asked)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_answer_cites_places_in_documents(
    connecting: Connect, server: ModelServer, ingested_home: Home
) -> None:
    server.says("Each of the two keeps it [1]. So says my mother [77].")
    written = ask(connecting(**server.settings))["written"]
    assert (written["state"], written["model"]) == ("answered", MODEL)
    assert written["text"] == "Each of the two keeps it [1]. So says my mother."
    (cited,) = written["citations"]
    document = ingested_home.ledger.documents.read(cited["document"])
    assert document is not None
    text = document.enriched.extracted.text
    assert text[cited["offset"] : cited["offset"] + cited["length"]] == cited["text"]
    assert "confidential information" in cited["text"]
    assert cited in written["sent"]
    for one in written["sent"]:
        assert one["text"].strip() in server.request
    assert server.request.endswith(f"<question>\n{QUESTION}\n</question>")


def test_nothing_is_sent_unless_it_is_asked_for(connecting: Connect, server: ModelServer) -> None:
    api = connecting(**server.settings)
    for asked in ({"written": False}, {"from": 1}, {"size": 0}):
        written = ask(api, **asked)["written"]
        assert written is None or written == {
            "state": "without_passages",
            "model": MODEL,
            "text": "",
            "citations": [],
            "sent": [],
            "failure": "",
        }
    assert server.asked == []


def test_without_the_setting_no_answer_is_written(api: TestClient, ingested_home: Home) -> None:
    answer = api.get("/api/search", params={"q": QUESTION, "written": True})
    assert answer.status_code == 422
    assert "answer_server_url" in answer.json()["detail"]
    assert "data-written" not in api.get("/", params={"q": QUESTION}).text
    assert hybrid_search(ingested_home).write is None


@pytest.mark.parametrize("asked", [{"mode": "words"}, {"q": " "}, {"sort": "date"}])
def test_answer_is_written_to_a_question_alone(
    connecting: Connect, server: ModelServer, asked: dict[str, str]
) -> None:
    parameters = {"q": QUESTION, "written": "true"} | asked
    answer = connecting(**server.settings).get("/api/search", params=parameters)
    assert answer.status_code == 422
    assert server.asked == []


def test_words_are_asked_as_a_question(connecting: Connect, server: ModelServer) -> None:
    body = ask(connecting(**server.settings), q="confidential information")
    assert body["mode"] == "hybrid"
    assert body["written"]


def test_filters_hold_for_what_is_sent(connecting: Connect, server: ModelServer) -> None:
    where = ["Jurisdiction=Delaware"]
    written = ask(connecting(**server.settings), q="which law governs", where=where)["written"]
    assert {one["title"] for one in written["sent"]} == {"NON-DISCLOSURE AGREEMENT"}
    assert "New York" not in server.request


@pytest.mark.parametrize(
    ("body", "state"),
    [(b"<html>", "unavailable"), ({"choices": []}, "unavailable"), (None, "uncited")],
)
def test_hits_come_whatever_the_model_does(
    connecting: Connect, server: ModelServer, body: object, state: str
) -> None:
    if body is None:
        server.says("I know it without looking.")
    else:
        server.body = body
    answer = ask(connecting(**server.settings))
    plain = ask(connecting(**server.settings), written=False)
    assert answer["hits"] == plain["hits"]
    assert answer["answers"] == plain["answers"]
    written = answer["written"]
    assert (written["state"], written["text"], written["citations"]) == (state, "", [])
    assert bool(written["failure"]) is (state == "unavailable")


def test_server_that_is_down_is_said_with_its_remedy(connecting: Connect) -> None:
    url = f"http://127.0.0.1:{find_free_port()}/v1"
    answer = ask(connecting(answer_server_url=url, answer_server_model=MODEL))
    written = answer["written"]
    assert "start it, or correct answer_server_url" in written["failure"]
    assert answer["hits"]


def test_searches_go_on_while_answers_are_written(connecting: Connect, server: ModelServer) -> None:
    api = connecting(**server.settings, waiting_requests=0)
    server.may_answer.clear()
    with ThreadPoolExecutor(4) as threads:
        waiting = [threads.submit(ask, api) for _ in range(4)]
        while len(server.asked) < 4:
            assert not any(one.done() for one in waiting)
        full = api.get("/api/search", params={"q": QUESTION, "written": True})
        assert full.status_code == 429
        assert ask(api, written=False)["hits"]
        server.may_answer.set()
        assert all(one.result(30)["written"] for one in waiting)


def test_whoever_may_search_may_have_an_answer_written(
    connecting: Connect, server: ModelServer
) -> None:
    keys = {"api_key": "administrator-key-1", "reader_key": "reader-key-12345"}
    api = connecting(**server.settings, **keys)
    parameters: dict[str, Any] = {"q": QUESTION, "written": True}
    assert api.get("/api/search", params=parameters).status_code == 401
    assert api.get("/written", params=parameters).status_code == 401
    assert server.asked == []
    reader = {"authorization": f"Bearer {keys['reader_key']}"}
    assert api.get("/api/search", params=parameters, headers=reader).status_code == 200


def test_page_has_a_place_for_the_answer_and_fills_it_later(
    connecting: Connect, server: ModelServer
) -> None:
    api = connecting(**server.settings)
    assert "data-written" in api.get("/", params={"q": QUESTION}).text
    assert "data-written" not in api.get("/", params={"q": QUESTION, "mode": "words"}).text
    assert server.asked == []
    server.says("<script>alert(1)</script> ![x](https://evil.example/?q=1) It is kept [1].")
    page = api.get("/written", params={"q": QUESTION}).text
    assert f"Written by {MODEL}" in page
    assert "<script>alert" not in page
    assert "![x](https://evil.example" in page  # as text: nothing leads there
    assert not re.search('(src|href)="https', page)
    assert "#at=" in page
    server.body = b""
    assert "wrote no answer" in api.get("/written", params={"q": QUESTION}).text


def test_answer_on_a_terminal(asked_home: ModelServer, ingested_home: Home) -> None:
    asked_home.says("Each keeps it \x1b[2J secret [1].")
    result = run(ingested_home.path, "search", "--written", QUESTION)
    assert f"Written by {MODEL}" in result.stdout
    assert "secret [1]." in result.stdout
    assert "[1] NON-DISCLOSURE AGREEMENT" in result.stdout
    assert "\x1b[2J" not in result.stdout
    written = run_json(ingested_home.path, "search", "--written", QUESTION)["written"]
    assert written["state"] == "answered"
    asked_home.status = 503
    result = run(ingested_home.path, "search", "--written", QUESTION)
    assert "ask again later" in result.stderr
    assert "nda.txt" in result.stdout


def test_command_without_the_setting_says_which(ingested_home: Home) -> None:
    assert (
        "answer_server_url" in run(ingested_home.path, "search", "--written", "who", code=2).stderr
    )


def test_doctor_looks_whether_the_model_is_there(
    asked_home: ModelServer, ingested_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check() -> tuple[str, str]:
        found = next(one for one in examine(ingested_home.path) if one.name == "answer server")
        return found.state, found.finding

    state, finding = check()
    assert (state, "writes answers" in finding) == ("ok", True)
    assert asked_home.asked == []
    monkeypatch.setenv("ENRICHER_ANSWER_SERVER_MODEL", "another")
    assert check() == ("warning", f"{asked_home.url} has no model another; it has {MODEL}")
    asked_home.status = 500
    assert check()[0] == "warning"
    monkeypatch.delenv("ENRICHER_ANSWER_SERVER_URL")
    assert [one for one in examine(ingested_home.path) if one.name == "answer server"] == []
