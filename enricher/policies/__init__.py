"""Policies: what people want to be told about their documents, and what is found.

<home>/projects/NAME/policies/ID.yaml  over those that ship --load_policies--> PolicySet
PolicySet + Subject + today --audit--> Results with evidence --evidence_places--> words
"""

from enricher.policies.examples import Tried, try_examples
from enricher.policies.lint import Smell, lint
from enricher.policies.places import EvidencePlace, evidence_places
from enricher.policies.policy import Example, Policy, Severity, Verdict
from enricher.policies.policy_set import PolicySet, load_policies
from enricher.policies.verdicts import (
    Evidence,
    Result,
    Subject,
    audit,
    document_map,
    subject_from,
    subject_of,
)

__all__ = [
    "Evidence",
    "EvidencePlace",
    "Example",
    "Policy",
    "PolicySet",
    "Result",
    "Severity",
    "Smell",
    "Subject",
    "Tried",
    "Verdict",
    "audit",
    "document_map",
    "evidence_places",
    "lint",
    "load_policies",
    "subject_from",
    "subject_of",
    "try_examples",
]
