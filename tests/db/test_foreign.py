"""A zoo of hostile and broken files: each is refused, quickly, and the target stays as it was."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.backup_series import content_token
from db.merging import merge_files
from db.migrations import LATEST
from db.opening import create_store, open_reading
from db.revisions import FieldKeys, add_revision, each_revision
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.tools import add_tool
from db.unmerging import unmerge
from db.verifying import verify
from forms.canonical import canonical_bytes
from forms.findings import Finding
from forms.revisions import Revision
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.db.conftest import MakeStore
from tests.db.making import MINI, an_audit, mini_tool, ticking_clock

Edit = Callable[[sqlite3.Connection], object]


def _sound_file(folder: Path) -> Path:
    path = folder / "received.audit"
    with create_store(path, ticking_clock()) as store:
        for case in ("C-1", "C-2"):
            complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), "auditor-01")
    return path


def _edited(path: Path, edit: Edit) -> Path:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    edit(connection)
    connection.close()
    return path


def _run(*statements: str) -> Edit:
    def edit(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return edit


def _schema(old: str, new: str) -> Edit:
    """Change the schema's text behind SQLite's back."""
    return _run(
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}')",
        "PRAGMA writable_schema = RESET",
    )


REFUSED: dict[str, Edit] = {
    "extra trigger": _run("CREATE TRIGGER t AFTER INSERT ON tool BEGIN DELETE FROM tool; END"),
    "extra view": _run("CREATE VIEW v AS SELECT * FROM tool"),
    "endless view in place of a table": _run(
        "PRAGMA foreign_keys = OFF",
        "DROP TABLE current_fact",
        "CREATE VIEW current_fact AS WITH RECURSIVE n(i) AS "
        "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, i, i, i FROM n",
    ),
    "virtual table": _run("CREATE VIRTUAL TABLE f USING fts5(text)"),
    "generated column": _run("ALTER TABLE tool ADD COLUMN g TEXT AS (upper(title))"),
    "expression index": _run("CREATE INDEX e ON tool(length(body))"),
    "extra column": _run("ALTER TABLE tool ADD COLUMN extra TEXT"),
    "extra table": _run("CREATE TABLE extra (x)"),
    "missing table": _run("PRAGMA foreign_keys = OFF", "DROP TABLE draft_base"),
    "schema without STRICT": _schema(") STRICT", ")"),
    "ten million characters": _run(
        "UPDATE revision_value SET value = printf('%.*c', 10000000, 'x')"
    ),
    "a field's name without end": _run(
        "UPDATE field SET name = printf('%.*c', 5000, 'x') WHERE id = 1"
    ),
    "a reason without end": _run("UPDATE revision SET reason = printf('%.*c', 900000, 'x')"),
    "thousands of tools": _run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2001) "
        "INSERT INTO tool SELECT 100 + i, 'h' || i, 't', '1', 't', 1, '{}' FROM n"
    ),
    "an id without end": _run("UPDATE record SET uid = printf('%.*c', 5000, 'x') WHERE id = 1"),
    "foreign application id": _run("PRAGMA application_id = 7"),
    "newer version": _run(f"PRAGMA user_version = {LATEST + 1}"),
    "older version": _run("PRAGMA user_version = 0"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    path = _edited(_sound_file(tmp_path), REFUSED[name])
    started = time.process_time()  # of this process: a busy machine proves nothing
    report = merge_files(store, [path])
    assert [file.status for file in report.files] == ["refused"]
    assert report.files[0].reason
    assert time.process_time() - started < 5
    assert store.number("SELECT count(*) FROM revision") == 0
    assert report.batch is None


SET_ASIDE: dict[str, str] = {
    "an altered but valid grade": """UPDATE revision_value SET value = '"inadequate"'
        WHERE revision = 1 AND value = '"good"'""",
    "a grade off its scale": """UPDATE revision_value SET value = '"99"'
        WHERE revision = 1 AND value = '"good"'""",
    "text that is no JSON": "UPDATE revision_value SET value = '{' WHERE revision = 1",
    "JSON nested very deeply": "UPDATE revision_value SET value = "
    "replace(printf('%.*c', 90000, '['), 'x', '[') WHERE revision = 1",
    "a value of two lines": "UPDATE revision_value SET value = value || char(10) "
    "WHERE revision = 1",
    "a blank before a value": "UPDATE revision_value SET value = ' ' || value WHERE revision = 1",
    "two values in one": """UPDATE revision_value SET value = value || ',"extra":1'
        WHERE revision = 1""",
    "an id that is none": "UPDATE record SET uid = 'secret ' || uid WHERE id = 1",
    "another author": "UPDATE revision SET author = 'somebody else' WHERE id = 1",
    "a moment that is none": "UPDATE revision SET sealed_at = 'yesterday' WHERE id = 1",
    "an unknown kind": "UPDATE record SET kind = 'spell' WHERE id = 1",
    "a hash that lies": "UPDATE revision SET hash = substr(hash, 2) || substr(hash, 1, 1) "
    "WHERE id = 1",
}


@pytest.mark.parametrize("name", SET_ASIDE)
def test_one_bad_audit_is_set_aside_and_the_rest_goes_on(
    store: Store, tmp_path: Path, name: str
) -> None:
    path = _edited(_sound_file(tmp_path), _run("PRAGMA foreign_keys = OFF", SET_ASIDE[name]))
    report = merge_files(store, [path])
    assert [file.status for file in report.files] == ["merged"], report.files
    assert (report.audits.new, report.audits.set_aside) == (1, 1)
    assert len(report.set_aside) == 1
    assert "secret" not in repr(report)
    assert verify(store).ok


@pytest.mark.parametrize(
    ("field", "instead"),
    [
        ("overall", ' "good"'),
        ("overall", '"g\\u006fod"'),
        ("overall", '"good","overall":"good"'),
        ("section_reason.first", '"It shows.","section_reason.second":"It shows."'),
    ],
)
def test_a_hash_of_what_is_not_canonical_does_not_pass(
    store: Store, tmp_path: Path, field: str, instead: str
) -> None:
    """Taken over, the revision would not verify: another program would work out another hash.

    Two values in one would even fit their hash, and could never be read again.
    """
    path = _sound_file(tmp_path)
    with open_reading(path) as source:
        _, revision = next(each_revision(source))
    texts = {name: canonical_bytes(value).decode() for name, value in revision.fields.items()}
    texts[field] = instead
    joined = ",".join(f'"{name}":{texts[name]}' for name in sorted(texts))
    lie = revision.id_with(f"{{{joined}}}")
    edit = _run(
        f"UPDATE revision SET hash = '{lie}' WHERE hash = '{revision.id}'",
        f"UPDATE revision_value SET value = '{instead}' WHERE revision = 1 AND field = "
        f"(SELECT id FROM field WHERE name = '{field}')",
    )
    report = merge_files(store, [_edited(path, edit)])
    assert (report.audits.new, report.audits.set_aside) == (1, 1)
    assert [each.reason for each in report.set_aside] == ["it is not written as a revision must be"]


def test_an_altered_tool_sets_its_audits_aside(store: Store, tmp_path: Path) -> None:
    change = "UPDATE tool SET body = replace(body, 'How well?', 'How badly?')"
    report = merge_files(store, [_edited(_sound_file(tmp_path), _run(change))])
    assert (report.audits.new, report.audits.set_aside) == (0, 2)
    assert verify(store).ok


def test_a_tool_that_lies_about_itself_sets_its_audits_aside(store: Store, tmp_path: Path) -> None:
    """Its hash is right, but no sound file could have brought it: its rule cannot be read."""
    plain = mini_tool().model_dump()
    plain["sections"][0]["questions"][1]["relevant"] = "((("
    unsound = AuditTool.model_validate(plain)
    path = tmp_path / "received.audit"
    with create_store(path, ticking_clock()) as source, source.transaction():
        add_tool(source, unsound)
        revision = Revision(
            kind="audit",
            record="00000001-0000-7000-8000-000000000000",
            tool=unsound.hash,
            author="auditor-01",
            sealed_at="2026-05-01T09:00:00.000000Z",
            act="completed",
            fields=an_audit().to_fields(),
        )
        add_revision(source, revision, FieldKeys(source))
    report = merge_files(store, [path])
    assert (report.audits.new, report.audits.set_aside) == (0, 1)
    assert verify(store).ok


def test_a_link_is_followed_by_nobody(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "link.audit"
    link.symlink_to(_sound_file(tmp_path))
    assert merge_files(store, [link]).files[0].status == "refused"


def test_a_folder_and_a_missing_file_are_refused(store: Store, tmp_path: Path) -> None:
    report = merge_files(store, [tmp_path, tmp_path / "gone.audit"])
    assert [file.status for file in report.files] == ["refused", "refused"]


def test_a_file_left_open_brings_its_log_along(make_store: MakeStore) -> None:
    lead, other = make_store("lead"), make_store("other")
    complete_audit(other, start_audit(other, mini_tool(), an_audit()), "auditor-01")
    assert other.path.with_name("other.audit-wal").stat().st_size
    assert merge_files(lead, [other.path]).audits.new == 1


def test_bad_utf_8_is_told_without_its_text(store: Store, tmp_path: Path) -> None:
    path = _edited(
        _sound_file(tmp_path),
        _run(
            "UPDATE revision_value SET value = CAST(x'22736563726574ff22' AS TEXT) "
            "WHERE revision = 1"
        ),
    )
    report = merge_files(store, [path])
    said = f"{report.files} {report.set_aside}"
    assert "secret" not in said
    assert verify(store).ok


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_random_damage_never_reaches_the_target(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damage")
    path = _sound_file(folder)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    with create_store(folder / "lead.audit", ticking_clock()) as lead:
        report = merge_files(lead, [path])
        assert report.files[0].status in ("merged", "refused")
        assert verify(lead).ok


ENDLESS = (
    MINI.replace(b"id: mini", b"id: endless")
    + b"      - {id: far, kind: calculated, label: Far, calculation: '"
    + b" + ".join([b"string-length(translate(${q3}, ${q3}, ${q3}))"] * 80)
    + b"'}\n"
)


def test_rules_that_take_too_long_set_their_audits_aside(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "received.audit"
    audit = an_audit("C-9")
    audit = audit.model_copy(
        update={"findings": {**audit.findings, "q3": Finding(answer="secret " * 500)}}
    )
    tool = read_tool(ENDLESS, "endless.yaml")
    with create_store(path, ticking_clock()) as source:
        for _ in range(2):
            complete_audit(source, start_audit(source, tool, audit), "auditor-01")
    monkeypatch.setattr("db.received_audits.SECONDS_AN_AUDIT", 0.002)
    report = merge_files(store, [path])
    aside = report.set_aside
    assert {each.reason for each in aside} == {
        "the rules of its audit tool take too long to work out"
    }
    assert len(aside) == 2
    assert store.number("SELECT count(*) FROM record") == 0
    assert "secret" not in repr(report)


def test_what_was_set_aside_for_time_comes_in_with_the_same_file_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy computer must not keep an audit out for good; in vain it changes nothing."""
    path = tmp_path / "received.audit"
    tool = read_tool(ENDLESS, "endless.yaml")
    with create_store(path, ticking_clock()) as source:
        for used in (tool, mini_tool()):
            complete_audit(source, start_audit(source, used, an_audit("C-9")), "auditor-01")
    with monkeypatch.context() as patch:
        patch.setattr("db.received_audits.SECONDS_AN_AUDIT", 0)
        first = merge_files(store, [path, path])
        assert [file.status for file in first.files] == ["merged", "already"]
        assert (first.audits.new, first.audits.set_aside) == (1, 1)
        before = content_token(store)
        for dry_run in (True, False):
            again = merge_files(store, [path], dry_run=dry_run)
            assert [file.status for file in again.files] == ["already"]
            assert "set aside again" in again.files[0].reason
            assert again.set_aside == first.set_aside
            assert content_token(store) == before
    report = merge_files(store, [path])
    assert [file.status for file in report.files] == ["merged"]
    assert (report.audits.new, report.audits.identical, report.audits.set_aside) == (1, 1, 0)
    assert verify(store).ok
    whole = content_token(store)
    assert [file.status for file in merge_files(store, [path]).files] == ["already"]
    assert content_token(store) == whole
    assert unmerge(store, str(first.batch)) == 0, "the second merge brought both"
    assert unmerge(store, str(report.batch)) == 2
    assert store.number("SELECT count(*) FROM record") == 0
