"""Settings are written soon after a change, off the window's thread, and trouble is told once."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.keeping import SettingsKeeper
from audit_app.settings import Settings, SettingsFile
from forms.errors import AuditAppError
from tests.conftest import AtOnce


class Shelf(SettingsFile):
    """Remembers what was written and on which thread; refuses while it `is_full`."""

    def __init__(self) -> None:
        super().__init__(Path("settings.json"))
        self.is_full = False
        self.written: list[Settings] = []
        self.threads: list[threading.Thread] = []

    def save(self, settings: Settings) -> None:
        if self.is_full:
            raise AuditAppError("Your settings cannot be saved. Check the free space.")
        self.written.append(settings)
        self.threads.append(threading.current_thread())


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def keeper(shelf: Shelf, qapp: object) -> Iterator[SettingsKeeper]:
    made = SettingsKeeper(shelf, Settings(), ThreadPoolExecutor(1, "keeper"))
    yield made
    made.close()


def test_many_changes_in_a_row_are_written_once_and_not_on_this_thread(
    keeper: SettingsKeeper, shelf: Shelf, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(keeper.kept):
        for _ in range(50):
            keeper.touch()
    assert len(shelf.written) == 1
    assert shelf.threads != [threading.current_thread()]


def test_changes_that_never_pause_are_written_all_the_same(
    keeper: SettingsKeeper, shelf: Shelf, qtbot: QtBot
) -> None:
    def still_changing() -> bool:
        keeper.touch()
        return len(shelf.written) >= 2

    qtbot.waitUntil(still_changing)


def test_what_is_written_is_what_was_set_when_the_pause_ended(shelf: Shelf, qapp: object) -> None:
    settings = Settings(auditor_code="auditor-01")
    keeper = SettingsKeeper(shelf, settings, AtOnce())
    keeper.close()
    settings.auditor_code = "auditor-02"
    assert shelf.written == [Settings(auditor_code="auditor-01")]


def test_trouble_is_told_once_until_writing_works_again(shelf: Shelf, qapp: object) -> None:
    keeper = SettingsKeeper(shelf, Settings(), AtOnce())
    told: list[AuditAppError] = []
    keeper.refused.connect(told.append)
    for shelf.is_full in (True, True, False, True):
        keeper.close()
    assert len(told) == 2
