"""What search has learned, as it ships: it belongs to the encoder of the model that ships.

enricher/shipped/search/manifest.json   of which encoder it is, sha256 of the other files
                        vectors.npz     from states to vectors (enricher.recognizer.vectors)
                        reranker.npz    how well a passage answers (enricher.recognizer.reranker)
                        topics.npz      what a question asks for (enricher.search.language.topic_model)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from enricher.errors import ModelError
from enricher.files.versions import SEARCH_MODEL_VERSION
from enricher.models.registry import Registry
from enricher.recognizer.bundle import ModelBundle, open_bundle
from enricher.recognizer.embedder import Embedder
from enricher.recognizer.reranker import Reranker, read_head
from enricher.recognizer.vectors import VectorSpace, read_space
from enricher.search.language.topic_model import TopicModel, read_topics

MANIFEST_FILE = "manifest.json"
VECTORS_FILE = "vectors.npz"
RERANKER_FILE = "reranker.npz"
TOPICS_FILE = "topics.npz"
SHIPPED_SEARCH = Path(str(files("enricher.shipped"))) / "search"
_PROJECT = "contracts"  # whose shipped model has the encoder


class SearchManifest(BaseModel):
    """What stands in the manifest.

    Attributes:
        encoder: sha256 of the model whose states are read.
        files: sha256 of each.
    """

    model_config = ConfigDict(extra="forbid")

    format: int
    encoder: str
    files: dict[str, str]


@dataclass(frozen=True)
class SearchModel:
    """A folder of what search has learned, whose files are verified as they are read.

    Attributes:
        model: the folder of the bundle whose encoder it belongs to.
    """

    folder: Path
    model: Path
    manifest: SearchManifest

    @cached_property
    def bundle(self) -> ModelBundle:
        bundle = open_bundle(self.model)
        if bundle.encoder != self.manifest.encoder:
            raise ModelError(
                f"{self.folder} does not belong to the model {self.model}; reinstall enricher"
            )
        return bundle

    @cached_property
    def space(self) -> VectorSpace:
        return read_space(self.read(VECTORS_FILE), self.manifest.encoder)

    @property
    def name(self) -> str:
        return self.space.name

    def space_of(self, bundle: ModelBundle) -> VectorSpace | None:
        """Where the vectors of a model lie; None for one of another encoder."""
        return self.space if bundle.encoder == self.manifest.encoder else None

    def embedder(self, on_window: Callable[[], None] | None = None) -> Embedder:
        return Embedder(self.bundle, self.space, on_window)

    def reranker(self) -> Reranker:
        return Reranker(self.bundle, read_head(self.read(RERANKER_FILE)))

    def topics(self, embedder: Embedder) -> TopicModel:
        return TopicModel(embedder, read_topics(self.read(TOPICS_FILE)))

    def read(self, name: str) -> bytes:
        """The content of one of its files.

        Raises:
            ModelError: it is missing, or not the one that was published.
        """
        try:
            content = (self.folder / name).read_bytes()
        except OSError as error:
            raise ModelError(f"{self.folder / name} is missing; reinstall enricher") from error
        if hashlib.sha256(content).hexdigest() != self.manifest.files.get(name):
            raise ModelError(f"{self.folder / name} is damaged or was changed; reinstall enricher")
        return content


def shipped_search(registry: Registry, folder: Path = SHIPPED_SEARCH) -> SearchModel | None:
    """What ships for search; None where enricher is installed without the model that it is of.

    Raises:
        ModelError: it is damaged, or of another version.
    """
    model = registry.shipped_model(_PROJECT)
    if model is None or not folder.is_dir():
        return None
    try:
        manifest = SearchManifest.model_validate_json((folder / MANIFEST_FILE).read_bytes())
    except (OSError, ValidationError) as error:
        raise ModelError(f"{folder / MANIFEST_FILE} cannot be read: {error}") from error
    if manifest.format != SEARCH_MODEL_VERSION:
        raise ModelError(
            f"{folder} has format {manifest.format}, but this version of enricher reads"
            f" {SEARCH_MODEL_VERSION};"
            " reinstall enricher"
        )
    return SearchModel(folder, model, manifest)


def write_search_model(folder: Path, encoder: str, contents: dict[str, bytes]) -> None:
    """Write what was learned for an encoder, by the name of each file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    manifest = SearchManifest(format=SEARCH_MODEL_VERSION, encoder=encoder, files=digests)
    (folder / MANIFEST_FILE).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
