from __future__ import annotations

from pathlib import Path

from tests.connectors.structured_files import codes, read_bytes, read_records, rows, stated

SGML = """\
OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX>
<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20250401<LANGUAGE>ENG
<FI><ORG>Prairie Credit Union<FID>123</FI></SONRS></SIGNONMSGSRSV1>
<CREDITCARDMSGSRSV1><CCSTMTTRNRS><TRNUID>1
<CCSTMTRS><CURDEF>CAD<CCACCTFROM><ACCTID>4500123412341234</CCACCTFROM>
<BANKTRANLIST><DTSTART>20250301120000[-5:EST]<DTEND>20250331
<STMTTRN>
<TRNTYPE>DEBIT
<DTPOSTED>20250302120000[-5:EST]
<TRNAMT>-12.34
<FITID>1
<MEMO>
<NAME>CAF\u00c9 &amp; CIE
</STMTTRN>
<STMTTRN><TRNTYPE>PAYMENT<DTPOSTED>20250303<TRNAMT>+50.00<FITID>2<NAME>Payment<MEMO>Payment - thank you</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20250304<TRNAMT>oops<FITID>3<NAME>Broken</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>-120.00<DTASOF>20250331</LEDGERBAL>
</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1>
</OFX>
"""


def test_sgml_of_a_card(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.qfx", SGML.encode("cp1252"))
    assert rows(reading) == [
        ("2025-03-02", "CAFÉ & CIE", "-12.34"),
        ("2025-03-03", "Payment - thank you", "50.00"),
    ]
    assert stated(reading) == {
        "Bank": ["Prairie Credit Union"],
        "AccountNumber": ["4500123412341234"],
        "Currency": ["CAD"],
        "PeriodStart": ["2025-03-01"],
        "PeriodEnd": ["2025-03-31"],
        "ClosingBalance": ["-120.00 CAD"],
    }
    assert codes(reading) == ["record_unread"]
    assert "Transaction 3: STMTTRN DEBIT 20250304 oops 3 Broken" in reading.text
    assert reading.title == "Card statement 4500123412341234 March 2025"


def test_xml_with_two_accounts(tmp_path: Path) -> None:
    one = (
        "<STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF><BANKACCTFROM><BANKID>1</BANKID><ACCTID>{}</ACCTID>"
        "<ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM><BANKTRANLIST><DTSTART>20250301</DTSTART>"
        "<DTEND>20250331</DTEND><STMTTRN><TRNTYPE>POS</TRNTYPE><DTPOSTED>20250302</DTPOSTED>"
        "<TRNAMT>{}</TRNAMT><FITID>1</FITID><NAME/><MEMO><![CDATA[Boulangerie <Nord>]]></MEMO></STMTTRN>"
        "</BANKTRANLIST></STMTRS></STMTTRNRS>"
    )
    text = (
        '<?xml version="1.0"?>\n<?OFX OFXHEADER="200" VERSION="220"?>\n<OFX><BANKMSGSRSV1>'
        + one.format("FR7630006000011234567890189", "-1 234,50")
        + one.format("00012345", "-1,234.50")
        + "</BANKMSGSRSV1></OFX>"
    )
    reading = read_records(tmp_path, "a.ofx", text)
    assert [rows(reading, at) for at in (0, 1)] == [
        [("2025-03-02", "Boulangerie <Nord>", "-1234.50")]
    ] * 2
    assert stated(reading)["IBAN"] == ["FR7630006000011234567890189"]
    assert stated(reading)["AccountNumber"] == ["00012345"]


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    cut = SGML[: SGML.index("<STMTTRN><TRNTYPE>PAYMENT")]
    reading = read_records(tmp_path, "a.ofx", cut)
    assert [row[2] for row in rows(reading)] == ["-12.34"]
    assert codes(reading) == ["file_cut_short"]


def test_a_file_without_statements_is_left_to_tika(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.ofx", "OFXHEADER:100\n\n<OFX></OFX>") is None
