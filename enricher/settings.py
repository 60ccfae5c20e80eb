"""Settings: a TOML file in the home folder, overridden by `ENRICHER_…` environment variables."""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from enricher.errors import SettingsError
from enricher.files.toml_text import read_toml
from enricher.reminders.times import parse_span, parse_time, read_zone
from enricher.text.addresses import shown_url

SETTINGS_FILE = "enricher.toml"
_URLS = ("elasticsearch_url", "tika_url", "portal_url")  # which may have a password in them


class Settings(BaseModel):
    """Every setting, with a default that works on a laptop."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    workers: int = Field(
        default=0, ge=0, description="Processes that read documents; 0: one per core."
    )
    training_threads: int = Field(
        default=0,
        ge=0,
        description="Threads of a training that the server runs; 0: one fewer than there are cores.",
    )
    file_seconds: float = Field(
        default=300,
        gt=0,
        description="A document that takes longer to read, or whose entities make no progress for so long, is recorded as failed.",
    )
    file_megabytes: int = Field(
        default=2048,
        gt=0,
        description="A worker whose memory outgrows this is killed; its document is recorded as failed.",
    )
    recycle_files: int = Field(
        default=2000,
        gt=0,
        description="A worker is replaced by a fresh one after so many documents.",
    )
    max_characters: int = Field(
        default=2_000_000,
        gt=0,
        description="Entities are looked for in so many characters of a document; all of it is searchable.",
    )
    at_once_characters: int = Field(
        default=100_000,  # 2.4 s of a core for the shipped model
        gt=0,
        description="A file with more text than this is searchable before its entities are found.",
    )
    member_depth: int = Field(
        default=4, ge=0, description="How many archives or mails inside each other are opened."
    )
    member_count: int = Field(
        default=1000, ge=0, description="How many members of one file are read."
    )
    member_megabytes: int = Field(
        default=200,
        gt=0,
        description="How much the members of one file may unpack to, all together.",
    )
    ocr: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Read pictures of text with Tesseract; auto: where it is installed.",
    )
    ocr_languages: str = Field(
        default="auto",
        description="Tesseract's languages, joined by +; auto: English, or the installed one that a page turns out to be in.",
    )
    ocr_page_seconds: float = Field(
        default=60,
        gt=0,
        description="A page whose picture takes longer to read stays unread; its document does not.",
    )
    extractor: Literal["embedded", "server"] = Field(
        default="embedded", description="Apache Tika in this process, or a Tika server."
    )
    tika_url: str = Field(default="http://localhost:9998", description="Where the Tika server is.")
    ignore: tuple[str, ...] = Field(
        default=(
            ".*",
            "~$*",
            "Thumbs.db",
            "desktop.ini",
            "*.tmp",
            "*.part",
            "*.crdownload",
            "*.swp",
            "*~",
        ),
        description="Files and folders whose names match are ignored (and counted as that).",
    )
    settle_seconds: float = Field(
        default=1.0,
        ge=0,
        description="A file is taken when its size and time stand still for so long.",
    )
    sweep_seconds: float = Field(
        default=300,
        gt=0,
        description="How often watched folders are compared with the ledger, whatever events said.",
    )
    removal_guard: float = Field(
        default=0.25,
        ge=0,
        le=1,
        description="When more than this share of a folder's known files vanish at once, nothing is removed until a person confirms.",
    )
    attempts: int = Field(
        default=4,
        ge=1,
        description="How often a document is tried when an outside system does not answer.",
    )
    retry_seconds: float = Field(
        default=5, gt=0, description="Wait before the second try; doubled for each further one."
    )
    commit_seconds: float = Field(
        default=0.5,
        ge=0,
        description="How long documents wait for others before the index commits them together.",
    )
    elasticsearch_url: str = Field(
        default="",
        description="Where Elasticsearch is (several nodes: commas between); the index is then there instead of in the home.",
    )
    elasticsearch_cloud_id: str = Field(
        default="", description="A deployment at Elastic Cloud, instead of a URL."
    )
    elasticsearch_index: str = Field(
        default="enricher",
        description="The alias under which the index is found there; each home needs its own.",
    )
    elasticsearch_user: str = Field(default="", description="Who asks, with a password.")
    elasticsearch_password: SecretStr | None = Field(
        default=None, description="The password of elasticsearch_user."
    )
    elasticsearch_api_key: SecretStr | None = Field(
        default=None, description="Who asks, instead of a user and a password."
    )
    elasticsearch_ca: str = Field(
        default="",
        description="A file of certificates that sign the server's, where the system does not know them.",
    )
    elasticsearch_certificate: str = Field(
        default="", description="A file with the certificate to show to a server that wants one."
    )
    elasticsearch_key: str = Field(
        default="", description="A file with that certificate's key, if it is not in the same."
    )
    elasticsearch_seconds: float = Field(
        default=60, gt=0, description="How long Elasticsearch may take to answer."
    )
    elasticsearch_shards: int = Field(
        default=1, ge=1, le=1024, description="Shards of an index that is made there."
    )
    elasticsearch_bulk_megabytes: int = Field(
        default=8, ge=1, le=100, description="How much is written there at once."
    )
    api_key: SecretStr | None = Field(
        default=None,
        description="The administrator's key; without one the server answers on the loopback interface only.",
    )
    tagger_key: SecretStr | None = Field(
        default=None,
        description="A key for people who correct entities and tag documents, beside all that readers do.",
    )
    reader_key: SecretStr | None = Field(
        default=None, description="A key for people who search and read, and change nothing."
    )
    upload_megabytes: int = Field(
        default=200, gt=0, description="The server takes no request with a larger body than this."
    )
    max_connections: int = Field(
        default=500,
        ge=16,
        description="The server keeps so many connections open; one that asks for nothing makes room for the next.",
    )
    client_seconds: float = Field(
        default=20,
        ge=1,
        description="A client that takes longer for the head of a request, or is slower than 1 kB/s for so long, is cut off.",
    )
    waiting_requests: int = Field(
        default=64,
        ge=0,
        description="So many requests of a kind that is work (to read, draw, export, report or check) wait for their turn; others are told to come again.",
    )
    waiting_seconds: float = Field(
        default=60, gt=0, description="How long such a request may wait for its turn."
    )
    trusted_proxies: tuple[str, ...] = Field(
        default=(),
        description="Addresses or networks of proxies in front of the server, whose X-Forwarded-For and X-Forwarded-Proto it believes.",
    )
    portal_url: str = Field(
        default="",
        pattern=r"^(https?://.+)?$",
        description="Where people reach this server, for links in reminders: https://enricher.example.org.",
    )
    reminder_webhook: SecretStr | None = Field(
        default=None,
        description="The address that new findings and near deadlines are posted to; who knows it may post.",
    )
    reminder_webhook_secret: SecretStr | None = Field(
        default=None,
        description="What signs them, known to the receiver as well; it may begin with whsec_.",
    )
    reminder_mail_to: tuple[str, ...] = Field(
        default=(), description="Who gets them by e-mail; each person gets a message of their own."
    )
    reminder_severities: tuple[Literal["critical", "high", "medium", "low"], ...] = Field(
        default=("critical", "high"), description="Findings of these are worth a reminder."
    )
    reminder_minutes: float = Field(
        default=5, ge=0, description="What comes up in so many minutes goes into one message."
    )
    reminder_digest: str = Field(
        default="", description="One message a day, at this time, such as 08:00; empty: at once."
    )
    silent_hours: str = Field(
        default="", description="When nothing is sent, such as 20:00-07:00; it is sent afterwards."
    )
    time_zone: str = Field(
        default="",
        description="Where these times are, such as Europe/Berlin; empty: that of this machine.",
    )
    deadline_fields: tuple[str, ...] = Field(
        default=("ExpiryDate",),
        description="Categories of dates that the calendar has, and that reminders are sent of.",
    )
    deadline_days: tuple[int, ...] = Field(
        default=(90, 30, 7), description="How many days before such a date people are reminded."
    )
    smtp_host: str = Field(default="", description="The server that takes e-mail.")
    smtp_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Its port; 0: the usual one, 587 for starttls, 465 for tls, 25 for none.",
    )
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="How the way there is kept private."
    )
    smtp_user: str = Field(default="", description="Who sends, where the server asks.")
    smtp_password: SecretStr | None = Field(
        default=None, description="The password of smtp_user; it is never sent in the clear."
    )
    smtp_from: str = Field(default="", description="The address that e-mail comes from.")
    smtp_ca: str = Field(
        default="",
        description="A file of certificates that sign the server's, where the system does not know them.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="WARNING", description="What goes to the log on stderr."
    )

    @field_validator("reminder_digest")
    @classmethod
    def _is_time(cls, text: str) -> str:
        if text:
            parse_time(text)
        return text

    @field_validator("silent_hours")
    @classmethod
    def _is_span(cls, text: str) -> str:
        if text:
            parse_span(text)
        return text

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, text: str) -> str:
        read_zone(text)
        return text

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for one in networks:
            try:
                ipaddress.ip_network(one)
            except ValueError as error:
                raise ValueError(f"{one!r} is no address or network such as 10.0.0.0/8") from error
        return networks

    @field_validator("deadline_days")
    @classmethod
    def _are_days(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if any(not 0 <= one <= 3650 for one in days):
            raise ValueError("days are from 0 to 3650")
        return days

    @field_validator("reminder_webhook")
    @classmethod
    def _is_address(cls, address: SecretStr | None) -> SecretStr | None:
        if secret_value(address) and not re.match("https?://.", secret_value(address)):
            raise ValueError("it does not begin with https:// or http://")
        return address

    @field_validator("reminder_mail_to")
    @classmethod
    def _are_addresses(cls, addresses: tuple[str, ...]) -> tuple[str, ...]:
        for one in addresses:
            if "@" not in one or any(mark.isspace() or mark in ",;<>" for mark in one):
                raise ValueError(f"{one!r} is no address such as ada@example.org")
        return addresses

    @model_validator(mode="after")
    def _can_send(self) -> Settings:
        if self.reminder_mail_to and not (self.smtp_host and "@" in self.smtp_from):
            raise ValueError("reminder_mail_to needs smtp_host, and smtp_from with an address")
        if secret_value(self.reminder_webhook) and not secret_value(self.reminder_webhook_secret):
            raise ValueError(
                "reminder_webhook needs reminder_webhook_secret, by which its receiver knows who posts"
            )
        return self

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What `repr`, and so every log and traceback, says of it."""
        for name, value in super().__repr_args__():
            yield name, shown_url(value) if name in _URLS else value

    def as_json(self) -> dict[str, Any]:
        """The settings for programs, without anything secret."""
        shown = {name: shown_url(getattr(self, name)) for name in _URLS}
        return self.model_dump(mode="json") | shown

    @property
    def uses_elasticsearch(self) -> bool:
        return bool(self.elasticsearch_url or self.elasticsearch_cloud_id)

    @property
    def key(self) -> str | None:
        """The API key; an empty one is none."""
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
    return settings.model_copy(update=secrets | {"elasticsearch_url": "", "portal_url": ""})


def load_settings(home: Path, environment: dict[str, str] | None = None) -> Settings:
    """Read the settings file of a home (absent: the defaults) and the environment over it.

    Lists in the environment are separated by commas.

    Raises:
        SettingsError: names the setting, its value's fault, and the file or variable it is in.
    """
    environment = dict(os.environ) if environment is None else environment
    path = home / SETTINGS_FILE
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    if path.exists():
        try:
            values = read_toml(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise SettingsError(f"settings file {path} cannot be read: {error}") from error
        origin = {name: str(path) for name in values}
    for name, field in Settings.model_fields.items():
        variable = f"ENRICHER_{name.upper()}"
        if variable in environment:
            text = environment[variable]
            is_list = get_origin(field.annotation) is tuple
            values[name] = [part for part in text.split(",") if part] if is_list else text
            origin[name] = f"the environment variable {variable}"
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        if not first["loc"]:
            message = first["msg"].removeprefix("Value error, ")
            raise SettingsError(f"{message} (settings of {path})") from error
        name = str(first["loc"][0])
        raise SettingsError(
            f"setting {name} in {origin.get(name, path)}: {first['msg'].removeprefix('Value error, ')};"
            " `enricher settings` lists them all"
        ) from error


def describe_settings(settings: Settings) -> str:
    """The documented settings file, with the values in force."""
    lines = [
        "# Settings of enricher. Each has an environment variable: ENRICHER_ and its name.",
        "",
    ]
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        lines.append(f"# {field.description}")
        if value is None or isinstance(value, SecretStr):
            shown = '"" # set; never printed' if value else '"…"'
            lines.append(f"# {name} = {shown}")
        elif name in _URLS and (harmless := shown_url(value)) != value:
            lines.append(f"# {name} = {_toml(harmless)} # set; its secrets are never printed")
        else:
            lines.append(f"{name} = {_toml(value)}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def secret_value(value: SecretStr | None) -> str:
    """A secret itself, to be given to who asks for it; "" where none is set."""
    return value.get_secret_value() if value else ""


def _toml(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value)
