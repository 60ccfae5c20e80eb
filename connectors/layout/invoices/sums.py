"""Net amount, tax and total: which of the labelled amounts add up.

candidates ─► net + tax = total, rate · net = tax ─► sums
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from connectors.layout.invoices.candidates import Candidate

CENT = Decimal("0.01")
_MOST_CHARGES = 8
_MOST_TAX = Decimal("0.4")  # of a net amount


@dataclass(frozen=True, slots=True)
class Sums:
    """What an invoice charges.

    Attributes:
        is_proven: whether net amount and tax make the total.
    """

    net: Candidate | None = None
    tax: Candidate | None = None
    total: Candidate | None = None
    is_proven: bool = False
    others: tuple[Candidate, ...] = field(default=())


def settle(
    candidates: Sequence[Candidate],
    charged: Iterable[Decimal],
) -> Sums:
    """The net amount, tax and total that labels tell and that add up, or else the likeliest of each.

    Args:
        charged: what the lines of the invoice may make.
    """
    lines = {one for one in charged if one}
    totals = _ranked(candidates, _AS_TOTAL)
    nets = _ranked(candidates, _AS_NET)
    taxes = _ranked(candidates, _AS_TAX)
    rounding = [one.value for one in candidates if one.meaning == "rounding"]
    best: tuple[float, Sums] | None = None
    for total in totals:
        for net in nets:
            for tax in taxes:
                if not _adds_up(net.value, tax.value, total.value, rounding):
                    continue
                if [total.meaning, net.meaning, tax.meaning].count("any") > 1:
                    continue
                score = total.weight + net.weight + tax.weight + _rate_bonus(net, tax)
                score += 1.0 * (net.value in lines) + 0.6 * (total.value in lines)
                if best is None or score > best[0]:
                    best = score, Sums(net, tax, total, True)
    if best is not None and best[0] > 1.5:
        return best[1]
    return _without_proof(candidates, totals, nets, taxes, lines)


_AS_TOTAL = {"total": 0.0, "due": -0.5, "sub": -1.6, "net": -1.9, "any": 0.0}
_AS_NET = {"net": 0.0, "sub": -0.4, "loose": -0.9, "total": -1.4, "any": 0.0}
_AS_TAX = {"tax": 0.0, "any": 0.0}


def _ranked(candidates: Sequence[Candidate], shifts: dict[str, float]) -> list[Candidate]:
    best: dict[Decimal, Candidate] = {}
    for one in candidates:
        if one.meaning in shifts:
            made = replace(one, weight=one.weight + shifts[one.meaning])
            if one.value not in best or made.weight > best[one.value].weight + 1e-9:
                best[one.value] = made
    return sorted(best.values(), key=lambda one: -one.weight)[:24]


def _adds_up(net: Decimal, tax: Decimal, total: Decimal, rounding: Sequence[Decimal]) -> bool:
    if abs(total) < abs(net) or (not tax and net != total) or abs(tax) > _MOST_TAX * abs(net):
        return False
    rest = total - net - tax
    return abs(rest) < CENT or any(
        abs(rest - one) < CENT or abs(rest + one) < CENT for one in rounding
    )


def _rate_bonus(net: Candidate, tax: Candidate) -> float:
    """Whether the tax is what its rate makes of the net amount."""
    if tax.rate and abs(net.value * tax.rate / 100 - tax.value) <= Decimal("0.02") and tax.value:
        return 0.8
    return 0.0


def _without_proof(
    candidates: Sequence[Candidate],
    totals: Sequence[Candidate],
    nets: Sequence[Candidate],
    taxes: Sequence[Candidate],
    lines: set[Decimal],
) -> Sums:
    sure = [one for one in totals if one.meaning in ("total", "due")]
    total = max(
        sure,
        key=lambda one: (one.weight + 0.5 * (one.value in lines), one.at),
        default=None,
    )
    net = next((one for one in nets if one.meaning == "net" and one.weight > 1), None)
    subs = [one for one in nets if one.meaning == "sub"]
    tax = next((one for one in taxes if one.meaning == "tax" and one.weight > 1), None)
    if net is None and subs and tax is None and total is not None:
        net = next((one for one in subs if one.value == total.value), None)
    if net is None and subs and total is not None and tax is not None:
        net = next((one for one in subs if one.value in lines), None)
    if total is not None and net is not None and abs(net.value) > abs(total.value):
        net = None
    if total is not None and tax is not None and tax.value and abs(tax.value) >= abs(total.value):
        tax = None
    return Sums(net, tax, total, False)


def charges_between(candidates: Sequence[Candidate], charged: Decimal, sums: Sums) -> Decimal:
    """What discounts and charges below the lines make the net amount of them, or the total; 0 where none do."""
    wanted = [one.value for one in (sums.net, sums.total) if one is not None]
    if not charged or sums.net is None or charged in wanted:
        return Decimal(0)
    for meanings, most in ((("discount", "charge", "loose"), 3), (("any",), 1)):
        added = sorted({one.value for one in candidates if one.meaning in meanings})
        signed = [value for one in added[:_MOST_CHARGES] for value in {one, -one} if value]
        for count in range(1, most + 1):
            for some in itertools.combinations(signed, count):
                if charged + sum(some) in wanted:
                    return sum(some, Decimal(0))
    return Decimal(0)


def rounding_between(candidates: Sequence[Candidate], sums: Sums) -> Decimal:
    """What rounding, or tax that is withheld, makes the total of net amount and tax."""
    if sums.net is None or sums.tax is None or sums.total is None:
        return Decimal(0)
    rest = sums.total.value - sums.net.value - sums.tax.value
    told = [one.value for one in candidates if one.meaning in ("rounding", "withheld")]
    return rest if any(abs(one) == abs(rest) for one in told) else Decimal(0)
