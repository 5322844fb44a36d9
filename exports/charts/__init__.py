"""Charts as drawings of plain shapes: one definition for paper and window."""
