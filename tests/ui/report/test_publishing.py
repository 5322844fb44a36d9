"""A published report in the window: small numbers hidden, quotations ticked one by one."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from exports.figures.suppression import publishing
from exports.reports.audit import AUDIT
from exports.reports.catalogue import KINDS
from tests.conftest import AtOnce
from tests.exports.documents.reading import texts
from tests.ui.audits.naming import nameless
from tests.ui.audits.seeding import Cabinet, Later, an_audit
from ui.jobs import Jobs
from ui.report.page import ReportPage
from ui.report.quote_dialog import QuoteDialog
from ui.report.wishes import LARGEST_THRESHOLD, USUAL_THRESHOLD

STRONG = "The worker came every week, and the child knew when to expect the visit."
WEAK = "Nobody asked what the child wished for before the plan was written down."


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """Twenty audits: three inadequate, the others good; two say why."""
    audits = [
        an_audit(f"C-{n}", "inadequate" if n < 3 else "good", date(2026, 1, 2 + n), team="North")
        for n in range(20)
    ]
    audits[0] = audits[0].model_copy(update={"improvements": WEAK})
    audits[9] = audits[9].model_copy(update={"strengths": STRONG})
    cabinet.record(*audits)
    return cabinet


def publish(page: ReportPage) -> None:
    page.profile.choice.setCurrentIndex(page.profile.choice.findData("published"))


def dialog_of(page: ReportPage) -> QuoteDialog:
    page.profile.choose.click()
    (dialog,) = page.findChildren(QuoteDialog)
    return dialog


def test_published_hides_small_numbers_and_says_what_else(make_page, filled):
    page = make_page()
    assert page.figures.headline.share.text() == "85%"
    assert "Do not publish it" in page.profile.told.text()
    publish(page)
    headline = page.figures.headline
    assert headline.share.text() == "c"
    assert headline.interval.text() == "c of 20 · Share not published"
    assert "Leaves out small counts" in page.profile.told.text()
    assert page.profile.smallest.value() == 5
    assert "could be subtracted" in page.profile.told.text()
    pages = texts(page.document.data)
    assert "Published: small numbers suppressed" in pages[1]
    assert "Internal" not in "".join(pages)
    assert nameless(page) == []


def test_which_counts_are_too_small_is_chosen(make_page, filled, qtbot):
    page = make_page()
    assert not page.profile.smallest.isVisible()
    publish(page)
    page.profile.smallest.setFocus()
    page.profile.smallest.selectAll()
    qtbot.keyClicks(page.profile.smallest, "2")
    qtbot.keyClick(page.profile.smallest, Qt.Key.Key_Return)
    assert page.wish.request().publication.threshold == 2
    assert page.figures.headline.share.text() == "85.0%"
    assert "from 1 to 2" in words(page)


def test_the_window_offers_the_thresholds_that_publishing_knows():
    assert publishing.Publication().threshold == USUAL_THRESHOLD
    assert publishing.LARGEST_THRESHOLD == LARGEST_THRESHOLD


def test_nothing_is_quoted_but_what_was_ticked(make_page, filled, qtbot):
    page = make_page()
    assert STRONG in words(page)
    publish(page)
    assert STRONG not in words(page)
    dialog = dialog_of(page)
    assert [box.isChecked() for box in dialog.boxes.values()] == [False, False]
    assert nameless(dialog) == []
    first, _ = dialog.boxes.values()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    dialog.use.click()
    assert STRONG in words(page)
    assert WEAK not in words(page)
    assert page.profile.choose.text() == "Choose &quotations… (1)"


def test_quotations_are_chosen_anew_for_other_audits(make_page, filled):
    page = make_page()
    publish(page)
    dialog = dialog_of(page)
    next(iter(dialog.boxes.values())).click()
    dialog.use.click()
    box = page.bar.fields["team"]
    box.setCurrentIndex(box.findData("North"))
    assert page.profile.quotes == frozenset()
    assert STRONG not in words(page)


def test_a_filter_that_names_somebody_is_refused(make_page, filled, qtbot):
    reader = Later()
    jobs = Jobs(AtOnce(), reader, filled.openers)
    page = make_page(jobs)
    reader.run()
    box = page.bar.fields["auditor"]
    box.setCurrentIndex(box.findData("auditor-01"))
    reader.run()
    with qtbot.waitSignal(jobs.trouble) as trouble:
        publish(page)
        reader.run()
    assert "could name a case or a person" in str(trouble.args[0])
    assert page.states.stopped.isVisible()
    jobs.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "threshold" in kind.asks])
def test_every_kind_that_can_be_published_hides_as_many_as_is_said(make_page, filled, kind):
    page = make_page()
    page.head.kind.setCurrentIndex(page.head.kind.findData(kind.name))
    if "team" in kind.asks:
        filled.record(an_audit("C-99", day=date(2026, 3, 3), team="South"))
        page.refresh()
        team = page.bar.fields["team"]
        team.setCurrentIndex(team.findData("North"))
    publish(page)
    page.profile.smallest.setValue(3)
    assert page.profile.told.text().startswith("Leaves out small counts")
    assert not page.profile.choose.isVisible()
    assert "Published: small numbers suppressed" in words(page)
    assert "from 1 to 3" in words(page)


def test_kinds_that_cannot_be_published_do_not_offer_it(make_page, filled):
    page = make_page()
    publish(page)
    page.head.kind.setCurrentIndex(page.head.kind.findData("audit"))
    assert not page.profile.choice.isVisible()
    assert page.profile.told.text() == f"For internal use only. {AUDIT.internal_because}"
    assert page.wish.profile == "internal"


def words(page: ReportPage) -> str:
    QApplication.processEvents()
    return " ".join(" ".join(texts(page.document.data)).split())
