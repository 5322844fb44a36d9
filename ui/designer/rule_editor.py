"""A rule with what it says in plain words, and a way to build it without the language."""

from pydantic import JsonValue
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from forms.designing.rule_words import named_parts, rule_reading
from ui.designer.editors import Editor
from ui.designer.rule_box import RuleBox
from ui.designer.rule_builder import RuleBuilder
from ui.designer.workshop import Workshop
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role, set_tone


class RuleEditor(Editor):
    """A box to write a rule in; below it what it says, or what is wrong with it.

    `verb` begins the sentence: “Asked while”. `empty` says what holds without a rule. `is_value`
    where the rule works out a value, so that conditions cannot build it; `options` where it
    filters answers.
    """

    def __init__(
        self,
        name: str,
        verb: str,
        workshop: Workshop,
        theme: Theme,
        *,
        empty: str = "",
        is_value: bool = False,
        options: bool = False,
    ) -> None:
        super().__init__()
        self._name, self._verb = name, verb
        self._options, self._gives_value = options, is_value and not options
        self._workshop, self._theme = workshop, theme
        self.box = RuleBox(name, theme)
        self.box.setPlaceholderText(empty)
        self.said = label("", "small", wrap=True)
        self.build = set_role(named(QPushButton("Build…"), f"Build the rule: {name}"), "quiet")
        if is_value:
            self.build.hide()
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(self.box, 1)
        row.addWidget(self.build, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.said)
        self.said.hide()
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(self._explain)
        self.box.settled.connect(lambda text, run: self.edited.emit(text.strip() or None, run))
        self.box.pending_changed.connect(self.pending_changed)
        self.build.clicked.connect(self._open_builder)

    def show_value(self, value: JsonValue) -> None:
        """Show a rule."""
        self.box.show_text("" if value is None else str(value))
        self._explain()

    def show_placeholder(self, text: str) -> None:
        """Show a text where there is no rule."""
        self.box.setPlaceholderText(text)

    def flush(self) -> None:
        """Hand on what was typed."""
        self.box.flush()

    @Slot()
    def _explain(self) -> None:
        """Say what the rule says; what is being typed is complained of only once it is left."""
        text = self.box.toPlainText()
        data = self._workshop.data
        if self.box.hasFocus():
            self.box.offer(named_parts(data))
        reading = rule_reading(
            data,
            self._workshop.library,
            text,
            options=self._options,
            calculation=self._gives_value,
        )
        self.box.mark(reading.column)
        set_role(self.said, "problem" if reading.problem else "small")
        set_tone(self.box, "bad" if reading.problem else "")
        said = f"✕ {reading.problem}" if reading.problem else f"{self._verb} {reading.words}."
        self.said.setText(said if text.strip() else "")
        self.said.setVisible(bool(text.strip()))
        self.box.setAccessibleDescription(self.said.text())

    @Slot()
    def _open_builder(self) -> None:
        self.flush()
        builder = RuleBuilder(self._name, self._verb, self.box.toPlainText(), self._workshop, self)
        builder.built.connect(self._take)
        builder.open()

    @Slot(str)
    def _take(self, text: str) -> None:
        self.edited.emit(text or None, "")
        self.show_value(text)
