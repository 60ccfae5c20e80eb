from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.passwords.vault import FILE, KEY_FILE, PasswordVault
from enricher.errors import ConflictError, InputError, NotFoundError, SettingsError

AT = datetime(2025, 3, 1, 12, tzinfo=UTC)
KEY = base64.b64encode(bytes(range(224, 256))).decode()  # with the marks + and / of base64


def test_passwords_are_kept_and_told_the_latest_first(tmp_path: Path) -> None:
    vault = PasswordVault(tmp_path)
    assert vault.secrets() == ()
    vault.add("first of all", "statements  2024", "ada", AT)
    vault.add("Grüße", "", "ben", AT)
    assert vault.secrets() == PasswordVault(tmp_path).secrets() == ("Grüße", "first of all")
    assert [(one.number, one.name, one.added_at, one.added_by) for one in vault.all()] == [
        (1, "statements 2024", AT, "ada"),
        (2, "", AT, "ben"),
    ]


def test_nothing_in_the_home_but_the_key_reveals_them(tmp_path: Path) -> None:
    vault = PasswordVault(tmp_path)
    vault.add("open sesame", "cave", "ada", AT)
    written = (tmp_path / FILE).read_bytes() + (tmp_path / KEY_FILE).read_bytes()
    assert b"sesame" not in written
    for name in (FILE, KEY_FILE):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    (tmp_path / KEY_FILE).unlink()
    with pytest.raises(SettingsError, match=KEY_FILE):
        PasswordVault(tmp_path).secrets()
    with pytest.raises(SettingsError, match=KEY_FILE):  # no new key, which would open half of them
        PasswordVault(tmp_path).add("another", "", "ada", AT)
    assert not (tmp_path / KEY_FILE).exists()


@pytest.mark.parametrize("key", [KEY, KEY.replace("+", "-").replace("/", "_"), f"{KEY}\n"])
def test_key_comes_from_outside(key: str, tmp_path: Path) -> None:
    PasswordVault(tmp_path, key).add("open sesame", "", "ada", AT)
    mounted = tmp_path / "mounted"
    mounted.write_text(key)
    assert PasswordVault(tmp_path, key_file=mounted).secrets() == ("open sesame",)
    assert not (tmp_path / KEY_FILE).exists()


@pytest.mark.parametrize("key", ["short", KEY[:-4], "ü" * 44])
def test_key_that_is_none_is_refused_and_not_shown(key: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="openssl rand -base64 32") as refused:
        PasswordVault(tmp_path, key).add("open sesame", "", "ada", AT)
    assert key not in str(refused.value)


def test_another_key_is_told_and_changes_nothing(tmp_path: Path) -> None:
    PasswordVault(tmp_path, KEY).add("open sesame", "", "ada", AT)
    before = (tmp_path / FILE).read_bytes()
    other = PasswordVault(tmp_path, base64.b64encode(bytes(32)).decode())
    with pytest.raises(SettingsError, match="another key than that of the setting passwords_key"):
        other.secrets()
    with pytest.raises(SettingsError, match="another key"):
        other.add("second", "", "ada", AT)
    assert (tmp_path / FILE).read_bytes() == before
    other.remove(1)  # needs none
    assert other.all() == []


def test_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    PasswordVault(tmp_path).add("open sesame", "", "ada", AT)
    (tmp_path / KEY_FILE).chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        PasswordVault(tmp_path).secrets()


def test_what_another_process_adds_or_removes_is_known_at_once(tmp_path: Path) -> None:
    here, there = PasswordVault(tmp_path), PasswordVault(tmp_path)
    here.add("one", "", "ada", AT)
    assert there.secrets() == ("one",)
    here.add("two", "", "ada", AT)
    assert there.secrets() == ("two", "one")
    there.remove(1)
    assert here.secrets() == ("two",)
    assert here.add("three", "", "ada", AT).number == 3  # no number is given twice


@pytest.mark.parametrize("secret", ["", "x" * 501])
def test_what_can_be_no_password_is_refused(secret: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="1 to 500 characters"):
        PasswordVault(tmp_path).add(secret, "", "ada", AT)


def test_known_password_and_unknown_number_are_refused(tmp_path: Path) -> None:
    vault = PasswordVault(tmp_path)
    vault.add("open sesame", "", "ada", AT)
    with pytest.raises(ConflictError, match="as number 1") as refused:
        vault.add("open sesame", "again", "ada", AT)
    assert "sesame" not in str(refused.value)
    with pytest.raises(NotFoundError, match="no password 7"):
        vault.remove(7)


@pytest.mark.parametrize("content", ["{", "[]", json.dumps({"version": 9, "passwords": []})])
def test_file_that_is_damaged_or_of_another_version_stops(content: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(SettingsError, match=FILE):
        PasswordVault(tmp_path).secrets()
