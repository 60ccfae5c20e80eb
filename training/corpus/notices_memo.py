"""Memos, minutes, e-mail threads, file notes and opinions that discuss the contracts of others."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.notices import Scene
from training.corpus.notices_deals import BACKGROUND, DEALS, QUOTED, sheet
from training.corpus.words import Words

WORDS = Words("notices_memo")

_SUBJECTS = WORDS.lines("subjects")
_ANALYSIS = WORDS.lines("analysis")
_RESOLUTIONS = WORDS.lines("resolutions")
_OPINIONS = WORDS.lines("opinions")
_HEADS = WORDS.lines("heads")
_MAILS = WORDS.lines("mails")
_FIRM_NOTE = "[Privileged and confidential|Draft for discussion|Internal – do not forward|Attorney work product|For the file only]"


def _memo(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[MEMORANDUM|Memo|Internal memorandum|Office Memorandum|Legal Memo|Briefing note]"
    )
    subject = scene.pick(_SUBJECTS)
    lines = [
        scene.say("[To|TO]: [{p1}|{p1}, {dept}|{co1}, {dept}|Members of the board of {co1}]"),
        scene.say("[From|FROM]: [{p2}|{p2}, {title}|{dept}|{p2} ({co4})]"),
        scene.say("[Date|DATE|Dated]: {own}"),
        scene.say("[Re|Subject|SUBJECT|Concerns]: ") + subject,
    ]
    if scene.chance(0.3):
        lines.insert(2, scene.say("[cc|Copy]: {p3}[, {p4}|; {co5}|]"))
    if scene.chance(0.25):
        lines.append(lines.pop(-2))
    blocks: list[Block] = [Paragraph(line, "line") for line in lines]
    if scene.chance(0.25):
        blocks = [Table(tuple((line.split(": ", 1)[0], line.split(": ", 1)[1]) for line in lines))]
    if scene.chance(0.3):
        blocks.insert(scene.rng.randint(0, 1), Paragraph(scene.say(_FIRM_NOTE), "bold"))
    count = scene.rng.choice((1, 2, 3, 5, 8, 14))
    pool: tuple[str, ...] = (*_ANALYSIS, *DEALS, *QUOTED)
    if count == 14:
        pool += BACKGROUND
    if count > 2 and scene.chance(0.5):
        blocks += scene.sections(_HEADS, pool, count)
    else:
        blocks += scene.paragraphs(pool, count, 1, 5)
    if scene.chance(0.15):
        blocks.append(sheet(scene))
    return head, blocks


def _minutes(scene: Scene) -> tuple[str, list[Block]]:
    body = "[board|shareholders|audit committee|works council|supervisory board|managers]"
    head = scene.say(
        f"[Minutes|MINUTES|Record] of the [meeting|annual meeting] of the {body} of {{co1}}"
    )
    opened = scene.pick(WORDS.lines("minutes.opened"))
    blocks: list[Block] = [Paragraph(opened)]
    pool = (*_RESOLUTIONS, *DEALS[:6], *_ANALYSIS[:4])
    blocks += scene.paragraphs(pool, scene.rng.choice((3, 5, 8, 14)), 1, 2)
    if scene.chance(0.6):
        blocks += [
            Paragraph("_" * scene.rng.randint(10, 24), "line"),
            Paragraph(scene.say("{p1}, [Chair|Chairman|Chairperson|Director]"), "line"),
            Paragraph(scene.say("{p2}, [Secretary|keeper of the minutes]"), "line"),
        ]
    return head, blocks


def _thread(scene: Scene) -> tuple[str, list[Block]]:
    rng, subject = scene.rng, scene.pick(_SUBJECTS)
    blocks: list[Block] = [
        Paragraph(scene.say(line), "line") for line in WORDS.lines("thread.from")
    ]
    blocks.append(
        Paragraph(f"Subject: {rng.choice(('', 'RE: ', 'Fwd: ', 'AW: '))}{subject}", "line")
    )
    pool = rng.sample(_MAILS, len(_MAILS))
    for place in range(rng.randint(1, 5)):
        if place:
            # Who wrote an earlier message and when is not the date of this one.
            quoted = scene.say(
                "[On {past} at {clock}, {p} wrote:|-----Original Message----- From: {p} Sent: {past} {clock}|> {p} ({co2}), {past}:]"
            )
            blocks.append(Paragraph(quoted))
        blocks.append(Paragraph(" ".join(map(scene.say, pool[place * 2 : place * 2 + 2]))))
        blocks.append(
            Paragraph(scene.say("[Best|Regards|Kind regards|Thanks|BR], {p}[, {co}|, {dept}|]"))
        )
    return "", blocks


def _file_note(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[File note|Note to file|Attendance note|Note of a call with {p2}|Due diligence note {num}: {co2}]"
    )
    dated = "[Written on|Note of|File {ref}, |Date of this note:] {own}[, {p3}|, {co4}|]"
    blocks: list[Block] = [Paragraph(scene.say(dated), "line")] if scene.chance(0.7) else []
    blocks += scene.paragraphs(
        (*_ANALYSIS, *DEALS[:10], *QUOTED), scene.rng.choice((1, 2, 4, 7)), 1, 4
    )
    if scene.chance(0.35):
        blocks.insert(scene.rng.randint(1, len(blocks)), sheet(scene))
    elif scene.chance(0.35):
        rows = [("Contract", "Counterparty", "Signed", "Term", "Law")]
        rows += [
            tuple(map(scene.say, ("{othercontract}", "{co}", "{day}", "{term}", "{law}")))  # type: ignore[misc]
            for _ in range(scene.rng.randint(2, 9))
        ]
        blocks.append(Table(tuple(rows), has_names=True))
    return head, blocks


def _opinion(scene: Scene) -> tuple[str, list[Block]]:
    blocks: list[Block] = [Paragraph(scene.say(line), "line") for line in WORDS.lines("opinion.co")]
    blocks.append(Paragraph(scene.say("[Dear Sirs|Ladies and Gentlemen|Dear {p5}],")))
    blocks += scene.paragraphs(
        (*_OPINIONS, *_ANALYSIS[:8], *QUOTED), scene.rng.choice((3, 5, 8)), 1, 3
    )
    blocks.append(Paragraph(scene.say("[Yours faithfully|Very truly yours], {p3}, {co4}")))
    return scene.say("[Legal opinion|{contract}: opinion of counsel|]"), blocks


def write_memo(kind: str, rng: Random) -> SampleDocument:
    """A text among colleagues or their counsel about what others have agreed."""
    scene = Scene(rng)
    title, blocks = rng.choice(
        (_memo,) * 4 + (_minutes,) * 3 + (_thread,) * 2 + (_file_note,) * 2 + (_opinion,)
    )(scene)
    return SampleDocument(kind, title, tuple(blocks))
