"""How a model is to be believed, by what it finds in the documents held back from its training.

RawSpans -> calibration, thresholds -> calibrated entities -> evidence, entity models
-> thresholds of what these have changed -> Confidence
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tokenizers import Tokenizer

from enricher.recognizer.bundle import ModelDescription
from enricher.recognizer.confidence import Confidence
from enricher.schema import EntitySchema
from training.confidence.answers import HeldOut
from training.confidence.calibration import choose_thresholds, fit_held_back
from training.confidence.candidates import labelled_values
from training.confidence.evidence import Priors, fit_evidence
from training.dataset.tags import LabeledText
from training.evaluation.readings import PipelineTagger, RawSpans, without_thresholds
from training.evaluation.verdicts import Judged, in_words, judge


def fit_on_raw(
    raw: RawSpans,
    description: ModelDescription,
    schema: EntitySchema,
    texts: Sequence[LabeledText],
    tokenizer: Tokenizer,
    priors: Priors,
) -> Confidence:
    """Fit all that there is enough for.

    Args:
        raw: what the model found in the texts.
        description: of the model.
        schema: of the project.
        texts: that it did not learn from.
        tokenizer: splits them into the words that are compared.
        priors: evidence to begin with.
    """

    def judged(believed: Confidence) -> Mapping[str, Judged]:
        open_schema, open_ = without_thresholds(schema, believed)
        every = PipelineTagger(raw, description, open_schema, open_).read(texts)
        outputs = description.outputs
        return judge(in_words(texts, every, tokenizer, outputs), outputs)

    calibrated = fit_held_back(judged(Confidence()))
    documents = [
        HeldOut.of(
            text,
            labelled_values(text, schema),
            [calibrated.calibrate(span) for span in raw[text.text]],
            schema,
            description.literal,
        )
        for text in texts
    ]
    fitted = fit_evidence(documents, schema, calibrated, priors, description.passages)
    if not fitted.entities:
        return fitted
    kept = {
        name: threshold
        for name, threshold in fitted.thresholds.items()
        if name not in fitted.entities
    }
    moved = {name: one for name, one in judged(fitted).items() if name in fitted.entities}
    return replace(fitted, thresholds={**kept, **choose_thresholds(moved)})
