"""Makes or changes a scale of the tool's own: its points in order, what they count, their looks."""

from pydantic import JsonValue, ValidationError
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from forms.designing.naming import made_code
from forms.designing.placeholders import NEW_POINT
from forms.designing.plain import Plain, with_value
from forms.designing.recoding import Renames, renames_between
from forms.plain_words import explained
from forms.scales import Scale
from ui.designer.editors import ChoiceEditor, Editor, LineEditor
from ui.designer.rows_editor import RowsEditor
from ui.designer.rows_model import Column
from ui.designer.words import TONES, property_name
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

_POINTS = (
    Column("label", "Label", is_words=True, share=2),
    Column("value", "Worth 0–1", "number"),
    Column("good", "Good", "tick"),
    Column("tone", "Colour", choices=TONES),
    Column("symbol", "Sign"),
    Column("code", "Code"),
    Column("descriptor", "What it means", share=3),
)
_NEW_POINT: Plain = {"label": NEW_POINT, "value": 0.5, "tone": "weak", "symbol": "△"}


class ScaleDialog(QDialog):
    """`made(scale, renames)`: the plain data of a sound scale, and old → new code of its points.

    The codes in `fixed` are published and stay.
    """

    made = Signal(object, object)

    def __init__(
        self,
        scale: Plain,
        taken: set[str],
        theme: Theme,
        parent: QWidget,
        *,
        fixed: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Scale")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._scale = scale
        self._taken = taken
        self._renames: dict[str, str] = {}
        self.title = LineEditor("Title of the scale")
        self.good_label = LineEditor("What a good answer is called", "good or better")
        self.direction = ChoiceEditor(
            "Order in the form", [("best_first", "Best first"), ("worst_first", "Worst first")]
        )
        self.points = RowsEditor("Points, best first", _POINTS, theme, what="point", new=_NEW_POINT)
        self.points.fix(fixed)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self._build()
        for name, editor in self._editors().items():
            editor.show_value(scale.get(name, "best_first" if name == "direction" else None))
            editor.edited.connect(lambda value, _run, name=name: self._take(name, value))
        self.points.model.modelReset.connect(self._grow)
        self.title.line.selectAll()

    def _editors(self) -> dict[str, Editor]:
        return {
            "title": self.title,
            "points": self.points,
            "good_label": self.good_label,
            "direction": self.direction,
        }

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        captions = {
            "title": "&Title",
            "points": "&Points, best first",
            "good_label": "What the share of &good answers is called in reports",
            "direction": "&Order in the form",
        }
        for name, editor in self._editors().items():
            caption = label(captions[name], "strong")
            caption.setBuddy(editor.focusProxy() or editor)
            column.addWidget(caption)
            column.addWidget(editor)
            if name == "points":
                column.addWidget(label(_HELP, "small", wrap=True))
        column.addWidget(self.problem)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        take = set_role(named(QPushButton("Use this scale"), "Use this scale"), "primary")
        buttons.addButton(take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        column.addWidget(buttons)
        take.setAutoDefault(False)
        self.setMinimumWidth(GRID * 104)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)

    @Slot()
    def _grow(self) -> None:
        """Make room for a point more, at once: Qt would hear of it a turn of its loop later."""
        self.points.updateGeometry()
        wanted = self._column.totalHeightForWidth(self.width())
        if self.isVisible() and self.height() < wanted:
            self.resize(self.width(), wanted)

    def _take(self, name: str, value: JsonValue) -> None:
        if name == "points":
            self._note_renames(renames_between(self._scale.get("points"), value, "code"))
        self._scale = with_value(self._scale, (name,), value)

    def _note_renames(self, renames: Renames) -> None:
        """Remember what each point was called when the dialog opened."""
        before = {late: early for early, late in self._renames.items()}
        self._renames.update((before.get(old, old), new) for old, new in renames.items())

    @Slot()
    def _on_accepted(self) -> None:
        for editor in self._editors().values():
            editor.flush()
        if not self._scale.get("id"):
            words = str(self._scale.get("title") or "")
            self._scale = {"id": made_code(words, self._taken, "own_scale"), **self._scale}
        try:
            Scale.model_validate(self._scale)
        except ValidationError as error:
            self.problem.setText(
                "\n".join(_said(found.path, found.message) for found in explained(error))
            )
            self.problem.show()
            return
        self.accept()
        self.made.emit(self._scale, self._renames)


def _said(path: tuple[str | int, ...], message: str) -> str:
    names = [property_name(step) for step in path if isinstance(step, str)]
    rows = [f"row {step + 1}" for step in path if isinstance(step, int)]
    return f"✕ {', '.join([*names[-1:], *rows])}: {message}." if path else f"✕ {message}."


_HELP = (
    "“Worth” falls from row to row, from 1 for the best to 0 for the worst; a point without it "
    "counts in no figure. “Good” marks what counts as good or better. The sign "
    "stands beside the colour."
)
