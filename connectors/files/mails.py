"""Mails: the headers that matter, the body once, and the attachments as members.

Mails as files (RFC 5322, `.eml`) are read with Python's email package, Outlook's (`.msg`) with
python-oxmsg.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, Message
from pathlib import Path

import oxmsg

from connectors.files.decoding import decode
from connectors.files.staging import Member, Staging, safe_name

SHOWN_HEADERS = ("Subject", "From", "To", "Cc", "Date")
# Parts that sign or describe the mail; nobody looks for them as documents.
_MACHINE_TYPE_NAMES = (
    "application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature"
    " message/delivery-status message/external-body text/rfc822-headers"
)
_MACHINE_TYPES = frozenset(_MACHINE_TYPE_NAMES.split())
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Body:
    text: str
    is_html: bool = False


@dataclass(slots=True)
class Mail:
    """A mail taken apart.

    Attributes:
        headers: those of `SHOWN_HEADERS` that it has, decoded.
        bodies: the parts that are its text, in order; of alternatives the plain one.
        skipped: what it holds and is not read, by kind: pictures shown inside the body, say.
    """

    headers: dict[str, str]
    bodies: list[Body] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def head(self) -> str:
        return "".join(f"{name}: {value}\n" for name, value in self.headers.items())


def stage_attachments(mail: Mail, staging: Staging) -> Iterator[Member]:
    """The attachments as members."""
    staging.skipped.update(mail.skipped)
    for attachment in mail.attachments:
        if staging.is_ignored(attachment.name):
            staging.skipped["ignored by name"] += 1
            continue
        staging.budget.take_member()
        yield staging.add(attachment.name, [attachment.data])


def read_eml(path: Path) -> Mail:
    """Read a mail file; what is malformed in it is read as well as can be."""
    with path.open("rb") as file:
        # compat32 keeps broken headers and parts that the newer policies raise on.
        message = email.message_from_binary_file(file, policy=email.policy.compat32)
    headers = {name: value for name in SHOWN_HEADERS if (value := header(message, name))}
    mail = Mail(headers)
    mail.bodies = _walk(message, mail)
    return mail


def header(message: Message[str, str], name: str) -> str:
    """A header's text: encoded words decoded, raw bytes tried as UTF-8, folding undone."""
    value = message.get(name)
    if value is None:
        return ""
    try:
        parts = email.header.decode_header(value)
        text = "".join(
            part if isinstance(part, str) else decode(part, charset or "")
            for part, charset in parts
        )
    except (ValueError, LookupError):
        text = str(value)
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _BLANKS.sub(" ", text).strip()


def _walk(part: Message[str, str], mail: Mail) -> list[Body]:
    """Collect attachments into `mail`; return the parts that are text."""
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        bodies = [body for child in children for body in _walk(child, mail)]
        if kind == "multipart/alternative":
            plain = [body for body in bodies if not body.is_html and body.text.strip()]
            return plain or [body for body in bodies if body.is_html]
        return bodies
    if kind in _MACHINE_TYPES:
        return []
    if kind == "message/rfc822":
        _attach_message(part, mail)
        return []
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    name = _file_name(part)
    is_attachment = part.get_content_disposition() == "attachment" or bool(name)
    if kind in {"text/plain", "text/html"} and not is_attachment:
        text = decode(data, str(part.get_content_charset() or ""))
        return [Body(text, kind == "text/html")] if text.strip() else []
    if kind == "text/calendar" and not is_attachment:
        return []
    if part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment":
        mail.skipped["pictures inside the text"] += 1
        return []
    default = f"attachment-{len(mail.attachments) + 1}{_suffix(kind)}"
    mail.attachments.append(Attachment(safe_name(name, default), data))
    return []


def _attach_message(part: Message[str, str], mail: Mail) -> None:
    """A forwarded mail: a member of its own, named by its subject."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Message):
        return
    name = _file_name(part) or header(inner, "Subject").replace("/", "_") or "message"
    if not name.lower().endswith(".eml"):
        name += ".eml"
    mail.attachments.append(Attachment(safe_name(name, "message.eml"), inner.as_bytes()))


def _file_name(part: Message[str, str]) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError):
        return ""
    if not name:
        return ""
    holder = EmailMessage(policy=email.policy.compat32)
    holder["Name"] = name
    return header(holder, "Name")


def _suffix(kind: str) -> str:
    return {
        "application/pdf": ".pdf",
        "text/html": ".html",
        "text/plain": ".txt",
        "text/csv": ".csv",
    }.get(kind, "")


def read_msg(path: Path) -> Mail:
    """Read an Outlook message; messages attached to it are counted and not read.

    Raises:
        ValueError, KeyError, OSError, AttributeError: the file is damaged.
    """
    message = oxmsg.Message.load(str(path))
    given = {name.lower(): value for name, value in message.message_headers.items()}
    sent = message.sent_date
    fallback = {
        "subject": message.subject,
        "from": message.sender,
        "to": ", ".join(recipient.email_address for recipient in message.recipients),
        "date": sent.isoformat() if sent else "",
    }
    headers = {}
    for name in SHOWN_HEADERS:
        value = given.get(name.lower()) or fallback.get(name.lower()) or ""
        if value.strip():
            headers[name] = _BLANKS.sub(" ", value).strip()
    mail = Mail(headers)
    if (message.body or "").strip():
        mail.bodies.append(Body(message.body or ""))
    elif message.html_body:
        mail.bodies.append(Body(message.html_body, is_html=True))
    for number, attachment in enumerate(message.attachments, 1):
        if attachment.file_bytes is None:
            mail.skipped["attached Outlook messages and links"] += 1
            continue
        name = safe_name(attachment.file_name or "", f"attachment-{number}")
        mail.attachments.append(Attachment(name, attachment.file_bytes))
    return mail
