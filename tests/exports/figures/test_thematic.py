"""The thematic report: what it says, what it never says, and when it refuses."""

from datetime import date

import pytest

from db.reading import AuditScope
from exports.figures.facts import read_facts
from exports.figures.report_data import QuestionFigures, ReportData, SectionFigures
from exports.figures.reports import scopes
from exports.figures.shares import share_of
from exports.figures.standing_out import attention, strongest_and_weakest
from exports.figures.thematic import thematic_of, thematic_report
from forms.audits import Audit
from forms.errors import AuditAppError
from forms.tools import Party
from tests.exports.making import (
    HEARD,
    SEEN,
    VISITS,
    Cabinet,
    a_tool,
    an_audit,
    memory_cabinet,
)

TOOL = a_tool()
GOOD = "She was seen alone at school each fortnight and the drawings are on the file."
WEAK = "There is no sign that anybody asked him what he wanted to happen next."
GONE = "No visit is recorded between March and June and nobody seems to have noticed."


def report_of(cabinet: Cabinet, **scope: object) -> ReportData:
    return thematic_report(cabinet.store, AuditScope(**scope))


def section(name: str, count: int, n: int = 10) -> SectionFigures:
    share = share_of(count, n)
    return SectionFigures(tool="voice", id=name, title=name, counts={}, n=n, good_or_better=share)


def question(name: str, count: int, n: int = 10) -> QuestionFigures:
    return QuestionFigures(
        tool="voice", section="contact", id=name, label=name, kind="graded", scale="yes_no",
        theme=None, counts={}, n=n, good_or_better=share_of(count, n),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "strongest", "weakest"),
    [
        ([], "", ""),
        ([5], "a", ""),
        ([4], "", "a"),
        ([3, 9], "b", "a"),
        ([5, 5, 5, 5], "ab", "cd"),
        ([1, 6, 9], "cb", "a"),
        ([1, 2, 3], "c", "ab"),
        ([5, 1, 9, 2, 8, 3, 7], "ceg", "bdf"),
    ],
)
def test_strongest_and_weakest_sections_are_never_the_same(
    counts: list[int], strongest: str, weakest: str
) -> None:
    sections = [section(name, count) for name, count in zip("abcdefg", counts, strict=False)]
    found = strongest_and_weakest([*sections, section("never-graded", 0, 0)])
    assert found == (list(strongest), list(weakest))


def test_attention_goes_to_the_lowest_shares_of_enough_answers() -> None:
    few = question("few", 0, 4)
    questions = [question(f"q{n}", n) for n in (10, 9, 3, 3, 8, 1, 7)]
    ids = [each.id for each in attention([few, *questions])]
    assert ids == ["q1", "q3", "q3", "q7", "q8"]
    assert attention([question("all_good", 10), few]) == []


def test_evidence_stands_under_its_theme_as_strength_or_improvement(cabinet: Cabinet) -> None:
    cabinet.add(
        TOOL,
        an_audit({"seen": "yes", "heard": "not_evidenced"}, {"seen": GOOD, "heard": GONE}),
        an_audit({"seen": "no"}, {"seen": WEAK}),
        an_audit({"seen": "not_applicable"}, {"seen": "The child was not born yet at the time."}),
        an_audit({"seen": "unclear"}, {"seen": "The two records of the visit contradict another."}),
        an_audit({"visits": 3}, {"visits": "This question stands under no theme."}),
    )
    (theme,) = report_of(cabinet).themes
    assert (theme.title, theme.share.count, theme.share.n) == ("The child’s voice", 1, 3)
    assert [(each.text, each.about, each.answer) for each in theme.strengths] == [
        (GOOD, "Was the child seen?", "Yes")
    ]
    assert {(each.text, each.answer) for each in theme.improvements} == {
        (WEAK, "No"),
        (GONE, "Not evidenced on file"),
    }
    assert theme.left_out == 2


def test_the_question_with_most_to_say_is_quoted_first(cabinet: Cabinet) -> None:
    answers = {"seen": "yes", "heard": "good"}
    cabinet.add(
        TOOL,
        an_audit(answers, {"seen": GOOD, "heard": WEAK}),
        an_audit(answers, {"heard": GONE}),
    )
    quoted = [each.about for each in report_of(cabinet).themes[0].strengths]
    heard = "How well was the child heard?"
    assert quoted == [heard, "Was the child seen?", heard]


def test_of_many_audits_the_lot_draws_whose_words_are_read_and_the_report_says_so(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "MOST_READ", 4)
    audit = an_audit({"seen": "yes"}, {"seen": GOOD}, strengths=WEAK)
    cabinet.add(TOOL, *[audit] * 4)
    told = "Quotations were looked for in 4 of the"
    few = report_of(cabinet)
    assert few.themes[0].left_out == 3
    assert not [each for each in few.method if told in each]
    cabinet.add(TOOL, *[audit] * 5)
    many = report_of(cabinet)
    assert [quote.text for quote in many.strengths] == [WEAK]
    assert (many.themes[0].left_out, many.themes[0].share.n) == (3, 9)
    assert [each for each in many.method if f"{told} 9 audits, drawn by lot" in each]
    with cabinet.store.snapshot():
        wordless = thematic_of(cabinet.store, read_facts(cabinet.store, AuditScope()), words=False)
    assert not [each for each in wordless.method if told in each]


def test_words_on_whole_audits_stand_beside_their_grade(cabinet: Cabinet) -> None:
    cabinet.add(
        TOOL,
        an_audit(overall="inadequate", strengths=WEAK, improvements=GONE),
        an_audit(overall="outstanding", strengths=GOOD, improvements="Start the next one sooner."),
    )
    report = report_of(cabinet)
    assert [each.answer for each in report.strengths] == ["Outstanding", "Inadequate"]
    assert [each.answer for each in report.improvements] == ["Inadequate", "Outstanding"]
    assert {each.about for each in report.strengths} == {"Overall"}


def test_a_report_names_no_case_and_no_auditor(cabinet: Cabinet) -> None:
    def audit(number: int) -> Audit:
        return an_audit(
            {"seen": "yes"},
            {"seen": f"{GOOD} See file CASE-{number} of Quincey Mock."},
            case=f"CASE-{number}",
            auditor="Quincey Mock",
            strengths=f"CASE-{number} was a pleasure to read from the first page to the last.",
            improvements="Quincey Mock would have liked to see a chronology in every file.",
        )

    cabinet.add(TOOL, *(audit(number) for number in range(3)))
    report = report_of(cabinet, where={"auditor": "Quincey Mock", "case": "CASE-1"})
    printed = report.model_dump_json().casefold()
    assert report.figures.scope.audits == 1
    assert "quincey" not in printed
    assert "case-" not in printed
    assert report.themes[0].left_out == 1


def test_groups_are_by_team_service_and_plan_type_where_recorded(cabinet: Cabinet) -> None:
    plans = ["looked after", "early help", "", "own plan", "child protection"]
    cabinet.add(
        TOOL, *(an_audit(attributes={"plan_type": plan, "team": "North"}) for plan in plans)
    )
    tables = {table.field: table for table in report_of(cabinet).groups}
    assert list(tables) == ["team", "plan_type"]
    assert tables["plan_type"].title == "Plan type"
    assert [group.value for group in tables["plan_type"].groups] == [
        "early help",
        "child protection",
        "looked after",
        "own plan",
        "",
    ]
    assert [table.field for table in report_of(cabinet, where={"team": "North"}).groups] == [
        "plan_type"
    ]


def test_agencies_stand_side_by_side_under_the_names_the_tool_gives_them(
    cabinet: Cabinet,
) -> None:
    parties = (Party(id="police", title="The police"), Party(id="health", title="Health"))
    tool = TOOL.model_copy(update={"agencies": parties})
    given = ["health", "police", "health"]
    cabinet.add(tool, *(an_audit(attributes={"agency": agency}) for agency in given))
    (table,) = report_of(cabinet).groups
    assert table.title == "Agency"
    assert [(group.value, group.overall.n) for group in table.groups] == [
        ("The police", 1),
        ("Health", 2),
    ]


def test_the_cover_says_what_was_audited(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit(audited_on=date(2025, 2, 3)), an_audit(auditor="auditor-02"))
    report = report_of(cabinet)
    assert (report.title, report.tool_versions) == ("Voice: thematic audit", ["1.0"])
    assert (report.auditors, report.double_audits) == (2, 0)
    assert (report.first_audited, report.last_audited) == (date(2025, 2, 3), date(2026, 4, 2))
    assert report.as_at == date(2026, 5, 1)
    assert set(report.scales) == {"yes_no", "ofsted"}
    assert [part.guidance for part in report.sections] == ["About contact.", "About record."]


def test_every_question_stands_in_its_section(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit())
    cabinet.add(a_tool(version="2.0", sections={"record": (SEEN, VISITS)}), an_audit())
    report = report_of(cabinet)
    assert [[each.id for each in part.questions] for part in report.sections] == [
        ["seen", "visits", "last", "words"],
        ["heard", "place", "methods"],
    ]


def test_limits_say_what_the_reader_must_know(cabinet: Cabinet) -> None:
    newer = a_tool(
        version="1.1", sections={"contact": (SEEN.model_copy(update={"scale": "ofsted"}),)}
    )
    cabinet.add(TOOL, an_audit({"seen": "not_evidenced"}, auditor="auditor-02"), an_audit())
    cabinet.add(newer, an_audit({"seen": "good"}, case="C-2", overall=None))
    cabinet.add_in_conflict(TOOL, an_audit(case="C-3"), an_audit(case="C-3", overall="inadequate"))
    limits = report_of(cabinet).limits
    expected = [
        "Only 3 audits are counted",
        "1 audit is left out because two versions",
        "versions 1.0 and 1.1 of the audit tool",
        "1 question is answered in another way",
        "1 audit has no overall grade and counts only",
        "1 answer to required questions is missing",
        "double",
        "Drafts and audits that were made void",
        "depends on how these cases were chosen",
    ]
    expected[6] = "1 case was audited by more than one auditor in the same quarter"
    found = [[each for each in limits if words in each] for words in expected]
    assert [len(each) for each in found] == [1] * len(expected)
    assert limits[0].startswith("Only 3 audits")


def test_limits_that_do_not_apply_are_not_printed(cabinet: Cabinet) -> None:
    full = {"seen": "yes", "heard": "good"}
    cabinet.add(TOOL, *(an_audit(full, case=f"C-{number}") for number in range(20)))
    assert len(report_of(cabinet).limits) == 2


def test_the_method_names_the_interval_the_denominator_and_the_tool(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit())
    method = " ".join(report_of(cabinet).method)
    for words in ("Wilson", "could be judged", "not applicable", TOOL.hash[:12]):
        assert words in method


def test_several_tools_are_refused_by_name(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, an_audit())
    cabinet.add(a_tool("plans", sections={"contact": (HEARD, SEEN)}), an_audit())
    with pytest.raises(AuditAppError, match=r"Plans \(plans\) and Voice \(voice\)"):
        report_of(cabinet)
    assert report_of(cabinet, tool_id="plans").tool_title == "Plans"


@pytest.mark.parametrize("scope", [{}, {"tool_id": "voice"}, {"audited_from": date(2030, 1, 1)}])
def test_a_report_on_nothing_is_refused(cabinet: Cabinet, scope: dict[str, object]) -> None:
    if "audited_from" in scope:
        cabinet.add(TOOL, an_audit())
    with pytest.raises(AuditAppError, match="nothing to report"):
        report_of(cabinet, **scope)


def test_the_same_audits_make_the_same_report_in_whatever_order_they_came(
    cabinet: Cabinet,
) -> None:
    audits = [an_audit({"seen": "yes"}, {"seen": each}, strengths=each) for each in (GOOD, WEAK)]
    audits += [an_audit({"seen": "no"}, {"seen": GONE}, attributes={"team": "North"})]
    cabinet.add(TOOL, *audits)
    with memory_cabinet() as other:
        other.add(a_tool("plans"), an_audit(case="C-9", auditor="auditor-09"))
        other.add(TOOL, *reversed(audits))
        assert report_of(other, tool_id="voice") == report_of(cabinet)
