"""A second person moderates an audit in the window, in the open and blind; the service disputes."""

import pytest

from db.histories import history_of
from db.opening import open_reading
from tests.flows.driving import Control, Driver, Key, make_database
from ui.audits.dialogs import DiscardDialog, ReasonDialog
from ui.desk import FORM
from ui.moderation.begin_dialog import BeginDialog
from ui.moderation.seal_dialog import SealDialog


@pytest.fixture
def uid(driver: Driver) -> str:
    """An audit that its auditor completed, marked in the list."""
    path = driver.folder / "north.audit"
    uid = make_database(path, "C-0001", whole=True)[0]
    driver.start(path)
    driver.open(uid)
    driver.press(Key.Key_Return, Control)
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    driver.wait(driver.form.banner.isVisible)
    driver.settle()
    driver.mark(uid)
    return uid


def begin(driver: Driver, *, blind: bool = False) -> None:
    """Answer who moderates, and how."""
    dialog = driver.dialog(BeginDialog)
    dialog.moderator.clear()
    driver.qtbot.keyClicks(dialog.moderator, "lead-01")
    (dialog.blind if blind else dialog.in_the_open).click()
    dialog.yes.click()
    driver.wait(lambda: [row.status for row in driver.stored()] == ["moderating"])
    driver.wait_for(FORM)
    driver.settle()


def beside(driver: Driver, name: str) -> list[str]:
    """Return what is said beside an answer."""
    return driver.go(name)._beside.sentences


def seal(driver: Driver, reason: str = "") -> None:
    driver.press(Key.Key_Return, Control)
    dialog = driver.dialog(SealDialog)
    if dialog.show_grades.isVisible():
        dialog.show_grades.click()
    driver.qtbot.keyClicks(dialog.reason, reason)
    dialog.yes.click()


def moderate(driver: Driver, uid: str, reason: str = "The drawings are of another child.") -> None:
    """Change one answer of the audit that is marked, and seal it."""
    driver.list.commands.moderate.trigger()
    begin(driver)
    driver.answer("q2", "4")
    driver.settle()
    seal(driver, reason)
    driver.wait(lambda: driver.in_file(uid).status == "moderated")
    driver.wait(lambda: driver.announced.startswith("The moderation is sealed"))
    driver.settle()


def test_the_auditors_grade_stands_beside_the_moderators_and_both_are_kept(
    driver: Driver, uid: str
) -> None:
    driver.list.commands.moderate.trigger()
    begin(driver)
    assert driver.in_file(uid).status == "moderating"
    assert driver.form.header._status.accessibleName() == "Moderating"
    assert beside(driver, "q2") == ["= Auditor auditor-01: Good"]
    driver.answer("q2", "4")
    assert beside(driver, "q2") == ["≠ Auditor auditor-01: Good – differs"]
    driver.settle()

    driver.press(Key.Key_Return, Control)
    dialog = driver.dialog(SealDialog)
    cells = [dialog.table.item(0, place) for place in range(3)]
    assert [cell.text() for cell in cells if cell] == ["How well?", "Good", "Inadequate"]
    dialog.yes.click()
    assert dialog.problem.text() == "Say why grades were changed."
    driver.qtbot.keyClicks(dialog.reason, "The drawings are of another child.")
    dialog.yes.click()
    driver.wait(lambda: driver.in_file(uid).status == "moderated")
    driver.wait(driver.form.banner.isVisible)
    driver.settle()
    assert beside(driver, "q2") == ["≠ Auditor auditor-01: Good – differs"]
    with open_reading(driver.folder / "north.audit") as store:
        _, last = history_of(store, uid)
    assert (last.act, last.author, last.reason) == (
        "moderated", "lead-01", "The drawings are of another child.",
    )  # fmt: skip
    assert driver.finding(uid, "q2").answer == "inadequate"
    assert driver.in_file(uid).audit.auditor == "auditor-01"


def test_nobody_moderates_the_own_audit(driver: Driver, uid: str) -> None:
    driver.list.commands.moderate.trigger()
    dialog = driver.dialog(BeginDialog)
    dialog.moderator.setText("Auditor-01")
    dialog.yes.click()
    assert "somebody else must moderate it" in dialog.problem.text()
    dialog.reject()
    assert driver.in_file(uid).status == "completed"


def test_a_blind_moderator_sees_no_grade_until_all_are_given(driver: Driver, uid: str) -> None:
    driver.list.commands.moderate.trigger()
    begin(driver, blind=True)
    assert driver.finding(uid, "q1").answer is None
    assert driver.finding(uid, "q1").evidence == "Seen alone in March."
    assert beside(driver, "q1") == []
    assert not driver.form.header.history.isVisible()
    assert not driver.form.actions_by_name["history"].isEnabled()
    driver.press(Key.Key_Return, Control)
    assert driver.form.gaps_panel.isVisible()
    driver.mark(uid)
    row = driver.list.table.current
    assert row
    assert (row.status, row.overall) == ("moderating", "")
    assert not driver.list.commands.history.isEnabled()


def grade_blind(driver: Driver) -> None:
    driver.list.commands.moderate.trigger()
    begin(driver, blind=True)
    driver.answer("q1", "1")
    driver.answer("q2", "2")
    for field in ("section.first", "overall"):
        driver.form.pane.go_to_field(field)
        driver.type("2")
    driver.form.pane.go_to_field("overall_reason", "words")
    driver.type("As the drawings show.")
    driver.settle()


def test_who_went_back_after_seeing_the_grades_is_no_longer_blind(driver: Driver, uid: str) -> None:
    grade_blind(driver)
    driver.press(Key.Key_Return, Control)
    dialog = driver.dialog(SealDialog)
    assert not dialog.table.isVisible()
    assert not dialog.yes.isVisible()
    dialog.show_grades.click()
    assert dialog.yes.isVisible()
    dialog.reject()
    driver.wait(lambda: driver.in_file(uid).audit.moderation == "open")
    driver.settle()
    assert beside(driver, "q2") == ["= Auditor auditor-01: Good"]


def test_a_blind_moderation_is_sealed_as_one(driver: Driver, uid: str) -> None:
    grade_blind(driver)
    seal(driver)
    driver.wait(lambda: driver.in_file(uid).status == "moderated")
    assert driver.in_file(uid).audit.moderation == "blind"


def test_a_moderation_is_disputed_and_settled_by_a_further_one(driver: Driver, uid: str) -> None:
    moderate(driver, uid)
    driver.form.header.dispute.trigger()
    dialog = driver.dialog(ReasonDialog)
    dialog.yes.click()
    assert dialog.problem.text() == "Say why the moderation is disputed."
    driver.qtbot.keyClicks(dialog.reason, "They are of this child.")
    dialog.author.setText("Service manager")
    dialog.yes.click()
    driver.wait(lambda: driver.in_file(uid).status == "disputed")
    driver.settle()
    assert driver.finding(uid, "q2").answer == "inadequate"
    assert driver.form.header._status.accessibleName() == "Disputed"

    driver.mark(uid)
    driver.list.commands.moderate.trigger()
    begin(driver)
    assert beside(driver, "q2") == [
        "≠ Auditor auditor-01: Good – differs",
        "= Moderator lead-01: Inadequate",
    ]
    driver.answer("q2", "1")
    driver.settle()
    driver.press(Key.Key_Return, Control)
    dialog = driver.dialog(SealDialog)
    heads = [dialog.table.horizontalHeaderItem(place) for place in (1, 2)]
    assert [head.text() for head in heads if head] == ["Moderator lead-01", "Moderator lead-01"]
    driver.qtbot.keyClicks(dialog.reason, "They are of this child.")
    dialog.yes.click()
    driver.wait(lambda: driver.in_file(uid).status == "moderated")


def test_a_moderation_is_discarded_and_the_auditors_grades_stand(driver: Driver, uid: str) -> None:
    driver.list.commands.moderate.trigger()
    begin(driver)
    driver.answer("q2", "4")
    driver.settle()
    driver.mark(uid)
    driver.list.commands.discard.trigger()
    driver.dialog(DiscardDialog).yes.click()
    driver.wait(lambda: driver.in_file(uid).status == "completed")
    assert driver.finding(uid, "q2").answer == "good"


def test_moderated_and_disputed_audits_are_found_in_the_list(driver: Driver, uid: str) -> None:
    moderate(driver, uid)
    driver.mark(uid)
    box, model = driver.list.bar.status, driver.list.table.audits_model
    for status, shown in (("disputed", 0), ("moderated", 1)):
        box.setCurrentIndex(box.findData(status))
        driver.wait(lambda: driver.list.is_settled)
        assert model.rowCount() == shown
