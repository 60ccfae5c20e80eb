"""Measuring the models that a project has.

Model, labelled documents -> those that it did not learn from -> Measured
"""

from __future__ import annotations

from collections.abc import Sequence

from enricher.errors import InputError
from enricher.ledger.labels import LabeledDocument
from enricher.models.deployments import Model
from enricher.models.evaluations import keep_evaluation
from enricher.projects.project import Project
from enricher.recognizer.bundle import text_key
from training.dataset.split import labelled, testing_set
from training.evaluation.advice import Circumstances
from training.evaluation.report import Measured, measure
from training.projects import as_text, count_labels, labelled_documents, seen_f1, text_keys


def evaluate_model(
    project: Project, model: Model, documents: Sequence[LabeledDocument] | None = None
) -> Measured:
    """Measure a model on the testing set, or on other labelled documents.

    What the testing set gives is kept with the model, for people to look at.

    Raises:
        InputError: no labelled document is left that it did not learn from; or, of the other ones,
            none is labelled for a category that it knows.
    """
    description = model.bundle.description
    known = list(project.store.read()) if documents is not None else labelled_documents(project)
    own = {text_key(one.text): one for one in labelled(known)}
    learned = [own[key] for key in description.learned_from if key in own]
    left_out = 0
    if documents is None:
        test, left_out = testing_set(known, [description])
    else:
        test = labelled(documents)
        if not any(
            label.category in description.categories for one in test for label in one.labels
        ):
            raise InputError(
                f"no label there is of a category that model {model.name} knows:"
                f" {', '.join(description.categories)}"
            )
    about = Circumstances(
        project.name,
        len(test),
        count_labels([as_text(one, description.categories) for one in learned]),
        seen_f1(description),
        sum(text_key(one.text) in description.learned_from for one in test),
        left_out,
        sorted(
            {label.category for one in test for label in one.labels} - {*description.categories}
        ),
        [name for name in description.passages if name not in project.schema.passages],
    )
    boxes = project.store.boxes(one.text for one in test)
    texts = [as_text(one, description.categories, boxes) for one in test]
    measured = measure(model.bundle, project.schema, texts, len(description.learned_from), about)
    if documents is None:
        keep_evaluation(model.bundle.folder, measured.as_json(), text_keys(texts))
    return measured
