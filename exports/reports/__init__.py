"""The kinds of report there are, the same for the window and the command line."""
