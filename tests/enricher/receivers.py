"""Who gets reminders in tests: an HTTP server and a mail server on the loopback interface."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

SECRET = "a secret of this receiver"


@dataclass
class WebhookReceiver:
    """What was posted; `answers` are given first, then 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    posted: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    may_answer: threading.Event = field(default_factory=threading.Event)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.posted]

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.posted]


@contextmanager
def receiving_webhooks() -> Iterator[WebhookReceiver]:
    receiver = WebhookReceiver()
    receiver.may_answer.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.posted.append(({k.lower(): v for k, v in self.headers.items()}, body))
            receiver.arrived.set()
            receiver.may_answer.wait(30)
            try:
                self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
                self.send_header("content-length", "0")
                self.end_headers()
            except OSError:
                pass  # whoever asked was killed

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield receiver
        finally:
            receiver.may_answer.set()
            server.shutdown()
            thread.join()


@dataclass
class Mailbox:
    """What was handed in; an address in `refused` gets nothing."""

    port: int = 0
    refused: set[str] = field(default_factory=set)
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  the library's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.received += [(address, mail) for address in envelope.rcpt_tos]
        return "250 OK"


@contextmanager
def receiving_mail(
    tls: ssl.SSLContext | None = None, password: str | None = None, *, at_once: bool = False
) -> Iterator[Mailbox]:
    """A mail server; with `tls` and `password` it takes nothing in the clear and from strangers.

    Args:
        at_once: whether TLS begins with the connection (SMTPS), and not by STARTTLS.
    """
    mailbox = Mailbox()

    def is_known(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        mailbox.users.append(data.login.decode())
        return AuthResult(success=data.password == (password or "").encode(), handled=False)

    authenticator: Callable[..., AuthResult] | None = is_known if password else None
    loop = asyncio.new_event_loop()

    def protocol() -> SMTP:
        return SMTP(
            mailbox,
            hostname="mail",
            tls_context=None if at_once else tls,
            require_starttls=tls is not None and not at_once,
            auth_required=password is not None,
            auth_require_tls=not at_once,  # the library knows of its own STARTTLS only
            authenticator=authenticator,
            loop=loop,
        )

    # In its thread from the first: tests of pages have a loop of their own in this one.
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        starting = loop.create_server(protocol, "127.0.0.1", 0, ssl=tls if at_once else None)
        server = asyncio.run_coroutine_threadsafe(starting, loop).result()
        mailbox.port = server.sockets[0].getsockname()[1]
        try:
            yield mailbox
        finally:
            asyncio.run_coroutine_threadsafe(_end(server), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
