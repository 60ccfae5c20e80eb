"""The pages of parties: all of them with what they come to, and everything about one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from enricher.api.numbers import PageNumber
from enricher.api.services import Served
from enricher.errors import InputError
from enricher.ledger.days import local_time
from enricher.portal.rendering import page, page_in_parts
from enricher.review.directory import PartyPage
from enricher.review.merges import Suggestion
from enricher.search.address import Asked
from enricher.search.exposures import Exposure
from enricher.search.profiles import Profile
from enricher.wiring.parties import party_directory

router = APIRouter(include_in_schema=False)

ROWS = 25
_SUGGESTED = 8
_CENTS = 2  # digits
_ORDERS = (("documents", "Documents"), ("name", "Name"), ("findings", "Open findings"))


@router.get("/parties")
def read_list(
    request: Request, served: Served, q: str = "", order: str = "documents", number: PageNumber = 1
) -> Response:
    first = (number - 1) * ROWS
    words = " ".join(q.split())
    found, fault = PartyPage(0, ()), ""
    try:
        # An order that is none is refused there.
        found = party_directory(served.home).page(words, order=order, size=ROWS, offset=first)  # type: ignore[arg-type]
    except InputError as error:
        fault, order = str(error), "documents"

    def address(**changed: str | int) -> str:
        asked = {"q": words, "order": "" if order == "documents" else order} | changed
        return urlencode({name: one for name, one in asked.items() if one})

    return page(
        request,
        "parties.html",
        422 if fault else 200,
        q=words,
        order=order,
        orders=_ORDERS,
        found=found,
        fault=fault,
        first=first,
        newer=address(page=number - 1) if number > 1 else "",
        older=address(page=number + 1) if first + ROWS < found.total else "",
        address=address,
        amount=amount_words,
        searched=documents_of,
    )


@router.get("/parties/party")
def read_party(request: Request, served: Served, name: str = "") -> Response:
    """Raises NotFoundError when no document has this party."""
    directory = party_directory(served.home)
    report = directory.show(name, local_time().date())

    def suggestions() -> list[tuple[Suggestion, str, int]]:
        """Each with the name of the other party, and how many documents have that."""
        shown = report.party.name
        found = directory.suggestions(shown, _SUGGESTED)
        others = ((one, next(each for each in one.parties if each.name != shown)) for one in found)
        return [(one, other.name, other.documents) for one, other in others]

    return page_in_parts(
        request,
        "party.html",
        report=report,
        suggestions=suggestions,
        amount=amount_words,
        searched=documents_of,
        behind=_behind(report.profile),
    )


def amount_words(amount: Decimal) -> str:
    """`1,500,000.00`, and all further digits that there are."""
    exponent = amount.as_tuple().exponent
    is_fine = isinstance(exponent, int) and exponent < -_CENTS
    return f"{amount:,f}" if is_fine else f"{amount:,.{_CENTS}f}"


def documents_of(profile: Profile, category: str = "") -> str:
    """The search for the documents of a party, or for those that name it in one category."""
    roles = [category] if category else [one.value for one in profile.roles]
    return f"/?{_asked(profile.name, roles).address()}"


def _behind(profile: Profile) -> Callable[[Exposure], str]:
    """Finds the search for the documents that make up an exposure, the largest amounts first."""
    asked = _asked(profile.name, [one.value for one in profile.roles])

    def behind(one: Exposure) -> str:
        unit = "" if one.by_currency else f" {one.currency}"
        narrowed = asked.with_range(one.category, f"{one.least:f}..{one.largest:f}{unit}")
        if one.by_currency:
            narrowed = narrowed.with_value(one.by_currency, one.currency)
        return f"/?{narrowed.with_sort(f'{one.category}:desc').address()}"

    return behind


def _asked(name: str, roles: list[str]) -> Asked:
    if len(roles) == 1:
        return Asked(chosen=((roles[0], name),))
    # Filters of several categories hold together, so that alternatives are words of the search.
    return Asked(words=" OR ".join(Asked(chosen=((one, name),)).where_of(one) for one in roles))
