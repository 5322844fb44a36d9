"""The preview is the auditor's form, and keeps its answers while the tool changes."""

from datetime import date

from pytestqt.qtbot import QtBot

from forms.audits import Audit
from forms.findings import Finding
from forms.plain_tools import plain_tool
from forms.tool_files import builtin_tool
from tests.ui.designer.conftest import Driver
from ui.audit_form import AuditPage
from ui.theme import Theme

FIRST = ("sections", 0, "questions", 0)


def test_the_preview_has_the_stops_of_the_auditors_form(
    driver: Driver, theme: Theme, qtbot: QtBot
) -> None:
    tool = builtin_tool("thresholds")
    driver.open(plain_tool(tool))
    driver.settle()
    form = AuditPage(theme)
    qtbot.addWidget(form)
    form.open_audit("a", tool, Audit(audited_on=date.today()), read_only=False)
    for at, section in enumerate(tool.sections):
        driver.page.workshop.choose(("sections", at))
        driver.settle()
        form.pane.show_section(section.id)
        assert driver.page.preview.form.pane.view is not None
        assert form.pane.view is not None
        shown = [stop.name for stop in driver.page.preview.form.pane.view.shown_stops()]
        assert shown == [stop.name for stop in form.pane.view.shown_stops()]


def test_the_preview_shows_the_section_of_the_chosen_line_without_taking_the_focus(
    driver: Driver,
) -> None:
    driver.open(plain_tool(builtin_tool("thresholds")))
    driver.settle()
    driver.page.workshop.choose(("sections", 2, "questions", 1))
    driver.settle()
    view = driver.page.preview.form.pane.view
    assert view is not None
    assert view.section == builtin_tool("thresholds").sections[2].id
    assert driver.focus is driver.page.outline.tree


def test_answers_stay_while_a_question_is_renamed_and_others_are_added(driver: Driver) -> None:
    driver.settle()
    preview = driver.page.preview
    assert preview.form.pane.view is not None
    stop = preview.form.pane.view.stops["new_question"]
    stop.press("1")
    driver.page.workshop.choose(FIRST)
    driver.page.properties.enter_words()
    driver.write("Was the child seen?")
    driver.press("Ctrl+Return")
    driver.settle()
    assert preview.audit.findings == {"child_seen": Finding(answer="yes")}


def test_a_tool_with_problems_leaves_the_last_sound_one_in_view(driver: Driver) -> None:
    driver.settle()
    driver.page.workshop.choose(FIRST)
    driver.page.workshop.put(("scale",), "no_such_scale")
    driver.settle()
    assert driver.page.preview.stale.isVisible()
    assert driver.page.preview.form.pane.view is not None
    driver.press("Ctrl+Z")
    driver.settle()
    assert not driver.page.preview.stale.isVisible()


def test_the_form_is_not_built_anew_while_somebody_types(driver: Driver, qtbot: QtBot) -> None:
    driver.settle()
    driver.page.workshop.choose(FIRST)
    driver.page.workshop.put(("hint",), "Look in the visit records.")
    driver.page.properties.enter_words()
    driver.write("Was")
    driver.page._checker.check_now()
    preview = driver.page.preview
    assert not preview._rest.isActive()
    driver.page.flush()
    qtbot.waitUntil(lambda: preview._shown is driver.page.tool)
    assert preview.form.pane.view is not None
    assert "was" in preview.form.pane.view.stops


def test_a_test_run_fills_the_form_with_other_answers_each_time(driver: Driver) -> None:
    driver.open(plain_tool(builtin_tool("thresholds")))
    driver.press("Ctrl+T")
    first = driver.page.preview.audit
    driver.press("Ctrl+T")
    assert first.findings
    assert driver.page.preview.audit.findings != first.findings
    driver.page.preview.clear.click()
    assert driver.page.preview.audit.findings == {}


def test_where_room_is_short_the_preview_takes_the_place_of_the_properties(
    driver: Driver, theme: Theme
) -> None:
    page = driver.page
    assert page.preview.isVisible()
    theme.set_text_percent(150)
    assert not page.preview.isVisible()
    page.header.preview.click()
    assert page.preview.isVisible()
    assert not page.properties.isVisible()
    driver.press("Ctrl+Shift+L", "F2")
    assert page.properties.isVisible()
    assert driver.focus is page.properties.tool_form.field("title").focusProxy()  # type: ignore[union-attr]
