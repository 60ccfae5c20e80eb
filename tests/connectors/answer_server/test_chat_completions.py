"""The adapter against a small HTTP server that speaks the protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from connectors.answer_server.chat_completions import AnswerServer
from enricher.errors import UnavailableError
from tests.answer_server import MODEL, ModelServer, completion, model_server
from tests.servers import find_free_port


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as served:
        yield served


def connect(server: ModelServer, key: str = "", seconds: float = 10) -> AnswerServer:
    return AnswerServer(server.url, MODEL, key, seconds)


def failure(server: AnswerServer) -> str:
    with pytest.raises(UnavailableError) as raised:
        server.write("be brief", "what is it")
    return str(raised.value)


def test_model_is_asked_once_and_without_chance(server: ModelServer) -> None:
    server.says("Four years.")
    assert connect(server).write("be brief", "how long") == ("Four years.", True)
    (asked,) = server.asked
    assert (asked["model"], asked["temperature"], asked["stream"]) == (MODEL, 0, False)
    assert 0 < asked["max_tokens"] <= 1000
    assert asked["messages"] == [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": "how long"},
    ]
    assert "authorization" not in server.headers[0]


def test_key_is_shown_and_never_told(server: ModelServer) -> None:
    connect(server, key="s3cret").write("be brief", "how long")
    assert server.headers[0]["authorization"] == "Bearer s3cret"
    server.status, server.body = 401, {"error": {"message": "wrong key"}}
    said = failure(connect(server, key="s3cret"))
    assert "answered 401 (wrong key)" in said
    assert "answer_server_key" in said
    assert "s3cret" not in said


def test_slash_at_the_end_of_the_address_changes_nothing(server: ModelServer) -> None:
    AnswerServer(f"{server.url}/", MODEL).write("be brief", "how long")
    assert len(server.asked) == 1


def test_answer_that_was_cut_says_so(server: ModelServer) -> None:
    server.says("It ends on", "length")
    assert connect(server).write("be brief", "how long") == ("It ends on", False)
    server.says(None, "length")  # as of a model that only thought
    assert connect(server).write("be brief", "how long") == ("", False)


@pytest.mark.parametrize(
    ("status", "body", "remedy"),
    [
        (404, {"error": {"message": "model not found"}}, "answer_server_model"),
        (404, {"error": "model not found"}, "answer_server_model"),
        (400, {"error": {"message": "context too long"}}, "takes so much text"),
        (403, b"no", "answer_server_key"),
        (429, {}, "ask again later"),
        (503, [], "ask again later"),
        (500, b"<html>", "its log says more"),
        (307, b"", "its log says more"),
    ],
)
def test_refusal_says_what_to_do(
    server: ModelServer, status: int, body: object, remedy: str
) -> None:
    server.status, server.body = status, body
    said = failure(connect(server))
    assert f"answered {status}" in said
    assert remedy in said
    assert len(server.asked) == 1  # no second try, nor one elsewhere


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>hello</html>",
        b"\xff\xfe",
        [],
        {"choices": []},
        {"choices": [{"text": "as of another API"}]},
        {"choices": [{"message": {"content": ["parts"]}}]},
        b"[" * 100_000,
        json.dumps(completion("x" * 2_000_000)).encode(),
    ],
)
def test_nonsense_is_told_from_an_answer(server: ModelServer, body: object) -> None:
    server.body = body
    assert "does not speak the OpenAI-compatible API" in failure(connect(server))


def test_silence_ends_in_time(server: ModelServer) -> None:
    server.may_answer.clear()
    assert "took longer than 0.2 s" in failure(connect(server, seconds=0.2))


def test_answer_that_never_ends_ends_in_time(server: ModelServer) -> None:
    server.may_answer.clear()
    server.is_slow = True
    assert "took longer than 0.3 s" in failure(connect(server, seconds=0.3))


def test_nobody_at_the_address_is_said_without_its_password() -> None:
    url = f"http://ada:s3cret@127.0.0.1:{find_free_port()}/v1"
    said = failure(AnswerServer(url, MODEL))
    assert "did not answer" in said
    assert "answer_server_url" in said
    assert "s3cret" not in said


def test_proxy_of_the_environment_never_sees_what_stays_on_this_machine(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{find_free_port()}")
    assert connect(server).write("be brief", "how long").is_whole


def test_models_are_listed(server: ModelServer) -> None:
    assert connect(server).models() == [MODEL]
    server.status = 500
    with pytest.raises(UnavailableError, match="answered 404"):
        connect(server).models()
