"""The page that merges: files looked into, merged, reported on, and taken back."""
