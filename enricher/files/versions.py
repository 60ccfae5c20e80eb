"""The version of enricher, and of everything that it stores: an unknown one stops, or is made anew.

A home of one 1.x opens in every later one (docs/deployment.md, Upgrade). So whoever raises a number
also writes what takes the stored thing from the version before to this one; `tests/homes` keeps a home
of each release, and tests/flows/test_homes.py opens them.
"""

__version__ = "1.0.0rc1"

# Upgraded in place; an unknown version stops with what to do about it.
LEDGER_VERSION = 11
"""`ledger.db` of a home: connectors/ledger/schema.sql."""
PROJECT_VERSION = 3
"""`project.db` of a project: connectors/ledger/project.sql."""
RECORD_VERSION = 1
"""A text with its entities in the ledger: enricher/documents/records.py."""
FACTS_VERSION = 1
"""What there is to review of a text, in the ledger: enricher/documents/facts.py."""
MODEL_VERSION = 2
"""The manifest of a model bundle: enricher/recognizer/bundle.py."""
SEARCH_MODEL_VERSION = 1
"""What ships for search: enricher/models/search_model.py."""
DISMISSALS_VERSION = 1
"""Flaws of labels that a person dismissed: enricher/projects/quality/dismissals.py."""

# Of these another version is put aside, and made anew from the ledger or the documents.
TANTIVY_VERSION = 7
"""The embedded index: connectors/tantivy/schema.py."""
ELASTICSEARCH_VERSION = 6
"""The index at Elasticsearch: connectors/elasticsearch/mapping.py."""
UNSEEN_VERSION = 1
"""What a cross-validation found in the documents of a project: enricher/projects/quality/unseen.py."""
