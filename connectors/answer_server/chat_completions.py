"""Language models behind `POST …/chat/completions`, as Ollama, llama.cpp, vLLM and LM Studio serve them.

Source: the API reference of OpenAI, "Create chat completion" and "List models".
"""

from __future__ import annotations

import json
import logging
import time
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, Field, ValidationError

from enricher.errors import UnavailableError
from enricher.query.questions import Reply
from enricher.text.addresses import shown_url

logger = logging.getLogger(__name__)

_MOST_TOKENS = 800  # of an answer: some sentences, and what a model thinks before it writes them
_MOST_BYTES = 1_000_000  # of what a server answers; such an answer has 5 kB
_CONNECT_SECONDS = 5.0
_REASON = 200  # characters of what a server says about its failure
_HERE = ("localhost", "127.0.0.1", "::1")


class _Message(BaseModel):
    content: str | None = None  # none where all that a model may write went into its thoughts


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice] = Field(min_length=1)


class _Listed(BaseModel):
    id: str


class _Models(BaseModel):
    data: list[_Listed]


class AnswerServer:
    """Satisfies `enricher.query.questions.LanguageModel`.

    Args:
        url: to which `/chat/completions` is added: `http://localhost:11434/v1`.
        name: of the model, as the server knows it.
        key: that the server asks for; "" where it asks for none.
        seconds: how long an answer may take, all in all.
    """

    def __init__(self, url: str, name: str, key: str = "", seconds: float = 120.0) -> None:
        self._url = url.rstrip("/")
        self._shown = shown_url(self._url)
        self.name = name
        self._headers = {"user-agent": "enricher", "accept": "application/json"}
        if key:
            self._headers["authorization"] = f"Bearer {key}"
        self._seconds = seconds

    def write(self, instructions: str, request: str) -> Reply:
        """What the model writes.

        Raises:
            UnavailableError: nothing that can be used came in time; it says what to do.
        """
        body = {
            "model": self.name,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": request},
            ],
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            "stream": False,
        }
        started = time.monotonic()
        content = self._ask("POST", "/chat/completions", body)
        try:
            choice = _Completion.model_validate_json(content).choices[0]
        except ValidationError as error:
            raise self._nonsense() from error
        took_ms = round((time.monotonic() - started) * 1000)
        logger.info("written model=%s characters=%d ms=%d", self.name, len(request), took_ms)
        return Reply(choice.message.content or "", choice.finish_reason != "length")

    def models(self) -> list[str]:
        """The names of the models that the server has.

        Raises:
            UnavailableError: it does not say.
        """
        try:
            listed = _Models.model_validate_json(self._ask("GET", "/models", None))
        except ValidationError as error:
            raise self._nonsense() from error
        return [one.id for one in listed.data]

    def _ask(self, method: str, path: str, body: object) -> bytes:
        """The content of a successful answer.

        Neither a server elsewhere is asked that an answer leads to, nor a proxy for a server on this
        machine: where passages go is the administrator's to say.
        """
        is_here = urlsplit(self._url).hostname in _HERE
        limits = httpx.Timeout(self._seconds, connect=min(_CONNECT_SECONDS, self._seconds))
        try:
            with (
                httpx.Client(trust_env=not is_here, timeout=limits) as client,
                client.stream(
                    method, self._url + path, json=body, headers=self._headers
                ) as response,
            ):
                content = self._read(response)
        except httpx.ReadTimeout as error:
            raise self._late() from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error).replace(self._url, self._shown) or type(error).__name__
            raise UnavailableError(
                f"the answer server at {self._shown} did not answer ({reason}); start it, or correct"
                " answer_server_url"
            ) from error
        if not response.is_success:
            raise UnavailableError(self._refusal(response.status_code, content))
        return content

    def _read(self, response: httpx.Response) -> bytes:
        """All of it, in time and of bounded length: timeouts of the library are between two bytes."""
        end = time.monotonic() + self._seconds
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if time.monotonic() > end:
                raise self._late()
            if len(content) > _MOST_BYTES:
                raise self._nonsense()
        return bytes(content)

    def _late(self) -> UnavailableError:
        return UnavailableError(
            f"the answer server at {self._shown} took longer than {self._seconds:g} s; serve a smaller"
            " model there, send less (answer_server_characters) or wait longer (answer_server_seconds)"
        )

    def _nonsense(self) -> UnavailableError:
        return UnavailableError(
            f"what answers at {self._shown} does not speak the OpenAI-compatible API; correct"
            " answer_server_url, which often ends in /v1"
        )

    def _refusal(self, status: int, content: bytes) -> str:
        reason = _reason(content)
        said = f" ({reason})" if reason else ""
        answered = f"the answer server at {self._shown} answered {status}{said}; "
        if status in (401, 403):
            return answered + "correct answer_server_key"
        if status in (400, 404, 405):
            return answered + (
                f"see that it has a model {self.name} (answer_server_model), that answer_server_url is"
                " right, often with /v1 at its end, and that the model takes so much text"
            )
        if status in (429, 503):
            return answered + "it is busy: ask again later"
        return answered + "its log says more"


def _reason(content: bytes) -> str:
    """What a server says about its failure, in one short line."""
    try:
        body: Any = json.loads(content)
    except ValueError:
        return ""
    error = body.get("error") if isinstance(body, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    return " ".join(message.split())[:_REASON] if isinstance(message, str) else ""
