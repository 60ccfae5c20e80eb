"""Two tiny models for all tests of training, in whichever folder they lie."""

from pathlib import Path

import pytest
import torch

from tests.tiny_model import build_tiny_backbone, train_tiny
from training.loop.model import Checkpoint


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)  # so small a model is slower on two


@pytest.fixture(scope="session")
def backbone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_tiny_backbone(tmp_path_factory.mktemp("backbone"))


@pytest.fixture(scope="session")
def checkpoint(backbone: Path) -> Checkpoint:
    return train_tiny(backbone)


@pytest.fixture(scope="session")
def hasty_checkpoint(backbone: Path) -> Checkpoint:
    """One that stopped after a few epochs, and is not as good as it believes."""
    return train_tiny(backbone, epochs=5)
