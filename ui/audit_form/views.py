"""The views: case details first, a tool's sections, the overall judgement last."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from forms.audits import AGE_BANDS, ATTRIBUTES, PLAN_TYPES
from forms.completing import CASE, OVERALL
from forms.tools import Section
from ui.audit_form.case_stops import DateStop, LineStop, PickStop
from ui.audit_form.grade_card import GradeCard, Judgement
from ui.audit_form.places import headings, question_numbers, section_of
from ui.audit_form.question_card import QuestionCard
from ui.audit_form.section_grades import SectionGrades
from ui.audit_form.stop import Kit, Stop
from ui.audit_form.text_card import TextCard
from ui.audit_form.view import FormView
from ui.widgets.dressing import label

KnownValues = Mapping[str, Sequence[str]]
"""Field → values that other audits have there."""

_PICKED = {"plan_type": PLAN_TYPES, "age_band": AGE_BANDS}


def build_view(section: str, kit: Kit, known: KnownValues, room: int) -> FormView:
    """Build the view of a section, of the case, or of the overall judgement.

    `room` is the height in pixels that is seen of it at once.
    """
    found = section_of(kit.sheet.tool, section)
    if found is not None:
        return SectionView(found, kit, room)
    return OverallView(kit) if section == OVERALL else CaseView(kit, known)


class CaseView(FormView):
    """Whose file it is, who reads it and when, and what reports group it by."""

    def __init__(self, kit: Kit, known: KnownValues) -> None:
        super().__init__(CASE, "Case details", "", kit)
        tool = kit.sheet.tool
        months = f"Read the last {tool.look_back_months} months of the file. "
        self.add(
            label(f"{months}Use a case reference, never the child's name.", "muted", wrap=True)
        )
        self.add_card_of(
            "The audit",
            [
                LineStop("case", "Case reference", kit, required=True),
                LineStop("auditor", "Auditor", kit, required=True),
                DateStop("audited_on", "Date of audit", kit),
            ],
        )
        names = [*ATTRIBUTES, *(n for n in kit.sheet.audit.attributes if n not in ATTRIBUTES)]
        self.add_card_of("The case, for reports", [self._attribute(name) for name in names])
        for field, values in known.items():
            stop = self.stops.get(field)
            if isinstance(stop, LineStop):
                stop.offer(values)
        self.add_way_on()

    def _attribute(self, name: str) -> Stop:
        title = ATTRIBUTES.get(name, name.replace("_", " ").capitalize())
        if name in _PICKED:
            return PickStop(f"attribute.{name}", title, _PICKED[name], self.kit)
        return LineStop(f"attribute.{name}", title, self.kit)


class SectionView(FormView):
    """The questions of one section and, at the end, its grade."""

    def __init__(self, section: Section, kit: Kit, room: int) -> None:
        title = next(each.title for each in headings(kit.sheet.tool) if each.id == section.id)
        super().__init__(section.id, title, section.guidance, kit)
        numbers = question_numbers(kit.sheet.tool)
        makers: list[Callable[[], Stop]] = [
            partial(QuestionCard, question, numbers[question.id], kit)
            for question in section.questions
        ]
        if section.graded:
            makers.append(partial(self._grade_card, section))
        self.add_stops(makers, room)

    def _grade_card(self, section: Section) -> GradeCard:
        sheet = self.kit.sheet
        judgement = Judgement(
            f"section.{section.id}",
            f"section_reason.{section.id}",
            "Grade for this section",
            section.guidance,
            lambda: sheet.reading.suggestion(section),
            lambda: sheet.reading.asks_section_reason(section),
        )
        return GradeCard(judgement, self.kit)


class OverallView(FormView):
    """All section grades at a glance, the overall grade and its reason, strengths and the rest."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(OVERALL, "Overall judgement", "", kit)
        self._grades = SectionGrades(kit)
        self._grades.section_requested.connect(self.section_requested)
        self.add(self._grades)
        sheet = kit.sheet
        judgement = Judgement(
            "overall",
            "overall_reason",
            "Overall grade",
            sheet.tool.grade_guidance,
            lambda: sheet.reading.overall_suggestion,
            lambda: sheet.reading.asks_overall_reason,
            always_reasoned=True,
        )
        card = GradeCard(judgement, kit)
        card.question_requested.connect(self.question_requested)
        self.add_stop(card)
        for field, title, words in _WRITTEN:
            self.add_stop(TextCard(field, title, words, kit))
        self.add_way_on()

    def refresh(self) -> None:
        """Show what the sheet holds now, the section grades too."""
        super().refresh()
        self._grades.refresh()


_WRITTEN = (
    ("strengths", "Strengths", "What was done well for this child, and what it changed."),
    ("improvements", "Areas for improvement", "What should be done better, and by whom."),
)
