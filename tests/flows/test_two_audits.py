"""Two audits worked on by turns keep to themselves, and nothing typed is lost on the way."""

import threading

import pytest

from tests.flows.driving import Control, Driver, Key, make_database
from tests.flows.failing import Disk
from ui.desk import AUDITS, REPORT


@pytest.fixture
def audits(driver: Driver) -> list[str]:
    path = driver.folder / "north.audit"
    uids = make_database(path, "C-0001", "C-0002")
    driver.start(path)
    return uids


def test_undo_in_one_audit_never_touches_the_other(driver: Driver, audits: list[str]) -> None:
    first, second = audits
    driver.open(first)
    driver.answer("q1", "1")
    driver.write("q1", "Words in the first.")
    driver.open(second)
    driver.answer("q1", "2")
    driver.press(Key.Key_Z, Control)
    driver.press(Key.Key_Z, Control)
    driver.press(Key.Key_Z, Control)
    driver.settle()
    assert driver.finding(second, "q1").empty
    assert driver.finding(first, "q1").model_dump() == {
        "answer": "yes",
        "evidence": "Words in the first.",
    }
    driver.open(first)
    driver.press(Key.Key_Z, Control)
    driver.settle()
    assert driver.finding(first, "q1").answer == "yes"


def test_undo_and_redo_reach_the_file(driver: Driver, audits: list[str]) -> None:
    driver.open(audits[0])
    driver.answer("q1", "1")
    driver.answer("q1", "2")
    driver.press(Key.Key_Z, Control)
    driver.settle()
    assert driver.finding(audits[0], "q1").answer == "yes"
    driver.press(Key.Key_Y, Control)
    driver.settle()
    assert driver.finding(audits[0], "q1").answer == "no"


@pytest.mark.parametrize("page", [AUDITS, REPORT])
def test_leaving_the_form_for_another_page_saves_what_was_just_typed(
    driver: Driver, audits: list[str], page: str
) -> None:
    driver.open(audits[0])
    driver.write("q1", "Half a sent")
    driver.program.workspace.show_page(page)
    driver.settle()
    assert driver.finding(audits[0], "q1").evidence == "Half a sent"


@pytest.mark.parametrize("change", ["Dark", "Text larger", "Text smaller"])
def test_another_look_loses_no_letter_and_keeps_the_cursor(
    driver: Driver, audits: list[str], change: str
) -> None:
    driver.open(audits[0])
    driver.write("q1", "Half a sen.")
    driver.press(Key.Key_Left)
    driver.choose(change)
    driver.type("tence")
    driver.form.flush()
    driver.settle()
    assert driver.finding(audits[0], "q1").evidence == "Half a sentence."


def test_no_key_waits_for_the_disk(driver: Driver, audits: list[str], disk: Disk) -> None:
    driver.open(audits[0])
    driver.answer("q1", "1")
    driver.write("q1", "Seen alone.")
    driver.press(Key.Key_Z, Control)
    driver.program.workspace.show_page(AUDITS)
    driver.settle()
    assert disk.saved
    assert threading.current_thread() not in disk.threads
