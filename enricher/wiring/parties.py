"""What lists, merges and sums up the parties of a home."""

from __future__ import annotations

from enricher.review.directory import PartyDirectory
from enricher.review.merges import Parties
from enricher.search.profiles import Profiles
from enricher.wiring.audit import build_findings
from enricher.wiring.home import Home
from enricher.wiring.reminders import reminder_settings
from enricher.wiring.search import publisher


def parties(home: Home) -> Parties:
    return Parties(home.ledger.parties, home.ledger.party_decisions, publisher(home))


def party_directory(home: Home) -> PartyDirectory:
    fields = reminder_settings(home).deadline_fields
    profiles = Profiles(lambda request: home.index.search(request), home.schema, fields)
    findings = home.ledger.findings
    return PartyDirectory(parties(home), profiles, build_findings(home), findings.open_by_party)
