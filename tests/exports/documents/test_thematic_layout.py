"""Where the parts of a thematic report come to stand, for reports large, small and odd."""

from collections.abc import Callable

import pytest

from exports.documents.thematic import thematic_bytes
from exports.figures.report_data import GroupFigures, Quote, ReportData
from tests.exports.documents.reading import texts
from tests.exports.documents.sample_report import GRADES, distribution, sample_report, wilson

FURNITURE = 5
"""Words that a page holds besides its own: running heads, foot, page number."""


def words_of(report: ReportData) -> list[str]:
    return [" ".join(page.split()) for page in texts(thematic_bytes(report))]


def page_of(pages: list[str], words: str, after: int = 0) -> int:
    return next(place for place, page in enumerate(pages) if place > after and words in page)


def with_scope(report: ReportData, **where: str) -> ReportData:
    scope = report.figures.scope.model_copy(update={"where": where})
    figures = report.figures.model_copy(update={"scope": scope})
    return report.model_copy(update={"figures": figures})


def test_the_reading_guide_is_whole_and_begins_the_results() -> None:
    pages = words_of(sample_report())
    page = pages[page_of(pages, "Results by section", after=2)]
    for part in ("How to read the figures", "A share such as 68%", "may not differ at all.",
                 "The bar is the share", "All sections"):  # fmt: skip
        assert part in page
    assert page.index("Results by section") < page.index("How to read") < page.index("All sections")


def test_the_contents_stand_alone_and_name_every_part() -> None:
    contents = words_of(sample_report())[2]
    assert "A share such as" not in contents
    for part in ("How to read the figures", "All sections", "What the grades mean", "By team",
                 "Over time", "Method and limits"):  # fmt: skip
        assert part in contents


def test_the_grades_are_explained_before_the_sections_and_not_on_a_last_page() -> None:
    report = sample_report()
    pages = words_of(report)
    means = page_of(pages, "What the grades mean", after=2)
    told = [point.descriptor for point in report.grades.points if point.descriptor]
    assert all(descriptor in pages[means] for descriptor in told)
    assert means <= page_of(pages, "Contact and referral Good practice")
    assert "Method and limits" in pages[-1]


def test_a_quarter_is_never_alone_on_a_page() -> None:
    report = sample_report()
    points = report.figures.trend
    for quarters in (2, 3, 5, 6):
        figures = report.figures.model_copy(update={"trend": points[:quarters]})
        pages = words_of(report.model_copy(update={"figures": figures}))
        rows = [
            page.count("2025 Q") + page.count("2026 Q") for page in pages if "Quarter Over" in page
        ]
        assert sum(rows) >= quarters
        assert 1 not in rows


@pytest.mark.parametrize("teams", range(1, 12))
def test_one_quarter_stands_below_its_chart(teams: int) -> None:
    report = many_teams(sample_report())
    table = report.groups[0].model_copy(update={"groups": report.groups[0].groups[:teams]})
    figures = report.figures.model_copy(update={"trend": report.figures.trend[:1]})
    pages = words_of(report.model_copy(update={"groups": [table], "figures": figures}))
    page = pages[page_of(pages, "Share of audits good or better in each quarter")]
    assert "Quarter Overall grades Good Count 2025 Q1" in page


def test_the_widest_interval_stands_on_one_line_of_the_summary() -> None:
    report = sample_report()
    sections = [
        section.model_copy(
            update={"figures": section.figures.model_copy(update={"good_or_better": wilson(1, 1)})}
        )
        for section in report.sections
    ]
    summary = texts(thematic_bytes(report.model_copy(update={"sections": sections})))[1]
    assert summary.count("20–100%") == len({*report.strongest, *report.weakest})


def test_the_cover_gives_the_purpose_in_whole_sentences() -> None:
    first = "Tests whether help came in time. It asks who decided, e.g. a manager."
    purpose = f"{first} {'And much more than that could be said of it. ' * 30}"
    cover = words_of(sample_report().model_copy(update={"purpose": purpose}))[0]
    assert first in cover
    assert "…" not in cover
    assert "said of it. Audit tool" in cover


def test_the_cover_leaves_out_what_tells_auditors_how_to_go_about_it() -> None:
    purpose = "Tests whether help came in time.\nSpeak to the worker after reading."
    cover = words_of(sample_report().model_copy(update={"purpose": purpose}))[0]
    assert "help came in time." in cover
    assert "Speak to the worker" not in cover


def test_filters_are_told_on_the_cover_and_on_the_summary() -> None:
    pages = words_of(with_scope(sample_report(), team="North", plan_type="looked after"))
    told = "Only completed audits with team: North; plan type: looked after"
    assert told in pages[0]
    assert told in pages[1]
    assert "Only completed audits" not in "".join(words_of(sample_report())[:2])


def test_long_filters_and_long_titles_leave_the_summary_one_page() -> None:
    report = with_scope(sample_report("Words " * 150), team="North " * 500)
    sections = [
        section.model_copy(
            update={"figures": section.figures.model_copy(update={"title": "Words " * 40})}
        )
        for section in report.sections
    ]
    names = [section.figures.id for section in sections]
    ends = {"sections": sections, "strongest": names[:3], "weakest": names[-3:]}
    assert "In this report" in words_of(report.model_copy(update=ends))[2]


def test_several_choices_say_that_their_shares_add_up_to_more() -> None:
    report = sample_report()
    section = report.sections[0]
    questions = [
        item.model_copy(update={"kind": "several_of"}) if item.choices else item
        for item in section.questions
    ]
    changed = section.model_copy(update={"questions": questions})
    pages = words_of(report.model_copy(update={"sections": [changed]}))
    assert "56 answered, several choices each" in " ".join(pages)


def test_a_choice_nobody_answered_says_so() -> None:
    report = sample_report()
    section = report.sections[0]
    questions = [
        item.model_copy(update={"n": 0, "counts": {}}) if item.choices else item
        for item in section.questions
    ]
    changed = section.model_copy(update={"questions": questions})
    pages = words_of(report.model_copy(update={"sections": [changed]}))
    assert "Who made the contact? No answers Working days" in " ".join(pages)


def ungraded(report: ReportData) -> ReportData:
    """No section is graded by the tool."""
    sections = [
        section.model_copy(
            update={
                "figures": section.figures.model_copy(
                    update={"counts": {}, "n": 0, "good_or_better": None}
                )
            }
        )
        for section in report.sections
    ]
    return report.model_copy(update={"sections": sections, "strongest": [], "weakest": []})


def test_a_section_the_tool_does_not_grade_is_told_apart_from_one_nobody_graded() -> None:
    report = sample_report()
    words = " ".join(words_of(ungraded(report)))
    assert words.count("Not graded as a whole by this tool") == len(report.sections)
    assert "No audit graded this section" not in words


def nothing_graded(report: ReportData) -> ReportData:
    """Every audit is there, and none has a grade."""
    none = {"counts": dict.fromkeys(GRADES.codes, 0), "n": 0, "good_or_better": wilson(0, 0)}
    sections = [
        section.model_copy(update={"figures": section.figures.model_copy(update=none)})
        for section in report.sections
    ]
    overall = report.figures.overall.model_copy(update=none)
    figures = report.figures.model_copy(update={"overall": overall})
    return report.model_copy(
        update={"sections": sections, "figures": figures, "strongest": [], "weakest": []}
    )


def many_teams(report: ReportData) -> ReportData:
    """Sixty teams, some with names of several lines."""
    overall = distribution(GRADES, [1, 2, 1, 1])
    long = "Safeguarding and Family Support Team of the Northern Riverside Localities, Hub"
    groups = [GroupFigures(value=f"{long} {place}", overall=overall) for place in range(60)]
    table = report.groups[0].model_copy(update={"groups": groups})
    return report.model_copy(update={"groups": [table, *report.groups[1:]]})


def long_evidence(report: ReportData) -> ReportData:
    """Ten thousand characters under one theme, other scripts and emoji under the next."""
    texts = (
        "The worker listened. " * 500,
        "قالت الطفلة إنها تريد رؤية والدها. " * 90,
        "👍🏽😀 " * 200,
    )
    quotes = [Quote(text=text, about="Seen alone?", answer="Yes") for text in texts]
    theme = report.themes[0].model_copy(update={"strengths": quotes, "improvements": quotes})
    return report.model_copy(update={"themes": [theme, *report.themes]})


def one_section(report: ReportData) -> ReportData:
    return report.model_copy(update={"sections": report.sections[:1], "weakest": []})


def long_choices(report: ReportData) -> ReportData:
    """Forty choices, each with a label of two hundred characters."""
    section = report.sections[0]
    choices = {f"c{place}": f"Choice {place} " + "of many words " * 14 for place in range(40)}
    changes = {"choices": choices, "counts": dict.fromkeys(choices, 3)}
    questions = [
        item.model_copy(update=changes) if item.choices else item for item in section.questions
    ]
    return report.model_copy(
        update={"sections": [section.model_copy(update={"questions": questions})]}
    )


ODD = [nothing_graded, ungraded, many_teams, long_evidence, one_section, long_choices]


@pytest.mark.parametrize("change", ODD)
def test_an_odd_report_has_no_empty_page_and_a_summary_of_one(
    change: Callable[[ReportData], ReportData],
) -> None:
    pages = texts(thematic_bytes(change(sample_report())))
    assert "In this report" in pages[2]
    for page in pages[1:]:
        assert len(page.strip().splitlines()) > FURNITURE


def test_every_one_of_many_teams_is_there() -> None:
    words = " ".join(words_of(many_teams(sample_report())))
    assert [f"Hub {place} " in words for place in range(60)] == [True] * 60
