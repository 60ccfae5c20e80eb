"""Fifty policies: those that ship, and variations that ask for each kind of thing there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from enricher.wiring.policies import project_policies

COUNT = 50
_NAMES = 300  # on each list
_PROJECT = "contracts"


def write_policies(home: Path, parties: list[str]) -> None:
    """Write what is missing to `COUNT`, and three lists with names and a few of these parties.

    Raises:
        RuntimeError: another number of policies is there then, or one cannot be read.
    """
    folder = policy_folder(home)
    (folder / "lists").mkdir(parents=True)
    for number in range(3):
        names = [f"Nobody's Company {number}-{other} Ltd" for other in range(_NAMES)]
        text = "\n".join([*names, *parties[number::3]])
        (folder / "lists" / f"watched-{number}.txt").write_text(text, encoding="utf-8")
    missing = COUNT - len(project_policies(home, _PROJECT).enabled)
    for id, condition, more in list(_variations())[:missing]:
        write_policy(home, id, condition, more)
    known = project_policies(home, _PROJECT)
    if known.problems or len(known.enabled) != COUNT:
        raise RuntimeError(f"{len(known.enabled)} policies, and {known.problems}")


def policy_folder(home: Path) -> Path:
    return home / "projects" / _PROJECT / "policies"


def write_policy(home: Path, id: str, condition: str, more: str = "") -> None:
    """Write a policy, a new one or an old one with another condition.

    Args:
        more: further lines of the file.
    """
    lines = (
        f"title: {id}\nseverity: medium\nmessage: It is so.\ncondition: {json.dumps(condition)}\n"
    )
    (policy_folder(home) / f"{id}.yaml").write_text(f"id: {id}\n{lines}{more}\n", encoding="utf-8")


def _variations() -> Iterator[tuple[str, str, str]]:
    """Id, condition and further lines of each; those that cost most come first."""
    yield "entities-unsure", 'entities.exists(e, e.category == "Party" && e.confidence < 0.5)', ""
    yield "entities-far", 'entities.exists(e, e.category == "Money" && e.start > 5000)', ""
    for number in range(3):
        yield f"watched-{number}", f'fields.Party.exists(p, on_list(p, "watched-{number}"))', ""
    for bound in (2, 5):
        yield (
            f"usd-above-{bound}m",
            f'fields.Money.exists(m, m.currency == "USD" && above(m, "{bound}000000 USD"))',
            "",
        )
    for currency in ("USD", "EUR"):
        yield f"total-{currency.lower()}", f'above(total(fields.Money, "{currency}"), "9000000 {currency}")', ""  # fmt: skip
    yield "money-without-term", "present(fields.Money) && missing(fields.Term)", ""
    yield "money-unsure", "confidence.Money < 0.9 && present(fields.Money)", ""
    yield "percent-high", "fields.Percent.exists(p, p > 12.0)", ""
    yield "notice-short", 'fields.Duration.exists(d, shorter(d, "5 days"))', ""
    yield "dates-late", 'fields.Date.exists(d, d > timestamp("2031-01-01T00:00:00Z"))', ""
    yield "dates-passed", "fields.Date.exists(d, days_until(d) > 0 && days_until(d) < 30)", ""
    yield "account-without-bank", "present(fields.IBAN) && missing(fields.BIC)", ""
    yield "long-title", "size(document.title) > 100", ""
    yield "foreign", 'document.language != "en"', ""
    yield "loan-without-law", "missing(fields.Jurisdiction)", "scope: loan"
    yield "old-agreement", "days_since(fields.EffectiveDate) > 4000", "scope: agreement"
    for years in (3, 4, 8, 12):
        yield f"term-above-{years}", f'longer(fields.Term, "{years} years")', ""
    for months in (3, 9):
        yield f"term-below-{months}", f'shorter(fields.Term, "{months} months")', ""
    for law in ("Texas", "Nevada", "California", "Florida"):
        yield f"law-{law.lower()}", f'fields.Jurisdiction == "{law}"', ""
    for days in (20, 60, 180):
        yield f"ends-in-{days}", f"days_until(fields.ExpiryDate) < {days} && fields.ExpiryDate > today", ""  # fmt: skip
