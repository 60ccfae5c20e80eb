"""Parties on a terminal: a name with its spellings, and everything about one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from enricher.commands.findings import print_line
from enricher.terminal.printing import dim, heading, print_table, printable

if TYPE_CHECKING:
    from enricher.query.nodes import FacetValue
    from enricher.review.directory import PartyReport
    from enricher.values.names.identities import Party


def print_party(party: Party) -> None:
    count = f"{party.documents} document{'' if party.documents == 1 else 's'}"
    click.echo(f"{heading(printable(party.name))}  {count}{'  merged' if party.merged else ''}")
    others = [one.name for one in party.names if one.name != party.name]
    if others:
        click.echo(f"  {dim(f'also {joined(others)}')}")


def print_report(report: PartyReport) -> None:
    print_party(report.party)
    profile = report.profile
    for what, values in (("named as", profile.roles), ("types", profile.kinds)):
        if values:
            click.echo(f"  {dim(what)} {_counted(values)}")
    if report.exposures:
        click.echo()
        print_table(
            ("exposure", "currency", "documents", "total", "largest", "in"),
            [
                (
                    one.exposure.category,
                    one.exposure.currency,
                    f"{one.exposure.documents:,}",
                    _total(one.exposure.total, is_whole=one.exposure.is_whole),
                    f"{one.exposure.largest:,f}",
                    one.stated[0].title if one.stated else "",
                )
                for one in report.exposures
            ],
        )
    for count, what in (
        (profile.ambiguous, "with an amount that can be read in several ways: left out"),
        (profile.copies, "nearly the same as another one: the amounts of each count"),
        (profile.amending, "amending another one: the amounts of both count"),
    ):
        if count:
            click.echo(dim(f"{count:,} document{'' if count == 1 else 's'} {what}"))
    if report.dates:
        click.echo()
        rows = [(f"{one.day}", one.category, one.title) for one in report.dates]
        print_table(("date", "field", "document"), rows)
    if report.findings:
        click.echo()
        count = report.total_findings
        click.echo(heading(f"{count:,} open finding{'' if count == 1 else 's'}"))
    for finding in report.findings:
        print_line(finding)


def joined(names: Sequence[str]) -> str:
    return "; ".join(printable(name) for name in names)


def _counted(values: Sequence[FacetValue]) -> str:
    return ", ".join(f"{printable(one.value)} {one.count:,}" for one in values)


def _total(total: object, *, is_whole: bool) -> str:
    if total is None:
        return "several a document"
    return f"{total:,f}" if is_whole else f"{total:,f}, incomplete"
