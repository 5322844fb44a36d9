"""The answers of a question: their words, codes and scores, and further facts to filter them by."""

from pydantic import JsonValue
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QInputDialog

from forms.designing.columns import columns_of, with_column
from forms.designing.kinds import choices_of_lines
from forms.designing.placeholders import NEW_ANSWER
from ui.designer.rows_editor import RowsEditor
from ui.designer.rows_model import Column
from ui.theme import Theme

_OWN = (
    Column("label", "Answer", is_words=True, share=1),
    Column("code", "Code"),
    Column("score", "Score", "number"),
)


class ChoicesEditor(RowsEditor):
    """A table of answers, with a column for each fact by which a rule may choose among them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            "Answers",
            _OWN,
            theme,
            what="answer",
            new={"label": NEW_ANSWER},
            pasted=choices_of_lines,
        )
        self.add_fact = self.add_button("Add column", theme, "add", self._ask_for_column)
        self.add_fact.setToolTip(
            "A fact about each answer, such as its region, for the rule that says which are offered"
        )

    def show_value(self, value: JsonValue) -> None:
        """Show the answers, with every fact that any of them has."""
        facts = tuple(Column(name, name, within="columns") for name in columns_of(value))
        self.show_columns((*_OWN, *facts))
        super().show_value(value)

    @Slot()
    def _ask_for_column(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle("Add column")
        dialog.setLabelText("Name of the fact, such as region")
        dialog.textValueSelected.connect(self._add_column)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _add_column(self, words: str) -> None:
        rows = with_column([*self.model.rows], words)
        self.show_value(rows)
        self.edited.emit(rows or None, "")
