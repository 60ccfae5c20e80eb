"""What is probably wrong with the labels of a project: `enricher project check`.

LabeledDocuments, schema -+- precise: forbidden, uses, values, names, choices, edges, extents
                          +- consistent: repeats                             +-> Flaws
                          +- complete: unseen (what a cross-validation kept)
                          +- enough, apart: amounts, sets

Nothing is trained and nothing changed: a person looks at each flaw and decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

from enricher.errors import ModelError
from enricher.ledger.labels import LabeledDocument
from enricher.models.deployments import ProjectModels
from enricher.projects.project import Project
from enricher.projects.quality.amounts import amounts
from enricher.projects.quality.choices import odd_choices
from enricher.projects.quality.edges import odd_edges
from enricher.projects.quality.extents import odd_extents
from enricher.projects.quality.flaws import Flaw, Place, by_category, in_gravity
from enricher.projects.quality.forbidden import forbidden
from enricher.projects.quality.names import cut_names
from enricher.projects.quality.readings import Readings
from enricher.projects.quality.repeats import repeats
from enricher.projects.quality.sets import set_flaws
from enricher.projects.quality.unseen import Unseen, read_unseen, unseen_flaws
from enricher.projects.quality.uses import odd_uses
from enricher.projects.quality.values import odd_values
from enricher.recognizer.bundle import TOKENIZER_FILE
from enricher.recognizer.windows import open_tokenizer
from enricher.schema import EntitySchema

_SHIPS_A_MODEL = "contracts"


def check_project(project: Project) -> list[Flaw]:
    """The flaws of a project's labels, the gravest first.

    Raises:
        SettingsError: the schema or the database cannot be read.
        ModelError: there is no tokenizer to ask what a training would do.
    """
    return check_labels(
        list(project.store.read()),
        project.schema,
        _tokenizer(project),
        read_unseen(project.folder),
        project.name,
    )


def check_labels(
    documents: Sequence[LabeledDocument],
    schema: EntitySchema,
    tokenizer: Tokenizer,
    unseen: Unseen | None = None,
    name: str = "NAME",
) -> list[Flaw]:
    """The flaws of labels, the gravest first.

    Args:
        documents: of the whole project.
        tokenizer: of the model that would be trained, prepared by `open_tokenizer`.
        unseen: what a cross-validation found, if there was one.
        name: of the project, for the commands that remedies name.
    """
    labels = by_category(documents)
    # Passages are sentences: their words, ends and lengths have no habit that one could be odd by.
    phrases = {name: some for name, some in labels.items() if not schema.is_passage(name)}
    readings = Readings(schema)
    told = list(forbidden(documents, schema))
    told += odd_uses(documents, schema, tokenizer, _places(told))
    told += odd_values(labels, schema, readings)
    settled = _places(told)
    for category, some in phrases.items():
        told += cut_names(category, some, settled)
    settled = _places(told)
    for category, some in phrases.items():
        told += odd_choices(category, some, settled)
    told += odd_edges(phrases, _places(told), readings)
    told += unseen_flaws(documents, schema, unseen, _places(told), name)
    for category, some in phrases.items():
        told += odd_extents(category, some)
    told += repeats(documents, phrases, schema)
    told += amounts(documents, labels, schema, name)
    told += set_flaws(documents, schema)
    return in_gravity(told)


def _places(flaws: Sequence[Flaw]) -> frozenset[Place]:
    return frozenset((one.document, one.start, one.end) for flaw in flaws for one in flaw.passages)


def _tokenizer(project: Project) -> Tokenizer:
    """That of the project's latest model, else of the one that ships, which has the usual encoder."""
    newest = ProjectModels(project.registry, project.name).newest_folder()
    for folder in (newest, project.registry.shipped_model(_SHIPS_A_MODEL)):
        if folder is not None and (folder / TOKENIZER_FILE).exists():
            return open_tokenizer((folder / TOKENIZER_FILE).read_text(encoding="utf-8"))
    raise ModelError(f"the model of {_SHIPS_A_MODEL} is missing; install enricher again")
