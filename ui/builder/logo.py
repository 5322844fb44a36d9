"""The logo on the cover: a picture from a file, made small and plain, told in words."""

import base64
from pathlib import Path
from typing import Final

from pydantic import JsonValue
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from forms.errors import AuditAppError
from ui.audit_form.text_box import LineBox
from ui.designer.editors import Editor
from ui.theme import GRID
from ui.widgets.dressing import label, named
from ui.widgets.pictures import png_bytes

_WIDEST: Final = 600
_HIGHEST: Final = 300
"""Pixels; at 300 to the inch that is two inches by one on paper."""
_MOST_PIXELS: Final = 50_000_000
_MOST_BYTES: Final = 20 * 1024 * 1024
_SHOWN: Final = QSize(160, 80)
_LONGEST: Final = 200
_NO_PICTURE: Final = "“{}” is no picture that can be read here. Choose a PNG or JPEG file."
_TOO_LARGE: Final = "“{}” is too large for a logo. Choose a smaller picture."


def read_logo(path: Path) -> bytes:
    """Return a picture as a PNG of at most 600 by 300 pixels, without anything but its pixels.

    Raises AuditAppError where it cannot be read, or is far too large.
    """
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in (b"png", b"jpeg"):
        raise AuditAppError(_NO_PICTURE.format(path.name))
    if path.stat().st_size > _MOST_BYTES or size.width() * size.height() > _MOST_PIXELS:
        raise AuditAppError(_TOO_LARGE.format(path.name))
    image = reader.read()
    if image.isNull():
        raise AuditAppError(_NO_PICTURE.format(path.name))
    return _small_png(image)


def _small_png(image: QImage) -> bytes:
    if image.width() > _WIDEST or image.height() > _HIGHEST:
        image = image.scaled(
            _WIDEST,
            _HIGHEST,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    size = plain.width(), plain.height(), plain.bytesPerLine()
    bare = QImage(plain.constBits(), *size, plain.format())  # its dots, and no notes
    return png_bytes(bare)


class LogoEditor(Editor):
    """Chooses a logo and asks what it shows; `trouble` carries why a picture cannot be taken."""

    trouble = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self.setParent(parent)
        self._png = ""
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.choose = named(QPushButton("Choose a picture…"), "Choose a picture for the logo")
        self.remove = named(QPushButton("Remove"), "Remove the logo")
        self.told = LineBox("What the logo shows", "Such as: the council’s coat of arms")
        self.told.setMaxLength(_LONGEST)
        self._build()
        self.choose.clicked.connect(self.ask)
        self.remove.clicked.connect(lambda: self._take("", ""))
        self.told.settled.connect(lambda text, run: self._take(self._png, text, run))
        self.told.pending_changed.connect(self.pending_changed)
        self.show_value(None)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for part in (self.choose, self.remove):
            row.addWidget(part)
        row.addStretch(1)
        self._words = QWidget(self)
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(GRID // 2)
        caption = label("What the logo shows, for people who cannot see it", wrap=True)
        caption.setBuddy(self.told)
        words.addWidget(caption)
        words.addWidget(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.picture)
        column.addLayout(row)
        column.addWidget(self._words)
        self.setFocusProxy(self.choose)

    def show_value(self, value: JsonValue) -> None:
        """Show a logo, or that there is none."""
        logo = value if isinstance(value, dict) else {}
        self._png = str(logo.get("png") or "")
        pixmap = QPixmap()
        pixmap.loadFromData(base64.b64decode(self._png))
        if not pixmap.isNull():
            pixmap = pixmap.scaled(
                _SHOWN,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.picture.setPixmap(pixmap)
        self.told.show_text(str(logo.get("told") or ""))
        for part in (self.picture, self.remove, self._words):
            part.setVisible(bool(self._png))
        named(self.picture, f"The logo: {self.told.text()}" if self._png else "No logo")

    def flush(self) -> None:
        """Hand on what was typed."""
        self.told.flush()

    @Slot()
    def ask(self) -> QFileDialog:
        """Ask for a picture."""
        dialog = QFileDialog(self, "Choose a logo")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Pictures (*.png *.jpg *.jpeg)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.take_file(Path(chosen)))
        dialog.open()
        return dialog

    def take_file(self, path: Path) -> None:
        """Take the picture of a file for the logo; what it shows is asked for then."""
        try:
            png = read_logo(path)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            self.trouble.emit(AuditAppError(f"“{path.name}” could not be read ({reason})."))
        except AuditAppError as error:
            self.trouble.emit(error)
        else:
            self._take(base64.b64encode(png).decode(), self.told.text() or "Logo")
            self.told.setFocus(Qt.FocusReason.OtherFocusReason)
            self.told.selectAll()

    def _take(self, png: str, told: str, run: str = "") -> None:
        if png:
            self.edited.emit({"png": png, "told": told.strip() or "Logo"}, run)
        else:
            self.edited.emit(None, run)
