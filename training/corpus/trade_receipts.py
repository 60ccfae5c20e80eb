"""Papers on money and cover: remittances, credit notes, receipts, reminders, bank letters, policies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.draft import Draft
from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.trade_parts import (
    address_lines,
    datable,
    key_values,
    letterhead,
    lines_of,
    pick_rows,
    say_law,
    side_by_side,
    sign_lines,
    trade_draft,
)
from training.corpus.words import Words

WORDS = Words("trade_receipts")

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Paper:
    """A sort of paper: A issues it to B.

    Attributes:
        sentences: each names both parties.
        letter: what a letter to B says under the name of A.
        term: keys of the row that states the term; none for papers that have no term.
        term_says: sentences that state it.
    """

    titles: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    issuer: str
    addressee: str
    day: str
    sentences: tuple[str, ...]
    letter: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    term: tuple[str, ...] = ()
    term_says: tuple[str, ...] = ()


_MONEY_ROWS = WORDS.rows("money_rows")
_REMITTANCE = _Paper(
    ("Remittance Advice", "PAYMENT ADVICE", "Advice of Payment", "Notification of Transfer"),
    (("Payer", "Payee"), ("the Customer", "the Supplier")),
    "[Payer|Paid by|From|Remitter|Ordering customer]",
    "[Payee|Paid to|Beneficiary|Supplier|Creditor|To]",
    "[Payment date|Date|Value date|Date of advice]",
    ("{A} has [today |]paid {B} the sums listed[, by way of {otherco}|].", "On {date} {A} transferred {othermoney} to {B} in settlement of the invoices below.", "[Please note|This is to advise] that {A} has instructed {otherco} to pay {othermoney} to {B}."),
    ("We have [paid|remitted] the [sums|invoices] below to your account with {otherco}.", "The following invoices were settled by us; a discount of {percent} was taken for payment within {days}."),
    (*_MONEY_ROWS, ("Account", "{ref}{ref}"), ("[On behalf of|Paying agent]", "{otherco}"), ("Funds available after", "{days}")),
    ("Direct questions to {otherperson} within {days}.", "The invoice of {otherco} dated {otherdate} was sent to us in error.", "A sum of {othermoney} was held back for {months} as retention.", "Payments to {otherco} follow on {laterdate}."),
)  # fmt: skip
_CREDIT = _Paper(
    ("Credit Note", "CREDIT MEMO", "Credit Note No. {code}", "Rebate Statement", "Corrected Invoice"),
    (("Seller", "Customer"), ("the Supplier", "the Buyer")),
    "[Issued by|Seller|Supplier|Credit from]",
    "[Credit to|Customer|Issued to|Buyer|Account of]",
    "[Date|Credit note date|Date of issue|Issued]",
    ("{A} credits {B} with {othermoney} for [goods returned|short delivery] on {otherdate}.", "[Credit|A credit] of {othermoney} is granted by {A} to {B}[ as agreed with {otherperson}|].", "The account of {B} with {A} has been credited."),
    ("We have credited your account for the goods returned on {otherdate}.", "As agreed with {otherperson}, we grant you a rebate of {percent}."),
    (*_MONEY_ROWS, ("[Reason|Ground]", "[Damage in transit by {otherco}|Goods returned|Price error]"), ("Original invoice", "{code} of {otherdate}"), ("Valid for", "[{months}|{days}]")),
    ("The credit may be set off within {months}.", "Freight paid to {otherco} is not refunded.", "Goods were inspected by {otherco} on {otherdate}.", "Claims against the carrier {otherco} lapse after {days}."),
)  # fmt: skip
_RECEIPT = _Paper(
    ("Receipt", "OFFICIAL RECEIPT", "Receipt and Acknowledgement", "Deposit Receipt", "Donation Receipt"),
    (("Recipient", "Payer"), ("the Donee", "the Donor"), ("the Landlord", "the Tenant")),
    "[Received by|Payee|Issued by|Recipient|Recipient organisation]",
    "[Received from|Payer|From|Donor|Depositor]",
    "[Date|Date received|Received on|Date of receipt]",
    ("Received from {B} the sum of {othermoney}[, by cheque drawn on {otherco}|]. {A}.", "{A} acknowledges receipt of {othermoney} from {B} [for the works in {town}|in full settlement|as a deposit].", "I, {otherperson}, have taken for {A} the amount of {othermoney}, paid by {B}.", "{B} has [given|paid] {othermoney} to {A}; nothing was given in return."),
    ("Thank you for your payment of {othermoney}, which reached us through {otherco}.", "We have received {othermoney} from you and hold it as a deposit."),
    (*_MONEY_ROWS, ("[For|Purpose]", "[Rent of {month}|Deposit on car {ref}|Gift|Entrance fee]"), ("Cheque drawn on", "{otherco}"), ("Refundable within", "{days}")),
    ("The deposit is returned within {days} after the keys were given back.", "This receipt replaces that of {otherdate}.", "The cheque of {otherco} needs {days} to clear.", "Keep this paper for {years} for the tax office."),
)  # fmt: skip
_REMINDER = _Paper(
    ("Payment Reminder", "FINAL NOTICE", "Second Reminder", "Demand for Payment", "Overdue Notice", ""),
    (("the Creditor", "the Debtor"), ("the Supplier", "the Customer")),
    "[Creditor|From|Claimant|Supplier]",
    "[Debtor|To|Customer|Account holder|Owed by]",
    "[Date|Date of notice|Reminder date]",
    ("{B} owes {A} {othermoney}, [overdue since {otherdate}|despite the reminder of {otherdate}].", "{A} demands that {B} pay {othermoney} within {days}.", "According to the books of {A}, invoice {code} has not been paid by {B}."),
    ("Our invoice {code} of {otherdate} is [still unpaid|{days} overdue].", "Despite our reminder of {otherdate} you have not paid {othermoney}.", "May we remind you of the sum of {othermoney}, due since {otherdate}?"),
    (*_MONEY_ROWS, ("[Days|Time] overdue", "{days}"), ("[Collector|Debt agency]", "{otherco}"), ("Last payment", "{otherdate}")),
    ("Unless we are paid within {days}, {otherco} will collect the debt.", "Interest of {percent} has run for {months}.", "If you have paid already, please overlook this letter. Questions: {otherperson}.", "Your cheque on {otherco} was returned on {otherdate}."),
)  # fmt: skip
_BANK = _Paper(
    ("Bank Reference", "Confirmation of Account", "Balance Confirmation", "Letter of Comfort", "GUARANTEE No. {code}", "Standby Letter of Credit"),
    (("the Bank", "the Customer"), ("the Issuer", "the Beneficiary"), ("the Guarantor", "the Beneficiary")),
    "[Bank|Issuer|Issuing bank|Guarantor]",
    "[Customer|Beneficiary|Account holder|In favour of|Account in the name of]",
    "[Date|Date of issue|Issued on|Effective date]",
    ("{A} confirms that {B} keeps account {ref} with it, opened on {otherdate}.", "At the request of {otherco}, {A} undertakes to pay {B} up to {othermoney} on first demand.", "{A} hereby issues in favour of {B} its undertaking No. {code} for the account of {otherco}."),
    ("We confirm that your account {ref} stood at {othermoney} on {otherdate}.", "At the request of {otherco} we promise to pay you up to {othermoney} on your first demand."),
    (*_MONEY_ROWS, ("[Applicant|Principal|For account of]", "{otherco}"), ("[Advising|Confirming] bank", "{otherco}"), ("Place of [demand|presentation]", "{town}"), ("Documents within", "{days}")),
    ("Demands must reach us within {days} of the event, through {otherco}.", "This letter is given without duty on our part and may not be shown to {otherco}.", "The auditor, {otherco}, may ask for details within {weeks}.", "Enquiries: {otherperson}, {town} branch."),
    ("Validity", "Guarantee period", "Term of undertaking", "Tenor"),
    ("[This undertaking|It] is valid for {term} from its date.", "[After|On the end of] {term} this undertaking lapses, even if this paper is not returned.", "The {termlong} [validity|term] renews for {months} unless ended on {days} notice."),
)  # fmt: skip
_POLICY = WORDS.record(_Paper, "policy")
_PAPERS = (_REMITTANCE, _CREDIT, _RECEIPT, _REMINDER, _BANK, _POLICY, _POLICY)


def write_receipt(kind: str, rng: Random) -> SampleDocument:
    """A paper of one of the six sorts, issued by A to B."""
    paper = rng.choice(_PAPERS)
    draft = trade_draft(
        rng, paper.roles, no_law=0.6 if paper in (_BANK, _POLICY) else 0.88, no_term=0.3
    )
    if not paper.term:
        draft.term = None
    draft.more["month"] = lambda: rng.choice(("March", "May", "June", "October"))
    draft.title = draft.pick(paper.titles)
    rows = _rows(draft, paper)
    write = _letter if draft.chance(0.3) else _sheet
    blocks = write(draft, paper, rows)
    if draft.term and draft.chance(0.6):
        blocks.append(Paragraph(draft.pick(paper.term_says)))
    blocks += [
        Paragraph(draft.pick((note,))) for note in rng.sample(paper.notes, rng.randint(1, 3))
    ]
    law = say_law(draft) if draft.title else ""
    if law:
        blocks.append(Paragraph(law))
    if draft.chance(0.55):
        blocks += sign_lines(draft, 0, rng.choice(("", "For", "Issued by", "On behalf of")))
    title = draft.title.upper() if draft.chance(0.3) else draft.title
    return SampleDocument(kind, title, tuple(blocks))


def _rows(draft: Draft, paper: _Paper) -> list[Row]:
    """The facts other than the parties and, in a letter, the date."""
    rows = pick_rows(draft, paper.rows, 2, 7)
    if draft.term and draft.chance(0.7):
        value = draft.say("[{term}|{figures}][| from inception| fixed]")
        rows.insert(draft.rng.randint(0, len(rows)), (draft.rng.choice(paper.term), value))
    return rows


def _sheet(draft: Draft, paper: _Paper, rows: list[Row]) -> list[Block]:
    rng = draft.rng
    day = [(draft.say(paper.day), draft.say("{date}"))] if draft.date else []
    keys = (draft.say(paper.issuer), draft.say(paper.addressee))
    rows = [*rows]
    for row in day:
        rows.insert(rng.randint(0, min(3, len(rows))), row)
    style = rng.choice(("rows", "rows", "boxes", "head", "sentence", "grid"))
    if style == "rows":
        sides = [(keys[0], draft.say("{A}")), (keys[1], draft.say("{B}"))]
        rng.shuffle(sides)
        place = rng.randint(0, len(rows))
        return key_values(draft, [*rows[:place], *sides, *rows[place:]])
    if style == "boxes":
        boxes = [[keys[0], *address_lines(draft, 0)], [keys[1], *address_lines(draft, 1)]]
        rng.shuffle(boxes)
        return [*side_by_side(draft, *boxes), *key_values(draft, rows)]
    if style == "head":
        return [
            *letterhead(draft, 0),
            *lines_of([keys[1], *address_lines(draft, 1)]),
            *key_values(draft, rows),
        ]
    if style == "grid":  # One header row over one row of values.
        cells = [(keys[0], draft.say("{A}")), *day, (keys[1], draft.say("{B}"))]
        rest = [row for row in rows if row not in day]
        return [Table(tuple(zip(*cells, strict=True)), has_names=True), *key_values(draft, rest)]
    return [Paragraph(draft.pick(datable(draft, paper.sentences))), *key_values(draft, rows)]


def _letter(draft: Draft, paper: _Paper, rows: list[Row]) -> list[Block]:
    day: list[Block] = []
    if draft.date:
        day = [
            Paragraph(
                draft.say("[{date}|{date}|{town}, {date}]"), draft.rng.choice(("right", "line"))
            )
        ]
    to = lines_of(address_lines(draft, 1))
    top = [*day, *to] if draft.chance(0.5) else [*to, *day]
    dear = draft.say("[Dear Sirs,|Dear Customer,|Dear Sir or Madam,|Good day,|]")
    return [
        *letterhead(draft, 0),
        *top,
        *lines_of([dear]),
        Paragraph(draft.pick(paper.letter)),
        *key_values(draft, rows),
    ]
