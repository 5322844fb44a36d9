"""The properties of the chosen line, under its name; and the language that words are written in."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from forms.designing.offers import languages_of
from forms.designing.outline import level_of
from forms.designing.plain import Path
from ui.audits.choice_box import ChoiceBox
from ui.designer.part_form import PartForm
from ui.designer.question_form import QuestionForm
from ui.designer.section_form import SectionForm
from ui.designer.tool_form import ToolForm
from ui.designer.workshop import Workshop
from ui.theme import GRID, Theme
from ui.widgets.dressing import label

_WORDS = {"tool": "title", "section": "title", "subsection": "title", "question": "label"}


class Properties(QWidget):
    """One page for the tool, one for sections, one for questions; each is made once."""

    def __init__(self, workshop: Workshop, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._head = QWidget(self)
        self.language = ChoiceBox("Language in which you are writing")
        self._stack = QStackedWidget(self)
        areas = tool, section, question = self._area(), self._area(), self._area()
        self.tool_form = ToolForm(workshop, theme, tool)
        self.section_form = SectionForm(workshop, theme, section)
        self.question_form = QuestionForm(workshop, theme, question)
        forms = (self.tool_form, self.section_form, self.question_form)
        self._areas: dict[PartForm[Workshop], QScrollArea] = dict(zip(forms, areas, strict=True))
        self._build()
        workshop.chosen.connect(self._turn)
        workshop.changed.connect(self._on_changed)
        workshop.spoken.connect(self._on_changed)
        self.language.choice_changed.connect(lambda: workshop.speak(self.language.value))
        self._turn(workshop.path)

    @property
    def form(self) -> PartForm[Workshop]:
        """The page of the chosen line."""
        level = level_of(self._workshop.path)
        if level == "question":
            return self.question_form
        return self.tool_form if level == "tool" else self.section_form

    @Slot()
    def enter_words(self) -> None:
        """Go to the words of the chosen line, all of them selected."""
        self.enter((_WORDS[level_of(self._workshop.path)],))

    def enter(self, path: Path) -> bool:
        """Go to the field where a value of the chosen part is. Returns whether there is one."""
        editor = self.form.nearest_field(path)
        if editor is None:
            return False
        target = editor.focusProxy() or editor
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        select_all = getattr(target, "selectAll", None)
        if select_all is not None and len(path) == 1:
            select_all()
        self._areas[self.form].ensureWidgetVisible(editor, 0, GRID * 6)
        return True

    def _build(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, 0)
        caption = label("Writing in", "muted")
        caption.setBuddy(self.language)
        head.addWidget(caption)
        head.addWidget(self.language)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)

    def _area(self) -> QScrollArea:
        area = QScrollArea(self._stack)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.addWidget(area)
        return area

    @Slot(object)
    def _turn(self, _path: Path) -> None:
        """Turn to the page of the chosen line, from its top."""
        form = self.form
        for each, area in self._areas.items():
            each.setHidden(each is not form)
            if each is form:
                self._stack.setCurrentWidget(area)
                area.verticalScrollBar().setValue(0)
        self._on_changed()
        form.refresh()

    @Slot()
    def _on_changed(self) -> None:
        """Offer the tool's languages, where it has several."""
        shop = self._workshop
        languages = languages_of(shop.data)
        self._head.setVisible(len(languages) > 1)
        offered = [("" if at == 0 else code, title) for at, (code, title) in enumerate(languages)]
        self.language.set_choices(offered, keep_strange=False)
        self.language.set_value(shop.language)
