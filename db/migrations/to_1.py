"""Schema 1: sealed revisions of records of any kind, drafts, provenance, current values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x43464155  # "CFAU"

TABLES = (
    # Every version of an audit tool, whole, known by the hash of its content.
    """CREATE TABLE tool (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  tool_id TEXT NOT NULL,
  version TEXT NOT NULL,
  title TEXT NOT NULL,
  questions INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT""",
    # The names of fields, so that rows hold small numbers.
    """CREATE TABLE field (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT""",
    # A record of any kind: an audit, later a moderation, an action, a plan.
    """CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL
) STRICT""",
    # What was sealed. Rows of these three tables are never updated.
    """CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  record INTEGER NOT NULL REFERENCES record(id),
  tool INTEGER REFERENCES tool(id),
  author TEXT NOT NULL,
  sealed_at TEXT NOT NULL,
  act TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT""",
    "CREATE INDEX revision_of_record ON revision(record)",
    """CREATE TABLE revision_parent (
  revision INTEGER NOT NULL REFERENCES revision(id),
  parent INTEGER NOT NULL REFERENCES revision(id),
  PRIMARY KEY (revision, parent)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX revision_child ON revision_parent(parent)",
    """CREATE TABLE revision_value (
  revision INTEGER NOT NULL REFERENCES revision(id),
  field INTEGER NOT NULL REFERENCES field(id),
  value TEXT NOT NULL,
  PRIMARY KEY (revision, field)
) STRICT, WITHOUT ROWID""",
    # Which revision came from which file, by hash; many to many, so a batch can be undone.
    """CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  merged_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE batch_file (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch(id),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT""",
    "CREATE INDEX batch_file_hash ON batch_file(sha256)",
    """CREATE TABLE batch_revision (
  batch_file INTEGER NOT NULL REFERENCES batch_file(id),
  revision INTEGER NOT NULL REFERENCES revision(id),
  PRIMARY KEY (batch_file, revision)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX batch_of_revision ON batch_revision(revision)",
    # What was made here, not merged in: so that undoing a batch never takes own work.
    """CREATE TABLE own_revision (
  revision INTEGER PRIMARY KEY REFERENCES revision(id)
) STRICT""",
    # The working copies of this device, one value a row, so that a save is one row.
    """CREATE TABLE draft (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  tool INTEGER REFERENCES tool(id),
  author TEXT NOT NULL,
  started_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE draft_base (
  draft INTEGER NOT NULL REFERENCES draft(id),
  revision INTEGER NOT NULL REFERENCES revision(id),
  PRIMARY KEY (draft, revision)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE draft_value (
  draft INTEGER NOT NULL REFERENCES draft(id),
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (draft, field)
) STRICT, WITHOUT ROWID""",
    # The current state of audits: a projection of the head revisions, rebuilt at will.
    """CREATE TABLE current_audit (
  record INTEGER PRIMARY KEY REFERENCES record(id),
  tool INTEGER NOT NULL REFERENCES tool(id),
  status TEXT NOT NULL,
  conflicts INTEGER NOT NULL,
  case_reference TEXT NOT NULL,
  case_key TEXT NOT NULL,
  auditor TEXT NOT NULL,
  audited_on TEXT NOT NULL,
  overall TEXT NOT NULL,
  attributes TEXT NOT NULL,
  sealed_at TEXT NOT NULL
) STRICT""",
    "CREATE INDEX current_audit_by_tool ON current_audit(tool, audited_on)",
    "CREATE INDEX current_audit_by_case ON current_audit(case_key)",
    # One row for each question, section grade and the overall grade of a current audit: the
    # code it is counted under, and the revision that holds its value.
    """CREATE TABLE current_fact (
  record INTEGER NOT NULL REFERENCES record(id),
  field INTEGER NOT NULL REFERENCES field(id),
  code TEXT NOT NULL,
  source INTEGER REFERENCES revision(id),
  PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID""",
)


def migrate(database: Database) -> None:
    """Make the tables of schema 1 in an empty file."""
    for statement in TABLES:
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute("PRAGMA user_version = 1")
