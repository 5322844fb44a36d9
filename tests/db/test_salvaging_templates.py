"""Salvage brings report templates over as it does audits; no readable word of one is lost."""

from pathlib import Path

import pytest

from db.drafts import save_field
from db.opening import create_store, open_reading, open_store
from db.report_templates import (
    draft_template,
    edit_template,
    keep_template,
    list_templates,
    open_template,
)
from db.salvaging import salvage
from db.sealing import complete_audit, start_audit
from db.store import ReadingStore
from db.verifying import verify
from forms.report_templates import ReportTemplate
from tests.db.making import an_audit, mini_tool, ticking_clock

BOARD = ReportTemplate(name="Board", tool="mini", introduction="Kingfisher on the river bank.")
AREA = ReportTemplate(name="Area", tool="mini", recommendations="Heron on the weir.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An audit, a template kept twice, and one in the making."""
    with create_store(tmp_path / "own.audit", ticking_clock()) as store:
        complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
        uid = draft_template(store, BOARD, "lead")
        keep_template(store, uid, "lead")
        edit_template(store, uid, "lead")
        save_field(store, uid, "title", "For the board")
        keep_template(store, uid, "lead")
        draft_template(store, AREA, "lead")
    return tmp_path / "own.audit"


def _salvaged(damaged: Path) -> Path:
    target = damaged.with_name("salvaged.audit")
    target.unlink(missing_ok=True)
    salvage(damaged, target, clock=ticking_clock())
    with open_reading(target) as store:
        assert verify(store).problems == []
    return target


def _words(store: ReadingStore) -> set[str]:
    """Every word of a template that somebody can read in the window."""
    found = set()
    for row in list_templates(store):
        template = open_template(store, row.uid).template
        found |= {template.introduction, template.recommendations, template.title}
    return found - {""}


def test_templates_and_their_drafts_come_over_whole(path: Path) -> None:
    with open_reading(path) as was, open_reading(_salvaged(path)) as now:
        assert list_templates(now) == list_templates(was)
        hashes = "SELECT hash FROM revision ORDER BY hash"
        assert now.rows(hashes) == was.rows(hashes)
        assert _words(now) == {BOARD.introduction, "For the board", AREA.recommendations}


def test_a_template_whose_record_is_lost_is_told_from_an_audit(path: Path) -> None:
    with open_store(path) as store:
        store.run("PRAGMA foreign_keys = OFF")
        row = store.row("SELECT id, uid FROM record WHERE kind = 'report_template'")
        page = store.number("SELECT rootpage FROM sqlite_schema WHERE name = 'record'")
        size = store.number("PRAGMA page_size")
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(content)
    with open_reading(_salvaged(path)) as store:
        found = store.rows("SELECT uid FROM record WHERE kind = 'report_template'")
        assert row
        assert found == [(row[1],)]
        assert store.number("SELECT count(*) FROM current_audit") == 1


def test_what_cannot_be_proven_becomes_a_draft_of_its_kind(path: Path) -> None:
    content = path.read_bytes().replace(b"For the board", b"For the beard")
    path.write_bytes(content)
    with open_reading(_salvaged(path)) as store:
        board = next(row for row in list_templates(store) if row.name == "Board")
        assert board.has_draft
        assert open_template(store, board.uid).template.title == "For the beard"


def test_a_draft_whose_own_row_is_lost_keeps_its_words(path: Path) -> None:
    with open_store(path) as store:
        page = store.number("SELECT rootpage FROM sqlite_schema WHERE name = 'draft'")
        size = store.number("PRAGMA page_size")
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(content)
    with open_reading(_salvaged(path)) as store:
        assert AREA.recommendations in _words(store)


def test_whichever_page_is_lost_a_template_is_sealed_or_told(path: Path) -> None:
    content, lost = path.read_bytes(), 0
    damaged = path.with_name("damaged.audit")
    for at in range(0, len(content), 4096 * 2):
        damaged.write_bytes(content[:at] + bytes(4096) + content[at + 4096 :])
        with open_reading(_salvaged(damaged)) as store:
            lost += BOARD.introduction not in _words(store)
    assert lost <= 2, "only the page that its values lie on costs it"


def test_a_version_whose_parent_is_lost_is_sealed_anew_and_still_is_a_template(path: Path) -> None:
    with open_store(path) as store:
        row = store.row(
            "SELECT hash FROM revision WHERE id IN (SELECT parent FROM revision_parent)"
        )
    content = bytearray(path.read_bytes())
    at = content.find(str(row[0] if row else "").encode())
    while at >= 0:
        content[at + 70] ^= 1  # in the author, behind the hash
        at = content.find(str(row[0] if row else "").encode(), at + 1)
    path.write_bytes(content)
    with open_reading(_salvaged(path)) as store:
        assert store.number("SELECT count(*) FROM revision WHERE act = 'salvaged'") == 1
        board = next(row for row in list_templates(store) if row.name == "Board")
        assert open_template(store, board.uid).template.title == "For the board"
        assert board.conflicts == 0
