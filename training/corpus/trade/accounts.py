"""Invoices and bank statements: mostly tables, few sentences, in English and German."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.corpus.cast import facts, names
from training.corpus.cast.draft import Draft, draw_law
from training.corpus.cast.names import Party
from training.corpus.markup import Block, Heading, Paragraph, SampleDocument, Table
from training.corpus.trade.dates import date_style
from training.corpus.trade.parts import lines_of
from training.corpus.words import Words

WORDS = Words("trade/accounts")

_WORDS = {"en": WORDS.table("words.en"), "de": WORDS.table("words.de")}
_GOODS = WORDS.table("goods")
_NOTES = WORDS.table("notes")
_LAW_NOTES = WORDS.lines("law_notes")


def _iban(rng: Random, country: str) -> str:
    """An account number whose check digits hold.

    Source: ISO 13616, check digits by ISO 7064 MOD 97-10.
    """
    body = "".join(rng.choices("0123456789", k=18))
    letters = "".join(str(ord(letter) - 55) for letter in country)
    check = 98 - int(body + letters + "00") % 97
    text = f"{country}{check:02}{body}"
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def _draft(rng: Random, country: str, first: Party, second: Party, language: str) -> Draft:
    draft = Draft(
        rng,
        country,
        (first, second),
        ("we", "you"),
        facts.random_date(rng, 2004),
        draw_law(rng, country, language),
        None,
        "invoice",
        language,
    )
    draft.more["otherbank"] = lambda: names.bank(rng, country)
    return draft


def _figure(amount: Decimal, currency: str, language: str) -> str:
    if language == "de":
        return facts.group_digits(amount, ".", ",")
    return facts.group_digits(amount, "'" if currency == "CHF" else ",", ".")


def _with_currency(rng: Random, figure: str, currency: str, language: str) -> str:
    if language == "de":
        return f"{figure} {'€' if currency == 'EUR' else currency}"
    return rng.choice((f"{currency} {figure}", f"{facts.SIGNS[currency]}{figure}"))


def write_invoice(kind: str, rng: Random) -> SampleDocument:
    language = "de" if rng.random() < 0.22 else "en"
    country = (
        rng.choice(("de", "de", "ch"))
        if language == "de"
        else rng.choice(("us",) * 5 + ("uk",) * 3 + ("fr", "nl", "ie", "in", "sg", "ca"))
    )
    seller = names.any_party(rng, country, persons=0.1, language=language)
    buyer = names.any_party(rng, country, persons=0.15, language=language)
    while names.alike(seller, buyer):
        buyer = names.company_party(rng, country, language)
    draft = _draft(rng, country, seller, buyer, language)
    words = {
        key: names.choose(rng, value) for key, value in _WORDS[language].items() if key != "columns"
    }
    currency = facts.currency_of(country)
    assert draft.date is not None
    rows, total = _items(draft, currency, language, words)
    colon = rng.choice((": ", ": ", "  ", ":\u00a0"))
    due = draft.date + timedelta(days=rng.choice((7, 14, 30, 30, 60)))

    is_wide = language == "en"
    write: Callable[[date], str] = (
        date_style(rng, country)
        if is_wide
        else lambda day: facts.write_date(rng, day, country, language)
    )
    details = [
        (words["number"], f"{rng.choice('ABRXZ')}-{rng.randint(100, 99999)}"),
        (words["date"], draft.mark_date(write(draft.date))),
        (words["due"], write(due)),
        (words["delivery"], draft.other_date()),
    ]
    details = details[: rng.randint(2, 4)]
    rng.shuffle(details)
    stacked = lines_of([label + colon + value for label, value in details])
    head: list[Block] = [Paragraph(draft.say("{A}"), rng.choice(("line", "bold", "right")))]
    head += lines_of([seller.address, seller.nature if draft.chance(0.4) else ""])
    shipped = f"{words['ship']}{colon}{draft.other_company()}, {names.address(rng, country)}"
    shape = rng.choice(("letter", "table", "sides", *(("row", "row") if is_wide else ())))
    if shape == "letter":
        blocks = [*head, *draft.blocks(["- {B}", "- {Baddress}"]), *stacked]
    elif shape == "row":
        keys, values = zip(*details, strict=True)
        to = lines_of([words["to"] + colon + buyer.mark()])
        blocks = [*head, Table((keys, values), has_names=True), *to]
    elif shape == "table":
        sides = [
            (words["from"], seller.mark()),
            (words["to"], buyer.mark()),
            (words["to"], buyer.address),
        ]
        blocks = [Table((*details, *sides))]
    else:
        parties = [
            (words["from"], words["to"]),
            (seller.mark(), buyer.mark()),
            (seller.address, buyer.address),
        ]
        blocks = [Table(tuple(parties), has_names=True), *stacked]
    if draft.chance(0.3):
        blocks += lines_of([shipped])
    blocks.append(Table(tuple(rows), has_names=True))
    written = _with_currency(rng, _figure(total, currency, language), currency, language)
    blocks.append(
        Paragraph(f"{words['total']}{colon}{facts.mark_money(written, total, currency)}", "bold")
    )
    blocks += [
        Paragraph(draft.say(note)) for note in rng.sample(_NOTES[language], rng.randint(1, 3))
    ]
    if draft.law and language == "en" and draft.chance(0.25):
        blocks.append(Paragraph(draft.pick(_LAW_NOTES)))
    if language == "de" or country in ("fr", "nl") or draft.chance(0.2):
        account = _iban(rng, rng.choice(("DE", "FR", "GB")))
        blocks += lines_of([f"IBAN {account}, {draft.fact('otherbank')}"])
    if draft.chance(0.3):
        blocks += draft.blocks(["> {A} · {Aaddress}"])
    return SampleDocument(kind, words["title"], tuple(blocks), language=language)


def _items(
    draft: Draft, currency: str, language: str, words: dict[str, str]
) -> tuple[list[tuple[str, ...]], Decimal]:
    rng = draft.rng
    column = _WORDS[language]["columns"]
    rows: list[tuple[str, ...]] = [
        tuple(column[2 * place + rng.randint(0, 1)] for place in range(4))
    ]
    net = Decimal(0)
    for goods in rng.sample(_GOODS[language], rng.randint(2, 7)):
        count, price = rng.randint(1, 24), Decimal(rng.randint(300, 240_000)) / 100
        net += count * price
        figures = (_figure(one, currency, language) for one in (price, count * price))
        rows.append((goods, str(count), *figures))
    rate = rng.choice((0, 5, 7, 8, 10, 19, 20, 21))
    tax = (net * rate / 100).quantize(Decimal("0.01"))
    rows.append((words["net"], "", "", _figure(net, currency, language)))
    rows.append((f"{words['tax']} {rate}%", "", "", _figure(tax, currency, language)))
    return rows, net + tax


_ENTRIES = WORDS.table("entries")
_STATEMENT_WORDS = WORDS.table("statement_words")
_STATEMENT_NOTES = WORDS.table("statement_notes")


def write_statement(kind: str, rng: Random) -> SampleDocument:
    language = "de" if rng.random() < 0.25 else "en"
    country = (
        rng.choice(("de", "de", "ch"))
        if language == "de"
        else rng.choice(("us",) * 5 + ("uk",) * 3 + ("fr", "in", "ie"))
    )
    house = names.named_party(rng, names.bank(rng, country), country, language)
    holder = names.any_party(rng, country, persons=0.5, language=language)
    while names.alike(house, holder):
        holder = names.person_party(rng, country, language)
    draft = _draft(rng, country, house, holder, language)
    assert draft.date is not None
    label = [names.choose(rng, choices) for choices in _STATEMENT_WORDS[language]]
    title, stated, owner, period = label[:4]
    start, end = (
        draft.date - timedelta(days=rng.choice((32, 33, 92))),
        draft.date - timedelta(days=rng.randint(1, 2)),
    )
    style = rng.randrange(2)
    written = draft.written_date()
    ends = [facts.write_date(rng, day, country, language) for day in (start, end)]
    details = [(stated, written), (owner, holder.mark()), (period, " – ".join(ends))]
    if country in ("us", "in"):
        details.append(("Account no.", draft.fact("ref")))
    else:
        details.append(("IBAN", _iban(rng, "GB" if country == "uk" else country.upper())))
    rng.shuffle(details)
    blocks: list[Block] = [
        Paragraph(draft.say("{A}"), rng.choice(("bold", "line", "center"))),
        Paragraph(house.address, "line"),
    ]
    if draft.chance(0.5):
        blocks += draft.blocks(["- {B}", "- {Baddress}"])
    if style:
        blocks.append(Table(tuple(details)))
    else:
        blocks += lines_of([f"{name}: {value}" for name, value in details])
    if draft.chance(0.4):
        blocks.append(Heading({"en": "Your transactions", "de": "Ihre Umsätze"}[language]))
    entries = _entries(draft, label[4:], language, facts.currency_of(country))
    blocks.append(Table(tuple(entries), has_names=True))
    blocks += [
        Paragraph(draft.say(note))
        for note in rng.sample(_STATEMENT_NOTES[language], rng.randint(1, 2))
    ]
    if draft.chance(0.25):
        blocks += draft.blocks(["> {A}, {Aaddress}"])
    return SampleDocument(kind, title, tuple(blocks), language=language)


def _entries(
    draft: Draft, labels: list[str], language: str, currency: str
) -> list[tuple[str, ...]]:
    rng = draft.rng
    opened, closed, *names_of_columns = labels
    assert draft.date is not None
    balance = Decimal(rng.randint(10_000, 3_000_000)) / 100
    rows: list[tuple[str, ...]] = [
        tuple(names_of_columns),
        ("", opened, "", _figure(balance, currency, language)),
    ]
    day = draft.date - timedelta(days=31)
    style = "%d.%m." if language == "de" else rng.choice(("%d %b", "%m/%d"))
    for _ in range(rng.randint(4, 14)):
        day += timedelta(days=rng.randint(0, 3))
        amount = Decimal(rng.randint(-180_000, 220_000)) / 100
        balance += amount
        entry = draft.pick(_ENTRIES[language])
        figures = (_figure(one, currency, language) for one in (amount, balance))
        rows.append((f"{day:{style}}", entry, *figures))
    figure = _with_currency(rng, _figure(balance, currency, language), currency, language)
    rows.append(("", closed, "", figure))
    return rows
