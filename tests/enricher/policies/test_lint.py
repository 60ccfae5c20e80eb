"""What is worth a word about policies that work."""

from __future__ import annotations

from pathlib import Path

from enricher.policies.lint import lint
from tests.enricher.policies.writing import SHIPPED, load, write_list, write_policy


def test_smells_are_told(tmp_path: Path) -> None:
    write_policy(tmp_path, "bare", "fields.Money.exists(m, m.amount > 5.0)")
    write_policy(tmp_path, "dated", "days_until(fields.EffectiveDate) < 5")
    write_policy(tmp_path, "listed", 'on_list(fields.Jurisdiction, "nowhere")')
    write_policy(tmp_path, "unlisted", 'on_list(fields.Jurisdiction, "none")')
    write_list(tmp_path, "none.txt", "# to come\n")
    told: dict[str, set[str]] = {}
    for one in lint(load(tmp_path)):
        told.setdefault(one.policy, set()).add(one.code)
    always = {"no-example-of-a-finding", "no-example-of-none", "no-remedy"}
    assert {policy: codes - always for policy, codes in told.items()} == {
        "bare": {"bare-amount"},
        "dated": {"day-without-present"},
        "listed": {"unknown-list"},
        "unlisted": {"unknown-list"},
    }
    assert all(always <= codes for codes in told.values())


def test_example_that_depends_on_the_day_names_one(tmp_path: Path) -> None:
    content = (SHIPPED / "ended.yaml").read_text().replace("    today: 2023-05-01\n", "")
    (tmp_path / "ended.yaml").write_text(content)
    (smell,) = lint(load(tmp_path))
    assert smell.code == "example-without-today"
