"""Contracts that are forms: a summary box says who, from when, how long; general terms follow."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.closing import number_clauses
from training.corpus.draft import Draft
from training.corpus.markup import Block, Heading, Paragraph, SampleDocument
from training.corpus.signing import sign_in_blocks
from training.corpus.trade_parts import (
    GENERAL,
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
class _Form:
    """A sort of contract: its titles, the keys of its two parties, its term and its own rows."""

    titles: str
    first: str
    second: str
    term: str
    rows: tuple[tuple[str, str], ...]


_FORMS = (
    _Form("Software Licence|Licence Order Form|End User Licence Form|Subscription Schedule", "Licensor|Vendor|Publisher", "Licensee|Customer|Subscriber", "Licence period|Licence term|Subscription term|Period of licence|Initial Subscription Term", (("[Licensed software|Product]", "{code} [Suite|Server] by {otherco}"), ("[Users|Seats]", "{number}"), ("Trial", "{days}"), ("[Support|Help desk]", "[by {otherco}|business hours, reply within {days}]"))),
    _Form("Equipment Hire Agreement|Hire Form|Rental Contract|Plant Hire", "Owner|Hire company|Lessor", "Hirer|Renter|Customer", "Hire period|Rental period|Minimum hire|Duration of hire", (("[Machine|Equipment]", "[Excavator|Forklift|Generator] No. {ref}"), ("Deposit", "{othermoney}"), ("[Maker|Make]", "{otherco}"), ("Return notice", "{days}"))),
    _Form("Membership Agreement|Membership Form|Club Contract", "Club|Operator|Gym", "Member|Name of member|Applicant", "Minimum term|Membership term|Minimum membership|Duration of membership", (("Monthly fee", "{othermoney}"), ("[Cancellation|Notice]", "{days}"), ("Emergency contact", "{otherperson}"), ("[Direct debit bank|Collection by]", "{otherco}"))),
    _Form("Consultancy Agreement – Key Terms|Engagement Schedule|Freelance Contract|Contract for Services", "Client|Engager|Company", "Consultant|Contractor|Freelancer", "Period of work|Engagement period|Length of assignment|Term of engagement|Duration", (("[Day rate|Fee]", "{othermoney}"), ("[Services|Role]", "[Audit of plants|Translation|Interim manager]"), ("[End client|On site at]", "{otherco}"), ("Non-solicitation", "{months} after the end"))),
    _Form("Maintenance Contract|Service Plan|Care Plan|Support Contract Summary", "Service provider|Provider|We", "Customer|Account holder|You", "Contract period|Plan length|Service term|Cover period|Duration", (("[Equipment covered|Site]", "Lifts at {town}"), ("Response time", "[{days}|4 hours]"), ("[Installed by|Maker]", "{otherco}"), ("Parts guarantee", "{months}"))),
    _Form("Distribution Agreement – Particulars|Agency Contract|Reseller Form|Franchise Summary", "Principal|Supplier|Franchisor|Manufacturer", "Distributor|Agent|Reseller|Franchisee", "Initial term|Term|Contract term|Agency period", (("Territory", "[{town} and county|{otherstate}]"), ("[Products|Brand]", "[Garden tools|Cosmetics] of {otherco}"), ("Minimum purchases", "{othermoney} a year"), ("Previous distributor", "{otherco}"))),
    _Form("Storage Contract|Self-Storage Licence|Warehouse Booking|Parking Permit Agreement", "Warehouse|Storage company|Facility|Operator", "Depositor|Customer|Permit holder", "Storage period|Minimum stay|Licence period|Booked for", (("[Unit|Bay] No.", "{number}"), ("Insurer", "{otherco}"), ("[Access|Notice to leave]", "{days}"), ("[Vehicle|Goods]", "[Furniture|Pallets]"))),
    _Form("Sponsorship Agreement|Advertising Order|Media Booking|Exhibition Contract", "Organiser|Publisher|Rights holder|Media owner", "Sponsor|Advertiser|Exhibitor|Booked by", "Campaign period|Sponsorship period|Duration of rights|Display period", (("[Agency|Booked through]", "{otherco}"), ("[Copy deadline|Artwork due]", "{laterdate}"), ("[Competitors excluded|Not beside]", "{otherco}"), ("[Stand|Space]", "No. {number}"))),
    _Form("Employment Contract – Summary|Statement of Particulars|Appointment Form|Terms of Employment", "Employer|Company|Hiring organisation", "Employee|Name|Appointee", "Fixed term|Length of contract|Duration of appointment|Contract length", (("Probation", "{months}"), ("Notice period", "{weeks}"), ("[Line manager|Reports to]", "{otherperson}"), ("Previous employer", "{otherco}"), ("Date of birth", "{otherdate}"))),
    _Form("Energy Supply Contract|Connection Agreement|Utility Account Form|Telecom Order", "Supplier|Network operator|Carrier", "Customer|Site owner|Account name", "Fixed price period|Contract length|Minimum term|Supply term", (("Meter No.", "{ref}"), ("[Present supplier|Old carrier]", "{otherco}"), ("Switching time", "{weeks}"), ("Tariff", "{othermoney} a month"))),
    _Form("Research Agreement – Cover Sheet|Grant Agreement Summary|Collaboration Form|Material Transfer Form", "Institution|Grantor|Funder|Provider", "Recipient|Grantee|Partner", "Project duration|Grant period|Term of project|Funding period", (("Principal investigator", "{otherperson}"), ("[Material|Project]", "[Cell line|Soil study] {code}"), ("[Co-funder|Third party]", "{otherco}"), ("Publication review", "{days}"))),
    _Form("Confidentiality Form|Non-Disclosure Agreement – Schedule|NDA Particulars", "Discloser|Disclosing party|Company", "Recipient|Receiving party|Visitor", "Confidentiality period|Duration of duty|Secrecy period|Term", (("Purpose", "[Visit to {town}|Bid for work of {otherco}]"), ("Return of papers", "within {days}"), ("[Contact|Issued through]", "{otherperson}"))),
    _Form("Loan Summary|Hire Purchase Agreement|Key Facts – Credit|Finance Agreement", "Lender|Creditor|Finance company", "Borrower|Debtor|Customer", "Term of loan|Repayment period|Duration of agreement|Agreement term", (("[Amount|Credit limit]", "{othermoney}"), ("Rate", "{percent}"), ("[Dealer|Broker|Credit intermediary]", "{otherco}"), ("Right to withdraw", "{days}"))),
    _Form("Lease Summary|Tenancy Particulars|Basic Lease Information|Letting Form", "Landlord|Lessor|Owner", "Tenant|Lessee|Occupier", "Lease term|Length of tenancy|Tenancy period|Term", (("[Premises|Property]", "[Unit|Suite] {number}, {town}"), ("[Managing agent|Broker]", "{otherco}"), ("Rent review", "every {years}"), ("Rent", "{othermoney}"), ("[Former|Outgoing] tenant", "{otherco}"))),
)  # fmt: skip
_DAYS = (
    "[Commencement|Commencement date|Start date|Starts on|Start|Effective date|Effective from|From|Beginning|Valid from|First day]",
    "[Commencement|Start date|Effective Date|Date of commencement|In force from]",
)
_OWN_DAYS = "[Date|Contract date|Date of agreement|Dated|Agreement date|Signed on]"
_OTHER_ROWS = (
    ("[Form printed|Printed on|Form No.|Version of]", "[{otherdate}|{code} of {otherdate}]"),
    ("[Renewal|Extension]", "[further periods of {months}|by {months} unless ended|none]"),
    ("[Notice|Notice period|Notice to terminate]", "[{days}|{weeks}]"),
    ("[Payment|Payment terms|Invoices due]", "[{days}|within {days}|monthly]"),
    ("[Expiry|End date|Ends on|Review date]", "{laterdate}"),
    ("[Guarantor|Surety]", "[{otherco}|none|{otherperson}]"),
    ("[Contact|Project manager|Representative]", "{otherperson}"),
    ("[Reference|Contract No.|Account]", "{code}"),
    ("[Insurance with|Bank|Auditor]", "{otherco}"),
    ("[Replaces|Earlier contract]", "{code}, {otherdate}"),
    ("[Liability cap|Deposit|Price]", "{othermoney}"),
    ("Cooling-off", "{days}"),
    ("Warranty", "{months}"),
)
_BOXES = (
    "[Summary|Key Terms|Particulars|Contract details|Cover sheet|Part A – Details]",
    "[SCHEDULE 1|Box 1|Section A|Basic terms|At a glance|The Details]",
)
_TERMS_HEADINGS = ("General Terms", "Terms and Conditions", "Part B", "Small print", "Conditions")
_INTROS = (
    "By signing, the [persons|parties] named [above|in the box] accept the terms below.",
    "The [details|particulars] above form part of this {title}. [Where they differ from the terms, the details prevail.|]",
    "{Ca} and {b} agree on the details above and on what follows.",
    "Words in the summary have the same meaning in these terms. The form of {otherdate} is no longer used.",
)
_TERM_CLAUSES = (
    "This {title} [lasts|runs] for {term} [from the date stated above|from its start], unless ended earlier.",
    "[After|On the end of] {term} this {title} ends [without notice|by itself]; a renewal must be asked for {days} before.",
    "Neither party may leave during the {termlong} [period|term] stated, save for good cause.",
)
_BLANK_DAYS = ("____________", "on signature", "see last page", "to be agreed", "n/a")


def write_form(kind: str, rng: Random) -> SampleDocument:
    """A form of any sort of contract, its facts stated as rows."""
    form = rng.choice(_FORMS)
    first, second = rng.choice(form.first.split("|")), rng.choice(form.second.split("|"))
    roles: tuple[tuple[str, str], ...] = ((f"the {first}", f"the {second}"), (first, second))
    if first == "We" or second in ("You", "Name", "Account name", "Name of member", "Booked by"):
        roles = (("the Company", "the Customer"),)
    draft = trade_draft(
        rng,
        roles,
        persons="B" if rng.random() < 0.15 or "Employ" in form.titles else "",
        no_term=0.18,
    )
    draft.title = rng.choice(form.titles.split("|"))
    rows, law_stated = _rows(draft, form, first, second)
    blocks = _box(draft, rows)
    heads: list[Block] = []
    if draft.chance(0.2):
        heads = [*letterhead(draft, 0)]
    if draft.chance(0.4):
        heads.append(Heading(draft.pick(_BOXES)))
    blocks = [*heads, *blocks]
    if draft.chance(0.15):  # The box may come last.
        blocks = [*_terms(draft, law_stated=law_stated), *blocks]
    else:
        blocks += _terms(draft, law_stated=law_stated)
    if draft.chance(0.55):
        blocks += _signatures(draft, first, second)
    title = draft.title.upper() if draft.chance(0.4) else draft.title
    return SampleDocument(kind, title, tuple(blocks))


def _rows(draft: Draft, form: _Form, first: str, second: str) -> tuple[list[tuple[str, str]], bool]:
    """The rows of the box, and whether one states the law."""
    rng = draft.rng
    sides: list[tuple[str, str]] = []
    for key, name, index in ((first, "A", 0), (second, "B", 1)):
        value = draft.say(f"{{{name}}}")
        style = rng.random()
        if style < 0.3:
            value = draft.line_of(index)
        elif style < 0.45:
            value += f", {draft.parties[index].address}"
        sides.append((key, value))
        if style > 0.7:
            sides.append(
                (draft.say("[Address|Registered office|Seat|of]"), draft.parties[index].address)
            )
    if draft.chance(0.2):
        sides = [*sides[1:], sides[0]] if len(sides) == 2 else sides
    own = pick_rows(draft, form.rows, 1, len(form.rows))
    own += pick_rows(draft, _OTHER_ROWS, 1, 6)
    if draft.date:
        key = draft.pick(_DAYS) if draft.chance(0.75) else draft.say(_OWN_DAYS)
        own.append((key, draft.say("{date}")))
        if key not in (
            "Date",
            "Contract date",
            "Date of agreement",
            "Dated",
            "Agreement date",
            "Signed on",
        ) and draft.chance(0.35):
            own.append((draft.say(_OWN_DAYS), draft.say("[{otherdate}|{signdate}]")))
    elif draft.chance(0.5):
        own.append((draft.pick(_DAYS), rng.choice(_BLANK_DAYS)))
    if draft.term:
        value = draft.say(
            "[{term}|{figures}|{figures}][|| from commencement|, renewable| fixed| (minimum)|, then {days} notice]"
        )
        own.append((rng.choice(form.term.split("|")), value))
    rng.shuffle(own)
    law_stated = draft.law is not None and draft.chance(0.65)
    if law_stated:
        law = (
            draft.say(
                "[Applicable law|Governing law|Law|Law of contract|Legal system|Jurisdiction]"
            ),
            draft.say("[{barelaw}|{barelaw}|{law}|laws of {law}|{barelaw} law]"),
        )
        own.insert(rng.randint(len(own) // 2, len(own)), law)
    place = 0 if draft.chance(0.65) else rng.randint(0, len(own))
    rows = [*own[:place], *sides, *own[place:]]
    if draft.chance(0.2):
        rows = [(f"{number}. {key}", value) for number, (key, value) in enumerate(rows, 1)]
    return rows, law_stated


def _box(draft: Draft, rows: list[tuple[str, str]]) -> list[Block]:
    """One column of rows, or two that stand side by side."""
    if draft.chance(0.8):
        return key_values(draft, rows)
    half = (len(rows) + 1) // 2
    sep = draft.rng.choice((": ", " ", "  "))
    left, right = (
        [f"{key}{sep}{value}" for key, value in part] for part in (rows[:half], rows[half:])
    )
    return side_by_side(draft, left, right)


def _terms(draft: Draft, *, law_stated: bool) -> list[Block]:
    rng = draft.rng
    blocks: list[Block] = [Paragraph(draft.pick(_INTROS))] if draft.chance(0.5) else []
    clauses = [topic.write(draft) for topic in rng.sample(GENERAL, rng.randint(0, 6))]
    if draft.term and draft.chance(0.3):
        clauses.insert(
            rng.randint(0, len(clauses)),
            (draft.say("[Duration|Term|End]"), draft.pick(_TERM_CLAUSES)),
        )
    if draft.law and (not law_stated or draft.chance(0.3)):
        clauses.append((draft.say("[Law|Disputes|Final clause]"), say_law(draft)))
    if not clauses:
        return blocks
    if draft.chance(0.4):
        blocks.append(Heading(rng.choice(_TERMS_HEADINGS)))
    return blocks + number_clauses(draft, clauses)


def _signatures(draft: Draft, first: str, second: str) -> list[Block]:
    """Often rules only, without the names."""
    if draft.chance(0.3):
        return sign_in_blocks(draft, list(zip(draft.parties, draft.aliases, strict=True)))
    if draft.chance(0.4):
        rule = "_" * draft.rng.randint(10, 20)
        return lines_of([f"{first}: {rule}", f"{second}: {rule}"])
    return [*sign_lines(draft, 0, "[For|Signed for|]"), *sign_lines(draft, 1, "[For|Signed for|]")]
