"""The list shows exactly the audits that stand behind a number, until filters are cleared."""

from tests.ui.audits.seeding import Cabinet, an_audit
from ui.audits.page import AuditsPage


def cases(page: AuditsPage) -> list[str]:
    model = page.table.audits_model
    return sorted(model.audit(row).case for row in range(model.rowCount()))


def test_only_these_audits_are_listed_and_it_says_what_they_are(
    make_page, cabinet: Cabinet, memory, qtbot
) -> None:
    uids = cabinet.record(*(an_audit(f"C-{number}", team="North") for number in range(4)))
    memory.filters["audits"] = {"team": "South"}
    page = make_page()
    page.show_behind(uids[:2], "Overall grade, North")
    qtbot.waitUntil(lambda: page.is_settled)
    assert cases(page) == ["C-0", "C-1"]
    assert page.count.text() == "2 of 4 audits · behind Overall grade, North"
    page.refresh()
    qtbot.waitUntil(lambda: page.is_settled)
    assert cases(page) == ["C-0", "C-1"]
    page.clear_button.click()
    qtbot.waitUntil(lambda: page.is_settled)
    assert len(cases(page)) == 4
    assert page.count.text() == "4 audits"


def test_a_further_filter_narrows_them(make_page, cabinet: Cabinet, qtbot) -> None:
    uids = cabinet.record(an_audit("C-1", team="North"), an_audit("C-2", team="South"))
    cabinet.record(an_audit("C-3", team="South"))
    page = make_page()
    page.show_behind(uids, "Overall grade")
    page.bar.team.setCurrentText("South")
    qtbot.waitUntil(lambda: page.is_settled)
    assert cases(page) == ["C-2"]


def test_none_chosen_lists_none(make_page, cabinet: Cabinet, qtbot) -> None:
    cabinet.record(an_audit("C-1"))
    page = make_page()
    page.show_behind([], "nothing")
    qtbot.waitUntil(lambda: page.is_settled)
    assert page.table.audits_model.rowCount() == 0
