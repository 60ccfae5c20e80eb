"""The page of reminders: who is told, what waits and why, what was sent, and the calendar."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from enricher.api.services import Served
from enricher.api.sessions import calendar_address
from enricher.errors import SettingsError
from enricher.portal.rendering import page
from enricher.wiring.reminders import build_places

router = APIRouter(include_in_schema=False)

_ROWS = 100


@router.get("/audit/reminders")
def read_page(request: Request, served: Served) -> Response:
    home = served.home
    places, fault = list[str](), ""
    try:
        places = [one.name for one in build_places(home.settings)]
    except SettingsError as error:
        fault = str(error)
    return page(
        request,
        "reminders.html",
        settings=home.settings,
        places=places,
        fault=fault,
        waiting=home.ledger.reminders.messages(_ROWS),
        sent=home.ledger.reminders.messages(_ROWS, sent=True),
        calendar=calendar_address(home.settings, str(request.base_url)),
    )
