"""The command line: the jobs of the window, for scripts, schedulers and checks."""
