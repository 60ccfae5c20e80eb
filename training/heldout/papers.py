"""Invoices, statements, orders; and papers that bind nobody."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.heldout import cast
from training.heldout.figures import entity, iban, isin, lei
from training.heldout.frame import draw_region, draw_story, two_firms
from training.heldout.pages import Block, Grid, Lines
from training.heldout.story import Story

_ITEMS = [
    "Diver’s day rate",
    "Toner, black",
    "Survey of hull",
    "Catering, 60 covers",
    "Valve DN 80",
    "Gravel 0/32, t",
    "Translation EN–PT",
    "Booth hire",
    "Calibration of scales",
    "Oak planks",
    "Night guard",
    "Firmware update",
]
_PAYEES = ("Salary", "Card payment {co}", "Standing order {co}", "Cheque", "Transfer from {person}",
           "Direct debit {co}", "Cash machine {town}", "Rent {person}", "Refund {co}")  # fmt: skip
_BICS = {"GB": "TWDBGB2L", "NL": "HVNBNL2RXXX", "DE": "RHGKDEFF", "IE": "LIFBIE2D"}


def write_invoice(rng: Random) -> list[Block]:
    region = draw_region(rng)
    seller, buyer = two_firms(rng, region)
    if rng.random() < 0.15:
        buyer = cast.person(rng, region)
    story = draw_story(
        rng, region, (seller, buyer), ("Seller", "Customer"), None, dated=1, ruled=0.2
    )
    facts = [
        (rng.choice(("Invoice date", "Tax point", "Issue date", "Dated")), "{date}"),
        (rng.choice(("Invoice #", "Our ref")), "{ref}"),
        (rng.choice(("Due", "Payable by", "Due date")), "{on:10,60}"),
        (rng.choice(("Your PO of", "Ordered", "Delivered")), "{on:-60,-2}"),
        ("Account manager", "{person}"),
    ]
    rng.shuffle(facts)
    told = tuple((label, story.tell(text)) for label, text in facts)
    blocks: list[Block] = [
        Lines((story.party(0, capitals=story.likely(0.3)), seller.home, story.tell("{email}"))),
        rng.choice(("INVOICE", "Sales Invoice", "TAX INVOICE / STATEMENT OF CHARGES", "Fee Note")),
        Lines((rng.choice(("Customer", "Invoice address:", "For:")), story.party(1), buyer.home)),
    ]
    if story.likely(0.4):
        blocks.append(Lines((story.tell("Deliver to: {co}"), story.tell("{address}"))))
    if story.likely(0.3):
        blocks.reverse()
    blocks.append(Grid(told) if story.likely(0.6) else Lines(tuple(f"{k}: {v}" for k, v in told)))
    return [*blocks, *_items(story), *_payment(story)]


def _items(story: Story) -> list[Block]:
    """Lines of goods and their total; figures without a currency are no amounts of money."""
    rng = story.rng
    rows: list[tuple[str, ...]] = [("Description", "Qty", "Each", "Total")]
    total = 0
    for item in rng.sample(_ITEMS, rng.randint(2, 6)):
        count, each = rng.randint(1, 24), rng.randint(300, 90_000)
        total += count * each
        rows.append((item, str(count), _bare(each), _bare(count * each)))
    tax = total * rng.choice((5, 19, 20)) // 100
    rate = {"5": "5%", "19": "19%", "20": "20%"}
    share = next(key for key in rate if tax == total * int(key) // 100)
    return [
        Grid(tuple(rows)),
        Lines(
            (
                f"Net {_signed(story, total)}",
                f"VAT @ {entity('Percent', rate[share], rate[share])} {_signed(story, tax)}",
                f"{rng.choice(('TO PAY', 'Total now due', 'Grand total'))}: {_signed(story, total + tax)}",
            )
        ),
    ]


def _payment(story: Story) -> list[Block]:
    rng = story.rng
    lines = [
        story.tell(
            "<Terms: {span:14,30,45 day} net.|Payment within {span:10,14 day}; late sums bear {pct:100-900}.>"
        )
    ]
    country = rng.choice(tuple(_BICS))
    if story.region != "US":
        account = iban(rng, country)
        bic = _BICS[country]
        lines.append(
            story.tell("Bank: {bank}, ")
            + f"IBAN {entity('IBAN', account.replace(' ', ''), account)},"
            f" {rng.choice(('BIC', 'SWIFT/BIC:', 'BIC/SWIFT'))} {entity('BIC', bic, bic)}"
        )
    else:
        lines.append(story.tell("Wire to {bank}, routing 0{num:11000000-99000000}, account {ref}"))
    if story.law and story.likely(0.8):
        lines.append(story.tell("Our terms of {on:-900,-50} apply and are governed by {laws}."))
    lines.append(story.tell("Goods carried by {co}. Questions? {person}, {email}"))
    return [Lines(tuple(lines))]


def _bare(hundredths: int) -> str:
    return f"{hundredths // 100:,}.{hundredths % 100:02}"


def _signed(story: Story, hundredths: int) -> str:
    sign = {"USD": "$", "GBP": "£", "EUR": "€", "AUD": "A$"}[story.currency]
    text = story.rng.choice((f"{sign}{_bare(hundredths)}", f"{story.currency} {_bare(hundredths)}"))
    value = f"{hundredths // 100}.{hundredths % 100:02} {story.currency}"
    return entity("Money", value, text)


def write_statement(rng: Random) -> list[Block]:
    region = draw_region(rng)
    house = cast.bank(rng, region)
    holder = cast.person(rng, region) if rng.random() < 0.5 else cast.firm(rng, region)
    while holder.short == house.short:
        holder = cast.person(rng, region)
    story = draw_story(rng, region, (house, holder), ("Bank", "Customer"), None, dated=1, ruled=0)
    balance = rng.randint(50_000, 4_000_000)
    rows: list[tuple[str, ...]] = [("Date", "Details", "Out", "In", "Balance")]
    for _ in range(rng.randint(6, 40)):
        change = rng.randint(300, 150_000)
        out = rng.random() < 0.6 and balance > change
        balance += -change if out else change
        rows.append(
            (
                f"{rng.randint(1, 28):02} {rng.choice(('Jan', 'Apr', 'Jul', 'Oct'))}",
                story.tell(rng.choice(_PAYEES)),
                _bare(change) if out else "",
                "" if out else _bare(change),
                _bare(balance),
            )
        )
    account = iban(rng, rng.choice(tuple(_BICS)))
    number = (
        f"IBAN {entity('IBAN', account.replace(' ', ''), account)}"
        if region != "US"
        else story.tell("Account ending {num:1000-9999}")
    )
    return [
        Lines((story.party(0), house.home)),
        Lines((story.party(1), holder.home)),
        story.tell("<Account statement|YOUR STATEMENT|Current account – statement> no. {num:1-40}"),
        Lines((story.tell("<Statement date|Date of issue|Issued>: {date}"), number, story.tell("Period {on:-34,-30} to {on:-3,-1}"))),
        Grid(tuple(rows)),
        Lines((f"Closing balance {_signed(story, balance)}", story.tell("Overdraft limit {money:500-9000} at {pct:800-2500}"))),
        story.tell("Tell us of errors within {span:30,60 day}. From {on:30,90} cards will be issued by {co}. Call {person} at our {town} branch."),
    ]  # fmt: skip


def write_purchase_order(rng: Random) -> list[Block]:
    region = draw_region(rng)
    buyer, seller = two_firms(rng, region)
    if rng.random() < 0.2:
        buyer = cast.public_body(rng, region)
    story = draw_story(
        rng, region, (buyer, seller), ("Buyer", "Supplier"), None, dated=1, ruled=0.5
    )
    return [
        story.tell("PURCHASE ORDER {ref}"),
        Grid(
            (
                ("Ordered by", "Supplier"),
                (story.party(0), story.party(1)),
                (buyer.home, seller.home),
                (story.tell("Order date {date}"), story.tell("Deliver by {on:20,90}")),
                (story.tell("Quotation of {on:-40,-3}"), story.tell("Ship via {co}")),
            )
        ),
        *_items(story),
        story.tell("Please confirm within {span:2,3,5 business day} to {email}. Invoices are paid {span:30,60 day} after delivery."),
        *([story.tell("<Law|Governing law>: {law}.")] if story.law else []),
        Lines(("Authorised:", buyer.signer, buyer.role)),
    ]  # fmt: skip


def write_press_release(rng: Random) -> list[Block]:
    """Firms, sums and days, and nobody is bound: no party, law or term, only the day of issue."""
    region = draw_region(rng)
    story = draw_story(
        rng, region, two_firms(rng, region), ("Buyer", "Target"), None, dated=1, ruled=0
    )
    number, code = isin(rng, {"US": "US", "GB": "GB", "EU": "NL", "OZ": "AU"}[region]), lei(rng)
    return [
        story.tell("<PRESS RELEASE|FOR IMMEDIATE RELEASE|Regulatory announcement>"),
        story.tell("{co} to acquire {co} for {money:2000000-900000000}"),
        story.tell("{town}, {date} – {co} (ISIN ") + entity("ISIN", number, number) + ", LEI " + entity("LEI", code, code) + story.tell(") announced that it has signed an agreement to buy {co}, a maker of valves based in {place}, from {co}."),
        story.tell("The price represents a premium of {pct:1500-6000} over the closing price on {on:-9,-1}. {bank} and {bank} advise the buyer. The sellers will be bound by a non-compete of {span:2,3 year}. Closing is expected in the second half, subject to approval in {place}."),
        story.tell("“This is a great day for both companies,” said {person}, chief executive, who joined in {on:-2000,-900} from {co}. Revenue of the combined group was {money:20000000-900000000}, up {pct:300-2500}."),
        story.tell("The board meets on {on:10,40}. Bonds of {money:1000000-90000000} mature in {span:5,7 year}."),
        story.tell("Contact: {person}, {email}. About {co}: founded in {place}, it employs {num:200-9000} people."),
    ]  # fmt: skip


def write_minutes(rng: Random) -> list[Block]:
    """A memorandum for the file, which speaks of contracts and is none."""
    region = draw_region(rng)
    story = draw_story(
        rng, region, two_firms(rng, region), ("Buyer", "Target"), None, dated=1, ruled=0
    )
    points = (
        "The lease with {co} expires on {on:100,900}; the landlord asks {money:20000-90000} a year. Break notice is {span:6 month}.",
        "{co} offered {money:50000-900000} for the {town} plant. Counsel in {place} thinks the law there allows it.",
        "The loan of {bank} dated {on:-900,-100} costs {pct:300-900}. {person} asks {bank} for an offer by {on:10,60}.",
        "The claim of {co} is worth at most {money:5000-90000}. It becomes time-barred in {span:2,3 year}.",
        "{person} reported that {co} was founded in {place} and has {num:20-900} staff.",
        "A draft contract with {co}, for {span:2,3,5 year}, was not approved.",
    )
    chosen = rng.sample(points, rng.randint(3, 6))
    return [
        rng.choice(("MEMORANDUM", "Note for the file", "Weekly legal report")),
        Lines((story.tell("To: {person}"), story.tell("From: {person}"), story.tell("Date: {date}"))),
        *(f"{number}. {story.tell(point)}" for number, point in enumerate(chosen, 1)),
    ]  # fmt: skip
