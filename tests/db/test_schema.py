"""Only a file whose schema is word for word ours is opened, be it one's own or somebody else's."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db.cipher import PLAIN_BYTES
from db.foreign import open_foreign
from db.keys import Protection
from db.migrations import STEPS, migrate
from db.opening import create_store, open_reading, open_store
from db.schema import expected_schema
from db.troubles import StoreCorrupt

SMUGGLED = [
    "CREATE TRIGGER t AFTER INSERT ON revision BEGIN DELETE FROM revision; END",
    "CREATE VIEW v AS SELECT * FROM revision",
    "CREATE TABLE extra (content)",
    "CREATE INDEX extra ON revision(act || reason)",
    "ALTER TABLE field ADD COLUMN bomb TEXT AS (hex(zeroblob(1000000000)))",
    "CREATE VIRTUAL TABLE words USING fts5(content)",
]


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_the_known_schema_is_what_the_steps_make(version: int) -> None:
    from sqlite_utils import Database

    connection = dbapi2.connect(":memory:", isolation_level=None)
    migrate(Database(connection, execute_plugins=False), STEPS[:version])
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")
    assert {tuple(row) for row in rows} == expected_schema(version)
    connection.close()


@pytest.mark.parametrize("protection", [None, Protection("four slow blue lanterns")])
@pytest.mark.parametrize("statement", SMUGGLED)
def test_anything_else_in_the_schema_is_refused(
    tmp_path: Path, statement: str, protection: Protection | None
) -> None:
    path = tmp_path / "own.audit"
    with create_store(path, protection=protection) as store:
        store.run(statement)
        key = store.key
    before = path.read_bytes()
    for opening in (
        lambda: open_store(path, key=key),
        lambda: open_reading(path, key),
        lambda: open_foreign(path, tmp_path, key).__enter__(),
    ):
        with pytest.raises(StoreCorrupt, match=r"did not make|altered by another program"):
            opening()
    assert path.read_bytes() == before


def test_a_schema_altered_without_the_key_is_refused(tmp_path: Path) -> None:
    """No key guards the page that the schema lies on, so bytes of it can be changed unnoticed."""
    path = tmp_path / "own.audit"
    with create_store(path, protection=Protection("four slow blue lanterns")) as store:
        key = store.key
    content = path.read_bytes()
    at = content.index(b"STRICT", 0, PLAIN_BYTES)
    path.write_bytes(content[:at] + b"      " + content[at + 6 :])
    with pytest.raises(StoreCorrupt, match="altered by another program"):
        open_store(path, key=key)


def test_an_envelope_with_more_than_an_envelope_is_refused(tmp_path: Path) -> None:
    """The view of the wrapped keys is the one that an encrypted file may have, word for word."""
    path = tmp_path / "own.audit"
    with create_store(path, protection=Protection("four slow blue lanterns")) as store:
        text = str((store.row("SELECT sql FROM sqlite_schema WHERE type = 'view'") or ("",))[0])
        store.run("DROP VIEW key_envelope")
        store.run(text.replace(" AS envelope", " AS envelope, randomblob(1000000000) AS bomb"))
        key = store.key
    with pytest.raises(StoreCorrupt, match="altered by another program"):
        open_store(path, key=key)
