"""Whose account it is: whom a label names, or whom the page is sent to.

runs ─► blocks of lines ─► the name that heads each that has an address ─► the likeliest
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from connectors.layout.lines import PlacedWord, written
from connectors.layout.statements.addresses import (
    SMALL,
    Block,
    Run,
    blocks_of,
    is_bank,
    is_bic,
    is_name,
    is_postal,
    is_serial,
)
from connectors.layout.statements.facts import Around, Fact
from connectors.layout.statements.names import (
    is_care,
    is_of_branch,
    is_role,
    labels_named,
    names_product,
    plain,
)
from connectors.structured.column_names import names_bank

_TITLE_LINE = re.compile(
    r"(?:herrn?|frau|fräulein|eheleute|her+n? (?:und|&|u\.) frau|exm[oa]s?\.? ?(?:senhora?|sra?)\.?|senhora?|señora?|signora?|monsieur|madame|mademoiselle|de heer|mevrouw"
    r"|sz\.? ?p\.?|pan|pani|państwo|spett\.?le|spettabile|egr\.?(?: sig\.?(?:ra)?)?|egregio(?: signore?)?|gent\.?(?:ma|mo)?(?: sig\.?(?:ra)?)?|gentile(?: signora)?"
    r"|m\.? (?:et|ou|e) mme|mm?e\.? (?:et|ou) m\.?|m\.? ou m(?:me|lle)|(?:sr|sra)\.? (?:d|dª|d\.ª|dña|don|doña)\.?|d|dª|d\.ª|dña|doña|don"
    r"|familie|famille|fam|szanown[ya] pani?|an|to|à|mr|mrs|miss|ms|mr\.? (?:and|&) mrs|m|mme|mlle|sig|sig\.ra|sr|sra|dhr|mevr|mw|dhr\.? en mw|heer|herra|rouva|hr|fru|shri|smt|m/s"
    r"|company|firma|fa|verein|the (?:directors?|secretary|treasurer|trustees|partners|manager|proprietor)|messrs|t\.a\.v\. de directie)\.?,?",
    re.I,
)
_PERSON = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|m\.?|mm?e|mlle|monsieur|madame|sr\.?a?|d\.|d\u00f1a|don|do\u00f1a|sig\.?(?:ra)?|egr|gent\.?m[ao]|dhr|mw|mevr|hr|fru|de heer|mevrouw"
    r"|fam|familie|famille|eheleute|pan|pani|sz\. ?p|shri|smt|exm[oa]s?)\.? ",
    re.I,
)
_AND = re.compile(r" (?:and|&|und|u\.|et|ou|y|e|en|och|og|i|oraz) ", re.I)
_COMPANY = re.compile(
    r"\b(?:plc|ag|ltd|limited|inc|llc|llp|lp|gmbh|kg|ohg|ug|e\.?k\.?|e\.?v\.?|gbr|s\.?r\.?l\.?s?|s\.?p\.?a|s\.?a\.?s?|sarl|eurl|sci|snc|s\.?l\.?u?|lda|b\.?v|n\.?v|v\.?o\.?f"
    r"|ab|hb|oy|oyj|asa?|aps|a/s|sp\. ?z ?o\.? ?o|s\.?k|pty|pvt|corp|corporation|company|co|trust|association|verein|stichting|fundacja|fundación|onlus|society|club|council|church)\b",
    re.I,
)
_STREET = re.compile(
    r"(?:ul|al|rue|avenue|av|avda|calle|c/|via|viale|corso|piazza|plaza|pza|rua|largo|praça|place|boulevard|bd|allée|chemin|pl|os|p\.? ?o\.? box|postfach|postbus|boîte postale|bp|box)\b",
    re.I,
)
_RIGHT_BELOW = 1.3  # heights of a bank's name down to its address
_OVER = 3.0  # heights up to what heads a block
_LEFT = 6.0  # points between the left edges of what heads a block and the block


@dataclass(frozen=True, slots=True)
class _Addressee:
    """A name above an address.

    Attributes:
        distance: lines down to that with the postal code.
        address: the texts of the lines below the name down to that one.
    """

    run: Run
    is_titled: bool
    address: tuple[str, ...]

    @property
    def distance(self) -> int:
        return len(self.address)

    @property
    def is_person(self) -> bool:
        return self.is_titled or _PERSON.match(written(self.run[1])) is not None


def holder_of(
    runs: Sequence[Run], around: Around, end: int, bank: Fact | None, page: Sequence[Run]
) -> Fact | None:
    """Whose account it is: what a label says, or the first line of an address.

    Args:
        runs: what stands together above the first row.
        page: the same of the whole first page, with its foot.
    """
    told = [
        fact
        for fact in around.of("holder", 0, end)
        if (bank is None or fact.value != bank.value) and not names_product(fact.value)
    ]
    if told:
        return told[0]
    found = addressee(runs, bank.words if bank else (), page)
    return Fact("holder", written(found[1]).rstrip(",;"), found[1], found[0]) if found else None


def addressee(
    runs: Sequence[Run], bank: Sequence[PlacedWord], page: Sequence[Run] = ()
) -> Run | None:
    """The name that heads an address, and the number of its line; None where there is none.

    Args:
        runs: words that stand together, with the numbers of their lines, from above.
        bank: the words of the bank's name, below which its own address may stand.
        page: all such of the first page, of which some tell a name again, or the bank's address.
    """
    usual = sorted(run[0].word.height for _, run in runs)
    small = SMALL * usual[(len(usual) - 1) // 2] if usual else 0.0
    found: list[tuple[float, int, Run]] = []
    senders = [
        plain(written(run)) for _, run in page if names_bank(written(run)) or set(bank) & set(run)
    ]
    for number, block in enumerate(blocks_of(runs)):
        if _is_of_branch(block, runs):
            continue
        name = _name_of(block, set(bank))
        if name is not None:
            likeness = _likeness(name, senders, page)
            likeness -= 3.0 * (name.run[1][0].word.height < small)
            likeness -= 1.5 * _is_below(name.run[1][0], bank)
            found.append((likeness, -number, name.run))
    if found:
        return max(found, key=lambda one: one[:2])[2]
    return next(chain(_persons(runs), _over_address(runs, bank, small)), None)


def _likeness(name: _Addressee, senders: Sequence[str], page: Sequence[Run]) -> float:
    """How much a name above an address looks like that of the holder."""
    text = written(name.run[1])
    is_company = _COMPANY.search(text) is not None
    has_street = any(any(map(str.isdigit, one)) for one in name.address[:-1])
    is_sender = any(plain(name.address[-1]) in one for one in senders)
    return (
        2.0 * name.is_person
        + 1.0 * is_company
        + 0.5 * has_street
        + 1.5 * _is_told_again(name.run, page)
        - 0.5 * (name.distance < 2)
        - 3.0 * is_sender
    )


def _is_told_again(name: Run, page: Sequence[Run]) -> bool:
    """Whether the same name stands somewhere else, as after `Dear` or behind a label."""
    own = plain(written(name[1]))
    return any(own in plain(written(run)) for _, run in page if run is not name[1])


def _is_of_branch(block: Block, runs: Sequence[Run]) -> bool:
    """Whether a block is about the bank's branch or adviser: its first line or what heads it says so."""
    first = block.lines[0][1]
    heads = [first]
    for _, run in runs:
        distance = first[0].word.top - run[0].word.bottom
        is_over = 0 <= distance < _OVER * first[0].word.height
        if is_over and abs(run[0].left - first[0].left) < _LEFT and run[0].page == first[0].page:
            heads.append(run)
    return any(
        ":" not in (text := written(one)) and is_of_branch(text) and not _COMPANY.search(text)
        for one in heads
    )


def _persons(runs: Sequence[Run]) -> Iterator[Run]:
    """Names of persons with their titles, that no address follows."""
    for block in blocks_of(runs):
        if _is_of_branch(block, runs):
            continue
        for one in block.lines:
            text = written(one[1])
            is_person = len(one[1]) > 2 and _PERSON.match(text) is not None
            if is_person and is_name(one[1]) and not _has_digits(one[1]):
                yield one


def _over_address(runs: Sequence[Run], bank: Sequence[PlacedWord], small: float) -> Iterator[Run]:
    """Names whose address is one line: right behind the name, or below it where that is larger."""
    for number, (at, run) in enumerate(runs):
        text = written(run)
        parts = [one.strip() for one in text.split(",")]
        is_address = len(parts) > 1 and is_postal(text)
        if not is_address or not any(_has_figures(one) for one in parts[:-1]):
            continue
        if not _has_figures(parts[0]):
            if run[0].word.height < small:  # the sender above the window
                continue
            end = next((n for n, word in enumerate(run, 1) if word.text.endswith(",")), 0)
            if _is_of_holder(run[:end], bank) and _has_figures(parts[1]):
                yield at, run[:end]
        elif number:
            over = [one for one in runs[:number] if _is_over(one[1], run)]
            if over and _is_of_holder(over[-1][1], bank) and not is_of_branch(written(over[-1][1])):
                yield over[-1]


def _is_of_holder(run: Sequence[PlacedWord], bank: Sequence[PlacedWord]) -> bool:
    """Whether words are a name of two words or more, and not the bank's."""
    name = plain(written(run))
    is_other = is_bank(run) or bool(set(run) & set(bank)) or name in plain(written(bank))
    return len(run) > 1 and is_name(run) and not _has_digits(run) and not is_other


def _is_over(run: Sequence[PlacedWord], other: Sequence[PlacedWord]) -> bool:
    distance = other[0].word.top - run[0].word.bottom
    is_near = 0 <= distance < _RIGHT_BELOW * run[0].word.height and run[0].page == other[0].page
    return is_near and abs(run[0].left - other[0].left) < _LEFT


def _has_figures(text: str) -> bool:
    return any(map(str.isdigit, text))


def _is_below(first: PlacedWord, bank: Sequence[PlacedWord]) -> bool:
    """Whether a line in smaller letters stands right below the bank's name, as its address does."""
    if not bank or bank[0].page != first.page:
        return False
    word, name = first.word, bank[0].word
    is_near = 0 < word.top - name.top < _RIGHT_BELOW * name.height
    return is_near and abs(word.left - name.left) < _LEFT and word.height < name.height


def _name_of(block: Block, bank: set[PlacedWord]) -> _Addressee | None:
    """The first line that is a name, of those of a block that lead to an address."""
    texts = block.texts
    lead = next((at for at, one in enumerate(block.lines) if not _is_serial(one[1])), len(texts))
    address = next((at for at, one in enumerate(texts) if at > lead and is_postal(one)), 0)
    first = 0
    for at in range(address):
        text, run = texts[at], block.lines[at][1]
        if is_care(text):
            continue
        is_of_bank = is_bank(run) or is_bic(text) or bank & set(run)
        if is_of_bank or ":" in text or labels_named(text) or (first == at and _is_serial(run)):
            first = at + 1
    is_titled = address > first + 1 and _is_title_line(texts[first])
    first += is_titled
    if first >= address:
        return None
    run = block.lines[first][1]
    if not _is_numbered(run) and (not is_name(run) or _has_digits(run[:1]) or _is_street(run)):
        return None
    return _Addressee(block.lines[first], is_titled, tuple(texts[first + 1 : address + 1]))


def _is_numbered(run: Sequence[PlacedWord]) -> bool:
    """Whether a company is called by its number: `1234567 Ontario Inc`."""
    is_company = _COMPANY.search(run[-1].text) is not None
    return run[0].text.isdigit() and is_company and not _has_digits(run[1:])


def _is_serial(run: Sequence[PlacedWord]) -> bool:
    return is_serial(written(run)) and not _is_numbered(run)


def _is_title_line(text: str) -> bool:
    """Whether a line has nothing but titles, or what somebody is in a company: `Finance Director`."""
    titles = _AND.split(text)
    return all(_TITLE_LINE.fullmatch(one) for one in titles) or is_role(text)


def _is_street(run: Sequence[PlacedWord]) -> bool:
    text = written(run)
    return _has_digits(run) and (_has_digits(run[-1:]) or _STREET.match(text) is not None)


def _has_digits(words: Sequence[PlacedWord]) -> bool:
    return any(one.isdigit() for word in words for one in word.text)
