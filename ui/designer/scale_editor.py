"""Choosing the scale of a question or of the grades: the library's, or one of the tool's own."""

from pydantic import JsonValue
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from forms.designing.editing import use_scale
from forms.designing.offers import scales_of
from forms.designing.placeholders import NEW_SCALE
from forms.designing.plain import Plain, parts_in
from forms.designing.recoding import Renames, with_points
from forms.scales import Scale
from ui.designer.editors import Editor, PropertyBox
from ui.designer.scale_dialog import ScaleDialog
from ui.designer.workshop import Workshop
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role


class ScaleEditor(Editor):
    """A list of scales; below it the points of the one chosen, and a way to make one's own."""

    def __init__(
        self,
        name: str,
        property_name: str,
        workshop: Workshop,
        theme: Theme,
        *,
        default: str = "",
    ) -> None:
        super().__init__()
        self._property, self._default = property_name, default
        self._workshop, self._theme = workshop, theme
        self.box = PropertyBox(name)
        self.points = label("", "small", wrap=True)
        self.change = self._button("Change…", "Change this scale")
        self.new = self._button("New scale…", "Make a scale of your own")
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addWidget(self.change)
        row.addWidget(self.new)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.box)
        column.addWidget(self.points)
        column.addLayout(row)
        self.setFocusProxy(self.box)
        self.box.choice_changed.connect(self._on_changed)
        self.change.clicked.connect(self._change)
        self.new.clicked.connect(self._make)

    def show_value(self, value: JsonValue) -> None:
        """Choose a scale."""
        scales = self._scales()
        self.box.blockSignals(True)
        self.box.set_choices([(scale.id, scale.title) for scale in scales.values()])
        chosen = str(value or self._default)
        self.box.set_value(chosen)
        if not chosen:
            self.box.setCurrentIndex(-1)
        self.box.blockSignals(False)
        self._show_points()

    def _scales(self) -> dict[str, Scale]:
        return scales_of(self._workshop.data, self._workshop.library)

    def _show_points(self) -> None:
        scale = self._scales().get(self.box.value)
        offered = scale.offered if scale else ()
        self.points.setText("  ·  ".join(f"{point.symbol} {point.label}" for point in offered))
        is_own = self._own(self.box.value) is not None
        self.change.setText("Change…" if is_own else "Copy…")
        named(self.change, "Change this scale" if is_own else "Make a copy of this scale to change")
        self.change.setToolTip(self.change.accessibleName())
        self.change.setEnabled(scale is not None)

    def _own(self, scale_id: str) -> Plain | None:
        own = parts_in(self._workshop.data.get("scales"))
        return next((raw for raw in own if raw.get("id") == scale_id), None)

    @Slot()
    def _on_changed(self) -> None:
        self._show_points()
        self.edited.emit(self.box.value or None, "")

    @Slot()
    def _change(self) -> None:
        """Change an own scale; of one of the library make a copy first, for others use it too."""
        own = self._own(self.box.value)
        scale = self._scales().get(self.box.value)
        if own is not None:
            self._open(own)
        elif scale is not None:
            copy = scale.model_dump(mode="json", exclude_defaults=True)
            del copy["id"]
            self._open({**copy, "title": f"{scale.title} (our own)"})

    @Slot()
    def _make(self) -> None:
        self._open({"title": NEW_SCALE, "points": list(_FIRST_POINTS)})

    def _open(self, scale: Plain) -> None:
        fixed = self._workshop.published.points.get(str(scale.get("id")), frozenset())
        dialog = ScaleDialog(scale, set(self._scales()), self._theme, self, fixed=fixed)
        dialog.made.connect(self._take)
        dialog.open()

    @Slot(object, object)
    def _take(self, scale: Plain, renames: Renames) -> None:
        """Put the scale into the tool, then choose it: one step for undo."""
        shop = self._workshop
        data = with_points(shop.data, str(scale.get("id")), renames)
        shop.do(use_scale(data, shop.path, self._property, scale))

    def _button(self, text: str, name: str) -> QPushButton:
        return set_role(named(QPushButton(text), name), "quiet")


_FIRST_POINTS: tuple[JsonValue, ...] = (
    {"code": "met", "label": "Met", "value": 1, "good": True, "tone": "best", "symbol": "✓"},
    {"code": "not_met", "label": "Not met", "value": 0, "tone": "worst", "symbol": "✕"},
)
