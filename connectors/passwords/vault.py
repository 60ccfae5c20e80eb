"""Passwords of files, kept encrypted: what lies in the home opens nothing without the key.

passwords.json   what each is called, and itself as a Fernet token (AES-128-CBC with HMAC-SHA256)
passwords.key    the key, for the owner alone; not made where the settings give one
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from enricher.errors import ConflictError, InputError, NotFoundError, SettingsError
from enricher.files.atomic import locked, write_whole
from enricher.ledger.passwords import KeptPassword

VERSION = 1
FILE = "passwords.json"
KEY_FILE = "passwords.key"

_KEY_BYTES = 32
_MOST = 1_000
_MOST_CHARACTERS = 500  # of a password; Office takes 255, PDF 127
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

_Mark = tuple[int, int, int]


class PasswordVault:
    """Keeps passwords; several processes may use one at a time.

    Args:
        home: the folder in which they are kept; it need not exist before one is added.
        key: 32 bytes in base64; "" takes those of `key_file`.
        key_file: has the key; None is the file in the home, which is made when it is first needed.
    """

    def __init__(self, home: Path, key: str = "", key_file: Path | None = None) -> None:
        self._path = home / FILE
        self._key = key
        self._key_file = key_file
        self._own_key_file = home / KEY_FILE
        self._read: tuple[_Mark, tuple[str, ...]] | None = None

    def all(self) -> list[KeptPassword]:
        """What is kept, in the order in which it was added, without the passwords."""
        return [_told(one) for one in self._load()["passwords"]]

    def secrets(self) -> tuple[str, ...]:
        """The passwords themselves, the latest first.

        Raises:
            SettingsError: they cannot be read with this key.
        """
        mark = self._mark()
        if mark is None:
            return ()
        if self._read is None or self._read[0] != mark:
            self._read = mark, self._decrypt(self._load()["passwords"])
        return self._read[1]

    def add(self, secret: str, name: str, who: str, at: datetime) -> KeptPassword:
        """Keep a password.

        Raises:
            InputError: it is empty, too long, or one too many.
            ConflictError: it is kept already.
            SettingsError: the key is missing, or is not the one of those that are kept.
        """
        if not secret or len(secret) > _MOST_CHARACTERS:
            raise InputError(f"a password has 1 to {_MOST_CHARACTERS} characters")
        with locked(self._path):
            kept = self._load()
            entries = kept["passwords"]
            if len(entries) >= _MOST:
                raise InputError(f"{_MOST:,} passwords are kept; remove those of no use any more")
            known = self._decrypt(entries)[::-1]
            if secret in known:
                number = entries[known.index(secret)]["number"]
                raise ConflictError(f"this password is kept already, as number {number}")
            added = KeptPassword(kept["next"], " ".join(name.split()), at, who)
            token = self._fernet(is_new=not entries).encrypt(secret.encode()).decode()
            entry = asdict(added) | {"added_at": at.isoformat(), "secret": token}
            self._write(kept["next"] + 1, [*entries, entry])
        return added

    def remove(self, number: int) -> KeptPassword:
        """Forget a password; needs no key, so that passwords whose key is lost can be removed.

        Raises:
            NotFoundError: there is none of this number.
        """
        with locked(self._path):
            kept = self._load()
            gone = [one for one in kept["passwords"] if one["number"] == number]
            if not gone:
                raise NotFoundError(f"there is no password {number} (`enricher passwords list`)")
            self._write(kept["next"], [one for one in kept["passwords"] if one not in gone])
        return _told(gone[0])

    def _decrypt(self, entries: Sequence[dict[str, Any]]) -> tuple[str, ...]:
        """The latest first."""
        if not entries:
            return ()
        fernet = self._fernet()
        try:
            return tuple(fernet.decrypt(one["secret"]).decode() for one in reversed(entries))
        except InvalidToken as error:
            raise SettingsError(
                f"the passwords in {self._path} were kept with another key than {self._key_words()}:"
                " bring that key back, or remove them (`enricher passwords remove`) and add them anew"
            ) from error

    def _fernet(self, *, is_new: bool = False) -> Fernet:
        written = self._key
        if not written:
            path = self._key_file or self._own_key_file
            if is_new and self._key_file is None:
                _make_key(path)
            written = self._written_key(path)
        try:
            key = base64.b64decode(written.strip().translate(_STANDARD), validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != _KEY_BYTES:
            raise SettingsError(
                f"{self._key_words()} is no key of {_KEY_BYTES} bytes in base64;"
                " `openssl rand -base64 32` makes one"
            )
        return Fernet(base64.urlsafe_b64encode(key))

    def _written_key(self, path: Path) -> str:
        try:
            if path == self._own_key_file and path.stat().st_mode & _OTHERS:
                raise SettingsError(f"others may read {path}: `chmod 600 {path}`")
            return path.read_text(encoding="ascii", errors="replace")
        except OSError as error:
            raise SettingsError(
                f"the key of the passwords in {self._path} cannot be read from {path}:"
                f" {error.strerror}; bring it back, or remove the passwords"
                " (`enricher passwords remove`) and add them anew"
            ) from error

    def _key_words(self) -> str:
        if self._key:
            return "that of the setting passwords_key"
        return f"that in {self._key_file or self._own_key_file}"

    def _mark(self) -> _Mark | None:
        """What changes when the file is written; None where it is not there."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _load(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"next": 1, "passwords": []}
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"{self._path} cannot be read; restore it from a backup, or remove it"
            ) from error
        if not isinstance(kept, dict) or kept.get("version") != VERSION:
            raise SettingsError(f"{self._path} was written by another version of enricher")
        return kept

    def _write(self, following: int, entries: Sequence[dict[str, Any]]) -> None:
        kept = {"version": VERSION, "next": following, "passwords": list(entries)}
        write_whole(self._path, json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
        self._path.chmod(0o600)


_STANDARD = str.maketrans("-_", "+/")


def _told(entry: dict[str, Any]) -> KeptPassword:
    at = datetime.fromisoformat(entry["added_at"])
    return KeptPassword(entry["number"], entry["name"], at, entry["added_by"])


def _make_key(path: Path) -> None:
    """Make a key where there is none, for the owner alone from its first moment."""
    with suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
