"""The command that reports on the findings of a period."""

from __future__ import annotations

from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.homes import open_home
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.audit.report import Report

from enricher.commands.findings import Chosen, filtered, print_events, say_waiting, up_to_date

_DAY = click.DateTime(["%Y-%m-%d"])
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    epilog="\b\nExample:\n  enricher audit report --from 2026-01-01 --to 2026-03-31 --pdf report.pdf"
)
@click.option("--from", "first", required=True, type=_DAY, metavar="DATE", help="The first day.")
@click.option("--to", "last", required=True, type=_DAY, metavar="DATE", help="The last day.")
@click.option("--pdf", type=_FILE, metavar="FILE", help="Write the report as a PDF.")
@click.option(
    "--html", type=_FILE, metavar="FILE", help="Write the report as a self-contained HTML file."
)
@filtered
@home_option()
@json_option
def report(
    chosen: Chosen,
    first: datetime,
    last: datetime,
    pdf: Path | None,
    html: Path | None,
    home: Path,
    as_json: bool,
) -> None:
    """Report on the findings of a period: numbers, evidence, decisions and who made them.

    Printed, unless you name a file. The period decides on states, whatever --state says. Recent changes are audited first, for up to ten seconds.
    """
    from enricher.api.bodies import to_json
    from enricher.api.bodies.audit import report_body
    from enricher.ledger.days import local_time
    from enricher.portal.audit_report import report_html
    from enricher.portal.audit_report_pdf import report_pdf
    from enricher.wiring.audit import make_report
    from enricher.wiring.typesetter import typeset

    files = [one for one in (pdf, html) if one is not None]
    with open_home(home) as opened:
        done = up_to_date(opened)
        made = make_report(opened, first.date(), last.date(), local_time(), chosen(opened))
        portal_url = opened.settings.portal_url
    missing: tuple[str, ...] = ()
    if html is not None:
        _write(html, report_html(made, portal_url or None).encode())
    if pdf is not None:
        typeset_report = report_pdf(made, typeset, portal_url)
        missing = typeset_report.missing
        _write(pdf, typeset_report.content)
    count = len(made.entries)
    if as_json:
        names = [str(one) for one in files]
        shown = {"files": names, "findings": count, "missing": list(missing)}
        print_json(shown | {"report": to_json(report_body(made))})
        return
    if not files:
        _print_report(made)
    for file in files:
        click.echo(f"{file}: {count} finding{'' if count == 1 else 's'}")
    if missing:
        count_of = "1 character is" if len(missing) == 1 else f"{len(missing)} characters are"
        click.echo(
            dim(f"{count_of} shown by code in the PDF, because no font has them; see its last page")
        )
    say_waiting(done)


def _write(file: Path, content: bytes) -> None:
    from enricher.errors import InputError

    try:
        file.write_bytes(content)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror or error}") from error


def _print_report(report: Report) -> None:
    from enricher.audit.wording import asked_about, events, not_asked

    click.echo(heading(f"Audit report, {report.first} to {report.last}"))
    heads = ("opened", "reopened", "accepted", "resolved", "open at the end", "accepted at the end")
    print_table(
        ("policy", "documents checked", *heads),
        [
            (name, asked_about(report.documents, name), *(str(one) for one in astuple(tally)))
            for name, tally in report.by_policy.items()
        ],
    )
    for policy, reason in not_asked(report).items():
        click.echo(f"{heading('not checked')}  {printable(policy)} {printable(reason)}")
    for problem in report.problems:
        click.echo(f"{heading('not checked')}  {printable(str(problem))}")
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
        print_events(events(entry))
