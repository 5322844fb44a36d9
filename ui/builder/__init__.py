"""Putting a report together: its parts in order, its own words, and what it looks like so far."""
