from __future__ import annotations

import pytest

from connectors.layout.receipts.head import vendor_of
from tests.receipt_pages import rows


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("tan chay yee", "S.H.H. MOTOR SDN. BHD. (801580-T)"), "S.H.H. MOTOR SDN. BHD."),
        (("99 SPEED MART 5/8 (519537-X)", "LOT 2811, JALAN ANGSA,"), "99 SPEED MART S/B"),
        (("ADVANCO COMPANY", "Company Reg. No. : 725186-V"), "ADVANCO COMPANY"),
        (("POPULAR BOOK", "CO. (M) SDN BHD", "(Co. No. 113825-W)"), "POPULAR BOOK CO. (M) SDN BHD"),
        (("AIK HUAT HARDWARE", "ENTERPRISE (SETIA", "ALAM) SDN BHD"), "AIK HUAT HARDWARE ENTERPRISE (SETIA ALAM) SDN BHD"),
        (("SANYUSTATIONERYSHOP", "TAX INVOICE", "SANYU SUPPLY SDN BHD"), "SANYUSTATIONERYSHOP"),
        (("HARROW & PIKE", "HARDWARE", "4410 Delmar Ave"), "HARROW & PIKE HARDWARE"),
        (("LE PETIT PHARE", "Brasserie Le Petit Phare", "3 quai des Belges"), "Brasserie Le Petit Phare"),
        (("WELCOME TO", "PRAIRIE STAR FUEL #2207", "1900 HWY 59 N"), "PRAIRIE STAR FUEL #2207"),
        (("MOULIN", "SARL Moulin Distribution", "12 rue de la Gare"), "SARL Moulin Distribution"),
        (("WELCOME", "Bäckerei Lüders", "Hauptstr. 4, 20095 Hamburg"), "Bäckerei Lüders"),
        (("TAX INVOICE", "PINGHWAI TRADING SDN BHD", "NO.2, JALAN METRO"), "PINGHWAI TRADING SDN BHD"),
    ],
)  # fmt: skip
def test_the_name_at_the_head_is_the_shop(lines: tuple[str, ...], name: str) -> None:
    found = vendor_of(rows(*lines))
    assert found is not None
    assert found.value == name
