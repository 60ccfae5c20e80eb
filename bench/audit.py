"""How long an audit takes after a change: one policy of fifty, a list, the day, a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.audited import fill_home
from bench.measuring import run_task
from bench.policies import COUNT, policy_folder, write_policies, write_policy
from bench.results import Cell, Result, Table
from bench.workspace import Workspace
from enricher.review.service import Wish
from enricher.wiring.home import open_home
from enricher.wiring.review import corrections

_TODAY = date(2026, 6, 1)
_MONEY = 'fields.Money.exists(m, m.currency == "USD" && above(m, "3000000 USD"))'
_ENTITIES = 'entities.exists(e, e.category == "Money" && e.start > 6000)'


def run(work: Workspace) -> Result:
    count = work.sizes.steps[-1]
    home = work.new_home("audited", paired=False)
    with open_home(home) as opened:
        fill_home(opened, count)
        parties = sorted((one.documents, one.name) for one in opened.ledger.parties.all())
    write_policies(home, [name for _, name in parties[:30]])
    rows = tuple(_measure(home))
    table = Table(
        f"Audits of {count:,} documents by {COUNT} policies",
        ("what changed", "policies asked", "findings changed", "wall s", "CPU s, main",
         "CPU s, worker", "MB, main", "MB, worker"),
        rows,
        (
            "Each audit begins with writing to the index what the one before has found. Processes"
            " with their start. Wall is what other work on the machine leaves of it; the"
            " CPU of the main process and of that in which policies are asked is their own.",
        ),
    )  # fmt: skip
    return Result("audit", (table,), {f"CPU s, {row[0]}": float(row[4]) + float(row[5]) for row in rows})  # fmt: skip


def _measure(home: Path) -> Iterator[tuple[Cell, ...]]:
    def add_name() -> None:
        path = policy_folder(home) / "lists" / "watched-0.txt"
        path.write_text(path.read_text("utf-8") + "\nAnother Company Ltd\n", encoding="utf-8")

    changes: dict[str, tuple[Callable[[], object], date]] = {
        "everything is new": (lambda: None, _TODAY),
        "nothing, but the index is told first": (lambda: None, _TODAY),
        "a policy over a term": (
            lambda: write_policy(home, "term-above-4", 'longer(fields.Term, "5 years")'),
            _TODAY,
        ),
        "a policy over amounts": (lambda: write_policy(home, "usd-above-2m", _MONEY), _TODAY),
        "a policy over entities": (lambda: write_policy(home, "entities-far", _ENTITIES), _TODAY),
        "a list": (add_name, _TODAY),
        "a document": (lambda: _correct_one(home), _TODAY),
        "the day": (lambda: None, _TODAY + timedelta(days=1)),
    }
    for what, (change, day) in changes.items():
        change()
        done = run_task("audit", str(home), day.isoformat())
        if done.answer["waiting"] or done.answer["problems"]:
            raise RuntimeError(f"after a change of {what} the audit says {done.answer}")
        yield (
            what,
            len(done.answer["policies"]),
            done.answer["changed"],
            done.wall_seconds,
            done.main_cpu_seconds,
            done.workers_cpu_seconds,
            done.main_megabytes,
            done.worker_megabytes,
        )


def _correct_one(home: Path) -> None:
    """Say that the first document has no law."""
    with open_home(home) as opened:
        (first, *_), _ = opened.ledger.audits.texts("contracts", 0, 1)
        corrections(opened).correct(first.document, Wish("Jurisdiction", none=True), "bench")
