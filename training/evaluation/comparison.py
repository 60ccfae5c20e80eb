"""Two models on the same testing set: both read it, and `enricher.models.comparison` says what changed."""

from __future__ import annotations

from collections.abc import Sequence

from enricher.ledger.labels import LabeledDocument
from enricher.models.comparison import Comparison, Reading, compare_readings
from enricher.models.deployments import Model
from enricher.models.evaluations import Place
from enricher.projects.project import Project
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.windows import open_tokenizer
from training.dataset.split import labelled, testing_set
from training.dataset.tags import LabeledText
from training.evaluation.readings import read_raw
from training.evaluation.report import read
from training.evaluation.verdicts import in_words
from training.projects import as_text, labelled_documents


def compare_models(
    project: Project,
    first: Model,
    second: Model,
    documents: Sequence[LabeledDocument] | None = None,
) -> Comparison:
    """Compare two models on the testing set of the first, or on other labelled documents.

    Raises:
        InputError: there is no labelled document that neither of them learned from.
    """
    models = (first, second)
    descriptions = [model.bundle.description for model in models]
    left_out = 0
    if documents is None:
        documents, left_out = testing_set(labelled_documents(project), descriptions)
    known = descriptions[1].categories
    categories = tuple(name for name in descriptions[0].categories if name in known)
    boxes = project.store.boxes(one.text for one in documents)
    texts = [as_text(one, categories, boxes) for one in labelled(documents)]
    one, other = (_read(model, project, texts, categories) for model in models)
    return compare_readings(models, one, other, categories, left_out=left_out)


def _read(
    model: Model, project: Project, texts: Sequence[LabeledText], categories: Sequence[str]
) -> list[Reading]:
    bundle = model.bundle
    raw = read_raw(bundle, texts)
    served = read(raw, bundle.description, project.schema, texts).served
    shared = {
        text: [span for span in spans if span.category in categories]
        for text, spans in served.items()
    }
    outputs = Outputs.of(categories, bundle.description.passages)
    tokenizer = open_tokenizer(bundle.tokenizer_path.read_text(encoding="utf-8"))
    return [
        Reading.of(
            one.name,
            (Place.of(span, one.text) for span in one.labels),
            (Place.of(span, one.text) for span in one.found),
        )
        for one in in_words(texts, shared, tokenizer, outputs)
    ]
