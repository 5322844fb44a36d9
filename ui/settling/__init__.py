"""The page of conflicts: which audits have versions that differ, and choosing between them."""
