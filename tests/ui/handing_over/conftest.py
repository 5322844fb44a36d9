"""Two databases: what was begun in one came to the other."""

from pathlib import Path

import pytest

from db.draft_reading import read_drafts
from db.opening import open_reading
from db.received_drafts import keep_drafts
from db.store import Store
from tests.ui.audits.seeding import Cabinet


class Receiver(Cabinet):
    """A cabinet that takes over what others have in draft."""

    def receive(self, other: Cabinet) -> None:
        """Take the drafts over as a merge does."""
        with open_reading(other.path) as source:
            drafts = read_drafts(source).drafts

        def keep(store: Store) -> None:
            with store.transaction():
                batch = store.run("INSERT INTO batch (uid, merged_at) VALUES ('b', '2026-11-21')")
                file = store.run(
                    "INSERT INTO batch_file (batch, name, sha256) VALUES (?, 'f', 'f')", (batch,)
                )
                keep_drafts(store, drafts, file)

        self.change(keep)


@pytest.fixture
def theirs(tmp_path: Path) -> Cabinet:
    """The database of another auditor."""
    return Cabinet(tmp_path / "theirs.audit")


@pytest.fixture
def ours(tmp_path: Path) -> Receiver:
    """The database that is open."""
    return Receiver(tmp_path / "ours.audit")
