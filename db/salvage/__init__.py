"""What salvage makes of the rows that were carved from a damaged file."""
