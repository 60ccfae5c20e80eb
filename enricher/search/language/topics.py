"""Which fields and clauses a question asks for, by its wording alone.

It serves what no model knows: categories of one's own by their names and descriptions, and all where
no model is at hand. The fields and clauses that ship have wordings of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from enricher.query.questions import Topic
from enricher.schema import Category, EntitySchema
from enricher.search.language.lexicon import ASKING, ROLES, STOP_WORDS
from enricher.search.language.mention import split_name
from enricher.search.language.tokens import split_tokens

Topics = Callable[[str], tuple[Topic, ...]]

SURE = 0.9  # of a wording that is of the category alone
_NAMED = 0.8  # of a category's own name
_LEAST = 0.35
_MOST = 5

_WORDINGS: Mapping[str, str] = {
    "ExpiryDate": r"expir\w*|end\s+dates?|(?:when|what\s+date|what\s+day)\b[^?]*\b(?:ends?|ending|over|terminates?|run(?:s)?\s+out|lapses?|mature[sd]?)|(?:until|till)\s+when|how\s+long\b[^?]*\b(?:valid|in\s+force)|(?:is|are)\b[^?]*\bstill\s+(?:valid|in\s+(?:force|effect)|running)",
    "EffectiveDate": r"effective\s+(?:date|from|as\s+of)|(?:start|commencement)\s+dates?|(?:when|what\s+date|what\s+day|since\s+when)\b[^?]*\b(?:starts?|begins?|commences?|takes?\s+effect|effective|in(?:to)?\s+(?:force|effect)|started|began|binding)|since\s+when",
    "AgreementDate": r"(?:when|what\s+date|what\s+day)\b[^?]*\b(?:signed|dated|executed|concluded|entered\s+into|made|agreed)|(?:signing|signature|agreement|execution)\s+dates?|date\s+of\s+(?:the\s+)?(?:agreement|contract|signature)",
    "Term": r"(?:initial\s+)?terms?\s+of\s+(?:the\s+|this\s+|our\s+)?(?:agreement|contract|lease|nda|licen[cs]e)|how\s+long\b[^?]*\b(?:run|last|lasts|term|duration|bound|valid|go)|duration|contract\s+(?:term|length|period)|initial\s+(?:term|period)|what\s+is\s+the\s+term\b",
    "RenewalTerm": r"renewal\s+(?:terms?|periods?)|renew(?:s|ed|al)?\s+for\s+how\s+long|how\s+long\b[^?]*\b(?:renew\w*|extend\w*)",
    "NoticePeriod": r"notice\s+periods?|(?:how\s+(?:much|long|many)|what)\b[^?]*\bnotice\b",
    "NoticeDeadline": r"notice\s+deadlines?|(?:by\s+when|when|until\s+when)\b[^?]*\bnotice\b|last\s+day\s+to\s+(?:give\s+notice|cancel|terminate)",
    "Party": r"(?:who\s+(?:are|is)\s+(?:the\s+)?(?:parties|party|signatories|counterpart(?:y|ies)|other\s+side)|parties\s+to|between\s+(?:whom|who)|who\s+(?:signed|signs|made|entered)|with\s+whom|counterpart(?:y|ies))",
    "Jurisdiction": r"(?:which|what|whose)\s+(?:(?:state|country|jurisdiction)\w*(?:['\u2019]s?)?\s+)?(?:law|laws|rules)\b|govern(?:ed|ing|s)\b[^?]*\blaws?|laws?\s+govern\w*|applicable\s+law|(?:which|what|whose)\s+jurisdiction|jurisdiction\s+of\s+the",
    "Title": r"(?:what\s+is\s+)?(?:the\s+)?titles?\s+of|how\s+is\b[^?]*\b(?:called|titled)|what\s+is\b[^?]*\bcalled",
    "DocumentType": r"what\s+(?:kind|type|sort)\s+of\s+(?:document|agreement|contract)",
    "Money": r"how\s+much\b[^?]*\b(?:pay|pays|paid|owe|owes|cost|costs|worth|price|rent|fee)|contract\s+value|purchase\s+price",
    "GoverningLaw": r"govern(?:ed|ing|s)\b[^?]*\blaws?|laws?\s+(?:govern\w*|appl\w+)|(?:which|what|whose)\s+(?:state'?s?\s+|country'?s?\s+)?laws?|applicable\s+law|choice\s+of\s+law",
    "Expiration": r"when\b[^?]*\b(?:ends?|expires?|terminates?|runs?\s+out)|expir\w+|how\s+long\b[^?]*\b(?:run|last|lasts)",
    "Renewal": r"auto(?:matic(?:ally)?)?[\s-]?(?:renew\w*|extend\w*|extension)|renew(?:s|al|ed|able)?|roll(?:s|ed)?\s+over|evergreen|extend(?:s|ed)?\s+(?:automatically|itself)|extension\s+of\s+the\s+term",
    "RenewalNotice": r"(?:notice|notif\w+)\b[^?]*\b(?:renew\w*|extend\w*|extension)|(?:stop|prevent|avoid|opt\s+out\s+of|cancel)\b[^?]*\brenew\w*",
    "TerminationForConvenience": r"(?:terminat\w+|end(?:ed)?|cancel\w*|walk\s+away|get\s+out|leave|exit)\b[^?]*\b(?:without\s+(?:giving\s+)?(?:any\s+|a\s+)?(?:cause|reason)|for\s+(?:convenience|any\s+reason|no\s+reason)|at\s+(?:any\s+time|will))|terminat\w+\s+for\s+convenience|(?:cancel|end|terminate|leave|walk\s+away|get\s+out)\b[^?]*\b(?:early|any\s+time|whenever)",
    "PostTerminationServices": r"(?:after|upon|following|once)\b[^?]*\b(?:terminat\w+|expir\w+|ends?|ended|over)\b|post[\s-]termination|transition\s+(?:services?|assistance|period)|wind[\s-]?down|sell[\s-]?off",
    "AntiAssignment": r"(?:anti[\s-])?assign(?:s|ed|ment|able|ing|ability)?(?!\s+(?:all\s+)?(?:ip|intellectual|invention|copyright|patent))|hand\b[^?]*\b(?:over|to\s+(?:somebody|someone|another|a\s+third|anyone|others))|transfer\w*\b[^?]*\b(?:contract|agreement|rights|obligations|lease|somebody|someone|third|another)|(?:pass|give)\b[^?]*\b(?:contract|agreement)\b[^?]*\b(?:on|to)\b",
    "ChangeOfControl": r"change\s+(?:of|in)\s+control|(?:is|are|gets?|being|was)\s+(?:sold|acquired|bought|taken\s+over|merged)|merge[sr]?\b|merging|takeover|take[\s-]over|acquired\s+by",
    "Exclusivity": r"exclusiv\w*|sole\s+(?:supplier|distributor|source|provider|agent)|only\s+(?:supplier|distributor|source|provider)|buy\s+(?:only|solely|all)",
    "NonCompete": r"non[\s-]?compet\w*|compet(?:e|es|ing|itors?|ition)\b",
    "CompetitiveRestrictionException": r"(?:exceptions?|exempt\w*|carve[\s-]?outs?)\b[^?]*\b(?:exclusiv\w*|compet\w*|solicit\w*)",
    "NoSolicitOfCustomers": r"(?:solicit\w*|poach\w*|approach\w*|steal\w*)\b[^?]*\b(?:customers?|clients?|partners?)",
    "NoSolicitOfEmployees": r"(?:solicit\w*|poach\w*|hir(?:e|es|ing)|recruit\w*|employ)\b[^?]*\b(?:employees?|staff|people|personnel|workers?|team)|non[\s-]?solicit\w*",
    "NonDisparagement": r"disparag\w*|(?:speak|talk|say|write)\w*\b[^?]*\b(?:badly|bad|negative\w*|ill)\b|bad[\s-]?mouth\w*",
    "MostFavoredNation": r"most[\s-]favou?red|mfn|(?:same|better|best|lowest)\b[^?]*\b(?:price|prices|terms|conditions)\b",
    "RofrRofoRofn": r"(?:right|rights)\s+of\s+first\s+(?:refusal|offer|negotiation)|first\s+(?:refusal|offer|negotiation)|rof[rno]\b",
    "PriceRestrictions": r"(?:rais\w*|increas\w*|lower\w*|reduc\w*|chang\w*|adjust\w*)\b[^?]*\bprices?\b|price\s+(?:increases?|cap|restrictions?|adjustments?|protection)",
    "MinimumCommitment": r"minimum\b[^?]*\b(?:purchases?|orders?|commitments?|volume|quantit\w+|payments?|spend|amount|royalt\w+)|(?:have|has|must|required)\b[^?]*\bat\s+least\b|take[\s-]or[\s-]pay|minimum\s+commitment",
    "VolumeRestriction": r"volume\s+(?:restriction|limit|cap)s?|usage\s+(?:limit|cap|threshold)s?|exceed\w*\b[^?]*\b(?:usage|volume|number|threshold)",
    "RevenueProfitSharing": r"(?:shar(?:e|es|ing)|split)\b[^?]*\b(?:revenues?|profits?|income|proceeds)|(?:revenue|profit)[\s-]shar\w*|royalt\w+|commissions?",
    "CapOnLiability": r"(?:cap(?:s|ped)?|limit(?:s|ed|ation|ations)?|maximum|ceiling)\b[^?]*\b(?:liab\w+(?!\s+(?:company|partnership))|damages)|liab\w+\b[^?]*\b(?:cap(?:s|ped)?|limit(?:s|ed|ation|ations)?|maximum|exceed\w*)|(?:consequential|indirect|punitive)\s+(?:damages|loss\w*)|how\s+much\b[^?]*\b(?:liable|sued?)",
    "UncappedLiability": r"un(?:capped|limited)\s+liab\w+|liab\w+\b[^?]*\b(?:un(?:capped|limited)|without\s+limit)|(?:exceptions?|carve[\s-]?outs?|exclu\w+)\b[^?]*\b(?:cap|limit\w*|liab\w+)",
    "LiquidatedDamages": r"liquidated\s+damages|penalt(?:y|ies)|(?:break[\s-]?up|termination)\s+fees?|fixed\s+(?:sum|amount)\b[^?]*\bbreach",
    "WarrantyDuration": r"warrant(?:y|ies)\b[^?]*\b(?:period|long|last\w*|duration|run\w*)|how\s+long\b[^?]*\b(?:warrant\w*|guarantee[sd]?)|warranty\s+periods?",
    "Insurance": r"insur\w+",
    "AuditRights": r"audit\w*|(?:inspect\w*|examin\w*|look\s+at|check\w*|review)\b[^?]*\b(?:books|records|accounts|premises|facilit\w+)",
    "CovenantNotToSue": r"(?:covenant|promise|agree\w*)\b[^?]*\bnot\s+to\s+sue|(?:contest|challenge|attack|dispute)\w*\b[^?]*\b(?:patents?|trademarks?|validity|ownership|rights|ip|intellectual)",
    "ThirdPartyBeneficiary": r"third[\s-]part(?:y|ies)\b[^?]*\b(?:beneficiar\w+|enforce|rights)|(?:outsiders?|somebody\s+else|someone\s+else|non[\s-]part\w+)\b[^?]*\benforce",
    "IpOwnershipAssignment": r"(?:who|whose)\b[^?]*\b(?:owns?|belongs?|property)\b[^?]*|own(?:s|ed|ership)?\b[^?]*\b(?:ip|intellectual|inventions?|work\s+product|deliverables?|developments?|improvements?|created|copyright|results)|work\s+(?:made\s+)?for\s+hire|assign\w*\b[^?]*\b(?:ip|intellectual|inventions?|copyright|patents?)",
    "JointIpOwnership": r"joint(?:ly)?\b[^?]*\b(?:own\w*|ip|intellectual)|co-?own\w*|own(?:ed)?\s+(?:together|jointly)",
    "LicenseGrant": r"licen[cs]e\s+grants?|grants?\b[^?]*\blicen[cs]es?|(?:right|rights|licen[cs]e|permission)\s+to\s+use|may\b[^?]*\buse\b[^?]*\b(?:trademarks?|logo|software|patents?|name|technology|brand)",
    "NonTransferableLicense": r"non[\s-]?transferable|licen[cs]e\b[^?]*\btransfer\w*",
    "AffiliateLicenseLicensor": r"affiliates?\b[^?]*\blicensor",
    "AffiliateLicenseLicensee": r"licen[cs]e\b[^?]*\baffiliates?|affiliates?\b[^?]*\b(?:use|licen[cs]e)",
    "UnlimitedAllYouCanEatLicense": r"unlimited\b[^?]*\b(?:licen[cs]e|users?|use|usage)|enterprise\s+licen[cs]e",
    "IrrevocableOrPerpetualLicense": r"(?:irrevocable|perpetual|forever)\b[^?]*\blicen[cs]e|licen[cs]e\b[^?]*\b(?:irrevocable|perpetual|forever|revoked?)",
    "SourceCodeEscrow": r"escrow|source\s+code\b",
    "CapPeriod": r"(?:fees|period)\b[^?]*\bcap\w*",
    "CapAmount": r"(?:how\s+much|what\s+amount)\b[^?]*\bliab\w+|(?:amount\s+of\s+the\s+)?(?:liability\s+)?cap\b",
    "ConvenienceNotice": r"notice\b[^?]*\b(?:convenience|without\s+cause)",
    "WarrantyPeriod": r"warranty\s+periods?|how\s+long\b[^?]*\bwarrant\w*",
    "MinimumAmount": r"minimum\s+(?:amount|payment|purchase|commitment)s?",
    "RevenueShare": r"(?:what|which|how\s+(?:much|high|big))\b[^?]*\b(?:share|royalt\w+|commissions?)|royalty\s+rates?",
    "IBAN": r"ibans?|bank\s+account\s+numbers?",
    "BIC": r"(?:bic|swift)\s*(?:codes?)?",
    "LEI": r"leis?\b|legal\s+entity\s+identifiers?",
    "ISIN": r"isins?",
    "Email": r"e-?mail\s*(?:address\w*)?",
}
_LENGTHS = ("NoticePeriod", "RenewalTerm", "WarrantyPeriod", "WarrantyDuration", "NoticeDeadline")
_OF_THE_WHOLE = frozenset(["Term", "ExpiryDate", "Expiration"])
"""Which ask for the length of the document, where nothing in it has a length of its own."""

# What is asked for by name alone would be named by too much.
_GENERAL = frozenset(
    ["Date", "Duration", "Money", "Percent", "Party", "Title", "DocumentType", "Term"]
)
_ENDING = re.compile(r"(?:ations?|ments?|ings?|ies|ed|es|s|e|y)$")


def topics_by_wording(schema: EntitySchema) -> Topics:
    """Tells the topics of a question by the wordings, names and descriptions of categories."""

    def topics(text: str) -> tuple[Topic, ...]:
        found = {name: SURE for name, _, _ in wording_places(schema, text)}
        if any(name in found for name in _LENGTHS):
            found |= {name: SURE / 2 for name in found if name in _OF_THE_WHOLE}
        words = _stems(text)
        for category in schema.categories:
            if category.name in found or category.name in _WORDINGS or category.name in _GENERAL:
                continue
            likeness = _likeness(words, category, schema)
            if likeness >= _LEAST:
                found[category.name] = likeness
        ordered = sorted(found.items(), key=lambda one: -one[1])
        return tuple(Topic(name, min(sure, 1.0)) for name, sure in ordered[:_MOST])

    return topics


def wording_places(schema: EntitySchema, text: str) -> Iterator[tuple[str, int, int]]:
    """Each category that a wording of the text is of, and where that stands; the longest first."""
    found = []
    for category in schema.categories:
        wording = _WORDINGS.get(category.name)
        pattern = _pattern(wording) if wording else _name_pattern(category.name)
        if pattern is not None and (match := pattern.search(text)):
            found.append((match.start() - match.end(), category.name, match.start(), match.end()))
    for _, name, start, end in sorted(found, key=lambda one: one[0]):
        yield name, start, end


def _likeness(words: frozenset[str], category: Category, schema: EntitySchema) -> float:
    """The share of a category's telling words that a question has."""
    named = _stems(" ".join(split_name(category.name)))
    if named and named <= words:
        return _NAMED
    described = _stems(category.description) - _common(schema)
    if not described or not words:
        return 0.0
    shared = len(described & words) + len(named & words)
    return min(_NAMED, shared / max(3.0, min(len(described), len(words) + 1)))


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        _ENDING.sub("", one.folded) if len(one.folded) > 4 else one.folded
        for one in split_tokens(text)
        if one.folded not in STOP_WORDS and one.folded not in ASKING and one.folded not in ROLES
    )


def _common(schema: EntitySchema) -> frozenset[str]:
    """Words that the descriptions of many categories have."""
    return _shared(tuple(one.description for one in schema.categories))


@cache
def _shared(descriptions: Sequence[str]) -> frozenset[str]:
    counts: dict[str, int] = {}
    for one in descriptions:
        for word in _stems(one):
            counts[word] = counts.get(word, 0) + 1
    return frozenset(
        word for word, count in counts.items() if count > max(3, len(descriptions) // 5)
    )


@cache
def _name_pattern(name: str) -> re.Pattern[str] | None:
    parts = list(map(re.escape, split_name(name)))
    if not parts or name in _GENERAL:
        return None
    words = r"[\s-]+".join(parts)
    return re.compile(rf"(?<!\w){words}(?:s|es)?(?!\w)", re.IGNORECASE)


@cache
def _pattern(wording: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{wording})(?!\w)", re.IGNORECASE)
