"""Drafts of others in the window: listed, read, and gone on with only on purpose."""

from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from db.drafts import load_draft
from db.opening import open_reading
from db.tool_drafts import load_tool_draft, start_tool_draft
from tests.conftest import JobsNow
from tests.ui.audits.seeding import TODAY, Cabinet
from tests.ui.handing_over.conftest import Receiver
from ui.audit_form import AuditPage
from ui.audits.dialogs import GoOnDialog
from ui.audits.model import STATUS_COLUMN
from ui.audits.page import AuditsPage
from ui.desk_jobs import load
from ui.memory import WindowMemory
from ui.theme import Theme
from ui.tools.jobs import copy_received
from ui.tools.page import ToolsPage

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


@pytest.fixture
def jobs(ours: Receiver, jobs_now: JobsNow) -> "StoreJobs":
    return jobs_now(ours.openers)


@pytest.fixture
def page(qtbot: QtBot, jobs: "StoreJobs", theme: Theme, memory: WindowMemory) -> AuditsPage:
    made = AuditsPage(jobs, theme, memory, author=lambda: "qa-lead", today=lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.is_settled)
    return made


def _status(page: AuditsPage) -> str:
    return str(page.table.audits_model.index(0, STATUS_COLUMN).data())


def test_the_list_says_whose_draft_it_is(theirs: Cabinet, ours: Receiver, page: AuditsPage) -> None:
    theirs.start("C-1", 2)
    ours.receive(theirs)
    page.refresh()
    assert _status(page) == "Received draft of auditor-01"
    assert page.commands.reopen.text() == "Continue as &mine…"
    assert not page.commands.discard.isEnabled()
    assert not page.commands.void.isEnabled()


def test_it_becomes_ours_only_after_a_yes(
    theirs: Cabinet, ours: Receiver, page: AuditsPage, qtbot: QtBot
) -> None:
    uid = theirs.start("C-1", 2)
    ours.receive(theirs)
    page.refresh()
    page.commands.reopen.trigger()
    (dialog,) = page.findChildren(GoOnDialog)
    assert dialog.leave.isDefault()
    dialog.leave.click()
    page.refresh()
    assert _status(page) == "Received draft of auditor-01"
    page.commands.reopen.trigger()
    dialog = next(each for each in page.findChildren(GoOnDialog) if each.isVisible())
    with qtbot.waitSignal(page.open_audit_requested) as opened:
        dialog.yes.click()
    assert opened.args == [uid]
    page.refresh()
    assert _status(page) == "Draft"
    with open_reading(ours.path) as store:
        assert load_draft(store, uid).author == "qa-lead"


def test_the_form_shows_it_read_only_and_offers_to_go_on(
    theirs: Cabinet, ours: Receiver, theme: Theme, qtbot: QtBot
) -> None:
    uid = theirs.start("C-1", 2)
    ours.receive(theirs)
    loaded = ours.change(lambda store: load(store, lambda *_: None, uid))
    form = AuditPage(theme)
    qtbot.addWidget(form)
    form.open_audit(
        loaded.uid,
        loaded.tool,
        loaded.audit,
        read_only=not loaded.editable,
        status=loaded.status,
        drafted_by=loaded.drafted_by,
    )
    form.show()
    assert "draft of auditor-01" in form.banner.go_on.accessibleDescription()
    assert form.banner.go_on.isVisible()
    assert not form.banner.reopen.isVisible()
    with qtbot.waitSignal(form.go_on_requested) as asked:
        form.banner.go_on.click()
    assert asked.args == [uid]


def test_a_tool_in_the_making_is_listed_as_theirs_and_copied(
    theirs: Cabinet, ours: Receiver, jobs: "StoreJobs", theme: Theme, qtbot: QtBot
) -> None:
    data = {"id": "theirs", "title": "Their tool", "version": "0.1"}
    theirs.change(lambda store: start_tool_draft(store, data, "auditor-07"))
    ours.receive(theirs)
    page = ToolsPage(jobs, theme)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    entry = page.entries[0]
    assert (entry.status, entry.title, entry.author) == ("received", "Their tool", "auditor-07")
    page.table.mark(entry.key)
    with qtbot.waitSignal(page.copy_requested) as asked:
        page.commands.copy.trigger()
    assert asked.args == [entry]


def test_a_copied_tool_is_one_of_our_own(theirs: Cabinet, ours: Receiver) -> None:
    data = {"id": "theirs", "title": "Their tool"}
    uid = theirs.change(lambda store: start_tool_draft(store, data, "auditor-07"))
    ours.receive(theirs)
    own = ours.change(lambda store: copy_received(store, lambda *_: None, uid, "qa-lead"))
    draft = ours.change(lambda store: load_tool_draft(store, own))
    assert (own != uid, draft.author, draft.data) == (True, "qa-lead", data)
