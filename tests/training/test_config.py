"""Numbers of the config that a cross-validation is given are checked."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from training.experiments.commands import main
from training.loop.config import TrainingConfig, changed, read_changes


def test_numbers_become_those_of_the_config() -> None:
    config = changed(TrainingConfig(), read_changes(["average_decay=0", "batch_windows=8"]))
    assert (config.average_decay, config.batch_windows) == (0.0, 8)
    assert changed(config, {"average_decay": 0.99, "batch_windows": 4}) == TrainingConfig()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("averagedecay=0", "no field 'averagedecay'; there are .*average_decay"),
        ("average_decay=none", "average_decay is a number, and not 'none'"),
        ("average_decay", "average_decay is a number, and not ''"),
        ("batch_windows=2.5", "batch_windows is a whole number, and not '2.5'"),
        ("train_words=1", "no field 'train_words'"),
        ("epochs=1", "no field 'epochs'"),
    ],
)
def test_what_is_no_number_of_the_config_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_changes([text])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("average_decay=1", r"average_decay is 1.0, and not in \[0, 1\)"),
        ("learning_rate=-1", "learning_rate is -1.0"),
        ("learning_rate=nan", "learning_rate is nan"),
        ("overlap_tokens=511", "cannot overlap by 511"),
    ],
)
def test_config_that_cannot_be_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        changed(TrainingConfig(), read_changes([text]))


def test_changed_config_needs_a_name_of_its_own(tmp_path: Path) -> None:
    folders = ["--data", str(tmp_path), "--work", str(tmp_path)]
    result = CliRunner().invoke(main, ["crossval", *folders, "--set", "average_decay=0"])
    assert result.exit_code == 2
    assert "give them a --name" in result.output
    result = CliRunner().invoke(main, ["crossval", *folders, "--set", "decay=0", "--name", "other"])
    assert result.exit_code == 2
    assert "there is no field 'decay'" in result.output
