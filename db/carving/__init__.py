"""Reads the pages of a damaged database without SQLite: what lies in them, whatever else is lost.

The format is published (https://sqlite.org/fileformat.html), that of encrypted pages too
(https://www.zetetic.net/sqlcipher/design/). Everything is read in memory; nothing is written.
"""
