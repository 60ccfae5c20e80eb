"""The page of what stands open, the part of a document's page about its findings, and the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from markupsafe import Markup

from enricher.api.lanes import REPORTING
from enricher.api.services import Own, Served
from enricher.audit.overview import AGES, Overview, age_bounds
from enricher.audit.report import Report
from enricher.audit.wording import story
from enricher.errors import InputError
from enricher.ledger.days import days_before, local_time
from enricher.policies.findings import Finding, FindingFilter, FindingPage, State, Undecided
from enricher.policies.policy import Policy
from enricher.portal.assignments import assignee_names
from enricher.portal.audit_choice import KINDS, VIEWS, Chosen, read_day
from enricher.portal.audit_report import report_html, report_security
from enricher.portal.audit_report_pdf import report_pdf
from enricher.portal.charts import Columns, bar, column_chart
from enricher.portal.comments import comments_of_findings
from enricher.portal.findings_table import columns
from enricher.portal.rendering import page
from enricher.wiring.audit import build_findings, build_guard, make_report, read_overview
from enricher.wiring.home import Home
from enricher.wiring.people import build_assignments

router = APIRouter(include_in_schema=False)

VIEW_COOKIE = "enricher_findings"
_REMEMBERED_S = 365 * 24 * 3600
_MOST_OF_DOCUMENT = 200
_REPORT_DAYS = 30  # of the period that is offered
Asked = Annotated[Chosen, Depends()]


@router.get("/audit")
def read_page(request: Request, served: Served, own: Own, chosen: Asked) -> Response:
    """Cards or a table: as the address says, else as this browser showed them last."""
    said = chosen.view or request.cookies.get(VIEW_COOKIE, "")
    answer = _show(request, served.home, replace(chosen, view=said), own, "audit.html")
    if chosen.view in VIEWS:
        answer.set_cookie(VIEW_COOKIE, chosen.view, max_age=_REMEMBERED_S, samesite="strict")
    return answer


@router.get("/audit/part")
def read_part(request: Request, served: Served, own: Own, chosen: Asked) -> Response:
    return _show(request, served.home, chosen, own, "audit_part.html")


@router.get("/audit/report", dependencies=[REPORTING])
def read_report(
    served: Served,
    own: Own,
    chosen: Asked,
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
) -> Response:
    """The report of a period as a page of its own, which loads nothing."""
    html = report_html(_report(served.home, chosen, own, since, until))
    headers = {"content-security-policy": report_security()}
    return Response(html, media_type="text/html; charset=utf-8", headers=headers)


@router.get("/audit/report.pdf", dependencies=[REPORTING])
def read_report_as_pdf(
    served: Served,
    own: Own,
    chosen: Asked,
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
) -> Response:
    """The report of a period as a file."""
    report = _report(served.home, chosen, own, since, until)
    name = f"audit-report-{report.first}-{report.last}.pdf"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    portal_url = served.home.settings.portal_url
    content = report_pdf(report, served.typesetter.typeset, portal_url).content
    return Response(content, media_type="application/pdf", headers=headers)


def _report(home: Home, chosen: Chosen, own: str | None, since: str, until: str) -> Report:
    now = local_time()
    last = read_day(until) or now.date()
    first = read_day(since) or days_before(last, _REPORT_DAYS - 1)
    return make_report(home, first, last, now, _asked(home, chosen, own))


def _asked(home: Home, chosen: Chosen, own: str | None) -> FindingFilter:
    assignments = build_assignments(home)
    return chosen.filter(lambda name: assignments.asked(name, own))


@router.get("/documents/{id}/findings")
def read_of_document(request: Request, served: Served, id: str) -> Response:
    return page(request, "findings_part.html", **findings_of_document(served.home, id))


def findings_of_document(home: Home, identity: str) -> dict[str, Any]:
    """What the part of a document's page needs."""
    asked = FindingFilter(documents=(identity,))
    findings = build_findings(home)
    found = findings.page(asked, _MOST_OF_DOCUMENT)
    by_state = {state: [one for one in found.findings if one.state is state] for state in State}
    return {
        "document_id": identity,
        "open": by_state[State.OPEN],
        "accepted": by_state[State.ACCEPTED],
        "resolved": by_state[State.RESOLVED],
        "unsaid": findings.undecided(asked, _MOST_OF_DOCUMENT),
        "more": found.total - len(found.findings),
        "waiting": found.waiting,
        "tomorrow": local_time().date() + timedelta(days=1),
        "comments_of": comments_of_findings(home, found.findings),
        "policy_of": _policies(home),
        "story_of": partial(_story, home),
    }


def _show(request: Request, home: Home, chosen: Chosen, own: str | None, template: str) -> Response:
    found, unsaid, fault = FindingPage(0, ()), list[Undecided](), ""
    now = local_time()
    seen = read_overview(home, now)
    findings = build_findings(home)
    offset = (chosen.number - 1) * chosen.rows
    try:
        asked = _asked(home, chosen, own)
        if chosen.kind == "undecided":
            unsaid = findings.undecided(asked, chosen.rows, offset)
        found = findings.page(asked, chosen.rows, offset)
    except InputError as error:
        fault = str(error)
    total = sum(found.undecided.values()) if chosen.kind == "undecided" else found.total
    return page(
        request,
        template,
        422 if fault else 200,
        chosen=chosen,
        seen=seen,
        found=found,
        unsaid=unsaid,
        total=total,
        first=offset,
        fault=fault,
        newer=chosen.address(page=chosen.number - 1) if chosen.number > 1 else "",
        older=chosen.address(page=chosen.number + 1) if offset + chosen.rows < total else "",
        kinds=KINDS,
        columns=[] if fault else columns(chosen.order, has_users=home.ledger.users.is_any()),
        assignees=assignee_names(home, own, chosen.assignee),
        collections=[one.name for one in home.ledger.collections.all()],
        states=[*(one.value for one in State), "all"],
        ages=list(zip(AGES, seen.ages, _age_addresses(now), strict=True)),
        bar=bar,
        moves=_moves(seen),
        document_name=_name_of(home, chosen.document),
        report=_period(now),
        tomorrow=now.date() + timedelta(days=1),
        comments_of=comments_of_findings(home, found.findings),
        policy_of=_policies(home),
        story_of=partial(_story, home),
    )


def _age_addresses(now: datetime) -> tuple[str, str, str]:
    """What the address of the page says for the findings of each age."""
    today, week = (one.date() for one in age_bounds(now))
    return f"since={today}", f"since={week}&before={today}", f"before={week}"


def _moves(seen: Overview) -> Markup | None:
    """The chart of what came and went; None where nothing ever did."""
    weeks = seen.weeks
    order = State.OPEN, State.ACCEPTED, State.RESOLVED
    opened, accepted, resolved = (seen.moved.get(state, 0) for state in order)
    if not opened + accepted + resolved:
        return None
    return column_chart(
        "What came and went",
        f"In the last {len(weeks)} weeks {opened:,} findings were opened, {accepted:,} accepted and"
        f" {resolved:,} resolved.",
        "seven days from",
        [f"{one.start:%m-%d}" for one in weeks],
        [
            Columns("opened", [one.opened for one in weeks]),
            Columns("accepted", [one.accepted for one in weeks]),
            Columns("resolved", [one.resolved for one in weeks]),
        ],
    )


def _policies(home: Home) -> Any:
    """Finds the policy of a finding, for its title and its remedy."""
    known = build_guard(home).all()

    def policy_of(one: Finding | Undecided) -> Policy | None:
        of_project = known.get(one.project)
        return of_project.policies.get(one.policy) if of_project else None

    return policy_of


def _story(home: Home, one: Finding) -> list[tuple[datetime, str]]:
    return story(*build_findings(home).story(one))


def _name_of(home: Home, document: str) -> str:
    return (
        home.ledger.accounts.place_of(document).rpartition("/")[2] or document if document else ""
    )


def _period(now: datetime) -> tuple[date, date]:
    return now.date() - timedelta(days=_REPORT_DAYS - 1), now.date()
