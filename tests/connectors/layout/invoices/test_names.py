"""What labels, columns and sums of invoices mean."""

from __future__ import annotations

import pytest

from connectors.layout.invoices.names import column_meanings, names_statement, sum_meaning, title_of


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("Subtotal", "sub"),
        ("Sous-total Lot 1", "sub"),
        ("Sum eks. mva", "net"),
        ("Total excl. VAT", "net"),
        ("Total incl. VAT", "total"),
        ("VAT @ 20%", "tax"),
        ("Amount due", "due"),
        ("Paid", "paid"),
        ("Summe netto", "net"),
        ("zzgl. 19 % MwSt.", "tax"),
        ("inkl. 19 % MwSt.", "tax"),
        ("Bruttorechnungsbetrag", "total"),
        ("Total HT", "net"),
        ("Total TTC", "total"),
        ("Net à payer", "due"),
        ("Base imponible", "net"),
        ("Cuota I.V.A. 21%", "tax"),
        ("Totale imponibile", "net"),
        ("Totale documento", "total"),
        ("Totaal te betalen", "due"),
        ("Waarvan BTW", "tax"),
        ("Total ilíquido", "net"),
        ("Razem", "total"),
        ("Do zapłaty", "due"),
        ("Att betala", "due"),
        ("Summa exkl. moms", "net"),
        ("Celkem k úhradě", "due"),
        ("Základ DPH", "net"),
        ("Öresavrundning", "rounding"),
        ("Übertrag", "carry"),
        ("IRPF -15%", "withheld"),
        ("Shipping", "charge"),
        ("Rabatt 5 %", "discount"),
        ("VAT registration number", ""),
        ("Total quantity", ""),
        ("Walnut table", ""),
    ],
)
def test_labels_of_sums_are_known_by_their_words(label: str, meaning: str) -> None:
    assert sum_meaning(label.split()) == meaning


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Unit price (GBP)", ("price", "")),
        ("Prix unitaire HT", ("price", "net")),
        ("Montant TTC", ("amount", "gross")),
        ("Wartość brutto", ("amount", "gross")),
        ("Kwota VAT", ("tax_amount", "")),
        ("MwSt.", ("tax", "")),
        ("Prijs incl. BTW", ("price", "gross")),
        ("Menge", ("quantity", "")),
        ("À-pris", ("price", "")),
        ("Název položky", ("description", "")),
        ("Colour", ("", "")),
    ],
)
def test_columns_are_known_by_their_names(name: str, meaning: tuple[str, str]) -> None:
    assert column_meanings(name) == meaning


def test_titles_are_whole_names() -> None:
    assert title_of("FAKTURA VAT") == "invoice"
    assert title_of("Nota di credito") == "credit"
    assert title_of("Receipt", is_whole=False) == ""
    assert title_of("Agreement") == ""


def test_statements_of_accounts_are_told_apart() -> None:
    assert names_statement("Kontoauszug Nr. 3/2025")
    assert names_statement("Direktbank Havelland AG Kontoauszug 12/2023")
    assert not names_statement("Invoice and statement")
