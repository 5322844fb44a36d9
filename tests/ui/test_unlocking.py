"""The parts behind locking: who is idle, what is greyed, what a passphrase box gives away."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.unlocking.idling import IdleWatch
from ui.unlocking.new_page import NewPage
from ui.unlocking.passphrase_box import PassphraseBox
from ui.unlocking.protection_dialog import ProtectionDialog
from ui.unlocking.unlock_page import UnlockPage
from ui.write_gate import WriteGate


class Clock:
    """Two clocks as a computer has: one that only runs, one that people set."""

    def __init__(self) -> None:
        self.running = self.wall = 1_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.running += seconds
        self.wall += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(qapp: QApplication, clock: Clock) -> IdleWatch:
    return IdleWatch(qapp, (lambda: clock.running, lambda: clock.wall))


def idles(watch: IdleWatch) -> list[None]:
    heard: list[None] = []
    watch.idle.connect(lambda: heard.append(None))
    return heard


def test_idling_is_told_once_its_minutes_are_over(watch: IdleWatch, clock: Clock) -> None:
    heard = idles(watch)
    watch.watch(10)
    clock.pass_by(599)
    watch.look()
    assert not heard
    clock.pass_by(1)
    watch.look()
    assert len(heard) == 1


def test_a_laptop_that_slept_was_idle_although_its_running_clock_stood(
    watch: IdleWatch, clock: Clock
) -> None:
    heard = idles(watch)
    watch.watch(10)
    clock.wall += 3_600
    watch.look()
    assert len(heard) == 1


def test_a_clock_set_back_does_not_keep_it_open(watch: IdleWatch, clock: Clock) -> None:
    heard = idles(watch)
    watch.watch(10)
    clock.wall -= 86_400
    clock.running += 600
    watch.look()
    assert len(heard) == 1


def test_no_minutes_mean_never(watch: IdleWatch, clock: Clock) -> None:
    heard = idles(watch)
    watch.watch(0)
    clock.pass_by(1_000_000)
    watch.look()
    assert not heard


@pytest.mark.usefixtures("qapp")
def test_the_gate_greys_what_it_guards_says_why_and_gives_it_back() -> None:
    gate = WriteGate()
    offered, unfit = QAction("New"), QAction("Void")
    offered.setToolTip("New (Ctrl+N)")
    unfit.setEnabled(False)
    gate.guard(offered, unfit)
    gate.shut("Only to be read.")
    assert not offered.isEnabled()
    assert offered.toolTip() == "Only to be read."
    unfit.setEnabled(True)  # the page marks another audit
    assert not unfit.isEnabled()
    gate.shut("")
    assert offered.isEnabled()
    assert unfit.isEnabled()
    assert offered.toolTip() == "New (Ctrl+N)"


def test_a_button_built_while_the_gate_is_shut_is_greyed(qtbot: QtBot) -> None:
    gate, button = WriteGate(), QPushButton("Save")
    qtbot.addWidget(button)
    gate.shut("Only to be read.")
    gate.guard(button)
    assert not button.isEnabled()
    button.setEnabled(True)
    assert not button.isEnabled()
    gate.shut("")
    assert button.isEnabled()


@pytest.fixture
def box(qtbot: QtBot) -> PassphraseBox:
    made = PassphraseBox("&Passphrase")
    qtbot.addWidget(made)
    made.show()
    return made


def test_letters_are_hidden_until_asked_for_and_forgotten_out_of_sight(
    qtbot: QtBot, box: PassphraseBox
) -> None:
    qtbot.keyClicks(box.line, "heron")
    assert "heron" not in box.line.displayText()
    box.shown.click()
    assert box.line.displayText() == "heron"
    box.hide()
    assert box.text == ""
    assert box.line.echoMode() == QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed_by_what_letters_come(qtbot: QtBot, box: PassphraseBox) -> None:
    qtbot.keyClick(box.line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not box.caps_hint.isVisible()
    qtbot.keyClick(box.line, "A")
    assert box.caps_hint.isVisible()
    qtbot.keyClick(box.line, "a")
    assert not box.caps_hint.isVisible()


def _pages(icons: Icons, parent: QWidget) -> list[QWidget]:
    unlock, new = UnlockPage(icons), NewPage(icons)
    unlock.ask(Path("north.audit"), "Enter it.", locked=True, can_go_back=True)
    new.ask(Path("north.audit"), is_first=True, can_go_back=True)
    dialogs = [
        ProtectionDialog("n", icons, parent, is_protected=is_it, read_only="", minutes=10)
        for is_it in (True, False)
    ]
    return [unlock, new, *dialogs]


def test_every_control_has_a_name_for_screen_readers_and_is_reached_by_tab(
    qtbot: QtBot, icons: Icons
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    pages = _pages(icons, parent)
    for page in pages:
        page.show()
        controls = [
            each
            for each in page.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not each.objectName().startswith("qt_")
        ]
        for control in controls:
            words = control.accessibleName() or getattr(control, "text", str)()
            assert words, (page, control)
    for page in pages:
        page.hide()


def test_tab_reaches_the_place_of_a_new_database_too(qtbot: QtBot, icons: Icons) -> None:
    page = NewPage(icons)
    qtbot.addWidget(page)
    page.ask(Path("/somewhere/my-audits.audit"), is_first=True, can_go_back=False)
    page.show()
    page.activateWindow()
    page.choice.first.line.setFocus()
    qtbot.waitUntil(page.choice.first.line.hasFocus)
    reached: list[QWidget | None] = []
    while page.make not in reached and len(reached) < 20:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached[-2:] == [page.place, page.make]


def test_a_recovery_key_is_typed_in_capitals_without_a_warning(
    qtbot: QtBot, box: PassphraseBox
) -> None:
    box.rename("&Recovery key", in_capitals=True)
    qtbot.keyClick(box.line, "A")
    assert not box.caps_hint.isVisible()


@pytest.mark.parametrize("times", [1, 1.5])
def test_the_dialog_stands_on_the_screen_whole_with_every_part_of_it_open(
    qtbot: QtBot, icons: Icons, times: float
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    font = parent.font()
    font.setPointSizeF(font.pointSizeF() * times)
    parent.setFont(font)
    screen = parent.screen().availableGeometry()
    parent.resize(screen.size())
    parent.show()
    dialog = ProtectionDialog("n", icons, parent, is_protected=True, read_only="", minutes=10)
    dialog.open()
    qtbot.waitExposed(dialog)
    for part in (dialog.changing, dialog.recovering, dialog.exporting):
        part.set_open(True)
        assert screen.contains(dialog.geometry())
    dialog.close()
