"""Schema 3: what figures are counted from: the codes of an audit as one text, a tally a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_TEXTS = """
  SELECT record, current_audit.tool AS tool, substr(audited_on, 1, 7) AS month,
    group_concat(field, ',' ORDER BY field) AS fields,
    group_concat(char(number + 32 + 2048 * (number > 55263)), '' ORDER BY field) AS codes
  FROM current_audit JOIN current_fact USING (record)
  JOIN code ON code.tool = current_audit.tool AND code.name = current_fact.code
  WHERE status <> 'void' AND conflicts = 0 GROUP BY record
"""

STATEMENTS = (
    # The codes that facts of one tool have, and their numbers there.
    """CREATE TABLE code (
  tool INTEGER NOT NULL REFERENCES tool(id),
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (tool, name)
) STRICT, WITHOUT ROWID""",
    # Which fields the codes of an audit are of, in order: their numbers with commas between.
    """CREATE TABLE code_layout (
  tool INTEGER NOT NULL REFERENCES tool(id),
  fields TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (tool, fields)
) STRICT, WITHOUT ROWID""",
    # The facts of each audit that figures count, a character a field: millions are counted in a
    # moment. The character of code 1 is “!”; the numbers of surrogates are passed over.
    """CREATE TABLE current_codes (
  record INTEGER PRIMARY KEY REFERENCES record(id),
  tool INTEGER NOT NULL REFERENCES tool(id),
  month TEXT NOT NULL,
  layout INTEGER NOT NULL,
  codes TEXT NOT NULL
) STRICT""",
    # How many of these audits of a month have a code in a field.
    """CREATE TABLE tally (
  tool INTEGER NOT NULL REFERENCES tool(id),
  month TEXT NOT NULL,
  field INTEGER NOT NULL REFERENCES field(id),
  code INTEGER NOT NULL,
  audits INTEGER NOT NULL,
  PRIMARY KEY (tool, month, field, code)
) STRICT, WITHOUT ROWID""",
    """INSERT INTO code SELECT tool, name, row_number() OVER (PARTITION BY tool ORDER BY name)
  FROM (SELECT DISTINCT current_audit.tool AS tool, code AS name
    FROM current_audit JOIN current_fact USING (record)
    WHERE status <> 'void' AND conflicts = 0)""",
    f"""INSERT INTO code_layout
  SELECT tool, fields, row_number() OVER (PARTITION BY tool ORDER BY fields)
  FROM (SELECT DISTINCT tool, fields FROM ({_TEXTS}))""",
    f"""INSERT INTO current_codes SELECT record, texts.tool, month, number, codes
  FROM ({_TEXTS}) AS texts
  JOIN code_layout ON code_layout.tool = texts.tool AND code_layout.fields = texts.fields""",
    """INSERT INTO tally
  SELECT current_codes.tool, month, field, number, count(*)
  FROM current_codes JOIN current_fact USING (record)
  JOIN code ON code.tool = current_codes.tool AND code.name = current_fact.code
  GROUP BY 1, 2, 3, 4""",
)


def migrate(database: Database) -> None:
    """Bring a file of schema 2 to schema 3."""
    for statement in STATEMENTS:
        database.execute(statement)
    database.execute("PRAGMA user_version = 3")
