"""How far people who graded the same case files agree, and what they do not agree on."""
