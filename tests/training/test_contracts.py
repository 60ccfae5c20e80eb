"""The shipped model keeps what it promises on documents that no training saw."""

from pathlib import Path

from click.testing import CliRunner

from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.onnx import OnnxTagger
from enricher.schema import load_schema
from training.cli import SCHEMA, main
from training.contracts import HELD_OUT_SEED, SAMPLE_SEED, sample_texts
from training.evaluate import evaluate_entities

SHIPPED = SCHEMA.parent / "model"
HELD_OUT = 51  # three of each kind
FLOORS = {"Party": 0.87, "EffectiveDate": 0.87, "Jurisdiction": 0.92, "Term": 0.8}


def test_entity_f1_on_held_out_samples_stays_above_its_floor() -> None:
    tagger = OnnxTagger.open(SHIPPED)
    texts = sample_texts(HELD_OUT, HELD_OUT_SEED, load_schema(SCHEMA))
    scores = evaluate_entities(texts, tagger, tagger.tokenizer).categories
    f1 = {category: round(scores[category].f1, 3) for category in scores}
    assert all(f1[category] >= floor for category, floor in FLOORS.items()), f1


def test_held_out_samples_are_not_those_of_the_training() -> None:
    schema = load_schema(SCHEMA)
    seen = {text.text for text in sample_texts(34, SAMPLE_SEED, schema)}
    assert seen.isdisjoint(text.text for text in sample_texts(34, HELD_OUT_SEED, schema))


def test_manifest_tells_what_the_model_was_made_from() -> None:
    description = open_bundle(SHIPPED).description
    assert description.data_fingerprint
    assert description.metrics["quantization.entity_f1_loss"] <= 0.005


def test_commands_explain_themselves() -> None:
    runner = CliRunner()
    for command in ("labels", "crossval", "contracts", "evaluate"):
        result = runner.invoke(main, [command, "--help"])
        assert result.exit_code == 0, command


def test_data_folder_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["labels", "--data", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "does not exist" in result.output
