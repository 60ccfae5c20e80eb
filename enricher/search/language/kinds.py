"""Kinds of documents in a question: `NDAs`, `leases`, `supply agreements`, as the schema names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from enricher.schema import Category, EntitySchema
from enricher.search.language.lexicon import asks_what_is_said
from enricher.search.language.mention import Mention, name_of, quote
from enricher.values import CHOICE

_NOUN = r"(?:agreements?|contracts?|deals?)"
_WEIGHT = 0.6  # of the words of a kind: titles say them too

_SYNONYMS: Mapping[str, tuple[str, str]] = {
    # by choice: what is one by itself, and what is one in front of `agreement`
    "nda": (
        r"ndas?|cdas?|mndas?|non[\s-]?disclosures?(?:\s+agreements?)?|(?:confidentiality|secrecy|confidential\s+disclosure)\s+agreements?",
        "",
    ),
    "supply": ("", r"(?:master\s+)?supply|suppliers?|purchase\s+and\s+supply"),
    "manufacturing": ("", r"(?:contract\s+)?manufactur(?:e|ing|ers?)|production|tolling"),
    "distribution": ("", r"distribut(?:ion|ors?|orship)|resellers?|dealers?|dealership"),
    "agency": ("", r"agency|(?:sales\s+)?agents?|commercial\s+agency|sales\s+representative"),
    "franchise": (r"franchises(?!\s+fee)", r"franchis(?:e|ing)|franchisees?"),
    "licence": (
        r"eulas?",
        r"(?:software\s+|trademark\s+|patent\s+|technology\s+|brand\s+)?licen[cs](?:e|ing)|licences",
    ),
    "intellectual property": (
        r"(?:patent|trademark|ip)\s+assignments?",
        r"ip|intellectual\s+property",
    ),
    "development": ("", r"(?:joint\s+|product\s+|software\s+)?development|co-?development"),
    "collaboration": (
        r"strategic\s+alliances?",
        r"collaborat(?:ion|ive)|co-?operation|alliance|strategic\s+alliance|teaming",
    ),
    "joint venture": (r"joint\s+ventures?|jvs?", r"joint\s+venture|jv|shareholders?"),
    "marketing": (
        "",
        r"(?:co-?)?marketing|promotion(?:al)?|co-?promotion|advertis(?:ing|ement)|(?:co-?)?branding|affiliate",
    ),
    "sponsorship": (r"sponsorships", r"sponsorship|sponsoring|endorsement"),
    "services": (r"msas?", r"(?:master\s+|professional\s+|managed\s+)?services?"),
    "consulting": (
        r"consultanc(?:y|ies)(?=\s+with)",
        r"consult(?:ing|ancy|ants?)|advisory|advisors?",
    ),
    "outsourcing": (r"outsourcings", r"outsourcing"),
    "hosting": ("", r"(?:web\s*)?(?:site\s+)?hosting|saas|cloud"),
    "maintenance": ("", r"(?:software\s+)?maintenance(?:\s+and\s+support)?|support"),
    "transportation": (
        r"charter\s*part(?:y|ies)",
        r"transport(?:ation)?|shipping|freight|carriage|logistics",
    ),
    "construction": ("", r"construction|building|epc|works"),
    "lease": (
        r"leases|(?:sub)?leases?|(?:sub)?tenanc(?:y|ies)",
        r"(?:sub)?leas(?:e|ing)|rental|tenancy|rent",
    ),
    "loan": (
        r"loans?|promissory\s+notes?|credit\s+facilit(?:y|ies)",
        r"loan|credit|facility|lending|financing",
    ),
    "guarantee": (r"guarant(?:ees|ies)", r"guarant(?:ee|y)|surety"),
    "employment": (r"offer\s+letters?", r"employment|employees?|employee"),
    "acquisition": (
        r"spas?",
        r"acquisition|merger|(?:share|stock|asset)s?\s+(?:sale\s+and\s+)?purchase|sale\s+and\s+purchase|purchase\s+and\s+sale",
    ),
    "settlement": ("", r"settlement(?:\s+and\s+release)?|release"),
    "amendment": (r"amendments?|addend(?:um|a)", ""),
    "statement of work": (r"statements?\s+of\s+work|sows?|work\s+orders?", ""),
    "term sheet": (
        r"term\s*sheets?|letters?\s+of\s+intent|loi|mous?|memorand(?:um|a)\s+of\s+understanding",
        "",
    ),
    "purchase order": (r"purchase\s+orders?|pos", ""),
    "invoice": (r"invoices?", ""),
    "receipt": (r"receipts", ""),
    "bank statement": (r"bank\s+statements?|account\s+statements?", ""),
    "letter": ("", ""),
    "policy": ("", ""),
    "resolution": (r"(?:board\s+|shareholder\s+)?resolutions|board\s+resolution", ""),
    "press release": (r"press\s+releases?|news\s+releases?", ""),
    "memo": (r"memos?|memorandums", ""),
    "form": ("", ""),
    "other": ("", ""),
}
# `can the tenant lease it`, `to invoice the customer`: what somebody does.
_DONE = re.compile(
    r"\b(?:to|can|cannot|can't|may|must|shall|will|should|could|would|not|does|do|did|we|they|he|she|i|you|who|who's|and\s+then)\s+$",
    re.I,
)
_OBJECT = re.compile(r"\s+(?:the|an?|any|its|their|our|his|her|it|them|to\s+\w+s\b)\b", re.I)
_THINGS = frozenset(["invoice", "amendment", "sublease", "franchise"])
# `days after an invoice`, `receipt of the invoice`: what documents speak of.
_OF_THING = re.compile(
    r"\b(?:after|of|from|upon|on|with|per|by|each|every|any)\s+(?:(?:an?|the|its|each|such)\s+)?$",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"(?:purchase\s+orders?|work\s+orders?|amendments?|addend(?:um|a)|invoices?|receipts|press\s+releases?|news\s+releases?"
    r"|memos?|memorandums|guarant(?:y|ees?|ies)|(?:bank|account)\s+statements?|pos)",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"(?:\b(?:the|our|this|that|its|their|his|her|my|your)\s+(?:[\w.-]+\s+){0,2}|['\u2019]s?\s+)$",
    re.IGNORECASE,
)
"""Before which one document is meant, and none that others speak of."""
_VERBS = frozenset(["lease", "sublease", "invoice", "license", "loan", "amendment"])


def find_kinds(text: str, schema: EntitySchema) -> Iterator[Mention]:
    """Kinds of documents that a choice of the schema stands for, the longest wording first."""
    taken: list[Mention] = []
    for category in schema.categories:
        if category.type is not CHOICE or not category.choices:
            continue
        found = [
            Mention(start, end, category.name, f"{name_of(category.name)}={quote(choice)}", _WEIGHT)
            for choice, pattern in _patterns(category)
            for start, end in _places(text, pattern)
        ]
        for one in sorted(found, key=lambda each: each.start - each.end):
            if not any(other.overlaps(one.start, one.end) for other in taken):
                taken.append(one)
    yield from sorted(taken, key=lambda one: one.start)


def _places(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    is_said = asks_what_is_said(text)
    for match in pattern.finditer(text):
        if (
            is_said
            and _SPOKEN_OF.fullmatch(match[0])
            and not _CERTAIN.search(text[: match.start()])
        ):
            continue  # `who signs purchase orders`
        if match[0].lower() in _THINGS and _OF_THING.search(text[: match.start()]):
            continue
        is_verb = match[0].lower() in _VERBS and (
            _DONE.search(text[: match.start()]) or _OBJECT.match(text, match.end())
        )
        if not is_verb:
            yield match.span()


def _patterns(category: Category) -> list[tuple[str, re.Pattern[str]]]:
    known = _SYNONYMS if "nda" in category.choices or category.name == "DocumentType" else {}
    return [
        (choice, _pattern(alone, beside))
        for choice in category.choices
        for alone, beside in (known.get(choice, _own(choice, category.name)),)
        if alone or beside
    ]


def _own(choice: str, category: str) -> tuple[str, str]:
    """The wordings of a choice of one's own: it is named in whole, behind its category if it is one word."""
    words = r"[\s-]+".join(map(re.escape, choice.split()))
    if category == "DocumentType":
        return (rf"{words}s?" if " " in choice else rf"{words}s"), words
    named = rf"{re.escape(category)}\s+(?:is\s+)?{words}"
    return (rf"{named}|{words}" if " " in choice else named), ""


@cache
def _pattern(alone: str, beside: str) -> re.Pattern[str]:
    ways = [way for way in (rf"(?:{beside})\s+{_NOUN}" if beside else "", alone) if way]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})(?![\w]|-\w)", re.I)
