"""OFX 1 (SGML), OFX 2 (XML) and QFX: statements of bank accounts and of cards.

Both are read by one parser: in OFX 1 the end of a value is the next tag, in OFX 2 its own.

Source: Open Financial Exchange 1.6 and 2.3, https://financialdataexchange.org/ofx
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from connectors.structured.draft import decimal_of, money, one_line
from connectors.structured.markup import text
from connectors.structured.statements import Balance, Ledger, Movement, Statement, split_account
from enricher.entities import Notice

_TOKEN = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9._]*)\s*(/?)>([^<]*)")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CHARSET = re.compile(r"^(ENCODING|CHARSET):\s*(\S+)", re.MULTILINE)
_STATEMENTS = {
    "STMTRS": "Account statement",
    "CCSTMTRS": "Card statement",
    "INVSTMTRS": "Investment statement",
}
_ACCOUNTS = ("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")
_DEEPEST = 60


def is_ofx(head: str) -> bool:
    start = head.lstrip("\ufeff \t\r\n")
    return start.startswith("OFXHEADER:") or bool(
        re.match(r"(?:<\?xml[^>]*\?>\s*)?(?:<\?OFX\b|<OFX>)", start, re.IGNORECASE)
    )


def decode(data: bytes) -> str:
    """The characters of a file; OFX 1 names its code page in its head."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    named = dict(_CHARSET.findall(data[:1000].decode("latin-1").replace("\r", "\n")))
    charset = named.get("CHARSET", "1252").upper().removeprefix("WINDOWS-").removeprefix("CP")
    for name in (f"cp{charset}", charset):
        try:
            return data.decode(name, "replace")
        except LookupError:
            continue
    return data.decode("cp1252", "replace")


def parse(content: str) -> Element:
    """The elements of a file; those that are never closed hold a value, or nothing."""
    body = content[max(0, content.upper().find("<OFX>")) :]
    body = _COMMENT.sub("", _CDATA.sub(lambda found: html.escape(found[1]), body))
    root = Element("file")
    way = [root]
    for closing, name, empty, value in _TOKEN.findall(body):
        tag = name.upper()
        value = html.unescape(value).strip()
        if closing:
            at = next((at for at in range(len(way) - 1, 0, -1) if way[at].tag == tag), 0)
            if at:  # else it ends a value that the next tag had ended
                for index in range(len(way) - 1, at, -1):
                    _lift(way[index - 1], way[index])
                del way[at:]
            continue
        element = SubElement(way[-1], tag)
        if value:
            element.text = value
        elif not empty and len(way) < _DEEPEST:
            way.append(element)
    return root


def _lift(parent: Element, element: Element) -> None:
    """Give the parent what lies in an element that turns out to be an empty value."""
    parent.extend(list(element))
    del element[:]


def read(content: str) -> Ledger:
    root = parse(content)
    ledger = Ledger()
    signon = next(root.iter("SONRS"), None)
    bank = text(signon, "FI", "ORG")
    ledger.heading.append(("Created", _day(text(signon, "DTSERVER"))))
    for element in root.iter():
        if element.tag in _STATEMENTS:
            ledger.statements.append(_statement(element, bank, ledger))
    if not re.search(r"</OFX>\s*$", content, re.IGNORECASE):
        ledger.warnings.append(Notice("file_cut_short"))
    return ledger


def _statement(element: Element, bank: str, ledger: Ledger) -> Statement:
    source = next((one for one in element if one.tag in _ACCOUNTS), None)
    account, iban = split_account(text(source, "ACCTID"))
    currency = text(element, "CURDEF").upper()
    movements = []
    listing = [one for one in element if one.tag in ("BANKTRANLIST", "INVTRANLIST")]
    for number, entry in enumerate(_entries(listing), 1):
        movement = _movement(entry, currency)
        if movement is None:
            shown = " ".join(filter(None, map(one_line, entry.itertext())))
            ledger.unread.append(f"Transaction {number}: {entry.tag} {shown}")
            ledger.warnings.append(Notice("record_unread", {"place": f"transaction {number}"}))
        else:
            movements.append(movement)
    balance = decimal_of(_number(text(element, "LEDGERBAL", "BALAMT")))
    closing = (
        Balance(balance, _day(text(element, "LEDGERBAL", "DTASOF")))
        if balance is not None
        else None
    )
    available = decimal_of(_number(text(element, "AVAILBAL", "BALAMT")))
    facts = [
        ("Bank code", text(source, "BANKID") or text(source, "BROKERID")),
        ("Branch", text(source, "BRANCHID")),
        ("Account type", text(source, "ACCTTYPE").lower()),
        ("Account key", text(source, "ACCTKEY")),
        ("Available balance", money(available, currency) or ""),
        ("Note", text(element, "MKTGINFO")),
    ]
    start = next((_day(text(one, "DTSTART")) for one in listing), "")
    end = next((_day(text(one, "DTEND")) for one in listing), "")
    return Statement(
        account=account,
        iban=iban,
        currency=currency,
        bank=bank,
        start=start,
        end=end,
        closing=closing,
        movements=tuple(movements),
        kind=_STATEMENTS[element.tag],
        facts=tuple((label, value) for label, value in facts if value),
    )


def _entries(listing: list[Element]) -> Iterator[Element]:
    """Movements of money, and what else an investment account has."""
    for part in listing:
        for one in part:
            if one.tag == "INVBANKTRAN":
                yield from one.iter("STMTTRN")
            elif one.tag == "STMTTRN" or len(one):
                yield one


def _movement(entry: Element, currency: str) -> Movement | None:
    amount = decimal_of(_number(text(entry, "TRNAMT")))
    day = _day(text(entry, "DTPOSTED")) or _day(text(entry, "DTUSER"))
    if amount is None or not day:
        return None
    name = text(entry, "NAME") or text(entry, "PAYEE", "NAME")
    words = [text(entry, "EXTDNAME") or name, text(entry, "MEMO")]
    if words[1].startswith(words[0]) or words[0] == words[1]:
        words = words[1:]
    check = text(entry, "CHECKNUM")
    shown = one_line(" ".join(words)) or (f"Check {check}" if check else text(entry, "TRNTYPE"))
    own = text(entry, "CURRENCY", "CURSYM")
    return Movement(
        day=day,
        description=shown,
        amount=amount,
        value_day=_day(text(entry, "DTAVAIL")),
        reference=check or text(entry, "REFNUM") or text(entry, "FITID"),
        counterparty_account=text(entry, "BANKACCTTO", "ACCTID")
        or text(entry, "CCACCTTO", "ACCTID"),
        notes=(f"Currency: {own}",) if own and own != currency else (),
    )


def _day(stamp: str) -> str:
    """The day of `20250303`, `20250303120000.000[-5:EST]`, or of a time as XML has it."""
    digits = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", stamp)
    try:
        return date(*map(int, digits.groups())).isoformat() if digits else ""
    except ValueError:
        return ""


def _number(shown: str) -> str:
    """An amount without grouping, whichever mark its decimals have."""
    shown = shown.replace(" ", "").replace("\u2212", "-")
    if "," in shown and "." in shown:
        grouping = "," if shown.rfind(".") > shown.rfind(",") else "."
        return shown.replace(grouping, "")
    return shown
