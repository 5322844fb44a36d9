"""Every number of a report, worked out and complete before anything is drawn."""
