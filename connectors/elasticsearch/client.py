"""The way to an Elasticsearch server: who asks, how, and what its errors are here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    UnsupportedProductError,
)

from enricher.errors import SettingsError, UnavailableError
from enricher.text.addresses import shown_url

_RETRIES = 2  # of a request that no node answered, each on the next node
_REASON_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Access:
    """Where the server is and who asks. Secrets are in no `repr`, message or log.

    Attributes:
        url: commas between those of several nodes.
        cloud_id: names a deployment at Elastic Cloud, instead of a URL.
        ca: a file of certificates that sign the server's, where the system does not know it.
        certificate: shown to a server that asks for one; `key` is in a file of its own, or in it.
        seconds: how long one request may take.

    Raises:
        SettingsError: these do not go together.
    """

    url: str = ""
    cloud_id: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca: str = ""
    certificate: str = ""
    key: str = ""
    seconds: float = 30.0

    def __post_init__(self) -> None:
        if bool(self.url) == bool(self.cloud_id):
            raise SettingsError("set one of elasticsearch_url and elasticsearch_cloud_id")
        for url in self.urls:
            _check_url(url)
        if self.user and self.api_key:
            raise SettingsError(
                "elasticsearch_api_key and elasticsearch_user are both set; one of them asks"
            )
        if bool(self.user) != bool(self.password):
            raise SettingsError("elasticsearch_user and elasticsearch_password go together")
        if self.key and not self.certificate:
            raise SettingsError("elasticsearch_key is set without elasticsearch_certificate")
        files = {"ca": self.ca, "certificate": self.certificate, "key": self.key}
        for name, path in files.items():
            if path and not Path(path).is_file():
                raise SettingsError(f"elasticsearch_{name} names {path}, which is no file")
            if path and not self.cloud_id and not self.url.startswith("https:"):
                raise SettingsError(
                    f"elasticsearch_{name} is set and elasticsearch_url does not begin with https:"
                )

    @property
    def urls(self) -> list[str]:
        return [url.strip() for url in self.url.split(",") if url.strip()]

    @property
    def server(self) -> str:
        """Names the server in messages."""
        return f"Elasticsearch at {', '.join(map(shown_url, self.urls)) or 'Elastic Cloud'}"


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise SettingsError("elasticsearch_url cannot be read as a URL") from error
    if parts.username or parts.password:
        raise SettingsError(
            "elasticsearch_url holds a user or a password; they belong into"
            " ENRICHER_ELASTICSEARCH_USER and ENRICHER_ELASTICSEARCH_PASSWORD"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(
            f"elasticsearch_url is {shown_url(url)}; expected something like https://localhost:9200"
        )


def connect(access: Access) -> Elasticsearch:
    """A client that asks when it is used, not before; safe to use from several threads."""
    options: dict[str, Any] = {
        "request_timeout": access.seconds,
        "max_retries": _RETRIES,
        "retry_on_timeout": False,  # a slow server is not asked the same thing three times at once
    }
    if access.cloud_id:
        options["cloud_id"] = access.cloud_id
    else:
        # The client wants a port in every URL; this is Elasticsearch's own.
        options["hosts"] = [url if urlsplit(url).port else _with_port(url) for url in access.urls]
    if access.api_key:
        options["api_key"] = access.api_key
    if access.user:
        options["basic_auth"] = (access.user, access.password)
    if access.ca:
        options["ca_certs"] = access.ca
    if access.certificate:
        options["client_cert"] = access.certificate
        options["client_key"] = access.key or access.certificate
    try:
        return Elasticsearch(**options)
    except (ValueError, TypeError, OSError) as error:
        # The library quotes what it was given: say which setting, never its value.
        name = "elasticsearch_cloud_id" if access.cloud_id else "elasticsearch_url"
        raise SettingsError(
            f"{name}, or a certificate beside it, cannot be used ({type(error).__name__})"
        ) from None


def _with_port(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"{parts.netloc}:9200").geturl()


@contextmanager
def translated(server: str) -> Iterator[None]:
    """Turn what the client raises into UnavailableError, with what to do about it."""
    try:
        yield
    except (ApiError, TransportError, UnsupportedProductError) as error:
        raise UnavailableError(f"{server} {fault(error)}") from error


def fault(error: Exception) -> str:
    """What is wrong, to be said after the server's name."""
    match error:
        case ConnectionTimeout():
            return "did not answer in time (setting elasticsearch_seconds)"
        case TlsError():
            return (
                f"has a certificate that is not trusted, or asks for a client certificate: {_cut(error.message)};"
                " elasticsearch_ca names the file of its CA, elasticsearch_certificate one's own"
            )
        case TransportError():
            return f"did not answer: {_cut(error.message)}; is it running, and the URL right?"
        case AuthenticationException():
            return (
                "does not know who asks; set elasticsearch_api_key,"
                " or elasticsearch_user and elasticsearch_password"
            )
        case AuthorizationException():
            return f"does not allow it: {reason(error)}"
        case UnsupportedProductError():
            return "answers, and is something else than Elasticsearch"
        case ApiError():
            return f"answered {error.meta.status}: {reason(error)}"
        case _:
            return f"failed: {_cut(str(error))}"


def reason(error: ApiError) -> str:
    body = error.body
    return (
        cause_text(body["error"]) if isinstance(body, dict) and "error" in body else error.message
    )


def cause_text(cause: Any) -> str:
    """What the server gives as the cause of an error: a name and sentences inside each other."""
    if not isinstance(cause, dict):
        return _cut(str(cause))
    texts = [f"{one.get('type')}: {one.get('reason')}" for one in cause.get("root_cause") or ()]
    while isinstance(cause, dict):
        texts.append(f"{cause.get('type')}: {cause.get('reason')}")
        cause = cause.get("caused_by")
    # The outermost says what was asked, the innermost why not.
    distinct = list(dict.fromkeys(texts))
    return _cut("; ".join(distinct if len(distinct) < 4 else [*distinct[:2], distinct[-1]]))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _REASON_CHARACTERS else text[: _REASON_CHARACTERS - 1] + "…"
