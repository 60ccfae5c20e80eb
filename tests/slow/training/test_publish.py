"""What is exported finds what the checkpoint finds, and its bundle says so."""

from dataclasses import replace
from pathlib import Path

import onnx
import pytest

from enricher.recognizer.bundle import open_bundle, text_key
from enricher.recognizer.confidence import Confidence, EntityModel, EvidenceModel
from enricher.recognizer.onnx import OnnxTagger
from enricher.recognizer.windows import INPUTS
from tests.tiny_model import CATEGORIES, SCHEMA, tiny_texts
from training.dataset.tags import LabeledText
from training.evaluation.advice import Circumstances
from training.evaluation.report import measure
from training.export.bundle import MAX_TOUCHING, Published, fingerprint, publish, torch_tagger
from training.export.int8 import export_onnx
from training.loop.model import Checkpoint

CONFIDENCE = Confidence(
    calibration={"Party": (0.9, 0.1)},
    thresholds={"Party": 0.3},
    evidence={"Term": EvidenceModel(0.5, {"best": 1.0}, threshold=0.4, sure=0.9)},
    entities={"Term": EntityModel(0.1, 0.5, 0.5)},
)


MAX_LOSS = 0.05  # one of the fifty spans that so small a model is measured on may be lost


def publish_known(checkpoint: Checkpoint, folder: Path) -> Published:
    return publish(
        checkpoint,
        folder,
        SCHEMA,
        "contracts",
        "tiny",
        tiny_texts(10),
        tiny_texts(10, seed=4),
        confidence=CONFIDENCE,
        data_fingerprint="abc",
        max_loss=MAX_LOSS,
    )


@pytest.fixture(scope="module")
def published(checkpoint: Checkpoint, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish_known(checkpoint, tmp_path_factory.mktemp("published") / "model")


def test_bundle_carries_what_it_was_given(published: Published) -> None:
    description = open_bundle(published.bundle.folder).description
    assert description.confidence == CONFIDENCE
    assert 3 < description.touching <= MAX_TOUCHING  # no two labels of these texts touch
    assert description.metrics["unseen.entities.micro.f1"] > 0.8
    assert description.metrics["quantization.entity_f1_loss"] == round(
        published.quantization_loss, 4
    )
    assert description.data_fingerprint == "abc"


def test_confidence_is_fitted_on_what_was_held_back(
    hasty_checkpoint: Checkpoint, tmp_path: Path
) -> None:
    """Of a model that is not as good as it believes; that which it is measured on decides nothing."""
    seen, unseen, held_back = tiny_texts(10), tiny_texts(30, seed=1), tiny_texts(12, seed=2)
    found = publish(
        hasty_checkpoint, tmp_path / "m", SCHEMA, "contracts", "tiny", seen, unseen, held_back
    )
    description = found.bundle.description
    assert set(description.confidence.calibration) == set(CATEGORIES)
    assert description.schema == SCHEMA
    assert len(description.learned_from) == 22
    assert description.tested_on == tuple(sorted(text_key(text.text) for text in unseen))
    about = Circumstances("contracts", len(unseen), {})
    measured = measure(found.bundle, SCHEMA, unseen, 80, about, found.found)
    before, after = measured.reliability.errors
    assert after < before
    assert measured.scores.micro.f1 == pytest.approx(
        description.metrics["unseen.entities.micro.f1"], abs=1e-4
    )
    # What publishing has read is what the bundle reads.
    again = measure(found.bundle, SCHEMA, unseen, 80, about)
    assert replace(again, seconds=0.0).as_json() == replace(measured, seconds=0.0).as_json()


def test_quantized_model_finds_nearly_the_same_as_torch(
    published: Published, checkpoint: Checkpoint
) -> None:
    assert published.quantized
    by_torch = torch_tagger(checkpoint)
    tagger = OnnxTagger.open(published.bundle.folder)
    same = total = 0
    for text in tiny_texts(20, seed=5):
        expected = {(s.start, s.end, s.category) for s in by_torch.tag(text.text, 10_000)}
        found = {(s.start, s.end, s.category) for s in tagger.tag(text.text, 10_000)}
        same, total = same + len(expected & found), total + len(expected | found)
    assert same / total > 0.95


def test_weights_are_int8_and_the_pooler_is_gone(published: Published, checkpoint: Checkpoint, tmp_path: Path) -> None:  # fmt: skip
    export_onnx(checkpoint, tmp_path / "full.onnx")
    full = (tmp_path / "full.onnx").stat().st_size
    assert published.bundle.model_path.stat().st_size < full * 0.9
    model = onnx.load(str(published.bundle.model_path))
    assert [value.name for value in model.graph.input] == list(INPUTS)
    assert [value.name for value in model.graph.output] == ["logits"]
    assert not any("pooler" in tensor.name for tensor in model.graph.initializer)
    assert any(node.op_type == "MatMulInteger" for node in model.graph.node)


def test_publishing_twice_gives_the_same_version(published: Published, checkpoint: Checkpoint, tmp_path: Path) -> None:  # fmt: skip
    again = publish_known(checkpoint, tmp_path / "again")
    assert again.bundle.version == published.bundle.version


def test_fingerprint_changes_with_the_data_and_not_with_its_order() -> None:
    texts = tiny_texts(3)
    assert fingerprint(texts) == fingerprint(texts[::-1])
    changed = LabeledText(texts[0].name, texts[0].text, texts[0].labels[1:])
    assert fingerprint([changed, *texts[1:]]) != fingerprint(texts)
    partly = replace(texts[0], tagged=frozenset({"Party"}))
    assert fingerprint([partly, *texts[1:]]) != fingerprint(texts)
