"""Works the whole program through its real window, as a person would: by keys and clicks."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from audit_app.bootstrap import Bootstrap
from audit_app.front_desk import FIRST_DATABASE
from audit_app.keeping import SettingsKeeper
from audit_app.paths import Paths
from audit_app.program import Program
from audit_app.settings import Settings, SettingsFile
from db.keys import Protection
from db.listing import AuditFilter, AuditRow, list_audits
from db.opening import create_store, open_reading
from db.sealing import OpenedAudit, open_audit, start_audit
from forms.audits import Audit
from forms.findings import Finding
from tests.db.making import an_audit, mini_tool
from ui.audit_form import AuditPage
from ui.audit_form.question_card import QuestionCard
from ui.audits.dialogs import DiscardDialog
from ui.audits.new_audit import NewAuditDialog
from ui.audits.page import AuditsPage
from ui.audits.period_picker import qt_date
from ui.designer import DesignerPage
from ui.desk import AUDITS, DESIGNER, FORM, REPORT, TOOLS
from ui.front_pages import NEW, START, UNLOCK
from ui.report.page import ReportPage
from ui.start_page import StartPage
from ui.tools.catalogue import Entry
from ui.tools.page import ToolsPage
from ui.troubles import BugDialog, TroubleDialog
from ui.unlocking.new_page import NewPage
from ui.unlocking.unlock_page import UnlockPage

W = TypeVar("W", bound=QWidget)
Key = Qt.Key
Plain = Qt.KeyboardModifier.NoModifier
Control = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


class Driver:
    """One person at one program, from start to start again. `close` ends it."""

    def __init__(self, qtbot: QtBot, app: QApplication, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.paths = Paths(folder / "config" / "settings.json", folder / "data", folder / "logs")
        self.bugs: list[BaseException] = []
        self._app = app
        self._bootstrap: Bootstrap | None = None
        self.has_first_database = True
        folder.mkdir()

    # Starting and ending

    def start(self, file: Path | None = None) -> None:
        """Start the program and wait until a page is in view.

        A person has a first database already, unless `has_first_database` says otherwise.
        """
        if self.has_first_database and not self.paths.data.exists():
            self.paths.data.mkdir(mode=0o700)
            create_store(self.paths.data / FIRST_DATABASE).close()
        settings, told = SettingsFile(self.paths.settings).load()
        if settings == Settings():
            settings.window.scheme = "light"
        self._bootstrap = Bootstrap(self._app, self.paths, settings, file, told)
        self._bootstrap.window.show()
        self._bootstrap.window.activateWindow()
        self.qtbot.waitUntil(lambda: self._bootstrap is not None and bool(self._bootstrap.program))
        self.program.jobs.bug.connect(self.bugs.append)
        self.program.troubles.bug_caught.connect(self.bugs.append)
        self.wait(lambda: bool(self.page_id))

    def close(self) -> None:
        """Close the window as a person does, and wait until it is gone."""
        if self._bootstrap is None:
            return
        self.window.close()
        self.wait(self.window.isHidden)
        self.end()

    def end(self) -> None:
        """Let go of a window that is closed."""
        if self._bootstrap is not None:
            bootstrap, self._bootstrap = self._bootstrap, None
            bootstrap.stop()
            self._app.styleHints().colorSchemeChanged.disconnect()
            bootstrap.window.deleteLater()

    def restart(self, file: Path | None = None) -> None:
        """Close the program and start it again."""
        self.close()
        self.start(file)

    @property
    def is_running(self) -> bool:
        return self._bootstrap is not None

    # What is there

    @property
    def program(self) -> Program:
        assert self._bootstrap is not None
        assert self._bootstrap.program is not None
        return self._bootstrap.program

    @property
    def keeper(self) -> SettingsKeeper:
        assert self._bootstrap is not None
        assert self._bootstrap.keeper is not None
        return self._bootstrap.keeper

    @property
    def settings(self) -> Settings:
        return self.program._settings

    @property
    def window(self) -> QWidget:
        assert self._bootstrap is not None
        return self._bootstrap.window

    @property
    def page_id(self) -> str:
        return self.program.workspace.page_id

    @property
    def list(self) -> AuditsPage:
        return self._page(AUDITS, AuditsPage)

    @property
    def form(self) -> AuditPage:
        return self._page(FORM, AuditPage)

    @property
    def report(self) -> ReportPage:
        return self._page(REPORT, ReportPage)

    @property
    def tools(self) -> ToolsPage:
        return self._page(TOOLS, ToolsPage)

    @property
    def designer(self) -> DesignerPage:
        return self._page(DESIGNER, DesignerPage)

    @property
    def start_page(self) -> StartPage:
        return self._page(START, StartPage)

    @property
    def new_page(self) -> NewPage:
        return self._page(NEW, NewPage)

    @property
    def unlock_page(self) -> UnlockPage:
        return self._page(UNLOCK, UnlockPage)

    @property
    def database(self) -> Path:
        assert self.program.databases.path is not None
        return self.program.databases.path

    def _page(self, page_id: str, kind: type[W]) -> W:
        page = self.program.workspace.page(page_id)
        assert isinstance(page, kind)
        return page

    def dialog(self, kind: type[W]) -> W:
        """Wait for a dialog."""
        self.wait(lambda: bool(self._dialogs(kind)))
        return self._dialogs(kind)[0]

    def _dialogs(self, kind: type[W]) -> "list[W]":
        return [found for found in self.window.findChildren(kind) if found.isVisible()]

    def take_trouble(self) -> str:
        """Wait for the dialog about known trouble; returns what it says, and closes it."""
        dialog = self.dialog(TroubleDialog)
        said = " ".join(label.text() for label in dialog.findChildren(QLabel) if label.text())
        dialog.close()
        return said

    def take_bug(self) -> str:
        """Wait for the report about a fault; returns it, and closes the dialog."""
        dialog = self.dialog(BugDialog)
        said = dialog.findChildren(QPlainTextEdit)[0].toPlainText()
        dialog.close()
        self.bugs.clear()
        return said

    def take_discard(self) -> None:
        """Wait to be asked whether a draft shall go, and say yes."""
        self.dialog(DiscardDialog).yes.click()

    @property
    def has_dialog(self) -> bool:
        return bool(self._dialogs(QDialog))

    @property
    def announced(self) -> str:
        """What the bar above every page says was done."""
        return self.program.workspace._header._notice.text()

    @property
    def save_state(self) -> str:
        """What the form says about saving."""
        return self.form.header.save_state.text()

    @property
    def state_on_other_pages(self) -> str:
        """What the bar above the pages says about saving, "" while it says nothing."""
        state = self.program.workspace.save_state
        return state.text() if state.isVisible() else ""

    # What a person does

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def wait_for(self, page_id: str) -> None:
        self.wait(lambda: self.page_id == page_id and self.window.centralWidget().isEnabled())

    def choose(self, text: str) -> None:
        """Choose a command of the menus or the page in view."""
        actions = self.window.findChildren(QAction)
        next(a for a in actions if a.text().replace("&", "") == text).trigger()

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Plain) -> None:
        """Press a key where the focus is."""
        self.settle()
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def make_database(self, path: Path | None = None, passphrase: str = "") -> None:
        """Make a new database on its page, plain or protected; at `path`, or where it proposes."""
        if path is not None:
            self.program.workspace.new_database_requested.emit(str(path))
        self.wait_for(NEW)
        page = self.new_page
        page.plain.setChecked(not passphrase)
        if passphrase:
            page.choice.first.line.setText(passphrase)
            page.choice.second.line.setText(passphrase)
        page.make.click()

    def unlock(self, secret: str) -> None:
        """Give the passphrase that is asked for."""
        self.wait_for(UNLOCK)
        self.unlock_page.box.line.setText(secret)
        self.unlock_page.unlock.click()

    def list_audits(self) -> "list[AuditRow]":
        """Go to the list and wait until it shows all there is."""
        self.program.workspace.show_page(AUDITS)
        self.list.refresh()
        model = self.list.table.audits_model
        expected = len(self.stored())
        self.wait(lambda: model.rowCount() == expected)
        self.settle()
        listed = (model.audit(place) for place in range(model.rowCount()))
        return [row for row in listed if row is not None]

    def mark(self, uid: str) -> None:
        """Mark an audit in the list."""
        rows = self.list_audits()
        self.list.table.mark([row.uid for row in rows].index(uid))

    def open(self, uid: str) -> None:
        """Open an audit from the list by Enter."""
        self.mark(uid)
        self.qtbot.keyClick(self.list.table, Key.Key_Return)
        self.wait(lambda: self.page_id == FORM and self.form.uid == uid)
        self.settle()

    def start_new(
        self, case: str, tool: str = "", auditor: str = "", day: date | None = None
    ) -> str:
        """Start an audit through its dialog; returns its id."""
        before = {row.uid for row in self.stored()}
        self.list.ask_for_new()
        dialog = self.dialog(NewAuditDialog)
        if tool:
            dialog.cards.choose(tool)
        self.qtbot.keyClicks(dialog.particulars.case, case)
        if auditor:
            dialog.particulars.auditor.setEditText(auditor)
        if day:
            dialog.particulars.day.setDate(qt_date(day))
        dialog.start.click()
        self.wait(lambda: self.page_id == FORM and self.form.uid not in {*before, ""})
        self.settle()
        return self.form.uid

    def list_tools(self) -> "list[Entry]":
        """Go to the Tools page by its key and wait until it shows what there is."""
        self.press(Key.Key_4, Control)
        self.wait_for(TOOLS)
        self.settle()
        return self.tools.entries

    def mark_tool(self, title: str, version: str) -> Entry:
        """Mark a tool in the list of the page in view."""
        self.settle()
        found = [e for e in self.tools.entries if (e.title, e.version) == (title, version)]
        assert found, [(entry.title, entry.version) for entry in self.tools.entries]
        self.tools.table.mark(found[0].key)
        return found[0]

    def choose_for_tool(self, text: str) -> None:
        """Choose what is to be done with the marked tool, as its button is called."""
        actions = self.tools.commands.for_one_tool
        action = next(a for a in actions if a.text().replace("&", "") == text)
        assert action.isVisible()
        action.trigger()

    def go(self, question: str, part: str = "") -> QuestionCard:
        """Go to a question."""
        self.settle()
        self.form.pane.go_to_field(f"finding.{question}", part)
        card = self.form.pane.current
        assert isinstance(card, QuestionCard), card
        return card

    def answer(self, question: str, key: str) -> None:
        """Answer a question by a key."""
        self.go(question)
        self.type(key)

    def write(self, question: str, words: str) -> None:
        """Write evidence for a question, and stay in the box."""
        self.go(question, "words")
        self.type(words)

    def settle(self) -> None:
        """Wait until no work is under way, and give the window the focus as a desktop would."""
        self.wait(lambda: not self.program.jobs._running)
        self.wait(self._is_active)

    def _is_active(self) -> bool:
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
        return QApplication.activeWindow() is not None

    # What lies in the file

    def stored(self, path: Path | None = None) -> "list[AuditRow]":
        with open_reading(path or self.database) as store:
            return list_audits(store, AuditFilter())

    def in_file(self, uid: str, path: Path | None = None) -> OpenedAudit:
        with open_reading(path or self.database) as store, store.snapshot():
            return open_audit(store, uid)

    def finding(self, uid: str, question: str, path: Path | None = None) -> Finding:
        return self.in_file(uid, path).audit.findings.get(question, Finding())


def make_database(
    path: Path, *cases: str, whole: bool = False, protection: Protection | None = None
) -> "list[str]":
    """Make a database with drafts of these cases, all but complete where `whole`."""
    with create_store(path, protection=protection) as store:
        return [start_audit(store, mini_tool(), _draft(case, whole=whole)) for case in cases]


def _draft(case: str, *, whole: bool) -> Audit:
    audit = an_audit(case)
    return audit if whole else audit.model_copy(update=_NOTHING_GRADED)


_NOTHING_GRADED = {
    "findings": {},
    "sections": {},
    "section_reasons": {},
    "overall": None,
    "overall_reason": "",
    "strengths": "",
}
