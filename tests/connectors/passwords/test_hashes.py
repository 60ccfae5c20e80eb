from __future__ import annotations

from connectors.passwords.hashes import PasswordHashes


def test_password_fits_its_hash_alone() -> None:
    hashes = PasswordHashes()
    hashed = hashes.hash("correct horse battery")
    assert hashed.startswith("$argon2id$")
    assert hashed != hashes.hash("correct horse battery")
    assert hashes.fits(hashed, "correct horse battery")
    assert not hashes.fits(hashed, "correct horse batterz")


def test_a_letter_may_be_written_in_several_ways() -> None:
    hashes = PasswordHashes()
    hashed = hashes.hash("Gru\u0308ße aus Ko\u0308ln")  # as one keyboard writes it
    assert hashes.fits(hashed, "Gr\u00fcße aus K\u00f6ln")  # and as another does


def test_no_hash_and_one_that_is_none_fit_nothing() -> None:
    hashes = PasswordHashes()
    for hashed in ("", "not a hash"):
        assert not hashes.fits(hashed, "")
        assert not hashes.fits(hashed, "nobody has this password")
