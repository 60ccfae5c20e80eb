"""A bundle is opened as it was written, and refused by name when it was not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from enricher.errors import ModelError
from enricher.expressions.schema_file import parse_schema
from enricher.models.registry import Registry
from enricher.recognizer.bundle import ModelDescription, open_bundle, text_key, write_bundle
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.outputs import Outputs
from enricher.schema.entries import write_schema

SCHEMA = parse_schema(
    {
        "categories": {
            "Party": {"type": "party", "learned": True, "words": ["Nike"], "threshold": 0.0},
            "Term": {"type": "duration", "cardinality": "one", "learned": True},
            "Policy": {"type": "identifier", "patterns": [r"POL-\d{6}"], "description": "ours"},
        }
    },
    "test",
)
DESCRIPTION = ModelDescription(
    project="contracts",
    name="first",
    categories=("Party", "Term"),
    window_tokens=64,
    overlap_tokens=16,
    literal=("Term",),
    confidence=Confidence(thresholds={"Term": 0.4}),
    metrics={"nda.micro.f1": 0.8},
    data_fingerprint="abc",
    made_with={"torch": "2.15.0"},
    schema=SCHEMA,
    learned_from=(text_key("one"), text_key("two")),
    tested_on=(text_key("three"),),
    train_percent=80,
)

BEFORE_SCHEMAS = {
    "format": 2,
    "project": "contracts",
    "name": "first",
    "version": "c3e40de3-94f3-5219-ba19-6841a692dc20",
    "categories": ["Party", "Term"],
    "window_tokens": 64,
    "overlap_tokens": 16,
    "touching": 3.0,
    "confidence": {"thresholds": {"Term": 0.4}},
    "metrics": {"nda.micro.f1": 0.8},
    "data_fingerprint": "abc",
    "test_fingerprint": "",
    "made_with": {"torch": "2.15.0"},
    "files": {
        "model.onnx": "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c",
        "tokenizer.json": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    },
}  # of `weights` and `{}`


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "model", DESCRIPTION, b"weights", "{}").folder


def test_bundle_is_opened_as_it_was_written(bundle: Path) -> None:
    opened = open_bundle(bundle)
    assert opened.description == DESCRIPTION
    assert opened.model_path.read_bytes() == b"weights"
    assert opened.version.project == "contracts"
    assert sorted(path.name for path in bundle.iterdir()) == [
        "manifest.json",
        "model.onnx",
        "tokenizer.json",
    ]


def test_passages_are_written_where_there_are_some(bundle: Path, tmp_path: Path) -> None:
    said = json.loads((bundle / "manifest.json").read_text())
    assert not {"passages", "joined"} & set(said)  # a model without them keeps its version
    description = replace(DESCRIPTION, passages=("Term",), joined=("Term",))
    opened = open_bundle(write_bundle(tmp_path / "clauses", description, b"weights", "{}").folder)
    assert opened.description == description
    assert opened.description.outputs == Outputs(("Party",), ("Term",), frozenset({"Term"}))


def test_passages_that_a_model_does_not_find_are_refused() -> None:
    with pytest.raises(ValueError, match="passages of Insurance, which it does not find"):
        replace(DESCRIPTION, passages=("Insurance",))


def test_schema_is_the_same_after_writing_and_reading(bundle: Path) -> None:
    said = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))["schema"]
    assert said == write_schema(SCHEMA)
    assert said["categories"]["Term"] == {
        "type": "duration",
        "cardinality": "one",
        "learned": True,
    }
    assert parse_schema(said, "manifest") == SCHEMA


def test_bundle_from_before_schemas_were_kept_is_opened(bundle: Path) -> None:
    (bundle / "manifest.json").write_text(json.dumps(BEFORE_SCHEMAS), encoding="utf-8")
    opened = open_bundle(bundle)
    assert opened.version.version == BEFORE_SCHEMAS["version"]
    assert opened.description.schema is None
    assert opened.description.learned_from == opened.description.literal == ()


def test_shipped_bundle_says_what_it_was_made_from() -> None:
    shipped = Registry(Path("nowhere")).shipped_model("contracts")
    assert shipped is not None
    said = open_bundle(shipped).description
    assert said.schema is not None
    assert set(said.schema.learned) == set(said.categories)
    assert not set(said.learned_from) & set(said.tested_on)
    # One that was hardly ever wrong has nothing to be weighed by.
    entities = set(said.categories) - set(said.passages)
    assert entities - set(said.confidence.evidence) <= {"NoticePeriod", "RenewalTerm"}


def test_version_is_derived_from_the_content(bundle: Path, tmp_path: Path) -> None:
    version = open_bundle(bundle).version.version
    assert write_bundle(tmp_path / "a", DESCRIPTION, b"weights", "{}").version.version == version
    assert write_bundle(tmp_path / "b", DESCRIPTION, b"others", "{}").version.version != version


def test_writing_the_same_again_changes_nothing(bundle: Path) -> None:
    again = write_bundle(bundle, DESCRIPTION, b"weights", "{}")
    assert again == open_bundle(bundle)


def test_bundle_in_place_is_not_overwritten_by_another(bundle: Path) -> None:
    with pytest.raises(ModelError, match="holds version"):
        write_bundle(bundle, DESCRIPTION, b"others", "{}")
    assert open_bundle(bundle).model_path.read_bytes() == b"weights"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_damaged_file_is_refused_by_name(bundle: Path, name: str) -> None:
    (bundle / name).write_bytes((bundle / name).read_bytes() + b" ")
    with pytest.raises(ModelError, match=f"{name} is damaged"):
        open_bundle(bundle)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "manifest.json"])
def test_missing_file_is_refused_by_name(bundle: Path, name: str) -> None:
    (bundle / name).unlink()
    with pytest.raises(ModelError, match=name):
        open_bundle(bundle)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("confidence", {"thresholds": {"Term": 0.0}}, "damaged or was changed"),
        ("confidence", {"thresholds": {"Sum": 0.0}}, "Sum, which it does not find"),
        ("metrics", {"nda.micro.f1": 0.99}, "damaged or was changed"),
        ("categories", ["Party", "Party"], "occurs twice"),
        ("surprise", 1, "surprise"),
        ("schema", {"categories": {"Party": {"type": "name"}}}, "manifest.json: schema"),
        ("tested_on", [], "damaged or was changed"),
        ("format", 99, "format 99.*publish"),
        ("files", {}, "does not list model.onnx"),
    ],
)
def test_changed_manifest_is_refused(bundle: Path, key: str, value: object, message: str) -> None:
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, key: value}), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        open_bundle(bundle)


def test_manifest_cannot_name_files_elsewhere(bundle: Path) -> None:
    path = bundle / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"]["../secret"] = "0"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match="outside"):
        open_bundle(bundle)


def test_truncated_manifest_is_refused(bundle: Path) -> None:
    path = bundle / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8")[:40], encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        open_bundle(bundle)
