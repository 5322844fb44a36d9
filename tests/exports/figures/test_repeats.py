"""Figures of what repeats, of what is ranked and of what is worked out."""

from db.reading import AuditScope
from exports.documents import wording
from exports.figures.figures import work_out_figures
from exports.figures.report_data import QuestionFigures
from exports.figures.thematic import thematic_report
from forms.audits import Audit
from forms.evaluation import with_calculated
from forms.findings import Answer
from forms.tools import AuditTool, Choice, Question, Repeat
from tests.exports.making import DAY, SEEN, Cabinet, a_tool, an_audit, memory_cabinet

LIKED = Question(
    id="liked",
    kind="ranked",
    label="What was liked most?",
    required=False,
    choices=(Choice(code="play", label="Play"), Choice(code="talk", label="Talk")),
)
GAP = Question(id="gap", kind="number", label="Days between?", unit="days", required=False)
LONGEST = Question(
    id="longest", kind="calculated", label="Longest gap", calculation="max(${gap})", unit="days"
)
CLOCK = Question(id="at", kind="time", label="When?", required=False)


def visits() -> AuditTool:
    tool = a_tool(sections={"visit": (SEEN, LIKED, GAP), "sum": (LONGEST, CLOCK)})
    visit, whole = tool.sections
    repeated = visit.model_copy(update={"repeat": Repeat(each="visit")})
    return tool.model_copy(update={"sections": (repeated, whole)})


def two_visits(tool: AuditTool, answers: dict[str, Answer]) -> Audit:
    return with_calculated(tool, an_audit(answers, instances={"visit": (1, 2)}), DAY)


def filled(cabinet: Cabinet) -> None:
    tool = visits()
    first = {"seen#1": "yes", "seen#2": "no", "liked#1": ("talk", "play"), "gap#1": 3, "gap#2": 9}
    second = {"seen#1": "yes", "liked#1": ("talk", "play"), "liked#2": ("play", "talk")}
    cabinet.add(tool, two_visits(tool, first), two_visits(tool, second))  # type: ignore[arg-type]


def questions(cabinet: Cabinet) -> dict[str, QuestionFigures]:
    figures = work_out_figures(cabinet.store, AuditScope())
    return {question.id: question for question in figures.questions}


def test_every_instance_counts_under_its_question() -> None:
    with memory_cabinet() as cabinet:
        filled(cabinet)
        seen = questions(cabinet)["seen"]
        assert (seen.n, seen.counts["yes"], seen.counts["unanswered"]) == (3, 2, 1)
        assert seen.good_or_better
        assert seen.good_or_better.count == 2


def test_a_ranking_counts_by_what_is_ranked_first() -> None:
    with memory_cabinet() as cabinet:
        filled(cabinet)
        liked = questions(cabinet)["liked"]
        assert (liked.n, liked.counts["talk"], liked.counts["play"]) == (3, 2, 1)
        assert wording.answered_text(liked).startswith("3 answered, shown by what was ranked first")


def test_what_is_worked_out_is_summed_up_like_a_number() -> None:
    with memory_cabinet() as cabinet:
        filled(cabinet)
        longest = questions(cabinet)["longest"].numbers
        assert longest
        assert (longest.n, longest.lowest, longest.highest) == (1, 9, 9)


def test_a_report_says_what_n_counts_and_asks_nothing_of_calculations() -> None:
    with memory_cabinet() as cabinet:
        filled(cabinet)
        report = thematic_report(cabinet.store, AuditScope())
        assert any("n counts every visit, not every audit" in each for each in report.method)
        missing = [each for each in report.limits if "required questions" in each]
        assert missing == ["1 answer to required questions is missing and left out of the shares."]


def test_kinds_without_codes_say_what_was_given() -> None:
    with memory_cabinet() as cabinet:
        filled(cabinet)
        assert wording.given_text(questions(cabinet)["at"]) == "Times of day"
