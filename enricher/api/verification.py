"""The password of a user, checked at the pace of the throttle."""

from __future__ import annotations

import threading

from enricher.api.services import Services
from enricher.people.users import User
from enricher.wiring.people import build_users

_checking = threading.Lock()
# One check at a time: of a hundred that come at once, each is counted before the next is looked at.


def verify_password(
    served: Services, host: str, name: str, password: str
) -> tuple[User | None, int]:
    """The user whose name and password these are, and how long the address has to wait.

    Args:
        host: the address that they came from.
    """
    if wait := served.throttle.seconds_left(host):
        return None, wait
    with _checking:
        if wait := served.throttle.seconds_left(host):
            return None, wait
        user = build_users(served.home).verify(name, password)
        return user, served.throttle.seconds_to_wait(host, None if user is None else user.name)
