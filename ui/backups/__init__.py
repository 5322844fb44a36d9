"""Automatic backups in the window: made behind the work, listed, looked into, brought back."""
