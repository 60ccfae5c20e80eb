"""Settings: a TOML file in the home, overridden by `ENRICHER_…` environment variables.

What neither says of reminders is chosen in the browser, and kept in a file of its own
(`enricher.reminders.choices`).
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, EnvSettingsSource, NoDecode, SettingsConfigDict

from enricher.errors import InputError, SettingsError
from enricher.files.toml_text import read_toml
from enricher.text.addresses import shown_url
from enricher.text.times import parse_span, parse_time, read_zone

SETTINGS_FILE = "enricher.toml"
CHOSEN_FILE = "chosen.toml"
ENVIRONMENT = "the environment"
CHOOSABLE = (
    "reminder_mail_to",
    "reminder_webhook",
    "reminder_webhook_secret",
    "reminder_severities",
    "deadline_fields",
    "deadline_days",
    "reminder_minutes",
    "reminder_digest",
    "silent_hours",
    "time_zone",
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "smtp_user",
    "smtp_password",
    "smtp_from",
)
"""What may be chosen in the browser: nothing of it opens a file of the server."""
_PREFIX = "ENRICHER_"
_URLS = (
    "answer_server_url",
    "elasticsearch_url",
    "tika_url",
    "portal_url",
)  # which may have a password in them


def _split(value: Any) -> Any:
    """Lists in the environment are separated by commas."""
    return [part for part in value.split(",") if part] if isinstance(value, str) else value


def _time(text: str) -> str:
    if text:
        parse_time(text)
    return text


def _span(text: str) -> str:
    if text:
        parse_span(text)
    return text


def _zone(text: str) -> str:
    read_zone(text)
    return text


def _network(text: str) -> str:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not an address or network such as 10.0.0.0/8") from error
    return text


def _absolute(text: str) -> str:
    if not Path(text).is_absolute():
        raise ValueError(f"{text!r} is not an absolute path")
    return text


def _mail_address(text: str) -> str:
    if "@" not in text or any(mark.isspace() or mark in ",;<>" for mark in text):
        raise ValueError(f"{text!r} is not an address such as ada@example.org")
    return text


def _web_address(address: SecretStr | None) -> SecretStr | None:
    if secret_value(address) and not re.match("https?://.", secret_value(address)):
        raise ValueError("it does not begin with https:// or http://")
    return address


_T = TypeVar("_T")
_List = Annotated[tuple[_T, ...], NoDecode, BeforeValidator(_split)]


class Settings(BaseSettings):
    """Every setting, with a default that works on a laptop."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    workers: NonNegativeInt = 0
    """How many processes read documents; 0: one per core."""
    training_threads: NonNegativeInt = 0
    """How many threads a training on the server uses; 0: one fewer than there are cores."""
    file_seconds: PositiveFloat = 300
    """A document that takes longer to read, or makes no progress for that long while its entities are found, is recorded as failed."""
    file_megabytes: PositiveInt = 2048
    """A worker that needs more memory is killed, and its document recorded as failed."""
    recycle_files: PositiveInt = 2000
    """A worker is replaced by a fresh one after this many documents."""
    max_characters: PositiveInt = 2_000_000
    """Entities are found in this many characters of a document; all of its text is searchable."""
    at_once_characters: PositiveInt = 100_000  # 2.4 s of a core for the shipped model
    """A file with more text than this is searchable before its entities are found."""
    search_vectors: bool = True
    """Give each passage of a document a vector as it is read, so that search finds it by meaning."""
    search_encoder: str = ""
    """A folder of sentence-transformers, absolute or below the home, that makes these vectors; empty: the shipped encoder."""
    member_depth: NonNegativeInt = 4
    """How many levels of archives and mails inside each other are opened."""
    member_count: NonNegativeInt = 1000
    """How many members of one file are read."""
    member_megabytes: PositiveInt = 200
    """How much the members of one file may unpack to, all together."""
    ocr: Literal["auto", "on", "off"] = "auto"
    """Read pictures of text with Tesseract; auto: where it is installed."""
    ocr_languages: str = "auto"
    """Tesseract's languages, joined by +; auto: English, or another installed one if the page is in it."""
    ocr_page_seconds: PositiveFloat = 60
    """A page that takes longer to read is left out; the rest of its document is read."""
    passwords_key: SecretStr | None = None
    """The key that encrypts the passwords of files, 32 bytes in base64; empty: that of passwords_key_file."""
    passwords_key_file: str = ""
    """A file with this key, such as a mounted secret; empty: passwords.key in the home, created when needed."""
    extractor: Literal["embedded", "server"] = "embedded"
    """Apache Tika in this process, or a Tika server."""
    tika_url: str = "http://localhost:9998"
    """The address of the Tika server."""
    ignore: _List[str] = (
        ".*",
        "~$*",
        "Thumbs.db",
        "desktop.ini",
        "*.tmp",
        "*.part",
        "*.crdownload",
        "*.swp",
        "*~",
    )
    """Files and folders with matching names are counted as ignored and not read."""
    folder_roots: _List[Annotated[str, AfterValidator(_absolute)]] = ()
    """Folders below which an administrator may add folders in the browser; empty: wherever the server can read."""
    settle_seconds: NonNegativeFloat = 1.0
    """A file is read once its size and time have not changed for this long."""
    sweep_seconds: PositiveFloat = 300
    """How often watched folders are compared with the ledger, in case an event was missed."""
    removal_guard: Annotated[float, Field(ge=0, le=1)] = 0.25
    """If more than this share of a folder's known files vanish at once, nothing is removed until a person confirms it."""
    attempts: Annotated[int, Field(ge=1)] = 4
    """How often a document is tried when an outside system does not answer."""
    retry_seconds: PositiveFloat = 5
    """The wait before the second try; it doubles with each further one."""
    commit_seconds: NonNegativeFloat = 0.5
    """How long the index waits for more documents before it commits them together."""
    elasticsearch_url: str = ""
    """The address of Elasticsearch (several nodes: separated by commas), to keep the index there instead of in the home."""
    elasticsearch_cloud_id: str = ""
    """A deployment at Elastic Cloud, instead of elasticsearch_url."""
    elasticsearch_index: str = "enricher"
    """The alias of the index; each home needs its own."""
    elasticsearch_user: str = ""
    """The user to sign in as, with a password."""
    elasticsearch_password: SecretStr | None = None
    """The password of elasticsearch_user."""
    elasticsearch_api_key: SecretStr | None = None
    """An API key to sign in with, instead of a user and a password."""
    elasticsearch_ca: str = ""
    """A file with the certificates that signed the server's, if the system does not trust them already."""
    elasticsearch_certificate: str = ""
    """A file with the client certificate, if the server asks for one."""
    elasticsearch_key: str = ""
    """A file with that certificate's key, if it is a separate one."""
    elasticsearch_seconds: PositiveFloat = 60
    """How long Elasticsearch may take to answer."""
    elasticsearch_shards: Annotated[int, Field(ge=1, le=1024)] = 1
    """How many shards a new index has."""
    elasticsearch_bulk_megabytes: Annotated[int, Field(ge=1, le=100)] = 8
    """How much is sent to Elasticsearch in one request."""
    answer_server_url: Annotated[str, Field(pattern=r"^(https?://.+)?$")] = ""
    """The OpenAI-compatible address of a language model that writes answers, such as http://localhost:11434/v1; empty: nothing is sent."""
    answer_server_model: str = ""
    """The name of the model on that server."""
    answer_server_key: SecretStr | None = None
    """The key for that server, if it requires one."""
    answer_server_seconds: PositiveFloat = 120
    """How long that server may take to write an answer."""
    answer_server_characters: Annotated[int, Field(ge=1_000)] = 8_000  # some 2,500 tokens
    """How many characters of passages are sent with a question at most; the default fits a model with a context of 4,096 tokens."""
    api_key: SecretStr | None = None
    """The administrator's key; without one, the server accepts requests from this machine only."""
    tagger_key: SecretStr | None = None
    """A key for people who search, correct entities and tag documents."""
    reader_key: SecretStr | None = None
    """A key for people who search and read, and change nothing."""
    upload_megabytes: PositiveInt = 200
    """The largest request body that the server accepts."""
    max_connections: Annotated[int, Field(ge=16)] = 500
    """How many connections the server keeps open; the next one replaces an idle one."""
    client_seconds: Annotated[float, Field(ge=1)] = 20
    """A client that takes longer to send the head of a request, or is slower than 1 kB/s for this long, is disconnected."""
    waiting_requests: NonNegativeInt = 64
    """How many requests of one kind of heavy work (reading, drawing, exports, reports, checks) may wait; further ones are refused with 429."""
    waiting_seconds: PositiveFloat = 60
    """How long such a request may wait."""
    trusted_proxies: _List[Annotated[str, AfterValidator(_network)]] = ()
    """Addresses or networks of proxies in front of the server whose X-Forwarded-For and X-Forwarded-Proto it trusts."""
    portal_url: Annotated[str, Field(pattern=r"^(https?://.+)?$")] = ""
    """The address at which people reach this server, for links in reminders: https://enricher.example.org."""
    reminder_webhook: Annotated[SecretStr | None, AfterValidator(_web_address)] = None
    """The address to post new findings and upcoming deadlines to; anyone who knows it can post there."""
    reminder_webhook_secret: SecretStr | None = None
    """The secret that signs these messages, shared with the receiver; it may begin with whsec_."""
    reminder_mail_to: _List[Annotated[str, AfterValidator(_mail_address)]] = ()
    """Who gets reminders by e-mail; each person gets a separate message."""
    reminder_severities: _List[Literal["critical", "high", "medium", "low"]] = ("critical", "high")
    """The severities of findings to send reminders for."""
    reminder_minutes: NonNegativeFloat = 5
    """Reminders that come up within this many minutes go into one message."""
    reminder_digest: Annotated[str, AfterValidator(_time)] = ""
    """The time of a single message each day, such as 08:00; empty: send at once."""
    silent_hours: Annotated[str, AfterValidator(_span)] = ""
    """Hours in which nothing is sent, such as 20:00-07:00; messages wait until they are over."""
    time_zone: Annotated[str, AfterValidator(_zone)] = ""
    """The time zone of these times, such as Europe/Berlin; empty: that of this machine."""
    deadline_fields: _List[str] = ("ExpiryDate", "NoticeDeadline")
    """The date categories that the calendar shows and reminders are sent for."""
    deadline_days: _List[Annotated[int, Field(ge=0, le=3650)]] = (90, 30, 7)
    """How many days before such a date to send a reminder."""
    smtp_host: str = ""
    """The server that sends e-mail."""
    smtp_port: Annotated[int, Field(ge=0, le=65535)] = 0
    """The port of that server; 0: the usual one, 587 for starttls, 465 for tls, 25 for none."""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection to that server is encrypted."""
    smtp_user: str = ""
    """The user to sign in as, if the server asks for one."""
    smtp_password: SecretStr | None = None
    """The password of smtp_user; it is only sent over an encrypted connection."""
    smtp_from: str = ""
    """The address that e-mail is sent from."""
    smtp_ca: str = ""
    """A file with the certificates that signed the server's, if the system does not trust them already."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    """What to write to the log on stderr."""

    @property
    def fixed(self) -> dict[str, str]:
        """Where each setting comes from that the environment or the settings file sets."""
        return {
            name: ENVIRONMENT if _PREFIX + name.upper() in os.environ else SETTINGS_FILE
            for name in self.model_fields_set
        }

    @model_validator(mode="after")
    def _can_send(self) -> Settings:
        if self.reminder_mail_to and not (self.smtp_host and "@" in self.smtp_from):
            raise ValueError("reminder_mail_to needs smtp_host, and smtp_from with an address")
        if secret_value(self.reminder_webhook) and not secret_value(self.reminder_webhook_secret):
            raise ValueError(
                "reminder_webhook needs reminder_webhook_secret, which proves to the receiver"
                " who sends"
            )
        if self.answer_server_url and not self.answer_server_model:
            raise ValueError(
                "answer_server_url needs answer_server_model, the name of a model on that server"
            )
        return self

    @classmethod
    def settings_customise_sources(cls, *_args: Any, **sources: Any) -> tuple[Any, ...]:
        """Read nothing but what is given: `load_settings` knows which home to read."""
        return (sources["init_settings"],)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What `repr`, and so every log and traceback, shows."""
        for name, value in super().__repr_args__():
            yield name, shown_url(value) if name in _URLS else value

    @property
    def uses_elasticsearch(self) -> bool:
        return bool(self.elasticsearch_url or self.elasticsearch_cloud_id)

    @property
    def key(self) -> str | None:
        """The administrator's key; an empty one is none."""
        return secret_value(self.api_key) or None

    @property
    def worker_count(self) -> int:
        return self.workers or os.cpu_count() or 1

    @property
    def training_thread_count(self) -> int:
        return self.training_threads or max(1, (os.cpu_count() or 1) - 1)


def without_secrets(settings: Settings) -> Settings:
    """The settings for a process that reads what others wrote, and needs no key for that."""
    secrets: dict[str, Any] = {
        name: None
        for name in Settings.model_fields
        if isinstance(getattr(settings, name), SecretStr)
    }
    # The address of Tika stays: documents are read there.
    addresses = dict.fromkeys(("answer_server_url", "elasticsearch_url", "portal_url"), "")
    return settings.model_copy(update=secrets | addresses)


def load_settings(home: Path) -> Settings:
    """Read the settings file of a home (absent: the defaults) and the environment over it.

    Raises:
        SettingsError: names the setting, what is wrong with its value, and the file or variable.
    """
    path = home / SETTINGS_FILE
    try:
        written = read_toml(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"settings file {path} cannot be read: {error}") from error
    variables = EnvSettingsSource(Settings)()
    try:
        chosen = read_chosen(home)
        settings = Settings.model_validate(chosen | written | variables)
        settings.model_fields_set.difference_update(set(chosen) - {*written, *variables})
        return settings
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        if not first["loc"]:
            raise SettingsError(f"{message} (settings of {path})") from error
        name = str(first["loc"][0])
        variable = f"the environment variable {_PREFIX}{name.upper()}"
        raise SettingsError(
            f"setting {name} in {variable if name in variables else path}: {message};"
            " `enricher settings` lists them all"
        ) from error


def read_chosen(home: Path) -> dict[str, Any]:
    """What was chosen in the browser.

    Raises:
        SettingsError: the file cannot be read.
    """
    path = home / CHOSEN_FILE
    try:
        chosen = read_toml(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path}, chosen in the browser, cannot be read: {error}") from error
    return {name: value for name, value in chosen.items() if name in CHOOSABLE}


def describe_settings(settings: Settings) -> str:
    """The documented settings file, with the values in force."""
    lines = ["# Settings of enricher. Each has an environment variable: ENRICHER_ and its name."]
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        if value is None or isinstance(value, SecretStr):
            shown = f"# {name} = " + ('"" # set; never printed' if value else '"…"')
        elif name in _URLS and (harmless := shown_url(value)) != value:
            shown = f"# {name} = {_toml(harmless)} # set; its secrets are never printed"
        else:
            shown = f"{name} = {_toml(value)}"
        lines += ["", f"# {field.description}", shown]
    return "\n".join(lines) + "\n"


def write_settings(home: Path) -> Path:
    """Write the documented settings file of a home, with the values in force.

    Raises:
        InputError: there is one already, or it cannot be written.
    """
    path = home / SETTINGS_FILE
    text = describe_settings(load_settings(home))
    try:
        home.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise InputError(
            f"{path} exists and was not changed: `enricher settings` prints what to add to it"
        ) from error
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error
    return path


def settings_json(settings: Settings) -> dict[str, Any]:
    """The settings for programs, without anything secret."""
    return settings.model_dump(mode="json") | {
        name: shown_url(getattr(settings, name)) for name in _URLS
    }


def secret_value(value: SecretStr | None) -> str:
    """The secret itself, for whoever asks for it; "" where none is set."""
    return value.get_secret_value() if value else ""


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value)
