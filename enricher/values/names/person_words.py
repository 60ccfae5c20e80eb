"""The words that stand before, after and inside of names of people: titles, degrees, roles."""

from __future__ import annotations

import re
from functools import cache

_TITLE_WORDS = (
    r"mr mrs ms miss mx messrs dr(?:\.?-ing)?(?:\.?\s?(?:med|jur|iur|phil|h\.\s?c|rer\.\s?(?:nat|pol|oec))(?=\.))* drs prof(?:essor)?(?:\.?\s+emeritus)? sir dame lord(?:\s+justice)? lady(?:\s+justice)? capt captain cpt brig(?:adier)? lieutenant(?:\s+(?:colonel|general|commander))? lt\.?\s+col commander admiral sergeant corporal sister col colonel gen lt maj major general(?!\s+(?:counsel|manager|partner)) sgt hon rev rabbi pastor bishop the\s+hon(?:ou?rable)?(?:\s+judge)? judge (?:the\s+)?(?:rt\.?|right)\s+hon(?:ou?rable)?"
    r" (?:mr\.?|mrs\.?|ms\.?)\s+justice justice gov(?:ernor)?(?=[.\s]) sen(?:ator)?(?=[.\s]) rep(?=\.) ambassador"
    r" herr herrn hr(?=\.) frau dipl\.?-(?:ing|kfm|kffr|wirt|jur|phys|inf) mag rechtsanwalt rechtsanwältin notar notarin lic\.?\s+(?:iur|jur|oec|phil)(?:\.\s?(?:hsg|publ))? eheleute ehepaar"
    r" mme mlle monsieur madame mademoiselle maître me\. époux"
    r" sra srta señora? señorita dña doña lic d\.ª dª"
    r" sig sig\.ra sig\.na signora? dott dott\.ssa dottoressa avv ing geom rag arch"
    r" dhr mevr mevrouw mw meneer de\s+heer mr\.\s+drs ir"
    r" shri sh(?=\.) smt sri m/s kumari ca\. adv"
)
# Initials or first names elsewhere: `M. Night Shyamalan`, `Don Johnson`.
_BY_LANGUAGE = {"fr": r"mm?|me|mgr|maitre", "es": r"d|don|sr|sres", "it": r"sig\.?ri", "nl": r"mr"}

LABEL = re.compile(
    r"^\s*(?:(?:(?-i:[A-Z][a-z]+(?:\s+[a-z]+){1,5}:)|/s/|s/|(?:[\w']+\s+){0,3}?(?:by|attn|attention|name|print(?:ed)?\s+name|signed|signature|witness|nom|nombre|nome|naam)(?:\s*\([^()]*\))?\s*:)\s*)+",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^(?:(?:executed|signed|acknowledged|accepted|agreed|witnessed|attested|approved|represented|prepared|submitted)\s+by|dear|sehr\s+geehrte[rs]?|lieber?|chère?|estimad[oa]|egregio|gentile|geachte|gez\.|sgd\.?|ppa\.|(?-i:i\.\s?[VA]\.|p\.p\.)|z\.\s?hd?n?d?\."
    r"|t\.a\.v\.|à\s+l'attention\s+de|a\s+la\s+atención\s+de|alla\s+c\.\s?a\.(?:\s+d[ei]l?)?|att(?:n|ention)?\.?|c/o|(?:(?-i:[^\W\d_A-Z]+)\s+){1,3}(?:by|durch|par|door|da|por|von)(?:\s+(?:its|their|den|die|le|la|il|el|de|seinen|ihren|son|sa|zijn|haar|su))?)\s+(?=\w)",
    re.IGNORECASE,
)
"""A salutation, or who signed for whom and to whom it goes, without a colon: `represented by`."""

_ROLES_BEFORE = (
    r"(?:vice|managing|executive|chief|general|senior|sole)\s+|officer|president|director|manager|secretary|treasurer|chair(?:man|woman)"
    r"|geschäftsführer(?:in)?|vorstand|prokurist(?:in)?|gérante?|directeur|directrice|présidente?|notaire|administrador[a]?|gerente|directora|presidente"
    r"|apoderad[oa]|amministratore|notaio|bestuurder|notaris"
)
ROLE_BEFORE = re.compile(
    rf"^(?:(?:the|its|den|die|der|le|la|il|el|de)\s+)?(?:{_ROLES_BEFORE})+\s+(?=(?-i:[^\W\d_a-z])[\w.'-]*\s+[\w'(])(?!(?:\S+\s+)*?(?:of|de[rs]?|and)\b)",
    re.IGNORECASE,
)
"""`Managing Director Jane Roe`; not `President and Chief`, `Director of Sales`."""

ROLE_AFTER = re.compile(
    r"(?<=[\w.])\s+(?:(?:senior|executive|vice|managing|chief|general|corporate|assistant|associate|deputy)\s+)*"
    r"(?:president|director|officer|secretary|treasurer|chairman|chairwoman|ceo|cfo|coo|cto|counsel|manager|geschäftsführer(?:in)?|gérante?)\b.*$",
    re.IGNORECASE,
)
"""Where a line break was lost between a name and what somebody is: `Jane Roe Vice President`."""

ALIAS = re.compile(
    r"[\s,]+(?:[dafn]\s?/\s?[bk]\s?/\s?a|dba|aka|fka|t/a|trading\s+as|doing\s+business\s+as|(?:also|formerly|previously)\s+known\s+as)(?!\w).*$",
    re.DOTALL | re.IGNORECASE,
)
TOGETHER = re.compile(
    r",?\s+(?:husband\s+and\s+wife|wife\s+and\s+husband|(?:his|her)\s+(?:wife|husband|spouse)|both|each|spouses|a\s+married\s+couple|jointly|individually|personally|as\s+(?:joint|tenants))(?!\w)(?:\s+(?:and|or|of|as|in|tenants|severally).*)?$",
    re.IGNORECASE,
)
SPOUSE = re.compile(r"^(?:(?:his|her)\s+(?:wife|husband|spouse),?\s+)", re.IGNORECASE)
NICKNAME = re.compile(
    r"^(?P<before>[^(\"\u201c,]+?)\s+(?:\([^()\"\u201c]{1,15}\)|[\"\u201c][^\"\u201d]{1,15}[\"\u201d])\s+(?=[^\W\d_a-z])"
)
"""`Robert (Bob) Jones`, `Dr. (Mrs.) Rao`: what stands in the middle of a name."""

ASIDE = re.compile(
    r"\s*(?:[(\[\"\u201c]|\s[-\u2013\u2014]\s|\b(?:name|title|its|date|position|titel|funktion|fonction|titre|cargo|qualifica|functie)\s*:).*$",
    re.DOTALL | re.IGNORECASE,
)
DESCENT = re.compile(
    r"(?:^|,?\s+)(?:[sdwc]/o|(?:son|daughter|wife|widow|child)\s+of|born|geb\.|geborene?r?|née?(?=\s+[^\W\d_])|nat[oa]\s+(?:a|il|in|nel)"
    r"|nacid[oa]\s+(?:el|en)|geboren(?:\s+(?:am|in|op|te|zu))?)(?!\w).*$",
    re.IGNORECASE | re.DOTALL,
)
"""Whose child or wife, when born and under which name: not the name that is signed."""

COUPLE = re.compile(
    r"^\W*(?:mr|mister|m|monsieur|herrn?|sr|sig|dhr|de\s+heer)\.?\s+(?:and|&|und|et|y|e|en)\s+(?:mrs|ms|mme|madame|frau|sra|sig\.ra|mevr|mevrouw|mw)(?!\w)",
    re.IGNORECASE,
)
"""`Mr. and Mrs. Smith`: two people of one name."""

SEAT = re.compile(r"(?<=[^\W\d_])\s+in\s+(?=[A-ZÄÖÜ])[^\W\d_]+$")
"""Of a notary: `Dr. Emil Roth in Köln`."""

COMPANY = re.compile(
    r"(?:^|\s)(?:(?i:inc|incorporated|llc|l\.l\.c|llp|corp|corporation|ltd|limited|gmbh|plc)|S\.p\.A|S\.r\.l|B\.V|N\.V|S\.A\.R\.L|SARL)\.?$"
)
"""The legal form that a name of a company ends with."""

NOBODY = re.compile(r"(?:the|this|that|said|such|each|any|its|your|our)\s", re.IGNORECASE)
NOBODY_ABROAD = {
    "de": re.compile(r"(?:der|die|das|den|dem)\s+\w+"),
    "fr": re.compile(r"(?:le|la|les)\s+\w+|l'\w+"),
    "es": re.compile(r"(?:el|la|los|las)\s+\w+"),
    "it": re.compile(r"(?:il|lo|la|i|gli|le)\s+\w+|l'\w+"),
    "nl": re.compile(r"(?:de|het)\s+\w+"),
}
"""An article and one word, `der Mieter`; with more words it may be a name, `de Vries Robbé`."""

_ROLE_ONLY_WORDS = (
    "authorized authorised chief executive operating financial officer president vice senior"
    " managing general director manager secretary assistant treasurer chairman chairwoman chair"
    " counsel member partner trustee signatory agent and borrower lender tenant landlord lessor"
    " lessee seller buyer purchaser guarantor company employee employer contractor consultant"
    " party parties undersigned witness notary public ceo cfo coo cto"
)
ROLE_ONLY = frozenset(_ROLE_ONLY_WORDS.split())

SUFFIX = re.compile(r"(?:jr|sr|[2-4](?:nd|rd|th)|ii|iii|iv)\.?", re.IGNORECASE)
DEGREE = re.compile(
    r"(?:esq(?:uire)?|ph\.?\s?d|m\.?d|j\.?d|ll\.?[bmd]|m\.?b\.?a|m\.?sc?|b\.?sc?|b\.?a|m\.?a|c\.?p\.?a|c\.?f\.?a"
    r"|r\.?n|p\.?e|p\.?c|q\.?c|k\.?c|d\.?d\.?s|d\.?v\.?m|pharm\.?d|ed\.?d|[dckom]be|k?cmg|kcb|frs|[fm]rics|fcca|fca|mp|mep|acca|acma|frcp|facp)\.?",
    re.IGNORECASE,
)
BARE_DEGREE = re.compile(r"\.|^(?:[A-Z]{3,5}|PhD|MP|[QK]C|[JM]D|RN|PE)$")
"""How a degree is written that follows a name without a comma."""

ROLE = re.compile(
    r"\b(?:officer|president|director|manager|secretary|treasurer|chair(?:man|woman)?|partner|counsel|member"
    r"|trustee|attorney|ceo|cfo|coo|cto|general|individual|resident|agent|signatory|founder|owner|head|controller|executive|representative|executor|administrator|guardian"
    r"|vorstand\w*|geschäftsführer(?:in)?|prokurist(?:in)?|gérante?|directeur|directrice|présidente?|président-directeur|notaire|avocate?"
    r"|abogad[oa]|notari[oa]|administradora?|gerente|directora|presidente|apoderad[oa]|consejer[oa]|amministrator\w*|avvocat[oa]|notaio"
    r"|bestuurder|notaris|advocaat|gevolmachtigde|proprietor|chartered|accountant|solicitor|barrister|engineer|consultant|architect)\b",
    re.IGNORECASE,
)

_PARTICLE_WORDS = "van von vom de der den di da du del della la le los dos ter ten zu zum zur y e"
_SMALL_PARTICLE_WORDS = "las lo das af av al el bin ben ibn abu auf an in op aan uit am im und 't"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
SMALL_PARTICLES = frozenset({*_PARTICLES, *_SMALL_PARTICLE_WORDS.split()})


def is_particle(word: str) -> bool:
    """Whether a word belongs to the family name after it: `van`, `Van`; `ben`, but not `Ben`."""
    return word.casefold() in _PARTICLES or word in SMALL_PARTICLES


_AND = {"es": r"|(?-i:y)", "it": r"|(?-i:e)", "nl": r"|(?-i:en)", "pt": r"|(?-i:e)"}


@cache
def titles(language: str) -> re.Pattern[str]:
    """What stands before a name; in a language more, that are initials or first names elsewhere."""
    words = "|".join(
        [*_TITLE_WORDS.split(" "), _BY_LANGUAGE.get(language, "sr|m(?=\\.?\\s+et\\s)")]
    )
    title = rf"(?:{words})(?!\w)\.?\s+"
    joined = rf"(?:(?:il|la|el|der|and|&|und|et)\s+(?={title}))?"
    return re.compile(rf"^(?:{joined}{title})+(?=\w)", re.IGNORECASE)


@cache
def between_people(language: str) -> re.Pattern[str]:
    """`and` in the languages that write no name with it, and in the document's own."""
    return re.compile(
        rf"(?<!\bvon)(?:\s+(?:and|&|und|et{_AND.get(language, '')})\s+|\s*;\s*|\s+/\s+)",
        re.IGNORECASE,
    )
