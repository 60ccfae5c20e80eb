"""The commands for the models of a project: list them, deploy, swap, go back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.ledger.actors import user
from enricher.ledger.names import PRODUCTION
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.models.deployments import Model, ProjectModels

_name = click.argument("name", metavar="PROJECT")


@click.command(epilog="\b\nExample:\n  enricher models loans")
@_name
@home_option()
@json_option
def models(name: str, home: Path, as_json: bool) -> None:
    """List the models of a project, latest of each name first."""
    from enricher.api.bodies.models import ModelBody

    found = _models(home, name).list()
    if as_json:
        print_body(found, list[ModelBody])
    elif found:
        _print_models(found)
    else:
        click.echo(f"no model yet; `enricher train {printable(name)}` trains one")


@click.command(
    epilog="\b\nExample:\n  enricher deploy loans m2\n  enricher deploy loans m2 --as staging"
)
@_name
@click.argument("model", metavar="MODEL")
@click.option("--as", "deployment", default=PRODUCTION, show_default=True, metavar="D")
@click.option(
    "--force", is_flag=True, help="Deploy it even if it scores lower on the same testing set."
)
@home_option()
@json_option
def deploy(name: str, model: str, deployment: str, force: bool, home: Path, as_json: bool) -> None:
    """Deploy a model, given by its name or the start of its version.

    Running watchers and servers switch to it within seconds.
    """
    with _changed_models(home, name) as models:
        models.deploy(models.find(model), deployment, force=force)
    _print_deployments(models, as_json)


@click.command(epilog="\b\nExample:\n  enricher deployments loans")
@_name
@home_option()
@json_option
def deployments(name: str, home: Path, as_json: bool) -> None:
    """List the deployments of a project and their models."""
    _print_deployments(_models(home, name), as_json)


@click.command(epilog="\b\nExample:\n  enricher swap loans production staging")
@_name
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@home_option()
@json_option
def swap(name: str, first: str, second: str, home: Path, as_json: bool) -> None:
    """Exchange the models of two deployments in one step."""
    with _changed_models(home, name) as models:
        models.swap(first, second)
    _print_deployments(models, as_json)


@click.command(epilog="\b\nExample:\n  enricher rollback loans")
@_name
@click.argument("deployment", default=PRODUCTION, metavar="[D]")
@home_option()
@json_option
def rollback(name: str, deployment: str, home: Path, as_json: bool) -> None:
    """Return a deployment to its previous model."""
    with _changed_models(home, name) as models:
        models.rollback(deployment)
    _print_deployments(models, as_json)


@click.command("delete-model", epilog="\b\nExample:\n  enricher delete-model loans m1")
@_name
@click.argument("model", metavar="MODEL")
@home_option()
@json_option
def delete_model(name: str, model: str, home: Path, as_json: bool) -> None:
    """Delete a model, given by its name or the start of its version; not if it is deployed."""
    with _changed_models(home, name) as models:
        found = models.find(model)
        models.delete(found)
    if as_json:
        print_json({"deleted": found.version})
    else:
        click.echo(f"model {printable(found.name)} ({found.version}) is deleted")


def _models(home: Path, name: str) -> ProjectModels:
    from enricher.models.deployments import ProjectModels
    from enricher.models.registry import Registry

    return ProjectModels(Registry(home.absolute()), name)


@contextmanager
def _changed_models(home: Path, name: str) -> Iterator[ProjectModels]:
    """The models of a project, for changes that the history of the home tells."""
    from enricher.wiring.models import project_models

    _models(home, name)  # what there is none of makes no home
    with open_home(home) as opened:
        yield project_models(opened, name, user())


def _print_models(found: Sequence[Model]) -> None:
    def f1(model: Model) -> str:
        return "" if model.f1 is None else f"{model.f1:.3f}"

    print_table(
        ["model", "version", "F1 on the testing set", "confidence", "serves"],
        [
            [
                f"{one.name} (superseded)" if one.superseded else one.name,
                one.version,
                f1(one),
                "calibrated" if one.is_calibrated else "not calibrated",
                ", ".join(one.deployments),
            ]
            for one in found
        ],
    )


def _print_deployments(of: ProjectModels, as_json: bool) -> None:
    from enricher.api.bodies.models import DeploymentBody, deployment_bodies

    found = of.deployments()
    if as_json:
        print_body(deployment_bodies(found), list[DeploymentBody])
    elif found:
        print_table(
            ["deployment", "model", "version"],
            [[name, model.name, model.version] for name, model in found.items()],
        )
    else:
        click.echo(f"nothing is deployed; `enricher deploy {printable(of.project)} MODEL`")
