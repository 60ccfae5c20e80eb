"""Clauses that many families of documents draw on: law, courts, notices and other boilerplate.

A topic is the headings it may bear and the wordings it may have.
"""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from training.corpus.draft import DOUBLE_STOP, Draft
from training.corpus.markup import Block, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Topic:
    headings: tuple[str, ...]
    wordings: tuple[str, ...]

    def write(self, draft: Draft, more: tuple[str, ...] = ()) -> tuple[str, str]:
        """A heading and a wording, which may be one of `more`."""
        wordings = (*self.wordings, *more)
        return draft.pick(self.headings), draft.pick(wordings)


LAW = Topic(
    (
        "Governing Law",
        "Governing law and jurisdiction",
        "Applicable Law",
        "Law",
        "Choice of Law",
        "Governing Law; Venue",
        "Miscellaneous",
    ),
    (
        "This {title} [shall be|is] governed by, and construed [in accordance with|under], the laws of {law}[, without regard to its conflict of laws principles|, without giving effect to any choice of law rule||].",
        "The laws of {law} [govern|apply to] this {title} and [any dispute|every claim] arising out of it.",
        "This {title} and all questions of its validity, interpretation and performance are subject to {barelaw} law[, excluding the UN Convention on Contracts for the International Sale of Goods|].",
        "The [construction|validity, construction and effect] of this {title} shall be determined by the law of {law}. The parties submit to the [exclusive|non-exclusive] jurisdiction of the courts sitting in {town}.",
        "Governing law: {barelaw}. {Cb} consents to the jurisdiction of the [state and federal|competent] courts located in {town}.",
        "[Irrespective|Regardless] of the place of [signing|performance], this {title} is to be interpreted under the substantive laws of {law}; any arbitration takes place in {town}[, even if a party is organized in {otherstate}|].",
        "[Without reference to|Leaving aside] principles of conflicts of law, the laws in force in {law} control this {title}. Should {othercounsel} of {otherstate} be asked to give an opinion, it will be at {b}'s cost.",
        "Any matter not settled between the parties will be resolved under the internal laws of {law}, and each party waives [trial by jury|any objection to venue].",
        "This {title} [has been|is deemed to have been] made in, and its terms will be enforced under the laws of, {law}[ applicable to contracts made and to be wholly performed there|].",
        "For all purposes this {title} takes its meaning and effect from the laws of {law}. Suits [may|must] be brought in {town} within {months} after the claim arises.",
        "The parties choose {barelaw} law. Nothing in this section keeps {a} from seeking an injunction in {otherstate} or any [other |]place where {b} has assets.",
        "This {title}, and any non-contractual obligation connected with it, is governed by the law of {law}, whose courts shall have [exclusive |]competence.",
    ),
)
SHORT_LAW = (
    "The laws of {law} [apply|govern].",
    "[Governed by|Governing law:] the laws of {law}.",
    "This {title} is governed by the laws of {law}.",
    "{barelaw} law applies.",
)
NOTICES = Topic(
    ("Notices", "Notice", "Communications", "How to give notice"),
    (
        "[Notices|All notices] must be [in writing|written] and sent to {Aaddress} (for {a}) or {Baddress} (for {b}), [with a copy to|and copied to] {otherco}.",
        "A notice is [deemed received|taken as given] {days} after it was posted[ by registered mail|], or at once when [handed over|delivered by hand] or e-mailed before five o'clock.",
        "{Ca} may be reached at {Aaddress}, attention {Asigner}; {b} at {Baddress}. Either may change its address by giving the other {days} notice.",
        "Any [demand|communication] under this {title} goes to the [last known|registered] address of the recipient by courier; copies to {otherperson} of {otherco} do not amount to notice.",
        "Writing includes e-mail but not text messages. What arrives after business hours counts as received on the next working day.",
    ),
)
ENTIRE = Topic(
    ("Entire Agreement", "Whole agreement", "Integration", "Complete understanding"),
    (
        "This {title} [contains|sets out] everything the parties have agreed on its subject and [replaces|supersedes] all earlier [talks|discussions|drafts], including the letter of {otherdate}.",
        "No [promise|statement] outside this document binds either party. Earlier understandings, written or oral, [end|lapse] on signing.",
        "The {title} [is|forms] the complete and final expression of the parties' bargain; it may be changed only by a writing both have signed.",
        "Prior arrangements between the parties, among them the memorandum dated {otherdate}, are merged into this {title}.",
        "Neither party relied on anything that is not written here. Changes need [a signed writing|the signature of both].",
    ),
)
ASSIGNMENT = Topic(
    ("Assignment", "Transfer", "Successors and Assigns", "No assignment"),
    (
        "{Cb} may not [assign|transfer] this {title} [or any right under it|] without the [prior|written] consent of {a}[, which it may withhold for any reason|, not to be refused unreasonably|].",
        "This {title} binds and benefits the [heirs, |]successors and permitted assigns of the parties; {a} may assign it to [an affiliate|a buyer of its business] on {days} notice.",
        "[Neither party|No party] may pass its rights or duties to another, save to a company that acquires [substantially all|the greater part] of its business.",
        "A change of control of {b}, for example a sale to {otherco}, counts as an assignment and needs consent.",
    ),
)
SEVERANCE = Topic(
    ("Severability", "Invalid provisions", "Partial invalidity"),
    (
        "If a court finds any part of this {title} [unenforceable|invalid], the rest [stands|remains in force] and the part is read down as far as needed.",
        "A provision that is void in one place stays valid everywhere else.",
        "Each clause is [separate|distinct]; striking one leaves the others untouched.",
        "Should a term prove ineffective, the parties will agree on one that comes [closest|as near as may be] to its purpose.",
    ),
)
COUNTERPARTS = Topic(
    ("Counterparts", "Execution", "Electronic signature"),
    (
        "This {title} may be signed in [two or more |]counterparts, [also by electronic means|delivered by e-mail or otherwise], all of which make one document.",
        "[Scanned|Facsimile] signatures are as good as originals.",
        "{number} copies have been made, one for each party and one for {otherco} as escrow holder.",
        "The parties agree to sign by means of an electronic platform, and neither will contest a signature for that reason.",
    ),
)
WAIVER = Topic(
    ("Waiver", "No waiver", "Delay"),
    (
        "A party that [waits|delays] before enforcing a right does not lose it.",
        "[Waivers|A waiver] must be written, and [cover|covers] only the breach [named|described] in it.",
        "Indulgence shown once by {a} creates no expectation that it will be shown again.",
        "No course of dealing, and no failure to object within {days}, waives any right under this {title}.",
    ),
)
FORCE = Topic(
    ("Force Majeure", "Events beyond control", "Excusable delay"),
    (
        "Neither party answers for delay caused by [flood, fire, war or strike|events it could not have prevented]; if the event lasts longer than {days} the other may [cancel|end] this {title}.",
        "Time for performance is extended while a [storm, epidemic, embargo or act of government|cause outside a party's control] prevents it.",
        "[Shortage of labour|A failure of suppliers such as {otherco}] is no excuse; war, riot and the acts of authorities are.",
    ),
)
EXPENSES = Topic(
    ("Costs", "Expenses", "Fees and expenses"),
    (
        "Each party [bears|pays] its own [costs|legal fees] in connection with this {title}.",
        "{Cb} will reimburse {a} for [reasonable|documented] outside counsel fees up to {othermoney}.",
        "The losing party in any lawsuit shall pay the other's [reasonable |]attorneys' fees.",
    ),
)
RELATION = Topic(
    ("Relationship of the Parties", "No partnership", "Independent parties"),
    (
        "The parties are independent; [neither is|no one is made] agent, partner or employee of the other.",
        "Nothing here [makes|turns] {a} and {b} [partners|into a joint venture], and neither may bind the other.",
        "No third person, in particular not {otherco}, may enforce any term of this {title}.",
    ),
)
BOILERPLATE = (
    NOTICES,
    ENTIRE,
    ASSIGNMENT,
    SEVERANCE,
    COUNTERPARTS,
    WAIVER,
    FORCE,
    EXPENSES,
    RELATION,
)


def law_clause(draft: Draft) -> tuple[str, str] | None:
    """The clause that names the law, or None for a document that names none."""
    if draft.law is None:
        return None
    heading, text = LAW.write(draft)
    return (heading, draft.pick(SHORT_LAW)) if draft.chance(0.18) else (heading, text)


def boilerplate(draft: Draft, low: int, high: int) -> list[tuple[str, str]]:
    """Between `low` and `high` common clauses; one document in seven says all there is to say."""
    if draft.chance(0.15):
        return [
            (
                draft.pick(topic.headings),
                " ".join(map(draft.say, draft.rng.sample(topic.wordings, 2))),
            )
            for topic in draft.rng.sample(BOILERPLATE, len(BOILERPLATE))
        ]
    topics = draft.rng.sample(BOILERPLATE, draft.rng.randint(low, high))
    return [topic.write(draft) for topic in topics]


def with_law(draft: Draft, clauses: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The clauses with the one on the law among the last of them."""
    law = law_clause(draft)
    placed = list(clauses)
    if law:
        placed.insert(len(placed) - draft.rng.randint(0, min(4, len(placed))), law)
    return placed


OPENINGS = (
    "This {title} (this “Agreement”) is [made and entered into|entered into|made] as of {date} [(the “Effective Date”) |]by and between {Aline} {Acall}, and {Bline} {Bcall}.",
    "THIS {TITLE} is made [and entered into |]this {solemn}, by and between {Aline} {Acall} and {Bline} {Bcall}.",
    "This {title}, dated {date}, is between {Aline} {Acall} and {Bline} {Bcall}[. Each is a “Party”| (together, the “Parties”)].",
    "{Aline} {Acall} and {Bline} {Bcall} [hereby agree as follows|agree on what follows], effective {date}[:|.]",
    "In this {title} of {date}, {Aline}, is called {a}, and {Bline}, is called {b}.",
    "Made on the {solemn} between {Aline} {Acall} of the one part and {Bline} {Bcall} of the other part.",
    "The [parties to this {title} are|following have concluded this {title}:] {Aline} {Acall}; and {Bline} {Bcall}. It takes effect on {date} [whatever the dates of the signatures|(“Effective Date”)|].",
    "Effective as of {date}, {Aline} {Acall}, on the one hand, and {Bline} {Bcall}, on the other, enter into this {title}.",
    "This {title} sets out the terms on which {Aline} {Acall} will deal with {Bline} {Bcall} [from {date}|with effect from {date} (the “Commencement Date”)].",
    "By this [document|instrument], executed {otherdate} but effective {date}, {A} {Acall} and {B} {Bcall} [bind themselves as follows|make this {title}].",
)
UNDATED_OPENINGS = (
    "This {title} is [made|concluded] between {Aline} {Acall} and {Bline} {Bcall}.",
    "{Aline} {Acall} and {Bline} {Bcall} make this {title} [as of the ____ day of __________, 20__|as of the date on which the second of them signs].",
    "The parties: {Aline} {Acall}; {Bline} {Bcall}. [This {title} is effective when both have signed.|]",
)
PURPOSES = (
    "WHEREAS, {a} [has|possesses] {thing}; and WHEREAS, {b} wishes to {aim}; NOW, THEREFORE, in consideration of [the mutual promises below|what follows], the parties agree:",
    "Background: [In the course of|During] talks that began on {otherdate}, {b} showed interest to {aim}. {Ca} is [ready|willing] to allow this on the terms below.",
    "A. {Ca} owns {thing}. B. {Cb} intends to {aim}. C. {otherco} introduced the parties to each other and [receives a finder's fee|is not a party to this {title}].",
    "Recitals. {Ca} was [founded|organized] in {otherstate} and is known for {thing}. {Cb} would like to {aim}.",
    "[It is therefore agreed:|The terms are these.]",
)


_BARE_OPENINGS = (
    "This {title} is [made|concluded|entered into] on {date} between {A} and {B}.",
    "[Dated {date}|{date}]. The parties are {A} and {B}. {Ca} and {b} have their seats at {Aaddress} and {Baddress}.",
    "With effect from {date}, what follows binds {A} and {B}. [The former is called “{a}”, the latter “{b}”.|]",
    "{A} [makes|concludes] this {title} with {B}. It is dated {date}.",
)
"""Openings in which names stand at the end of a sentence."""


def _varied_opening(draft: Draft) -> list[Block]:
    """Names before a stop, or in a list whose markers are not part of them."""
    if draft.chance(0.5):
        return [Paragraph(draft.pick(_BARE_OPENINGS))]
    marker = draft.rng.choice(("{}. ", "{}) ", "({}) ", "{}.\t", "Party {}: ", "No. {}: "))
    end = draft.rng.choice(("", ".", ";", ""))
    return [
        Paragraph(draft.say("[This {title} is dated|Dated|Date:] {date}"), "line"),
        Paragraph(draft.rng.choice(("PARTIES", "BETWEEN", "The parties:")), "line"),
        *(
            Paragraph(
                DOUBLE_STOP.sub(
                    r".\1", marker.format(place) + draft.say(draft.rng.choice(side)) + end
                ),
                "line",
            )
            for place, side in enumerate(
                (("{A}", "{Aline} {Acall}"), ("{B}", "{Bline} {Bcall}")), 1
            )
        ),
    ]


def opening(draft: Draft) -> list[Block]:
    """How the parties and the day are introduced: a sentence, a numbered list, a table or a title page."""
    if draft.date and draft.chance(0.2):
        return _varied_opening(draft)
    if draft.date is None:
        return [Paragraph(draft.pick(UNDATED_OPENINGS))]
    style = draft.rng.choice(("sentence",) * 6 + ("numbered", "table", "title page", "lines"))
    if style == "numbered":
        return [
            Paragraph(draft.say("[This {title} is dated|DATED|Dated] {date}"), "bold"),
            Paragraph(draft.rng.choice(("BETWEEN", "PARTIES", "Between:")), "bold"),
            Paragraph(draft.say("(1) {Aline} {Acall}; and")),
            Paragraph(draft.say("(2) {Bline} {Bcall}.")),
        ]
    if style == "table":
        first, second = (draft.say(side) for side in ("{a}", "{b}"))
        rows = [
            (draft.say("[Effective Date|Date of this {title}|Commencement]"), draft.say("{date}")),
            (first[0].upper() + first[1:], draft.say("{A}")),
            ("Address", draft.say("{Aaddress}")),
            (second[0].upper() + second[1:], draft.say("{B}")),
            ("Address", draft.say("{Baddress}")),
        ]
        if draft.chance(0.5):
            rows = [*rows[1:], rows[0]]
        if draft.chance(0.4):
            rows.append(
                (
                    "Reference",
                    draft.say(
                        "{ref}/{number}, [replaces the offer of {otherdate}|prepared by {otherco}]"
                    ),
                )
            )
        return [
            Table(tuple(rows)),
            Paragraph(draft.say("The persons named above [agree|have agreed] as follows.")),
        ]
    if style == "title page":
        return [
            Paragraph(draft.say("[DATED|Dated as of] {date}"), "center"),
            Paragraph(draft.say("{A}"), "center"),
            Paragraph(draft.rng.choice(("and", "– and –", "with")), "center"),
            Paragraph(draft.say("{B}"), "center"),
            Paragraph(draft.say("{title}"), "center"),
            Paragraph(
                draft.say("[Prepared by {otherco}, {town}|Draft of {otherdate}|Execution copy]"),
                "center",
            ),
            Paragraph(draft.say("{Aline} {Acall} and {Bline} {Bcall} agree:")),
        ]
    if style == "lines":
        return [
            Paragraph(draft.say("[Effective Date|Date|Contract date]: {date}"), "line"),
            Paragraph(draft.say("[Parties|Between]: {A} {Acall}"), "line"),
            Paragraph(draft.say("and: {B} {Bcall}"), "line"),
            Paragraph(draft.say("{Ca} [is|has its seat] at {Aaddress}, {b} at {Baddress}.")),
        ]
    return [Paragraph(draft.pick(OPENINGS))]


def purpose(draft: Draft) -> list[Block]:
    return [Paragraph(draft.pick(PURPOSES))]
