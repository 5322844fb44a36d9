"""Schema 4: codes of audits that are counted alike lie side by side; how many audits and cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_COUNTED = "status <> 'void' AND conflicts = 0"
# A damaged file may hold bytes for text.
_MONTH = "substr(CAST(audited_on AS TEXT), 1, 7)"
_QUARTER = """substr(audited_on, 1, 4) || '-Q' ||
      ((CAST(substr(audited_on, 6, 2) AS INTEGER) + 2) / 3)"""

STATEMENTS = (
    "ALTER TABLE current_codes RENAME TO codes_of_schema_3",
    # What audits have in common whose codes are counted together.
    """CREATE TABLE code_kind (
  id INTEGER PRIMARY KEY,
  tool INTEGER NOT NULL REFERENCES tool(id),
  month TEXT NOT NULL,
  layout INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  UNIQUE (tool, month, layout, attributes)
) STRICT""",
    # The facts of each audit that figures count, as before, but those of a kind next to one
    # another: they are handed over as one text. The tool stands first so that no row looks like
    # one of `revision_value` where a damaged file is salvaged page by page.
    """CREATE TABLE current_codes (
  tool INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record(id),
  codes TEXT NOT NULL,
  PRIMARY KEY (tool, kind, record)
) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX current_codes_of_record ON current_codes(record)",
    """INSERT INTO code_kind (tool, month, layout, attributes)
  SELECT DISTINCT old.tool, month, layout, CAST(attributes AS TEXT)
  FROM codes_of_schema_3 AS old JOIN current_audit ON current_audit.record = old.record
  ORDER BY 1, 2, 3, 4""",
    """INSERT INTO current_codes SELECT old.tool, code_kind.id, old.record, codes
  FROM codes_of_schema_3 AS old JOIN current_audit ON current_audit.record = old.record
  JOIN code_kind ON code_kind.tool = old.tool AND code_kind.month = old.month
    AND code_kind.layout = old.layout AND code_kind.attributes = CAST(
      current_audit.attributes AS TEXT)
  ORDER BY 1, 2, 3""",
    "DROP TABLE codes_of_schema_3",
    # How many audits that count an auditor made in a month, how many of them name no case, and
    # when the newest of them was sealed.
    """CREATE TABLE audit_tally (
  tool INTEGER NOT NULL REFERENCES tool(id),
  month TEXT NOT NULL,
  auditor TEXT NOT NULL,
  audits INTEGER NOT NULL,
  caseless INTEGER NOT NULL,
  newest TEXT NOT NULL,
  PRIMARY KEY (tool, month, auditor)
) STRICT, WITHOUT ROWID""",
    f"""INSERT INTO audit_tally SELECT tool, {_MONTH}, CAST(auditor AS TEXT), count(*),
    count(*) FILTER (WHERE case_key = ''), CAST(max(sealed_at) AS TEXT)
  FROM current_audit WHERE {_COUNTED} GROUP BY 1, 2, 3""",
    # Audits that count of cases that several are of: all other audits are of as many cases.
    # `record` is no reference: undoing a merge would look for each record that leaves.
    """CREATE TABLE repeated_audit (
  case_key TEXT NOT NULL,
  record INTEGER NOT NULL,
  tool INTEGER NOT NULL REFERENCES tool(id),
  audited_on TEXT NOT NULL,
  auditor TEXT NOT NULL,
  PRIMARY KEY (case_key, record)
) STRICT, WITHOUT ROWID""",
    """CREATE INDEX repeated_audit_by_tool
  ON repeated_audit(tool, audited_on, case_key, auditor)""",
    f"""INSERT INTO repeated_audit
  SELECT CAST(case_key AS TEXT), record, tool, CAST(audited_on AS TEXT), CAST(auditor AS TEXT)
  FROM current_audit WHERE {_COUNTED} AND case_key IN (
    SELECT case_key FROM current_audit WHERE {_COUNTED} AND case_key <> ''
    GROUP BY case_key HAVING count(*) > 1)""",
    # How many of these audits follow one of the same case and tool (of whatever tool: under “”), by
    # the months of both: so many more audits than cases are there from one month to the other.
    """CREATE TABLE repeat_tally (
  tool_id TEXT NOT NULL,
  month TEXT NOT NULL,
  previous TEXT NOT NULL,
  audits INTEGER NOT NULL,
  PRIMARY KEY (tool_id, month, previous)
) STRICT, WITHOUT ROWID""",
    f"""INSERT INTO repeat_tally SELECT tool_id, month, previous, count(*) FROM (
    SELECT tool_id, {_MONTH} AS month, lag({_MONTH}) OVER (
      PARTITION BY case_key, tool_id ORDER BY audited_on, record) AS previous
    FROM repeated_audit JOIN tool ON tool.id = tool
    UNION ALL
    SELECT '', {_MONTH}, lag({_MONTH}) OVER (PARTITION BY case_key ORDER BY audited_on, record)
    FROM repeated_audit)
  WHERE previous IS NOT NULL GROUP BY 1, 2, 3""",
    # How many cases were audited with a tool in a quarter by several people.
    """CREATE TABLE double_tally (
  tool_id TEXT NOT NULL,
  quarter TEXT NOT NULL,
  cases INTEGER NOT NULL,
  PRIMARY KEY (tool_id, quarter)
) STRICT, WITHOUT ROWID""",
    f"""INSERT INTO double_tally SELECT tool_id, quarter, count(*) FROM (
    SELECT tool_id, {_QUARTER} AS quarter FROM repeated_audit JOIN tool ON tool.id = tool
    GROUP BY case_key, tool_id, quarter HAVING min(auditor) < max(auditor))
  GROUP BY 1, 2""",
    "CREATE INDEX current_audit_in_conflict ON current_audit(tool, audited_on) WHERE conflicts > 0",
)


def migrate(database: Database) -> None:
    """Bring a file of schema 3 to schema 4."""
    for statement in STATEMENTS:
        database.execute(statement)
    database.execute("PRAGMA user_version = 4")
