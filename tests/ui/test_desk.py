"""The desk shows only what belongs to the open database, and does one thing at a time."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.opening import create_store, open_reading, open_store
from db.sealing import start_audit
from db.store import ReadingStore, Store
from db.troubles import StoreTrouble
from forms.errors import AuditAppError
from tests.db.making import an_audit, mini_tool
from tests.ui.audits.seeding import Later
from ui.audit_form import AuditPage
from ui.audits.new_audit_options import NewAudit
from ui.desk import AUDITS, FORM, Desk
from ui.jobs import Jobs, Openers
from ui.memory import WindowMemory
from ui.start_page import StartPage
from ui.theme import Theme
from ui.workspace import Workspace

StoreJobs = Jobs[ReadingStore, Store]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "north.audit"
    create_store(made).close()
    return made


@pytest.fixture
def uid(path: Path) -> str:
    with open_store(path) as store:
        return start_audit(store, mini_tool(), an_audit())


@pytest.fixture
def writer() -> Later:
    return Later()


@pytest.fixture
def jobs(qapp: object, writer: Later, path: Path) -> Iterator[StoreJobs]:
    openers = Openers(partial(open_reading, path), partial(open_store, path))
    made: StoreJobs = Jobs(writer, Later(), openers)
    yield made
    made.close()


@pytest.fixture
def workspace(
    theme: Theme, memory: WindowMemory, jobs: StoreJobs, tmp_path: Path, qtbot: QtBot
) -> Workspace:
    made = Workspace(theme, memory, jobs, tmp_path, lambda: "1.0")
    qtbot.addWidget(made)
    return made


@pytest.fixture
def desk(workspace: Workspace, theme: Theme, memory: WindowMemory, jobs: StoreJobs) -> Desk:
    made = Desk(workspace, jobs, theme, memory, lambda: "")

    def form() -> AuditPage:
        page = AuditPage(theme)
        made.adopt_form(page)
        return page

    workspace.add_page(AUDITS, "Audits", "audits", lambda: StartPage(theme.icons))
    workspace.add_page(FORM, "Audit", "audits", form, under=AUDITS)
    return made


def form_of(workspace: Workspace) -> AuditPage:
    page = workspace.page(FORM)
    assert isinstance(page, AuditPage)
    return page


def test_an_audit_that_arrives_from_the_database_before_is_not_shown(
    desk: Desk, workspace: Workspace, writer: Later, path: Path, uid: str
) -> None:
    desk.work_on(path)
    desk.open_audit(uid)
    desk.work_on(path.with_name("south.audit"))
    writer.run()
    assert form_of(workspace).uid == ""
    assert workspace.page_id == AUDITS


def test_the_audit_of_the_last_session_is_shown_without_the_list_before_it(  # noqa: PLR0917 -- fixtures come by name
    desk: Desk, workspace: Workspace, writer: Later, memory: WindowMemory, path: Path, uid: str
) -> None:
    memory.place.page, memory.place.record = FORM, uid
    pages: list[str] = []
    workspace.page_shown.connect(pages.append)
    desk.work_on(path)
    writer.run()
    assert pages == [FORM]
    assert form_of(workspace).uid == uid


def test_trouble_with_the_audit_of_the_last_session_leads_to_the_list_and_is_told(  # noqa: PLR0917 -- fixtures come by name
    desk: Desk,
    workspace: Workspace,
    writer: Later,
    memory: WindowMemory,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def damaged(*_given: object) -> None:
        raise StoreTrouble("“north.audit” is damaged.")

    monkeypatch.setattr("db.listing.audit_row", damaged)
    told: list[AuditAppError] = []
    desk.trouble.connect(told.append)
    memory.place.page, memory.place.record = FORM, "gone"
    desk.work_on(path)
    writer.run()
    assert workspace.page_id == AUDITS
    assert [str(error) for error in told] == ["“north.audit” is damaged."]


def test_while_something_is_put_away_nothing_else_is_begun(
    desk: Desk, workspace: Workspace, path: Path
) -> None:
    desk.work_on(path)
    begun: list[str] = []
    desk.put_away(lambda: begun.append("first"))
    desk.put_away(lambda: begun.append("second"))
    assert begun == ["first"]
    assert not workspace.isEnabled()
    desk.resume()
    assert workspace.isEnabled()
    desk.put_away(lambda: begun.append("third"))
    assert begun == ["first", "third"]


def test_who_starts_the_first_audit_is_named_once(desk: Desk, writer: Later, path: Path) -> None:
    desk.work_on(path)
    with_name: list[str] = []
    desk.author_named.connect(with_name.append)
    desk.start_audit(NewAudit(mini_tool(), an_audit(auditor="auditor-07")))
    writer.run()
    assert with_name == ["auditor-07"]


def test_a_place_is_told_of_each_time_the_person_goes_somewhere(  # noqa: PLR0917 -- fixtures come by name
    desk: Desk, workspace: Workspace, writer: Later, memory: WindowMemory, path: Path, uid: str
) -> None:
    desk.work_on(path)
    desk.open_audit(uid)
    writer.run()
    told: list[bool] = []
    desk.place_changed.connect(lambda: told.append(True))
    form_of(workspace).pane.go_to_field("finding.q3")
    assert told
    assert (memory.place.record, memory.place.question) == (uid, "q3")
