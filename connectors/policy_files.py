"""Files of policies and lists as they were last seen; edits of them stand in the history.

Nobody is asked who edits a file, so the history says that somebody unknown did, and when it was
seen. What ships is not told the first time that a project is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

from connectors.history import note
from connectors.sqlite import Database
from enricher.history import Act

SHIPPED = "shipped/"
"""Begins the name of a file that comes with enricher."""
UNKNOWN = "unknown"


class PolicyFileTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def see(self, project: str, files: Mapping[str, str]) -> int:
        """Note which files there are, and what became of those that there were.

        Args:
            files: by their names below the folder of policies, the sha256 of each.

        Returns:
            How many came, changed or went.
        """
        if files == self._known(project):
            return 0
        with self._database.transaction() as connection:
            before = self._known(project)
            names = [one for one in sorted({*before, *files}) if before.get(one) != files.get(one)]
            for name in names:
                is_shipped = name.startswith(SHIPPED)
                if is_shipped and not before:
                    continue
                note(
                    connection,
                    UNKNOWN,
                    Act.POLICY,
                    "project",
                    project,
                    file=name.removeprefix(SHIPPED),
                    shipped=is_shipped,
                    before=before.get(name),
                    after=files.get(name),
                )
            connection.execute("DELETE FROM policy_files WHERE project = ?", (project,))
            connection.executemany(
                "INSERT INTO policy_files (project, file, sha256) VALUES (?, ?, ?)",
                [(project, name, sha256) for name, sha256 in files.items()],
            )
        return len(names)

    def _known(self, project: str) -> dict[str, str]:
        rows = self._database.connection.execute(
            "SELECT file, sha256 FROM policy_files WHERE project = ?", (project,)
        )
        return dict(rows.fetchall())
