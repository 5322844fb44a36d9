"""Every number of a merge report is on its pages as the merge has it, and no other number is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.merge_report import AuditCounts, AuditOutcome, MergeReport
from exports.documents.merge_report import merge_report_bytes, merge_report_page
from tests.exports.documents.html.reading import parsed, words
from tests.exports.documents.numbers import Numbers, numbers_in
from tests.exports.documents.reading import texts
from tests.exports.documents.test_merge_report import OCCASION
from tests.exports.merge_samples import a_merge

LISTED = ("conflicts", "set_aside", "erased")


def numbers_of(report: MergeReport) -> Numbers:
    """Return what a merge report shows, but for the edges of its pages."""
    return numbers_in(_said(report))


def _said(report: MergeReport) -> Iterator[str]:
    yield f"{OCCASION.database} {_moment()} {OCCASION.author} {len(report.files)} {_came(report)}"
    yield from (str(number) for number in asdict(report.audits).values() if number)
    yield str(report.drafts or "")
    for outcome in LISTED:
        found = [each for each in report.outcomes if each.outcome == outcome]
        yield str(len(found) or "")
        for each in found:
            yield from _outcome(report, each)
    known = {(each.uid, each.reason) for each in report.outcomes}
    others = [each for each in report.set_aside if (each.record, each.reason) not in known]
    yield str(len(others) or "")
    yield from (f"{each.record} {each.reason}" for each in others)
    yield from (str(len(found) or "") for found in (report.doubles, report.recent, report.tools))
    for double in report.doubles:
        yield f"{double.case} {double.tool}"
        yield from (f"{auditor} {_day(on)}" for _, auditor, on in double.audits)
    for recent in report.recent:
        yield recent.case
        yield from (f"{each[1]} {_day(each[2])}" for each in (recent.earlier, recent.later))
    for twins in report.tools:
        yield f"{twins.tool_id} {twins.version} {' '.join(each[:12] for each in twins.hashes)}"
    yield from _files(report)


def _outcome(report: MergeReport, each: AuditOutcome) -> Iterator[str]:
    yield f"{each.case or each.uid} {each.tool} {report.files[each.file].path}"
    yield each.reason if each.outcome == "set_aside" else f"{each.auditor} {_day(each.audited_on)}"


def _files(report: MergeReport) -> Iterator[str]:
    for file in report.files:
        yield f"{file.path} {file.reason}"
        if file.status == "merged":
            yield from (str(number) for number in asdict(file.audits).values() if number)
            yield f"{file.author} {_day(file.made_at)} {file.drafts or ''}"


def _came(report: MergeReport) -> str:
    return " ".join(map(str, Counter(file.status for file in report.files).values()))


def _day(iso: str) -> str:
    year, month, day = (iso[:10] or "--").split("-")
    return f"{day}/{month}/{year}"


def _moment() -> str:
    assert OCCASION.merged_at is not None
    return f"{OCCASION.merged_at.astimezone():%d/%m/%Y %H:%M}"


def edges(report: MergeReport) -> Numbers:
    """Return what stands in the running heads and in the foot."""
    return numbers_in(f"{OCCASION.database} {_moment()} {len(report.files)} {_came(report)}")


def wrong(report: MergeReport) -> Numbers:
    """Return the numbers that the page or the paper has too many or too few."""
    page = numbers_in(words(parsed(merge_report_page(report, OCCASION))))
    pages = texts(merge_report_bytes(report, OCCASION))
    paper, printed = numbers_in(pages), numbers_of(report)
    for place in range(1, len(pages) + 1):
        printed += edges(report) + numbers_in(f"{place} of {len(pages)}")
    told = numbers_of(report) + edges(report)
    return (page - told) + (told - page) + (paper - printed) + (printed - paper)


@st.composite
def merges(draw: st.DrawFn) -> MergeReport:
    """A merge in which every count is another one."""
    number = st.integers(0, 999_999) | st.integers(0, 3)

    def counts() -> AuditCounts:
        return AuditCounts(*(draw(number) for _ in range(7)))

    report = a_merge()
    files = [file._replace(audits=counts(), drafts=draw(number)) for file in report.files]
    return replace(report, files=files, audits=counts(), drafts=draw(number))


def test_an_ordinary_merge_has_its_numbers() -> None:
    assert not wrong(a_merge())


@settings(max_examples=8, deadline=None)
@given(merges())
def test_any_merge_has_its_numbers(report: MergeReport) -> None:
    assert not wrong(report)


@pytest.mark.parametrize("name", ["amount", "statuses", "day", "moment"])
def test_a_number_that_is_written_wrongly_is_found(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exports.documents.merge_report import wording

    right = getattr(wording, name)
    monkeypatch.setattr(wording, name, lambda *said: f"{right(*said)} 7")
    assert wrong(a_merge())
