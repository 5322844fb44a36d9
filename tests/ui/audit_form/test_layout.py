"""Everything is in view: in a small window, in large text, and wherever the person goes."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.tool_files import builtin_tool, builtin_tool_ids
from tests.ui.audit_form.conftest import TODAY, Desk, drop_old_views
from ui.audit_form import AuditPage
from ui.audit_form.option_box import OptionBox
from ui.audit_form.options import plain_options
from ui.audit_form.places import headings
from ui.theme import Theme


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_no_section_is_wider_than_the_smallest_window_shows(
    qtbot: QtBot, theme: Theme, tool_id: str, percent: int
) -> None:
    theme.set_text_percent(percent)
    tool = builtin_tool(tool_id)
    page = AuditPage(theme, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(740, 500)
    page.show()
    for heading in headings(tool):
        page.open_audit("u", tool, Audit(), read_only=False, place=(heading.id, ""))
        view = page.pane.view
        assert view is not None
        assert view.stops
        QApplication.processEvents()
        assert view.width() <= page.pane.room_width, heading
        drop_old_views()


@pytest.mark.parametrize("stop", ["child_seen", "quality", "section.seen"])
def test_the_place_gone_to_is_in_view(desk: Desk, stop: str) -> None:
    desk.page.resize(900, 420)
    desk.open(place=("seen", stop))
    view = desk.page.pane.view
    focused = QApplication.focusWidget()
    assert view is not None
    assert focused is not None
    top = focused.mapTo(desk.page, QPoint(0, 0)).y()
    assert desk.page.header.height() <= top <= desk.page.height() - focused.height()


def test_a_row_of_options_wraps_where_the_box_ends(qtbot: QtBot, theme: Theme) -> None:
    options = plain_options([(f"code_{at}", f"Option number {at}") for at in range(6)])
    box = OptionBox(options, theme)
    qtbot.addWidget(box)
    assert box.heightForWidth(2_000) < box.heightForWidth(400) < box.heightForWidth(150)
    box.resize(400, box.heightForWidth(400))
    box.show()
    for button in box.buttons.values():
        assert box.rect().contains(button.geometry())


def test_columns_stand_below_one_another_and_long_labels_wrap(qtbot: QtBot, theme: Theme) -> None:
    words = "a label of many words that no column could ever hold on one line of its own"
    options = plain_options([("one", "Short"), ("two", words), ("three", "Short too")])
    box = OptionBox(options, theme, aligned=True)
    qtbot.addWidget(box)
    box.resize(300, box.heightForWidth(300))
    box.show()
    one, two, three = (box.buttons[code].geometry() for code in ("one", "two", "three"))
    assert one.left() == two.left() == three.left()
    assert two.height() > one.height()
    assert box.rect().contains(three)


class _Windows(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_no_part_of_the_form_comes_up_as_a_window_of_its_own(
    every_kind: Desk, qapp: QApplication
) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    everybody = Audit(attributes={"agency": "health", "role": "manager"})
    for heading in headings(every_kind.tool):
        every_kind.open(everybody, place=(heading.id, ""))
        assert every_kind.page.pane.view is not None
        assert every_kind.page.pane.view.stops
    qapp.removeEventFilter(windows)
    assert windows.shown == []
