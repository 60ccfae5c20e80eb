"""How long a long contract lasts and under what law: stated in many ways, or left unsaid."""

from __future__ import annotations

from training.corpus.cast.draft import capital
from training.corpus.longform.deal import Deal
from training.corpus.markup import Block, Paragraph, Table
from training.corpus.words import Topic, Words

WORDS = Words("longform/terms")

_TERM_HEADINGS = WORDS.lines("term_headings")
TERM = Topic(
    _TERM_HEADINGS,
    (
        "{agreement} expires after {term}. The duty of confidence outlasts it by {years}.",
        "For an initial period of {term} neither party may leave {agreement}; thereafter {days} notice suffices. Secrets are kept for {years} beyond its end.",
        "[Period of work|Contract period]: {term}. [Warranty period|Defects period]: {months}. Limitation: {years}.",
        "{agreement} holds for as long as {term} from its commencement, and its clauses on secrecy for {years} more.",
        "{agreement} expires after {term} without any notice being needed. A [holding over|continuation of dealings] beyond that day creates no new contract.",
        "{Cb}'s rights under {agreement} last for an initial period of {term} and after that [from year to year|for further periods of {months} each], until one side gives {days} notice.",
        "Unless ended earlier under the clause on default, {agreement} stays in force for {term}[, counted from the date first written above|, and ends at midnight on the last day|].",
        "{agreement} shall [endure|remain binding] for so long as {b} [performs|keeps to] its duties, but no longer than {term}.",
        "The “Term” is {term}. [It may be extended once by {months} if both parties so agree {days} before its end.|No extension is granted.]",
        "[Subject to earlier termination|Save where terminated before], {agreement} has a fixed duration of {term}. Claims that arose before its end may be brought for {years} afterwards.",
        "{agreement} [begins|commences] as stated above and [is valid|runs] for {term}. After a breach that is not cured within {days}, the innocent party may terminate at once.",
        "The parties are bound for a [minimum|firm] period of {term}; [notice given earlier takes effect only then|neither can leave before that, except for cause]. Records are kept for {years} after the end.",
        "There shall be a {termlong} term, [renewable|which may be renewed] for {months} at a time on written request made {days} before expiry.",
        "Duration: {term}. [Notice period: {months}.|Renewal: by written agreement only.]",
        "{Ca} and {b} conclude {agreement} for {term}, after the end of which the provisions on secrecy [survive|continue] for a further {years}.",
        "When {term} have passed since {agreement} took effect, it [lapses|comes to an end] of itself. The earlier contract, which lasted {years}, ended on {otherdate}.",
        "{agreement} will be effective for a term of {term}, and [thereafter|then] for such additional periods, none longer than {months}, as the parties may settle.",
        "Neither party may [withdraw from|terminate] {agreement} during its {termlong} life, except under the next sentence. If the other is insolvent or fails to pay within {days} of a reminder, notice may be given with immediate effect.",
    ),
)
_OPEN = Topic(
    (
        *_TERM_HEADINGS,
        "Termination",
        "[Ending|End] of the Agreement",
        "Termination for Convenience",
    ),
    (
        "{agreement} [continues|remains in force] indefinitely until one party gives the other {days} written notice[, which may expire at any time|].",
        "There is no fixed term. Either side may end {agreement} on {months} notice [to the end of a calendar quarter|given by registered post].",
        "{agreement} lasts until all that is due under it has been [performed|paid and done]; a party that is in breach for {days} after notice may be dismissed from it by the other.",
        "{agreement} is concluded for an unlimited time. It may be terminated for good cause without notice, otherwise on {weeks} notice.",
        "The parties remain bound until [completion|they agree otherwise in writing]. On termination, stocks and papers are returned within {days} and accounts are settled within {months}.",
    ),
)
_END_ONLY = WORDS.topic("end_only")
_REPEATS = WORDS.lines("repeats")
_LAW_HEADINGS = WORDS.lines("law_headings")
LAW = Topic(
    _LAW_HEADINGS,
    (
        "{agreement}, and any dispute or claim [arising out of|connected with] it, [including non-contractual ones|whether in contract or tort], [shall be|are] governed by {adjlaw}.",
        "{adjlaw} governs {agreement}. [The place of arbitration is {otherseat}; three arbitrators are appointed.|The seat of any arbitration is {otherseat}, and its procedure follows the statute in force there.]",
        "The parties have [chosen|agreed on] {adjlaw} as the proper law. The mandatory tax law of {otherland} [remains applicable|is not displaced] where {b} has an establishment there.",
        "{agreement} is [to be |]read and enforced [in accordance with|under] the laws of {law}, [although|even though] {third_target} is organised under the laws of {otherland}.",
        "[The substantive law|The law] of {law} applies, to the exclusion of its conflict rules and of the uniform sales convention. Courts in {town} are competent; orders may also be sought in {otherland}.",
        "Disputes go first to {person1} and {person2} as mediators, for {weeks}; then to arbitrators sitting in {otherseat}, who [shall apply|decide under] the laws of {law}.",
        "[Validity and interpretation|All questions concerning the validity, meaning and effect] of {agreement} are decided by the laws of {law}. The security over assets in {otherland} is governed by local law, and so is the lease with {third_landlord}.",
        "[Construction|Governing law]: {barelaw}. [Forum|Venue]: {town}. Process agent of {b} in {otherland}: {otherco}.",
        "{agreement} is a contract under the laws of {law} and shall for all purposes be construed accordingly; the facility of {third_lender} is [subject to|governed by] the laws of {otherland}.",
        "In all respects, including matters of performance, the internal law of {law} [is controlling|controls][, save that the corporate law of {otherland} governs the internal affairs of {third_target}|]. EACH PARTY WAIVES TRIAL BY JURY.",
        "The rights of the parties are determined under {adjlaw}; [translations into other languages have no force|terms such as “best endeavours” have the meaning they have there].",
        "As to law, the parties submit {agreement} to that of {law}; as to procedure, to the rules of the chamber of commerce at {otherseat}.",
    ),
)
_NO_LAW = WORDS.topic("no_law")


def term_clause(deal: Deal) -> tuple[str, list[str]]:
    """What is said about the end: a duration, an open end, or defaults only."""
    draft = deal.draft
    if draft.term:
        return _upper_start(draft.pick(TERM.headings), draft.pick(TERM.wordings))
    topic = _OPEN if deal.rng.random() < 0.65 else _END_ONLY
    texts = [draft.say(text) for text in deal.rng.sample(topic.wordings, deal.rng.randint(1, 2))]
    return draft.pick(topic.headings), [capital(text) for text in texts]


def _upper_start(heading: str, text: str) -> tuple[str, list[str]]:
    return heading, [capital(text)]


def termination_clause(deal: Deal) -> tuple[str, list[str]]:
    topic = _END_ONLY
    texts = deal.rng.sample(topic.wordings, deal.rng.randint(1, 3))
    return deal.draft.pick(topic.headings), [capital(deal.draft.say(text)) for text in texts]


def repeat_of_term(deal: Deal) -> str:
    return capital(deal.draft.pick(_REPEATS))


def law_clause(deal: Deal) -> tuple[str, list[str]] | None:
    """The clause on the law; without one, at times a forum whose country is no chosen law."""
    draft = deal.draft
    if draft.law:
        return draft.pick(LAW.headings), [capital(draft.pick(LAW.wordings))]
    if deal.rng.random() < 0.7:
        return draft.pick(_NO_LAW.headings), [capital(draft.pick(_NO_LAW.wordings))]
    return None


_ROWS = WORDS.rows("rows")


def key_terms(deal: Deal, period_name: str) -> list[Block]:
    """Particulars in rows, the document's own among those that are not."""
    draft, rng = deal.draft, deal.rng
    rows = [
        (draft.say(name), draft.say(value)) for name, value in rng.sample(_ROWS, rng.randint(3, 7))
    ]
    own: list[tuple[str, str]] = []
    if rng.random() < 0.6:
        own += [(capital(alias.removeprefix("the ")), party.mark()) for party, alias in deal.sides]
    if draft.date and rng.random() < 0.5:
        name = "[Effective date|Commencement|Commencement Date|Start|In force from]"
        own.append((draft.say(name), draft.say("{date}")))
        if deal.signing:
            rows.append(("Date of signature", draft.say("{signed}")))
    if draft.term:
        own.append((draft.say(period_name), draft.say("{term}[|| from commencement]")))
    if draft.law and rng.random() < 0.6:
        own.append(
            (
                draft.say("[Governing law|Law|Applicable law]"),
                draft.say("[{barelaw}|{adjlaw}|Laws of {law}]"),
            )
        )
    for row in own[len(deal.sides) :]:
        rows.insert(rng.randint(0, len(rows)), row)
    rows = [*own[: len(deal.sides)], *rows]
    lead = rng.choice(WORDS.lines("key_terms.lead"))
    return [Paragraph(lead, "bold"), Table(tuple(rows))]
