"""Press releases, ad-hoc notices, market news, newsletters and citations: who did what, unbound."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus.markup import Block, Paragraph, SampleDocument
from training.corpus.notices import Scene
from training.corpus.notices_companies import BUSINESS, LEADS, QUOTES, SHORT_NEWS, about
from training.corpus.notices_deals import BACKGROUND, DEALS
from training.corpus.words import Words

WORDS = Words("notices_press")

_HEADLINES = WORDS.lines("headlines")
_LEADS = WORDS.lines("leads")
_COLOUR = WORDS.lines("colour")
_NEWSLETTER = WORDS.lines("newsletter")
_CITATIONS = WORDS.lines("citations")
_BRIEFS = WORDS.lines("briefs")
_DATELINES = WORDS.lines("datelines")
_ABOVE = WORDS.lines("above")


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
    lines = WORDS.lines("current.lines")
    items = WORDS.lines("current.items")
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
