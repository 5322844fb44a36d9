"""A report from a template: its parts in order, what they hold, and why one is not there."""

import base64
from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import BaseModel

from db.reading import AuditScope
from exports.figures.crossing import cross
from exports.figures.report_data import Distribution
from exports.figures.reports.built import built_report, built_reports
from exports.figures.reports.built_data import (
    BuiltReport,
    NotShown,
    ShownAgreement,
    ShownComparison,
    ShownFunnel,
    ShownSections,
    ShownTarget,
    ShownView,
)
from exports.figures.suppression.publishing import Publication
from exports.figures.thematic import thematic_report
from exports.figures.view_scopes import template_scope
from forms.errors import AuditAppError
from forms.explore_views import ExploreView
from forms.report_parts import (
    INTERNAL_ONLY,
    Agreement,
    Comparison,
    Funnel,
    Introduction,
    OwnWords,
    Recommendations,
    ReportPart,
    Sections,
    Summary,
    Target,
    TargetStep,
    Trend,
    View,
    Words,
)
from forms.report_templates import Logo, ReportTemplate
from tests.exports.built_samples import EVERY_PART, TEAMS, TODAY, a_template, fill
from tests.exports.line_samples import plain_tool
from tests.exports.making import Cabinet, an_audit, memory_cabinet

ALL = AuditScope("voice")


@pytest.fixture(scope="module")
def stored() -> Iterator[Cabinet]:
    with memory_cabinet() as cabinet:
        fill(cabinet)
        yield cabinet


def report(
    cabinet: Cabinet, *parts: ReportPart, publication: Publication | None = None, **more: object
) -> BuiltReport:
    template = a_template(*parts, **more)
    scope = template_scope(template, TODAY)
    return built_report(cabinet.store, template, scope, TODAY, publication)


def reason(cabinet: Cabinet, part: ReportPart, **more: object) -> str:
    """Return why a part is not shown."""
    (found,) = report(cabinet, part, **more).parts
    assert isinstance(found, NotShown)
    return found.reason


def test_parts_stand_in_the_order_chosen_under_their_own_headings(stored: Cabinet) -> None:
    parts = [Trend(), Comparison(title="Teams", comment="Few."), Summary(), Trend(title="Again")]
    found = report(stored, *parts).parts
    assert [(each.part, each.title, each.comment) for each in found] == [
        ("trend", "Over time", ""),
        ("comparison", "Teams", "Few."),
        ("summary", "Summary", ""),
        ("trend", "Again", ""),
    ]


def test_own_words_are_the_comment_then_the_templates_and_nothing_where_there_are_none(
    stored: Cabinet,
) -> None:
    parts = [Introduction(comment="First."), OwnWords(comment=" \n"), Recommendations()]
    found = report(stored, *parts, introduction="Then.", recommendations="").parts
    assert [(each.title, each.comment) for each in found] == [("Introduction", "First.\n\nThen.")]


def test_parts_hold_the_figures_of_the_thematic_report(stored: Cabinet) -> None:
    built, thematic = report(stored, *EVERY_PART), thematic_report(stored.store, ALL)
    assert built.figures.figures == thematic.figures
    assert built.figures.sections == thematic.sections
    assert built.figures.themes == thematic.themes
    assert (built.figures.strongest, built.figures.attention) == (
        thematic.strongest,
        thematic.attention,
    )
    assert [each for each in built.figures.groups if each.field == "team"] == thematic.groups
    assert built.scope == thematic.figures.scope


def test_only_what_a_part_asks_for_is_worked_out(stored: Cabinet) -> None:
    figures = report(stored, Summary(), Comparison(by="plan_type")).figures
    assert (figures.groups, figures.themes, figures.strengths) == ([], [], [])
    assert [each.field for each in report(stored, Comparison(), Funnel()).figures.groups] == [
        "team"
    ]
    assert report(stored, Words()).figures.themes


def test_notes_are_on_the_methods_of_the_parts_alone(stored: Cabinet) -> None:
    assert report(stored, OwnWords(comment="x")).notes == []
    assert [each.method for each in report(stored, Summary()).notes] == ["wilson"]
    methods = {each.method for each in report(stored, *EVERY_PART).notes}
    assert methods >= {"wilson", "run-chart", "rebasing", "targets", "funnel", "strictness",
                       "terms", "agreement"}  # fmt: skip


def test_sections_are_those_chosen_and_the_missing_are_told(stored: Cabinet) -> None:
    (found,) = report(stored, Sections(only=("contact", "gone"), questions=False)).parts
    assert isinstance(found, ShownSections)
    assert (found.sections, found.questions) == (["contact"], False)
    assert found.missing == "1 section that it names is not in the audit tool any more."


REASONS: list[tuple[ReportPart, str]] = [
    (Sections(only=("gone",)), "the audit tool does not have these sections any more"),
    (Comparison(by="disability"), "nobody filled in the field “disability” in these audits"),
    (Comparison(by="misspelt"), "nobody filled in the field “misspelt” in these audits"),
    (Comparison(by="auditor"), "a report compares groups of audits, not single cases or persons"),
    (Funnel(by="case"), "a report compares groups of audits, not single cases or persons"),
    (Target(of="gone"), "is not in the audit tool any more, or has no good answers"),
    (Target(of="place"), "is not in the audit tool any more, or has no good answers"),
    (Target(steps=(TargetStep(by=TODAY, share=0.5),) * 2), "two targets for 21/11/2026"),
    (View(view=ExploreView(tool="voice", measure="section:gone")), "no graded section “gone”"),
    (View(view=ExploreView(tool="voice", by="nowhere")), "No audit has a field “nowhere”"),
    (View(view=ExploreView(tool="voice", where={"team": "None"})), "no completed audit is among"),
    (View(view=ExploreView(tool="voice", by="service")), "nobody filled in the field “service”"),
]


@pytest.mark.parametrize(("part", "because"), REASONS)
def test_a_part_that_cannot_be_made_says_why_in_its_place(
    stored: Cabinet, part: ReportPart, because: str
) -> None:
    commented = part.model_copy(update={"title": "Mine", "comment": "Said."})
    (found,) = report(stored, commented).parts
    assert isinstance(found, NotShown)
    assert (found.title, found.comment) == ("Mine", "Said.")
    assert found.reason.startswith("This part could not be shown")
    assert found.reason.endswith(".")
    assert because in found.reason


def test_a_report_on_one_team_is_not_grouped_by_it(stored: Cabinet) -> None:
    because = "the report is on one team alone: North"
    assert because in reason(stored, Comparison(), where={"team": "North"})
    assert because in reason(stored, Funnel(), where={"team": "North"})


def test_without_cases_that_two_people_graded_there_is_no_agreement() -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(plain_tool(), an_audit({"seen": "yes"}))
        assert "no case was audited by two people" in reason(cabinet, Agreement())


def test_audits_without_a_day_make_no_trend() -> None:
    with memory_cabinet() as cabinet:
        cabinet.add(plain_tool(), an_audit({"seen": "yes"}, audited_on=None))
        assert "no audit says on which day" in reason(cabinet, Trend())


def test_a_view_is_the_crossing_that_explore_shows(stored: Cabinet) -> None:
    view = ExploreView(tool="voice", measure="question:seen", by="team", across="quarter")
    (found,) = report(stored, View(view=view)).parts
    assert isinstance(found, ShownView)
    assert found.crossing == cross(stored.store, ALL, "question:seen", "team", "quarter")
    assert found.title == "“Was the child seen?” by team and quarter"
    assert found.about == ""


def test_a_view_on_other_audits_says_on_which(stored: Cabinet) -> None:
    view = ExploreView(tool="voice", period="last_quarter", where={"auditor": "auditor-01"})
    (found,) = report(stored, View(view=view), where={"team": "North"}).parts
    assert isinstance(found, ShownView)
    assert found.about == (
        "This part is on other audits than the report: audits with “Voice”, "
        "from 01/07/2026 to 30/09/2026 and only with auditor one, not named here."
    )


def test_a_target_is_charted_with_its_steps(stored: Cabinet) -> None:
    steps = (TargetStep(by=date(2026, 3, 31), share=0.01), TargetStep(by=TODAY, share=1))
    (found,) = report(stored, Target(of="seen", steps=steps, every="month")).parts
    assert isinstance(found, ShownTarget)
    assert found.main.id == "seen"
    assert [(each.step.by, each.met) for each in found.steps] == [
        (date(2026, 3, 31), "met"),
        (TODAY, "not yet due"),
    ]
    assert found.main.chart.points[0].period == "2025-01"


def test_the_title_is_the_templates_or_the_tools(stored: Cabinet) -> None:
    assert report(stored, Summary()).title == "Are children heard?"
    assert report(stored, Summary(), title="").title == "Voice"


def test_without_audits_there_is_nothing_to_report(stored: Cabinet) -> None:
    with pytest.raises(AuditAppError, match="There is nothing to report"):
        report(stored, OwnWords(comment="x"), tool="other")
    with pytest.raises(AuditAppError, match="No audit has a field “nowhere”"):
        report(stored, Summary(), where={"nowhere": "x"})


def test_a_logo_that_cannot_be_read_is_told_and_the_report_goes_on(stored: Cabinet) -> None:
    broken = base64.b64encode(b"\x89PNG\r\n\x1a\n nothing").decode()
    found = report(stored, Summary(), logo=Logo(png=broken, told="A logo"))
    assert found.logo is None
    assert found.limits[-1].startswith("The logo could not be shown")


def each_team(cabinet: Cabinet, template: ReportTemplate) -> dict[str, BuiltReport]:
    found = {}
    for team, several, made in built_reports(cabinet.store, template, ALL, TODAY):
        assert several == len(TEAMS)
        found[team] = made
    return found


def test_each_team_gets_a_report_on_its_audits_alone(stored: Cabinet) -> None:
    view = View(view=ExploreView(tool="voice", by="plan_type", measure="question:seen"))
    found = each_team(stored, a_template(Summary(), Comparison(), view, Agreement()))
    assert list(found) == sorted(TEAMS)
    for team, made in found.items():
        alone = thematic_report(stored.store, AuditScope("voice", where={"team": team}))
        assert made.figures.figures == alone.figures
        assert made.title == f"{team}: Are children heard?"
        assert "on one team alone" in made.parts[1].reason


def test_a_view_in_the_report_of_a_team_is_on_that_team(stored: Cabinet) -> None:
    view = View(view=ExploreView(tool="voice", by="quarter"))
    for team, made in each_team(stored, a_template(view)).items():
        (part,) = made.parts
        assert part.crossing.scope.where == {"team": team}
        assert part.crossing.total.audits == made.scope.audits
        assert part.about == ""


def test_a_report_for_each_team_needs_teams_and_chooses_them_itself(stored: Cabinet) -> None:
    north = AuditScope("voice", where={"team": "North"})
    with pytest.raises(AuditAppError, match="take the filter for the team away"):
        next(built_reports(stored.store, a_template(), north, TODAY))
    with memory_cabinet() as cabinet:
        cabinet.add(plain_tool(), an_audit({"seen": "yes"}))
        with pytest.raises(AuditAppError, match="which team it is about"):
            next(built_reports(cabinet.store, a_template(), ALL, TODAY))


def counts_in(value: object) -> Iterator[int | str]:
    """Yield every count that stands in published data."""
    if isinstance(value, Distribution):
        yield from (*value.counts.values(), value.n)
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from counts_in(getattr(value, name))
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from counts_in(each)


def test_published_no_small_number_is_in_any_part(stored: Cabinet) -> None:
    made = report(stored, *EVERY_PART, publication=Publication(6))
    counts = [each for each in counts_in(made) if each != "c"]
    assert counts
    assert not [each for each in counts if 1 <= each <= 6]
    assert made.profile == "published"
    assert made.limits[0].startswith("“c” stands for a number from 1 to 6")


def test_published_what_is_for_internal_use_is_left_out_and_said(stored: Cabinet) -> None:
    made = report(stored, *EVERY_PART, publication=Publication())
    places = [n for n, part in enumerate(EVERY_PART) if part.part in INTERNAL_ONLY]
    assert len(places) == 3
    for place in places:
        assert "it is for internal use alone" in made.parts[place].reason


def test_published_a_view_stands_beside_the_figures_unless_it_is_on_other_audits(
    stored: Cabinet,
) -> None:
    same = View(view=ExploreView(tool="voice", measure="question:seen", by="team"))
    other = View(view=ExploreView(tool="voice", where={"team": "North"}, by="quarter"))
    named = View(view=ExploreView(tool="voice", by="auditor"))
    made = report(stored, Summary(), other, same, named, publication=Publication())
    assert [each.part for each in made.parts] == ["summary", "not_shown", "view", "not_shown"]
    assert "it is on other audits than the report" in made.parts[1].reason
    crossing = made.parts[2].crossing
    seen = next(each for each in made.figures.figures.questions if each.id == "seen")
    assert crossing.total.counts == seen.counts
    assert "could name a case or a person" in made.parts[3].reason


def test_views_that_would_tell_of_one_another_are_left_out_from_the_last(
    stored: Cabinet,
) -> None:
    fields = (("team", "quarter"), ("quarter", "plan_type"), ("plan_type", "team"))
    with memory_cabinet() as cabinet:
        for place in range(24):
            attributes = {"team": ("North", "South")[place % 2], "plan_type": "child in need"}
            day = date(2026, 1 + place % 6, 2)
            cabinet.add(plain_tool(), an_audit({"seen": "yes"}, case=f"C-{place}",
                                               audited_on=day, attributes=attributes))  # fmt: skip
        views = [View(view=ExploreView(tool="voice", by=one, across=two)) for one, two in fields]
        made = report(cabinet, *views, publication=Publication())
    assert [each.part for each in made.parts] == ["view", "view", "not_shown"]


def test_published_fields_of_their_own_are_no_groups(stored: Cabinet) -> None:
    made = report(stored, Comparison(by="district"), publication=Publication())
    assert "it could name a person" in made.parts[0].reason
    with pytest.raises(AuditAppError, match="cannot be chosen or grouped by auditor"):
        report(stored, Summary(), where={"auditor": "auditor-01"}, publication=Publication())


def test_a_funnel_is_that_of_the_table(stored: Cabinet) -> None:
    comparison, funnel = report(stored, Comparison(), Funnel()).parts
    assert isinstance(comparison, ShownComparison)
    assert isinstance(funnel, ShownFunnel)
    assert [each.name for each in funnel.funnel.funnel.groups] == sorted(TEAMS)


def test_agreement_tells_its_limits_with_those_of_the_report(stored: Cabinet) -> None:
    made = report(stored, Agreement())
    (part,) = made.parts
    assert isinstance(part, ShownAgreement)
    assert set(part.agreed.limits) <= set(made.limits)
    assert len(made.limits) == len(set(made.limits))
    assert set(part.agreed.method) <= set(made.method)


@pytest.mark.parametrize("of", ["", "seen", "contact"])
def test_published_lines_are_those_of_the_tables_beside_them(stored: Cabinet, of: str) -> None:
    step = TargetStep(by=date(2025, 6, 30), share=0.5)
    part = Target(of=of, steps=(step,))
    view = View(view=ExploreView(tool="voice", measure=MEASURES[of], by="quarter"))
    target, crossed = report(stored, part, view, publication=Publication()).parts
    (internal,) = report(stored, part).parts
    assert isinstance(target, ShownTarget)
    shares = [each.share for each in target.main.points]
    shown = {row.title: row.total.good_or_better for row in crossed.crossing.rows}
    assert [shown[each.name] for each in target.main.points] == shares
    small = [1 <= min(each.share.count, each.share.n - each.share.count) <= 5
             for each in internal.main.points]  # fmt: skip
    assert any(small)
    hidden = [each.share is None for each in shares]
    assert all(not is_small or is_hidden for is_small, is_hidden in zip(small, hidden, strict=True))
    assert target.main.chart != internal.main.chart


MEASURES = {"": "overall", "seen": "question:seen", "contact": "section:contact"}


def test_published_lines_are_by_quarter(stored: Cabinet) -> None:
    made = report(stored, Target(every="month"), publication=Publication())
    assert "published lines are by quarter" in made.parts[0].reason
