"""The Tools page: the audit tools there are, and what can be done with them."""
