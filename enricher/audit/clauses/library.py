"""The library of clauses: all passages of a category, grouped by near wording.

search --> passages of all documents found --group--> wordings, the most frequent first
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process
from rapidfuzz.distance import Indel

from enricher.errors import InputError
from enricher.policies.standards import Standard
from enricher.query.nodes import And, Condition, Hit
from enricher.schema import EntitySchema
from enricher.search.service import Search, known_name
from enricher.text.wordings import CLOSE_FROM, Wording, likeness, read_wording
from enricher.values import PARTY


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document.

    Attributes:
        number: which of the values of its category in the document, from 1.
        likeness: to the wording that it is listed under, in [0, 1].
    """

    document: str
    title: str
    path: str
    number: int
    wording: Wording
    likeness: float = 1.0

    @property
    def text(self) -> str:
        return self.wording.text


@dataclass(frozen=True, slots=True)
class WordingGroup:
    """Passages of near the same words.

    Attributes:
        wording: the one that most of them have.
        same: passages of that wording.
        close: others, the nearest first.
        is_standard: it is the one of the playbook, of which `same` may be empty.
    """

    wording: Wording
    same: tuple[Passage, ...]
    close: tuple[Passage, ...] = ()
    is_standard: bool = False

    @property
    def text(self) -> str:
        return self.wording.text

    @property
    def documents(self) -> int:
        return len({one.document for one in (*self.same, *self.close)})


@dataclass(frozen=True, slots=True)
class Wordings:
    """How documents word a clause.

    Attributes:
        documents: that have one.
        missing: how many of the search have none.
        groups: that of the playbook first, then the wording of most documents.
    """

    category: str
    documents: int
    missing: int
    groups: tuple[WordingGroup, ...]


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """How many documents have a passage of a category, and how many have none.

    Attributes:
        is_weak: the model finds it so badly that neither is to be relied on.
    """

    category: str
    description: str
    documents: int
    missing: int
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class ClauseLibrary:
    """Shows how documents word their clauses.

    Attributes:
        standard: the standard wording of a category, where there is one.
        weak: the categories that are found badly.
    """

    search: Search
    standard: Callable[[str], Standard | None]
    weak: Callable[[], Collection[str]] = tuple

    def categories(self, query: str = "", where: Sequence[str] = ()) -> list[CategoryCount]:
        """The categories of passages, in the order of the schema.

        Raises:
            QueryError: the query or a filter cannot be read.
        """
        schema = self.search.schema()
        known = [one for one in schema.categories if one.type.is_passage]
        names = [one.name for one in known]
        page = self.search.page(query, where=where, facets=names, size=0)
        counts = {
            name: {one.value: one.count for one in values} for name, values in page.facets.items()
        }
        having = {one.name: counts.get(one.name, {}).get("present", 0) for one in known}
        weak = self.weak()
        return [
            CategoryCount(
                one.name,
                one.description,
                having[one.name],
                page.total - having[one.name],
                one.name in weak,
            )
            for one in known
        ]

    def wordings(self, category: str, query: str = "", where: Sequence[str] = ()) -> Wordings:
        """Group the passages of a category in the documents that a search finds.

        Raises:
            InputError: there is no such category, or its values are no passages.
            QueryError: the query or a filter cannot be read.
        """
        schema = self.search.schema()
        name = known_passage(category, schema)
        request = self.search.read(query, where=where)
        total = self.search.find(replace(request, size=0)).total
        parts = (request.where, Condition(name, "present"))
        having = And(tuple(one for one in parts if one is not None))
        hits = list(self.search.scan(replace(request, where=having)))
        passages = passages_of(hits, name, schema)
        groups = group_by_standard(passages, self.standard(name))
        return Wordings(name, len(hits), max(0, total - len(hits)), tuple(groups))


def known_passage(category: str, schema: EntitySchema) -> str:
    """The name of a category of passages as the schema writes it.

    Raises:
        InputError: there is none of that name.
    """
    name = known_name(category, schema, "compare", attributes=False)
    if not schema[name].type.is_passage:
        known = [one.name for one in schema.categories if one.type.is_passage]
        there = f"there are: {', '.join(known)}" if known else "no category has passages"
        raise InputError(f"the category {name} has no passages; {there}")
    return name


def passages_of(hits: Iterable[Hit], category: str, schema: EntitySchema) -> list[Passage]:
    """The passages of documents; which names their parties have is of no account."""
    parties = [one.name for one in schema.categories if one.type is PARTY]
    return [
        Passage(
            hit.id,
            hit.title,
            hit.paths[0] if hit.paths else "",
            number,
            read_wording(text, [name for one in parties for name in hit.fields.get(one, ())]),
        )
        for hit in hits
        for number, text in enumerate(hit.fields[category], 1)
    ]


def group_by_standard(passages: Sequence[Passage], standard: Standard | None) -> list[WordingGroup]:
    """Group what is near the standard by that, and all others among themselves."""
    if standard is None:
        return group(passages)
    shares = [likeness(standard.wording, one.wording) for one in passages]
    ranked = [replace(one, likeness=share) for one, share in zip(passages, shares, strict=True)]
    same = tuple(one for one in ranked if one.likeness == 1)
    close = [one for one in ranked if CLOSE_FROM <= one.likeness < 1]
    close.sort(key=lambda one: -one.likeness)
    others = [replace(one, likeness=1.0) for one in ranked if one.likeness < CLOSE_FROM]
    first = WordingGroup(standard.wording, same, tuple(close), is_standard=True)
    return [first, *group(others)]


def group(passages: Sequence[Passage]) -> list[WordingGroup]:
    """Put each passage to the wording that it is near, of those that more passages have.

    Compares each wording with the groups there are, so that a hundred passages, or thousands of
    which most are alike, take no time; thousands that are all different take seconds.
    """
    counts = Counter(one.wording.words for one in passages)
    leaders = _Leaders()
    for words, _ in counts.most_common():
        leaders.add(words)
    same: dict[int, list[Passage]] = {}
    close: dict[int, list[Passage]] = {}
    for one in passages:
        at, share = leaders.of[one.wording.words]
        (same if share == 1 else close).setdefault(at, []).append(replace(one, likeness=share))
    groups = [
        WordingGroup(
            same[at][0].wording,
            tuple(same[at]),
            tuple(sorted(close.get(at, ()), key=lambda one: -one.likeness)),
        )
        for at in sorted(same)
    ]
    return sorted(groups, key=lambda one: -one.documents)


@dataclass(slots=True)
class _Leaders:
    """The wordings that groups are about, as strings with a character for each word.

    Attributes:
        of: by its words the leader of each wording, and how much it is like that.
    """

    of: dict[tuple[str, ...], tuple[int, float]] = field(default_factory=dict)
    _letters: dict[str, str] = field(default_factory=dict)
    _leaders: list[str] = field(default_factory=list)

    def add(self, words: tuple[str, ...]) -> None:
        spelled = "".join(map(self._letter, words))
        nearest = process.extractOne(
            spelled,
            self._leaders,
            scorer=Indel.normalized_similarity,
            score_cutoff=CLOSE_FROM,
        )
        if nearest is not None:
            self.of[words] = nearest[2], nearest[1]
            return
        self.of[words] = len(self._leaders), 1.0
        self._leaders.append(spelled)

    def _letter(self, word: str) -> str:
        number = len(self._letters)
        # What lies behind 0xD800 are halves of pairs, which are no characters.
        return self._letters.setdefault(word, chr(number if number < 0xD800 else number + 0x800))
