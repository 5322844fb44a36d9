"""User text on paper: cleaned, set in fonts that hold its letters, shaped, ordered and wrapped."""
