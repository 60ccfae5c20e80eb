"""Annual reports, studies, audit letters, lists of subsidiaries, CVs, programmes, price lists."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.notices import Scene
from training.corpus.notices_deals import BACKGROUND, DEALS, sheet
from training.corpus.words import Words

WORDS = Words("notices_report")

_NOTES = WORDS.lines("notes")
_STUDY = WORDS.lines("study")
_AUDIT = WORDS.lines("audit")
_JOBS = WORDS.lines("jobs")
_SLOTS = WORDS.lines("slots")
_SPECS = WORDS.lines("specs")


def _rows(
    scene: Scene, names: tuple[str, ...], cells: tuple[str, ...], low: int, high: int
) -> Table:
    rows = [names, *(tuple(map(scene.say, cells)) for _ in range(scene.rng.randint(low, high)))]
    return Table(tuple(rows), has_names=True)


def _subsidiaries(scene: Scene) -> Table:
    return _rows(
        scene,
        ("Name", scene.say("[Seat|Jurisdiction of organization|Country]"), "Share", "Since"),
        WORDS.lines("subsidiaries.co"),
        3,
        24,
    )


def _lines(scene: Scene, pool: Sequence[str], low: int) -> list[Block]:
    chosen = scene.rng.sample(list(pool), scene.rng.randint(low, len(pool)))
    return [Paragraph(scene.say(line), "line") for line in chosen]


def _annual(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Annual Report {year}|Notes to the accounts|{co1}: Half-year report|Management report|Financial review {year}]"
    )
    heads = WORDS.lines("annual.heads")
    pool, count = (
        (*_NOTES, *DEALS, *_STUDY[:3], *BACKGROUND),
        scene.rng.choice((2, 3, 5, 8, 12, 20)),
    )
    blocks = (
        scene.sections(heads, pool, count) if scene.chance(0.6) else scene.paragraphs(pool, count)
    )
    if scene.chance(0.3):
        blocks.insert(scene.rng.randint(0, len(blocks)), _subsidiaries(scene))
    return head, blocks


def _study(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Market study: {goods}|Sector note|The {goods} market in {land}|Survey of contract terms]"
    )
    blocks = scene.paragraphs(
        (*_STUDY, *DEALS[:9], *BACKGROUND), scene.rng.choice((2, 3, 5, 7, 12)), 1, 4
    )
    if scene.chance(0.5):
        dated = scene.say(
            "[Prepared by {co4}, |Report dated |Published |Date of report: |{p2}, ]{own}"
        )
        blocks.insert(0, Paragraph(dated, "line"))
    return head, blocks


def _audit(scene: Scene) -> tuple[str, list[Block]]:
    opened = [
        scene.say("[{co4}, {address}|{co4}|]"),
        scene.say("[To the board of {co1}, {town}|{co1}, {address}|To the shareholders of {co1}]"),
    ]
    dated = scene.say("[{town}, {own}|{own}|Date: {own}]")
    opened.insert(scene.rng.randint(0, 2), dated)
    blocks: list[Block] = [Paragraph(line, "line") for line in opened if line]
    blocks += scene.paragraphs((*_AUDIT, *_NOTES[:4]), scene.rng.choice((2, 3, 5)), 1, 3)
    blocks.append(Paragraph(scene.say("{p3}[, for {co4}|, {title}, {co4}|]")))
    return scene.say(
        "[Management letter|Independent auditor's report|Confirmation of balances|Audit findings|]"
    ), blocks


def _cv(scene: Scene) -> tuple[str, list[Block]]:
    return scene.say("[Curriculum vitae|CV|Résumé|Profile]: {p1}"), _lines(
        scene, (*_JOBS[:4], *_JOBS[:2], *_JOBS), 4
    )


def _programme(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Conference|Annual Forum|Congress] on [Contract Law|{goods}|Leasing|Public Tenders], {town}, {day}"
    )
    blocks = [
        Paragraph(f"{scene.say('{clock}')} {scene.pick(_SLOTS)}", "line")
        for _ in range(scene.rng.randint(4, 14))
    ]
    if scene.chance(0.4):
        return head, [
            *blocks,
            Paragraph(
                scene.say("Sponsors: {co1}, {co2}, {co3}, {co4} and {co5}. Register by {day}.")
            ),
        ]
    return head, [*blocks]


def _product(scene: Scene) -> tuple[str, list[Block]]:
    blocks = _lines(scene, _SPECS, 4)
    if scene.chance(0.4):
        blocks.append(Paragraph(scene.say("[Rev. {num}, |Data sheet of |Version: ]{own}"), "line"))
    return scene.say(
        "[Data sheet {ref}|Product sheet: {goods}|Technical data – {s1} {ref}]"
    ), blocks


def _prices(scene: Scene) -> tuple[str, list[Block]]:
    dated = scene.pick(WORDS.lines("prices.dated"))
    table = _rows(
        scene,
        ("Item", "Goods", "Term", "Price"),
        ("{ref}", "{othergoods}", "{term}", "{small}"),
        3,
        20,
    )
    return scene.say("[Price list|Rates|Tariff] [of {co1}|– {goods}|{year}]"), [
        Paragraph(dated, "line"),
        table,
    ]


def _list(scene: Scene) -> tuple[str, list[Block]]:
    intro = scene.say(
        "[Subsidiaries of {co1}|The following companies are consolidated:|Significant holdings on {day}|]"
    )
    table = _subsidiaries(scene)
    if scene.chance(0.4):
        table = _rows(
            scene,
            ("Contract", "With", "Signed", "Term", "Law"),
            ("{othercontract}", "{co}", "{day}", "{term}", "{law}"),
            3,
            15,
        )
    blocks: list[Block] = [Paragraph(intro), table] if intro else [table]
    if scene.chance(0.2):
        blocks = [sheet(scene), Paragraph(scene.say("[Entry|Sheet] {num} of {num}")), sheet(scene)]
    return scene.say(
        "[Exhibit 21|List of shareholdings|Register of contracts|Group structure|Contract database, extract]"
    ), blocks


def write_report(kind: str, rng: Random) -> SampleDocument:
    """A text that informs: figures, people, programmes, products."""
    scene = Scene(rng)
    writers = (_annual,) * 3 + (
        _study,
        _study,
        _audit,
        _audit,
        _cv,
        _programme,
        _product,
        _prices,
        _list,
    )
    title, blocks = rng.choice(writers)(scene)
    return SampleDocument(kind, title, tuple(blocks))
