"""Commands for what policies found, and for what people decide about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.audit_queries import query
from enricher.commands.audit_reports import report
from enricher.commands.findings import (
    Chosen,
    filtered,
    print_decided,
    print_events,
    print_finding,
    print_line,
    say_waiting,
    sort_option,
    up_to_date,
)
from enricher.commands.homes import NUMBER, open_home
from enricher.ledger.actors import user
from enricher.policies.finding_order import FindingOrder
from enricher.terminal.options import FAILED, home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, printable

if TYPE_CHECKING:
    pass

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    epilog="\b\nExample:\n  enricher audit list --severity critical\n  enricher audit show 3"
)
@home_option()
@click.pass_context
def audit(context: click.Context, home: Path) -> None:
    """Show what policies found in documents, and accept or reopen findings.

    A finding is open until someone accepts it with a reason, or it no longer applies. `enricher
    watch` and `enricher serve` keep findings up to date; `run` does so once.
    """
    context.find_root().obj = home


audit.add_command(query)
audit.add_command(report)


@audit.command(epilog="\b\nExample:\n  enricher audit run")
@home_option()
@json_option
@click.pass_context
def run(context: click.Context, home: Path, as_json: bool) -> None:
    """Audit what is due: new and changed documents, or all documents after a policy changed.

    Files that could not be read are not audited; their number is printed (`unread` in JSON). Exit
    code 1 if a policy or list is missing or invalid, if its change must be confirmed (`enricher
    policies confirm`), or if a policy took too long for a document; earlier findings stay.
    """
    from enricher.api.bodies import to_json
    from enricher.api.bodies.findings import AuditRunBody
    from enricher.audit.wording import stopped_words
    from enricher.ledger.days import local_time
    from enricher.wiring.audit import audit_home

    with open_home(home) as opened:
        done = audit_home(opened, local_time())
        status = opened.ledger.accounts.status()
    unread = status.failed + status.members_failed
    if as_json:
        print_json(to_json(done, AuditRunBody) | {"unread": unread})
    else:
        click.echo(
            f"{done.documents} documents and {len(done.policies)} policies audited,"
            f" {done.changed} findings changed"
        )
        if unread:
            files = "1 file" if unread == 1 else f"{unread} files"
            click.echo(f"not audited, because it could not be read: {files} (enricher failed)")
        say_waiting(done)
    for problem in done.problems:
        click.echo(printable(str(problem)), err=True)
    for policy, count in done.stopped.items():
        click.echo(f"{printable(policy)} {stopped_words(count)}", err=True)
    if done.problems or done.stopped:
        context.exit(FAILED)


@audit.command(
    name="list", epilog="\b\nExample:\n  enricher audit list --policy term-too-long --json"
)
@filtered
@sort_option
@click.option("--undecided", is_flag=True, help="List what policies could not decide, and why.")
@click.option("--size", type=click.IntRange(0, 10_000), default=50, show_default=True)
@click.option("--from", "offset", type=click.IntRange(0), default=0, help="How many to skip.")
@home_option()
@json_option
def list_(
    chosen: Chosen,
    sort: str,
    undecided: bool,
    size: int,
    offset: int,
    home: Path,
    as_json: bool,
) -> None:
    """List findings, by default the worst first. Recent changes are audited first, for up to ten seconds."""
    from enricher.api.bodies.findings import FindingsAnswer, UndecidedBody
    from enricher.audit.wording import stopped_sentences
    from enricher.wiring.audit import build_findings

    with open_home(home) as opened:
        asked = replace(chosen(opened), order=FindingOrder.read(sort))
        done = up_to_date(opened)
        findings = build_findings(opened)
        unsaid = findings.undecided(asked, size) if undecided else []
        page = findings.page(asked, size, offset)
    stopped = stopped_sentences(page.stopped)
    if undecided:
        if as_json:
            print_body(unsaid, list[UndecidedBody])
            return
        for one in unsaid:
            click.echo(f"{heading(one.policy)}  {printable(one.path)}  {printable(one.reason)}")
        if not unsaid:
            click.echo("policies could decide on every document")
        return
    if as_json:
        problems = [str(one) for one in done.problems]
        print_body(FindingsAnswer.of(page, stopped=stopped, problems=problems), FindingsAnswer)
        return
    for finding in page.findings:
        print_line(finding)
    count_shown = "" if len(page.findings) == page.total else f", {len(page.findings)} shown"
    click.echo(dim(f"{page.total} finding{'' if page.total == 1 else 's'}{count_shown}"))
    if page.undecided:
        count = sum(page.undecided.values())
        click.echo(
            dim(f"{count} undecided, because a value is missing: enricher audit list --undecided")
        )
    for policy, reason in stopped.items():
        click.echo(f"{heading('stopped')}  {printable(policy)} {reason}")
    for problem in done.problems:
        click.echo(f"{heading('not checked')}  {printable(str(problem))}", err=True)
    say_waiting(done)


@audit.command(epilog="\b\nExample:\n  enricher audit show 3")
@click.argument("number", type=NUMBER, metavar="ID")
@home_option()
@json_option
def show(number: int, home: Path, as_json: bool) -> None:
    """Show a finding with its evidence and its history.

    Recent changes are audited first, for up to ten seconds.
    """
    from enricher.api.bodies import to_json
    from enricher.api.bodies.findings import FindingBody
    from enricher.audit.wording import story
    from enricher.wiring.audit import build_findings

    with open_home(home) as opened:
        done = up_to_date(opened)
        findings = build_findings(opened)
        finding = findings.get(number)
        told = story(*findings.story(finding))
    if as_json:
        events = [{"at": at.isoformat(timespec="seconds"), "what": what} for at, what in told]
        print_json(to_json(finding, FindingBody) | {"history": events})
        return
    print_finding(finding, as_json)
    print_events(told)
    say_waiting(done)


@audit.command(
    epilog='\b\nExample:\n  enricher audit accept 3 5 --reason "approved by the board" --until 2027-12-31'
)
@click.argument("numbers", type=NUMBER, nargs=-1, required=True, metavar="ID…")
@click.option("--reason", required=True, metavar="WHY", help="Why it is acceptable.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The last day of the acceptance.  [default: no end]",
)
@home_option()
@json_option
def accept(
    numbers: tuple[int, ...], reason: str, until: datetime | None, home: Path, as_json: bool
) -> None:
    """Accept findings: they stay closed until the values behind them change.

    Of several, those that are not open are passed over.
    """
    from enricher.wiring.audit import build_findings

    day: date | None = until.date() if until else None
    with open_home(home) as opened:
        findings = build_findings(opened)
        if len(numbers) > 1:
            print_decided(findings.accept_all(numbers, reason, user(), day), "accepted", as_json)
            return
        finding = findings.accept(numbers[0], reason, user(), day)
    print_finding(finding, as_json)


@audit.command(epilog="\b\nExample:\n  enricher audit reopen 3 5")
@click.argument("numbers", type=NUMBER, nargs=-1, required=True, metavar="ID…")
@home_option()
@json_option
def reopen(numbers: tuple[int, ...], home: Path, as_json: bool) -> None:
    """Undo acceptances. Of several findings, those that are not accepted are passed over."""
    from enricher.wiring.audit import build_findings

    with open_home(home) as opened:
        findings = build_findings(opened)
        if len(numbers) > 1:
            print_decided(findings.reopen_all(numbers, user()), "reopened", as_json)
            return
        finding = findings.reopen(numbers[0], user())
    print_finding(finding, as_json)


@audit.command(epilog="\b\nExample:\n  enricher audit export findings.xlsx --state all")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@filtered
@sort_option
@home_option()
@json_option
def export(chosen: Chosen, sort: str, file: Path, home: Path, as_json: bool) -> None:
    """Write findings to FILE (.csv or .xlsx), one per row, with values, words and decisions."""
    from enricher.audit.tables import write_findings
    from enricher.wiring.audit import build_findings

    with open_home(home) as opened:
        asked = replace(chosen(opened), order=FindingOrder.read(sort))
        done = up_to_date(opened)
        rows = write_findings(build_findings(opened).all(asked), file)
    if as_json:
        print_json({"file": str(file), "findings": rows})
    else:
        click.echo(f"{file}: {rows} finding{'' if rows == 1 else 's'}")
        say_waiting(done)
