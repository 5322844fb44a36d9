"""The report page with large text on a small screen: nothing is cut off or lies over another."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.audits.seeding import Cabinet, an_audit
from ui.report.page import ReportPage

_PLACE = (1186, 678)  # of a page, in a window of 1366 × 768


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """Eight audits that can be narrowed by much."""
    further = dict.fromkeys(("service", "plan_type", "age_band", "disability"), "some")
    cabinet.record(
        *(an_audit(f"C-{n}", day=date(2026, 1 + n, 2), team="North", **further) for n in range(8))
    )
    return cabinet


@pytest.fixture
def page(make_page, filled, theme, memory) -> ReportPage:
    """A page that asks for all it can ask for, at 150% text."""
    theme.set_text_percent(150)
    memory.filters["report"] = {"kind": "trend", "period": "between"}
    page = make_page()
    page.resize(*_PLACE)
    page.profile.choice.setCurrentIndex(page.profile.choice.findData("published"))
    page.bar.more.click()
    QApplication.processEvents()
    page.activateWindow()
    return page


def place_of(widget: QWidget, page: ReportPage) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def test_the_choices_scroll_and_leave_room_for_the_report(page):
    assert page.size().toTuple() == _PLACE
    assert place_of(page.head, page).bottom() < place_of(page.area, page).top()
    assert place_of(page.area, page).bottom() < place_of(page.tabs, page).top()
    assert page.rect().contains(place_of(page.tabs, page))
    assert page.area.verticalScrollBar().maximum() > 0
    assert page.area.widget().width() <= page.area.viewport().width()


def test_the_tab_key_brings_every_choice_into_view(page, qtbot):
    page.bar.tool.setFocus()
    page.area.verticalScrollBar().setValue(0)
    for _ in range(30):
        if page.profile.smallest.hasFocus():
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert page.profile.smallest.hasFocus()
    view = QRect(page.area.viewport().mapTo(page, QPoint(0, 0)), page.area.viewport().size())
    assert view.contains(place_of(page.profile.smallest, page))


def test_with_fewer_choices_nothing_scrolls_and_the_report_grows(page, qtbot):
    page.bar.more.click()
    page.bar.clear_button.click()
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().maximum() == 0)
    before = page.tabs.height()
    page.head.kind.setCurrentIndex(page.head.kind.findData("overview"))
    qtbot.waitUntil(lambda: page.tabs.height() > before)
