"""While a database can only be read, nothing that writes in it is offered, on any page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton

from db.opening import open_store
from db.report_templates import draft_template, keep_template
from forms.report_templates import ReportTemplate
from tests.flows.driving import Driver
from tests.flows.test_settling import UID, database
from ui.backups.desk import BACKUPS
from ui.builder.page import BuilderPage
from ui.desk import AUDITS, BUILDER, EXPLORE, FORM, MERGE, REPORT, SETTLE, TOOLS
from ui.settling.page import SettlePage
from ui.unlocking.protection_dialog import ProtectionDialog

__all__ = ["database"]

# Whoever adds a command finds it missing here: does it write? Then it goes through the gate.
_READS = {
    "File": {
        *(
            "New database…",
            "Open database…",
            "Open recent",
            "north",
            "Back up to a file…",
            "Backups…",
            "Export tables…",
        ),
        *("Protection…", "Lock", "Quit", "File", "View", "Help", "Colours"),
        *("Open to work in", "Back"),
    },
    "View, Help": {
        *(
            "Audits",
            "Report",
            "Explore",
            "Tools",
            "Merge",
            "Conflicts",
            "Next pane",
            "Previous pane",
        ),
        *("Text larger", "Text smaller", "Text as the system has it", "Follow the system"),
        *("Light", "Dark", "Keyboard shortcuts", "About Case File Audit"),
    },
    "Audits": {
        "Open",
        "Find",
        "History…",
        "Refresh the list",
        "Settle…",
        "Settle",
        "Conflicts, 1 waiting",
    },
    "Report": {
        *("Larger", "Smaller", "Next page", "Previous page", "Print", "Save PDF"),
        *("Work out again", "Clear filters", "More filters", "Save as web page"),
        *("Save PDF with a password…", "Save as", "Report on it", "Build a report"),
        *("Build a report…", "A report for each team"),
    },
    "Report builder": {
        *("Back to the report", "Back to the templates", "Preview", "Open in reader"),
        *("Save PDF…", "Save as web page…", "Print…", "A report for each team…"),
        *("More for this report", "Fit width"),
    },
    "Explore, whose views are kept in the settings": {
        *("Copy as picture", "Copy as table", "Save picture or table", "Save as", "Copy"),
        *("As picture (Ctrl+Shift+C)", "As table (Ctrl+Shift+T)", "Saved views", "Swap"),
        *("Save this view…", "Chart", "Table", "Search what auditors wrote"),
    },
    "Tools": {"Compare…", "Compare", "Export…", "Export"},
    "Form": {
        *("Close the audit; everything is saved", "Back to the list of audits"),
        *("Go to the evidence box of the question", "More for this audit"),
        *("Go to the next section", "Go to the previous section", "Go to First"),
        *("Previous section: 1. First", "History of this audit…"),
        "Show the history of the answer in focus, and of the audit",
    },
    "Grades, that no key or click changes": {
        *("Outstanding", "Good", "Requires improvement", "Inadequate"),
    },
    "Conflicts, where a choice changes nothing until it is settled": {
        *("Back to the conflicts", "Back to the list of conflicts", "Show the audit"),
        *("Take all of ours", "Take all of theirs", "Keep all as before"),
        *("Ours: Outstanding. The drawings show it.", "Before: Good. The drawings show it."),
        "Theirs: Inadequate. The drawings show it.",
    },
}
_ALLOWED = set().union(*_READS.values())
_ALLOWED_THERE = {FORM: {"Settle the conflict"}}  # it leads to the page where none can be settled


def offered(driver: Driver) -> set[str]:
    """What can be chosen or pressed in the window now."""
    actions = (each for each in driver.window.findChildren(QAction) if each.isEnabled())
    buttons = (
        each
        for each in driver.window.findChildren(QAbstractButton)
        if each.isVisible() and each.isEnabled()
    )
    named = {each.text().replace("&", "") for each in actions}
    return (named | {each.accessibleName() or each.text() for each in buttons}) - {""}


@contextmanager
def only_read(driver: Driver, path: Path) -> Iterator[None]:
    """Work in the database elsewhere, so that this window can only read it."""
    with open_store(path):
        driver.start(path)
        driver.start_page.read.click()
        driver.wait_for(AUDITS)
        yield
        driver.close()


def visited(driver: Driver, page: str) -> set[str]:
    """Go to a page, mark what is listed first there, and return what is offered."""
    driver.program.workspace.show_page(page)
    driver.settle()
    if page == AUDITS:
        driver.list.table.mark(0)
    elif page == TOOLS:
        driver.tools.table.mark(driver.tools.entries[0].key)
    elif page == SETTLE:
        settling = driver.program.workspace.page(SETTLE)
        assert isinstance(settling, SettlePage)
        settling.open_conflict(UID)
        driver.wait(settling.board.isVisible)
    elif page == BUILDER:
        builder = driver.program.workspace.page(BUILDER)
        assert isinstance(builder, BuilderPage)
        builder.templates.open.trigger()
        driver.wait(lambda: builder.is_composing)
    driver.settle()
    return offered(driver)


def test_no_command_that_writes_is_offered_on_any_page(driver: Driver, database: Path) -> None:
    with open_store(database) as store:
        keep_template(
            store, draft_template(store, ReportTemplate(name="Board", tool="voice"), "lead"), "lead"
        )
    with only_read(driver, database):
        pages = AUDITS, REPORT, EXPLORE, TOOLS, MERGE, SETTLE, BUILDER
        found = {page: visited(driver, page) for page in pages}
        driver.choose("Backups…")
        driver.wait(lambda: driver.page_id == BACKUPS)
        found[BACKUPS] = offered(driver)
        driver.open(driver.stored()[0].uid)
        found[FORM] = offered(driver)
        for page, texts in found.items():
            assert texts - _ALLOWED - _ALLOWED_THERE.get(page, set()) == set(), page


@pytest.mark.parametrize("text", ["Hand over…", "Retention…"])
def test_the_menu_says_why_an_entry_is_grey(driver: Driver, database: Path, text: str) -> None:
    with only_read(driver, database):
        actions = driver.window.findChildren(QAction)
        action = next(each for each in actions if each.text().replace("&", "") == text)
        assert not action.isEnabled()
        assert "read only" in action.toolTip()
        assert driver.program.workspace._menus._file.toolTipsVisible()


def test_no_passphrase_is_given_where_the_file_can_only_be_read(
    driver: Driver, database: Path
) -> None:
    with only_read(driver, database):
        driver.choose("Protection…")
        dialog = driver.dialog(ProtectionDialog)
        assert not dialog.protect.isEnabled()
        assert "read only" in dialog.problem.text()
        dialog.close()


def test_everything_is_offered_again_once_it_can_be_worked_in(
    driver: Driver, database: Path
) -> None:
    with open_store(database):
        driver.start(database)
        driver.start_page.read.click()
        driver.wait_for(AUDITS)
    driver.program.front_desk.pages.banner.retry.click()
    driver.wait(lambda: not driver.program.jobs.read_only)
    driver.wait_for(AUDITS)
    driver.settle()
    assert {"Hand over…", "Retention…", "New audit"} <= offered(driver)
