"""Whatever can take the focus has a name that a screen reader can speak, in every tool."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QRadioButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.findings import Finding
from forms.tool_files import builtin_tool, builtin_tool_ids
from tests.ui.audit_form.conftest import TODAY, Desk, drop_old_views
from ui.audit_form import AuditPage
from ui.audit_form.places import headings
from ui.theme import Theme


def reachable(page: QWidget) -> Iterator[QWidget]:
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            yield widget


def spoken(widget: QWidget, part: QAccessible.Text) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(part)


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_every_control_of_every_section_has_a_name(
    qtbot: QtBot, theme: Theme, tool_id: str
) -> None:
    tool = builtin_tool(tool_id)
    page = AuditPage(theme, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    for heading in headings(tool):
        page.open_audit("u", tool, Audit(), read_only=False, place=(heading.id, ""))
        view = page.pane.view
        assert view is not None
        assert view.stops, heading
        for widget in reachable(page):
            name = spoken(widget, QAccessible.Text.Name)
            assert name, f"{widget} in {heading} has no name"
            assert name != spoken(widget, QAccessible.Text.Value), f"{widget} in {heading}"
        drop_old_views()


def test_an_option_says_its_question_number_whether_it_is_required_and_how_it_stands(
    desk: Desk,
) -> None:
    desk.open(Audit(findings={"child_seen": Finding(answer="yes", evidence="Seen.")}))
    assert desk.page.pane.view is not None
    card = desk.page.pane.view.stops["child_seen"]
    yes = card.findChildren(QRadioButton)[0]
    assert spoken(yes, QAccessible.Text.Name) == "Yes"
    said = spoken(yes, QAccessible.Text.Description)
    assert said == "1.1 Was the child seen? Required. Answered."
    interface = QAccessible.queryAccessibleInterface(yes)
    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.state().checked


def test_a_box_says_its_question_and_that_evidence_is_required(desk: Desk) -> None:
    desk.open()
    assert desk.page.pane.view is not None
    box = desk.page.pane.view.stops["child_seen"].findChildren(QPlainTextEdit)[0]
    assert spoken(box, QAccessible.Text.Name) == "1.1 Evidence, required: Was the child seen?"
    line = desk.page.pane.view.stops["visits"].findChildren(QLineEdit)[0]
    name = spoken(line, QAccessible.Text.Name)
    assert name == "1.3 How many visits were made? Required."
    assert "visits, 0 to 50" in spoken(line, QAccessible.Text.Description)


def test_the_section_list_says_how_far_each_section_is(desk: Desk) -> None:
    desk.open()
    item = desk.page.pane.sections.item(1)
    said = item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "1. Seen, 0 of 3 · 3 unanswered"


def test_tab_stops_once_in_each_group_of_options(desk: Desk) -> None:
    desk.open()
    assert desk.page.pane.view is not None
    for name in ("child_seen", "quality"):
        stop = desk.page.pane.view.stops[name]
        radios = [each for each in reachable(stop) if isinstance(each, QRadioButton)]
        assert len(radios) == 1


def test_every_command_has_a_key_in_the_sheet(desk: Desk) -> None:
    from ui.about import keys_of

    lines = keys_of(desk.page.actions())
    assert {line.group for line in lines} == {"Grading an audit"}
    assert "F8 or Ctrl+J" in {line.keys for line in lines}
    assert len(lines) == len(desk.page.actions())


def test_no_button_is_only_a_picture(desk: Desk) -> None:
    desk.open()
    for button in desk.page.findChildren(QToolButton):
        if button.isVisible() and not button.text():
            assert button.accessibleName(), button
            assert button.toolTip(), button
