"""Backups through the window: made unasked, looked into, brought back, put back, salvaged."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from db.backup_files import backup_files
from db.backup_series import back_up_automatically
from db.cipher import is_encrypted
from db.drafts import discard_draft
from db.erasing import erase
from db.keys import Protection
from db.opening import create_store, open_reading, open_store
from db.rekeying import renew_key
from db.sealing import complete_audit, start_audit
from db.verifying import verify
from tests.db.making import an_audit, mini_tool
from tests.flows.driving import Driver, make_database
from ui.backups.desk import BACKUPS
from ui.backups.page import BackupsPage
from ui.backups.salvage_dialog import SalvageDialog
from ui.desk import AUDITS
from ui.front_pages import START
from ui.tools.asking import AskDialog
from ui.troubles import TroubleDialog


@pytest.fixture(autouse=True)
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No backup is made behind the test's back; `back_up` lets the moment pass."""
    monkeypatch.setattr("ui.backups.keeper.PAUSE", 3_600_000)


def settle(driver: Driver) -> None:
    """Wait until nothing is under way, on the threads of the backups too."""
    driver.wait(lambda: not driver.program.backup_keeper.jobs._running)
    driver.settle()
    driver.wait(lambda: not driver.program.backup_keeper.jobs._running)


def back_up(driver: Driver) -> None:
    """Let the moment pass after which a backup is made."""
    driver.program.backup_keeper._pause.stop()
    driver.program.backup_keeper._pause.timeout.emit()
    settle(driver)


def backups(driver: Driver) -> list[Path]:
    folder = driver.paths.backups
    return (
        [f.path for each in folder.glob("*") for f in backup_files(each)] if folder.exists() else []
    )


def page(driver: Driver) -> BackupsPage:
    return driver._page(BACKUPS, BackupsPage)


def show(driver: Driver) -> BackupsPage:
    driver.choose("Backups…")
    driver.wait_for(BACKUPS)
    settle(driver)
    return page(driver)


def agree(driver: Driver) -> None:
    driver.dialog(AskDialog).yes.click()
    driver.wait(lambda: not driver._dialogs(AskDialog))


@pytest.fixture
def path(driver: Driver) -> Path:
    """A database with a sealed audit and a draft."""
    made = driver.folder / "north.audit"
    make_database(made, "C-0001", whole=True)
    with open_store(made) as store:
        uid = start_audit(store, mini_tool(), an_audit("C-0002"))
        complete_audit(store, uid, "auditor-01")
    return made


def lines(shown: BackupsPage) -> list[tuple[str, str]]:
    return [(line.subject, line.what) for line in shown.preview.table.list.things]


def test_opening_makes_a_backup_and_opening_again_without_a_change_none(
    driver: Driver, path: Path
) -> None:
    driver.start(path)
    driver.wait_for(AUDITS)
    back_up(driver)
    assert len(backups(driver)) == 1
    back_up(driver)
    assert len(backups(driver)) == 1
    driver.program.backup_keeper.after_merge()
    settle(driver)
    assert len(backups(driver)) == 1
    assert not driver.has_dialog


def test_a_draft_thrown_away_comes_back_and_work_since_stays(driver: Driver, path: Path) -> None:
    driver.start(path)
    driver.wait_for(AUDITS)
    back_up(driver)
    thrown = next(row.uid for row in driver.stored() if row.case == "C-0001")
    driver.close()
    with open_store(path) as store:
        discard_draft(store, thrown)
        start_audit(store, mini_tool(), an_audit("C-0003"))
    driver.start(path)
    driver.wait_for(AUDITS)
    shown = show(driver)
    assert ("C-0001 (Mini)", "Draft comes back") in lines(shown)
    assert ("C-0003 (Mini)", "Draft here: stays") in lines(shown)
    assert "1 draft would come back" in shown.preview.told.text()
    shown.preview.bring.click()
    settle(driver)
    assert {row.case for row in driver.stored()} == {"C-0001", "C-0002", "C-0003"}
    assert driver.announced == "1 draft came back."
    assert [row.file.why for row in shown.table.list.things] == ["before_restore", "opened"]
    assert shown.table.currentIndex().row() == 1  # the one that was looked at stays marked
    shown.back.click()
    driver.wait_for(AUDITS)


def test_the_whole_file_is_put_back_after_a_question(driver: Driver, path: Path) -> None:
    driver.start(path)
    driver.wait_for(AUDITS)
    back_up(driver)
    driver.start_new("C-0009", auditor="auditor-01")
    shown = show(driver)
    shown.preview.whole.click()
    agree(driver)
    driver.wait(lambda: driver.announced.startswith("Put back."))
    settle(driver)
    assert {row.case for row in driver.stored()} == {"C-0001", "C-0002"}
    aside = next(each for each in path.parent.iterdir() if "replaced" in each.name)
    assert aside.name in driver.announced
    assert {row.case for row in driver.stored(aside)} == {"C-0001", "C-0002", "C-0009"}
    assert driver.page_id == AUDITS
    driver.start_new("C-0010", auditor="auditor-01")  # and work goes on
    assert "C-0010" in {row.case for row in driver.stored()}


def test_a_damaged_database_is_restored_from_the_start_page(driver: Driver, path: Path) -> None:
    driver.start(path)
    driver.wait_for(AUDITS)
    back_up(driver)
    driver.close()
    damaged = path.read_bytes()[:5_000]
    path.write_bytes(damaged)
    driver.start(path)
    driver.wait_for(START)
    assert driver.start_page.restore.isVisible()
    driver.start_page.restore.click()
    driver.wait(lambda: driver.page_id == BACKUPS)
    settle(driver)
    shown = page(driver)
    assert "It holds 1 audit and 1 draft." in shown.preview.told.text()
    assert not shown.preview.bring.isVisible()
    shown.back.click()
    driver.wait(lambda: driver.page_id == START)
    driver.start_page.restore.click()
    settle(driver)
    shown.preview.whole.click()
    agree(driver)
    driver.wait_for(AUDITS)
    assert {row.case for row in driver.stored()} == {"C-0001", "C-0002"}
    aside = next(each for each in path.parent.iterdir() if "replaced" in each.name)
    assert aside.read_bytes() == damaged


def test_a_damaged_database_without_a_backup_is_salvaged(driver: Driver, path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)  # the schema
    path.write_bytes(content)
    driver.start(path)
    driver.wait_for(START)
    driver.start_page.salvage.click()
    agree(driver)
    told = driver.dialog(SalvageDialog)
    driver.wait_for(AUDITS)
    said = " ".join(label.text() for label in told.findChildren(QLabel))
    assert "1 audit and 1 draft were read" in said
    told.close()
    settle(driver)
    assert {row.case for row in driver.stored()} == {"C-0001", "C-0002"}
    with open_reading(path) as store:
        assert verify(store).ok
    aside = next(each for each in path.parent.iterdir() if "damaged" in each.name)
    assert aside.read_bytes() == bytes(content)


def test_damage_that_is_found_behind_the_first_page_is_told_once_and_no_database_named(
    driver: Driver, path: Path
) -> None:
    driver.start(path)
    driver.open(driver.stored()[0].uid)
    driver.close()
    content = bytearray(path.read_bytes())
    with open_reading(path) as store:  # a page that only the check comes to
        spare = store.number("SELECT rootpage FROM sqlite_schema WHERE name = 'erasure'")
    content[(spare - 1) * 4096 : (spare - 1) * 4096 + 300] = b"U" * 300
    path.write_bytes(content)
    driver.start(path)
    driver.wait_for(START)
    settle(driver)
    assert "damaged" in driver.start_page.sentence.text()
    assert not driver.has_dialog
    assert "north" not in driver.window.windowTitle()


@pytest.mark.parametrize("way", ["Restore a backup", "Salvage what can be read"])
def test_a_damaged_file_opened_beside_another_database_can_be_helped_too(
    driver: Driver, path: Path, way: str
) -> None:
    driver.start(path)
    driver.wait_for(AUDITS)
    back_up(driver)
    other = driver.folder / "south.audit"
    uid = make_database(other, "C-0007")[0]
    driver.program.workspace.open_database_requested.emit(str(other))
    driver.wait(lambda: driver.database == other)
    driver.open(uid)
    driver.write("q1", "Seen ")
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)  # the schema
    path.write_bytes(content)
    driver.program.workspace.open_database_requested.emit(str(path))
    trouble = driver.dialog(TroubleDialog)
    ways = {each.accessibleName(): each for each in trouble.findChildren(QPushButton)}
    ways[way].click()
    if way == "Restore a backup":
        driver.wait(lambda: driver.page_id == BACKUPS)
        settle(driver)
        page(driver).back.click()
        driver.wait_for(AUDITS)  # of the database that is open
        driver.program.workspace.open_database_requested.emit(str(path))
        trouble = driver.dialog(TroubleDialog)
        next(b for b in trouble.findChildren(QPushButton) if b.accessibleName() == way).click()
        settle(driver)
        page(driver).preview.whole.click()
    agree(driver)
    driver.wait(lambda: driver.program.databases.path == path)
    if way != "Restore a backup":
        driver.dialog(SalvageDialog).close()
    settle(driver)
    assert {row.case for row in driver.stored(path)} == {"C-0001", "C-0002"}
    assert driver.finding(uid, "q1", other).evidence.strip() == "Seen"


def test_a_backup_that_cannot_be_made_is_told_and_holds_nobody_up(
    driver: Driver, path: Path
) -> None:
    driver.paths.data.mkdir(parents=True, exist_ok=True)
    driver.paths.backups.write_text("a file where the folder should be")
    driver.start(path)
    driver.wait_for(AUDITS)
    back_up(driver)
    assert "automatic backup was not made" in driver.announced
    assert not driver.has_dialog
    shown = show(driver)
    assert "automatic backup was not made" in shown.problem.text()
    driver.start_new("C-0009", auditor="auditor-01")


def test_a_protected_database_is_backed_up_locked_and_put_back(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is shown or kept while it is locked, and its backup opens as it does."""
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)
    path = driver.folder / "locked.audit"
    with create_store(path, protection=Protection("four slow blue lanterns")) as store:
        start_audit(store, mini_tool(), an_audit("C-0001"))
    driver.start(path)
    driver.wait_for("unlock")
    driver.program.databases.unlock(path, "four slow blue lanterns")
    driver.wait_for(AUDITS)
    back_up(driver)
    made = backups(driver)[0]
    assert is_encrypted(made)
    assert b"C-0001" not in made.read_bytes()
    shown = show(driver)
    assert [row.checked for row in shown.table.list.things] == ["whole"]
    driver.choose("Lock")
    driver.wait_for("unlock")
    assert shown.table.list.rowCount() == 0
    assert driver.program.desks.backups_desk._subject.key is None
    driver.program.databases.unlock(path, "four slow blue lanterns")
    driver.wait_for(BACKUPS)
    driver.wait(lambda: shown.table.list.rowCount() == 1)
    settle(driver)
    shown.preview.whole.click()
    agree(driver)
    driver.wait(lambda: driver.announced.startswith("Put back."))
    settle(driver)
    assert is_encrypted(path)
    assert driver.program.databases.path == path


def test_a_backup_under_an_older_key_is_put_back_without_what_was_erased(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its passphrase is asked for; what was erased is known by the key of the open database."""
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)
    path = driver.folder / "locked.audit"
    with create_store(path, protection=Protection("four slow blue lanterns")) as store:
        uids = [start_audit(store, mini_tool(), an_audit(f"C-000{each}")) for each in (1, 2)]
        for uid in uids:
            complete_audit(store, uid, "auditor-01")
        old = store.key
        back_up_automatically(store, driver.paths.backups, "opened")
    assert old
    new = renew_key(path, old, "seven quick brown kettles")
    with open_store(path, key=new) as store:
        erase(store, uids[:1], "records-01", "Past its time.")
    driver.start(path)
    driver.wait_for("unlock")
    driver.program.databases.unlock(path, "seven quick brown kettles")
    driver.wait_for(AUDITS)
    shown = show(driver)
    assert [row.checked for row in shown.table.list.things] == ["locked"]
    desk = driver.program.desks.backups_desk
    desk._unlock(shown.table.list.things[0], "four slow blue lanterns")
    settle(driver)
    assert [row.checked for row in shown.table.list.things] == ["whole"]
    settle(driver)
    shown.preview.whole.click()
    agree(driver)
    driver.wait(lambda: driver.announced.startswith("Put back."))
    settle(driver)
    assert "opens as it did when the backup was made" in driver.announced
    with open_reading(path, old) as store:
        assert [row[0] for row in store.rows("SELECT case_reference FROM current_audit")] == [
            "C-0002"
        ]


def test_a_damaged_backup_says_so_and_offers_nothing(driver: Driver, path: Path) -> None:
    driver.start(path)
    driver.wait_for(AUDITS)
    back_up(driver)
    backups(driver)[0].write_bytes(b"damaged")
    shown = show(driver)
    assert "cannot be read any more" in shown.preview.told.text()
    assert not shown.preview.bring.isVisible()
    assert not shown.preview.whole.isVisible()
