"""What search learns from: questions, each with the passages of a contract that answer it.

    contracts.tsv    questions about passages of CUAD's contracts ---------+
    wordings.txt     what people ask of a category -- lawyers' labels -----+--> Lesson

Contracts that `training/experiments/cuad_unseen.txt` names teach nothing. Of a category's wordings every
fourth is held out: it tells how well others are understood.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from enricher.errors import InputError
from enricher.text.passages import split_passages
from training.corpus.words import FOLDER, Words

UNSEEN = Path(__file__).parents[1] / "cuad_unseen.txt"
ASKED = FOLDER / "questions" / "contracts.tsv"
HELD_OUT = 4  # of so many wordings one
FOLDS = 5

# Fields and parts of clauses are stated where the lawyers' question is answered.
_LABELED_AS = {
    "DocumentName": ("Title", "DocumentType"),
    "Parties": ("Party",),
    "AgreementDate": ("AgreementDate",),
    "EffectiveDate": ("EffectiveDate",),
    "ExpirationDate": ("Expiration", "ExpiryDate", "Term"),
    "RenewalTerm": ("Renewal", "RenewalTerm"),
    "NoticePeriodToTerminateRenewal": ("RenewalNotice", "NoticePeriod", "NoticeDeadline"),
    "GoverningLaw": ("GoverningLaw", "Jurisdiction"),
    "CapOnLiability": ("CapOnLiability", "CapAmount", "CapPeriod"),
    "MinimumCommitment": ("MinimumCommitment", "MinimumAmount"),
    "RevenueProfitSharing": ("RevenueProfitSharing", "RevenueShare"),
    "WarrantyDuration": ("WarrantyDuration", "WarrantyPeriod"),
    "TerminationForConvenience": ("TerminationForConvenience", "ConvenienceNotice"),
}
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_ASIDE = re.compile(
    r"\s*[(\[].*|[\"\u201c].*|,?\s+(?:inc|llc|ltd|corp|co|l\.?p|n\.v|b\.v)\b.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as search sees it.

    Attributes:
        places: [start, end) of its passages.
        labels: by category, the numbers of the passages that are labelled so.
        names: its parties, as people call them for short.
    """

    id: str
    text: str
    places: tuple[tuple[int, int], ...]
    labels: Mapping[str, frozenset[int]]
    names: tuple[str, ...]

    @property
    def fold(self) -> int:
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % FOLDS

    @property
    def passages(self) -> list[str]:
        return [self.text[start:end] for start, end in self.places]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question about a contract.

    Attributes:
        right: the numbers of the passages that answer it.
        category: which field or clause it asks for; "" where that is none, or not known.
        is_held_out: by its wording.
    """

    question: str
    contract: str
    right: frozenset[int]
    category: str = ""
    is_held_out: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask for a category, with `{a}` and `{b}` for two parties."""

    text: str
    category: str
    is_held_out: bool


def read_wordings() -> list[Wording]:
    """Every wording with all its choices, in the order of the file."""
    words = Words("questions/wordings")
    return [
        Wording(text, category, number % HELD_OUT == HELD_OUT - 1)
        for category in words.sections
        for number, line in enumerate(words[category])
        for text in _choices(line)
    ]


def read_contracts(folder: Path, names: Collection[str] | None = None) -> list[Contract]:
    """Contracts of CUAD.

    Args:
        folder: with `labels.jsonl` and `texts/`.
        names: which; None for all that teach.

    Raises:
        InputError: the folder is not there.
    """
    unseen = read_unseen()
    try:
        rows = map(json.loads, (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines())
        return [
            _contract(row, (folder / "texts" / f"{row['id']}.txt").read_bytes().decode())
            for row in rows
            if (row["id"] in names if names is not None else row["id"] not in unseen)
        ]
    except OSError as error:
        raise InputError(f"{folder} does not hold the contracts of CUAD: {error}") from error


def read_unseen() -> frozenset[str]:
    """The contracts that nothing learns from."""
    return frozenset(UNSEEN.read_text(encoding="utf-8").split())


def asked_lessons(contracts: Mapping[str, Contract], path: Path = ASKED) -> list[Lesson]:
    """Questions that were written for single passages."""
    lessons = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, start, end, question = line.split("\t")
        contract = contracts.get(name.removesuffix(".txt"))
        if contract is not None:
            right = _overlap(contract.places, int(start), int(end))
            lessons.append(Lesson(question, contract.id, right, _category(contract, right)))
    return [lesson for lesson in lessons if lesson.right]


def worded_lessons(
    contracts: Sequence[Contract], wordings: Sequence[Wording], per_label: int, seed: int
) -> list[Lesson]:
    """For each label of each contract some wordings that ask for it."""
    rng = Random(seed)
    by_category: dict[str, list[Wording]] = {}
    for one in wordings:
        by_category.setdefault(one.category, []).append(one)
    return [
        Lesson(fill(one.text, contract.names, rng), contract.id, right, category, one.is_held_out)
        for contract in contracts
        for category, right in contract.labels.items()
        if category in by_category
        for one in rng.sample(by_category[category], min(per_label, len(by_category[category])))
    ]


def fill(wording: str, names: Sequence[str], rng: Random) -> str:
    """A wording about two of some parties."""
    one, other = (
        rng.sample(list(names), 2) if len(names) > 1 else ["the company", "the other party"]
    )
    return wording.replace("{a}", one).replace("{b}", other)


def _choices(line: str) -> Iterator[str]:
    found = _CHOICE.search(line)
    if found is None:
        yield line
        return
    for part in found[1].split("|"):
        yield from _choices(line[: found.start()] + part + line[found.end() :])


def _contract(row: Mapping[str, object], text: str) -> Contract:
    places = tuple((one.start, one.end) for one in split_passages(text))
    found: dict[str, set[int]] = {}
    labels: Sequence[tuple[int, int, str]] = row["labels"]  # type: ignore[assignment]
    for start, end, name in labels:
        key = "".join(filter(str.isalpha, name))
        for category in _LABELED_AS.get(key, (key,)):
            found.setdefault(category, set()).update(_overlap(places, start, end))
    answers: Mapping[str, object] = row["answers"]  # type: ignore[assignment]
    said = str(answers.get("Parties", ""))
    names = dict.fromkeys(_ASIDE.sub("", one).strip() for one in said.split(";"))
    return Contract(
        str(row["id"]),
        text,
        places,
        {name: frozenset(one) for name, one in found.items() if one},
        tuple(name for name in names if 2 < len(name) < 40),
    )


def _overlap(places: Sequence[tuple[int, int]], start: int, end: int) -> frozenset[int]:
    """Passages that hold a good part of a stretch, or lie within it."""
    shared = [min(end, last) - max(start, first) for first, last in places]
    least = min(40, (end - start) / 3)
    found = [number for number, one in enumerate(shared) if one >= least]
    best = max(range(len(places)), key=shared.__getitem__, default=None)
    if best is None or shared[best] <= 0:
        return frozenset()
    return frozenset([*found, best])


def _category(contract: Contract, right: frozenset[int]) -> str:
    """What a question may ask for, by the labels of the passages that answer it: "" for nothing known."""
    return next((name for name, some in contract.labels.items() if some & right), "")
