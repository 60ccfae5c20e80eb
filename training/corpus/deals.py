"""Term sheets, and amendments of earlier agreements."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus import facts, names
from training.corpus.clauses import Topic, boilerplate, with_law
from training.corpus.closing import number_clauses, signatures
from training.corpus.draft import Draft, draw_law
from training.corpus.markup import Block, Heading, Paragraph, SampleDocument, Table

_SHEET_TITLES = {
    True: (
        "Term Sheet",
        "Summary of Terms – Term Loan",
        "Indicative Terms for a Credit Facility",
        "Financing Term Sheet",
        "Heads of Terms",
    ),
    False: (
        "Term Sheet",
        "Series A Term Sheet",
        "Summary of Principal Terms",
        "Heads of Terms for an Investment",
        "Memorandum of Terms",
    ),
}
_SHEET_STARTS = (
    "This term sheet of {date} [summarises|outlines] the [main|principal] terms on which {A} {Acall} [may|intends to] {deal} {B} {Bcall}. It is not binding[, save for confidentiality and costs|].",
    "{A} {Acall} and {B} {Bcall} have on {date} settled the following terms; a full contract is to be drawn up by {otherco}.",
    "Dated {date}. For discussion between {A} and {B} only. [No duty arises from it.|It replaces the sheet of {otherdate}.]",
    "Set out below, as at {date}, are the terms on which {A} {Acall} would {deal} {B} {Bcall}, subject to [due diligence|approval of its committee|the advice of {otherco}].",
)
_LOAN_ROWS = (
    ("Amount|Facility|Commitment", "{sum}[, in one drawing| in two tranches|]"),
    ("Interest|Margin|Pricing", "{percent}[ over the reference rate|]"),
    ("Fees|Arrangement fee", "{percent}, payable on closing|{othermoney} flat"),
    (
        "Security|Collateral",
        "[First ranking charge|Pledge] over [plant at {town}|the shares in {otherco}]",
    ),
    ("Guarantor|Support", "None|{otherperson}, limited to {othermoney}"),
    ("Repayment|Amortisation", "[Quarterly|Half-yearly] instalments, first on {otherdate}"),
    ("Covenants|Undertakings", "Debt below three times earnings; reports within {days}"),
    ("Availability|Drawdown", "Until {otherdate}, on {days} notice"),
    ("Use of proceeds|Purpose", "Refinancing of the loan of {otherco} dated {otherdate}"),
)
_EQUITY_ROWS = (
    ("Investment|Amount|Round", "{sum} for new preferred shares"),
    ("Valuation|Pre-money value", "{othermoney} [fully diluted|before the round]"),
    ("Existing holders|Shareholders", "{otherperson}, {otherperson} and {otherco}"),
    ("Board|Governance", "[Three|Five] seats; the investor names {otherperson}"),
    ("Liquidation preference|Preference", "Once the price, not participating"),
    ("Exclusivity|No shop", "{days} from signature; no talks with others such as {otherco}"),
    ("Vesting|Founders", "Monthly over {years}, nothing in the first {months}"),
    ("Closing|Completion", "By {otherdate}, after review by {otherco}"),
    ("Costs|Legal fees", "Company pays up to {othermoney} to {otherco}"),
    ("Place of incorporation|Company details", "Organized in {otherstate} in {year}"),
)


def write_term_sheet(kind: str, rng: Random) -> SampleDocument:
    country = rng.choice(("us",) * 5 + ("uk", "uk", "de", "fr", "ch", "nl", "sg", "in", "ie", "ca"))
    is_loan = rng.random() < 0.5
    investor = (
        names.named_party(rng, names.bank(rng, country), country)
        if is_loan and rng.random() < 0.6
        else names.any_party(rng, country, persons=0.08)
    )
    target = names.company_party(rng, country)
    while (
        target.short.lower() in investor.name.lower()
        or investor.short.lower() in target.name.lower()
    ):
        target = names.company_party(rng, country)
    aliases = (
        ("the Lender", "the Borrower")
        if is_loan
        else rng.choice((("the Investor", "the Company"), ("the Purchaser", "the Issuer")))
    )
    draft = Draft(
        rng,
        country,
        (investor, target),
        aliases,
        facts.random_date(rng),
        None if rng.random() < 0.2 else draw_law(rng, country),
        facts.random_term(rng) if is_loan and rng.random() < 0.85 else None,
        rng.choice(_SHEET_TITLES[is_loan]),
    )
    amount, currency = facts.round_sum(rng, 100_000, 80_000_000), facts.currency_of(country)
    draft.more = {
        "sum": lambda: facts.mark_money(facts.write_money(rng, amount, currency), amount, currency),
        "deal": lambda: "lend to" if is_loan else draft.pick(("invest in", "buy shares in")),
        "year": lambda: str(rng.randint(1990, 2020)),
        "othercounsel": lambda: names.person(rng, country),
    }
    rows = [
        _row(draft, *pair)
        for pair in rng.sample(_LOAN_ROWS if is_loan else _EQUITY_ROWS, rng.randint(5, 8))
    ]
    if draft.term:
        rows.insert(
            rng.randint(0, 4),
            _row(
                draft, "Term|Tenor|Maturity|Duration", "{term}[ from first drawing| from closing|]"
            ),
        )
    if draft.law:
        rows.insert(
            len(rows) - rng.randint(0, 2),
            _row(
                draft,
                "Governing law|Law|Applicable law",
                "{barelaw}|[The laws|Laws] of {law}|{barelaw} law, courts of {town}",
            ),
        )
    starts_in_rows = draft.chance(0.45)
    blocks: list[Block] = [] if starts_in_rows else [Paragraph(draft.pick(_SHEET_STARTS))]
    if starts_in_rows:
        words = (
            ("Lender|Bank|Financier", "Borrower|Company")
            if is_loan
            else ("Investor|Purchaser|Lead investor", "Company|Issuer|Target")
        )
        rows = [
            _row(draft, words[1], "{Bline}"),
            _row(draft, words[0], "{Aline}"),
            _row(draft, "Date|Date of this sheet", "{date}"),
            *rows,
        ]
    if draft.chance(0.6):
        blocks.append(Table(tuple(rows)))
    elif draft.chance(0.5):
        blocks += [Paragraph(f"{label}: {value}") for label, value in rows]
    else:
        for label, value in rows:
            blocks += [Heading(label), Paragraph(value)]
    if draft.chance(0.5):
        blocks.append(
            Paragraph(
                draft.say(
                    "[Not binding.|This sheet lapses on {otherdate} unless signed.|An exclusivity of {days} and the rules on costs bind the parties.]"
                )
            )
        )
    blocks += signatures(draft)
    return SampleDocument(kind, draft.title, tuple(blocks))


def _row(draft: Draft, labels: str, values: str) -> tuple[str, str]:
    # Alternatives are split outside brackets, so that an inner choice stays whole.
    depth, parts = 0, [""]
    for letter in values:
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return names.choose(draft.rng, labels), draft.pick(parts)


_AMENDMENT_OPENINGS = (
    "This {title} is made as of {date} [between|by and between] {Aline} {Acall} and {Bline} {Bcall} and [amends|changes] the {earlier} [between them |]dated {otherdate} (the “Original Agreement”).",
    "{A} {Acall} and {B} {Bcall}, parties to the {earlier} of {otherdate}, [hereby |]agree to amend it with effect from {date}.",
    "By the {earlier} of {otherdate} (the “Principal Contract”) {A} {Acall} and {B} {Bcall} regulated their dealings. On {date} they change it as follows.",
    "THIS {TITLE}, entered into this {solemn} by {Aline} {Acall} and {Bline} {Bcall}, refers to the {earlier} they signed on {otherdate}, as [already |]amended on {otherdate}.",
    "Effective {date}, the {earlier} No. {ref} concluded on {otherdate} by {A} {Acall} with {B} {Bcall} reads as stated below.",
    "Amendment date: {date}. Original contract: {earlier} of {otherdate}. Parties: {A} {Acall}; {B} {Bcall}.",
)
_CHANGES = (
    Topic(
        ("Price", "Fees", "Rent"),
        (
            "In Section {number} the sum of {othermoney} is replaced by {othermoney}.",
            "As of {otherdate} the [monthly|yearly] charge is {othermoney}.",
            "The interest falls to {percent}; arrears of {othermoney} are waived.",
        ),
    ),
    Topic(
        ("Maturity", "Final date"),
        (
            "The words “{otherdate}” in clause {number} become “{otherdate}”.",
            "The final date, until now {otherdate}, moves to {otherdate}.",
            "Performance is put off until {otherdate}.",
        ),
    ),
    Topic(
        ("Notices", "Addresses"),
        (
            "Notices to {b} go to {Baddress}, no longer to the office in {town}.",
            "The contact for {a} is {otherperson} instead of {otherperson}.",
            "The period in clause {number} is shortened to {days}.",
        ),
    ),
    Topic(
        ("Scope", "Annexes"),
        (
            "Annex {number} is deleted; a new one, dated {otherdate}, takes its place.",
            "The goods listed in the schedule now include those made by {otherco}.",
            "Work at the {town} site is added; that done by {otherco} is left out.",
        ),
    ),
    Topic(
        ("Guarantor", "Third persons"),
        (
            "{otherco} is released from its guarantee.",
            "{otherco}, which took over part of the business in {otherstate}, is no party to this {title} but knows of it.",
            "The lien of {otherco} is confirmed.",
        ),
    ),
    Topic(
        ("Definitions", "Interpretation"),
        (
            "Terms defined in the earlier document [keep their meaning|mean the same here].",
            "“Affiliate” no longer covers {otherco}.",
            "“Business Day” leaves out days on which banks in {town} are closed.",
        ),
    ),
    Topic(
        ("Consent", "Waiver"),
        (
            "{Ca} waives the breach notified on {otherdate}, this once.",
            "The sale to {otherco} is approved, provided it closes within {months}.",
            "A fee of {othermoney} is paid for this consent.",
        ),
    ),
)
_RATIFY = Topic(
    ("No other changes", "Ratification", "Continued effect", "Effect"),
    (
        "All else in the earlier document [stays|remains] as it was.",
        "[Except as amended|Save for these changes] the contract of {otherdate} continues in full force.",
        "Should this {title} conflict with the earlier text, this {title} prevails.",
        "The remaining terms are confirmed by {a} and {b}.",
    ),
)
_EXTENSION = Topic(
    ("Term", "Extension", "Renewal of term"),
    (
        "The term of the contract is extended to {term} [in all|from its start].",
        "Clause {number} now reads: “This contract [runs|is valid] for {term}.”",
        "The [Original Agreement|contract] is renewed for a further term of {term}, with notice of {days} as before.",
    ),
)
_EARLIER = (
    "Lease",
    "Loan Agreement",
    "Supply Contract",
    "Non-Disclosure Agreement",
    "Consulting Agreement",
    "Licence Agreement",
    "Master Agreement",
    "Employment Agreement",
    "Shareholders Agreement",
)


def write_amendment(kind: str, rng: Random) -> SampleDocument:
    country = rng.choice(("us",) * 6 + ("uk", "uk", "de", "fr", "ch", "nl", "sg", "in", "ie", "ca"))
    first, second = (
        names.any_party(rng, country, persons=0.05),
        names.any_party(rng, country, persons=0.15),
    )
    while first.short.lower() in second.name.lower() or second.short.lower() in first.name.lower():
        second = names.any_party(rng, country)
    aliases = rng.choice(
        (
            ("the Company", "the Counterparty"),
            (first.short, second.short),
            (first.short, second.short),
            ("Grantor", "Grantee"),
            ("the First Party", "the Second Party"),
        )
    )
    title = rng.choice(
        (
            "Amendment",
            "First Amendment",
            "Amendment No. 2",
            "Addendum",
            "Deed of Variation",
            "Supplemental Agreement",
            "Third Amendment Agreement",
            "Side Letter and Amendment",
        )
    )
    draft = Draft(
        rng,
        country,
        (first, second),
        aliases,
        facts.random_date(rng),
        None if rng.random() < 0.3 else draw_law(rng, country),
        facts.random_term(rng) if rng.random() < 0.5 else None,
        title,
        quotes=rng.choice(("“”", '""')),
    )
    earlier = rng.choice(_EARLIER)
    draft.more = {"earlier": lambda: earlier, "othercounsel": lambda: names.person(rng, country)}
    blocks: list[Block] = [Paragraph(draft.pick(_AMENDMENT_OPENINGS))]
    if draft.chance(0.4):
        blocks.append(
            Paragraph(
                draft.say(
                    "[Reasons|Background]: [Trade has slowed|Costs have risen|The works took longer] since {otherdate}, and {b} asked for [relief|better terms]."
                )
            )
        )
    topics = rng.sample(_CHANGES, rng.randint(3, 6))
    if draft.term:
        topics.insert(rng.randint(0, 2), _EXTENSION)
    clauses = [topic.write(draft) for topic in [*topics, _RATIFY]]
    blocks += number_clauses(draft, with_law(draft, clauses + boilerplate(draft, 0, 3)))
    blocks += signatures(draft)
    heading = f"{title} to {earlier}" if draft.chance(0.6) else title
    return SampleDocument(kind, heading.upper() if draft.chance(0.5) else heading, tuple(blocks))
