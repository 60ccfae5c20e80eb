"""Documents made up of what documents of a type are called, and of words that they hold.

titles.toml   type -> titles      -> a title as filings and firms set it, an opening, some body
phrases.toml  type -> phrases     -> a page of them in any order, with numbers and days beside

They teach what no set of documents here has: every type, in other languages too, and that an
amendment to a lease is an amendment.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

_FOLDER = Path(__file__).parents[1] / "corpus" / "words" / "types"
_PAPERS = frozenset(
    [
        "invoice",
        "receipt",
        "bank statement",
        "letter",
        "policy",
        "resolution",
        "press release",
        "memo",
        "form",
        "purchase order",
        "term sheet",
        "other",
    ]
)
"""Types that are no agreements, so that no two parties make them."""

_FROM_SOMEBODY = _PAPERS - {"invoice", "receipt", "bank statement", "purchase order", "form"}
_FILED = (
    "Exhibit 10.{n}\n", "EX-10.{n} 2 agmt.htm EXHIBIT 10.{n}\n", "Execution Version\n", "DRAFT\n",
    "Confidential\n", "", "", "", "",
)  # fmt: skip
_COMPANIES = (
    "Northwind Traders, Inc.", "Alder & Finch LLP", "Kestrel Holdings Limited", "Brightwater GmbH",
    "Mistral SAS", "Quarry Bank plc", "Oakline Systems Corp.", "J. R. Whitfield", "Solano Partners LLC",
    "Tern Pharma AG",
)  # fmt: skip
_ADDRESSES = (
    "12 High Street",
    "Hauptstraße 4, 80331 München",
    "4 rue de Rome, Paris",
    "Calle Mayor 7",
)
_DAYS = ("May 1, 2009", "3 June 2015", "January 12, 2001")
_ORDINALS = ("First", "Second", "Third", "Fourth")
_ORDERED = ("services", "development", "consulting", "licence", "maintenance")


def read_words(name: str) -> dict[str, list[str]]:
    """Titles or phrases by type."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def titled(each: int, seed: int, bodies: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Texts with their type: of every title so many, with the middle of other documents below.

    Args:
        bodies: texts of any type, of which the title says nothing.
    """
    rng = Random(seed)
    titles = read_words("titles")
    for type_, named in titles.items():
        for title in named * each:
            text = _opened(rng, type_, _full_title(rng, type_, title, titles))
            if bodies and rng.random() < 0.6:
                body = rng.choice(bodies)
                start = min(len(body) // 3, 4_000)
                text += "\n" + body[start : start + rng.randint(500, 6_000)]
            yield text, type_


def worded(each: int, seed: int) -> Iterator[tuple[str, str]]:
    """Texts with their type: of every type so many pages of its phrases."""
    rng = Random(seed)
    titles = read_words("titles")
    for type_, phrases in read_words("phrases").items():
        for _ in range(each):
            yield _page(rng, type_, phrases, titles[type_]), type_


def _full_title(rng: Random, type_: str, title: str, titles: dict[str, list[str]]) -> str:
    agreements = [one for one in titles if one not in _PAPERS]
    if type_ == "amendment" and rng.random() < 0.85:
        base = rng.choice(titles[rng.choice(agreements)])
        number = rng.choice((f"No. {rng.randint(1, 9)}", f"#{rng.randint(1, 9)}", ""))
        return rng.choice(
            (
                f"Amendment {number} to {base}",
                f"Amendment {number}\n{base}",
                f"{rng.choice(_ORDINALS)} Amendment to {base}",
                f"Amendment to the {base}",
                f"{title}\nto the {base}",
                f"Addendum to {base}",
            )
        )
    if type_ == "statement of work" and rng.random() < 0.5:
        return f"{title} to {rng.choice(titles[rng.choice(_ORDERED)])}"
    if type_ in agreements and rng.random() < 0.25:
        return (
            f"{rng.choice(('Form of', 'Amended and Restated', 'Sample', 'Project Falcon'))} {title}"
        )
    return title


def _opened(rng: Random, type_: str, title: str) -> str:
    one, other = rng.sample(_COMPANIES, 2)
    shown = rng.choice((title.upper(), title, title.title()))
    filed = rng.choice(_FILED).format(n=rng.randint(1, 60))
    day = rng.choice(_DAYS)
    if type_ == "letter":
        return f"{one}\n12 High Street\n{day}\n{other}\n{shown}\nWe refer to our meeting."
    if type_ in _PAPERS:
        opening = rng.choice(
            (f"{one}\n{other}", f"From: {one}\nTo: {other}\nDate: {day}", f"{one}, 12 High Street")
        )
        return (
            f"{one}\n{filed}{shown}\n{opening}"
            if rng.random() < 0.3
            else f"{filed}{shown}\n{opening}"
        )
    flat = title.replace("\n", " ")
    opening = rng.choice(
        (
            f'This {flat} (this "Agreement") is made as of {day} by and between {one} and {other}.',
            f'THIS {flat.upper()} is entered into between {one} ("Company") and {other}.',
            f"between\n{one}\nand\n{other}\nDated as of {day}",
            f"THIS AGREEMENT is made by {one} and {other}",
        )
    )
    return f"{filed}{shown}\n{opening}"


def _page(rng: Random, type_: str, phrases: Sequence[str], titles: Sequence[str]) -> str:
    one, other = rng.sample(_COMPANIES, 2)
    optional = (rng.choice(_ADDRESSES), rng.choice(titles), other)
    lines = [one, *(line for line in optional if rng.random() < 0.5)]
    rng.shuffle(lines)
    between = rng.choice((" ", "\t", ": ", "\n"))
    is_upper = rng.random() < 1 / 3
    is_prose = type_ not in _PAPERS or type_ in _FROM_SOMEBODY
    for phrase in rng.sample(list(phrases), min(len(phrases), rng.randint(5, 14))):
        said = phrase.upper() if is_upper else phrase
        beside = rng.choice(("the", "of the", "and", "shall be", "")) if is_prose else _figure(rng)
        lines.append(said + (" " if is_prose else between) + beside)
    return rng.choice(("\n", "\n", "  ")).join(lines)


def _figure(rng: Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2000, 2025)
    return rng.choice(
        (
            f"{rng.randint(1, 9999):,}.{rng.randint(0, 99):02d}",
            f"{day:02d}.{month:02d}.{year}",
            f"{day} May {year}",
            str(rng.randint(100, 999_999)),
            f"{rng.choice('ABCXR')}{rng.randint(1_000, 99_999)}",
            "EUR",
            "USD",
            "",
        )
    )
