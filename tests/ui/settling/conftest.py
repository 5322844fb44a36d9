"""The page of conflicts on a store of its own, with jobs that end at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import JsonValue
from pytestqt.qtbot import QtBot

from db.projection import project
from db.revisions import FieldKeys, add_revision
from db.store import Store
from db.tools import add_tool
from forms.identity import recorded_uid
from forms.revisions import Revision
from forms.tools import AuditTool
from tests.conftest import JobsNow
from tests.ui.audits.seeding import Cabinet, a_tool, an_audit
from ui.settling.page import SettlePage
from ui.theme import Theme

Fields = dict[str, JsonValue]
LONG = "The chronology was read before the decision, and the visit of March was not weighed. "


def version(  # noqa: PLR0917
    store: Store, uid: str, day: int, parents: tuple[str, ...], fields: Fields, tool: AuditTool
) -> str:
    """Seal one version of an audit, as a laptop would."""
    made = Revision(
        kind="audit",
        record=uid,
        parents=parents,
        tool=tool.hash,
        author=f"auditor-0{day}",
        sealed_at=f"2026-05-0{day}T09:00:00.000000Z",
        act="completed",
        fields=fields,
    )
    keys = FieldKeys(store)
    add_tool(store, tool)
    add_revision(store, made, keys)
    project(store, [uid], keys)
    return made.id


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    """A store with one sound audit."""
    made = Cabinet(tmp_path / "audits.audit")
    made.record(an_audit("C-0"))
    return made


@pytest.fixture
def conflict(cabinet: Cabinet) -> Callable[..., str]:
    """Make an audit of which two people changed two answers differently, and others apart."""

    def make(case: str = "C-1", tools: tuple[AuditTool, AuditTool] | None = None) -> str:
        uid = recorded_uid("voice", case, "auditor-01", "2026-04-02")
        base = an_audit(case, "good").to_fields()
        one: Fields = {
            **base,
            "overall": "outstanding",
            "overall_reason": "It was outstanding.",
            "finding.alone": {"answer": "good", "evidence": LONG.replace("not ", "")},
        }
        two: Fields = {
            **base,
            "overall": "inadequate",
            "finding.alone": {"answer": "inadequate", "evidence": LONG + "Nobody was told."},
            "strengths": "Patience.",
        }
        base["finding.alone"] = {"answer": "good", "evidence": LONG}
        left, right = tools or (a_tool(), a_tool())

        def seal(store: Store) -> None:
            with store.transaction():
                first = version(store, uid, 1, (), base, left)
                version(store, uid, 2, (first,), one, left)
                version(store, uid, 3, (first,), two, right)

        cabinet.change(seal)
        return uid

    return make


@pytest.fixture
def joined(cabinet: Cabinet) -> Callable[..., str]:
    """Make an audit of which two people changed different answers."""

    def make(case: str = "C-5") -> str:
        uid = recorded_uid("voice", case, "auditor-01", "2026-04-02")
        base = an_audit(case, "good").to_fields()

        def seal(store: Store) -> None:
            with store.transaction():
                first = version(store, uid, 1, (), base, a_tool())
                version(store, uid, 2, (first,), {**base, "strengths": "Patience."}, a_tool())
                version(store, uid, 3, (first,), {**base, "improvements": LONG}, a_tool())

        cabinet.change(seal)
        return uid

    return make


@pytest.fixture
def make_page(
    qtbot: QtBot, cabinet: Cabinet, theme: Theme, jobs_now: JobsNow
) -> Callable[[], SettlePage]:
    """Show the page of conflicts; it has been loaded when this returns."""

    def make() -> SettlePage:
        page = SettlePage(jobs_now(cabinet.openers), theme, author=lambda: "qa-lead")
        qtbot.addWidget(page)
        page.resize(1180, 680)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make
