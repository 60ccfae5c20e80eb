"""A model bundle: a folder with all that it takes to recognize the categories of a project.

    model.onnx       ids and features of one window -> logits of its tokens
    tokenizer.json   as the `tokenizers` library writes it
    choices.npz      what tells what a document is, where the schema asks for that (enricher.recognizer.choices)
    manifest.json    what the model is, what it learned from, how it reads, how good it is, sha256
                     of the other files

What was measured of it lies beside these (`enricher.models.evaluations`) and is no part of it.
A bundle never changes once written. Its version is derived from its content, so the same training
gives the same version, and a bundle whose files do not fit its manifest is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from enricher.documents import ModelVersion
from enricher.errors import ModelError, SettingsError
from enricher.files.versions import MODEL_VERSION
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.layout import LAYOUT_VERSION
from enricher.recognizer.outputs import Outputs
from enricher.schema import EntitySchema
from enricher.schema.entries import parse_entries, write_schema

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
CHOICES_FILE = "choices.npz"
MANIFEST_FILE = "manifest.json"

VERSION_NAMESPACE = uuid.UUID("7f2b3a52-0c55-5d0e-9c1f-4d1f6d9a8e21")


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """What a model is, apart from its weights.

    Attributes:
        categories: in the order of the model's outputs.
        passages: those of them that are found statement by statement (`enricher.recognizer.passages`)
            and not by tags.
        joined: those of the passages of which several statements in a row are one.
        window_tokens: what the model reads at a time, special tokens included.
        overlap_tokens: what neighbouring windows share at least.
        touching: what a sequence of tags loses where an entity begins right behind another one in
            a line, in units of log-probability.
        literal: categories whose entities are what the model found, to the character: their labels
            end elsewhere than the dates and amounts that a detector finds there. Entities of others
            are stretched to those (`enricher.recognizer.whole`).
        confidence: how the model is to be believed.
        metrics: scores by name, each as measured through the recognizer that serves.
        data_fingerprint: sha256 over the texts and labels that the model learned from.
        test_fingerprint: the same over the testing set that `metrics` beginning with `unseen.`
            are of; "" where there was none. Models of one fingerprint compare.
        made_with: versions of the libraries that trained it, by name.
        schema: of its project when it was trained: what its categories meant then.
        learned_from: a `text_key` for each text that the training saw; a score on one of them
            tells nothing. Empty in models made before this was kept.
        tested_on: the same for its testing set, which stays from model to model.
        train_percent: the share that was to be learned from, where the testing set was drawn; None
            where people had chosen it.
        layout: how it is told where words stand (`enricher.recognizer.layout.LAYOUT_VERSION`); 0 for a
            model that is not.
    """

    project: str
    name: str
    categories: tuple[str, ...]
    window_tokens: int
    overlap_tokens: int
    touching: float = 0.0
    literal: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    confidence: Confidence = field(default_factory=Confidence)
    metrics: Mapping[str, float] = field(default_factory=dict)
    data_fingerprint: str = ""
    test_fingerprint: str = ""
    made_with: Mapping[str, str] = field(default_factory=dict)
    schema: EntitySchema | None = None
    learned_from: tuple[str, ...] = ()
    tested_on: tuple[str, ...] = ()
    train_percent: int | None = None
    layout: int = 0

    def __post_init__(self) -> None:
        if not self.categories:
            raise ValueError("a model without categories finds nothing")
        if len(set(self.categories)) != len(self.categories):
            raise ValueError("a category occurs twice")
        if other := {*self.passages, *self.joined} - set(self.categories):
            raise ValueError(f"passages of {', '.join(sorted(other))}, which it does not find")
        if unknown := self.confidence.categories - set(self.categories):
            raise ValueError(f"confidence for {', '.join(sorted(unknown))}, which it does not find")
        if not 0 <= self.overlap_tokens < self.window_tokens - 2:
            raise ValueError(
                f"windows of {self.window_tokens} tokens cannot overlap by {self.overlap_tokens}"
            )

    @property
    def outputs(self) -> Outputs:
        return Outputs.of(self.categories, self.passages, self.joined)


@dataclass(frozen=True, slots=True)
class ModelBundle:
    """A bundle whose files have been verified.

    Attributes:
        encoder: sha256 of its model: two bundles of one model may differ in how they are believed.
    """

    folder: Path
    version: ModelVersion
    description: ModelDescription
    encoder: str
    choices_path: Path | None = None

    @property
    def model_path(self) -> Path:
        return self.folder / MODEL_FILE

    @property
    def tokenizer_path(self) -> Path:
        return self.folder / TOKENIZER_FILE


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: int
    project: str
    name: str
    version: str
    categories: list[str]
    window_tokens: int
    overlap_tokens: int
    touching: float = Field(default=0.0, ge=0)
    literal: list[str] = Field(default_factory=list)
    passages: list[str] = Field(default_factory=list)
    joined: list[str] = Field(default_factory=list)
    confidence: Confidence = Field(default_factory=Confidence)
    metrics: dict[str, float] = Field(default_factory=dict)
    data_fingerprint: str = ""
    test_fingerprint: str = ""
    made_with: dict[str, str] = Field(default_factory=dict)
    # `schema` is a method of pydantic's models
    schema_: dict[str, Any] | None = Field(default=None, alias="schema")
    learned_from: list[str] = Field(default_factory=list)
    tested_on: list[str] = Field(default_factory=list)
    train_percent: int | None = None
    layout: int = 0
    files: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        said = self.model_dump(mode="json", by_alias=True)
        # As models were written before there were passages and layout.
        left = {name for name in ("passages", "joined", "layout") if not said[name]}
        return {name: one for name, one in said.items() if name not in left}


def text_key(text: str) -> str:
    """Tells whether a text is one that a model knows, without telling what stands in it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def open_bundle(folder: Path) -> ModelBundle:
    """Read a bundle's manifest and verify its files.

    Raises:
        ModelError: a file is missing, or is not the one that was published.
    """
    said = _read_manifest(folder)
    manifest = _parse_manifest(said, folder)
    for name in (MODEL_FILE, TOKENIZER_FILE):
        if name not in manifest.files:
            raise ModelError(f"model {folder}: {MANIFEST_FILE} does not list {name}; publish again")
    for name, expected in manifest.files.items():
        if name != Path(name).name:
            raise ModelError(f"model {folder}: {MANIFEST_FILE} lists {name}, outside of the folder")
        try:
            actual = _sha256(folder / name)
        except OSError as error:
            raise ModelError(f"model {folder}: {name} is missing; restore or publish it") from error
        if actual != expected:
            raise ModelError(
                f"model {folder}: {name} is damaged or was changed (sha256 {actual[:12]}…,"
                f" published {expected[:12]}…); restore or publish it"
            )
    try:
        description = ModelDescription(
            project=manifest.project,
            name=manifest.name,
            categories=tuple(manifest.categories),
            window_tokens=manifest.window_tokens,
            overlap_tokens=manifest.overlap_tokens,
            touching=manifest.touching,
            literal=tuple(manifest.literal),
            passages=tuple(manifest.passages),
            joined=tuple(manifest.joined),
            confidence=manifest.confidence,
            metrics=manifest.metrics,
            data_fingerprint=manifest.data_fingerprint,
            test_fingerprint=manifest.test_fingerprint,
            made_with=manifest.made_with,
            schema=None if manifest.schema_ is None else parse_entries(manifest.schema_, "schema"),
            learned_from=tuple(manifest.learned_from),
            tested_on=tuple(manifest.tested_on),
            train_percent=manifest.train_percent,
            layout=manifest.layout,
        )
    except (ValueError, SettingsError) as error:
        raise ModelError(f"model {folder}: {MANIFEST_FILE}: {error}") from error
    if manifest.version != _version(said):
        raise ModelError(f"model {folder}: {MANIFEST_FILE} is damaged or was changed; restore it")
    version = ModelVersion(manifest.project, manifest.name, manifest.version)
    choices = folder / CHOICES_FILE if CHOICES_FILE in manifest.files else None
    return ModelBundle(folder, version, description, manifest.files[MODEL_FILE], choices)


def write_bundle(
    folder: Path,
    description: ModelDescription,
    model: bytes,
    tokenizer_json: str,
    choices: bytes | None = None,
) -> ModelBundle:
    """Write a bundle; `folder` appears whole or not at all.

    Args:
        choices: what `enricher.recognizer.choices.write_choosers` made.

    Raises:
        ModelError: the folder exists and holds another version.
    """
    contents = {MODEL_FILE: model, TOKENIZER_FILE: tokenizer_json.encode("utf-8")}
    if choices is not None:
        contents[CHOICES_FILE] = choices
    files = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    manifest = _Manifest(
        format=MODEL_VERSION,
        project=description.project,
        name=description.name,
        version="",
        categories=list(description.categories),
        window_tokens=description.window_tokens,
        overlap_tokens=description.overlap_tokens,
        touching=description.touching,
        literal=list(description.literal),
        passages=list(description.passages),
        joined=list(description.joined),
        confidence=description.confidence,
        metrics=dict(description.metrics),
        data_fingerprint=description.data_fingerprint,
        test_fingerprint=description.test_fingerprint,
        made_with=dict(description.made_with),
        schema=None if description.schema is None else write_schema(description.schema),
        learned_from=list(description.learned_from),
        tested_on=list(description.tested_on),
        train_percent=description.train_percent,
        layout=description.layout,
        files=files,
    )
    manifest.version = _version(manifest.as_json())
    if folder.exists():
        existing = open_bundle(folder).version.version
        if existing == manifest.version:
            return open_bundle(folder)
        raise ModelError(f"{folder} holds version {existing}; remove it first")
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in contents.items():
            (unfinished / name).write_bytes(content)
        (unfinished / MANIFEST_FILE).write_text(
            json.dumps(manifest.as_json(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        unfinished.chmod(0o755)  # mkdtemp gives it to its owner alone
        os.replace(unfinished, folder)  # noqa: PTH105  fails on a folder that came to be meanwhile
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return open_bundle(folder)


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"{folder} holds no model: {MANIFEST_FILE} cannot be read") from error
    except UnicodeDecodeError as error:
        raise ModelError(f"model {folder}: {MANIFEST_FILE} is damaged: not UTF-8") from error
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ModelError(f"model {folder}: {MANIFEST_FILE} is damaged: {error}") from error
    if not isinstance(data, dict):
        raise ModelError(f"model {folder}: {MANIFEST_FILE} is damaged: not a JSON object")
    return data


def _parse_manifest(said: Mapping[str, Any], folder: Path) -> _Manifest:
    found = said.get("format")
    if isinstance(found, int) and found != MODEL_VERSION:
        raise ModelError(
            f"model {folder} has format {found}, this enricher reads {MODEL_VERSION};"
            " publish the model again with this version's training commands"
        )
    layout = said.get("layout", 0)
    if isinstance(layout, int) and layout not in (0, LAYOUT_VERSION):
        raise ModelError(
            f"model {folder} was trained with layout version {layout}, but this version"
            f" of enricher uses {LAYOUT_VERSION}; train it again, or use the version that"
            f" trained it"
        )
    try:
        return _Manifest.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ModelError(
            f"model {folder}: {MANIFEST_FILE} is damaged: {place}: {first['msg']}"
        ) from error


def _version(said: Mapping[str, Any]) -> str:
    """An id derived from all that a manifest says, and so from the files of the bundle."""
    rest = {key: value for key, value in said.items() if key != "version"}
    return str(uuid.uuid5(VERSION_NAMESPACE, json.dumps(rest, sort_keys=True)))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
