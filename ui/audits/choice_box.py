"""A drop-down filter: one value or all of them, known to screen readers by its own name."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from ui.widgets.dressing import named, tip

_SHORTEST = 7  # letters shown at least, however narrow the window


class ChoiceBox(QComboBox):
    """Offers values under their labels; `choice_changed` only when a person changed it."""

    choice_changed = Signal()

    def __init__(self, name: str, all_label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self.setToolTip(name)
        self._all = all_label
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHORTEST)
        self.set_choices([])
        self.currentIndexChanged.connect(self._on_changed)

    @property
    def value(self) -> str:
        """The chosen value, "" for all."""
        return str(self.currentData() or "")

    def set_choices(self, choices: Iterable[tuple[str, str]], *, keep_strange: bool = True) -> None:
        """Offer these (value, label) pairs; the chosen value stays if it is among them.

        With `keep_strange` it stays in any case: a filter must not fall away unseen.
        """
        kept, kept_label = self.value, self.currentText()
        offered = list(choices)
        if keep_strange and kept and kept not in {value for value, _ in offered}:
            offered.append((kept, kept_label))
        self.blockSignals(True)
        self.clear()
        for value, text in [("", self._all), *offered] if self._all else offered:
            self.addItem(text, value)
            self.setItemData(self.count() - 1, tip(text), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(max(self.findData(kept), 0))
        self.blockSignals(False)

    def set_value(self, value: str) -> None:
        """Choose a value quietly; one that is not offered yet is added under its own name."""
        self.blockSignals(True)
        if self.findData(value) < 0 and value:
            self.addItem(value, value)
        self.setCurrentIndex(max(self.findData(value), 0))
        self.blockSignals(False)

    @Slot()
    def _on_changed(self) -> None:
        self.choice_changed.emit()
