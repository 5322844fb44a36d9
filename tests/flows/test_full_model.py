"""A tool with agencies, nested sections and repeats is filled in by keys alone, and kept."""

from PySide6.QtCore import Qt

from db.opening import create_store
from db.sealing import start_audit
from forms.audits import Audit
from tests.flows.driving import Driver
from tests.forms.samples import every_kind_tool
from ui.desk import FORM

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_agency_ranking_and_visits_are_filled_in_by_keys_and_there_after_a_restart(
    driver: Driver,
) -> None:
    path = driver.folder / "north.audit"
    with create_store(path) as store:
        uid = start_audit(store, every_kind_tool(), Audit(case="C-0001", auditor="A"))
    driver.start(path)
    driver.open(uid)
    driver.form.pane.go_to_field("attribute.agency")
    driver.press(Key.Key_2)
    driver.press(Key.Key_Down)
    driver.press(Key.Key_2)
    driver.form.pane.go_to_field("finding.worries")
    driver.press(Key.Key_Down, ALT)
    driver.form.pane.go_to_field("instances.visit")
    driver.press(Key.Key_Space)
    driver.press(Key.Key_Down)
    driver.press(Key.Key_1)
    driver.form.pane.go_to_field("instances.visit")
    driver.press(Key.Key_Space)
    driver.press(Key.Key_Z, CTRL)
    driver.restart()
    driver.wait_for(FORM)
    kept = driver.form.audit
    assert kept is not None
    assert kept.attributes == {"agency": "health", "role": "manager"}
    assert kept.instances == {"visit": (1, 2)}
    assert kept.findings["worries"].answer == ("home", "school", "friends")
    assert kept.findings["visit_good#2"].answer == "met"
    assert driver.in_file(uid).audit == kept
