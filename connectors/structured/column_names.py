"""What banks call the columns and the facts of their exports, in the languages of Europe.

Names are compared without case, accents and marks: `Débit (€)` is `debit`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from connectors.structured.letters import fold

_KEPT = 8192  # names that are remembered: each row of a document has words that never come again
_MARKS = re.compile(r"[^a-z0-9/]+")
# What stands behind a name and is no part of it: a unit, or the other name of a currency.
_UNIT = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_NUMBERED = re.compile(r" ?\d$")
_SIGNS = str.maketrans({"*": "", "'": " "})
_CODES = frozenset(
    [
        "eur",
        "usd",
        "gbp",
        "chf",
        "sek",
        "nok",
        "dkk",
        "pln",
        "czk",
        "huf",
        "ron",
        "bgn",
        "aud",
        "cad",
        "nzd",
        "sgd",
        "inr",
        "jpy",
        "hkd",
        "zar",
        "brl",
        "mxn",
        "euro",
        "euros",
    ]
)

_COLUMNS = {
    "booked": """
        posting date|posted date|post date|posted on|date posted|booking date|booked|date booked|entry date|processed date
        |buchungstag|buchungsdatum|buchung|bookingdate|date comptable|date de comptabilisation|date comptabilisation
        |fecha contable
        |data contabile|data registrazione|data di registrazione|data reg
        |boekdatum|boekingsdatum|datum boeking|verwerkingsdatum
        |data mov|data do movimento|data movimento|data de movimento|data lancamento|data do lancamento|data contabilistica
        |bokforingsdag|bokforingsdatum|bokford|bokforingsdato|bokfort|bokfort dato|bogforingsdato|bogfort|posteringsdato
        |data ksiegowania|data zaksiegowania
        |kirjauspaiva|kirjauspvm|datum zauctovani|datum provedeni|konyveles datuma""",
    "date": """
        date|transaction date|trans date|txn date|tran date|trans. date|date of transaction|completed date|date completed
        |datum|date transaction|date de transaction|date de la transaction|date achat|date d achat|fecha|fecha movimiento
        |fecha transaccion|data|data transazione|data acquisto|transactiedatum|uitvoeringsdatum|transaktionsdag
        |transaktionsdatum|dato|transaksjonsdato|transaktionsdato|rentedato/dato|kobsdato|kjopsdato|data transakcji
        |paivamaara|pvm|maksupaiva|datum transakce|tranzakcio datuma|transaktionstag|umsatzdatum|kaufdatum|belegdatum
        |date d operation|date operation|date de l operation|date op|fecha operacion|fecha de operacion|f operacion
        |fecha de la operacion|fecha oper|data operazione|data op|data operacao|data da operacao|data operacji|data ops
        |started date|date started|datum transakcije|data tranzactiei""",
    "value": """
        value date|val date|effective date|valuta|valutadatum|wertstellung|wertstellungstag|wertstellungsdatum|wert
        |date valeur|date de valeur|valeur|fecha valor|f valor|fecha de valor|data valuta|data val|rentedatum|valutadag
        |valutadato|rentedato|data valor|data de valor|data valor/operacao|data waluty|data waluta|datum valuty
        |arvopaiva|interest date|ranteda|rantedatum""",
    "words": """
        description|details|narrative|narration|particulars|transaction description|transaction details|memo|payee|name
        |merchant|merchant name|text|transaction|remarks|counterparty|counterparty name|beneficiary|payer/payee|memo/description
        |verwendungszweck|buchungstext|beschreibung|beguenstigter/zahlungspflichtiger|begunstigter/zahlungspflichtiger
        |auftraggeber/empfanger|auftraggeber/begunstigter|empfanger/auftraggeber|empfanger|auftraggeber|zahlungsempfanger
        |zahlungspflichtiger|zahlungspflichtige/r|zahlungsempfanger/in|zahlungsempfangerin|zahlungspflichtige|name zahlungsbeteiligter|zahlungsbeteiligter|vorgang|zahlungsgrund|mitteilung
        |vorgang/verwendungszweck|auftraggeber/zahlungsempfanger|empfanger/zahlungspflichtiger|umsatztext|avisierungstext
        |buchungstext/verwendungszweck|buchungsdetails|buchungsinformation|informationen
        |libelle|libelle operation|libelle de l operation|libelle simplifie|libelle complet|motif|intitule|detail|tiers
        |nature de l operation|nature|informations complementaires|operation|communication|communications|contrepartie
        |nom de la contrepartie|beneficiaire|texte comptable
        |concepto|descripcion|movimiento|mas datos|observaciones|beneficiario|beneficiario/ordenante|detalle|concepto ampliado
        |ordenante|comercio
        |descrizione|causale|descrizione operazione|dettagli|descrizione estesa|operazione|controparte|descrizione completa
        |causale/descrizione
        |omschrijving|naam / omschrijving|naam/omschrijving|naam tegenpartij|naam tegenpartij bevat|mededelingen|mededeling|naam
        |omschrijving-1|omschrijving 1|omschrijving 2|omschrijving 3|tegenpartij|vrije mededeling
        |descricao|descritivo|historico|movimento|descricao do movimento|descricao movimento|detalhes
        |beskrivning|rubrik|meddelande|transaktion|specifikation|mottagare|avsandare|transaktionstext|titel|namn
        |forklarende tekst|beskrivelse|tekst|melding|forklaring|mottaker|avsender|mottakernavn|transaksjon|tittel
        |posteringstekst|modtager|afsender|meddelelse|titel/navn
        |opis|opis operacji|opis transakcji|tytul|tytul operacji|tytul przelewu|nadawca/odbiorca|nadawca / odbiorca
        |dane kontrahenta|kontrahent|szczegoly|szczegoly transakcji|odbiorca/nadawca|odbiorca|nadawca|nazwa kontrahenta
        |saaja/maksaja|maksunsaaja|nimi|otsikko|saaja|maksaja|selitys|viesti|tapahtuma
        |popis|zprava pro prijemce|nazev protiuctu|poznamka|nazev uctu protistrany|kozlemeny|leiras""",
    "amount": """
        amount|transaction amount|value amount|sum|amt|net amount|amount in account currency|local amount
        |betrag|umsatz|betrag in eur|umsatz in eur|buchungsbetrag|betrag eur|montant|montant de l operation|montant operation
        |montant net|montant en euros|importe|cantidad|importe operacion|importe movimiento
        |importo|importo operazione|importo in euro|importo movimento|bedrag|bedrag in eur|transactiebedrag|mutatiebedrag
        |montante|importancia|quantia|valor|valor do movimento|montante do movimento|valor movimento
        |belopp|summa|belob|belop|transaksjonsbelop|bokfort belop|kwota|kwota operacji|kwota transakcji|kwota w walucie rachunku
        |maara|maara euroa|castka|objem|osszeg|suma""",
    "debit": """
        debit|debits|debit amount|withdrawal|withdrawals|withdrawal amt|withdrawal amount|withdrawals/debits|paid out|money out|out|dr|dr amount
        |payments|charges|amount debit|debit amt|soll|belastung|belastungen|lastschrift|ausgang|ausgange|auszahlung|belastung in chf|ausgaben
        |montant debit|debit euros|depenses|sorties|retrait|retraits|a votre debit
        |cargo|cargos|debe|gastos|adeudo|adeudos|retiros|addebiti|addebito|uscite|uscita|dare|importo dare|importo addebito
        |af|uitgaven|debet|bedrag af|debito|debitos|saidas|saida|montante debito|uttag|utgifter|utgift|ut|ut av konto|ut fra konto|belastet
        |haevet|havet|udbetaling|udgift|ud|haevning|obciazenia|obciazenie|wydatki|wyplaty|wyplata|winien|pano|panot|otto|vydaj|vydaje""",
    "credit": """
        credit|credits|credit amount|deposit|deposits|deposit amt|deposit amount|deposits/credits|paid in|money in|in|cr|cr amount|receipts|amount credit
        |credit amt|haben|gutschrift|gutschriften|eingang|eingange|einzahlung|gutschrift in chf|einnahmen
        |montant credit|credit euros|recettes|entrees|versement|versements|a votre credit
        |abono|abonos|haber|ingreso|ingresos|depositos|accrediti|accredito|entrate|entrata|avere|importo avere|importo accredito
        |bij|inkomsten|bedrag bij|credito|creditos|entradas|entrada|montante credito|insattning|insattningar|inkomster|inkomst|kredit
        |inn|inn pa konto|inn til konto|godskrevet|indsat|indbetaling|indtaegt|ind|indsaetning|uznania|uznanie|wplywy|wplaty|wplata|ma|prijem|prijmy""",
    "balance": """
        balance|running balance|account balance|closing balance|ledger balance|balance after|book balance
        |saldo|kontostand|saldo nach buchung|saldo danach|saldo nach umsatz|saldo in eur|kontosaldo
        |solde|solde apres operation|solde comptable|solde progressif|nouveau solde
        |saldo posterior|saldo contable|saldo final|saldo contabile|saldo progressivo|saldo finale
        |saldo na mutatie|saldo na boeking|saldo contabilistico|saldo apos movimento|saldo apos
        |bokfort saldo|saldo efter|saldo efter transaktion|disponibel saldo|saldo po operacji|saldo po transakcji|saldo rachunku
        |zustatek|zustatek po|egyenleg|sold""",
    "currency": """
        currency|ccy|cur|currency code|account currency|wahrung|kontowahrung|devise|monnaie|divisa|moneda|divisa cuenta|munt|muntsoort|muntcode
        |moeda|valuta|valuta konta|valutakode|waluta|mena|devizanem|valuutta|waluta rachunku""",
    "side": """
        dr/cr|cr/dr|d/c|c/d|debit/credit|credit/debit|debitcredit|credit debit indicator|transaction type|type|soll/haben|s/h|h/s|soll haben
        |af bij|af/bij|bij/af|debet/credit|credit/debet|d/k|dare/avere|segno|debe/haber|sens|signe|debito/credito|znak|umsatzart|dc""",
    "fee": "fee|fees|commission|gebuhr|gebuhren|frais|comision|commissione|kosten|avgift|gebyr|prowizja|oplata|taxa",
    "account": """
        account|account number|account no|account nr|own account|auftragskonto|iban auftragskonto|konto|kontonummer|eigenes konto|compte|numero de compte
        |cuenta|numero de cuenta|conto|numero conto|rekening|rekeningnummer|iban/bban|conta|numero da conta|kontonr|rachunek|numer rachunku
        |konto zleceniodawcy|konto nr|card number|card no|kartennummer|numero de carte""",
    "other_account": """
        counterparty account|counter account|counterparty iban|beneficiary account|payee account|to account|kontonummer/iban|iban zahlungsbeteiligter|iban|iban gegenkonto|gegenkonto
        |kontonummer des empfangers|konto empfanger|iban empfanger|compte contrepartie|compte beneficiaire|iban contrepartie|iban tiers
        |cuenta beneficiario|cuenta destino|iban beneficiario|iban controparte|conto controparte
        |tegenrekening|tegenrekening iban/bban|tegenrekening iban|iban tegenpartij|rekening tegenpartij|conta destino|iban destino
        |mottagarkonto|till konto|fra konto|til konto|modtagers konto|rachunek kontrahenta|numer rachunku kontrahenta|nr rachunku|konto odbiorcy
        |saajan tilinumero|protiucet|cislo protiuctu""",
    "reference": """
        reference|ref|ref no|reference number|reference no|transaction reference|customer reference|bank reference|transaction id|transaction number|cheque number|cheque no|chq/ref no|chq no
        |check number|check no|check or slip|serial|serial number|id|fitid|end to end id|kundenreferenz|kundenreferenz end to end|referenz|belegnummer|mandatsreferenz|buchungsreferenz
        |reference operation|reference de l operation|numero|numero de cheque|n cheque|referencia|referencia 1|riferimento|cro|kenmerk|referentie|betalingskenmerk|volgnr|volgnummer|transactiereferentie
        |referencia do movimento|n documento|numero documento|verifikationsnummer|referens|ocr|kid|arkivreferanse|bilag|numer referencyjny|numer transakcji|viite|viitenumero|arkistointitunnus|variabilni symbol""",
    "status": "status|state|statut|estado|stato|tilstand|stan|etat",
}
_NOT_OF_AN_ACCOUNT = """
    invoice|invoice number|invoice no|invoice date|rechnungsnummer|facture|numero facture|numero de facture|factura|fattura|factuur|factuurnummer
    |fatura|fakturanummer|faktura|numer faktury|quantity|qty|menge|anzahl|quantite|cantidad unidades|quantita|aantal|antal|ilosc
    |unit price|einzelpreis|prix unitaire|precio unitario|prezzo unitario|eenheidsprijs|sku|item|article|artikel|product code|vat|tax|mwst|ust|tva|iva|btw|moms
    |due date|falligkeit|echeance|employee|hours|stunden|customer|kunde|client|order|order number|po number|sales|revenue|budget|price|preis|prix|premium|salary"""

_LABELS = {
    "iban": "iban|iban number|iban nummer|iban konto|code iban|numero iban|iban compte|iban nr",
    "account": """
        account|account number|account no|account nr|acct|acct no|account id|konto|kontonummer|konto nr|kontonr|compte|compte n|numero de compte|n de compte|n compte
        |no de compte|cuenta|numero de cuenta|n cuenta|n de cuenta|cuenta n|conto|numero conto|n conto|conto corrente|c/c|conto n|numero di conto|rekening|rekeningnummer|conta|numero da conta|numero de conta
        |n conta|n da conta|conta n|conta a ordem|rachunek|numer rachunku|nr rachunku|tili|tilinumero|cislo uctu|ucet|szamlaszam|card number|card no|card|kartennummer|kreditkarte|carte|numero de carte|tarjeta|kort|kortnummer|karta
        |account / compte|bankkonto|numero de compte bancaire""",
    "holder": """
        account holder|account holder name|holder|account name|name|customer|customer name|client|client name|account owner|owner|company|cardholder|kontoinhaber|kontoinhaberin|inhaber|kunde|karteninhaber
        |titulaire|titulaire du compte|nom|nom du titulaire|nom du client|titular|titular de la cuenta|titular da conta|titulares|cliente|nombre|intestatario|intestato a|intestatario conto|intestazione
        |rekeninghouder|ten name van|tnv|naam rekeninghouder|klant|kontohavare|kontoinnehavare|innehavare|kontohaver|kontoeier|kontoindehaver|eier|kund|kunde navn|wlasciciel|wlasciciel rachunku|posiadacz|uzytkownik|dane uzytkownika|posiadacz rachunku|klient
        |tilinomistaja|asiakas|majitel|majitel uctu|szamlatulajdonos""",
    "bank": "bank|bank name|name of bank|banque|banco|banca|institution|financial institution|institut|kreditinstitut|etablissement|entidad|istituto|bankinstelling|instituicao|pankki|nazwa banku|banka",
    "currency": """
        currency|account currency|ccy|wahrung|kontowahrung|devise|monnaie|divisa|moneda|valuta|munt|muntsoort|moeda|waluta|waluta rachunku|valuutta|mena|devizanem""",
    "period": """
        period|statement period|date range|transactions|dates|zeitraum|periode|abrechnungszeitraum|berichtszeitraum|buchungszeitraum|periode du|du|periodo|periodo de|intervalo|intervalo de datas|periodo dal|okres|za okres|zakres dat|aikavali|kausi|obdobi|idoszak|tidsperiod|tidsrom""",
    "start": """
        from|from date|start date|date from|start|period start|von|ab|datum von|startdatum|date de debut|date debut|debut|desde|fecha desde|fecha inicio|data inicio|data inicial|data de inicio|dal|da|data inizio|data dal|van|vanaf|begindatum|de|fran|fran datum|fra|fra dato|od|data od|data poczatkowa|alkaen""",
    "end": """
        to|to date|end date|date to|end|period end|until|bis|datum bis|enddatum|date de fin|date fin|fin|au|hasta|fecha hasta|fecha fin|data fim|data final|data de fim|al|a|data fine|data al|tot|tot en met|t/m|einddatum|ate|till|till datum|til|til dato|do|data do|data koncowa|asti""",
    "opening": """
        opening balance|balance brought forward|brought forward|previous balance|start balance|starting balance|beginning balance|balance b/f|balance forward|anfangssaldo|anfangsbestand|alter saldo|alter kontostand|startsaldo|eroffnungssaldo|saldovortrag|kontostand alt
        |solde initial|solde d ouverture|solde de depart|ancien solde|solde precedent|solde anterieur|solde debut|solde de debut|saldo inicial|saldo anterior|saldo de apertura|saldo previo|saldo iniziale|saldo precedente|saldo di apertura|saldo apertura
        |beginsaldo|vorig saldo|oud saldo|saldo de abertura|saldo inicial contabilistico|ingaende saldo|ingaende balans|inngaende saldo|saldo inn|indgaende saldo|primosaldo|saldo poczatkowe|saldo otwarcia|alkusaldo|pocatecni zustatek|pocatecni stav|nyito egyenleg""",
    "closing": """
        closing balance|ending balance|end balance|current balance|new balance|balance carried forward|carried forward|balance c/f|final balance|balance|account balance|ledger balance|statement balance|balance as of|balance as at|balance on|balance at
        |endsaldo|schlusssaldo|neuer saldo|neuer kontostand|kontostand|kontostand vom|kontostand am|kontostand per|saldo|saldo per|saldo vom|saldo am|schlusssaldo per|aktueller saldo|aktueller kontostand|saldo der karte|endbestand|abschlusssaldo
        |solde|solde final|solde de cloture|nouveau solde|solde au|solde en|solde actuel|solde comptable|solde du compte|solde fin|solde de fin|solde le
        |saldo final|saldo actual|saldo de cierre|saldo a|saldo al|saldo contable|saldo cierre|saldo finale|saldo di chiusura|saldo chiusura|saldo contabile|saldo contabile al|saldo attuale|eindsaldo|nieuw saldo|huidig saldo|saldo op|saldo per datum
        |saldo em|saldo de fecho|saldo contabilistico|saldo atual|utgaende saldo|utgaende balans|aktuellt saldo|bokfort saldo|saldo ut|udgaende saldo|ultimosaldo|saldo pr|saldo koncowe|saldo zamkniecia|saldo na|saldo na dzien|saldo ksiegowe|loppusaldo|konecny zustatek|konecny stav|zaro egyenleg|egyenleg|zustatek""",
}
_LOOKUPS = {"columns": _COLUMNS, "labels": _LABELS}
_TOTALS = frozenset(
    [
        "total",
        "totals",
        "totaal",
        "totale",
        "summe",
        "summa",
        "suma",
        "sum",
        "somme",
        "gesamt",
        "gesamtsumme",
        "totalt",
        "totaux",
        "insgesamt",
        "razem",
        "lacznie",
        "yhteensa",
        "celkem",
        "soma",
        "totais",
        "totali",
        "sammanlagt",
        "ialt",
        "i",
        "alt",
    ]
)

_CARD_WORDS = re.compile(
    r"\b(?:card|karte\w*|\w*kreditkarte\w*|carte|tarjeta|carta|kort\w*|karta|cartao)\b"
)
_BANK_WORDS = re.compile(
    r"\b(?:bank\w*|\w+bank|\w+banken|banque|banco|banca|banka|bancaire|caixa|caja|caisse|cassa|sparkasse|\w*sparkasse|\w*kasse|raiffeisen\w*|volksbank"
    r"|credit union|building society|credit|credito|pankki|osuuspankki|sparebank\w*|sparbank\w*|spoldzielczy)\b"
)


@lru_cache(_KEPT)
def plain(name: str) -> str:
    """A name as names are compared."""
    text = fold(name.translate(_SIGNS))
    text = _UNIT.sub("", text) or text
    words: list[str] = _MARKS.sub(" ", text).split()
    while len(words) > 1 and words[-1] in _CODES:
        words.pop()
    joined = " ".join(words)
    return joined.replace(" /", "/").replace("/ ", "/").strip("/ ")


@cache
def _names(kind: str) -> dict[str, tuple[str, ...]]:
    """What each name may stand for."""
    found: dict[str, list[str]] = {}
    for meaning, listed in _LOOKUPS[kind].items():
        for name in listed.split("|"):
            found.setdefault(plain(" ".join(name.split())), []).append(meaning)
    return {name: tuple(meanings) for name, meanings in found.items()}


def column_meanings(name: str) -> tuple[str, ...]:
    """What a column of this name may hold, the likeliest first; () for a name of no meaning here."""
    known = _names("columns")
    found = known.get(plain(name)) or known.get(_NUMBERED.sub("", plain(name)), ())
    return found or (("amount",) if plain(name) in _CODES else ())


def names_account(text: str) -> bool:
    """Whether a text speaks of an account by a word for it."""
    return any("account" in label_meanings(word) for word in plain(text).split())


def label_meanings(label: str) -> tuple[str, ...]:
    return _names("labels").get(plain(label), ())


def is_of_something_else(name: str) -> bool:
    """Whether a column of this name stands in lists that are no movements of an account."""
    return plain(name) in _others()


@cache
def _others() -> frozenset[str]:
    return frozenset(plain(" ".join(one.split())) for one in _NOT_OF_AN_ACCOUNT.split("|"))


def currency_in(name: str) -> str:
    """The currency in the name of a column: `Betrag (EUR)`, `Débit euros`; "" for none."""
    for found in re.finditer(r"[^\W\d_]+|[€£]", name):
        word = found.group()
        if word.casefold() in ("euro", "euros", "€"):
            return "EUR"
        if word == "£":
            return "GBP"
        if word.isupper() and word.casefold() in _CODES:
            return word
    return ""


def is_total(label: str) -> bool:
    words = plain(label).split()
    return bool(words) and words[0] in _TOTALS


def names_card(text: str) -> bool:
    return _CARD_WORDS.search(plain(text)) is not None


def names_bank(text: str) -> bool:
    return _BANK_WORDS.search(plain(text)) is not None
