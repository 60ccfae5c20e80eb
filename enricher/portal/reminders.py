"""The page of reminders: who is told, what waits and why, what was sent, and the calendar."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.api.sessions import calendar_address
from enricher.errors import SettingsError
from enricher.portal.rendering import page
from enricher.wiring.reminders import build_choices, build_places, reminder_settings

router = APIRouter(include_in_schema=False)

_ROWS = 100
_GROUPS = (
    (
        "Who",
        (
            ("reminder_mail_to", "lines", "E-mail to, one address in each line"),
            ("reminder_webhook", "secret", "Webhook"),
            ("reminder_webhook_secret", "secret", "Secret of the webhook"),
        ),
    ),
    (
        "What",
        (
            ("reminder_severities", "severities", "Findings of"),
            ("deadline_fields", "commas", "Date fields"),
            ("deadline_days", "numbers", "Days ahead"),
        ),
    ),
    (
        "When",
        (
            ("reminder_minutes", "number", "Minutes to gather"),
            ("reminder_digest", "text", "Once a day at"),
            ("silent_hours", "text", "Silent hours"),
            ("time_zone", "text", "Time zone"),
        ),
    ),
    (
        "Mail server",
        (
            ("smtp_host", "text", "Server"),
            ("smtp_port", "number", "Port"),
            ("smtp_security", "security", "Encryption"),
            ("smtp_user", "text", "User"),
            ("smtp_password", "secret", "Password"),
            ("smtp_from", "text", "From"),
        ),
    ),
)
"""Settings as the form has them: name, kind of value, label."""


@router.get("/audit/reminders")
def read_page(request: Request, served: Served) -> Response:
    home = served.home
    settings, choices = home.settings, None
    places, fault = list[str](), ""
    try:
        choices = build_choices(home).read()
        settings = reminder_settings(home)
        places = [one.name for one in build_places(settings)]
    except SettingsError as error:
        fault = str(error)
    return page(
        request,
        "reminders.html",
        settings=settings,
        choices=choices,
        groups=_GROUPS,
        places=places,
        fault=fault,
        waiting=home.ledger.reminders.messages(_ROWS),
        sent=home.ledger.reminders.messages(_ROWS, sent=True),
        calendar=calendar_address(home.settings, str(request.base_url)),
    )
