from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from enricher.api.sessions import calendar_address
from enricher.api.throttle import Throttle
from enricher.people.roles import Role
from enricher.settings import Settings
from tests.enricher.api.clients import Connect

KEYS = {"api_key": "the-administrator's", "reader_key": "the-reader's"}


class Clock:
    """Time that a test lets pass."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(clock)


def test_wrong_keys_are_counted_by_address_and_forgiven_by_time(
    throttle: Throttle, clock: Clock
) -> None:
    assert [throttle.seconds_to_wait("10.0.0.1", None) for _ in range(12)] == [0] * 10 + [30, 30]
    clock.seconds += 29
    assert throttle.seconds_to_wait("10.0.0.1", None) == 1
    clock.seconds += 1
    assert [throttle.seconds_to_wait("10.0.0.1", None) for _ in range(2)] == [0, 30]
    clock.seconds += 300
    assert [throttle.seconds_to_wait("10.0.0.1", None) for _ in range(11)] == [0] * 10 + [30]


def test_right_key_of_an_address_that_guesses_has_to_wait(throttle: Throttle) -> None:
    for _ in range(10):
        throttle.seconds_to_wait("10.0.0.1", None)
    assert throttle.seconds_to_wait("10.0.0.1", Role.READER) == 30  # else guessing would pay


def test_key_that_was_right_before_is_never_locked_out(throttle: Throttle) -> None:
    """Behind one address, of an office or a proxy, some work while somebody guesses."""
    throttle.seconds_to_wait("10.0.0.1", Role.READER)
    for _ in range(20):
        throttle.seconds_to_wait("10.0.0.1", None)
    assert throttle.seconds_to_wait("10.0.0.1", Role.READER) == 0
    assert throttle.seconds_to_wait("10.0.0.1", Role.ADMINISTRATOR) > 0


def test_guesses_from_everywhere_cost_addresses_their_allowance_and_lock_nobody_out(
    throttle: Throttle, clock: Clock
) -> None:
    for number in range(100):
        throttle.seconds_to_wait(f"10.0.1.{number}", None)
    assert [throttle.seconds_to_wait("10.0.2.1", None) for _ in range(2)] == [0, 30]
    assert throttle.seconds_to_wait("10.0.2.2", Role.READER) == 0
    clock.seconds += 60
    assert [throttle.seconds_to_wait("10.0.2.3", None) for _ in range(2)] == [0, 0]


def test_an_owner_of_many_addresses_is_one(throttle: Throttle) -> None:
    for number in range(10):
        throttle.seconds_to_wait(f"2001:db8::{number:x}", None)
    assert throttle.seconds_to_wait("2001:db8::ffff", None) == 30
    assert throttle.seconds_to_wait("2001:db8:0:1::1", None) == 0
    for _ in range(10):
        throttle.seconds_to_wait("::ffff:10.0.0.1", None)
    assert throttle.seconds_to_wait("10.0.0.1", None) == 30


def test_what_is_remembered_is_bounded(throttle: Throttle) -> None:
    for number in range(10_100):
        throttle.seconds_to_wait(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", None)
    assert len(throttle._addresses) == 10_000


@pytest.mark.parametrize("way", ["header", "form", "calendar"])
def test_wrong_keys_are_answered_429_and_say_how_long(connecting: Connect, way: str) -> None:
    api = connecting(**KEYS, client="192.0.2.1")

    def give(key: str) -> tuple[int, str | None]:
        if way == "header":
            answer = api.get("/api/status", headers={"x-api-key": key})
        elif way == "form":
            answer = api.post("/signin", data={"key": key}, follow_redirects=False)
        else:
            answer = api.get("/api/calendar.ics", params={"token": key})
        return answer.status_code, answer.headers.get("retry-after")

    assert [give(f"wrong {number}") for number in range(12)] == [(401, None)] * 10 + [
        (429, "30")
    ] * 2
    parts = urlsplit(calendar_address(Settings.model_validate(KEYS)))
    right = parts.query.removeprefix("token=") if way == "calendar" else "the-reader's"
    assert give(right) == (429, "30")
    assert api.get("/healthz", headers={"x-api-key": "wrong"}).status_code == 200


def test_others_get_in_while_somebody_guesses(connecting: Connect) -> None:
    """Each at an address of their own, as a proxy that is trusted tells them."""
    api = connecting(**KEYS, trusted_proxies=("127.0.0.1",))
    for number in range(30):
        wrong = {"x-api-key": f"wrong {number}", "x-forwarded-for": "192.0.2.1"}
        api.get("/api/status", headers=wrong)
    for address, expected in (("192.0.2.1", 429), ("192.0.2.2", 200)):
        headers = {"x-api-key": "the-reader's", "x-forwarded-for": address}
        assert api.get("/api/status", headers=headers).status_code == expected


def test_who_is_told_to_wait_is_not_told_by_a_page_that_the_key_is_right(
    connecting: Connect,
) -> None:
    api = connecting(**KEYS, client="192.0.2.1")
    for _ in range(10):
        api.get("/signin", headers={"x-api-key": "wrong"})
    pages = [api.get("/signin", headers={"x-api-key": key}) for key in ("wrong", "the-reader's")]
    assert pages[0].text == pages[1].text
