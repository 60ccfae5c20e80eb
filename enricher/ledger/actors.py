"""Who acts, as far as enricher tells people apart: the one way in which acts get their `who`.

On the command line, and in a process that nobody asks over HTTP, it is the account of the operating
system (`user`). Over HTTP, and in the portal, it is the user who signed in, or the role
of a key that many have (`enricher.api.services.Who`).
"""

from __future__ import annotations

import getpass

UNKNOWN = "unknown"


def user() -> str:
    """Who runs this process."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return UNKNOWN
