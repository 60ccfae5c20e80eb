"""Two hundred agreements: a fifth breaks one policy each, a fifth nearly does, the others do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.planted.names import draw_firm
from tests.planted.planting import NEARLY, Change, Facts, Writer
from tests.planted.prose import Prose
from tests.planted.prose_lease import LEASE
from tests.planted.prose_loan import LOAN
from tests.planted.prose_nda import NDA
from tests.planted.prose_services import SERVICES
from training.corpus.markup import Block, Heading, Paragraph, SampleDocument

DOCUMENTS, PLANTED = 200, 40
FORMATS = ("pdf", "docx", "html", "txt", "eml")
_PROSE: Mapping[str, Prose] = {
    "nda": NDA,
    "loan": LOAN,
    "services": SERVICES,
    "lease": LEASE,
}
_TERMS = ("three (3) years", "two years", "48 months", "thirty (30) months")
_LAWS = (
    "New York", "the State of Delaware", "California", "Texas", "Massachusetts",
    "the State of Illinois", "England and Wales", "Ireland",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreement:
    """One of them.

    Attributes:
        name: of its file.
        policy: that it breaks, or nearly does; "" where there is nothing about it.
        document: the words that prove what is broken are marked.
    """

    name: str
    policy: str
    is_broken: bool
    document: SampleDocument


def write_agreements(
    broken: Mapping[str, tuple[Change, ...]], documents: int = DOCUMENTS
) -> Iterator[Agreement]:
    """The first forty break the policies of `broken` in turn, forty more nearly break one."""
    policies = list(broken)
    for number in range(documents):
        turn, place = divmod(number, len(policies))
        policy = policies[place] if number < 2 * PLANTED else ""
        is_broken = number < PLANTED
        kind = list(_PROSE)[(number + turn) % len(_PROSE)]
        writer = Writer(_PROSE[kind], number // 3 % 2, turn, Random(number))
        facts = _draw(writer)
        if is_broken:
            changes = broken[policy]
            facts = changes[turn % len(changes)](facts, writer)
        elif policy:
            facts = NEARLY[policy](facts, writer)
        name = f"{number:03}-{kind}.{FORMATS[number % len(FORMATS)]}"
        yield Agreement(name, policy, is_broken, _compose(kind, facts, writer))


def _draw(writer: Writer) -> Facts:
    """An agreement that breaks no policy."""
    dice = writer.dice
    one, other = draw_firm(dice), draw_firm(dice)
    while other.name.split()[0] == one.name.split()[0]:
        other = draw_firm(dice)
    start = writer.day(date(2024, 11, 1) + timedelta(dice.randrange(540)))
    term = dice.choice(_TERMS)
    law = dice.choice(_LAWS)
    amount = dice.randrange(12_000, 900_000, 500)
    fee = dice.choice((f"${amount:,}.00", f"USD {amount:,}", f"EUR {amount:,}.00", f"£{amount:,}"))
    return Facts(
        (one, other), writer.as_of(start), writer.term(term), writer.law(law), writer.money(fee)
    )


def _compose(kind: str, facts: Facts, writer: Writer) -> SampleDocument:
    prose, dice = writer.prose, writer.dice
    one, other = facts.parties
    opening = prose.openings[writer.wording].format(
        a=one.name, of_a=one.described, b=other.name, of_b=other.described, as_of=facts.as_of
    )
    percent = f"{dice.randrange(3, 9)}.{dice.randrange(10)}%"
    clauses = [(each.heading, each.text.format(percent=percent)) for each in prose.clauses]
    del clauses[dice.randrange(len(clauses))]
    clauses.insert(2, ("Payments", f"{facts.money} {facts.payment}"))
    clauses.insert(dice.randrange(3, 6), ("Term", facts.term))
    clauses += [
        ("Governing law", facts.law),
        ("Final provisions", facts.extra),
        (
            "Notices",
            "Notices are sent by courier to the addresses above, with a copy by e-mail to"
            f" {one.mail} and {other.mail}.",
        ),
    ]
    blocks: list[Block] = [Paragraph(facts.dated, "center")] if facts.dated else []
    blocks.append(Paragraph(opening))
    told = [clause for clause in clauses if clause[1]]
    for number, (heading, text) in enumerate(told, 1):
        blocks += [Heading(f"{number}. {heading}"), Paragraph(text)]
    blocks.append(Paragraph("In witness whereof the parties have signed this document."))
    for firm in facts.parties:
        for line in (firm.name, "By: ______________________", f"Name: {firm.signer}"):
            blocks.append(Paragraph(line, "line"))
    return SampleDocument(kind, prose.title, tuple(blocks))
