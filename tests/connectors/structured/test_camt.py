from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.structured import camt
from connectors.structured.markup import parse
from connectors.structured.statements import adds_up
from tests.clocks import processor_at_most
from tests.connectors.structured_files import codes, read_bytes, read_records, rows, stated

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def document(message: str, body: str, version: str = "urn:iso:std:iso:20022:tech:xsd:camt") -> str:
    return f'{HEAD}<Document xmlns="{version}"><{message}><GrpHdr><MsgId>M1</MsgId></GrpHdr>{body}</{message}></Document>'


def balance(code: str, amount: str, side: str = "CRDT", day: str = "2025-05-01") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='CHF'>{amount}</Amt>"
        f"<CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def entry(
    amount: str, side: str, day: str = "2025-05-02", more: str = "", status: str = "BOOK"
) -> str:
    return (
        f"<Ntry><Amt Ccy='CHF'>{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>{status}</Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt>{more}</Ntry>"
    )


ACCOUNT = (
    "<Acct><Id><IBAN>CH9300762011623852957</IBAN></Id><Ccy>CHF</Ccy><Ownr><Nm>Alpenrose AG</Nm></Ownr>"
    "<Svcr><FinInstnId><BICFI>BANKCHZZ</BICFI><Nm>Bank am See</Nm></FinInstnId></Svcr></Acct>"
)


def test_later_versions_wrap_names_and_statuses(tmp_path: Path) -> None:
    details = (
        "<NtryDtls><TxDtls><Refs><EndToEndId>E-7</EndToEndId></Refs><RltdPties>"
        "<Dbtr><Pty><Nm>Alpenrose AG</Nm></Pty></Dbtr><Cdtr><Pty><Nm>Käserei Flüe</Nm></Pty></Cdtr>"
        "<CdtrAcct><Id><IBAN>CH5604835012345678009</IBAN></Id></CdtrAcct></RltdPties>"
        "<RmtInf><Strd><CdtrRefInf><Ref>210000000003139471430009017</Ref></CdtrRefInf></Strd></RmtInf>"
        "</TxDtls></NtryDtls>"
    )
    booked = entry("12.50", "DBIT", more=details).replace(
        "<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>"
    )
    body = f"<Stmt><Id>S1</Id>{ACCOUNT}{balance('OPBD', '100.00')}{balance('CLBD', '87.50', day='2025-05-31')}{booked}</Stmt>"
    reading = read_records(tmp_path, "a.xml", document("BkToCstmrStmt", body))
    assert rows(reading) == [("2025-05-02", "Käserei Flüe 210000000003139471430009017", "-12.50")]
    assert reading.tables[0].records()[0]["counterparty_account"] == "CH5604835012345678009"
    assert stated(reading) == {
        "Bank": ["Bank am See"],
        "AccountHolder": ["Alpenrose AG"],
        "IBAN": ["CH9300762011623852957"],
        "Currency": ["CHF"],
        "PeriodStart": ["2025-05-01"],
        "PeriodEnd": ["2025-05-31"],
        "OpeningBalance": ["100.00 CHF"],
        "ClosingBalance": ["87.50 CHF"],
    }
    assert reading.tables[0].facts == {
        "account": "CH9300762011623852957",
        "currency": "CHF",
        "opening_balance": "100.00",
        "closing_balance": "87.50",
    }
    assert reading.title == "Account statement CH9300762011623852957 May 2025"


def test_a_batch_is_one_row_with_its_parts_below(tmp_path: Path) -> None:
    part = "<TxDtls><AmtDtls><TxAmt><Amt Ccy='CHF'>{}</Amt></TxAmt></AmtDtls><RltdPties><Cdtr><Nm>{}</Nm></Cdtr></RltdPties></TxDtls>"
    details = f"<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>{part.format('10.00', 'Anna')}{part.format('20.00', 'Bruno')}</NtryDtls>"
    body = f"<Stmt>{ACCOUNT}{entry('30.00', 'DBIT', more=details + '<AddtlNtryInf>Salaries</AddtlNtryInf>')}</Stmt>"
    reading = read_records(tmp_path, "a.xml", document("BkToCstmrStmt", body))
    assert rows(reading) == [("2025-05-02", "Salaries Anna; Bruno", "-30.00")]
    assert "    Anna 10.00 CHF\n    Bruno 20.00 CHF\n" in reading.text


@pytest.mark.parametrize(("message", "part"), list(camt.MESSAGES.items()))
def test_reports_and_notifications_are_read_alike(tmp_path: Path, message: str, part: str) -> None:
    body = f"<{part}>{ACCOUNT}{entry('5', 'CRDT')}</{part}>"
    reading = read_records(tmp_path, "a.xml", document(message, body))
    assert [row[2] for row in rows(reading)] == ["5.00"]
    assert "OpeningBalance" not in stated(reading)


def test_prefixes_and_envelopes_do_not_matter(tmp_path: Path) -> None:
    inner = document("BkToCstmrStmt", f"<Stmt>{ACCOUNT}{entry('5.00', 'CRDT')}</Stmt>")
    prefixed = inner.removeprefix(HEAD).replace("</", "</n:").replace("<", "<n:")
    prefixed = prefixed.replace("<n:/n:", "</n:").replace("xmlns=", "xmlns:n=")
    wrapped = f"{HEAD}<Envelope><AppHdr/>{prefixed}</Envelope>".encode("utf-16")
    reading = read_records(
        tmp_path, "a.xml", wrapped.replace(b"U\0T\0F\0-\08\0", b"U\0T\0F\0-\x001\x006\0")
    )
    assert [row[2] for row in rows(reading)] == ["5.00"]


def test_pending_entries_stand_apart(tmp_path: Path) -> None:
    body = f"<Rpt>{ACCOUNT}{entry('5.00', 'CRDT')}{entry('7.00', 'DBIT', status='PDNG')}</Rpt>"
    reading = read_records(tmp_path, "a.xml", document("BkToCstmrAcctRpt", body))
    assert [row[2] for row in rows(reading)] == ["5.00"]
    assert "-7.00\tPDNG" in reading.text.replace(" ", "\t")
    assert codes(reading) == ["movements_unbooked"]


def test_balances_tell_how_a_reversal_is_meant(tmp_path: Path) -> None:
    back = "<RvslInd>true</RvslInd>"
    for closing, expected in (("90.00", "-10.00"), ("110.00", "10.00")):
        body = f"<Stmt>{ACCOUNT}{balance('OPBD', '100.00')}{balance('CLBD', closing)}{entry('10.00', 'DBIT', more=back)}</Stmt>"
        reading = read_records(tmp_path, "a.xml", document("BkToCstmrStmt", body))
        assert [row[2] for row in rows(reading)] == [expected]


def test_accounts_have_a_table_each_and_days_of_one_go_together(tmp_path: Path) -> None:
    other = ACCOUNT.replace("CH9300762011623852957", "CH5604835012345678009")
    body = (
        f"<Stmt>{ACCOUNT}{balance('OPBD', '100.00')}{balance('CLBD', '90.00')}{entry('10.00', 'DBIT')}</Stmt>"
        f"<Stmt>{other}{balance('OPBD', '3.00', 'DBIT')}{balance('CLBD', '1.00', 'DBIT')}{entry('2.00', 'CRDT')}</Stmt>"
        f"<Stmt>{ACCOUNT}{balance('PRCD', '90.00')}{balance('CLBD', '95.00', day='2025-05-03')}{entry('5.00', 'CRDT')}</Stmt>"
    )
    reading = read_records(tmp_path, "a.xml", document("BkToCstmrStmt", body))
    assert [[row[2] for row in rows(reading, at)] for at in (0, 1)] == [
        ["-10.00", "5.00"],
        ["2.00"],
    ]
    assert stated(reading)["OpeningBalance"] == ["100.00 CHF", "-3.00 CHF"]
    assert stated(reading)["ClosingBalance"] == ["95.00 CHF", "-1.00 CHF"]


def test_pages_of_a_statement_go_together(tmp_path: Path) -> None:
    body = (
        f"<Stmt>{ACCOUNT}{balance('OPBD', '100.00')}{entry('10.00', 'DBIT')}</Stmt>"
        f"<Stmt>{ACCOUNT}{entry('5.00', 'CRDT')}{balance('CLBD', '95.00')}</Stmt>"
    )
    reading = read_records(tmp_path, "a.xml", document("BkToCstmrStmt", body))
    assert [row[2] for row in rows(reading)] == ["-10.00", "5.00"]
    assert reading.tables[0].facts["closing_balance"] == "95.00"


def test_what_a_damaged_file_still_holds_is_read(tmp_path: Path) -> None:
    body = f"<Stmt>{ACCOUNT}\n{entry('5.00', 'CRDT')}\n{entry('x', 'CRDT')}\n{entry('7.00', 'DBIT')}</Stmt>"
    whole = document("BkToCstmrStmt", body)
    reading = read_records(
        tmp_path, "a.xml", whole[: whole.index("<BookgDt>", whole.index("7.00"))]
    )
    assert [row[2] for row in rows(reading)] == ["5.00"]
    assert "Entry 2: x CRDT BOOK 2025-05-02" in reading.text
    assert {"record_unread", "markup_damaged"} == set(codes(reading))
    assert reading.warnings[-1].facts["line"] == 4


def test_a_document_type_is_none_of_a_statement(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = document("BkToCstmrStmt", f"<Stmt>{ACCOUNT}</Stmt>").replace(
        "<Document", f'<!DOCTYPE d [<!ENTITY e0 "ha">{laughs}]><Document'
    )
    assert read_bytes(tmp_path, "a.xml", bomb.replace("M1", "&e8;")) is None
    outside = bomb.replace('<!ENTITY e0 "ha">', '<!ENTITY e0 SYSTEM "file:///etc/passwd">')
    assert read_bytes(tmp_path, "a.xml", outside.replace("M1", "&e0;")) is None


def test_other_xml_is_left_to_tika(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.xml", f"{HEAD}<note>BkToCstmrStmt</note>") is None
    assert read_bytes(tmp_path, "a.xml", "<BkToCstmrStmt") is None


@given(
    amounts=st.lists(
        st.tuples(st.decimals("0.01", "99999.99", places=2), st.booleans()), max_size=20
    ),
    opening=st.decimals("-1000", "1000", places=2),
)
def test_signs_make_the_balance(amounts: list[tuple[Decimal, bool]], opening: Decimal) -> None:
    closing = opening + sum(one if comes else -one for one, comes in amounts)

    def side(amount: Decimal) -> str:
        return "CRDT" if amount >= 0 else "DBIT"

    body = balance("OPBD", f"{abs(opening):f}", side(opening))
    body += balance("CLBD", f"{abs(closing):f}", side(closing))
    body += "".join(entry(f"{one:f}", "CRDT" if comes else "DBIT") for one, comes in amounts)
    root = parse(document("BkToCstmrStmt", f"<Stmt>{ACCOUNT}{body}</Stmt>").encode()).root
    assert root is not None
    ledger = camt.read(root)
    assert ledger is not None
    assert [adds_up(one) for one in ledger.statements] == [True]


def test_ten_thousand_entries(tmp_path: Path) -> None:
    body = f"<Stmt>{ACCOUNT}{entry('1.00', 'DBIT', more='<AddtlNtryInf>Tea</AddtlNtryInf>') * 10_000}</Stmt>"
    with processor_at_most(20):
        reading = read_records(tmp_path, "a.xml", document("BkToCstmrStmt", body))
    assert len(rows(reading)) == 10_000
