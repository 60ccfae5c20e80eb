"""Who sells, and who is charged: labels, letterheads, lines of senders, legal forms, what stands beside a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from connectors.layout.invoices.companies import (
    POSTCODE,
    has_legal_form,
    initials,
    is_name,
    key_of,
    key_words,
    pieces_of,
    stripped,
    without_more,
    without_title,
)
from connectors.layout.invoices.labels import Label, Value, values_of
from connectors.layout.invoices.names import label_at, place_words, plain
from connectors.layout.invoices.numbers import Found
from connectors.layout.invoices.sheet import Run, Sheet
from connectors.layout.lines import PlacedWord, written

_CONTACT = re.compile(
    r"@|\bwww\.|https?:|\b(?:tel|telefon|telephone|phone|tlf|fax|mobil|e-?mail|vat|ust|momsreg|ust-?id\w*|gst|tva|iva|btw|moms|mva|dph|nip|nif|cif|siret|rcs|kvk|cvr|org\.? ?nr|abn|gstin|ein|uid|hrb|iban|ico|ičo|dič|web|p\.? ?iva)\b",
    re.I,
)
_DOMAIN = re.compile(r"(?:@|www\.|https?://)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}", re.I)
_TOWN = re.compile(r"[^,\d]+, ?(?:[A-Z]{2,3}\.?|[A-Z][a-z]+) (?:\d{4,5}|\d{3}-\d{4})\b")
_HOUSE = re.compile(
    r"\d+\W?(?:\W*\b\w{1,3}\b\W*)*"
)  # `Largo da Sé, 6`: what stands before is a street
_HEAD_LINES = 14
_MOST_ABOVE_NAME = 4  # lines of a party's block, as its tax number
_SHORT_PAGE = 560.0  # points; a page of an invoice ends no farther up
_APART = 40.0  # points between a label and what stands beside it in a column of its own
_LEFT = 5.0  # points between the left edges of lines of a block


@dataclass(slots=True)
class _Name:
    value: str
    words: tuple[PlacedWord, ...]
    at: int
    score: float = 0.0
    is_buyer: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    vendor: Found | None = None
    customer: Found | None = None


@dataclass(slots=True)
class _Page:
    """What is known of the whole document while names are weighed."""

    runs: list[Run]
    blocks: dict[int, list[Run]] = field(default_factory=dict)
    middle: float = 1.0
    bottom: float = 1.0
    domains: frozenset[str] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)
    days: frozenset[PlacedWord] = frozenset()


def parties_of(
    sheet: Sheet,
    labels: Sequence[Label],
    by_line: dict[int, list[Label]],
    taken: frozenset[int],
) -> Parties:
    """The vendor and the customer.

    Args:
        taken: the numbers of lines that are charged or name columns.
    """
    page = _page_of(sheet, taken)
    buyers = _labelled(sheet, labels, by_line, page, ("parties.buyer", "parties.place"))
    sellers = _labelled(sheet, labels, by_line, page, ("parties.seller",))
    payees = _labelled(sheet, labels, by_line, page, ("parties.payee",))
    names = list(_names(page, taken))
    of_buyers = {word for one in buyers for run in one[1] for word in run.words}
    of_sellers = {word for one in sellers for word in one[0].words}
    of_payees = {word for one in payees for word in one[0].words}
    buyer_keys = {key_of(one[0].value) for one in buyers if "parties.buyer" in one[2].meanings}
    for one in [*names]:
        one.is_buyer = bool(set(one.words) & of_buyers) or (
            key_of(one.value) in buyer_keys and not set(one.words) & of_sellers
        )
        one.score = _likeness(one, page)
        one.score += 5.0 * bool(set(one.words) & of_sellers) + 2.0 * bool(
            set(one.words) & of_payees
        )
        one.score -= 6.0 * one.is_buyer
        # Where a label tells the customer, the other address is the vendor's.
        one.score += 1.2 * bool(buyer_keys and not one.is_buyer and _begins_address(one, page))
    for name, _, _ in sellers:
        if not any(set(one.words) & set(name.words) for one in names):
            name.score = 4.0
            names.append(name)
    for name, _, _ in payees:
        if not any(key_of(one.value) == key_of(name.value) for one in names):
            name.score = 1.6
            names.append(name)
    vendor = max(names, key=lambda one: (one.score, -one.at), default=None)
    if vendor is not None and vendor.score < 0.4:
        vendor = None
    vendor = _in_full(vendor, names, page)
    customer = next(
        (name for name, _, label in buyers if "parties.buyer" in label.meanings
         and (vendor is None or key_of(name.value) != key_of(vendor.value))), None,
    ) or _addressed(names, page, vendor)  # fmt: skip
    return Parties(_found(vendor), _found(customer))


def _begins_address(one: _Name, page: _Page) -> bool:
    run = next((run for run in page.runs if one.words[0] in run.words), None)
    if run is None or run.page != page.runs[0].page or len(one.words) < len(run.words):
        return False
    block = page.blocks[id(run)]
    return len(block) > 2 and any(POSTCODE.search(other.text) for other in block[1:])


def _in_full(vendor: _Name | None, names: Sequence[_Name], page: _Page) -> _Name | None:
    """The name with its legal form, where the letterhead has but a part of it."""
    if vendor is None or has_legal_form(vendor.value):
        return vendor
    own = set(key_words(vendor.value))
    short = key_of(vendor.value)
    fuller = [
        one for one in names
        if not one.is_buyer and len(key_of(one.value)) > len(short)
        and (has_legal_form(one.value) or key_of(one.value) in page.domains)
        and (own <= set(key_words(one.value)) or short == initials(one.value))
    ]  # fmt: skip
    return max(fuller, key=lambda one: one.score, default=vendor) if own else vendor


def _found(name: _Name | None) -> Found | None:
    return None if name is None else Found(name.value, name.words, name.score)


def _page_of(sheet: Sheet, taken: frozenset[int]) -> _Page:
    first = sheet.levels[0].page
    last = sheet.levels[-1].page
    runs = [run for run in sheet.runs if run.page in (first, last) and run.at not in taken]
    page = _Page(runs)
    for number, run in enumerate(runs):
        page.blocks[id(run)] = _block(run, runs[number + 1 :])
    page.middle = median([run.height for run in runs]) if runs else 1.0
    page.bottom = max([_SHORT_PAGE, *(run.bottom for run in runs if run.page == first)])
    text = sheet.text
    page.domains = frozenset(
        re.sub(r"[^a-z0-9]", "", one.casefold()) for one in _DOMAIN.findall(text)
    )
    page.days = frozenset(
        day.words[-1] for level in sheet.levels for day in level.days if day.year is not None
    )
    for run in runs:
        for name, _ in pieces_of(run):
            page.counts[key_of(name)] += 1
    return page


def _block(run: Run, others: Sequence[Run]) -> list[Run]:
    """A run and the lines right below it, by their left or right edges."""
    block = [run]
    for other in others:
        last = block[-1]
        if other.page != last.page or other.top - last.bottom > 0.9 * last.height:
            break
        is_below = other.top > last.top + 0.4 * last.height
        is_aligned = (
            abs(other.left - last.left) < _LEFT
            or abs(other.right - last.right) < 2
            or abs(other.left + other.right - last.left - last.right) < 4
        )
        if is_below and is_aligned:
            block.append(other)
        if len(block) > 8:
            break
    return block


def _labelled(
    sheet: Sheet,
    labels: Sequence[Label],
    by_line: dict[int, list[Label]],
    page: _Page,
    kinds: tuple[str, ...],
) -> list[tuple[_Name, list[Run], Label]]:
    """Names that labels tell, and the blocks that they begin."""
    found = []
    for label in labels:
        if not label.has(*kinds) or not label.is_first:
            continue
        is_alone = label.words == label.run.words
        is_bare = len(label.name) < 5 or label.name in (
            "client",
            "customer",
            "delivery",
            "shipping",
        )
        if is_bare and not label.is_marked and not (is_alone and len(label.name) > 2):
            continue
        for value in _as_blocks(label, list(values_of(label, sheet, by_line))):
            if value.place == "inside" and not (label.is_marked or len(label.words) > 1):
                continue
            run = next((one for one in page.runs if value.words[0] in one.words), None)
            if run is None:
                continue
            block = page.blocks.get(id(run), [run])
            if name := _name_in(value.words, block):
                found.append((name, block, label))
                break
    return found


def _as_blocks(label: Label, values: list[Value]) -> list[Value]:
    """What may be a party, first what stands below its label at the same edge: beside it is another one."""
    left, right = label.words[0].left, label.words[-1].right
    return sorted(
        values,
        key=lambda one: (
            one.place != "below"
            or abs(one.words[0].left - left) > _LEFT
            or not any(
                other.place == "right" and other.words[0].left > right + _APART for other in values
            )
        ),
    )


def _name_in(words: Sequence[PlacedWord], block: Sequence[Run]) -> _Name | None:
    """The name in what a label tells: its first line, or that which is labelled as the name."""
    first = without_title(words)
    text = stripped(written(first))
    if is_name(text):
        return _Name(text, first, block[0].at)
    for run in block[:_MOST_ABOVE_NAME]:
        bare = _without_label(run)
        if bare is not run and is_name(bare.text):
            return _Name(stripped(bare.text), bare.words, run.at)
    return None


def _names(page: _Page, taken: frozenset[int]) -> Iterator[_Name]:
    for run in page.runs:
        if run.at in taken or (_is_place(run, page) and not has_legal_form(run.text)):
            continue
        pieces = pieces_of(_without_label(run))
        for at, (name, words) in enumerate(pieces):
            if at + 1 < len(pieces) and _is_house(pieces[at + 1][0]):
                break
            bare, words = without_more(name, words)
            # What stands behind a street is a town.
            is_behind = words[0] != run.words[0] and any(one.isdigit() for one in run.words[0].text)
            if is_name(bare) and not (is_behind and not has_legal_form(bare)):
                yield _Name(bare, words, run.at)
                break


def _is_house(text: str) -> bool:
    """Whether a part of a line is but the number of a house, as in `Largo da Sé, 6`."""
    return _HOUSE.fullmatch(text) is not None and not set(plain(text).split()) & place_words(
        "streets"
    )


def _is_place(run: Run, page: _Page) -> bool:
    """Whether a line names a town: before its postcode, or before the day of a letter, `Nantes, le 22/05/2022`."""
    return _TOWN.match(run.text) is not None or run.words[-1] in page.days


def _without_label(run: Run) -> Run:
    """The name alone of `Denominazione: Rossini S.a.s.`."""
    meanings, end = label_at(run.words, 0)
    is_label_of_name = "parties.name" in meanings and end < len(run.words)
    if is_label_of_name and run.words[end - 1].text.endswith(":"):
        return Run(run.words[end:], run.at)
    return run


def _likeness(one: _Name, page: _Page) -> float:
    """How much a name looks like the vendor's."""
    run = next(run for run in page.runs if one.words[0] in run.words)
    block = page.blocks[id(run)]
    text = " ".join(other.text for other in block)
    size = min(max(run.height / page.middle - 1.15, 0.0), 1.0)
    score = 1.8 * size + 1.5 * has_legal_form(one.value)
    is_first_page = run.page == page.runs[0].page
    if is_first_page and run.at < _HEAD_LINES:
        score += 0.9 * (1 - run.at / _HEAD_LINES)
    has_address = any(POSTCODE.search(other.text) for other in block[1:])
    is_first = one.words[0] == run.words[0] or has_legal_form(one.value)
    if is_first and len(one.words) < len(run.words) and POSTCODE.search(run.text):
        score += 1.3  # the line of a sender
        if run.height < 0.9 * page.middle:
            score += 0.5
    if _CONTACT.search(text):
        score += 0.9
    elif has_address and len(block) > 2:
        score -= 0.8  # an address alone is the customer's
    key = key_of(one.value)
    if page.counts[key] > 1 and len(key) > 3:
        score += 1.2
    if any(_matches(key, domain) for domain in page.domains):
        score += 1.3
    if _is_foot(run, page) and not (has_legal_form(one.value) or _CONTACT.search(run.text)):
        score -= 1.2
    if not is_first_page:
        score -= 0.5
    if not has_legal_form(one.value) and (run.at > _HEAD_LINES or len(one.value.split()) > 6):
        score -= 0.6
    return score


def _is_foot(run: Run, page: _Page) -> bool:
    return run.top > 0.88 * page.bottom and run.page == page.runs[0].page


def _matches(key: str, domain: str) -> bool:
    if len(key) < 4 or len(domain) < 4:
        return False
    return key in domain or domain in key or (len(key) > 6 and key[:7] == domain[:7])


def _block_of(vendor: _Name | None, page: _Page) -> list[Run]:
    """The lines that begin with the vendor's name, where it has its line for itself."""
    runs = [run for run in page.runs if vendor is not None and vendor.words[0] in run.words]
    return [
        other
        for run in runs
        if vendor and len(vendor.words) == len(run.words)
        for other in page.blocks[id(run)]
    ]


def _addressed(names: Sequence[_Name], page: _Page, vendor: _Name | None) -> _Name | None:
    """The name above an address that is not the vendor's."""
    own = _block_of(vendor, page)
    for one in names:
        if vendor is not None and (key_of(one.value) == key_of(vendor.value) or one is vendor):
            continue
        run = next((run for run in page.runs if one.words[0] in run.words), None)
        if run is None or run.page != page.runs[0].page or run.top > 0.5 * page.bottom:
            continue
        block = page.blocks[id(run)]
        text = " ".join(other.text for other in block)
        is_in_vendor = any(run is other for other in own)
        is_address = len(block) > 2 and any(POSTCODE.search(other.text) for other in block[1:])
        is_whole = len(one.words) == len(run.words) and not label_at(run.words, 0)[0]
        if is_address and is_whole and not is_in_vendor and not _CONTACT.search(text):
            return one
    return None
