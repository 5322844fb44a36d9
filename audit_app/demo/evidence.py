"""Writes the words of an audit: evidence beside answers, strengths, areas for improvement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from random import Random

from audit_app.demo.answers import TO_BE_WRITTEN
from audit_app.demo.judging import strongest_and_weakest
from audit_app.demo.vocabulary import Tone, Topic
from audit_app.demo.writer import Writer
from forms.audits import Audit
from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Finding, split_key
from forms.tools import AuditTool, Question, Section

_CHANCES: Mapping[str, float] = {
    "good": 0.4,
    "partly": 0.55,
    "weak": 0.75,
    NOT_EVIDENCED: 0.5,
    NOT_APPLICABLE: 0.25,
    "fact": 0.12,
}
"""How often an auditor writes evidence where it is optional: more where work is weak."""


def with_words(
    tool: AuditTool,
    findings: Mapping[str, Finding],
    shares: Mapping[str, float],
    topics: Mapping[str, Topic],
    writer: Writer,
) -> dict[str, Finding]:
    """Return findings with their texts, and the evidence asked for or likely to be added.

    `shares` gives for each section how good its work is, which colours its texts.
    """
    written: dict[str, Finding] = {}
    for key in _in_order(tool, findings):
        name = split_key(key)[0]
        finding, question, topic = findings[key], tool.questions[name], topics[name]
        if finding.answer == TO_BE_WRITTEN:
            text = _text(topic, shares[tool.section_of[name].id], writer)
            written[key] = Finding(answer=text[: question.max_length].strip())
        else:
            evidence = _evidence(tool, question, finding, topic, writer)
            written[key] = finding.model_copy(update={"evidence": evidence})
    return written


def _in_order(tool: AuditTool, findings: Iterable[str]) -> list[str]:
    order = {name: at for at, name in enumerate(tool.questions)}
    return sorted(findings, key=lambda key: order[split_key(key)[0]])


def with_comments(
    tool: AuditTool, audit: Audit, topics: Mapping[str, Topic], writer: Writer
) -> Audit:
    """Return the audit with its strengths and areas for improvement."""
    strong, frail = strongest_and_weakest(tool, audit)
    strengths = [writer.line(writer.words.strengths)]
    if writer.rng.random() < 0.7:
        topic = _topic(tool, strong, audit, topics, tone="good", rng=writer.rng)
        strengths.insert(0, writer.line(writer.fitting(topic).good))
    point = tool.grades.point(audit.overall or "")
    improvements = []
    for _ in range(1 if point and point.good else 2):
        topic = _topic(tool, frail, audit, topics, tone="weak", rng=writer.rng)
        improvements.append(writer.line(writer.fitting(topic).better))
    if writer.rng.random() < 0.4:
        improvements.append(writer.line(writer.words.improvements))
    return audit.model_copy(
        update={
            "strengths": " ".join(dict.fromkeys(strengths)),
            "improvements": " ".join(dict.fromkeys(improvements)),
        }
    )


def tone_of(tool: AuditTool, question: Question, finding: Finding) -> Tone | None:
    """Return the tone of words beside an answer; nothing where there is no judgement."""
    scale = tool.scale_of(question)
    point = scale.point(str(finding.answer)) if scale else None
    if point is None or point.value is None:
        return None
    return "good" if point.good else "partly" if point.value >= 0.3 else "weak"


def _text(topic: Topic, share: float, writer: Writer) -> str:
    tone: Tone = "good" if share >= 0.67 else "partly" if share >= 0.4 else "weak"
    text = writer.evidence(topic, tone)
    return f"{text} {writer.line(writer.words.texts[tone])}" if writer.rng.random() < 0.5 else text


def _evidence(
    tool: AuditTool,
    question: Question,
    finding: Finding,
    topic: Topic,
    writer: Writer,
) -> str:
    if question.evidence == "none":
        return ""
    tone = tone_of(tool, question, finding)
    state = str(finding.answer)
    kind = state if state in (NOT_EVIDENCED, NOT_APPLICABLE) else tone or "fact"
    must = question.evidence == "required" and kind != NOT_APPLICABLE
    if writer.rng.random() > _CHANCES[kind] and not must:
        return ""
    if kind == NOT_EVIDENCED:
        return writer.line(writer.words.missing)
    if kind == NOT_APPLICABLE:
        return writer.line(writer.words.not_applicable)
    if tone is None:
        return writer.line(writer.words.facts)
    return writer.evidence(topic, tone)


def _topic(
    tool: AuditTool,
    section: Section,
    audit: Audit,
    topics: Mapping[str, Topic],
    *,
    tone: Tone,
    rng: Random,
) -> Topic:
    """Pick a topic of a section, rather one whose answers have this tone."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for key, finding in audit.findings.items():
        findings[split_key(key)[0]].append(finding)
    asked = [question for question in section.every_question if question.kind == "graded"]
    fitting = [
        question
        for question in asked
        if any(tone_of(tool, question, each) == tone for each in findings[question.id])
    ]
    return topics[rng.choice(fitting or asked or section.every_question).id]
