"""Commands for policies: which there are, whether they can be read, and whether they do what they say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.commands.answers import print_body
from enricher.commands.homes import open_home
from enricher.terminal.options import FAILED, home_option, json_option
from enricher.terminal.printing import dim, heading, print_json, print_table, printable

if TYPE_CHECKING:
    from enricher.audit.trial import Trial
    from enricher.errors import Problem
    from enricher.policies.examples import Tried
    from enricher.policies.policy import Policy
    from enricher.policies.sets import PolicySet

_project = click.option(
    "--project",
    metavar="NAME",
    default="contracts",
    show_default=True,
    help="The project of the policies.",
)


@click.group(epilog="\b\nExample:\n  enricher policies list\n  enricher policies test")
@home_option()
@click.pass_context
def policies(context: click.Context, home: Path) -> None:
    """Manage policies: what documents must or must not contain.

    A policy is a YAML file in HOME/projects/NAME/policies; shipped projects bring their own. A
    file of the same name overrides a shipped policy: `enabled: false` turns it off.
    """
    context.find_root().obj = home


@policies.command(name="list", epilog="\b\nExample:\n  enricher policies list --json")
@_project
@home_option()
@json_option
def list_(project: str, home: Path, as_json: bool) -> None:
    """List the policies of a project and the lists that they use."""
    from enricher.api.bodies import to_json
    from enricher.api.bodies.policies import policy_body

    found = _load(home, project)
    if as_json:
        print_json(
            {
                "policies": [to_json(policy_body(one, found)) for one in found.policies.values()],
                "lists": [
                    {"name": one.name, "names": len(one), "file": str(one.path)}
                    for one in found.lists.values()
                ],
                "problems": [_problem_json(one) for one in found.problems],
            }
        )
        return
    if not found.policies:
        click.echo(f"project {project} has no policies yet: docs/policies.md says how to write one")
    else:
        print_table(
            ("policy", "severity", "", "title"),
            [
                (one.id, one.severity.value, _asked(one, found), one.title)
                for one in found.policies.values()
            ],
        )
    for name, names in found.lists.items():
        click.echo(f"{dim('list')} {printable(name)}  {len(names):,} names")
    for id, name in found.idle.items():
        click.echo(
            f"{dim('list')} {printable(name)}  not written yet, so {id} is skipped:"
            f" write {name}.csv or {name}.txt"
        )
    for id, name in found.unset.items():
        click.echo(
            f"{dim('playbook')} no standard wording of {printable(name)} yet, so {id} is skipped:"
            f" enricher playbook set {printable(name)} FILE"
        )
    _print_problems(found.problems)


@policies.command(epilog="\b\nExample:\n  enricher policies check --project loans")
@_project
@home_option()
@json_option
@click.pass_context
def check(context: click.Context, project: str, home: Path, as_json: bool) -> None:
    """Check that all policies and lists of a project are valid; exit code 1 if any is not."""
    found = _load(home, project)
    if as_json:
        problems = [_problem_json(one) for one in found.problems]
        print_json({"policies": len(found.policies), "problems": problems})
    else:
        _print_problems(found.problems, err=False)
        click.echo(f"{_counted(len(found.policies), 'policy', 'policies')} can be read")
    if found.problems:
        context.exit(FAILED)


@policies.command(
    epilog="\b\nExample:\n  enricher policies test\n  enricher policies test long-term"
)
@click.argument("ids", nargs=-1, metavar="[POLICY…]")
@_project
@home_option()
@json_option
@click.pass_context
def test(
    context: click.Context, ids: Sequence[str], project: str, home: Path, as_json: bool
) -> None:
    """Run the examples of policies; exit code 1 if a result is not the expected one."""
    from enricher.api.bodies import to_json
    from enricher.api.bodies.policies import TriedBody
    from enricher.wiring.policies import open_auditor

    found = _load(home, project)
    only = [found[id].id for id in ids] or None
    with open_auditor(found) as auditor:
        tried = auditor.try_examples(only)
    problems = () if only else found.problems
    if as_json:
        print_json(
            {
                "examples": to_json(tried, list[TriedBody]),
                "stopped": auditor.stopped,
                "problems": [_problem_json(one) for one in problems],
            }
        )
    else:
        _print_tried(tried, found)
        for reason in auditor.stopped.values():
            click.echo(f"{heading('stopped')}  {printable(reason)}")
        _print_problems(problems, err=False)
    if problems or auditor.stopped or not all(one.passed for one in tried):
        context.exit(FAILED)


@policies.command(epilog="\b\nExample:\n  enricher policies lint")
@_project
@home_option()
@json_option
@click.pass_context
def lint(context: click.Context, project: str, home: Path, as_json: bool) -> None:
    """Report likely mistakes in valid policies; exit code 1 if there are any."""
    from enricher.api.bodies import to_json
    from enricher.policies.lint import Smell
    from enricher.policies.lint import lint as find_smells

    found = _load(home, project)
    smells = find_smells(found)
    if as_json:
        problems = [_problem_json(one) for one in found.problems]
        print_json({"smells": to_json(smells, list[Smell]), "problems": problems})
    else:
        for one in smells:
            click.echo(f"{printable(str(one))} {dim(one.code)}")
        _print_problems(found.problems, err=False)
        if not smells and not found.problems:
            click.echo(f"nothing about {_counted(len(found.policies), 'policy', 'policies')}")
    if smells or found.problems:
        context.exit(FAILED)


@policies.command(epilog="\b\nExample:\n  enricher policies confirm lists/blocked-parties")
@click.argument("name", metavar="NAME")
@_project
@home_option()
@json_option
def confirm(name: str, project: str, home: Path, as_json: bool) -> None:
    """Confirm that a policy or list was removed or cut on purpose.

    When a policy file is missing, or a list is missing, empty or has lost more than half of its
    names, its findings stay until you confirm the change; `check`, `audit run` and `doctor` report
    it. NAME is the name of the policy, or lists/ and the name of the list. Confirming a missing
    policy resolves its findings.
    """
    from enricher.api.bodies.policies import HeldChange
    from enricher.ledger.actors import user
    from enricher.wiring.audit import build_guard

    with open_home(home) as opened:
        held = build_guard(opened).confirm(project, name, user())
    if as_json:
        print_body(held, HeldChange)
    else:
        click.echo(f"{printable(held.name)} is confirmed: enricher audit run")


def _asked(policy: Policy, policies: PolicySet) -> str:
    if not policy.enabled:
        return "off"
    if policy.id in policies.idle:
        return "no list"
    return "no wording" if policy.id in policies.unset else ""


@policies.command(
    name="try",
    epilog="\b\nExample:\n  enricher policies try long-term\n"
    "  enricher policies try long-term --file drafts/long-term.yaml",
)
@click.argument("id", metavar="POLICY")
@click.option(
    "--file",
    "draft",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A draft of the policy.  [default: its file in the home]",
)
@click.option(
    "--size",
    type=click.IntRange(0, 10_000),
    default=20,
    show_default=True,
    help="How many to show.",
)
@_project
@home_option()
@json_option
def try_(id: str, draft: Path | None, size: int, project: str, home: Path, as_json: bool) -> None:
    """Show what a policy would find in the documents of the home, without applying it.

    Checks all documents of its project, whether the policy is enabled or not, and shows which
    findings would open and which would close. Nothing is changed.
    """
    from enricher.api.bodies.policies import PolicyTrial
    from enricher.ledger.days import local_time
    from enricher.policies.source import read_text
    from enricher.wiring.audit import build_trials

    text = None if draft is None else read_text(draft)
    with open_home(home) as opened:
        trial = build_trials(opened).run(project, id, local_time(), text, size)
    if as_json:
        print_body(trial, PolicyTrial)
    else:
        _print_trial(trial)


def _print_trial(trial: Trial) -> None:
    documents = _counted(trial.documents, "document", "documents")
    click.echo(f"{heading(trial.policy)}  checked {trial.in_scope:,} of {documents}")
    click.echo(f"would open {_counted(trial.would_open, 'finding', 'findings')}")
    for opening in trial.opens:
        kind = " to review" if opening.kind == "review" else ""
        severity = click.style(opening.severity, fg="cyan")
        click.echo(f"  {severity}{kind}  {printable(opening.path)}  {printable(opening.message)}")
    _say_more(trial.would_open - len(trial.opens))
    click.echo(f"would close {_counted(trial.would_close, 'finding', 'findings')}")
    for one in trial.closes:
        click.echo(f"  {heading(str(one.finding))}  {printable(one.path)}  {printable(one.reason)}")
    _say_more(trial.would_close - len(trial.closes))
    click.echo(f"would stay {_counted(trial.would_stay, 'finding', 'findings')}")
    for reason, count in trial.undecided.items():
        click.echo(f"undecided {_counted(count, 'document', 'documents')}: {printable(reason)}")
    if trial.stopped:
        count_of = _counted(trial.stopped, "document", "documents")
        click.echo(f"took too long, or too much memory, for {count_of}")
    if trial.not_asked:
        count_of = _counted(trial.not_asked, "document", "documents")
        click.echo(dim(f"not checked: {count_of} not in the index yet"))
    click.echo(dim("nothing was changed"))


def _say_more(count: int) -> None:
    if count:
        click.echo(dim(f"  and {count:,} more (--size)"))


def _load(home: Path, project: str) -> PolicySet:
    from enricher.wiring.policies import project_policies

    if not (home / "ledger.db").exists():  # a home that keeps nothing yet has no history
        return project_policies(home, project)
    from enricher.wiring.audit import build_guard

    with open_home(home) as opened:
        guard = build_guard(opened)
        guard.see(project)
        return guard.policies(project)


def _print_tried(tried: Sequence[Tried], policies: PolicySet) -> None:
    for one in tried:
        if one.passed:
            continue
        file = policies[one.policy].files[0]
        said = one.problem or (
            f"expected {one.example.expect.value}, was {one.result.verdict.value}"
            + (f": {one.result.message}" if one.result.message else "")
        )
        click.echo(f"{file}:{one.example.line}: {printable(one.example.shown)}: {printable(said)}")
    passed = sum(one.passed for one in tried)
    count = len({one.policy for one in tried})
    click.echo(
        f"{passed} of {_counted(len(tried), 'example', 'examples')} of"
        f" {_counted(count, 'policy', 'policies')} passed"
    )


def _print_problems(problems: Sequence[Problem], err: bool = True) -> None:
    for one in problems:
        click.echo(printable(str(one)), err=err)


def _problem_json(problem: Problem) -> dict[str, object]:
    return {"file": problem.file, "line": problem.line, "message": problem.message}


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
