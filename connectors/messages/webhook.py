"""Messages posted to an address of the administrator's, signed as standardwebhooks.com has it.

`webhook-signature` is `v1,` and the base64 of the HMAC-SHA256 of `id.timestamp.body`; the id is the
same however often a message is sent.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from datetime import UTC, datetime

import httpx

from enricher.errors import SettingsError, UnavailableError
from enricher.ledger.messages import Message

_SECONDS = 15.0
_PREFIX = "whsec_"


class Webhook:
    """Satisfies `enricher.ledger.messages.Place`."""

    name = "webhook"
    is_whole = False

    def __init__(self, url: str, secret: str) -> None:
        """Raises SettingsError where the secret cannot be read."""
        self._url = url
        self._secret = _read_secret(secret)

    def send(self, message: Message) -> None:
        said = {"id": message.id, "made_at": message.made_at.isoformat(timespec="seconds")}
        body = json.dumps(said | message.content.as_json()).encode()
        # When it is sent, and not when it was made: receivers turn old ones away.
        timestamp = str(int(datetime.now(UTC).timestamp()))
        headers = {
            "content-type": "application/json",
            "user-agent": "enricher",
            "idempotency-key": message.id,
            "webhook-id": message.id,
            "webhook-timestamp": timestamp,
            "webhook-signature": sign(self._secret, message.id, timestamp, body),
        }
        try:
            # An answer elsewhere is none: where messages go is the administrator's to say.
            answer = httpx.post(
                self._url, content=body, headers=headers, timeout=_SECONDS, follow_redirects=False
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error) or type(error).__name__
            raise UnavailableError(f"the webhook did not answer: {reason}") from error
        if not answer.is_success:
            raise UnavailableError(f"the webhook answered {answer.status_code}, not 200")


def sign(secret: bytes, id: str, timestamp: str, body: bytes) -> str:
    """The value of `webhook-signature`.

    Source: the specification at standardwebhooks.com, "symmetric signatures".
    """
    signed = f"{id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


def _read_secret(secret: str) -> bytes:
    """The bytes of a secret: base64 behind `whsec_`, as the libraries of receivers have it."""
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise SettingsError(
            "setting reminder_webhook_secret: what follows whsec_ is not base64"
        ) from error
