"""The page that lists audits: find one, open it, start a new one."""
