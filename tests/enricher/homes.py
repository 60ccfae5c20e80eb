"""Homes for tests: a project that rules read, so that no model is needed, and a few documents."""

from __future__ import annotations

import os
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from enricher.expressions.schema_file import load_schema, parse_schema
from enricher.models.registry import Registry
from enricher.projects.schema_text import NEW_SCHEMA, add_categories
from tests.checkout import ROOT

SCHEMA = r"""
[categories.Party]
type = "party"
patterns = ['\b([A-Z][a-z]+ (?:[A-Z][a-z]+ )?(?:Inc\.|LLC))']

[categories.EffectiveDate]
type = "date"
cardinality = "one"
patterns = ['as of ([A-Z][a-z]+ \d{1,2}, \d{4})']

[categories.Jurisdiction]
type = "jurisdiction"
cardinality = "one"
patterns = ['laws of ([A-Z][a-z]+(?: [A-Z][a-z]+)?)']

[categories.Term]
type = "duration"
cardinality = "one"
patterns = ['term of ([a-z0-9() ]+ (?:years|months))']

[categories.Money]
type = "money"
detectors = ["money"]
"""

FURTHER_SCHEMA = r"""
[categories.Title]
type = "text"
cardinality = "one"
patterns = ['\A([A-Z][A-Z -]+[A-Z])\n']

[categories.AgreementDate]
type = "date"
cardinality = "one"
patterns = ['signed on ([A-Z][a-z]+ \d{1,2}, \d{4})']

[categories.ExpiryDate]
type = "date"
cardinality = "one"
patterns = ['ends on ([A-Z][a-z]+ \d{1,2}, \d{4})']

[categories.RenewalTerm]
type = "duration"
cardinality = "one"
patterns = ['renewed for ([a-z0-9() ]+ (?:years|months))']

[categories.NoticePeriod]
type = "duration"
cardinality = "one"
patterns = ['([a-z0-9() ]+ (?:days|months))\W? notice']
"""
"""What `contracts` learns beside the categories of `SCHEMA`."""

SIGNED_SCHEMA = r"""
[categories.Signed]
type = "date"
cardinality = "one"
patterns = ['dated ([\w ,/]+\d{4})']

[categories.Term]
type = "duration"
cardinality = "one"
patterns = ['term: ([^.]+)\.']

[categories.End]
type = "date"
cardinality = "one"
derived = "plus(fields.Signed, fields.Term)"
"""
"""Values that may be ambiguous or without a length, and what is derived from them."""

LARGE = """
id: large
title: An amount above a million
severity: high
condition: fields.Money.exists(m, above(m, "1000000 USD"))
message: '{Money} is above a million.'
"""
"""A policy that `LOAN` breaks."""

SETTINGS = """
workers = 1
settle_seconds = 0
commit_seconds = 0.05
ocr = "off"
"""

NDA = (
    "NON-DISCLOSURE AGREEMENT\n\nThis Agreement is made as of May 20, 2014 between Orion Labs Inc."
    " and Vega LLC. Each keeps confidential information secret. It is governed by the laws of"
    " Delaware.\n"
)
LOAN = (
    "LOAN AGREEMENT\n\nMade as of March 1, 2020 between Vega LLC and Harbor Bank Inc. The lender"
    " lends the principal sum of $1,500,000.00. It is governed by the laws of New York.\n"
)
MEMO = "Memo to Orion Labs Inc.\n\nThe fee is $250.00, and no law is named.\n"
ANNEX = "Annex to the loan, as of March 2, 2020. The fee of Vega LLC is $40,000.00.\n"


def make_home(home: Path, schema: str = SCHEMA, *, vectors: bool = False) -> Path:
    """A home whose project `contracts` is read by rules, and whose project `clauses` finds nothing.

    Args:
        vectors: passages get theirs; that takes a hundred times as long as the rules do.
    """
    for name, text in (("contracts", schema), ("clauses", "")):
        project = home / "projects" / name
        project.mkdir(parents=True)
        (project / "schema.toml").write_text(text)
    search = f"search_vectors = {str(vectors).lower()}\n"
    (home / "enricher.toml").write_text(SETTINGS + search)
    return home


def make_ruled_home(home: Path) -> Path:
    """A home with the categories that ship; what a model learned is found by rules."""
    make_home(home)
    schema = home / "projects" / "contracts" / "schema.toml"
    shipped = Registry(home).policy_folders("contracts")[1].parent / "schema.toml"
    ruled = parse_schema(tomllib.loads(SCHEMA + FURTHER_SCHEMA), "rules")
    found = [
        replace(one, learned=False, patterns=ruled[one.name].patterns) if one.learned else one
        for one in load_schema(shipped).categories
    ]
    schema.write_text(add_categories(NEW_SCHEMA, found), encoding="utf-8")
    return home


def write_documents(folder: Path) -> Path:
    """Six files: three texts, an archive with one member, one that fails, one that is ignored."""
    folder.mkdir(parents=True)
    (folder / "loan.txt").write_text(LOAN)
    (folder / "memo.txt").write_text(MEMO)
    (folder / "nda.txt").write_text(NDA)
    with zipfile.ZipFile(folder / "annexes.zip", "w") as archive:
        archive.writestr("inner/annex.txt", ANNEX)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing of a document")
    (folder / ".hidden.txt").write_text("ignored")
    return folder


def write_texts(folder: Path, texts: Mapping[str, str]) -> Path:
    """A folder with a file `NAME.txt` for each text."""
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def enricher_command(*arguments: str) -> list[str]:
    """The command line as a process of its own."""
    return [sys.executable, "-m", "enricher", *arguments]


def environment(**variables: str) -> dict[str, str]:
    """What such a process gets: this checkout, and no settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ENRICHER_")}
    return kept | {"PYTHONPATH": str(ROOT)} | variables


@dataclass(frozen=True)
class IngestedHome:
    """A home that holds a few documents; tests only read it."""

    home: Path
    documents: Path
