"""The program opens where it was left: page, audit, section, question, size, filters, look."""

import json

import pytest

from tests.flows.driving import Driver, make_database
from ui.desk import AUDITS, FORM, MERGE, REPORT, SETTLE


def test_the_form_opens_at_the_question_it_was_left_at(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    first, second = make_database(path, "C-0001", "C-0002")
    driver.start(path)
    driver.open(first)
    driver.go("q3")
    driver.open(second)
    driver.go("q1")
    driver.restart()
    driver.wait_for(FORM)
    assert driver.form.uid == second
    driver.settle()
    current = driver.form.pane.current
    assert current is not None
    assert current.name == "q1"


def test_another_audit_does_not_open_at_the_place_of_the_one_before(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    first, second = make_database(path, "C-0001", "C-0002")
    driver.start(path)
    driver.open(first)
    driver.go("q3")
    driver.open(second)
    current = driver.form.pane.current
    assert current is not None
    assert current.name == "q1"  # the first thing to do


def test_the_page_the_filters_and_the_look_are_there_again(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    make_database(path, "C-0001", "C-0002")
    driver.start(path)
    driver.list_audits()
    driver.list.bar.status.set_value("completed")
    driver.list.bar.status.choice_changed.emit()
    driver.wait(driver.list.stack.no_match.isVisible)
    driver.choose("Dark")
    driver.choose("Text larger")
    driver.window.resize(900, 640)
    driver.program.workspace.show_page(REPORT)
    driver.restart()
    driver.wait_for(REPORT)
    assert driver.window.height() == 640
    assert driver.program.theme.is_dark
    assert driver.program.theme.text_percent == 110
    driver.program.workspace.show_page(AUDITS)
    driver.wait(driver.list.stack.no_match.isVisible)
    assert driver.list.bar.status.value == "completed"


def test_an_audit_that_is_gone_leads_to_the_list(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001")[0]
    driver.start(path)
    driver.open(uid)
    driver.close()
    path.unlink()
    make_database(path, "C-0002")
    driver.start()
    driver.wait_for(AUDITS)
    driver.settle()
    assert not driver.has_dialog


def test_a_place_that_is_not_in_the_tool_any_more_opens_the_audit_all_the_same(
    driver: Driver,
) -> None:
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001")[0]
    driver.start(path)
    driver.open(uid)
    driver.close()
    settings = json.loads(driver.paths.settings.read_text())
    settings["window"]["place"] |= {"section": "withdrawn", "question": "q99"}
    driver.paths.settings.write_text(json.dumps(settings))
    driver.start()
    driver.wait_for(FORM)
    assert driver.form.uid == uid
    assert driver.form.pane.view is not None


def test_the_place_is_kept_while_the_window_is_open(driver: Driver) -> None:
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001")[0]
    driver.start(path)

    def kept() -> dict[str, str]:
        if not driver.paths.settings.exists():
            return {}
        place: dict[str, str] = json.loads(driver.paths.settings.read_text())["window"]["place"]
        return place

    driver.open(uid)
    driver.wait(lambda: kept().get("record") == uid)
    driver.go("q3")
    wanted = {"page": FORM, "record": uid, "section": "first", "question": "q3"}
    driver.wait(lambda: kept() == wanted)


@pytest.mark.parametrize("page", [MERGE, SETTLE])
def test_the_page_of_merging_or_of_conflicts_is_there_again(driver: Driver, page: str) -> None:
    driver.start()
    driver.wait_for(AUDITS)
    driver.program.workspace.show_page(page)
    driver.restart()
    driver.wait_for(page)
