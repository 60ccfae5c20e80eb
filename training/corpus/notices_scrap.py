"""Scraps of 1 to 200 words, empty forms and contract templates in which nothing is filled in."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from collections.abc import Callable
from random import Random

from training.corpus.markup import Block, Paragraph, SampleDocument
from training.corpus.notices import Scene

_LINES = (
    "{co}",
    "{p}",
    "{p}, {co}",
    "{day}",
    "{term}",
    "{land}",
    "{co} ./. {co}",
    "{co} / {co} {othercontract}",
    "see attached",
    "[draft|copy|void|SPECIMEN|test|n/a|page intentionally blank]",
    "Page {num} of {num}",
    "{address}",
    "[RE|FW|AW|Fwd]: {othercontract} {co}",
    "[Reminder|Urgent|Invitation]: signing with {co} on {day}, {clock}",
    "Tel. 555-01{num}, ask for {p}",
    "governed by {law}",
    "for a term of {term}",
    "{co}, a company organized under the laws of {state}",
    "by and between",
    "Exhibit {num}",
    "{title}, {co}",
    "Delivered to {co} at {clock}, signed for by {p}",
    "Your parcel from {co} arrives on {day}.",
    "[Thank you|Thanks] for your order, {p}!",
    "Total {money}",
    "milk, eggs, {othergoods}, stamps",
    "call {p} back before {clock}",
    "room {num}, {town}, bring laptop",
    "Confidential – property of {co}",
    "© {year} {co}. All rights reserved.",
    "Printed by {co}, {town}, on {day}",
    "{lb}Signature page to the {othercontract}{rb}",
    "This page was left blank.",
    "Governing Law {num}",
    "Term and Termination ........ {num}",
    "What is a {othercontract}?",
    "find all leases with {co} longer than {term}",
    "contracts {co} {law} after {day}",
    "lorem ipsum dolor sit amet",
)
_FILES = (
    "{low}_{low2}_signed_{iso}.pdf",
    "NDA {s1} {s2} v{num} clean.docx",
    "scan{ref}.tif",
    "/archive/{year}/contracts/{low}/lease_{town}.pdf",
    "{iso}-minutes.txt",
    "Copy of Copy of {s1} term sheet ({num}).xlsx",
    "IMG_{ref}.jpg",
    "{low}-{low2}-amendment-{num}.eml",
    "C:\\Deals\\{s1}\\closing\\opinion {law}.doc",
)
_LOGS = (
    "{iso} {clock}:12 INFO loaded contract id={ref} party={co} term={term}",
    "{iso}T{clock}:00Z WARN no signature found in {low}.pdf",
    "{iso} {clock} ERROR timeout after {num}s talking to {co}",
    "user {p} logged in from {town}",
    "{clock} job retention done, {big} records older than {term} removed",
    "{ref};{co};{iso};{money};{land}",
    "id={ref} law={state} status=expired",
    "GET /search?q={low}+{low2}+lease 200",
)
_WORDS = "Party|Term|Company|Lessor|Tenant|Borrower|Bank|law|court|apple|ladder|seven|Monday|year|months|Effective Date|hereby|whereas|Inc.|Ltd|GmbH|New York|Delaware|Texas|England|signature|blue|north|river|copy|notice|{co}|{p}|{day}|{land}|{term}|{othergoods}"
_FORM = (
    "Name: {blank}",
    "First name / last name",
    "Company:",
    "Company (if any): {blank}",
    "Date: {blank}",
    "Date of birth",
    "Effective Date:",
    "Start date: __/__/____",
    "Term (months): {blank}",
    "Duration:",
    "Governing law:",
    "State of incorporation: {blank}",
    "Signature: {blank}",
    "Address: {blank}",
    "Landlord: {blank}",
    "Tenant: {blank}",
    "□ yes □ no",
    "Return to {co}, {address}",
    "For office use only",
    "E-mail:",
    "Between {blank} and {blank}",
    "Received on {blank} by {blank}",
    "Form {ref}, {co}",
    "Please use block letters.",
    "Account holder: {blank} Bank: {blank}",
)
_TEMPLATE = (
    "This {othercontract} is [made|entered into] as of {D} (the “Effective Date”) by and between {N}, a {S} corporation (“Discloser”), and {N2} (“Recipient”).",
    "THIS AGREEMENT, dated {D}, is between {N} (the “Supplier”) and {N2} (the “Customer”).",
    "Between: (1) {N}, with its seat at {X}; and (2) {N2}, residing at {X}.",
    "This Agreement [commences|begins] on {D} and continues for {T}[, unless ended earlier|].",
    "The term of this Agreement is {T} from {D}.",
    "This Agreement is governed by the laws of {S}[, without regard to conflict of laws|].",
    "The obligations of secrecy last for {T} after {D}.",
    "{N2} pays {N} the sum of {X} on or before {D}.",
    "[Notices|All notices] go to {N} at {X} and to {N2} at {X}.",
    "Neither {N} nor {N2} may assign this Agreement without consent.",
    "WHEREAS, {N} [owns|holds] {X}; and WHEREAS, {N2} wishes to use it;",
    "The Premises at {X} are let to {N2} by {N} for {T}.",
    "Any dispute is heard by the courts of {S}.",
    "{N2} will repay the principal, {X}, with interest at {X}, within {T}.",
    "[Guidance|Drafting] note: delete what does not apply; have {dept} check the names.",
    "The Services are described in Annex {X}.",
    "Amendments need the signature of both parties.",
)
_SIGN = (
    "{N}\nBy: {blank}\nName: {X}\nTitle: {X}",
    "For {N}: {blank}   For {N2}: {blank}",
    "SIGNED by {N} on {D}: {blank}",
    "{N2}\nBy: {blank}\nDate: {D}",
)
_BLANKS: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "N": (
            "{lb}Name of Company{rb}",
            "{lb}COMPANY{rb}",
            "{lb}Company Name, Inc.{rb}",
            "{lb}insert full legal name{rb}",
        ),
        "N2": ("{lb}Name of Counterparty{rb}", "{lb}COUNTERPARTY{rb}", "{lb}Recipient{rb}"),
        "D": ("{lb}date{rb}", "{lb}DATE{rb}", "{lb}DD Month YYYY{rb}", "{lb}insert date{rb}"),
        "T": ("{lb}number{rb} years", "{lb}TERM{rb}", "{lb}X{rb} months"),
        "S": ("{lb}State{rb}", "{lb}JURISDICTION{rb}", "{lb}state or country{rb}"),
        "X": ("{lb}address{rb}", "{lb}…{rb}", "{lb}insert{rb}"),
    },
    {
        "N": ("____________", "______________________", "____________, Inc."),
        "N2": ("__________________", "_______________ LLC"),
        "D": ("__________, 20__", "the ___ day of _______, 20__", "____________"),
        "T": ("____ years", "_____ (__) months", "__________"),
        "S": ("the State of ________", "__________"),
        "X": ("__________", "________________"),
    },
    {
        "N": ("<<PARTY>>", "<<PARTY_1>>", "<<CompanyName>>"),
        "N2": ("<<PARTY_2>>", "<<Counterparty>>"),
        "D": ("<<DATE>>", "<<EffectiveDate>>"),
        "T": ("<<TERM>>", "<<N>> months"),
        "S": ("<<STATE>>", "<<GoverningLaw>>"),
        "X": ("<<FIELD>>", "<<ADDRESS>>"),
    },
    {
        "N": ("{lb}●{rb}", "{lb}•{rb} Limited"),
        "N2": ("{lb}●{rb}", "{lb}●{rb} plc"),
        "D": ("{lb}●{rb} 20{lb}●{rb}", "{lb}●{rb}"),
        "T": ("{lb}●{rb} years", "{lb}●{rb}"),
        "S": ("{lb}●{rb}",),
        "X": ("{lb}●{rb}",),
    },
    {
        "N": ("XXX", "ABC Company", "XYZ Ltd", "(name)"),
        "N2": ("YYY", "(name of the other side)", "Party B"),
        "D": ("dd/mm/yyyy", "(date)", "xx.xx.20xx"),
        "T": ("XX years", "(number) months"),
        "S": ("(state)", "XXX"),
        "X": ("(insert)", "XXX"),
    },
    {
        "N": ("{lb}{lb}party_a.name{rb}{rb}", "%PARTY_A%", "${lb}partyA{rb}"),
        "N2": ("{lb}{lb}party_b.name{rb}{rb}", "%PARTY_B%"),
        "D": ("{lb}{lb}date{rb}{rb}", "%DATE%"),
        "T": ("{lb}{lb}term{rb}{rb}", "%TERM%"),
        "S": ("{lb}{lb}law{rb}{rb}", "%LAW%"),
        "X": ("{lb}{lb}value{rb}{rb}", "%VALUE%"),
    },
)


def _several(scene: Scene, pool: tuple[str, ...], low: int, high: int) -> list[Block]:
    count = min(scene.rng.randint(low, high), len(pool))
    return [Paragraph(scene.say(line), "line") for line in scene.rng.sample(pool, count)]


def _words(scene: Scene) -> list[Block]:
    joint = scene.rng.choice((" ", ", ", "\n", "; ", " / "))
    pool = _WORDS.split("|")
    chosen = [scene.say(scene.rng.choice(pool)) for _ in range(scene.rng.choice((1, 2, 5, 12, 40)))]
    return [Paragraph(joint.join(chosen))]


def _template(scene: Scene) -> list[Block]:
    """A contract to be filled in: all that would be an entity is a blank."""
    blanks = scene.rng.choice(_BLANKS)
    kept = {name: scene.rng.choice(ways) for name, ways in blanks.items()}
    for name, way in kept.items():
        scene.more[name] = lambda way=way: scene.say(way)  # type: ignore[misc]
    low = scene.rng.choice((1, 1, 3, 6))
    blocks = scene.paragraphs(_TEMPLATE, scene.rng.randint(low, low + 4), 1, 2)
    if scene.chance(0.5):
        chosen = scene.rng.sample(_SIGN, 2)
        blocks += [Paragraph(line) for text in chosen for line in scene.say(text).split("\n")]
    if scene.chance(0.5):
        blocks.insert(
            0,
            Paragraph(
                scene.say(
                    "[{othercontract} (template)|MODEL CONTRACT|Sample {othercontract}|Standard form {ref}|{othercontract}]"
                )
            ),
        )
    return blocks


_WRITERS: tuple[Callable[[Scene], list[Block]], ...] = (
    *(lambda scene: _several(scene, _LINES, 1, 1),) * 3,
    lambda scene: _several(scene, _LINES, 2, 9),
    lambda scene: _several(scene, _FILES, 1, 6),
    lambda scene: _several(scene, _LOGS, 1, 8),
    lambda scene: _several(scene, _FORM, 3, 16),
    lambda scene: _several(scene, (*_LINES, *_FORM, *_FILES), 2, 8),
    _words,
    *(_template,) * 5,
)


def write_scrap(kind: str, rng: Random) -> SampleDocument:
    """Next to nothing, and nothing to mark."""
    scene = Scene(rng)
    scene.more = {
        "low": lambda: scene.fact("s1").lower().replace(" ", "-"),
        "low2": lambda: scene.fact("s2").lower().replace(" ", "-"),
        "iso": lambda: f"{scene.date:%Y-%m-%d}",
    }
    return SampleDocument(kind, "", tuple(rng.choice(_WRITERS)(scene)))
