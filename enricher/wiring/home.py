"""What a home keeps, opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.ledger.derivations import Derive
from connectors.ledger.ledger import Ledger, open_ledger
from enricher.documents.corrections import Correct
from enricher.errors import SettingsError
from enricher.ingestion.indexer import FollowedIndex
from enricher.ledger.accounts import DEFAULT_ROUTES, reading_order
from enricher.ledger.routes import deployments_of, readers_of_all
from enricher.models.registry import Registry
from enricher.query.index import HomeIndex
from enricher.schema import EntitySchema, first_of_each
from enricher.settings import Settings, load_settings
from enricher.values.names.identities import key_rule, read_name
from enricher.wiring.encoders import encoder_source

if TYPE_CHECKING:
    from enricher.models.encoders import TextEncoder
    from enricher.models.search_model import SearchModel
    from enricher.recognizer.embedder import Embedder
    from enricher.recognizer.reranker import Reranker
    from enricher.search.candidates import Signs
    from enricher.search.language.topic_model import TopicModel
    from enricher.search.ranking import FloatArray

_INDEX = "index"


@dataclass(frozen=True)
class Home:
    """What a home keeps, opened: services are built from it, and nothing else knows it."""

    path: Path
    settings: Settings
    registry: Registry
    ledger: Ledger

    @cached_property
    def index(self) -> HomeIndex:
        """Opened when first needed; accounts are told without it."""
        if self.settings.uses_elasticsearch:
            from enricher.wiring.elasticsearch import build_index

            return build_index(self.path, self.settings)
        from connectors.tantivy.index import TantivyIndex

        return FollowedIndex(TantivyIndex(self.path / _INDEX), self.ledger.documents)

    @cached_property
    def signs(self) -> Signs:
        """What questions are ranked by; the model is loaded when a question is first asked.

        What reads passages again is loaded when there are some: documents like another one need it not.
        """
        from connectors.search.terms import build_stemmer
        from enricher.search.candidates import Signs

        rerank = self._rerank if self.search_model else None
        return Signs(self.encoder, rerank, build_stemmer())

    def _rerank(self, question: str, passages: Sequence[str]) -> FloatArray:
        return self._reranker.scores(question, passages)

    @cached_property
    def _reranker(self) -> Reranker:
        assert self.search_model is not None
        return self.search_model.reranker()

    @cached_property
    def encoder(self) -> TextEncoder | None:
        """Makes the vectors of questions."""
        if not self.settings.search_encoder:
            return self._shipped_encoder
        source = encoder_source(self.path, self.registry, self.settings)
        return source.embedder() if source else None

    @cached_property
    def _shipped_encoder(self) -> Embedder | None:
        return self.search_model.embedder() if self.search_model else None

    @cached_property
    def topics(self) -> TopicModel | None:
        """Tells what questions ask for; by the encoder that ships, whatever makes the vectors."""
        model, embedder = self.search_model, self._shipped_encoder
        return model.topics(embedder) if model and embedder else None

    @cached_property
    def search_model(self) -> SearchModel | None:
        """What search has learned; None where it is not installed, or switched off."""
        from enricher.models.search_model import shipped_search

        return shipped_search(self.registry) if self.settings.search_vectors else None

    def schema(self) -> EntitySchema:
        """The categories of all that reads any collection; what queries may name.

        Where two collections have a category of one name and different types, that counts which is read
        in all documents of its collection, and not in those of some type alone.
        """
        collections = self.ledger.collections.all()
        routes = [one for known in collections for one in known.serve] or list(DEFAULT_ROUTES)
        names = sorted(deployments_of(routes), key=reading_order)
        try:
            return self.registry.merged_schema(names)
        except SettingsError:
            whole = set(readers_of_all(routes))
            names.sort(key=lambda one: one not in whole)
            return first_of_each(map(self.registry.schema, names))


@contextmanager
def open_home(path: Path, settings: Settings | None = None) -> Iterator[Home]:
    """Open a home, making it where needed, for this user alone.

    Raises:
        SettingsError: the home cannot be made or a setting is wrong.
    """
    path = path.absolute()
    settings = settings or load_settings(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)  # contracts are for whoever reads them here, alone
    except OSError as error:
        raise SettingsError(f"home {path} cannot be made: {error.strerror}") from error
    ledger = _open_ledger(path, settings)
    home = Home(path, settings, Registry(path), ledger)
    try:
        ledger.parties.follow_rule(key_rule(), lambda name: read_name(name)[1])
        yield home
    finally:
        if "index" in vars(home):
            home.index.close()
        ledger.database.close()


def _open_ledger(path: Path, settings: Settings) -> Ledger:
    """What corrects and what derives is loaded when it is first asked: searches do without."""
    registry = Registry(path)

    @cache
    def corrector() -> Correct:
        from enricher.enrichment.stored_texts import Corrector

        return Corrector(registry)

    @cache
    def deriver() -> Derive:
        from enricher.enrichment.stored_texts import Deriver

        return Deriver(registry)

    return Ledger(
        open_ledger(path / "ledger.db"),
        settings.settle_seconds,
        correct=lambda body, corrections: corrector()(body, corrections),
        derive=lambda body: deriver()(body),
    )


def makes_vectors(home: Home) -> bool:
    """Whether passages get vectors here: that is not switched off, and what makes them is installed."""
    settings = home.settings
    is_there = bool(settings.search_encoder) or home.registry.shipped_model("contracts") is not None
    return settings.search_vectors and is_there


def index_damage(home: Home) -> str:
    """What is damaged in the embedded index, "" when it is whole; nothing is mended.

    Raises:
        UnavailableError: it cannot be read now.
    """
    if home.settings.uses_elasticsearch:
        return ""
    from connectors.tantivy.folder import examine_folder

    return examine_folder(home.path / _INDEX)
