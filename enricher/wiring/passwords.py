"""The passwords that a home keeps, and what reads files with them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic

from enricher.ingestion.passwords import Passwords
from enricher.ingestion.worker import Made, Pool
from enricher.ledger.backlog import Job, Task
from enricher.settings import Settings, secret_value

if TYPE_CHECKING:
    from connectors.passwords.vault import PasswordVault
    from enricher.wiring.home import Home


def passwords(home: Home) -> Passwords:
    ledger = home.ledger
    return Passwords(build_vault(home.path, home.settings), ledger.accounts, ledger.history)


def build_vault(home: Path, settings: Settings) -> PasswordVault:
    """What keeps the passwords of a home, by the key that the settings name."""
    from connectors.passwords.vault import PasswordVault

    key_file = Path(settings.passwords_key_file) if settings.passwords_key_file else None
    return PasswordVault(home, secret_value(settings.passwords_key), key_file)


def known_passwords(home: Path, settings: Settings) -> Callable[[], tuple[str, ...]]:
    """Tells the passwords that are kept now, whoever has added them."""
    vault: PasswordVault | None = None

    def secrets() -> tuple[str, ...]:
        nonlocal vault
        vault = vault or build_vault(home, settings)  # most commands read no file
        return vault.secrets()

    return secrets


class PoolWithPasswords(Generic[Made]):
    """Gives each file that is to be read the passwords that are known; satisfies `Pool`.

    The processes that read know neither where they are kept nor the key.
    """

    def __init__(self, pool: Pool[Made], secrets: Callable[[], tuple[str, ...]]) -> None:
        self._pool = pool
        self._secrets = secrets

    def submit(self, task: Task) -> Future[list[Made]]:
        if isinstance(task, Job):
            task = replace(task, passwords=self._secrets())
        return self._pool.submit(task)
