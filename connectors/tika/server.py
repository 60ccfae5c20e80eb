"""Apache Tika behind HTTP: the same readings as `connectors.tika.embedded`, from a Tika server.

Untested against a live server: the tests speak to a small HTTP server that answers as the
documentation of tika-server 3 says (https://cwiki.apache.org/confluence/display/TIKA/TikaServer).
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import httpx
from tika_client import HttpStatusError, TikaClient

from connectors.tika.reading import Reading
from connectors.tika.result import (
    Metadata,
    first,
    interpret,
    read_without_tika,
    safe_suffix,
    unreadable,
)
from enricher.entities import Notice
from enricher.errors import UnavailableError
from enricher.text.addresses import shown_url

# Metadata of the file and of each object inside it, with the content of each as XHTML.
_ENDPOINT = "/rmeta/form/xml"
_CONTENT = "X-TIKA:content"
_EXCEPTION = "X-TIKA:EXCEPTION:"
_UNSUPPORTED_MEDIA_TYPE = 415
_UNPROCESSABLE = 422
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)


class TikaServer:
    """Reads one file at a time with a Tika server; use it as a context manager.

    Args:
        url: where the server is, `http://localhost:9998`.
        ocr: have the server read pictures of text, for which it needs Tesseract.
        ocr_languages: Tesseract's names, joined by `+`.
        seconds: how long to wait for an answer.
    """

    def __init__(
        self, url: str, *, ocr: bool, ocr_languages: str = "eng", seconds: float = 120.0
    ) -> None:
        self._url = url
        self._shown = shown_url(url)
        self._ocr = ocr
        self._client = TikaClient(url, timeout=seconds, backend="httpx")
        self._headers = {
            "X-Tika-OCRskipOcr": "false" if ocr else "true",
            "X-Tika-OCRLanguage": ocr_languages,
            "X-Tika-PDFOcrStrategy": "auto" if ocr else "no_ocr",
            "X-Tika-OfficeIncludeHeadersAndFooters": "true",
        }

    def __enter__(self) -> TikaServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.client.close()

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        reading = read_without_tika(path, name)
        if reading is not None:
            return reading
        try:
            answer = self._ask(path, name)
        except HttpStatusError as error:
            return self._refusal(error.response.status_code)
        except httpx.HTTPError as error:
            reason = str(error).replace(self._url, self._shown)
            raise UnavailableError(f"Tika at {self._shown} did not answer: {reason}") from error
        except ValueError as error:
            raise UnavailableError(f"what answers at {self._shown} is no Tika server") from error
        return self._interpret(answer, path)

    def _ask(self, path: Path, name: str) -> list[Metadata]:
        with path.open("rb") as file:
            # The name is only a hint, and a header cannot hold any name.
            upload = (f"document{safe_suffix(name)}", file, "")
            response = self._client.client.post(
                _ENDPOINT, files={"upload-file": upload}, headers=self._headers
            )
        response.raise_for_status()
        answer: Any = response.json()
        if not isinstance(answer, list) or not answer:
            raise ValueError("the answer is not a list of metadata")
        return [
            {key: value if isinstance(value, list) else [value] for key, value in item.items()}
            for item in answer
        ]

    def _refusal(self, status: int) -> Reading:
        if status == _UNSUPPORTED_MEDIA_TYPE:
            return Reading("application/octet-stream", failure=Notice("file_unknown"))
        if status == _UNPROCESSABLE:
            return unreadable("application/octet-stream", "the server answered 422")
        raise UnavailableError(f"Tika at {self._shown} answered with status {status}")

    def _interpret(self, answer: list[Metadata], path: Path) -> Reading:
        """The file's reading: objects inside it follow its own text, as embedded Tika has it."""
        own, *embedded = answer
        fault = next((own[key][0] for key in own if _is_fault(key)), "")
        if fault:
            return unreadable(first(own, "Content-Type").split(";")[0], fault)
        entries = []
        faults = list(own.get(f"{_EXCEPTION}embedded_exception", ()))
        for item in embedded:
            faults += [item[key][0] for key in item if key.startswith(_EXCEPTION)]
            body = _BODY.search(first(item, _CONTENT))
            if body:
                name = html.escape(first(item, "resourceName"))
                entries.append(f'<div class="package-entry"><h1>{name}</h1>{body.group(1)}</div>')
        metadata = dict(own)
        xhtml = first(metadata, _CONTENT).replace("</body>", "".join(entries) + "</body>")
        metadata.pop(_CONTENT, None)
        if faults:
            metadata[f"{_EXCEPTION}embedded_exception"] = faults
        return interpret(xhtml, metadata, path, ocr=self._ocr)


def _is_fault(key: str) -> bool:
    """Whether the file itself could not be parsed."""
    return key in {f"{_EXCEPTION}runtime", f"{_EXCEPTION}container_exception"}
