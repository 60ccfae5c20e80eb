"""Evidence for parties: as many as there are, in a bundle of which all else stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from enricher.enrichment.fields import resolve
from enricher.entities import Span
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.confidence import Confidence
from training.confidence.answers import HeldOut
from training.confidence.candidates import values_of
from training.dataset.tags import LabeledText
from training.experiments.options import SCHEMA as SCHEMA_FILE
from training.experiments.party_evidence import Sources, compare, fit_parties, put_in

SCHEMA = parse_schema({"categories": {"Party": {"type": "party", "learned": True}}}, "test")
NAMES = ("Alpha Foods", "Birch Pharma", "Cobalt Systems", "Delta Holdings", "Ember Partners")
SHIPPED = SCHEMA_FILE.parent / "model"


def contract(number: int, parties: int) -> HeldOut:
    """Parties in a row at the top, surer from the first to the last, and a company far below."""
    random = np.random.default_rng(number)
    text = f"made among {', '.join(NAMES[:parties])} as follows. {'It goes on. ' * 300}{NAMES[-1]} won."
    spans = [
        Span(text.index(name), text.index(name) + len(name), "Party", random.uniform(0.4, 0.95))
        for name in (*NAMES[:parties], NAMES[-1])
    ]
    labels = tuple(replace(span, confidence=1.0) for span in spans[:-1])
    labeled = LabeledText(f"text-{number}", text, labels)
    return HeldOut.of(labeled, {"Party": NAMES[:parties]}, spans, SCHEMA)


def test_third_party_is_found_beside_two_that_are_surer() -> None:
    held = [contract(number, parties=2 + number % 3) for number in range(60)]
    values = values_of(held, "Party", SCHEMA)
    sources = Sources(values, ("contracts",) * 60, np.arange(60), np.ones(60, dtype=np.int64))
    fitted = fit_parties(sources, np.ones(60, dtype=np.bool_))
    assert not {"leading", "share", "rank"} & set(fitted.weights)
    for document in held:
        fields = resolve(
            document.entities, SCHEMA, document.labeled.text, Confidence(evidence={"Party": fitted})
        ).fields
        shown = [one.value.display for one in fields["Party"]]
        assert shown == list(document.expected["Party"])
    two_alone = replace(fitted, weights={"leading": 2.0}, intercept=-1.0)
    by_name = {row.name: row.scores for row in compare(sources, two_alone)}
    assert by_name["contracts, 3 and more, after"].f1 > by_name["contracts, 3 and more, before"].f1
    assert by_name["contracts, 3 and more, after"].recall == 1.0


def test_bundle_gets_other_weights_for_parties_and_stays_otherwise(tmp_path: Path) -> None:
    bundle = open_bundle(SHIPPED)
    was = bundle.description.confidence
    other = replace(was.evidence["Party"], threshold=0.7)
    made = put_in(bundle, other, tmp_path / "made")
    assert made.description.confidence.evidence["Party"] == other
    assert made.model_path.read_bytes() == bundle.model_path.read_bytes()
    assert made.version != bundle.version
    back = put_in(made, was.evidence["Party"], tmp_path / "back")
    assert back.version == bundle.version
