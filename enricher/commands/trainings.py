"""The command that lists what a server trains, trained and will train."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import print_table

if TYPE_CHECKING:
    from enricher.ledger.trainings import Training


@click.command(epilog="\b\nExample:\n  enricher trainings loans")
@click.argument("project", required=False, metavar="[PROJECT]")
@home_option()
@json_option
def trainings(project: str | None, home: Path, as_json: bool) -> None:
    """List the trainings requested from the server, latest first.

    They wait until `enricher serve` runs. Runs of `enricher train` are not listed: they start at
    once.
    """
    with open_home(home) as opened:
        if project is not None:
            opened.registry.schema_path(project)
        found = opened.ledger.trainings.listed(project)
    if as_json:
        from enricher.api.bodies.trainings import TrainingAnswer, training_line

        print_body(list(map(training_line, found)), list[TrainingAnswer])
    elif found:
        print_table(
            ["training", "project", "what", "state", "requested", ""],
            [
                [
                    str(one.id),
                    one.project,
                    _what(one),
                    one.state,
                    f"{one.asked_at.astimezone():%Y-%m-%d %H:%M}",
                    _news(one),
                ]
                for one in found
            ],
        )
    else:
        click.echo("no training has been requested from the server")


def _what(training: Training) -> str:
    request = training.request
    model = request.model or (training.result or {}).get("model") or "a new model"
    if request.folds is not None:
        return f"evaluate {request.folds} folds"
    return f"{request.kind} {model}"


def _news(training: Training) -> str:
    """How far it is, how good it became, or why it failed."""
    if training.result is not None:
        return f"F1 {training.result['evaluation']['micro']['f1']:.3f}"
    if training.state == "running" and training.progress is not None:
        return f"epoch {training.progress['epoch']} of {training.progress['epochs']}"
    return training.error
