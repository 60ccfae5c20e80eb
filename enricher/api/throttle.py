"""Slows down whoever tries keys, and nobody else.

Ten wrong keys are forgiven to an address, and one more every half minute. Where wrong keys come
from everywhere at once, an address is forgiven one. An address from which a key was right before may
always come again with it, and a key that is right counts from every address that is not told to
wait: whoever guesses elsewhere locks nobody out. Passwords of users are counted among the keys.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from enricher.people.roles import Role

logger = logging.getLogger(__name__)

_FORGIVEN = 10
_FORGIVEN_WHEN_MANY = 1
_FADE_SECONDS = 30.0
_MANY = 100
_MANY_FADE_SECONDS = 1.0
_MOST_ADDRESSES = 10_000  # some 5 MB
_NETWORK_BITS = 64  # of an IPv6 address; one customer has all addresses of a network


class _Count:
    """A count from which one is taken away every so many seconds."""

    __slots__ = ("_at", "_count", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._count = 0.0
        self._at = 0.0

    def add(self, now: float) -> None:
        self._count = self._now(now) + 1
        self._at = now

    def seconds_until_below(self, limit: int, now: float) -> float:
        """0 where one more keeps within the limit."""
        return max(0.0, (self._now(now) - (limit - 1)) * self._seconds)

    def _now(self, now: float) -> float:
        return max(0.0, self._count - (now - self._at) / self._seconds)


class _Address:
    """What came from an address: its wrong keys, and what its right ones opened."""

    __slots__ = ("right", "wrong")

    def __init__(self) -> None:
        self.wrong = _Count(_FADE_SECONDS)
        self.right: frozenset[Role | str] = frozenset()


class Throttle:
    """Counts wrong keys by address and over all; what it remembers is bounded.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._all = _Count(_MANY_FADE_SECONDS)
        self._addresses: OrderedDict[str, _Address] = OrderedDict()

    def seconds_left(self, host: str) -> int:
        """How long an address has to wait before a password from it is looked at; 0: it is.

        A password can be guessed, unlike a key: no address is let off for having had a right one.
        """
        with self._lock:
            found = self._addresses.get(_network(host))
            return 0 if found is None else self._wait(found, self._clock())

    def seconds_to_wait(self, host: str, opens: Role | str | None) -> int:
        """Take note of a key or password that was tried.

        Args:
            host: the address that it came from.
            opens: the role of a key, or the name of its user; None where it is wrong.

        Returns:
            How long the address has to wait before it is told whether a key is right; 0: it is told.
        """
        name = _network(host)
        with self._lock:
            now = self._clock()
            address = self._addresses.pop(name, None) or _Address()
            self._addresses[name] = address  # the ones that came last are remembered
            if len(self._addresses) > _MOST_ADDRESSES:
                self._addresses.popitem(last=False)
            if opens in address.right:
                return 0
            if wait := self._wait(address, now):
                return wait
            if opens is not None:
                address.right |= {opens}
                return 0
            forgiven = self._forgiven(now)
            address.wrong.add(now)
            self._all.add(now)
            if address.wrong.seconds_until_below(forgiven, now):
                logger.warning("too many wrong keys address=%s", name)
            return 0

    def _wait(self, address: _Address, now: float) -> int:
        return math.ceil(address.wrong.seconds_until_below(self._forgiven(now), now))

    def _forgiven(self, now: float) -> int:
        many = self._all.seconds_until_below(_MANY, now) > 0
        return _FORGIVEN_WHEN_MANY if many else _FORGIVEN


def _network(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host[:100]
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), _NETWORK_BITS), strict=False))
    return str(address)
