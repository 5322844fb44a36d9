"""Documents as web pages: the same blocks that go on paper, in one file that needs nothing else."""
