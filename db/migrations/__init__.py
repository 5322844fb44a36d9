"""The steps that bring a file to the present schema; one frozen module a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from db.migrations import to_1, to_2, to_3, to_4

if TYPE_CHECKING:
    from sqlite_utils import Database

Step = Callable[["Database"], None]

STEPS: tuple[Step, ...] = (to_1.migrate, to_2.migrate, to_3.migrate, to_4.migrate)

LATEST = len(STEPS)
"""The schema version this program writes; files with a higher one are refused."""


def migrate(database: Database, steps: tuple[Step, ...] = STEPS) -> None:
    """Run every step the file has not had yet; each is one transaction."""
    from sqlite_utils import Migrations

    migrations = Migrations("case-file-audit")
    for number, step in enumerate(steps, start=1):
        migrations(name=f"to_{number}")(step)
    migrations.apply(database)
