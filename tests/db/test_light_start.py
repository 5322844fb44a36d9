"""What takes long to load is not loaded before the first list of audits."""

import subprocess
import sys
from pathlib import Path

from db.opening import create_store

_LIST = """
import sys
from pathlib import Path
from db.listing import AuditFilter, list_audits
from db.opening import open_reading, open_store
path = Path(sys.argv[1])
with open_store(path, check_later=True), open_reading(path) as store:
    list_audits(store, AuditFilter())
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
_HEAVY = {"pydantic", "pydantic_core", "sqlite_utils", "reportlab", "yaml", "PySide6"}


def test_a_plain_database_is_opened_and_listed_without_what_takes_long_to_load(
    tmp_path: Path,
) -> None:
    path = tmp_path / "north.audit"
    create_store(path).close()
    done = subprocess.run(
        [sys.executable, "-c", _LIST, str(path)], capture_output=True, check=True, text=True
    )
    assert not _HEAVY & set(done.stdout.split())
    if sys.platform == "linux":
        assert "psutil" not in done.stdout.split()
