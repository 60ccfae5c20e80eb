"""Recognize: a text -> spans, from the model and from what needs no learning.

text --+-- Tagger (learned categories) -- whole_entities --+
       +-- DETECTORS (money, dates, IBAN, ...)             +-- resolve_overlaps -- Recognition
       +-- patterns of the schema                          |
       +-- lists of the schema ----------------------------+
"""
