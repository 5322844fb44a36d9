"""Sections that are answered once for each of something, and sections inside sections."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from forms.audit_checks import audit_faults
from forms.audits import Audit, SetAside
from forms.findings import Finding
from forms.versions.moving import plan_move
from tests.ui.audit_form.conftest import TODAY, Desk, view_stop
from ui.audit_form.instance_rows import CountStop, InstanceHead
from ui.audit_form.numbering import used_number
from ui.audit_form.set_aside import SetAsidePanel

Press = Callable[..., None]
Type = Callable[[str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def heads(desk: Desk) -> list[InstanceHead]:
    view = desk.page.pane.view
    assert view is not None
    assert view.stops
    return view.findChildren(InstanceHead)


def titles(desk: Desk) -> list[str]:
    return [head.title for head in heads(desk)]


def add_visit(desk: Desk, press: Press) -> None:
    desk.page.pane.go_to_field("instances.visit")
    press(Qt.Key.Key_Space)


def test_a_visit_is_added_by_keys_and_goes_to_its_first_question(
    every_kind: Desk, press: Press
) -> None:
    every_kind.open(place=("visiting", "visit_good#1"))
    assert titles(every_kind) == ["Visit 1 of 1"]
    press(Qt.Key.Key_Down)
    assert isinstance(view_stop(every_kind, "instances.visit"), CountStop)
    assert every_kind.place == ("visiting", "instances.visit")
    press(Qt.Key.Key_Space)
    assert every_kind.last("instances.visit") == [1, 2]
    assert titles(every_kind) == ["Visit 1 of 2", "Visit 2 of 2"]
    assert every_kind.place == ("visiting", "visit_on#2")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1)
    assert every_kind.last("finding.visit_good#2") == {"answer": "met"}


def test_each_question_says_which_visit_it_is_of(every_kind: Desk, press: Press) -> None:
    every_kind.open(place=("visiting", ""))
    add_visit(every_kind, press)
    stop = view_stop(every_kind, "visit_good#2")
    said = stop.accessibleName()  # type: ignore[attr-defined]
    assert said.startswith("2.3 Visit 2 of 2. Was the visit of use to the child?")


def test_removing_asks_empties_the_answers_and_can_be_undone(
    every_kind: Desk, press: Press, qtbot: QtBot
) -> None:
    answered = Audit(
        instances={"visit": (1, 2)}, findings={"visit_good#1": Finding(answer="met", evidence="Ok")}
    )
    every_kind.open(answered, place=("visiting", "visit_on#1"))
    heads(every_kind)[0].remove.click()
    box = every_kind.page.findChildren(QMessageBox)[0]
    assert "one answer" in box.text()
    box.buttons()[0].click()
    assert every_kind.last("instances.visit") == [2]
    assert every_kind.last("finding.visit_good#1") is None
    assert titles(every_kind) == ["Visit 1 of 1"]
    press(Qt.Key.Key_Z, CTRL)
    assert every_kind.page.audit == answered
    assert every_kind.place == ("visiting", "visit_good#1")
    assert titles(every_kind) == ["Visit 1 of 2", "Visit 2 of 2"]
    press(Qt.Key.Key_Y, CTRL)
    assert every_kind.page.audit is not None
    assert every_kind.page.audit.findings == {}
    assert every_kind.page.audit.instances == {"visit": (2,)}
    assert every_kind.place == ("visiting", "instances.visit")


def test_a_number_that_had_answers_is_not_given_again_in_a_later_session(
    every_kind: Desk, press: Press
) -> None:
    answered = Audit(instances={"visit": (1, 2)}, findings={"visit_good#2": Finding(answer="met")})
    every_kind.open(answered, place=("visiting", "visit_on#1"))
    heads(every_kind)[1].remove.click()
    every_kind.page.findChildren(QMessageBox)[0].buttons()[0].click()
    assert every_kind.page.audit is not None
    sealed = Audit.from_fields(every_kind.page.audit.to_fields())
    assert list(audit_faults(every_kind.tool, sealed)) == []
    every_kind.open(sealed, place=("visiting", "visit_on#1"))
    add_visit(every_kind, press)
    assert every_kind.last("instances.visit") == [1, 3]
    every_kind.open(sealed, place=("overall", "overall"))
    assert every_kind.page.pane.view is not None
    assert every_kind.page.pane.view.findChildren(SetAsidePanel) == []


def test_a_move_does_not_bring_a_removed_visit_back(every_kind: Desk) -> None:
    tool = every_kind.tool
    note = SetAside.model_validate(used_number(tool, "visit_good#2"))
    audit = Audit(instances={"visit": (1,)}, set_aside={"visit_good#2": note})
    newer = tool.model_copy(update={"version": "9.9"})
    plan = plan_move(audit, tool, newer, TODAY)
    assert plan.audit.findings == {}
    assert plan.audit.instances == {"visit": (1,)}
    assert plan.audit.set_aside == audit.set_aside


def test_an_empty_visit_is_removed_without_a_question_and_that_is_said(every_kind: Desk) -> None:
    said: list[str] = []
    every_kind.page.announced.connect(said.append)
    every_kind.open(Audit(instances={"visit": (1, 2)}), place=("visiting", "visit_on#2"))
    heads(every_kind)[1].remove.click()
    assert said == ["Visit 2 of 2 was removed. Undo (Ctrl+Z) brings it back."]
    assert every_kind.last("instances.visit") == [1]
    assert every_kind.place == ("visiting", "instances.visit")


def test_a_number_is_never_given_twice(every_kind: Desk, press: Press) -> None:
    every_kind.open(Audit(instances={"visit": (1, 2)}), place=("visiting", "visit_on#2"))
    heads(every_kind)[1].remove.click()
    add_visit(every_kind, press)
    assert every_kind.last("instances.visit") == [1, 3]


def test_no_more_and_no_fewer_than_the_tool_allows(every_kind: Desk) -> None:
    every_kind.open(Audit(instances={"visit": (1, 2, 3, 4)}), place=("visiting", "visit_on#1"))
    stop = view_stop(every_kind, "instances.visit")
    assert isinstance(stop, CountStop)
    assert not stop.isVisible()
    QApplication.processEvents()
    assert all(head.remove.isVisible() for head in heads(every_kind))
    every_kind.open(Audit(), place=("visiting", "visit_on#1"))
    assert not heads(every_kind)[0].remove.isVisible()


def test_a_rule_counts_the_instances_and_leaves_no_buttons(
    every_kind: Desk, type_text: Type
) -> None:
    every_kind.open(place=("visiting", "known"))
    type_text("2")
    every_kind.page.flush()
    every_kind.page.pane.go_to_field("finding.sibling_known#2")
    assert titles(every_kind) == ["Brother or sister 1 of 2", "Brother or sister 2 of 2"]
    assert not any(head.remove.isVisible() for head in heads(every_kind))
    stop = view_stop(every_kind, "instances.siblings")
    assert not stop.isVisible()  # type: ignore[attr-defined]


def test_undo_leads_back_into_the_visit_that_it_changed(every_kind: Desk, press: Press) -> None:
    every_kind.open(place=("visiting", "visit_good#1"))
    press(Qt.Key.Key_2)
    add_visit(every_kind, press)
    press(Qt.Key.Key_Z, CTRL)
    assert titles(every_kind) == ["Visit 1 of 1"]
    press(Qt.Key.Key_Z, CTRL)
    assert every_kind.place == ("visiting", "visit_good#1")
    assert every_kind.last("finding.visit_good#1") is None


def test_what_is_missing_leads_into_the_right_visit(every_kind: Desk, press: Press) -> None:
    filled = {"visit_on#1": Finding(answer="2026-05-01"), "visit_good#1": Finding(answer="met")}
    every_kind.open(
        Audit(instances={"visit": (1, 2)}, findings=filled), place=("visiting", "known")
    )
    press(Qt.Key.Key_F8)
    assert every_kind.place == ("visiting", "visit_on#2")


def test_the_caret_stays_where_it_was_while_a_visit_comes_by_a_rule(
    every_kind: Desk, type_text: Type
) -> None:
    """The number of brothers and sisters counts a section elsewhere; here it stays typed in."""
    every_kind.open(place=("visiting", "known"))
    type_text("1")
    every_kind.page.flush()
    every_kind.page.pane.rebuild()
    type_text("2")
    every_kind.page.flush()
    assert every_kind.last("finding.known") == {"answer": 12}


def test_the_heading_of_a_nested_section_is_there_while_the_section_is(
    every_kind: Desk, press: Press
) -> None:
    every_kind.open(Audit(attributes={"role": "practitioner"}), place=("visiting", "known"))
    view = every_kind.page.pane.view
    assert view is not None

    def shown() -> set[str]:
        assert every_kind.page.pane.view is not None
        labels = every_kind.page.pane.view.findChildren(QLabel)
        return {each.text() for each in labels if each.isVisible()}

    assert view.stops
    QApplication.processEvents()
    assert "Each visit" in shown()
    assert "For managers" not in shown()
    every_kind.open(Audit(attributes={"role": "manager"}), place=("visiting", "signed_off"))
    QApplication.processEvents()
    assert "For managers" in shown()
    assert every_kind.place == ("visiting", "signed_off")


def listed(desk: Desk) -> list[str]:
    every = desk.page.pane.sections
    role = Qt.ItemDataRole.AccessibleTextRole
    return [every.item(row).data(role) for row in range(every.count())]


def test_a_nested_section_is_listed_below_its_own_with_how_many_and_how_far(
    every_kind: Desk, press: Press
) -> None:
    every_kind.open(place=("visiting", "visit_good#1"))
    before = every_kind.page.header.about_text
    assert "Each visit (1), 0 of 2 · 2 unanswered" in listed(every_kind)
    press(Qt.Key.Key_1)
    assert "Each visit (1), 1 of 2 · 1 unanswered" in listed(every_kind)
    assert every_kind.page.header.about_text == before.replace("0 of", "1 of")
    add_visit(every_kind, press)
    assert "Each visit (2), 1 of 4 · 3 unanswered" in listed(every_kind)


def test_the_list_leads_into_a_nested_section_and_marks_where_the_person_is(
    every_kind: Desk, press: Press
) -> None:
    every_kind.open(place=("kinds", ""))
    sections = every_kind.page.pane.sections
    row = next(row for row, words in enumerate(listed(every_kind)) if "Each visit" in words)
    sections.setFocus()
    sections.setCurrentRow(row)
    assert sections.hasFocus()
    assert every_kind.page.pane.place == ("visiting", "visit_on#1")
    press(Qt.Key.Key_Return)
    assert every_kind.place == ("visiting", "visit_on#1")
    assert sections.currentRow() == row
    every_kind.page.pane.go_to_field("finding.known")
    assert sections.currentRow() < row
