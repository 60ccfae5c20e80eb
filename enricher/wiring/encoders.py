"""What makes vectors in a home, by its settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from enricher.errors import ModelError
from enricher.models.registry import Registry
from enricher.settings import Settings

if TYPE_CHECKING:
    from enricher.models.encoders import EncoderSource, SentenceModel


def encoder_source(home: Path, registry: Registry, settings: Settings) -> EncoderSource | None:
    """Where the encoder comes from; None where vectors are switched off or nothing to make them is installed.

    Raises:
        ModelError: it is damaged, or of a kind that is not supported.
    """
    if not settings.search_vectors:
        return None
    if settings.search_encoder:
        return named_encoder(home, settings)
    from enricher.models.search_model import shipped_search

    return shipped_search(registry)


def named_encoder(home: Path, settings: Settings) -> SentenceModel:
    """The encoder that the settings name.

    Raises:
        ModelError: see `encoder_source`.
    """
    from enricher.models.encoders import SentenceModel
    from enricher.recognizer.sentence_folder import open_sentence_folder

    path = home / Path(settings.search_encoder).expanduser()
    try:
        return SentenceModel(open_sentence_folder(path))
    except ModelError as error:
        raise ModelError(f"setting search_encoder: {error}") from error


def check_encoder(home: Path, settings: Settings) -> int:
    """Load an encoder that the settings name, and try it: what reads documents would fail at each of them.

    Returns:
        How many numbers its vectors have; 0 where the settings name none.

    Raises:
        ModelError: it does not work.
    """
    if not settings.search_vectors or not settings.search_encoder:
        return 0
    source = named_encoder(home, settings)
    try:
        source.embedder().check()
    except ModelError as error:
        raise ModelError(f"setting search_encoder: {error}") from error
    return source.folder.dimensions
