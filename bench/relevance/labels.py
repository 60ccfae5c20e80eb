"""Questions made of labels: a party as users put it, and a clause or field in other words than the contract's.

    labels, wordings.toml --> for each category some contracts, one wording each --> label_questions.jsonl

Nothing is left to chance: the same labels make the same questions. `python -m bench.relevance.labels` writes them.
"""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from bench.relevance.questions import FOLDER, LABELLED, Question, write_questions
from bench.relevance.texts import CUAD, NDA, data_folder, read_texts, read_unseen, write_texts
from enricher.values.party import party_key
from training.experiments.cuad import copy_groups, parties_of

A_CATEGORY = 7  # questions of contracts nobody has seen, where there are so many
SEEN_A_CATEGORY = 2  # of others, and more where the first are too few
A_FIELD = 12

Spans = tuple[tuple[int, int], ...]

_KINDS = {
    "Affiliate": "affiliate agreement", "Agency": "agency agreement", "Co_Branding": "co-branding deal",
    "Collaboration": "cooperation", "Consulting": "consulting contract", "Development": "development deal",
    "Distributor": "distribution deal", "Endorsement": "endorsement deal", "Franchise": "franchise",
    "Hosting": "hosting contract", "IP": "intellectual property agreement", "Joint Venture": "joint venture",
    "License": "license", "Maintenance": "maintenance agreement", "Manufacturing": "manufacturing contract",
    "Marketing": "marketing agreement", "Outsourcing": "outsourcing deal", "Promotion": "promotion agreement",
    "Reseller": "reseller agreement", "Service": "service contract", "Sponsorship": "sponsorship",
    "Strategic": "alliance", "Supply": "supply agreement", "Transportation": "transport contract",
}  # fmt: skip
"""How users put the kinds of contracts, by how the set's begin."""
_FILING = "joint filing"
_DEALS = (
    "the {kind} of {one} and {other}",
    "the {one} {kind}",
    "the contract between {one} and {other}",
    "{one}'s {kind} with {other}",
    "the {one} {other} deal",
)
_DEALS_OF_ONE = (
    "the {kind} with {other}",
    "its deal with {other}",
    "its {kind}",
    "the contract with {other}",
)
"""The same where the wording names the first party by itself."""
_FORMS = re.compile(
    r"(?:,?\s+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|l\.?l\.?c|l\.?l\.?p|l\.?p|plc|gmbh|ag|kg|n\.?v"
    r"|b\.?v|s\.?a|a/s|pte|pty|s\.?\u00e0\s?r\.?l)\b\.?|\s+and$|\s*&$|,$)+\s*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:part(?:y|ies)|distributor|company|licensee|owner|customer|franchisee)\b|\[",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"^the\s+|\s*\([^)]*\)?", re.IGNORECASE)
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Agreement:
    """A document with labels.

    Attributes:
        name: its set and name.
        group: shared with its near copies.
        parties: as users put them, at least one.
        labels: the places of each category.
    """

    name: str
    group: int
    kind: str
    parties: tuple[str, ...]
    labels: Mapping[str, Spans]


def make_questions(data: Path, texts: Mapping[str, str]) -> list[Question]:
    """All questions of both sets."""
    wordings = tomllib.loads((FOLDER / "wordings.toml").read_text(encoding="utf-8"))
    contracts = _read_contracts(data / CUAD, texts)
    secrets = _read_secrets(data / NDA, texts)
    named = _Names([*contracts, *secrets])
    unseen = read_unseen()
    used: Counter[str] = Counter()
    questions: list[Question] = []
    for category, ways in wordings[CUAD].items():
        fitting = [one for one in contracts if category in one.labels]
        fresh = [one for one in fitting if one.name in unseen]
        known = [one for one in fitting if one.name not in unseen]
        some = _ask(category, ways, fresh, A_CATEGORY, named, used)
        lacking = A_CATEGORY - len(some)
        some += _ask(category, ways[len(some) % len(ways) :] + ways[: len(some) % len(ways)], known,
                     SEEN_A_CATEGORY + lacking, named, used)  # fmt: skip
        questions += some
    for asked, ways in wordings[NDA].items():
        fitting = [one for one in secrets if asked in one.labels]
        questions += _ask(asked, ways, fitting, A_FIELD, named, used)
    return questions


def _ask(
    category: str,
    ways: Sequence[str],
    agreements: Sequence[Agreement],
    count: int,
    named: _Names,
    used: Counter[str],
) -> list[Question]:
    """Questions for one category, of those agreements that were asked for least so far."""
    order = sorted(agreements, key=lambda one: (used[one.name], _lot(category, one.name)))
    questions: list[Question] = []
    groups: set[int] = set()
    for one in order:
        if len(questions) == count:
            break
        text = named.put(one, ways[len(questions) % len(ways)], _lot(one.name, category))
        if text is None or one.group in groups:
            continue
        groups.add(one.group)
        used[one.name] += 1
        right = [copy for copy in agreements if copy.group == one.group]
        questions.append(
            Question(
                text=text,
                kind="label",
                documents=tuple(copy.name for copy in right),
                passages={copy.name: copy.labels[category] for copy in right},
                asks=category,
            )
        )
    return questions


class _Names:
    """Says an agreement's parties and kind so that no other agreement can be meant."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self._groups: dict[frozenset[str], set[int]] = defaultdict(set)
        for one in agreements:
            keys = [party_key(name) for name in one.parties]
            for key in keys:
                self._groups[frozenset((key,))].add(one.group)
                self._groups[frozenset((key, one.kind))].add(one.group)
            for first, second in pairwise(keys):
                self._groups[frozenset((first, second))].add(one.group)

    def put(self, agreement: Agreement, way: str, lot: int) -> str | None:
        """A wording about an agreement; None where that does not tell it from others."""
        names = agreement.parties
        turned = names if lot % 2 or len(names) < 2 else (names[1], names[0], *names[2:])
        if "{deal}" not in way:
            return way.format(party=turned[0]) if self._tells(agreement, turned[:1]) else None
        deals = _DEALS_OF_ONE if "{party}" in way else _DEALS
        for shift in range(len(deals)):
            deal = deals[(lot // 2 + shift) % len(deals)]
            named = turned[:2] if "{other}" in deal else turned[:1]
            if "{other}" in deal and len(named) < 2:
                continue
            by_kind = "{kind}" in deal and len(named) == 1
            if self._tells(agreement, named) or (by_kind and self._tells_kind(agreement, named[0])):
                put = deal.format(kind=agreement.kind, one=named[0], other=named[-1])
                return way.format(deal=put, party=turned[0])
        return None

    def _tells_kind(self, agreement: Agreement, name: str) -> bool:
        return self._groups[frozenset((party_key(name), agreement.kind))] == {agreement.group}

    def _tells(self, agreement: Agreement, names: Sequence[str]) -> bool:
        keys = frozenset(party_key(name) for name in names)
        return self._groups[keys] == {agreement.group}


def _read_contracts(folder: Path, texts: Mapping[str, str]) -> list[Agreement]:
    rows = [json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").splitlines()]
    groups = copy_groups([texts[f"{CUAD}/{row['id']}"] for row in rows])
    agreements = []
    for row, group in zip(rows, groups, strict=True):
        name = f"{CUAD}/{row['id']}"
        parties = tuple(_short_names(parties_of(row, texts[name])))
        labels: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for start, end, category in row["labels"]:
            labels[category].append((start, end))
        if parties:
            given = {category: tuple(places) for category, places in labels.items()}
            agreements.append(Agreement(name, group, _kind(row["kind"]), parties, given))
    return agreements


def _read_secrets(folder: Path, texts: Mapping[str, str]) -> list[Agreement]:
    lines = (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    agreements = []
    for number, line in enumerate(lines):
        row = json.loads(line)
        name = f"{NDA}/{Path(row['file']).stem}"
        values = {asked: [value.replace("_", " ") for value in row[asked]] for asked in _FINDERS}
        labels = {
            asked: places
            for asked, find in _FINDERS.items()
            if values[asked] and (places := tuple(find(texts[name], values[asked])))
        }
        if parties := tuple(_short_names(values["party"])):
            agreements.append(Agreement(name, -1 - number, "non-disclosure agreement", parties, labels))  # fmt: skip
    return agreements


def _short_names(names: Iterable[str]) -> Iterator[str]:
    """Names as users put them: without legal form, in the case of a name, four words at most."""
    for name in names:
        whole = _BESIDE.sub("", " ".join(name.split()))
        short = " ".join(_FORMS.sub("", whole).split()[:_MOST_WORDS])
        short = _FORMS.sub("", short).strip(" ,.").replace("\u2019S", "\u2019s")
        if short.isupper() and len(short) > 5:
            short = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), short)
        if len(short) > 2 and not _ROLE.search(short):
            yield short


def _kind(of_set: str) -> str:
    if of_set.endswith("Filing"):
        return _FILING
    return next(put for begins, put in _KINDS.items() if of_set.startswith(begins))


def _find_parties(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        words = re.findall(r"\w+", _FORMS.sub("", name))
        if words:
            yield from _all(r"\W{1,3}".join(map(re.escape, words)), text)


def _find_dates(text: str, values: Sequence[str]) -> Iterator[tuple[int, int]]:
    for value in values:
        day = date.fromisoformat(value)
        month = f"{day:%B}"
        ways = (
            rf"{month}\s+0?{day.day}(?:st|nd|rd|th)?\s*,?\s*{day.year}",
            rf"0?{day.day}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?{month}\s*,?\s*{day.year}",
            rf"\b0?{day.month}[/.-]0?{day.day}[/.-](?:{day.year}|{day:%y})\b",
        )
        yield from _all("|".join(ways), text)


def _find_laws(text: str, values: Sequence[str]) -> Iterator[tuple[int, int]]:
    for value in values:
        place = r"\s+".join(map(re.escape, value.split()))
        yield from _all(rf"(?:laws?|govern\w*|constru\w*)\b[^.]{{0,120}}?\b{place}", text)


def _find_terms(text: str, values: Sequence[str]) -> Iterator[tuple[int, int]]:
    for value in values:
        number, unit = value.split()
        words = _NUMBERS.get(number, number)
        of = rf"(?:{words}\s*(?:\(\s*{number}\s*\))?|\b{number})[\s-]+{unit.rstrip('s')}s?"
        if value == "1 year":
            of += "|first\\s+anniversary"
        for start, end in _all(of, text):
            around = text[max(0, start - 300) : end + 300]
            if re.search(r"terminat|expir|remain|in effect|continu|survive|obligations", around):
                yield start, end


_NUMBERS = {
    "1": "one", "2": "two", "3": "three", "5": "five", "6": "six", "7": "seven", "12": "twelve",
    "15": "fifteen", "18": "eighteen", "20": "twenty",
}  # fmt: skip
_FINDERS: Mapping[str, Callable[[str, Sequence[str]], Iterator[tuple[int, int]]]] = {
    "party": _find_parties,
    "effective_date": _find_dates,
    "jurisdiction": _find_laws,
    "term": _find_terms,
}
"""How the values of each field are found in a text."""


def _all(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


def _lot(*parts: str) -> int:
    """A number that is the same wherever and whenever it is drawn."""
    return int.from_bytes(sha256("\n".join(parts).encode("utf-8")).digest()[:4], "big")


if __name__ == "__main__":
    given = data_folder()
    if given is None:
        raise SystemExit("the documents are not there; ENRICHER_TEST_DATA says where they are")
    with tempfile.TemporaryDirectory() as place:
        write_texts(given, Path(place))
        write_questions(LABELLED, make_questions(given, read_texts(Path(place))))
