"""Reads received files in a process of its own, which hands over plain, checked rows.

`parcels` is what crosses the pipe, `reading` what the child does with a file, `child` the process
it does it in, `worker` how the parent starts, watches and ends that process.
"""
