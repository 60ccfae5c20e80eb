"""Press releases, ad-hoc notices, market news, newsletters and citations: who did what, unbound."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus.markup import Block, Paragraph, SampleDocument
from training.corpus.notices import Scene
from training.corpus.notices_companies import BUSINESS, LEADS, QUOTES, SHORT_NEWS, about
from training.corpus.notices_deals import BACKGROUND, DEALS

_HEADLINES = (
    "{co1} [Signs|Wins|Announces] {termlong} {contract} with {co2}",
    "{co1} and {co2} [Agree on|Extend|Conclude] {contract}",
    "{co2} to [Supply|Deliver] {goods} to {co1} for {term}",
    "{co1} [Appoints|Names] {p1} as {title}",
    "{co1} acquires {pct} stake in {co2}",
    "{co1}: [Results|Figures] for the [first|second|third] quarter",
    "{co1} opens [plant|office|warehouse] in {town}",
    "{s1} and {s2} [join forces|settle lawsuit|part ways]",
    "{co1} [recalls|launches|discontinues] {goods}",
    "[Merger of|Talks between] {co1} and {co2} [completed|called off|approved]",
    "{town} chooses {co1} for {goods}",
    "Ad-hoc: {co1} [raises|lowers|confirms] forecast",
)
_LEADS = (
    "{co1}[ (“{s1}”)|, a leading maker of {goods},|] today announced that it has [signed|entered into] a {contract} with {co2}[ for a term of {term}|, effective {day}|].",
    "{co1} has been awarded a contract by {co2} to supply {goods} [for {term}|until {day}|worth {money}].",
    "The [board|supervisory board] of {co1} [appointed|named] {p1} as {title} [for {term}|as of {day}].",
    "{co1} and {co2} today made known that their {contract}, first signed on {day}, [will run for another {term}|has been extended by {term}].",
    "{co1} [reports|reported] sales of {money}, {pct} [above|below] those of last year.",
    "{co1} [completed|closed] the purchase of {co2} from {co3} [under an agreement of {day}|for {money}].",
    "A [fire|strike|flood] at the {town} works of {co1} has [halted|slowed] production of {goods}.",
    "Shareholders of {co1} [approved|rejected] the merger with {co2} at their meeting in {town}.",
    "{co1}, {co2} and {co3} will build a factory for {goods} in {town}, {land}.",
)
_COLOUR = (
    "“We are [delighted|proud|glad] to [work with|welcome] {s2},” said {p1}, {title} of {co1}. “[Our customers will notice|This is good news for {town}].”",
    "“[A contract of this length|{term} is a long time, and it] shows trust,” {p2}, {job} at {co2}, [said|added].",
    "Shares of {s1} [rose|fell|were down] {pct} in [early|late] trading[ in {town}|].",
    "{co1} was founded in {year} by {p3} and employs {big} people in {num} countries.",
    "The [works council|union] was told on {day}.",
    "[Analysts at|Researchers of] {co5} [expected|had reckoned with] a [longer|shorter] term.",
    "Media contact: {p4}, {co6}, {town}[, telephone on request|].",
    "The company does not [intend|undertake] to update forward-looking statements.",
    "Deliveries [start|begin] in {month} {year} and [go on|continue] for {term}.",
    "The competition authority of {land} [must still|has yet to] approve the deal within {days}.",
    "{p2} joined {co3} in {year} and spent {term} with {co4} before that.",
    "The {goods} carry a warranty of {term}.",
    "About {co2}: {co2} [makes|sells] {othergoods} and is owned by {co6}[, a {state} limited partnership|].",
    "Terms were not disclosed. People familiar with the matter put the price at {money}.",
    "[The dividend|A dividend of {money}] will be paid on {day} to holders of record on {day}.",
    "{p3} succeeds {p4}, who retires after {num} years.",
    "This is [no|not an] offer to sell securities in {state}, {land} or anywhere else.",
    "A town hall for staff [takes place|will be held] on {day} at {clock}.",
    "{co4} [sued|has sued] {co1} in {state} over patents for {goods}; the hearing is set for {day}.",
    "The [line|plant] in {town} can turn out {big} units a day.",
    "{co5} [rates|upgraded] the bonds, which mature in {year} and are governed by {law}.",
)
_NEWSLETTER = (
    "[Welcome|Farewell] to {p}, who [starts|leaves] in {month}[ after {num} years|].",
    "The {town} [branch|team] [ran|walked] {num} kilometres for {co3}.",
    "Save the date: [summer party|open day|blood drive] on {day}, {address}.",
    "Our partner {co2} [has renewed|renewed] the {contract} for {term}. Thank you, {p2}!",
    "Car park {num} stays closed until {day}; use the one of {co4}.",
    "[Jubilees|Anniversaries] this month: {p} ({num} years), {p} ({num} years), {p} (ten years).",
    "The canteen, run by {co5} since {year}, changes its hours.",
    "[For sale|Wanted]: bicycle, two years old. Ask {p} in {dept}.",
    "Did you know? {co1} and {co6} signed their first {othercontract} in {year}, for just {term}.",
    "Legal corner: a [new|recent] judgment from {land} says that [a fixed term of {term} is|consent given by telephone is not] enough.",
)
_CITATIONS = (
    "The [{year} |]prize of the {co4} goes to {p1} of {co1} for [work on|a new way to make] {goods}.",
    "Awarded to {p2} in recognition of {term} of service to the people of {town}.",
    "{co1} is [honoured|named] Supplier of the Year by {co2}, with which it has had a {contract} since {year}.",
    "The jury, [led|chaired] by {p3} of {co5}, praised [patience|courage|plain speech].",
    "[Runners-up|Also commended] are {co3}, {p4} and {co6}.",
    "The ceremony took place in {town} on {day} in the presence of the {job} of {co}.",
    "The award carries {money} and a residence of {term} in {land}.",
    "“[I owe this to|It belongs to] my colleagues,” said {p1}.",
    "Earlier winners: {p}, {co}, {p} and {co}.",
)
_BRIEFS = (
    "{co}: [buys|sells] {othergoods} business to {co} for {money}.",
    "{co} – {termlong} {othercontract} with {co}, governed by {law}.",
    "{TOWN}: {co} [files for insolvency|lays off {big}|moves to {land}].",
    "{p} leaves {co} for {co} after {term}.",
    "{co} [prices|places] {termlong} notes; {co} and {co} lead managers.",
    "{co} [up|down] {pct}, {co} [up|down] {pct} at {clock}.",
    "Court in {state} [dismisses|hears] suit of {co} against {co}.",
    "{co} extends lease in {town} with {co} by {term} to {day}.",
    "{land}: [inflation|unemployment] {pct} in {month}.",
)
_DATELINES = (
    "{town}, {own} -",
    "{TOWN} - {own} -",
    "{TOWN} / {own} /",
    "{town} ({land}), {own} –",
    "{own} — {town}, {state} —",
    "[{TOWN}|{town}], {own}:",
    "({own}, {town})",
    "/{ref}/ {TOWN}, {own}.",
    "{TOWN}, {own} –",
    "{TOWN}, {state} – {own} –",
    "{TOWN}, {state}, {own} /{ref}News/ --",
    "{town}, {own}.",
    "{TOWN} ({own}) —",
    "{town}, {land}, {own} -",
    "{own}, {town}:",
    "{own} – {town}.",
)
_ABOVE = (
    "[FOR IMMEDIATE RELEASE|Press release|NEWS RELEASE|Media information|Corporate news]",
    "[Press office of {co1}|{co1} – Investor Relations]",
    "[Release No.|PR] {ref}",
    "[Embargoed until {clock}|For the business desk]",
)


def _headline(scene: Scene) -> str:
    headline = scene.pick(_HEADLINES)
    return headline.upper() if scene.chance(0.15) else headline


def _release(scene: Scene) -> tuple[str, list[Block]]:
    lead = scene.pick((*_LEADS, *LEADS))
    blocks: list[Block] = []
    style = scene.rng.choice(("dateline",) * 5 + ("line", "none", "none"))
    if scene.chance(0.6):
        blocks.append(Paragraph(scene.pick(_ABOVE), "line"))
    if style == "dateline":
        lead = f"{scene.pick(_DATELINES)} {lead}"
    elif style == "line":
        blocks.append(
            Paragraph(
                scene.say("[Date|Published|Released|Date of release|Published on]: {own}"), "line"
            )
        )
    blocks.append(Paragraph(lead))
    blocks += scene.paragraphs(
        (*DEALS, *BUSINESS, *_COLOUR, *QUOTES, *BACKGROUND),
        scene.rng.choice((1, 2, 3, 4, 6, 9, 14, 24)),
    )
    if scene.chance(0.5):
        blocks += about(scene)
    if scene.chance(0.3):
        blocks.append(Paragraph(scene.rng.choice(("###", "– end –", "(ends)", "* * *")), "center"))
    return _headline(scene), blocks


def _ad_hoc(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Inside information|Ad hoc announcement|Regulatory notice|Notice to the market|Notice to noteholders]"
    )
    pool = (*DEALS, *BUSINESS, *_COLOUR[-9:], *_LEADS, *LEADS)
    blocks: list[Block] = [
        Paragraph(scene.say("[Issuer|Company]: {co1}, {address}"), "line"),
        Paragraph(scene.say("[{town}, {own}|Date of this notice: {own}|{town}, on {own}]"), "line"),
    ]
    blocks += scene.paragraphs(pool, scene.rng.choice((1, 1, 2, 4)), 1, 3)
    blocks.append(Paragraph(scene.say("[{p1}, {title}|The board of {co1}|Contact: {p4}, {dept}]")))
    return head, blocks


def _current(scene: Scene) -> tuple[str, list[Block]]:
    """What a listed company files when it has signed something."""
    lines = (
        "[Date of report|Date of filing|Date of Report (earliest event reported)]: {own}",
        "{co1}",
        "([Exact name of registrant|Name of issuer])",
        "{state} {ref} {num}-{ref}",
        "{address}",
    )
    items = (
        "Item {num}. [Entry into a material contract|Material agreement].",
        "Item {num}. [Termination of a material contract|Departure of directors].",
        "Item {num}. Other events.",
    )
    blocks: list[Block] = [Paragraph(scene.say(line), "line") for line in lines]
    count = scene.rng.choice((1, 2, 3))
    texts = scene.paragraphs((*DEALS, *BUSINESS, *_COLOUR[-5:]), count, 2, 5)
    for item, text in zip(scene.rng.sample(items, count), texts, strict=True):
        blocks += [Paragraph(scene.say(item), "bold"), text]
    blocks.append(
        Paragraph(
            scene.say("[SIGNATURE|Signed on behalf of the registrant] {co1} By: {p1}, {title}")
        )
    )
    return scene.say(
        "[CURRENT REPORT|Current report|Filing of a domestic issuer|Report {ref}]"
    ), blocks


def _news(scene: Scene) -> tuple[str, list[Block]]:
    dated = scene.chance(0.5)
    line = "By {p5}[ in {town}|, {co6}|]" + ("[ – published |, ]{own}" if dated else "")
    blocks: list[Block] = [Paragraph(scene.say(line), "line")]
    blocks += scene.paragraphs(
        (*DEALS, *BUSINESS, *_COLOUR, *QUOTES, *_LEADS, *LEADS, *BACKGROUND),
        scene.rng.choice((2, 3, 5, 8, 12, 30)),
        1,
        3,
    )
    return _headline(scene), blocks


def _newsletter(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[The {s1} Courier|Staff News, Issue {num}|Inside {s1}|Newsletter {month} {year}|Members' Letter No. {num}]"
    )
    pool = (*_NEWSLETTER, *_COLOUR[:6], *DEALS[:8])
    return head, scene.paragraphs(pool, scene.rng.choice((3, 5, 8)), 1, 3)


def _citation(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Citation|Award of the {co4}|Laudation for {p1}|Certificate of Merit|Honours]"
    )
    return head, scene.paragraphs(_CITATIONS, scene.rng.choice((1, 2, 3, 6)), 1, 2)


def _digest(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say("[Market Wrap|Companies in brief|Deals of the week|Morning notes|Tickers]")
    blocks: list[Block] = [Paragraph(scene.say("[Edition of |Date: |As at ]{own}"), "line")]
    bullet = scene.rng.choice(("", "• ", "- ", "* "))
    for _ in range(scene.rng.randint(3, 22)):
        blocks.append(Paragraph(bullet + scene.pick((*_BRIEFS, *SHORT_NEWS)), "line"))
    return head, blocks if scene.chance(0.5) else blocks[1:]


def write_announcement(kind: str, rng: Random) -> SampleDocument:
    """A text for the public that reports deals and binds nobody."""
    scene = Scene(rng)
    writer = rng.choice(
        (_release,) * 6
        + (_ad_hoc, _ad_hoc, _current, _current, _news, _news, _newsletter, _citation, _digest)
    )
    title, blocks = writer(scene)
    return SampleDocument(kind, title, tuple(blocks))
