"""The least that a server must allow, as the body of a role.

Names of privileges: the server's documentation, "Security privileges". Two actions that only the
wide `manage` includes are named as actions, which roles take as well.
"""

from __future__ import annotations

from typing import Any

from connectors.elasticsearch.row_fields import row_index_name

_ALIASES = "indices:admin/aliases"
_PUT_MAPPING = "indices:admin/mapping/put"


def role_to_index(alias: str) -> dict[str, Any]:
    """For the index of a home, which is made, written, searched and emptied."""
    privileges = [
        "read",
        "write",
        "view_index_metadata",
        "create_index",
        "delete_index",
        "maintenance",  # refresh
        _ALIASES,
        _PUT_MAPPING,  # a field for the vectors of each encoder, and which index has the rows
    ]
    names = [name for one in (alias, row_index_name(alias)) for name in (one, f"{one}-v*")]
    return _role(["monitor", "manage_index_templates"], names, privileges)


def role_to_enrich(index: str) -> dict[str, Any]:
    """For an index that somebody else fills: it is read, its documents are changed, none goes."""
    privileges = ["read", "index", "maintenance", "view_index_metadata", _PUT_MAPPING]
    return _role(["monitor"], index.split(","), privileges)


def _role(cluster: list[str], names: list[str], privileges: list[str]) -> dict[str, Any]:
    return {
        "cluster": cluster,  # monitor: the size of the requests that each node takes
        "indices": [{"names": names, "privileges": privileges}],
    }
