"""Templates to pages. Whatever a template is given is text, and is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from enricher.api.bodies.event_wording import in_words, listed
from enricher.api.services import Services
from enricher.api.sessions import Person
from enricher.audit.wording import stopped_words
from enricher.files.versions import __version__
from enricher.people.roles import Role
from enricher.portal.command_pages import with_pages
from enricher.text.excerpts import excerpt
from enricher.wiring.people import build_comments


def _percent(share: float) -> str:
    return f"{share:.0%}" if share < 0.995 or share == 1 else f"{share:.1%}"


def _plural(count: int, one: str, many: str = "") -> str:
    """`1 document`, `1,200 documents`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _when(moment: datetime | str) -> str:
    """A moment as the machine's clock shows it."""
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{found.astimezone():%Y-%m-%d %H:%M}"


def _duration(seconds: float) -> str:
    """`40 s`, `3 min`, `2 h 5 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _coded(text: str) -> Markup:
    """Words with what stands in backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def _with_mentions(text: str, names: Iterable[str]) -> Markup:
    """Words with the users whom they mention in bold."""
    marked = str(escape(text))
    for name in names:
        pattern = rf"(?i)(?<![\w.@/-])@{re.escape(name)}(?![\w-]|\.\w)"
        marked = re.sub(pattern, r"<strong>\g<0></strong>", marked)
    return Markup(marked)


def _in_path(name: str) -> str:
    """A name as one part of an address; slashes of document names stay."""
    return quote(name, safe="/")


def party_address(name: str) -> str:
    """Where the page of a party is: its name may hold whatever documents write."""
    return f"/parties/party?{urlencode({'name': name})}"


_PART_ENDS = "\0"
_CODE = re.compile("`([^`]+)`")

ENVIRONMENT = Environment(
    loader=PackageLoader("enricher.portal"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters |= {
    "percent": _percent,
    "plural": _plural,
    "when": _when,
    "duration": _duration,
    "in_path": _in_path,
    "party_address": party_address,
    "coded": _coded,
    "with_pages": with_pages,
    "in_words": in_words,
    "with_mentions": _with_mentions,
    "stopped_words": stopped_words,
    "excerpt": excerpt,
    "listed": listed,
    "number": lambda value: f"{value:,}",
}


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Render a template: what every page has comes by itself.

    Templates know `path`, `is_tagger` and `is_administrator` (what the person may do), `who`,
    `has_session`, `has_rows` (whether any are searched), `people` (the users) and `trouble` (why nothing is ingested at present).
    """
    html = ENVIRONMENT.get_template(template).render(_common(request) | values)
    return HTMLResponse(html, status)


def page_in_parts(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Send a page as far as it is made: the template says `{{ part }}` where a part ends.

    What is slow to come is a function among the values, which the template calls late. It must not
    fail: the status of the page is sent by then.
    """
    made = ENVIRONMENT.get_template(template).generate(
        _common(request) | values | {"part": _PART_ENDS}
    )
    return StreamingResponse(_parts(made), status, media_type="text/html")


def _parts(made: Iterator[str]) -> Iterator[str]:
    waiting: list[str] = []
    for piece in made:
        before, ends, after = piece.partition(_PART_ENDS)
        waiting.append(before)
        if ends:
            yield "".join(waiting)
            waiting = [after]
    yield "".join(waiting)


def _common(request: Request) -> dict[str, Any]:
    services: Services = request.app.state.services
    person = getattr(request.state, "person", None)
    role = None if person is None else person.role
    return {
        "version": __version__,
        "path": request.url.path,
        "role": role.title if role else "",
        "is_tagger": role is not None and role >= Role.TAGGER,
        "is_administrator": role is not None and role >= Role.ADMINISTRATOR,
        "who": "" if person is None else person.name,
        "has_session": role is not None and services.sessions.are_demanded(),
        "has_rows": role is not None and services.home.ledger.collections.have_rows(),
        "unseen_mentions": _unseen(services, person),
        "is_user": person is not None and person.is_user,
        "people": services.home.ledger.users.all() if role else [],
        "trouble": services.trouble() if role else "",
    }


def _unseen(services: Services, person: Person | None) -> int:
    """How many comments mention who asks, since they last looked."""
    is_user = person is not None and person.is_user
    return build_comments(services.home).unseen(person.name) if person and is_user else 0


def error_page(request: Request, status: int, detail: str) -> HTMLResponse:
    """What went wrong, to a person."""
    title = HTTPStatus(status).phrase
    return page(request, "error.html", status, title=title, code=status, detail=detail)
