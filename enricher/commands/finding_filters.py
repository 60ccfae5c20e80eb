"""The filters that commands about findings share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from enricher.policies.severity import Severity

if TYPE_CHECKING:
    from enricher.audit.findings import FindingFilter
    from enricher.wiring.home import Home


_KINDS = ("finding", "review")
_STATES = ("open", "accepted", "resolved", "all")


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
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
