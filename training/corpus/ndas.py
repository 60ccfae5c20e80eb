"""Confidentiality agreements: mutual, one-way, as a letter, and of employees."""

from __future__ import annotations

from random import Random

from training.corpus import facts, names
from training.corpus.clauses import Topic, boilerplate, opening, purpose, with_law
from training.corpus.closing import number_clauses, signatures
from training.corpus.draft import Draft, draw_law
from training.corpus.markup import Block, Paragraph, SampleDocument

DEFINITION = Topic(
    (
        "Confidential Information",
        "Definition",
        "What is confidential",
        "Proprietary Information",
        "Meaning of Information",
    ),
    (
        "“Confidential Information” [means|includes] all [technical and commercial|non-public] information that {a} [gives|makes available] to {b}, [in whatever form|orally or in writing], such as [plans, prices and customer lists|source code, formulas and samples|financial models and forecasts].",
        "Whatever {b} learns about {a}'s [products|business|research] in connection with the Purpose is confidential, [whether or not it is marked so|if it is marked or would be recognised as confidential by a sensible person].",
        "In this {title} the word “Information” covers [documents, drawings and data|know-how, designs and results of tests], the existence of the talks themselves, and [copies and summaries|anything derived] of these. Oral disclosures count when they are confirmed in writing within {days}.",
        "Trade secrets, [software, |]marketing plans, [personnel records, |]the identity of suppliers like {otherco}, and similar matters disclosed by {a} are “Proprietary Information”.",
        "The protected material consists of the [data room|evaluation materials] opened on {otherdate} and of everything [added|uploaded] later, together with [notes|analyses] that {b} or its advisers prepare from it.",
    ),
)
DUTY = Topic(
    ("Obligations", "Non-disclosure", "Duty of care", "Use and Protection", "Undertaking"),
    (
        "{Cb} shall [hold|keep] the Confidential Information in [strict |]confidence, use it for the Purpose only and [show|disclose] it to no one but [employees|directors and advisers] who need it and are bound in like manner.",
        "{Cb} [undertakes|promises] not to copy, [reverse engineer|analyse] or pass on what it receives, and to guard it [at least as well as|with no less care than] its own secrets.",
        "[Access|Any access] is limited to persons with a need to know. {Cb} answers for what they do as for its own acts, and tells {a} of any leak within {days}.",
        "Without {a}'s written consent {b} may neither [publish|reveal] the Information nor use it to [compete|its own advantage]; its representatives, including {otherco}, must be told of this duty.",
        "The Information may not leave the premises at {town} [in any form|on any medium], nor may {b} discuss it with {otherco} or any other competitor of {a}.",
    ),
)
EXCEPTIONS = Topic(
    ("Exceptions", "Exclusions", "What is not covered", "Permitted Disclosure"),
    (
        "The duty does not [extend|apply] to information that (a) [is or becomes public|enters the public domain] other than by breach, (b) was known to {b} before, or (c) {b} [developed|worked out] by itself.",
        "Nothing is confidential that {b} can show it [had|possessed] on {otherdate}, or that it got from a third person free to give it.",
        "If a court or authority [orders|requires] disclosure, {b} will give {a} [prompt notice|notice of {days}] where it lawfully can, and disclose no more than it must.",
        "Public knowledge, independent discovery and lawful receipt from others are [excepted|outside this {title}]. The burden of proof lies on {b}.",
    ),
)
RETURN = Topic(
    ("Return of Materials", "Return and destruction", "At the end", "Destruction"),
    (
        "On [request|demand] {b} shall, within {days}, [return or destroy|destroy] all material and [confirm|certify] that in writing.",
        "When the talks end, every copy goes back to {Aaddress}; [backup tapes|archive copies held by lawyers] may be kept for {months} as the law demands.",
        "{Cb} shall erase the Information from its systems not later than {days} after being asked, excepting one copy for its [legal files|compliance department].",
    ),
)
TERM = Topic(
    ("Term", "Duration", "Term and Termination", "Period", "Survival"),
    (
        "This {title} [remains|shall remain] in [force|effect] for {term} from the Effective Date, and either party may end it earlier on {days} written notice.",
        "The [obligations|duties] under this {title} [last|continue] for a period of {term} [after the date of disclosure|from the date hereof|following the last disclosure].",
        "[Unless extended in writing, this|This] {title} expires {term} after [its date|it was signed]. Claims that arose before are barred only after the statutory period.",
        "{Cb}'s duty of confidence [ends|will cease] upon the expiry of {term} from the [date of this {title}|Effective Date][; the return of documents is due within {days}|].",
        "The term of this {title} is {term}. [It does not renew by itself.|Notice of a wish to extend it must be given {days} before its end.]",
        "For {term} from the first disclosure {b} is bound by this {title}, even if the talks [fail|are broken off] sooner.",
        "{Cb} keeps the Information secret throughout the {termlong} period that [begins|starts] on the Effective Date; claims must be raised within {months}.",
        "The {termlong} term of this {title} [may|can] be renewed by a writing signed {days} before it ends.",
        "The parties are held to secrecy during a [period|time] of {term}. Should the Purpose fall away, that period [still runs|is unaffected].",
    ),
)
NO_TERM = Topic(
    ("Term", "Duration", "Survival"),
    (
        "The duty of confidence [lasts|continues] until the Information has [become public|lost its secret character].",
        "Either party may end the exchange on {days} notice; what was disclosed before stays protected [indefinitely|without limit in time].",
        "This {title} ends when a definitive agreement is signed.",
    ),
)
REMEDY = Topic(
    ("Remedies", "Injunctive Relief", "Breach", "Equitable relief"),
    (
        "{Cb} [accepts|acknowledges] that money may not [repair|make good] a breach and that {a} may ask for an injunction [without posting bond|].",
        "For each [breach|violation] {b} owes a penalty of {othermoney}; further damages are not excluded.",
        "{Ca} is entitled to specific performance. Liability for lost profits is [capped at {othermoney}|excluded].",
    ),
)
NO_LICENSE = Topic(
    ("No License", "Ownership", "No rights granted"),
    (
        "All [material|Information] stays the property of {a}; no licence under any patent [or copyright |]is given.",
        "{Ca} gives the Information as it is and [warrants|promises] neither its accuracy nor its completeness.",
        "Nothing obliges either side to [close a transaction|enter into a further agreement]; {a} may at any time deal with others, for example {otherco}.",
    ),
)
STANDSTILL = Topic(
    ("Standstill", "Non-solicitation", "No hire", "Securities laws"),
    (
        "For {months} from the date of this {title} {b} will not [hire|solicit] any employee of {a} [at the level of vice president or above|with whom it came into contact].",
        "During {months} {b} shall not buy shares of {a} or [propose a merger|seek to influence its board], alone or with {otherco}.",
        "{Cb} is aware that [securities laws|the rules on insider dealing] restrict trading while it holds material information that is not public.",
    ),
)
WORK = Topic(
    ("Inventions", "Prior employers", "Work Product", "Other employment"),
    (
        "Inventions made by {b} [in the course of the employment|during working hours] belong to {a}. A list of earlier ones, dated {otherdate}, is attached.",
        "{Cb} brings nothing confidential of a former employer, in particular {otherco}, and will not use it here.",
        "While employed, and for {months} after, {b} will not [entice away|approach] customers or staff of {a} in {otherstate}.",
        "{Cb} [started|joined] on {otherdate} and reports to {otherperson}; the notice period of {days} in the employment contract is not affected.",
    ),
)
AIMS = (
    "evaluate a possible [acquisition|investment|merger]",
    "explore a [distribution|licensing] arrangement",
    "test samples of a new [coating|enzyme|engine]",
    "assess a joint [bid|venture] in {otherstate}",
    "review the accounts of {a} with a view to buying shares",
)
THINGS = (
    "certain [inventions|processes] in the field of [battery storage|diagnostics|data analysis]",
    "a [method|system] for [routing parcels|purifying water|reading soil samples]",
    "unpublished [clinical results|designs|price models]",
    "a portfolio of [patents|properties|software tools]",
)


def _draft(rng: Random, kind: str) -> Draft:
    country = rng.choice(
        ("us",) * 12
        + ("uk", "uk", "de", "fr", "ch", "nl", "ie", "in", "sg", "ca", "it", "se", "au")
    )
    other = country if rng.random() < 0.75 else rng.choice(tuple(names.COUNTRIES))
    persons = {"employee_nda": 1.0, "one_way_nda": 0.2, "letter_nda": 0.25}.get(kind, 0.06)
    first = names.any_party(rng, country, persons=0.03)
    second = names.any_party(rng, other, persons=persons)
    while second.short.lower() in first.name.lower() or first.short.lower() in second.name.lower():
        second = names.any_party(rng, other, persons=persons)
    roles = {
        "mutual_nda": (
            ("the Disclosing Party", "the Receiving Party"),
            ("the Discloser", "the Recipient"),
        ),
        "one_way_nda": (
            ("the Company", "the Recipient"),
            ("the Discloser", "the Recipient"),
            ("the Owner", "the Receiving Party"),
            ("the Disclosing Party", "the Receiving Party"),
        ),
        "letter_nda": (("the Company", "the Recipient"), ("the Discloser", "the Addressee")),
        "employee_nda": (
            ("the Company", "the Employee"),
            ("the Employer", "the Employee"),
            ("the Company", "Consultant"),
            ("the Company", "the Undersigned"),
        ),
    }[kind]
    aliases = rng.choice(roles)
    if rng.random() < 0.3 and kind != "letter_nda":
        aliases = (first.short, second.short)
    titles = {
        "mutual_nda": (
            "Mutual Non-Disclosure Agreement",
            "Mutual Confidentiality Agreement",
            "Reciprocal Non-Disclosure Agreement",
            "Confidentiality and Standstill Agreement",
            "Two-Way NDA",
        ),
        "one_way_nda": (
            "Non-Disclosure Agreement",
            "Confidentiality Agreement",
            "Confidential Disclosure Agreement",
            "Unilateral Non-Disclosure Agreement",
            "Secrecy Agreement",
            "Confidentiality Undertaking",
        ),
        "letter_nda": ("Letter Agreement", "Confidentiality Letter", "letter agreement"),
        "employee_nda": (
            "Employee Confidentiality Agreement",
            "Employee Non-Disclosure Agreement",
            "Proprietary Information Agreement",
            "Confidentiality and Inventions Agreement",
            "Staff Secrecy Pledge",
        ),
    }[kind]
    draft = Draft(
        rng,
        country,
        (first, second),
        aliases,
        None if rng.random() < 0.12 else facts.random_date(rng),
        None if rng.random() < 0.08 else draw_law(rng, country),
        facts.random_term(rng) if rng.random() < 0.62 else None,
        rng.choice(titles),
        quotes=rng.choice(("“”", '""')),
    )
    draft.more = {
        "aim": lambda: draft.pick(AIMS),
        "thing": lambda: draft.pick(THINGS),
        "othercounsel": lambda: names.person(rng, "us"),
        "project": lambda: names.choose(rng, "Lantern|Osprey|Blue Door|Tangent|Meadow"),
    }
    return draft


def _body(draft: Draft, kind: str) -> list[tuple[str, str]]:
    rng = draft.rng
    topics = [DEFINITION, DUTY]
    rest = [EXCEPTIONS, RETURN, REMEDY, NO_LICENSE]
    rest += [WORK, WORK] if kind == "employee_nda" else [STANDSTILL]
    topics += rng.sample(rest, rng.randint(2, len(rest)))
    if draft.term:
        topics.append(TERM)
    elif draft.chance(0.5):
        topics.append(NO_TERM)
    head, tail = topics[:2], topics[2:]
    rng.shuffle(tail)
    clauses: list[tuple[str, str]] = []
    for topic in head + tail:
        heading, text = topic.write(draft)
        if text not in [known for _, known in clauses]:
            clauses.append((heading, text))
    return with_law(draft, clauses + boilerplate(draft, 1, 5))


def write_nda(kind: str, rng: Random) -> SampleDocument:
    """A confidentiality agreement; `kind` is mutual_nda, one_way_nda, letter_nda or employee_nda."""
    draft = _draft(rng, kind)
    if kind == "letter_nda":
        return _write_letter(draft)
    blocks: list[Block] = [*opening(draft)]
    if draft.chance(0.7):
        blocks += purpose(draft)
    if kind == "mutual_nda":
        blocks.append(Paragraph(draft.say(rng.choice(_BOTH_WAYS))))
    blocks += number_clauses(draft, _body(draft, kind))
    blocks += signatures(draft)
    title = draft.title.upper() if draft.chance(0.5) else draft.title
    return SampleDocument(kind, title, tuple(blocks))


_BOTH_WAYS = (
    "Each party may be [the one that discloses|giver] and [the one that receives|taker] of information; the terms below bind both alike.",
    "The duties of {b} below [apply|fall] equally to {a} when it is the one to whom something is disclosed.",
    "As both sides will open their books, this {title} works in both directions.",
    "“Discloser” and “recipient” denote either party as the case may be.",
)
_LETTER_STARTS = (
    "You have asked {A} {Acall} for [information|documents] so that you may {aim}. [As a condition|Before we send them], we ask {B} to [agree|confirm] the following.",
    "In connection with [your interest|our meeting on {otherdate}] and your wish to {aim}, {A} {Acall} is prepared to furnish {B} {Bcall} with certain [data|materials] on these terms:",
    "This letter [records|sets out] how {B} will treat what it learns from {A} {Acall} while the two of us consider whether to {aim}.",
    "We, {A}, refer to the conversation between {otherperson} and {Bsigner}. To let {B} {aim}, we shall open our files if you accept what follows.",
)
_LETTER_ENDS = (
    "Please [sign|countersign] and return a copy of this letter [to show your agreement|if its terms suit you].",
    "If you agree, [return|send back] the enclosed duplicate, signed, by {otherdate}.",
    "We look forward to [working with you|your reply].",
)


def _write_letter(draft: Draft) -> SampleDocument:
    rng = draft.rng
    first, second = draft.parties
    draft.date = draft.date or facts.random_date(rng)
    head: list[Block] = [
        Paragraph(draft.say("{A}"), "center" if draft.chance(0.5) else "line"),
        Paragraph(first.address, "line"),
    ]
    to: list[Block] = [Paragraph(draft.say("{B}"), "line"), Paragraph(second.address, "line")]
    if not second.is_person and draft.chance(0.6):
        to.append(Paragraph(f"Attention: {second.signatory}", "line"))
    day: list[Block] = [Paragraph(draft.say("{date}"), "right" if draft.chance(0.4) else "line")]
    blocks = [*day, *to] if draft.chance(0.3) else [*head, *day, *to]
    blocks.append(
        Paragraph(
            draft.say("Re: [Confidentiality|Disclosure of information|Project “{project}”]")
            if draft.chance(0.5)
            else "",
            "bold",
        )
    )
    surname = second.signatory.replace(", Jr.", "").split()[-1]
    blocks.append(
        Paragraph(
            rng.choice(
                (
                    f"Dear {rng.choice(('Mr.', 'Ms.'))} {surname}:",
                    "Ladies and Gentlemen:",
                    f"Dear {second.signatory.split()[0]},",
                    "Dear Sirs,",
                )
            ),
            "line",
        )
    )
    blocks.append(Paragraph(draft.say(rng.choice(_LETTER_STARTS))))
    blocks += number_clauses(draft, _body(draft, "letter_nda"))
    blocks += [
        Paragraph(draft.say(rng.choice(_LETTER_ENDS))),
        Paragraph(
            rng.choice(
                ("Very truly yours,", "Sincerely,", "Yours faithfully,", "With kind regards,")
            ),
            "line",
        ),
    ]
    blocks += [
        Paragraph(line, "line")
        for line in (
            draft.say("{A}"),
            f"By: {'_' * rng.randint(10, 24)}",
            draft.signer(0)
            if first.is_person
            else f"{first.signatory}, {rng.choice(names.TITLES)}",
        )
    ]
    blocks += [
        Paragraph(
            draft.say(
                "[Accepted and agreed|Agreed|Confirmed and accepted][ as of the date first written above|]:"
            ),
            "line",
        ),
        Paragraph(draft.say("{B}"), "line"),
    ]
    blocks.append(
        Paragraph(f"By: {'_' * 18}" if second.is_person else f"Name: {second.signatory}", "line")
    )
    kept = tuple(block for block in blocks if not (isinstance(block, Paragraph) and not block.text))
    return SampleDocument("letter_nda", "", kept)
