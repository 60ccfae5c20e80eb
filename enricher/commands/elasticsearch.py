"""Commands about an Elasticsearch server: the role it must give, and an index enriched in place."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enricher.commands.answers import fields_line
from enricher.terminal.options import FAILED, home_option, json_option, start_logging
from enricher.terminal.printing import dim, heading, print_json, printable

if TYPE_CHECKING:
    from enricher.ingestion.foreign.enrichment import Account, Trial
    from enricher.query.foreign_index import Examination, ForeignDocument

_SAMPLE = 20  # documents that --dry-run reads
_SHOWN = 3  # of them
_PART = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})")


@click.group(
    epilog="\b\nExample:\n  enricher elasticsearch role\n"
    "  enricher elasticsearch enrich --index contracts --text-field body --dry-run"
)
def elasticsearch() -> None:
    """Work with an Elasticsearch server (settings elasticsearch_url and others)."""


@elasticsearch.command(epilog="\b\nExample:\n  enricher elasticsearch role > role.json")
@click.option(
    "--enrich", "index", metavar="INDEX", help="The role for enriching this index in place."
)
@home_option()
def role(index: str | None, home: Path) -> None:
    """Print the least-privilege role, for `PUT _security/role/enricher`."""
    from enricher.settings import load_settings
    from enricher.wiring.elasticsearch import elasticsearch_role

    click.echo(json.dumps(elasticsearch_role(load_settings(home), index), indent=2))


def _read_part(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[int, int] | None:
    if value is None:
        return None
    match = _PART.fullmatch(value)
    if not match or int(match[1]) > int(match[2]):
        raise click.BadParameter("expected something like 2/4, the second of four parts")
    return int(match[1]) - 1, int(match[2])


@elasticsearch.command(
    epilog="\b\nExample:\n"
    "  enricher elasticsearch enrich --index contracts --text-field body --dry-run\n"
    "  enricher elasticsearch enrich --index contracts --text-field attachment.content --follow\n"
    "  enricher elasticsearch enrich --index files --file-field path --file-root /srv/files"
)
@click.option(
    "--index", required=True, metavar="X", help="The name of the index, an alias or a pattern."
)
@click.option("--text-field", metavar="F", help="The field that holds the text.")
@click.option(
    "--file-field", metavar="F", help="The field that holds a file in base64; see --file-root."
)
@click.option(
    "--file-root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The field of --file-field holds paths; only files below DIR are opened.",
)
@click.option(
    "--query",
    default="",
    metavar="Q",
    help="Only the documents it finds: words, or a JSON query of Elasticsearch.",
)
@click.option(
    "--prefix",
    default="enriched",
    show_default=True,
    metavar="P",
    help="The prefix of the added fields.",
)
@click.option(
    "--project",
    metavar="P[/D]",
    help="The project (and deployment) that reads them.  [default: contracts and clauses]",
)
@click.option(
    "--part",
    callback=_read_part,
    metavar="N/M",
    help="Process part N of M, to share the work among machines.",
)
@click.option(
    "--again",
    is_flag=True,
    help="Include documents that this model has read: those that failed or changed are read again.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@click.option("--follow", is_flag=True, help="Keep up with new documents, until Ctrl-C.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=5.0,
    show_default=True,
    help="With --follow: how long to wait between two checks.",
)
@home_option()
@json_option
def enrich(
    index: str,
    text_field: str | None,
    file_field: str | None,
    file_root: Path | None,
    query: str,
    prefix: str,
    project: str | None,
    part: tuple[int, int] | None,
    again: bool,
    dry_run: bool,
    follow: bool,
    seconds: float,
    home: Path,
    as_json: bool,
) -> None:
    """Add entity fields to the documents of an index that another program fills.

    Reads only documents that the deployed model has not read. A document that changes meanwhile is
    read again, never overwritten. After an interruption, the next run continues where this one
    stopped. Exit code 1 if a document failed; its line says why, and the others are read all the
    same.
    """
    from enricher.ingestion.foreign.enrichment import PATIENCE_SECONDS, InPlace, try_out
    from enricher.ledger.routes import deployments_of
    from enricher.models.registry import Registry
    from enricher.settings import load_settings
    from enricher.terminal.interruption import interruptible
    from enricher.wiring.elasticsearch import foreign_content, open_foreign
    from enricher.wiring.readers import reading

    field = text_field or file_field
    if field is None or (text_field and file_field) or (file_root and not file_field):
        raise click.UsageError("give one of --text-field and --file-field (with --file-root)")
    settings = load_settings(home)
    start_logging(settings.log_level)
    with ExitStack() as stack:
        registry = Registry(home.absolute())
        served = registry.readers(project)
        deployments = deployments_of(served)
        schema = registry.merged_schema(deployments)
        models = [str(registry.version(one)) for one in deployments]
        foreign = stack.enter_context(
            open_foreign(settings, index, field, prefix, query=query, part=part)
        )
        content = stack.enter_context(
            foreign_content(served, is_file=bool(file_field), root=file_root)
        )
        interruption = stack.enter_context(interruptible())
        if dry_run:
            examination = foreign.examine(schema, models)
            pool = stack.enter_context(reading(home, settings))
            trial = try_out(foreign, content, pool, models, _SAMPLE)
            _print_dry_run(examination, trial, as_json)
            if examination.obstacles:
                sys.exit(FAILED)
            return
        foreign.extend(schema)
        pool = stack.enter_context(reading(home, settings))
        progress = stack.enter_context(_progress(foreign.examine(schema, models).waiting))
        work = InPlace(
            foreign,
            content,
            pool,
            models,
            ahead=4 * settings.worker_count,
            on_failure=_failure_printer(as_json),
            on_progress=progress,
            on_trouble=lambda why: click.echo(f"waiting: {why}", err=True),
        )
        started = time.monotonic()
        patience = inf if follow else PATIENCE_SECONDS
        account = work.run(interruption.stop, again=again, patience=patience)
        if follow:
            account = work.follow(interruption.stop, seconds, lambda: foreign.extend(schema))
        waiting = foreign.examine(schema, models).waiting
    taken = time.monotonic() - started
    if as_json:
        print_json(
            {"index": index, "models": models, **account.as_json(), "waiting": waiting}
            | {"seconds": round(taken, 1)}
        )
    else:
        click.echo(f"{account.sentence()}, in {taken:.0f} s; {waiting} still waiting")
    if interruption.signal is not None and waiting:
        sys.exit(interruption.exit_code)
    if account.failed:
        sys.exit(FAILED)


def _failure_printer(as_json: bool) -> Callable[[ForeignDocument, str], None]:
    def say(document: ForeignDocument, reason: str) -> None:
        if as_json:
            print_json({"index": document.index, "id": document.id, "error": reason})
        else:
            click.echo(f"failed: {printable(document.key)}: {printable(reason)}", err=True)

    return say


def _print_dry_run(examination: Examination, trial: Trial, as_json: bool) -> None:
    hours = examination.waiting / trial.per_hour if trial.per_hour else None
    if as_json:
        answer: dict[str, Any] = {
            "documents": examination.documents,
            "waiting": examination.waiting,
            "added": {index: dict(added) for index, added in examination.added.items()},
            "obstacles": list(examination.obstacles),
            "tried": len(trial.found),
            "documents_per_hour": round(trial.per_hour) if trial.per_hour else None,
            "hours": round(hours, 2) if hours is not None else None,
        }
        print_json(answer)
        return
    for index, added in examination.added.items():
        click.echo(heading(f"{index} would gain {len(added)} fields"))
        for name, type in added.items():
            click.echo(f"  {name}  {dim(type)}")
    for obstacle in examination.obstacles:
        click.echo(f"conflict: {obstacle}", err=True)
    for one in trial.found[:_SHOWN]:
        click.echo(heading(printable(one.key)))
        line = fields_line(dict(one.fields))
        click.echo(f"  {printable(one.error) if one.error else line or dim('no entities')}")
    click.echo(f"{examination.waiting} of {examination.documents} documents waiting")
    if trial.per_hour and hours is not None:
        click.echo(
            f"{len(trial.found)} were read at {trial.per_hour:,.0f} an hour: {hours:.1f} hours for all"
        )
    click.echo(dim("nothing was written"))


@contextmanager
def _progress(waiting: int) -> Iterator[Callable[[Account], None]]:
    """A progress bar on stderr where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda account: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=waiting or None)
        yield lambda account: bar.update(task, completed=account.settled)
