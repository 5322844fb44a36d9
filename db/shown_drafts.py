"""Which working copies of others are shown.

By itself, because the list of audits asks for nothing else of them: reading and checking them takes
the models, which no first list should wait for.
"""

SHOWN = """
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY uid ORDER BY saved_at DESC, hash DESC) AS place
  FROM received_draft AS received
  WHERE uid NOT IN (SELECT uid FROM draft) AND uid NOT IN (SELECT record FROM erasure)
  AND NOT EXISTS (SELECT 1 FROM record WHERE record.uid = received.uid
    AND record.kind <> received.kind)
  AND NOT EXISTS (
    SELECT 1 FROM record JOIN revision ON revision.record = record.id
    WHERE record.uid = received.uid AND revision.id NOT IN (
      WITH RECURSIVE built_on(id) AS (
        SELECT revision.id FROM json_each(received.base)
        JOIN revision ON revision.hash = json_each.value
        UNION
        SELECT parent FROM revision_parent JOIN built_on ON revision_parent.revision = built_on.id
      ) SELECT id FROM built_on))
) WHERE place = 1
"""
"""Of each record the newest copy that is not overtaken: by a working copy of this device, or by
something sealed that it does not build on. One with the id of a record of another kind is none."""
