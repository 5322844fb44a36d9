"""The filing cabinet: open, guard, migrate, save, search, merge, verify. All SQL is here.

One SQLite library serves plain and encrypted files. sqlite-utils takes whichever of several it
finds, and two libraries on one file can corrupt it, so ours is put in the place it looks first,
before anything in this room can import it.
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2
