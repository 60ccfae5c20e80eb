"""The shipped model keeps what it promises on documents that no training saw."""

from pathlib import Path

from click.testing import CliRunner

from enricher.expressions.schema_file import load_schema
from enricher.recognizer.bundle import open_bundle
from training.experiments.commands import main
from training.experiments.options import SCHEMA
from training.experiments.recipe import HELD_OUT_SEED, SAMPLE_SEED, evaluate_samples, sample_texts

SHIPPED = SCHEMA.parent / "model"
FLOORS = {
    "Party": 0.83,
    "AgreementDate": 0.84,
    "EffectiveDate": 0.85,
    "Jurisdiction": 0.79,
    "Term": 0.75,
}


def test_entity_f1_on_held_out_samples_stays_above_its_floor() -> None:
    scores = evaluate_samples(SHIPPED, load_schema(SCHEMA))
    f1 = {category: scores[f"samples.entities.{category}.f1"] for category in FLOORS}
    assert all(f1[category] >= floor for category, floor in FLOORS.items()), f1


def test_held_out_samples_are_not_those_of_the_training() -> None:
    schema = load_schema(SCHEMA)
    seen = {text.text for text in sample_texts(38, SAMPLE_SEED, schema)}
    assert seen.isdisjoint(text.text for text in sample_texts(38, HELD_OUT_SEED, schema))


def test_manifest_tells_what_the_model_was_made_from() -> None:
    description = open_bundle(SHIPPED).description
    assert description.data_fingerprint
    assert description.metrics["quantization.entity_f1_loss"] <= 0.005


def test_commands_explain_themselves() -> None:
    runner = CliRunner()
    for command in (
        "labels",
        "crossval",
        "contracts",
        "evaluate",
        "quantization",
        "quantization-loss",
        "decoding",
    ):
        result = runner.invoke(main, [command, "--help"])
        assert result.exit_code == 0, command


def test_data_folder_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["labels", "--data", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "does not exist" in result.output
