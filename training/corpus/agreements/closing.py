"""How an agreement numbers its clauses and who signs it."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from training.corpus.agreements.signing import sign_in_blocks
from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, capital
from training.corpus.cast.names import Party
from training.corpus.markup import Block, Heading, Paragraph, Table
from training.corpus.words import Words

WORDS = Words("agreements/closing")

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
    style = rng.choice(WORDS.lines("number_clauses.style"))
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
        blocks.append(Paragraph(rng.choice(WORDS.lines("signatures.signature")), "center"))
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


_WITNESS = WORDS.lines("witness")
_NAMED_WITNESS = WORDS.lines("named_witness")
_ATTEST = WORDS.lines("attest")
