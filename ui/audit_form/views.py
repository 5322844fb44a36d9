"""The views: case details first, a tool's sections, the overall judgement last."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from forms.audits import AGE_BANDS, ATTRIBUTES, PLAN_TYPES
from forms.evaluation import CASE, OVERALL, asks_reason
from forms.tools import Party, Section
from ui.audit_form.cards import Slot
from ui.audit_form.case_stops import DateStop, LineStop, PickStop
from ui.audit_form.grade_card import GradeCard, Judgement
from ui.audit_form.instance_rows import CountStop, GroupHead, InstanceHead
from ui.audit_form.places import Place, headings, question_numbers, section_of
from ui.audit_form.question_card import QuestionCard
from ui.audit_form.rows import CountRow, GroupRow, InstanceRow, QuestionRow, Row, section_rows
from ui.audit_form.section_grades import SectionGrades
from ui.audit_form.set_aside import SetAsidePanel, told_aside
from ui.audit_form.stop import Kit, Stop
from ui.audit_form.text_card import TextCard
from ui.audit_form.told_cards import CalculatedCard, InertCard, NoteCard
from ui.audit_form.view import FormView
from ui.widgets.dressing import label

KnownValues = Mapping[str, Sequence[str]]
"""Field → values that other audits have there."""

_PICKED = {"plan_type": PLAN_TYPES, "age_band": AGE_BANDS}


def build_view(place: Place, kit: Kit, known: KnownValues, room: int) -> FormView:
    """Build the view of a place: of a section, of the case, or of the overall judgement.

    `room` is the height in pixels that is seen of it at once.
    """
    found = section_of(kit.sheet.tool, place.section)
    if found is not None:
        return SectionView(found, kit, room, place.stop)
    return OverallView(kit) if place.section == OVERALL else CaseView(kit, known)


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
                *self._party("agency", "Agency", tool.agencies),
                *self._party("role", "Role", tool.roles),
            ],
        )
        names = [*ATTRIBUTES, *(n for n in kit.sheet.audit.attributes if n not in ATTRIBUTES)]
        others = [name for name in names if f"attribute.{name}" not in self.stops]
        self.add_card_of("The case, for reports", [self._attribute(name) for name in others])
        for field, values in known.items():
            stop = self.stops.get(field)
            if isinstance(stop, LineStop):
                stop.offer(values)

    def _party(self, name: str, title: str, parties: Sequence[Party]) -> Iterator[Stop]:
        """Whose part of the tool is answered, where it has parts for some only."""
        if parties:
            values = [(party.id, party.title) for party in parties]
            yield PickStop(f"attribute.{name}", title, values, self.kit, required=True)

    def _attribute(self, name: str) -> Stop:
        title = ATTRIBUTES.get(name, name.replace("_", " ").capitalize())
        if name in _PICKED:
            values = [(value, value[:1].upper() + value[1:]) for value in _PICKED[name]]
            return PickStop(f"attribute.{name}", title, values, self.kit)
        return LineStop(f"attribute.{name}", title, self.kit)


class SectionView(FormView):
    """The questions of one section, with its nested ones and repeats, and its grade at the end."""

    def __init__(self, section: Section, kit: Kit, room: int, stop: str) -> None:
        title = next(each.title for each in headings(kit.sheet.tool) if each.id == section.id)
        super().__init__(section.id, title, section.guidance, kit)
        self._of = section
        self._instances = self._read_instances()
        self._numbers = question_numbers(kit.sheet.tool)
        rows = section_rows(section, kit.sheet.reading.instances)
        slots = [self._slot(row) for row in rows]
        if section.graded:
            slots.append(Slot(self._grade_card, [f"section.{section.id}"]))
        self.add_slots(slots, room, stop)

    @property
    def is_outdated(self) -> bool:
        """Whether instances came or went since the view was built."""
        return self._instances != self._read_instances()

    def _read_instances(self) -> list[tuple[int, ...]]:
        groups = (self._of, *self._of.sections)
        return [self.kit.sheet.reading.instances(each.id) for each in groups if each.repeat]

    def _slot(self, row: Row) -> Slot:
        make = partial(self._part, row)
        match row:
            case QuestionRow():
                return Slot(make, [row.name], partial(self._is_shown, row))
            case CountRow():
                return Slot(make, [row.name])
        return Slot(make)

    def _is_shown(self, row: QuestionRow) -> bool:
        return self.kit.sheet.reading.shown(row.question.id, row.instance)

    def _part(self, row: Row) -> QWidget:
        part: InstanceHead | CountStop
        match row:
            case QuestionRow():
                return self._question(row)
            case GroupRow():
                return GroupHead(row, self.kit)
            case InstanceRow():
                part = InstanceHead(row, self.kit)
                part.announced.connect(self.announced)
            case CountRow():
                part = CountStop(row, self.kit)
        part.field_requested.connect(self.field_requested)
        return part

    def _question(self, row: QuestionRow) -> Stop:
        number = self._numbers.get(row.question.id, "")
        match row.question.kind:
            case "note":
                return NoteCard(row, self.kit)
            case "inert":
                return InertCard(row, self.kit)
            case "calculated":
                return CalculatedCard(row, number, self.kit)
        return QuestionCard(row, number, self.kit)

    def _grade_card(self) -> GradeCard:
        sheet, section = self.kit.sheet, self._of
        field = f"section.{section.id}"
        judgement = Judgement(
            field,
            f"section_reason.{section.id}",
            "Grade for this section",
            section.guidance,
            section.id,
            lambda: sheet.reading.suggestion(section.id),
            lambda: asks_reason(sheet.reading.suggestion(section.id), sheet.text(field) or None),
        )
        return GradeCard(judgement, self.kit)


class OverallView(FormView):
    """All section grades at a glance, the overall grade and its reason, strengths and the rest."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(OVERALL, "Overall judgement", "", kit)
        grades = SectionGrades(kit)
        grades.section_requested.connect(self.section_requested)
        self.add(grades)
        sheet = kit.sheet
        judgement = Judgement(
            "overall",
            "overall_reason",
            "Overall grade",
            sheet.tool.grade_guidance,
            OVERALL,
            lambda: sheet.reading.overall_suggestion,
            lambda: asks_reason(sheet.reading.overall_suggestion, sheet.text("overall") or None),
            always_reasoned=True,
        )
        card = GradeCard(judgement, kit)
        card.field_requested.connect(self.field_requested)
        self.add(card)
        for field, title, words in _WRITTEN:
            self.add(TextCard(field, title, words, kit))
        if aside := told_aside(sheet.audit, kit.old_tools):
            self.add(SetAsidePanel(aside))


_WRITTEN = (
    ("strengths", "Strengths", "What was done well for this child, and what it changed."),
    ("improvements", "Areas for improvement", "What should be done better, and by whom."),
)
