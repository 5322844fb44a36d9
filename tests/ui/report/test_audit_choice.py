"""One audit for its report: typed, or chosen from a list that is searched while typing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from db.moderating import begin_moderation
from tests.conftest import AtOnce
from tests.exports.documents.reading import texts
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, Later, a_tool, an_audit
from ui.jobs import Jobs
from ui.report.audit_picker import AuditPicker
from ui.report.page import ReportPage


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """Three cases, one of them audited with two tools, and a draft."""
    cabinet.record(an_audit("C-1"), an_audit("C-2", day=date(2026, 5, 4), auditor="auditor-07"))
    cabinet.record(an_audit("C-9"))
    cabinet.record(an_audit("C-9"), tool=a_tool("plan"))
    cabinet.start("C-9 draft")
    return cabinet


@pytest.fixture
def page(make_page, filled) -> ReportPage:
    page = make_page()
    page.head.kind.setCurrentIndex(page.head.kind.findData("audit"))
    page.activateWindow()
    return page


def enter(qtbot, page: ReportPage, text: str) -> None:
    page.head.audit.line.setFocus()
    page.head.audit.line.selectAll()
    qtbot.keyClicks(page.head.audit.line, text)
    qtbot.keyClick(page.head.audit.line, Qt.Key.Key_Return)


def picker(page: ReportPage) -> AuditPicker:
    (found,) = page.findChildren(AuditPicker)
    return found


def cases(dialog: AuditPicker) -> list[str]:
    model = dialog.table.audits_model
    return [model.audit(row).case for row in range(model.rowCount())]


def title(page: ReportPage) -> str:
    return texts(page.document.data)[0]


def test_a_case_audited_once_is_meant_by_its_reference_which_is_kept_nowhere(page, qtbot):
    assert page.states.lacks["audit"].isVisible()
    enter(qtbot, page, "c-2")
    assert "Audit of case C-2" in title(page)
    assert page.head.audit.told.text() == "Voice 1.0 · 04/05/2026 · auditor-07"
    assert "C-2" not in str(page._memory.filters)
    assert page.wish.audit not in str(page._memory.filters)
    page.head.save.click()
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Single audit 2026-11-21.pdf")
    dialog.close()


def test_an_id_or_the_beginning_of_one_will_do(page, qtbot, filled):
    (uid,) = filled.record(an_audit("C-5"))
    enter(qtbot, page, uid[:13])
    assert "Audit of case C-5" in title(page)
    assert page.head.audit.line.text() == "C-5"


def test_where_several_are_meant_the_list_opens_on_them(page, qtbot):
    enter(qtbot, page, "C-9")
    dialog = picker(page)
    assert cases(dialog) == ["C-9", "C-9"]
    assert dialog.search.text() == "C-9"
    dialog.table.mark(1)
    meant = dialog.table.current
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert page.wish.audit == meant.uid
    assert meant.tool_title in page.head.audit.told.text()
    assert "Audit of case C-9" in title(page)
    qtbot.keyClick(page.head.audit.line, Qt.Key.Key_Return)
    assert not any(each.isVisible() for each in page.findChildren(AuditPicker))


def test_the_list_is_searched_and_left_by_keys_alone(page, qtbot):
    qtbot.keyClick(page.head.audit.choose, Qt.Key.Key_Space)
    dialog = picker(page)
    assert nameless(dialog) == []
    assert sorted(cases(dialog)) == ["C-1", "C-2", "C-9", "C-9"]
    assert dialog.focusWidget() is dialog.search
    qtbot.keyClicks(dialog.search, "auditor-07")
    assert len(cases(dialog)) == 4  # not searched yet
    qtbot.waitUntil(lambda: cases(dialog) == ["C-2"])
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert "Audit of case C-2" in title(page)


def test_enter_before_the_search_has_come_chooses_nothing_else(make_page, filled, qtbot):
    reader = Later()
    jobs = Jobs(AtOnce(), reader, filled.openers)
    page = make_page(jobs)
    page.head.kind.setCurrentIndex(page.head.kind.findData("audit"))
    dialog = page.head.audit.open_list()
    reader.run()
    assert dialog.table.current is not None
    qtbot.keyClicks(dialog.search, "auditor-07")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert page.wish.audit == ""
    reader.run()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    reader.run()
    assert "Audit of case C-2" in title(page)
    jobs.close()


def test_an_id_means_its_audit_whatever_cases_are_called(page, qtbot, filled):
    (uid,) = filled.record(an_audit("C-5"))
    filled.record(an_audit(uid))
    enter(qtbot, page, uid)
    assert "Audit of case C-5" in title(page)


def test_what_means_no_audit_opens_the_list_which_says_so(page, qtbot):
    enter(qtbot, page, "C-1")
    enter(qtbot, page, "nowhere")
    dialog = picker(page)
    assert dialog.count.text().startswith("No completed audit matches.")
    assert not dialog.use.isEnabled()
    dialog.reject()
    assert page.states.lacks["audit"].isVisible()
    assert page.document is None
    assert not page.head.save.isEnabled()


def test_the_page_without_an_audit_offers_the_list(page):
    page.states.lacks["audit"].button.click()
    assert picker(page).isVisible()
    picker(page).reject()


def test_a_report_on_an_audit_is_asked_for_from_elsewhere(make_page, filled):
    (uid,) = filled.record(an_audit("C-7"))
    page = make_page()
    page.report_on(uid)
    assert page.wish.kind == "audit"
    assert "Audit of case C-7" in title(page)


def test_an_audit_that_another_database_lacks_is_forgotten_without_a_word(
    page, qtbot, filled, monkeypatch
):
    enter(qtbot, page, "C-2")
    monkeypatch.setattr("db.naming.records_meant", lambda _store, _given: [])
    with qtbot.assertNotEmitted(page._jobs.trouble):
        page.refresh()
    assert page.states.lacks["audit"].isVisible()
    assert page.head.audit.line.text() == ""


def test_nothing_of_an_audit_shows_while_the_database_is_locked(page, qtbot):
    enter(qtbot, page, "C-2")
    page.forget()
    texts_shown = [each.text() for each in page.findChildren(QLabel)]
    assert not any("auditor-07" in text for text in texts_shown)
    assert page.head.audit.line.text() == ""
    assert page.document is None
    assert page.preview.pages.page_count == 0
    assert not page.head.save.isEnabled()
    page.refresh()
    assert page.head.audit.line.text() == "C-2"
    assert "Audit of case C-2" in title(page)
    assert page.preview.pages.page_count > 0


def test_what_is_moderated_without_its_grades_is_not_printed(page, qtbot, filled):
    (uid,) = filled.record(an_audit("C-6"))
    filled.change(lambda store: begin_moderation(store, uid, "lead", "blind"))
    enter(qtbot, page, "C-6")
    dialog = picker(page)
    assert cases(dialog) == []
    assert "moderate without its grades" in dialog.count.text()
    dialog.reject()
    assert page.document is None
