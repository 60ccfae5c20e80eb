from __future__ import annotations

import logging

import pytest

from enricher.api.log_limit import OncePerMinute, limited

logger = logging.getLogger("tests.loud")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def warn(number: int) -> None:
    logger.warning("refused client=%d", number)


def fail(error: Exception) -> None:
    try:
        raise error
    except Exception:
        logger.exception("failed")


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_one_of_a_kind_is_said_a_minute_and_then_how_many_more(
    caplog: pytest.LogCaptureFixture, clock: Clock
) -> None:
    limit = OncePerMinute(clock)
    logger.addFilter(limit)
    try:
        for number in range(100):
            warn(number)
        logger.warning("something else")
        limit.flush()
        assert said(caplog) == ["refused client=0", "something else"]
        clock.now = 60
        limit.flush()
        assert said(caplog)[2:] == ["refused client=0 (99 more in a minute)"]
        warn(100)
        clock.now = 120
        warn(101)
        assert said(caplog)[3:] == ["refused client=100", "refused client=101"]
    finally:
        logger.removeFilter(limit)


def test_errors_of_another_kind_are_said_whole(caplog: pytest.LogCaptureFixture) -> None:
    with limited(["tests.loud"]):
        for _ in range(3):
            fail(ValueError("a"))
        fail(TypeError("a"))
        kinds = [one.exc_info[0] for one in caplog.records if one.exc_info]
        assert kinds == [ValueError, TypeError]
    assert said(caplog)[-1] == "failed (2 more in a minute)"
    fail(ValueError("a"))
    assert caplog.records[-1].exc_info, "nothing is kept back any more"
