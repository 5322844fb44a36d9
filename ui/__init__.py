"""Windows, pages, dialogs, Qt models, background jobs and the theme. No rule lives here."""
