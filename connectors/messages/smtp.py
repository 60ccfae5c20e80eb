"""Messages by e-mail, each to one person, over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from connectors.messages.wording import subject, text
from enricher.errors import SettingsError, UnavailableError
from enricher.ledger.messages import Message

_SECONDS = 15.0
_USUAL_PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed in.

    Attributes:
        port: 0 is the usual one.
        ca: a file of certificates; "" are those that the system knows.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""

    def __post_init__(self) -> None:
        if self.user and self.security == "none":
            raise SettingsError(
                "smtp_user with smtp_security none would send the password in the clear; set"
                ' smtp_security to "starttls" or "tls"'
            )

    @contextmanager
    def session(self) -> Iterator[smtplib.SMTP]:
        """Raises SettingsError where the file of certificates cannot be read."""
        port = self.port or _USUAL_PORTS[self.security]
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, port, timeout=_SECONDS, context=self._context()
            )
        else:
            server = smtplib.SMTP(self.host, port, timeout=_SECONDS)
        with server:
            if self.security == "starttls":
                server.starttls(context=self._context())
            if self.user:
                server.login(self.user, self.password)
            yield server

    def _context(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.ca or None)
        except (OSError, ssl.SSLError) as error:
            raise SettingsError(
                f"setting smtp_ca: {self.ca} cannot be read as certificates: {error}"
            ) from error


class Mail:
    """Satisfies `enricher.ledger.messages.Place`: a person who gets e-mail."""

    is_whole = True

    def __init__(self, server: MailServer, sender: str, address: str, portal_url: str) -> None:
        self.name = f"mail {address}"
        self._server = server
        self._sender = sender
        self._address = address
        self._portal_url = portal_url

    def send(self, message: Message) -> None:
        mail = self._compose(message)
        try:
            with self._server.session() as session:
                session.send_message(mail, self._sender, [self._address])
        except smtplib.SMTPResponseException as error:
            said = _said(error.smtp_error)
            raise UnavailableError(
                f"the mail server {self._server.host} said {error.smtp_code} {said}"
            ) from error
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise UnavailableError(
                f"the mail server {self._server.host} refused the recipient: {code} {_said(answer)}"
            ) from error
        except (smtplib.SMTPException, OSError) as error:  # SSLError and timeouts among them
            raise UnavailableError(f"the mail server {self._server.host}: {error}") from error

    def _compose(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._sender
        mail["To"] = self._address
        mail["Subject"] = subject(message.content)
        mail["Date"] = format_datetime(message.made_at)
        mail["Message-ID"] = f"<{message.id}@{self._sender.rpartition('@')[2].rstrip('>')}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
        mail.set_content(text(message.content, self._portal_url))
        return mail


def _said(answer: bytes | str) -> str:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(said.split())
