"""The adapter against a small HTTP server that answers as tika-server's documentation says.

It is a stand-in and no Tika: `/rmeta/form/xml` answers with what the embedded Tika reads, in the
server's form, and some names with the server's faults.
"""

from __future__ import annotations

import json
import socket
import tempfile
import threading
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import docx
import pytest

from connectors.tika.embedded import EmbeddedTika
from connectors.tika.reading import Reading
from connectors.tika.server import TikaServer
from enricher.entities import Notice
from enricher.errors import UnavailableError

XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><head/><body>{}</body></html>'
REPLIES: dict[bytes, tuple[int, Any]] = {
    b"unsupported": (415, None),
    b"unprocessable": (422, None),
    b"overloaded": (503, None),
    b"not json": (200, "hello"),
    b"encrypted": (
        200,
        [
            {
                "Content-Type": "application/pdf",
                "X-TIKA:Parsed-By": ["org.apache.tika.parser.DefaultParser"],
                "X-TIKA:EXCEPTION:container_exception": "org.apache.tika.exception."
                "EncryptedDocumentException: Unable to process: document is encrypted\n\tat x",
            }
        ],
    ),
    b"embedded": (
        200,
        [
            {
                "Content-Type": "application/vnd.ms-word",
                "dc:title": "The title",
                "X-TIKA:content": XHTML.format("<p>outer \U0001f600</p>"),
            },
            {
                "Content-Type": "application/pdf",
                "resourceName": "in.pdf",
                "X-TIKA:content": XHTML.format("<p>inner</p>"),
                "X-TIKA:EXCEPTION:embedded_exception": "java.lang.Error: gone\n\tat x",
            },
        ],
    ),
}


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert self.path == "/rmeta/form/xml"
        self.server.seen = dict(self.headers)  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        (part,) = BytesParser(policy=HTTP).parsebytes(head + body).iter_parts()
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        status, answer = REPLIES.get(data) or (200, _read(data, str(part.get_filename())))
        content = json.dumps(answer).encode() if answer != "hello" else b"hello"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _read(data: bytes, name: str) -> list[dict[str, Any]]:
    """What the embedded Tika says, with single values as strings, as the server has them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        extractor = EmbeddedTika(ocr=False)._extractor
        _, metadata = extractor.extract_file_to_string(str(path))
        stream, _ = extractor.extract_file(str(path))
        xhtml = bytes(stream.read(10_000_000)).decode()
    answer = {key: values if len(values) > 1 else values[0] for key, values in metadata.items()}
    return [{**answer, "X-TIKA:content": xhtml}]


@pytest.fixture(scope="module")
def http_server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def tika(http_server: ThreadingHTTPServer) -> Iterator[TikaServer]:
    with TikaServer(f"http://127.0.0.1:{http_server.server_port}", ocr=False) as server:
        yield server


def read(tika: TikaServer, folder: Path, data: bytes, name: str = "a.bin") -> Reading:
    path = folder / name
    path.write_bytes(data)
    return tika.read(path, name)


def test_a_document_reads_as_with_the_embedded_tika(tika: TikaServer, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The contract \U0001f600")
    document.sections[0].header.paragraphs[0].text = "Acme"
    path = tmp_path / "a.docx"
    document.save(str(path))
    reading = tika.read(path, path.name)
    assert reading == EmbeddedTika(ocr=False).read(path, path.name)
    assert reading.text == "Acme\nThe contract \U0001f600\n"


def test_plain_text_is_not_even_sent(tmp_path: Path) -> None:
    with TikaServer("http://127.0.0.1:9", ocr=False) as tika:
        assert read(tika, tmp_path, b"a\r\nb", "a.txt").text == "a\r\nb"


def test_the_server_is_told_what_to_read(http_server: ThreadingHTTPServer, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{http_server.server_port}"
    with TikaServer(url, ocr=True, ocr_languages="eng+deu") as tika:
        read(tika, tmp_path, b"embedded")
    seen = http_server.seen  # type: ignore[attr-defined]
    assert seen["X-Tika-OCRLanguage"] == "eng+deu"
    assert seen["X-Tika-OCRskipOcr"] == "false"
    assert seen["X-Tika-OfficeIncludeHeadersAndFooters"] == "true"


def test_objects_inside_follow_the_text(tika: TikaServer, tmp_path: Path) -> None:
    reading = read(tika, tmp_path, b"embedded")
    assert reading.text == "outer \U0001f600\nin.pdf\ninner\n"
    assert reading.title == "The title"
    assert reading.warnings == (Notice("object_unread", {"why": "Error: gone"}),)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"encrypted", "encrypted"), (b"unsupported", "unsupported"), (b"unprocessable", "failed")],
)
def test_what_the_server_refuses_is_the_documents_error(
    tika: TikaServer, tmp_path: Path, data: bytes, kind: str
) -> None:
    reading = read(tika, tmp_path, data)
    assert reading.error_kind == kind
    assert reading.error


@pytest.mark.parametrize("data", [b"overloaded", b"not json"])
def test_a_server_in_trouble_is_unavailable(tika: TikaServer, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnavailableError, match=r"http://127\.0\.0\.1"):
        read(tika, tmp_path, data)


def test_no_server_is_unavailable(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        TikaServer(f"http://127.0.0.1:{port}", ocr=False) as tika,
        pytest.raises(UnavailableError, match="did not answer"),
    ):
        read(tika, tmp_path, b"anything")
