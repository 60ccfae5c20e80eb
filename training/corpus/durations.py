"""Durations of contracts in plain words, and those that are not how long a contract lasts.

A duty that outlasts the contract, a notice, a time to pay, a warranty or a limitation is no term.
"""

from __future__ import annotations

from training.corpus.clauses import Topic
from training.corpus.draft import Draft

PLAIN_TERMS = (
    "This {title} expires after {term}[ unless the parties renew it in writing|].",
    "[The engagement|The arrangement] is for an initial period of {term}[, and from then on until ended on {days} notice|].",
    "[Period of work|Period of performance|Contract period|Duration|Length]: {term}.",
    "It lasts for as long as {term} from [the start of the work|its date], [not counting|without] any extension.",
    "After {term} this {title} [comes to an end|expires|lapses], and no notice is needed[; a renewal is agreed {days} ahead|].",
    "[The initial period|The first period] of this {title} is {term}; [each further one is {months}|it is prolonged by {months} at a time].",
    "{Ca} and {b} bind themselves for {term}. Secrets are kept for {years} beyond that.",
    "This {title} covers {term}. Clauses on secrecy and liability [survive its end by {years}|go on for {years} thereafter].",
    "[Work|Performance] goes on for {term} from the day above; defects found within {months} of its end are made good.",
    "[Valid for|Runs for] {term}, with a right to leave on {days} notice.",
)
_AFTERWARDS = "[expiry|termination|the end of this {title}|its end|the last delivery]"
OTHER_PERIODS = (
    Topic(
        ("Confidentiality", "Secrecy", "Non-disclosure", "Protection of Information"),
        (
            f"Neither party discloses the other's business secrets while this {{title}} lasts and for {{years}} after {_AFTERWARDS}.",
            "The duty of confidence outlasts this {title} by {years}; for trade secrets it has no end.",
            f"Confidential papers are handed back on request. For {{months}} following {_AFTERWARDS} nothing may be published.",
            "What was learned is kept in confidence for a period of {years} from the day of disclosure[, whenever this {title} ends|].",
        ),
    ),
    Topic(
        ("Survival", "Continuing duties", "Effect of Termination"),
        (
            f"Clauses on liability, records and secrecy [survive|stay binding] for {{years}} after {_AFTERWARDS}.",
            f"Duties to indemnify continue for a period of {{months}} beyond {_AFTERWARDS}, those on tax for {{years}}.",
            "On termination {b} returns all goods within {days}; accounts are kept for another {years}.",
        ),
    ),
    Topic(
        ("Notice of termination", "Ending early", "Cancellation"),
        (
            "A notice to end this {title} is given {days} ahead, in the case of insolvency without delay.",
            "{Ca} may leave on {months} written notice, {b} on {days} notice to the end of a month.",
        ),
    ),
    Topic(
        ("Time of payment", "Credit period", "Invoices"),
        (
            "Sums are due {days} after the invoice. Credit is granted for up to {months} and may be withdrawn.",
            "If an invoice stays unpaid for {days}, {a} may hold back its own performance.",
        ),
    ),
    Topic(
        ("Warranty period", "Guarantee", "Defects"),
        (
            "The warranty [period is|runs for] {months} from acceptance, {years} for the structure.",
            "{Cb} makes good whatever fails within {months}; a repaired part is guaranteed for a further {months}.",
        ),
    ),
    Topic(
        ("Limitation", "Time bar", "Limitation of actions"),
        (
            "Claims become time-barred after {years}, claims for defects after {months}.",
            "No action may be brought more than {years} after its cause arose.",
        ),
    ),
    Topic(
        ("Restriction", "Non-Competition", "Non-Solicitation"),
        (
            f"For a period of {{months}} after {_AFTERWARDS}, {{b}} neither serves {{otherco}} nor hires staff of {{a}}.",
            f"{{Cb}} keeps away from customers of {{a}} for {{years}} from {_AFTERWARDS}.",
        ),
    ),
)


def with_other_periods(
    draft: Draft, clauses: list[tuple[str, str]], share: float = 0.5
) -> list[tuple[str, str]]:
    """The clauses, in a share of the documents with some of `OTHER_PERIODS` among them."""
    if not draft.chance(share):
        return clauses
    placed = list(clauses)
    for topic in draft.rng.sample(OTHER_PERIODS, draft.rng.randint(1, 3)):
        placed.insert(draft.rng.randint(min(1, len(placed)), len(placed)), topic.write(draft))
    return placed
