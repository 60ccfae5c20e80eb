"""The page that searches: one box, facets, hits. Its state is its address alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from enricher.api.numbers import Number
from enricher.api.services import Own, Served
from enricher.errors import QueryError, UnavailableError
from enricher.ledger.days import local_time
from enricher.people.assignments import Subject
from enricher.portal.categories import looks
from enricher.portal.rendering import page, page_in_parts
from enricher.portal.search_facets import COOKIE, lay_out, read_choice
from enricher.portal.search_hits import hit_address, page_size
from enricher.portal.search_table import Table, cells, read_table
from enricher.portal.search_words import (
    attribute_title,
    drawn,
    marked,
    orders,
    shown_clauses,
    shown_fields,
    shown_range,
    shown_value,
)
from enricher.projects.indexed_documents import MOST_DOCUMENTS
from enricher.query.nodes import Hit, SearchPage
from enricher.query.parser import abbreviate
from enricher.search.address import BEST, Asked, read_address, read_asked, split_ends
from enricher.search.facets import (
    SHOWN_VALUES,
    count_facets,
    list_values,
)
from enricher.search.hits import find_hits
from enricher.search.suggestions import suggest
from enricher.text.excerpts import excerpt
from enricher.values import ValueType
from enricher.wiring.clauses import weak_clauses
from enricher.wiring.home import Home
from enricher.wiring.people import build_assignments
from enricher.wiring.search import hybrid_search, search, searches_looked_at

router = APIRouter(include_in_schema=False)

_MOST_VALUES = 500
_LAST_PAGE = 1_000
_FEW_WORDS = 8  # each of which is tried without


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a search cannot be read: the text around the place, and at which filter, if at one."""

    message: str
    before: str
    at: str
    after: str
    filter: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on; `address` is that of the search without it."""

    category: str
    shown: str
    address: str


@router.get("/")
def read_page(request: Request, served: Served, own: Own) -> Response:
    parameters = request.query_params
    asked = read_asked(parameters.multi_items())
    if any(name.startswith(("from.", "to.")) for name in parameters):
        return RedirectResponse(f"/?{asked.address()}", 303)  # a form cannot join its fields
    home = served.home
    try:
        size = page_size(asked)
        found, question = find_hits(hybrid_search(home), asked, (asked.page - 1) * size, size)
    except QueryError as error:
        return _show(request, home, asked, own, status=422, fault=_fault(error, asked))
    currencies = {
        name.removeprefix("c."): code for name, code in parameters.items() if name.startswith("c.")
    }
    for category, ends in asked.ranges:
        currencies[category] = split_ends(ends)[2] or currencies.get(category, "")
    return _show(
        request,
        home,
        asked,
        own,
        found=found.page,
        reading=found.question,
        answers=found.answers,
        meeting=found.meeting,
        facets=_unless_down(
            lambda: (
                count_facets(question, asked, currencies)
                if found.page.total or asked.chosen
                else []
            )
        ),
        suggestions=_unless_down(
            lambda: [] if found.question else suggest(search(home), asked),
        ),
        drops=list(_drops(home, asked)) if not found.page.total else [],
    )


@router.get("/searches/{id}")
def open_search(served: Served, own: Own, id: Number) -> Response:
    """Look at a saved search: what is new since the last time is marked."""
    home = served.home
    since = home.ledger.looks.look(id, own, local_time())
    saved = next(one for one in home.ledger.searches.all() if one.id == id)
    asked = read_address(saved.address).with_since("" if since is None else f"{id}.{since}")
    return RedirectResponse(f"/?{asked.address()}", 303)


@router.get("/values")
def read_values(request: Request, served: Served, category: str) -> Response:
    """All values of a category, or those that hold some letters."""
    parameters = request.query_params
    asked = read_asked(parameters.multi_items())
    within = parameters.get("in", "")
    values = list_values(search(served.home).question(asked), category, within)
    return page(
        request,
        "values.html",
        **_common(served.home, asked),
        category=category,
        within=within,
        values=values[:_MOST_VALUES],
        more=max(0, len(values) - _MOST_VALUES),
    )


def _show(
    request: Request,
    home: Home,
    asked: Asked,
    own: str | None,
    *,
    status: int = 200,
    found: SearchPage | None = None,
    fault: Fault | None = None,
    **values: Any,
) -> Response:
    common = _common(home, asked)
    total = found.total if found else 0
    given = {
        "facets": list,
        "suggestions": list,
        "drops": [],
        "reading": None,
        "answers": (),
    } | values
    table = read_table(asked, found.hits if found else (), common["schema"])
    choice = read_choice(request.cookies.get(COOKIE, ""))
    return page_in_parts(
        request,
        "search.html",
        status,
        **common,
        **given,
        found=found,
        fault=fault,
        chips=list(_chips(asked, common["types"])),
        orders=orders(common["types"]),
        pages=_pages(asked.page, -(-total // page_size(asked))),
        first=(asked.page - 1) * page_size(asked),
        table=table,
        cells=cells,
        hit_address=hit_address,
        exported=_exported(asked, "words" if given["reading"] is None else "hybrid", table),
        projects=home.registry.projects(),
        collections=[one.name for one in home.ledger.collections.all()],
        most_added=MOST_DOCUMENTS,
        # One with typed conditions is asked on the page of audit queries: here they have no boxes.
        assignees=_assignees(home, found.hits if found else ()),
        saved=[one for one in searches_looked_at(home, own) if not one[0].conditions],
        new=_new(home, asked, found.hits if found else ()),
        split_ends=split_ends,
        drawn=drawn,
        best=BEST,
        shown_fields=shown_fields,
        shown_clauses=shown_clauses,
        shown_values=SHOWN_VALUES,
        lay_out=lambda facets: lay_out(facets, choice, asked.categories),
        marked=marked,
        excerpt=excerpt,
    )


def _assignees(home: Home, hits: Sequence[Hit]) -> dict[str, str]:
    """Whose the documents are that are somebody's."""
    of = build_assignments(home).of(Subject(hit.id) for hit in hits)
    return {subject.document: one.assignee for subject, one in of.items()}


def _new(home: Home, asked: Asked, hits: Sequence[Hit]) -> frozenset[str]:
    """The documents shown that are new to the saved search that was opened."""
    if asked.seen_of is None:
        return frozenset()
    number, since = asked.seen_of
    return home.ledger.looks.new_among(number, [hit.id for hit in hits], since)


def _exported(asked: Asked, mode: str, table: Table) -> str:
    """The same search, as the routes of exports are asked; of a table with its columns."""
    columns = [one.category for one in table.columns] if asked.is_table else []
    return urlencode(
        [
            ("q", asked.words),
            *(("where", one) for one in asked.where()),
            *(("without", one) for one in asked.without),
            ("sort", asked.sort),
            ("mode", mode),
            *(("column", one) for one in columns),
        ]
    )


def _unless_down(ask: Callable[[], list[Any]]) -> Callable[[], list[Any] | None]:
    """Hits are on the screen when this is asked; None says that the index went down meanwhile."""

    def answer() -> list[Any] | None:
        try:
            return ask()
        except UnavailableError:
            return None

    return answer


def _common(home: Home, asked: Asked) -> dict[str, Any]:
    schema = home.schema()
    return {
        "asked": asked,
        "schema": schema,
        "types": schema.types,
        "looks": looks(schema.names),
        "shown_value": shown_value,
        "title_of": attribute_title,
        "weak": weak_clauses(home),
        "writer": home.settings.answer_server_url and home.settings.answer_server_model,
    }


def _fault(error: QueryError, asked: Asked) -> Fault:
    text, place = error.text, error.position or 0
    filters = {asked.where_of(category): category for category in asked.categories}
    kind = "--where" if text in filters and text != asked.words else "query"
    message = str(error).removeprefix(f'{kind} "{abbreviate(text, place)}": ')
    message = message.removesuffix(f" (character {place})")
    return Fault(
        message[:1].upper() + message[1:],
        text[:place],
        text[place : place + 1],
        text[place + 1 :],
        filters.get(text, "") if kind == "--where" else "",
    )


def _chips(asked: Asked, types: dict[str, ValueType]) -> Iterator[Chip]:
    for category, value in asked.chosen:
        shown = shown_value(category, value, types)
        yield Chip(category, shown, asked.without_value(category, value).address())
    for category, ends in asked.ranges:
        yield Chip(category, shown_range(ends), asked.with_range(category, "").address())


def _drops(home: Home, asked: Asked) -> Iterator[tuple[str, str, int]]:
    """What could be left out of a search without hits: its name, the address then, the hits then."""
    if asked.words and asked.is_narrowed:
        yield from _drop(home, "the words", asked.with_words(""))
    for category in asked.categories:
        kept = asked.with_range(category, "")
        for value in asked.values_of(category):
            kept = kept.without_value(category, value)
        yield from _drop(home, f"the filter on {attribute_title(category)}", kept)
    words = asked.words.split()
    if 1 < len(words) <= _FEW_WORDS:
        for word in words:
            rest = " ".join(one for one in words if one != word)
            yield from _drop(home, f"“{word}”", asked.with_words(rest))


def _drop(home: Home, name: str, kept: Asked) -> Iterator[tuple[str, str, int]]:
    try:
        count = search(home).question(kept).count()
    except QueryError:  # half of a phrase, or an OR without its other side
        return
    if count:
        yield name, kept.address(), count


def _pages(current: int, count: int) -> list[int]:
    """Numbers of pages around the present one, 0 for a gap."""
    last = min(count, _LAST_PAGE)
    near = {1, 2, last, *range(current - 1, current + 2)}
    shown = sorted(one for one in near if 1 <= one <= last)
    pages: list[int] = []
    for number in shown:
        if pages and number > pages[-1] + 1:
            pages.append(0)
        pages.append(number)
    return pages if last > 1 else []
