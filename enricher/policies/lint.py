"""What is worth a word about policies that work: no examples, nothing to do about a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from enricher.policies.policy import Policy, Verdict
from enricher.policies.sets import PolicySet

_BARE_AMOUNT = re.compile(r"\.amount\b")


@dataclass(frozen=True, slots=True)
class Smell:
    """Something about a policy that may go wrong, and what to do about it."""

    policy: str
    code: str
    message: str
    file: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


def lint(policies: PolicySet) -> list[Smell]:
    """All that is worth a word, by policy."""
    return [
        Smell(policy.id, code, message, str(policy.files[0]) if policy.files else policy.id)
        for policy in policies.policies.values()
        for code, check in _CHECKS.items()
        for message in check(policy, policies)
    ]


def _no_finding(policy: Policy, _policies: PolicySet) -> Iterator[str]:
    found = {example.expect for example in policy.examples}
    if not found & {Verdict.FINDING, Verdict.REVIEW}:
        yield "no example expects a finding; add one with `expect: finding`"


def _no_none(policy: Policy, _policies: PolicySet) -> Iterator[str]:
    if all(example.expect is not Verdict.NONE for example in policy.examples):
        yield "no example expects no finding; add one with `expect: none`"


def _no_remedy(policy: Policy, _policies: PolicySet) -> Iterator[str]:
    if not policy.remedy:
        yield "it has no remedy; add `remedy:` with what to do about a finding"


def _unknown_list(policy: Policy, policies: PolicySet) -> Iterator[str]:
    for name in policy.condition.lists if policy.id not in policies.idle else ():
        if name not in policies.lists:
            known = ", ".join(policies.lists) or "none"
            yield f"there is no list {name!r}, so the policy never decides; there are: {known}"
        elif not len(policies.lists[name]):
            path = policies.lists[name].path
            yield f"the list {name!r} is empty; write one name per line into {path}"


def _no_today(policy: Policy, _policies: PolicySet) -> Iterator[str]:
    if policy.is_day_dependent:
        for example in policy.examples:
            if example.today is None:
                yield (
                    f"line {example.line}: the result depends on the day; add `today:` to the"
                    " example"
                )


def _unguarded(policy: Policy, _policies: PolicySet) -> Iterator[str]:
    """A date that is missing leaves it undecided: say whether that is meant."""
    condition = policy.condition
    if not condition.is_day_dependent:
        return
    undecided = any(example.expect is Verdict.UNDECIDED for example in policy.examples)
    one = [name for name in condition.categories if condition.schema[name].cardinality == "one"]
    open_ = [name for name in one if name not in condition.names.asked]
    if open_ and not undecided:
        names = ", ".join(open_)
        yield (
            f"documents without {names} stay undecided; check present(fields.{open_[0]}) first, or"
            " add an example with `expect: undecided`"
        )


def _bare_amount(policy: Policy, _policies: PolicySet) -> Iterator[str]:
    is_of_rows = "rows" in policy.condition.variables  # whose amounts have a currency beside them
    if not is_of_rows and _BARE_AMOUNT.search(policy.condition.text):
        yield ".amount is compared regardless of its currency; write above(money, '1000 USD')"


_CHECKS: dict[str, Callable[[Policy, PolicySet], Iterator[str]]] = {
    "no-example-of-a-finding": _no_finding,
    "no-example-of-none": _no_none,
    "no-remedy": _no_remedy,
    "unknown-list": _unknown_list,
    "example-without-today": _no_today,
    "day-without-present": _unguarded,
    "bare-amount": _bare_amount,
}
