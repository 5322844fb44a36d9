"""What can be filled in and what was: pure models and rules."""
