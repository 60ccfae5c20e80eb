"""What the commands about findings share: their filters, and findings as people read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from enricher.commands.answers import print_body
from enricher.policies.finding_order import FindingColumn
from enricher.policies.severity import Severity
from enricher.terminal.printing import dim, heading, printable

if TYPE_CHECKING:
    from enricher.audit.run import AuditRun
    from enricher.policies.findings import Decided, Finding, FindingFilter
    from enricher.wiring.home import Home


_KINDS = ("finding", "review")
_STATES = ("open", "accepted", "resolved", "all")
_SECONDS = 10.0  # that a listing may take to see what changed

Chosen = Callable[["Home"], "FindingFilter"]


sort_option = click.option(
    "--sort",
    type=click.Choice([f"{one.value}{way}" for one in FindingColumn for way in ("", ":desc")]),
    default="severity",
    metavar="COLUMN[:desc]",
    help="severity, policy, document, party, collection, age, state, until or assignee.",
)


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters of findings; the command gets them as `chosen`, to be looked up in a home."""

    @click.option(
        "--policy", "policies", multiple=True, metavar="P", help="Only findings of this policy."
    )
    @click.option(
        "--severity",
        "severities",
        multiple=True,
        type=click.Choice([one.value for one in Severity]),
        help="Only findings of this severity.",
    )
    @click.option(
        "--state", type=click.Choice(_STATES), default="open", show_default=True, help="Only these."
    )
    @click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice(_KINDS),
        help="Only findings of this kind.",
    )
    @click.option(
        "--document",
        "document",
        metavar="DOCUMENT",
        help="Only findings in this document: a path or an id.",
    )
    @click.option("--project", metavar="NAME", help="Only findings of this project's policies.")
    @click.option(
        "--party",
        "parties",
        multiple=True,
        metavar="NAME",
        help="Only findings in documents of this party.",
    )
    @click.option(
        "--collection",
        "collections",
        multiple=True,
        metavar="NAME",
        help="Only findings in documents of this collection.",
    )
    @click.option(
        "--assignee",
        "assignees",
        multiple=True,
        metavar="NAME",
        help="Only findings assigned to this user, or to nobody.",
    )
    @click.option(
        "--path", default="", metavar="TEXT", help="Only documents whose path contains this."
    )
    @click.option(
        "--text", default="", metavar="WORDS", help="Only findings with all of these words."
    )
    @wraps(command)
    def with_filter(
        *,
        policies: tuple[str, ...],
        severities: tuple[str, ...],
        state: str,
        kinds: tuple[str, ...],
        document: str | None,
        project: str | None,
        parties: tuple[str, ...],
        collections: tuple[str, ...],
        assignees: tuple[str, ...],
        path: str,
        text: str,
        **rest: Any,
    ) -> Any:
        def chosen(home: Home) -> FindingFilter:
            from enricher.policies.findings import FindingFilter
            from enricher.wiring.audit import build_findings
            from enricher.wiring.catalog import catalog
            from enricher.wiring.people import build_assignments

            documents = (catalog(home).find(document),) if document else ()
            asked_of = build_assignments(home).asked
            states = () if state == "all" else (state,)
            asked = FindingFilter(
                project,
                policies,
                severities,
                states,
                documents,
                kinds,
                parties=parties,
                collections=collections,
                path=path,
                words=tuple(text.split()),
                assignees=tuple(asked_of(one, None) for one in assignees),
            )
            return build_findings(home).known(asked)

        return command(chosen=chosen, **rest)

    return with_filter


def print_line(one: Finding) -> None:
    kind = " to review" if one.kind == "review" else ""
    state = "" if one.state == "open" else f" {one.state.value}"
    whose = f"  {dim(f'assigned to {one.assignee}')}" if one.assignee else ""
    click.echo(
        f"{heading(str(one.id))}  {click.style(one.severity, fg='cyan')} {one.policy}{kind}{state}"
        f"  {printable(one.name)}{whose}"
    )
    click.echo(f"  {printable(one.message)}")
    if one.not_asked:
        click.echo(f"  {heading('not checked')}  {printable(one.not_asked)}")


def print_events(events: Sequence[tuple[datetime, str]]) -> None:
    for at, what in events:
        click.echo(f"  {dim(f'{at.astimezone():%Y-%m-%d %H:%M}')} {printable(what)}")


def print_finding(one: Finding, as_json: bool) -> None:
    from enricher.api.bodies.findings import FindingBody

    if as_json:
        print_body(one, FindingBody)
        return
    print_line(one)
    click.echo(f"  {dim(printable(one.path) or 'its document was removed')}")
    for note in one.proof.notes:
        click.echo(f"  {printable(note)}")
    for place in one.proof.places:
        page = f"page {place['page']}" if place["page"] else f"at {place['offset']}"
        click.echo(
            f"  {click.style(place['category'], fg='cyan')} {printable(place['text'])}"
            f" → {printable(place['value'])}  {dim(page)}"
        )
        click.echo(f"    {printable(place['sentence']['text'])}")
    proved = {(place["category"], place["value"]) for place in one.proof.places}
    for value in one.proof.values:
        if (value["category"], value["value"]) not in proved:
            name = click.style(value["category"], fg="cyan")
            click.echo(f"  {name} {printable(value['value'])}")
    seen = f"first seen {one.first_seen.astimezone():%Y-%m-%d %H:%M}"
    click.echo(f"  {dim(seen + f', confidence {one.confidence:.2f}')}")
    if one.acceptance is not None:
        said = one.acceptance
        until = f" until {said.until}" if said.until else ""
        past = "" if one.state == "accepted" else "was "
        click.echo(f"  {past}accepted by {printable(said.who)}{until}: {printable(said.reason)}")


def print_decided(decided: Decided, what: str, as_json: bool) -> None:
    from enricher.api.bodies.findings import DecidedBody

    if as_json:
        print_body(decided, DecidedBody)
        return
    count = len(decided.findings)
    click.echo(f"{count} finding{'' if count == 1 else 's'} {what}")
    for number, reason in decided.passed_over.items():
        click.echo(f"{heading(str(number))}  passed over: {reason}")


def up_to_date(home: Home) -> AuditRun:
    """Audit what changed, for ten seconds at most, so that what is shown is so."""
    from enricher.ledger.days import local_time
    from enricher.wiring.audit import audit_home

    return audit_home(home, local_time(), _SECONDS)


def say_waiting(done: AuditRun) -> None:
    if done.waiting or not done.is_whole:
        click.echo(dim("some documents are not audited yet: enricher audit run"))
