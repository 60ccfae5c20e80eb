"""Agreements in German and French: confidentiality, loans, services and leases."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus import facts, names
from training.corpus.clauses import Topic
from training.corpus.closing import number_clauses, signatures
from training.corpus.draft import Draft, draw_law
from training.corpus.facts import Duration
from training.corpus.markup import Block, Paragraph, SampleDocument, mark

_UNITS = {
    "de": {"year": ("Jahr", "Jahre"), "month": ("Monat", "Monate")},
    "fr": {"year": ("an", "ans"), "month": ("mois", "mois")},
}
_NUMBERS = {
    "de": {2: "zwei", 3: "drei", 5: "fünf", 6: "sechs", 10: "zehn", 12: "zwölf", 18: "achtzehn"},
    "fr": {1: "un", 2: "deux", 3: "trois", 5: "cinq", 6: "six", 12: "douze", 18: "dix-huit"},
}


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of agreement in one language."""

    titles: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    openings: tuple[str, ...]
    topics: tuple[Topic, ...]
    term: Topic
    law: Topic
    persons: float = 0.05


_GERMAN_OPENINGS = (
    "Zwischen {Aline} – nachfolgend „{ra}“ genannt – und {Bline} – nachfolgend „{rb}“ genannt – wird [mit Wirkung zum {date}|am {date}] folgender {title} geschlossen:",
    "{title} vom {date} zwischen {Aline} („{ra}“) und {Bline} („{rb}“).",
    "Die Parteien, {A} („{ra}“), vertreten durch {Asigner}, und {B} („{rb}“), [vereinbaren|schließen] mit Wirkung vom {date} das Folgende. Ein früherer Entwurf vom {otherdate} ist gegenstandslos.",
    "Datum: {date}. Vertragspartner: 1. {Aline} („{ra}“); 2. {Bline} („{rb}“).",
)
_GERMAN_LAW = Topic(
    ("Anwendbares Recht", "Schlussbestimmungen", "Rechtswahl, Gerichtsstand"),
    (
        "Es gilt das Recht {law}[ unter Ausschluss des UN-Kaufrechts|]. Gerichtsstand ist {town}.",
        "Dieser Vertrag unterliegt dem Recht {law}. Änderungen bedürfen der Schriftform.",
        "Anzuwenden ist ausschließlich das Recht {law}; Erfüllungsort ist {town}.",
    ),
)
_GERMAN_GENERAL = (
    Topic(
        ("Schriftform", "Nebenabreden"),
        (
            "Mündliche Abreden bestehen nicht. Die Vereinbarung vom {otherdate} wird hierdurch ersetzt.",
            "Änderungen sind nur schriftlich wirksam; das gilt auch für diese Klausel.",
        ),
    ),
    Topic(
        ("Salvatorische Klausel", "Teilunwirksamkeit"),
        (
            "Ist eine Bestimmung unwirksam, so bleibt der Vertrag im Übrigen bestehen.",
            "An die Stelle einer nichtigen Regelung tritt, was die Parteien redlicherweise gewollt hätten.",
        ),
    ),
    Topic(
        ("Mitteilungen", "Zustellungen"),
        (
            "Erklärungen sind an {Aaddress} oder {Baddress} zu richten, in Kopie an {otherco}.",
            "Ansprechpartner sind {otherperson} und {otherperson}; ein Wechsel wird binnen 14 Tagen angezeigt.",
        ),
    ),
    Topic(
        ("Übertragung", "Abtretung"),
        (
            "Rechte aus diesem Vertrag dürfen nur mit Zustimmung an Dritte, etwa die {otherco}, abgetreten werden.",
            "Eine Rechtsnachfolge ist binnen 30 Tagen mitzuteilen.",
        ),
    ),
)
_GERMAN_FORMS = (
    Form(
        ("Geheimhaltungsvereinbarung", "Vertraulichkeitsvertrag", "Vertrag über die Geheimhaltung"),
        (("Offenlegende Partei", "Empfangende Partei"), ("Auftraggeber", "Empfänger")),
        _GERMAN_OPENINGS,
        (
            Topic(
                ("Gegenstand", "Vertrauliche Informationen"),
                (
                    "Vertraulich sind alle [Unterlagen|Zeichnungen, Preise und Rezepte], die {ra} übergibt.",
                    "Die Parteien prüfen eine Zusammenarbeit bei [Pumpen|Messgeräten|Software] und legen dazu Geschäftsgeheimnisse offen.",
                ),
            ),
            Topic(
                ("Pflichten", "Geheimhaltung"),
                (
                    "{rb} verwendet die Informationen nur für die Prüfung und gibt sie nicht weiter, auch nicht an {otherco}.",
                    "Kopien werden auf das Nötige beschränkt und binnen zehn Tagen nach Aufforderung vernichtet.",
                ),
            ),
            Topic(
                ("Ausnahmen", "Nicht geschützte Kenntnisse"),
                (
                    "Was am {otherdate} bereits bekannt war, fällt nicht unter die Pflicht.",
                    "Offenkundiges und rechtmäßig von Dritten Erlangtes ist ausgenommen.",
                ),
            ),
            Topic(
                ("Vertragsstrafe", "Folgen eines Verstoßes"),
                (
                    "Für jeden Verstoß wird eine Strafe von {othermoney} fällig.",
                    "{rb} haftet auch für Mitarbeiter; weitergehender Schadensersatz bleibt vorbehalten.",
                ),
            ),
        ),
        Topic(
            ("Laufzeit", "Dauer"),
            (
                "Die Pflicht zur Verschwiegenheit dauert {term}.",
                "Diese Vereinbarung gilt {term} ab dem genannten Tag; eine Kündigung ist mit einer Frist von drei Monaten möglich.",
                "Die Laufzeit beträgt {term}.",
            ),
        ),
        _GERMAN_LAW,
    ),
    Form(
        ("Darlehensvertrag", "Kreditvertrag", "Gesellschafterdarlehen"),
        (("Darlehensgeber", "Darlehensnehmer"), ("Gläubigerin", "Schuldnerin")),
        _GERMAN_OPENINGS,
        (
            Topic(
                ("Darlehen", "Betrag"),
                (
                    "{ra} gewährt {principal} als Darlehen für den Kauf einer Anlage der {otherco}.",
                    "Das Darlehen beträgt {principal} und wird binnen zehn Bankarbeitstagen ausgezahlt.",
                ),
            ),
            Topic(
                ("Zinsen", "Verzinsung"),
                (
                    "Der Zins beträgt 4,25 % im Jahr, fällig zum Ende jedes Quartals, erstmals am {otherdate}.",
                    "Rückständige Beträge werden mit fünf Prozentpunkten über dem Basiszins verzinst.",
                ),
            ),
            Topic(
                ("Sicherheiten", "Besicherung"),
                (
                    "Zur Sicherheit wird eine Grundschuld über {othermoney} bestellt.",
                    "{otherperson} verbürgt sich bis zu {othermoney}. Die Rechte der {otherco} gehen vor.",
                ),
            ),
            Topic(
                ("Kündigung", "Fälligstellung"),
                (
                    "Bei Verzug von mehr als 30 Tagen kann {ra} alles fällig stellen.",
                    "Aus wichtigem Grund ist die Kündigung jederzeit möglich.",
                ),
            ),
        ),
        Topic(
            ("Laufzeit", "Rückzahlung"),
            (
                "Das Darlehen hat eine Laufzeit von {termdative} und wird in Raten getilgt, zuerst am {otherdate}.",
                "Es ist nach {termdative} in einer Summe zurückzuzahlen; vorher auch ganz oder teilweise mit Frist von einem Monat.",
            ),
        ),
        _GERMAN_LAW,
    ),
    Form(
        ("Mietvertrag", "Mietvertrag über Gewerberäume", "Wohnraummietvertrag"),
        (("Vermieter", "Mieter"), ("Vermieterin", "Mieterin")),
        _GERMAN_OPENINGS,
        (
            Topic(
                ("Mietsache", "Räume"),
                (
                    "Vermietet wird die [Wohnung|Halle] {Aaddress}, zuletzt genutzt von {otherperson}.",
                    "Gegenstand sind drei Räume im zweiten Obergeschoss, {town}, übergeben am {otherdate}.",
                ),
            ),
            Topic(
                ("Miete", "Mietzins"),
                (
                    "Die Miete beträgt monatlich {principal} zuzüglich {othermoney} für Nebenkosten.",
                    "Zu zahlen sind {principal} im Monat, im Voraus bis zum dritten Werktag.",
                ),
            ),
            Topic(
                ("Kaution", "Sicherheit"),
                (
                    "Die Kaution von {othermoney} liegt bei der {otherco}.",
                    "Eine Bürgschaft über {othermoney} ist bis {otherdate} beizubringen.",
                ),
            ),
            Topic(
                ("Instandhaltung", "Schönheitsreparaturen"),
                (
                    "Kleine Schäden trägt {rb} bis zu {othermoney}.",
                    "{ra} hält Dach und Fassade instand; die Hausverwaltung führt {otherco}.",
                ),
            ),
        ),
        Topic(
            ("Mietdauer", "Laufzeit"),
            (
                "Das Mietverhältnis wird auf {term} fest geschlossen.",
                "Die Mietzeit beträgt {term}; danach verlängert sie sich, wenn nicht sechs Monate vorher gekündigt wird.",
            ),
        ),
        _GERMAN_LAW,
        0.4,
    ),
)
_FRENCH_OPENINGS = (
    "Entre {Aline}, ci-après « {ra} », et {Bline}, ci-après « {rb} », il a été convenu [ce qui suit|des clauses suivantes], avec effet au {date} :",
    "Le présent {title} est conclu le {date} entre {Aline} (« {ra} ») et {Bline} (« {rb} »).",
    "Les soussignés : {Aline} (« {ra} ») ; {Bline} (« {rb} »). Date d'entrée en vigueur : {date}. Il remplace l'accord du {otherdate}.",
)
_FRENCH_LAW = Topic(
    ("Droit applicable", "Loi applicable et litiges"),
    (
        "Le présent {title} est régi par les lois en vigueur dans le pays suivant : {barelaw}. Le tribunal de {town} est compétent.",
        "Les parties se soumettent à la loi applicable en {barelaw}, à l'exclusion des règles de conflit.",
        "Droit applicable : {barelaw}.",
    ),
)
_FRENCH_GENERAL = (
    Topic(
        ("Notifications", "Correspondance"),
        (
            "Toute notification est envoyée à {Aaddress} ou à {Baddress}, avec copie à {otherco}.",
            "{otherperson} suit le dossier ; un changement est annoncé sous quinze jours.",
        ),
    ),
    Topic(
        ("Cession", "Transfert"),
        (
            "Nul ne peut céder ses droits, notamment à {otherco}, sans accord écrit.",
            "La cession à une filiale est permise après un préavis de trente jours.",
        ),
    ),
    Topic(
        ("Intégralité", "Accord complet"),
        (
            "Le contrat remplace les échanges antérieurs au {otherdate}.",
            "Toute modification se fait par écrit signé des deux parties.",
        ),
    ),
)
_FRENCH_FORMS = (
    Form(
        ("accord de confidentialité", "engagement de secret"),
        (("la Société", "le Destinataire"), ("le Titulaire", "le Bénéficiaire")),
        _FRENCH_OPENINGS,
        (
            Topic(
                ("Objet", "Informations protégées"),
                (
                    "Sont protégés les plans, les prix et les procédés que {ra} communique.",
                    "Les parties étudient un projet commun et échangent des données secrètes.",
                ),
            ),
            Topic(
                ("Obligations", "Secret"),
                (
                    "{rb} garde le secret et n'en parle à personne, pas même à {otherco}.",
                    "Les documents sont rendus dans les dix jours de la demande.",
                ),
            ),
            Topic(
                ("Exceptions", "Limites"),
                (
                    "Ce qui était connu le {otherdate} n'est pas couvert.",
                    "Les informations publiques restent libres.",
                ),
            ),
            Topic(
                ("Pénalité", "Sanctions"),
                (
                    "Chaque manquement coûte {othermoney}.",
                    "Le juge peut ordonner sous astreinte la cessation du trouble.",
                ),
            ),
        ),
        Topic(
            ("Durée", "Durée de l'engagement"),
            (
                "L'obligation de secret dure {term}.",
                "Le présent accord est conclu pour une durée de {term}, résiliable avec un préavis de trois mois.",
            ),
        ),
        _FRENCH_LAW,
    ),
    Form(
        ("contrat de prestation de services", "contrat d'entretien"),
        (("le Prestataire", "le Client"), ("le Consultant", "la Cliente")),
        _FRENCH_OPENINGS,
        (
            Topic(
                ("Mission", "Objet du contrat"),
                (
                    "{ra} assure la maintenance des installations situées à {town}.",
                    "{ra} conseille {rb} sur la commande passée le {otherdate} à {otherco}.",
                ),
            ),
            Topic(
                ("Prix", "Honoraires"),
                (
                    "Le prix est de {principal}, payable à trente jours.",
                    "Les honoraires, {principal} hors taxes, sont réglés par moitié avant le {otherdate}.",
                ),
            ),
            Topic(
                ("Responsabilité", "Garanties"),
                (
                    "La responsabilité est limitée à {othermoney}.",
                    "{ra} est assuré auprès de {otherco} et garantit ses travaux six mois.",
                ),
            ),
            Topic(
                ("Résiliation", "Fin anticipée"),
                (
                    "En cas de faute non réparée sous vingt jours, le contrat est résilié.",
                    "{rb} peut renoncer en payant {othermoney}.",
                ),
            ),
        ),
        Topic(
            ("Durée", "Durée du contrat"),
            (
                "Le contrat est conclu pour {term}.",
                "Il prend effet à la date ci-dessus pour une durée ferme de {term}.",
            ),
        ),
        _FRENCH_LAW,
    ),
)


def _duration(draft: Draft, *, dative: bool = False) -> str:
    assert draft.term is not None
    count, language = draft.term.count, draft.language
    unit = _UNITS[language][draft.term.unit][count != 1]
    word = _NUMBERS[language].get(count, str(count))
    if language == "de" and count == 1:
        word = "einem" if dative else "ein" if draft.term.unit == "year" else "einen"
    elif dative:
        unit += "n"
    text = draft.rng.choice((f"{count} {unit}", f"{word} {unit}", f"{word} ({count}) {unit}"))
    return mark("Term", text, draft.term.display)


def write_foreign(kind: str, rng: Random) -> SampleDocument:
    """An agreement in another language; `kind` is german or french."""
    language = {"german": "de", "french": "fr"}[kind]
    form = rng.choice(_GERMAN_FORMS if language == "de" else _FRENCH_FORMS)
    country = rng.choice((language, language, language, "ch"))
    first = names.any_party(rng, country, persons=form.persons, language=language)
    second = names.any_party(rng, country, persons=0.15 + form.persons, language=language)
    while first.short.lower() in second.name.lower() or second.short.lower() in first.name.lower():
        second = names.company_party(rng, country, language)
    roles = rng.choice(form.roles)
    article = "der " if language == "de" else ""
    count, unit = rng.choice(
        (
            (1, "year"),
            (2, "year"),
            (3, "year"),
            (5, "year"),
            (10, "year"),
            (6, "month"),
            (12, "month"),
            (18, "month"),
            (24, "month"),
            (36, "month"),
        )
    )
    draft = Draft(
        rng,
        country,
        (first, second),
        (article + roles[0], article + roles[1]),
        facts.random_date(rng),
        None if rng.random() < 0.12 else draw_law(rng, country, language),
        Duration(count, unit) if rng.random() < 0.75 else None,
        rng.choice(form.titles),
        language,
    )
    currency = facts.currency_of(country)
    amount = facts.round_sum(rng, 700, 900_000)
    draft.more = {
        "ra": lambda: roles[0],
        "rb": lambda: roles[1],
        "term": lambda: _duration(draft),
        "termdative": lambda: _duration(draft, dative=True),
        "principal": lambda: facts.mark_money(
            facts.write_money(rng, amount, currency, language), amount, currency
        ),
    }
    clauses = [topic.write(draft) for topic in form.topics]
    if draft.term:
        clauses.insert(rng.randint(1, len(clauses)), form.term.write(draft))
    general = _GERMAN_GENERAL if language == "de" else _FRENCH_GENERAL
    clauses += [topic.write(draft) for topic in rng.sample(general, rng.randint(1, len(general)))]
    if draft.law:
        clauses.insert(len(clauses) - rng.randint(0, 1), form.law.write(draft))
    blocks: list[Block] = [Paragraph(draft.pick(form.openings)), *number_clauses(draft, clauses)]
    if draft.chance(0.5):
        end = (
            "{town}, den {otherdate}"
            if language == "de"
            else "Fait à {town}, le {otherdate}, en deux exemplaires."
        )
        blocks.append(Paragraph(draft.say(end), "line"))
    blocks += signatures(draft)
    title = draft.title[0].upper() + draft.title[1:]
    return SampleDocument(
        kind, title.upper() if draft.chance(0.3) else title, tuple(blocks), language=language
    )
