"""The steps that bring a file to the present schema; one frozen module a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

LATEST = 1
"""The schema version this program writes; files with a higher one are refused."""


def migrate(database: Database) -> None:
    """Run every step the file has not had yet; each is one transaction."""
    from sqlite_utils import Migrations

    from db.migrations import to_1

    steps = Migrations("case-file-audit")
    steps(name="to_1")(to_1.migrate)
    steps.apply(database)
