"""Projects of a home, opened with their documents and labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from enricher.documents import SourceFile
from enricher.documents.boxes import KeepBoxes, keep_none
from enricher.errors import LabelError
from enricher.files.content import hash_file
from enricher.ledger.events import Noting, unnoted
from enricher.models.registry import Registry
from enricher.projects.choice_examples import ChoiceExample, choice_examples
from enricher.projects.correction_labels import CorrectionLabels
from enricher.projects.formats import texts_of_folder
from enricher.projects.indexed_documents import AddedDocuments, add_indexed
from enricher.projects.project import Overview, Project, survey
from enricher.projects.service import Projects
from enricher.projects.trainings import ProjectTrainings
from enricher.settings import load_settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.readers import build_extractor

if TYPE_CHECKING:
    from connectors.ledger.history import HistoryTable
    from enricher.projects.formats import Texts


@contextmanager
def open_project(
    home: Path, name: str, who: str = "", history: HistoryTable | None = None
) -> Iterator[Project]:
    """A project with its documents and labels; one that ships has those of this home.

    Args:
        who: may change it, which the history then tells; "" only reads, or is noted elsewhere.
        history: of the home, where it is open already.

    Raises:
        NotFoundError: there is no such project.
        SettingsError: its database cannot be used.
    """
    from connectors.ledger.opinions import SqliteOpinions
    from connectors.ledger.project_store import SqliteProjectStore

    registry = Registry(home.absolute())
    registry.schema_path(name)
    folder = registry.own_folder(name)
    store = SqliteProjectStore(folder / "project.db")
    with ExitStack() as opened:
        opened.callback(store.close)
        noting: Noting = unnoted
        if who:
            history = history or opened.enter_context(_history(home))
            noting = partial(history.noting, who, "project", name)
        examples = partial(_choice_examples, home, name, registry)
        yield Project(name, folder, store, registry, SqliteOpinions(store), noting, examples)


def _choice_examples(home: Path, name: str, registry: Registry) -> Sequence[ChoiceExample]:
    if not (home / "ledger.db").exists():
        return ()
    with open_home(home) as opened:
        ledger = opened.ledger
        schema = registry.project_schema(name)
        return choice_examples(ledger.corrections.list(), ledger.documents.read, name, schema)


@contextmanager
def _history(home: Path) -> Iterator[HistoryTable]:
    from connectors.ledger.history import HistoryTable
    from connectors.ledger.ledger import open_ledger

    with closing(open_ledger(home.absolute() / "ledger.db")) as database:
        yield HistoryTable(database)


def survey_projects(home: Path) -> list[Overview]:
    """Count what each project has, those that ship among them."""
    found = []
    for name in Registry(home.absolute()).projects():
        with open_project(home, name) as project:
            found.append(survey(project))
    return found


def projects(home: Home) -> Projects:
    ledger = home.ledger
    return Projects(
        home.path,
        home.registry,
        ledger.collections.all,
        ledger.trainings.forget,
        ledger.history,
    )


def project_trainings(home: Home) -> ProjectTrainings:
    opens = partial(open_project, home.path)
    return ProjectTrainings(home.registry, opens, home.ledger.trainings, home.ledger.history)


def document_texts(home: Path, folder: Path, keep: KeepBoxes = keep_none) -> Texts:
    """The texts of the documents of a folder: plain ones as they are, others as Tika reads them.

    Args:
        keep: is told where the words of texts stand.
    """
    extractor = cache(lambda: build_extractor(load_settings(home), home))

    def read(path: Path) -> str:
        found = path.stat()
        source = SourceFile(path, found.st_size, found.st_mtime_ns, hash_file(path)[0])
        first = extractor().extract(source)[0]
        if first.error:
            raise LabelError(f"{path} cannot be read: {first.error}")
        if first.boxes:
            keep(first.text, first.boxes)
        return first.text

    return texts_of_folder(folder, read)


def correction_labels(home: Home) -> CorrectionLabels:
    ledger = home.ledger
    return CorrectionLabels(ledger.corrections.list, ledger.documents.read, ledger.roots.above)


def add_documents(home: Home, project: Project, ids: Sequence[str]) -> AddedDocuments:
    """Add ingested documents to a project; raises what `add_indexed` raises."""
    ledger = home.ledger
    return add_indexed(project, ids, ledger.documents.read, ledger.roots.above)
