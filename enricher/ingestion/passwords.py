"""Passwords by which protected files are opened: added, listed and removed by people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from enricher.ledger.accounts import Account
from enricher.ledger.events import Act, History
from enricher.ledger.passwords import KeptPassword

ENCRYPTED = "encrypted"  # the kind of failure that a password mends


class Vault(Protocol):
    """Keeps the passwords so that nobody reads them; see `connectors.passwords.vault`."""

    def all(self) -> list[KeptPassword]: ...

    def add(self, secret: str, name: str, who: str, at: datetime) -> KeptPassword: ...

    def remove(self, number: int) -> KeptPassword: ...


class Accounts(Protocol):
    """What became of each file."""

    def failed(self) -> Sequence[Account]: ...

    def retry(self, ids: Sequence[str]) -> int: ...


@dataclass(frozen=True, slots=True)
class Passwords:
    vault: Vault
    accounts: Accounts
    history: History

    def all(self) -> list[KeptPassword]:
        """What is kept, without the passwords themselves."""
        return self.vault.all()

    def add(self, secret: str, name: str = "", who: str = "") -> tuple[KeptPassword, int]:
        """Keep a password, and try again what failed for want of one.

        Args:
            name: what people call it.
            who: adds it; "" is who runs this process.

        Returns:
            What is told of it, and how many files and members are read again.

        Raises what the vault raises.
        """
        with self.history.noting(who, "password", name) as note:
            added = self.vault.add(secret, name, who, datetime.now(UTC))
            note(Act.ADD_PASSWORD, number=added.number)
            waiting = [one.id for one in self.accounts.failed() if one.kind == ENCRYPTED]
            return added, self.accounts.retry(waiting) if waiting else 0

    def remove(self, number: int, who: str = "") -> KeptPassword:
        """Forget a password; what it has opened stays as it was read.

        Raises:
            NotFoundError: there is none of this number.
        """
        name = next((one.name for one in self.all() if one.number == number), "")
        with self.history.noting(who, "password", name) as note:
            removed = self.vault.remove(number)
            note(Act.REMOVE_PASSWORD, number=number)
        return removed
