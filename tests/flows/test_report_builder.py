"""A lead puts a report together, leaves it, finds it again, keeps it and makes it anew."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.opening import open_reading, open_store
from db.report_templates import (
    draft_template,
    edit_template,
    keep_template,
    list_templates,
    open_template,
    save_field,
)
from forms.report_templates import ReportTemplate
from tests.flows.driving import Control, Driver, Key
from tests.ui.audits.seeding import TODAY, Cabinet, an_audit
from ui.builder.choosing import ChooseDialog
from ui.builder.offers import each_team
from ui.builder.page import BuilderPage
from ui.builder.part_pages import WordsPage
from ui.desk import BUILDER, EXPLORE, REPORT
from ui.explore.page import ExplorePage
from ui.report.batch_dialog import BatchForm
from ui.tools.asking import AskDialog

Alt = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def own(driver: Driver) -> Path:
    path = driver.folder / "own.audit"
    Cabinet(path).record(
        an_audit("C-1", team="North"),
        an_audit("C-2", team="South"),
        an_audit("C-3", team="South", overall="inadequate"),
    )
    return path


def builder(driver: Driver, own: Path) -> BuilderPage:
    """Go to the builder by the key of the report page."""
    if not driver.is_running:
        driver.start(own)
        driver.settings.auditor_code = "lead"
    driver.press(Key.Key_2, Control)
    driver.wait_for(REPORT)
    driver.settle()
    driver.press(Key.Key_B, Control)
    driver.wait_for(BUILDER)
    driver.settle()
    page = driver.program.workspace.page(BUILDER)
    assert isinstance(page, BuilderPage)
    return page


def begun(driver: Driver, own: Path) -> BuilderPage:
    """Begin a template by key."""
    page = builder(driver, own)
    driver.press(Key.Key_N, Control)
    driver.wait(lambda: page.is_composing)
    driver.settle()
    return page


def kept(own: Path, name: str = "Board", **more: object) -> str:
    """Keep a template in the file, as somebody did before."""
    with open_store(own) as store:
        template = ReportTemplate.model_validate(
            {"name": name, "tool": "voice", "period": "all", **more}
        )
        uid = draft_template(store, template, "lead")
        keep_template(store, uid, "lead")
        return uid


def stored(own: Path, uid: str) -> ReportTemplate:
    with open_reading(own) as store:
        return open_template(store, uid).template


def test_what_was_typed_is_there_after_a_restart(driver: Driver, own: Path) -> None:
    page = begun(driver, own)
    bench = page.composing.bench
    bench.choose(("parts", 0))
    words = page.composing.properties.page
    assert isinstance(words, WordsPage)
    words.words.box.setFocus()
    driver.type("Why we looked at this.")
    uid = page.composing.uid
    driver.restart(own)
    assert stored(own, uid).introduction == "Why we looked at this."
    page = builder(driver, own)
    state = page.templates.current
    assert state is not None
    assert (state.uid, state.name, state.kept_at) == (uid, "New report", None)
    driver.press(Key.Key_Return)
    driver.wait(lambda: page.is_composing)
    driver.settle()
    assert page.composing.bench.data["introduction"] == "Why we looked at this."


def test_parts_are_moved_and_taken_away_by_keys_and_undone(driver: Driver, own: Path) -> None:
    page = begun(driver, own)
    page.composing.bench.choose(("parts", 1))
    page.composing.parts.enter()
    driver.press(Key.Key_Down, Alt)
    driver.press(Key.Key_Delete)
    driver.settle()
    uid = page.composing.uid
    assert [part.part for part in stored(own, uid).parts][:3] == [
        "introduction",
        "sections",
        "comparison",
    ]
    driver.press(Key.Key_Z, Control)
    driver.press(Key.Key_Z, Control)
    driver.settle()
    assert [part.part for part in stored(own, uid).parts][:2] == ["introduction", "summary"]


def test_the_preview_shows_what_is_put_together(driver: Driver, own: Path) -> None:
    page = begun(driver, own)
    composing = page.composing
    composing.bench.put(("period",), "all")
    composing.bench.put(("title",), "What children told us")
    driver.wait(composing.header.save_pdf.isEnabled)
    target = driver.folder / "board.pdf"
    document = composing.drawing.document
    assert document is not None
    composing.handing.save(document.data, target)
    driver.settle()
    assert "What children told us" in text_of(target)


def test_where_no_audit_matches_it_is_said_and_nothing_can_be_saved(
    driver: Driver, own: Path
) -> None:
    page = begun(driver, own)
    composing = page.composing
    composing.bench.put(("where",), {"team": "Nowhere"})
    driver.wait(lambda: composing.canvas.currentWidget() is composing.canvas.nothing)
    assert not composing.header.save_pdf.isEnabled()


def test_a_kept_template_is_edited_in_a_working_copy(driver: Driver, own: Path) -> None:
    uid = kept(own)
    page = builder(driver, own)
    driver.press(Key.Key_Return)
    driver.wait(lambda: page.is_composing)
    driver.settle()
    assert not page.composing.header.keep.isEnabled()
    page.composing.bench.put(("title",), "Heard")
    driver.settle()
    assert page.composing.header.keep.isEnabled()
    page.composing.header.discard.trigger()
    driver.dialog(AskDialog).yes.click()
    driver.settle()
    assert stored(own, uid).title == ""
    assert page.composing.bench.data.get("title") is None
    page.composing.bench.put(("title",), "Heard at last")
    page.composing.header.keep.trigger()
    driver.wait(lambda: "The template is saved" in driver.announced)
    with open_reading(own) as store:
        opened = open_template(store, uid)
    assert (opened.status, opened.template.title) == ("kept", "Heard at last")


def test_a_template_without_a_name_is_not_kept_and_nothing_typed_is_lost(
    driver: Driver, own: Path
) -> None:
    page = begun(driver, own)
    uid = page.composing.uid
    page.composing.bench.put(("name",), None)
    page.composing.bench.put(("introduction",), "Typed while it had no name.")
    page.composing.header.keep.trigger()
    assert "name" in driver.take_trouble()
    assert stored(own, uid).introduction == "Typed while it had no name."


def test_a_template_is_removed_with_a_reason(driver: Driver, own: Path) -> None:
    uid = kept(own)
    page = builder(driver, own)
    driver.press(Key.Key_Delete)
    dialog = driver.dialog(AskDialog)
    dialog.boxes["reason"].setPlainText("Made twice")  # type: ignore[union-attr]
    dialog.yes.click()
    driver.wait(lambda: page.templates.current is None)
    with open_reading(own) as store:
        assert list_templates(store) == []
        assert open_template(store, uid).status == "void"


def test_a_view_of_explore_becomes_a_part(driver: Driver, own: Path) -> None:
    uid = kept(own)
    driver.start(own)
    driver.press(Key.Key_3, Control)
    driver.wait_for(EXPLORE)
    explore = driver.program.workspace.page(EXPLORE)
    assert isinstance(explore, ExplorePage)
    driver.wait(lambda: explore.shown is not None)
    wanted = explore.view
    explore.head.to_report.click()
    driver.dialog(ChooseDialog)
    driver.press(Key.Key_Return)
    driver.wait_for(BUILDER)
    driver.wait(lambda: "The view is a part of the report now." in driver.announced)
    driver.settle()
    view = stored(own, uid).parts[-2]
    assert view.part == "view"
    assert view.view == wanted


def test_nothing_of_a_report_is_left_once_another_database_is_open(
    driver: Driver, own: Path
) -> None:
    page = begun(driver, own)
    composing = page.composing
    composing.bench.put(("period",), "all")
    composing.bench.put(("introduction",), "Of this database alone.")
    driver.wait(composing.header.save_pdf.isEnabled)
    other = driver.folder / "other.audit"
    Cabinet(other).record(an_audit("C-9"))
    driver.program.workspace.open_database_requested.emit(str(other))
    driver.wait(lambda: driver.database == other)
    driver.settle()
    assert composing.drawing.document is None
    assert composing.uid == ""
    assert "introduction" not in composing.bench.data
    assert not composing.header.save_pdf.isEnabled()
    with open_reading(own) as store:
        kept_there = [open_template(store, each.uid) for each in list_templates(store)]
    assert [each.template.introduction for each in kept_there] == ["Of this database alone."]


def test_a_report_for_each_team(driver: Driver, own: Path) -> None:
    uid = kept(own, "Team talk")
    page = builder(driver, own)
    driver.press(Key.Key_Return)
    driver.wait(lambda: page.is_composing)
    driver.settle()
    folder = driver.folder / "teams"
    each = partial(each_team, template=stored(own, uid), today=TODAY)
    page.composing.batches.write(each, folder, BatchForm())
    driver.wait(lambda: "Saved 2 reports in “teams”." in driver.announced)
    assert len(list(folder.glob("*.pdf"))) == 2


def test_versions_that_differ_are_settled(driver: Driver, own: Path, tmp_path: Path) -> None:
    from db.merging import merge_files
    from ui.builder.settling import SettleDialog

    uid = kept(own)
    other = tmp_path / "other.audit"
    other.write_bytes(b"")
    other.unlink()
    with open_reading(own) as store:
        store.copy_to(other)
    for path, title in ((own, "Ours"), (other, "Theirs")):
        with open_store(path) as store:
            edit_template(store, uid, "lead")
            save_field(store, uid, "title", title)
            keep_template(store, uid, "lead")
    with open_store(own) as store:
        merge_files(store, [other])
    page = builder(driver, own)
    assert page.templates.settle.isVisible()
    driver.press(Key.Key_Return)
    dialog = driver.dialog(SettleDialog)
    buttons = dialog.groups["title"].buttons()
    next(b for b in buttons if "Theirs" in b.accessibleName()).setChecked(True)
    dialog.reason.setText("Agreed on the phone")
    dialog.yes.click()
    driver.wait(lambda: "settled" in driver.announced)
    assert stored(own, uid).title == "Theirs"


def text_of(path: Path) -> str:
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)
