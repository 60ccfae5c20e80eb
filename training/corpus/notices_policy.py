"""Policies, handbooks, manuals, privacy notices, questions and answers, retention schedules."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus.markup import Block, Heading, Paragraph, SampleDocument, Table
from training.corpus.notices import Scene

_CONDUCT = (
    "Gifts worth more than {small} are [reported|declared] to {dept} within {days}.",
    "Employees of {co1} [do not|may not] trade in shares of {co2} or {co3} before results are out.",
    "Contracts with a term of more than {term} need the signature of {p1} or {p2}.",
    "Agreements should [where possible|as a rule] be governed by {law}; exceptions are granted by {dept}.",
    "A non-disclosure agreement for {term} is signed before [drawings|samples of {goods}] leave the house.",
    "Leave of up to {term} may be [taken|granted] after {term} of service.",
    "The probationary period is {term}, the notice period {days}.",
    "Staff lent to {co4} remain bound by this handbook.",
    "Travel by train is second class[, journeys over {num} hours excepted|]. Book through {co5}.",
    "Passwords are changed every {days} and not reused for {term}.",
    "Complaints [go to|are addressed to] {p3}, {dept}, {address}.",
    "No one is punished for reporting in good faith.",
    "The works at {town} follow the rules of {land} where those are stricter.",
    "Suppliers such as {co6} are [audited|reviewed] every {term}.",
    "Former employees may not be hired by the auditor, {co5}, for {term}.",
    "Approval limits: {title} up to {money}; above that the board.",
    "Laptops are replaced after {term}, telephones after {term}.",
    "Expenses older than {days} are not refunded.",
    "{co1} and {co2} agreed on {day} that their staff may use either canteen.",
    "A breach may lead to a warning or to dismissal.",
)
_PRIVACY = (
    "[The controller is|Responsible for your data is] {co1}, {address}.",
    "Our data protection officer is {p1}, reached at {address}.",
    "We keep [invoices|order data] for {term}, [applications|CVs] for {term} and [log files|server logs] for {days}.",
    "[Hosting is|Newsletters are] provided by {co2} in {land} under a data processing agreement[ of {day}|].",
    "Cookies [set by|of] {co3} expire after {term}.",
    "Data are transferred to {co4} in {land} on the basis of standard clauses.",
    "You may object [at any time|within {days}] and complain to the authority in {town}.",
    "Video recordings in the {town} store are erased after {days}.",
    "We do not sell data. {co5} receives your address only to deliver {goods}.",
    "Consent lasts {term} unless you withdraw it.",
    "Under the law of {land} we must hold tax records for {term}.",
    "If {co1} were merged with {co6}, your data would move to the new company.",
)
_QUESTIONS = (
    (
        "How long is the warranty?",
        "{term} from delivery; {othergoods} have {term}. Claims go to {co3}.",
    ),
    (
        "Which law applies to my order?",
        "That depends on where you live. In {land} it is mostly {law}; ask the shop that sold you the {goods}.",
    ),
    ("Who [owns|runs] the shop?", "{co1}, together with {co2}, since {day}."),
    (
        "Can I cancel?",
        "Yes, within {days}. [Subscriptions run for {term}, as your own contract says|Gift cards are valid for {term}].",
    ),
    (
        "Why is {co4} on my bill?",
        "{co4} collects payments for us under a {contract} that ends in {year}.",
    ),
    ("When do you deliver?", "Orders placed by {clock} leave {town} the same day."),
    ("Do you ship to {land}?", "Yes, with {co5}, for {small}. Allow {days}."),
    ("I lost my password", "Write to {p1}. A new one is valid for {num} hours."),
    ("Is there a student rate?", "{pct} off for {term}, proof to be shown each {month}."),
    ("What if I move?", "Tell us {days} before. Your term is not affected."),
)
_STEPS = (
    "[Open|Unlock] the cover and wait {num} minutes.",
    "Enter the contract number, the counterparty (for example {co2}), the start date and the term (for example {term}).",
    "Check whether the supplier, e.g. {co3}, has sent its certificate; it is valid for {term}.",
    "In the field “Governing law” choose a country, such as {land}.",
    "[Send|Forward] the form to {dept}, which answers within {days}.",
    "Replace the filter of {co4} every {term} and note the day in the log.",
    "Do not use {othergoods} older than {term}.",
    "If the lamp blinks, call {co5} in {town}.",
    "File the signed {contract} under the name of the other side, not under ours.",
    "Set a reminder {days} before the contract ends.",
    "Have a second person ({dept}) compare names and dates.",
    "Print {num} copies; one goes to {p4}.",
    "Calibration is done by {co6}, last on {day}.",
    "Close the case when {num} checks are done.",
)
_RECORDS = "Payroll slips|Board minutes|Signed contracts|Tender files|Visitor lists|Claims of {co}|Leases|Loan agreements|Delivery notes|Drawings|Personnel files|Bank statements ({co})|Maintenance logs|E-mails|Licences from {co}|Customs papers|NDAs|Insurance policies|Audit reports by {co}|Medical records"
_HEADS = (
    "Purpose",
    "Scope",
    "Who must comply",
    "Gifts",
    "Leave",
    "Contracts",
    "Suppliers",
    "Reporting",
    "Travel",
    "Term and termination",
    "Equipment",
    "Working time",
    "Confidentiality",
    "Applicable law",
    "Exceptions",
    "Storage periods",
    "Your rights",
    "Recipients",
    "Safety",
    "Review",
)
_DATED = (
    "[Effective|Effective date|Effective from|In force since|Valid from|Applies from]: {own}",
    "[Version of|Version {num},|Status:|Last updated:|As of|Edition of] {own}",
    "Effective: {own}. [Supersedes the version of {past}.|Next review: {future}.|Approved by {p2} on {past}.|Owner: {dept}.]",
    "Document No. {ref} | Owner: {dept} | Effective {own} | Next review {future}",
    "This [policy|notice|document] [takes effect|applies] on {own}[ and replaces that of {past}|].",
    "[Issued by {dept}, {own}|Date of issue: {own}; printed {future}]",
)


def _dated(scene: Scene) -> list[Block]:
    # The bars between facts are no choice: `vary` chooses between brackets only.
    return [Paragraph(scene.pick(_DATED), scene.rng.choice(("line", "body", "center")))]


def _policy(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Travel Policy|Code of Conduct|Gifts and Hospitality Policy|Employee Handbook|Contract Management Policy|Anti-Bribery Policy|Supplier Code|House Rules|Signature Policy|Whistleblowing Policy|Working from Home]"
    )
    if scene.chance(0.4):
        head += scene.say("[ of {co1}| – {co1}|, {s1} Group]")
    pool, count = (*_CONDUCT, *_STEPS[1:4]), scene.rng.choice((2, 4, 7, 12))
    return head, scene.sections(_HEADS, pool, count) if count > 2 else scene.paragraphs(pool, count)


def _privacy(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Privacy Notice|Data Protection Notice|Privacy Policy|How we use your data|Cookie Policy|Information for applicants]"
    )
    count = scene.rng.choice((2, 4, 6, 9))
    if scene.chance(0.5):
        return head, scene.sections(_HEADS, _PRIVACY, count)
    return head, scene.paragraphs(_PRIVACY, count)


def _questions(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Frequently Asked Questions|FAQ|Questions and answers|Terms explained|Help: orders and contracts]"
    )
    blocks: list[Block] = []
    letters = scene.chance(0.4)
    for question, answer in scene.rng.sample(_QUESTIONS, scene.rng.randint(2, len(_QUESTIONS))):
        asked = scene.say(question)
        blocks.append(Paragraph(f"Q: {asked}") if letters else Heading(asked))
        blocks.append(Paragraph(("A: " if letters else "") + scene.say(answer)))
    return head, blocks


def _manual(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Procedure {ref}|Operating manual|Work instruction {num}|How to register a contract|Checklist|Quick guide]"
    )
    steps = scene.rng.sample(_STEPS, scene.rng.randint(3, len(_STEPS)))
    number = scene.rng.choice(("{}. ", "Step {}: ", "{}) ", "□ ", "- "))
    return head, [Paragraph(number.format(n) + scene.say(step)) for n, step in enumerate(steps, 1)]


def _retention(scene: Scene) -> tuple[str, list[Block]]:
    head = scene.say(
        "[Records Retention Schedule|Retention periods|Archive plan of {co1}|Storage periods]"
    )
    rows = [("Record", scene.say("[Period|Keep for|Term]"), scene.say("[Basis|Law]"), "Owner")]
    kinds = _RECORDS.split("|")
    for record in scene.rng.sample(kinds, scene.rng.randint(4, len(kinds))):
        period = scene.say(
            "[{term}|{term}|{term}|{days}|permanent|until {day}|{term} after end of contract]"
        )
        rows.append(
            (
                scene.say(record),
                period,
                scene.say("[{law}|{land}|contract|–|tax law]"),
                scene.say("{dept}"),
            )
        )
    blocks: list[Block] = [Table(tuple(rows), has_names=True)]
    if scene.chance(0.5):
        blocks = [*scene.paragraphs((*_PRIVACY[2:4], *_CONDUCT[2:6]), 1), *blocks]
    return head, blocks


def write_policy(kind: str, rng: Random) -> SampleDocument:
    """Rules or instructions of one house, which no other side signs."""
    scene = Scene(rng)
    title, blocks = rng.choice(
        (_policy,) * 4 + (_privacy,) * 2 + (_questions, _manual, _retention)
    )(scene)
    if scene.chance(0.7):
        dated = _dated(scene)
        blocks = [*blocks, *dated] if scene.chance(0.25) else [*dated, *blocks]
    return SampleDocument(kind, title, tuple(blocks))
