from __future__ import annotations

import os
from pathlib import Path

import pytest

from enricher.errors import ConflictError, InputError, ModelError, NotFoundError
from enricher.models.deployments import ProjectModels
from enricher.models.registry import Registry
from tests.weightless_model import SCHEMA, add_weightless


@pytest.fixture
def models(tmp_path: Path) -> ProjectModels:
    registry = Registry(tmp_path)
    registry.create("loans", SCHEMA)
    return ProjectModels(registry, "loans")


def serving(models: ProjectModels) -> dict[str, str]:
    return {name: one.version for name, one in models.deployments().items()}


def test_models_are_listed_by_name_and_the_latest_is_found_by_it(models: ProjectModels) -> None:
    old, other, new = (
        add_weightless(models, "m1", 0.5),
        add_weightless(models, "a"),
        add_weightless(models, "m1", 0.6),
    )
    assert [(one.name, one.version, one.superseded) for one in models.list()] == [
        ("a", other.version, False),
        ("m1", new.version, False),
        ("m1", old.version, True),
    ]
    assert models.find("m1").version == new.version
    assert models.find(old.version[:12]).version == old.version


def test_the_newest_model_is_that_which_was_written_last(models: ProjectModels) -> None:
    assert models.newest() is None
    folders = [add_weightless(models, name).bundle.folder for name in ("b", "a", "c")]
    for folder, second in zip(folders, (1, 3, 2), strict=True):
        os.utime(folder / "manifest.json", (second, second))
    newest = models.newest()
    assert newest is not None
    assert newest.name == "a"


def test_a_model_that_is_not_there_is_named_with_those_there_are(models: ProjectModels) -> None:
    add_weightless(models, "m1")
    with pytest.raises(NotFoundError, match="project loans has no model 'm2'; it has: m1"):
        models.find("m2")
    add_weightless(models, "m1", 0.6)
    with pytest.raises(InputError, match="2 versions begin with"):
        models.find("")


def test_deployments_are_switched_swapped_and_rolled_back(
    models: ProjectModels, tmp_path: Path
) -> None:
    first, second = add_weightless(models, "m1"), add_weightless(models, "m2")
    models.deploy(first)
    models.deploy(second, "staging")
    assert serving(models) == {"production": first.version, "staging": second.version}
    assert models.find("m2").deployments == ("staging",)
    before = Registry(tmp_path).stamp("loans")
    models.swap("production", "staging")
    assert serving(models) == {"production": second.version, "staging": first.version}
    assert Registry(tmp_path).stamp("loans") != before
    assert Registry(tmp_path).version("loans") == second.bundle.version
    models.rollback()
    assert serving(models) == {"production": first.version, "staging": first.version}
    with pytest.raises(InputError, match="production has no previous model"):
        models.rollback()


def test_a_worse_model_is_deployed_by_force_only(models: ProjectModels) -> None:
    good, bad = (
        add_weightless(models, "good", 0.9, "set"),
        add_weightless(models, "bad", 0.8, "set"),
    )
    models.deploy(bad)
    models.deploy(good)
    with pytest.raises(
        InputError, match=r"bad has F1 0\.800 .* good, which serves production, has"
    ):
        models.deploy(bad)
    assert serving(models) == {"production": good.version}
    models.deploy(bad, force=True)
    assert serving(models) == {"production": bad.version}


def test_models_measured_on_other_testing_sets_do_not_compare(models: ProjectModels) -> None:
    models.deploy(add_weightless(models, "good", 0.9, "set"))
    models.deploy(other := add_weightless(models, "other", 0.8, "another set"))
    models.deploy(untold := add_weightless(models, "untold", 0.1))
    assert other.version != untold.version
    assert serving(models) == {"production": untold.version}


def test_a_project_that_ships_goes_back_to_its_own_model(tmp_path: Path) -> None:
    models = ProjectModels(Registry(tmp_path), "contracts")
    shipped = serving(models)["production"]
    models.deploy(trained := add_weightless(models, "mine"))
    assert serving(models) == {"production": trained.version}
    models.rollback()
    assert serving(models) == {"production": shipped}
    assert models.deployments()["production"].deployments == ("production",)


def test_a_damaged_model_is_not_deployed(models: ProjectModels) -> None:
    model = add_weightless(models, "m1")
    (models.folder(model.version) / "model.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match=r"model\.onnx is damaged or was changed"):
        models.find("m1")


def test_a_model_is_deleted_unless_it_serves(models: ProjectModels) -> None:
    old, new = add_weightless(models, "m1", 0.5), add_weightless(models, "m1", 0.6)
    models.deploy(old)
    models.deploy(new, force=True)
    with pytest.raises(ConflictError, match="model m1 serves production; deploy another one"):
        models.delete(new)
    models.delete(old)
    assert not old.bundle.folder.exists()
    assert [one.version for one in models.list()] == [new.version]
    assert models.former("production") is None
    with pytest.raises(InputError, match="has no previous model"):
        models.rollback()
