"""A walk over what the Tab key reaches, asking whether a screen reader can name each thing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

_WITH_AN_EDIT = (QComboBox, QSpinBox)


def nameless(page: QWidget) -> list[QWidget]:
    """Return visible stops of the Tab key without a name, or with their value for a name.

    A drop-down gives its value as its name on Linux whatever it was named, so the name it was
    given counts.
    """
    found = []
    for widget in page.findChildren(QWidget):
        reached = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not reached or widget.objectName() == "qt_spinbox_lineedit":
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        name = face.text(QAccessible.Text.Name)
        if isinstance(widget, _WITH_AN_EDIT):
            name = widget.accessibleName()
        value = widget.text() if isinstance(widget, QLineEdit) else ""
        if not name or name in (value, face.text(QAccessible.Text.Value)):
            found.append(widget)
    return found
