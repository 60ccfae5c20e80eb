"""The policies of one project, asked about documents of the ledger.

    AuditedText, facts --scope: a search--> Subject --Auditor--> Result --body--> Found with its proof

What the ledger keeps of a document will do for most policies. Its body is opened for those that
name entities, or the document itself, and where there is a finding to be proved.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from typing import Any, Protocol

from enricher.audit.scopes import Scopes
from enricher.documents import EnrichedText
from enricher.documents.facts import Facts, load_facts
from enricher.documents.records import StoredDocument
from enricher.policies.auditor import Auditor
from enricher.policies.findings import Audited, AuditedText, Found, Proof, facts_key
from enricher.policies.places import evidence_places
from enricher.policies.policy import Policy, Verdict
from enricher.policies.sets import PolicySet
from enricher.policies.subjects import Subject, subject_from
from enricher.policies.verdicts import Result

_MOST_PLACES = 50  # of the words that prove one finding

Said = dict[str, dict[str, Result]]
"""By document and policy."""


class Texts(Protocol):
    """What is kept of documents."""

    def stored(self, identity: str) -> StoredDocument | None:
        """None where there is none for the index."""

    def text(self, identity: str) -> EnrichedText | None:
        """None where the document is gone."""


class Proofs(Protocol):
    def proved(
        self, project: str, documents: Sequence[str], policies: Sequence[str]
    ) -> Mapping[tuple[str, str], list[Any]]:
        """Of findings that are not resolved, by document and policy: values, notes, near names."""


OpenAuditor = Callable[[PolicySet], AbstractContextManager[Auditor]]
"""Opens what asks policies, in a process of its own."""


class ProjectAudit:
    """Asks the policies of a project; whoever opens it closes it.

    Attributes:
        broken: ids of policies that, or whose lists, cannot be read: what they found stays.
    """

    def __init__(
        self,
        project: str,
        policies: PolicySet,
        scopes: Scopes,
        texts: Texts,
        proofs: Proofs,
        open_auditor: OpenAuditor,
    ) -> None:
        self.project = project
        self.policies = policies
        self.broken = policies.broken
        self._scopes = scopes
        self._texts = texts
        self._proofs = proofs
        self._open_auditor = open_auditor
        self._stack = ExitStack()
        self._auditor: Auditor | None = None

    def close(self) -> None:
        """End the process in which policies were asked, if there is one."""
        self._stack.close()
        self._auditor = None

    @property
    def enabled(self) -> dict[str, Policy]:
        """Those that can be asked, by id."""
        return {one.id: one for one in self.policies.enabled if one.id not in self.broken}

    def version(self, policy: Policy) -> str:
        """Names all that the answers of a policy depend on, beside the documents and the day."""
        schema = self.policies.schema
        parts = [self.policies.digest(policy)]
        for name in policy.condition.categories:
            parts += [name, schema[name].type.name, schema[name].cardinality]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]

    def parts(self, policy: Policy) -> dict[str, str]:
        """What `version` names, each by its name in `Step.why`."""
        schema, lists = self.policies.schema, self.policies.lists
        categories = [schema[name] for name in policy.condition.categories]
        said = [(one.name, one.type.name, one.cardinality) for one in categories]
        digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
        asked = [name for name in policy.condition.lists if name in lists]
        standards = self.policies.standards
        compared = [name for name in policy.condition.compared if name in standards]
        return {
            "policy": policy.digest,
            **{f"list:{name}": lists[name].digest for name in asked},
            **{f"standard:{name}": standards[name].digest for name in compared},
            "schema": digest,
        }

    def ask(self, texts: Sequence[AuditedText], ids: Iterable[str], today: date) -> list[Audited]:
        """What policies say of texts; where one was stopped, what it found before stays.

        Raises:
            UnavailableError: the index does not answer.
        """
        ids = list(ids)
        said = self.answers(texts, ids, today)
        known = self._proofs.proved(self.project, list(said), ids)
        return [self._audited(one, said[one.document], known) for one in texts]

    def answers(self, texts: Sequence[AuditedText], ids: Sequence[str], today: date) -> Said:
        """What policies say of those texts that are in their scope.

        Raises:
            UnavailableError: the index does not answer.
        """
        by_scope: dict[str, list[str]] = defaultdict(list)
        with_body: list[str] = []
        for id in ids:
            policy = self.policies[id]
            (with_body if _needs_body(policy) else by_scope[policy.scope]).append(id)
        scopes = {*by_scope, *(self.policies[id].scope for id in with_body)}
        within = {
            scope: self._scopes.within(self.policies, scope, texts, today) for scope in scopes
        }
        said: Said = {one.document: {} for one in texts}
        for scope, group in by_scope.items():
            some = [one for one in texts if one.document in within[scope]]
            for id, results in self._ask(self._facts(some, group), today, group):
                said[id].update((one.policy, one) for one in results)
        if with_body:
            scoped = {id: within[self.policies[id].scope] for id in with_body}
            some = [one for one in texts if any(one.document in each for each in scoped.values())]
            # A body is opened once, for all of these, and what is not asked for is left out.
            for id, results in self._ask(self._bodies(some), today, with_body):
                said[id].update((one.policy, one) for one in results if id in scoped[one.policy])
        return said

    def _ask(
        self, subjects: Iterable[Subject | StoredDocument], today: date, ids: Sequence[str]
    ) -> Iterator[tuple[str, list[Result]]]:
        if self._auditor is None:
            self._auditor = self._stack.enter_context(self._open_auditor(self.policies))
        return self._auditor.audit(subjects, today, ids)

    def _facts(self, texts: Sequence[AuditedText], ids: Sequence[str]) -> Iterator[Subject]:
        """Subjects with no more values than these policies name: they go to another process."""
        named = self.policies.named(self.policies[id] for id in ids)
        for one in texts:
            facts = load_facts(one.facts or "")
            values = {name: found for name, found in facts.values.items() if name in named}
            stated = {name: found for name, found in facts.stated.items() if name in named}
            yield subject_from(one.document, Facts(values, stated=stated), {})

    def _bodies(self, texts: Sequence[AuditedText]) -> Iterator[StoredDocument]:
        """Documents with their bodies, which are read where policies are asked."""
        for one in texts:
            stored = self._texts.stored(one.document)
            if stored is not None:  # else it went since; then it owes an audit
                yield stored

    def _audited(
        self,
        text: AuditedText,
        said: Mapping[str, Result],
        known: Mapping[tuple[str, str], list[Any]],
    ) -> Audited:
        found = []
        for id, result in said.items():
            if not result.is_finding:
                continue
            policy = self.policies[id]
            # A text that owes nothing is the one that the kept proof was read from: it is proved
            # by the same words as long as the values are the same, whatever the condition says.
            is_proved = text.number is None and known.get((text.document, id)) == _told(result)
            found.append(
                Found(
                    id,
                    result.verdict.value,
                    policy.severity.value,
                    result.message,
                    result.confidence,
                    facts_key(policy, result),
                    self.version(policy),
                    None if is_proved else self._prove(text.document, result),
                )
            )
        undecided, stopped = (
            {id: result.message for id, result in said.items() if result.verdict is verdict}
            for verdict in (Verdict.UNDECIDED, Verdict.STOPPED)
        )
        return Audited(
            text.document, text.sha256, text.models, text.number, tuple(found), undecided, stopped
        )

    def _prove(self, identity: str, result: Result) -> Proof:
        values, notes, near = map(tuple, _told(result))
        enriched = self._texts.text(identity) if result.evidence else None
        places = () if enriched is None else evidence_places(result.evidence, enriched)
        return Proof(values, tuple(one.as_json() for one in places[:_MOST_PLACES]), notes, near)


def _told(result: Result) -> list[Any]:
    """What a proof says beside its places."""
    told = result.as_json()
    return [told["evidence"], told["notes"], told["near"]]


def _needs_body(policy: Policy) -> bool:
    return policy.needs_text or "document" in policy.condition.variables
