"""Settings of a home as a process with other environment variables reads them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from enricher.settings import Settings, load_settings


def load_with(home: Path, variables: Mapping[str, str]) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        return load_settings(home)
