"""Limits on the grade and safeguarding concerns: what answer sets them off, and why."""

from pydantic import JsonValue
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from forms.designing.plain import Plain, parts_in, value_at, with_value
from ui.designer.editors import ChoiceEditor, CodesEditor, Editor, LineEditor
from ui.designer.rule_editor import RuleEditor
from ui.designer.workshop import Workshop
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

Offered = list[tuple[str, str]]


class _Card(QFrame):
    """One limit or concern. `edited(part, run)`; `removed(card)`."""

    edited = Signal(object, object)
    pending_changed = Signal(object)
    removed = Signal(object)

    def __init__(
        self, title: str, workshop: Workshop, theme: Theme, *, has_answers: bool, has_cap: bool
    ) -> None:
        super().__init__()
        set_role(self, "card")
        self._workshop = workshop
        self.part: Plain = {}
        self.answers = CodesEditor(f"{title}: answers that set it off")
        self.when = RuleEditor(f"{title}: rule", "Set off while", workshop, theme)
        self.when.show_placeholder("Write ${ to name a question" if has_answers else "Needed")
        self.cap = ChoiceEditor(f"{title}: best grade that may still be suggested")
        self.reason = LineEditor(f"{title}: because", "because …")
        self._editors: dict[str, Editor] = {"when": self.when, "reason": self.reason}
        if has_answers:
            self._editors["answers"] = self.answers
        if has_cap:
            self._editors["cap"] = self.cap
        self._build(title, theme)
        for name, editor in self._editors.items():
            editor.pending_changed.connect(self.pending_changed)
            editor.edited.connect(lambda value, run, name=name: self._on_edited(name, value, run))

    def show_part(self, part: Plain, answers: Offered, grades: Offered) -> None:
        """Show a limit, with the answers and grades that it may name."""
        self.part = part
        self.answers.offer(answers)
        self.cap.offer(grades)
        for name, editor in self._editors.items():
            blocked = QSignalBlocker(editor)
            path = self._path(name)
            editor.show_value(value_at(part, path))
            blocked.unblock()
        if self._workshop.language:
            self.reason.show_placeholder(str(part.get("reason") or ""))

    def flush(self) -> None:
        """Hand on what was typed."""
        for editor in self._editors.values():
            editor.flush()

    def _build(self, title: str, theme: Theme) -> None:
        remove = named(QToolButton(), f"Remove: {title}")
        remove.setToolTip("Remove")
        theme.icons.wear(remove, "remove", "muted", 16)
        remove.clicked.connect(lambda: self.removed.emit(self))
        head = QHBoxLayout()
        head.addWidget(label(title, "strong"), 1)
        head.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID + 4, GRID // 2, GRID, GRID + 4)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        captions = {
            "answers": "When the answer is",
            "when": "or when this rule holds" if "answers" in self._editors else "When",
            "cap": "the suggested grade is at most",
            "reason": "because",
        }
        for name in ("answers", "when", "cap", "reason"):
            if name in self._editors:
                editor = self._editors[name]
                caption = label(captions[name], "muted")
                caption.setBuddy(editor.focusProxy() or editor)
                column.addWidget(caption)
                column.addWidget(editor)

    def _on_edited(self, name: str, value: JsonValue, run: str) -> None:
        self.part = with_value(self.part, self._path(name), value)
        self.edited.emit(self.part, f"{name}{run}" if run else "")

    def _path(self, name: str) -> tuple[str, ...]:
        if name == "reason" and self._workshop.language:
            return ("translations", self._workshop.language, name)
        return (name,)


class RuleCards(Editor):
    """A card for each limit or concern, and a button for another."""

    def __init__(
        self,
        what: str,
        workshop: Workshop,
        theme: Theme,
        *,
        has_answers: bool = True,
        has_cap: bool = True,
    ) -> None:
        super().__init__()
        self._what, self._workshop, self._theme = what, workshop, theme
        self._has_answers, self._has_cap = has_answers, has_cap
        self._answers: Offered = []
        self._grades: Offered = []
        self.cards: list[_Card] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.add = set_role(named(QPushButton(f"Add {what}"), f"Add {what}"), "quiet")
        theme.icons.wear(self.add, "add", "accent", 16)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add)
        self.add.clicked.connect(self._add)

    def offer(self, answers: Offered, grades: Offered) -> None:
        """Let the cards name these answers and these grades."""
        self._answers, self._grades = list(answers), list(grades)

    def show_value(self, value: JsonValue) -> None:
        """Show a list of limits."""
        parts = parts_in(value)
        while len(self.cards) > len(parts):
            self._drop(self.cards[-1])
        while len(self.cards) < len(parts):
            self._put_in()
        for card, part in zip(self.cards, parts, strict=True):
            card.show_part(part, self._answers, self._grades)

    def flush(self) -> None:
        """Hand on what was typed."""
        for card in self.cards:
            card.flush()

    def _put_in(self) -> None:
        title = f"{self._what.capitalize()} {len(self.cards) + 1}"
        card = _Card(
            title,
            self._workshop,
            self._theme,
            has_answers=self._has_answers,
            has_cap=self._has_cap,
        )
        card.edited.connect(lambda part, run: self._on_edited(card, part, run))
        card.pending_changed.connect(self.pending_changed)
        card.removed.connect(self._remove)
        self._column.insertWidget(len(self.cards), card)
        self.cards.append(card)

    def _drop(self, card: _Card) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _add(self) -> None:
        part: Plain = {}
        if self._has_cap and self._grades:
            part["cap"] = self._grades[-1][0]
        if self._has_answers and self._answers:
            part["answers"] = [self._worst()]
        self._hand_on([*self._parts(), part], "")
        card = self.cards[-1]
        card.reason.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _worst(self) -> str:
        """Return the last answer that is not a reserved one: the worst of a scale."""
        own = [code for code, _ in self._answers if code not in {"not_applicable", "not_evidenced"}]
        return own[-1] if own else self._answers[-1][0]

    def _remove(self, card: _Card) -> None:
        parts = self._parts()
        del parts[self.cards.index(card)]
        self._hand_on(parts, "")
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, card: _Card, part: Plain, run: str) -> None:
        parts = self._parts()
        at = self.cards.index(card)
        parts[at] = part
        self._hand_on(parts, f"{at}{run}" if run else "")

    def _parts(self) -> list[Plain]:
        return [card.part for card in self.cards]

    def _hand_on(self, parts: list[Plain], run: str) -> None:
        value: list[JsonValue] = [*parts]
        self.show_value(value)
        self.edited.emit(value or None, run)
