"""An amendment from draft to figures: audits under the old version are never broken by it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.drafts import discard_draft, save_field
from db.merging import merge_files
from db.moving import drafts_on, move_draft
from db.opening import create_store
from db.reading import AuditScope
from db.sealing import complete_audit, open_audit, start_audit
from db.store import Store
from db.tool_drafts import load_tool_draft, save_tool_draft, start_tool_draft
from db.tool_versions import publish_tool, tool_states, withdraw_tool
from db.tools import load_tool, tools_by_id
from db.troubles import StoreTrouble
from db.verifying import verify
from exports.figures.figures import work_out_figures
from exports.figures.report_data import Figures, QuestionFigures
from exports.figures.thematic import thematic_report
from forms.audits import Audit
from forms.findings import Finding
from forms.tool_files import check_plain, plain_tool, read_tool
from forms.tools import AuditTool
from forms.versions.amending import amended, proposed, questions_to_judge
from forms.versions.moving import MovePlan, plan_move
from tests.commands import run_here
from tests.db.making import ticking_clock

VISITS = b"""\
id: visits
version: "1.0"
title: Visits
look_back_months: 24
sections:
  - id: visiting
    title: Visiting
    questions:
      - {id: seen, kind: graded, scale: yes_no, label: Was the child seen?}
      - {id: heard, kind: graded, scale: yes_no, label: Was the child heard}
      - {id: place, kind: one_of, label: Where was the child seen?, required: false,
         choices: [{code: home, label: At home}, {code: away, label: Away from home}]}
      - {id: words, kind: text, label: In the child's words, required: false}
"""
LEAD = "lead"
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def graded(case: str, day: date, seen: str, place: str = "home") -> Audit:
    answers = {"seen": seen, "heard": "yes", "place": place, "words": f"“Hello” ({case})"}
    return Audit(
        case=case,
        auditor="auditor-01",
        audited_on=day,
        findings={
            name: Finding(answer=answer, evidence=f"Page {place} of {case}.")
            for name, answer in answers.items()
        },
        sections={"visiting": "good"},
        section_reasons={"visiting": "On the whole."},
        overall="good",
        overall_reason="On the whole.",
    )


def completed(store: Store, tool: AuditTool, audit: Audit) -> None:
    complete_audit(store, start_audit(store, tool, audit), "auditor-01")


def amendment_of(old: AuditTool) -> AuditTool:
    """What the designer holds when the amendment is done: stricter, one question gone."""
    data = json.loads(json.dumps(plain_tool(old)))
    data["version"] = "2.0"
    seen, heard, place, _words = data["sections"][0]["questions"]
    seen["evidence"] = "required"
    heard["label"] = "Was the child heard?"
    place["choices"][1] = {"code": "elsewhere", "label": "Elsewhere"}
    data["sections"][0]["questions"] = [seen, heard, place]
    checked = check_plain(data)
    assert checked.tool is not None, checked.problems
    return checked.tool


def with_map(old: AuditTool, new: AuditTool) -> AuditTool:
    """Publish what is proposed, but say of the choices what became of each."""
    amendment = proposed(old, new)
    assert amendment.questions == {
        "seen": "new_measure", "heard": "same", "place": "new_measure", "words": "withdrawn",
    }  # fmt: skip
    codes = {"place": {"home": "home", "away": "elsewhere"}}
    judged = {each.id: each for each in questions_to_judge(old, new, codes)}
    assert "reworded" in judged["place"].allowed
    questions = {**amendment.questions, "place": "reworded"}
    note = "The board asked for evidence."
    said = amendment.model_copy(update={"questions": questions, "codes": codes, "note": note})
    return amended(new, said)


def preview(store: Store, uid: str, new: AuditTool) -> MovePlan:
    opened = open_audit(store, uid)
    return plan_move(opened.audit, opened.tool, new, TODAY, tools_by_id(store, new.id))


def question(figures: Figures, name: str) -> QuestionFigures:
    return next(each for each in figures.questions if each.id == name)


def broken(figures: Figures) -> dict[str, list[bool]]:
    """Where each line is broken, quarter by quarter; “overall” is that of the grades."""
    lines = {each.id: [bool(point.broken_by) for point in each.trend] for each in figures.questions}
    return {**lines, "overall": [bool(point.broken_by) for point in figures.trend]}


def amend_and_go_on(store: Store) -> AuditTool:
    """The whole story in one database; returns the amended version."""
    old = read_tool(VISITS, "visits.yaml")
    completed(store, old, graded("C-1", date(2026, 1, 10), "yes"))
    completed(store, old, graded("C-2", date(2026, 4, 10), "no", "away"))
    in_draft = start_audit(store, old, graded("C-3", date(2026, 7, 10), "yes", "away"))
    publish_tool(store, old, LEAD)
    making = start_tool_draft(store, plain_tool(old), LEAD)
    save_tool_draft(store, making, plain_tool(amendment_of(old)))
    made = check_plain(load_tool_draft(store, making).data).tool
    assert made is not None
    new = with_map(old, made)
    publish_tool(store, new, LEAD)
    discard_draft(store, making)
    (row,) = drafts_on(store, old.hash)
    assert row.uid == in_draft
    move_draft(store, in_draft, new, preview(store, in_draft, new))
    answered_afresh = {"answer": "no", "evidence": "Page 7."}
    save_field(store, in_draft, "finding.seen", answered_afresh)
    complete_audit(store, in_draft, "auditor-01")
    return new


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "own.audit", ticking_clock(NOW)) as opened:
        yield opened


def test_the_preview_says_answer_by_answer_what_becomes_of_a_draft(store: Store) -> None:
    old = read_tool(VISITS, "visits.yaml")
    new = with_map(old, amendment_of(old))
    uid = start_audit(store, old, graded("C-3", date(2026, 7, 10), "yes", "away"))
    plan = preview(store, uid, new)
    assert {line.key: (line.outcome, line.before, line.after) for line in plan.lines} == {
        "seen": ("set_aside", "Yes", ""),
        "heard": ("kept", "Yes", "Yes"),
        "place": ("converted", "Away from home", "Elsewhere"),
        "words": ("set_aside", "“Hello” (C-3)", ""),
        "section.visiting": ("kept", "Good", "Good"),
        "grade.overall": ("kept", "Good", "Good"),
    }
    assert open_audit(store, uid).tool == old, "a preview moves nothing"
    move_draft(store, uid, new, plan)
    back = plan_move(open_audit(store, uid).audit, new, old, TODAY)
    assert back.audit == graded("C-3", date(2026, 7, 10), "yes", "away"), "and all comes back"


def test_the_trend_breaks_exactly_where_the_map_says_new_measure(store: Store) -> None:
    new = amend_and_go_on(store)
    figures = work_out_figures(store, AuditScope(tool_id="visits"))
    assert [point.period for point in figures.trend] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert broken(figures) == {
        "seen": [False, False, True],
        "heard": [False, False, False],
        "place": [False, False, False],
        "words": [False, False],
        "overall": [False, False, False],
    }
    assert question(figures, "seen").trend[2].broken_by == (
        "Since version 2.0 this question is a new measure: what evidence it asks for changed. "
        "The board asked for evidence."
    )
    assert (question(figures, "seen").n, question(figures, "heard").n) == (1, 3)
    place = question(figures, "place").counts
    assert (place["home"], place["elsewhere"], "away" in place) == (1, 2, False)
    report = thematic_report(store, AuditScope(tool_id="visits"))
    assert any("version 1.0" in sentence for sentence in report.limits)
    states = {state.version: state for state in tool_states(store)}
    assert (states["1.0"].audits, states["2.0"].audits) == (2, 1)
    assert {state.status for state in states.values()} == {"published"}
    assert load_tool(store, new.hash).amends == new.amends
    assert verify(store).problems == []


def test_a_merge_of_both_databases_keeps_the_break(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / f"{name}.audit" for name in ("north", "south", "board")]
    for path in paths[:2]:
        with create_store(path, ticking_clock(NOW)) as own:
            amend_and_go_on(own)
    with create_store(paths[2], ticking_clock(NOW)) as board:
        report = merge_files(board, paths[:2])
        assert (report.audits.new, report.audits.conflicts, report.audits.set_aside) == (6, 0, 0)
        assert verify(board).problems == []
    printed = run_here(capsys, "figures", "--db", paths[2], "--tool", "visits", "--json").document
    assert [point["break"] for point in printed["trend"]] == [None, None, None]
    seen = next(each for each in printed["questions"] if each["id"] == "seen")
    assert [bool(point["break"]) for point in seen["trend"]] == [False, False, True]
    assert [point["n"] for point in seen["trend"]] == [2, 2, 2]
    diff = run_here(capsys, "tools", "diff", "visits@1.0", "visits@2.0", "--db", paths[2], "--json")
    assert diff.document["map"]["questions"]["seen"] == "new_measure"


def test_a_withdrawn_version_leaves_what_was_begun(store: Store) -> None:
    new = amend_and_go_on(store)
    uid = start_audit(store, new, graded("C-9", date(2026, 8, 1), "yes"))
    withdraw_tool(store, new.hash, LEAD, "It asks too much.")
    with pytest.raises(StoreTrouble):
        start_audit(store, new, graded("C-10", date(2026, 8, 1), "yes"))
    audit = open_audit(store, uid).audit
    assert audit.case == "C-9"
    figures = work_out_figures(store, AuditScope(tool_id="visits"))
    assert figures.scope.audits == 3
