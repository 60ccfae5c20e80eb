"""Checks of what a home holds: its ledger, index, policies, reminders and folders."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from enricher.audit.wording import stopped_words
from enricher.commands.checks import Check
from enricher.commands.checks.machine import check_model
from enricher.documents import display_path
from enricher.errors import EnricherError, NotFoundError, SettingsError
from enricher.ledger.accounts import DEFAULT_DEPLOYMENTS, FOLDER_KIND
from enricher.ledger.jobs import NEXT_STEPS
from enricher.query.nodes import SearchRequest
from enricher.settings import Settings
from enricher.wiring.home import Home, index_damage, open_home
from enricher.wiring.reminders import build_places

_SHOWN = 5  # of damaged documents


def check_store(home: Path, settings: Settings) -> list[Check]:
    try:
        with open_home(home, settings) as opened:
            return list(_check_opened(opened))
    except EnricherError as error:
        return [Check("ledger", "broken", str(error))]  # which says what to do


def _check_policies(home: Home) -> Check:
    """Whether what policies found can change as documents do; what is amiss keeps findings as they are."""
    from enricher.wiring.audit import build_guard

    try:
        known = build_guard(home).all()
    except (NotFoundError, SettingsError):  # the model's check says so
        return Check("policy files", "warning", "not checked", "fix the project first")
    problems = [problem for one in known.values() for problem in one.problems]
    # One that ships may name categories that this home has not; what is its own is to be right.
    own = [one for one in problems if Path(one.file).is_relative_to(home.path)]
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        remedy = "`enricher policies check` lists all; what these policies found stays meanwhile"
        state: Literal["warning", "broken"] = "broken" if own else "warning"
        return Check("policy files", state, f"{(own or problems)[0]}{more}", remedy)
    asked = sum(len(one.enabled) for one in known.values())
    return Check("policy files", "ok", f"{asked} can be asked")


def _check_mappings(home: Home) -> Iterator[Check]:
    """Whether all mappings can be used; nothing where there are none."""
    from enricher.wiring.mappings import home_mappings

    found = home_mappings(home.path)
    wrong = [one for one in found if one.problem]
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        remedy = "`enricher mappings check` lists all; the files that they apply to fail meanwhile"
        yield Check("mappings", "broken", f"{wrong[0].problem.splitlines()[0]}{more}", remedy)
    elif found:
        yield Check("mappings", "ok", f"{len(found)} can be used")


def _check_ledger(home: Home) -> Check:
    """Read all of it."""
    status = home.ledger.accounts.status()
    if damage := home.ledger.database.damage():
        return Check("ledger", "broken", damage)  # which says what to do
    if damaged := home.ledger.accounts.damaged():
        shown = ", ".join(damaged[:_SHOWN]) + (", …" if len(damaged) > _SHOWN else "")
        return Check(
            "ledger",
            "broken",
            f"{len(damaged)} stored document{'s are' if len(damaged) > 1 else ' is'} damaged:"
            f" {shown}",
            f"enricher retry {' '.join(damaged[:_SHOWN])}, then enricher ingest, reads the files again",
        )
    return Check("ledger", "ok", status.sentence())


def _check_index(home: Home) -> Check:
    """Read all of it, and mend nothing."""
    remedy = "enricher ingest (or a running server) rebuilds it from the ledger"
    if home.settings.uses_elasticsearch:
        remedy = "docs/elasticsearch.md says what the server needs"
    try:
        if damage := index_damage(home):
            return Check("index", "broken", damage, remedy)
        page = home.index.search(SearchRequest(size=0))
        generation = home.index.generation
    except EnricherError as error:
        return Check("index", "broken", str(error), remedy)
    wanted = None if home.settings.uses_elasticsearch else home.ledger.documents.documents_written()
    if wanted not in (None, page.total):
        finding = f"{page.total} documents of the {wanted} that the ledger has"
        return Check("index", "broken", finding, remedy)
    return Check("index", "ok", f"{page.total} documents, generation {generation}")


def _check_reminders(home: Home) -> Check:
    try:
        places = build_places(home.settings)
    except SettingsError as error:
        return Check("reminders", "broken", str(error), "fix it; no reminders are sent until then")
    unsent, reason = home.ledger.reminders.troubled()
    if unsent:
        finding = f"{unsent} not sent: {reason}"
        return Check("reminders", "warning", finding, "enricher reminders list, and test")
    for alert in home.ledger.alerts.all():
        if alert.fault:
            finding = f"the saved search {alert.search.name!r} cannot be asked: {alert.fault}"
            remedy = "save it anew, or turn its alert off (enricher searches alert NAME --off)"
            return Check("reminders", "warning", finding, remedy)
    if not places:
        return Check("reminders", "ok", "no recipients (docs/reminders.md)")
    return Check("reminders", "ok", "sent to " + ", ".join(one.name for one in places))


def _check_opened(home: Home) -> Iterator[Check]:
    yield _check_ledger(home)
    yield _check_index(home)
    yield _check_policies(home)
    yield from _check_mappings(home)
    yield _check_reminders(home)
    for (project, policy), count in home.ledger.audits.stopped().items():
        finding = f"{policy} of {project} {stopped_words(count)}"
        remedy = f"enricher audit list --undecided --policy {policy}"
        yield Check("policies", "warning", finding, remedy)
    collections = home.ledger.collections.all()
    served = {one.deployment for collection in collections for one in collection.serve}
    for deployment in sorted(served.union(DEFAULT_DEPLOYMENTS)):
        yield check_model(home.path, deployment)
    closed = home.ledger.accounts.status().folders
    for sentence in closed:
        yield Check("folder", "warning", sentence, NEXT_STEPS[FOLDER_KIND])
    for root in home.ledger.roots.all():
        if root.held:
            yield Check("removal guard", "warning", root.held, _confirm(root.path))
        elif not os.path.lexists(root.path):
            finding = (
                f"{display_path(root.path)} is missing or cannot be reached; its documents stay"
            )
            yield Check("folder", "warning", finding, _confirm(root.path))
        elif not os.access(root.path, os.R_OK) and not closed:
            finding = f"{display_path(root.path)} cannot be read by this user"
            yield Check("folder", "warning", finding, "give this user permission to read it")


def _confirm(root: Path) -> str:
    return (
        "bring the files back, or confirm that they were removed:"
        f" enricher ingest --confirm-removed {shlex.quote(display_path(root))}"
    )
