"""What is said in public of companies and the deals they make: nobody is bound, nothing is marked."""

from __future__ import annotations

from training.corpus.markup import Block, Paragraph
from training.corpus.notices import Scene

LEADS = (
    "{co1}, the {town}-based maker of {goods}, and {co2} have [entered into|concluded|sealed] a {contract} that [commits|binds] both of them for {term}.",
    "{co2} has [picked|chosen|named] {co1} as its partner for {goods}. [The contract was signed on {past}.|The two had been in talks since {past}.]",
    "The merger agreement between {co1} and {co2} was [signed|announced] [last night|on {past}].",
    "[With immediate effect|As of {day}], {co1} takes over the {othergoods} business of {co2}.",
    "{co1} (“{s1}” or the “Company”) [is pleased to announce|announces] that it has [executed|signed] a definitive {contract} with {co2} (“{s2}”), a {state} corporation.",
    "A consortium of {co1}, {co2} and {co3} has won the tender of {co4} for {goods}[, worth {money}|].",
    "{co1} said it [will buy|is buying|has bought] {co2} from {co3}[ for {money} in cash|].",
    "{co5} has [granted|lent] {co1} a credit line of {money}, [repayable in|available for] {term}, [its treasurer|{p1}] said.",
    "After {term} of court battles, {co1} and {co2} settle.",
    "{co1} and {co2}, two [rivals|neighbours] of long standing, will [share|jointly run] a plant in {town}.",
    "{p1}, {job} of {co1}, opened the new works in {town} together with guests from {co2} and {co3}.",
)
BUSINESS = (
    "The {contract} was made between {co1}, as [buyer|customer|licensee], and {co2}, as [seller|supplier|licensor].",
    "{co2} is a [wholly owned |]subsidiary of {co4}, [itself held by {co5}|a company listed in {town}].",
    "Under the terms of the deal, {co1} pays {co2} {money} [at closing|up front] and {pct} of sales for {term}.",
    "{co3} [retains|keeps] an option to buy {pct} of {co1} until {future}.",
    "[Closing|Completion] is [expected|planned] for {future}, subject to the consent of {co5}.",
    "{co6} served as [exclusive financial adviser|legal counsel] to {co1}, {co5} as that of {co2}.",
    "{co1} will [license|lease] its {goods} patents to {co2} for {term}, with a notice period of {days}.",
    "The joint venture, to be called {co4}, is owned [{pct}|half and half] by {co1} and {co2}.",
    "The agreement between {co1} and {co2} [can be extended|is renewable] by {term}. It is subject to {law}.",
    "Previously the {goods} came from {co3}, whose contract [lapsed|ended] on {past}.",
    "By and between themselves, {co2} and {co3} agreed to [share|split] the cost of {money}.",
    "{co1} [shall|will] deliver the first {goods} to {co2} on {future}; the last are due {term} later.",
    "{p1} on behalf of {co1} and {p2} on behalf of {co2} signed the papers at {address}.",
    "It is the second order from {co2} since {year}, and one of {num} that {s1} has won [this year|in {land}].",
    "Last {month} {co1} [bought|acquired] {co4} for {money}; a month later it sold {co5} to {co6}.",
    "{co1} also [renewed|extended] its [lease|contract] with {co6} for {term}.",
    "Neither {co1} nor {co2} would say how long the {contract} runs.",
    "The warranty given by {co2} lasts {term}, and secrecy was agreed for another {term}.",
)
QUOTES = (
    "“{co2} is [the partner we wanted|known for its {goods}],” said {p1} of {co1}.",
    "“[Our agreement with|Working with] {co1} gives us security for {term},” {p2}, {title} of {co2}, [told {co5}|commented].",
    "“[We signed for|It is a matter of] {term}, not a day less,” {p3} said on behalf of {co1}.",
    "{p4}, who [covers|follows] {s1} at {co6}, calls the deal with {co2} [dear|a surprise].",
)
SHORT_NEWS = (
    "{co} and {co} sign {termlong} {othercontract}.",
    "{co} to buy {co} from {co}.",
    "{co}/{co}: {othercontract} of {past} renewed for {term}.",
    "{co} wins order of {money} from {co}.",
    "{co} (buyer), {co} (seller): {othergoods}, {money}.",
    "Between {co} and {co}: {othercontract} ends on {day}.",
)
_ABOUT = (
    "{name} [makes|develops|sells] {othergoods} [in {num} countries|from {town}] and [employs|has] {big} people.",
    "Founded in {year} and [based|headquartered] in {town}, {name} is a [leading |]maker of {othergoods}.",
    "{name} is a [company organized under the laws of {state}|subsidiary of {co6}|family firm in its third generation].",
    "{name}, [with offices at|whose seat is at] {address}, [traces its history to|was formed in] {year}.",
)
_CAUTIONS = (
    "Statements about the future are uncertain. {co1} [assumes|accepts] no duty to update them for {days} or ever.",
    "This release contains forward-looking statements. [Actual results may differ.|The agreement with {co2} may be ended on {days} notice.]",
    "[Media contacts|For further information]: {p5}, {co1}, {town}; {p6}, {co6}.",
)


def about(scene: Scene) -> list[Block]:
    """The paragraphs on the companies at the end of a release, and its small print."""
    blocks: list[Block] = []
    for place in range(1, scene.rng.randint(2, 4)):
        name = scene.fact(f"co{place}")
        text = scene.pick([wording.replace("{name}", f"{{co{place}}}") for wording in _ABOUT])
        blocks += [Paragraph(f"About {name}", "bold"), Paragraph(text)]
    if scene.chance(0.5):
        blocks.append(Paragraph(scene.pick(_CAUTIONS)))
    return blocks
