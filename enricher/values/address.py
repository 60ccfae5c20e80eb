"""Addresses: their lines joined by commas, without what leads to them: `with offices at`, `sito in`."""

from __future__ import annotations

import re

from enricher.entities import Normalization, Notice
from enricher.values.dates.months import MONTHS
from enricher.values.identifier import EMAIL
from enricher.values.text import folded, straight
from enricher.values.value_type import ValueType, in_any_language

# Not of `Attn: Legal Department`, which belongs to the address.
_ADDRESS_LABEL = re.compile(r"^\s*(?!att)[^\W\d_][^\d:,;\r\n]{0,40}:\s*(?=\S)", re.IGNORECASE)
_SITUATED = re.compile(
    r"^(?:[^\d;:]{0,120},\s*(?=(?:with|having|whose|con|mit|dont|ayant|met)\b))?(?:\s*at\s+(?=\d)|\s*of\s+(?=\S)|\s*R/o\.?\s+(?=\S)|[^\d,;:]{0,120}?\b(?:"
    r"(?:business|offices?|address|headquarters|located|residing|resident|situated?|domiciled|headquartered)"
    r"(?:\s+(?:is|are))?(?:\s+(?:located|situated?))?\s+(?:at|in|is)(?:\s+(?-i:the))?|address\s+of|known\s+as"
    r"|geschäftsansässig(?:\s+(?:in|unter))?|wohnhaft(?:\s+(?:in|an|zu)(?!\w))?(?:\s+de[rm])?|mit\s+(?:dem\s+)?sitz\s+(?:in|an|am)(?:\s+de[rm])?"
    r"|siège(?:\s+social)?(?:\s+est)?(?:\s+(?:sis|situé))?(?:\s+(?:au|à))?|si(?:s|se|tuée?)(?:\s+(?:au|à))?|demeurant(?:\s+(?:au|à))?|domiciliée?(?:\s+(?:au|à))?"
    r"|domicilio(?:\s+social)?\s+en(?:\s+(?:la|el))?|domiciliad[oa]\s+en|domiciliat[oa]\s+in|sede(?:\s+legale)?\s+(?:in|a)|residente\s+(?:in|a)"
    r"|gevestigd\s+(?:te|aan(?:\s+de|\s+het)?)|kantoorhoudende?\s+(?:te|aan(?:\s+de)?)|wonende\s+te"
    r")\s+(?=\S))",
    re.IGNORECASE,
)
# Where the words before are small, an address begins at the first capital, figure or kind of
# street after a preposition: `gelegen aan de Prinsengracht`. Not where a street itself begins small.
_STREETS = (
    r"calle|c/|avda|avenida|plaza|paseo|carrer|camino|carretera|via|viale|piazza|corso|largo|vicolo|rue|avenue|place|boulevard|quai|allée|impasse"
    r"|chemin|route|cours|square|rua|strada"
)
_PREPOSITIONS = "at|in|on|of|is|an|aan|te|en|a|à|au|bei|unter|presso|chez|nel|nella|zu"
_SMALL_LEAD = re.compile(
    rf"^\s*(?=\D*\d)(?!(?:{_STREETS})\b)(?!(?:{_PREPOSITIONS})\s)(?:(?:[^\W\d_A-ZÀ-Þ]|['/.])+\s+){{1,9}}?(?:{_PREPOSITIONS})\s+(?:(?:the|der|dem|den|de|het|la|las|el|il)\s+)?"
    rf"(?=[A-ZÀ-Þ\d]|(?:{_STREETS})\b)"
)
_SEAT = re.compile(
    r"^\s*(?:mit\s+)?(?:dem\s+|ihrem\s+|seinem\s+)?\w*(?:[Ss]itz|[Aa]dresse|[Aa]nschrift)\s+(?:(?:in|an|am|unter|ist)\s+)(?:de[rmn]\s+)?(?=\S)"
)
_BRACKETED = re.compile(r"^\s*\(([^()]*)\)[\s.,;]*$")
_DEFINED = re.compile(r"\s*\([^()]*[\"\u201c\u201d\u201e\u00ab][^()]*\)[\s.,;]*$")
_ELSEWHERE = re.compile(
    r"\s*(?:(?:at\s+)?(?:the\s+)?(?:same\s+)?address(?:es)?\s+(?:as|set|stated|given|specified|first|indicated|noted|shown|above|below|on)\b"
    r"|(?:the\s+)?same\s+(?:as|address)\b|(?:as\s+)?(?:set\s+(?:forth|out)|stated|above|below|specified)\b|(?:wie|siehe)\s+oben|idem)\D*"
    r"|\s*(?:see|refer\s+to|as\s+per|siehe|voir|véase|vedi|zie)\s+(?:the\s+)?[^\W\d_]+(?:\s+[\dA-Z]{1,3})?\W*",
    re.IGNORECASE,
)
# What stands beside an address in a form, or in its place.
_NO_ADDRESS = re.compile(
    rf"\s*(?:{EMAIL}|(?:https?://|www\.)\S+|[+(]\d[\d\s().+/-]{{5,30}}|\d(?:[\s().+/-]{{0,3}}\d){{9,14}}|[-(]?(?:[A-Z]{{3}}|[A-Z]{{0,2}}[$€£¥₹])\s?\d[\d.,']*\)?(?:\s(?:thousand|million|billion))?"
    r"|\d{1,4}([./-])\d{1,2}\1\d{2,4}"
    r"|(?:the|said|such|these|those)\s+(?:premises|property|building|buyer|seller|landlord|tenant|company|borrower|lender)"
    rf"|(?:\d{{1,2}}\.?\s+)?(?:{'|'.join(MONTHS)})\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?\d{{4}})\s*",
    re.IGNORECASE,
)
# Not the point of `Suite 5, Main St.` or `U.S.A.`.
_LAST_POINT = re.compile(r"(?<=\d)\.$|(?<=\d[A-Z]{2})\.$|(?<=[^\W\d_]{5})\.$")


def parse_address(text: str) -> Normalization:
    """The lines of an address, joined by commas, without what leads to it and ends its sentence."""
    if _ELSEWHERE.fullmatch(text):
        return Normalization(None, warnings=(Notice("address_elsewhere", {"text": text}),))
    if _NO_ADDRESS.fullmatch(text):
        return Normalization(None, warnings=(Notice("no_address", {"text": text}),))
    text = _ADDRESS_LABEL.sub("", _BRACKETED.sub(r"\1", text))
    text = _SMALL_LEAD.sub("", _SEAT.sub("", _SITUATED.sub("", text)))
    text = _DEFINED.sub("", text)
    text = straight(text).replace("_", " ")
    lines = [" ".join(part.split()).strip(" ,;") for part in re.split(r"[\r\n\v\f;]+", text)]
    joined = re.sub(r"\s+,|,(?:\s*,)+", ",", ", ".join(line for line in lines if line))
    return folded("address", _LAST_POINT.sub("", joined))


ADDRESS = ValueType("address", "a place to write to", in_any_language(parse_address), is_name=True)
