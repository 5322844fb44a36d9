"""Which case files several people graded, and whose grades are set side by side."""

from collections.abc import Mapping
from datetime import date

import pytest

from db.reading import AuditScope
from db.second_opinions import SharedCase, double_audited, gradings, moderated
from forms.audits import AUDIT_KIND, Audit
from forms.revisions import Act, Revision
from forms.tools import AuditTool
from tests.exports.making import SEEN, Cabinet, a_tool, an_audit, memory_cabinet

EVERYTHING = AuditScope()


@pytest.fixture
def cabinet():
    with memory_cabinet() as opened:
        yield opened


def by(auditor: str, grade: str = "good", **more: object) -> Audit:
    return an_audit({"seen": "yes"}, auditor=auditor, overall=grade, **more)


def graders(cases: list[SharedCase]) -> list[list[str]]:
    return [[each.grader for each in case.opinions] for case in cases]


def grades(cabinet: Cabinet, cases: list[SharedCase]) -> list[list[str]]:
    return [[each["overall"] for each in codes] for _, codes in gradings(cabinet.store, cases)]


def seal_after(
    cabinet: Cabinet,
    before: Revision | None,
    tool: AuditTool,
    audit: Audit,
    *,
    act: Act = "moderated",
    author: str = "lead",
) -> Revision:
    """Seal a further version of the first audit, or its first one."""
    from db.sealing import seal
    from db.tools import add_tool

    status = "moderated" if act == "moderated" else "completed"
    revision = Revision(
        kind=AUDIT_KIND, record="00000000-0000-0000-0000-00000000abcd",
        parents=(before.id,) if before else (), tool=tool.hash, author=author,
        sealed_at="2026-05-02T09:00:00.000000Z", act=act,
        fields=audit.model_copy(update={"status": status}).to_fields(),
    )  # fmt: skip
    add_tool(cabinet.store, tool)
    seal(cabinet.store, revision)
    return revision


def test_two_auditors_of_one_case_stand_side_by_side(cabinet: Cabinet) -> None:
    cabinet.add(
        a_tool(),
        by("b", "inadequate", case=" c-0001"),
        by("a", "good"),
        by("a", case="C-0002"),
    )
    (case,) = double_audited(cabinet.store, EVERYTHING)

    assert (case.tool_id, graders([case])) == ("voice", [["a", "b"]])
    assert grades(cabinet, [case]) == [["good", "inadequate"]]


@pytest.mark.parametrize(
    "other",
    [
        by("A "),
        by("b", audited_on=date(2026, 7, 1)),
        by("b", audited_on=None),
        by("b", status="void"),
        by("b", case="C-0002"),
    ],
    ids=["same auditor", "next quarter", "no day", "void", "another case"],
)
def test_what_is_no_double_audit_is_left_out(cabinet: Cabinet, other: Audit) -> None:
    cabinet.add(a_tool(), by("a"), other)
    assert double_audited(cabinet.store, EVERYTHING) == []


def test_another_tool_and_audits_in_conflict_are_left_out(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(), by("a"))
    cabinet.add(a_tool("other"), by("b"))
    cabinet.add_in_conflict(a_tool(), by("c"), by("c", "inadequate"))
    assert double_audited(cabinet.store, EVERYTHING) == []


def test_versions_of_a_tool_stand_side_by_side(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(), by("a"))
    cabinet.add(a_tool(version="1.1"), by("b"))
    (case,) = double_audited(cabinet.store, EVERYTHING)
    assert len({each.tool for each in case.opinions}) == 2


def test_an_auditor_counts_once_with_the_last_audit(cabinet: Cabinet) -> None:
    cabinet.add(
        a_tool(),
        by("a", "outstanding", audited_on=date(2026, 5, 9)),
        by("a", "inadequate"),
        by("b", audited_on=date(2026, 6, 1)),
    )
    assert grades(cabinet, double_audited(cabinet.store, EVERYTHING)) == [["outstanding", "good"]]


def test_agencies_that_audit_the_same_child_grade_different_files(cabinet: Cabinet) -> None:
    tool = a_tool(agencies=({"id": "health", "title": "Health"}, {"id": "police", "title": "P"}))
    cabinet.add(
        tool,
        *(by(name, attributes={"agency": agency}) for name, agency in
          [("a", "health"), ("b", "police"), ("c", "health")]),
    )  # fmt: skip
    assert graders(double_audited(cabinet.store, EVERYTHING)) == [["a", "c"]]


def test_a_scope_of_one_auditor_holds_the_audits_of_the_others(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(), by("a"), by("b"), *(by(who, case="C-0002") for who in "bc"))
    for auditor, found in (("a", [["a", "b"]]), ("b", [["a", "b"], ["b", "c"]]), ("z", [])):
        scope = AuditScope(where={"auditor": auditor})
        assert graders(double_audited(cabinet.store, scope)) == found


@pytest.mark.parametrize(
    ("teams", "team"), [(("N", "N"), "N"), (("N", "S"), ""), (("N", ""), ""), (("", ""), "")]
)
def test_the_team_is_what_the_audits_agree_on(
    cabinet: Cabinet, teams: tuple[str, str], team: str
) -> None:
    cabinet.add(
        a_tool(), *(by(who, attributes={"team": t}) for who, t in zip("ab", teams, strict=True))
    )
    (case,) = double_audited(cabinet.store, EVERYTHING)
    assert case.team == team


def test_a_moderation_stands_beside_the_auditors_grade(cabinet: Cabinet) -> None:
    first = seal_after(cabinet, None, a_tool(), by("a"), act="completed", author="a")
    seal_after(cabinet, first, a_tool(), by("a", "inadequate"))
    cases = moderated(cabinet.store, EVERYTHING)

    assert graders(cases) == [["a", "lead"]]
    assert grades(cabinet, cases) == [["good", "inadequate"]]
    assert [dict(each) for each in _codes(cabinet, cases)] == [
        {**_standing(cabinet), "overall": "good"},
        _standing(cabinet),
    ]


def test_the_last_moderation_counts_beside_what_the_auditor_sealed_before(
    cabinet: Cabinet,
) -> None:
    first = seal_after(cabinet, None, a_tool(), by("a"), act="completed", author="a")
    once = seal_after(cabinet, first, a_tool(), by("a", "inadequate"))
    twice = seal_after(cabinet, once, a_tool(), by("a", "requires_improvement"), author="panel")
    cases = moderated(cabinet.store, EVERYTHING)
    assert (graders(cases), grades(cabinet, cases)) == (
        [["a", "panel"]],
        [["good", "requires_improvement"]],
    )

    seal_after(cabinet, twice, a_tool(), by("a", "outstanding"), act="completed", author="a")
    assert grades(cabinet, moderated(cabinet.store, EVERYTHING)) == [
        ["good", "requires_improvement"]
    ]


def test_who_moderates_the_own_audit_gives_no_second_opinion(cabinet: Cabinet) -> None:
    first = seal_after(cabinet, None, a_tool(), by("a"), act="completed", author="a")
    seal_after(cabinet, first, a_tool(), by("a", "inadequate"), author=" A")
    assert moderated(cabinet.store, EVERYTHING) == []


def test_a_moderated_audit_is_a_double_with_its_auditors_own_grades(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(), by("b", "outstanding"))
    first = seal_after(cabinet, None, a_tool(), by("a"), act="completed", author="a")
    seal_after(cabinet, first, a_tool(), by("a", "inadequate"))
    assert grades(cabinet, double_audited(cabinet.store, EVERYTHING)) == [["good", "outstanding"]]


def test_only_moderations_in_scope_are_read(cabinet: Cabinet) -> None:
    first = seal_after(cabinet, None, a_tool(), by("a"), act="completed", author="a")
    seal_after(cabinet, first, a_tool(), by("a", "inadequate"))
    assert moderated(cabinet.store, AuditScope(audited_from=date(2026, 4, 3))) == []


def test_answers_of_repeating_parts_are_left_out(cabinet: Cabinet) -> None:
    from forms.tools import Repeat, Section

    tool = a_tool()
    several = Section(
        id="each", title="Each child", repeat=Repeat(each="child"),
        questions=(SEEN.model_copy(update={"id": "met"}),),
    )  # fmt: skip
    tool = AuditTool.model_validate(
        {**tool.model_dump(mode="json"), "sections": [*tool.sections, several]}
    )
    first = seal_after(cabinet, None, tool, by("a"), act="completed", author="a")
    seal_after(cabinet, first, tool, by("a", "inadequate"))
    cabinet.add(tool, by("b"))
    for cases in (double_audited(cabinet.store, EVERYTHING), moderated(cabinet.store, EVERYTHING)):
        for codes in _codes(cabinet, cases):
            assert not [field for field in codes if "#" in field]
            assert codes["finding.seen"] == "yes"


def test_many_audits_of_one_case_take_no_endless_time(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(), by("a"))
    store = cabinet.store
    row = "tool, status, conflicts, case_reference, case_key, auditor, audited_on, overall"
    count = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
    store.run(count + "INSERT INTO record SELECT i, 'audit-' || i, 'audit' FROM n")
    store.run(
        count + f"INSERT INTO current_audit SELECT i, {row.replace('auditor', 'i')}, attributes, "
        "sealed_at FROM n, current_audit WHERE record = 1"
    )
    (case,) = double_audited(store, EVERYTHING)
    assert len(case.opinions) == 100


def _codes(cabinet: Cabinet, cases: list[SharedCase]) -> list[Mapping[str, str]]:
    return [each for _, codes in gradings(cabinet.store, cases) for each in codes]


def _standing(cabinet: Cabinet) -> dict[str, str]:
    rows = cabinet.store.rows("SELECT name, code FROM current_fact JOIN field ON id = field")
    return {str(name): str(code) for name, code in rows}
