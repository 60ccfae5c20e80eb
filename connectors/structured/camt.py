"""ISO 20022 bank to customer cash management: CAMT.052, .053 and .054, of every version.

Versions differ in what wraps a name (`Pty`), a status (`Cd`) or a bank's code (`BICFI`), and in what they add.

Source: https://www.iso20022.org/catalogue-messages, message definitions camt.052, camt.053, camt.054.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element

from connectors.structured.draft import decimal_of, money, one_line, plain
from connectors.structured.markup import child, children, text, texts
from connectors.structured.statements import Balance, Ledger, Movement, Statement, split_account
from enricher.entities import Notice

MESSAGES = {
    "BkToCstmrAcctRpt": "Rpt",
    "BkToCstmrStmt": "Stmt",
    "BkToCstmrDbtCdtNtfctn": "Ntfctn",
}
"""The message, and what stands in it for each account: reports, statements and notifications."""
_KINDS = {
    "Rpt": "Account report",
    "Stmt": "Account statement",
    "Ntfctn": "Debit and credit notification",
}
_BALANCES = {
    "OPBD": "Opening booked balance",
    "PRCD": "Previous closing balance",
    "CLBD": "Closing booked balance",
    "ITBD": "Interim booked balance",
    "OPAV": "Opening available balance",
    "CLAV": "Closing available balance",
    "ITAV": "Interim available balance",
    "FWAV": "Forward available balance",
    "XPCD": "Expected balance",
    "INFO": "Balance for information",
}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_BOOKED = "BOOK"


def read(root: Element) -> Ledger | None:
    """The statements of a document; None where it holds no such message."""
    ledger = Ledger()
    found = False
    for element in root.iter():
        # The first versions have the version in the name: BkToCstmrStmtV01.
        name = next((one for one in MESSAGES if element.tag.startswith(one)), "")
        if not name:
            continue
        found = True
        sent = text(element, "GrpHdr", "CreDtTm")
        ledger.heading += [("Message", text(element, "GrpHdr", "MsgId")), ("Created", sent)]
        for statement in children(element, MESSAGES[name]):
            ledger.statements.append(_statement(statement, ledger))
    return ledger if found else None


def _statement(element: Element, ledger: Ledger) -> Statement:
    account, iban = _account(child(element, "Acct"))
    balances = list(_balances(element, ledger))
    opening = _first(balances, _OPENING)
    closing = _last(balances, _CLOSING)
    currency = text(element, "Acct", "Ccy") or next((one[3] for one in balances), "")
    start = _day(child(element, "FrToDt"), "FrDtTm", "FrDt") or (
        opening[2] if opening and opening[0] == "OPBD" else ""
    )
    end = _day(child(element, "FrToDt"), "ToDtTm", "ToDt") or (closing[2] if closing else "")
    movements, unbooked = [], []
    owner = _name(child(element, "Acct", "Ownr"))
    entries = list(children(element, "Ntry"))
    for number, entry in enumerate(entries, 1):
        movement = _movement(entry, owner)
        if movement is None:
            ledger.unread.append(f"Entry {number}: {one_line(' '.join(entry.itertext()))}")
            ledger.warnings.append(Notice("record_unread", {"place": f"entry {number}"}))
        elif _status(entry) not in ("", _BOOKED):
            shown = (movement.day, movement.description, plain(movement.amount), _status(entry))
            unbooked.append("\t".join(filter(None, shown)))
        else:
            currency = currency or _currency(child(entry, "Amt"))
            movements.append(movement)
    facts = [
        ("BIC", text(element, "Acct", "Svcr", "FinInstnId", "BIC")
         or text(element, "Acct", "Svcr", "FinInstnId", "BICFI")),
        ("Statement", text(element, "Id")),
        ("Created", text(element, "CreDtTm")),
    ]  # fmt: skip
    for code, amount, day, unit in balances:
        if not any(
            one is not None and one[:3] == (code, amount, day) for one in (opening, closing)
        ):
            label = _BALANCES.get(code, f"Balance {code}".strip())
            facts.append((label, " ".join(filter(None, (money(amount, unit), day)))))
    facts += list(_summary(child(element, "TxsSummry")))
    facts += [("Note", note) for note in texts(element, "AddtlStmtInf")]
    facts += [("Note", note) for note in texts(element, "AddtlRptInf")]
    facts += [("Note", note) for note in texts(element, "AddtlNtfctnInf")]
    start_balance = Balance(opening[1], opening[2]) if opening else None
    end_balance = Balance(closing[1], closing[2]) if closing else None
    movements = _with_reversals(movements, entries, start_balance, end_balance)
    return Statement(
        account=account,
        iban=iban,
        currency=currency,
        bank=text(element, "Acct", "Svcr", "FinInstnId", "Nm")
        or text(element, "Acct", "Svcr", "FinInstnId", "CmbndId", "Nm"),
        holder=owner,
        number=text(element, "LglSeqNb") or text(element, "ElctrncSeqNb"),
        start=start,
        end=end,
        opening=start_balance,
        closing=end_balance,
        movements=tuple(movements),
        kind=_KINDS[element.tag],
        facts=tuple((label, value) for label, value in facts if value),
        unbooked=tuple(unbooked),
    )


def _account(element: Element | None) -> tuple[str, str]:
    """(account number, IBAN)."""
    iban = text(element, "Id", "IBAN")
    other = text(element, "Id", "Othr", "Id") or text(element, "Id", "PrtryAcct", "Id")
    other = other or text(element, "Id", "BBAN") or text(element, "Id", "UPIC")
    if iban:
        return other, "".join(iban.split())
    return split_account(other)


_Stated = tuple[str, Decimal, str, str]
"""A balance: its code, amount, day and currency."""


def _balances(element: Element, ledger: Ledger) -> Iterator[_Stated]:
    for number, balance in enumerate(children(element, "Bal"), 1):
        code = text(balance, "Tp", "CdOrPrtry", "Cd") or text(balance, "Tp", "CdOrPrtry", "Prtry")
        code = code or text(balance, "Tp", "Cd")
        amount = _signed(balance)
        if amount is None:
            ledger.unread.append(f"Balance {number}: {one_line(' '.join(balance.itertext()))}")
            ledger.warnings.append(Notice("record_unread", {"place": f"balance {number}"}))
            continue
        unit = _currency(child(balance, "Amt"))
        yield code, amount, _day(child(balance, "Dt"), "Dt", "DtTm"), unit


def _first(balances: list[_Stated], codes: tuple[str, ...]) -> _Stated | None:
    return next((one for code in codes for one in balances if one[0] == code), None)


def _last(balances: list[_Stated], codes: tuple[str, ...]) -> _Stated | None:
    found = [one for one in balances if one[0] in codes]
    return max(found, key=lambda one: one[2]) if found else None


def _movement(entry: Element, owner: str) -> Movement | None:
    amount = _signed(entry)
    booked = _day(child(entry, "BookgDt"), "Dt", "DtTm")
    value_day = _day(child(entry, "ValDt"), "Dt", "DtTm")
    if amount is None or not (booked or value_day):
        return None
    details = list(_details(entry))
    is_debit = amount < 0 or (amount == 0 and text(entry, "CdtDbtInd") == "DBIT")
    words: list[str] = []
    notes: list[str] = []
    if len(details) == 1:
        words = _words(details[0], owner, is_debit)
    else:
        notes = [_note(one, owner, is_debit) for one in details]
    words += [text(entry, "AddtlNtryInf")]
    if len(details) > 1:
        names = dict.fromkeys(filter(None, (_other_party(one, owner, is_debit) for one in details)))
        words.append("; ".join(list(names)[:3]) + "; …" * (len(names) > 3))
    one = details[0] if len(details) == 1 else None
    return Movement(
        day=booked or value_day,
        description=_joined(words) or _code(entry),
        amount=amount,
        value_day=value_day,
        reference=_reference(entry, one),
        counterparty_account=_other_account(one, is_debit),
        notes=tuple(filter(None, notes)),
    )


def _details(entry: Element) -> Iterator[Element]:
    yield from children(entry, "NtryDtls", "TxDtls")
    # The first version has the details of a transaction in the entry.
    yield from children(entry, "TxDtls")


def _words(details: Element, owner: str, is_debit: bool) -> list[str]:
    references = texts(details, "RmtInf", "Strd", "CdtrRefInf", "Ref")
    references += texts(details, "RmtInf", "Strd", "CdtrRefInf", "CdtrRef")
    invoices = texts(details, "RmtInf", "Strd", "RfrdDocInf", "Nb")
    return [
        _other_party(details, owner, is_debit),
        " ".join(texts(details, "RmtInf", "Ustrd")),
        *references,
        *invoices,
        *texts(details, "RmtInf", "Strd", "AddtlRmtInf"),
        text(details, "RtrInf", "Rsn", "Cd")
        and f"Returned: {text(details, 'RtrInf', 'Rsn', 'Cd')}",
        text(details, "AddtlTxInf"),
    ]


def _note(details: Element, owner: str, is_debit: bool) -> str:
    """A line about one of several transactions of an entry."""
    amount = child(details, "Amt")
    if amount is None:
        amount = child(details, "AmtDtls", "TxAmt", "Amt")
    shown = money(decimal_of(amount.text), _currency(amount)) if amount is not None else None
    words = _words(details, owner, is_debit)
    return " ".join(filter(None, (_joined(words), _reference(details, details), shown)))


def _other_party(details: Element, owner: str, is_debit: bool) -> str:
    """Who is at the other end: the creditor of what is paid, the debtor of what comes."""
    parties = child(details, "RltdPties")
    debtor = _name(child(parties, "Dbtr")) or _name(child(parties, "UltmtDbtr"))
    creditor = _name(child(parties, "Cdtr")) or _name(child(parties, "UltmtCdtr"))
    pair = (creditor, debtor) if is_debit else (debtor, creditor)
    for name in (*pair, _name(child(parties, "TradgPty"))):
        if name and name.casefold() != owner.casefold():
            return name
    return ""


def _other_account(details: Element | None, is_debit: bool) -> str:
    parties = child(details, "RltdPties")
    account, iban = _account(child(parties, "CdtrAcct" if is_debit else "DbtrAcct"))
    return iban or account


def _name(party: Element | None) -> str:
    """A party's name, which later versions wrap once more."""
    return text(party, "Nm") or text(party, "Pty", "Nm") or text(party, "Agt", "FinInstnId", "Nm")


def _reference(entry: Element, details: Element | None) -> str:
    for name in ("EndToEndId", "TxId", "InstrId", "MndtId", "ChqNb", "AcctSvcrRef"):
        found = text(details, "Refs", name)
        if found and found.upper() != "NOTPROVIDED":
            return found
    return text(entry, "AcctSvcrRef") or text(entry, "NtryRef")


def _code(entry: Element) -> str:
    """The bank's own code of the kind of transaction, for want of words."""
    code = child(entry, "BkTxCd")
    own = text(code, "Prtry", "Cd")
    domain = (
        text(code, "Domn", "Cd"),
        text(code, "Domn", "Fmly", "Cd"),
        text(code, "Domn", "Fmly", "SubFmlyCd"),
    )
    return own or "-".join(filter(None, domain))


def _status(entry: Element) -> str:
    return text(entry, "Sts") or text(entry, "Sts", "Cd") or text(entry, "Sts", "Prtry")


def _signed(element: Element) -> Decimal | None:
    amount = decimal_of(text(element, "Amt"))
    side = text(element, "CdtDbtInd").upper()
    if amount is None or side not in ("CRDT", "DBIT"):
        return None
    return -amount if side == "DBIT" else amount


def _currency(amount: Element | None) -> str:
    return amount.get("Ccy", "") if amount is not None else ""


def _day(element: Element | None, *names: str) -> str:
    """The day of the first of some elements; a time's day is that of its own clock."""
    return next((found[:10] for name in names if (found := text(element, name))), "")


def _joined(words: list[str]) -> str:
    """Words behind each other, without what stands in others already."""
    kept: list[str] = []
    for word in map(one_line, words):
        if word and not any(word in other for other in kept):
            kept.append(word)
    return " ".join(kept)


def _summary(element: Element | None) -> Iterator[tuple[str, str]]:
    for name, label in (("TtlNtries", "Entries"), ("TtlCdtNtries", "Credits"), ("TtlDbtNtries", "Debits")):  # fmt: skip
        part = child(element, name)
        count, total = text(part, "NbOfNtries"), text(part, "Sum")
        if count or total:
            yield label, ", ".join(filter(None, (count, total)))


def _with_reversals(
    movements: list[Movement],
    entries: list[Element],
    opening: Balance | None,
    closing: Balance | None,
) -> list[Movement]:
    """Movements as the balances have them.

    The indicator of a reversal says what an entry is, and its side is that of the booking; some banks
    leave the side of what was reversed. The balances tell.
    """
    if opening is None or closing is None or len(entries) != len(movements):
        return movements
    reversed_ = [text(entry, "RvslInd").lower() in ("true", "1") for entry in entries]
    change = closing.amount - opening.amount
    if sum((one.amount for one in movements), Decimal(0)) == change or not any(reversed_):
        return movements
    turned = [
        replace(one, amount=-one.amount) if is_reversed else one
        for one, is_reversed in zip(movements, reversed_, strict=True)
    ]
    return turned if sum((one.amount for one in turned), Decimal(0)) == change else movements
