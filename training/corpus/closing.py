"""How an agreement numbers its clauses and who signs it."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from training.corpus import facts, names
from training.corpus.draft import Draft, capital
from training.corpus.markup import Block, Heading, Paragraph, Table
from training.corpus.names import Party
from training.corpus.signing import sign_in_blocks

NUMBERINGS: tuple[Callable[[int], str], ...] = (
    lambda n: f"{n}. ",
    lambda n: f"{n}. ",
    lambda n: f"{n}) ",
    lambda n: f"Section {n}. ",
    lambda n: f"§ {n} ",
    lambda n: f"({chr(96 + n)}) " if n <= 26 else f"({n}) ",
    lambda n: f"Article {n} – ",
    lambda n: f"{n}.0 ",
    lambda n: "",
)


def number_clauses(draft: Draft, clauses: Sequence[tuple[str, str]]) -> list[Block]:
    """Lay out headed clauses in the one style the document keeps."""
    rng = draft.rng
    numbering = (
        NUMBERINGS[2] if draft.language != "en" and rng.random() < 0.5 else rng.choice(NUMBERINGS)
    )
    style = rng.choice(("run-in", "run-in", "own line", "own line", "upper", "bare"))
    blocks: list[Block] = []
    for place, (heading, text) in enumerate(clauses, 1):
        if style == "bare":
            blocks.append(Paragraph(f"{numbering(place)}{text}"))
        elif style == "run-in":
            blocks.append(Paragraph(f"{numbering(place)}{heading}. {text}"))
        else:
            blocks.append(
                Heading(numbering(place) + (heading.upper() if style == "upper" else heading))
            )
            blocks.append(Paragraph(text))
    return blocks


def signatures(draft: Draft, *, extra: Sequence[Party] = ()) -> list[Block]:
    """Who signs. Days written here are those of signing, not the effective date."""
    rng = draft.rng
    upper = draft.chance(0.35)
    blocks: list[Block] = []
    if draft.language == "en" and draft.chance(0.8):
        blocks.append(Paragraph(draft.pick((*_WITNESS, *_NAMED_WITNESS))))
    if draft.language == "en" and draft.chance(0.5):
        sides = list(zip(draft.parties, draft.aliases, strict=True))
        sides += [(party, "") for party in extra]
        return blocks + sign_in_blocks(draft, sides, upper=upper)
    columns = [
        _signature(draft, party, alias, upper=upper)
        for party, alias in zip(
            (*draft.parties, *extra), (*draft.aliases, *("",) * len(extra)), strict=True
        )
    ]
    if len({len(column) for column in columns}) == 1 and draft.chance(0.4):
        blocks.append(Table(tuple(zip(*columns, strict=True))))
    else:
        blocks += [Paragraph(line, "line") for column in columns for line in column]
    if draft.chance(0.12) and draft.language == "en":
        blocks.append(Paragraph(draft.pick(_ATTEST), "line"))
    if rng.random() < 0.1:
        blocks.append(
            Paragraph(
                draft.rng.choice(("[Signature page follows]", "[Remainder of page left blank]")),
                "center",
            )
        )
    return blocks


def _signature(draft: Draft, party: Party, alias: str, *, upper: bool) -> list[str]:
    words = {
        "en": ("By: ", "Name: ", "Title: ", "Date: "),
        "de": ("Ort, Datum: ", "Name: ", "Funktion: ", "Unterschrift: "),
        "fr": ("Par : ", "Nom : ", "Qualité : ", "Fait à : "),
    }[draft.language]
    role = capital(alias.removeprefix("the ")) if alias.startswith("the ") else ""
    name = party.mark(upper=upper)
    rule = "_" * draft.rng.randint(12, 28)
    if party.is_person:
        lines = [rule, name] if draft.chance(0.7) else [name, words[0] + rule]
        return [f"{role.upper()}:", *lines] if role and draft.chance(0.4) else lines
    lines = [f"{role.upper()}: {name}" if role and draft.chance(0.3) else name]
    if draft.language == "en" and draft.chance(0.5):
        lines += [
            words[0] + draft.rng.choice((rule, f"/s/ {party.signatory}")),
            words[1] + party.signatory,
            words[2] + draft.rng.choice(names.TITLES),
        ]
    else:
        lines += [words[0] + rule, words[1] + party.signatory]
    if draft.language == "en" and draft.date and draft.chance(0.3):
        day = draft.date + timedelta(days=draft.rng.randint(1, 12))
        lines.append(
            words[3]
            + draft.rng.choice((facts.write_date(draft.rng, day, draft.country), "______________"))
        )
    return lines


_WITNESS = (
    "IN WITNESS WHEREOF, the parties [hereto |]have [executed|signed|caused to be executed] this {title} [as of the date first [above written|written above]|by their duly authorized representatives|on the dates set out beside their signatures].",
    "[Signed|Executed] by the parties [below|through their authorised signatories].",
    "The parties have [read this document and agree to it|shown their agreement by signing below].",
    "AGREED AND ACCEPTED:",
    "This {title} has been entered into on the date stated at the beginning of it.",
    "Each signatory [confirms|represents] that he or she has power to bind the party for which he or she signs.",
    "SIGNED for and on behalf of the parties:",
)
_NAMED_WITNESS = (
    "[Signed|Executed] on behalf of {A} and {B}.",
    "Two originals were made, one for {A} and one for {B}.",
    "This {title} binds {B}, its successors, and {A}. [Both have read it.|It has been signed below.]",
)
_ATTEST = (
    "Witness: {otherperson}, {town}",
    "Attest: {otherperson}, Notary Public, [my commission expires {otherdate}|County of {town}]",
    "cc: {otherperson}, {otherco}",
    "In the presence of: {otherperson}",
)
