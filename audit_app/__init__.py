"""The front door: command line, settings, paths, logs, and the one place where all is wired."""
