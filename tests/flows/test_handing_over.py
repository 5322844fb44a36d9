"""An auditor hands over what was just typed; the lead reads it, and goes on with it on purpose."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from db.keys import unlock
from db.merging import merge_files
from db.opening import create_store
from tests.flows.driving import Control, Driver, Key, Qt, make_database
from ui.audits.dialogs import GoOnDialog
from ui.desk import FORM
from ui.front_pages import START
from ui.handing_over.card import HandedOverCard
from ui.handing_over.dialog import HandOverDialog

SECRET = "unicorn-teapot-harvest-lagoon-quartz"


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)


def _hand_over(driver: Driver, target: Path) -> None:
    driver.press(Key.Key_H, Control | Qt.KeyboardModifier.ShiftModifier)
    dialog = driver.dialog(HandOverDialog)
    driver.wait(dialog.go.isEnabled)
    dialog.passphrase.first.line.setText(SECRET)
    dialog.passphrase.second.line.setText(SECRET)
    dialog.go.click()
    ask = driver.dialog(QFileDialog)
    ask.fileSelected.emit(str(target))
    ask.close()
    card = driver.dialog(HandedOverCard)
    assert "1 draft" in card.told.text()
    card.close()


def _merged_by_lead(source: Path, lead: Path) -> None:
    key = unlock(source, SECRET)
    assert key
    with create_store(lead) as store:
        assert merge_files(store, [source], keys={source: key}).drafts == 1


def test_the_last_word_goes_along_and_the_lead_can_go_on_with_it(driver: Driver) -> None:
    own, lead = driver.folder / "own.audit", driver.folder / "lead.audit"
    (uid,) = make_database(own, "C-0001")
    driver.start(own)
    driver.open(uid)
    driver.write("q1", "The very last word")
    sent = driver.folder / "work.handover"
    _hand_over(driver, sent)
    driver.close()
    _merged_by_lead(sent, lead)
    driver.start(lead)
    driver.open(uid)
    form = driver.form
    assert form.audit
    assert form.audit.findings["q1"].evidence == "The very last word"
    form.banner.go_on.click()
    driver.dialog(GoOnDialog).yes.click()
    driver.wait(lambda: driver.page_id == FORM and not form.banner.isVisible())
    driver.answer("q1", "2")
    driver.settle()
    finding = driver.finding(uid, "q1")
    assert (finding.answer, finding.evidence) == ("no", "The very last word")


def test_a_hand_over_is_not_opened_to_work_in(driver: Driver) -> None:
    own = driver.folder / "own.audit"
    make_database(own, "C-0001")
    driver.start(own)
    sent = driver.folder / "work.handover"
    _hand_over(driver, sent)
    driver.restart(sent)
    driver.unlock(SECRET)
    driver.wait_for(START)
    told = [each.text() for each in driver.start_page.findChildren(QLabel)]
    assert any("was handed over to you" in each for each in told)
