"""Settings of reminders that people choose in the browser.

    the environment > enricher.toml > chosen.toml, written here > the default

What the first two set is shown and stays as it is. Secrets are written and never shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import SecretStr, ValidationError

from enricher.errors import InputError, OutdatedError
from enricher.files.atomic import locked, write_whole
from enricher.ledger.events import Act, History
from enricher.settings import CHOOSABLE, CHOSEN_FILE, Settings, read_chosen

NO_REVISION = "none"
_SERVER = ("smtp_host", "smtp_port", "smtp_security", "smtp_user")
"""Where the password of the mail server is sent: whoever changes these knows it."""
_PASSWORD = "smtp_password"


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting as it counts now.

    Attributes:
        value: None of a secret, which is never shown.
        is_set: whether it has a value that is not empty.
        origin: "" where it can be chosen, else what set it.
        meaning: what it says, in a sentence.
    """

    name: str
    value: Any
    is_set: bool
    is_secret: bool
    is_chosen: bool
    origin: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Choices:
    """All of them, by name, and the revision of what was chosen."""

    settings: Mapping[str, Choice]
    revision: str


class ReminderChoices:
    """Reads and saves what is chosen for a home.

    Args:
        settings: of the home, as they were when it was opened.
    """

    def __init__(self, home: Path, settings: Settings, history: History) -> None:
        self._home = home
        self._settings = settings
        self._history = history

    def read(self) -> Choices:
        """Raises SettingsError when what was chosen cannot be read."""
        chosen = read_chosen(self._home)
        now = with_chosen(self._settings, chosen)
        origins = _origins(self._settings)
        found = {}
        for name in CHOOSABLE:
            value = getattr(now, name)
            is_secret = _is_secret(name)
            plain = value.get_secret_value() if isinstance(value, SecretStr) else value
            found[name] = Choice(
                name,
                None if is_secret else value,
                bool(plain),
                is_secret,
                name in chosen and name not in origins,
                origins.get(name, ""),
                Settings.model_fields[name].description or "",
            )
        return Choices(found, self._revision())

    def draft(self, values: Mapping[str, Any]) -> Settings:
        """The settings as if these values were chosen; nothing is changed.

        Args:
            values: those that change; None is the default again.

        Raises:
            InputError: a value will not do, or is not to be chosen.
        """
        return self._drafted(self._changed(values))

    def save(self, values: Mapping[str, Any], revision: str, who: str) -> Choices:
        """Keep these values; they count at once.

        Args:
            values: those that change; None is the default again.
            revision: of what was looked at; `*` is any.

        Raises:
            InputError: a value will not do, or is not to be chosen.
            OutdatedError: somebody else has chosen meanwhile.
        """
        path = self._home / CHOSEN_FILE
        with locked(path):
            now = self.read()
            if revision not in ("*", now.revision):
                message = "the settings have changed since you opened them"
                raise OutdatedError(message, now, now.revision)
            chosen = self._changed(values)
            self._drafted(chosen)
            with self._history.noting(who, "settings", "reminders") as note:
                before = read_chosen(self._home)
                names = [name for name in CHOOSABLE if before.get(name) != chosen.get(name)]
                if not names:
                    return now
                note(Act.SETTINGS, changed=names)
                lines = [
                    f"{name} = {json.dumps(one, ensure_ascii=False)}"
                    for name, one in chosen.items()
                ]
                text = "\n".join(
                    ["# Chosen in the browser; enricher.toml goes before it.", *lines, ""]
                )
                write_whole(path, text, mode=0o600)
        return self.read()

    def _changed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What is chosen then, as the file has it."""
        chosen, origins = read_chosen(self._home), _origins(self._settings)
        for name in values:
            if name not in CHOOSABLE:
                raise InputError(f"{name} is not a setting that can be changed here")
            if name in origins:
                raise InputError(f"{name} is set by {origins[name]}; change it there")
        now = with_chosen(self._settings, chosen)
        moved = [one for one in _SERVER if one in values and values[one] != getattr(now, one)]
        if moved and chosen.get(_PASSWORD) and _PASSWORD not in values:
            raise InputError(
                f"{moved[0]} says where the password of the mail server is sent: write the"
                " password again"
            )
        changed = {**chosen, **values}
        return {name: changed[name] for name in CHOOSABLE if changed.get(name) not in (None, "")}

    def _drafted(self, chosen: Mapping[str, Any]) -> Settings:
        try:
            return with_chosen(self._settings, chosen)
        except ValidationError as error:
            first = error.errors()[0]
            message = first["msg"].removeprefix("Value error, ")
            name = f"{first['loc'][0]}: " if first["loc"] else ""
            raise InputError(f"{name}{message}") from error

    def _revision(self) -> str:
        path = self._home / CHOSEN_FILE
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else NO_REVISION


def with_chosen(settings: Settings, chosen: Mapping[str, Any]) -> Settings:
    """The settings of a home with what is chosen now.

    Raises:
        ValidationError: it does not go with what the environment and the file set.
    """
    fixed = {name: getattr(settings, name) for name in settings.fixed}
    now = Settings.model_validate({**chosen, **fixed})
    return settings.model_copy(update={name: getattr(now, name) for name in CHOOSABLE})


def _origins(settings: Settings) -> dict[str, str]:
    """What is set elsewhere; with the password the way that it takes."""
    fixed = settings.fixed
    along = dict.fromkeys(_SERVER, fixed[_PASSWORD]) if _PASSWORD in fixed else {}
    return along | {name: fixed[name] for name in CHOOSABLE if name in fixed}


def _is_secret(name: str) -> bool:
    annotation = Settings.model_fields[name].annotation
    return SecretStr in (annotation, *get_args(annotation))
