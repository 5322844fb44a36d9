"""The schema of a file of ours, word for word.

The strongest single rule against a crafted file: no trigger, view, virtual table or generated
column can exist in one whose schema is exactly the known one. It matters for encrypted files as
much: their schema lies on the one page that no key guards.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from sqlcipher3 import dbapi2

from db.migrations import LATEST, STEPS

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

    from db.keys import Envelope

Entry = tuple[str, str, str, str]
"""Type, name, table and text of one thing in a schema; no text for an index of SQLite's own."""

_ENTRIES = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"
_STEPS_TAKEN = (  # as sqlite-utils writes its own table; a test compares them
    'CREATE TABLE "_sqlite_migrations" (\n   "id" INTEGER PRIMARY KEY,\n'
    '   "migration_set" TEXT,\n   "name" TEXT,\n   "applied_at" TEXT\n)',
    'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"\n'
    '    ON "_sqlite_migrations" ("migration_set", "name")',
)


def has_known_schema(
    connection: Connection, version: int = LATEST, envelope: Envelope | None = None
) -> bool:
    """Return whether a file's schema is exactly that of its version.

    `envelope` holds the wrapped keys of an encrypted file, which are part of its schema.
    """
    found = frozenset(tuple(row) for row in connection.execute(_ENTRIES))
    keys = {("view", "key_envelope", "key_envelope", envelope.sql)} if envelope else set()
    return found == expected_schema(version) | keys


@lru_cache
def expected_schema(version: int = LATEST) -> frozenset[Entry]:
    """Return everything in the schema of a version; made in memory, in some milliseconds."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        for statement in _STEPS_TAKEN:
            connection.execute(statement)
        for step in STEPS[:version]:
            step(cast("Database", connection))  # a step only executes, so loading more is no need
        return frozenset(tuple(row) for row in connection.execute(_ENTRIES))
    finally:
        connection.close()
