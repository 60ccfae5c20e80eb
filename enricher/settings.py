"""Settings: a TOML file in the home folder, overridden by `ENRICHER_…` environment variables."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from enricher.errors import SettingsError

SETTINGS_FILE = "enricher.toml"


class Settings(BaseModel):
    """Every setting, with a default that works on a laptop."""

    model_config = ConfigDict(extra="forbid", frozen=True)

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
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="WARNING", description="What goes to the log on stderr."
    )

    @property
    def uses_elasticsearch(self) -> bool:
        return bool(self.elasticsearch_url or self.elasticsearch_cloud_id)

    @property
    def key(self) -> str | None:
        """The API key; an empty one is none."""
        return (self.api_key.get_secret_value() or None) if self.api_key else None

    @property
    def worker_count(self) -> int:
        return self.workers or os.cpu_count() or 1

    @property
    def training_thread_count(self) -> int:
        return self.training_threads or max(1, (os.cpu_count() or 1) - 1)


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
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise SettingsError(f"settings file {path} cannot be read: {error}") from error
        origin = {name: str(path) for name in values}
    for name, field in Settings.model_fields.items():
        variable = f"ENRICHER_{name.upper()}"
        if variable in environment:
            text = environment[variable]
            is_list = field.annotation == tuple[str, ...]
            values[name] = [part for part in text.split(",") if part] if is_list else text
            origin[name] = f"the environment variable {variable}"
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        raise SettingsError(
            f"setting {name} in {origin.get(name, path)}: {first['msg']};"
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
        else:
            lines.append(f"{name} = {_toml(value)}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value)
