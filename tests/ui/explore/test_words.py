"""Words of auditors in the window: counted by theme, searched, and the way to their audits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLineEdit

from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, an_audit
from ui.explore.page import ExplorePage
from ui.explore.words.dialog import WordsDialog

TOLD = {
    "C-1": "the advocate came to school",
    "C-2": "an advocate was <b>offered</b> & taken",
    "C-3": "the plan drifted",
}


@pytest.fixture
def told(cabinet: Cabinet) -> Cabinet:
    """Three audits whose strengths are told."""
    cabinet.record(
        *(
            an_audit(case, team="North").model_copy(update={"strengths": text})
            for case, text in TOLD.items()
        )
    )
    return cabinet


@pytest.fixture
def page(make_page, told: Cabinet) -> Iterator[ExplorePage]:
    made = make_page()
    yield made
    made.words.close()


def opened(page: ExplorePage) -> WordsDialog:
    page.head.words.click()
    dialog = page.words.dialog
    assert dialog is not None
    return dialog


def search(dialog: WordsDialog, words: str, qtbot) -> None:
    dialog.search.setText(words)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)


def lines(dialog: WordsDialog) -> dict[str, list[list[str]]]:
    tree = dialog.words
    return {
        top.text(0): [
            [top.child(row).text(column) for column in range(3)] for row in range(top.childCount())
        ]
        for top in (tree.topLevelItem(at) for at in range(tree.topLevelItemCount()))
    }


def test_frequent_words_stand_by_theme_with_their_audits(page):
    assert lines(opened(page)) == {"Whole audits": [["advocate", "2", "0"]]}


def test_a_search_shows_every_text_whole_with_what_it_is_about(page, qtbot):
    dialog = opened(page)
    search(dialog, "advocate", qtbot)
    shown = dialog.text.toPlainText()
    assert "Whole audits (2)" in shown
    assert TOLD["C-1"] in shown
    assert TOLD["C-2"] in shown  # as it was typed, not as markup
    assert TOLD["C-3"] not in shown
    assert "Strengths — Good · strength" in shown
    assert dialog.status.text() == "Found in 2 texts of 2 audits."
    assert "text-decoration: underline" in dialog.text.toHtml()


def test_a_word_of_the_list_is_searched_with_enter(page, qtbot):
    dialog = opened(page)
    tree = dialog.words
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    tree.itemActivated.emit(tree.currentItem(), 0)
    assert dialog.search.text() == "advocate"
    qtbot.waitUntil(lambda: dialog.status.text() == "Found in 2 texts of 2 audits.")


def test_all_audits_of_a_search_are_asked_for(page, qtbot, told: Cabinet):
    dialog = opened(page)
    assert not dialog.show_all.isEnabled()
    search(dialog, "advocate", qtbot)
    with qtbot.waitSignal(page.behind_requested) as asked:
        dialog.show_all.click()
    uids, what = asked.args
    assert len(set(uids)) == 2
    assert what == "texts with “advocate”"
    assert page.words.dialog is None


def test_one_audit_is_reached_by_its_link(page, qtbot):
    dialog = opened(page)
    search(dialog, "school", qtbot)
    with qtbot.waitSignal(page.behind_requested) as asked:
        dialog.text.anchorClicked.emit(QUrl("audit:0000-uid"))
    assert asked.args == [["0000-uid"], "texts with “school”"]


def test_one_audit_is_reached_by_keys_alone(page, qtbot):
    dialog = opened(page)
    search(dialog, "advocate", qtbot)
    dialog.text.setFocus()
    qtbot.keyClick(dialog.text, Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.behind_requested) as asked:
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    (uids, _) = asked.args
    assert len(uids) == 1


def test_tab_leaves_the_texts_after_the_last_audit(page, qtbot):
    dialog = opened(page)
    search(dialog, "advocate", qtbot)
    dialog.text.setFocus()
    for _ in range(3):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is not dialog.text


def test_nothing_found_says_so_and_an_empty_search_shows_nothing(page, qtbot):
    dialog = opened(page)
    search(dialog, "unicorn", qtbot)
    assert dialog.status.text().startswith("Nothing was found for “unicorn”.")
    assert not dialog.show_all.isEnabled()
    dialog.search.clear()
    assert dialog.status.text() == ""
    assert dialog.text.toPlainText().startswith("Type a word above")


def test_the_audits_chosen_on_the_page_are_searched_and_no_others(page, qtbot, told: Cabinet):
    told.record(an_audit("C-9", team="South").model_copy(update={"strengths": "an advocate"}))
    page.refresh()
    page.bar.fields["team"].setCurrentText("South")
    dialog = opened(page)
    search(dialog, "advocate", qtbot)
    assert dialog.status.text() == "Found in 1 text of 1 audit."


def test_the_key_opens_it_and_escape_leaves_it(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    dialog = page.words.dialog
    assert dialog is not None
    assert isinstance(dialog.focusWidget(), QLineEdit)
    assert nameless(dialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.words.dialog is None


def test_it_closes_when_the_database_is_locked(page):
    opened(page)
    page.forget()
    assert page.words.dialog is None


def test_without_audits_there_is_nothing_to_search(make_page, cabinet: Cabinet, tmp_path: Path):
    cabinet.start("C-1")
    page = make_page()
    assert not page.head.words.isEnabled()
    page._search_words()
    assert page.words.dialog is None
