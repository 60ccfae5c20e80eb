"""What forms ask, and what people have answered, in several languages; names and numbers are invented."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Question:
    """A label of a form, and what stands at it.

    Attributes:
        kind: `text`, `list` (a drop-down), `one` (of several options), `some` of them, `tick` (a box
            by itself, whose value is `true` or `false`).
        value: "" where nothing was filled in; several options are joined by `; `.
    """

    label: str
    value: str
    kind: str = "text"
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form by its sections, each with a heading."""

    name: str
    company: str
    title: str
    sections: tuple[tuple[str, tuple[Question, ...]], ...]
    note: str
    signature: tuple[str, str]
    signed: str

    @property
    def questions(self) -> list[Question]:
        return [one for _, questions in self.sections for one in questions]

    def empty(self) -> Form:
        """The form as it is before somebody fills it in."""
        return replace(
            self,
            sections=tuple(
                (heading, tuple(replace(one, value="") for one in questions))
                for heading, questions in self.sections
            ),
            signed="",
        )


def _one(label: str, chosen: str, *options: str) -> Question:
    return Question(label, chosen, "one", options)


def _some(label: str, chosen: str, *options: str) -> Question:
    return Question(label, chosen, "some", options)


def _tick(label: str, *, on: bool) -> Question:
    return Question(label, "true" if on else "false", "tick")


ACCOUNT = Form(
    "account",
    "Harbour Savings Bank",
    "Account opening form",
    (
        (
            "Personal details",
            (
                _one("Title", "Ms", "Mr", "Ms", "Dr"),
                Question("Surname", "Featherstone"),
                Question("Forenames", "Iris Mabel"),
                Question("Date of birth", "14 March 1979"),
                Question("Nationality", "British"),
                Question("Home address", "7 Quay Lane"),
                Question("Postcode", "PL4 0RA"),
                Question("Mobile number", "07700 900317"),
                Question("E-mail", "iris.f@example.org"),
            ),
        ),
        (
            "Your account",
            (
                Question("Initial deposit", "£1,250.00"),
                Question("Branch", "Plymouth", "list", ("Plymouth", "Truro", "Exeter")),
                _some(
                    "Services wanted",
                    "Debit card; Online banking",
                    "Debit card",
                    "Cheque book",
                    "Online banking",
                ),
                Question("Occupation", "Marine biologist"),
                Question("Promotion code", ""),
                _tick("I would like to receive offers by e-mail", on=True),
                _tick("I need statements in large print", on=False),
            ),
        ),
    ),
    "We use what you tell us to open and run your account. Calls may be recorded for training.",
    ("Date", "Signature of applicant"),
    "I. Featherstone",
)

MANDATE = Form(
    "mandate",
    "Stadtwerke Lindenau GmbH",
    "SEPA-Lastschriftmandat",
    (
        (
            "Zahlungsempfänger",
            (
                Question("Gläubiger-Identifikationsnummer", "DE98ZZZ09999999999"),
                Question("Mandatsreferenz", "SWL-2025-00417"),
            ),
        ),
        (
            "Zahlungspflichtiger",
            (
                Question("Vorname und Name", "Jürgen Öztürk"),
                Question("Straße und Hausnummer", "Birkenweg 5a"),
                Question("PLZ und Ort", "04177 Leipzig"),
                Question("IBAN", "DE89 3704 0044 0532 0130 00"),
                Question("BIC", "COBADEFFXXX"),
                Question("Kreditinstitut", "Musterbank Leipzig"),
                _one(
                    "Zahlungsart",
                    "Wiederkehrende Zahlung",
                    "Einmalige Zahlung",
                    "Wiederkehrende Zahlung",
                ),
                _tick("Ich möchte Rechnungen per E-Mail erhalten", on=True),
            ),
        ),
    ),
    "Ich kann innerhalb von acht Wochen die Erstattung des belasteten Betrages verlangen.",
    ("Ort, Datum", "Unterschrift"),
    "J. Öztürk",
)

LOAN = Form(
    "loan",
    "Banque du Vallon",
    "Demande de prêt personnel",
    (
        (
            "1. Votre projet",
            (
                Question("Montant souhaité", "12 000 €"),
                Question("Durée", "36 mois"),
                _one("Objet du prêt", "Travaux", "Véhicule", "Travaux", "Études"),
            ),
        ),
        (
            "2. Vous",
            (
                Question("Nom de naissance", "Lefèvre"),
                Question("Prénom", "Amélie"),
                Question("Née le", "03/11/1988"),
                Question("Adresse", "18 rue des Tanneurs"),
                Question("Code postal", "69005"),
                Question("Ville", "Lyon"),
                _one("Situation familiale", "Mariée", "Célibataire", "Mariée", "Divorcée", "Veuve"),
                Question("Profession", "Architecte"),
                Question("Revenus mensuels nets", "2 940,00 €"),
                Question("Autres crédits en cours", ""),
                _tick("J'accepte de recevoir vos offres commerciales", on=False),
                _tick("Je certifie l'exactitude des informations", on=True),
            ),
        ),
    ),
    "Un crédit vous engage et doit être remboursé. Vérifiez vos capacités avant de vous engager.",
    ("Fait à, le", "Signature"),
    "Amélie Lefèvre",
)

CLAIM = Form(
    "claim",
    "Seguros Almenara S.A.",
    "Declaración de siniestro",
    (
        (
            "A. Tomador",
            (
                Question("Nombre y apellidos", "Rocío Fuentes Vidal"),
                Question("DNI / NIE", "12345678Z"),
                Question("Domicilio", "Calle Mayor 41, 2º B"),
                Question("Teléfono", "612 345 678"),
                Question("Número de póliza", "HG-7718-204"),
            ),
        ),
        (
            "B. Siniestro",
            (
                Question("Fecha del siniestro", "21/09/2025"),
                Question("Lugar", "Alcalá de Henares"),
                _one("Tipo de daño", "Agua", "Incendio", "Agua", "Robo"),
                Question("Importe estimado", "1.480,50 €"),
                Question("Descripción", "Rotura de una tubería en la cocina"),
                _one("¿Hubo terceros afectados?", "No", "Sí", "No"),
                _tick("Autorizo el tratamiento de mis datos", on=True),
            ),
        ),
    ),
    "La compañía tratará sus datos para gestionar este siniestro según la normativa vigente.",
    ("Lugar y fecha", "Firma"),
    "R. Fuentes",
)

TRANSFER = Form(
    "transfer",
    "Banca del Colle",
    "Ordine di bonifico",
    (
        (
            "Ordinante",
            (
                Question("Cognome e nome", "Galli Donatella"),
                Question("Codice fiscale", "GLLDTL70A41F205X"),
                Question("Conto da addebitare", "000000123456"),
            ),
        ),
        (
            "Beneficiario",
            (
                Question("Intestatario", "Falegnameria Rossetti"),
                Question("IBAN", "IT60 X054 2811 1010 0000 0123 456"),
                Question("Importo", "€ 830,00"),
                Question("Data di esecuzione", "15.10.2025"),
                Question("Causale", "Fattura 118 del 30 settembre"),
                _one("Commissioni a carico di", "Ordinante", "Ordinante", "Beneficiario", "Diviso"),
                Question("Note", ""),
            ),
        ),
    ),
    "Gli ordini ricevuti dopo le ore 16 sono eseguiti il giorno lavorativo successivo.",
    ("Data", "Firma del cliente"),
    "Donatella Galli",
)

MOVE = Form(
    "move",
    "Verzekeringen Zandhoek",
    "Adreswijziging",
    (
        (
            "Uw gegevens",
            (
                Question("Klantnummer", "4471903"),
                Question("Achternaam", "van der Plas"),
                Question("Voorletters", "H.J."),
                _one("Geslacht", "Vrouw", "Man", "Vrouw", "Anders"),
                Question("Geboortedatum", "09-06-1966"),
            ),
        ),
        (
            "Nieuw adres",
            (
                Question("Straat en huisnummer", "Lindelaan 204"),
                Question("Postcode", "3571 KX"),
                Question("Woonplaats", "Utrecht"),
                Question("Telefoon", "030 555 01 22"),
                Question("Ingangsdatum", "1 november 2025"),
                _some(
                    "Geldt voor", "Autoverzekering; Inboedel", "Autoverzekering", "Inboedel", "Zorg"
                ),
                _tick("Stuur mij de polis per post", on=True),
            ),
        ),
    ),
    "Wij verwerken uw wijziging binnen vijf werkdagen.",
    ("Plaats en datum", "Handtekening"),
    "H. van der Plas",
)

TAX = Form(
    "tax",
    "Form 77-B",
    "Request for Taxpayer Identification Number",
    (
        (
            "Part I  Identification",
            (
                Question("1 Name (as shown on your income tax return)", "Dwight O. Marlowe"),
                Question("2 Business name, if different from above", "Marlowe Tree Care LLC"),
                _one(
                    "3 Federal tax classification",
                    "Limited liability company",
                    "Individual",
                    "C Corporation",
                    "Limited liability company",
                ),
                Question("4 Exempt payee code (if any)", ""),
                Question(
                    "5 Address (number, street, and apt. or suite no.)", "902 Cottonwood Dr Apt 4"
                ),
                Question("6 City, state, and ZIP code", "Boise, ID 83702"),
            ),
        ),
        (
            "Part II  Certification",
            (
                Question("Employer identification number", "00-1234567"),
                Question("Account number(s)", "5512-8841"),
                _tick("I am a U.S. citizen or other U.S. person", on=True),
                _tick("I have been notified of backup withholding", on=False),
            ),
        ),
    ),
    "Give this form to the requester. Do not send it to the tax office. Keep a copy for your records.",
    ("Date", "Signature of U.S. person"),
    "D. Marlowe",
)

FORMS = (ACCOUNT, MANDATE, LOAN, CLAIM, TRANSFER, MOVE, TAX)
