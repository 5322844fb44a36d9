"""A tool's life through the window: made, published, audited with, amended, moved to, withdrawn."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from db.opening import open_reading
from db.reading import AuditScope
from exports.figures.figures import work_out_figures
from exports.xlsform import write_tool_workbook
from forms.tool_files import builtin_tool
from forms.xlsform import import_workbook
from tests.flows.driving import Control, Driver, Key, Shift
from tests.flows.failing import Disk
from ui.audits.new_audit import NewAuditDialog
from ui.desk import DESIGNER, REPORT, TOOLS
from ui.tools.asking import AskDialog
from ui.tools.import_report import ImportReportDialog
from ui.tools.moving import MoveDialog
from ui.tools.publishing import PublishDialog

SEEN, ALONE, VISITS = "child_seen", "child_seen_alone", "many_visits_made"


@pytest.fixture
def driver(driver: Driver) -> Driver:
    """A person who has said who they are, in a first database."""
    driver.start()
    driver.settings.auditor_code = "lead"
    return driver


def rename(driver: Driver, words: str) -> None:
    """Write other words for the chosen line of the outline, and go back to the outline."""
    driver.press(Key.Key_F2)
    driver.press(Key.Key_A, Control)
    driver.type(words)
    driver.press(Key.Key_L, Control | Shift)


def design_visits(driver: Driver) -> None:
    """Make a tool of one section, three questions and one rule, by keys."""
    driver.list_tools()
    driver.press(Key.Key_N, Control)
    driver.wait_for(DESIGNER)
    rename(driver, "Visits")
    driver.press(Key.Key_Down)
    rename(driver, "Seeing the child")
    driver.press(Key.Key_Down)
    rename(driver, "Was the child seen?")
    driver.press(Key.Key_Return, Control)
    rename(driver, "Was the child seen alone?")
    driver.press(Key.Key_Return, Control)
    driver.type("How many visits were made?")
    driver.press(Key.Key_Tab)
    driver.type("Num")
    driver.press(Key.Key_L, Control | Shift)
    driver.press(Key.Key_Up)
    rule = driver.designer.properties.question_form.field("relevant")
    assert rule is not None
    rule.setFocus()
    driver.type("${child_seen} = 'yes'")
    driver.designer.flush()


def ask_to_publish(driver: Driver) -> PublishDialog:
    driver.wait(driver.designer.header.publish.isEnabled)
    driver.designer.header.publish.click()
    return driver.dialog(PublishDialog)


def publish(driver: Driver, dialog: PublishDialog) -> None:
    dialog.yes.click()
    driver.wait_for(TOOLS)
    driver.settle()
    assert "is published" in driver.announced


def amend_visits(driver: Driver) -> None:
    """Ask the first question otherwise and reword the third; say what became of each."""
    driver.press(Key.Key_Return)
    driver.wait_for(DESIGNER)
    driver.settle()
    for _ in range(2):
        driver.press(Key.Key_Down)
    rename(driver, "Was the child seen at home, in their own room?")
    for _ in range(2):
        driver.press(Key.Key_Down)
    rename(driver, "How many visits were made in the period?")
    dialog = ask_to_publish(driver)
    cards = {card.judged.id: card for card in dialog.cards}
    assert cards.keys() == {SEEN, VISITS}
    cards[SEEN].choose("new_measure")
    cards[VISITS].choose("reworded")
    driver.qtbot.keyClicks(dialog.note, "Seen at home is what matters.")
    publish(driver, dialog)


def answer_all(driver: Driver) -> None:
    driver.answer(SEEN, "1")
    driver.answer(ALONE, "2")
    driver.go(VISITS)
    driver.type("3")


def grade_and_complete(driver: Driver, uid: str) -> None:
    """Give the grades that F8 leads to, then complete."""
    for _ in range(12):
        driver.press(Key.Key_F8)
        if driver.form.header.complete.hasFocus():
            break
        current = driver.form.pane.current
        assert current is not None
        driver.type("Seen." if current.name.endswith("reason") else "2")
    driver.press(Key.Key_Return, Control)
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    driver.wait(driver.form.banner.isVisible)
    driver.settle()


def broken(driver: Driver) -> dict[str, list[bool]]:
    with open_reading(driver.database) as store:
        figures = work_out_figures(store, AuditScope(tool_id="visits"))
    lines = {each.id: [bool(point.broken_by) for point in each.trend] for each in figures.questions}
    return {**lines, "overall": [bool(point.broken_by) for point in figures.trend]}


def offered(driver: Driver) -> list[tuple[str, str]]:
    """Which tools a new audit may begin with: title and version."""
    driver.list_audits()
    driver.list.ask_for_new()
    dialog = driver.dialog(NewAuditDialog)
    tools = []
    for row in range(dialog.cards.count()):
        dialog.cards.setCurrentRow(row)
        assert dialog.cards.tool is not None
        tools.append((dialog.cards.tool.title, dialog.cards.tool.version))
    dialog.close()
    return tools


def test_a_tool_is_made_used_amended_and_the_trend_breaks_where_its_map_says(
    driver: Driver,
) -> None:
    design_visits(driver)
    publish(driver, ask_to_publish(driver))
    done = driver.start_new("C-1", tool="visits", auditor="auditor-01", day=date(2026, 1, 10))
    answer_all(driver)
    grade_and_complete(driver, done)
    begun = driver.start_new("C-2", tool="visits", auditor="auditor-01", day=date(2026, 5, 10))
    answer_all(driver)
    driver.list_tools()
    driver.mark_tool("Visits", "1.0")
    amend_visits(driver)
    entry = driver.tools.table.current
    assert entry is not None
    assert (entry.version, entry.status) == ("1.1", "published")
    assert ("Visits", "1.0") not in offered(driver)

    driver.list_tools()
    driver.mark_tool("Visits", "1.1")
    driver.choose_for_tool("Move drafts…")
    moving = driver.dialog(MoveDialog)
    driver.wait(lambda: moving.drafts.count() == 1)
    told = moving.preview.toPlainText()
    assert told.index("Set aside") < told.index("Kept")
    assert "Was the child seen?" in told
    moving.yes.click()
    driver.wait(lambda: driver.announced == "1 draft was moved.")
    moved = driver.in_file(begun)
    assert moved.tool.version == "1.1"
    assert moved.audit.set_aside[SEEN].answer == "yes"
    assert SEEN not in moved.audit.findings

    driver.open(begun)
    assert moved.audit.findings[VISITS].answer == 3
    driver.answer(SEEN, "1")
    grade_and_complete(driver, begun)
    assert broken(driver) == {
        SEEN: [False, True],
        ALONE: [False, False],
        VISITS: [False, False],
        "overall": [False, False],
    }
    driver.program.workspace.show_page(REPORT)
    driver.wait(driver.report.tabs.isVisible)


def test_a_fork_gives_credit_and_a_withdrawn_tool_is_not_offered(driver: Driver) -> None:
    driver.list_tools()
    driver.mark_tool("Dip sample", "1.0")
    driver.choose_for_tool("Fork…")
    asked = driver.dialog(AskDialog)
    asked.boxes["title"].setText("Our dip sample")
    asked.boxes["tool_id"].setText("our-dip-sample")
    asked.yes.click()
    driver.wait_for(DESIGNER)
    publish(driver, ask_to_publish(driver))
    entry = driver.tools.table.current
    assert entry is not None
    assert entry.tool is not None
    assert entry.tool.origin is not None
    assert entry.tool.origin.hash == builtin_tool("dip-sample").hash
    assert "Forked from: Dip sample, version 1.0" in driver.tools.details.accessibleDescription()
    assert ("Our dip sample", "1.0") in offered(driver)

    driver.list_tools()
    driver.mark_tool("Our dip sample", "1.0")
    driver.choose_for_tool("Withdraw…")
    why = driver.dialog(AskDialog)
    driver.qtbot.keyClicks(why.boxes["reason"], "A question misled.")
    why.yes.click()
    driver.wait(lambda: driver.announced == "Our dip sample, version 1.0, is withdrawn.")
    assert ("Our dip sample", "1.0") not in offered(driver)
    assert ("Dip sample", "1.0") in offered(driver)


def choose_file(driver: Driver, path: Path) -> None:
    asked = driver.dialog(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.close()


def test_a_workbook_is_imported_and_exported_again(driver: Driver) -> None:
    tool = builtin_tool("childs-voice")
    source, target = driver.folder / "ours.xlsx", driver.folder / "again.xlsx"
    write_tool_workbook(tool, source)
    driver.list_tools()
    driver.press(Key.Key_I, Control)
    choose_file(driver, source)
    report = driver.dialog(ImportReportDialog)
    assert report.lines == []
    report.go_on.click()
    driver.wait_for(DESIGNER)
    assert driver.designer.tool == tool
    driver.designer.header.export_requested.emit()
    choose_file(driver, target)
    driver.wait(lambda: driver.announced == "“Child's voice” was written to again.xlsx.")
    assert import_workbook(target.read_bytes(), target.name).tool == tool


def test_the_page_is_where_the_session_goes_on(driver: Driver) -> None:
    driver.list_tools()
    driver.restart()
    driver.wait_for(TOOLS)
    driver.settle()
    driver.press(Key.Key_N, Control)
    driver.wait_for(DESIGNER)
    rename(driver, "Half a title")
    driver.press(Key.Key_F2)
    driver.press(Key.Key_End)
    driver.type(", and more")
    driver.restart()
    driver.wait_for(TOOLS)
    driver.settle()
    first = driver.tools.entries[0]
    assert (first.status, first.title) == ("draft", "Half a title, and more")
    driver.press(Key.Key_Return)
    driver.wait_for(DESIGNER)
    assert driver.designer.header.title_text == "Half a title, and more"


@pytest.mark.parametrize("key", [Key.Key_W, Key.Key_4])
def test_a_tool_is_listed_as_it_was_left(driver: Driver, key: Key) -> None:
    driver.list_tools()
    driver.press(Key.Key_N, Control)
    driver.wait_for(DESIGNER)
    driver.press(Key.Key_F2)
    driver.press(Key.Key_A, Control)
    driver.type("Named in haste")
    driver.press(key, Control)
    driver.wait_for(TOOLS)
    driver.wait(lambda: driver.tools.entries[0].title == "Named in haste")


def test_a_tool_that_could_not_be_saved_is_not_lost(driver: Driver, disk: Disk) -> None:
    driver.list_tools()
    driver.press(Key.Key_N, Control)
    driver.wait_for(DESIGNER)
    disk.is_full = True
    rename(driver, "Kept in the window")
    driver.press(Key.Key_Down)
    rename(driver, "Seeing the child")
    driver.press(Key.Key_Down)
    rename(driver, "Was the child seen?")
    driver.wait(lambda: "disk is full" in driver.designer.header.save_state.text().lower())
    assert driver.state_on_other_pages == "", "it is said once"
    driver.press(Key.Key_W, Control)
    driver.wait_for(TOOLS)
    driver.wait(lambda: "disk is full" in driver.state_on_other_pages.lower())
    entry = driver.mark_tool("New audit tool", "1.0")
    assert entry.status == "draft"
    driver.choose_for_tool("Edit")
    driver.wait_for(DESIGNER)
    assert driver.designer.header.title_text == "Kept in the window"
    driver.wait(driver.designer.header.publish.isEnabled)
    driver.designer.header.publish.click()
    assert "not in the database yet" in driver.take_trouble()
    disk.is_full = False
    driver.wait(lambda: driver.program.desk.saver.trouble == "")
    publish(driver, ask_to_publish(driver))
