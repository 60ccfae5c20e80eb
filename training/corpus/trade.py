"""Orders: purchase orders, confirmations, accepted quotes, delivery notes, work orders.

Buyer (A) and supplier (B) are named perhaps once each; consignees and carriers are no parties.
"""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.closing import number_clauses
from training.corpus.draft import Draft
from training.corpus.markup import Block, Paragraph, SampleDocument, Table
from training.corpus.signing import sign_in_blocks
from training.corpus.trade_parts import (
    GENERAL,
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


@dataclass(frozen=True, slots=True)
class _Paper:
    """A sort of order: who issues it (0 buys, 1 supplies) and its own words."""

    issuer: int
    titles: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    buyer: str
    supplier: str
    day: str
    sentences: tuple[str, ...]
    terms: tuple[str, ...]


_PAPERS = (
    _Paper(
        0,
        ("Purchase Order", "PURCHASE ORDER No. {code}", "Order", "P.O. {code}", "Order for Goods", "Standard Purchase Order"),
        (("Buyer", "Vendor"), ("the Purchaser", "the Supplier"), ("the Buyer", "the Seller")),
        "[Buyer|Purchaser|Bill to|Ordered by|Invoice to|From]",
        "[Vendor|Supplier|Seller|To|Vendor name]",
        "[PO date|Order date|Date|Date of order|Issued]",
        (
            "{A} [orders|hereby orders] from {B} the [items|goods] below[, as offered on {otherdate}|]:",
            "[Please supply|Kindly deliver] to {A} the following; {B} is asked to confirm within {days}.",
            "This order is placed by {A} with {B} [on the conditions overleaf|under quotation {code} of {otherdate}].",
            "{B} shall sell and {A} shall buy what is listed here.",
        ),
        ("Agreement period", "Contract period", "Order valid for", "Price agreement"),
    ),
    _Paper(
        1,
        ("Order Confirmation", "Sales Order {code}", "ORDER ACKNOWLEDGEMENT", "Confirmation of Order", "Sales Confirmation"),
        (("Customer", "Seller"), ("the Customer", "the Supplier"), ("you", "we")),
        "[Sold to|Customer|Buyer|Bill to|Your company|To]",
        "[Seller|From|Supplier|Sold by|Issued by]",
        "[Confirmation date|Date|Order confirmed on|Document date]",
        (
            "{B} thanks {A} for the order of {otherdate} and [accepts|confirms] it as follows:",
            "[We, {B}, confirm|{B} confirms] your order {code}. [Customer|Buyer]: {A}.",
            "To: {A}. The [goods|items] below have been booked[ under our terms of sale of {otherdate}|]. {B}, [sales office|order desk].",
        ),
        ("Subscription term", "Supply period", "Contract duration"),
    ),
    _Paper(
        1,
        ("Quotation – Accepted", "QUOTE", "Quotation and Acceptance", "Proposal {code}", "Estimate and Order", "Offer"),
        (("Client", "Contractor"), ("the Customer", "the Company"), ("the Client", "the Provider")),
        "[Prepared for|Client|Quote for|Customer name|Accepted by]",
        "[Prepared by|Offered by|From|Contractor|Provider]",
        "[Quote accepted|Date of acceptance|Accepted on|Date]",
        (
            "{B} offers {A} the [work|services] set out here[; the offer stood open until {otherdate}|].",
            "[Prepared for|Quoted to] {A} by {B}. By its signature below the client accepts.",
            "{A} has accepted the [offer|estimate] {code} which {B} made [on {otherdate}|for its site in {town}].",
        ),
        ("Service period", "Initial term", "Support term", "Term of service"),
    ),
    _Paper(
        1,
        ("Delivery Note", "PACKING SLIP", "Delivery Receipt", "Goods Dispatched Note", "Consignment Note {code}"),
        (("Customer", "Supplier"), ("Consignee", "Sender")),
        "[Customer|Sold to|Account|On account of]",
        "[Supplier|Seller|Delivered by order of|From|Dispatched by]",
        "[Delivery date|Date|Date of dispatch|Delivered]",
        (
            "Delivered for {B} to the order of {A}, received in good condition:",
            "{A} has received from {B} the goods listed[, except as noted|].",
            "Goods sold by {B} to {A}; they were collected by {otherco}.",
        ),
        ("Rental period", "Hire period"),
    ),
    _Paper(
        0,
        ("Work Order", "WORK ORDER {code}", "Task Order No. {number}", "Call-off Order", "Blanket Order", "Service Order", "Job Order", "Release Order"),
        (("the Client", "the Contractor"), ("the Employer", "the Contractor"), ("the Authority", "the Supplier")),
        "[Client|Requested by|Employer|Customer|Ordering party|Principal]",
        "[Contractor|Performed by|Assigned to|Subcontractor|Service firm]",
        "[Start date|Effective date|Commencement|Date|Valid from|Start of work|Work starts on|Date of order|Order issued|Order date]",
        (
            "{B} will carry out for {A} the work described below, as instructed by {otherperson}.",
            "From {date} {B} will carry out for {A} the work described below.",
            "{A} instructs {B} to [do|perform] the following at [{town}|the premises of {otherco}]:",
            "Called off by {A} from the framework contract of {otherdate} with {B}.",
        ),
        ("Period of work", "Duration", "Period of performance", "Order term", "Completion time", "Work period"),
    ),
)  # fmt: skip
_ROWS = (
    ("[Our|Your] ref.", "{code}"),
    ("Quotation date", "{otherdate}"),
    ("[Delivery|Ship|Required] [date|by]", "{laterdate}"),
    ("[Ship to|Deliver to|Consignee|Site]", "{otherco}, {town}"),
    ("[Carrier|Ship via|Forwarder]", "{otherco}"),
    ("[Payment terms|Terms|Payment]", "[Net {days}|{days} after invoice|In advance]"),
    ("[Lead time|Delivery time]", "{weeks}"),
    ("[Contact|Requisitioner|Ordered through|Buyer's agent]", "{otherperson}"),
    ("[Incoterm|Freight|Delivery terms]", "[FOB|CIF|EXW|DAP] {town}"),
    ("[Quote valid|Validity of offer|Prices firm for]", "{days}"),
    ("[Warranty|Guarantee]", "{months}"),
    ("[Manufacturer|Maker|Brand]", "{otherco}"),
    ("[End user|Project|On behalf of]", "[{otherco}|Extension {town}]"),
    ("[Freight forwarder|Notify]", "{otherco}, [Attn. |]{otherperson}"),
    ("[Completion|Finish|End] [date|of work]", "{laterdate}"),
    ("[Site visit|Survey|Drawings of|Offer of]", "{otherdate}"),
    ("Supersedes", "[PO|order] {code} of {otherdate}"),
)
_GOODS = (
    "Ball valve DN 50|Oak flooring, m²|Server rack 42U|Annual licence, 12 months|Cleaning, weekly|Flour type 55, 25 kg|Winter tyre 205/55|Oxygen cylinder|Sterile gloves, box|Concrete C25/30|"
    "Bricks, facing|Repair of conveyor|Stage lighting hire, 3 days|Catering for 80|Toner, black|Extended warranty, 36 months|Solar panel 410 W|Tea, loose, 5 kg|Fencing, per metre|Asphalt works|Cheese, 4 wheels|Calibration of scales|Painting of hall|Boiler inspection|Bespoke shelving|Training, 2 days|Seedlings, tray of 64|Survey drone|School desks|Microscope"
)  # fmt: skip
_BEFORE_SIGNING = (
    "[Authorised signature|Approved by|Signed]:",
    "[For|For and on behalf of]",
    "[Order accepted|Received|Accepted and agreed] by",
    "[Authorized by|Released by]",
)


def write_order(kind: str, rng: Random) -> SampleDocument:
    """An order of one of the five sorts."""
    paper = rng.choice(_PAPERS)
    draft = trade_draft(rng, paper.roles, no_law=0.6, no_term=0.6)
    draft.title = draft.pick(paper.titles)
    blocks = _head(draft, paper)
    blocks += _goods(draft)
    blocks += _terms(draft, paper)
    if draft.chance(0.25):
        blocks += sign_in_blocks(draft, list(zip(draft.parties, draft.aliases, strict=True)))
    elif draft.chance(0.6):
        blocks += sign_lines(
            draft, paper.issuer, draft.pick(_BEFORE_SIGNING) if draft.chance(0.5) else ""
        )
    if draft.chance(0.3):
        blocks += sign_lines(
            draft, 1 - paper.issuer, "[Accepted|Received|Order accepted|Confirmed][ for|:| by]"
        )
    return SampleDocument(
        kind, draft.title if draft.chance(0.6) else draft.title.upper(), tuple(blocks)
    )


def _rows(draft: Draft, paper: _Paper) -> list[tuple[str, str]]:
    """Keys and values other than the parties."""
    rows = pick_rows(draft, _ROWS, 2, 7)
    if draft.date:
        rows.insert(
            draft.rng.randint(0, min(2, len(rows))), (draft.say(paper.day), draft.say("{date}"))
        )
    if draft.term and draft.chance(0.75):
        value = draft.say("[{term}|{figures}|{figures}][| from acceptance| (fixed)|, no renewal]")
        rows.insert(draft.rng.randint(0, len(rows)), (draft.rng.choice(paper.terms), value))
    if draft.law and draft.chance(0.4):
        key = draft.say("[Governing law|Applicable law|Law|Jurisdiction]")
        rows.append((key, draft.say("[{barelaw}|{law}|Laws of {law}]")))
    return rows


def _head(draft: Draft, paper: _Paper) -> list[Block]:
    """Who deals with whom: in a sentence, in rows, in boxes or under a letterhead."""
    rng = draft.rng
    buyer, supplier = draft.say(paper.buyer), draft.say(paper.supplier)
    style = rng.choice(
        (*("rows", "rows", "boxes", "boxes", "head", "head", "sentence", "short"), "grid", "grid")
    )
    rows = _rows(draft, paper)
    if style == "grid":
        return _grid(draft, [(buyer, draft.say("{A}")), (supplier, draft.say("{B}"))], rows)
    if style == "rows":
        names = [(buyer, draft.say("{A}")), (supplier, draft.say("{B}"))]
        if draft.chance(0.5):
            names = [
                (key, ", ".join(address_lines(draft, place)))
                for place, (key, _) in enumerate(names)
            ]
        rng.shuffle(names)
        place = rng.randint(0, len(rows))
        return key_values(draft, [*rows[:place], *names, *rows[place:]])
    if style == "boxes":
        columns = [[buyer, *address_lines(draft, 0)], [supplier, *address_lines(draft, 1)]]
        rng.shuffle(columns)
        if draft.chance(0.5):
            third = draft.say("[Ship to|Deliver to|Site|Notify party|Consignee]")
            columns.append(
                [
                    third,
                    draft.say("{otherco}"),
                    draft.say("{number} {town} [Road|Street]"),
                    draft.say("{town}"),
                ]
            )
        boxes = side_by_side(draft, *columns)
        return (
            boxes + key_values(draft, rows)
            if draft.chance(0.6)
            else key_values(draft, rows) + boxes
        )
    if style == "head":
        other = 1 - paper.issuer
        to = [(supplier, buyer)[other == 0], *address_lines(draft, other)]
        beside = [
            draft.say("[Ship to|Deliver to|Site address]"),
            draft.say("{otherco}"),
            draft.say("{town}"),
        ]
        under = side_by_side(draft, to, beside) if draft.chance(0.4) else lines_of(to)
        return [*letterhead(draft, paper.issuer), *under, *key_values(draft, rows)]
    sentence = Paragraph(draft.pick(datable(draft, paper.sentences)))
    if style == "short":
        day = [Paragraph(draft.say("{town}, {date}"), "right")] if draft.date else []
        return [*day, sentence]
    return (
        [sentence, *key_values(draft, rows)]
        if draft.chance(0.6)
        else [*key_values(draft, rows), sentence]
    )


def _grid(draft: Draft, sides: list[tuple[str, str]], rows: list[tuple[str, str]]) -> list[Block]:
    """Names and facts in a row of a table below their keys, each party named once."""
    rng = draft.rng
    rng.shuffle(sides)
    beside = rng.sample(rows, min(len(rows), rng.randint(0, 3)))
    cells = [*sides, *beside]
    if draft.chance(0.5):
        rng.shuffle(cells)
    if draft.chance(0.3):
        cells.insert(0, (rng.choice(("No.", "Pos.", "#", "Line")), str(rng.randint(1, 30))))
    keys, values = zip(*cells, strict=True)
    gap = rng.choice(("table", "table", "table", "   ", " | ", "\t"))
    grid: list[Block] = [Table((keys, values), has_names=True)]
    if gap != "table":
        grid = lines_of([gap.join(keys), gap.join(values)])
    rest = [row for row in rows if row not in beside]
    return [*grid, *key_values(draft, rest)] if rest else grid


def _goods(draft: Draft) -> list[Block]:
    rng = draft.rng
    goods = rng.sample(_GOODS.split("|"), rng.randint(1, 6))
    if draft.chance(0.2):
        return lines_of(
            [f"{rng.randint(1, 90)} x {item} @ {draft.say('{othermoney}')}" for item in goods]
        )
    rows = [
        rng.choice(
            (
                ("Item", "Qty", "Amount"),
                ("Pos.", "Description", "Price"),
                ("Description", "Quantity", "Unit price"),
            )
        )
    ]
    for place, item in enumerate(goods, 1):
        count = str(rng.randint(1, 400))
        money = draft.say("{othermoney}")
        rows.append((str(place), item, money) if rows[0][0] == "Pos." else (item, count, money))
    if draft.chance(0.6):
        rows.append((draft.say("[Total|TOTAL|Order value]"), "", draft.say("{othermoney}")))
    return [Table(tuple(rows), has_names=True)]


_TERM_SENTENCES = (
    "[Period of work|Period of performance|Time of performance]: {term}[, from the day above|].",
    "The order expires after {term}[; the warranty outlasts it by {months}|].",
    "It is placed for an initial period of {term}[, payment being due {days} after each delivery|].",
    "This order [remains in force|is valid] for {term}[ and may be called off in parts|].",
    "[Deliveries are called off|Services are rendered] over {term}[, unless cancelled on {days} notice|].",
    "The [agreed |]period is {term}; [no extension without a new order|it may be extended once by {months}].",
    "Prices and conditions hold for the whole {termlong} [contract period|term].",
)
_NOTES = (
    "Please quote [the order number|{code}] on all papers; invoices without it go back within {days}.",
    "Goods made by {otherco} may be replaced only with consent of {otherperson}.",
    "The general conditions of [purchase|sale] dated {otherdate} apply; those of {otherco} do not.",
    "[Unload|Deliver] at dock {number}, {town}, between 7 and 15 hours. Haulier: {otherco}.",
    "Placed by {A} with {B}.",
    "[Defects may be notified for {months}|Drawings are kept secret for {years} after delivery]; invoices are paid within {days}.",
    "Inspection by {otherco} before dispatch. Test reports are kept for {years}.",
)


def _terms(draft: Draft, paper: _Paper) -> list[Block]:
    """Terms of the order; the term and the law are stated here if the rows did not."""
    rng = draft.rng
    texts = [draft.pick(_NOTES) for _ in range(rng.randint(0, 2))]
    if draft.term and draft.chance(0.55):
        texts.insert(0, draft.pick(_TERM_SENTENCES))
    if draft.law and draft.chance(0.7):
        texts.append(say_law(draft))
    topics = rng.sample(GENERAL, rng.randint(0, 5))
    if draft.aliases == ("you", "we"):  # Sentences of the third person do not suit these.
        topics = []
    clauses = [topic.write(draft) for topic in topics]
    if clauses and draft.chance(0.5):
        clauses += [("Order" if paper.issuer == 0 else "Sale", text) for text in texts]
        return number_clauses(draft, clauses)
    blocks: list[Block] = [Paragraph(text) for text in texts]
    if clauses:
        heading = rng.choice(("Terms", "Conditions", "Terms and conditions of this order"))
        blocks += [Paragraph(heading, "bold"), *number_clauses(draft, clauses)]
    return blocks
