"""Audits in JSON become models, or every problem is told at its line and column."""

import json
import time
from datetime import date

import pytest

from forms.answer_files import RecordedAudit
from forms.findings import Finding
from forms.identity import recorded_uid
from tests.forms.answer_files.making import TOOL, an_audit, document, place_of, problems, read


def test_a_whole_audit_is_read() -> None:
    text = document(
        an_audit(
            strengths=" Time was taken.\r\n",
            section_reasons={"visiting": "Short visits."},
            attributes={"team": "North", "locality": "Harbour", "year": 7, "unit": None},
        )
    )
    answers = read(text)
    assert answers.tool is TOOL
    (recorded,) = answers.audits
    audit = recorded.audit
    assert recorded.uid == recorded_uid("visits", "C-0001", "auditor-07", "2026-04-02")
    assert f"{recorded.place.line}:{recorded.place.column}" == "5:3"
    assert (audit.case, audit.auditor, audit.audited_on) == (
        "C-0001",
        "auditor-07",
        date(2026, 4, 2),
    )
    assert audit.attributes == {"team": "North", "locality": "Harbour", "year": "7"}
    assert audit.findings["seen_alone"] == Finding(answer="yes", evidence="Seen in March.")
    assert audit.findings["methods"] == Finding(answer=("play", "talk"))
    assert audit.findings["days"] == Finding(answer=4)
    assert audit.sections == {"visiting": "good"}
    assert audit.section_reasons == {"visiting": "Short visits."}
    assert (audit.overall, audit.overall_reason) == ("good", "Steady work.")
    assert (audit.strengths, audit.status) == ("Time was taken.", "completed")


def test_what_is_missing_but_not_needed_stays_unanswered() -> None:
    bare = {"case": "C-1", "auditor": "a", "audited_on": "2026-04-02"}
    (recorded,) = read(document(bare)).audits
    assert recorded.audit.findings == {}
    assert recorded.audit.overall is None
    partly = {**bare, "findings": {"seen_alone": {"evidence": "x"}, "days": {"answer": None}}}
    (recorded,) = read(document(partly)).audits
    assert recorded.audit.findings == {"seen_alone": Finding(evidence="x")}


def test_reserved_codes_are_taken_where_the_question_allows_them() -> None:
    given = {name: {"answer": "not_evidenced"} for name in TOOL.questions}
    (recorded,) = read(document(an_audit(findings=given))).audits
    assert {finding.answer for finding in recorded.audit.findings.values()} == {"not_evidenced"}
    (found,) = problems(document(an_audit(findings={"days": {"answer": "not_applicable"}})))
    assert found.endswith("“days” must be a number")


def test_the_same_file_gives_the_same_audits() -> None:
    text = document(an_audit(), an_audit("C-2"))
    assert read(text) == read(text)


def test_the_newest_version_and_a_default_tool_are_asked_for_where_none_is_named() -> None:
    whole = json.loads(document(an_audit()))
    del whole["version"], whole["tool"]
    assert read(json.dumps(whole), tool="visits").tool is TOOL
    (found,) = problems(json.dumps(whole))
    assert "name its “tool”" in found


@pytest.mark.parametrize(
    ("changes", "part", "expected"),
    [
        ({"tool": "visit"}, '"visit"', "no audit tool “visit”"),
        ({"version": "9.9"}, '"visits"', "no audit tool “visits” of version 9.9"),
        ({"tool": ["visits"]}, '[\n  "visits', "“tool” and “version” must be texts"),
        ({"audits": {}}, "{}", "“audits” must be a list of audits"),
        ({"audits": None}, "null", "“audits” must be a list of audits"),
        ({"audits": [7]}, "7", "an audit must be a map of names"),
        ({"adits": []}, '"adits"', "“adits” is not known here; did you mean “audits”?"),
    ],
)
def test_what_is_wrong_with_the_document(
    changes: dict[str, object], part: str, expected: str
) -> None:
    text = document(an_audit(), **changes)
    assert f"a.json:{place_of(text, part)}: {expected}" in "\n".join(problems(text))


@pytest.mark.parametrize("text", ["[]", "7", '"x"'])
def test_a_document_that_is_no_map_is_refused(text: str) -> None:
    assert problems(text) == ["a.json:1:1: must be a map of names"]


def test_a_file_without_audits_is_refused() -> None:
    assert problems(document()) == ["a.json:1:1: the file holds no audits"]


def test_another_tool_than_the_one_asked_for_is_refused() -> None:
    with pytest.raises(Exception, match="answers another tool than “thresholds”"):
        read(document(an_audit()), tool="thresholds")


@pytest.mark.parametrize(
    ("changes", "part", "expected"),
    [
        ({"case": ""}, '""', "“case” is missing"),
        ({"case": None}, "null", "“case” is missing"),
        ({"case": " \u0007"}, '" \\u0007"', "“case” is missing"),
        ({"case": ["C"]}, "[\n    \"C", "“case” must be text"),
        ({"case": True}, "true", "“case” must be text"),
        ({"case": "C" * 101}, f'"{"C" * 101}"', "“case” is longer than 100 characters"),
        ({"auditor": "  "}, '"  "', "“auditor” is missing"),
        ({"audited_on": "2 April"}, '"2 April"', "“audited_on” must be a date such as 2026-04-02"),
        ({"audited_on": "02/04/2026"}, '"02/04/2026"', "“audited_on” must be a date"),
        ({"audited_on": "2026-02-30"}, '"2026-02-30"', "“audited_on” must be a date"),
        ({"audited_on": 46114}, "46114", "“audited_on” must be a date"),
        ({"audited_on": "2026-11-22"}, '"2026-11-22"', "“audited_on” is in the future"),
        ({"overall": "great"}, '"great"', "“overall” must be one of outstanding, good"),
        ({"overall": "Good"}, '"Good"', "“overall” must be one of outstanding, good"),
        ({"overall_reason": 5.5, "strengths": []}, "[]", "“strengths” must be text"),
        ({"improvements": "x" * 20_001}, f'"{"x" * 20_001}"', "“improvements” is longer than"),
        ({"sections": {"visiting": "met"}}, '"met"', "the grade of section “visiting” must be"),
        ({"sections": {"visting": "good"}}, '"visting"', "did you mean “visiting”?"),
        ({"sections": {"facts": "good"}}, '"facts"', "not a graded section of this tool"),
        ({"sections": ["good"]}, "[\n    \"good", "“sections” must be a map of names"),
        ({"attributes": {"Team": "x"}}, '"x"', "“Team” must start with a letter"),
        ({"attributes": {"team": ["x"]}}, "[\n     \"x", "“team” must be text"),
        ({"attributes": {"team": "x" * 101}}, f'"{"x" * 101}"', "“team” is longer than 100"),
        ({"findings": {"seen_alnoe": {}}}, '"seen_alnoe"', "did you mean “seen_alone”?"),
        ({"findings": {"days": 4}}, "4\n", "the finding for “days” must be a map of names"),
        ({"findings": {"days": {"anwser": 4}}}, '"anwser"', "did you mean “answer”?"),
        ({"findings": {"days": {"answer": -1}}}, "-1", "“days” must be at least 0"),
        ({"findings": {"days": {"answer": {"a": 1}}}}, "{\n      \"a\"", "“days” must be a number"),
        (
            {"findings": {"seen_alone": {"answer": "maybe"}}},
            '"maybe"',
            "“seen_alone” must be one of yes, no, not_applicable, not_evidenced",
        ),
        (
            {"findings": {"seen_alone": {"evidence": "x" * 20_001}}},
            f'"{"x" * 20_001}"',
            "the evidence for “seen_alone” is longer than 20000 characters",
        ),
        ({"findings": {"methods": {"answer": ["sing"]}}}, "[\n      \"sing", "must be a list of"),
        ({"overal": "good"}, '"overal"', "“overal” is not known here; did you mean “overall”?"),
        ({"status": "void"}, '"status"', "“status” is not known here"),
    ],
)  # fmt: skip
def test_each_problem_is_told_at_its_value(
    changes: dict[str, object], part: str, expected: str
) -> None:
    text = document(an_audit(**changes))
    (found,) = problems(text)
    assert found.startswith(f"a.json:{place_of(text, part)}: ")
    assert expected in found


@pytest.mark.parametrize("name", ["case", "auditor", "audited_on"])
def test_what_an_audit_cannot_do_without_is_missed_at_the_audit(name: str) -> None:
    audit = an_audit()
    del audit[name]
    assert problems(document(audit)) == [f"a.json:5:3: “{name}” is missing"]


def test_all_problems_of_all_audits_are_told_at_once() -> None:
    bad = an_audit(
        "",
        overall="great",
        audited_on="soon",
        colour="red",
        attributes={"A B": "x"},
        findings={"days": {"answer": 500, "evidence": ["x"]}, "nobody": {}},
    )
    found = problems(document(bad, an_audit(), an_audit(), bad, 3))
    assert len(found) == 8 * 2 + 1 + 1
    places = [tuple(map(int, line.split(":")[1:3])) for line in found]
    assert places == sorted(places)


def test_the_same_audit_twice_names_both_places() -> None:
    again = an_audit(" c-0001", auditor="AUDITOR-07", overall="inadequate")
    text = document(an_audit(), an_audit("C-2"), again)
    (found,) = problems(text)
    line = place_of(text, '" c-0001"').split(":")[0]
    assert found == (
        f"a.json:{int(line) - 1}:3: the same case, auditor and date as the audit at a.json:5:3; "
        "keep one of them"
    )


def test_two_auditors_of_one_case_are_two_audits() -> None:
    assert len(read(document(an_audit(), an_audit(auditor="auditor-08"))).audits) == 2


def test_problems_never_repeat_what_was_answered() -> None:
    canary = "CANARY words about a child"
    bad = an_audit(
        canary,
        audited_on=canary,
        overall=canary,
        attributes={"team": canary * 9},
        sections={"visiting": canary},
        findings={
            name: {"answer": canary} for name in ("days", "seen_alone", "methods", "seen_on")
        },
    )
    found = problems(document(bad, bad))
    assert len(found) >= 14
    assert "CANARY" not in "".join(found)


def test_a_name_that_is_far_too_long_is_cut() -> None:
    (found,) = problems(document(an_audit(**{"x" * 5_000: 1})))
    assert len(found) < 200


def test_endless_problems_are_cut_off_with_a_sentence() -> None:
    found = problems(document(*[{"a": 1, "b": 2}] * 3_000))
    assert len(found) == 10_001
    assert found[-1] == "a.json:0:0: more than 10,000 problems; the rest is not listed"


def test_more_than_64_mib_are_refused_at_once() -> None:
    start = time.process_time()
    (found,) = problems(b"[" + b" " * (100 * 1024 * 1024))
    assert time.process_time() - start < 3
    assert "the file holds 100 MiB; at most 64 MiB" in found


def test_a_large_authority_s_year_is_read_in_seconds() -> None:
    audits = [an_audit(f"C-{number:04}") for number in range(2_000)]
    start = time.process_time()
    recorded: tuple[RecordedAudit, ...] = read(document(*audits)).audits
    assert len({each.uid for each in recorded}) == 2_000
    assert time.process_time() - start < 10
