"""Versions of an audit tool: what differs, what can still be compared, and moving drafts on."""
