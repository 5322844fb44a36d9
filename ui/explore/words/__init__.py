"""What auditors wrote in the audits that are explored: frequent words, and a search through all."""
