"""Schema 3: what figures are counted from: the codes of an audit as one text, a tally a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Facts by the names of their codes. Where it says only “answered”, a list, a number or a date goes
# with it; never what somebody wrote. A damaged file may hold bytes for text.
_FACTS = """
  SELECT record, tool, month, field, CASE
      WHEN code <> 'answered' OR NOT json_valid(value) THEN code
      WHEN json_type(value, '$.answer') IN ('array', 'integer', 'real')
        OR value ->> '$.answer' GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
      THEN 'answered ' || (value -> '$.answer') ELSE code END AS name
  FROM (
    SELECT current_fact.record AS record, current_audit.tool AS tool,
      substr(audited_on, 1, 7) AS month, current_fact.field AS field,
      CAST(code AS TEXT) AS code, CAST(value AS TEXT) AS value
    FROM current_audit JOIN current_fact ON current_fact.record = current_audit.record
    LEFT JOIN revision_value ON code = 'answered' AND revision_value.revision = source
      AND revision_value.field = current_fact.field
    WHERE status <> 'void' AND conflicts = 0)
"""
_TEXTS = f"""
  SELECT record, facts.tool AS tool, month, group_concat(field, ',' ORDER BY field) AS fields,
    group_concat(char(number + 32 + 2048 * (number > 55263)), '' ORDER BY field) AS codes
  FROM ({_FACTS}) AS facts JOIN code ON code.tool = facts.tool AND code.name = facts.name
  GROUP BY record
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
    f"""INSERT INTO code SELECT tool, name, row_number() OVER (PARTITION BY tool ORDER BY name)
  FROM (SELECT DISTINCT tool, name FROM ({_FACTS}))""",
    f"""INSERT INTO code_layout
  SELECT tool, fields, row_number() OVER (PARTITION BY tool ORDER BY fields)
  FROM (SELECT DISTINCT tool, fields FROM ({_TEXTS}))""",
    f"""INSERT INTO current_codes SELECT record, texts.tool, month, number, codes
  FROM ({_TEXTS}) AS texts
  JOIN code_layout ON code_layout.tool = texts.tool AND code_layout.fields = texts.fields""",
    f"""INSERT INTO tally SELECT facts.tool, month, field, number, count(*)
  FROM ({_FACTS}) AS facts JOIN code ON code.tool = facts.tool AND code.name = facts.name
  GROUP BY 1, 2, 3, 4""",
)


def migrate(database: Database) -> None:
    """Bring a file of schema 2 to schema 3."""
    for statement in STATEMENTS:
        database.execute(statement)
    database.execute("PRAGMA user_version = 3")
