"""Commands that bring files in, and tell what became of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.ledger.actors import user
from enricher.terminal.interruption import interruptible
from enricher.terminal.options import FAILED, FILE, home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.ingestion.progress import OnProgress
    from enricher.ledger.accounts import Collection
    from enricher.wiring.home import Home

_ROWS = click.option(
    "--rows/--no-rows",
    default=None,
    help="Make the rows of its documents' tables searchable (enricher rows).",
)


@click.command(
    epilog="\b\nExample:\n  enricher ingest ~/contracts\n  enricher ingest ~/loans --collection loans"
)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH…")
@click.option("--collection", metavar="C", help="The collection these files belong to.")
@click.option(
    "--confirm-removed",
    is_flag=True,
    help="Remove the documents of missing files, however many there are.",
)
@home_option()
@json_option
def ingest(
    paths: tuple[Path, ...],
    collection: str | None,
    confirm_removed: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Index the files below PATH.

    Reads new and changed files, follows moved ones and removes deleted ones. Ends when every file
    is accounted for; exit code 1 if any failed (`enricher failed` says why) or is still being
    written to.
    """
    from enricher.api.bodies.ingestion import StatusBody
    from enricher.wiring.home import makes_vectors
    from enricher.wiring.ingestion import folders

    with open_home(home) as opened, interruptible() as interruption:
        _follow_mappings(opened)
        with progress_bar() as on_progress:
            status = folders(opened).ingest(
                paths,
                collection=collection,
                confirm_removed=confirm_removed,
                who=user(),
                on_progress=on_progress,
                stop=interruption.stop,
            )
        if as_json:
            print_body(status, StatusBody)
        else:
            click.echo(status.sentence())
            if status.failed:
                click.echo(dim("enricher failed  shows why, and what to do"), err=True)
            if status.unembedded and makes_vectors(opened):
                said = (
                    f"semantic search: {status.semantic()}; a running watch or serve does the rest"
                )
                click.echo(dim(said), err=True)
        for sentence in (*status.held, *status.folders):
            click.echo(f"warning: {printable(sentence)}", err=True)
        for path in status.growing:
            said = f"warning: {printable(path)} is still being written to and was not read;"
            click.echo(f"{said} ingest it again later, or run enricher watch", err=True)
    if interruption.signal is not None and status.pending:
        sys.exit(interruption.exit_code)
    if status.failed or status.pending:
        sys.exit(FAILED)


def _follow_mappings(home: Home) -> None:
    """Tell which documents are read again for a changed mapping, and which mapping cannot be used."""
    from enricher.wiring.mappings import followed_mappings

    followed = followed_mappings(home)
    for change in followed.follow():
        click.echo(printable(change.sentence()), err=True)
    for one in followed.read():
        for problem in one.problem.splitlines()[:1]:
            said = f"warning: {problem}; `enricher mappings check` lists all that is wrong"
            click.echo(printable(said), err=True)


@click.command(epilog="\b\nExample:\n  enricher watch ~/contracts")
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH…]")
@click.option("--collection", metavar="C", help="The collection these files belong to.")
@home_option()
@json_option
def watch(paths: tuple[Path, ...], collection: str | None, home: Path, as_json: bool) -> None:
    """Ingest, then keep watching for changes until Ctrl-C.

    Without a PATH, watches all folders that were ever ingested, watched or added to a collection.
    """
    from enricher.api.bodies import to_json
    from enricher.api.bodies.ingestion import StatusBody
    from enricher.ingestion.progress import Progress
    from enricher.wiring.ingestion import folders

    last = ""

    def say(progress: Progress) -> None:
        nonlocal last
        status = progress.status
        line = progress.trouble or status.sentence()
        is_over = interruption.stop.is_set()
        is_busy = status.pending > len(status.growing)
        if line == last or (is_busy and not progress.trouble and not is_over):
            return
        last = line
        if as_json:
            print_json(to_json(status, StatusBody) | {"trouble": progress.trouble})
        else:
            click.echo(line)
        sys.stdout.flush()

    with open_home(home) as opened, interruptible() as interruption:
        _follow_mappings(opened)
        folders(opened).watch(paths, collection=collection, on_progress=say, stop=interruption.stop)
        say(Progress(opened.ledger.accounts.status()))


@click.group(
    epilog="\b\nExample:\n  enricher collections\n  enricher collections add loans ~/loans --serve contracts --serve loans=loan",
    invoke_without_command=True,
)
@home_option()
@json_option
@click.pass_context
def collections(context: click.Context, home: Path, as_json: bool) -> None:
    """List the collections, their folders and the models that read them."""
    context.find_root().obj = home
    if context.invoked_subcommand is not None:
        return
    from enricher.api.bodies.ingestion import CollectionBody
    from enricher.documents import display_path
    from enricher.ledger.routes import in_short

    with open_home(home) as opened:
        found = opened.ledger.collections.all()
    if as_json:
        print_body(found, list[CollectionBody])
    elif not found:
        click.echo("no collections yet: create one with enricher ingest FOLDER --collection NAME")
    else:
        print_table(
            ("collection", "read by", "rows", "folders"),
            [
                (
                    one.name,
                    "; ".join(in_short(one.serve)),
                    "searched" if one.rows else "",
                    ", ".join(map(display_path, one.roots)),
                )
                for one in found
            ],
        )


@collections.command(
    epilog="\b\nExample:\n  enricher collections add loans ~/loans --serve contracts --serve loans=loan"
)
@click.argument("name")
@click.argument("path", type=FILE)
@click.option(
    "--serve",
    multiple=True,
    metavar="PROJECT[/DEPLOYMENT][=CHOICE,…]",
    help="A deployment that reads it: all of its documents, or those of some types."
    " Repeatable.  [default: contracts and clauses]",
)
@_ROWS
@home_option()
@json_option
def add(
    name: str, path: Path, serve: tuple[str, ...], rows: bool | None, home: Path, as_json: bool
) -> None:
    """Add a folder to a collection, and set which models read it.

    `--serve contracts --serve loans=loan,lease`: contracts reads all documents; loans also reads
    those whose DocumentType is loan or lease, as found by contracts or set by a person.
    """
    from enricher.api.bodies.ingestion import ServedCollection
    from enricher.documents import display_path
    from enricher.wiring.ingestion import collections

    with open_home(home) as opened:
        collection, read_again = collections(opened).add(name, path, serve, user())
        if rows is not None:
            collection = _search_rows(opened, name, rows)
    if as_json:
        print_body(ServedCollection.of(collection, read_again=read_again), ServedCollection)
        return
    click.echo(f"{collection.name}: {display_path(collection.roots[-1])}")
    _echo_rows(rows)
    if read_again:
        _echo_read_again(read_again)
    else:
        click.echo(dim("enricher ingest  or  enricher watch  with this folder reads it"))


@collections.command(
    epilog="\b\nExample:\n  enricher collections serve default contracts loans=loan,lease\n  enricher collections serve statements --rows"
)
@click.argument("name")
@click.argument("deployments", nargs=-1, metavar="PROJECT[/DEPLOYMENT][=CHOICE,…]…")
@_ROWS
@home_option()
@json_option
def serve(
    name: str, deployments: tuple[str, ...], rows: bool | None, home: Path, as_json: bool
) -> None:
    """Set which models read an existing collection, or whether its rows are searchable.

    With choices, a model reads only documents of these types, as found by a model that reads all
    documents or set by a person. Documents whose models change are read again.
    """
    from enricher.api.bodies.ingestion import ServedCollection
    from enricher.ledger.routes import in_short
    from enricher.wiring.ingestion import collections

    read_again = 0
    with open_home(home) as opened:
        if deployments or rows is None:
            collection, read_again = collections(opened).serve(name, deployments, user())
        if rows is not None:
            collection = _search_rows(opened, name, rows)
    if as_json:
        print_body(ServedCollection.of(collection, read_again=read_again), ServedCollection)
        return
    click.echo(f"{collection.name}: read by {'; '.join(in_short(collection.serve))}")
    _echo_rows(rows)
    if deployments:
        _echo_read_again(read_again)


@collections.command(
    epilog="\b\nExample:\n  enricher collections move loans 3f9c2a41d0b7\n  enricher collections move loans $(enricher search loan --ids --size 100)"
)
@click.argument("name")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@home_option()
@json_option
def move(name: str, documents: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Move uploaded documents, by path or id, to an existing collection.

    Files in folders stay: a document is in the collection of its folder.
    """
    from enricher.wiring.catalog import catalog
    from enricher.wiring.ingestion import build_moves

    with open_home(home) as opened:
        ids = [catalog(opened).find(one) for one in documents]
        moved = build_moves(opened).move(ids, name, user())
    if as_json:
        print_json({"before": dict(moved.before), "passed_over": dict(moved.passed_over)})
        return
    click.echo(f"{len(moved.before)} moved to {printable(name)}")
    for id, reason in moved.passed_over.items():
        click.echo(f"{id} stays: {printable(reason)}", err=True)


def _search_rows(opened: Home, name: str, rows: bool) -> Collection:
    """Say whether a collection's rows are searched, and return when the index has them, or has none."""
    from enricher.wiring.ingestion import collections
    from enricher.wiring.search import publisher

    collection, changed = collections(opened).search_rows(name, rows, user())
    if changed:
        publisher(opened)()
    return collection


def _echo_rows(rows: bool | None) -> None:
    if rows is not None:
        how = "searchable with enricher rows" if rows else "not searchable"
        click.echo(f"the rows of its tables are {how}")


def _echo_read_again(count: int) -> None:
    documents = f"{count} document{'' if count == 1 else 's'}"
    click.echo(f"{documents} will be read again by the next ingest or watch")


@click.command()
@home_option()
@json_option
def status(home: Path, as_json: bool) -> None:
    """Account for every file: seen = indexed + failed + ignored + pending."""
    from enricher.api.bodies import to_json
    from enricher.api.bodies.ingestion import StatusAnswer
    from enricher.wiring.home import makes_vectors
    from enricher.wiring.reenrichment import outdated

    with open_home(home) as opened:
        found = opened.ledger.accounts.status()
        others = outdated(opened).count()
        unsent, reason = opened.ledger.reminders.troubled()
        semantic = found.semantic() if makes_vectors(opened) else ""
    if as_json:
        answer = StatusAnswer.of(found, outdated=others)
        print_json(to_json(answer) | {"reminders_unsent": unsent})
        return
    click.echo(found.sentence())
    click.echo(f"searchable: {found.searchable()}")
    if semantic:
        click.echo(f"semantic search: {semantic}")
    if found.members_failed:
        click.echo(f"failed inside mails and archives: {found.members_failed}")
    if found.missing:
        click.echo(f"vanished, still searchable: {found.missing}")
    if found.pending:
        click.echo(f"waiting for {found.backlog_seconds:.0f} s")
    for sentence in found.held:
        click.echo(f"held: {sentence}")
    for sentence in found.folders:
        click.echo(f"not read: {printable(sentence)}  (enricher failed)")
    for path in found.growing:
        click.echo(f"still being written to: {printable(path)}")
    if others:
        click.echo(f"read by another model than the deployed one: {others}  (enricher reenrich)")
    if unsent:
        click.echo(f"reminders not sent: {unsent}, {printable(reason)}  (enricher reminders list)")


@click.command()
@click.option("--ignored", is_flag=True, help="List the ignored files instead.")
@home_option()
@json_option
def failed(ignored: bool, home: Path, as_json: bool) -> None:
    """List the files and members that failed, with the reason and the remedy."""
    from enricher.api.bodies.ingestion import AccountBody

    with open_home(home) as opened:
        accounts = opened.ledger.accounts.failed(ignored=ignored)
    if as_json:
        print_body(accounts, list[AccountBody])
        return
    if not accounts:
        click.echo("nothing is ignored" if ignored else "nothing failed")
    for account in accounts:
        click.echo(f"{heading(printable(account.path))}  {dim(account.id)}")
        click.echo(f"  {account.kind}: {printable(account.reason)}")
        click.echo(f"  {dim(account.next_step)}")


@click.command(epilog="\b\nExample:\n  enricher retry --all")
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--all", "everything", is_flag=True, help="All failed files.")
@home_option()
@json_option
def retry(ids: tuple[str, ...], everything: bool, home: Path, as_json: bool) -> None:
    """Queue failed files for the next ingest, watch or serve."""
    if bool(ids) == everything:
        raise click.UsageError("name the ids of failed files (`enricher failed`), or use --all")
    with open_home(home) as opened:
        count = opened.ledger.accounts.retry(ids, everything=everything)
    if as_json:
        print_json({"retried": count})
    else:
        click.echo(f"{count} queued for a running watch or serve, or the next ingest")


@click.command(
    epilog="\b\nExample:\n  enricher reread ~/contracts/lease.pdf\n  enricher reread ~/statements"
)
@click.argument("documents", nargs=-1, required=True, metavar="PATH…")
@home_option()
@json_option
def reread(documents: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Queue documents to be read again from their files.

    For example, because this version of enricher reads more of them. PATH is a file, a folder for
    all documents below it, or the id of a document. Corrections stay, and until it is read again,
    a document is found as it was. The next ingest, or a running watch or serve, reads them.
    """
    from enricher.wiring.catalog import rereading

    with open_home(home) as opened:
        count = len(rereading(opened).read_again(documents, user()))
    if as_json:
        print_json({"queued": count})
    else:
        click.echo(f"{count} queued for a running watch or serve, or the next ingest")


@contextmanager
def progress_bar() -> Iterator[OnProgress | None]:
    """A progress bar on stderr where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from enricher.ingestion.progress import Progress as Ingested

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking", total=None)

        def show(progress: Ingested) -> None:
            status = progress.status
            bar.update(
                task,
                total=status.seen or None,
                completed=status.seen - status.pending,
                description=progress.trouble or "reading",
            )

        yield show
