"""Files of policies and lists as they were last seen; edits of them stand in the history.

Nobody is asked who edits a file, so the history says that somebody unknown did, and when it was
seen. What ships is not told the first time that a project is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from connectors.ledger.database import Database
from connectors.ledger.findings import FindingTable
from connectors.ledger.history import note
from enricher.ledger.days import local_time
from enricher.ledger.events import Act
from enricher.policies.files import SHIPPED, Following, SourceOfAnswers

UNKNOWN = "unknown"


class PolicyFileTable:
    """Satisfies `enricher.audit.guard.PolicyFiles`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def see(
        self,
        project: str,
        contents: Mapping[str, str | None],
        who: str = UNKNOWN,
        why: str | None = None,
    ) -> int:
        """Note which files there are, and what became of those that there were.

        Args:
            contents: by names below the folder of policies the sha256 of each file, None of one
                that cannot be read: nobody knows whether it was changed.
            why: what who made the change says of it; None where the change was merely seen.

        Returns:
            How many came, changed or went.
        """
        known = self._known(project)
        files = {
            name: sha256
            for name, read in contents.items()
            if (sha256 := read or known.get(name)) is not None
        }
        if files == known:
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
                    who,
                    Act.POLICY,
                    "project",
                    project,
                    file=name.removeprefix(SHIPPED),
                    shipped=is_shipped,
                    before=before.get(name),
                    after=files.get(name),
                    **({} if why is None else {"why": why}),
                )
            connection.execute("DELETE FROM policy_files WHERE project = ?", (project,))
            connection.executemany(
                "INSERT INTO policy_files (project, file, sha256) VALUES (?, ?, ?)",
                [(project, name, sha256) for name, sha256 in files.items()],
            )
        return len(names)

    def edit(
        self,
        project: str,
        contents: Callable[[], Mapping[str, str | None]],
        change: Callable[[], object],
        who: str,
        why: str,
    ) -> None:
        """Let somebody change files; what others changed before is told as theirs."""
        with self._database.transaction():
            self.see(project, contents())
            change()
            self.see(project, contents(), who, why)

    def sources(self, project: str) -> list[SourceOfAnswers]:
        rows = self._database.connection.execute(
            "SELECT kind, name, file, names FROM policy_sources WHERE project = ? ORDER BY kind, name",
            (project,),
        )
        return [SourceOfAnswers(*row) for row in rows]

    def follow(
        self,
        project: str,
        decide: Callable[[Sequence[SourceOfAnswers], Set[str]], Following],
        who: str = "",
    ) -> None:
        with self._database.transaction() as connection:
            before = self.sources(project)
            following = decide(before, self.standing(project))
            if following.confirmed is not None:
                note(connection, who, Act.CONFIRM_POLICY, "project", project, **following.confirmed)
            if following.resolves:
                findings = FindingTable(self._database)
                findings.resolve_policy(project, following.resolves, local_time(), ["confirmed"])
            sources = following.sources
            if sorted(sources, key=_order) == before:
                return
            connection.execute("DELETE FROM policy_sources WHERE project = ?", (project,))
            connection.executemany(
                "INSERT INTO policy_sources (project, kind, name, file, names)"
                " VALUES (?, ?, ?, ?, ?)",
                [(project, one.kind, one.name, one.file, one.names) for one in sources],
            )

    def standing(self, project: str) -> frozenset[str]:
        rows = self._database.connection.execute(
            "SELECT policy FROM (SELECT project, policy FROM audited"
            " UNION SELECT project, name FROM policy_sources WHERE kind = 'policy') AS known"
            " WHERE project = ? AND EXISTS (SELECT 1 FROM findings WHERE state != 'resolved'"
            " AND (findings.project, findings.policy) = (known.project, known.policy))",
            (project,),
        )
        return frozenset(policy for (policy,) in rows)

    def _known(self, project: str) -> dict[str, str]:
        rows = self._database.connection.execute(
            "SELECT file, sha256 FROM policy_files WHERE project = ?", (project,)
        )
        return dict(rows.fetchall())


def _order(one: SourceOfAnswers) -> tuple[str, str]:
    return one.kind, one.name
