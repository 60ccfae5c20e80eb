"""A report of findings as one HTML file that loads nothing, with styles for the screen and paper."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from enricher.audit.report import Report
from enricher.audit.wording import asked_about, events, not_asked, quoted, remarks, source
from enricher.files.versions import __version__
from enricher.portal.rendering import ENVIRONMENT


def report_html(report: Report, portal_url: str | None = None) -> str:
    """Write a report.

    Args:
        portal_url: where documents can be looked at, "" for where the report itself is; None where
            nobody said.
    """
    return ENVIRONMENT.get_template("audit_report.html").render(
        report=report,
        portal_url=portal_url and portal_url.rstrip("/"),
        style=Markup(_style()),
        version=__version__,
        asked_about=asked_about,
        events=events,
        not_asked=not_asked(report),
        quoted=quoted,
        remarks=remarks,
        source=source,
    )


def report_security() -> str:
    """The content security policy of the file: its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'"
    )


def _style() -> str:
    return ENVIRONMENT.get_template("audit_report.css").render()
