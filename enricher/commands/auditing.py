"""Commands for what policies found, and for what people decide about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enricher.commands.audit_queries import query
from enricher.commands.options import FAILED, NUMBER, home_option, json_option, open_home
from enricher.commands.printing import dim, heading, print_json, print_table, printable
from enricher.history.actors import user
from enricher.policies.severity import Severity

if TYPE_CHECKING:
    from enricher.audit.findings import Finding, FindingFilter
    from enricher.audit.report import Report
    from enricher.audit.run import AuditRun
    from enricher.wiring.home import Home

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(dir_okay=False, path_type=Path)
_SECONDS = 10.0  # that a listing may take to see what changed
_KINDS = ("finding", "review")
_STATES = ("open", "accepted", "resolved", "all")


def _chosen(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters of findings; the command gets them as `chosen`, to be looked up in a home."""

    @click.option("--policy", "policies", multiple=True, metavar="P", help="Only of this policy.")
    @click.option(
        "--severity",
        "severities",
        multiple=True,
        type=click.Choice([one.value for one in Severity]),
        help="Only of this severity.",
    )
    @click.option(
        "--state", type=click.Choice(_STATES), default="open", show_default=True, help="Only these."
    )
    @click.option(
        "--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Only of this kind."
    )
    @click.option("--document", "document", metavar="DOCUMENT", help="Only in it: a path or an id.")
    @click.option("--project", metavar="NAME", help="Only of policies of this project.")
    @wraps(command)
    def with_filter(
        *,
        policies: tuple[str, ...],
        severities: tuple[str, ...],
        state: str,
        kinds: tuple[str, ...],
        document: str | None,
        project: str | None,
        **rest: Any,
    ) -> Any:
        def chosen(home: Home) -> FindingFilter:
            from enricher.audit.findings import FindingFilter
            from enricher.wiring.audit import build_findings
            from enricher.wiring.catalog import catalog

            documents = (catalog(home).find(document),) if document else ()
            states = () if state == "all" else (state,)
            asked = FindingFilter(project, policies, severities, states, documents, kinds)
            build_findings(home).refuse_unknown(asked)
            return asked

        return command(chosen=chosen, **rest)

    return with_filter


Chosen = Callable[["Home"], "FindingFilter"]


@click.group(
    epilog="\b\nExample:\n  enricher audit list --severity critical\n  enricher audit show 3"
)
@home_option()
@click.pass_context
def audit(context: click.Context, home: Path) -> None:
    """Show what policies found in documents, and decide about it.

    A finding is open until somebody accepts it with a reason, or it is found no more. Whoever
    watches or serves keeps findings in step; `run` does so once.
    """
    context.find_root().obj = home


audit.add_command(query)


@audit.command(epilog="\b\nExample:\n  enricher audit run")
@home_option()
@json_option
@click.pass_context
def run(context: click.Context, home: Path, as_json: bool) -> None:
    """Check what is due: new documents, and all documents where a policy changed.

    A file that could not be read is not audited; how many these are is said, and `unread` in JSON.
    Exit code 1 where a policy or list is missing or cannot be read, where its change is to be
    confirmed (`enricher policies confirm`), or where a policy took too long for a document; what it
    found before stays.
    """
    from enricher.audit.wording import stopped_words
    from enricher.bodies import to_json
    from enricher.bodies.findings import AuditRunBody
    from enricher.history.days import local_time
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
            click.echo(f"not audited, since it could not be read: {files} (enricher failed)")
        _say_waiting(done)
    for problem in done.problems:
        click.echo(printable(str(problem)), err=True)
    for policy, count in done.stopped.items():
        click.echo(f"{printable(policy)} {stopped_words(count)}", err=True)
    if done.problems or done.stopped:
        context.exit(FAILED)


@audit.command(
    name="list", epilog="\b\nExample:\n  enricher audit list --policy term-too-long --json"
)
@_chosen
@click.option("--undecided", is_flag=True, help="What policies could not decide, and why.")
@click.option("--size", type=click.IntRange(0, 10_000), default=50, show_default=True)
@click.option("--from", "offset", type=click.IntRange(0), default=0, help="How many to skip.")
@home_option()
@json_option
def list_(
    chosen: Chosen, undecided: bool, size: int, offset: int, home: Path, as_json: bool
) -> None:
    """List findings, the worst first, after auditing recent changes for up to ten seconds."""
    from enricher.audit.wording import stopped_sentences
    from enricher.bodies.findings import FindingsAnswer, UndecidedBody
    from enricher.wiring.audit import build_findings

    with open_home(home) as opened:
        asked = chosen(opened)
        done = _up_to_date(opened)
        findings = build_findings(opened)
        unsaid = findings.undecided(asked, size) if undecided else []
        page = findings.page(asked, size, offset)
    stopped = stopped_sentences(page.stopped)
    if undecided:
        if as_json:
            print_json(unsaid, list[UndecidedBody])
            return
        for one in unsaid:
            click.echo(f"{heading(one.policy)}  {printable(one.path)}  {printable(one.reason)}")
        if not unsaid:
            click.echo("policies could say something of every document")
        return
    if as_json:
        problems = [str(one) for one in done.problems]
        print_json(FindingsAnswer.of(page, stopped=stopped, problems=problems), FindingsAnswer)
        return
    for finding in page.findings:
        _print_line(finding)
    count_shown = "" if len(page.findings) == page.total else f", {len(page.findings)} shown"
    click.echo(dim(f"{page.total} finding{'' if page.total == 1 else 's'}{count_shown}"))
    if page.undecided:
        count = sum(page.undecided.values())
        click.echo(dim(f"{count} undecided, for want of a value: enricher audit list --undecided"))
    for policy, reason in stopped.items():
        click.echo(f"{heading('stopped')}  {printable(policy)} {reason}")
    for problem in done.problems:
        click.echo(f"{heading('not asked')}  {printable(str(problem))}", err=True)
    _say_waiting(done)


@audit.command(epilog="\b\nExample:\n  enricher audit show 3")
@click.argument("number", type=NUMBER, metavar="ID")
@home_option()
@json_option
def show(number: int, home: Path, as_json: bool) -> None:
    """Show a finding with the words that prove it and its history.

    What changed since is audited before, for ten seconds at most.
    """
    from enricher.audit.wording import story
    from enricher.bodies import to_json
    from enricher.bodies.findings import FindingBody
    from enricher.wiring.audit import build_findings

    with open_home(home) as opened:
        done = _up_to_date(opened)
        findings = build_findings(opened)
        finding = findings.get(number)
        told = story(*findings.story(finding))
    if as_json:
        events = [{"at": at.isoformat(timespec="seconds"), "what": what} for at, what in told]
        print_json(to_json(finding, FindingBody) | {"history": events})
        return
    _print_finding(finding, as_json)
    _print_events(told)
    _say_waiting(done)


@audit.command(
    epilog='\b\nExample:\n  enricher audit accept 3 --reason "approved by the board" --until 2027-12-31'
)
@click.argument("number", type=NUMBER, metavar="ID")
@click.option("--reason", required=True, metavar="WHY", help="Why it is acceptable.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The last day on which that holds.  [default: for good]",
)
@home_option()
@json_option
def accept(number: int, reason: str, until: datetime | None, home: Path, as_json: bool) -> None:
    """Accept a finding: it is closed until the values that it is based on change."""
    from enricher.wiring.audit import build_findings

    day: date | None = until.date() if until else None
    with open_home(home) as opened:
        finding = build_findings(opened).accept(number, reason, user(), day)
    _print_finding(finding, as_json)


@audit.command(epilog="\b\nExample:\n  enricher audit reopen 3")
@click.argument("number", type=NUMBER, metavar="ID")
@home_option()
@json_option
def reopen(number: int, home: Path, as_json: bool) -> None:
    """Undo an acceptance."""
    from enricher.wiring.audit import build_findings

    with open_home(home) as opened:
        finding = build_findings(opened).reopen(number, user())
    _print_finding(finding, as_json)


@audit.command(epilog="\b\nExample:\n  enricher audit export findings.xlsx --state all")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@_chosen
@home_option()
@json_option
def export(chosen: Chosen, file: Path, home: Path, as_json: bool) -> None:
    """Write findings to FILE (.csv or .xlsx): one row each, with values, words and decisions."""
    from enricher.audit.tables import write_findings
    from enricher.wiring.audit import build_findings

    with open_home(home) as opened:
        asked = chosen(opened)
        done = _up_to_date(opened)
        rows = write_findings(build_findings(opened).all(asked), file)
    if as_json:
        print_json({"file": str(file), "findings": rows})
    else:
        click.echo(f"{file}: {rows} finding{'' if rows == 1 else 's'}")
        _say_waiting(done)


@audit.command(
    epilog="\b\nExample:\n  enricher audit report --from 2026-01-01 --to 2026-03-31 --pdf report.pdf"
)
@click.option("--from", "first", required=True, type=_DAY, metavar="DATE", help="The first day.")
@click.option("--to", "last", required=True, type=_DAY, metavar="DATE", help="The last day.")
@click.option("--pdf", type=_FILE, metavar="FILE", help="Write it as PDF, to be printed and filed.")
@click.option("--html", type=_FILE, metavar="FILE", help="Write it as a self-contained HTML file.")
@home_option()
@json_option
def report(
    first: datetime,
    last: datetime,
    pdf: Path | None,
    html: Path | None,
    home: Path,
    as_json: bool,
) -> None:
    """Report on the findings of a period: numbers, evidence, decisions and who made them.

    Without a file it is printed. What changed since is audited before, for ten seconds at most.
    """
    from enricher.audit.wording import not_asked
    from enricher.history.days import local_time
    from enricher.portal.audit_report import report_html
    from enricher.portal.audit_report_pdf import report_pdf
    from enricher.wiring.audit import make_report

    files = [one for one in (pdf, html) if one is not None]
    with open_home(home) as opened:
        done = _up_to_date(opened)
        made = make_report(opened, first.date(), last.date(), local_time())
        portal_url = opened.settings.portal_url
    missing: tuple[str, ...] = ()
    if html is not None:
        _write(html, report_html(made).encode())
    if pdf is not None:
        typeset = report_pdf(made, portal_url)
        missing = typeset.missing
        _write(pdf, typeset.content)
    count = len(made.entries)
    if as_json:
        names = [str(one) for one in files]
        shown = {"files": names, "findings": count, "missing": list(missing)}
        print_json(shown | {"report": made.as_json() | {"not_asked": not_asked(made)}})
        return
    if not files:
        _print_report(made)
    for file in files:
        click.echo(f"{file}: {count} finding{'' if count == 1 else 's'}")
    if missing:
        which = "1 character stands" if len(missing) == 1 else f"{len(missing)} characters stand"
        click.echo(dim(f"{which} in the PDF by code, since no font has a picture: see its end"))
    _say_waiting(done)


def _write(file: Path, content: bytes) -> None:
    from enricher.errors import InputError

    try:
        file.write_bytes(content)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror or error}") from error


def _up_to_date(home: Home) -> AuditRun:
    """Audit what changed, for ten seconds at most, so that what is shown is so."""
    from enricher.history.days import local_time
    from enricher.wiring.audit import audit_home

    return audit_home(home, local_time(), _SECONDS)


def _say_waiting(done: AuditRun) -> None:
    if done.waiting or not done.is_whole:
        click.echo(dim("not all is audited yet: enricher audit run"))


def _print_line(one: Finding) -> None:
    kind = " to review" if one.kind == "review" else ""
    state = "" if one.state == "open" else f" {one.state.value}"
    click.echo(
        f"{heading(str(one.id))}  {click.style(one.severity, fg='cyan')} {one.policy}{kind}{state}"
        f"  {printable(one.name)}"
    )
    click.echo(f"  {printable(one.message)}")
    if one.not_asked:
        click.echo(f"  {heading('not asked')}  {printable(one.not_asked)}")


def _print_events(events: Sequence[tuple[datetime, str]]) -> None:
    for at, what in events:
        click.echo(f"  {dim(f'{at.astimezone():%Y-%m-%d %H:%M}')} {printable(what)}")


def _print_report(report: Report) -> None:
    from enricher.audit.wording import asked_about, events, not_asked

    click.echo(heading(f"Audit report, {report.first} to {report.last}"))
    heads = ("opened", "reopened", "accepted", "resolved", "open at the end", "accepted at the end")
    print_table(
        ("policy", "documents asked", *heads),
        [
            (name, asked_about(report.documents, name), *(str(one) for one in astuple(tally)))
            for name, tally in report.by_policy.items()
        ],
    )
    for policy, reason in not_asked(report).items():
        click.echo(f"{heading('not asked')}  {printable(policy)} {printable(reason)}")
    for problem in report.problems:
        click.echo(f"{heading('not asked')}  {printable(str(problem))}")
    for unsaid in report.unsaid:
        documents = "1 document" if unsaid.count == 1 else f"{unsaid.count:,} documents"
        click.echo(
            f"{heading('undecided')}  {unsaid.policy} {printable(unsaid.reason)}: {documents}"
        )
    for entry in report.entries:
        last = entry.last
        click.echo(
            f"{heading(str(entry.finding.id))}  {click.style(last.severity, fg='cyan')}"
            f" {entry.finding.policy} {last.state.value}  {printable(entry.finding.name)}"
        )
        click.echo(f"  {printable(last.message)}")
        _print_events(events(entry))


def _print_finding(one: Finding, as_json: bool) -> None:
    from enricher.bodies.findings import FindingBody

    if as_json:
        print_json(one, FindingBody)
        return
    _print_line(one)
    click.echo(f"  {dim(printable(one.path) or 'its document is gone')}")
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
