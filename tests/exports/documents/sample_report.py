"""A thematic report of an invented service, complete, as the figures would hand it over."""

from datetime import date
from math import sqrt
from random import Random

from exports.figures.method_notes import notes_on
from exports.figures.report_data import (
    Distribution,
    Figures,
    GroupFigures,
    GroupTable,
    NumberSummary,
    QuestionFigures,
    Quote,
    ReportData,
    ReportSection,
    Scope,
    SectionFigures,
    Share,
    ThemeWords,
    TrendPoint,
)
from forms.scales import Scale, ScalePoint
from tests.exports.documents.sample_parts import TEAMS, sample_funnel, sample_terms

TOOL = "thresholds"

GRADES = Scale(
    id="ofsted",
    title="Four-point inspection grade",
    points=(
        ScalePoint(code="outstanding", label="Outstanding", value=1, good=True, symbol="★",
                   descriptor="Practice is consistently strong and has made a lasting difference."),
        ScalePoint(code="good", label="Good", value=0.67, good=True, symbol="✓",
                   descriptor="Needs are understood and met in good time; gaps are small."),
        ScalePoint(code="requires_improvement", label="Requires improvement", value=0.33,
                   symbol="△", descriptor="Practice is uneven: drift weakens help."),
        ScalePoint(code="inadequate", label="Inadequate", value=0, symbol="✕",
                   descriptor="Serious failings leave the child at risk. Action is needed now."),
    ),
)  # fmt: skip
YES_NO = Scale(
    id="yes_no",
    title="Yes or no",
    good_label="yes",
    points=(
        ScalePoint(code="yes", label="Yes", value=1, good=True, symbol="✓"),
        ScalePoint(code="no", label="No", value=0, symbol="✕"),
    ),
)
MET = Scale(
    id="met",
    title="Met, partly met or not met",
    good_label="met",
    points=(
        ScalePoint(code="met", label="Met", value=1, good=True, symbol="✓"),
        ScalePoint(code="partly_met", label="Partly met", value=0.5, symbol="△"),
        ScalePoint(code="not_met", label="Not met", value=0, symbol="✕"),
    ),
)

SECTIONS = {
    "Contact and referral": [
        ("Was a decision made on the contact within one working day?", YES_NO),
        ("Is the threshold document named in the decision, and applied correctly?", MET),
        ("Was the referrer told the outcome in writing?", YES_NO),
        ("How well does the record explain why this level of help was chosen?", GRADES),
    ],
    "History and information gathering": [
        ("Were earlier contacts and the chronology read before the decision?", YES_NO),
        ("Were checks with health, education and police made and recorded?", MET),
        ("Is consent recorded, or the reason for going without it?", MET),
        ("Are fathers and other men in the child’s life part of the assessment?", MET),
    ],
    "Strategy discussion and section 47": [
        ("Was a strategy discussion held when the threshold for one was met?", YES_NO),
        ("Did police, health and education take part?", MET),
        ("How sound was the decision to start, or not to start, an enquiry?", GRADES),
    ],
    "Step-up and step-down": [
        ("Did the child receive the right service at the right time?", GRADES),
        ("Was the family told why the level of help changed?", YES_NO),
    ],
    "Difference made for the child": [
        ("What difference did the decision make for the child?", GRADES),
        ("Was a re-referral within twelve months examined for its cause?", YES_NO),
    ],
}

EVIDENCE = (
    "The decision was made the same day, names the threshold document, and says in plain words why "
    "family help rather than assessment was offered.",
    "Three earlier contacts are listed but not analysed; the pattern of school absence is missed.",
    "The father was telephoned twice and his account is set beside the mother’s. This changed the "
    "plan: contact now takes place at the grandmother’s home.",
    "No reply to the referrer is on file, and the school rang again ten days later.",
    "Health did not join the strategy discussion. The nurse’s information arrived after the "
    "decision and was not taken up.",
    "She said: “I like it when you come on your own, then I can tell you things.” The worker "
    "arranged the next visit at school.",
)


def wilson(count: int, n: int) -> Share:
    """Return a share with its 95% Wilson score interval."""
    if n == 0:
        return Share(count=0, n=0, share=None, low=None, high=None)
    z, p = 1.959963984540054, count / n
    centre, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    low, high = (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)
    return Share(count=count, n=n, share=p, low=max(low, 0), high=min(high, 1))


def distribution(scale: Scale, numbers: list[int]) -> Distribution:
    """Return the figures of a scale's counts, best first."""
    counts = dict(zip(scale.codes, numbers, strict=True))
    good = sum(counts[point.code] for point in scale.points if point.good)
    total = sum(numbers)
    return Distribution(counts=counts, n=total, good_or_better=wilson(good, total))


def drawn(random: Random, scale: Scale, total: int, good: float) -> Distribution:
    """Return an invented distribution of `total` grades, about `good` of them good."""
    weights = [good if point.good else 1 - good for point in scale.points]
    weights[0] *= 0.3 if len(weights) > 2 else 1
    codes = random.choices(range(len(weights)), weights, k=total)
    return distribution(scale, [codes.count(place) for place in range(len(weights))])


def question(random: Random, section: str, place: int, label: str, scale: Scale) -> QuestionFigures:
    states = {"not_applicable": random.randint(0, 6), "not_evidenced": 0,
              "unanswered": random.randint(0, 2), "hidden": 0}  # fmt: skip
    total = 57 - sum(states.values())
    figures = drawn(random, scale, total, random.uniform(0.35, 0.9))
    return QuestionFigures(
        tool=TOOL, section=section, id=f"{section}.{place}", label=label, kind="graded",
        scale=scale.id, theme=None, counts={**figures.counts, **states}, n=total,
        good_or_better=figures.good_or_better,
    )  # fmt: skip


def free_questions(section: str) -> list[QuestionFigures]:
    """Return one question of each kind that has no good or bad."""
    states = {"not_applicable": 1, "not_evidenced": 0, "unanswered": 3, "hidden": 12}
    common = {
        "tool": TOOL,
        "section": section,
        "scale": None,
        "theme": None,
        "good_or_better": None,
    }
    return [
        QuestionFigures(id="source", label="Who made the contact?", kind="one_of", n=56,
                        choices={"school": "School", "police": "Police", "family": "Family"},
                        counts={"school": 30, "police": 20, "family": 6, **states}, **common),
        QuestionFigures(id="days", label="Working days from contact to decision", kind="number",
                        n=53, counts=states, unit="days",
                        numbers=NumberSummary(n=53, lowest=0, median=1.5, highest=9), **common),
        QuestionFigures(id="seen", label="When was the child first seen?", kind="date", n=41,
                        counts=states, numbers=NumberSummary(
                            n=41, lowest="2025-01-07", median="2025-09-30", highest="2026-06-01"),
                        **common),
        QuestionFigures(id="note", label="What would have helped earlier?", kind="text", n=22,
                        counts=states, **common),
    ]  # fmt: skip


def sample_report(text: str = "") -> ReportData:
    """Return a report on 57 audits, 39 of them good or better.

    `text`, when given, takes the place of every free text: quotations, labels, titles.
    """
    random = Random(7)
    sections = [_section(random, place, title) for place, title in enumerate(SECTIONS)]
    questions = [item for section in sections for item in section.questions]
    rated = [item for item in questions if item.good_or_better]
    rated.sort(key=lambda item: item.good_or_better.share or 0)
    ranked = sorted(sections, key=lambda item: item.figures.good_or_better.share or 0)
    report = ReportData(
        title="Thresholds: thematic audit", tool_title="Thresholds", tool_versions=["1.0"],
        purpose="Whether children receive the right help at the right time, and whether the record "
        "shows why.",
        look_back_months=12, as_at=date(2026, 6, 30), first_audited=date(2025, 1, 6),
        last_audited=date(2026, 6, 26), auditors=5, double_audits=4,
        figures=_figures(random, sections, questions), grades=GRADES,
        scales={scale.id: scale for scale in (GRADES, YES_NO, MET)}, sections=sections,
        strongest=[item.figures.id for item in reversed(ranked[-2:])],
        weakest=[item.figures.id for item in ranked[:3]], attention=rated[:5],
        groups=[_groups(random, "team", "Team", ["North", "South", "East", "Riverside", ""]),
                _groups(random, "plan_type", "Plan type",
                        ["Early help", "Child in need", "Child protection", "Looked after"])],
        funnels=[sample_funnel()],
        terms=sample_terms(),
        themes=[_theme(random, title) for title in ("Decisions and rationale", "Working together")],
        strengths=[_quote(random) for _ in range(4)],
        improvements=[_quote(random) for _ in range(4)],
        limits=["57 audits are few: a share may move by ten points through chance alone.",
                "Cases were chosen by managers, not drawn at random.",
                "Four cases were audited twice; each audit counts once."],
        notes=notes_on(["wilson", "rebasing", "funnel", "terms"]),
        method=["Every completed audit in the period counts; drafts and voided audits do not.",
                "Intervals are 95% Wilson score intervals.",
                "Answers not applicable, not given or not asked leave the denominator; "
                "not evidenced on file counts as not good."],
    )  # fmt: skip
    return _with_text(report, text) if text else report


def _section(random: Random, place: int, title: str) -> ReportSection:
    name = f"section-{place}"
    figures = drawn(random, GRADES, 57, 0.45 + 0.1 * place)
    questions = [
        question(random, name, number, label, scale)
        for number, (label, scale) in enumerate(SECTIONS[title])
    ]
    return ReportSection(
        figures=SectionFigures(tool=TOOL, id=name, title=title, **dict(figures)),
        guidance="Good practice here is prompt, reasoned and written so that the family would "
        "recognise itself in it.",
        questions=[*questions, *(free_questions(name) if place == 0 else [])],
    )


def _figures(
    random: Random, sections: list[ReportSection], questions: list[QuestionFigures]
) -> Figures:
    trend = [
        TrendPoint(
            period=f"{2025 + quarter // 4}-Q{quarter % 4 + 1}",
            overall=drawn(random, GRADES, random.randint(6, 14), 0.4 + 0.05 * quarter),
            broken_by="The audit tool changed from version 0.9 to 1.0." if quarter == 2 else None,
        )
        for quarter in range(6)
    ]
    scope = Scope(
        tool=TOOL, versions=["1.0"], from_=None, to=None, where={}, audits=57, cases=55,
        conflicts_left_out=2,
    )  # fmt: skip
    return Figures(
        scope=scope,
        overall=distribution(GRADES, [4, 35, 14, 4]),
        sections=[section.figures for section in sections],
        questions=questions,
        by=[],
        trend=trend,
    )


def _groups(random: Random, field: str, title: str, values: list[str]) -> GroupTable:
    groups = [
        GroupFigures(value=value, overall=drawn(random, GRADES, random.randint(3, 20), 0.6))
        for value in values
    ]
    return GroupTable(field=field, title=title, groups=groups)


def _quote(random: Random) -> Quote:
    labels = [label for questions in SECTIONS.values() for label, _ in questions]
    return Quote(text=random.choice(EVIDENCE), about=random.choice(labels), answer="Partly met")


def _theme(random: Random, title: str) -> ThemeWords:
    return ThemeWords(
        id=title.casefold(),
        title=title,
        share=wilson(61, 98),
        strengths=[_quote(random) for _ in range(3)],
        improvements=[_quote(random) for _ in range(3)],
        left_out=31,
    )


def _with_text(report: ReportData, text: str) -> ReportData:
    quote = Quote(text=text, about=text, answer=text)
    section = report.sections[0]
    hostile = section.model_copy(
        update={
            "guidance": text,
            "figures": section.figures.model_copy(update={"title": text}),
            "questions": [
                item.model_copy(
                    update={"label": text, "choices": dict.fromkeys(item.choices, text)}
                )
                for item in section.questions
            ],
        }
    )
    table = report.groups[0]
    group = table.groups[0].model_copy(update={"value": text})
    return report.model_copy(
        update={
            "title": text, "tool_title": text, "purpose": text,
            "sections": [hostile, *report.sections[1:]],
            "attention": [report.attention[0].model_copy(update={"label": text})] * 5,
            "groups": [table.model_copy(update={"title": text, "groups": [group]})],
            "funnels": [sample_funnel({f"{text} {name}": each for name, each in TEAMS.items()})],
            "terms": sample_terms(text),
            "themes": [report.themes[0].model_copy(update={"title": text, "strengths": [quote]})],
            "strengths": [quote], "improvements": [quote], "limits": [text] * 3, "method": [text],
        }
    )  # fmt: skip
