"""A zoo: files crafted to harm whoever opens them, each made from a sound database."""

import json
import os
import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Literal, NamedTuple

from db.cipher import ENVELOPE
from db.keys import Protection
from db.opening import create_store
from db.revisions import FieldKeys, add_revision
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.tools import add_tool
from forms.revisions import Revision
from tests.db.making import an_audit, mini_tool, ticking_clock

CANARY = "canary-5e1d"
"""Stands in everything that a report of trouble must not repeat."""
RECORD = "00000001-0000-7000-8000-000000000000"

Fate = Literal["refused", "merged"]
Make = Callable[[Path], object]


class Animal(NamedTuple):
    """How to make it of a sound file, and what becomes of it: refused, or what is sound comes in.

    `new` is how many audits come in.
    """

    make: Make
    fate: Fate = "refused"
    new: int = 0


def sound_file(path: Path, protection: Protection | None = None) -> Path:
    """Make a database of two audits and a draft."""
    with create_store(path, ticking_clock(), protection) as store:
        for case in ("C-1", "C-2"):
            complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), "auditor-01")
        start_audit(store, mini_tool(), an_audit("C-3"))
    return path


def sql(*statements: str) -> Make:
    """Run statements, with nothing checked."""

    def make(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return make


def schema(*changes: str) -> Make:
    """Change the schema behind SQLite's back."""
    return sql("PRAGMA writable_schema = ON", *(f"UPDATE sqlite_schema SET {c}" for c in changes))


def smuggled(insert: str) -> Make:
    """Put a value in that the table's types forbid, then restore the table's text."""
    text = "sql = replace(sql, {}, {}) WHERE name = 'revision_value'"
    loose, strict = "') WITHOUT ROWID'", "') STRICT, WITHOUT ROWID'"

    def make(path: Path) -> None:
        schema(text.format(strict, loose))(path)
        sql(insert)(path)
        schema(text.format(loose, strict))(path)

    return make


def header(offset: int, content: bytes) -> Make:
    """Overwrite some of the first hundred bytes."""

    def make(path: Path) -> None:
        sql()(path)
        with path.open("r+b") as file:
            file.seek(offset)
            file.write(content)

    return make


def _freelist_loop(path: Path) -> None:
    sql("CREATE TABLE t (x)", "INSERT INTO t VALUES (zeroblob(40000))", "DROP TABLE t")(path)
    content = bytearray(path.read_bytes())
    trunk = int.from_bytes(content[32:36], "big")
    size = int.from_bytes(content[16:18], "big")
    content[(trunk - 1) * size : (trunk - 1) * size + 4] = trunk.to_bytes(4, "big")
    path.write_bytes(content)


def _beside(end: str, content: bytes) -> Make:
    def make(path: Path) -> None:
        sql()(path)
        path.with_name(path.name + end).write_bytes(content)

    return make


def _replaced_by(make: Make) -> Make:
    def replaced(path: Path) -> None:
        path.unlink()
        make(path)

    return replaced


def _sparse(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(1 << 40)


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".real"))
    path.symlink_to(path.with_suffix(".real"))


def _greedy_envelope(path: Path) -> None:
    """A passphrase that takes 100 GiB of memory to try."""
    path.unlink()
    sound_file(path, Protection("five quiet green lamps"))
    content = path.read_bytes()
    found = ENVELOPE.search(content)
    assert found
    envelope = json.loads(urlsafe_b64decode(found[1]))
    envelope["passphrase"]["memory_kib"] = 100 * 1024**2
    longer = urlsafe_b64encode(json.dumps(envelope, separators=(",", ":")).encode())
    new = b"CFA-KEYS-1:" + longer + b"."
    rest = content[found.end() : found.end() + 200].split(b"*/")[0]
    grown = len(new) - len(found[0])
    path.write_bytes(
        content[: found.start()]
        + new
        + rest[: len(rest) - grown]
        + content[found.end() + len(rest) :]
    )


def _handed_over(*manifests: str) -> Make:
    inserts = [
        f"INSERT INTO handover VALUES ({n}, 'u{n}', 'now', 'x', '{text}')"
        for n, text in enumerate(manifests, start=1)
    ]
    return sql("UPDATE about SET kind = 'handover'", *inserts)


def _manifest(**changes: object) -> str:
    content: dict[str, object] = {
        "uid": RECORD, "made_at": "2026-05-01T09:00:00.000000Z", "author": "a", "note": "",
        "program": "1", "audits": 2, "drafts": 1, "tools": 1, "revisions": 2,
        "content_sha256": "0" * 64, "selection": {},
    }  # fmt: skip
    return json.dumps(content | changes).replace("'", "''")


def _sealing(*several: dict[str, object]) -> Make:
    """Seal revisions as this program would, and put them in unasked."""

    def make(path: Path) -> None:
        path.unlink()
        with create_store(path, ticking_clock()) as store, store.transaction():
            add_tool(store, mini_tool())
            for each in several:
                _seal(store, each)

    return make


def _seal(store: Store, changes: dict[str, object]) -> None:
    usual: dict[str, object] = {
        "kind": "audit", "record": RECORD, "tool": mini_tool().hash, "author": "auditor-01",
        "sealed_at": "2026-05-01T09:00:00.000000Z", "act": "completed",
        "fields": an_audit().to_fields(),
    }  # fmt: skip
    add_revision(store, Revision.model_validate(usual | changes), FieldKeys(store))


def _template(**fields: object) -> dict[str, object]:
    """What to seal for a report template that has these fields too."""
    sound = {"name": CANARY, "tool": "mini", "parts": []}
    return {"kind": "report_template", "tool": None, "act": "kept", "fields": sound | fields}


def _deep(levels: int) -> object:
    deep: object = CANARY
    for _ in range(levels):
        deep = [deep]
    return deep


def heads(count: int) -> Make:
    """Seal one audit so many times over, each apart from the others."""
    return _sealing(*({"author": f"auditor-{n}"} for n in range(count)))


_OTHER = Revision(
    kind="audit", record=RECORD, tool=mini_tool().hash, author="auditor-01",
    sealed_at="2026-05-01T09:00:00.000000Z", act="completed", fields=an_audit().to_fields(),
)  # fmt: skip
_MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
_GARBAGE = bytes(range(256)) * 64
_LOG = bytes.fromhex("377f0682002de218") + (4096).to_bytes(4, "big") + _GARBAGE

ZOO: dict[str, Animal] = {
    "a view that never ends": Animal(
        sql(
            "DROP TABLE current_fact",
            "CREATE VIEW current_fact AS WITH RECURSIVE n(i) AS "
            "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i, i, i FROM n",
        )
    ),
    "a trigger": Animal(
        sql("CREATE TRIGGER t AFTER INSERT ON tool BEGIN DELETE FROM tool; END")
    ),
    "a virtual table": Animal(sql("CREATE VIRTUAL TABLE f USING fts5(text)")),
    "a generated column": Animal(sql("ALTER TABLE tool ADD COLUMN g TEXT AS (upper(title))")),
    "an index of an expression": Animal(sql("CREATE INDEX e ON tool(length(body))")),
    "an index that leaves rows out": Animal(
        schema("sql = sql || ' WHERE sha256 > ''f''' WHERE name = 'batch_file_hash'")
    ),
    "a view into another file": Animal(
        sql(
            "PRAGMA writable_schema = ON",
            "INSERT INTO sqlite_schema VALUES ('view', 'v', 'v', 0, "
            "'CREATE VIEW v AS SELECT * FROM other.tool')",
        )
    ),
    "a schema that cannot be read": Animal(schema(f"sql = 'CREATE {CANARY}' WHERE name = 'tool'")),
    "a table twice": Animal(
        sql("PRAGMA writable_schema = ON",
            "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'tool'")
    ),
    "tables on one page": Animal(
        schema("rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'tool') "
               "WHERE name = 'field'")
    ),
    "a table on no page": Animal(schema("rootpage = 0 WHERE name = 'tool'")),
    "a table beyond the end": Animal(schema("rootpage = 900000 WHERE name = 'tool'")),
    "a table on page minus one": Animal(schema("rootpage = -1 WHERE name = 'tool'")),
    "pages of no size": Animal(header(16, bytes(2))),
    "pages of three bytes": Animal(header(16, b"\x00\x03")),
    "pages of an odd size": Animal(header(16, b"\xff\xff")),
    "pages that are all reserved": Animal(header(20, b"\xff")),
    "more pages than there are": Animal(header(28, b"\x7f\xff\xff\xff")),
    "free pages in a circle": Animal(_freelist_loop),
    "text in another encoding": Animal(header(56, b"\x00\x00\x00\x02")),
    "a future format": Animal(header(18, b"\x09\x09")),
    "a log of garbage": Animal(_beside("-wal", _GARBAGE), "merged", 2),
    "a log that begins well": Animal(_beside("-wal", _LOG), "merged", 2),
    "a journal of garbage": Animal(_beside("-journal", _GARBAGE), "merged", 2),
    "an empty file": Animal(lambda path: path.write_bytes(b"")),
    "a text file": Animal(lambda path: path.write_text(f"{CANARY}\n" * 100)),
    "half a file": Animal(lambda path: (sql()(path), path.write_bytes(path.read_bytes()[:9_000]))),
    "a link": Animal(_link),
    "a folder": Animal(_replaced_by(Path.mkdir)),
    "a terabyte of nothing": Animal(_sparse),
    "a passphrase of a hundred gibibytes": Animal(_greedy_envelope),
    "a blob for text": Animal(
        smuggled(f"UPDATE revision_value SET value = CAST('\"{CANARY}\"' AS BLOB) "
                 "WHERE revision = 1"),
    ),
    "a number for text": Animal(
        smuggled("UPDATE revision_value SET value = 1e308 WHERE revision = 1"),
        "merged", 1,
    ),
    "ten million letters": Animal(
        sql("UPDATE revision_value SET value = printf('%.*c', 10000000, 'x')")
    ),
    "a field's name that never ends": Animal(
        sql("UPDATE field SET name = printf('%.*c', 5000, 'x') WHERE id = 1")
    ),
    "drafts without end": Animal(
        sql(_MANY.format(20_001) + "INSERT INTO received_draft SELECT i, 'h' || i, 'u', 'audit', "
            "1, 'a', 'x', 'x', '[]', '{}' FROM n")
    ),
    "batches without end": Animal(
        sql(_MANY.format(200_001) + "INSERT INTO batch_file SELECT i, 1, 'x', 'x', '' FROM n"),
        "merged", 2,
    ),
    "a draft of endless depth": Animal(
        sql("UPDATE draft_value SET value = replace(printf('%.*c', 90000, '['), 'x', '[')"),
        "merged", 2,
    ),
    "a draft under a name of text": Animal(
        sql(f"UPDATE draft SET uid = '<b>{CANARY}'"), "merged", 2
    ),
    "a draft of a hundred thousand fields": Animal(
        sql(_MANY.format(100_000) + "INSERT INTO draft_value SELECT 1, 'f' || i, '1', 'x' FROM n"),
        "merged", 2,
    ),
    "text cut short by a NUL": Animal(
        sql("UPDATE revision SET author = 'a' || char(0) || 'b' WHERE id = 1"), "merged", 1
    ),
    "text that is no UTF-8": Animal(
        sql("UPDATE revision_value SET value = CAST(x'22636172ff22' AS TEXT) WHERE revision = 1"),
        "merged", 1,
    ),
    "a hash in capitals": Animal(
        sql("UPDATE revision SET hash = upper(hash) WHERE id = 1"), "merged", 1
    ),
    "a revision that builds on itself": Animal(
        sql("INSERT INTO revision_parent VALUES (1, 1)"), "merged", 1
    ),
    "two that build on each other": Animal(
        sql("INSERT INTO revision_parent VALUES (1, 2), (2, 1)"), "merged", 0
    ),
    "a parent in another record": Animal(
        _sealing(
            {}, {"record": RECORD.replace("1", "2", 1), "parents": (_OTHER.id,)},
        ),
        "merged", 1,
    ),
    "a parent that is nowhere": Animal(_sealing({"parents": ("0" * 64,)}), "merged", 0),
    "an unknown kind": Animal(_sealing({"kind": "spell"}), "merged", 0),
    "a record of another kind": Animal(
        sql("UPDATE record SET kind = 'tool' WHERE id = 1"), "merged", 1
    ),
    "an audit that says it is a template": Animal(
        sql("UPDATE record SET kind = 'report_template' WHERE id = 1"), "merged", 1
    ),
    "a template with an audit in it": Animal(
        _sealing(_template(**an_audit(CANARY).to_fields())), "merged", 0
    ),
    "a template of an audit tool": Animal(
        _sealing(_template() | {"tool": mini_tool().hash}), "merged", 0
    ),
    "a template of many pages": Animal(
        _sealing(_template(introduction=f"{CANARY} " * 20_000)), "merged", 0
    ),
    "a template too long to be read": Animal(_sealing(_template(introduction="x" * 900_000))),
    "a template of endless depth": Animal(_sealing(_template(parts=_deep(150))), "merged", 0),
    "a template on top of an audit": Animal(
        _sealing({}, _template() | {"parents": (_OTHER.id,)}), "merged", 1
    ),
    "a tool's id for an audit": Animal(
        _sealing({"record": "00000001-0000-8000-8000-000000000000"}), "merged", 0
    ),
    "more heads of one audit than any has": Animal(heads(1_001)),
    "fifty heads": Animal(heads(50), "merged", 1),
    "batches that point nowhere": Animal(
        sql("INSERT INTO batch_file VALUES (1, 999, 'x', 'x', '{')",
            "INSERT INTO batch_revision VALUES (1, 999)"),
        "merged", 2,
    ),
    "erasures of what others hold": Animal(
        sql(f"INSERT INTO erasure VALUES (1, '{RECORD}', 'audit', 'x', '{CANARY}', 'x', '[')"),
        "merged", 2,
    ),
    "a hand-over's page in a usual file": Animal(
        sql(f"INSERT INTO handover VALUES (1, 'u', 'x', '{CANARY}', '[[[')"), "merged", 2
    ),
    "a hand-over without a manifest": Animal(_handed_over()),
    "a manifest that is no JSON": Animal(_handed_over(CANARY)),
    "a manifest of endless depth": Animal(_handed_over("[" * 90_000)),
    "two manifests": Animal(_handed_over(_manifest(), _manifest())),
    "a manifest that lies": Animal(_handed_over(_manifest())),
    "a manifest that counts backwards": Animal(_handed_over(_manifest(audits=-1))),
    "a manifest of large numbers": Animal(_handed_over(_manifest(audits=10**400))),
    "a manifest with a long note": Animal(_handed_over(_manifest(note="x" * 1_000_000))),
}  # fmt: skip

NAMES = (
    "a\nline.audit",
    "\u202etidua.exe.audit",
    "<b>bold<img src=x>.audit",
    "\x1b[2J\x07.audit",
    "'; DROP TABLE tool; --.audit",
    "ä" * 120 + ".audit",
    "%s%n{0}{path.__class__}.audit",
    "?mode=memory&cache=shared#x.audit",
)
"""File names that somebody may come to regret."""


def stock(folder: Path) -> dict[str, Path]:
    """Put every animal into the folder; returns name → path."""
    sound = sound_file(folder / "sound.audit")
    found = {}
    for number, (name, animal) in enumerate(ZOO.items()):
        path = folder / f"{number:02}.audit"
        copyfile(sound, path)
        animal.make(path)
        found[name] = path
    return found


def fifo(folder: Path) -> Path:
    """A pipe that nobody ever writes to: whoever opens it waits for ever."""
    path = folder / "pipe.audit"
    os.mkfifo(path)
    return path
