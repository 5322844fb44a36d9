"""A whole audit with made-up answers, to try a tool out before anybody audits with it."""

from datetime import date, timedelta
from random import Random

from pydantic import JsonValue

from forms.audits import Audit
from forms.evaluation import LiveEvaluation, started
from forms.findings import split_key
from forms.tools import AuditTool, Question

_ATTEMPTS = 12  # answers tried where a constraint refuses one
_ROUNDS = 4  # a rule may name later questions, so what is shown settles in a few rounds
_MOST_INSTANCES = 3
_DAYS = 256
_WORDS = (
    "Recorded in the case notes of the last visit.",
    "The plan says so, and the review repeats it.",
    "Seen in supervision notes; the reason is given.",
    "The child's own words are on the file.",
)


def made_up_answers(tool: AuditTool, seed: int, today: date) -> Audit:
    """Return an audit whose answers the tool takes; the same seed gives the same answers.

    Questions hidden by a rule stay unanswered, and so does one whose constraint refused every
    answer that was tried, or was broken by a later one.
    """
    random = Random(seed)  # noqa: S311  # made-up answers are no secret
    attributes = {"team": "North"}
    if tool.agencies:
        attributes["agency"] = random.choice(tool.agencies).id
    if tool.roles:
        attributes["role"] = random.choice(tool.roles).id
    blank = Audit(case="MADE-UP", auditor="Test run", audited_on=today, attributes=attributes)
    live = LiveEvaluation(tool, started(tool, blank), today)
    _repeat(tool, live, random)
    for _ in range(_ROUNDS):
        waiting = [key for key in live.keys if _waits(tool, live, key)]
        if not waiting:
            break
        for key in waiting:
            _answer(tool, live, key, random)
    _take_back(live)
    _judge(tool, live)
    return live.audit


def _repeat(tool: AuditTool, live: LiveEvaluation, random: Random) -> None:
    """Give every repeat some instances, unless a rule counts them."""
    for group in tool.groups.values():
        if group.repeat and not group.repeat.count:
            least = max(group.repeat.minimum, 1)
            most = max(min(group.repeat.maximum, _MOST_INSTANCES), least)
            count = min(random.randint(least, most), group.repeat.maximum)
            live.put(f"instances.{group.id}", list(range(1, count + 1)))


def _waits(tool: AuditTool, live: LiveEvaluation, key: str) -> bool:
    question = tool.questions[split_key(key)[0]]
    is_open = live.states.get(key) == "unanswered"
    return is_open and question.answerable and not question.read_only


def _answer(tool: AuditTool, live: LiveEvaluation, key: str, random: Random) -> None:
    """Answer a question, with evidence where it is asked for; nothing if nothing is taken."""
    question = tool.questions[split_key(key)[0]]
    if not live.shown(key):
        return
    field = f"finding.{key}"
    for attempt in range(_ATTEMPTS):
        answer = _made_up(tool, question, live.choices(key), random)
        if question.kind == "date":
            answer = _day(question, random, live.today, attempt)
        if answer is None:
            break
        finding: dict[str, JsonValue] = {"answer": answer}
        if question.evidence == "required" or (
            question.evidence == "optional" and random.random() < 0.5
        ):
            finding["evidence"] = random.choice(_WORDS)
        live.put(field, finding)
        if not live.problem(key):
            return
    live.put(field, None)


def _take_back(live: LiveEvaluation) -> None:
    """Empty answers that a later answer made wrong; that may show others to be wrong in turn."""
    for _ in live.keys:
        wrong = [key for key in live.keys if live.problem(key)]
        for key in wrong:
            live.put(f"finding.{key}", None)
        if not wrong:
            break


def _made_up(
    tool: AuditTool, question: Question, offered: tuple[str, ...], random: Random
) -> JsonValue:
    codes = list(offered or tool.codes_of(question))
    match question.kind:
        case "graded" | "one_of":
            answer: JsonValue = random.choice(codes) if codes else None
        case "several_of":
            chosen = random.sample(codes, random.randint(1, len(codes))) if codes else []
            answer = [code for code in codes if code in chosen] or None
        case "ranked":
            answer = [*random.sample(codes, len(codes))] or None
        case "number":
            answer = _number(question, random)
        case "time":
            answer = f"{random.randint(8, 17):02}:{random.choice((0, 15, 30, 45)):02}"
        case "acknowledgement":
            answer = "yes"
        case "evidence_file":
            answer = f"record-{random.randint(100, 999)}.pdf"[: question.max_length]
        case _:
            answer = random.choice(_WORDS)[: question.max_length]
    return answer


def _number(question: Question, random: Random) -> int | float:
    """Return a number within the bounds, a small one where there are none."""
    least = question.minimum if question.minimum is not None else 0.0
    if question.maximum is not None and question.maximum < least:
        least = question.maximum
    most = question.maximum if question.maximum is not None else least + 12
    most = min(most, least + 40)
    whole = round(random.uniform(least, most))
    if least <= whole <= most:
        return whole
    return least if question.whole else (least + most) / 2


def _day(question: Question, random: Random, today: date, attempt: int) -> str:
    """Return a day of the last months; where that is refused, one nearer to today, or far back.

    Most constraints want a day after, or before, another answer.
    """
    latest = today if question.latest in ("today", None) else question.latest
    end = latest if isinstance(latest, date) else today
    reach = _DAYS >> attempt // 2 if attempt % 2 else _DAYS * (attempt + 1)
    earliest = max(question.earliest or date.min, end - timedelta(days=reach))
    return (earliest + timedelta(days=random.randint(0, max((end - earliest).days, 0)))).isoformat()


def _judge(tool: AuditTool, live: LiveEvaluation) -> None:
    """Grade as the tool suggests; where it suggests nothing, by the second-best grade."""
    grades = tool.grades.codes
    usual = grades[min(1, len(grades) - 1)]
    for section in tool.sections:
        if section.graded and live.shown(section.id):
            live.put(f"section.{section.id}", live.suggestion(section.id).code or usual)
    overall = live.overall_suggestion.code or usual
    live.put("overall", overall)
    live.put("overall_reason", _WORDS[0])
    live.put("strengths", _WORDS[3])
    live.put("improvements", _WORDS[2])
