"""What a published report leaves out beside small numbers, and what it still tells."""

import re
from datetime import date
from time import process_time

import pytest

from db.reading import AuditScope
from exports.documents.thematic import thematic_bytes, thematic_page
from exports.figures.published import work_out_published
from exports.figures.quotes import quote_id
from exports.figures.report_data import ReportData
from exports.figures.suppression.choosing import hidden_cells
from exports.figures.suppression.publishing import Publication, report_quotes
from exports.figures.suppression.system import System
from exports.figures.thematic import thematic_report
from forms.errors import AuditAppError
from tests.exports.documents.reading import texts
from tests.exports.making import Cabinet, a_tool, an_audit, memory_cabinet

SEEN = "The worker came at the hour she had promised, and the child opened the door."
UNSEEN = "Nobody could say when the child had last been seen alone by the worker."


def fill(cabinet: Cabinet, good: int = 30, weak: int = 8) -> None:
    """Good audits seen by one auditor, and weak ones by another, with visits and words."""
    for number in range(good + weak):
        is_good = number < good
        cabinet.add(
            a_tool(),
            an_audit(
                {"seen": "yes" if is_good else "no", "heard": "good" if is_good else None,
                 "visits": number, "last": f"2026-01-{1 + number % 20:02}"},
                {"seen": SEEN if is_good else UNSEEN},
                case=f"C-{number:04}", auditor=f"auditor-{number % 7:02}",
                audited_on=date(2026, 2 + number % 4, 11),
                overall="good" if is_good else "inadequate",
                attributes={"team": "North" if number % 3 else "South"},
            ),
        )  # fmt: skip


def published(publication: Publication | None = None, **size: int) -> ReportData:
    with memory_cabinet() as cabinet:
        fill(cabinet, **size)
        return thematic_report(cabinet.store, AuditScope(), publication or Publication())


def test_large_counts_and_their_shares_stay_as_they_are() -> None:
    share = published().figures.overall.good_or_better
    assert share is not None
    assert (share.count, share.n, share.share) == (30, 38, 0.789)
    assert (share.low, share.high) == (0.637, 0.889)


def test_days_of_single_cases_are_widened_to_months() -> None:
    report = published()
    assert (report.first_audited, report.last_audited) == (date(2026, 2, 1), date(2026, 5, 31))


def test_only_the_middle_of_numbers_is_told_and_only_of_more_than_the_threshold() -> None:
    def visits(good: int) -> object:
        questions = published(good=good, weak=0).figures.questions
        return next(each.numbers for each in questions if each.id == "visits")

    many, few = visits(9), visits(4)
    assert (many.n, many.lowest, many.median, many.highest) == (9, None, 4, None)
    assert (few.n, few.lowest, few.median, few.highest) == ("c", None, None, None)


def test_nothing_is_quoted_unless_it_is_chosen_and_then_without_its_grade() -> None:
    assert report_quotes(published()) == []
    with memory_cabinet() as cabinet:
        fill(cabinet)
        quotes = report_quotes(thematic_report(cabinet.store, AuditScope()))
        (chosen,) = {quote_id(each) for each in quotes if each.text == SEEN}
        publication = Publication(quotes=frozenset({chosen}))
        report = thematic_report(cabinet.store, AuditScope(), publication)
    assert {(each.text, each.answer) for each in report_quotes(report)} == {(SEEN, "")}


def test_a_quote_that_is_not_there_is_told() -> None:
    with pytest.raises(AuditAppError, match="has no quotation 0123456789ab"):
        published(Publication(quotes=frozenset({"0123456789ab"})))


@pytest.mark.parametrize("field", ["case", "auditor", "worker"])
def test_fields_that_could_name_a_person_are_refused(field: str) -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(a_tool(), an_audit(attributes={"worker": "Somebody"}))
        with pytest.raises(AuditAppError, match="could name a case or a person"):
            work_out_published(cabinet.store, AuditScope(), field, Publication())
        with pytest.raises(AuditAppError, match="could name a case or a person"):
            scope = AuditScope(where={field: "x"})
            work_out_published(cabinet.store, scope, None, Publication())


def test_paper_and_web_page_say_that_they_are_published_and_name_nobody() -> None:
    report = published()
    pages = texts(thematic_bytes(report))
    assert all("Published: small numbers suppressed" in page for page in pages)
    assert "“c” stands for a number from 1 to 5" in " ".join(" ".join(pages).split())
    assert "78.9%" in pages[1]
    both = " ".join(pages) + thematic_page(report).decode("utf-8")
    assert not re.search(r"C-00|auditor-0|Internal: do not publish", both)
    internal = texts(thematic_bytes(_internal()))
    assert all("Internal: do not publish" in page for page in internal)


def _internal() -> ReportData:
    with memory_cabinet() as cabinet:
        fill(cabinet)
        return thematic_report(cabinet.store, AuditScope())


def test_lists_of_best_and_worst_come_from_what_is_shown() -> None:
    report = published(good=30, weak=2)
    hidden = {each.id for each in report.figures.sections
              if not each.good_or_better or each.good_or_better.share is None}  # fmt: skip
    assert hidden.isdisjoint({*report.strongest, *report.weakest})
    assert all(each.good_or_better.share is not None for each in report.attention)


def test_no_threshold_outside_1_to_10_is_taken() -> None:
    for threshold in (0, 11):
        with pytest.raises(ValueError, match="from 1 to 10"):
            Publication(threshold)


def a_table(rows: list[list[int]]) -> System:
    """Counts with the totals of rows and columns, all shown."""
    system = System()
    cells = [[system.shown(count, count) for count in row] for row in rows]
    for line in [*cells, *map(list, zip(*cells, strict=True))]:
        total = sum(system.cells[each].value for each in line)
        system.total(system.shown(total, 1000 + total), line)
    return system


def test_one_small_count_of_a_table_takes_the_cheapest_rectangle_with_it() -> None:
    system = a_table([[3, 20, 30], [9, 40, 50], [60, 70, 80]])
    hidden = hidden_cells(system, 5)
    assert sorted(system.cells[each].value for each in hidden) == [3, 9, 20, 40]


def test_noughts_are_shown_and_nothing_is_hidden_needlessly() -> None:
    assert hidden_cells(a_table([[0, 20], [30, 40]]), 5) == frozenset()


def test_counts_that_bounds_alone_tell_are_protected() -> None:
    """Two counts of at least 1 that make 2 are both 1: a third has to be hidden with them."""
    system = System()
    parts = [system.shown(count, count) for count in (1, 1, 50)]
    system.total(system.shown(52, 1000), parts)
    assert hidden_cells(system, 5) == frozenset(parts)


def test_a_large_report_is_published_in_about_a_second() -> None:
    """45 questions over 12 quarters, each a table of 6 answers by quarter with all its totals."""
    system = System()
    for question in range(45):
        rows = [[(question * 7 + quarter * 5 + answer * answer * 3) % 41 for answer in range(6)]
                for quarter in range(12)]  # fmt: skip
        table = a_table(rows)
        first = len(system.cells)
        system.cells += table.cells
        for each in table.sums:
            places = [place + first for place in each.parts]
            system.total(each.whole + first, places)
    begun = process_time()
    hidden = hidden_cells(system, 5)
    assert 0 < len(hidden) < len(system.cells)
    assert process_time() - begun < 3
