"""What enricher needs, whether it is there, and what to do if it is not."""

from __future__ import annotations

import tempfile
from pathlib import Path

from enricher.commands.checks import Check
from enricher.commands.checks.home import check_store
from enricher.commands.checks.machine import (
    check_answer_server,
    check_disk,
    check_home,
    check_model,
    check_ocr,
    check_reader,
    check_vectors,
    check_watches,
    nearest_folder,
)
from enricher.errors import SettingsError
from enricher.ledger.accounts import DEFAULT_DEPLOYMENTS
from enricher.settings import load_settings


def examine(home: Path) -> list[Check]:
    """Check everything that can be checked; a home that does not exist is not created."""
    try:
        settings = load_settings(home)
    except SettingsError as error:
        remedy = "fix it; `enricher settings` lists all settings"
        return [Check("settings", "broken", str(error), remedy)]
    checks = [Check("settings", "ok", "as they should be"), check_home(home)]
    checks += [
        check_disk("disk", nearest_folder(home)),
        check_disk("temporary files", Path(tempfile.gettempdir())),
        check_ocr(settings),
        check_reader(settings),
        check_watches(),
        check_vectors(home, settings),
    ]
    if (answers := check_answer_server(settings)) is not None:
        checks.append(answers)
    if (home / "ledger.db").exists():
        checks += check_store(home, settings)
    else:
        checks += [check_model(home, one) for one in DEFAULT_DEPLOYMENTS]
    return checks
