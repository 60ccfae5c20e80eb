"""SWIFT MT940 and MT942, with or without their envelope, as banks of many countries fill them.

Fields `:60F:` follow each other; `:61:` is a movement and the `:86:` behind it its words, in one of
these ways: `?20…?32…` (Germany), `~20…` or `<20…` (Poland), `/NAME/…/REMI/…` (the Netherlands, SEPA), or plain.

Source: SWIFT Standards Category 9, MT940, MT942; DFÜ-Abkommen Anlage 3 for the subfields of :86:.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from connectors.structured.draft import decimal_of, money, one_line
from connectors.structured.statements import Balance, Ledger, Movement, Statement, split_account
from enricher.entities import Notice

_FIELD = re.compile(r":(\d\d[A-Z]?|NS):(.*)", re.DOTALL)
_BLOCK = re.compile(r"\{4:\s*")
_END = re.compile(r"-\}?(?:\{.*)?|-X{2,}|-\}.*")
_SENDER = re.compile(r"\{1:F\d\d([A-Z0-9]{8})[A-Z0-9]([A-Z0-9]{3})")
_MOVEMENT = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?(?P<side>RC|RD|EC|ED|C|D)(?P<funds>[A-Z])?"
    r"(?P<amount>\d[\d.]*,?\d*)(?P<kind>[A-Z][A-Z0-9]{3})?(?P<reference>[^\n]*)\n?(?P<more>.*)",
    re.DOTALL,
)
_BALANCE = re.compile(
    r"(?P<side>R?[CD])(?P<day>\d{6})(?P<currency>[A-Z]{3})(?P<amount>\d[\d.]*,?\d*)\s*"
)
_SIDES = {"C": 1, "D": -1, "RC": -1, "RD": 1, "EC": 1, "ED": -1}
"""What a mark does to the account; a reversal of a credit takes, and E is expected."""
_EXPECTED = ("EC", "ED")
_FULL_LINE = 65  # characters of a line of :86:, without its tag
_FULL_CHUNK = 27  # characters of a subfield
_SUBFIELDS = re.compile(r"(?:\d{1,3}|[A-Z]\d\d)?\s*(?P<mark>[?~<>^|#])(?P<first>\d\d)")
_SEPA = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|RREF|PURP)\+")
_SLASHED_NAMES = (
    "ACCW ADDR ADVR AREF BENM BIC BREF CDTRREF CHGS CNTP CREF CSID EREF EXCH IBAN ID INFO INST IREF ISDT KREF MARF"
    " NAME NRTX OCMT OPRP ORDP ORIG PREF PURP REMI RTRN SVCL TRCD TRTP TYPE ULTB ULTC ULTD"
)
_SLASHED = re.compile(rf"/({'|'.join(_SLASHED_NAMES.split())})/")
_KINDS = {"940": "Account statement", "942": "Interim transaction report"}
_LABELS = {
    "20": "Reference",
    "21": "Related reference",
    "13": "Created",
    "13D": "Created",
    "34F": "Floor limit",
    "64": "Closing available balance",
    "65": "Forward available balance",
    "90C": "Credits",
    "90D": "Debits",
    "86": "Note",
    "NS": "Note",
}


@dataclass(slots=True)
class _Field:
    tag: str
    value: str
    line: int


@dataclass(slots=True)
class _Message:
    """The fields between a `:20:` and the next, or the end of the message."""

    sender: str = ""
    fields: list[_Field] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        return any(one.tag in ("62F", "62M") for one in self.fields)

    @property
    def kind(self) -> str:
        tags = {one.tag for one in self.fields}
        is_interim = tags & {"34F", "90C", "90D", "13D"} and not tags & {"60F", "60M"}
        return "942" if is_interim else "940"


def is_mt940(head: str) -> bool:
    """Whether a file begins as one of these: its first fields are theirs."""
    tags = re.findall(r"^(?:\{.*?\{4:)?\s?:(\d\d[A-Z]?):", head, re.MULTILINE)
    return (
        tags[:1] == ["20"]
        and any(one in ("25", "25P") for one in tags[:4])
        and (bool({"60F", "60M", "34F", "61", "28C", "28"} & set(tags[:10])))
    )


def read(text: str) -> Ledger:
    ledger = Ledger()
    parts: list[Statement] = []
    open_page = False
    for message in _messages(text, ledger):
        statement, is_last = _statement(message, ledger)
        if open_page and parts and parts[-1].key == statement.key:
            parts[-1] = _continued(parts[-1], statement)
        else:
            parts.append(statement)
        open_page = not is_last
    ledger.statements = parts
    return ledger


def _messages(text: str, ledger: Ledger) -> Iterator[_Message]:
    message = _Message()
    ended = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip("\x03\x1a ")
        if "{1:" in line or "{4:" in line:
            if sender := _SENDER.search(line):
                if message.fields:
                    yield message
                message = _Message(sender[1] + (sender[2] if sender[2] != "XXX" else ""))
            parted = _BLOCK.split(line, maxsplit=1)
            line = parted[1] if len(parted) > 1 else ""
        line = line.lstrip("\x01\x02")
        found = _FIELD.match(line.lstrip() if line.lstrip().startswith(":") else line)
        if found:
            tag, value = found.groups()
            begins = tag == "20" or (tag in ("25", "25P") and message.is_closed)
            if begins and message.fields:
                yield message
                message = _Message(message.sender)
            message.fields.append(_Field(tag, value, number))
            ended = False
        elif _END.fullmatch(line.strip()):
            ended = True
        elif line.strip() and message.fields and not ended:
            message.fields[-1].value += "\n" + line
    if message.fields:
        yield message


def _statement(message: _Message, ledger: Ledger) -> tuple[Statement, bool]:
    """A message's statement, and whether it is the last page of it."""
    account = iban = currency = number = ""
    opening = closing = None
    movements: list[Movement] = []
    unbooked: list[str] = []
    facts: list[tuple[str, str]] = [("Sender BIC", message.sender)]
    is_last = True
    fields = message.fields
    at = 0
    while at < len(fields):
        one = fields[at]
        at += 1
        if one.tag in ("25", "25P"):
            account, iban, more = _account(one.value)
            currency = currency or more.pop("currency", "")
            facts += more.items()
        elif one.tag in ("28C", "28"):
            number = one.value.split("/")[0].strip().lstrip("0")
        elif one.tag in ("60F", "60M", "62F", "62M", "64", "65"):
            read_balance = _balance(one.value)
            if read_balance is None:
                _unread(one, ledger)
                continue
            balance, currency_of = read_balance
            currency = currency or currency_of
            if one.tag[:2] == "60":
                opening = opening or balance
            elif one.tag[:2] == "62":
                closing, is_last = balance, one.tag == "62F"
            else:
                shown = f"{money(balance.amount, currency_of)} {balance.day}"
                facts.append((_LABELS[one.tag], shown))
        elif one.tag == "61":
            words = ""
            if at < len(fields) and fields[at].tag == "86":
                words = fields[at].value
                at += 1
            found = _movement(one.value, words)
            if found is None:
                _unread(one, ledger)
                if words:
                    ledger.unread.append(one_line(words))
                continue
            movement, is_expected = found
            if is_expected:
                unbooked.append(f"{movement.day}\t{movement.description}\t{movement.amount}")
            else:
                movements.append(movement)
        else:
            facts.append((_LABELS.get(one.tag, f"Field {one.tag}"), one_line(one.value)))
            if one.tag == "34F" and not currency and re.match(r"[A-Z]{3}", one.value):
                currency = one.value[:3]
    return (
        Statement(
            account=account,
            iban=iban,
            currency=currency,
            number=number,
            start=opening.day if opening else "",
            end=closing.day if closing else "",
            opening=opening,
            closing=closing,
            movements=tuple(movements),
            kind=_KINDS[message.kind],
            facts=tuple((label, value) for label, value in facts if value),
            unbooked=tuple(unbooked),
        ),
        is_last,
    )


def _continued(first: Statement, page: Statement) -> Statement:
    """A statement with its next page."""
    return replace(
        first,
        movements=first.movements + page.movements,
        closing=page.closing or first.closing,
        end=page.end or first.end,
        facts=(*first.facts, *(one for one in page.facts if one not in first.facts)),
        unbooked=first.unbooked + page.unbooked,
    )


def _unread(one: _Field, ledger: Ledger) -> None:
    ledger.unread.append(f"Line {one.line}: :{one.tag}:{one_line(one.value)}")
    ledger.warnings.append(Notice("record_unread", {"place": f"line {one.line}"}))


def _account(value: str) -> tuple[str, str, dict[str, str]]:
    """(account number, IBAN, facts) of `IBAN`, `10010010/0532013000EUR` or `account EUR`."""
    lines = value.split("\n")
    shown = one_line(lines[0])
    facts = {"BIC": one_line(" ".join(lines[1:]))} if len(lines) > 1 else {}
    for ending in (0, 3):
        body = shown[: len(shown) - ending].strip()
        tail = shown[len(shown) - ending :] if ending else ""
        if ending and not re.fullmatch(r"[A-Z]{3}", tail):
            break
        for candidate in (body, body.split("/")[-1], body.split("/")[0], body.split(" ")[0]):
            _, iban = split_account(candidate.strip())
            if iban:
                return "", iban, facts | ({"currency": tail} if tail else {})
    if found := re.fullmatch(r"(.*\d)\s?([A-Z]{3})", shown):
        shown = found[1]
        facts["currency"] = found[2]
    bank, slash, number = shown.rpartition("/")
    if slash and number.strip():
        facts["Bank code"] = bank
        return number.strip(), "", facts
    return shown, "", facts


def _balance(value: str) -> tuple[Balance, str] | None:
    found = _BALANCE.fullmatch(value.replace("\n", ""))
    amount = decimal_of(_ungrouped(found["amount"])) if found else None
    day = _date(found["day"]) if found else None
    if found is None or amount is None or day is None:
        return None
    return Balance(_SIDES[found["side"]] * amount, day.isoformat()), found["currency"]


def _movement(value: str, words: str) -> tuple[Movement, bool] | None:
    """A movement, and whether it is only expected."""
    found = _MOVEMENT.fullmatch(value)
    amount = decimal_of(_ungrouped(found["amount"])) if found else None
    value_day = _date(found["value"]) if found else None
    if found is None or amount is None or value_day is None:
        return None
    booked = _entry_day(found["entry"], value_day)
    if booked is None:
        return None
    own, _, bank = found["reference"].partition("//")
    description, facts = _words(words)
    supplement = one_line(found["more"])
    if not description:
        description = supplement or facts.get("kind", "")
    elif supplement and not supplement.startswith("/"):
        # What the bank adds below the movement: original amounts, its own name of the kind.
        facts.setdefault("note", supplement)
    references = (facts.get("EREF", ""), own.strip(), bank.strip())
    reference = next(
        (one for one in references if one and one not in ("NONREF", "NOTPROVIDED")), ""
    )
    return (
        Movement(
            day=booked.isoformat(),
            description=description or reference or found["kind"] or "",
            amount=_SIDES[found["side"]] * amount,
            value_day=value_day.isoformat(),
            reference=reference,
            counterparty_account=facts.get("account", ""),
            notes=(facts["note"],) if "note" in facts else (),
        ),
        found["side"] in _EXPECTED,
    )


def _ungrouped(amount: str) -> str:
    """An amount without points of grouping, which some write and the standard does not."""
    return amount.replace(".", "") if "," in amount else amount


def _date(digits: str) -> date | None:
    try:
        year = int(digits[:2])
        return date(1900 + year if year >= 80 else 2000 + year, int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None


def _entry_day(digits: str | None, value_day: date) -> date | None:
    """The day of booking, which has no year: the one nearest to the day of value."""
    if not digits:
        return value_day
    days = []
    for year in (value_day.year - 1, value_day.year, value_day.year + 1):
        try:
            days.append(date(year, int(digits[:2]), int(digits[2:])))
        except ValueError:
            continue
    return min(days, key=lambda day: abs((day - value_day).days), default=None)


def _words(value: str) -> tuple[str, dict[str, str]]:
    """The description that a `:86:` has, and what it names by its codes."""
    if not value.strip():
        return "", {}
    lines = value.split("\n")
    subfields = _SUBFIELDS.match(value)
    if subfields:
        return _from_subfields("".join(lines), subfields["mark"])
    text = _unfolded(lines)
    slashed = list(_SLASHED.finditer(text))
    if slashed and slashed[0].start() <= 40:
        return _from_slashes(text, slashed)
    return one_line(text), {}


def _unfolded(lines: Sequence[str]) -> str:
    """Lines that were folded at their full length, and others as words of their own."""
    text = lines[0]
    for before, line in pairwise(lines):
        text += line if len(before) >= _FULL_LINE else f" {line}"
    return text


def _from_subfields(text: str, mark: str) -> tuple[str, dict[str, str]]:
    parts: dict[str, str] = {}
    for chunk in text.split(mark)[1:]:
        if re.match(r"\d\d", chunk):
            last = chunk[:2]
            parts[last] = parts.get(last, "") + chunk[2:]
        elif parts:  # the mark inside of words
            parts[last] += mark + chunk
    # Poland has the other party at 27 and its account at 38, where Germany goes on with the purpose.
    is_polish = (mark in "~<" and "27" in parts) or ("38" in parts and "31" not in parts)
    names = ["27", "28", "32", "33"] if is_polish else ["32", "33"]
    purposes = [f"{n}" for n in (*range(20, 27 if is_polish else 30), *range(60, 64))]
    purpose = ""
    for key in purposes:
        chunk = parts.get(key, "")
        has_joint = purpose and len(parts.get(str(int(key) - 1), "")) < _FULL_CHUNK
        purpose += (" " if has_joint else "") + chunk
    name = one_line("".join(parts.get(key, "") for key in names))
    if is_polish:
        name = one_line(" ".join(parts.get(key, "") for key in names))
    tagged = _SEPA.split(purpose)
    facts = {tag: one_line(one) for tag, one in zip(tagged[1::2], tagged[2::2], strict=True)}
    purpose = " ".join((tagged[0], facts.get("SVWZ", ""))) if len(tagged) > 1 else purpose
    kind = parts.get("00", "")
    shown = [name, purpose] if name or purpose.strip() else [kind]
    account = facts.get("IBAN") or parts.get("38") or parts.get("31", "")
    facts |= {"kind": one_line(kind), "account": one_line(account)}
    if kind and (name or purpose.strip()):
        facts["note"] = one_line(kind)
    return one_line(" ".join(shown)), facts


def _from_slashes(text: str, tags: Sequence[re.Match[str]]) -> tuple[str, dict[str, str]]:
    parts: dict[str, str] = {}
    for tag, following in zip(tags, [*tags[1:], None], strict=True):
        content = text[tag.end() : following.start() if following else len(text)]
        parts.setdefault(tag[1], content.strip().strip("/").strip())
    counterparty = [one.strip() for one in parts.get("CNTP", "").split("/")]
    name = parts.get("NAME") or (counterparty[2] if len(counterparty) > 2 else "")
    name = name or parts.get("ORDP", "") or parts.get("BENM", "")
    remittance = re.sub(r"^(?:USTD|STRD(?:/CUR)?)/+", "", parts.get("REMI", "")).strip("/")
    plain_start = text[: tags[0].start()].strip()
    shown = [plain_start, name, remittance]
    if not name and not remittance:
        shown += [parts.get("TRTP", ""), parts.get("INFO", "")]
    facts = {"EREF": parts.get("EREF", ""), "account": parts.get("IBAN") or counterparty[0]}
    if (name or remittance) and parts.get("TRTP"):
        facts["note"] = parts["TRTP"]
    return one_line(" ".join(shown)), facts
