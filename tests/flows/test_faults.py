"""A fault of the program is reported without a word of any case; known trouble is a sentence."""

from pathlib import Path
from typing import NoReturn

import pytest

from audit_app.logs import start_log, stop_log
from db import drafts, opening, reading
from db.troubles import StoreTrouble
from tests.flows.driving import Driver, make_database
from tests.flows.failing import Disk

CANARY = "canary-7c1f"


@pytest.fixture
def log(driver: Driver) -> Path:
    handler = start_log(driver.paths.logs)
    yield next(driver.paths.logs.iterdir())
    stop_log(handler)


def test_a_fault_while_saving_is_reported_and_logged_without_the_words(
    driver: Driver, disk: Disk, log: Path
) -> None:
    path = driver.folder / "north.audit"
    uid = make_database(path, f"{CANARY}-case")[0]
    driver.start(path)
    driver.open(uid)
    disk.is_full, disk.error = True, ValueError(f"Could not decode “{CANARY} seen”")
    driver.write("q1", f"{CANARY} was seen alone")
    driver.form.flush()
    report = driver.take_bug()
    assert "ValueError" in report
    assert "_save_field" in report
    assert CANARY not in report
    assert "ValueError" in log.read_text()
    assert CANARY not in log.read_text()
    assert "fault of its own" in driver.save_state
    driver.wait(driver.paths.settings.exists)
    assert CANARY not in driver.paths.settings.read_text()
    disk.is_full = False
    driver.write("q1", ".")
    driver.form.flush()
    driver.settle()
    assert driver.finding(uid, "q1").evidence == f"{CANARY} was seen alone."


def test_a_fault_while_reading_leaves_the_window_usable(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, log: Path
) -> None:
    path = driver.folder / "north.audit"
    uid = make_database(path, f"{CANARY}-case")[0]
    driver.start(path)
    driver.mark(uid)

    def faulty(*_given: object) -> NoReturn:
        raise RuntimeError(f"{CANARY}-case")

    with monkeypatch.context() as faults:
        faults.setattr(drafts, "load_draft", faulty)
        faults.setattr("db.sealing.load_draft", faulty)
        driver.list.commands.open.trigger()
        report = driver.take_bug()
    assert CANARY not in report + log.read_text()
    driver.settle()
    driver.open(uid)
    assert driver.form.uid == uid


def test_a_fault_while_opening_a_database_leads_to_the_start_page_once(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = driver.folder / "north.audit"
    make_database(path)
    driver.has_first_database = False

    def faulty(*_given: object) -> NoReturn:
        raise RuntimeError

    with monkeypatch.context() as faults:
        faults.setattr(opening, "checked_header", faulty)
        driver.start(path)
        driver.take_bug()
    assert "could not be opened" in driver.start_page.sentence.text()


def test_known_trouble_is_a_sentence_and_no_report(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.start()
    driver.settle()

    def busy(*_given: object) -> NoReturn:
        raise StoreTrouble("“my-audits” is being used by another program. Close it there.")

    with monkeypatch.context() as troubles:
        troubles.setattr(reading, "attribute_values", busy)
        driver.list.ask_for_new()
        said = driver.take_trouble()
    assert "Close it there." in said
    assert driver.bugs == []
