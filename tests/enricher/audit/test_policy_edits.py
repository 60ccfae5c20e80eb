"""Policies are checked, saved with who and why, and returned to; files edited by hand count as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enricher.audit.file_edits import NO_REVISION
from enricher.audit.policy_edits import PolicyEdits
from enricher.errors import InputError, NotFoundError, OutdatedError, PolicyError
from enricher.policies.findings import FindingFilter
from enricher.wiring.audit import build_guard, build_policy_edits
from enricher.wiring.home import Home, open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import audit
from tests.enricher.homes import IngestedHome

LARGE = """# Agreed with the board.
title: An amount above a million
severity: high
condition: fields.Money.exists(m, above(m, "{limit} USD"))
message: '{{Money}} is above the limit.'
"""
KEYS = {"api_key": "a" * 20, "tagger_key": "t" * 20, "reader_key": "r" * 20}
ADMINISTRATOR, TAGGER, READER = ({"x-api-key": key} for key in KEYS.values())
ADDRESS = "/api/policies/contracts/large"


@pytest.fixture
def home(copied: IngestedHome) -> Iterator[Home]:
    with open_home(copied.home) as home:
        yield home


@pytest.fixture
def edits(home: Home) -> PolicyEdits:
    return build_policy_edits(home)


def large(limit: int) -> str:
    return LARGE.format(limit=limit)


def save(edits: PolicyEdits, text: str, revision: str, why: str = "", id: str = "large") -> Any:
    return edits.save("contracts", id, text, revision, "ada", why)


def found(home: Home) -> int:
    audit(home)
    asked = FindingFilter("contracts", ("large",), states=("open",))
    return home.ledger.findings.page(asked, 10, 0).total


def test_policy_is_saved_takes_effect_and_returns_to_a_version(
    home: Home, edits: PolicyEdits
) -> None:
    fresh = edits.read("contracts", "large")
    assert (fresh.text, fresh.revision, fresh.ships) == ("", NO_REVISION, False)
    first = save(edits, large(1_000_000), fresh.revision, "The board  asked\nfor it.")
    assert first.file.read_text() == first.text == large(1_000_000)
    assert found(home) == 1
    second = save(edits, large(2_000_000), first.revision, "A higher limit")
    assert found(home) == 0
    latest, earliest = edits.versions("contracts", "large")
    assert (latest.who, latest.why, latest.sha256) == ("ada", "A higher limit", second.revision)
    assert (earliest.why, earliest.sha256) == ("The board asked for it.", first.revision)
    condition = 'condition: fields.Money.exists(m, above(m, "{} USD"))'
    removed, added = (
        sign + condition.format(limit) for sign, limit in (("-", 1_000_000), ("+", 2_000_000))
    )
    assert removed in latest.changes
    assert added in latest.changes
    before = edits.version_text("contracts", "large", earliest.sha256 or "")
    assert save(edits, before, second.revision, "back").revision == first.revision
    assert found(home) == 1
    edits.remove("contracts", "large", first.revision, "ada", "not needed")
    assert not first.file.exists()
    assert found(home) == 0
    assert edits.versions("contracts", "large")[0].sha256 is None
    with pytest.raises(NotFoundError, match="no file of its own"):
        edits.remove("contracts", "large", "*", "ada", "")


def test_file_that_changed_meanwhile_is_not_overwritten(home: Home, edits: PolicyEdits) -> None:
    opened = save(edits, large(1), "*")
    opened.file.write_text(large(2))  # somebody edits it by hand
    with pytest.raises(OutdatedError, match="has changed since you opened it") as refused:
        save(edits, large(3), opened.revision)
    assert refused.value.current == edits.read("contracts", "large")
    assert opened.file.read_text() == large(2)
    with pytest.raises(OutdatedError):
        edits.remove("contracts", "large", opened.revision, "ada", "")
    save(edits, large(3), refused.value.revision)
    hers, by_hand, _ = edits.versions("contracts", "large")
    assert (by_hand.who, by_hand.why, by_hand.is_kept) == ("unknown", None, True)
    assert hers.who == "ada"
    with pytest.raises(OutdatedError):
        save(edits, large(4), NO_REVISION)  # who thought that it was new


def test_edit_by_hand_is_kept_once_it_is_seen(home: Home, edits: PolicyEdits) -> None:
    guard = build_guard(home)
    guard.see("contracts")
    own = edits.read("contracts", "large").file
    own.parent.mkdir(parents=True, exist_ok=True)
    for limit in (1, 2):
        own.write_text(large(limit))
        guard.see("contracts")
    second, first = edits.versions("contracts", "large")
    assert edits.version_text("contracts", "large", first.sha256 or "") == large(1)
    assert second.changes


def test_what_is_wrong_is_told_by_line_and_not_saved(home: Home, edits: PolicyEdits) -> None:
    wrong = large(1).replace("Money", "Monney").replace("severity: high", "severity: dire")
    draft = edits.check("contracts", "large", wrong)
    assert draft.policy is None
    assert [one.line for one in draft.problems] == [3, 4, 5]
    with pytest.raises(PolicyError, match="there is no category 'Monney'"):
        save(edits, wrong, NO_REVISION)
    assert not edits.read("contracts", "large").file.exists()
    fine = edits.check("contracts", "large", large(1))
    assert fine.policy
    assert any("no example expects a finding" in one for one in fine.advice)
    for name in ("../large", "Large", "lists/x", "", "a" * 101):
        with pytest.raises(InputError, match="not a valid name"):
            edits.check("contracts", name, large(1))
    with pytest.raises(NotFoundError):
        edits.read("nothing", "large")


def test_shipped_policy_is_changed_by_a_file_and_counts_again_without_it(
    home: Home, edits: PolicyEdits
) -> None:
    shipped = edits.read("contracts", "term-too-long")
    assert shipped.ships
    assert not shipped.is_own
    assert "five years" in shipped.text
    off = save(edits, "enabled: false\n", shipped.revision, id="term-too-long")
    assert not build_guard(home).policies("contracts")["term-too-long"].enabled
    edits.remove("contracts", "term-too-long", off.revision, "ada", "")
    assert build_guard(home).policies("contracts")["term-too-long"].enabled


def test_over_http_administrators_save_and_taggers_check(home: Home) -> None:
    with connect(home, **KEYS) as api:
        draft = {"name": "large", "text": "title: [\n"}
        assert api.post("/api/policies/draft", json=draft, headers=READER).status_code == 403
        told = api.post("/api/policies/draft", json=draft, headers=TAGGER).json()
        assert (told["valid"], told["problems"][0]["line"]) == (False, 2)
        opened = api.get(ADDRESS, headers=READER)
        assert opened.headers["etag"] == '"none"'
        body = {"text": large(1_000_000), "why": "The board asked for it."}
        etag = {"if-match": opened.headers["etag"]}
        assert api.put(ADDRESS, json=body, headers=TAGGER | etag).status_code == 403
        assert api.put(ADDRESS, json=body, headers=ADMINISTRATOR).status_code == 428
        saved = api.put(ADDRESS, json=body, headers=ADMINISTRATOR | etag)
        assert saved.status_code == 200, saved.text
        late = api.put(ADDRESS, json=body, headers=ADMINISTRATOR | etag)
        assert late.status_code == 412
        assert late.json()["current"]["text"] == large(1_000_000)
        wrong = {"text": "title: [\n"}
        refused = api.put(ADDRESS, json=wrong, headers=ADMINISTRATOR | {"if-match": "*"})
        assert refused.status_code == 422
        assert refused.json()["problems"][0]["line"] == 2
        (version,) = api.get(f"{ADDRESS}/versions", headers=READER).json()
        assert version["why"] == "The board asked for it."
        kept = api.get(f"{ADDRESS}/versions/{version['sha256']}", headers=READER).json()
        assert kept["text"] == large(1_000_000)
        assert api.get(f"{ADDRESS}/versions/{'0' * 64}", headers=READER).status_code == 404
        gone = api.delete(f"{ADDRESS}?why=Over", headers=ADMINISTRATOR | {"if-match": "*"})
        assert gone.status_code == 204
        events = api.get("/api/history", params={"about": "contracts"}, headers=READER).json()
        told = [one["what"] for one in events["events"]]
        assert told[0].startswith("removed policy large.yaml of project contracts (")
        assert told[0].endswith("): Over")
        assert told[1].endswith("): The board asked for it.")


def test_versions_are_read_from_where_they_are_kept_alone(home: Home, edits: PolicyEdits) -> None:
    saved = save(edits, large(1), "*")
    secret = saved.file.parent / "versions" / "secret"
    secret.write_text("secret")
    for name in ("../secret", "..", "", str(Path(secret).absolute())):
        with pytest.raises(NotFoundError, match="is kept"):
            edits.version_text("contracts", "large", name)
