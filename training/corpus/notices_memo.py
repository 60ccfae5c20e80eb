"""Memos, minutes, e-mail threads, file notes and opinions that discuss the contracts of others."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.notices import Scene
from training.corpus.notices_deals import BACKGROUND, DEALS, QUOTED, sheet

_SUBJECTS = (
    "[Review|Summary|Key terms] of the {contract} with {co2}",
    "{co1} / {co2}: [open points|next steps|{contract}]",
    "[Renewal|Expiry|Termination] of the {othercontract} with {co3}",
    "Project {s2}: [status|timetable|questions]",
    "Your question on {law}",
    "[Rent|Insurance|Travel] {year}",
    "Call with {p2} ({co2})",
)
_ANALYSIS = (
    "The {contract} [was signed|is dated] {past}; the parties are {co1} and {co2}.",
    "[Its term is|It has a term of] {term}[ from {day}|, renewable for {term}|]. [We should diarise {day}|No action is needed now].",
    "Governing law: {law}. [Courts in {town} are competent|There is no arbitration clause].",
    "[The NDA|That NDA] with {co2} binds {co1} for {term} after disclosure; [this is longer than usual|our standard is {term}].",
    "{p1} [thinks|is of the view] that clause {num} [is too wide|would not hold under {law}].",
    "Notice of termination had to reach {co3} by {day}, that is {days} before the end of the term.",
    "{co2} [asks|asked] for {term}; we [offered|would accept] {term}.",
    "The draft that came from {co4} on {day} still names {co5} as the contracting party, which is wrong.",
    "If {co1} were to assign the contract to {co6}, [consent would be required|{law} asks for notice only].",
    "Liability is capped at {money}, [save|except] for fraud.",
    "It is unclear whether the [side letter|amendment] of {day} was ever signed by {p2}.",
    "The tenant, {co2}, may break the lease after {term}; the landlord is {co3}.",
    "A guarantee of {co5} expires on {day} and must be [returned|renewed].",
    "Under {law}, a claim of this kind lapses after {term}.",
    "The limitation period is {term} in {land} and {term} in {state}.",
    "{p3} should [speak to|call] {p4} at {co2} before {day}.",
    "I have [not|only] seen [a copy|pages {num} ff.|the unsigned version].",
    "[My view|In short]: sign, but strike out the non-compete of {term}.",
    "The supplier has been late in {num} of {num} months; {co6} would deliver {goods} from {month}.",
    "[Costs|Fees] so far: {money}. {co4} estimates another {money}.",
    "Records must be kept for {term}[ after the end of the contract|].",
    "{co1} became bound on {day}, when the last condition was met, not on {day}.",
    "There is a change-of-control clause: a sale of {co2} to {co3} would let {co1} walk away on {days} notice.",
)
_RESOLUTIONS = (
    "[RESOLVED|It was resolved] that the {contract} with {co2}[, for a term of {term},|] [be approved|is hereby approved].",
    "The board [approved|took note of] the lease of {address} from {co3} for {term}[, starting on {day}|].",
    "{p2} [reported|gave a report] on talks with {co4}; a decision is put off until {day}.",
    "{p1} was authorised to sign the {othercontract} with {co5}, to be governed by {law}.",
    "The minutes of the meeting of {past} were [read and|] approved.",
    "[Mr|Ms] {p3} declared an interest in {co3} and left the room for {num} minutes.",
    "The loan from {co6} ({money}, {term}) is to be [repaid early|prolonged].",
    "{p4} was [elected|re-elected] for a term of {term}.",
    "[Present|In attendance]: {p1} (chair), {p2}, {p3}, {p4}. Apologies: {p5}.",
    "Next meeting: {day}, {clock}, {town}.",
    "[There being no further business, the|The] meeting [closed|ended] at {clock}.",
    "A vote was taken: {num} for, none against, one abstention.",
    "{p5} asked why {co2} had been preferred to {co}. [The answer was noted|{p2} explained the price].",
    "Action: {p3} to send the signed {contract} to {co2} by {day}.",
)
_OPINIONS = (
    "We have acted as counsel in {town} to {co1} in connection with the {contract} made on {past} between {co1} and {co2}.",
    "We have [examined|seen] copies of the {contract}, the articles of {co1} and a certificate of {p2} dated {day}.",
    "{co1} is [validly existing|in good standing] under the laws of {state}.",
    "In our opinion the choice of {law} [would be upheld|is valid] by the courts of {land}.",
    "We [express no opinion|say nothing] on the laws of {land} or on tax.",
    "Obligations may be limited by insolvency law and become time-barred after {term}.",
    "The duties of {co2} last for {term} and are [enforceable|binding].",
    "Only {co5} may rely on what we say here.",
)
_HEADS = (
    "Facts",
    "Term",
    "Law",
    "Parties",
    "Risks",
    "Next steps",
    "Background",
    "Termination",
    "Question",
    "Short answer",
    "Discussion",
    "Money",
    "Open points",
    "Advice",
    "Confidentiality",
    "Change of control",
)
_MAILS = (
    "Hi {first1}, [could you look at|please see] the {contract} with {co2}? They want {term} instead of {term}.",
    "Thanks. {p4} from {co2} called: they can sign on {day}.",
    "[As discussed|Following our call]: governing law will be {law}, notice {days}.",
    "Attached is the [clean|marked] version as {co4} sent it on {day}.",
    "Not for me to decide – ask {p3} in {dept}.",
    "Can we tell {co3} that the old {othercontract} ends on {day}?",
    "I am out of office until {day}. In urgent cases write to {p4}.",
    "Let us [meet|talk] at {clock} in {town}.",
    "{co6} has paid {money}; the rest is due within {days}.",
    "Fine with me[, but please check the names: it is {co2}, not {co}|].",
    "Has {p5} signed for {co1} yet?",
)
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
    opened = scene.pick(
        (
            "Minutes of the meeting held on {own} [at {clock} |]in {town}, {address}.",
            "Held [at|in] {town} on {own}. [The chair opened the meeting at {clock}.|A quorum was present.]",
            "Date: {own}. Place: {town}. Chair: {p1}. Secretary: {p2}.",
            "On {own}, at {clock}, the [members|directors] of {co1} met [in {town}|by telephone].",
        )
    )
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
        Paragraph(scene.say(line), "line")
        for line in ("From: {p2}[, {co1}|]", "To: {p1}[; {p3}|]", "[Date|Sent]: {own}[ {clock}|]")
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
    blocks: list[Block] = [
        Paragraph(scene.say(line), "line")
        for line in ("{co4}, {address}", "To: {co5}, {address}", "[{own}|{town}, {own}]")
    ]
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
