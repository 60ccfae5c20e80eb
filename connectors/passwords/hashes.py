"""Hashes of the passwords of users: argon2id, slow and of much memory, as guessing should be."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class PasswordHashes:
    """Makes and checks hashes by the parameters that argon2-cffi recommends (RFC 9106, 64 MiB).

    One at a time: forty who sign in at once would take 2.5 GB. A password is compared as NFKC, since
    keyboards write the same letter in several ways.
    """

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._lock = threading.Lock()
        self._none: str = ""

    def hash(self, password: str) -> str:
        with self._lock:
            made: str = self._hasher.hash(_normal(password))
        return made

    def fits(self, hashed: str, password: str) -> bool:
        """Whether a hash is of a password; it takes as long where there is no hash (`""`)."""
        if not hashed and not self._none:
            self._none = self.hash("nobody has this password")
        with self._lock:
            try:
                fits: bool = self._hasher.verify(hashed or self._none, _normal(password))
            except (VerificationError, InvalidHashError):
                return False
        return fits and bool(hashed)


def _normal(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode()
