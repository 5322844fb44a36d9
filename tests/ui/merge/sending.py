"""Files that auditors send, sound and unsound."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from db.drafts import save_field
from db.keys import Protection
from db.opening import create_store, open_store
from db.recording import ToRecord, record_audits
from db.sealing import complete_audit, reopen_audit
from forms.identity import recorded_uid
from forms.tools import AuditTool
from tests.db.making import an_audit, mini_tool

PASSPHRASE = "a long passphrase of words"


def uid_of(case: str, auditor: str, day: str = "2026-04-02") -> str:
    return recorded_uid("mini", case, auditor, day)


def send(
    path: Path,
    auditor: str,
    *cases: str,
    day: str = "2026-04-02",
    tool: AuditTool | None = None,
    locked: bool = False,
) -> Path:
    """Make an auditor's database with completed audits of these cases."""
    path.parent.mkdir(parents=True, exist_ok=True)
    used = tool or mini_tool()
    with create_store(path, protection=Protection(PASSPHRASE) if locked else None) as store:
        audited_on = date.fromisoformat(day)
        record_audits(
            store,
            [
                ToRecord(
                    uid_of(case, auditor, day),
                    used,
                    an_audit(case, auditor).model_copy(update={"audited_on": audited_on}),
                )
                for case in cases
            ],
        )
    return path


def change(path: Path, uid: str, author: str, **fields: str) -> None:
    """Open an audit again, write other words into it and seal it anew."""
    with open_store(path) as store:
        reopen_audit(store, uid, author)
        for name, value in fields.items():
            save_field(store, uid, name, value)
        complete_audit(store, uid, author)


def damaged(sound: Path, path: Path) -> Path:
    """Make the first part of a file, as a stick pulled out too early leaves it."""
    path.write_bytes(sound.read_bytes()[:30_000])
    return path


def hostile(sound: Path, path: Path) -> Path:
    """Make a copy that holds a trigger of its own."""
    shutil.copy(sound, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER t AFTER INSERT ON revision BEGIN DELETE FROM revision; END"
        )
        connection.commit()
    return path
