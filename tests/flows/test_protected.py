"""A protected database: made at the first start, unlocked, locked by key and by idling."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget

from audit_app.settings import Settings, SettingsFile
from db import keys
from db.backup_series import back_up_automatically
from db.cipher import StoreLocked, is_encrypted
from db.keys import Protection, WrongPassphrase, unlock
from db.opening import create_store, open_reading
from db.recovery import fingerprint, read_recovery_key, write_recovery_key
from db.rekeying import recovery_keys
from db.sealing import open_audit
from db.troubles import StoreTrouble
from tests.flows.driving import Control, Driver, Key, make_database
from tests.flows.failing import Disk
from ui.audits.new_audit import NewAuditDialog
from ui.desk import AUDITS, FORM, REPORT
from ui.front_pages import NEW, START, UNLOCK
from ui.merge.passphrase_dialog import PassphraseDialog
from ui.tools.asking import AskDialog
from ui.unlocking.protection_dialog import ProtectionDialog

SECRET = "heron lantern crooked tuba"


def protected(path: Path, *cases: str) -> list[str]:
    return make_database(path, *cases, protection=Protection(SECRET))


def visible_words(window: QWidget) -> str:
    """Everything that can be read in the window, or copied out of it."""
    words = [window.windowTitle()]
    for kind, text in (
        (QLabel, QLabel.text),
        (QLineEdit, QLineEdit.text),
        (QPlainTextEdit, QPlainTextEdit.toPlainText),
    ):
        words += [text(each) for each in window.findChildren(kind) if each.isVisible()]
    return "\n".join(words)


# The first start


def test_the_first_start_welcomes_and_makes_a_protected_database(driver: Driver) -> None:
    driver.has_first_database = False
    driver.start()
    driver.wait_for(NEW)
    assert "Welcome" in driver.new_page.column.heading.text()
    assert not driver.paths.data.joinpath("my-audits.audit").exists()
    driver.make_database(passphrase=SECRET)
    driver.wait_for(AUDITS)
    assert is_encrypted(driver.database)
    with pytest.raises(StoreLocked):
        open_reading(driver.database)
    assert unlock(driver.database, SECRET) == driver.program.databases.key


def test_the_passphrase_is_typed_twice_and_must_be_strong(driver: Driver) -> None:
    driver.has_first_database = False
    driver.start()
    driver.wait_for(NEW)
    driver.settle()
    choice = driver.new_page.choice
    driver.type("password1234")
    driver.press(Key.Key_Return)
    driver.type("password1234")
    driver.press(Key.Key_Return)
    assert "tried first" in choice.meter.sentence.text()
    choice.clear()
    driver.type(SECRET)
    driver.press(Key.Key_Return)
    driver.type(SECRET + "s")
    driver.press(Key.Key_Return)
    assert "not the same" in choice.problem.text()
    assert driver.page_id == NEW
    choice.second.line.selectAll()
    driver.type(SECRET)
    driver.press(Key.Key_Return)
    driver.wait_for(AUDITS)


def test_training_data_may_go_without_on_purpose(driver: Driver) -> None:
    driver.has_first_database = False
    driver.start()
    driver.wait_for(NEW)
    assert not driver.new_page.plain.isChecked()
    driver.make_database()
    driver.wait_for(AUDITS)
    assert driver.program.databases.key is None


def test_a_new_database_can_be_called_off(driver: Driver) -> None:
    driver.start()
    driver.wait_for(AUDITS)
    driver.program.workspace.new_database_requested.emit(str(driver.folder / "new.audit"))
    driver.wait_for(NEW)
    driver.press(Key.Key_Escape)
    driver.wait_for(AUDITS)
    assert not (driver.folder / "new.audit").exists()


# Unlocking


def test_the_last_database_asks_for_its_passphrase_and_opens(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    protected(path, "C-0001")
    driver.start(path)
    driver.wait_for(UNLOCK)
    assert "“north”" in driver.unlock_page.column.heading.text()
    driver.settle()
    driver.type(SECRET)
    driver.press(Key.Key_Return)
    driver.wait_for(AUDITS)
    assert driver.unlock_page.box.text == ""
    driver.wait(lambda: driver.list.table.audits_model.rowCount() == 1)


def test_wrong_passphrases_are_counted_and_lock_nobody_out(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.unlocking.unlock_page.PAUSES", (0, 0, 0, 9))
    path = driver.folder / "north.audit"
    protected(path)
    driver.start(path)
    for wrong in ("one", "two", "three"):
        driver.unlock(wrong)
        driver.wait(driver.unlock_page.problem.isVisible)
        driver.settle()
    assert "not the passphrase" in driver.unlock_page.problem.text()
    assert "try 3" in driver.unlock_page.problem.text()
    assert not driver.unlock_page.unlock.isEnabled()
    for _ in range(9):
        driver.unlock_page._count_down()
    assert driver.unlock_page.unlock.isEnabled()
    driver.unlock(SECRET)
    driver.wait_for(AUDITS)
    driver.press(Key.Key_L, Control)
    driver.wait_for(UNLOCK)
    assert not driver.unlock_page.problem.isVisible()  # of the tries before that were wrong
    driver.unlock("four")
    driver.wait(driver.unlock_page.problem.isVisible)
    assert "try" not in driver.unlock_page.problem.text().rpartition("trying.")[2]


def test_the_recovery_key_opens_it_too(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    secret, public = keys.new_recovery_key()
    create_store(path, protection=Protection(SECRET, (public,))).close()
    driver.start(path)
    driver.wait_for(UNLOCK)
    driver.unlock_page.other_way.click()
    assert "Recovery key" in driver.unlock_page.box.caption.text().replace("&", "")
    driver.type("CFA-RECOVERY-00")
    driver.unlock_page.unlock.click()
    driver.wait(driver.unlock_page.problem.isVisible)
    assert driver.unlock_page.problem.text().startswith("This recovery key does not open")
    driver.settle()
    driver.unlock(secret)
    driver.wait_for(AUDITS)


def test_another_database_can_be_left_locked(driver: Driver) -> None:
    path, other = driver.folder / "north.audit", driver.folder / "south.audit"
    uid = make_database(path, "C-0001")[0]
    protected(other)
    driver.start(path)
    driver.open(uid)
    driver.program.workspace.open_database_requested.emit(str(other))
    driver.wait_for(UNLOCK)
    driver.press(Key.Key_Escape)
    driver.wait_for(FORM)
    assert driver.database == path
    driver.write("q1", "Seen alone.")
    driver.form.flush()
    driver.settle()
    assert driver.finding(uid, "q1").evidence == "Seen alone."


# Locking


@pytest.fixture
def graded(driver: Driver) -> str:
    """A protected database, open at an audit of it with words just typed."""
    path = driver.folder / "north.audit"
    uid = protected(path, "C-0001")[0]
    driver.start(path)
    driver.unlock(SECRET)
    driver.wait_for(AUDITS)
    driver.program.desk.open_audit(uid)
    driver.wait_for(FORM)
    driver.write("q1", "Canary seen alone.")
    return uid


def evidence(driver: Driver, uid: str) -> str:
    path = driver.folder / "north.audit"
    with open_reading(path, unlock(path, SECRET)) as store, store.snapshot():
        return open_audit(store, uid).audit.findings["q1"].evidence


def test_locking_saves_hides_and_forgets_and_unlocking_returns_to_the_place(
    driver: Driver, graded: str
) -> None:
    place = driver.form.pane.place
    for _ in range(len("seen alone.")):
        driver.press(Key.Key_Left)
    driver.press(Key.Key_L, Control)
    driver.wait_for(UNLOCK)
    driver.settle()
    assert evidence(driver, graded) == "Canary seen alone."
    assert driver.program.databases.key is None
    assert driver.program.databases.path is None
    shown = visible_words(driver.window)
    assert "north" in shown
    assert "Canary" not in shown
    assert "C-0001" not in shown
    driver.unlock(SECRET)
    driver.wait_for(FORM)
    driver.settle()
    assert driver.form.uid == graded
    assert driver.form.pane.place == place
    box = driver.window.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText()[: box.textCursor().position()] == "Canary "
    assert driver.form.pane.kit is not None
    assert not driver.form.pane.kit.history.stack.canUndo()


def test_nothing_is_reached_while_it_is_locked(driver: Driver, graded: str) -> None:
    driver.press(Key.Key_L, Control)
    driver.wait_for(UNLOCK)
    for key in (Key.Key_1, Key.Key_2, Key.Key_3):
        driver.press(key, Control)
        assert driver.page_id == UNLOCK
    read: list[object] = []
    refused: list[BaseException] = []
    ask = driver.program.jobs.read
    ask(lambda store, _: store.rows("SELECT 1"), done=read.append)
    ask(lambda store, _: store.rows("SELECT 1"), done=read.append, failed=refused.append)
    driver.settle()
    assert read == []
    assert "is locked" in str(refused[0])
    assert not driver.has_dialog


def test_nobody_there_locks_it_by_a_clock(
    driver: Driver, graded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, now = driver.program.front_desk.locking.idle, [0.0]
    watch._clocks = (lambda: now[0],)
    watch.touch()
    now[0] += 9 * 60
    watch.look()
    assert driver.page_id == FORM
    driver.qtbot.keyClick(driver.window.windowHandle(), Key.Key_Shift)
    now[0] += 9 * 60
    watch.look()
    assert driver.page_id == FORM
    now[0] += 61
    watch.look()
    driver.wait_for(UNLOCK)
    assert "Nobody used it" in driver.unlock_page.reason.text()
    assert evidence(driver, graded) == "Canary seen alone."


def test_a_plain_database_is_never_locked(driver: Driver) -> None:
    driver.start()
    driver.wait_for(AUDITS)
    driver.choose("Lock")
    assert "cannot be locked" in driver.announced
    assert driver.page_id == AUDITS


def test_a_dialog_is_out_of_sight_while_locked_and_back_with_its_words(
    driver: Driver, graded: str
) -> None:
    driver.program.workspace.show_page(AUDITS)
    driver.list.ask_for_new()
    dialog = driver.dialog(NewAuditDialog)
    driver.qtbot.keyClicks(dialog.particulars.case, "C-0007")
    driver.program.front_desk.locking.lock()
    driver.wait_for(UNLOCK)
    assert not dialog.isVisible()
    assert not driver.has_dialog
    driver.unlock(SECRET)
    driver.wait_for(AUDITS)
    driver.wait(dialog.isVisible)
    assert dialog.particulars.case.text() == "C-0007"
    assert dialog.isModal()
    dialog.close()


def test_what_was_hidden_goes_when_another_database_is_opened_instead(
    driver: Driver, graded: str
) -> None:
    make_database(driver.folder / "south.audit", "C-0002")
    driver.program.workspace.show_page(AUDITS)
    driver.list.ask_for_new()
    driver.dialog(NewAuditDialog)
    driver.program.front_desk.locking.lock()
    driver.wait_for(UNLOCK)
    driver.program.workspace.open_database_requested.emit(str(driver.folder / "south.audit"))
    driver.wait_for(AUDITS)
    assert [row.case for row in driver.list_audits()] == ["C-0002"]
    assert driver.window.findChildren(NewAuditDialog) == []


def test_words_that_cannot_be_saved_are_kept_over_a_lock(
    driver: Driver, disk: Disk, graded: str
) -> None:
    driver.settle()
    disk.is_full = True
    driver.type(" And heard.")
    driver.press(Key.Key_L, Control)
    driver.wait_for(UNLOCK)
    disk.is_full = False
    driver.unlock(SECRET)
    driver.wait_for(FORM)
    driver.wait(lambda: driver.program.desk.saver.trouble == "")
    driver.settle()
    assert evidence(driver, graded) == "Canary seen alone. And heard."


def test_words_outlive_a_lock_and_a_deleted_file_once_a_backup_is_restored(
    driver: Driver, graded: str
) -> None:
    driver.form.flush()
    driver.settle()
    path, key = driver.database, driver.program.databases.key
    with open_reading(path, key) as store:
        back_up_automatically(store, driver.paths.backups, "opened")
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    driver.type(" And heard.")
    driver.press(Key.Key_L, Control)
    driver.unlock(SECRET)
    driver.wait_for(START)
    assert not driver.start_page.salvage.isVisible()  # of a file that is not there
    driver.start_page.restore.click()
    page = driver.program.desks.backups_desk.page
    driver.wait(page.preview.unlock.isVisible)
    page.preview.unlock.click()
    asked = driver.dialog(PassphraseDialog)
    asked.box.line.setText(SECRET)
    asked.yes.click()
    driver.wait(page.preview.whole.isVisible)
    page.preview.whole.click()
    driver.dialog(AskDialog).yes.click()
    driver.wait_for(FORM)
    driver.wait(lambda: driver.program.desk.saver.trouble == "")
    driver.settle()
    assert evidence(driver, graded) == "Canary seen alone. And heard."


def test_what_was_in_view_comes_back_on_other_pages_too(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    protected(path, "C-0001")
    driver.start(path)
    driver.unlock(SECRET)
    driver.wait_for(AUDITS)
    driver.program.workspace.show_page(REPORT)
    driver.settle()
    driver.choose("Lock")
    driver.wait_for(UNLOCK)
    driver.unlock(SECRET)
    driver.wait_for(REPORT)


# File, Protection


def ask_protection(driver: Driver) -> ProtectionDialog:
    driver.choose("Protection…")
    return driver.dialog(ProtectionDialog)


def new_passphrase(dialog: ProtectionDialog, words: str) -> None:
    dialog.choice.first.line.setText(words)
    dialog.choice.second.line.setText(words)


def test_the_passphrase_is_changed_by_whoever_knows_it(driver: Driver, graded: str) -> None:
    dialog = ask_protection(driver)
    dialog.changing.heading.click()
    dialog.present.line.setText("not it")
    new_passphrase(dialog, "copper violin meadow stapler")
    dialog.change.click()
    driver.wait(dialog.problem.isVisible)
    assert "not the passphrase" in dialog.problem.text()
    dialog.present.line.setText(SECRET)
    dialog.change.click()
    driver.wait(lambda: "changed" in driver.announced)
    driver.settle()
    assert not driver.has_dialog
    with pytest.raises(WrongPassphrase):
        unlock(driver.database, SECRET)
    assert unlock(driver.database, "copper violin meadow stapler")


def test_with_a_new_data_key_an_old_copy_is_of_no_use_and_the_place_stays(
    driver: Driver, graded: str
) -> None:
    new, old_key = "copper violin meadow stapler", driver.program.databases.key
    dialog = ask_protection(driver)
    dialog.changing.heading.click()
    dialog.renew.setChecked(True)
    dialog.present.line.setText("not it")
    new_passphrase(dialog, new)
    dialog.change.click()
    driver.wait(dialog.problem.isVisible)
    assert "not the passphrase" in dialog.problem.text()
    dialog.present.line.setText(SECRET)
    dialog.change.click()
    driver.wait(lambda: "another data key" in driver.announced)
    driver.settle()
    assert driver.page_id == FORM
    assert driver.form.uid == graded
    key = unlock(driver.database, new)
    assert key == driver.program.databases.key
    assert key != old_key
    driver.write("q1", " And again.")
    driver.press(Key.Key_L, Control)
    driver.wait_for(UNLOCK)
    driver.settle()
    path = driver.folder / "north.audit"
    with open_reading(path, key) as store, store.snapshot():
        said = open_audit(store, graded).audit.findings["q1"].evidence
    assert said == "Canary seen alone. And again."


def test_a_data_key_that_cannot_be_renewed_leaves_the_database_as_it_was(
    driver: Driver, graded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    monkeypatch.setattr("db.rekeying.renew_key", refuse)
    dialog = ask_protection(driver)
    dialog.changing.heading.click()
    dialog.renew.setChecked(True)
    dialog.present.line.setText(SECRET)
    new_passphrase(dialog, "copper violin meadow stapler")
    dialog.change.click()
    driver.wait_for(START)
    assert "disk is full" in driver.start_page.sentence.text()
    driver.start_page.retry.click()
    driver.wait_for(FORM)
    driver.settle()
    assert evidence(driver, graded) == "Canary seen alone."


def test_a_copy_without_protection_is_made_by_whoever_knows_the_passphrase(
    driver: Driver, graded: str
) -> None:
    target = driver.folder / "copy.audit"
    dialog = ask_protection(driver)
    dialog.exporting.heading.click()
    dialog.export_present.line.setText("not it")
    dialog.export.click()
    driver.wait(dialog.problem.isVisible)
    dialog.export_present.line.setText(SECRET)
    dialog.export.click()
    asked = driver.dialog(QFileDialog)
    asked.fileSelected.emit(str(target))
    asked.close()
    driver.wait(lambda: "WITHOUT protection" in driver.announced)
    assert not is_encrypted(target)
    assert driver.finding(graded, "q1", target).evidence == "Canary seen alone."
    assert is_encrypted(driver.database)


def protect_plain(driver: Driver) -> tuple[Path, str]:
    """Give a plain database a passphrase, words just typed in it; returns it and its audit."""
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001")[0]
    with open_reading(path) as store:
        assert back_up_automatically(store, driver.paths.backups, "opened")
    driver.start(path)
    driver.open(uid)
    driver.write("q1", "Canary seen alone.")
    dialog = ask_protection(driver)
    new_passphrase(dialog, SECRET)
    dialog.protect.click()
    return path, uid


def plain_files(driver: Driver) -> list[str]:
    backups = (driver.paths.backups).rglob("*.audit")
    found = [*driver.folder.glob("*.audit"), *backups]
    return sorted(each.name for each in found if not is_encrypted(each))


def test_a_plain_database_gets_a_passphrase_and_what_is_left_unprotected_goes(
    driver: Driver,
) -> None:
    path, uid = protect_plain(driver)
    asked = driver.dialog(AskDialog)
    assert len(plain_files(driver)) == 2
    told = " ".join(label.text() for label in asked.findChildren(QLabel))
    assert "“north.not-protected.audit” beside it and 1 automatic backup" in told
    assert asked.yes.isDefault()
    asked.yes.click()
    driver.wait(lambda: "Removed 2 files" in driver.announced)
    assert plain_files(driver) == []
    assert len([*driver.paths.backups.rglob("*.audit")]) == 1  # the protected one
    driver.wait_for(FORM)
    assert driver.form.uid == uid
    assert is_encrypted(path)
    assert driver.program.databases.key is not None
    assert evidence(driver, uid) == "Canary seen alone."
    driver.choose("Lock")
    driver.wait_for(UNLOCK)


def test_what_is_left_unprotected_stays_where_somebody_keeps_it(driver: Driver) -> None:
    protect_plain(driver)
    driver.dialog(AskDialog).cancel.click()
    driver.settle()
    assert len(plain_files(driver)) == 2
    assert not driver.has_dialog


def test_nothing_unprotected_goes_where_no_protected_backup_can_be_made(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreTrouble("There is too little free space.")

    path = driver.folder / "north.audit"
    make_database(path, "C-0001")
    driver.start(path)
    driver.wait_for(AUDITS)
    monkeypatch.setattr("db.backup_series.back_up_automatically", refuse)
    dialog = ask_protection(driver)
    new_passphrase(dialog, SECRET)
    dialog.protect.click()
    told = driver.take_trouble()
    assert "north.not-protected.audit" in told
    assert "too little free space" in told
    assert plain_files(driver) == ["north.not-protected.audit"]


# Recovery keys


@pytest.fixture
def key_file(driver: Driver) -> Path:
    """The public half of an organisation's recovery key, as it gives it out."""
    file = driver.folder / "council-key.txt"
    write_recovery_key(file, keys.new_recovery_key()[1])
    return file


def signs(file: Path) -> str:
    return fingerprint(read_recovery_key(file))


def test_a_recovery_key_is_set_from_a_file_shown_and_taken_off(
    driver: Driver, graded: str, key_file: Path
) -> None:
    part = ask_protection(driver).recovery
    driver.dialog(ProtectionDialog).recovering.heading.click()
    driver.wait(lambda: "No recovery key opens" in part.keys.text())
    part.present.line.setText("not it")
    part.choose.click()
    driver.wait(driver.dialog(ProtectionDialog).problem.isVisible)
    part.present.line.setText(SECRET)
    part.choose.click()
    asked = driver.dialog(QFileDialog)
    asked.fileSelected.emit(str(key_file))
    asked.close()
    driver.wait(lambda: signs(key_file) in part.keys.text())
    with open_reading(driver.database, driver.program.databases.key) as store:
        assert recovery_keys(store) == (read_recovery_key(key_file),)
    part.present.line.setText(SECRET)
    part.remove.click()
    driver.dialog(AskDialog).yes.click()
    driver.wait(lambda: "No recovery key opens" in part.keys.text())
    with open_reading(driver.database, driver.program.databases.key) as store:
        assert recovery_keys(store) == ()
    driver.dialog(ProtectionDialog).close()


def test_a_file_that_holds_no_recovery_key_changes_nothing(
    driver: Driver, graded: str, key_file: Path
) -> None:
    dialog = ask_protection(driver)
    dialog.recovering.heading.click()
    key_file.write_text("A letter.")
    dialog.recovery.present.line.setText(SECRET)
    dialog.recovery.choose.click()
    asked = driver.dialog(QFileDialog)
    asked.fileSelected.emit(str(key_file))
    asked.close()
    driver.wait(dialog.problem.isVisible)
    assert "holds no recovery key" in dialog.problem.text()
    assert "No recovery key opens" in dialog.recovery.keys.text()
    dialog.close()


@pytest.mark.parametrize("wanted", [True, False])
def test_the_recovery_key_of_the_organisation_is_offered_for_a_new_database(
    driver: Driver, key_file: Path, *, wanted: bool
) -> None:
    driver.has_first_database = False
    SettingsFile(driver.paths.settings).save(Settings(recovery_key=str(key_file)))
    driver.start()
    driver.wait_for(NEW)
    page = driver.new_page
    driver.wait(page.recoverable.isVisible)
    assert page.recoverable.isChecked()
    page.recoverable.setChecked(wanted)
    assert ("recovery key" in page.care.text()) is wanted
    driver.make_database(passphrase=SECRET)
    driver.wait_for(AUDITS)
    expected = (read_recovery_key(key_file),) if wanted else ()
    with open_reading(driver.database, driver.program.databases.key) as store:
        assert recovery_keys(store) == expected


def test_no_recovery_key_is_spoken_of_where_none_is_installed(driver: Driver) -> None:
    driver.has_first_database = False
    driver.start()
    driver.wait_for(NEW)
    driver.wait(driver.new_page.plain.isVisible)
    assert not driver.new_page.recoverable.isVisible()


def test_how_soon_it_locks_is_remembered(driver: Driver, graded: str) -> None:
    dialog = ask_protection(driver)
    assert dialog.minutes.value() == 10
    dialog.minutes.setValue(0)
    dialog.close()
    watch = driver.program.front_desk.locking.idle
    watch._touched = tuple(each - 10_000 for each in watch._touched)
    watch.look()
    assert driver.page_id == FORM
    driver.close()
    assert SettingsFile(driver.paths.settings).load()[0].lock_after == 0
