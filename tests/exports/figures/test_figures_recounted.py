"""Figures of random audits equal a second, plain count of the audits themselves."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.figures import work_out_figures
from forms.audits import Audit
from forms.findings import Answer, Finding
from forms.tools import AuditTool, Question
from tests.exports.figures import recounting
from tests.exports.figures.recounting import Graded
from tests.exports.making import (
    HEARD,
    LAST,
    METHODS,
    OFSTED,
    PLACE,
    SEEN,
    VISITS,
    WORDS,
    YES_NO,
    a_tool,
    memory_cabinet,
)

EVERY = (SEEN, HEARD, PLACE, METHODS, VISITS, LAST, WORDS)
TEAMS = ("", "North", "south", 'O\'Brien "quay"', "100%_[x]", "العربية", "$.team")
SCALES = {"yes_no": YES_NO, "ofsted": OFSTED}
FIRST_DAY = date(2024, 11, 3)


@st.composite
def tools(draw: st.DrawFn) -> list[AuditTool]:
    """One or two versions of a tool; each asks some of the questions, in its own order."""
    versions = draw(st.sampled_from([("1.0",), ("1.0", "1.10"), ("2.0", "1.9")]))
    return [_tool(draw, version) for version in versions]


def _tool(draw: st.DrawFn, version: str) -> AuditTool:
    asked = draw(st.lists(st.sampled_from(EVERY[1:]), unique_by=lambda each: each.id))
    cut = draw(st.integers(0, len(asked)))
    parts = {"contact": (SEEN, *asked[:cut]), "record": tuple(asked[cut:])}
    return a_tool("voice", version, {name: each for name, each in parts.items() if each})


def an_answer(question: Question) -> st.SearchStrategy[Answer]:
    """Any answer the question takes, and the ways of not giving one."""
    return st.one_of(_given(question), st.sampled_from([None, "not_applicable", "not_evidenced"]))


def _given(question: Question) -> st.SearchStrategy[Answer]:
    choices = [choice.code for choice in question.choices]
    match question.kind:
        case "graded":
            return st.sampled_from(SCALES[question.scale or ""].codes)
        case "one_of":
            return st.sampled_from(choices)
        case "several_of":
            return st.lists(st.sampled_from(choices), min_size=1, unique=True).map(tuple)
        case "number":
            return st.one_of(st.integers(-9, 99), st.sampled_from([0.5, 2.25]))
        case "date":
            return st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(date.isoformat)
        case _:
            return st.just("Some words.")


@st.composite
def audits(draw: st.DrawFn, tool: AuditTool) -> Audit:
    grade = st.sampled_from([None, *OFSTED.codes])
    sections = {part.id: draw(grade) for part in tool.sections}
    team = draw(st.sampled_from(TEAMS))
    return Audit(
        case=draw(st.sampled_from(["C-1", "c-1", "C-2", "C-3"])),
        auditor=draw(st.sampled_from(["auditor-01", "auditor-02"])),
        audited_on=FIRST_DAY + timedelta(days=draw(st.integers(0, 600))),
        attributes={"team": team} if team else {},
        findings={
            each.id: Finding(answer=draw(an_answer(each)), evidence="Seen.")
            for each in tool.questions.values()
        },
        sections={name: code for name, code in sections.items() if code},
        overall=draw(grade),
        status=draw(st.sampled_from(["completed", "completed", "moderated", "void"])),
    )


@st.composite
def gradings(draw: st.DrawFn) -> tuple[list[AuditTool], list[Graded]]:
    versions = draw(tools())
    made = draw(st.lists(st.sampled_from(versions).flatmap(_graded), max_size=9))
    return versions, made


def _graded(tool: AuditTool) -> st.SearchStrategy[Graded]:
    return audits(tool).map(lambda audit: Graded(tool, audit))


@settings(max_examples=150, deadline=None)
@given(gradings(), st.sampled_from(["team", "auditor", "version"]))
def test_figures_equal_a_plain_recount(
    grading: tuple[list[AuditTool], list[Graded]], by: str
) -> None:
    _, made = grading
    with memory_cabinet() as cabinet:
        for each in made:
            cabinet.add(each.tool, each.audit)
        figures = work_out_figures(cabinet.store, AuditScope("voice"), by)
    counted = [each for each in made if each.audit.status != "void"]
    found = figures.model_dump(by_alias=True, mode="json")
    assert found["scope"]["audits"] == len(counted)
    assert found["scope"]["cases"] == len({each.audit.case.upper() for each in counted})
    if counted:
        _check_parts(found, counted)
        _check_groups(found, counted, by)
        _check_quarters(found, counted)


def _check_parts(found: dict, counted: list[Graded]) -> None:
    same(found["overall"], recounting.overall(OFSTED, counted))
    known = {each.tool.version: each.tool for each in counted}
    newest = max(known.values(), key=lambda tool: [int(n) for n in tool.version.split(".")])
    order = [part.id for part in newest.sections]
    assert [part["id"] for part in found["sections"]][: len(order)] == order
    for part in found["sections"]:
        same(part, recounting.section(OFSTED, part["id"], counted))
    every = {each.id: (tool, each) for tool in known.values() for each in tool.questions.values()}
    assert sorted(each["id"] for each in found["questions"]) == sorted(every)
    for each in found["questions"]:
        same(each, recounting.question(*every[each["id"]], counted))


def _check_groups(found: dict, counted: list[Graded], by: str) -> None:
    def value(each: Graded) -> str:
        named = {"auditor": each.audit.auditor, "version": each.tool.version}
        return named.get(by, each.audit.attributes.get(by, ""))

    values = [group["value"] for group in found["by"]]
    assert set(values) == set(map(value, counted))
    assert len(values) == len(set(values))
    assert "" not in values[:-1]
    for group in found["by"]:
        members = [each for each in counted if value(each) == group["value"]]
        same(group["overall"], recounting.overall(OFSTED, members))


def _check_quarters(found: dict, counted: list[Graded]) -> None:
    by_quarter: dict[str, list[Graded]] = {}
    for each in counted:
        by_quarter.setdefault(recounting.quarter(each.audit.audited_on), []).append(each)
    expected = recounting.quarters_between(min(by_quarter), max(by_quarter))
    assert [point["period"] for point in found["trend"]] == expected
    before: set[str] = set()
    for point in found["trend"]:
        members = by_quarter.get(point["period"], [])
        same(point["overall"], recounting.overall(OFSTED, members))
        now = {each.tool.version for each in members if each.audit.overall}
        assert bool(point["break"]) == bool(before and now and before != now)
        before = now or before


def same(found: dict, expected: dict) -> None:
    """Counts and n are equal, shares to nine places; the order of codes is equal as well."""
    assert list(found["counts"].items()) == list(expected["counts"].items())
    assert found["n"] == expected["n"]
    assert found.get("numbers") == expected.get("numbers")
    if expected["good_or_better"] is None:
        assert found["good_or_better"] is None
    else:
        assert found["good_or_better"] == pytest.approx(expected["good_or_better"], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(gradings(), st.sampled_from(TEAMS), st.integers(0, 600), st.integers(0, 600))
def test_filters_count_exactly_the_audits_that_meet_them(
    grading: tuple[list[AuditTool], list[Graded]], team: str, one_end: int, other_end: int
) -> None:
    _, made = grading
    first, last = (FIRST_DAY + timedelta(days=n) for n in sorted((one_end, other_end)))
    with memory_cabinet() as cabinet:
        for each in made:
            cabinet.add(each.tool, each.audit)
        scope = AuditScope("voice", first, last, {"team": team})
        figures = work_out_figures(cabinet.store, scope, "team")
    counted = [
        each
        for each in made
        if each.audit.status != "void"
        and each.audit.attributes.get("team", "") == team
        and first <= each.audit.audited_on <= last
    ]
    assert figures.scope.audits == len(counted)
    assert [group.value for group in figures.by] == ([team] if counted else [])
    if made:
        same(figures.overall.model_dump(), recounting.overall(OFSTED, counted))
