from __future__ import annotations

import base64
from decimal import Decimal
from pathlib import Path

import pytest

from connectors.structured import envelopes
from enricher.documents.proofs import CHARGES, ROUNDING, prove_amounts
from tests.connectors.structured_files import codes, read_bytes, read_records, stated

LINE = """<DettaglioLinee><NumeroLinea>1</NumeroLinea><CodiceArticolo><CodiceTipo>SKU</CodiceTipo><CodiceValore>A-1</CodiceValore></CodiceArticolo>
<Descrizione>Consulenza
 informatica</Descrizione><Quantita>2.00</Quantita><UnitaMisura>ore</UnitaMisura><PrezzoUnitario>50.00</PrezzoUnitario><PrezzoTotale>100.00</PrezzoTotale><AliquotaIVA>22.00</AliquotaIVA></DettaglioLinee>"""
BODY = """<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento><TipoDocumento>TD01</TipoDocumento><Divisa>EUR</Divisa><Data>2025-02-14</Data><Numero>{number}</Numero>
<DatiRitenuta><TipoRitenuta>RT01</TipoRitenuta><ImportoRitenuta>20.00</ImportoRitenuta></DatiRitenuta>
<DatiBollo><BolloVirtuale>SI</BolloVirtuale><ImportoBollo>2.00</ImportoBollo></DatiBollo>
<DatiCassaPrevidenziale><ImportoContributoCassa>4.00</ImportoContributoCassa></DatiCassaPrevidenziale>
{total}<Causale>Febbraio</Causale></DatiGeneraliDocumento>
<DatiOrdineAcquisto><IdDocumento>ORD-5</IdDocumento><CodiceCIG>Z123</CodiceCIG></DatiOrdineAcquisto></DatiGenerali>
<DatiBeniServizi>{line}<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>104.00</ImponibileImporto><Imposta>22.88</Imposta></DatiRiepilogo></DatiBeniServizi>
<DatiPagamento><CondizioniPagamento>TP02</CondizioniPagamento><DettaglioPagamento><ModalitaPagamento>MP05</ModalitaPagamento><DataScadenzaPagamento>2025-03-16</DataScadenzaPagamento><ImportoPagamento>106.88</ImportoPagamento><IBAN>IT60X0542811101000000123456</IBAN></DettaglioPagamento></DatiPagamento></FatturaElettronicaBody>"""
HEAD = """<FatturaElettronicaHeader><DatiTrasmissione><CodiceDestinatario>ABC1234</CodiceDestinatario></DatiTrasmissione>
<CedentePrestatore><DatiAnagrafici><IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>01234567890</IdCodice></IdFiscaleIVA><CodiceFiscale>RSSMRA70A01H501S</CodiceFiscale><Anagrafica><Nome>Mario</Nome><Cognome>Rossi</Cognome></Anagrafica></DatiAnagrafici>
<Sede><Indirizzo>Via Roma</Indirizzo><NumeroCivico>5</NumeroCivico><CAP>00100</CAP><Comune>Roma</Comune><Provincia>RM</Provincia><Nazione>IT</Nazione></Sede></CedentePrestatore>
<CessionarioCommittente><DatiAnagrafici><Anagrafica><Denominazione>Società Beta S.r.l.</Denominazione></Anagrafica></DatiAnagrafici></CessionarioCommittente></FatturaElettronicaHeader>"""
TOTAL = "<ImportoTotaleDocumento>126.88</ImportoTotaleDocumento>"


def invoice(*bodies: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><p:FatturaElettronica versione="FPR12"'
        ' xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2">'
        f"{HEAD}{''.join(bodies)}</p:FatturaElettronica>"
    )


def body(number: str = "12/A", total: str = TOTAL, line: str = LINE) -> str:
    return BODY.format(number=number, total=total, line=line)


def test_an_invoice(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.xml", invoice(body()))
    assert stated(reading) == {
        "InvoiceNumber": ["12/A"],
        "InvoiceDate": ["2025-02-14"],
        "DueDate": ["2025-03-16"],
        "PurchaseOrder": ["ORD-5"],
        "Currency": ["EUR"],
        "Vendor": ["Mario Rossi"],
        "VendorAddress": ["Via Roma 5, 00100 Roma (RM), IT"],
        "VatNumber": ["IT01234567890"],
        "Customer": ["Società Beta S.r.l."],
        "IBAN": ["IT60X0542811101000000123456"],
        "NetAmount": ["104.00 EUR"],
        "TaxAmount": ["22.88 EUR"],
        "TotalAmount": ["126.88 EUR"],
    }
    (table,) = reading.tables
    assert table.records() == [
        {
            "description": "Consulenza informatica", "quantity": "2", "unit_price": "50.00",
            "amount": "100.00", "unit": "ore", "item_number": "A-1",
        }
    ]  # fmt: skip
    assert table.facts == {"currency": "EUR", CHARGES: "4.00"}
    assert reading.media_type == "application/x-fatturapa+xml"
    for told in ("Withheld tax: 20.00 EUR", "CIG: Z123", "Note: Febbraio", "Tax 22.00 %"):
        assert told in reading.text


def test_a_stamp_in_the_total_and_a_total_that_is_not_told(tmp_path: Path) -> None:
    with_stamp = body(total=TOTAL.replace("126.88", "128.88"))
    reading = read_records(tmp_path, "a.xml", invoice(with_stamp))
    assert reading.tables[0].facts[ROUNDING] == "2.00"
    reading = read_records(tmp_path, "b.xml", invoice(body(total="")))
    assert stated(reading)["TotalAmount"] == ["126.88 EUR"]


def test_several_invoices_in_a_file(tmp_path: Path) -> None:
    other = body("2", total=TOTAL.replace("126.88", "128.00"))
    reading = read_records(tmp_path, "a.xml", invoice(body("1"), other))
    assert stated(reading)["InvoiceNumber"] == ["1"], "a document has one; others are in the text"
    assert "Invoice number: 2" in reading.text
    assert codes(reading) == ["invoices_several"]
    first, second = reading.tables
    assert [one.values("invoice") for one in reading.tables] == [["1"], ["2"]]
    assert (first.facts["total_amount"], second.facts["total_amount"]) == ("126.88", "128.00")
    assert (second.facts["vendor"], second.facts["issued"]) == ("Mario Rossi", "2025-02-14")
    totals = [
        one.holds for one in prove_amounts(reading.tables, {}) if one.figure == "total_amount"
    ]
    assert totals == [True, False]


def test_a_line_without_an_amount_is_told(tmp_path: Path) -> None:
    line = LINE.replace("<PrezzoTotale>100.00</PrezzoTotale>", "")
    assert "line_without_amount" in codes(read_records(tmp_path, "a.xml", invoice(body(line=line))))


def test_a_simplified_invoice(tmp_path: Path) -> None:
    text = """<n:FatturaElettronicaSemplificata xmlns:n="n"><FatturaElettronicaHeader><CedentePrestatore><IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>9</IdCodice></IdFiscaleIVA><Denominazione>Bar Uno</Denominazione><Sede><Indirizzo>Corso 1</Indirizzo><Comune>Bari</Comune></Sede></CedentePrestatore>
    <CessionarioCommittente><IdentificativiFiscali><IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>8</IdCodice></IdFiscaleIVA></IdentificativiFiscali><AltriDatiIdentificativi><Denominazione>Beta</Denominazione></AltriDatiIdentificativi></CessionarioCommittente></FatturaElettronicaHeader>
    <FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento><TipoDocumento>TD08</TipoDocumento><Divisa>EUR</Divisa><Data>2025-01-02</Data><Numero>7</Numero></DatiGeneraliDocumento></DatiGenerali>
    <DatiBeniServizi><Descrizione>Pranzo</Descrizione><Importo>22.00</Importo><DatiIVA><Imposta>2.00</Imposta><Aliquota>10.00</Aliquota></DatiIVA></DatiBeniServizi></FatturaElettronicaBody></n:FatturaElettronicaSemplificata>"""
    reading = read_records(tmp_path, "a.xml", text)
    found = stated(reading)
    assert (found["Vendor"], found["Customer"]) == (["Bar Uno"], ["Beta"])
    assert (found["NetAmount"], found["TotalAmount"]) == (["20.00 EUR"], ["22.00 EUR"])
    assert reading.text.startswith("Credit note 7")


def part(tag: int, content: bytes) -> bytes:
    """A part of DER."""
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x84" + size.to_bytes(4, "big")
    return bytes([tag]) + length + content


def endless(tag: int, content: bytes) -> bytes:
    """A part of BER that does not tell its length."""
    return bytes([tag, 0x80]) + content + b"\0\0"


NAME_OF_DATA = bytes.fromhex("06092a864886f70d010701")
NAME_OF_SIGNED = bytes.fromhex("06092a864886f70d010702")


def signed(content: bytes, *, streamed: bool = False) -> bytes:
    put = endless if streamed else part
    held = part(0x04, content)
    if streamed:
        half = len(content) // 2
        held = endless(0x24, part(0x04, content[:half]) + part(0x04, content[half:]))
    inner = put(0x30, NAME_OF_DATA + put(0xA0, held))
    data = put(0x30, part(0x02, b"\1") + part(0x31, b"") + inner + part(0x31, b"signatures"))
    return put(0x30, NAME_OF_SIGNED + put(0xA0, data))


@pytest.mark.parametrize(
    "data",
    [
        signed(invoice(body()).encode()),
        signed(invoice(body()).encode(), streamed=True),
        signed(signed(invoice(body()).encode())),
        base64.b64encode(signed(invoice(body()).encode())),
        b"-----BEGIN PKCS7-----\n"
        + base64.encodebytes(signed(invoice(body()).encode()))
        + b"-----END PKCS7-----\n",
    ],
    ids=["told", "streamed", "twice", "base64", "armoured"],
)
def test_a_signed_invoice_is_read(data: bytes, tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.xml.p7m", data)
    assert stated(reading)["TotalAmount"] == ["126.88 EUR"]


def test_what_else_is_signed_or_breaks_off_is_left_to_others(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a.pdf.p7m", signed(b"%PDF-1.4")) is None
    whole = signed(invoice(body()).encode())
    for data in (whole[:200], whole[:40], whole[:20] + b"\xff" * 500):
        assert read_bytes(tmp_path, "a.xml.p7m", data) is None
        envelopes.content_of(data)
    assert not envelopes.is_signed(b"MIIhello")


def test_a_total_is_net_amount_tax_and_what_is_rounded(tmp_path: Path) -> None:
    rounded = body(total="<Arrotondamento>0.12</Arrotondamento>" + TOTAL.replace("6.88", "7.00"))
    table = read_records(tmp_path, "a.xml", invoice(rounded)).tables[0]
    assert Decimal(table.facts[ROUNDING]) == Decimal("0.12")
