"""The dialog that hands work over, and what stands on the disk afterwards."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.hand_over_choice import Counts
from db.importing.asking import read_manifest
from db.keys import unlock
from db.opening import open_reading
from tests.conftest import JobsNow
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import TODAY, Cabinet, an_audit
from ui.handing_over.acts import HandOverActs, proposed_name
from ui.handing_over.card import HandedOverCard
from ui.handing_over.dialog import HandOverDialog
from ui.handing_over.jobs import Wanted
from ui.handing_over.words import counts_text
from ui.icons import Icons

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs

SECRET = "unicorn-teapot-harvest-lagoon-quartz"


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    made = Cabinet(tmp_path / "audits.audit")
    made.record(an_audit("C-1", team="North"), an_audit("C-2", auditor="auditor-02", team="South"))
    made.start("C-3", 1)
    return made


@pytest.fixture
def jobs(jobs_now: JobsNow, cabinet: Cabinet) -> "StoreJobs":
    return jobs_now(cabinet.openers)


@pytest.fixture
def acts(qtbot: QtBot, jobs: "StoreJobs", icons: Icons, tmp_path: Path) -> HandOverActs:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return HandOverActs(
        jobs,
        icons,
        parent,
        author=lambda: "auditor-01",
        folder=lambda: tmp_path,
        today=lambda: TODAY,
    )


W = TypeVar("W", bound=QWidget)


def _shown(kind: type[W]) -> W:
    found = (each for each in QApplication.topLevelWidgets() if isinstance(each, kind))
    return next(each for each in found if each.isVisible())


@pytest.fixture
def dialog(acts: HandOverActs, qtbot: QtBot) -> Iterator[HandOverDialog]:
    acts.ask()
    made = _shown(HandOverDialog)
    qtbot.waitUntil(lambda: "will go" in made.choosing.told.text())
    yield made
    if isValid(made):
        made.close()


def _type(dialog: HandOverDialog, first: str, second: str) -> None:
    dialog.passphrase.first.line.setText(first)
    dialog.passphrase.second.line.setText(second)


def test_it_says_how_much_will_go_as_filters_change(dialog: HandOverDialog) -> None:
    told = dialog.choosing.told
    assert told.text() == "2 audits, 1 draft and 1 audit tool will go."
    dialog.choosing.auditor.setCurrentText("auditor-02")
    assert told.text() == "1 audit and 1 audit tool will go."
    assert dialog.go.isEnabled()
    dialog.choosing.team.setCurrentText("North")
    assert told.text() == "No audit and no draft fits these filters."
    assert not dialog.go.isEnabled()


def test_a_passphrase_that_differs_or_is_weak_goes_nowhere(
    dialog: HandOverDialog, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(dialog.chosen):
        _type(dialog, SECRET, SECRET[:-1])
        dialog.go.click()
        _type(dialog, "password", "password")
        dialog.go.click()
    assert dialog.isVisible()


def test_a_suggested_passphrase_can_be_read_and_copied(dialog: HandOverDialog) -> None:
    dialog.suggest.click()
    suggested = dialog.passphrase.first.text
    assert len(suggested.split("-")) == 5
    assert dialog.passphrase.take() == suggested
    dialog.copy.click()
    assert QApplication.clipboard().text() == suggested


def test_work_goes_over_and_the_card_says_what_went(
    dialog: HandOverDialog, acts: HandOverActs, cabinet: Cabinet, qtbot: QtBot, tmp_path: Path
) -> None:
    _type(dialog, SECRET, SECRET)
    dialog.note.setText("All of April")
    with qtbot.waitSignal(dialog.chosen):
        dialog.go.click()
    ask = _shown(QFileDialog)
    target = tmp_path / "april.handover"
    ask.fileSelected.emit(str(target))
    ask.close()
    qtbot.waitUntil(target.exists)
    card = _shown(HandedOverCard)
    manifest = read_manifest(target, unlock(target, SECRET))
    assert manifest
    assert (manifest.note, manifest.author) == ("All of April", "auditor-01")
    assert card.hash.text().replace(" ", "") == manifest.content_sha256
    assert "2 audits, 1 draft and 1 audit tool" in card.told.text()
    card.copy.click()
    assert QApplication.clipboard().text() == SECRET
    card.close()
    with open_reading(cabinet.path) as store:
        assert store.number("SELECT count(*) FROM handover") == 1


def test_a_file_that_exists_is_told_and_another_place_is_asked_for(
    acts: HandOverActs, jobs: "StoreJobs", dialog: HandOverDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "april.handover"
    target.write_bytes(b"what stood there")
    with qtbot.waitSignal(jobs.trouble) as told:
        acts.hand_over(Wanted(dialog.choosing.selection(), SECRET, "", ""), target)
    assert "exists already" in str(told.args[0])
    assert target.read_bytes() == b"what stood there"
    ask = _shown(QFileDialog)
    ask.fileSelected.emit(str(tmp_path / "other.handover"))
    ask.close()
    assert (tmp_path / "other.handover").exists()
    _shown(HandedOverCard).close()


def test_every_field_has_a_name_of_its_own(dialog: HandOverDialog) -> None:
    assert nameless(dialog) == []


def test_only_what_changed_is_offered_after_a_hand_over(
    acts: HandOverActs, dialog: HandOverDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    wanted = Wanted(dialog.choosing.selection(), SECRET, "", "")
    acts.hand_over(wanted, tmp_path / "april.handover")
    _shown(HandedOverCard).close()
    dialog.choosing.changed.setChecked(True)
    assert dialog.choosing.told.text().startswith("Nothing changed since the last hand-over")


def test_counts_are_words() -> None:
    assert counts_text(Counts(1, 0, 0, 1)) == "1 audit"
    assert counts_text(Counts(1_200, 2, 0, 1)) == "1,200 audits and 2 drafts"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("auditor-01", "Hand-over auditor-01 2026-11-21.handover"),
        ("", "Hand-over 2026-11-21.handover"),
        ("../../etc: a/b ", "Hand-over etc ab 2026-11-21.handover"),
    ],
)
def test_the_proposed_name_tells_people_apart_and_leads_nowhere_else(
    author: str, name: str
) -> None:
    assert proposed_name(author, date(2026, 11, 21)) == name
