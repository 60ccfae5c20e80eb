"""Deals of others, as anything from a press release to a memorandum may report them."""

from __future__ import annotations

from training.corpus.markup import Table
from training.corpus.notices import Scene

DEALS = (
    "{co1} and {co2} [have signed|signed|entered into] a {contract} [for a term of {term}|that runs for {term}|for {term}].",
    "The {contract} between {co1} and {co2}[, dated {day},|] [is governed by {law}|is subject to {law}] and [expires after {term}|may be ended on {days} notice].",
    "Under the {contract}, {co2} will [deliver|provide] {goods} to {co1} [over a period of {term}|until {day}].",
    "{s1} [and {s2} agreed|agreed with {s2}] that the {contract} takes effect on {day}.",
    "The initial term is {term}, [with an option for a further {term}|renewable once|after which it renews from year to year].",
    "An earlier {othercontract} of {day} between {co1} and {co3} [remains in force|was terminated|has lapsed].",
    "Disputes go to arbitration in {town} under {law}.",
    "{co3} guarantees the obligations of {co2} up to {money}.",
    "{co4} [acted as|was] [financial|legal] adviser to {co1}; {co5} advised {co2}.",
    "What the two companies [disclose to|learn from] each other stays confidential for {term}.",
    "{co1}, a company organized under the laws of {state}, will [hold|acquire] {pct} of the shares of {co2}.",
    "The parties to the deal, {co1}, {co2} and {co3}, [expect|hope for] closing by {day}.",
    "{co2} pays {money} on signature and the rest in {num} instalments.",
    "{co1} has leased {big} square metres in {town} from {co6} for {term}, beginning {day}.",
    "Both sides signed on {day} in {town}; the contract became effective on {day}.",
    "{p1} signed for {co1} and {p2} for {co2}.",
    "A loan of {money} granted by {co5} to {co2} is to be repaid within {term}.",
    "{s2} must not supply {goods} to competitors of {s1} for {term} after the {contract} ends.",
    "The contract replaces the {othercontract} that {co4} concluded with {co2} in {year}.",
    "Either company may withdraw on {days} notice if approval is not granted by {day}.",
    "{co1} (“{s1}”) and {co2} (“{s2}”) [entered into|are parties to] a {contract} (the “Agreement”) [as of|dated|effective] {past}.",
    "The Agreement [has|carries] an initial term of {term} [commencing|beginning] on {day} and is governed by the laws of [{state}|the State of {state}|{land}].",
    "On {past}, {co1}, a {state} corporation, [sold|leased|lent] {goods} to {co2} under [a contract that runs|papers that bind both] for {term}.",
    "By a {othercontract} made between {co3} and {co4} on {past}, {p3} was [engaged|retained] for {term}.",
    "{co6} (as landlord) and {co1} (as tenant) [extended|renewed] their lease of {past} [until {future}|by {term}].",
    "{co5}, as lender, and {co2}, as borrower, [amended|restated] the facility agreement dated {past}; it now falls due after {term}.",
    "{co2} and its subsidiary {co4} are [bound|obliged] to keep {s1}'s drawings secret for {term} from {past}.",
    "The agreement [was negotiated|was drawn up] by {p4} and [replaces|follows] a letter of intent of {past}.",
)

QUOTED = (
    "Clause {num} [reads|runs]: “This Agreement shall [remain in force|continue] for a [period|term] of {term} from [the Effective Date|{past}].”",
    "According to section {num}, “this Agreement is governed by and construed in accordance with the laws of {land}”.",
    "The opening words are: “This Agreement is made on {past} between {co1} and {co2}”.",
    "It [states|provides] that “the Receiving Party shall hold the Confidential Information in confidence for {term}”.",
    "Article {num} says “{co2} may terminate on {days} written notice”[; nothing is said of {co1}|].",
    "The recital calls {co3} “a company organized under the laws of the State of {state}”, which is [an error|no longer true].",
    "The signature page [bears|shows] the names {p1} for {co1} and {p2} for {co2}, both dated {past}.",
    "“Effective Date” is defined as {past}, “Term” as {term} and “Company” as {co1}.",
    "[Compare|By contrast] the {othercontract} of {co4}: “for {term} after expiry”, “under {law}”.",
)
"""Words of other people's contracts, as those who discuss them quote them."""

SHEET = (
    ("[Parties|Contracting parties]", "{co1}; {co2}"),
    ("Counterparty", "{co2}"),
    ("[Effective date|Signed|Start]", "{past}"),
    ("[Term|Duration]", "{term}"),
    ("[Governing law|Law]", "[{law}|{state}|{land}]"),
    ("Notice", "{days}"),
    ("Value", "{money}"),
    ("[Signatories|Signed by]", "{p1}, {p2}"),
    ("Type", "{contract}"),
    ("Confidentiality", "{term} after the end"),
    ("Guarantor", "{co3}"),
    ("[Comment|Remark]", "[see the note of {past}|original with {co4}|unsigned copy only]"),
)
"""A contract in the rows of a sheet about it."""

BACKGROUND = (
    "{town} has [seen|lived through] {num} such [cases|projects] since {year}.",
    "[Transport|Storage] costs [rose|fell] by {pct} between {month} and {month}.",
    "{p6} had [warned|written] as early as {past} that {goods} would run short.",
    "The [ministry|regulator] in {land} [published|withdrew] its guidance on {past}.",
    "{co6}, which is not involved, [declined to comment|has its own {othercontract} with {co}].",
    "A survey by {co} among {big} households [found|showed] that {pct} of them had never bought {goods}.",
    "Some [observers|lawyers] [doubt|question] whether {term} is [long|short] enough.",
    "{p5} studied in {town}, worked for {co} and then for {co}, and has {num} patents.",
    "In {year} the two firms shared a warehouse at {address}.",
    "Nothing has been heard of {co} since it moved to {land}.",
    "The trial in {state} took {term}; {co} was represented by {co}.",
    "Insurance is placed with {co} for {term} at a time.",
    "The harvest was [poor|good], and the mills stood [idle|busy] until {month}.",
    "Staff at {town} were offered training for {term}.",
    "Rules of {land} on such contracts [changed|change] on {day}; a transition of {term} applies.",
    "Four of the {num} bidders, {co}, {co}, {co} and {co}, withdrew.",
    "[Old|Earlier] reports named {co} as the buyer, which proved wrong.",
    "The [pilot|trial] in {land} ran for {term} and ended on {past}.",
)
"""What surrounds the deals."""


def sheet(scene: Scene) -> Table:
    """A contract of others as labels and values."""
    rows = scene.rng.sample(SHEET, scene.rng.randint(4, len(SHEET)))
    return Table(tuple((scene.say(label), scene.say(value)) for label, value in rows))
