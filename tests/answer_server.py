"""A server that speaks the OpenAI-compatible API, and says what a test wants it to say."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "small:1b"


def completion(text: str | None, finish: str = "stop") -> dict[str, Any]:
    """The body of a chat completion, as the API reference has it."""
    message = {"role": "assistant", "content": text}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


@dataclass
class ModelServer:
    """Answers with `status` and `body`: JSON, or bytes as they are.

    Attributes:
        asked: the bodies of what was asked of the model, as JSON.
        headers: of the requests, their names in lower case.
        may_answer: an answer waits for it.
        is_slow: until then a byte is sent again and again.
    """

    url: str = ""
    status: int = 200
    body: Any = field(default_factory=lambda: completion("It ends on June 30, 2027 [1]."))
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    may_answer: threading.Event = field(default_factory=threading.Event)
    is_slow: bool = False

    def says(self, text: str | None, finish: str = "stop") -> None:
        self.body = completion(text, finish)

    @property
    def request(self) -> str:
        """What the model was sent last, but the instructions."""
        return str(self.asked[-1]["messages"][1]["content"])

    @property
    def settings(self) -> dict[str, str]:
        return {"answer_server_url": self.url, "answer_server_model": MODEL}

    @property
    def variables(self) -> dict[str, str]:
        return {f"ENRICHER_{name.upper()}": value for name, value in self.settings.items()}


@contextmanager
def model_server() -> Iterator[ModelServer]:
    served = ModelServer()
    served.may_answer.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if self.path != "/v1/chat/completions":
                self._answer(404, {"error": {"message": "no such route"}})
                return
            served.asked.append(asked)
            if served.is_slow:  # something comes again and again, and never the end
                self.send_response(200)
                self.end_headers()
                try:
                    while not served.may_answer.wait(0.02):
                        self.wfile.write(b" ")
                except OSError:
                    return  # whoever asked has left
            served.may_answer.wait(30)
            self._answer(served.status, served.body)

        def do_GET(self) -> None:
            is_known = self.path == "/v1/models" and served.status == 200
            models = {"object": "list", "data": [{"id": MODEL, "object": "model"}]}
            self._answer(200 if is_known else 404, models if is_known else {})

        def _answer(self, status: int, body: Any) -> None:
            served.headers.append({k.lower(): v for k, v in self.headers.items()})
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            try:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                if status == 307:
                    self.send_header("location", "/v1/chat/completions?again")
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                pass  # whoever asked has left

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield served
        finally:
            served.may_answer.set()
            server.shutdown()
            thread.join()
