"""Schema 2: whose file it is, drafts of others, erasures, hand-overs, what a merge reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # This file: an id that names its backups, and whether it is worked in or was handed over.
    """CREATE TABLE about (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('store', 'handover')),
  made_at TEXT NOT NULL
) STRICT""",
    "ALTER TABLE batch ADD COLUMN author TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE batch ADD COLUMN report TEXT NOT NULL DEFAULT ''",
    # What became of each audit of the file: ids and outcomes, no content.
    "ALTER TABLE batch_file ADD COLUMN report TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX draft_based_on ON draft_base(revision)",
    # Working copies that came from others: never edited here, known by their content's hash.
    """CREATE TABLE received_draft (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  uid TEXT NOT NULL,
  kind TEXT NOT NULL,
  tool INTEGER REFERENCES tool(id),
  author TEXT NOT NULL,
  started_at TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  base TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT""",
    "CREATE INDEX received_draft_of ON received_draft(uid)",
    """CREATE TABLE batch_draft (
  batch_file INTEGER NOT NULL REFERENCES batch_file(id),
  draft INTEGER NOT NULL REFERENCES received_draft(id),
  PRIMARY KEY (batch_file, draft)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX batch_of_draft ON batch_draft(draft)",
    # What was erased for good, so that no merge brings it back: hashes and counts, no content.
    """CREATE TABLE erasure (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  erased_at TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  hashes TEXT NOT NULL
) STRICT""",
    # In a file that was handed over, its one manifest; elsewhere, the hand-overs made from here.
    """CREATE TABLE handover (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  made_at TEXT NOT NULL,
  author TEXT NOT NULL,
  manifest TEXT NOT NULL
) STRICT""",
    # `source` is worked out anew with its row; as a reference it made undoing a merge read all
    # facts for each revision that left.
    "ALTER TABLE current_fact RENAME TO fact_of_schema_1",
    """CREATE TABLE current_fact (
  record INTEGER NOT NULL REFERENCES record(id),
  field INTEGER NOT NULL REFERENCES field(id),
  code TEXT NOT NULL,
  source INTEGER,
  PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID""",
    "INSERT INTO current_fact SELECT record, field, code, source FROM fact_of_schema_1",
    "DROP TABLE fact_of_schema_1",
    """INSERT INTO about (id, uid, kind, made_at) VALUES (1,
  lower(hex(randomblob(16))), 'store', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))""",
)


def migrate(database: Database) -> None:
    """Bring a file of schema 1 to schema 2."""
    for statement in STATEMENTS:
        database.execute(statement)
    database.execute("PRAGMA user_version = 2")
